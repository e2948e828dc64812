"""Meetings and the register as the site answers, over a country of a real database.

ACTIONS, MEETINGS and ORGANISATIONS are made up in a database of their own, which is thrown away, in a
process of their own: Django keeps the first database that it was given.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from bench.measure import Measure
from bench.site import installation, signed_in

ACTIONS, MEETINGS, ORGANISATIONS = 50_000, 5_000, 500
BODIES, READINGS, LIMIT = 40, 40, 100.0
STATES = ("accepted", "in-progress", "verified", "verified", "blocked", "done", "proposed", "verified")
VERBS = ("Transmettre", "Publier", "Réunir", "Vérifier", "Former", "Cartographier", "Financer", "Évaluer")
THINGS = (
    "la liste des points focaux",
    "le rapport annuel",
    "les données des régions",
    "le plan de formation",
)
PAGES = {
    "calendrier": ("officer", "/concertation/"),
    "calendrier, tout": ("officer", "/concertation/?etat=toutes&page=40"),
    "registre": ("officer", "/suivi/"),
    "registre, en retard": ("officer", "/suivi/?retard=on"),
    "registre, recherche": ("officer", "/suivi/?q=rapport+annuel"),
    "registre d'un partenaire": ("focal", "/suivi/"),
    "tableau par état": ("officer", "/suivi/tableau/"),
    "tableau par responsable": ("officer", "/suivi/tableau/?par=responsable"),
    "mes actions": ("focal", "/suivi/mes-actions/"),
}


def measures() -> list[Measure]:
    """Milliseconds of whole requests, 95 in 100 of them."""
    words = [sys.executable, "-m", "bench.concertation_site"]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    title = f"{ACTIONS} actions, {MEETINGS} réunions : {{}}, requête entière, 95 sur 100"
    return [Measure(title.format(name), value, LIMIT, "ms") for name, value in told.items()]


def main() -> None:
    """Fill, read, print what it took."""
    with installation():
        _fill()
        clients = {name: signed_in(name) for name in ("officer", "focal")}
        times = {title: _p95(clients[who], address) for title, (who, address) in PAGES.items()}
    print(json.dumps(times))


def _p95(client: Any, address: str) -> float:
    """Milliseconds that 95 of 100 readings stay under, after three that warm the process."""
    took = []
    for number in range(READINGS + 3):
        began = time.perf_counter()
        status = client.get(address).status_code
        if status != 200:
            raise RuntimeError(f"{address} a répondu {status}")
        if number >= 3:
            took.append(1000 * (time.perf_counter() - began))
    return sorted(took)[int(READINGS * 0.95)]


def _fill() -> None:
    """Organisations, a focal point, bodies, meetings with convocations, actions with owners."""
    from azalai.core.clock import now

    at = now()
    organisations = _organisations()
    _people(organisations[0], at.date() - timedelta(days=900))
    bodies = _bodies(organisations)
    meetings = _meetings(bodies, at)
    _actions(organisations, meetings, at)


def _organisations() -> list[Any]:
    from azalai.actors.models import Organisation
    from azalai.frames.queries import current_items

    category = next(iter(current_items("stakeholders", on=date(2026, 1, 1))))
    made = [
        Organisation(
            country_id="NE",
            code=f"mesure-{number}",
            acronym=f"ORG{number}",
            name_fr=f"Organisme de mesure {number}",
            category=category,
            search_text=f"org{number} organisme de mesure {number}",
        )
        for number in range(ORGANISATIONS)
    ]
    return Organisation.objects.bulk_create(made)


def _people(organisation: Any, since: date) -> None:
    """An officer of the secretariat, and the focal point of the busiest organisation."""
    from azalai.accounts.enums import Role, TenureKind
    from azalai.accounts.models import Person, Post, Tenure
    from azalai.actors.models import FocalPoint

    for username, role in (("officer", Role.ME_OFFICER), ("focal", Role.FOCAL_POINT)):
        person = Person.objects.create(username=username, display_name=f"Compte de mesure {username}")
        post = Post.objects.create(title=f"Poste de mesure {username}", role=role)
        Tenure.objects.create(post=post, person=person, kind=TenureKind.HOLDER, starts_on=since)
        if role == Role.FOCAL_POINT:
            FocalPoint.objects.create(organisation=organisation, post=post, starts_on=since)


def _bodies(organisations: list[Any]) -> list[Any]:
    from azalai.concertation.models import Body, Seat

    made = [
        Body(
            country_id="NE",
            code=f"mesure-{number}",
            name_fr=f"Groupe de mesure {number}",
            kind="technical-group",
            level="national",
        )
        for number in range(BODIES)
    ]
    bodies = Body.objects.bulk_create(made)
    seats = [
        Seat(
            body=body,
            organisation=organisations[(number * 7 + rank) % ORGANISATIONS],
            category_id=organisations[0].category_id,
        )
        for number, body in enumerate(bodies)
        for rank in range(12)
    ]
    Seat.objects.bulk_create(seats)
    return bodies


def _meetings(bodies: list[Any], at: datetime) -> list[Any]:
    """Two in a hundred are to come; each called its twelve members."""
    from azalai.concertation.models import Convocation, Meeting, Seat

    made = []
    for number in range(MEETINGS):
        start = at + timedelta(days=100 - number, hours=1)
        over = start < at
        made.append(
            Meeting(
                body=bodies[number % BODIES],
                starts_at=start,
                ends_at=start + timedelta(hours=2),
                zone="Africa/Niamey",
                venue="Salle de mesure",
                state="held" if over else "convened",
                convened_at=start - timedelta(days=14),
                closed_at=start if over else None,
            )
        )
    meetings = Meeting.objects.bulk_create(made, batch_size=1000)
    seats: dict[int, list[int]] = {}
    for seat, body in Seat.objects.values_list("pk", "body_id"):
        seats.setdefault(body, []).append(seat)
    rows = (
        Convocation(meeting=one, seat_id=seat, state="sent", sent_at=at, moved_at=at)
        for one in meetings
        for seat in seats[one.body_id]
    )
    for some in _batches(rows, 5000):
        Convocation.objects.bulk_create(some)
    return meetings


def _actions(organisations: list[Any], meetings: list[Any], at: datetime) -> None:
    from azalai.followup.models import ActionPoint, PointOwner

    for first in range(0, ACTIONS, 5000):
        made = [_action(number, meetings[number % MEETINGS], at) for number in range(first, first + 5000)]
        points = ActionPoint.objects.bulk_create(made)
        # The first organisation owns one in fifty, the others share the rest.
        PointOwner.objects.bulk_create(
            PointOwner(
                point=point,
                organisation=organisations[0 if number % 50 == 0 else number % ORGANISATIONS],
                text="Organisme de mesure",
            )
            for number, point in enumerate(points, start=first)
        )


def _action(number: int, meeting: Any, at: datetime) -> Any:
    from azalai.followup.models import ActionPoint
    from azalai.followup.models.points import NO_DEADLINE

    state = STATES[number % len(STATES)]
    due = (meeting.starts_at + timedelta(days=30 + number % 200)).date() if number % 5 else None
    done = state in ("done", "verified")
    text = f"{VERBS[number % 8]} {THINGS[number % 4]} avant la réunion numéro {number % 97}"
    made = ActionPoint(
        country_id="NE",
        kind="recommendation" if state == "proposed" else "action",
        text=text,
        search_text=f"{text.lower()} org{number % ORGANISATIONS}",
        deadline=due.isoformat() if due else "",
        due_on=due,
        sort_on=due or NO_DEADLINE,
        body_id=meeting.body_id,
        meeting=meeting,
        source_kind="meeting",
        reason="Sans moyens." if state == "blocked" else "",
        progress=100 if done else number % 90,
        registered_at=meeting.starts_at,
        moved_at=meeting.starts_at,
        done_at=at if done else None,
        verified_at=at if state == "verified" else None,
    )
    made.stand(state)
    return made


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while some := list(itertools.islice(rows, size)):
        yield some


if __name__ == "__main__":
    main()
