"""Where the house keeps its files."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "azalai"
DOCS = ROOT / "docs"
OURS = ("src", "tests", "tools", "bench", "docs", "requirements", ".ci")


@cache
def files(suffix: str = "", folders: tuple[str, ...] = OURS) -> tuple[Path, ...]:
    """Every file of the project whose name ends so, sorted; what git ignores is left out."""
    top = [path for path in ROOT.iterdir() if path.is_file()] if folders == OURS else []
    found = [path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}") if path.is_file()]
    found = [path for path in found if "__pycache__" not in path.parts]  # may appear while we look
    chosen = {path for path in top + found if path.name.endswith(suffix)} - _ignored()
    return tuple(sorted(chosen))


@cache
def _ignored() -> frozenset[Path]:
    """What git leaves out; nothing where the project was copied without its history."""
    done = subprocess.run(
        ["git", "ls-files", "--others", "--ignored", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return frozenset(ROOT / name for name in done.stdout.split("\0") if name) | frozenset(
        path for path in ROOT.rglob("__pycache__/*")
    )


def name_of(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix()
