"""`python -m training.train`: lessons to weights, by wall-clock; goes on from the last checkpoint where there is one.

On a GPU one process trains; without one, two processes of one thread each take micro-batches from the same batch and
share their gradients: two threads in one process stall as soon as the machine has other work.
"""

import argparse
import csv
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from torch import Tensor
from torch import multiprocessing as parallel

from training.batches import Example, collate, disturbed, epoch_batches, windows_of
from training.losses import losses, sizes, total
from training.measure import COUNTS, count_right, exact_f1
from training.network import Reader, device, parameter_groups
from training.prepare import read_lessons
from training.settings import BEST, BUILD, CHECKPOINT, CONFIG, LOGS, Settings, TrainingSettings, read_settings

FLOOR = 0.01
"""Share of the learning rate that is left at the end."""

COLUMNS = ("minutes", "epoch", "step", "pieces", "loss", *COUNTS, "mean")


@dataclass(slots=True)
class Progress:
    """How far a run is."""

    epoch: int = 0
    batch: int = 0
    step: int = 0
    pieces: int = 0
    elapsed: float = 0.0
    best: float = 0.0


class Crew:
    """What the processes of a run share: the next micro-batch, gradients, counts, and whether to go on."""

    def __init__(self, workers: int, parameters: int) -> None:
        self.workers = workers
        self.barrier = parallel.Barrier(workers)
        self.next = parallel.Value("i", 0)
        self.done = parallel.Value("b", 0)
        self.measure = parallel.Value("b", 0)
        self.gradients = torch.zeros(max(0, workers - 1), parameters).share_memory_()
        self.counts = torch.zeros(workers, len(COUNTS), 3, dtype=torch.int64).share_memory_()

    def take(self) -> int:
        """Return the number of the next micro-batch that nobody has taken."""
        with self.next.get_lock():
            self.next.value += 1
            return int(self.next.value) - 1


