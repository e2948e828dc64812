"""Who is named in a cell: the engine's reading, tied to the register's organisations and groups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from azalai.actors import dataset
from azalai.actors.models import Group, Organisation, Spelling
from azalai.engines.naming import Certainty, Known, Part, Register, read, recognise, register_of


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a cell: text == cell[start:end].

    organisation_id, group_id: at most one of them. certainty: "certain" when the text is a known
    spelling, "probable" when a person has to confirm, "unknown" when nothing known is named.
    """

    text: str
    start: int
    end: int
    organisation_id: int | None = None
    group_id: int | None = None
    certainty: Certainty = "unknown"

    @property
    def is_group(self) -> bool:
        """A collective designation, not a body."""
        return self.group_id is not None


# By country, while `spellings_kept` lasts.
_kept: ContextVar[dict[str, Recogniser] | None] = ContextVar("azalai.actors.recognition", default=None)


@contextmanager
def spellings_kept() -> Iterator[None]:
    """Writes by the hundred that change no spelling: the list of each country is read once for all."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


class Recogniser:
    """The spellings of a country, read once, to recognise many cells without a query."""

    def __init__(self, register: Register) -> None:
        self.register = register

    @classmethod
    def for_country(cls, country: str) -> Recogniser:
        """From the register of that country (ISO alpha-2); one query, none for a list that is kept."""
        kept = _kept.get()
        if kept is None:
            return cls._read(country)
        return kept.get(country) or kept.setdefault(country, cls._read(country))

    @classmethod
    def _read(cls, country: str) -> Recogniser:
        rows = Spelling.objects.filter(country_id=country).exclude(organisation__merged_into__isnull=False)
        return cls(register_of(known for row in rows.order_by("id") for known in _known(row)))

    def parts(self, text: str) -> tuple[Named, ...]:
        """The names in the cell, in order; what only separates is left out."""
        return tuple(_named(part) for part in recognise(text, self.register))

    def pieces(self, text: str) -> tuple[tuple[str, Named | None], ...]:
        """The whole cell: names, and None beside what separates them; joined, the texts are the cell."""
        return tuple(
            (part.text, _named(part) if part.is_name else None) for part in read(text, self.register)
        )

    def organisation_id(self, text: str) -> int | None:
        """The organisation that the whole text surely names, None otherwise."""
        found = self.parts(text)
        sure = len(found) == 1 and found[0].certainty == "certain"
        return found[0].organisation_id if sure else None


def _known(row: Spelling) -> Iterator[Known]:
    for text in row.texts:
        if row.organisation_id:
            yield Known(text, str(row.organisation_id), "body", is_misprint=row.is_misprint)
        else:
            yield Known(text, str(row.group_id), "group", is_misprint=row.is_misprint)


def _named(part: Part) -> Named:
    target = part.target
    key = int(target.code) if target else None
    is_body = target is not None and target.kind == "body"
    return Named(
        part.text,
        part.start,
        part.end,
        organisation_id=key if is_body else None,
        group_id=None if is_body else key,
        certainty=part.certainty,
    )


@dataclass(frozen=True, slots=True)
class Recognised:
    """A name in a cell and whom it designates: an organisation, a group, or nobody known."""

    text: str
    start: int
    end: int
    target: Organisation | Group | None
    certainty: Certainty


def recognise_in(text: str, country: str) -> list[Recognised]:
    """Who is named in one cell; three queries. For many cells, keep a Recogniser."""
    names = Recogniser.for_country(country).parts(text)
    bodies = Organisation.objects.in_bulk([n.organisation_id for n in names if n.organisation_id])
    groups = Group.objects.in_bulk([n.group_id for n in names if n.group_id])
    return [Recognised(n.text, n.start, n.end, _target(n, bodies, groups), n.certainty) for n in names]


def _target(
    name: Named, bodies: dict[int, Organisation], groups: dict[int, Group]
) -> Organisation | Group | None:
    if name.organisation_id:
        return bodies.get(name.organisation_id)
    return groups.get(name.group_id) if name.group_id else None


def register_from_files(country: str) -> Register:
    """The shipped spellings of a country, without a database; codes are those of the files."""
    bodies = [
        Known(text, body.code, is_misprint=text in _misprints(body))
        for body in dataset.load_organisations(country)
        for text in body.all_spellings
    ]
    groups = [
        Known(text, group.code, "group") for group in dataset.load_groups() for text in group.all_spellings
    ]
    return register_of([*bodies, *groups])


def _misprints(body: dataset.Organisation) -> frozenset[str]:
    return frozenset(s.text for s in body.spellings if dataset.MISPRINT in s.note)
