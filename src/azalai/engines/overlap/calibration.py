"""New weights from pairs that people judged, and the effect of accepting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from azalai.engines.overlap import labelling, logistic
from azalai.engines.overlap.features import NAMES
from azalai.engines.overlap.model import DUPLICATES, Label
from azalai.engines.overlap.parameters import Parameters
from azalai.engines.overlap.radar import Findings
from azalai.engines.overlap.wording import AGAINST

STRENGTH = 0.3  # precision of the prior: how firmly the weights in force hold
FOLDS = 5
_FREE = frozenset({"declared", "roles", "next_stage", "component"})  # may speak for or against
_DUPLICATE = [labelling.ORDER.index(label) for label in DUPLICATES]


@dataclass(frozen=True, slots=True)
class Decision:
    """A pair and what people say it is. importance: 1 for a person's word, less for an assumption."""

    left: str
    right: str
    duplicate: bool
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """precision, recall: of duplicates at the threshold; average_precision: of the score; 0 to 1."""

    precision: float
    recall: float
    average_precision: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting would change.

    parameters: the new ones. decisions: used. before, after: on the decisions, both cross-validated
    where that makes sense (before needs none). changed: (label before, label after) → pairs of the run.
    """

    parameters: Parameters
    decisions: int
    before: Figures
    after: Figures
    changed: dict[tuple[Label, Label], int]


def calibrate(
    findings: Findings, decisions: Sequence[Decision], *, since: str, source: str, strength: float = STRENGTH
) -> Effect:
    """Weights that agree better with the decisions, starting from those in force.

    findings: a run that holds the decided pairs; decisions about other pairs are left out.
    Deterministic; the order of decisions does not matter.
    """
    places, truth, importance = matched(findings, decisions)
    measures, prior = findings.measures[places], findings.parameters.weights
    weights = signed_fit(measures, truth, prior, strength, importance)
    fresh = findings.parameters.with_weights(weights, since=since, source=source)
    unseen = cross_validated(findings, places, truth, importance, prior=prior, strength=strength)
    return Effect(
        fresh,
        len(places),
        figures(findings.scores[places], truth, findings.parameters),
        figures(unseen, truth, fresh),
        _changed(findings, fresh),
    )


def matched(findings: Findings, decisions: Sequence[Decision]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places of decided pairs in a run, ascending; 1 for duplicates; importance."""
    names, pairs = findings.corpus.identifiers, findings.pairs
    places = {
        (names[a], names[b]): n
        for n, (a, b) in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    }
    found = {}
    for item in decisions:
        place = places.get((min(item.left, item.right), max(item.left, item.right)))
        if place is not None:
            found[place] = (float(item.duplicate), item.importance)
    ordered = sorted(found)
    table = np.array([found[place] for place in ordered]).reshape(-1, 2)
    return np.array(ordered, dtype=np.int64), table[:, 0], table[:, 1]


def signed_fit(
    measures: np.ndarray, truth: np.ndarray, prior: np.ndarray, strength: float, importance: np.ndarray
) -> np.ndarray:
    """Weights whose signs a reader expects: agreement never counts against, difference never for."""
    signs = np.array([0, *(0 if n in _FREE else -1 if n in AGAINST else 1 for n in NAMES)])
    kept = np.ones(len(prior), dtype=bool)
    while True:
        weights = np.zeros(len(prior))
        used = kept[1:]
        weights[kept] = logistic.fit(measures[:, used], truth, prior[kept], strength, importance)
        wrong = kept & (weights * signs < 0)
        if not wrong.any():
            return weights
        kept &= ~wrong


def cross_validated(
    findings: Findings,
    places: np.ndarray,
    truth: np.ndarray,
    importance: np.ndarray,
    *,
    prior: np.ndarray,
    strength: float = STRENGTH,
) -> np.ndarray:
    """Score of each decided pair by weights that saw none of its activities' decisions.

    prior: weights that did not see them either.
    """
    folds = fold_of(findings, places)
    measures = findings.measures[places]
    scores = np.zeros(len(places))
    for fold in range(FOLDS):
        out = folds == fold
        weights = signed_fit(measures[~out], truth[~out], prior, strength, importance[~out])
        scores[out] = logistic.probability(measures[out], weights)
    return scores


def fold_of(findings: Findings, places: np.ndarray) -> np.ndarray:
    """Fold of each pair; pairs that share an activity, directly or through others, share a fold."""
    parents: dict[int, int] = {}

    def top(row: int) -> int:
        while parents.setdefault(row, row) != row:
            parents[row] = row = parents[parents[row]]
        return row

    pairs = [(int(findings.pairs.left[p]), int(findings.pairs.right[p])) for p in places]
    for a, b in pairs:
        first, second = sorted((top(a), top(b)))
        parents[second] = first
    names = findings.corpus.identifiers
    return np.array([int(sha256(names[top(a)].encode()).hexdigest(), 16) % FOLDS for a, _ in pairs])


def figures(scores: np.ndarray, truth: np.ndarray, parameters: Parameters) -> Figures:
    """Quality on judged pairs."""
    called = scores >= parameters["threshold.duplicate"]
    right = float((truth * called).sum())
    return Figures(
        right / max(float(called.sum()), 1.0),
        right / max(float(truth.sum()), 1.0),
        average_precision(scores, truth),
    )


def average_precision(scores: np.ndarray, truth: np.ndarray) -> float:
    """Mean, over the true pairs, of the precision down to each; equal scores count as one step."""
    if not truth.sum():
        return 0.0
    order = np.argsort(-scores, kind="stable")
    ranked, held = scores[order], np.cumsum(truth[order])
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    gained = np.diff(held[ends], prepend=0)
    return float((gained * held[ends] / (ends + 1)).sum() / truth.sum())


def _changed(findings: Findings, fresh: Parameters) -> dict[tuple[Label, Label], int]:
    scores = logistic.probability(findings.measures, fresh.weights)
    labels = labelling.label(findings.measures, scores, fresh)
    moved, counts = np.unique(
        np.stack([findings.labels, labels], axis=1)[findings.labels != labels], axis=0, return_counts=True
    )
    return {
        (labelling.ORDER[a], labelling.ORDER[b]): int(n)
        for (a, b), n in zip(moved.tolist(), counts.tolist(), strict=True)
    }
