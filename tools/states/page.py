"""One object with states, as the page shows it: a diagram and a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Moves = Mapping[tuple[str, str], tuple[str, str]]
SECRETARIAT = "secrétariat permanent"


@dataclass(frozen=True)
class Section:
    """One object: what is said of it, its states in order, its table and the words for its moves."""

    title: str
    text: str
    choices: Any
    table: Mapping[Any, frozenset[Any]]
    moves: Moves

    def page(self) -> str:
        """As the page holds it."""
        names = {value: str(label) for value, label in self.choices.choices}
        head = f"\n## {self.title}\n\n{self.text}\n\n"
        return (
            head
            + _diagram(self.table, names, next(iter(names)), self.moves)
            + "\n"
            + _table(names, self.moves)
        )


def _diagram(table: Mapping[str, frozenset[str]], names: Mapping[str, str], first: str, moves: Moves) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {_code(first)}"]
    lines += [f"    {_code(value)} : {name}" for value, name in names.items()]
    for before in names:
        for after in names:
            if after in table[before]:
                lines.append(f"    {_code(before)} --> {_code(after)} : {moves[before, after][0]}")
    lines += [f"    {_code(value)} --> [*]" for value in names if not table[value]]
    return "\n".join([*lines, "```", ""])


def _code(value: str) -> str:
    """A name that a diagram takes."""
    return value.replace("-", "_")


def _table(names: Mapping[str, str], moves: Moves) -> str:
    lines = ["| de | à | action | qui |", "|---|---|---|---|"]
    lines += [f"| {names[a]} | {names[b]} | {what} | {who} |" for (a, b), (what, who) in moves.items()]
    return "\n".join([*lines, ""])
