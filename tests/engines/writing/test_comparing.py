"""What changed between two versions of a plan, node by node."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from azalai.engines.plan.comparing import Change, compare, same_plan
from azalai.engines.plan.model import Plan, PlanNode
from tests.engines.writing.editing import added, changed, moved, node_of, with_node
from tests.engines.writing.plans import plans

TRAIN = PlanNode("activity", "1.1", "Former les agents des frontières", printed_code="1.1", declared_cost=5)
INFORM = PlanNode("activity", "1.2", "Ouvrir des points d'information", printed_code="1.2")
SURVEY = PlanNode("activity", "1.3", "Enquêter auprès des ménages", printed_code="1.3")
FIRST = PlanNode("axis", "1", "Informer et former", children=(TRAIN, INFORM, SURVEY))
SECOND = PlanNode("axis", "2", "Protéger", children=(PlanNode("activity", "2.1", "Assister"),))
PLAN = Plan("Plan d'action", (FIRST, SECOND), ("axis", "activity"))


def _told(changes: tuple[Change, ...]) -> list[tuple[object, ...]]:
    return [(c.kind, c.node.code, c.field) for c in changes]


@given(plans())
@settings(max_examples=25, deadline=None)
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert compare(plan, plan) == ()
    assert same_plan(plan, plan) == []


def test_a_changed_field_says_what_it_was_and_what_it_is() -> None:
    (change,) = compare(PLAN, changed(PLAN, "activity", "1.1", declared_cost=7))
    assert (change.kind, change.field, change.before, change.after) == ("changed", "declared_cost", 5, 7)
    assert str(change.node) == "activité 1.1 (Former les agents des frontières)"


def test_a_renumbered_activity_changed_its_code_and_was_not_replaced() -> None:
    new = changed(PLAN, "activity", "1.3", code="1.9")
    assert _told(compare(PLAN, new)) == [("changed", "1.9", "code")]


def test_activities_numbered_again_after_a_new_one_keep_their_history() -> None:
    later = [replace(node, code=f"1.{place}") for place, node in enumerate(FIRST.children, 2)]
    fresh = PlanNode("activity", "1.1", "Tenir un forum")
    new = with_node(PLAN, FIRST, replace(FIRST, children=(fresh, *later)))
    told = _told(compare(PLAN, new))
    assert told == [("added", "1.1", ""), *(("changed", f"1.{place}", "code") for place in (2, 3, 4))]


def test_a_rewritten_title_under_the_same_code_is_a_changed_title() -> None:
    new = changed(PLAN, "activity", "1.2", title="Tout autre chose")
    assert _told(compare(PLAN, new)) == [("changed", "1.2", "title")]


def test_a_removed_and_an_added_node_are_told_with_their_content() -> None:
    new = with_node(PLAN, INFORM, PlanNode("activity", "1.7", "Acheter des ordinateurs"))
    removed, appeared = compare(PLAN, new)
    assert (removed.kind, removed.before) == ("removed", INFORM)
    assert (appeared.kind, appeared.after.title) == ("added", "Acheter des ordinateurs")


def test_a_node_below_another_parent_moved() -> None:
    new = moved(PLAN, ("activity", "1.3"), ("axis", "2"), "2.2")
    assert _told(compare(PLAN, new)) == [("changed", "2.2", "code"), ("moved", "2.2", "parent")]
    change = compare(PLAN, new)[-1]
    assert (change.before.code, change.after.code) == ("1", "2")


def test_of_siblings_in_another_order_only_the_one_that_left_it_moved() -> None:
    new = with_node(PLAN, FIRST, replace(FIRST, children=(SURVEY, TRAIN, INFORM)))
    (change,) = compare(PLAN, new)
    assert (change.kind, change.node.code, change.field) == ("moved", "1.3", "order")
    assert (change.before, change.after) == (3, 1)


def test_a_node_whose_parent_is_new_moved_with_its_children_unchanged() -> None:
    new = replace(PLAN, nodes=(PlanNode("pillar", "1", "Pilier", children=PLAN.nodes),))
    told = _told(compare(PLAN, new))
    assert told == [("added", "1", ""), ("moved", "1", "parent"), ("moved", "2", "parent")]


def test_places_in_a_file_and_spaces_are_no_change() -> None:
    spaced = changed(PLAN, "activity", "1.1", title="Former  les agents des frontières ")
    assert compare(PLAN, spaced) == ()


def test_a_text_of_which_nothing_was_understood_is_compared_as_written() -> None:
    before = changed(PLAN, "activity", "1.1", period_text="à voir")
    after = changed(PLAN, "activity", "1.1", period_text="au besoin")
    assert _told(compare(before, after)) == [("changed", "1.1", "period_text")]


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [("45 millions", "45 000 000", True), ("45000000", "45 000 000 FCFA", False), ("45 millions", "", False)],
)
def test_two_plans_are_compared_as_written_on_request(before: str, after: str, differs: bool) -> None:
    one, two = (changed(PLAN, "activity", "1.1", cost_text=text) for text in (before, after))
    assert bool(same_plan(one, two)) is differs
    assert same_plan(one, two, as_written=False) == []


def test_same_plan_names_what_differs_of_the_whole_plan() -> None:
    assert same_plan(PLAN, replace(PLAN, currency="XAF")) == ["plan: currency: None -> 'XAF'"]
    assert same_plan(PLAN, added(PLAN, "axis", "2", SURVEY)) == [
        "added: activité 1.3 (Enquêter auprès des ménages)"
    ]
    assert node_of(PLAN, "axis", "2") is SECOND
