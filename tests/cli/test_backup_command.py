"""`azalai backup` and `azalai restore`, as an administrator runs them."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import Installation
from tests.support import postgresql

Answers = Callable[..., str]
ROWS = "SELECT username, display_name, public_id FROM accounts_person ORDER BY id"


def _people(folder: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "azalai.sqlite3")) as database:
        return database.execute(ROWS).fetchall()


@pytest.fixture
def archive(installation: Installation, answers: Answers, tmp_path: Path) -> Path:
    """An archive of the installation, without its key."""
    path = tmp_path / "a.zip"
    assert "La clé secrète n'y est pas" in answers(installation.run("backup", str(path)))
    return path


def _elsewhere(tmp_path: Path, **settings: str) -> Installation:
    (tmp_path / "other").mkdir()
    return Installation(tmp_path / "other" / "var", settings)


def test_a_laptop_moves_to_another_laptop(
    installation: Installation, archive: Path, answers: Answers, tmp_path: Path
) -> None:
    other = _elsewhere(tmp_path)
    shown = answers(other.run("restore", str(archive)))
    assert "il a été écrit sous une autre clé secrète" in shown
    assert _people(other.folder) == _people(installation.folder)
    assert (other.folder / "files" / "plans" / "plan.docx").read_bytes() == b"PK plan"
    (other.folder / "secret_key").write_text((installation.folder / "secret_key").read_text())
    assert "Le journal est entier" in answers(other.run("audit", "verify"))
    assert "accès" not in answers(other.run("setup"))


@pytest.fixture
def server_database() -> Iterator[str]:
    """Address of an empty PostgreSQL database."""
    address = postgresql.server_url()
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS azalai_moved")
        server.execute("CREATE DATABASE azalai_moved")
    yield address.replace("/postgres?", "/azalai_moved?")
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("DROP DATABASE azalai_moved WITH (FORCE)")


def test_a_laptop_moves_to_a_server_and_back(
    installation: Installation, archive: Path, answers: Answers, tmp_path: Path, server_database: str
) -> None:
    key = (installation.folder / "secret_key").read_text()
    server = _elsewhere(tmp_path, AZALAI_DATABASE=server_database, AZALAI_SECRET_KEY=key)
    with psycopg.connect(server_database) as database:
        database.execute("CREATE TABLE somebody_else (id int)")
    shown = answers(server.run("restore", str(archive)))
    assert "Le journal est entier" in shown
    shown = answers(server.run("restore", "--force", str(archive)))
    assert "Le journal est entier" in shown
    with psycopg.connect(server_database) as database:
        database.execute("SELECT * FROM somebody_else")
        people = [(a, b, c.hex) for a, b, c in database.execute(ROWS).fetchall()]
    assert people == _people(installation.folder)
    assert "déjà des comptes" in answers(server.run("restore", str(archive)), 1)
    answers(server.run("backup", "--with-key", str(tmp_path / "b.zip")))
    answers(installation.run("restore", "--force", str(tmp_path / "b.zip")))
    assert _people(installation.folder) == people


def test_a_kill_in_the_middle_leaves_no_half_archive(installation: Installation, tmp_path: Path) -> None:
    (installation.folder / "files" / "large.bin").write_bytes(os.urandom(64 << 20))
    target = tmp_path / "a.zip"
    process = installation.start("backup", str(target))
    _wait_for(lambda: any(path.stat().st_size > 1 << 20 for path in tmp_path.glob(".a.zip.*.partial")))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not target.exists()
    (installation.folder / "files" / "large.bin").unlink()
    assert installation.run("backup", str(target)).returncode == 0
    assert list(tmp_path.glob(".a.zip.*.partial")) == []


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.005)


def test_a_backup_is_of_one_moment_while_others_write(installation: Installation, tmp_path: Path) -> None:
    """A writer goes on, without waiting, and the archive holds what was there when it began."""
    (installation.folder / "files" / "large.bin").write_bytes(os.urandom(32 << 20))
    process = installation.start("backup", str(tmp_path / "a.zip"))
    _wait_for(lambda: any(path.stat().st_size > 1 << 20 for path in tmp_path.glob(".a.zip.*.partial")))
    with closing(sqlite3.connect(installation.folder / "azalai.sqlite3", timeout=1)) as database:
        database.execute("UPDATE accounts_person SET display_name = 'Plus tard'")
        database.commit()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        people = archive.read("tables/accounts_person.jsonl").decode()
    assert '"chef"' in people
    assert "Plus tard" not in people


def test_a_running_site_is_not_restored_under(
    installation: Installation, archive: Path, answers: Answers
) -> None:
    with closing(sqlite3.connect(installation.folder / "azalai.sqlite3")) as site:
        site.execute("BEGIN")
        site.execute("SELECT count(*) FROM accounts_person").fetchone()
        shown = answers(installation.run("restore", "--force", str(archive)), 1)
    assert "arrêtez d'abord le site" in shown


@pytest.mark.parametrize("content", [b"", b"not a zip file", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_of_another_kind_is_refused_with_status_2(
    installation: Installation, tmp_path: Path, content: bytes, answers: Answers
) -> None:
    (tmp_path / "other.zip").write_bytes(content)
    answers(installation.run("restore", "--force", str(tmp_path / "other.zip")), 2)


def test_a_missing_file_and_a_missing_folder_are_said(installation: Installation, answers: Answers) -> None:
    assert "introuvable" in answers(installation.run("restore", "absent.zip"), 2)
    assert "introuvable" in answers(installation.run("backup", "absent/a.zip"), 1)


def test_a_kill_in_the_middle_of_a_restoration_leaves_what_was_there(
    installation: Installation, archive: Path
) -> None:
    before = _people(installation.folder)
    process = installation.start("restore", "--force", str(archive))
    _wait_for(lambda: any(installation.folder.glob("azalai.sqlite3.restauration*")))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert _people(installation.folder) == before
    assert (installation.folder / "files" / "plans" / "plan.docx").exists()
    assert installation.run("restore", "--force", str(archive)).returncode == 0
    assert list(installation.folder.glob("*.restauration*")) == []
