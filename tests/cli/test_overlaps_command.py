"""`azalai overlaps run` and `find`, as processes beside each other."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Installation

Answers = Callable[..., str]
ACTIVITY = """<iati-activity><iati-identifier>{id}</iati-identifier>
<reporting-org ref="{org}" type="21"><narrative>{org}</narrative></reporting-org>
<title><narrative xml:lang="{lang}">{title}</narrative></title>
<description><narrative xml:lang="{lang}">{text}</narrative></description>
<activity-status code="2"/><activity-date type="1" iso-date="2025-01-01"/>
<activity-date type="3" iso-date="2026-12-31"/><recipient-country code="NE"/></iati-activity>"""
WELLS = ("Forages et points d'eau pour les villages d'accueil", "Trente forages équipés de pompes solaires.")
WELLS_EN = ("Boreholes and water points for host villages", "Thirty boreholes with solar pumps.")
RETURN = ("Réintégration économique des migrants de retour", "Kits, subventions et suivi d'une année.")


def activities(*listed: tuple[str, str, str, tuple[str, str]]) -> str:
    """A file of activities: identifier, organisation, language, title and description."""
    rows = [
        ACTIVITY.format(id=name, org=org, lang=lang, title=title, text=text)
        for name, org, lang, (title, text) in listed
    ]
    return f'<iati-activities version="2.03">{"".join(rows)}</iati-activities>'


@pytest.fixture
def filled(installation: Installation, answers: Answers, tmp_path: Path) -> Installation:
    """Two organisations that dig the same wells, and a third that does something else."""
    path = tmp_path / "activites.xml"
    content = activities(
        ("XA-1", "XA", "fr", WELLS), ("XB-1", "XB", "en", WELLS_EN), ("XC-1", "XC", "fr", RETURN)
    )
    path.write_text(content, encoding="utf-8")
    answers(installation.run("iati", "import", str(path)))
    return installation


def rows(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(installation.folder / "azalai.sqlite3")) as database:
        return list(database.execute(query))


PAIRS = "SELECT public_id, label, score, sentence, is_current FROM overlaps_pair ORDER BY public_id"


def test_a_passage_says_what_it_found_and_a_second_one_finds_the_same(
    filled: Installation, answers: Answers
) -> None:
    first = json.loads(filled.run("overlaps", "run", "--json").stdout)
    assert (first["compared"], first["pairs"], first["new"], first["gone"]) == (3, 1, 1, 0)
    stored = rows(filled, PAIRS)
    second = json.loads(filled.run("overlaps", "run", "--json").stdout)
    assert (second["new"], second["gone"], second["found"]) == (0, 0, first["found"])
    assert rows(filled, PAIRS) == stored
    assert "3 interventions comparées : 1 paires." in answers(filled.run("overlaps", "run"))


def test_what_exists_is_found_in_the_other_language_with_why(filled: Installation, answers: Answers) -> None:
    words = ("overlaps", "find", "--title", "Wells for host communities", "--description", "solar pumps")
    found = json.loads(filled.run(*words, "--place", "NE005", "--objective", "2", "--json").stdout)
    assert {one["organisation"] for one in found} == {"XA", "XB"}
    assert set(found[0]) == {
        "identifier",
        "title",
        "organisation",
        "label",
        "score",
        "likeness",
        "sentence",
        "rows",
    }
    assert all(one["sentence"].endswith(".") and one["rows"] for one in found)
    assert "Réintégration" not in answers(filled.run(*words))
    assert "Aucune intervention proche" in answers(filled.run("overlaps", "find", "--title", "Zzzzzzzz"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--place", "NE999"), "lieu inconnu : NE999"),
        (("--objective", "24"), "objectif inconnu : 24"),
        (("--organisation", "personne"), "organisme inconnu : personne"),
    ],
)
def test_a_code_that_nobody_knows_is_told(
    installation: Installation, answers: Answers, words: tuple[str, str], told: str
) -> None:
    assert told in answers(installation.run("overlaps", "find", "--title", "Essai", *words), 2)


def test_a_passage_killed_in_the_middle_leaves_the_earlier_answer(
    filled: Installation, answers: Answers, tmp_path: Path
) -> None:
    answers(filled.run("overlaps", "run"))
    stored = rows(filled, PAIRS)
    path = tmp_path / "encore.xml"
    path.write_text(activities(("XD-1", "XD", "fr", WELLS)), encoding="utf-8")
    answers(filled.run("iati", "import", str(path)))
    with closing(sqlite3.connect(filled.folder / "azalai.sqlite3", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")  # the passage reads and compares, then waits for its turn
        running = filled.start("overlaps", "run")
        with pytest.raises(subprocess.TimeoutExpired):
            running.communicate(timeout=6)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        database.execute("ROLLBACK")
    assert rows(filled, PAIRS) == stored
    assert json.loads(filled.run("overlaps", "run", "--json").stdout)["new"] == 2


ASKER = """
import sys, django
django.setup()
from azalai.interventions.content import Content
from azalai.overlaps import closest
for line in sys.stdin:
    found = closest.of_content(Content(title_fr=line.strip()), country="NE")
    print(" ".join(sorted(one.intervention.lead_name for one in found)), flush=True)
"""


@contextmanager
def asker(installation: Installation) -> Iterator[Callable[[str], str]]:
    """A process that keeps its own index, as each process of the site does; what is typed → who is found."""
    settings = installation.environment | {"DJANGO_SETTINGS_MODULE": "azalai.config.settings"}
    words = [sys.executable, "-c", ASKER]
    process = subprocess.Popen(
        words, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def ask(text: str) -> str:
        process.stdin.write(f"{text}\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        return process.stdout.readline().strip()  # type: ignore[union-attr]

    try:
        yield ask
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


def test_what_one_process_stores_the_next_keystroke_in_others_finds(
    filled: Installation, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "nouvelle.xml"
    path.write_text(activities(("XD-1", "XD", "fr", WELLS)), encoding="utf-8")
    with asker(filled) as one, asker(filled) as other:
        assert one(WELLS[0]) == other(WELLS[0]) == "XA XB"
        answers(filled.run("iati", "import", str(path)))
        assert one(WELLS[0]) == other(WELLS[0]) == "XA XB XD"
