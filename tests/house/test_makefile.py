"""Setting up says what is missing, and takes up again where it was interrupted."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.places import ROOT

MAKE = shutil.which("make") or "make"


def _make(*words: str, path: str) -> subprocess.CompletedProcess[str]:
    """`make` at the root of the project, with other programs in its path."""
    return subprocess.run(
        [MAKE, "--no-print-directory", *words],
        cwd=ROOT,
        env={"PATH": path, "HOME": os.environ.get("HOME", "")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def old_python(tmp_path: Path) -> Path:
    """A folder where every Python is too old."""
    for name in ("python3", "python3.11", "python3.12"):
        script = tmp_path / "bin" / name
        script.parent.mkdir(exist_ok=True)
        script.write_text("#!/bin/sh\nexit 1\n")
        script.chmod(0o755)
    return tmp_path / "bin"


def test_without_a_recent_python_one_is_told_so(old_python: Path, tmp_path: Path) -> None:
    done = _make(f"{tmp_path}/venv/.uv", f"VENV={tmp_path}/venv", path=str(old_python))
    assert done.returncode != 0
    assert "Il faut Python 3.11 ou plus récent" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_without_target_make_tells_what_it_can_do() -> None:
    done = _make(path=os.environ["PATH"])
    assert done.returncode == 0
    for target in ("make demo", "make test", "make check", "make bench"):
        assert target in done.stdout


def test_the_pinned_libraries_are_those_that_the_project_asks_for() -> None:
    """Every direct dependency stands in the pinned file, with at least one hash."""
    pinned = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8")
    assert pinned.count("==") > 20
    blocks = [block for block in pinned.split("\n") if "==" in block and not block.startswith((" ", "#"))]
    assert all(block.endswith("\\") for block in blocks)
