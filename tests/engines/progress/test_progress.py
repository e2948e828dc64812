"""State and progress of lines: told cases, and what holds of any plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.progress import Line, Outcome, Source, State, compute
from azalai.engines.progress.model import LateBecause

ON = date(2026, 6, 30)
N, P, D, S, C = State.NOT_STARTED, State.IN_PROGRESS, State.DONE, State.SUSPENDED, State.CANCELLED
Said = tuple[State, str | None]


def one(*said: Said, weights: tuple[int | None, ...] = (), **calendar: date | None) -> Outcome:
    """A single line with what is said of it."""
    sources = [
        Source(
            f"s{number}",
            frozenset({"a"}),
            state,
            progress=None if progress is None else Decimal(progress),
            weight=None if not weights or weights[number] is None else Decimal(weights[number] or 0),
        )
        for number, (state, progress) in enumerate(said)
    ]
    return compute([Line("a", **calendar)], sources, on=ON)["a"]


@pytest.mark.parametrize(
    ("said", "state", "progress", "known"),
    [
        ([], N, None, 0),
        ([(N, None)], N, 0, 1),
        ([(P, None)], P, None, 0),
        ([(P, "0.4")], P, "0.4", 1),
        ([(D, None)], D, 1, 1),
        ([(D, None), (P, "0.5")], P, "0.75", 1),
        ([(D, None), (P, None)], P, "0.5", "0.5"),
        ([(D, None), (C, None)], D, 1, 1),
        ([(C, "0.3")], C, None, 0),
        ([(S, "0.3"), (D, None)], S, "0.65", 1),
        ([(S, "0.3"), (N, None)], P, "0.15", 1),
        ([(N, None), (D, None)], P, "0.5", 1),
    ],
)
def test_a_line_stands_as_its_sources_say(
    said: list[Said], state: State, progress: str | None, known: str
) -> None:
    outcome = one(*said)
    expected = None if progress is None else Decimal(progress)
    assert (outcome.state, outcome.progress, outcome.known) == (state, expected, Decimal(known))


@pytest.mark.parametrize(
    ("weights", "progress"),
    [
        ((None, None), "0.5"),
        ((3, 1), "0.75"),
        ((3, None), "0.5"),  # the unknown weighs what the known does on average
        ((0, 0), "0.5"),
        ((0, 4), "0.5"),  # free work counts too
    ],
)
def test_work_weighs_what_it_costs_where_that_is_known(
    weights: tuple[int | None, int | None], progress: str
) -> None:
    assert one((D, None), (N, None), weights=weights).progress == Decimal(progress)


YESTERDAY, TODAY = ON - timedelta(days=1), ON


@pytest.mark.parametrize(
    ("said", "calendar", "because"),
    [
        ([(P, "0.9")], {"end": YESTERDAY}, LateBecause.END_PASSED),
        ([(P, "0.9")], {"end": TODAY}, None),
        ([], {"end": YESTERDAY}, LateBecause.END_PASSED),
        ([], {"start_by": YESTERDAY}, LateBecause.START_PASSED),
        ([], {"start_by": TODAY}, None),
        ([(P, None)], {"start_by": YESTERDAY}, None),
        ([(D, None)], {"end": YESTERDAY}, None),
        ([(S, None)], {"end": YESTERDAY}, None),
        ([(C, None)], {"end": YESTERDAY}, None),
    ],
)
def test_late_is_what_the_calendar_says(
    said: list[Said], calendar: dict[str, date], because: LateBecause | None
) -> None:
    outcome = one(*said, **calendar)
    assert (outcome.late.because if outcome.late else None) == because
    assert (outcome.state == State.LATE) == (because is not None)


def test_half_of_the_days_are_over_in_the_middle_of_the_calendar() -> None:
    assert one(start=date(2026, 6, 1), end=date(2026, 7, 30)).elapsed == Decimal("0.5")
    assert one(start=ON, end=YESTERDAY).elapsed is None


def test_a_source_at_a_line_with_others_below_only_tells_what_they_do_not() -> None:
    lines = [Line("axis"), Line("a", "axis")]
    wide = Source("wide", frozenset({"axis"}), P, progress=Decimal("0.3"), reached=5)
    assert compute(lines, [wide], on=ON)["axis"].progress == Decimal("0.3")
    narrow = Source("narrow", frozenset({"a"}), P, progress=Decimal("0.9"), reached=7)
    both = compute(lines, [wide, narrow], on=ON)["axis"]
    assert (both.progress, both.reached) == (Decimal("0.9"), 12)


def test_who_answers_for_a_line_above_prevails() -> None:
    lines = [Line("axis"), Line("a", "axis")]
    said = Source("chief", frozenset({"axis"}), S, progress=Decimal("0.2"), direct=True)
    narrow = Source("narrow", frozenset({"a"}), P, progress=Decimal("0.9"))
    outcome = compute(lines, [said, narrow], on=ON)["axis"]
    assert (outcome.state, outcome.progress) == (S, Decimal("0.2"))


@pytest.mark.parametrize("lines", [[Line("a", "missing")], [Line("a", "b"), Line("b", "a")]])
def test_a_tree_that_is_none_is_refused(lines: list[Line]) -> None:
    with pytest.raises(ValueError, match=r"missing|above themselves"):
        compute(lines, [], on=ON)


STATES = st.sampled_from([N, P, D, S, C])
RATIO = st.one_of(st.none(), st.decimals(0, 1, places=4))
COST = st.one_of(st.none(), st.integers(0, 10**9).map(Decimal))


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Line], list[Source]]:
    """A tree of up to twelve lines, each but the first under an earlier one or at the top."""
    lines: list[Line] = []
    for number in range(draw(st.integers(1, 12))):
        parent = draw(st.one_of(st.none(), st.integers(0, number - 1))) if number else None
        end = draw(st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31))))
        lines.append(Line(number, parent, draw(COST), end=end))
    keys = st.frozensets(st.sampled_from([line.key for line in lines]), min_size=1, max_size=3)
    sources = [
        Source(f"s{n}", draw(keys), draw(STATES), progress=draw(RATIO), weight=draw(COST), spent=draw(COST))
        for n in range(draw(st.integers(0, 8)))
    ]
    return lines, sources


@given(plans())
def test_progress_is_a_share_and_known_as_well(plan: tuple[list[Line], list[Source]]) -> None:
    for outcome in compute(*plan, on=ON).values():
        assert 0 <= outcome.known <= 1
        assert outcome.progress is None or 0 <= outcome.progress <= 1
        assert outcome.done + outcome.late_below <= outcome.leaves or outcome.late is not None


@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_sources_does_not_matter(
    plan: tuple[list[Line], list[Source]], chance: object
) -> None:
    lines, sources = list(plan[0]), list(plan[1])
    expected = compute(lines, sources, on=ON)
    chance.shuffle(lines)  # type: ignore[attr-defined]
    chance.shuffle(sources)  # type: ignore[attr-defined]
    assert compute(lines, sources, on=ON) == expected


@given(plans(), st.data())
def test_more_progress_somewhere_never_lowers_it_anywhere(
    plan: tuple[list[Line], list[Source]], data: st.DataObject
) -> None:
    lines, sources = plan
    leaves = {line.key for line in lines} - {line.parent for line in lines}
    moving = [s for s in sources if s.state == P and s.progress is not None and s.lines <= leaves]
    if not moving:
        return
    chosen = data.draw(st.sampled_from(moving))
    more = data.draw(st.decimals(chosen.progress, 1, places=4))
    raised = [
        Source(s.key, s.lines, s.state, progress=more, weight=s.weight, spent=s.spent) if s is chosen else s
        for s in sources
    ]
    before, after = compute(lines, sources, on=ON), compute(lines, raised, on=ON)
    for key, outcome in before.items():
        assert outcome.progress is None or outcome.progress <= (after[key].progress or 0)


@given(plans())
def test_money_at_the_top_is_what_every_source_spent_once(plan: tuple[list[Line], list[Source]]) -> None:
    lines, sources = plan
    root = [
        Line("top"),
        *(Line(one.key, "top" if one.parent is None else one.parent, one.cost) for one in lines),
    ]
    spent = [source.spent for source in sources if source.spent is not None]
    assert compute(root, sources, on=ON)["top"].spent == (sum(spent) if spent else None)
