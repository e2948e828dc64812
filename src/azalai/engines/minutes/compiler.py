"""The reader as a whole: a document in, minutes with their findings out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from azalai.engines.minutes.agenda import presenters_of
from azalai.engines.minutes.checks import run_all
from azalai.engines.minutes.findings import Finding, Severity, Where, finding
from azalai.engines.minutes.flow import flow_of, is_glued
from azalai.engines.minutes.head import head_of, next_meeting_of, title_of_units
from azalai.engines.minutes.labels import TITLE
from azalai.engines.minutes.lexicon import Lexicon
from azalai.engines.minutes.model import AgendaItem, Item, Minutes, Name, Names
from azalai.engines.minutes.reading import Reader
from azalai.engines.minutes.separating import Separator
from azalai.engines.minutes.text import fold
from azalai.tabular import Document


class NotMinutes(Exception):
    """Nothing in the document can be read as minutes. The message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Minutes as read, what is to be looked at, and what the file's reader had to pass over."""

    minutes: Minutes
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """At least one finding of severity error."""
        return any(found.severity == Severity.ERROR for found in self.findings)


def compile_minutes(document: Document, names: Names) -> Compiled:
    """Read and check. Raises NotMinutes."""
    minutes = read_minutes(document, names)
    document_wide = Where("document")
    noted = [finding("D805", note, document_wide) for note in document.notes]
    if minutes.was_glued:
        noted.append(
            finding(
                "D802",
                "Des mots étaient collés les uns aux autres : les espaces ont été remises, à relire.",
                document_wide,
                cause="Le texte vient d'un document numérisé ou converti.",
            )
        )
    return Compiled(minutes, (*noted, *run_all(minutes, names)), document.notes)


def read_minutes(document: Document, names: Names) -> Minutes:
    """The minutes that a document holds. Raises NotMinutes when it holds nothing like them."""
    lexicon = Lexicon(names.words())
    glued = is_glued(document, lexicon)
    units = flow_of(document, lexicon, glued=glued)
    title = title_of_units(units, Separator(lexicon, everywhere=glued)(document.title))
    place = names.place_of(title)
    reader = Reader(units, title, names, place)
    parts = reader.read()
    head = head_of(parts, title, names)
    items = tuple(draft.finished(names, place, head.date) for draft in parts.items)
    agenda = tuple(reader.agenda)
    minutes = Minutes(
        head,
        reader.attendance(),
        agenda,
        tuple(replace(item, presenters=_presenters(item, agenda, names, place)) for item in items),
        next_meeting_of(parts, head.date),
        was_glued=glued,
    )
    _require(minutes)
    return minutes


def _presenters(item: Item, agenda: tuple[AgendaItem, ...], names: Names, place: str) -> tuple[Name, ...]:
    own = presenters_of(item.title, names, place)
    return own or (agenda[item.agenda].presenters if item.agenda is not None else ())


def _require(minutes: Minutes) -> None:
    signs = [
        minutes.attendance,
        minutes.agenda,
        minutes.items,
        minutes.head.date,
        TITLE.search(fold(minutes.head.title)),
    ]
    if sum(1 for sign in signs if sign) < 2:
        raise NotMinutes(
            "Ce document ne ressemble pas à un compte rendu : ni titre, ni date, ni présence, ni ordre du"
            " jour, ni point n'y ont été reconnus."
        )
