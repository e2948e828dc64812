"""Cuts labels into lines that fit, by an estimate of their width: the reader's font is not known here."""

from __future__ import annotations

# Widths in ems, a little generous: a label cut early reads well, one that overflows does not.
NARROW_SIGNS = frozenset("ijltfrI.,;:'’|!()[] \u00a0\u202f-")
WIDE_SIGNS = frozenset("mwMWŒœ%—…@■□")
SEPARATORS = " ,;:(-–"
NARROW_EM, COMMON_EM, CAPITAL_EM, WIDE_EM = 0.36, 0.58, 0.70, 0.92
BOLD = 1.07


def width(text: str, size: float) -> float:
    """Estimated pixels of one line in a common sans serif of that size."""
    return size * sum(_em(sign) for sign in text)


def wrap(text: str, room: float, size: float, *, lines: int = 3) -> list[str]:
    """The text in at most that many lines of at most `room` pixels; what does not fit ends in "…"."""
    done: list[str] = [""]
    for word in text.split():
        longer = f"{done[-1]} {word}".strip()
        if done[-1] and width(longer, size) > room:
            done.append(word)
        else:
            done[-1] = longer
    if len(done) > lines:
        done = [*done[: lines - 1], " ".join(done[lines - 1 :])]
    return [clip(line, room, size) for line in done]


def clip(text: str, room: float, size: float) -> str:
    """The text itself when it fits, else its beginning and "…"."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(f"{kept}…", size) > room:
        kept = kept[:-1]
    # Between two words, unless that loses half of it.
    whole = kept[: kept.rfind(" ")] if kept.rfind(" ") > len(kept) / 2 else kept
    return f"{whole.rstrip(SEPARATORS)}…"


def _em(sign: str) -> float:
    if sign in NARROW_SIGNS:
        return NARROW_EM
    if sign in WIDE_SIGNS:
        return WIDE_EM
    return CAPITAL_EM if sign.isupper() else COMMON_EM
