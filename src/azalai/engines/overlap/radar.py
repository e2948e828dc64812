"""The radar: from interventions to judged pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from azalai.engines.overlap import explaining, labelling
from azalai.engines.overlap.candidates import candidates
from azalai.engines.overlap.corpus import Corpus, build
from azalai.engines.overlap.features import Pairs, measure
from azalai.engines.overlap.logistic import probability
from azalai.engines.overlap.matching import Search, Spread
from azalai.engines.overlap.meaning import Meanings
from azalai.engines.overlap.model import Intervention, Label, Verdict
from azalai.engines.overlap.parameters import Parameters, in_force


@dataclass(frozen=True, slots=True)
class Findings:
    """Judged pairs of a corpus, as columns.

    pairs: rows of the corpus. measures: pairs × features. scores: 0 to 1. labels: numbers in
    labelling.ORDER.
    """

    corpus: Corpus
    pairs: Pairs
    measures: np.ndarray
    scores: np.ndarray
    labels: np.ndarray
    parameters: Parameters

    def __len__(self) -> int:
        return len(self.pairs)

    def verdicts(self, *labels: Label) -> Iterator[Verdict]:
        """Pairs of these labels (by default all but NONE), the highest score first, ties by identifier."""
        wanted = labels or tuple(label for label in Label if label is not Label.NONE)
        numbers = [labelling.ORDER.index(label) for label in wanted]
        kept = np.flatnonzero(np.isin(self.labels, numbers))
        for place in kept[np.argsort(-self.scores[kept], kind="stable")]:
            yield self.verdict(int(place))

    def verdict(self, place: int) -> Verdict:
        """One pair, explained."""
        label = labelling.ORDER[int(self.labels[place])]
        score = round(float(self.scores[place]), 4)
        found = explaining.rows(np.round(self.measures[place].astype(float), 6), self.parameters)
        names = self.corpus.identifiers
        left, right = names[self.pairs.left[place]], names[self.pairs.right[place]]
        return Verdict(left, right, label, score, explaining.sentence(label, score, found), found)


def compare(
    interventions: Iterable[Intervention],
    *,
    search: Search | None = None,
    parameters: Parameters | None = None,
    spread: Spread | None = None,
    meanings: Meanings | None = None,
) -> Findings:
    """Pairs of different organisations, judged. Raises DuplicateIdentifiers.

    interventions: a list, or a stream that is let go as it is read. spread: how the pieces of work are
    carried out, see `matching.closest`. meanings: vectors of a language model where someone has one, see
    `meaning`.
    """
    corpus = build(interventions)
    pairs = candidates(corpus, search or Search(), spread, meanings)
    return judge(corpus, pairs, parameters or in_force())


def judge(corpus: Corpus, pairs: Pairs, parameters: Parameters) -> Findings:
    """Judge given pairs of a corpus."""
    measures = measure(corpus, pairs)
    scores = probability(measures, parameters.weights)
    return Findings(
        corpus, pairs, measures, scores, labelling.label(measures, scores, parameters), parameters
    )


def judge_pair(corpus: Corpus, one: str, other: str, parameters: Parameters | None = None) -> Verdict:
    """Judge two interventions of a corpus by their identifiers; KeyError when one is not there."""
    rows = sorted((corpus.row(one), corpus.row(other)))
    pairs = Pairs(np.array(rows[:1]), np.array(rows[1:]))
    return judge(corpus, pairs, parameters or in_force()).verdict(0)
