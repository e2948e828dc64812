"""The preamble as a page and a document show it: drafted words, a person's words, figures that moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from azalai.core import formatting
from azalai.core.context import current_site
from azalai.engines.preamble import Change, Facts, Figure, as_text, changes, draft
from azalai.engines.preamble import Paragraph as Drafted
from azalai.evaluation.counting import LISTS
from azalai.evaluation.models import Paragraph, Preamble


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that has changed since a person wrote, in words."""

    label: Any
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph: what the facts say, what a person wrote (None while nobody has), what moved since."""

    drafted: Drafted
    written: Paragraph | None
    moved: tuple[Moved, ...] = ()

    @property
    def code(self) -> str:
        """Code of the paragraph."""
        return self.drafted.code

    @property
    def text(self) -> str:
        """As it stands: a person's words, else the drafted ones."""
        return self.written.text if self.written else as_text(self.drafted)

    @property
    def pieces(self) -> Sequence[tuple[str, str]]:
        """Drafted words as (text, fact), fact "" where nothing is counted or no list stands behind it."""
        return [_piece(one) for one in self.drafted.pieces]


def _piece(one: str | Figure) -> tuple[str, str]:
    if isinstance(one, str):
        return one, ""
    return one.text, one.fact if one.fact in LISTS else ""


def parts(preamble: Preamble) -> list[Part]:
    """Paragraphs in order, from the figures of the last refresh; one query."""
    written = {one.code: one for one in preamble.paragraphs.all()}
    drafted = draft(Facts.of(preamble.facts), currency=current_site().currency_label)
    return [Part(one, written.get(one.code), _moved(one, written.get(one.code), preamble)) for one in drafted]


def _moved(drafted: Drafted, written: Paragraph | None, preamble: Preamble) -> tuple[Moved, ...]:
    """Figures of the paragraph, as drafted then or now, that differ from those the person had."""
    if written is None:
        return ()
    then = draft(Facts.of(written.facts), currency="")
    names = [*drafted.facts, *(name for one in then if one.code == drafted.code for name in one.facts)]
    found = changes(written.facts, preamble.facts, tuple(dict.fromkeys(names)))
    return tuple(_in_words(one) for one in found)


def _in_words(change: Change) -> Moved:
    label = LISTS[change.fact].label if change.fact in LISTS else change.fact
    return Moved(label, formatting.amount(change.before), formatting.amount(change.after))
