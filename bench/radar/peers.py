"""Peers that the radar is measured beside, in the same run, on the same interventions.

Each function answers None when its library is not there, and the line then says so.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from typing import Any

import numpy as np

from azalai.engines.overlap.corpus import Corpus
from azalai.engines.overlap.matching import Search, tasks
from azalai.engines.overlap.model import Intervention
from bench.radar.fiction import Fiction


def missing(name: str) -> bool:
    """The library is not installed."""
    return find_spec(name) is None


def sparse_dot_topn(corpus: Corpus, search: Search) -> float | None:
    """Seconds of its product on the same blocks, two threads; no owners are left out."""
    if missing("sparse_dot_topn"):
        return None
    from sparse_dot_topn import sp_matmul_topn

    vectors = corpus.joint.astype(np.float32)
    began = time.perf_counter()
    for queries, targets in tasks(corpus.blocks):
        held = vectors[targets].T.tocsr()
        sp_matmul_topn(
            vectors[queries], held, top_n=search.k + 1, threshold=search.least, n_threads=2, sort=True
        )
    return time.perf_counter() - began


def splink(made: Fiction) -> tuple[float, float] | None:
    """(seconds, recall at as many pairs as there are duplicates) of a usual Splink model in DuckDB."""
    if missing("splink"):
        return None
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    table = _arrow(made.interventions)
    began = time.perf_counter()
    api = DuckDBAPI(duckdb.connect())
    linker = Linker(api.register(table), _model())
    linker.training.estimate_probability_two_random_records_match(
        [block_on("country", "first", "start"), block_on("country", "last", "start")], recall=0.5
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("region", "objective"), block_on("country", "start")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01)
    rows = (
        found.as_duckdbpyrelation().project("id_l, id_r, match_weight").order("match_weight DESC").fetchall()
    )
    seconds = time.perf_counter() - began
    called = {(min(a, b), max(a, b)) for a, b, _ in rows[: len(made.pairs)]}
    return seconds, len(called & made.pairs) / len(made.pairs)


def _model() -> Any:
    """What a user of Splink would write for such a table."""
    import splink.comparison_library as compared
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[
            block_on("country", "first"),
            block_on("country", "last"),
            block_on("country", "amount"),
            block_on("country", "start"),
        ],
        comparisons=[
            compared.JaroWinklerAtThresholds("title", [0.95, 0.85, 0.7]),
            compared.JaccardAtThresholds("text", [0.9, 0.8]),
            compared.ExactMatch("start"),
            compared.ExactMatch("ending"),
            compared.ExactMatch("amount"),
            compared.ExactMatch("objective"),
            compared.ExactMatch("region"),
        ],
    )


def _arrow(items: list[Intervention]) -> object:
    import pyarrow

    titles = [item.titles[0] for item in items]
    return pyarrow.table(
        {
            "id": [item.identifier for item in items],
            "title": titles,
            "text": [item.descriptions[0] for item in items],
            "first": [title.split()[0] for title in titles],
            "last": [title.split()[-1] for title in titles],
            "country": [item.countries[0] for item in items],
            "region": [item.places[0][1] for item in items],
            "start": [item.start for item in items],
            "ending": [item.end for item in items],
            "amount": [str(item.reference_amount) for item in items],
            "objective": [item.objectives[0] for item in items],
        }
    )


def tantivy(made: Fiction, asked: list[tuple[Intervention, str]]) -> tuple[float, float] | None:
    """(p95 in ms, share of queries whose duplicate is among the ten first) of full-text search."""
    if missing("tantivy"):
        return None
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", stored=False)
    schema = builder.build()
    index = library.Index(schema)
    writer = index.writer()
    for item in made.interventions:
        writer.add_document(
            library.Document(id=item.identifier, text=f"{item.titles[0]} {item.descriptions[0]}")
        )
    writer.commit()
    index.reload()
    searcher = index.searcher()
    times, hits = [], 0
    for query, wanted in asked:
        began = time.perf_counter()
        parsed = index.parse_query(f"{query.titles[0]} {query.descriptions[0]}", ["text"])
        found = searcher.search(parsed, 11).hits
        names = [searcher.doc(address)["id"][0] for _, address in found]
        times.append(time.perf_counter() - began)
        hits += wanted in names
    return float(np.percentile(times, 95)) * 1000, hits / len(asked)


def duckdb_join(made: Fiction, corpus: Corpus) -> tuple[float, int] | None:
    """(seconds, pairs) of the join of synergies in SQL, two threads: the same pairs in the same order, with
    the cells that they share and whether their stages follow, handed over as columns as ours are.
    """
    if missing("duckdb") or missing("pyarrow"):
        return None
    import duckdb

    base = duckdb.connect()
    base.execute("SET threads = 2")
    base.register("given", _synergy_table(made, corpus))
    base.execute("CREATE TABLE made AS SELECT * FROM given")
    began = time.perf_counter()
    base.execute("CREATE TABLE cells AS SELECT id, country || '|' || unnest(groups) AS cell FROM made")
    found = base.execute(
        f"SELECT ca.id AS one, cb.id AS other, count(*) AS cells, any_value({_FOLLOW}) AS follows"
        " FROM cells AS ca JOIN cells AS cb ON ca.cell = cb.cell AND ca.id < cb.id"
        " JOIN made AS a ON a.id = ca.id JOIN made AS b ON b.id = cb.id"
        " WHERE a.owner <> b.owner AND a.start <= b.ending AND b.start <= a.ending"
        f" AND (a.objective <> b.objective OR {_FOLLOW}) GROUP BY ca.id, cb.id ORDER BY one, other"
    ).fetchnumpy()
    return time.perf_counter() - began, len(found["one"])


# One is at a stage that comes after a stage of the other, and they share none: bits.
_FOLLOW = "(((a.here & b.next) | (a.next & b.here)) <> 0 AND (a.here & b.here) = 0)"


def _synergy_table(made: Fiction, corpus: Corpus) -> object:
    import pyarrow

    items = sorted(made.interventions, key=lambda item: item.identifier)
    here, after = (
        np.asarray(corpus.sets[name] @ (1 << np.arange(corpus.sets[name].shape[1], dtype=np.int64)))
        for name in ("stages", "next_stages")
    )
    return pyarrow.table(
        {
            "id": np.arange(len(items), dtype=np.int32),
            "owner": corpus.owners,
            "country": [item.countries[0] for item in items],
            "groups": [list(dict.fromkeys(item.groups)) for item in items],
            "objective": [item.objectives[0] for item in items],
            "start": corpus.starts,
            "ending": corpus.ends,
            "here": here,
            "next": after,
        }
    )
