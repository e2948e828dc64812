"""Two years of meetings of the demonstration's bodies, a line for each: how often, who, what went wrong."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

from azalai.concertation.demo import themes
from azalai.concertation.demo.themes import Theme

# How the tables call the organisation that is the secretariat of the country.
SECRETARIAT = "sp"
# Where the minutes of the last meeting stand.
REVIEW, TO_WRITE, ADOPTED = "review", "to-write", "adopted"


@dataclass(frozen=True, slots=True)
class Course:
    """The meetings of one body.

    seats: codes of organisations, the chair first, then the secretary. number: meetings so far; last: days
    since the last one; every: days between two. ends: "review", "draft", "to-write" or "adopted". coming:
    days until the next one, None when none is planned; answers: of those called to it, letter by letter (p
    present, e excused with a deputy, a absent, . silent); none: it is still in preparation. postponed,
    cancelled, short: rank of a past meeting that was put off, called off, or held without the quorum.
    """

    code: str
    rhythm: str
    themes: tuple[Theme, ...]
    seats: tuple[str, ...]
    number: int
    last: int
    every: int
    ends: str
    coming: int | None
    answers: str
    quorum: str
    postponed: int | None
    cancelled: int | None
    short: int | None


def courses(country: str) -> list[Course]:
    """Those of the country (ISO alpha-2), none for one without a demonstration."""
    file = files("azalai.concertation").joinpath("data", f"demo-courses-{country}.csv")
    if not file.is_file():
        return []
    with file.open(encoding="utf-8") as table:
        return [_course(row) for row in csv.DictReader(table, delimiter=";")]


def _course(row: dict[str, str]) -> Course:
    return Course(
        code=row["code"],
        rhythm=row["rhythm"],
        themes=getattr(themes, row["themes"]),
        seats=tuple(word if word == SECRETARIAT else f"demo-{word}" for word in row["seats"].split()),
        number=int(row["number"]),
        last=int(row["last"]),
        every=int(row["every"]),
        ends=row["ends"],
        coming=_number(row["coming"]),
        answers=row["answers"],
        quorum=row["quorum"],
        postponed=_number(row["postponed"]),
        cancelled=_number(row["cancelled"]),
        short=_number(row["short"]),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None
