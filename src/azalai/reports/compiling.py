"""From the rooms below to the data of a report: chapters, passages, figures. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import translation

from azalai.reports.acronyms import HOME, tell
from azalai.reports.chapters import (
    chapter_of,
    doing,
    framing,
    judging,
    lacking,
    linking,
    measuring,
    meeting,
    placing,
    planning,
    summing,
    tabulating,
)
from azalai.reports.drafting import Draft, Figure, Written
from azalai.reports.material import Material
from azalai.reports.outlines import OUTLINES
from azalai.reports.periods import Period

LANGUAGE = "fr"
# Each registers its chapters when it is imported.
MODULES = (
    doing,
    framing,
    judging,
    lacking,
    linking,
    measuring,
    meeting,
    placing,
    planning,
    summing,
    tabulating,
)
# Chapters that speak of the figures of others are written after them, whatever their place in the document.
LATE = ("gaps", "recommendations", "preamble")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Compiled:
    """A report as data, in the order of its outline."""

    period: Period
    country: str
    as_of: date
    chapters: list[Written]
    figures: dict[str, Figure]


def compile_report(
    period: Period, country: str, as_of: date, *, progress: Progress | None = None
) -> Compiled:
    """Every chapter of the outline, in French. progress: called with (done, total, what is being written)."""
    outline = OUTLINES[period.kind]
    codes = [code for code, _ in outline]
    order = [c for c in codes if c not in LATE] + [c for c in LATE if c in codes]
    titles = dict(outline)
    material = Material(period, country, as_of)
    figures: dict[str, Figure] = {}
    made: dict[str, Written] = {}
    with translation.override(LANGUAGE):
        for done, code in enumerate(order):
            chapter = chapter_of(code)
            if progress:
                progress(done, len(order), titles[code] or chapter.title)
            written = Written(code, titles[code] or chapter.title, chapter.is_annex)
            chapter.write(Draft(written, figures, material.span, frozenset(codes)), material)
            made[code] = written
        if HOME in made:
            tell(made.values(), Draft(made[HOME], figures, material.span), material)
    return Compiled(period, country, as_of, [made[code] for code in codes], figures)
