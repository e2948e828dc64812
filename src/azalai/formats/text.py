"""Text as a person sees it: no control characters, one kind of line break."""

from __future__ import annotations

import re

CONTROL_NOTE = "Des caractères de contrôle invisibles ont été retirés du texte."

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# C0 and C1 controls but tab and line feed, then zero-width space, byte order mark, soft hyphen
# and the code points that are no characters.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\ufeff\u00ad\ufffe\uffff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def clean(text: str) -> str:
    """`text` with line breaks as "\\n" and without what has no glyph; no-break spaces stay."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text))


def has_control(text: str) -> bool:
    """Whether `text` holds control characters that no keyboard types."""
    return bool(_CONTROL.search(text))


def tidy(text: str) -> str:
    """`clean` text without spaces at the ends of lines nor blank lines around."""
    return "\n".join(line.strip(" \t") for line in clean(text).split("\n")).strip("\n")
