"""Recompile the pinned requirements: universal, with hashes, without any address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
]
FILES = {"base": ["setup"], "dev": ["setup", "dev"], "bench": ["setup", "dev", "bench"]}


def command(name: str, groups: list[str]) -> list[str]:
    """The call of uv that writes requirements/<name>.txt; each keeps the versions of the one before."""
    uv = str(Path(sys.executable).parent / "uv")
    chosen = [option for group in groups for option in ("--group", group)]
    before = {"dev": "base", "bench": "dev"}.get(name)
    same = ["-c", f"requirements/{before}.txt"] if before else []
    return [
        uv,
        "pip",
        "compile",
        "--quiet",
        *OPTIONS,
        "pyproject.toml",
        *chosen,
        *same,
        "-o",
        f"requirements/{name}.txt",
    ]


def main() -> None:
    """Write the files, base first."""
    for name, groups in FILES.items():
        subprocess.run(command(name, groups), cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