class Trainer:
    """One process of a run; the one of rank 0 steps, measures and writes."""

    def __init__(self, rank: int, crew: Crew, model: Reader, settings: Settings, log: Path) -> None:
        self.rank, self.crew, self.model, self.settings, self.log = rank, crew, model, settings, log
        self.parameters = list(model.parameters())
        course = settings.training
        names = [*course.lessons, *course.guide * course.guide_times]
        self.lessons = [lesson for name in names for lesson in read_lessons(name)]
        self.dev, self.nested = (
            [one for lesson in read_lessons(name) for one in windows_of(lesson)][rank :: crew.workers]
            for name in ("dev", "nested")
        )
        self.width = settings.model.link_width
        self.progress = Progress()
        rates = (course.encoder_rate, course.embedding_rate, course.head_rate)
        groups = parameter_groups(model, rates, course.layer_decay)
        self.optimizer = torch.optim.AdamW(groups, weight_decay=course.weight_decay, fused=True)
        self.averaged = [parameter.detach().clone() for parameter in self.parameters] if rank == 0 else []
        if CHECKPOINT.exists():
            self._resume()
        self.began = time.monotonic() - self.progress.elapsed
        self.measured = self.progress.elapsed
        self.recent: list[float] = []

    def run(self) -> None:
        """Train until the time is over."""
        course, progress = self.settings.training, self.progress
        while not self.crew.done.value:
            batches = epoch_batches(self.lessons, course.batch, self.settings.seed, progress.epoch)
            for number in range(progress.batch, len(batches)):
                self._learn(batches[number], number)
                progress.batch = number + 1
                if self.rank == 0:
                    self._step(batches[number])
                self.crew.barrier.wait()
                if self.crew.measure.value:
                    self._measure(len(batches))
                if self.crew.done.value:
                    return
            progress.epoch, progress.batch = progress.epoch + 1, 0

    def _learn(self, batch: list[Example], number: int) -> None:
        """Add up the gradients of the micro-batches that this process takes."""
        course = self.settings.training
        counts = sizes(batch)
        for parameter in self.parameters:
            parameter.grad = torch.zeros_like(parameter) if parameter.grad is None else parameter.grad.zero_()
        where = self.parameters[0].device
        while (taken := self.crew.take() * course.micro_batch) < len(batch):
            draw = np.random.default_rng([self.settings.seed, self.progress.epoch, number, taken])
            some = collate([disturbed(one, course, draw) for one in batch[taken : taken + course.micro_batch]])
            with torch.autocast(where.type, torch.bfloat16, enabled=course.half_precision):
                scores = self.model(some.ids.to(where), some.features.to(where), some.mask.to(where))
            scores = tuple(one.float() for one in scores)
            loss = total(losses(scores, some, self.width), counts, course)
            loss.backward()
            self.recent.append(loss.item() * len(batch) / len(some.examples))
        if self.rank:
            torch.cat([gradient(one).view(-1) for one in self.parameters], out=self.crew.gradients[self.rank - 1])
        self.crew.barrier.wait()

    def _step(self, batch: list[Example]) -> None:
        """Step with the gradients of all, and say whether it is time to measure or to stop."""
        course, progress, crew = self.settings.training, self.progress, self.crew
        for shared in crew.gradients:
            at = 0
            for parameter in self.parameters:
                gradient(parameter).view(-1).add_(shared[at : at + parameter.numel()])
                at += parameter.numel()
        self.progress.elapsed = time.monotonic() - self.began
        scale = rate_scale(progress.step, self.progress.elapsed / 60, course)
        for group in self.optimizer.param_groups:
            group["lr"] = group["base_rate"] * scale
        torch.nn.utils.clip_grad_norm_(self.parameters, course.clip)
        self.optimizer.step()
        progress.step += 1
        share = min(course.averaged, (1 + progress.step) / (10 + progress.step))
        torch._foreach_lerp_(self.averaged, [parameter.detach() for parameter in self.parameters], 1 - share)
        progress.pieces += sum(len(one.ids) for one in batch)
        crew.next.value = 0
        crew.done.value = progress.elapsed >= course.minutes * 60
        due = progress.elapsed - self.measured >= course.evaluate_every * 60
        crew.measure.value = crew.done.value or due
        if progress.step % 25 == 0:
            speed = progress.pieces / progress.elapsed
            recent = float(np.mean(self.recent[-100:]))
            print(
                f"{progress.elapsed / 60:.1f} min, step {progress.step}, loss {recent:.3f}, {speed:.0f}/s", flush=True
            )

    def _measure(self, batches: int) -> None:
        """Count with the averaged weights on the held-out windows, each process its share; rank 0 logs and saves."""
        crew, progress = self.crew, self.progress
        self._exchange()
        # The articles held out for their inner attributions are among those trained on for the outer ones.
        outer, inner = count_right(self.model, self.dev)[:3], count_right(self.model, self.nested)[3:]
        crew.counts[self.rank] = torch.from_numpy(np.concatenate([outer, inner]))
        crew.barrier.wait()
        if self.rank == 0:
            f1 = exact_f1(crew.counts.sum(0).numpy())
            mean = float(np.mean([f1[name] for name in COUNTS[:3]]))
            epoch = progress.epoch + progress.batch / batches
            values = [progress.elapsed / 60, epoch, progress.step, progress.pieces, float(np.mean(self.recent[-400:]))]
            self._write_row([*values, *(f1[name] for name in COUNTS), mean])
            if mean >= progress.best:
                progress.best = mean
                torch.save(self.model.state_dict(), BEST)
            torch.save(self.model.state_dict(), BUILD / f"{self.log.stem}-{progress.elapsed / 60:.0f}.pt")
        self._exchange()
        if self.rank == 0:
            self._save()
            self.measured = progress.elapsed

    def _exchange(self) -> None:
        """Put the averaged weights in the place of the trained ones, or back."""
        self.crew.barrier.wait()
        if self.rank == 0:
            with torch.no_grad():
                for parameter, averaged in zip(self.parameters, self.averaged, strict=True):
                    kept = parameter.clone()
                    parameter.copy_(averaged)
                    averaged.copy_(kept)
        self.crew.barrier.wait()

    def _write_row(self, values: list[float]) -> None:
        fresh = not self.log.exists()
        with self.log.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if fresh:
                writer.writerow(COLUMNS)
            writer.writerow([round(value, 2) for value in values])
        print(", ".join(f"{name} {value:.2f}" for name, value in zip(COLUMNS, values, strict=True)), flush=True)

    def _save(self) -> None:
        state = {name: getattr(self.progress, name) for name in Progress.__slots__}
        whole = {
            "model": self.model.state_dict(),
            "averaged": self.averaged,
            "optimizer": self.optimizer.state_dict(),
            "progress": state,
        }
        partial = CHECKPOINT.with_suffix(".partial")
        torch.save(whole, partial)
        partial.replace(CHECKPOINT)

    def _resume(self) -> None:
        state = torch.load(CHECKPOINT, map_location=self.parameters[0].device)
        self.progress = Progress(**state["progress"])
        if self.rank == 0:
            self.model.load_state_dict(state["model"])
            self.averaged = state["averaged"]
            self.optimizer.load_state_dict(state["optimizer"])


