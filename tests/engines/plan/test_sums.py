"""Sums: an error of any size at any place is found, and only then."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.plan.checks import costs
from azalai.engines.plan.findings import Finding
from azalai.engines.plan.knowledge import BARE
from azalai.engines.plan.model import DeclaredSum, Plan, PlanNode, Source
from azalai.engines.plan.sums import computed_cost, computed_total

KINDS = ("axis", "action", "activity")
AMOUNTS = st.integers(1, 900).map(lambda n: n * 1_000_000)
ACTIVITIES = st.lists(AMOUNTS, min_size=1, max_size=4)
PLANS = st.lists(st.lists(ACTIVITIES, min_size=1, max_size=3), min_size=1, max_size=3)


def _node(place: tuple[int, ...], cost: int, children: tuple[PlanNode, ...] = ()) -> PlanNode:
    code = ".".join(str(n + 1) for n in place)
    row = sum((n + 1) * 20**k for k, n in enumerate(reversed(place)))
    return PlanNode(
        KINDS[len(place) - 1],
        code,
        f"Ligne {code}",
        declared_cost=cost,
        years=(1,),
        source=Source(1, row),
        children=children,
    )


def _plan(shape: list[list[list[int]]], wrong: tuple[int, ...] = (), by: int = 0) -> Plan:
    """The plan, with one declared cost (or the total, for an empty place) wrong by that much."""
    roots = []
    for a, actions in enumerate(shape):
        below = []
        for b, amounts in enumerate(actions):
            leaves = tuple(_node((a, b, c), cost) for c, cost in enumerate(amounts))
            below.append(_node((a, b), sum(amounts) + (by if wrong == (a, b) else 0), leaves))
        honest = sum(sum(amounts) for amounts in actions)
        roots.append(_node((a,), honest + (by if wrong == (a,) else 0), tuple(below)))
    total = sum(computed_cost(root) or 0 for root in roots) + (by if wrong == () else 0)
    stated = DeclaredSum(total, "Total", Source(0, 0))
    return Plan("Plan", tuple(roots), KINDS, declared_total=total, totals=(stated,))


def _findings(plan: Plan) -> list[Finding]:
    return [f for check in costs.CHECKS for f in check(plan, BARE)]


@given(PLANS)
def test_a_plan_that_adds_up_has_no_finding(shape: list[list[list[int]]]) -> None:
    assert _findings(_plan(shape)) == []


@given(PLANS, st.integers(-(10**9), 10**9).filter(bool), st.data())
def test_an_error_of_any_size_is_found_where_it_stands(
    shape: list[list[list[int]]], by: int, data: st.DataObject
) -> None:
    places = [(a,) for a in range(len(shape))] + [
        (a, b) for a, row in enumerate(shape) for b in range(len(row))
    ]
    place = data.draw(st.sampled_from(places))
    code = ".".join(str(n + 1) for n in place)
    found = [f for f in _findings(_plan(shape, place, by)) if f.code == "C102" and f.where.node == code]
    assert [f.difference for f in found] == [-by]


@given(PLANS, st.integers(-(10**9), 10**9).filter(bool))
def test_a_wrong_total_is_found_against_every_level(shape: list[list[list[int]]], by: int) -> None:
    found = [f for f in _findings(_plan(shape, (), by)) if f.code == "C101"]
    assert [f.difference for f in found] == [-by] * len(KINDS)


@given(PLANS, st.data())
def test_a_line_left_out_of_its_action_is_named(shape: list[list[list[int]]], data: st.DataObject) -> None:
    a = data.draw(st.integers(0, len(shape) - 1))
    b = data.draw(st.integers(0, len(shape[a]) - 1))
    c = data.draw(st.integers(0, len(shape[a][b]) - 1))
    plan = _plan(shape, (a, b), -shape[a][b][c])
    (found,) = [f for f in _findings(plan) if f.code == "C102" and f.where.kind == "action"]
    assert "oublié dans" in found.cause
    assert f"{a + 1}.{b + 1}." in found.cause


@given(PLANS)
def test_costs_are_computed_from_the_bottom(shape: list[list[list[int]]]) -> None:
    plan = _plan(shape, (0,), 7)
    assert computed_total(plan) == sum(cost for row in shape for amounts in row for cost in amounts)


def test_a_level_without_costs_is_looked_through() -> None:
    leaves = (_node((0, 0, 0), 4), _node((0, 0, 1), 5))
    middle = PlanNode("action", "1.1", "Sans coût", children=leaves)
    root = PlanNode("axis", "1", "Axe", declared_cost=9, children=(middle,))
    assert _findings(Plan("Plan", (root,), KINDS)) == []


def test_amounts_ten_times_too_large_are_told_as_such() -> None:
    plan = _plan([[[30_000_000, 40_000_000]]], (0, 0), 630_000_000)
    (found,) = [f for f in _findings(plan) if f.code == "C102" and f.where.node == "1.1"]
    assert found.cause == "Les deux montants ne diffèrent que d'un zéro."
