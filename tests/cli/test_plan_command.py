"""`azalai plan`: what it prints, its exit statuses, and what it leaves behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from azalai.cli import main
from tests.cli.conftest import Installation
from tests.plans.factories import SMALL
from tests.shared import shared_path

Answers = Callable[..., str]
RIGHT = """Plan d'action 2024-2026

N°;Activité;Coût;Responsable;Bénéficiaires;Objectifs du PMM;Indicateurs;2024;2025;2026
1;Former les relais;6 000 000;OIM;OSC;1;60 relais formés;X;X;
2;Ouvrir un guichet;3 000 000;CNDH;OSC;14;1 guichet ouvert;;X;X
"""
# As promised to whoever reads the answer with a program.
PLAN = {"title", "currency", "declared_total", "computed_total", "levels", "nodes", "findings"}
NODE = {
    "kind", "code", "title", "declared_cost", "computed_cost", "years", "start", "end", "references",
    "beneficiaries", "responsible", "expected_results", "indicators", "strategies", "source", "children",
}  # fmt: skip
FINDING = {"code", "severity", "where", "message", "declared", "computed", "difference", "cause"}
IDENTIFIER = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A plan whose sums are wrong."""
    path = tmp_path / "plan.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """A plan without an error."""
    path = tmp_path / "juste.csv"
    path.write_text(RIGHT, encoding="utf-8")
    return path


def check(*words: str | Path) -> int:
    """Status of `azalai plan check`."""
    return main(["plan", "check", *map(str, words)])


def nodes_of(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every node of an answer."""
    for node in nodes:
        yield node
        yield from nodes_of(node["children"])


