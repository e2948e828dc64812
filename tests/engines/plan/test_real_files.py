"""The ministries' own files: what they hold, and the slips known to be in them."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from azalai.actors.dataset import load_groups, load_organisations
from azalai.engines.plan.answers import as_object
from azalai.engines.plan.compiler import Compiled, compile_plan
from azalai.engines.plan.findings import Finding
from azalai.engines.plan.knowledge import Body, Knowledge
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.sums import computed_total, declared_at, total
from azalai.formats.reading import read_document
from azalai.frames.dataset import load_framework
from tests.shared import shared_path

WORD, EXCEL = "plan-action-niger-2022-2026.docx", "plan-action-niger-2022-2026.xlsx"
FRAMEWORK, CHAD = "cadre-logique-niger-2022-2026.docx", "matrice-pmm-tchad.docx"


@cache
def _knowledge(country: str) -> Knowledge:
    bodies = tuple(
        Body(o.code, o.acronym, o.name_fr, tuple(s.text for s in o.spellings if "coquille" not in s.note))
        for o in load_organisations(country)
    )
    groups = tuple(text for group in load_groups() for text in group.all_spellings)
    frames = {"GCM": frozenset(load_framework("gcm").codes), "SDG": frozenset(load_framework("sdg").codes)}
    return Knowledge(frames, bodies, groups, country)


@cache
def _read(name: str, country: str) -> Compiled:
    return compile_plan(read_document(shared_path(f"inputs/{name}")), _knowledge(country))


def _niger(name: str = WORD) -> Compiled:
    return _read(name, "NE")


def _chad() -> Compiled:
    return _read(CHAD, "TD")


def _kinds(compiled: Compiled) -> dict[str, int]:
    return dict(Counter(node.kind for node in compiled.plan.walk()))


def _nodes(compiled: Compiled, kind: str) -> dict[str | None, PlanNode]:
    return {node.code: node for node in compiled.plan.walk() if node.kind == kind}


def _at(compiled: Compiled, code: str, node: str = "") -> list[Finding]:
    return [f for f in compiled.findings if f.code == code and (not node or f.where.node == node)]


def test_niger_has_five_axes_nine_actions_and_twenty_eight_activities() -> None:
    assert _kinds(_niger()) == {"axis": 5, "objective": 9, "result": 8, "action": 9, "activity": 28}
    assert _niger().plan.levels == ("axis", "objective", "result", "action", "activity")


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_the_four_sums_of_niger_differ(name: str) -> None:
    plan = _niger(name).plan
    sums = [total(declared_at(plan, kind)) for kind in ("axis", "action", "activity")]
    assert (plan.declared_total, *sums) == (860_000_000, 981_000_000, 996_000_000, 987_000_000)
    assert computed_total(plan) == 987_000_000
    found = {(f.where.column, f.difference) for f in _at(_niger(name), "C101")}
    assert found == {("axes", 121_000_000), ("actions", 136_000_000), ("activités", 127_000_000)}


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_axis_two_forgot_activity_2_3_2(name: str) -> None:
    (found,) = _at(_niger(name), "C102", "2")
    assert (found.declared, found.computed, found.difference) == (542_000_000, 557_000_000, 15_000_000)
    assert "l'activité 2.3.2" in found.cause


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_action_3_1_counts_nine_million_too_many(name: str) -> None:
    (found,) = _at(_niger(name), "C102", "3.1")
    assert (found.declared, found.computed, found.difference) == (279_000_000, 270_000_000, -9_000_000)
    assert "3.2" in found.cause


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_two_activities_have_no_calendar(name: str) -> None:
    assert {f.where.node for f in _at(_niger(name), "T201")} == {"2.3.2", "5.3"}


@pytest.mark.parametrize("name", [WORD, EXCEL])
def test_bodies_of_niger_written_in_two_ways(name: str) -> None:
    (spelling,) = _at(_niger(name), "B303")
    assert set(str(spelling.declared).split(" ; ")) == {"DGEMR", "DGECMR"}
    (strange,) = _at(_niger(name), "B304")
    assert (strange.declared, strange.computed) == ("CTM", "GTM")


def test_labels_and_results_of_niger_that_differ_from_the_others() -> None:
    assert {(f.where.node, f.declared) for f in _at(_niger(), "N503")} == {
        ("3", "Axe stratégique"),
        ("4.3", "Activités"),
    }
    assert [f.where.node for f in _at(_niger(), "K604")] == ["2.3"]


def test_the_word_and_the_excel_files_of_niger_hold_the_same_activities() -> None:
    word, excel = (_nodes(_niger(name), "activity") for name in (WORD, EXCEL))
    told = [
        {c: (n.declared_cost, n.years, n.start, n.end) for c, n in found.items()} for found in (word, excel)
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 28


def test_the_currency_and_the_years_of_niger() -> None:
    plan = _niger().plan
    assert (plan.currency, plan.first_year, plan.last_year) == ("XOF", 2022, 2026)
    first = _nodes(_niger(), "activity")["1.1"]
    assert (first.declared_cost, first.years, first.start, first.end) == (
        25_000_000,
        (1, 2),
        "2022-01",
        "2023-12",
    )


def test_the_logical_framework_of_niger_has_twenty_six_indicators() -> None:
    compiled = _niger(FRAMEWORK)
    assert _kinds(compiled) == {"axis": 5, "objective": 9}
    assert sum(len(node.indicators) for node in compiled.plan.walk()) == 26


def test_chad_has_eight_priorities_and_twenty_one_measures() -> None:
    assert _kinds(_chad()) == {"priority": 8, "measure": 21}
    assert _chad().plan.levels == ("priority", "measure")
    assert "8.1" in _nodes(_chad(), "measure")


def test_measure_1_4_of_chad_says_11_for_1() -> None:
    (found,) = _at(_chad(), "R403", "1.4")
    assert found.cause == "« 11 » est sans doute mis pour « 1 »."


def test_measure_2_2_of_chad_has_two_columns_swapped() -> None:
    (found,) = _at(_chad(), "K601")
    assert found.where.node == "2.2"
    assert "échangés" in found.cause


def test_measure_6_2_of_chad_has_two_lists_of_references() -> None:
    (found,) = _at(_chad(), "R405")
    assert found.where.node == "6.2"
    assert "7.1" in found.cause


def test_measure_8_1_of_chad_differs_from_its_neighbours() -> None:
    assert _at(_chad(), "R403", "8.1")


def test_priorities_of_chad_change_their_name() -> None:
    assert {f.where.node for f in _at(_chad(), "N503")} == {"6", "7", "8"}


def test_periods_of_chad() -> None:
    measures = _nodes(_chad(), "measure")
    assert (measures["1.3"].start, measures["1.3"].end) == ("2019-07", "2019-12")
    assert (measures["5.1"].start, measures["5.1"].end) == ("2019-01", "2020-06")
    assert measures["1.1"].references == {"GCM": ("1", "3", "17", "23")}


def test_the_answer_has_the_fields_of_the_contract() -> None:
    answer = as_object(_niger())
    assert {"title", "currency", "declared_total", "computed_total", "levels", "nodes", "findings"} <= set(
        answer
    )
    node = answer["nodes"][0]
    fields = (
        "kind code title declared_cost computed_cost years start end references beneficiaries responsible"
    )
    assert {*fields.split(), "expected_results", "indicators", "strategies", "source", "children"} <= set(
        node
    )
    assert {"code", "severity", "where", "message", "declared", "computed", "difference", "cause"} == set(
        answer["findings"][0]
    )
