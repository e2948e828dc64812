"""Named features of pairs. Each is symmetric and lies between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from azalai.engines.overlap import kernel
from azalai.engines.overlap.corpus import Corpus
from azalai.engines.overlap.days import UNKNOWN
from azalai.engines.overlap.links import MONEY, PART, RELATED, SAME
from azalai.engines.overlap.space import UNIT

NAMES = (
    "title",
    "text",
    "place",
    "elsewhere",
    "other_region",
    "period",
    "apart",
    "dates",
    "objectives",
    "other_objectives",
    "groups",
    "other_groups",
    "frame",
    "one_title",
    "next_stage",
    "other_scale",
    "bodies",
    "roles",
    "budget",
    "other_budget",
    "figures",
    "other_figures",
    "declared",
    "component",
    "same_identifier",
)
_AT_ONCE = 200_000  # pairs; bounds the memory
_NEAR_DAYS = 31  # dates that differ by a month or less are one date entered twice
_FRAME = {"objectives": 0.5, "groups": 0.5, "place": 0.85, "period": 0.2}  # least values of one frame
_SAME_TITLE, _SAME_PLACE = 0.95, 0.5  # word for word; one country at least
_WIDEST_BUDGET = np.log(4)  # budgets that differ by a factor of four have nothing to do with each other


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of a corpus, left < right."""

    left: np.ndarray
    right: np.ndarray

    def __len__(self) -> int:
        return len(self.left)


