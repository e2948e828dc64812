"""Meetings and missions on the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from azalai.concertation import queries, rules
from azalai.concertation.enums import MeetingState
from azalai.concertation.missions import queries as missions
from azalai.concertation.missions.enums import MissionState
from azalai.concertation.missions.rules import can_keep_missions, can_see_missions
from azalai.concertation.models import Body, Convocation, Meeting, Mission
from azalai.core import attention, news
from azalai.core.attention import Attention, Figure, Kind
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from azalai.core.outbox import STALE
from azalai.frames.partial import in_words

SHOWN = 5
# After that, minutes that nobody wrote are no longer asked for.
RECENT = timedelta(days=60)
NAMED = 3
SOON = timedelta(days=60)
# What a line says of a meeting: the page is opened all day, and a wide row costs more than the query.
BODY = ("acronym", "name_fr", "name_en", "place_id")
TOLD = ("public_id", "state", "starts_at", "ends_at", "zone", "venue", *(f"body__{name}" for name in BODY))
HOLDER = (
    "meeting_id",
    *(f"seat__organisation__{name}" for name in ("acronym", "name_fr", "name_en")),
    "seat__post__title",
)


def register() -> None:
    """Announce what the room says on the first page."""
    attention.register(attention.Source("concertation", 20, lines, rules.can_see_bodies))
    attention.register_glance(attention.Glance("concertation", 30, figures, rules.can_see_all_meetings))
    attention.register_beginning(
        attention.Beginning(
            _lazy("Préparer une première réunion"),
            _lazy("Les instances du pays sont déjà là : ajoutez leurs membres, puis convoquez."),
            "concertation:bodies",
            40,
            Meeting.objects.exists,
            rules.can_keep_meetings,
        )
    )
    for object_type, pages, visible in (
        ("concertation.meeting", meeting_pages, rules.can_see_bodies),
        ("concertation.body", body_pages, rules.can_see_bodies),
        ("concertation.convocation", convocation_pages, rules.can_see_answers),
        ("concertation.mission", mission_pages, can_see_missions),
        ("concertation.minutes", minutes_pages, rules.can_see_bodies),
    ):
        news.register(news.Followed(object_type, pages, visible))


def lines(author: Author) -> Iterator[Attention]:
    """What the member must answer and the secretariat close, who has not answered, what comes."""
    at, scope = now(), queries.scope_of(author, on=today())
    for row in queries.to_answer(scope, at=at)[:SHOWN]:
        words = _("Répondre à la convocation : %(body)s") % {"body": row.meeting.body}
        yield Attention(Kind.DECISION, words, row.get_absolute_url(), on=row.meeting.starts_on)
    coming = queries.meetings(author, scope, country=settings.COUNTRY)
    nearest = coming.upcoming(at).filter(starts_at__lt=at + SOON)  # type: ignore[attr-defined]
    soon = list(_told(nearest)[:SHOWN])
    yield from _minutes(author, scope, at)
    if rules.can_see_answers(author):
        yield from _unanswered(soon)
    for one in soon:
        words = f"{one.body}, {one.get_state_display().lower()}"
        yield Attention(Kind.DUE, words, one.get_absolute_url(), on=one.starts_on, note=one.venue)
    if rules.can_keep_meetings(author):
        yield from _to_close(at)
    if rules.can_see_all_meetings(author):
        yield from _late_bodies(at)
    if can_keep_missions(author):
        yield from _missions()


def _told(meetings: QuerySet[Meeting], *more: str) -> QuerySet[Meeting]:
    """With what a line says, and no more."""
    related = {name.split("__")[0] for name in more}
    return meetings.select_related(None).select_related("body", *related).only(*TOLD, *more)


def _minutes(author: Author, scope: rules.Scope, at: datetime) -> Iterator[Attention]:
    """Minutes to read again; for who writes them, those to finish or to begin: two queries."""
    day = today()
    for one in queries.to_review(scope, on=day)[:SHOWN]:
        words = _("Relire le compte rendu : %(body)s") % {"body": one.meeting.body}
        yield Attention(Kind.DECISION, words, one.get_absolute_url(), on=one.amend_until)
    desks = None if rules.can_keep_minutes(author) else scope.desks
    if desks is not None and not desks:
        return
    unfinished = queries.to_finish(settings.COUNTRY, on=day, since=at - RECENT, desks=desks)
    for meeting in _told(unfinished, "minutes__state", "minutes__meeting")[:SHOWN]:
        minutes = getattr(meeting, "minutes", None)
        words = _("Finir le compte rendu : %(body)s") if minutes else _("Rédiger le compte rendu : %(body)s")
        state = minutes.get_state_display() if minutes else ""
        url = (minutes or meeting).get_absolute_url()
        words %= {"body": meeting.body}
        yield Attention(Kind.DECISION, words, url, on=meeting.starts_on, note=state)


def _unanswered(soon: list[Meeting]) -> Iterator[Attention]:
    """Of the meetings that come: how many have not answered, and who; one query."""
    convened = {one.pk: one for one in soon if one.state == MeetingState.CONVENED}
    rows = Convocation.objects.waiting().filter(meeting__in=convened)
    waiting: dict[int, list[str]] = {}
    holders = rows.select_related("seat__organisation", "seat__post").only(*HOLDER)
    for row in holders.order_by("meeting", "seat"):
        waiting.setdefault(row.meeting_id, []).append(row.seat.holder)
    for key, names in waiting.items():
        one = convened[key]
        words = ngettext(
            "convocation sans réponse : %(body)s", "convocations sans réponse : %(body)s", len(names)
        )
        url = one.get_absolute_url() + "#answers"
        yield Attention(
            Kind.ANSWER, words % {"body": one.body}, url, len(names), _named(names), one.starts_on
        )


def _named(names: Sequence[str]) -> str:
    """The first ones, and how many more."""
    more = len(names) - NAMED
    told = ", ".join(names[:NAMED])
    if more <= 0:
        return told
    return ngettext("%(names)s et %(n)s autre", "%(names)s et %(n)s autres", more) % {
        "names": told,
        "n": more,
    }


def _to_close(at: datetime) -> Iterator[Attention]:
    """Meetings without attendance, messages that did not leave; two queries."""
    country = settings.COUNTRY
    for one in _told(queries.to_close(country, at=at))[:SHOWN]:
        words = _("Saisir les présences : %(body)s") % {"body": one.body}
        yield Attention(Kind.DECISION, words, one.get_absolute_url(), on=one.starts_on)
    # What has only just been decided is on its way.
    leaving = Q(failure="", queued_at__gt=at - STALE)
    if stuck := queries.stuck(country).exclude(leaving).order_by().count():
        words = ngettext(
            "message de convocation à renvoyer ou à transmettre autrement",
            "messages de convocation à renvoyer ou à transmettre autrement",
            stuck,
        )
        yield Attention(Kind.DECISION, words, reverse("concertation:messages"), stuck)


def _late_bodies(at: datetime) -> Iterator[Attention]:
    """Bodies that should have met by now; two queries, whatever the number of meetings."""
    late = queries.late_bodies(settings.COUNTRY, on=today(), at=at)
    if len(late) > NAMED:
        words = _("instances ne se sont pas réunies à leur rythme")
        names = _named([str(body) for body in late])
        yield Attention(Kind.LATE, words, reverse("concertation:bodies"), len(late), names)
        return
    for body in late:
        words = _("Réunion attendue : %(body)s") % {"body": body}
        rhythm = _("dernière réunion : %(when)s") % {"when": in_words(body.last_at.date().isoformat())}
        yield Attention(Kind.LATE, words, body.get_absolute_url(), who=body.get_rhythm_display(), note=rhythm)


def _missions() -> Iterator[Attention]:
    """Missions whose date has passed, and those to come; two queries."""
    day = today()
    overdue = list(missions.overdue(settings.COUNTRY, on=day)[: SHOWN + 1])
    for one in overdue[:SHOWN]:
        words = _("Cette mission a-t-elle eu lieu ? %(title)s") % {"title": one}
        yield Attention(Kind.DECISION, words, one.get_absolute_url(), on=one.starts_to)
    if len(overdue) > SHOWN:
        url = reverse("concertation:missions") + "?etat=planned"
        yield Attention(Kind.DECISION, _("D'autres missions prévues sont passées"), url)
    rows = Mission.objects.in_country(settings.COUNTRY).filter(state=MissionState.PLANNED)
    for one in rows.filter(starts_from__gte=day, starts_from__lt=day + SOON).order_by("starts_from", "id")[
        :NAMED
    ]:
        yield Attention(
            Kind.DUE, one.title, one.get_absolute_url(), on=one.starts_from, note=one.get_kind_display()
        )


def figures(author: Author) -> Iterator[Figure]:
    """Meetings and missions held this year; two queries."""
    year = today().year
    held = Meeting.objects.in_country(settings.COUNTRY).filter(state=MeetingState.HELD, starts_at__year=year)
    number = held.order_by().count()
    words = ngettext("réunion tenue cette année", "réunions tenues cette année", number)
    yield Figure(number, words, reverse("concertation:meetings") + f"?etat=tenues&annee={year}")
    rows = Mission.objects.in_country(settings.COUNTRY).held().filter(starts__startswith=str(year))
    number = rows.order_by().count()
    words = ngettext("mission ou séance cette année", "missions et séances cette année", number)
    yield Figure(number, words, reverse("concertation:missions") + f"?annee={year}&etat=held")


def meeting_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Meetings that the author may read; two queries."""
    scope = queries.scope_of(author, on=today())
    return news.addresses(
        queries.meetings(author, scope, country=settings.COUNTRY), ids, "concertation:meeting"
    )


def body_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Bodies; one query."""
    return news.addresses(Body.objects.in_country(settings.COUNTRY), ids, "concertation:body")


def convocation_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Convocations, for those who may read the answers; one query."""
    return news.addresses(
        Convocation.objects.filter(meeting__body__country=settings.COUNTRY), ids, "concertation:convocation"
    )


def mission_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Missions that the author may read; one query."""
    return news.addresses(missions.missions(author, country=settings.COUNTRY), ids, "concertation:mission")


def minutes_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Minutes that the author may read; three queries."""
    scope = queries.scope_of(author, on=today())
    return news.addresses(queries.minutes_readable(author, scope, country=settings.COUNTRY), ids)


def writing_address(target: str) -> str:
    """Page on which the minutes of that meeting (its public identifier) are written."""
    return reverse("concertation:minutes_write", args=[target])
