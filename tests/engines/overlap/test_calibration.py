"""Decisions of people move the weights, gently, and the effect is shown before it is accepted."""

from __future__ import annotations

import numpy as np
import pytest

from azalai.engines.overlap import logistic
from azalai.engines.overlap.calibration import (
    Decision,
    average_precision,
    calibrate,
    fold_of,
    signed_fit,
)
from azalai.engines.overlap.evaluation import Bilingual, Labelled, evaluate, evaluate_bilingual
from azalai.engines.overlap.features import NAMES
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.parameters import EXPERTS, in_force
from azalai.engines.overlap.radar import Findings, compare
from azalai.engines.overlap.wording import AGAINST
from bench.radar.fiction import fiction

MADE = fiction(600)


@pytest.fixture(scope="module")
def findings() -> Findings:
    return compare(MADE.interventions, parameters=in_force(EXPERTS))


@pytest.fixture(scope="module")
def decisions(findings: Findings) -> list[Decision]:
    """A country where only one objective makes a duplicate."""
    aims = {item.identifier: item.objectives for item in MADE.interventions}
    names = findings.corpus.identifiers
    pairs = zip(findings.pairs.left.tolist(), findings.pairs.right.tolist(), strict=True)
    return [Decision(names[a], names[b], aims[names[a]] == aims[names[b]]) for a, b in pairs]


def test_decisions_improve_the_figures_and_the_change_is_told(
    findings: Findings, decisions: list[Decision]
) -> None:
    effect = calibrate(findings, decisions, since="2026-12-01", source="décisions")
    assert effect.decisions == len(decisions)
    assert effect.after.average_precision >= effect.before.average_precision
    assert effect.after.precision > effect.before.precision
    assert sum(effect.changed.values()) > 0
    assert {item.since for item in effect.parameters.values if item.name.startswith("weight.")} == {
        "2026-12-01"
    }


def test_the_order_of_decisions_does_not_show(findings: Findings, decisions: list[Decision]) -> None:
    there = calibrate(findings, decisions, since="2026-12-01", source="d")
    back = calibrate(findings, decisions[::-1], since="2026-12-01", source="d")
    assert there == back


def test_without_decisions_the_weights_stay(findings: Findings) -> None:
    effect = calibrate(findings, [], since="2026-12-01", source="d")
    assert effect.parameters.weights == pytest.approx(findings.parameters.weights, abs=0.001)
    assert effect.changed == {}


def test_a_decision_about_an_unknown_pair_is_left_out(findings: Findings) -> None:
    assert calibrate(findings, [Decision("X", "Y", True)], since="2026-12-01", source="d").decisions == 0


def test_what_agrees_never_counts_against_and_what_differs_never_for() -> None:
    draw = np.random.default_rng(1)
    measures = draw.random((200, len(NAMES)))
    truth = (measures[:, NAMES.index("title")] < 0.5).astype(float)
    prior = in_force(EXPERTS).weights
    weights = signed_fit(measures, truth, prior, 0.3, np.ones(200))
    assert weights[1 + NAMES.index("title")] == 0
    assert all(weights[1 + n] <= 0 for n, name in enumerate(NAMES) if name in AGAINST)


def test_the_fit_finds_the_weights_that_made_the_examples() -> None:
    draw = np.random.default_rng(2)
    measures = draw.random((4000, 2))
    truth = (draw.random(4000) < logistic.probability(measures, np.array([-1.0, 3.0, -2.0]))).astype(float)
    found = logistic.fit(measures, truth, np.zeros(3), 0.001)
    assert found == pytest.approx([-1, 3, -2], abs=0.35)


def test_pairs_that_share_an_activity_share_a_fold(findings: Findings) -> None:
    places = np.arange(len(findings))
    folds = fold_of(findings, places)
    seen: dict[int, int] = {}
    for a, b, fold in zip(findings.pairs.left, findings.pairs.right, folds, strict=True):
        assert seen.setdefault(int(a), int(fold)) == seen.setdefault(int(b), int(fold)) == fold


def test_average_precision_is_that_of_the_books() -> None:
    assert average_precision(np.array([0.9, 0.8, 0.7]), np.array([1.0, 0.0, 1.0])) == pytest.approx(5 / 6)
    assert average_precision(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == pytest.approx(0.5)
    assert average_precision(np.array([0.5]), np.array([0.0])) == 0


def test_an_evaluation_counts_candidates_labels_and_chains(findings: Findings) -> None:
    pairs = sorted(MADE.pairs)[:30]
    labelled = [Labelled("A", *pair) for pair in pairs] + [Labelled("B", "F0000000", "F0000011")]
    answer = evaluate(findings, [*labelled, Labelled("C", "inconnue", "F0000001")])
    assert answer["pairs"] == {"A": 30, "B": 1, "C": 1}
    assert answer["unknown_identifiers"] == 1
    assert answer["candidates"]["A"]["score_at_10"] >= 0.95  # type: ignore[index]
    assert answer["chains"] == {"number": 1, "called_duplicates": 0.0}


def test_a_title_held_back_is_found_in_the_other_language() -> None:
    known = Intervention(
        identifier="K", titles=("Water and sanitation in schools of Zinder",), countries=("NE",)
    )
    others = [Intervention(identifier=f"O{n}", titles=(f"Roads number {n}",)) for n in range(30)]
    asked = [
        Bilingual(known, "Eau et assainissement dans les écoles de Zinder"),
        Bilingual(others[0], "Néant"),
    ]
    answer = evaluate_bilingual(others[1:], asked)
    assert answer == {"titles": 2, "title_at_10": 0.5, "title_and_country_at_10": 0.5}
