"""Write docs/reference/etats.md from the state tables; the tests compare."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.utils import translation

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "etats.md"
INTRODUCTION = """# Les états

Cette page est écrite par `python -m tools.states` d'après les tables du code ; les tests la comparent.
"""
Moves = Mapping[tuple[str, str], tuple[str, str]]
SECRETARIAT = "secrétariat permanent"
# Which action makes each move, and who may do it; the rules' own words are in the rules.py of each room.
PLAN_MOVES: Moves = {
    ("draft", "submitted"): ("soumettre à validation", "planification, secrétaire permanent"),
    ("submitted", "draft"): ("renvoyer en brouillon, avec un motif", "planification, secrétaire permanent"),
    ("submitted", "adopted"): ("enregistrer l'adoption, avec l'acte", "secrétaire permanent"),
}
JOINT_MOVES: Moves = {
    ("invited", "under-way"): ("accepter, le dernier des invités", "partenaires invités"),
    ("invited", "declined"): ("décliner, avec un motif", "un partenaire invité"),
    ("invited", "abandoned"): ("abandonner, avec un motif", SECRETARIAT),
    ("under-way", "concluded"): ("conclure, avec le résultat", SECRETARIAT),
    ("under-way", "declined"): ("se retirer, avec un motif", "un partenaire invité"),
    ("under-way", "abandoned"): ("abandonner, avec un motif", SECRETARIAT),
    ("concluded", "under-way"): ("rouvrir, avec un motif", SECRETARIAT),
    ("declined", "invited"): ("inviter de nouveau, avec un motif", SECRETARIAT),
    ("abandoned", "invited"): ("inviter de nouveau, avec un motif", SECRETARIAT),
}
MEETING_MOVES: Moves = {
    ("draft", "convened"): ("convoquer les membres", SECRETARIAT),
    ("draft", "cancelled"): ("annuler, avec un motif", SECRETARIAT),
    ("convened", "held"): ("saisir les présences", SECRETARIAT),
    ("convened", "cancelled"): ("annuler, avec un motif", SECRETARIAT),
}
ITEM_MOVES: Moves = {
    ("proposed", "on-agenda"): ("retenir", SECRETARIAT),
    ("proposed", "declined"): ("ne pas retenir, avec un motif", SECRETARIAT),
    ("on-agenda", "treated"): ("saisir les présences, point traité", SECRETARIAT),
    ("on-agenda", "postponed"): ("saisir les présences, point non traité", SECRETARIAT),
    ("on-agenda", "declined"): ("retirer, avec un motif", SECRETARIAT),
    ("declined", "on-agenda"): ("retenir", SECRETARIAT),
}


def _convocation_moves() -> Moves:
    """Many states are answered and closed the same way."""
    member, morning = "membre, suppléant, secrétariat", "tâche du matin"
    waiting = ("sent", "reminded", "relayed", "escalated")
    answers = {"present": "répondre présent", "excused": "s'excuser", "absent": "répondre absent"}
    everything = ("draft", *waiting, *answers)
    moves = {(a, b): (words, member) for a in (*waiting, *answers) for b, words in answers.items() if a != b}
    moves |= {
        (a, "sent"): ("changer la date : chacun est consulté de nouveau", SECRETARIAT) for a in everything
    }
    moves |= {(a, "unanswered"): ("le début de la réunion passe", morning) for a in waiting}
    moves |= {(a, "cancelled"): ("annuler la réunion", SECRETARIAT) for a in everything}
    moves |= {(a, "escalated"): ("deux jours avant, sans réponse", morning) for a in waiting[:3]}
    moves |= {(a, "relayed"): ("quatre jours avant, sans réponse", morning) for a in waiting[:2]}
    moves |= {
        ("draft", "sent"): ("convoquer les membres", SECRETARIAT),
        ("sent", "reminded"): ("sept jours avant, sans réponse", morning),
        ("excused", "relayed"): ("s'excuser sans nommer de suppléant", member),
        ("relayed", "excused"): ("s'excuser ; ou le début passe après une excuse", f"{member}, {morning}"),
    }
    del moves["sent", "sent"]
    return moves


KEEPER, GIVER = "suivi-évaluation, secrétaire permanent, administrateur", "qui suit le lieu, suivi-évaluation"
VALUE_MOVES: Moves = {
    ("entered", "validated"): ("valider, une autre personne que celle qui a saisi", KEEPER),
    ("entered", "returned"): ("renvoyer, avec un motif", KEEPER),
    ("entered", "replaced"): ("corriger : une autre valeur est saisie", GIVER),
    ("entered", "withdrawn"): ("retirer, avec un motif", KEEPER),
    ("returned", "replaced"): ("corriger : une autre valeur est saisie", GIVER),
    ("returned", "withdrawn"): ("retirer, avec un motif", KEEPER),
    ("validated", "published"): ("publier", KEEPER),
    ("validated", "replaced"): ("valider sa correction", KEEPER),
    ("validated", "withdrawn"): ("retirer, avec un motif", KEEPER),
    ("published", "replaced"): ("valider sa correction", KEEPER),
    ("published", "withdrawn"): ("retirer, avec un motif", KEEPER),
}
CALIBRATION_MOVES: Moves = {
    ("proposed", "accepted"): ("accepter", "secrétaire permanent, suivi-évaluation, administrateur"),
    ("proposed", "set-aside"): ("écarter", "secrétaire permanent, suivi-évaluation, administrateur"),
}


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


def sections() -> list[Section]:
    """Every object that has states."""
    from azalai.concertation import enums as concertation  # needs settings
    from azalai.indicators import enums as indicators
    from azalai.overlaps import enums as overlaps
    from azalai.plans import enums as plans

    return [
        Section(
            "Version d'un plan",
            "Un plan n'a jamais qu'une version ouverte (brouillon ou soumise). Une version adoptée ne\n"
            "change plus : ce qui la corrige est une nouvelle version, qui commence comme sa copie.",
            plans.VersionStatus,
            plans.VERSION_TRANSITIONS,
            PLAN_MOVES,
        ),
        Section(
            "Action conjointe",
            "Un recoupement n'a jamais qu'une action conjointe ouverte (invitation envoyée ou en cours).\n"
            "Une action rouverte après un refus ou un abandon attend de nouveau la réponse de chacun.",
            overlaps.JointState,
            overlaps.JOINT_TRANSITIONS,
            JOINT_MOVES,
        ),
        Section(
            "Calage du radar",
            "Les poids en vigueur sont ceux du calage accepté en dernier ; sans aucun, ceux qui sont livrés.",
            overlaps.CalibrationState,
            overlaps.CALIBRATION_TRANSITIONS,
            CALIBRATION_MOVES,
        ),
        Section(
            "Valeur d'un indicateur",
            "Une valeur n'est jamais réécrite : une correction est une autre valeur, et l'ancienne compte\n"
            "jusqu'à ce que la nouvelle soit validée. Pour un indicateur, une période et un lieu, une seule\n"
            "valeur compte et une seule attend.",
            indicators.State,
            indicators.STATE_TRANSITIONS,
            VALUE_MOVES,
        ),
        *_concertation(concertation),
    ]


def _concertation(enums: Any) -> list[Section]:
    return [
        Section(
            "Réunion",
            "Une réunion tenue ou annulée ne change plus.",
            enums.MeetingState,
            enums.MEETING_TRANSITIONS,
            MEETING_MOVES,
        ),
        Section(
            "Point de l'ordre du jour",
            "Ce qui n'a pas été traité est reporté, puis proposé de nouveau à la réunion suivante, une fois.",
            enums.ItemState,
            enums.ITEM_TRANSITIONS,
            ITEM_MOVES,
        ),
        Section(
            "Convocation",
            "Une par siège et par réunion. Une réponse se change jusqu'au début de la réunion ; ensuite, la\n"
            "convocation reste présent, excusé ou absent, tenue sans réponse, ou annulée. Deux étapes sont\n"
            "espacées d'un jour au moins ; chaque message ne part qu'une fois.",
            enums.ConvocationState,
            enums.CONVOCATION_TRANSITIONS,
            _convocation_moves(),
        ),
    ]


def page() -> str:
    """The whole page, in French."""
    with translation.override("fr"):
        return INTRODUCTION + "".join(section.page() for section in sections())


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


def main() -> int:
    """Write the page."""
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azalai.config.settings")
    sys.exit(main())
