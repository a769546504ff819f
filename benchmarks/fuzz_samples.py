"""Sound inputs of every kind that is read, small and of our own fiction: what fuzzing breaks variants of."""

import gzip
import io
import json
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.archive import make_answers, small_pdf, write_archive
from onrecord.sample import sample_pages

STORY = (
    "Harbour stays shut\n\nOXBY, 25 October 2024 (Coastal Wire) - Minister Odile Varga denied on Monday that 40 "
    "crews had left. “No ship left the harbour last week,” she said. “Ask ‘the others’,\n\n“then come back.”\n\n"
    "The coast guard declined to comment: between 1,200 and 1.5 million tonnes, or 30 per cent, moved on 3 May.\n\n"
    "Photo: Ada Moran / Coastal Wire\n"
)
DATES = (
    "MADRID 25 Oct. 2024", "2024-10-25T08:15:00+02:00", "Published: 25.10.2024, updated 3 hours ago", "last Monday",
    "Updated Oct 25th, 2024 at 11:15 p.m. GMT",
    "/2018/01/31/x", "between 3 and 5 May", "in the 1990s", "30 February 2024",
    "two weeks ago on Tuesday", "the same day", "Sputnik-style agency, 1920, 17.06.2024", "Feb 2024",
)  # fmt: skip


@cache
def _bundled(*suffixes: str) -> tuple[bytes, ...]:
    with sample_pages() as folder:
        return tuple(path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in suffixes)


def markup() -> Sequence[bytes]:
    """HTML pages: the bundled ones, three generated templates, and a tangle of odd markup."""
    odd = (
        "<!DOCTYPE html [<!ENTITY e 'x'>]><html><head><base href='//x.example'><link rel=stylesheet href=x.css>"
        "<meta http-equiv=refresh content='0;url=http://x.example'></head><body><table><tr><td colspan=9>a<td>b</table>"
        "<p>He said: &ldquo;No&rdquo;<p hidden>x</p><ul><li>a<li>b</ul><pre>  a\n b</pre><svg><text>t</text></svg>"
        "<blockquote>“A quoted line,” said Ada Moran.</blockquote><noscript>n</noscript><br><img alt='x'></body></html>"
    ).encode()
    generated = tuple(answer.body for answer in make_answers(3, 1))
    return (*_bundled(".html"), *generated, odd)


def plain() -> Sequence[bytes]:
    """Plain texts."""
    return (*_bundled(".txt"), STORY.encode())


@cache
def pages() -> Sequence[bytes]:
    """Texts and pages in several encodings."""
    encodings = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32")
    declared = [
        f"<meta charset='{name}'><p>Ünder {STORY}" for name in ("cp1251", "big5", "utf-7", "hz", "x-user-defined")
    ]
    return (*(STORY.encode(each) for each in encodings), *(each.encode() for each in declared), *plain(), *markup())


def pdf() -> Sequence[bytes]:
    """PDF files of one page."""
    return (small_pdf(STORY.split("\n\n")), small_pdf(["One line."]), small_pdf([STORY] * 6))


def dates() -> Sequence[bytes]:
    """Dates and times as pages write them."""
    return (*(each.encode() for each in DATES), "\n".join(DATES).encode())


@cache
def zips() -> Sequence[bytes]:
    """Archives of pages, stored and compressed, one inside another."""
    files = {"a/page.txt": STORY.encode(), "a/page.html": markup()[-1], "meta.json": meta_json()[0], "x.bin": b"\0\1"}
    made = []
    for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", how) as archive:
            for name, data in files.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        made.append(stream.getvalue())
        files = {**files, "inner.zip": made[-1]}
    return made


@cache
def packed_warcs() -> Sequence[bytes]:
    """Compressed WARC files with one response per member."""
    with TemporaryDirectory() as scratch:
        path = Path(scratch, "pages.warc.gz")
        write_archive(path, make_answers(2, 2))
        return (path.read_bytes(),)


@cache
def warcs() -> Sequence[bytes]:
    """Plain WARC files."""
    return tuple(gzip.decompress(each) for each in packed_warcs())


