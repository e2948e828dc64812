"""While typing: what is put in is found at once, what is taken out is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from azalai.engines.overlap import kernel
from azalai.engines.overlap.index import Index
from azalai.engines.overlap.model import Intervention, Label
from bench.radar.fiction import fiction, queries
from tests.engines.overlap.stories import STORIES, TRAINING, TRAINING_IN_ENGLISH, WELLS

TYPED = Intervention(identifier="", titles=("Formation des migrants de retour à Agadez",), countries=("NE",))


def names(index: Index, query: Intervention, k: int = 10) -> list[str]:
    return [hit.identifier for hit in index.find(query, k)]


def test_a_title_finds_its_like_in_both_languages() -> None:
    assert set(names(Index(STORIES), TYPED)[:3]) >= {"F-OIM-1", "F-UE-3"}
    assert "F-GIZ-7" in names(Index(STORIES), TYPED, 5)


def test_a_new_intervention_is_found_by_the_next_call() -> None:
    index = Index(STORIES)
    index.put(replace(TRAINING, identifier="NEUF", reporter="X"))
    assert "NEUF" in names(index, TYPED)
    assert (len(index), "NEUF" in index) == (len(STORIES) + 1, True)


def test_a_removed_intervention_is_found_no_more() -> None:
    index = Index(STORIES)
    index.remove("F-OIM-1")
    index.remove("inconnu")
    assert "F-OIM-1" not in names(index, TYPED)
    assert len(index) == len(STORIES) - 1


def test_a_changed_intervention_is_found_by_its_new_words_only() -> None:
    index = Index(STORIES)
    index.put(replace(WELLS, identifier="F-OIM-1"))
    assert names(index, replace(TYPED, titles=("Forages pour éleveurs",)), 2) == ["F-EAU-6", "F-OIM-1"]
    found = {hit.identifier: hit.likeness for hit in index.find(TYPED)}
    assert found.get("F-OIM-1", 0) < found["F-UE-3"]


def test_an_index_filled_one_by_one_answers_like_one_built_at_once() -> None:
    made = fiction(300)
    whole = Index(made.interventions)
    grown = Index(made.interventions)
    for item in made.interventions:
        grown.remove(item.identifier)
    for item in reversed(made.interventions):
        grown.put(item)
    for query, _ in queries(made, 20):
        assert grown.find(query) == whole.find(query)


def test_nobody_finds_himself_nor_his_own_organisation() -> None:
    index = Index(STORIES)
    assert TRAINING.identifier not in names(index, TRAINING)
    found = names(index, replace(TYPED, reporter="OIM"))
    assert "F-OIM-1" not in found
    assert found


def test_a_query_without_a_place_looks_everywhere() -> None:
    assert "F-GIZ-8" in names(Index(STORIES), replace(TYPED, countries=()))
    assert "F-GIZ-8" not in names(Index(STORIES), TYPED)


def test_who_is_everywhere_is_found_from_anywhere() -> None:
    index = Index([*STORIES, replace(TRAINING, identifier="MONDE", reporter="M", countries=(), places=())])
    assert "MONDE" in names(index, TYPED)


def test_equal_likeness_is_told_in_the_order_of_identifiers() -> None:
    twins = [replace(TRAINING, identifier=f"T{n:02}", reporter=f"R{n}") for n in range(30)]
    assert names(Index(twins), TYPED) == [f"T{n:02}" for n in range(10)]


def test_an_empty_index_answers_nothing() -> None:
    index = Index()
    assert index.find(TYPED) == []
    index.put(TRAINING)
    assert names(index, TYPED) == ["F-OIM-1"]


def test_the_kernel_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    made = fiction(300)
    asked = [query for query, _ in queries(made, 20)]
    with_kernel = [Index(made.interventions).find(query) for query in asked]
    monkeypatch.setattr(kernel, "AVAILABLE", False)
    assert [Index(made.interventions).find(query) for query in asked] == with_kernel


def test_what_is_found_is_explained() -> None:
    typed = replace(TRAINING_IN_ENGLISH, identifier="brouillon", reporter="X")
    verdicts = {v.right if v.left == "brouillon" else v.left: v for v in Index(STORIES).explain(typed)}
    assert verdicts["F-OIM-1"].label is Label.DUPLICATE
    assert verdicts["F-OIM-1"].sentence.startswith("Doublon")


def test_typed_duplicates_are_among_the_ten_first() -> None:
    made = fiction(2_000)
    index = Index(made.interventions)
    asked = list(queries(made, 100))
    found = [wanted in names(index, query) for query, wanted in asked]
    assert sum(found) / len(found) >= 0.94
