"""Who was there: lines of a list, or one line with commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from azalai.engines.minutes.entries import begins, people, spread
from azalai.engines.minutes.flow import Line
from azalai.engines.minutes.labels import split_number
from azalai.engines.minutes.model import Attendant, Name, Names
from azalai.engines.minutes.text import fold, squeeze, title_of, without_bullet

COUNTED = re.compile(
    r"^\s*(?:\d{1,3}|une? \w+) (?:personnes?|participants?)\b|voir (?:la )?liste|en annexe|ci-?joint"
)
LIST_SIGNS = re.compile(r"\s*[,;]\s*|\s+et\s+")
EDGES = " ;,.\t"
MANY = 2


def attendants(lines: list[Line], names: Names, place: str, *, excused: bool = False) -> Iterator[Attendant]:
    """One for each entry; a line that lists known bodies with commas is as many entries."""
    texts = people([part for line in lines for part in spread(line.text)])
    raws = people([part for line in lines for part in spread(line.raw)])
    if len(raws) != len(texts):
        raws = texts
    for text, raw in zip(texts, raws, strict=True):
        yield from _attendants(text, raw, names, place, excused=excused)


def _attendants(text: str, raw: str, names: Names, place: str, *, excused: bool) -> Iterator[Attendant]:
    clean = _entry(text)
    if not any(char.isalpha() for char in clean) or COUNTED.search(fold(clean)):
        return
    parts = [] if begins(text) and ";" not in clean else _listed(clean, names, place)
    if len(parts) >= MANY:
        for part in parts:
            yield Attendant(part, part, (names.whole(part, place),), excused)
        return
    yield Attendant(_entry(raw), clean, _names(clean, names, place), excused)


def _entry(text: str) -> str:
    return title_of(split_number(without_bullet(squeeze(text)))[1]).strip(EDGES)


def _names(text: str, names: Names, place: str) -> tuple[Name, ...]:
    """The body of a line, and others that stand beside it for sure ("DRC/MMC", "OIM et HCR")."""
    whole = names.whole(text, place)
    others = [name for name in names.recognise(text, place) if name.code and name.is_sure]
    return (whole, *(name for name in others if name.code != whole.code))


def _listed(text: str, names: Names, place: str) -> list[str]:
    """Entries of "OIM, HCR et GIZ"; nothing unless nearly each is a name by itself."""
    parts = [part.strip() for part in LIST_SIGNS.split(text) if part.strip()]
    known = sum(
        1 for part in parts if (name := names.whole(part, place)).code or name.group or part.isupper()
    )
    if len(parts) < MANY or 2 * known < len(parts):
        return [part.strip() for part in text.split(";") if part.strip()] if ";" in text else []
    return parts