def tables() -> Sequence[bytes]:
    """CSV files of pages with columns of the user's own."""
    return (
        f'id,url,date,title,text,desk\n7,https://gazette.example/x,2024-10-25,A,"{STORY}",3\n8,,,,Short,\n'.encode(),
        f"id;text\n1;{STORY.replace(chr(10), ' ')}\n".encode("cp1252"),
    )


def lines() -> Sequence[bytes]:
    """JSONL files of pages."""
    rows = (
        {"id": 7, "text": STORY, "date": "2024-10-25", "desk": {"a": [1]}},
        {"html": "<p>Short.</p>"},
    )
    return ("\n".join(map(json.dumps, rows)).encode(), json.dumps(rows[0], ensure_ascii=False).encode("utf-8-sig"))


def saved() -> Sequence[bytes]:
    """Pages as browsers save them."""
    page = '<html><body><p>The ferry =E2=80=9Csailed=E2=80=9D.</p><img src=3D"cid:x"></body></html>'
    return (
        (
            "From: <Saved by Browser>\r\nSnapshot-Content-Location: https://gazette.example/x\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related; type="text/html"; boundary="--=_b"\r\n\r\n'
            "----=_b\r\nContent-Type: text/html\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://gazette.example/x\r\n\r\n"
            f"{page}\r\n----=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            "iVBORw0KGgo=\r\n----=_b--\r\n"
        ).encode(),
    )


def meta_json() -> Sequence[bytes]:
    """Metadata as JSON."""
    rows = [
        {
            "file": "page.txt",
            "date": "2024-10-25",
            "outlet": "The Gazette",
            "desk": [1, None],
            "url": "https://x.example/",
        }
    ]
    return (json.dumps(rows).encode(), json.dumps({"page.txt": {"title": "A title"}}).encode())


def meta_csv() -> Sequence[bytes]:
    """Metadata as CSV."""
    return (b'file,date,outlet,title\npage.txt,2024-10-25,"The ""Gazette""",x\n', b"file;date\npage.txt;2024-10-25\n")


def feeds() -> Sequence[bytes]:
    """RSS and Atom."""
    rss = (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>T</title>"
        "<link>https://x.example</link>"
        "<item><title>Harbour &amp; ferry</title><link>/2024/x?a=1&amp;b=2</link><guid isPermaLink='false'>7</guid>"
        "<pubDate>Fri, 25 Oct 2024 08:15:00 +0200</pubDate></item>"
        "<item><link>https://x.example/2</link></item></channel></rss>"
    )
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://x.example/'><entry><title>&lt;b>A</title>"
        "<link rel='alternate' href='a'/><id>tag:x</id><published>2024-10-25T08:15:00Z</published>"
        "<updated>2024-10-26T08:15:00Z</updated></entry></feed>"
    )
    return (rss.encode(), atom.encode(), f"<!DOCTYPE r [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>{rss}".encode())


def sitemaps() -> Sequence[bytes]:
    """Sitemaps, an index, and a news sitemap."""
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    return (
        f"<?xml version='1.0'?><urlset {space}><url><loc>https://x.example/a</loc></url></urlset>".encode(),
        f"<sitemapindex {space}><sitemap><loc>https://x.example/s.xml</loc></sitemap></sitemapindex>".encode(),
    )


def robots() -> Sequence[bytes]:
    """Rules for robots."""
    return (
        b"User-agent: *\nDisallow: /private*\nAllow: /private/x$\nCrawl-delay: 2\nSitemap: https://x.example/s.xml\n",
    )


def addresses() -> Sequence[bytes]:
    """Addresses as people paste and pages write them."""
    found = (
        "https://x.example/a?b=c#d", "HTTP://Bücher.example:80/ä b", "//x.example/..//a/./b", "/2024/x", "http://[::1]:8080/",
        "https://x.example:443", "https://user:word@x.example/", "mailto:a@x.example", "http://0x7f.1/", "https://x.example/%zz",
    )  # fmt: skip
    return tuple(each.encode() for each in found)


def retry() -> Sequence[bytes]:
    """Values of Retry-After."""
    return (b"120", b"Fri, 25 Oct 2024 08:15:00 GMT", b"-1", b"1e9", b"0", b" 5 ")
