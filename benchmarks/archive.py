"""Builds a case from an archive shaped like those of CC-NEWS, and checks that what fails is what was broken.

    python -m benchmarks.archive [--pages N] [--jobs J] [--seed N] [--keep ARCHIVE]

The archive's pages are fiction, generated from the seed: some hosts with a template each, with navigation, scripts,
related links and comments around the article; one page in thirty is broken in a way that has a name. It is built in
one command by a fresh program. Printed are the rate, the peak of memory of all processes together, and the failures by
reason; the exit code is 1 where a page failed that should not have, or one did not that should have.
"""

import argparse
import gzip
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.speed import invented_lines, invented_word
from onrecord.store import CaseReader

WORDS = 350
BROKEN_EVERY = 30
HOSTS = ("www.bay-courier.example", "gazette.example", "news.oxby-herald.example", "kestria-post.example")
MEBIBYTE = 2**20


class Story(NamedTuple):
    """What a page tells: a headline, paragraphs, who wrote it, when it was published (ISO 8601)."""

    headline: str
    paragraphs: tuple[str, ...]
    author: str
    published: str


class Answer(NamedTuple):
    """What a server answered, and which failure is to come of it (None: a page, "" : nothing at all)."""

    url: str
    status: str
    media_type: str
    body: bytes
    kind: str
    expected: str | None
    packed: bool = False


