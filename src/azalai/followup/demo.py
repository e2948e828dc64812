"""The demonstration's actions and recommendations: two years of decisions, at every stage of their life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from azalai.actors.models import Organisation
from azalai.concertation.enums import MeetingState
from azalai.concertation.models import Meeting
from azalai.core.authorship import Author
from azalai.followup import actions
from azalai.followup.enums import PointKind, PointState, SourceKind
from azalai.followup.models import ActionPoint, ActionUpdate
from azalai.followup.sources import Source, source_of
from azalai.frames.queries import current_items
from azalai.plans.models import Node

DECIDED = (
    ("Transmettre au secrétariat la liste actualisée des points focaux (fictif)", 45, "high"),
    ("Partager avec les membres les données produites dans les régions (fictif)", 60, ""),
    ("Organiser une mission conjointe de suivi (fictif)", 120, "medium"),
    ("Préparer une note sur l'accueil des migrants en transit (fictif)", 30, ""),
    ("Mettre à jour la cartographie des intervenants (fictif)", 90, "medium"),
    ("Diffuser le compte rendu aux structures absentes (fictif)", 15, "low"),
    ("Former les agents des guichets à la collecte des données (fictif)", 150, "high"),
    ("Proposer un calendrier commun d'information des communes (fictif)", 75, ""),
)
RECOMMENDED = (
    ("Harmoniser les fiches de collecte entre la capitale et les régions (fictif)", SourceKind.EVALUATION),
    ("Prévoir une ligne de budget pour les réunions régionales (fictif)", SourceKind.REVIEW),
    ("Désigner un suppléant pour chaque siège sans réponse (fictif)", SourceKind.EVALUATION),
    ("Publier chaque année le bilan des accords (fictif)", SourceKind.REPORT),
    ("Associer les organisations de la société civile au suivi (fictif)", SourceKind.REVIEW),
    ("Évaluer les formations six mois après leur fin (fictif)", SourceKind.EVALUATION),
)
NEWS = (
    ("Courrier envoyé aux structures concernées (fictif)", 20),
    ("Sept régions sur huit ont répondu (fictif)", 70),
    ("Projet de document soumis pour avis (fictif)", 50),
    ("Termes de référence validés (fictif)", 30),
)
BLOCKS = ("Budget de l'année non encore notifié (fictif)", "En attente de l'avis d'un ministère (fictif)")


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts, as of when, and the same chances every time."""

    by: Author
    at: datetime
    chance: Random


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    if ActionUpdate.objects.filter(point__country=country).exists():
        return
    stage = Stage(by, at, Random(11))  # noqa: S311  no secret
    actions.catch_up_minutes(by=by, at=at, country=country)
    _tie(stage, country)
    owners = _owners(country)
    if not owners:
        return
    held = Meeting.objects.in_country(country).filter(state=MeetingState.HELD).order_by("starts_at")
    for number, meeting in enumerate(held.select_related("body__place")):
        if not meeting.action_points.exists():
            _decide(stage, meeting, owners, number)
    _recommend(stage, country, owners)
    for point in ActionPoint.objects.in_country(country).order_by("pk"):
        _live(stage, point)


def _owners(country: str) -> list[Organisation]:
    """Fictional organisations of the register."""
    rows = Organisation.objects.active().filter(country_id=country, code__startswith="demo-")
    return list(rows.order_by("code"))


def _decide(stage: Stage, meeting: Meeting, owners: list[Organisation], number: int) -> None:
    """Two or three actions of a meeting, the first tied to a line of the plan where there is one."""
    keys = list(_activities(meeting.body.country_id)[number : number + 1])
    for rank in range(2 + number % 2):
        text, days, priority = DECIDED[(number * 3 + rank) % len(DECIDED)]
        due = localdate(meeting.ends_at) + timedelta(days=days)
        chosen = [owners[(number + rank) % len(owners)]]
        chosen += [owners[(number + 2) % len(owners)]] if rank == 1 and len(owners) > 2 else []
        actions.register_point(
            by=stage.by,
            at=meeting.ends_at + timedelta(hours=2),
            country=meeting.body.country_id,
            kind=PointKind.ACTION,
            text=text,
            source=source_of(meeting, kind=SourceKind.MEETING),
            owners=chosen,
            deadline=due.strftime("%Y-%m") if rank else due.isoformat(),
            priority=priority,
            plan_keys=keys if rank == 0 else (),
            body=meeting.body,
            meeting=meeting,
        )


def _tie(stage: Stage, country: str) -> None:
    """Every other action of adopted minutes serves a line of the plan."""
    keys = _activities(country)
    rows = ActionPoint.objects.in_country(country).filter(minutes_action__isnull=False).order_by("pk")
    for number, point in enumerate(rows[::2] if keys else ()):
        actions.change_point(
            by=stage.by, at=point.registered_at, point=point, plan_keys=[keys[number % len(keys)]]
        )


def _activities(country: str) -> list[UUID]:
    """Keys of lines at the foot of the country's plans, in order."""
    rows = Node.objects.filter(version__plan__country=country, children=None).order_by("version", "path")
    return list(dict.fromkeys(rows.values_list("key", flat=True)[:60]))


def _recommend(stage: Stage, country: str, owners: list[Organisation]) -> None:
    objectives = list(current_items("gcm", on=localdate(stage.at)))
    for number, (text, kind) in enumerate(RECOMMENDED):
        at = stage.at - timedelta(days=60 + 100 * number)
        actions.register_point(
            by=stage.by,
            at=at,
            country=country,
            kind=PointKind.RECOMMENDATION,
            text=text,
            source=Source(kind, f"{SourceKind(kind).label} {at.year} (fictif)", "", "demo", f"r{number}"),
            owners=[owners[(number * 2) % len(owners)]],
            deadline=str(at.year + 1),
            objectives=objectives[number * 3 : number * 3 + 2],
        )


def _live(stage: Stage, point: ActionPoint) -> None:
    """What became of it since: the older, the further."""
    age = (stage.at - point.registered_at).days
    drawn = stage.chance.random() + min(age, 600) / 800
    if drawn < 0.35:
        return
    text, progress = stage.chance.choice(NEWS)
    first = point.registered_at + timedelta(days=max(1, age // 4))
    who: dict[str, Any] = {"by": stage.by, "point": point}
    if point.state == PointState.PROPOSED and drawn < 0.6:
        reason = "Relève d'une autre institution (fictif)"
        actions.refuse_point(**who, at=first, reason=reason)
        return
    actions.update_point(**who, at=first, text=text, progress=progress)
    then = point.registered_at + timedelta(days=max(2, age // 2))
    if drawn < 0.7:
        return
    if drawn < 0.85:
        actions.update_point(**who, at=then, state=PointState.BLOCKED, text=stage.chance.choice(BLOCKS))
    elif drawn < 0.95:
        actions.drop_point(**who, at=then, reason="Remplacée par une autre action (fictif)")
    else:
        actions.update_point(**who, at=then, state=PointState.DONE, text="Fait, pièce transmise (fictif)")
        if drawn > 1.1:
            seen = then + timedelta(days=3)
            actions.verify_point(**who, at=seen, text="Pièce vue par le secrétariat (fictif)")