def rate_scale(step: int, minutes: float, course: TrainingSettings) -> float:
    """Return the share of the learning rate: it rises over the first steps and falls to FLOOR with the time."""
    return min(1.0, (step + 1) / course.warmup_steps) * max(FLOOR, 1 - minutes / course.minutes)


def fitting(weights: dict[str, Tensor], model: Reader) -> dict[str, Tensor]:
    """Return the weights whose shapes are the model's: a head of another shape is learned anew."""
    shapes = {name: value.shape for name, value in model.state_dict().items()}
    return {name: value for name, value in weights.items() if shapes.get(name) == value.shape}


def gradient(parameter: Tensor) -> Tensor:
    """Return the gradient that `_learn` has made sure of."""
    if parameter.grad is None:
        raise RuntimeError("no gradient was prepared")
    return parameter.grad


def _work(rank: int, crew: Crew, model: Reader, settings: Settings, log: Path) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(settings.seed + rank)
    Trainer(rank, crew, model.train(), settings, log).run()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default="run", help="name of the log in training/logs")
    parser.add_argument("--config", type=Path, default=CONFIG)
    parser.add_argument("--start", type=Path, help="weights to begin with, instead of the pretrained encoder alone")
    parser.add_argument("--leave-out", default="", help="name of lessons that this run must not see")
    parser.add_argument("--minutes", type=float, help="instead of the configured wall-clock time")
    arguments = parser.parse_args()
    settings = read_settings(arguments.config)
    if arguments.minutes:
        course = msgspec.structs.replace(settings.training, minutes=arguments.minutes)
        settings = msgspec.structs.replace(settings, training=course)
    guide = [name for name in settings.training.guide if name != arguments.leave_out]
    settings = msgspec.structs.replace(settings, training=msgspec.structs.replace(settings.training, guide=guide))
    torch.manual_seed(settings.seed)
    where = device()
    model = Reader(settings.model).to(where)
    if arguments.start:
        model.load_state_dict(fitting(torch.load(arguments.start, map_location=where), model), strict=False)
    LOGS.mkdir(exist_ok=True)
    workers = 1 if where.type == "cuda" else 2
    parallel.set_start_method("spawn", force=True)
    crew = Crew(workers, sum(parameter.numel() for parameter in model.parameters()))
    log = LOGS / f"{arguments.run}.csv"
    if workers == 1:
        _work(0, crew, model, settings, log)
        return
    model.share_memory()
    processes = [parallel.Process(target=_work, args=(rank, crew, model, settings, log)) for rank in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