def measure(corpus: Corpus, pairs: Pairs) -> np.ndarray:
    """Pairs × NAMES, in single precision."""
    out = np.empty((len(pairs), len(NAMES)), dtype=np.float32)
    for start in range(0, len(pairs), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        found = _measured(corpus, Pairs(pairs.left[part], pairs.right[part]))
        for column, name in enumerate(NAMES):
            out[part, column] = found[name]
    return out


def _measured(corpus: Corpus, pairs: Pairs) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {}
    found |= _texts(corpus, pairs)
    found |= _places(corpus, pairs)
    found |= _periods(corpus, pairs)
    for name, other in (("objectives", "other_objectives"), ("groups", "other_groups")):
        found |= _likeness(corpus.sets[name], pairs, name, other)
    found |= _likeness(corpus.sets["figures"], pairs, "figures", "other_figures")
    found["frame"] = _frame(found)
    found["one_title"] = _one_title(found)
    found["next_stage"] = _next_stage(corpus, pairs)
    found["other_scale"] = _likeness(corpus.sets["scales"], pairs, "", "other_scale")["other_scale"]
    found |= _bodies(corpus, pairs)
    found |= _budgets(corpus, pairs)
    found |= _ties(corpus, pairs)
    return found


def shared(table: sparse.csr_matrix, pairs: Pairs, other: sparse.csr_matrix | None = None) -> np.ndarray:
    """Dot product of the two rows of each pair, exact; the right row comes from `other` if it is given."""
    other = table if other is None else other
    if kernel.AVAILABLE:
        out = np.empty(len(pairs), dtype=np.int64)
        width = max(table.shape[1], other.shape[1])
        kernel.dots(_arrays(table), _arrays(other), width, pairs.left, pairs.right, out)
        return out
    product = table[pairs.left].astype(np.int64).multiply(other[pairs.right].astype(np.int64))
    return np.asarray(product.sum(axis=1)).ravel()


def _arrays(table: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return table.indptr, table.indices, table.data


def sizes(table: sparse.csr_matrix, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
    """How many codes each side has."""
    lengths = np.diff(table.indptr)
    return lengths[pairs.left], lengths[pairs.right]


def _texts(corpus: Corpus, pairs: Pairs) -> dict[str, np.ndarray]:
    return {
        name: np.minimum(shared(getattr(corpus, name), pairs) / (UNIT * UNIT), 1.0)
        for name in ("title", "text")
    }


def _places(corpus: Corpus, pairs: Pairs) -> dict[str, np.ndarray]:
    """Same department 1; same region 0.85, 0.6 if their departments differ; same country 0.5, 0.25 if
    their regions differ; countries known and none in common: elsewhere."""
    common = {n: shared(corpus.sets[n], pairs) > 0 for n in ("countries", "regions", "departments")}
    detailed = {n: np.minimum(*sizes(corpus.sets[n], pairs)) > 0 for n in common}
    place = np.select(
        [
            common["departments"],
            common["regions"] & detailed["departments"],
            common["regions"],
            common["countries"] & detailed["regions"],
            common["countries"],
        ],
        [1.0, 0.6, 0.85, 0.25, 0.5],
        0.0,
    )
    return {
        "place": place,
        "elsewhere": (detailed["countries"] & ~common["countries"]).astype(float),
        "other_region": (detailed["regions"] & ~common["regions"]).astype(float),
    }


def _periods(corpus: Corpus, pairs: Pairs) -> dict[str, np.ndarray]:
    a, b = pairs.left, pairs.right
    starts, ends = (corpus.starts[a], corpus.starts[b]), (corpus.ends[a], corpus.ends[b])
    started, ended = _known(*starts), _known(*ends)
    whole = started & ended
    overlap = np.minimum(*ends) - np.maximum(*starts) + 1
    union = np.maximum(*ends) - np.minimum(*starts) + 1
    near = (started & (abs(starts[0] - starts[1]) <= _NEAR_DAYS)).astype(float)
    near += ended & (abs(ends[0] - ends[1]) <= _NEAR_DAYS)
    return {
        "period": np.where(whole & (overlap > 0), overlap / np.maximum(union, 1), 0.0),
        "apart": (whole & (overlap <= 0)).astype(float),
        "dates": near / 2,
    }


def _known(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return (first != UNKNOWN) & (second != UNKNOWN)


def _likeness(table: sparse.csr_matrix, pairs: Pairs, name: str, other: str) -> dict[str, np.ndarray]:
    """Share of codes in common; `other` when both have some and none is common."""
    common, (a, b) = shared(table, pairs), sizes(table, pairs)
    known = np.minimum(a, b) > 0
    jaccard = common / np.maximum(a + b - common, 1)
    return {name: jaccard, other: (known & (common == 0)).astype(float)}


def _frame(found: dict[str, np.ndarray]) -> np.ndarray:
    """The same aim, people, place and time together, whatever the words: the least of the four, or 0.

    Nothing where one of them is unknown, as in most activities that come from elsewhere.
    """
    least = np.min([found[name] for name in _FRAME], axis=0)
    whole = np.all([found[name] >= bar for name, bar in _FRAME.items()], axis=0)
    return np.where(whole, least, 0.0)


def _one_title(found: dict[str, np.ndarray]) -> np.ndarray:
    """The same words in one place with a date in common: what a person calls a duplicate at first sight."""
    same = (found["title"] >= _SAME_TITLE) & (found["place"] >= _SAME_PLACE) & (found["dates"] > 0)
    against = found["apart"] + found["other_figures"] + found["other_region"]
    return (same & (against == 0)).astype(float)


def _next_stage(corpus: Corpus, pairs: Pairs) -> np.ndarray:
    """One is at a stage that follows a stage of the other, and they share none."""
    here, next_ = corpus.sets["stages"], corpus.sets["next_stages"]
    follows = shared(here, pairs, next_) + shared(here, Pairs(pairs.right, pairs.left), next_) > 0
    return (follows & (shared(here, pairs) == 0)).astype(float)


def _bodies(corpus: Corpus, pairs: Pairs) -> dict[str, np.ndarray]:
    common, (a, b) = shared(corpus.sets["bodies"], pairs), sizes(corpus.sets["bodies"], pairs)
    return {"bodies": common / np.maximum(np.minimum(a, b), 1), "roles": _crossed(corpus, pairs)}


def _crossed(corpus: Corpus, pairs: Pairs) -> np.ndarray:
    """One's reporter pays for or carries out the other."""
    found = np.zeros(len(pairs), dtype=bool)
    reporters, swapped = corpus.sets["reporters"], Pairs(pairs.right, pairs.left)
    for name in ("payers", "doers"):
        found |= shared(reporters, pairs, corpus.sets[name]) > 0
        found |= shared(reporters, swapped, corpus.sets[name]) > 0
    return found.astype(float)


def _budgets(corpus: Corpus, pairs: Pairs) -> dict[str, np.ndarray]:
    a, b = pairs.left, pairs.right
    gap = abs(corpus.amounts[a] - corpus.amounts[b])
    comparable = (corpus.money[a] == corpus.money[b]) & ~np.isnan(gap)
    close = np.where(comparable, np.clip(1 - np.nan_to_num(gap) / _WIDEST_BUDGET, 0, 1), 0.0)
    return {"budget": close, "other_budget": (comparable & (close == 0)).astype(float)}


def _ties(corpus: Corpus, pairs: Pairs) -> dict[str, np.ndarray]:
    kinds = corpus.links.of(pairs.left, pairs.right)
    return {
        "declared": ((kinds & (MONEY | RELATED)) > 0).astype(float),
        "component": ((kinds & PART) > 0).astype(float),
        "same_identifier": ((kinds & SAME) > 0).astype(float),
    }
