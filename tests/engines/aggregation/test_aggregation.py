"""Parts make the whole in any order and grouping, or are refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.aggregation.auditing import REFUSED, Stored, as_stored, differences
from azalai.engines.aggregation.model import (
    Basis,
    Cause,
    Figure,
    Kind,
    Operation,
    Part,
    Place,
    Rule,
    silent,
    told,
)
from azalai.engines.aggregation.rolling import aggregate, amount_of, roll_up

pytestmark = pytest.mark.alone
SUM, MEAN, RATIO = Rule(Operation.SUM), Rule(Operation.MEAN), Rule(Operation.RATIO, factor=100)
SAME, NOTHING = Basis(), Figure()


def number(rule: Rule, amount: int, weight: int | None = 1, basis: Basis = SAME) -> Figure:
    if rule.operation is Operation.RATIO:
        parts = {"numerator": Fraction(amount), "denominator": None if weight is None else Fraction(weight)}
        return told(None, rule=rule, basis=basis, **parts)
    heavy = None if weight is None or rule.operation is Operation.SUM else Fraction(weight)
    return told(Fraction(amount), rule=rule, basis=basis, denominator=heavy)


def parts(rule: Rule, *figures: Figure | int) -> list[Part]:
    made = [number(rule, one) if isinstance(one, int) else one for one in figures]
    return [Part(f"p{i}", f"Lieu {i}", one) for i, one in enumerate(made)]


figures = st.one_of(
    st.tuples(st.integers(-1000, 10**9), st.integers(0, 5000)),
    st.sampled_from([Kind.BLANK, Kind.UNKNOWN, Kind.NOT_APPLICABLE]),
)


def build(rule: Rule, drawn: list[object]) -> list[Part]:
    return parts(rule, *(silent(d) if isinstance(d, Kind) else number(rule, *d) for d in drawn))  # type: ignore[misc]


@given(st.lists(figures, min_size=1, max_size=12), st.sampled_from([SUM, MEAN, RATIO]), st.data())
def test_neither_order_nor_grouping_changes_an_aggregate(
    drawn: list[object], rule: Rule, data: st.DataObject
) -> None:
    whole = build(rule, drawn)
    flat = aggregate(whole, rule).figure
    shuffled = data.draw(st.permutations(whole))
    cut = data.draw(st.integers(0, len(shuffled)))
    groups = [group for group in (shuffled[:cut], shuffled[cut:]) if group]
    nested = [
        Part(f"g{i}", f"Groupe {i}", figure)
        for i, group in enumerate(groups)
        if (figure := aggregate(group, rule).figure) is not None
    ]
    assert aggregate(nested, rule).figure == flat


@pytest.mark.parametrize(
    ("rule", "figure", "cause"),
    [
        (Rule(Operation.NONE), 3, Cause.NO_OPERATION),
        (Rule(Operation.SUM, double_counting=True), 3, Cause.DOUBLE_COUNTING),
        (SUM, number(SUM, 3, basis=Basis(definition="v2")), Cause.DEFINITION),
        (SUM, number(SUM, 3, basis=Basis(unit="v2")), Cause.UNIT),
        (SUM, number(SUM, 3, basis=Basis(method="au téléphone")), Cause.METHOD),
        (MEAN, number(MEAN, 3, weight=None), Cause.NO_DENOMINATOR),
        (RATIO, number(RATIO, 3, weight=None), Cause.NO_DENOMINATOR),
    ],
)
def test_what_does_not_mean_the_same_is_refused_with_the_reason(
    rule: Rule, figure: Figure | int, cause: Cause
) -> None:
    whole = aggregate(parts(rule, 2, figure), rule)
    assert whole.figure is None
    assert [one.cause for one in whole.refusals] == [cause]


def test_missing_parts_make_it_partial_and_are_named() -> None:
    whole = aggregate(parts(SUM, 2, silent(Kind.BLANK), silent(Kind.UNKNOWN), 5), SUM)
    assert whole.figure is not None
    assert (whole.figure.amount, whole.figure.known, whole.figure.expected) == (7, 2, 4)
    assert whole.figure.is_partial
    assert whole.missing == ("Lieu 1", "Lieu 2")


def test_what_does_not_apply_is_not_missing() -> None:
    figure = aggregate(parts(SUM, 2, silent(Kind.NOT_APPLICABLE)), SUM).figure
    assert figure is not None
    assert (figure.amount, figure.is_partial) == (2, False)


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ([Kind.BLANK], Kind.BLANK),
        ([Kind.BLANK, Kind.UNKNOWN], Kind.UNKNOWN),
        ([Kind.NOT_APPLICABLE, Kind.NOT_APPLICABLE], Kind.NOT_APPLICABLE),
        ([Kind.NOT_APPLICABLE, Kind.BLANK], Kind.BLANK),
    ],
)
def test_without_a_number_the_whole_is_no_zero(kinds: list[Kind], kind: Kind) -> None:
    figure = aggregate(parts(SUM, *map(silent, kinds)), SUM).figure
    assert figure is not None
    assert (figure.kind, figure.amount) == (kind, None)


def test_a_mean_is_weighted_and_a_ratio_adds_both_ends() -> None:
    mean = aggregate(parts(MEAN, number(MEAN, 10, 1), number(MEAN, 40, 2)), MEAN).figure
    ratio = aggregate(parts(RATIO, number(RATIO, 1, 10), number(RATIO, 9, 10)), RATIO).figure
    assert mean is not None
    assert ratio is not None
    assert (amount_of(mean, MEAN), amount_of(ratio, RATIO)) == (30, 50)


def test_a_denominator_of_zero_gives_no_number() -> None:
    figure = aggregate(parts(RATIO, number(RATIO, 0, 0)), RATIO).figure
    assert figure is not None
    assert amount_of(figure, RATIO) is None


def tree() -> Place:
    def region(name: str, *amounts: int, declared: Figure = NOTHING) -> Place:
        below = tuple(Place(f"{name}{i}", f"{name}{i}", number(SUM, a)) for i, a in enumerate(amounts))
        return Place(name, name, declared, below)

    return Place("NE", "Niger", Figure(), (region("A", 1, 2), region("B", 4, declared=number(SUM, 5))))


def test_what_was_told_of_a_place_counts_and_its_gap_is_shown() -> None:
    found = roll_up(tree(), SUM)
    assert found["NE"].figure.amount == 8
    assert found["B"].gap == 1
    assert found["A"].gap is None


def test_a_refusal_goes_up_to_the_country() -> None:
    odd = Place(
        "B",
        "B",
        Figure(),
        (Place("B1", "B1", number(SUM, 1)), Place("B2", "B2", number(SUM, 1, basis=Basis("v2")))),
    )
    found = roll_up(Place("NE", "Niger", Figure(), (odd, Place("A", "A", number(SUM, 3)))), SUM)
    whole = found["NE"].computed
    assert whole is not None
    assert whole.figure is None
    assert whole.refusals[-1].cause is Cause.PART_REFUSED
    assert whole.refusals[-1].details == ("B",)


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=8),
    st.sampled_from(["kind", "amount", "known", "expected"]),
)
def test_tampering_with_one_aggregate_is_named_and_nothing_else(amounts: list[int], name: str) -> None:
    right = {str(i): as_stored(aggregate(parts(SUM, a), SUM), SUM) for i, a in enumerate(amounts)}
    assert differences(right, right) == []
    wrong = {"kind": "unknown", "amount": Decimal(-1), "known": 7, "expected": 9}[name]
    stored = right | {"0": replace(right["0"], **{name: wrong})}
    (found,) = differences(stored, right)
    assert (found.key, found.field, found.stored) == ("0", name, wrong)


def test_an_aggregate_that_is_missing_or_too_many_is_named() -> None:
    one = Stored("number", Decimal(1))
    assert [(d.key, d.field) for d in differences({"a": one}, {"b": one})] == [("a", ""), ("b", "")]


def test_a_refusal_is_written_down_with_its_causes() -> None:
    rule = Rule(Operation.SUM, double_counting=True)
    assert as_stored(aggregate(parts(rule, 1), rule), rule) == Stored(REFUSED, causes=("double-counting",))
