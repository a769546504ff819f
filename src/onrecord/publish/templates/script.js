// What a served page does better with a script; without it every form and link works all the same.
"use strict";

// The queue from the keyboard: j and k go down and up, a, r and o act on the line that is reached.
const tasks = [...document.querySelectorAll(".queue > .task")];
let reached = -1;

function reach(place) {
  reached = Math.min(Math.max(place, 0), tasks.length - 1);
  tasks[reached]?.focus();
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select");
  if (!document.querySelector(".queue, .last") || field || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { a: ".accept", r: ".reject", o: ".correct" }[event.key];
  if (event.key === "j") reach(reached + 1);
  else if (event.key === "k") reach(reached - 1);
  else if (act && reached >= 0) tasks[reached].querySelector(act)?.click();

  else if (event.key === "u") document.querySelector(".last .undo")?.click();
  else return;
  event.preventDefault();
});

// Words that are selected on a page are put into the field that asks for words of it.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const text = selection?.anchorNode?.parentElement?.closest(".text");
  const target = document.querySelector("[data-selected]:focus, [data-selected].wanted") ?? document.querySelector("[data-selected]");
  if (text && target && !selection.isCollapsed) target.value = selection.toString().trim();
});
for (const field of document.querySelectorAll("[data-selected]")) {
  field.addEventListener("focus", () => {
    document.querySelectorAll("[data-selected].wanted").forEach((other) => other.classList.remove("wanted"));
    field.classList.add("wanted");
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
