"""The plan compiler: a real plan in Word, and a plan of 5,000 activities in Excel."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import xlsxwriter

from bench.measure import Measure, run, warm

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("AZALAI_SHARED", ROOT.parent / "shared"))
WORD_PLAN = SHARED / "inputs" / "plan-action-niger-2022-2026.docx"
ACTIVITIES = 5_000
YEARS = ("2022", "2023", "2024", "2025", "2026")
HEADER = ("Code", "Objectifs", "Actions", "Activités", "Coût (FCFA)", *YEARS, "Responsable", "Bénéficiaires")
UNDERSTOOD = {0, 1}


def measures() -> list[Measure]:
    """Seconds and megabytes against what the project promised."""
    return [_word(), *_excel()]


def _word() -> Measure:
    title = "plan check, plan réel en Word, processus entier à chaud"
    if not WORD_PLAN.exists():
        return Measure(title, None, 1.5, "s", "fichier réel absent")
    done = warm("plan", "check", str(WORD_PLAN), "--json")
    return Measure(title, _if_understood(done.status, done.seconds), 1.5, "s")


def _excel() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        write_plan(path)
        done = run("plan", "check", str(path), "--json")
    title = f"plan check, {ACTIVITIES} activités en Excel"
    return [
        Measure(f"{title}, durée", _if_understood(done.status, done.seconds), 10, "s"),
        Measure(f"{title}, mémoire", _if_understood(done.status, done.peak), 300, "Mo"),
    ]


def _if_understood(status: int, value: float) -> float:
    """A refusal is quick, and no merit."""
    return value if status in UNDERSTOOD else float("inf")


def write_plan(path: Path) -> None:
    """A plan in a ministry's layout: each action has ten activities, each objective ten actions."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, HEADER)
        for number in range(ACTIVITIES):
            sheet.write_row(number + 1, 0, _row(number))


def _row(number: int) -> list[str | int]:
    objective, action, activity = number // 100 + 1, number // 10 % 10 + 1, number % 10 + 1
    code = f"{objective}.{action}.{activity}"
    marks = ["X" if (number + year) % 2 else "" for year in range(len(YEARS))]
    return [
        code,
        f"Objectif {objective} : renforcer le service numéro {objective}",
        f"Action {objective}.{action} : former les agents du service {objective}.{action}",
        f"Activité {code} : tenir la session {number}",
        (number % 37 + 1) * 250_000,
        *marks,
        f"Direction {number % 23}",
        f"Agents du groupe {number % 11}",
    ]
