"""What a page may hold to take over a terminal or a browser, and what of it must never come out."""

import re

OBEYED = {
    "title of the window": "\x1b]0;taken\x07",
    "hyperlink": "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clear the screen": "\x1b[2J\x1b[1;1H",
    "colour in C1": "\x9b31m",
    "string in C1": "\x90q\x9c",
    "reversed": "\u202egnorw\u202c",
    "isolated": "\u2066left\u2069",
    "delete": "\x7f",
    "back": "\x08\x08",
}
WORDS = "".join(OBEYED.values())
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><marquee>"


def forbidden_in(text: str) -> list[str]:
    """Return what a terminal would obey."""
    return FORBIDDEN.findall(text)
