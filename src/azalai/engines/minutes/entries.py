"""Lists written by hand: which lines begin an entry, and which go on from the one above."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from azalai.engines.minutes.dates import is_absent
from azalai.engines.minutes.flow import LINKING, join
from azalai.engines.minutes.labels import split_number
from azalai.engines.minutes.text import bare, fold, has_bullet, squeeze, without_bullet

ENDS = ".;!?"
INLINE_DASH = re.compile(r"\s*(?:;\s*|\s)[-–•]\s+(?=\S)")
INLINE_NUMBER = re.compile(r"\s*[;,.]?\s+(?=(?:\d{1,2}\s?[-–.)]|[a-h]\))\s*[^\W\d_])")


def begins(line: str) -> bool:
    """Whether a line carries the number or the bullet of an entry."""
    return bool(split_number(line)[0]) or has_bullet(line)


def group(lines: Iterable[str], *, wanted: int = 0) -> list[str]:
    """Entries of a list, one text each, their numbers and bullets kept.

    With numbers or bullets a line without one goes on from the entry above. Without any, a line goes on
    when the one above has no end and it begins with a small letter; wanted: how many entries the
    columns beside it have, 0 when that is not known.
    """
    lines = [squeeze(line) for line in lines if line.strip()]
    if any(begins(line) for line in lines):
        return _grouped(lines, _is_continued)
    if wanted == 1:
        return _grouped(lines, lambda above, line: True)
    entries = _grouped(lines, lambda above, line: line[:1].islower() and above[-1:] not in ENDS)
    if wanted and len(entries) > wanted:
        closed = _grouped(lines, lambda above, line: above[-1:] not in ENDS)
        return closed if len(closed) == wanted else entries
    return entries


def people(lines: Iterable[str]) -> list[str]:
    """Entries of a list of names: a line goes on only after "des", or when it begins with a small letter."""
    kept = [squeeze(line) for line in lines if line.strip()]
    return _grouped(kept, lambda above, line: not begins(line) and _runs_on(above, line))


def _runs_on(above: str, line: str) -> bool:
    return above[-1:] not in ENDS and (
        begins(above) or line[:1].islower() or bool(LINKING.search(fold(above)))
    )


def _is_continued(above: str, line: str) -> bool:
    """Without number or bullet, unless the entry above is closed and this begins another sentence."""
    return not begins(line) and not (above[-1:] in ENDS and line[:1].isupper())


def _grouped(lines: list[str], goes_on: Callable[[str, str], bool]) -> list[str]:
    entries: list[str] = []
    for line in lines:
        if entries and goes_on(entries[-1], line):
            entries[-1] = join(entries[-1], line)
        else:
            entries.append(line)
    return entries


def spread(text: str) -> list[str]:
    """Lines of a cell or of the rest of a label, a list on one line cut: "- A - B", "1) a ; 2) b"."""
    lines: list[str] = []
    for line in text.split("\n"):
        if has_bullet(line) and INLINE_DASH.search(without_bullet(line)):
            lines += [f"- {part}" for part in INLINE_DASH.split(without_bullet(line)) if part.strip()]
        elif split_number(line)[0] and INLINE_NUMBER.search(line):
            lines += [part for part in INLINE_NUMBER.split(line) if part.strip()]
        else:
            lines.append(line)
    return [line for line in lines if bare(line) or (is_absent(line) and line.strip())]
