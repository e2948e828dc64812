"""The demonstration's meetings: two years of a technical group, a regional one, and what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from azalai.actors.models import Organisation
from azalai.concertation import actions
from azalai.concertation.demo import minutes
from azalai.concertation.enums import Attendance, ConvocationState, ItemState, QuorumRule, Rhythm, SeatRole
from azalai.concertation.missions import demo as missions
from azalai.concertation.models import Body, Convocation, Meeting
from azalai.core.authorship import Author

PARTNER, DIRECTORATE = "demo-partenaire", "demo-direction"
# Body that meets every quarter, then the one that meets in a region or beside it.
BODIES = {"NE": ("gtm", "gtm-zinder"), "TD": ("coordination-committee", "technical-committee")}
VENUES = ("Salle de réunion de démonstration", "Salle B, bâtiment fictif")
THEMES = (
    "Présentation d'une étude sur les mobilités (fictif)",
    "Cartographie des intervenants : mise à jour (fictif)",
    "Retour d'une mission dans les régions (fictif)",
    "Accueil des migrants en transit (fictif)",
    "Données : qui produit quoi (fictif)",
    "Préparation du bilan annuel (fictif)",
    "Suivi des recommandations de l'année (fictif)",
    "Information des communes (fictif)",
)
DEPUTIES = ("Adjoint du chef de service (fictif)", "Chargée d'études (fictif)")
P, E, A, N = (
    ConvocationState.PRESENT,
    ConvocationState.EXCUSED,
    ConvocationState.ABSENT,
    None,
)
QUARTERS = 8
# Days since the meetings of the second body, which meets less often.
LOCAL_DAYS = (540, 330, 120)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts, as of when, and the same chances every time."""

    by: Author
    at: datetime
    chance: Random


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    missions.load(by=by, at=at, country=country)
    codes = BODIES.get(country, ())
    bodies = {body.code: body for body in Body.objects.in_country(country).filter(code__in=codes)}
    if len(bodies) < len(codes) or Meeting.objects.in_country(country).exists():
        return
    stage = Stage(by, at, Random(7))  # noqa: S311  no secret
    main, other = (bodies[code] for code in codes)
    _seats(stage, main, country, number=11)
    _seats(stage, other, country, number=6)
    regular = [_past(stage, main, days=n * 91 - 30, number=QUARTERS - n) for n in range(QUARTERS, 0, -1)]
    local = [_past(stage, other, days=days, number=number) for number, days in enumerate(LOCAL_DAYS)]
    _minuted(stage, regular, is_last_sent=True)
    _minuted(stage, local, is_last_sent=False)
    _coming(stage, main, days=5, answers=(P, P, E, P, N, P, A, N, E, P))
    _coming(stage, other, days=1, answers=(P, N, P, N, E))
    actions.remind(by=by, at=at)


def _seats(stage: Stage, body: Body, country: str, *, number: int) -> None:
    """Fictional organisations of the register: the partner and the directorate first."""
    rows = Organisation.objects.active().filter(country_id=country, code__startswith="demo-")
    found = list(rows.select_related("category").order_by("code"))
    found.sort(key=lambda one: one.code not in {PARTNER, DIRECTORATE})
    actions.change_body(
        by=stage.by, at=stage.at, body=body, rhythm=Rhythm.QUARTERLY, quorum_rule=QuorumRule.MAJORITY
    )
    roles = [SeatRole.MEMBER, SeatRole.CHAIR, SeatRole.SECRETARY, *([SeatRole.MEMBER] * number)]
    for rank, organisation in enumerate(found[:number]):
        role = SeatRole.OBSERVER if rank == number - 1 else roles[rank]
        actions.add_seat(by=stage.by, at=stage.at, body=body, organisation=organisation, role=role)


