"""The demonstration's actions and recommendations: two years of decisions, at every stage of their life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from azalai.accounts.enums import Role
from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.actors.recognition import spellings_kept
from azalai.concertation.models import Minutes
from azalai.core.authorship import Author
from azalai.core.events import quietly
from azalai.followup import actions
from azalai.followup.enums import PointKind, PointState, SourceKind
from azalai.followup.models import ActionPoint, ActionUpdate
from azalai.followup.sources import Source
from azalai.frames.queries import current_items
from azalai.plans.models import Node

# What the secretariat gives its own posts to do: role, text, days ago, days until the deadline, priority.
ASSIGNED = (
    (
        Role.ME_OFFICER,
        "Relancer les structures en retard de contribution (fictif)",
        40,
        25,
        "high",
    ),
    (Role.ME_OFFICER, "Contrôler la ventilation par sexe des rapports du trimestre (fictif)", 21, 35, ""),
    (Role.ME_OFFICER, "Préparer la séance sur les indicateurs en retard (fictif)", 12, 30, "medium"),
    (Role.DOCUMENTATION, "Classer les comptes rendus régionaux de l'année (fictif)", 55, 90, ""),
    (Role.COMMUNICATION, "Mettre en page la fiche simple pour les communes (fictif)", 18, 40, "medium"),
    (Role.PERMANENT_SECRETARY, "Écrire aux ministères sans suppléant (fictif)", 33, 28, "high"),
)
# What a meeting asked of the organisations for which the accounts of the demonstration speak.
ASKED = (
    (
        "demo-direction",
        "Transmettre les relevés des deux points d'accueil (fictif)",
        44,
        30,
        "high",
    ),
    ("demo-direction", "Convoquer les chefs de service au prochain groupe régional (fictif)", 20, 35, ""),
    ("demo-direction", "Désigner les participants à la formation sur les données (fictif)", 20, 60, "medium"),
    ("demo-direction", "Vérifier la liste des comités de veille de la région (fictif)", 130, 45, ""),
    ("demo-partenaire", "Partager le calendrier des appuis du semestre (fictif)", 44, 40, ""),
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
# Days after which little is told.
OLD = 300
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
    with transaction.atomic(), quietly(), spellings_kept():
        _take_over(stage, country)
        _tie(stage, country)
        _assign(stage, country)
        _recommend(stage, country, _owners(country))
        for point in ActionPoint.objects.in_country(country).order_by("pk"):
            _live(stage, point)


def _take_over(stage: Stage, country: str) -> None:
    """Each action on the day on which its minutes were adopted."""
    for minutes in Minutes.objects.in_country(country).adopted().order_by("adopted_at", "pk"):
        actions.take_over_minutes(by=stage.by, at=minutes.adopted_at or stage.at, minutes=minutes)


def _owners(country: str) -> list[Organisation]:
    """Fictional organisations of the register."""
    rows = Organisation.objects.active().filter(country_id=country, code__startswith="demo-")
    return list(rows.order_by("code"))


def _assign(stage: Stage, country: str) -> None:
    """What the posts of the secretariat have to do themselves, and what others were asked since."""
    posts = {post.role: post for post in Post.objects.filter(closed_on=None).order_by("-pk")}
    owners = {one.code: one for one in _owners(country)}
    lines: list[tuple[Any, dict[str, Any]]] = [
        (line, {"owner_post": posts.get(line[0])}) for line in ASSIGNED
    ]
    lines += [(line, {"owners": [owners[line[0]]]}) for line in ASKED if line[0] in owners]
    for (_whose, text, ago, left, priority), owned in lines:
        at = stage.at - timedelta(days=ago)
        actions.register_point(
            by=stage.by,
            at=at,
            country=country,
            kind=PointKind.ACTION,
            text=text,
            source=Source(SourceKind.OTHER, "Réunion de service (fictif)"),
            deadline=localdate(at + timedelta(days=left)).isoformat(),
            priority=priority,
            **owned,
        )


def _tie(stage: Stage, country: str) -> None:
    """One action in three of adopted minutes serves a line of the plan."""
    keys = _activities(country)
    rows = ActionPoint.objects.in_country(country).filter(minutes_action__isnull=False).order_by("pk")
    for number, point in enumerate(rows[::3] if keys else ()):
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
    if age < OLD or drawn < 0.7:  # of what is long over, the end is told
        actions.update_point(**who, at=first, text=text, progress=progress)
    then = point.registered_at + timedelta(days=max(2, age // 2))
    if drawn < 0.7:
        return
    if drawn < 0.77:
        actions.update_point(**who, at=then, state=PointState.BLOCKED, text=stage.chance.choice(BLOCKS))
    elif drawn < 0.83:
        actions.drop_point(**who, at=then, reason="Remplacée par une autre action (fictif)")
    else:
        actions.update_point(**who, at=then, state=PointState.DONE, text="Fait, pièce transmise (fictif)")
        if drawn > 1:
            seen = then + timedelta(days=3)
            actions.verify_point(**who, at=seen, text="Pièce vue par le secrétariat (fictif)")
