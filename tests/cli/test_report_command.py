"""`azalai report` and `azalai jobs`, as people and services run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from azalai.cli import main
from azalai.core import jobs
from azalai.core.clock import now
from azalai.core.models import Job
from azalai.reports import working
from tests.accounts.factories import SYSTEM
from tests.reports.factories import make_report, niger


@pytest.fixture(autouse=True)
def _here(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azalai.cli.site.start", lambda: None)
    monkeypatch.setattr("azalai.cli.site.require_migrated", lambda: None)
    niger()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["annual", "--year", "2021"], "bilan.docx"),
        (["quarterly", "--year", "2021", "--quarter", "3"], "bilan.pdf"),
        (["review", "--kind", "regional", "--year", "2024"], "examen.html"),
    ],
)
def test_a_report_that_is_not_kept_is_counted_and_written(
    words: list[str], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for _ in range(2):
        file = tmp_path / name
        assert main(["report", *words, "--output", str(file), "--as-of", "2025-03-01"]) == 0
        files.append(file.read_bytes())
    assert "compté au 01/03/2025, non enregistré" in capsys.readouterr().out
    assert len(files[0]) > 5000
    assert files[0] == files[1]


def test_the_report_that_is_kept_is_the_one_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_report("validated")
    file = tmp_path / "bilan.html"
    words = ["report", "annual", "--year", "2021", "--output", str(file)]
    assert main(words) == 0
    assert "validé" in capsys.readouterr().out
    assert "4 réunions se sont tenues" in file.read_text(encoding="utf-8")
    assert "https://" not in file.read_text(encoding="utf-8"), "without an address, figures lead nowhere"
    assert main([*words, "--address", "https://azalai.example.org/"]) == 0
    assert 'href="https://azalai.example.org/bilans/' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["annual", "--year", "2021", "--output", "bilan.odt"], ".docx, .pdf ou .html"),
        (["annual", "--year", "21", "--output", "b.pdf"], "2000 à 2100"),
        (["annual", "--year", "2021", "--output", "b.pdf", "--as-of", "hier"], "n'est pas une date"),
        (["quarterly", "--year", "2021", "--output", "b.pdf"], "--quarter"),
        (["review", "--year", "2021", "--output", "b.pdf"], "--kind"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", *words]) == 2
    assert told in capsys.readouterr().err


def test_jobs_are_done_beside_the_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["jobs", "--once"]) == 0
    assert capsys.readouterr().out == "0 travail fait.\n"
    report = make_report("validated")
    key = str(report.public_id)
    jobs.start(working.PRINT, by=SYSTEM, at=now(), report=key, suffix="html", base="")
    jobs.start(
        working.PRINT,
        by=SYSTEM,
        at=now(),
        report="00000000-0000-0000-0000-000000000000",
        suffix="html",
        base="",
    )
    assert main(["jobs", "--once"]) == 0
    assert capsys.readouterr().out == "2 travaux faits.\n"
    assert sorted(Job.objects.values_list("state", "error")) == [
        ("done", ""),
        ("failed", "Ce bilan n'existe plus."),
    ]
