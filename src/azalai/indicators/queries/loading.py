"""What a plan names, what was loaded of it, and which indicators fill themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from azalai.engines.naming.text import words
from azalai.indicators.labels import room_of
from azalai.indicators.models import Indicator, PlanTie
from azalai.indicators.queries.sheets import LIVE, PERSON, ROOM
from azalai.plans.models import Node, PlanVersion


def text_key(text: str) -> str:
    """Folded words: the same indicator whatever its case, accents and punctuation."""
    return " ".join(words(text))[:300]


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator as a line of a version names it. position: from 0 on that line."""

    node: Node
    position: int
    text: str

    @property
    def key(self) -> str:
        """Folded words."""
        return text_key(self.text)


def named(version: PlanVersion) -> list[Named]:
    """Every indicator that the version names, in its order, each once on its line; one query."""
    found: list[Named] = []
    for node in version.nodes.order_by("path").prefetch_related("reference_links__item__framework"):
        seen: set[str] = set()
        for position, text in enumerate(node.indicators):
            one = Named(node, position, " ".join(str(text).split()))
            if one.key and one.key not in seen:
                seen.add(one.key)
                found.append(one)
    return found


def unloaded(version: PlanVersion) -> list[Named]:
    """Those that no sheet stands for yet; two queries and the references."""
    known = set(PlanTie.objects.filter(plan=version.plan_id).values_list("node_key", "text_key"))
    return [one for one in named(version) if (one.node.key, one.key) not in known]


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator, whether it fills itself, and why."""

    indicator: Indicator
    group: str
    why: str

    @property
    def room(self) -> str:
        """The room that counts it, "" for a person."""
        return room_of(self.indicator.fact_code) if self.indicator.fact_code else ""


@dataclass(frozen=True, slots=True)
class LoadState:
    """Lines of the three groups: live, person, room."""

    lines: Sequence[Line]

    def of(self, group: str) -> list[Line]:
        """The lines of one group."""
        return [line for line in self.lines if line.group == group]

    @property
    def live(self) -> list[Line]:
        """Counted today."""
        return self.of(LIVE)

    @property
    def person(self) -> list[Line]:
        """Fed by a person."""
        return self.of(PERSON)

    @property
    def room(self) -> list[Line]:
        """Waiting for a room."""
        return self.of(ROOM)


def load_state(indicators: Sequence[Indicator]) -> LoadState:
    """Which of these fill themselves, which need a person, which wait for a room; no query."""
    return LoadState([_line(one) for one in indicators])


def _line(indicator: Indicator) -> Line:
    if indicator.is_live:
        return Line(indicator, LIVE, indicator.binding_reason)
    if indicator.is_computed:
        return Line(indicator, ROOM, indicator.binding_reason)
    why = indicator.binding_reason or _(
        "Aucun décompte du système ne lui correspond : ses valeurs se saisissent, puis se valident."
    )
    return Line(indicator, PERSON, why)
