"""Which complementary interventions are worth showing: the strongest of each, not all that could be.

In one region, whoever serves the same people complements whoever else does. Nobody reads a thousand such
pairs; each intervention keeps the few with which working together promises most.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from azalai.engines.overlap import labelling
from azalai.engines.overlap.columns import code_table
from azalai.engines.overlap.corpus import Corpus
from azalai.engines.overlap.features import NAMES, Pairs
from azalai.engines.overlap.model import Label
from azalai.engines.overlap.radar import Findings

# How much each feature promises; judgement of the authors, no example says better yet.
PROMISE = {"next_stage": 2.0, "groups": 1.0, "place": 2.0, "period": 1.0, "text": 0.5, "other_scale": -0.5}
MOST = 2


def strongest(findings: Findings, label: Label = Label.COMPLEMENTARY, *, most: int = MOST) -> Findings:
    """Without the pairs of that label beyond the `most` strongest of one of their sides.

    Ties go to the pair that stands first, which is by identifiers.
    """
    chosen = findings.labels != labelling.ORDER.index(label)
    places = np.flatnonzero(~chosen)
    weights = np.array([PROMISE.get(name, 0.0) for name in NAMES])
    promise = np.round(findings.measures[places] @ weights, 9)
    chosen[_filled(findings.pairs, places[np.argsort(-promise, kind="stable")], most)] = True
    pairs = Pairs(findings.pairs.left[chosen], findings.pairs.right[chosen])
    return replace(
        findings,
        pairs=pairs,
        measures=findings.measures[chosen],
        scores=findings.scores[chosen],
        labels=findings.labels[chosen],
    )


def _filled(pairs: Pairs, ranked: np.ndarray, most: int) -> list[int]:
    """Places, in rank, of which neither side has its fill yet."""
    counts: dict[int, int] = {}
    kept = []
    sides = zip(ranked.tolist(), pairs.left[ranked].tolist(), pairs.right[ranked].tolist(), strict=True)
    for place, left, right in sides:
        if max(counts.get(left, 0), counts.get(right, 0)) < most:
            kept.append(place)
            counts[left], counts[right] = counts.get(left, 0) + 1, counts.get(right, 0) + 1
    return kept


def by_whole_aim(corpus: Corpus) -> Corpus:
    """The same, where two share an objective only if they share them all.

    National policies have few and broad objectives, which nearly everyone shares: what makes two
    interventions differ is the set.
    """
    table = corpus.sets["objectives"].tocsr()
    table.sort_indices()
    spans = zip(table.indptr[:-1].tolist(), table.indptr[1:].tolist(), strict=True)
    names = [(table.indices[a:b].tobytes().hex(),) for a, b in spans]
    return replace(corpus, sets=corpus.sets | {"objectives": code_table(names)})
