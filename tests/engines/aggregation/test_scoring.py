"""Scores by domain: absent, partial, complete; a missing answer is never taken for "absent"."""

from __future__ import annotations

from fractions import Fraction

import pytest

from azalai.engines.aggregation.scoring import Score, Scoring, score
from azalai.indicators.sets import methods

pytestmark = pytest.mark.alone
THREE = Scoring({"absent": Fraction(0), "partial": Fraction(1, 2), "complete": Fraction(1)})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["complete"] * 3, Score("complete", Fraction(100), 3, 3)),
        (["absent"] * 2, Score("absent", Fraction(0), 2, 2)),
        (["complete", "absent"], Score("partial", Fraction(50), 2, 2)),
        (["partial"], Score("partial", Fraction(50), 1, 1)),
        (["complete", ""], Score("partial", Fraction(100), 1, 2)),
        (["absent", "unknown"], Score("partial", Fraction(0), 1, 2)),
        (["complete", "not-applicable"], Score("complete", Fraction(100), 1, 1)),
        (["", "unknown"], Score("", None, 0, 2)),
        (["not-applicable"], Score("", None, 0, 0)),
    ],
)
def test_a_domain_is_what_its_answers_make(answers: list[str], expected: Score) -> None:
    assert score(answers, THREE) == expected


@pytest.mark.parametrize(
    ("complete", "name"),
    [
        (0, "demande des progrès"),
        (1, "demande des progrès"),
        (2, "satisfait en partie"),
        (3, "satisfait en partie"),
        (4, "satisfait"),
        (5, "satisfait pleinement"),
    ],
)
def test_the_classes_of_the_sdg_indicator(complete: int, name: str) -> None:
    scoring = methods()["sdg-10.7.2"].scoring
    assert score(["complete"] * complete + ["absent"] * (5 - complete), scoring).name == name


def test_no_class_while_an_answer_is_missing() -> None:
    found = score(["complete"] * 4 + [""], methods()["sdg-10.7.2"].scoring)
    assert (found.name, found.is_partial) == ("", True)


def test_an_answer_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="peut-être"):
        score(["peut-être"], THREE)
