"""Regularised logistic regression: small, deterministic, numpy only.

Newton's method (iteratively reweighted least squares), with a normal prior around given weights: what
few examples do not say stays as experts set it. Hastie, Tibshirani and Friedman, The Elements of
Statistical Learning (2009), section 4.4.
"""

from __future__ import annotations

import numpy as np

_ROUNDS, _ENOUGH = 50, 1e-9


def probability(measures: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """measures: pairs × features; weights: intercept first."""
    total = np.full(len(measures), weights[0])
    for column, weight in enumerate(weights[1:].tolist()):  # one column at a time: no copy of the table
        total += measures[:, column] * np.float64(weight)
    return 1 / (1 + np.exp(-np.clip(total, -35, 35)))


def fit(
    measures: np.ndarray,
    truth: np.ndarray,
    prior: np.ndarray,
    strength: float,
    importance: np.ndarray | None = None,
) -> np.ndarray:
    """Weights, intercept first.

    truth: 0 or 1. prior: weights before any example. strength: precision of the prior (the intercept's
    is a tenth). importance: weight of each example, 1 by default.
    """
    table = np.hstack([np.ones((len(measures), 1)), measures])
    importance = np.ones(len(truth)) if importance is None else importance
    precision = np.full(len(prior), strength)
    precision[0] = strength / 10
    weights = prior.astype(float).copy()
    for _ in range(_ROUNDS):
        step = _step(table, truth, weights, prior, precision, importance)
        weights += step
        if np.abs(step).max() < _ENOUGH:
            break
    return weights


def _step(
    table: np.ndarray,
    truth: np.ndarray,
    weights: np.ndarray,
    prior: np.ndarray,
    precision: np.ndarray,
    importance: np.ndarray,
) -> np.ndarray:
    likely = probability(table[:, 1:], weights)
    slope = table.T @ (importance * (truth - likely)) - precision * (weights - prior)
    curve = (table * (importance * likely * (1 - likely))[:, None]).T @ table + np.diag(precision)
    step = np.linalg.solve(curve, slope)
    return step * min(1.0, 5 / max(np.abs(step).max(), 1e-12))