def test_a_plan_without_error_answers_0_and_one_with_errors_1(
    small: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(right) == 0
    assert check(small) == 1
    assert check("--json", right) == 0
    assert check("--json", small) == 1


def test_the_answer_is_one_object_with_every_key_promised(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(small, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) >= PLAN
    assert (answer["title"], answer["currency"]) == ("Plan d'action 2024-2026", "XOF")
    assert (answer["declared_total"], answer["computed_total"]) == (9_000_000, 11_000_000)
    found = list(nodes_of(answer["nodes"]))
    assert [node["code"] for node in found] == ["1", "1.1", "1.2", "2", "2.1"]
    assert all(set(node) >= NODE for node in found)
    assert all({"table", "row"} <= set(node["source"]) for node in found)
    assert all(set(finding) >= FINDING for finding in answer["findings"])
    first = found[1]
    assert first["references"] == {"GCM": ["1", "3"]}
    assert (first["years"], first["start"], first["end"]) == ([1, 2], "2024-01", "2025-12")
    assert found[2]["years"] == []
    assert (found[2]["start"], found[2]["strategies"]) == (None, None)
    sums = next(finding for finding in answer["findings"] if finding["code"] == "C102")
    assert (sums["declared"], sums["computed"], sums["difference"]) == (6_000_000, 8_000_000, 2_000_000)


@pytest.mark.parametrize(
    ("name", "levels", "counts"),
    [
        ("plan-action-niger-2022-2026.docx", "axis", {"axis": 5, "action": 9, "activity": 28}),
        ("matrice-pmm-tchad.docx", "priority", {"priority": 8, "measure": 21}),
    ],
)
def test_real_plans_are_read_without_a_hint(
    name: str, levels: str, counts: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(shared_path(f"inputs/{name}"), "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    kinds = [node["kind"] for node in nodes_of(answer["nodes"])]
    assert {kind: kinds.count(kind) for kind in counts} == counts
    assert answer["levels"][0] == levels


def test_without_json_it_prints_what_a_compiler_prints(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(small)
    lines = capsys.readouterr().out.splitlines()
    assert any(re.match(r"plan\.csv:tableau 1, ligne \d+: erreur C102: ", line) for line in lines)
    assert any(line.startswith("    cause probable : ") for line in lines)
    assert re.search(r"\d+ erreur", lines[-1])


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_file_that_cannot_be_read_answers_2_in_one_line(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "plan.docx"
    broken.write_bytes(b"PK\x03\x04 rien")
    letter = tmp_path / "lettre.csv"
    letter.write_text("Nom;Note\nA;1\n")
    workbook = tmp_path / "absent.xlsx"
    for path in (broken, letter, workbook, tmp_path):
        assert check(path, *words) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith(f"azalai : erreur : {path.name} : ")
        assert shown.err.count("\n") == 1


def test_wrong_usage_answers_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan"]) == 2
    assert main(["plan", "check"]) == 2
    assert main(["plan", "check", "a.csv", "b.csv"]) == 2
    assert main(["plan", "check", "a.csv", "--country", "FR"]) == 2
    assert "FR n'est pas un pays connu" in capsys.readouterr().err


def test_checking_needs_neither_django_nor_a_database(small: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from azalai.cli import main\n"
        f"assert main(['plan', 'check', {str(small)!r}, '--json']) == 1\n"
        "heavy = {'django', 'docx', 'openpyxl', 'xlsxwriter', 'vl_convert', 'babel'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    left_out = ("AZALAI_", "DJANGO_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    empty = tmp_path / "ailleurs"
    empty.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=empty, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(empty.iterdir()) == []


def test_a_plan_is_imported_listed_updated_and_exported(
    installation: Installation, small: Path, tmp_path: Path, answers: Answers
) -> None:
    first = answers(installation.run("plan", "import", str(small)))
    assert "Plan enregistré : 5 éléments." in first
    (identifier,) = set(IDENTIFIER.findall(first))
    assert answers(installation.run("plan", "list")).split("\n")[0] == (
        f"{identifier}  v1 Brouillon  Plan d'action 2024-2026"
    )
    again = answers(installation.run("plan", "import", str(small)))
    assert "Rien n'a changé" in again
    assert identifier in again
    small.write_text(SMALL.replace("Imprimer", "Réimprimer"), encoding="utf-8")
    into = answers(installation.run("plan", "import", str(small), "--into", identifier))
    assert "1 élément modifié" in into
    for name in ("sortie.docx", "sortie.xlsx", "sortie.csv"):
        target = tmp_path / name
        answers(installation.run("plan", "export", identifier, str(target)))
        assert target.stat().st_size > 100
        assert installation.run("plan", "check", str(target)).returncode == 1
    back = answers(installation.run("plan", "import", str(tmp_path / "sortie.docx"), "--into", identifier))
    assert "Rien n'a changé" in back
    assert len(answers(installation.run("plan", "list")).strip().splitlines()) == 1


def test_a_plan_of_the_same_title_is_updated_unless_a_new_one_is_asked_for(
    installation: Installation, small: Path, answers: Answers
) -> None:
    answers(installation.run("plan", "import", str(small)))
    small.write_text(SMALL.replace("Imprimer", "Réimprimer"), encoding="utf-8")
    said = answers(installation.run("plan", "import", str(small)))
    assert "Mise à jour de « Plan d'action 2024-2026 »" in said
    small.write_text(SMALL.replace("Imprimer", "Distribuer"), encoding="utf-8")
    answers(installation.run("plan", "import", str(small), "--new"))
    assert len(answers(installation.run("plan", "list")).strip().splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["export", "00000000-0000-4000-8000-000000000000", "a.docx"], "aucun plan n'a l'identifiant"),
        (["export", "n'importe quoi", "a.docx"], "aucun plan n'a l'identifiant"),
        (["import", "plan.csv", "--into", "n'importe quoi"], "aucun plan n'a l'identifiant"),
    ],
)
def test_an_unknown_plan_is_said_in_one_line(
    words: list[str], sentence: str, installation: Installation, small: Path, answers: Answers
) -> None:
    assert sentence in answers(installation.run("plan", *words), 1)
    assert not (installation.folder.parent / "a.docx").exists()


def test_a_format_that_is_not_written_is_refused(installation: Installation, answers: Answers) -> None:
    assert ".docx, .xlsx ou .csv" in answers(installation.run("plan", "export", "x", "plan.pdf"), 2)


def test_an_export_into_a_folder_that_does_not_exist_says_so(
    installation: Installation, small: Path, tmp_path: Path, answers: Answers
) -> None:
    said = answers(installation.run("plan", "import", str(small)))
    (identifier,) = set(IDENTIFIER.findall(said))
    said = answers(installation.run("plan", "export", identifier, str(tmp_path / "absent" / "a.docx")), 1)
    assert "introuvable" in said


def test_importing_before_setting_up_says_what_to_do(
    empty_installation: Installation, small: Path, answers: Answers
) -> None:
    empty_installation.folder.mkdir()
    assert "azalai setup" in answers(empty_installation.run("plan", "import", str(small)), 1)


def test_a_file_that_cannot_be_read_or_is_no_plan_is_not_imported(
    installation: Installation, answers: Answers
) -> None:
    path = installation.folder.parent / "plan.xlsx"
    path.write_bytes(b"non")
    answers(installation.run("plan", "import", str(path)), 2)
    unknown = installation.folder.parent / "plan.csv"
    unknown.write_text("Coût;Responsable;Sigle\n6 000 000;OIM;FR\n2 000 000;OIM;IG\n")
    done = installation.run("plan", "import", str(unknown))
    assert done.returncode == 2
    assert "page d'aperçu" in done.stderr
    assert {path.name for path in (installation.folder / "files" / "plans").iterdir()} == {"plan.docx"}
    assert answers(installation.run("plan", "list")) == ""


def test_an_interrupted_check_says_so(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("azalai.plans.compiling.read_plan", interrupt)
    assert check(small, "--json") == 130
    assert capsys.readouterr() == ("", "Interrompu.\n")


KILLED = """
import os, signal, sys
from azalai.cli import main, site
site.start()
from azalai.plans.actions import importing
importing.refresh_findings = lambda **given: os.kill(os.getpid(), signal.SIGKILL)
main(["plan", "import", sys.argv[1], "--into", sys.argv[2]])
"""


def test_a_power_cut_in_the_middle_of_an_import_leaves_the_previous_state(
    installation: Installation, small: Path, answers: Answers
) -> None:
    said = answers(installation.run("plan", "import", str(small)))
    (identifier,) = set(IDENTIFIER.findall(said))
    before = rows_of(installation)
    small.write_text(SMALL.replace("Imprimer", "Réimprimer"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(small), identifier],
        env=installation.environment, cwd=installation.folder.parent, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert rows_of(installation) == before
    answers(installation.run("audit", "verify"))
    assert "1 élément modifié" in answers(
        installation.run("plan", "import", str(small), "--into", identifier)
    )


def rows_of(installation: Installation) -> list[Any]:
    """Lines and findings, from a copy of the database as a restart finds it."""
    copy = installation.folder.parent / "copie"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for path in installation.folder.glob("azalai.sqlite3*"):
        shutil.copy(path, copy)
    with closing(sqlite3.connect(copy / "azalai.sqlite3")) as database:
        tables = ("plans_plan", "plans_planversion", "plans_node", "plans_finding")
        return [database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]
