"""Write docs/reference/etats.md from the state tables; the tests compare."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import django
from django.utils import translation

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "etats.md"
HEAD = """# Les états

Cette page est écrite par `python -m tools.states` d'après les tables du code ; les tests la comparent.

## Version d'un plan

Un plan n'a jamais qu'une version ouverte (brouillon ou soumise). Une version adoptée ne change plus : ce
qui la corrige est une nouvelle version, qui commence comme sa copie.

"""
# Which action makes each move, and who may do it: the rules' own words are in src/azalai/plans/rules.py.
MOVES = {
    ("draft", "submitted"): ("soumettre à validation", "planification, secrétaire permanent"),
    ("submitted", "draft"): ("renvoyer en brouillon, avec un motif", "planification, secrétaire permanent"),
    ("submitted", "adopted"): ("enregistrer l'adoption, avec l'acte", "secrétaire permanent"),
}


def page() -> str:
    """The whole page, in French."""
    from azalai.plans.enums import VERSION_TRANSITIONS, VersionStatus  # needs settings

    with translation.override("fr"):
        names = {value: str(label) for value, label in VersionStatus.choices}
    return HEAD + _diagram(VERSION_TRANSITIONS, names, VersionStatus.DRAFT.value) + "\n" + _table(names)


def _diagram(table: Mapping[str, frozenset[str]], names: Mapping[str, str], first: str) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    lines += [f"    {value} : {name}" for value, name in names.items()]
    for before in names:
        for after in names:
            if after in table[before]:
                lines.append(f"    {before} --> {after} : {MOVES[before, after][0]}")
    lines += [f"    {value} --> [*]" for value in names if not table[value]]
    return "\n".join([*lines, "```", ""])


def _table(names: Mapping[str, str]) -> str:
    lines = ["| de | à | action | qui |", "|---|---|---|---|"]
    lines += [f"| {names[a]} | {names[b]} | {what} | {who} |" for (a, b), (what, who) in MOVES.items()]
    return "\n".join([*lines, ""])


def main() -> int:
    """Write the page."""
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azalai.config.settings")
    sys.exit(main())
