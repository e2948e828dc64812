"""The same answer whatever the order, the threads, the pieces and the kernel."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azalai.engines.overlap import features, kernel, matching, space
from azalai.engines.overlap.corpus import Corpus, build
from azalai.engines.overlap.distributed import dask_spread, local_cluster
from azalai.engines.overlap.matching import Found, Search, Task, closest
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.radar import Findings, compare
from azalai.engines.overlap.synergies import synergies
from bench.radar.fiction import fiction
from tests.engines.overlap.stories import STORIES, TRAINING

MADE = fiction(400).interventions
WITHOUT_PLACE = [replace(item, countries=(), places=()) for item in MADE[:40]]
MANY = [*WITHOUT_PLACE, *MADE[40:]]


def told(findings: Findings) -> list[tuple[str, str, str, float]]:
    names, pairs = findings.corpus.identifiers, findings.pairs
    return [
        (names[a], names[b], str(label), float(score))
        for a, b, label, score in zip(pairs.left, pairs.right, findings.labels, findings.scores, strict=True)
    ]


def matched(corpus: Corpus, search: Search, **how: object) -> list[list[int]]:
    found = closest(corpus.joint, corpus.owners, corpus.blocks, search, **how)  # type: ignore[arg-type]
    return [column.tolist() for column in found]


@given(st.randoms(use_true_random=False))
@settings(max_examples=5)
def test_the_order_of_the_interventions_does_not_show(random: random.Random) -> None:
    shuffled = list(MANY)
    random.shuffle(shuffled)
    assert told(compare(shuffled)) == told(compare(MANY))


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("most", [1, 7, 1000])
def test_threads_and_pieces_do_not_show(threads: int, most: int) -> None:
    corpus = build(MANY)
    assert matched(corpus, Search(threads=threads, most=most)) == matched(corpus, Search())


@pytest.mark.parametrize("worn", [5, 20, 60])
@pytest.mark.parametrize("floor", [0.05, 0.15, 0.4])
def test_the_exact_shortcut_does_not_show(worn: int, floor: float) -> None:
    corpus = build(MANY)
    plain = matched(corpus, Search(worn=worn, floor=floor, compiled=False))
    assert matched(corpus, Search(worn=worn, floor=floor)) == plain


def test_a_stream_and_a_list_are_read_alike() -> None:
    assert told(compare(iter(MANY[::-1]))) == told(compare(MANY))


def test_a_very_large_country_is_parted_into_its_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azalai.engines.overlap.blocks.LARGEST_BLOCK", 30)
    twins = [
        replace(
            TRAINING, identifier=f"T{n:02}", reporter=f"R{n}", places=(("NE", f"R{n % 4}"),), implementers=()
        )
        for n in range(40)
    ]
    unplaced = replace(twins[0], identifier="U", reporter="U", places=())
    corpus = build([*twins, unplaced])
    queries, targets, _ = matched(corpus, Search(k=50))
    met = {(corpus.identifiers[a], corpus.identifiers[b]) for a, b in zip(queries, targets, strict=True)}
    assert ("T00", "T04") in met
    assert ("T00", "T01") not in met
    assert {other for one, other in met if one == "U"} == {item.identifier for item in twins}
    assert matched(corpus, Search(k=50, compiled=False)) == [
        queries,
        targets,
        matched(corpus, Search(k=50))[2],
    ]


def test_the_compiled_kernel_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = build(MANY)
    assert matched(corpus, Search(compiled=False)) == matched(corpus, Search(compiled=kernel.AVAILABLE))
    with_kernel = told(compare(MANY))
    monkeypatch.setattr(kernel, "AVAILABLE", False)
    assert told(compare(MANY)) == with_kernel


def test_pieces_may_be_carried_out_anywhere_and_in_any_order() -> None:
    def backwards(piece: Callable[[Task], Found], work: Sequence[Task]) -> Iterable[Found]:
        return [piece(task) for task in reversed(work)]

    corpus = build(MANY)
    assert matched(corpus, Search(), spread=backwards) == matched(corpus, Search())


def test_dask_gives_the_same() -> None:
    pytest.importorskip("dask", reason="dask n'est pas installé (extra facultatif)")
    corpus = build(MANY)
    spread = dask_spread("processes", workers=2)
    assert matched(corpus, Search(most=50), spread=spread) == matched(corpus, Search())


def test_a_cluster_on_this_machine_gives_the_same() -> None:
    pytest.importorskip("distributed", reason="dask n'est pas installé (extra facultatif)")
    corpus = build(MANY)
    with local_cluster() as spread:
        assert matched(corpus, Search(most=50), spread=spread) == matched(corpus, Search())


def test_matching_is_what_comparing_all_with_all_gives() -> None:
    corpus = build(MANY)
    vectors = corpus.joint.toarray().astype(np.int64)
    products = vectors @ vectors.T
    placed = corpus.blocks.toarray().astype(bool)
    near = (placed.astype(int) @ placed.T.astype(int) > 0) | ~placed.any(1)[:, None] | ~placed.any(1)[None, :]
    allowed = near & (corpus.owners[:, None] != corpus.owners[None, :]) & (products >= Search().least)
    wanted = []
    for row in range(len(corpus)):
        others = sorted(np.flatnonzero(allowed[row]), key=lambda other: (-products[row, other], other))
        wanted += [(row, int(other)) for other in others[: Search().k]]
    queries, targets, _ = matched(corpus, Search())
    assert list(zip(queries, targets, strict=True)) == wanted


def test_equal_scores_are_taken_in_the_order_of_identifiers() -> None:
    twins = [replace(TRAINING, identifier=f"T{n}", reporter=f"R{n}", implementers=()) for n in range(9)]
    corpus = build(twins)
    queries, targets, _ = matched(corpus, Search(k=3))
    assert [target for query, target in zip(queries, targets, strict=True) if query == 0] == [1, 2, 3]


def test_an_unrelated_intervention_changes_nothing() -> None:
    stranger = Intervention(identifier="Z", reporter="Z", titles=("Qwxyz kjhgf",), countries=("ZZ",))
    assert told(compare([*STORIES, stranger])) == told(compare(STORIES))


def test_one_organisation_is_not_compared_with_itself() -> None:
    corpus = build([replace(item, reporter="UNE") for item in MADE[:50]])
    assert matched(corpus, Search()) == [[], [], []]


def test_an_empty_set_and_a_set_of_one_have_no_pairs() -> None:
    assert [len(compare(items)) for items in ([], MADE[:1])] == [0, 0]


def test_known_duplicates_are_candidates() -> None:
    made = fiction(600)
    findings = compare(made.interventions)
    found = {(left, right) for left, right, _, _ in told(findings)}
    assert len(found & made.pairs) / len(made.pairs) >= 0.98


def test_one_vector_and_many_are_weighed_alike() -> None:
    corpus = build(MADE)
    weigher = space.Weigher(corpus.rarities)
    for row in range(0, len(corpus), 37):
        item = next(i for i in MADE if i.identifier == corpus.identifiers[row])
        versions = [corpus.space.counts_one((title,)) for title in item.titles]
        one = weigher.weigh(space.joined_one(versions), 48, versions)
        line = corpus.title[row]
        assert one == dict(zip(line.indices.tolist(), line.data.tolist(), strict=True))


def test_a_long_text_keeps_its_heaviest_features_with_and_without_the_kernel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = [
        replace(item, descriptions=tuple(other.descriptions[0] for other in MADE[:4])) for item in MADE[:9]
    ]
    with_kernel = build(long).text
    monkeypatch.setattr(kernel, "AVAILABLE", False)
    assert (with_kernel != build(long).text).nnz == 0
    assert np.diff(with_kernel.indptr).max() <= 64


def test_dot_products_do_not_depend_on_the_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = build(MADE)
    pairs = features.Pairs(np.arange(0, 300), np.arange(50, 350))
    with_kernel = features.shared(corpus.text, pairs).tolist()
    monkeypatch.setattr(kernel, "AVAILABLE", False)
    assert features.shared(corpus.text, pairs).tolist() == with_kernel


@pytest.mark.parametrize("level", ["countries", "regions"])
def test_synergies_do_not_depend_on_the_kernel_and_are_what_the_words_say(level: str) -> None:
    items = [
        replace(item, countries=("NE",), places=(("NE", f"R{n % 3}"),)) for n, item in enumerate(MADE[:90])
    ]
    corpus = build(items)
    found, plain = (synergies(corpus, level=level, compiled=flag) for flag in (True, False))
    assert found.pairs.left.tolist() == plain.pairs.left.tolist()
    assert found.pairs.right.tolist() == plain.pairs.right.tolist()
    assert found.cells.tolist() == plain.cells.tolist()
    by_name = {item.identifier: item for item in items}
    assert len(found.pairs) > 20
    for a, b, follow in zip(found.pairs.left, found.pairs.right, found.stages, strict=True):
        one, other = (by_name[corpus.identifiers[row]] for row in (a, b))
        assert one.reporter != other.reporter
        assert set(one.groups) & set(other.groups)
        assert follow or not set(one.objectives) & set(other.objectives)
        assert one.start <= other.end
        assert other.start <= one.end


def test_more_objectives_than_bits_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azalai.engines.overlap.synergies._MOST_WORDS", 1)
    items = [
        replace(
            item, places=(("NE", "R"),), groups=("tous",), objectives=(f"X:{n % 70}", f"X:{(n + 63) % 70}")
        )
        for n, item in enumerate(MADE[:90])
    ]
    corpus = build(items)
    found, plain = (synergies(corpus, compiled=flag).pairs for flag in (True, False))
    assert found.left.tolist() == plain.left.tolist()
    assert found.right.tolist() == plain.right.tolist()


def test_a_cell_that_is_too_full_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azalai.engines.overlap.synergies.FULLEST_CELL", 2)
    corpus = build([replace(i, places=(("NE", "R"),), groups=("tous",)) for i in MADE[:5]])
    assert (len(synergies(corpus).pairs), synergies(corpus).left_out) == (0, 1)


def test_large_blocks_are_cut_into_pieces() -> None:
    rows = np.arange(10)
    pieces = list(matching.cut([(rows, rows)], 4))
    assert [len(queries) for queries, _ in pieces] == [4, 4, 2]
    assert all(targets is rows for _, targets in pieces)
