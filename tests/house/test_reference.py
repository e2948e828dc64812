"""Every command, option, make target and setting is documented, and nothing else is."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from azalai.cli.parser import build_parser
from tests.house.places import DOCS, ROOT, files

COMMANDS = (DOCS / "reference" / "commandes.md").read_text(encoding="utf-8")
SETTINGS = (DOCS / "reference" / "reglages.md").read_text(encoding="utf-8")
SETTING = re.compile(r"AZALAI_[A-Z_]*[A-Z]\b(?!_)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, list[str]]]:
    """Full name and long options of each sub-command that runs something."""
    nested = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not nested:
        options = [word for action in parser._actions for word in action.option_strings]
        yield parser.prog, [word for word in options if word.startswith("--") and word != "--help"]
    for action in nested:
        for inner in action.choices.values():
            yield from _commands(inner)


def test_every_command_is_documented() -> None:
    assert [name for name, _ in _commands(build_parser()) if f"`{name}" not in COMMANDS] == []


def test_every_option_is_documented() -> None:
    missing = [
        f"{name} {o}" for name, options in _commands(build_parser()) for o in options if o not in COMMANDS
    ]
    assert missing == []


def test_no_option_is_documented_that_does_not_exist() -> None:
    known = {option for _, options in _commands(build_parser()) for option in options}
    assert set(re.findall(r"--[a-z][a-z-]+", COMMANDS)) - known - {"--help", "--version"} == set()


def test_every_make_target_is_documented() -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))) - {"help"}
    assert targets == set(re.findall(r"^\| `make ([a-z]+)`", COMMANDS, re.MULTILINE))


def _used() -> set[str]:
    places = files(".py", ("src", "tests", "tools", "bench"))
    return {name for path in places for name in SETTING.findall(path.read_text(encoding="utf-8"))}


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    documented = set(re.findall(r"^\| `(AZALAI_[A-Z_]+)`", SETTINGS, re.MULTILINE))
    assert documented == _used() - {"AZALAI_"}
