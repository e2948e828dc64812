"""What is typed by people must neither break nor command the files that it is printed in."""

from __future__ import annotations

import re

# XML 1.0 knows none of these; the marks of direction would turn what follows them around.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
HIGH = ";:!?»%"
# Arabic, N'Ko and Adlam.
RIGHT_TO_LEFT = re.compile(
    "[\u0600-\u06ff\u0750-\u077f\u07c0-\u07ff\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff\U0001e900-\U0001e95f]"
)
NO_BREAK = "\u00a0"
_BEFORE = re.compile(r"[ \u202f](?=[;:!?»%](?:\s|$|[.,)…»\u00a0]))")
_AFTER = re.compile(r"(?<=«)[ \u202f]")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|«)")
_FIGURES = re.compile(r"(?<=\d) (?=\d{3}(?:\D|$))")


def safe(text: str) -> str:
    """Without what no file can hold, and without overrides of direction: letters tell their own."""
    return OVERRIDES.sub("", FORBIDDEN.sub("\ufffd", text))


def typeset(text: str) -> str:
    """French print: no line begins with ";", ":", "!", "?", "»", "%" or ends with "«"; curved apostrophes."""
    text = _AFTER.sub(NO_BREAK, _BEFORE.sub(NO_BREAK, safe(text)))
    return _APOSTROPHE.sub("’", _FIGURES.sub(NO_BREAK, text))


def runs_to_the_left(text: str) -> bool:
    """Whether it has letters that are read from right to left."""
    return bool(RIGHT_TO_LEFT.search(text))
