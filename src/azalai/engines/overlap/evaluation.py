"""How good the radar is, against pairs that somebody labelled.

Labels as in the visible list: A and C are duplicates, B chains (not duplicates), D to be judged by a
person (counted nowhere but in the table of labels); any other label is "not related".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from azalai.engines.overlap import labelling
from azalai.engines.overlap.calibration import average_precision, cross_validated
from azalai.engines.overlap.index import Index
from azalai.engines.overlap.matching import Search, closest
from azalai.engines.overlap.model import DUPLICATES, Intervention, Label
from azalai.engines.overlap.parameters import EXPERTS, in_force
from azalai.engines.overlap.radar import Findings

DEPTHS = (1, 5, 10)
_DUPLICATE, _CHAIN, _OPEN = ("A", "C"), "B", "D"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair of identifiers and the label that somebody gave it."""

    label: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Bilingual:
    """An intervention with the language of the query held back, and its title in that language."""

    intervention: Intervention
    title: str


def evaluate(findings: Findings, labelled: Sequence[Labelled]) -> dict[str, object]:
    """Recall of candidates, table of labels, precision and recall of duplicates, average precision."""
    known = set(findings.corpus.identifiers)
    pairs = [pair for pair in labelled if {pair.one, pair.other} <= known]
    table = _labels(findings, pairs)
    return {
        "pairs": dict(sorted(Counter(pair.label for pair in labelled).items())),
        "unknown_identifiers": len(labelled) - len(pairs),
        "candidates": _candidates(findings, pairs),
        "labels": {label: dict(found) for label, found in table.items()},
        "by_label": _by_label(table),
        "duplicates": _duplicates(findings, pairs),
        "chains": _chains(table),
    }


def _kind(label: str) -> str:
    return label[:1].upper()


def _rows(findings: Findings, pair: Labelled) -> tuple[int, int]:
    a, b = sorted((findings.corpus.row(pair.one), findings.corpus.row(pair.other)))
    return a, b


def _places(findings: Findings) -> dict[tuple[int, int], int]:
    pairs = findings.pairs
    listed = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    return {pair: place for place, pair in enumerate(listed)}


