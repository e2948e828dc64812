"""What can be evaluated later: one case for each question, and what holds for any subject."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azalai.engines.evaluability import Indicator, Subject, Verdict, assess
from azalai.engines.evaluability.assessing import QUESTIONS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithmes" / "evaluabilite.md"
FULL = Indicator("Nombre de relais formés", has_baseline=True, has_target=True, has_source=True)
BARE = Indicator("Nombre de guides")
READY = Subject(
    has_result=True,
    objectives=2,
    indicators=(FULL,),
    starts=True,
    ends=True,
    has_budget=True,
    has_lead=True,
    places=1,
    groups=2,
    counted=2,
    has_monitoring=True,
)
MET, PARTLY, MISSING, NOT_APPLICABLE = Verdict
CASES: list[tuple[dict[str, Any], str, Verdict, tuple[int, int]]] = [
    ({"has_result": False}, "result", MISSING, (0, 0)),
    ({"objectives": 0}, "objectives", MISSING, (0, 0)),
    ({"indicators": ()}, "indicators", MISSING, (0, 0)),
    ({"indicators": ()}, "baseline", MISSING, (0, 0)),
    ({"indicators": ()}, "source", MISSING, (0, 0)),
    ({"indicators": (FULL, BARE)}, "indicators", MET, (2, 0)),
    ({"indicators": (FULL, BARE)}, "baseline", PARTLY, (1, 2)),
    ({"indicators": (FULL, BARE)}, "target", PARTLY, (1, 2)),
    ({"indicators": (BARE,)}, "source", MISSING, (0, 1)),
    ({"ends": False}, "period", PARTLY, (1, 2)),
    ({"ends": False, "starts": False}, "period", MISSING, (0, 2)),
    ({"places": 0}, "places", MISSING, (0, 0)),
    ({"places": None}, "places", NOT_APPLICABLE, (0, 0)),
    ({"groups": 0, "counted": 0}, "beneficiaries", MISSING, (0, 0)),
    ({"groups": 2, "counted": 1}, "beneficiaries", PARTLY, (1, 2)),
    ({"groups": 2, "counted": 0}, "beneficiaries", PARTLY, (0, 2)),
    ({"groups": 2, "counted": None}, "beneficiaries", MET, (2, 0)),
    ({"groups": None}, "beneficiaries", NOT_APPLICABLE, (0, 0)),
    ({"has_budget": False}, "budget", MISSING, (0, 0)),
    ({"has_lead": False}, "lead", MISSING, (0, 0)),
    ({"has_monitoring": False}, "monitoring", MISSING, (0, 0)),
    ({"has_monitoring": None}, "monitoring", NOT_APPLICABLE, (0, 0)),
]


@pytest.mark.parametrize(("given_", "code", "verdict", "counts"), CASES)
def test_each_question_is_answered_from_what_is_declared(
    given_: dict[str, Any], code: str, verdict: Verdict, counts: tuple[int, int]
) -> None:
    check = next(one for one in assess(replace(READY, **given_)).checks if one.code == code)
    assert (check.verdict, (check.have, check.wanted)) == (verdict, counts)


def test_nothing_is_missing_where_everything_is_said() -> None:
    report = assess(READY)
    assert report.is_ready
    assert (report.met, report.asked) == (len(QUESTIONS), len(QUESTIONS))
    assert tuple(check.code for check in report.checks) == QUESTIONS


INDICATORS = st.builds(Indicator, st.text(max_size=3), st.booleans(), st.booleans(), st.booleans())
SUBJECTS = st.builds(
    Subject,
    has_result=st.booleans(),
    objectives=st.integers(0, 9),
    indicators=st.lists(INDICATORS, max_size=4).map(tuple),
    starts=st.booleans(),
    ends=st.booleans(),
    has_budget=st.booleans(),
    has_lead=st.booleans(),
    places=st.none() | st.integers(0, 9),
    groups=st.none() | st.integers(0, 9),
    counted=st.none() | st.integers(0, 9),
    has_monitoring=st.none() | st.booleans(),
)


@settings(max_examples=40)
@given(SUBJECTS)
def test_what_does_not_apply_is_neither_met_nor_missing(subject: Subject) -> None:
    report = assess(subject)
    missing = len(report.missing)
    assert report.met + missing == report.asked <= len(report.checks)
    assert report.is_ready == (missing == 0)


@settings(max_examples=40)
@given(SUBJECTS)
def test_saying_more_never_makes_a_question_worse(subject: Subject) -> None:
    order = [MISSING, PARTLY, MET]
    more = replace(subject, has_result=True, starts=True, has_budget=True, objectives=subject.objectives + 1)
    for before, after in zip(assess(subject).checks, assess(more).checks, strict=True):
        if before.verdict is not NOT_APPLICABLE:
            assert order.index(after.verdict) >= order.index(before.verdict)


def test_every_question_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [code for code in QUESTIONS if f"`{code}`" not in page] == []
