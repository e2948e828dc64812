"""The radar: growth, and ratios against peers in the same run, on fictional interventions.

`python -m bench.overlap --large` adds a million. Peers are the dependency group `bench`; one that is
not installed is told as not measured.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from azalai.engines.overlap import kernel
from azalai.engines.overlap.index import Index
from azalai.engines.overlap.matching import Search, closest
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.radar import Findings, compare
from azalai.engines.overlap.synergies import synergies
from bench.measure import Measure
from bench.radar import peers
from bench.radar.fiction import Fiction, fiction, queries, stream

SIZES = (1_000, 10_000, 100_000)
LIMITS = {10_000: 1.0, 1_000_000: 30.0}
QUERIES, WARMING = 400, 20
TIMES = 3  # the best of three: others work on the same machine
_ABSENT = "bibliothèque absente : groupe « bench » de pyproject.toml"


def measures() -> list[Measure]:
    """Growth, then each peer."""
    _warm()
    found: list[Measure] = []
    for size in SIZES:
        made = fiction(size)
        runs = [timed(compare, made.interventions) for _ in range(TIMES)]
        seconds, findings = min(runs, key=lambda run: run[0])
        del runs
        found.append(_growth(size, seconds))
    found += [
        _recall(made, findings),
        *_batch(made, findings, seconds),
        *_typing(made),
        *_synergies(made, findings),
    ]
    return found


def _warm() -> None:
    """The compiled kernel is compiled once for all, on the first use after an installation."""
    made = fiction(500)
    findings = compare(made.interventions)
    synergies(findings.corpus, level="countries")
    Index(made.interventions).find(made.interventions[0])


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """Seconds and the answer."""
    began = time.perf_counter()
    answer = function(*arguments)
    return time.perf_counter() - began, answer


def _growth(size: int, seconds: float) -> Measure:
    noyau = "noyau compilé" if kernel.AVAILABLE else "numpy et scipy"
    limit = LIMITS.get(size, float("inf"))
    return Measure(f"radar, {size} interventions de bout en bout ({noyau})", seconds, limit, "s")


def recall(made: Fiction, findings: Findings) -> float:
    """Share of the known duplicates among as many pairs of the highest scores."""
    names, pairs = findings.corpus.identifiers, findings.pairs
    best = np.argsort(-findings.scores, kind="stable")[: len(made.pairs)]
    called = {(names[pairs.left[n]], names[pairs.right[n]]) for n in best.tolist()}
    return len(called & made.pairs) / len(made.pairs)


def _recall(made: Fiction, findings: Findings) -> Measure:
    missed = 100 * (1 - recall(made, findings))
    return Measure("radar, doublons fictifs manqués à nombre égal", missed, 6, "%")


def _batch(made: Fiction, findings: Findings, seconds: float) -> list[Measure]:
    corpus, search = findings.corpus, Search()
    given = (corpus.by_rows, corpus.owners, corpus.blocks, search)
    matching = min(timed(closest, *given)[0] for _ in range(TIMES))
    others = [peers.sparse_dot_topn(corpus, search) for _ in range(TIMES)]
    other = min((answer for answer in others if answer), default=None)
    found = [_against("rapprochement dans les blocs", matching, other, 1.5, "sparse_dot_topn")]
    model = peers.splink(made)
    found.append(_against("de bout en bout", seconds, model and model[0], 15, "Splink"))
    title = "radar, points de rappel de moins que Splink à nombre égal (négatif : de plus)"
    value = model and 100 * (model[1] - recall(made, findings))
    return [*found, Measure(title, value, -25, "points", "" if model else _ABSENT)]


def _against(title: str, ours: float, theirs: float | None, times: float, peer: str) -> Measure:
    """Ours must be at least `times` faster than theirs."""
    if theirs is None:
        return Measure(f"radar, {title}, contre {peer}", None, 0, "s", _ABSENT)
    ratio = f"{theirs:.3g} ; {theirs / ours:.1f} fois, but {times:g}"
    return Measure(f"radar, {title}, contre {peer} ({ratio})", ours, theirs / times, "s")


def _typing(made: Fiction) -> list[Measure]:
    index, asked = Index(made.interventions), list(queries(made, QUERIES))
    placed, missed = _asked(index, asked)
    anywhere, _ = _asked(index, [(replace(query, countries=()), wanted) for query, wanted in asked])
    search = peers.tantivy(made, asked)
    return [
        Measure("radar, pendant la saisie, p95 dans le pays", placed, 1, "ms"),
        Measure("radar, pendant la saisie, p95 sans lieu", anywhere, 1, "ms"),
        Measure("radar, pendant la saisie, doublons absents des dix premiers", missed, 6, "%"),
        replace(_against("pendant la saisie", placed, search and search[0], 7, "tantivy"), unit="ms"),
    ]


def _asked(index: Index, asked: list[tuple[Intervention, str]]) -> tuple[float, float]:
    """(p95 in ms, % of queries whose duplicate is not among the ten first)."""
    times, missed = [], 0
    for query, _ in asked[:WARMING]:
        index.find(query, 10)
    for query, wanted in asked:
        began = time.perf_counter()
        found = index.find(query, 10)
        times.append(time.perf_counter() - began)
        missed += wanted not in {hit.identifier for hit in found}
    return float(np.percentile(times, 95)) * 1000, 100 * missed / len(asked)


def _synergies(made: Fiction, findings: Findings) -> list[Measure]:
    runs = [timed(lambda: synergies(findings.corpus, level="countries")) for _ in range(3)]
    seconds = min(run[0] for run in runs)
    joined = [peers.duckdb_join(made, findings.corpus) for _ in range(2)]
    known = [answer for answer in joined if answer]
    assert all(answer[1] == len(runs[0][1].pairs) for answer in known)
    other = min((answer[0] for answer in known), default=None)
    return [
        Measure(f"radar, synergies de {len(made.interventions)} interventions", seconds, 1, "s"),
        _against("synergies", seconds, other, 20, "DuckDB"),
    ]


def large(size: int = 1_000_000) -> list[Measure]:
    """A million in a process of its own, and the most memory that it took, fictions being made included."""
    code = f"from bench.overlap import streamed; print(*streamed({size}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, peak = map(float, done.stdout.split())
    return [_growth(size, seconds), Measure(f"radar, {size} interventions, mémoire", peak, 3_000, "Mo")]


def streamed(size: int) -> tuple[float, float]:
    """Seconds to compare interventions that come one after the other, their making left out; peak in MB."""
    _warm()
    making = [0.0]
    seconds, _ = timed(compare, _clocked(stream(size), making))
    return seconds - making[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _clocked(items: Iterator[Intervention], making: list[float]) -> Iterator[Intervention]:
    """The same, the time that it takes to make them added up."""
    while True:
        began = time.perf_counter()
        item = next(items, None)
        making[0] += time.perf_counter() - began
        if item is None:
            return
        yield item


if __name__ == "__main__":
    for measure in [*measures(), *(large() if "--large" in sys.argv else [])]:
        print(measure.line())
