"""From the database to tables: distinct counts, places, filters, ties, gaps."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from azalai.cartography import demo
from azalai.cartography.dashboard import figures
from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.enums import Measure, Presence
from azalai.cartography.gaps import Gaps, Spot, gaps_of
from azalai.cartography.maps import by_region, map_chart
from azalai.cartography.matrix import build_matrix
from azalai.cartography.measuring import left_out, meter
from azalai.cartography.models import RegionalNeed
from azalai.cartography.needs import needs_of, region_spellings, regions_named
from azalai.cartography.selecting import Criteria, select
from azalai.cartography.ties import readable_least, web
from azalai.cartography.traces import Traces
from azalai.interventions.content import Content, Money, Reach
from azalai.interventions.models import Intervention, TargetGroup
from azalai.interventions.queries import totals
from azalai.plans import actions as plan_actions
from azalai.plans.models import Node
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import load as load_actors
from tests.actors.factories import make_category
from tests.cartography.factories import intervention, make_organisation, need, traces
from tests.interventions.factories import load, make_draft, place
from tests.plans.factories import SMALL, make_version

pytestmark = pytest.mark.django_db
ALL = Criteria()


def count(found: Traces) -> Any:
    return meter(found, Measure.NUMBER, currency="XOF", label="FCFA")


def spot(found: Gaps, code: str, region: str) -> Spot:
    return next(s for o in found.objectives if o.code == code for s in o.spots if s.place == region)


def gaps(criteria: Criteria = ALL, frame: str = "pmm") -> Gaps:
    found = traces()
    return gaps_of(found, criteria, needs_of(found, frame), frame)


def test_two_objectives_and_two_regions_are_four_cells_and_one_intervention() -> None:
    load()
    intervention("Agadez", "Diffa", objectives=("8", "10"))
    found = traces()
    table = build_matrix(found, ALL, "pmm", "region", count(found))
    filled = {(c.row, c.column): c.count for line in table.lines for c in line.cells if c.count}
    agadez, diffa = place("Agadez").pcode, place("Diffa").pcode
    assert filled == {(o, r): 1 for o in ("8", "10") for r in (agadez, diffa)}
    assert table.total.count == 1
    assert sum(cell.count for cell in table.totals) == 2
    assert len(table.lines) == 23
    assert len(table.heads) == 8


@pytest.mark.parametrize("rows", sorted(DIMENSIONS))
def test_the_number_of_a_cell_is_the_number_of_lines_behind_it(rows: str) -> None:
    load()
    first, second = make_organisation(), make_organisation()
    intervention("Agadez", objectives=("8", "10"), with_=(first, second), nature="training")
    intervention("Arlit", "Diffa", objectives=("10",), with_=(second,), planned_end="")
    intervention(planned_start="", planned_end="", funded_by=first)
    found = traces()
    for columns in ("region", "annee", "organisme"):
        table = build_matrix(found, ALL, rows, columns, count(found))
        assert table.total.count == 3
        for line in table.lines:
            for cell in line.cells:
                keys = {rows: cell.row, columns: cell.column}
                if len(keys) == 2:
                    assert len(select(found, Criteria(keys=keys))) == cell.count
            assert len(select(found, Criteria(keys={rows: line.head.key}))) == line.total.count


def test_a_department_counts_for_its_region_and_no_place_stands_apart() -> None:
    load()
    intervention("Arlit", "Iférouane")
    intervention()
    found = by_region(traces(), ALL, count(traces()))
    assert {one.name: one.count for one in found.regions if one.count} == {"Agadez": 1}
    assert (found.national.count, found.everything.count) == (1, 2)


def test_drafts_never_count_and_cancelled_ones_only_when_asked_for() -> None:
    load()
    make_draft(Content(title_fr="Brouillon", lead=make_organisation().pk))
    intervention("Agadez", status="ongoing")
    Intervention.objects.filter(pk=intervention("Agadez").pk).update(status="cancelled")
    assert len(select(traces(), ALL)) == 1
    assert len(select(traces(), Criteria(status="toutes"))) == 2
    assert len(select(traces(), Criteria(status="cancelled"))) == 1


def test_years_filter_what_runs_and_an_unknown_end_runs_on() -> None:
    load()
    intervention(planned_start="2019", planned_end="2020-06")
    intervention(planned_start="2024-03", planned_end="")
    for first, last, expected in (
        (2020, 2020, 1),
        (2021, 2023, 0),
        (2024, None, 1),
        (None, 2019, 1),
        (2030, 2031, 1),
    ):
        assert len(select(traces(), Criteria(first, last))) == expected, (first, last)


def test_who_asks_for_one_region_gets_its_column_alone() -> None:
    load()
    intervention("Agadez", "Diffa", objectives=("10",))
    found = traces()
    table = build_matrix(
        found, Criteria(keys={"region": place("Diffa").pcode}), "pmm", "region", count(found)
    )
    assert [head.title for head in table.heads] == ["Diffa"]
    assert [line.head.key for line in table.lines if line.total.count] == ["10"]


def test_money_is_that_of_the_country_and_of_the_surest_kind() -> None:
    load()
    intervention(
        "Agadez",
        budgets=(
            Money(Decimal(50), "XOF", "planned", "x"),
            Money(Decimal(30), "XOF", "committed", "x"),
            Money(Decimal(9), "EUR", "committed", "x"),
        ),
    )
    intervention("Agadez", budgets=(Money(Decimal(7), "EUR", "planned", "x"),))
    intervention("Diffa")
    found = traces()
    taken = meter(found, Measure.BUDGET, currency="XOF", label="FCFA")
    by_name = {one.name: one.value for one in by_region(found, ALL, taken).regions}
    assert (by_name["Agadez"], by_name["Diffa"], by_name["Dosso"]) == (30, None, None)
    notes = left_out(found, Measure.BUDGET, [one.pk for one in found.records], currency="XOF")
    assert len(notes) == 2
    for one in Intervention.objects.all():
        sums = {line.currency: line.amount for line in totals(one.budgets.all())}
        assert found.money.get(one.pk, {}) == sums


def test_people_are_counted_as_the_interventions_room_counts_them() -> None:
    load()
    made = intervention(
        "Agadez",
        targets=(Reach("returnees", women=4, men=6), Reach("youth", women=1, total=9), Reach("families")),
    )
    silent = intervention("Agadez")
    found = traces()
    told = [one.people for one in TargetGroup.objects.filter(intervention=made)]
    assert found.people[made.pk] == sum(one for one in told if one is not None) == 19
    assert silent.pk not in found.people


def test_a_merged_organisation_counts_for_the_one_that_it_became() -> None:
    load()
    old, new = make_organisation("VIEUX"), make_organisation("NEUF")
    intervention(with_=(old,))
    intervention(with_=(new,))
    type(old).objects.filter(pk=old.pk).update(merged_into=new)
    assert len(select(traces(), Criteria(keys={"organisme": str(new.pk)}))) == 2


def test_a_theme_follows_from_the_objective() -> None:
    load()
    intervention(objectives=("1", "3"))
    found = traces()
    assert DIMENSIONS["theme"].of(found, found.records[0])[0] == "1"
    intervention()
    assert DIMENSIONS["theme"].of(traces(), traces().records[1]) == (NONE,)


def test_ties_come_from_shared_interventions_with_the_roles_of_each() -> None:
    load()
    lead, partner, donor, lonely = (make_organisation() for _ in range(4))
    for _ in range(2):
        intervention(lead=lead.pk, with_=(partner,), funded_by=donor)
    intervention(lead=lonely.pk)
    found = web(traces(), ALL)
    assert {(tie.first, tie.second): len(tie.ones) for tie in found.ties} == {
        (lead.pk, partner.pk): 2,
        (lead.pk, donor.pk): 2,
        (partner.pk, donor.pk): 2,
    }
    tie = next(tie for tie in found.ties if tie.second == donor.pk and tie.first == lead.pk)
    assert (tie.first_roles, tie.second_roles) == (("lead",), ("funding",))
    assert found.alone() == [lonely.pk]
    assert found.tied(3) == []
    assert {tie.first for tie in web(traces(), ALL, around=partner.pk).ties} <= {lead.pk, partner.pk}


def test_a_drawing_shows_no_more_ties_than_can_be_read() -> None:
    load()
    bodies = [make_organisation() for _ in range(12)]
    intervention(with_=tuple(bodies))
    ties = web(traces(), ALL).ties
    assert readable_least(ties, most=100) == 1
    assert readable_least(ties, most=10) == 2


def test_a_need_without_anybody_is_a_gap_and_elsewhere_it_is_not() -> None:
    load()
    need("10", "Agadez")
    need("10", "Diffa", level=1)
    need("8", "Zinder", level=2)
    intervention("Diffa", objectives=("10",))
    intervention(objectives=("8",))
    found = gaps()
    assert [(one.objective, one.place, one.presence) for one in found.gaps] == [
        ("10", "Agadez", Presence.NOBODY),
        ("8", "Zinder", Presence.NATIONAL),
    ]
    assert spot(found, "10", "Diffa").presence is Presence.RUNNING
    assert spot(found, "10", "Dosso").need is None
    assert {one.code for one in found.objectives} - {one.code for one in found.neglected} == {"8", "10"}
    assert [one.value for one in figures(SYSTEM)] == [2]


@pytest.mark.parametrize(
    ("status", "presence"),
    [
        ("ongoing", Presence.RUNNING),
        ("planned", Presence.PLANNED),
        ("identification", Presence.PLANNED),
        ("completed", Presence.NOBODY),
        ("suspended", Presence.NOBODY),
        ("cancelled", Presence.NOBODY),
    ],
)
def test_only_what_is_under_way_is_presence(status: str, presence: Presence) -> None:
    load()
    need("10", "Agadez")
    made = intervention("Agadez", objectives=("10",))
    Intervention.objects.filter(pk=made.pk).update(status=status)
    found = spot(gaps(), "10", "Agadez")
    assert found.presence is presence
    assert [bool(one.value) for one in figures(SYSTEM)] == [found.is_gap]


def test_with_years_what_ran_then_was_there() -> None:
    load()
    need("10", "Agadez")
    made = intervention("Agadez", objectives=("10",), planned_start="2019", planned_end="2020")
    Intervention.objects.filter(pk=made.pk).update(status="completed")
    assert spot(gaps(Criteria(2020, 2020)), "10", "Agadez").presence is Presence.RUNNING
    assert spot(gaps(Criteria(2022, 2023)), "10", "Agadez").presence is Presence.NOBODY


def test_regions_are_named_with_their_capitals() -> None:
    load()
    spellings = region_spellings(traces())
    line = Node(title="Ouvrir un guichet à ZINDER et à Agadez", beneficiaries="région de Tillaberi")
    named = {traces().regions[code].name for code in regions_named(line, spellings)}
    assert named == {"Agadez", "Tillabéri"}


@pytest.mark.parametrize("country", ["NE", "TD"])
def test_the_map_of_each_country_is_drawn_with_every_region_in_its_table(country: str) -> None:
    load_actors(country)
    found = traces(country)
    chart = map_chart(country, by_region(found, ALL, count(found)), count(found), title="Essai")
    assert chart is not None
    assert len(chart.table_rows) == len(found.regions) + 1
    assert chart.svg.count("<path") >= (8 if country == "NE" else 22)


def test_a_matrix_costs_the_same_queries_whatever_the_number(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    load()
    partner = make_organisation()
    for size in (3, 12):
        for _ in range(size):
            intervention("Agadez", objectives=("10",), with_=(partner,))
        found = traces()
        with django_assert_max_num_queries(6):
            build_matrix(found, ALL, "organisme", "region", count(found))


PLAN = SMALL.replace("Ouvrir un guichet", "Ouvrir un guichet à Agadez")


def adopted_plan() -> None:
    """The small plan, adopted: activity 2.1 serves objective 14 and names a region."""
    version = make_version(PLAN)
    plan_actions.submit_version(version=version, by=SYSTEM, at=AT)
    version.refresh_from_db()
    plan_actions.adopt_version(version=version, reference="Arrêté d'essai", by=SYSTEM, at=AT)


def test_a_line_of_the_adopted_plan_is_a_need_in_the_region_that_it_names() -> None:
    adopted_plan()
    found = gaps()
    asked = spot(found, "14", "Agadez")
    assert asked.is_gap
    assert asked.need is not None
    assert (asked.need.level, [line.code for line in asked.need.lines]) == (0, ["2.1"])
    assert spot(found, "14", "Diffa").need is None
    national = {one.code: one.asked for one in found.objectives}
    assert national["3"] is not None
    assert [line.code for line in national["3"].lines] == ["1.1", "1.2"]
    assert national["22"] is None
    assert [one.code for one in found.neglected][:3] == ["1", "3", "14"]


def test_a_plan_that_is_not_adopted_asks_for_nothing() -> None:
    make_version(PLAN)
    assert all(one.asked is None for one in gaps().objectives)


def test_the_demonstration_states_its_needs_once() -> None:
    load()
    for _ in range(2):
        demo.load(by=SYSTEM, at=AT, country="NE")
    assert RegionalNeed.objects.standing().count() == len(demo.NEEDS)


@pytest.mark.parametrize(
    "criteria",
    [
        lambda: Criteria(keys={"region": place("Agadez").pcode}),
        lambda: Criteria(first=2025, last=2026),
        lambda: Criteria(keys={"categorie": "civil-society"}),
    ],
)
@pytest.mark.parametrize("rows", ["departement", "annee", "organisme", "chef"])
def test_a_filter_near_an_axis_loses_nobody(criteria: Callable[[], Criteria], rows: str) -> None:
    load()
    intervention("Agadez", "Dosso", planned_end="")
    intervention("Arlit", "Gaya", with_=(make_organisation(),))
    intervention(
        "Agadez",
        "Gaya",
        lead=make_organisation(category=make_category("donors")).pk,
        funded_by=make_organisation(),
    )
    found, asked = traces(), criteria()
    table = build_matrix(found, asked, rows, "pmm", count(found))
    assert table.total.count == len(select(found, asked)) > 0
    for line in table.lines:
        behind = select(found, asked.with_keys(**{rows: line.head.key}))
        assert len(behind) == line.total.count, line.head
