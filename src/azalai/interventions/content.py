"""What an intervention says, as plain values: the same whether it comes from a page, a workbook or IATI.

Keys are primary keys of the rows meant. "" and None mean that nothing was said: neither zero nor no.
Two contents are equal when they say the same; the order of lines is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from azalai.interventions.enums import Scale, Status


@dataclass(frozen=True, slots=True)
class Body:
    """role: enums.BodyRole; text: as written; organisation: where recognised."""

    role: str
    text: str
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """share: percentage, None when unknown."""

    place: int
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """People of a group; a number that nobody gave is None."""

    group: str
    women: int | None = None
    men: int | None = None
    girls: int | None = None
    boys: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """kind: enums.BudgetKind; currency: ISO 4217; source: as written; organisation: where recognised."""

    amount: Decimal
    currency: str
    kind: str
    source: str = ""
    organisation: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """kind: enums.CountKind."""

    kind: str
    value: int


@dataclass(frozen=True, slots=True)
class Link:
    """A document on the web."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class External:
    """scheme: enums.IdentifierScheme."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that its authors say of an intervention; see models for the meaning of each field."""

    title_fr: str = ""
    title_en: str = ""
    description_fr: str = ""
    description_en: str = ""
    scale: str = Scale.PROJECT
    parent: int | None = None
    kind: int | None = None
    nature: str = ""
    identifier: str = ""
    lead: int | None = None
    lead_text: str = ""
    contact_post: int | None = None
    status: str = Status.IDENTIFICATION
    planned_start: str = ""
    planned_end: str = ""
    actual_start: str = ""
    actual_end: str = ""
    bodies: tuple[Body, ...] = ()
    objectives: tuple[int, ...] = ()
    places: tuple[Where, ...] = ()
    targets: tuple[Reach, ...] = ()
    budgets: tuple[Money, ...] = ()
    counts: tuple[Quantity, ...] = ()
    links: tuple[Link, ...] = ()
    externals: tuple[External, ...] = ()


FOREIGN = ("parent", "kind", "lead", "contact_post")
LISTS = ("bodies", "objectives", "places", "targets", "budgets", "counts", "links", "externals")
SCALARS = tuple(field.name for field in fields(Content) if field.name not in (*FOREIGN, *LISTS))


def content_of(intervention: Any) -> Content:
    """What is stored of an intervention; eight queries unless its lines were prefetched."""
    lines = intervention
    return Content(
        **{name: getattr(intervention, name) for name in SCALARS},
        **{name: getattr(intervention, f"{name}_id") for name in FOREIGN},
        bodies=tuple(Body(b.role, b.text, b.organisation_id) for b in lines.bodies.all()),
        objectives=tuple(sorted(o.item_id for o in lines.objectives.all())),
        places=tuple(sorted((Where(p.place_id, p.share) for p in lines.places.all()), key=_place)),
        targets=tuple(
            Reach(g.group, g.women, g.men, g.girls, g.boys, g.total) for g in lines.target_groups.all()
        ),
        budgets=tuple(
            Money(b.amount, b.currency, b.kind, b.source, b.organisation_id, b.year)
            for b in sorted(lines.budgets.all(), key=lambda b: b.pk)
        ),
        counts=tuple(Quantity(c.kind, c.value) for c in lines.counts.all()),
        links=tuple(Link(d.title, d.url) for d in lines.documents.all() if d.url),
        externals=tuple(External(e.scheme, e.value) for e in lines.external_identifiers.all()),
    )


def _place(where: Where) -> int:
    return where.place


def tidy(content: Content) -> Content:
    """The same, with lists that have no order sorted as the database gives them back."""
    return replace(
        content,
        objectives=tuple(sorted(set(content.objectives))),
        places=tuple(sorted(content.places, key=_place)),
        bodies=tuple(sorted(content.bodies, key=lambda body: body.role)),
        externals=tuple(sorted(set(content.externals), key=lambda one: (one.scheme, one.value))),
    )
