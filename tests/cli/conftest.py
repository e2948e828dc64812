"""Running the command as people do: another process, a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("azalai")
Run = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Installation:
    """A data folder, and the command run in it."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The machine's own, without any setting of Azalai but ours."""
        # Compiled code is kept, as on any machine: a process then starts in a third of the time.
        left_out = ("AZALAI_", "DJANGO_", "PYTHONDONTWRITE")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
        return kept | {"AZALAI_DATA": str(self.folder)} | self.settings

    def run(self, *words: str, given: str = "") -> Run:
        """Result of `azalai words…`, run beside the data folder."""
        return subprocess.run(
            [str(COMMAND), *words],
            env=self.environment,
            cwd=self.folder.parent,
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """The same, left running."""
        return subprocess.Popen(
            [str(COMMAND), *words],
            env=self.environment,
            cwd=self.folder.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def empty_installation(tmp_path: Path) -> Installation:
    """Nothing has been set up."""
    return Installation(tmp_path / "var")


@pytest.fixture(scope="session")
def _prepared(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, django_db_setup: None
) -> Path:
    installation = Installation(tmp_path_factory.mktemp("prepared") / "var")
    migrated = next(request.config.cache.mkdir("azalai-template").glob("*.sqlite3"), None)
    if migrated:  # making the tables takes seconds, and others do it in earnest
        installation.folder.mkdir()
        shutil.copy(migrated, installation.folder / "azalai.sqlite3")
    for words, given in (
        (["setup"], ""),
        (["account", "create", "chef", "--password-stdin"], "Sel-et-dattes-7\n"),
    ):
        done = installation.run(*words, given=given)
        assert done.returncode == 0, done.stderr
    return installation.folder


@pytest.fixture
def installation(_prepared: Path, tmp_path: Path) -> Installation:
    """Set up, with an administrator and one uploaded file."""
    folder = tmp_path / "var"
    shutil.copytree(_prepared, folder)
    (folder / "files" / "plans").mkdir(parents=True)
    (folder / "files" / "plans" / "plan.docx").write_bytes(b"PK plan")
    return Installation(folder)


@pytest.fixture
def answers() -> Callable[[Run, int], str]:
    """Check the status and return what was printed; errors are one line that begins as promised."""

    def check(done: Run, status: int = 0) -> str:
        assert done.returncode == status, done.stderr
        if status and not done.stdout:
            assert done.stderr.startswith("azalai : erreur : "), done.stderr
            assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    return check
