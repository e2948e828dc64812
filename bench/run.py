"""Measures of speed and size, each against the limit that the project set itself.

Each module of this folder but this one has `measures() -> list[Measure]`; `python -m bench.run NAME`
runs those whose module has that name. Status 1 when a limit is passed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from bench.measure import Measure

HERE = Path(__file__).parent
NO_BENCH = {"__init__", "measure", "run"}


def modules(names: list[str]) -> list[str]:
    """Modules to run: those named, or all."""
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NO_BENCH)
    return [name for name in known if not names or name in names]


def table(found: Iterable[Measure]) -> str:
    """One line for each measure."""
    return "\n".join(measure.line() for measure in found)


def main() -> int:
    """Run, print, judge."""
    passed = True
    for name in modules(sys.argv[1:]):
        found = import_module(f"bench.{name}").measures()
        print(table(found), flush=True)
        passed = passed and all(measure.holds for measure in found)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
