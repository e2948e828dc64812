"""Vectors from elsewhere bring pairs that words do not, and explain nothing by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from azalai.engines.overlap.meaning import Meanings, embedded
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.radar import Findings, compare

HAUSA = Intervention(identifier="H", reporter="RH", titles=("Koyon sana'a",), countries=("NE",))
FRENCH = Intervention(identifier="F", reporter="RF", titles=("Apprentissage d'un métier",), countries=("NE",))
OTHER = Intervention(identifier="O", reporter="RO", titles=("Forages pastoraux",), countries=("NE",))
ELSEWHERE = replace(FRENCH, identifier="T", reporter="RT", titles=("Ticaret",), countries=("TD",))
ITEMS = (HAUSA, FRENCH, OTHER, ELSEWHERE)


def made_up(texts: Sequence[str]) -> np.ndarray:
    """A model that knows two meanings: water, and all the rest."""
    return np.array([[0.0, 2.0] if "Forages" in text else [3.0, 0.1] for text in texts])


def met(findings: Findings) -> set[str]:
    names, pairs = findings.corpus.identifiers, findings.pairs
    return {names[a] + names[b] for a, b in zip(pairs.left, pairs.right, strict=True)}


def test_close_vectors_make_a_candidate_where_no_word_is_shared() -> None:
    assert met(compare(ITEMS)) == set()
    meanings = Meanings(embedded(ITEMS, made_up))
    assert met(compare(ITEMS, meanings=meanings)) == {"FH"}


def test_the_score_stays_that_of_the_named_features() -> None:
    findings = compare(ITEMS, meanings=Meanings(embedded(ITEMS, made_up)))
    assert findings.verdict(0).rows
    assert findings.scores[0] < 0.1


def test_who_has_no_vector_or_a_null_one_is_compared_by_words_alone() -> None:
    vectors = embedded(ITEMS, made_up) | {"H": np.zeros(2)}
    del vectors["T"]
    assert met(compare(ITEMS, meanings=Meanings(vectors))) == set()
    assert met(compare(ITEMS, meanings=Meanings({}))) == set()


def test_one_organisation_is_not_compared_with_itself_by_meaning_either() -> None:
    items = [replace(item, reporter="UNE") for item in ITEMS]
    assert met(compare(items, meanings=Meanings(embedded(items, made_up)))) == set()


def test_a_model_that_forgets_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="4 lignes attendues"):
        embedded(ITEMS, lambda texts: made_up(texts)[1:])