def make_answers(count: int, seed: int) -> list[Answer]:
    """Return the answers of an archive, the same for the same arguments."""
    draw = random.Random(seed)  # noqa: S311 - no secret, a fixed corpus
    kinds = sorted(BROKEN)
    answers = []
    for number in range(count):
        host = number % len(HOSTS)
        title, *paragraphs = invented_lines(draw, draw.randrange(WORDS // 2, WORDS * 2))
        author = f"{invented_word(draw).capitalize()} {invented_word(draw).capitalize()}"
        day = f"2024-10-{1 + number % 28:02}"
        story = Story(title, tuple(paragraphs), author, f"{day}T{number % 24:02}:15:00+00:00")
        page = TEMPLATES[host % len(TEMPLATES)](draw, story)
        url = f"https://{HOSTS[host]}/{day.replace('-', '/')}/{title.lower().replace(' ', '-')}-{number}.html"
        sound = Answer(url, "200 OK", "text/html; charset=utf-8", page.encode(), "sound", None)
        if number % BROKEN_EVERY == BROKEN_EVERY - 1:
            kind = kinds[number // BROKEN_EVERY % len(kinds)]
            answers.append(BROKEN[kind](sound, story)._replace(kind=kind))
        else:
            answers.append(sound)
    return answers


def _links(draw: random.Random, count: int) -> str:
    words = [f"{invented_word(draw).capitalize()} {invented_word(draw)} {invented_word(draw)}" for _ in range(count)]
    return "".join(f'<li><a href="/{word.replace(" ", "-")}">{word}</a></li>' for word in words)


def _paragraphs(story: Story) -> str:
    return "\n".join(f"<p>{escape(each)}</p>" for each in story.paragraphs)


def _courier(draw: random.Random, story: Story) -> str:
    """An outlet with structured data, an article element, and a list of related links in the middle."""
    half = len(story.paragraphs) // 2
    first, rest = (
        _paragraphs(story._replace(paragraphs=part)) for part in (story.paragraphs[:half], story.paragraphs[half:])
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(story.headline)} | The Bay Courier</title>
<meta property="og:site_name" content="The Bay Courier"><meta property="og:title" content="{escape(story.headline)}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{story.headline}", "datePublished": "{story.published}",
"author": {{"@type": "Person", "name": "{story.author}"}}}}</script>
<script>window.dataLayer = window.dataLayer || []; document.write("<p>Not for readers.</p>");</script>
<style>p {{ margin: 0 }}</style></head>
<body><header><nav><ul>{_links(draw, 8)}</ul></nav></header>
<main><article><h1>{escape(story.headline)}</h1>
<p class="byline">By {story.author}</p><time datetime="{story.published}">{story.published[:10]}</time>
{first}
<aside class="related"><h3>Related stories</h3><ul>{_links(draw, 4)}</ul></aside>
{rest}
</article></main>
<section id="comments"><h2>Comments</h2><p>First to say so!</p></section>
<footer><p>© The Bay Courier. All rights reserved.</p><ul>{_links(draw, 6)}</ul></footer></body></html>"""


def _gazette(draw: random.Random, story: Story) -> str:
    """An older outlet: nested div elements, entities, line breaks, the date only in the metadata."""
    text = "<br><br>\n".join(escape(each).replace("“", "&ldquo;").replace("”", "&rdquo;") for each in story.paragraphs)
    return f"""<html><head><title>{escape(story.headline)}</title>
<meta name="author" content="{story.author}"><meta property="article:published_time" content="{story.published}">
</head><body><div id="wrap"><div class="menu">{_links(draw, 12)}</div>
<div class="content"><div class="headline"><h2>{escape(story.headline)}</h2></div>
<div class="entry-content">{text}</div>
<div class="share-tools"><a href="#">Share</a> <a href="#">Print</a></div></div>
<div class="sidebar"><h4>Most read</h4>{_links(draw, 10)}</div></div>
<script src="https://counter.example/c.js"></script></body></html>"""


def _herald(draw: random.Random, story: Story) -> str:
    """An outlet with a cookie notice, a figure, a pull quote and a newsletter form."""
    quote = next((each for each in story.paragraphs if "“" in each), story.paragraphs[0])
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>{escape(story.headline)} - Oxby</title>
<link rel="canonical" href="https://news.oxby-herald.example/{escape(story.headline).replace(" ", "-")}">
<meta property="article:published_time" content="{story.published}"></head><body>
<div class="cookie-consent">We use cookies. <button>Accept</button></div>
<div class="breadcrumbs">{_links(draw, 3)}</div>
<article class="post"><h1>{escape(story.headline)}</h1><div class="author">{story.author}</div>
<figure><img src="harbour.jpg" alt=""><figcaption>The quay at noon. Photo: {story.author}</figcaption></figure>
{_paragraphs(story)}
<blockquote class="pullquote">{escape(quote[:80])}</blockquote>
<form class="newsletter"><p>Sign up to our newsletter</p><input type="email"></form></article>
<div class="recommended"><ul>{_links(draw, 9)}</ul></div></body></html>"""


TEMPLATES: tuple[Callable[[random.Random, Story], str], ...] = (_courier, _gazette, _herald)


def _truncated(sound: Answer, _: Story) -> Answer:
    """The transfer broke off inside a tag, after most of the article."""
    return sound._replace(body=sound.body[: sound.body.rindex(b"</p>") + 3 if b"</p>" in sound.body else -40])


def _picture(sound: Answer, _: Story) -> Answer:
    return sound._replace(body=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, expected="not_a_page")


def _binary(sound: Answer, _: Story) -> Answer:
    return sound._replace(body=bytes(range(1, 256)) * 40, expected="binary")


def _packed(sound: Answer, _: Story) -> Answer:
    return sound._replace(body=gzip.compress(sound.body, mtime=0), packed=True)


def _half_packed(sound: Answer, _: Story) -> Answer:
    body = gzip.compress(sound.body, mtime=0)
    return sound._replace(body=body[: len(body) // 2], packed=True, expected="truncated")


def _bomb(sound: Answer, _: Story) -> Answer:
    """A small answer that unfolds to twice of what a page may have."""
    return sound._replace(body=gzip.compress(bytes(40_000_000), mtime=0), packed=True, expected="too_large")


def _no_bytes(sound: Answer, _: Story) -> Answer:
    return sound._replace(body=b"", expected="empty")


def _only_scripts(sound: Answer, _: Story) -> Answer:
    body = b"<html><head><title></title><script>render();</script></head><body><div id='app'></div></body></html>"
    return sound._replace(body=body, expected="empty")


def _not_found(sound: Answer, _: Story) -> Answer:
    return sound._replace(status="404 Not Found", body=b"<p>There is nothing here.</p>", expected="")


def _other_type(sound: Answer, _: Story) -> Answer:
    return sound._replace(media_type="application/json", body=b'{"headline": "Not a page"}', expected="")


def _wrong_charset(sound: Answer, story: Story) -> Answer:
    body = (
        f"<html><head><meta charset='utf-8'><title>x</title></head><body><h1>{story.headline}</h1>{_paragraphs(story)}"
    )
    return sound._replace(body=body.encode("cp1252"))


def _foreign(sound: Answer, story: Story) -> Answer:
    german = "Der Hafen blieb am Montag geschlossen, weil die Behörde keine Schiffe gesehen hatte, sagte der Sprecher. "
    page = f"<html lang='de'><body><article><h1>{story.headline}</h1><p>{german * 6}</p></article></body></html>"
    return sound._replace(body=page.encode())


def _pdf(sound: Answer, story: Story) -> Answer:
    return sound._replace(media_type="application/pdf", body=small_pdf(story.paragraphs))


def _broken_pdf(sound: Answer, _: Story) -> Answer:
    return sound._replace(media_type="application/pdf", body=b"%PDF-1.7\n1 0 obj\n<< /Type", expected="broken")


BROKEN: dict[str, Callable[[Answer, Story], Answer]] = {
    "truncated": _truncated,
    "picture": _picture,
    "binary": _binary,
    "packed": _packed,
    "half packed": _half_packed,
    "bomb": _bomb,
    "no bytes": _no_bytes,
    "only scripts": _only_scripts,
    "not found": _not_found,
    "other type": _other_type,
    "wrong charset": _wrong_charset,
    "foreign": _foreign,
    "PDF": _pdf,
    "broken PDF": _broken_pdf,
}


def small_pdf(paragraphs: Sequence[str]) -> bytes:
    """Return a PDF of one page with the paragraphs in lines of 80 characters."""
    plain = " ".join(paragraphs).encode("cp1252", "replace").replace(b"(", b"").replace(b")", b"").replace(b"\\", b"")
    lines = [plain[at : at + 80] for at in range(0, min(len(plain), 3600), 80)]
    content = b"BT /F1 10 Tf 14 TL 50 780 Td " + b" ".join(b"(%s) Tj T*" % line for line in lines) + b" ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        table,
        count,
        len(data),
    )


def write_archive(path: Path, answers: Sequence[Answer]) -> None:
    """Write the answers as a compressed WARC file, one response record each, the same bytes every time."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number, answer in enumerate(answers):
            fields = [("Content-Type", answer.media_type), *([("Content-Encoding", "gzip")] if answer.packed else [])]
            headers = StatusAndHeaders(answer.status, fields, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                answer.url,
                "response",
                payload=BytesIO(answer.body),
                length=len(answer.body),
                http_headers=headers,
                warc_headers_dict={
                    "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
                    "WARC-Date": f"2024-11-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z",
                },
            )
            writer.write_record(record)


class MemoryWatch(threading.Thread):
    """Samples the memory of a process and all below it (Linux); `peak` is the largest sum of resident bytes."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Sample until told to end."""
        while not self.ended.wait(0.1):
            self.peak = max(self.peak, sum(map(_resident, _descendants(self.root))))


def _descendants(root: int) -> list[int]:
    found = [root]
    for process in found:
        try:
            for task in Path(f"/proc/{process}/task").iterdir():
                found += map(int, (task / "children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def _resident(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def timed_build(archive: Path, case: Path, jobs: int) -> tuple[float, int]:
    """Return the seconds that a fresh program takes to build the case, and its processes' peak of memory in bytes."""
    command = [sys.executable, "-m", "onrecord", "build", str(archive), "-o", str(case), "--jobs", str(jobs), "--quiet"]
    start = time.perf_counter()
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    watch = MemoryWatch(program.pid)
    watch.start()
    code = program.wait()
    seconds = time.perf_counter() - start
    watch.ended.set()
    watch.join()
    if code not in {0, 1}:
        raise subprocess.CalledProcessError(code, command)
    return seconds, watch.peak


def find_surprises(answers: Sequence[Answer], case: Path) -> list[str]:
    """Return in words which answers did not become what was expected of them."""
    with CaseReader(case) as reader:
        pages = {article.uri for article in reader.articles()}
        found = reader.failures()
    # What could not be taken out of the archive has its place there as address, and says the page's.
    failures = {part: failure.code for failure in found for part in (failure.uri, *failure.detail.split(": "))}
    surprises = []
    for answer in answers:
        became = None if answer.url in pages else failures.get(answer.url, "")
        if became != answer.expected:
            surprises.append(f"{answer.kind}: {answer.url}: expected {answer.expected!r}, became {became!r}")
    if len(found) != sum(bool(answer.expected) for answer in answers):
        surprises.append(f"{len(found)} failures")
    return surprises


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20241025)
    parser.add_argument("--keep", type=Path, help="write the archive here and keep it")
    options = parser.parse_args(arguments)
    answers = make_answers(options.pages, options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        archive, case = options.keep or Path(scratch, "pages.warc.gz"), Path(scratch, "archive.db")
        write_archive(archive, answers)
        kinds = Counter(answer.kind for answer in answers)
        print(
            f"{len(answers)} answers, {archive.stat().st_size / 1e6:.1f} MB: ",
            ", ".join(f"{n} {kind}" for kind, n in kinds.items()),
        )
        seconds, peak = timed_build(archive, case, options.jobs)
        surprises = find_surprises(answers, case)
        with CaseReader(case) as reader:
            reasons = Counter((failure.stage, failure.code) for failure in reader.failures())
            pages = reader.counts()["articles"]
    print(f"{pages} pages in {seconds:.1f} s: {pages / seconds:.1f} pages/s with {options.jobs} jobs")
    print(f"peak memory of all processes: {peak / MEBIBYTE:.0f} MiB")
    for (stage, code), number in sorted(reasons.items()):
        print(f"failed ({stage}, {code}): {number}")
    for surprise in surprises:
        print(f"surprise: {surprise}")
    print(f"{len(surprises)} surprises")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())
