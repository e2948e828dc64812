"""`azalai demo`, as a newcomer meets it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from azalai.accounts.enums import Role
from azalai.cli.demo import welcome
from tests.cli.conftest import Installation

Answers = Callable[..., str]


def test_the_demonstration_loads_and_prints_one_account_per_role(
    empty_installation: Installation, answers: Answers, tmp_path: Path
) -> None:
    country = "TD"
    real = {"AZALAI_DATABASE": f"sqlite:///{tmp_path}/real.sqlite3"}
    done = Installation(empty_installation.folder, real).run("demo", "--no-serve", "--country", country)
    answers(done)
    assert "http://127.0.0.1:8000/" in done.stdout
    assert done.stdout.count(" / ") >= len(Role)
    assert not (tmp_path / "real.sqlite3").exists()
    with closing(sqlite3.connect(tmp_path / "var" / f"demo-{country}" / "azalai.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM accounts_person").fetchone()[0] >= len(Role)


def test_a_demonstration_can_be_taken_up_again(
    empty_installation: Installation, answers: Answers, tmp_path: Path
) -> None:
    installation = empty_installation
    mine = tmp_path / "var" / "demo-NE" / "mine"
    mine.parent.mkdir(parents=True)
    mine.touch()  # an earlier demonstration
    first = installation.run("demo", "--no-serve")
    assert first.stdout.count(" / ") >= len(Role)
    assert not mine.exists()
    mine.touch()
    kept = installation.run("demo", "--no-serve", "--keep")
    assert answers(kept) == first.stdout
    assert mine.exists()


def test_accounts_stand_in_columns() -> None:
    shown = welcome([("Auditeur", "a", "x"), ("Secrétaire permanent", "s", "y")], 8001)
    assert "  Auditeur              a / x" in shown
    assert "http://127.0.0.1:8001/" in shown
