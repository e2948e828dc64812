"""What the command prints, and its exit status."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from azalai.cli import main
from azalai.cli.errors import explain
from tests.cli.conftest import COMMAND, Installation, Run

Answers = Callable[..., str]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_help_is_french_and_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert shown.startswith("usage : azalai")
    for name in ("serve", "setup", "demo", "backup", "restore", "audit", "account", "manage"):
        assert re.search(rf"^ +{name} ", shown, re.MULTILINE), name
    assert "show this help" not in shown


def test_help_imports_neither_django_nor_anything_heavy() -> None:
    code = (
        "import sys, contextlib\n"
        "from azalai.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "heavy = {'django', 'lxml', 'docx', 'openpyxl', 'babel', 'gunicorn'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "il manque COMMANDE"),
        (["fly"], "fly ne convient pas"),
        (["serve", "--port", "many"], "many n'est pas un nombre valable"),
        (["serve", "--port", "70000"], "un port va de 1 à 65535"),
        (["backup"], "il manque FICHIER"),
        (["demo", "--country", "FR"], "FR ne convient pas"),
        (["setup", "--fast"], "argument inconnu : --fast"),
    ],
)
def test_wrong_usage_is_one_french_line_and_status_2(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("azalai : erreur : ")
    assert sentence in shown
    assert shown.count("\n") == 1


def test_a_full_disk_and_a_refused_access_are_said_plainly() -> None:
    assert explain(OSError(28, "No space left on device")) == "il n'y a plus de place sur le disque"
    assert explain(PermissionError(13, "Permission denied", "/srv/a.zip")) == "accès refusé : /srv/a.zip"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    done = subprocess.run(
        f"set -o pipefail; {COMMAND} manage help --commands | true; {COMMAND} --help | head -1",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_serve_refuses_a_database_that_is_not_set_up(
    empty_installation: Installation, answers: Answers
) -> None:
    done = empty_installation.run("serve", "--port", str(_free_port()))
    assert "azalai setup" in answers(done, 1)


def test_serve_says_that_the_port_is_taken(installation: Installation, answers: Answers) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"le port {port} est déjà pris" in answers(installation.run("serve", "--port", str(port)), 1)


def test_serve_answers_and_ctrl_c_ends_it_cleanly(installation: Installation) -> None:
    port = _free_port()
    with installation.start("serve", "--port", str(port)) as server:
        try:
            assert _eventually(f"http://127.0.0.1:{port}/") == 200
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=20)
        finally:
            server.kill()
    assert f"http://127.0.0.1:{port}/" in out
    assert "Traceback" not in err
    assert server.returncode == 0


def _eventually(address: str, seconds: float = 20) -> int:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError:
            raise  # it answers, but badly
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_setup_can_be_run_again(installation: Installation, answers: Answers) -> None:
    answers(installation.run("setup"))


def test_there_is_one_first_administrator(installation: Installation, answers: Answers) -> None:
    done = installation.run("account", "create", "second", "--password-stdin", given="Sel-et-dattes-8\n")
    assert "il y a déjà un administrateur" in answers(done, 1)


def test_a_weak_password_is_refused_and_opens_nothing(
    empty_installation: Installation, answers: Answers
) -> None:
    answers(empty_installation.run("setup"))
    answers(empty_installation.run("account", "create", "chef", "--password-stdin", given="court\n"), 2)
    done = empty_installation.run("account", "create", "chef", "--password-stdin", given="Sel-et-dattes-7\n")
    assert "ouvert" in answers(done)


def test_audit_verify_prints_an_anchor_that_it_accepts_later(
    installation: Installation, answers: Answers
) -> None:
    shown = answers(installation.run("audit", "verify"))
    anchor = shown.rsplit(maxsplit=1)[-1]
    assert "Le journal est entier" in answers(installation.run("audit", "verify", "--anchor", anchor))
    assert installation.run("audit", "verify", "--anchor", "0" * 63 + "1").returncode == 1


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path: Path, answers: Answers) -> None:
    (tmp_path / "var").write_text("not a folder")
    answers(Installation(tmp_path / "var").run("setup"), 1)


def test_manage_passes_every_word_through(installation: Installation, answers: Answers) -> None:
    assert "5." in answers(installation.run("manage", "version"))
    assert "usage" in answers(installation.run("manage", "check", "--help"))


def test_debug_shows_where_an_unforeseen_error_comes_from(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("not a folder")
    done: Run = Installation(tmp_path / "var", {"AZALAI_DEBUG": "1"}).run("setup")
    assert "Traceback" in done.stderr
    assert os.strerror(20) in done.stderr or "FileExistsError" in done.stderr


def test_a_database_that_does_not_answer_is_said(tmp_path: Path, answers: Answers) -> None:
    nowhere = {"AZALAI_DATABASE": f"postgresql://postgres@/none?host={tmp_path}"}
    done = Installation(tmp_path / "var", nowhere).run("audit", "verify")
    assert "la base de données ne répond pas" in answers(done, 1)
