"""What was edited on the web is in the document that comes out, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from azalai.engines.plan.comparing import same_plan
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.reading import read_plan
from azalai.engines.plan.writing import write_plan
from azalai.formats.reading import read_document
from tests.engines.plan.drawing import as_document
from tests.engines.plan.expecting import LayoutCase
from tests.engines.writing.drawn import in_every_layout
from tests.engines.writing.editing import EDITS, added, changed, moved, with_currency
from tests.engines.writing.files import through
from tests.shared import shared_path

NEW = PlanNode(
    "activity",
    "2.1.5",
    "Éditer un bulletin",
    declared_cost=7_500_000,
    years=(2, 3),
    start="2023-01",
    end="2024-12",
    beneficiaries="OSC",
    references={"GCM": ("3", "17")},
    indicators=("Nombre de bulletins", "Tirage"),
)
NIGER: dict[str, Callable[[Plan], Plan]] = {
    "dates within a year": lambda p: changed(
        p, "activity", "2.1.1", years=(1,), start="2022-03", end="2022-06"
    ),
    "cost of an axis in its title": lambda p: changed(p, "axis", "2", declared_cost=600_000_000),
    "cost of an objective that shares its row": lambda p: changed(
        p, "objective", "2.1", declared_cost=5_000_000
    ),
    "indicators of an objective that shares its row": lambda p: changed(
        p, "objective", "2.1", indicators=("Nombre de réunions",)
    ),
    "a new activity": lambda p: added(p, "action", "2.1", NEW),
    "a new activity between two": lambda p: added(p, "action", "2.1", replace(NEW, code="2.1.9"), 1),
    "another number": lambda p: changed(p, "activity", "2.1.4", code="2.1.7", printed_code="2.1.7"),
    "an activity below another action": lambda p: moved(p, ("activity", "5.3"), ("action", "1"), "1.3"),
    "axes in another order": lambda p: replace(p, nodes=(p.nodes[1], p.nodes[0], *p.nodes[2:])),
    "another total": lambda p: replace(p, declared_total=987_000_000),
    "a problem rewritten": lambda p: changed(p, "axis", "3", problem="L'information manque"),
}
MEASURE = PlanNode(
    "measure", "9.1", "Mesure neuve", start="2020-01", end="2020-12", indicators=("Bilan", "Taux")
)
CHAD: dict[str, Callable[[Plan], Plan]] = {
    "a first cost": lambda p: changed(p, "measure", "1.1", declared_cost=3_000_000),
    "another period": lambda p: changed(p, "measure", "1.1", start="2020-01", end="2021-06"),
    "a period in place of a text": lambda p: changed(p, "measure", "2.2", start="2020-01", end="2021-06"),
    "a new measure": lambda p: added(p, "priority", "3", replace(MEASURE, code="3.3")),
    "a new priority": lambda p: replace(
        p, nodes=(*p.nodes, PlanNode("priority", "9", "Neuf", children=(MEASURE,)))
    ),
    "a measure of a later table": lambda p: moved(p, ("measure", "5.1"), ("priority", "1"), "1.9"),
    "a measure of an earlier table": lambda p: moved(p, ("measure", "1.4"), ("priority", "5"), "5.9"),
    "results of a priority": lambda p: changed(p, "priority", "6", expected_results="Des migrants informés"),
}
REAL = [
    *(("plan-action-niger-2022-2026.docx", name, edit) for name, edit in NIGER.items()),
    *(
        ("plan-action-niger-2022-2026.xlsx", name, edit)
        for name, edit in NIGER.items()
        if "problem" not in name
    ),
    *(("matrice-pmm-tchad.docx", name, edit) for name, edit in CHAD.items()),
]


@in_every_layout
def test_an_edited_plan_reads_back_as_edited_in_every_layout(case: LayoutCase) -> None:
    plan = read_plan(as_document(case.draw()))
    for name, edit in EDITS.items():
        new = edit(plan)
        if new is not None:
            new = with_currency(new)
            assert same_plan(new, read_plan(write_plan(new)), as_written=False) == [], name


@pytest.mark.parametrize(("file", "name", "edit"), REAL, ids=[f"{file}: {name}" for file, name, _ in REAL])
def test_an_edited_real_plan_reads_back_as_edited(
    file: str, name: str, edit: Callable[[Plan], Plan], tmp_path: Path
) -> None:
    plan = with_currency(edit(read_plan(read_document(shared_path(f"inputs/{file}")))))
    document = write_plan(plan)
    for kind in ("docx", "xlsx"):
        assert same_plan(plan, read_plan(through(kind, document, tmp_path)), as_written=False) == []


def test_only_the_edited_cell_is_rewritten() -> None:
    document = read_document(shared_path("inputs/plan-action-niger-2022-2026.docx"))
    plan = read_plan(document)
    before = {(c.row, c.column): c.text for row in write_plan(plan).tables[0].rows for c in row}
    edited = changed(plan, "activity", "2.1.1", declared_cost=1_234_567)
    after = {(c.row, c.column): c.text for row in write_plan(edited).tables[0].rows for c in row}
    assert {place: text for place, text in after.items() if before[place] != text} == {
        (10, 2): "1\u202f234\u202f567"
    }


def test_the_words_before_an_edited_title_are_kept() -> None:
    plan = read_plan(read_document(shared_path("inputs/plan-action-niger-2022-2026.docx")))
    edited = changed(plan, "axis", "3", title="Informer", declared_cost=1_000_000)
    texts = [cell.text for row in write_plan(edited).tables[0].rows for cell in row]
    assert "Axe stratégique 3 : Informer\n(Coût : 1\u202f000\u202f000\u00a0FCFA)" in texts


def test_a_new_branch_gets_a_table_where_each_branch_has_one() -> None:
    plan = read_plan(read_document(shared_path("inputs/matrice-pmm-tchad.docx")))
    new = PlanNode("priority", "9", "Neuf", children=(MEASURE,))
    tables = write_plan(replace(plan, nodes=(*plan.nodes, new))).tables
    assert len(tables) == 9
    assert [row[0].text for row in tables[-1].rows[1:]] == ["Priorité 9 : Neuf", "1"]
