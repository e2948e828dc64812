"""The first page as the site answers, over a country of a real database.

3,000 interventions and as many lines of a plan with 42,000 reports over 14 campaigns, 200,000 values of
300 indicators, 5,000 meetings with their convocations, 500 organisations, 2,000 missions and 100,000
entries of the trail are made up in a database of their own, thrown away. Times are of CPU.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from bench import indicators_site, monitoring_site
from bench.measure import Measure, slow
from bench.overlap_site import _filled
from bench.site import installation, signed_in

INTERVENTIONS, LINES, MEETINGS, MISSIONS, ENTRIES = 3_000, 3_000, 5_000, 2_000, 100_000
ROLES = ("permanent-secretary", "me-officer", "documentation", "focal-point", "partner", "auditor")
BODIES, SEATS, ORGANISATIONS = 50, 10, 500
OPENED = 100
HEAD = """Plan d'action 2024-2026

Axe;Coût de l'axe;N°;Activité;Coût;Responsable;Bénéficiaires;Objectifs du PMM;2024;2025;2026
"""


def measures() -> list[Measure]:
    """Milliseconds of the page and its weight by role, milliseconds of the matrix."""
    with installation():
        clients = filled()
        matrix = [
            partial(_page, clients["me-officer"], f"/evaluation/matrice/?page={n}") for n in range(1, 41)
        ]
        return [
            *(one for role, client in clients.items() for one in _opened(role, client)),
            Measure("matrice, une page, 95 sur 100", slow(matrix), 100.0, "ms"),
        ]


def filled() -> dict[str, Any]:
    """The country, and the browser of somebody of each role."""
    _filled(INTERVENTIONS)
    _meet()
    _plan()
    _report()
    indicators_site.filled()
    _travel()
    signed_in()
    clients = {role: _signed_in(role) for role in ROLES}
    _write_trail()
    return clients


def _page(client: Any, url: str) -> Any:
    page = client.get(url)
    if page.status_code != 200:
        raise RuntimeError(f"{url} a répondu {page.status_code}")
    return page


def _report() -> None:
    """Each intervention serves a line of the plan; fourteen campaigns, the last one under way."""
    from azalai.core.clock import now
    from azalai.interventions.models import Intervention, PlanLink
    from azalai.plans.models import Plan

    at, plan = now(), Plan.objects.get()
    lines = list(plan.latest_version().nodes.filter(children=None).order_by("path"))
    made = list(Intervention.objects.order_by("pk"))
    PlanLink.objects.bulk_create(
        [
            PlanLink(intervention=one, plan=plan, node_key=lines[n % len(lines)].key, linked_at=at)
            for n, one in enumerate(made)
        ],
        batch_size=2000,
    )
    for rank in range(monitoring_site.CAMPAIGNS):
        monitoring_site.one_campaign(plan, made, rank, at)


def _opened(role: str, client: Any) -> list[Measure]:
    taken = slow([partial(_page, client, "/")] * OPENED, warm=5)
    weight = len(_page(client, "/").content) / 1000
    return [
        Measure(f"accueil ({role}), 95 sur 100", taken, 100.0, "ms"),
        Measure(f"accueil ({role}), page sans compression", weight, 30.0, "ko"),
    ]


def _signed_in(role: str) -> Any:
    """The browser of somebody whose post has that role; a partner speaks for an organisation that sits."""
    from django.conf import settings
    from django.test import Client

    from azalai.accounts.actions import appoint, create_post
    from azalai.accounts.models import Person
    from azalai.actors.actions import appoint_focal_point
    from azalai.concertation.models import Seat
    from azalai.core.authorship import Author
    from azalai.core.clock import now, today

    settings.ALLOWED_HOSTS = ["testserver"]
    who: dict[str, Any] = {"by": Author.system("mesure"), "at": now()}
    person = Person.objects.create(username=f"mesure-{role}", first_name="Mesure")
    post = create_post(**who, title=f"Mesure {role}", role=role)
    appoint(**who, person=person, post=post, on=today())
    if role in ("partner", "focal-point"):
        organisation = Seat.objects.order_by("pk").first().organisation
        appoint_focal_point(**who, organisation=organisation, post=post, starts_on=today())
    client = Client()
    client.force_login(person)
    return client


def _meet() -> None:
    """Meetings of fifty bodies over twelve years, a hundred of them to come; everyone is called."""
    from azalai.actors.models import Organisation
    from azalai.concertation.models import Body, Convocation, Meeting, Seat
    from azalai.core.clock import now
    from azalai.frames.models import Country, FrameworkItem

    country, at = Country.objects.get(iso2="NE"), now()
    category = FrameworkItem.objects.filter(framework__code="stakeholders").first()
    organisations = Organisation.objects.bulk_create(
        Organisation(
            country=country, code=f"mes-{n}", name_fr=f"Organisme {n}", acronym=f"M{n}", category=category
        )
        for n in range(ORGANISATIONS)
    )
    bodies = Body.objects.bulk_create(
        Body(
            country=country,
            code=f"mes-{n}",
            name_fr=f"Groupe {n}",
            kind="technical-group",
            level="national",
            rhythm="quarterly",
        )
        for n in range(BODIES)
    )
    seats = Seat.objects.bulk_create(
        Seat(body=body, organisation=organisations[(n * SEATS + k) % ORGANISATIONS], category=category)
        for n, body in enumerate(bodies)
        for k in range(SEATS)
    )
    by_body = {body.pk: [seat for seat in seats if seat.body_id == body.pk] for body in bodies}
    meetings = Meeting.objects.bulk_create(_meeting(n, bodies[n % BODIES], at) for n in range(MEETINGS))
    rows = [_called(one, seat) for one in meetings for seat in by_body[one.body_id]]
    Convocation.objects.bulk_create(rows, batch_size=2000)


def _meeting(number: int, body: Any, at: Any) -> Any:
    from azalai.concertation.models import Meeting

    starts = at + timedelta(days=100 - number, hours=1)
    is_over = starts < at
    return Meeting(
        body=body,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        zone="Africa/Niamey",
        venue="Salle",
        state="held" if is_over else "convened",
        convened_at=starts - timedelta(days=120),
        closed_at=starts if is_over else None,
    )


def _called(meeting: Any, seat: Any) -> Any:
    from azalai.concertation.models import Convocation

    state = "unanswered" if meeting.state == "held" else "sent"
    moved = meeting.convened_at
    return Convocation(meeting=meeting, seat=seat, state=state, sent_at=moved, moved_at=moved)


def _plan() -> None:
    """A plan of so many activities, handed over as people do."""
    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.plans import actions

    who: dict[str, Any] = {"by": Author.system("mesure"), "at": now(), "country": "NE"}
    text = HEAD + "".join(
        f"Axe {n // 300} : Mesurer;300 000;{n // 300}.{n % 300 + 1};Mesurer {n};1 000;OIM;OSC;3;X;X;\n"
        for n in range(300, LINES + 300)
    )
    upload = actions.receive_file(**who, name="plan.csv", content=text.encode())
    actions.import_upload(**who, upload=upload, into=None)


def _travel() -> None:
    from azalai.concertation.models import Mission
    from azalai.core.clock import now, today

    days = [today() - timedelta(days=n * 2 - 200) for n in range(MISSIONS)]
    Mission.objects.bulk_create(
        Mission(
            country_id="NE",
            kind="awareness",
            title=f"Mission {n}",
            starts=day.isoformat(),
            starts_from=day,
            starts_to=day,
            state="held" if n > 200 else "planned",
            registered_at=now(),
        )
        for n, day in enumerate(days)
    )


def _write_trail() -> None:
    """Entries of the last month, chained to nothing: the page reads them, nobody verifies them."""
    from azalai.concertation.models import Meeting
    from azalai.core.clock import now
    from azalai.core.models import AuditEntry
    from azalai.interventions.models import Intervention

    at, last = now(), AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    kinds = (
        (
            "interventions.intervention",
            "interventions.updated",
            list(Intervention.objects.values_list("pk", flat=True)),
        ),
        (
            "concertation.meeting",
            "concertation.meeting-changed",
            list(Meeting.objects.values_list("pk", flat=True)),
        ),
    )
    rows = []
    for number in range(ENTRIES):
        kind, action, keys = kinds[number % 2]
        rows.append(
            AuditEntry(
                sequence=last + 1 + number,
                at=at - timedelta(seconds=26 * (ENTRIES - number)),
                by_name="Mesure",
                by_post=f"Poste {number % 40}",
                action=action,
                object_type=kind,
                object_id=str(keys[number * 7 % len(keys)]),
                object_label=f"Objet {number}",
                previous_hash="0" * 64,
                hash=f"{number:064}",
            )
        )
    AuditEntry.objects.bulk_create(rows, batch_size=2000)
