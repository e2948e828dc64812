"""What the radar compares, and what it answers: plain frozen records.

An `Intervention` is any programme, project or activity of an organisation, wherever it comes from.
Texts are as their author wrote them; codes are opaque and compared as they are, so whoever builds
a record decides on one spelling ("OIM" and "IOM" must already be one code).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What two interventions are to each other; one label a pair."""

    SAME_PROJECT = "same_project"
    DUPLICATE = "duplicate"
    PARTIAL = "partial"
    COMPLEMENTARY = "complementary"
    CHAIN = "chain"
    NONE = "none"


DUPLICATES = frozenset({Label.SAME_PROJECT, Label.DUPLICATE})

FRENCH = {
    Label.SAME_PROJECT: "même projet déclaré deux fois",
    Label.DUPLICATE: "doublon",
    Label.PARTIAL: "chevauchement partiel",
    Label.COMPLEMENTARY: "complémentaires",
    Label.CHAIN: "chaîne de financement",
    Label.NONE: "sans lien",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """One intervention.

    identifier: unique in a comparison; the order of answers depends on it.
    reporter: code of the organisation that declares it. Pairs are of different reporters.
    titles, descriptions: one text per language, in any order; the language need not be known.
    funders, accountable, implementers: codes of bodies by role.
    countries: codes of countries; empty means unknown or the whole world.
    places: paths from the country down, ("NE", "NE003", "NE003002").
    start, end: ISO dates, possibly partial ("2022", "2022-07"), "" when unknown.
    objectives: codes with their framework ("PMM:21", "DAC:15190").
    groups: codes of target groups. kind: nature (tool 7). stage: place in a chain of services
        (see `stages` in data/stages.csv), "" when unknown.
    amount: total budget in `currency`; reference_amount: the same in one common currency, else None.
    upstream, downstream: identifiers that this one names as its source of money or its parent, and
        as its receiver or its component. related: named without a direction.
    scale: code of how wide it is ("programme"). part_of: identifiers of what it is a component of.
    aliases: other identifiers of this same intervention.
    """

    identifier: str
    reporter: str = ""
    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()
    start: str = ""
    end: str = ""
    objectives: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    scale: str = ""
    kind: str = ""
    stage: str = ""
    amount: float | None = None
    currency: str = ""
    reference_amount: float | None = None
    upstream: tuple[str, ...] = ()
    downstream: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an explanation.

    feature: name of the feature. title: the same in French. finding: what was seen, in French.
    agrees: True when it speaks for a duplicate, False against, None when unknown on one side.
    value: 0 to 1. contribution: what it adds to the log-odds of the score.
    """

    feature: str
    title: str
    finding: str
    agrees: bool | None
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair, judged. left < right by identifier; score: probability of a duplicate, 0 to 1."""

    left: str
    right: str
    label: Label
    score: float
    sentence: str
    rows: tuple[Row, ...]
