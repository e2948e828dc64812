"""What the logical framework counts of missions and sessions, each with its list.

A mission counts in a span when it took place and everything that its date may mean lies within the span:
dated by the year alone, it counts for the year and for no quarter of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from azalai.concertation.missions.enums import SENSITISING, MissionKind
from azalai.concertation.missions.queries import in_place
from azalai.concertation.missions.rules import can_see_missions
from azalai.concertation.models import Mission
from azalai.core import formatting
from azalai.core.facts import Fact, FactList, FactRow, FactSpan
from azalai.frames.models import Place


def facts() -> list[Fact]:
    """Every fact of the room's missions."""
    return [*(_counted(*line) for line in LINES), AGENTS]


def held_within(span: FactSpan, kinds: Iterable[str]) -> QuerySet[Mission]:
    """Missions of these kinds that took place within the span, and in its place when it has one."""
    rows = Mission.objects.in_country(span.country).held()
    rows = rows.filter(kind__in=list(kinds), starts_from__gte=span.start, starts_to__lte=span.end)
    if span.place_id is not None:
        pcode = Place.objects.values_list("pcode", flat=True).get(pk=span.place_id)
        rows = rows.filter(in_place(pcode))
    return rows.select_related("place").order_by("starts_from", "id")


def _listing(*kinds: str) -> Callable[[FactSpan], FactList]:
    return lambda span: FactList(held_within(span, kinds), _row)


def _row(mission: Mission) -> FactRow:
    return FactRow(
        mission.title, mission.get_absolute_url(), mission.starts_from, _detail(mission, mission.when)
    )


def _detail(mission: Mission, *more: str) -> str:
    return ", ".join(part for part in (mission.where, *more) if part)


def _agents(span: FactSpan) -> FactList:
    rows = held_within(span, SENSITISING).filter(agents__isnull=False)
    return FactList(rows, _agents_row, _sum)


def _agents_row(mission: Mission) -> FactRow:
    row = _row(mission)
    words = _now("%(women)s femmes, %(men)s hommes") % {
        "women": formatting.amount(mission.women),
        "men": formatting.amount(mission.men),
    }
    return FactRow(row.label, row.url, row.on, _detail(mission, words), mission.agents or 0)


def _sum(rows: Any) -> Decimal | int:
    return rows.aggregate(n=Sum("agents"))["n"] or 0


def _counted(code: str, label: Any, unit: Any, formula: Any, kinds: tuple[str, ...]) -> Fact:
    return Fact(
        code=f"concertation.{code}",
        label=label,
        unit=unit,
        formula=formula,
        listing=_listing(*kinds),
        by_place=True,
        visible=can_see_missions,
    )


LINES: tuple[tuple[str, Any, Any, Any, tuple[str, ...]], ...] = (
    (
        "missions-awareness",
        _("Missions de sensibilisation"),
        _("missions"),
        _("Missions de sensibilisation tenues pendant la période ; les séances sur place n'en sont pas."),
        (MissionKind.AWARENESS,),
    ),
    (
        "support-to-regions",
        _("Appuis aux directions régionales et départementales"),
        _("appuis"),
        _("Appuis donnés pendant la période à une direction régionale ou départementale."),
        (MissionKind.SUPPORT,),
    ),
    (
        "meetings-abroad",
        _("Participations à des rencontres bilatérales, régionales ou internationales"),
        _("participations"),
        _("Rencontres d'échelon bilatéral, régional ou international où le secrétariat est allé."),
        (MissionKind.MEETING_ABROAD,),
    ),
    (
        "tools-cowritten",
        _("Participations à l'élaboration d'outils"),
        _("outils"),
        _("Outils élaborés avec d'autres pays ou organisations, quel que soit l'échelon."),
        (MissionKind.TOOL,),
    ),
    (
        "study-trips",
        _("Voyages d'études"),
        _("voyages"),
        _("Voyages d'études effectués pendant la période."),
        (MissionKind.STUDY_TRIP,),
    ),
)
AGENTS = Fact(
    code="concertation.agents-sensitised",
    label=_("Agents sensibilisés"),
    unit=_("agents"),
    formula=_(
        "Somme des personnes touchées par les missions et les séances de sensibilisation tenues pendant la"
        " période ; celles dont l'effectif n'est pas connu n'y ajoutent rien."
    ),
    listing=_agents,
    by_place=True,
    visible=can_see_missions,
)