def _candidates(findings: Findings, pairs: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """Share of pairs where one is among the k first of the other: by text alone, by score among all
    candidates (texts, identifiers, titles); and share of those that are candidates at all."""
    corpus = findings.corpus
    search = Search(k=max(DEPTHS), floor=0.05)
    queries, targets, _ = closest(corpus.by_rows, corpus.owners, corpus.blocks, search)
    first = np.searchsorted(queries, queries)
    ranks = {
        (q, t): rank
        for q, t, rank in zip(
            queries.tolist(), targets.tolist(), (np.arange(len(queries)) - first).tolist(), strict=True
        )
    }
    places, never, ranked = _places(findings), max(DEPTHS), _ranked(findings)
    found: dict[str, dict[str, float]] = {}
    for label in sorted({pair.label for pair in pairs}):
        of_label = [_rows(findings, pair) for pair in pairs if pair.label == label]
        best = [min(ranks.get((a, b), never), ranks.get((b, a), never)) for a, b in of_label]
        found[label] = {f"text_at_{k}": _share(rank < k for rank in best) for k in DEPTHS}
        scored = [min(ranked.get((a, b), never), ranked.get((b, a), never)) for a, b in of_label]
        found[label] |= {f"score_at_{k}": _share(rank < k for rank in scored) for k in DEPTHS}
        found[label]["all"] = _share(pair in places for pair in of_label)
    return found


def _ranked(findings: Findings) -> dict[tuple[int, int], int]:
    """(activity, other) → place of the other among the candidates of the activity, by score."""
    a, b = findings.pairs.left, findings.pairs.right
    queries, targets = np.concatenate([a, b]), np.concatenate([b, a])
    order = np.lexsort((targets, -np.tile(findings.scores, 2), queries))
    queries, targets = queries[order], targets[order]
    ranks = np.arange(len(queries)) - np.searchsorted(queries, queries)
    return dict(zip(zip(queries.tolist(), targets.tolist(), strict=True), ranks.tolist(), strict=True))


def _share(flags: object) -> float:
    listed = [bool(flag) for flag in flags]  # type: ignore[attr-defined]
    return round(sum(listed) / max(len(listed), 1), 4)


def _labels(findings: Findings, pairs: Sequence[Labelled]) -> dict[str, Counter[str]]:
    """Given label → label of the radar → pairs."""
    places = _places(findings)
    table: dict[str, Counter[str]] = {}
    for pair in sorted(pairs, key=lambda pair: pair.label):
        place = places.get(_rows(findings, pair))
        found = Label.NONE if place is None else labelling.ORDER[int(findings.labels[place])]
        table.setdefault(pair.label, Counter())[found.value] += 1
    return table


def _by_label(table: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """Precision and recall of each label that the list can tell, on the labelled pairs alone."""
    names = {label.value for label in DUPLICATES}
    duplicates = Counter({kind: _sum(table, kind, names) for kind in table})
    chains = Counter({kind: table[kind][Label.CHAIN.value] for kind in table})
    return {
        "duplicate": _ratios(table, duplicates, _DUPLICATE),
        "chain": _ratios(table, chains, (_CHAIN,)),
    }


def _sum(table: dict[str, Counter[str]], kind: str, names: set[str]) -> int:
    return sum(count for name, count in table[kind].items() if name in names)


def _ratios(
    table: dict[str, Counter[str]], called: Counter[str], wanted: tuple[str, ...]
) -> dict[str, float]:
    right = sum(n for kind, n in called.items() if _kind(kind) in wanted)
    all_called = sum(n for kind, n in called.items() if _kind(kind) != _OPEN)
    there = sum(sum(table[kind].values()) for kind in table if _kind(kind) in wanted)
    return {
        "precision": round(right / max(all_called, 1), 4),
        "recall": round(right / max(there, 1), 4),
        "called": all_called,
        "there": there,
    }


def _chains(table: dict[str, Counter[str]]) -> dict[str, float]:
    """Share of chains called duplicates."""
    kinds = [kind for kind in table if _kind(kind) == _CHAIN]
    called = sum(_sum(table, kind, {label.value for label in DUPLICATES}) for kind in kinds)
    number = sum(sum(table[kind].values()) for kind in kinds)
    return {"number": number, "called_duplicates": round(called / max(number, 1), 4)}


def _duplicates(findings: Findings, pairs: Sequence[Labelled]) -> dict[str, object]:
    """Score against labels: on the labelled pairs, and on all candidates of their activities.

    In the second, hard reading every candidate pair that touches a labelled activity and carries no
    label counts as false, though some are true duplicates that nobody listed.
    """
    given = {_rows(findings, pair): _kind(pair.label) for pair in pairs}
    touched = {row for pair in given for row in pair}
    listed = list(zip(findings.pairs.left.tolist(), findings.pairs.right.tolist(), strict=True))
    near = np.array([n for n, (a, b) in enumerate(listed) if a in touched or b in touched], dtype=np.int64)
    kinds = np.array([given.get(listed[n], "") for n in near])
    near, kinds = near[kinds != _OPEN], kinds[kinds != _OPEN]
    truth = np.isin(kinds, _DUPLICATE).astype(float)
    blank = in_force(EXPERTS).weights  # those shipped since may have seen these very pairs
    unseen = cross_validated(findings, near, truth, np.ones(len(near)), prior=blank)
    return {
        "candidates_of_labelled_activities": _quality(findings, findings.scores[near], unseen, truth),
        "labelled_pairs": _quality(
            findings, findings.scores[near[kinds != ""]], unseen[kinds != ""], truth[kinds != ""]
        ),
    }


def _quality(
    findings: Findings, scores: np.ndarray, unseen: np.ndarray, truth: np.ndarray
) -> dict[str, float]:
    called = scores >= findings.parameters["threshold.duplicate"]
    right = float((called * truth).sum())
    return {
        "pairs": len(truth),
        "duplicates": int(truth.sum()),
        "threshold": findings.parameters["threshold.duplicate"],
        "precision": round(right / max(float(called.sum()), 1), 4),
        "recall": round(right / max(float(truth.sum()), 1), 4),
        "average_precision": round(average_precision(scores, truth), 4),
        "average_precision_cross_validated": round(average_precision(unseen, truth), 4),
    }


def evaluate_bilingual(
    others: Sequence[Intervention], cases: Sequence[Bilingual], k: int = 10
) -> dict[str, float]:
    """Is an intervention known in one language found by its title in the other?

    others: the rest of the set. Hit at k of the title alone among all, and with its countries.
    """
    index = Index([*others, *(case.intervention for case in cases)])
    alone = [_finds(index, case, k, placed=False) for case in cases]
    placed = [_finds(index, case, k, placed=True) for case in cases]
    return {"titles": len(cases), f"title_at_{k}": _share(alone), f"title_and_country_at_{k}": _share(placed)}


def _finds(index: Index, case: Bilingual, k: int, *, placed: bool) -> bool:
    countries = case.intervention.countries if placed else ()
    query = Intervention(identifier="", titles=(case.title,), countries=countries)
    return case.intervention.identifier in {hit.identifier for hit in index.find(query, k)}
