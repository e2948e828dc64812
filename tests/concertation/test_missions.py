"""Missions and sessions: what may be written, who reads it, what the logical framework counts."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.concertation import actions
from azalai.concertation.missions import demo, queries, rules
from azalai.concertation.missions.enums import (
    DRAFT_FORM,
    MISSION_TRANSITIONS,
    MissionKind,
    MissionState,
)
from azalai.concertation.missions.queries import Asked
from azalai.concertation.models import Mission
from azalai.core import facts
from azalai.core.authorship import Author
from azalai.core.facts import FactSpan
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import SYSTEM, author_with, sign_in
from tests.actors.factories import load, make_organisation
from tests.concertation.factories import make_mission
from tests.concertation.test_rules import EVERYONE, KEEPERS, OVERSEERS, POSTS, author
from tests.core.draft_contract import check_form
from tests.frames.factories import make_country, make_place

pytestmark = pytest.mark.django_db
NEW = "concertation:mission_new"
RIGHT = {
    "kind": "session",
    "title": "Séance aux élus",
    "state": "held",
    "starts": "08/2022",
    "agents": "1 200",
}


def url(name: str, one: Mission) -> str:
    return reverse(f"concertation:{name}", args=[one.public_id])


# ---- writing


def test_a_mission_keeps_what_is_known_and_no_more() -> None:
    mission = make_mission(starts="2022-08", women=12)
    mission.refresh_from_db()
    assert (mission.agents, mission.women, mission.men) == (None, 12, None)
    assert (mission.starts_from, mission.starts_to) == (date(2022, 8, 1), date(2022, 8, 31))
    assert mission.when == "août 2022"
    assert last().action == "concertation.mission-registered"


def test_a_total_is_made_of_its_parts_and_zero_stays_zero() -> None:
    assert make_mission(women=12, men=0).agents == 12
    assert make_mission(agents=0).agents == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "  "}, "title"),
        ({"kind": "meeting-abroad"}, "level"),
        ({"kind": "study-trip", "level": "regional"}, "level"),
        ({"kind": "support"}, "place"),
        ({"starts": ""}, "starts"),
        ({"starts": "2022-12-24"}, "starts"),
        ({"starts": "2022-08-10", "ends": "2022-08-09"}, "ends"),
        ({"starts": "", "ends": "2022-08-09", "state": "planned"}, "starts"),
        ({"agents": 10, "women": 6, "men": 5}, "agents"),
        ({"agents": 10, "women": 11}, "agents"),
        ({"state": "cancelled"}, "state"),
    ],
)
def test_what_nobody_can_have_meant_is_refused_beside_its_field(values: dict[str, Any], field: str) -> None:
    make_country("NE")
    base = {"country": "NE", "kind": "awareness", "title": "Une mission", "starts": "2022", "state": "held"}
    assert refusal(actions.register_mission, **(base | values)) == field
    assert not Mission.objects.exists()


def test_a_mission_is_here_or_abroad_not_both() -> None:
    place = make_place(make_country("NE"))
    values = {"kind": "awareness", "title": "t", "abroad": "Bamako, Mali", "place": place}
    assert refusal(actions.register_mission, country="NE", **values) == "abroad"


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"kind": "autre"},
        {"state": "autre"},
        {"level": "regional"},
        {"starts": "", "starts_from": None, "starts_to": None},
        {"starts_to": date(2022, 8, 9)},
        {"starts_from": None},
        {"agents": 3, "women": 4},
        {"agents": 3, "men": 4},
        {"agents": 3, "women": 2, "men": 2},
        {"agents": None, "women": 2, "men": 2},
        {"state": "cancelled"},
        {"cancelled_because": "x"},
        {"ends": "2021"},
    ],
)
def test_the_database_refuses_it_too(values: dict[str, Any]) -> None:
    mission = make_mission()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mission.objects.filter(pk=mission.pk).update(**values)


def test_organisations_are_kept_as_written_and_tied_where_they_are_known() -> None:
    known = make_organisation()
    make = {"hosts": ["Mairie de quelque part", known.acronym], "participants": [known.acronym, "  "]}
    mission = make_mission(**make)
    [first, second] = queries.hosts(mission)
    assert (first.organisation, str(first)) == (None, "Mairie de quelque part")
    assert second.organisation == known
    assert [one.organisation for one in queries.participants(mission)] == [known]
    actions.change_mission(**BY, mission=mission, hosts=["Mairie de quelque part"])
    assert mission.parties.count() == 2


def test_the_same_form_sent_twice_makes_one_mission() -> None:
    key = uuid4()
    assert make_mission(form_key=key) == make_mission(form_key=key)
    assert Mission.objects.count() == 1


def test_a_change_says_what_was_before_and_nothing_is_written_for_nothing() -> None:
    mission = make_mission(agents=5)
    actions.change_mission(**BY, mission=mission, agents=7, title=mission.title)
    entry = last()
    assert (entry.before, entry.after) == ({"agents": 5}, {"agents": 7})
    actions.change_mission(**BY, mission=mission, agents=7)
    assert last() == entry


def test_nobody_overwrites_what_somebody_else_has_written_meanwhile() -> None:
    mission = make_mission()
    actions.change_mission(**BY, mission=mission, seen=0, title="Le premier")
    with pytest.raises(ValidationError, match="entre-temps"):
        actions.change_mission(**BY, mission=mission, seen=0, title="Le second")
    assert Mission.objects.get().title == "Le premier"


MOVES = {
    "held": lambda one: actions.change_mission(**BY, mission=one, state="held"),
    "planned": lambda one: actions.reopen_mission(**BY, mission=one),
    "cancelled": lambda one: actions.cancel_mission(**BY, mission=one, reason="Crue"),
}


@pytest.mark.parametrize(("start", "end"), list(product(MissionState.values, repeat=2)))
def test_the_state_table_is_obeyed(start: str, end: str) -> None:
    mission = make_mission(state="planned")
    if start != "planned":
        mission = MOVES[start](mission)
    if end in MISSION_TRANSITIONS[start]:
        assert MOVES[end](mission).state == end
    elif start != end or start != "held":  # saving a mission held as held changes nothing
        with pytest.raises(ValidationError):
            MOVES[end](mission)
    assert (Mission.objects.get().cancelled_because != "") == (Mission.objects.get().state == "cancelled")


def test_a_cancellation_says_why() -> None:
    assert refusal(actions.cancel_mission, mission=make_mission(state="planned"), reason=" ") == "reason"


# ---- who


def of(state: str) -> Mission:
    return Mission(state=state)


TABLE: dict[str, tuple[tuple[Any, ...], set[str]]] = {
    "see_missions": ((), POSTS),
    "see_all_missions": ((), OVERSEERS),
    "see_mission": ((of("held"),), POSTS),
    "see_mission planned": ((of("planned"),), OVERSEERS),
    "see_mission cancelled": ((of("cancelled"),), OVERSEERS),
    "keep_missions": ((), KEEPERS),
}


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("case", TABLE)
def test_each_role_may_what_the_table_says(case: str, role: str) -> None:
    rule, (arguments, allowed) = case.split()[0], TABLE[case]
    assert getattr(rules, f"can_{rule}")(author(role), *arguments) == (role in allowed)
    if role not in allowed:
        with pytest.raises(PermissionDenied, match=r"\.$"):
            getattr(rules, f"check_{rule}")(author(role), *arguments)


def test_every_rule_is_in_the_table_and_every_write_asks_it() -> None:
    written = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    assert written == {case.split()[0] for case in TABLE}
    mission, who = make_mission(state="planned"), {"by": author_with(Role.PARTNER), "at": BY["at"]}
    for action, values in (
        (actions.register_mission, {"country": "NE"}),
        (actions.change_mission, {"mission": mission}),
        (actions.cancel_mission, {"mission": mission, "reason": "x"}),
        (actions.reopen_mission, {"mission": mission}),
    ):
        with pytest.raises(PermissionDenied):
            action(**who, **values)
    assert rules.can_keep_missions(SYSTEM)
    assert not rules.can_see_missions(Author.nobody())


# ---- pages


def test_the_list_filters_sums_up_and_asks_little(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region = make_place(make_country("NE"), "NE001")
    make_mission(title="Élus de Tahoua", women=4, men=6, place=region)
    make_mission(title="Chefferies", agents=None)
    make_mission(title="Ancienne", starts="2020", agents=100)
    make_mission(title="À venir", state="planned", agents=None)
    sign_in(client, Role.COMMUNICATION)
    client.get(reverse("concertation:missions"))
    with django_assert_num_queries(10):
        page = client.get(reverse("concertation:missions"))
    assert page.context["totals"] == queries.Totals(4, 3, 110, 4, 6, 1)
    for asked, titles in (
        ("?annee=2022&etat=held", {"Élus de Tahoua", "Chefferies"}),
        ("?lieu=NE001", {"Élus de Tahoua"}),
        ("?q=elus", {"Élus de Tahoua"}),
        ("?nature=session", set()),
        ("?nature=awareness&annee=2020", {"Ancienne"}),
    ):
        rows = client.get(reverse("concertation:missions") + asked).context["page"].object_list
        assert {one.title for one in rows} == titles, asked
    assert "Aucune mission ne répond" in client.get("/concertation/missions/?nature=session").content.decode()


def test_a_partner_reads_what_took_place_and_knows_nothing_of_the_rest(client: Client) -> None:
    held, planned = make_mission(title="Tenue"), make_mission(title="Secret", state="planned")
    sign_in(client, Role.PARTNER)
    page = client.get(reverse("concertation:missions") + "?etat=planned").content.decode()
    assert "Tenue" in page
    assert "Secret" not in page
    assert client.get(url("mission", held)).status_code == 200
    assert client.get(url("mission", planned)).status_code == 404
    assert client.get(url("mission_edit", held)).status_code == 403


def test_the_worksheet_holds_the_list_and_no_formula(client: Client) -> None:
    make_mission(title="=cmd()", agents=7, hosts=["+Mairie"])
    make_mission(title="Autre", agents=None)
    sign_in(client, Role.AUDITOR)
    response = client.get(reverse("concertation:missions_file") + "?q=cmd")
    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if str(cell.value).lstrip("'") in {"=cmd()", "+Mairie"}} == {"s"}
    assert [cell.value for cell in cells if cell.value == 7] == [7, 7]
    assert not any(cell.value == "Autre" for cell in cells)


def test_the_form_writes_keeps_drafts_and_goes_to_the_page(client: Client) -> None:
    make_country("NE")
    sign_in(client, Role.ME_OFFICER)
    check_form(client, form=DRAFT_FORM, address=reverse(NEW), right=RIGHT, wrong=RIGHT | {"starts": "hier"})
    mission = Mission.objects.get()
    assert (mission.agents, mission.starts) == (1200, "2022-08")
    page = client.get(url("mission_edit", mission))
    sent = {name: value for name, value in page.context["form"].initial.items() if value not in (None, "")}
    response = client.post(url("mission_edit", mission), sent | {"title": "Autre"})
    assert response["Location"] == mission.get_absolute_url()
    assert Mission.objects.get().title == "Autre"
    response = client.post(url("mission_edit", mission), sent | {"title": "Encore"})
    assert response.status_code == 422
    assert "entre-temps" in response.content.decode()


def test_a_mission_is_cancelled_taken_up_and_held_from_its_page(client: Client) -> None:
    mission = make_mission(state="planned", starts="2022-08")
    sign_in(client, Role.PERMANENT_SECRETARY)
    assert "a-t-elle eu lieu" in client.get(url("mission", mission)).content.decode()
    client.post(url("mission_cancel", mission), {"reason": "Crue"})
    assert "Crue" in client.get(url("mission", mission)).content.decode()
    assert client.get(url("mission_edit", mission))["Location"] == mission.get_absolute_url()
    client.post(url("mission_reopen", mission))
    form = client.get(url("mission_edit", mission) + "?etat=held").context["form"]
    assert form["state"].value() == "held"


# ---- what is counted


def counted(code: str, start: str, end: str, place: int | None = None) -> Any:
    fact = facts.fact(f"concertation.{code}")
    assert fact is not None
    return fact.listing(FactSpan("NE", date.fromisoformat(start), date.fromisoformat(end), place))


def test_a_mission_counts_where_all_that_its_date_may_mean_lies() -> None:
    make_mission(starts="2022")
    make_mission(starts="2022-06")
    make_mission(starts="2022-07-01")
    make_mission(starts="2022-07-01", state="planned")
    assert counted("missions-awareness", "2022-01-01", "2022-12-31").value() == 3
    assert counted("missions-awareness", "2022-04-01", "2022-06-30").value() == 1
    assert counted("missions-awareness", "2022-06-02", "2022-07-01").value() == 1
    assert counted("missions-awareness", "2023-01-01", "2023-12-31").value() == 0


def test_people_are_added_up_and_the_unknown_adds_nothing() -> None:
    make_mission(agents=10, women=4)
    make_mission(kind="session", agents=0)
    make_mission(agents=None)
    make_mission(kind="study-trip", agents=50)
    found = counted("agents-sensitised", "2022-01-01", "2022-12-31")
    assert found.value() == Decimal(10)
    assert [row.amount for row in found.rows()] == [10, 0]
    assert counted("agents-sensitised", "2021-01-01", "2021-12-31").value() == 0


@pytest.mark.parametrize(
    ("code", "kind", "more"),
    [
        ("missions-awareness", "awareness", {}),
        ("meetings-abroad", "meeting-abroad", {"level": "bilateral", "abroad": "Alger"}),
        ("tools-cowritten", "tool", {"level": "regional"}),
        ("study-trips", "study-trip", {}),
    ],
)
def test_each_kind_feeds_its_own_fact_with_the_list_behind(code: str, kind: str, more: Any) -> None:
    mission = make_mission(kind=kind, **more)
    for other in ("missions-awareness", "meetings-abroad", "tools-cowritten", "study-trips"):
        found = counted(other, "2022-01-01", "2022-12-31")
        assert found.value() == int(other == code)
        assert [row.url for row in found.rows()] == [mission.get_absolute_url()] * (other == code)


def test_a_support_counts_in_its_department_its_region_and_nowhere_else() -> None:
    country = make_country("NE")
    region, other = make_place(country, "NE001"), make_place(country, "NE002")
    department = make_place(country, "NE001001", level=2, parent=region)
    make_mission(kind="support", place=department)
    span = ("support-to-regions", "2022-01-01", "2022-12-31")
    values = [counted(*span, place.pk).value() for place in (department, region, other)]
    assert values == [1, 1, 0]


def test_the_demonstration_is_loaded_once_and_feeds_every_fact() -> None:
    load("NE")
    demo.load(**BY, country="NE")
    number = Mission.objects.count()
    demo.load(**BY, country="NE")
    assert Mission.objects.count() == number > 20
    assert set(Mission.objects.values_list("kind", flat=True)) == set(MissionKind.values)
    assert queries.overdue("NE", on=BY["at"].date()).count() == 1
    assert not queries.chosen(Mission.objects.all(), Asked(text="introuvable")).exists()