def _minuted(stage: Stage, meetings: list[Meeting], *, is_last_sent: bool) -> None:
    """Each meeting adopts the minutes of the one before; those of the last go round, or are being written."""
    before = None
    for meeting in meetings:
        at = meeting.ends_at + timedelta(hours=1)
        if before is not None:
            minutes.adopted(by=stage.by, at=at, minutes=before, meeting=meeting)
        before = minutes.written(by=stage.by, at=at, meeting=meeting)
        if meeting is not meetings[-1]:
            before = minutes.sent_round(by=stage.by, at=at + timedelta(days=3), minutes=before)
    if before is not None and is_last_sent:
        before = minutes.sent_round(by=stage.by, at=stage.at - timedelta(days=2), minutes=before)
        minutes.amended(by=stage.by, at=stage.at - timedelta(days=1), minutes=before)


def _past(stage: Stage, body: Body, *, days: int, number: int) -> Meeting:
    """A meeting so many days ago: called two weeks before, answered or not, held; one item is left over."""
    start = _morning(stage.at - timedelta(days=days), body)
    sent = start - timedelta(days=14)
    themes = [THEMES[number % len(THEMES)], THEMES[(number + 3) % len(THEMES)], "Divers"]
    meeting = _prepared(stage, body, start, sent, themes)
    _keep_proposed(stage, meeting, sent)
    rows = actions.convene(by=stage.by, at=sent, meeting=meeting)
    # Members answer a little more often as time goes by.
    answers = [_drawn(stage.chance, number) for _row in rows]
    _answer(stage, rows, answers, start - timedelta(days=9))
    seen = {row.pk: _seen(stage.chance, said) for row, said in zip(rows, answers, strict=True)}
    meeting.refresh_from_db()
    keys = list(meeting.items.filter(state=ItemState.ON_AGENDA).values_list("pk", flat=True))
    treated = [keys[0], *keys[2:]] if number % 2 else keys  # the second item waits for next time
    end = start + timedelta(hours=3)
    return actions.hold_meeting(by=stage.by, at=end, meeting=meeting, attendance=seen, treated=treated)


def _drawn(chance: Random, number: int) -> str | None:
    if chance.random() > 0.45 + number * 0.05:
        return None
    return chance.choice((P, P, P, E, A))


def _seen(chance: Random, said: str | None) -> str:
    """Most come when they say so; a few without a word."""
    if said == P:
        return Attendance.PRESENT if chance.random() < 0.9 else Attendance.ABSENT
    if said == E:
        return Attendance.REPRESENTED
    return Attendance.PRESENT if said is None and chance.random() < 0.4 else Attendance.ABSENT


def _coming(stage: Stage, body: Body, *, days: int, answers: tuple[str | None, ...]) -> None:
    """A meeting in so many days: some have answered, the others are reminded."""
    start = _morning(stage.at + timedelta(days=days), body)
    sent = start - timedelta(days=12)
    meeting = _prepared(stage, body, start, sent, [*THEMES[4:6], "Divers"])
    rows = actions.convene(by=stage.by, at=sent, meeting=meeting)
    _answer(stage, rows, list(answers), start - timedelta(days=8))
    for left in (6, 3):
        if start - timedelta(days=left) < stage.at:
            actions.remind(by=stage.by, at=start - timedelta(days=left))


def _answer(stage: Stage, rows: list[Convocation], answers: list[Any], at: datetime) -> None:
    for number, (row, said) in enumerate(zip(rows, answers, strict=False)):
        if said is not None:
            deputy = DEPUTIES[number % 2] if said == E else ""
            actions.answer(by=stage.by, at=at, convocation=row, choice=said, deputy_name=deputy)


def _prepared(stage: Stage, body: Body, start: datetime, sent: datetime, agenda: list[str]) -> Meeting:
    return actions.prepare_meeting(
        by=stage.by,
        at=sent,
        body=body,
        agenda=agenda,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        venue=VENUES[start.month % 2],
    )


def _keep_proposed(stage: Stage, meeting: Meeting, at: datetime) -> None:
    """What the last meeting left is taken up again."""
    for item in meeting.items.filter(state=ItemState.PROPOSED).select_related("meeting"):
        actions.settle_item(by=stage.by, at=at, item=item, state=ItemState.ON_AGENDA)


def _morning(day: datetime, body: Body) -> datetime:
    """Nine o'clock, where the body meets."""
    local = day.astimezone(ZoneInfo(body.country.time_zone))
    return local.replace(hour=9, minute=0, second=0, microsecond=0)
