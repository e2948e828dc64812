"""The demonstration's exchanges: a year around meetings, and an idea box with its delays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.timezone import localdate

from azalai.accounts.models import Post, Tenure
from azalai.accounts.queries import author_for
from azalai.concertation.enums import ItemState, MeetingState
from azalai.concertation.models import Meeting
from azalai.core.authorship import Author
from azalai.core.events import quietly
from azalai.forum import actions, queries, subjects
from azalai.forum.enums import Audience, IdeaState, Rhythm
from azalai.forum.models import Thread
from azalai.interventions.queries import published
from azalai.plans.models import Node

OFFICER, FOCAL, PARTNER, WRITER = "suivi", "pointfocal", "partenaire", "communication"
BEFORE = (
    (FOCAL, "Nous n'avons pas les mêmes chiffres que l'an dernier (fictif). Qui les produit aujourd'hui ?"),
    (
        PARTNER,
        "Nos relevés s'arrêtent en juin.\n\nNous pouvons apporter :\n- les effectifs par mois\n- la méthode",
    ),
    (OFFICER, "Merci. Apportez les deux ; le tableau commun sera projeté en séance."),
)
AFTER = (
    (
        OFFICER,
        "Ce qui a été retenu en séance :\n1. un seul tableau, tenu ici\n2. une mise à jour par trimestre",
    ),
    (FOCAL, "La direction régionale (fictif) est d'accord et prépare le premier envoi."),
)
FREE = (
    ("Quels documents traduire en premier ?", "Le guide d'accueil, ou la liste des points d'information ?"),
    (
        "Calendrier des missions du trimestre",
        "Proposez vos dates ici : nous éviterons les doublons (fictif).",
    ),
)
PUBLIC = (
    "Points d'information : où en manque-t-il ?",
    "Le secrétariat prépare la carte des points d'information (fictif).\n\nDites où ils manquent.",
)
# Title, days ago, state, days until the answer, answer.
IDEAS: tuple[tuple[str, int, str, int, str], ...] = (
    (
        "Un numéro court pour joindre un point d'information",
        210,
        IdeaState.KEPT,
        18,
        "Retenu : inscrit au plan.",
    ),
    (
        "Publier les dates des réunions régionales",
        160,
        IdeaState.DONE,
        5,
        "C'est fait : la page des réunions.",
    ),
    (
        "Rembourser les frais de déplacement des associations",
        120,
        IdeaState.REFUSED,
        31,
        "Le budget ne le permet pas.",
    ),
    ("Des fiches en langues nationales", 84, IdeaState.KEPT, 40, "Retenu ; trois fiches d'abord (fictif)."),
    ("Former un relais par commune de transit", 67, IdeaState.STUDIED, 0, ""),
    ("Un guichet commun dans les gares routières", 9, IdeaState.STUDIED, 0, ""),
    ("Envoyer l'ordre du jour par messagerie", 3, IdeaState.RECEIVED, 0, ""),
)


@dataclass(frozen=True)
class Stage:
    """Who writes, by user name of the demonstration, and as of when."""

    by: Author
    at: datetime
    country: str
    people: dict[str, Author]

    def moment(self, days: float) -> datetime:
        """So many days ago."""
        return self.at - timedelta(days=days)


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    people = _people(at)
    if len(people) < 4 or Thread.objects.filter(country=country).exists():
        return
    stage = Stage(by, at, country, people)
    with transaction.atomic(), quietly():
        _around_meetings(stage)
        _about_work(stage)
        _free(stage)
        _ideas(stage)
        _mail(stage)


def _people(at: datetime) -> dict[str, Author]:
    """The accounts of the demonstration, each from its post."""
    found = {}
    names = (OFFICER, FOCAL, PARTNER, WRITER)
    for tenure in (
        Tenure.objects.current(localdate(at)).filter(person__username__in=names).select_related("person")
    ):
        found[tenure.person.username] = author_for(tenure.person, on=localdate(at))
    return found


def _around_meetings(stage: Stage) -> None:
    """On a theme of each meeting of the year of the body that meets most, before and after; on the next one,
    only before."""
    met = Meeting.objects.in_country(stage.country)
    busiest = met.order_by().values("body").annotate(n=Count("pk")).order_by("-n", "body").first()
    rows = met.filter(starts_at__gte=stage.moment(365), body=busiest["body"] if busiest else None)
    rows = rows.exclude(state__in=[MeetingState.DRAFT, MeetingState.CANCELLED]).order_by("starts_at", "id")
    for meeting in rows:
        item = meeting.items.exclude(state=ItemState.DECLINED).exclude(title="Divers").first()
        if item is None:
            continue
        began = min(meeting.starts_at - timedelta(days=9), stage.moment(2))
        thread = _opened(
            stage,
            OFFICER,
            began,
            item.title,
            f"Que faut-il savoir avant d'en parler : {item.title} ?",
            Audience.MEMBERS,
            about=subjects.about_item(item),
        )
        _said(stage, thread, began, BEFORE)
        if meeting.state == MeetingState.HELD:
            _said(stage, thread, min(meeting.ends_at + timedelta(days=1), stage.moment(1)), AFTER)
            if meeting.ends_at < stage.moment(120):
                actions.close_thread(by=stage.by, at=meeting.ends_at + timedelta(days=40), thread=thread)


def _said(stage: Stage, thread: Thread, began: datetime, lines: Any) -> None:
    for number, (who, text) in enumerate(lines, start=1):
        at = min(began + timedelta(days=number, minutes=95 * number), stage.moment(0.2))
        actions.contribute(by=stage.people[who], at=at, thread=thread, text=text)


def _about_work(stage: Stage) -> None:
    """About an intervention and about a line of the plan; a post is called."""
    found = published(stage.country, {}).order_by("pk").first()
    if found is not None:
        about = subjects.about_intervention(found)
        text = "Le calendrier annoncé tient-il encore (fictif) ?"
        thread = _opened(stage, OFFICER, stage.moment(12), "Calendrier de l'intervention", text, about=about)
        _said(
            stage, thread, stage.moment(11), [(PARTNER, "Oui, avec un mois de retard sur le premier volet.")]
        )
    node = Node.objects.filter(version__plan__country__in=["", stage.country], kind="activity").first()
    if node is not None:
        key = f"{node.version.plan.public_id}:{node.key}"
        about = replace(_line(stage, key), body=None)
        called = Post.objects.get(pk=stage.people[FOCAL].post_id or 0).title
        text = f"@[{called}] avez-vous commencé dans votre région (fictif) ?"
        _opened(stage, OFFICER, stage.moment(4), "Où en est cette activité ?", text, about=about)


def _line(stage: Stage, key: str) -> subjects.About:
    author = stage.people[OFFICER]
    scope = queries.scope_of(author, on=localdate(stage.at))
    return subjects.find(author, scope, "line", key) or subjects.FREE


def _free(stage: Stage) -> None:
    for number, (title, text) in enumerate(FREE):
        thread = _opened(stage, OFFICER, stage.moment(30 - 12 * number), title, text)
        _said(
            stage,
            thread,
            stage.moment(29 - 12 * number),
            [(PARTNER, "Nous répondons cette semaine (fictif).")],
        )
    title, text = PUBLIC
    _opened(stage, WRITER, stage.moment(20), title, text, Audience.PUBLIC)


def _opened(
    stage: Stage,
    who: str,
    at: datetime,
    title: str,
    text: str,
    audience: str = Audience.MEMBERS,
    about: subjects.About = subjects.FREE,
) -> Thread:
    thread = actions.open_thread(
        by=stage.people[who],
        at=at,
        country=stage.country,
        title=title,
        text=text,
        audience=audience,
        about=about,
    )
    for name in (PARTNER, FOCAL):
        actions.follow(by=stage.people[name], at=at, thread=thread)
    return thread


def _ideas(stage: Stage) -> None:
    """Some signed, most not; one has waited too long."""
    for number, (title, days, state, wait, answer) in enumerate(IDEAS):
        by = stage.people[PARTNER] if number % 3 == 1 else Author.nobody()
        given = stage.moment(days)
        idea, _secret = actions.give_idea(
            by=by,
            at=given,
            country=stage.country,
            title=title,
            text="Proposition d'exemple (fictif).",
            anonymous=number % 3 != 1,
        )
        if state != IdeaState.RECEIVED:
            actions.study_idea(by=stage.by, at=given + timedelta(days=2), idea=idea)
        if answer:
            at = given + timedelta(days=wait)
            actions.answer_idea(by=stage.by, at=at, idea=idea, state=state, answer=answer)
        if state == IdeaState.DONE:
            label = "Page des réunions"
            actions.add_link(by=stage.by, at=stage.at, idea=idea, label=label, url="/concertation/")


def _mail(stage: Stage) -> None:
    """The focal point reads every day."""
    by = stage.people[FOCAL]
    actions.choose_mail(by=by, at=stage.moment(60), rhythm=Rhythm.DAILY, mentions_at_once=True)
