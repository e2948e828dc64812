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
MISSION_MOVES: Moves = {
    ("planned", "held"): ("noter qu'elle a eu lieu", SECRETARIAT),
    ("planned", "cancelled"): ("annuler, avec un motif", SECRETARIAT),
    ("held", "planned"): ("remettre parmi les missions prévues", SECRETARIAT),
    ("cancelled", "planned"): ("remettre parmi les missions prévues", SECRETARIAT),
}
ITEM_MOVES: Moves = {
    ("proposed", "on-agenda"): ("retenir", SECRETARIAT),
    ("proposed", "declined"): ("ne pas retenir, avec un motif", SECRETARIAT),
    ("on-agenda", "treated"): ("saisir les présences, point traité", SECRETARIAT),
    ("on-agenda", "postponed"): ("saisir les présences, point non traité", SECRETARIAT),
    ("on-agenda", "declined"): ("retirer, avec un motif", SECRETARIAT),
    ("declined", "on-agenda"): ("retenir", SECRETARIAT),
    ("treated", "postponed"): ("corriger dans le compte rendu", SECRETARIAT),
    ("postponed", "treated"): ("corriger dans le compte rendu", SECRETARIAT),
}
MINUTES_MOVES: Moves = {
    ("draft", "circulated"): ("envoyer en relecture", SECRETARIAT),
    ("draft", "adopted"): ("enregistrer l'adoption, séance tenante ou avant la reprise ici", SECRETARIAT),
    ("circulated", "draft"): ("revenir au brouillon, avec un motif", SECRETARIAT),
    ("circulated", "adopted"): ("enregistrer l'adoption, une fois les amendements examinés", SECRETARIAT),
}
AMENDMENT_MOVES: Moves = {
    ("pending", "accepted"): ("retenir", SECRETARIAT),
    ("pending", "refused"): ("ne pas retenir, avec un motif", SECRETARIAT),
    ("pending", "withdrawn"): ("retirer", "qui l'a proposé"),
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


def _point_moves() -> Moves:
    """What the owner says, what the secretariat decides."""
    owner = "responsables, secrétariat permanent"
    asked = ("proposed", "accepted", "in-progress", "blocked")
    said = {
        "in-progress": "dire où elle en est",
        "blocked": "dire ce qui bloque",
        "done": "dire que c'est fait",
    }
    moves = {
        ("proposed", "accepted"): ("accepter", owner),
        ("proposed", "refused"): ("refuser, avec un motif", owner),
    }
    moves |= {(a, b): (words, owner) for a in asked for b, words in said.items() if a != b}
    moves |= {(a, "dropped"): ("abandonner, avec un motif", SECRETARIAT) for a in asked}
    moves |= {
        ("done", "verified"): ("vérifier", "secrétariat permanent, ni responsable ni auteur du « fait »"),
        ("done", "in-progress"): ("corriger ou rouvrir, avec un motif", owner),
        ("verified", "in-progress"): ("rouvrir, avec un motif", SECRETARIAT),
        ("refused", "proposed"): ("rouvrir, avec un motif", SECRETARIAT),
        ("dropped", "accepted"): ("rouvrir, avec un motif", SECRETARIAT),
    }
    return moves


CAMPAIGN_KEEPERS = "secrétaire permanent, suivi-évaluation, administrateur"
CAMPAIGN_MOVES: Moves = {
    ("draft", "open"): ("ouvrir", CAMPAIGN_KEEPERS),
    ("open", "closed"): ("clore", CAMPAIGN_KEEPERS),
    ("closed", "open"): ("rouvrir, avec un motif", CAMPAIGN_KEEPERS),
}
REPORTER = "point focal de l'organisme, secrétariat"
REPORT_MOVES: Moves = {
    ("expected", "draft"): ("écrire", REPORTER),
    ("expected", "exempt"): ("dispenser, avec un motif", CAMPAIGN_KEEPERS),
    ("draft", "submitted"): ("envoyer", REPORTER),
    ("draft", "exempt"): ("dispenser, avec un motif", CAMPAIGN_KEEPERS),
    ("submitted", "checked"): ("vérifier", "secrétariat, une autre personne que celle qui a envoyé"),
    ("submitted", "returned"): ("renvoyer, avec un motif", SECRETARIAT),
    ("checked", "approved"): ("approuver", "secrétariat, une troisième personne"),
    ("checked", "returned"): ("renvoyer, avec un motif", SECRETARIAT),
    ("approved", "amending"): ("reprendre pour corriger, avec un motif", REPORTER),
    ("returned", "submitted"): ("envoyer", REPORTER),
    ("amending", "submitted"): ("envoyer la correction", REPORTER),
    ("amending", "approved"): ("abandonner la correction", REPORTER),
    ("exempt", "expected"): ("attendre de nouveau", CAMPAIGN_KEEPERS),
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
    from azalai.concertation.missions import enums as missions
    from azalai.followup import enums as followup
    from azalai.monitoring import enums as monitoring
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
        *_concertation(concertation),
        *_missions(missions),
        *_followup(followup),
        *_monitoring(monitoring),
    ]


def _followup(enums: Any) -> list[Section]:
    return [
        Section(
            "Action ou recommandation",
            "Une action décidée en réunion est acceptée d'emblée ; une recommandation attend que son\n"
            "responsable l'accepte. Qui dit où elle en est l'a par là acceptée. Une action faite est\n"
            "vérifiée par un autre que son responsable.",
            enums.PointState,
            enums.POINT_TRANSITIONS,
            _point_moves(),
        )
    ]


def _missions(enums: Any) -> list[Section]:
    return [
        Section(
            "Mission",
            "Ce que le secrétariat fait hors des réunions. Une mission tenue a au moins une année pour date.",
            enums.MissionState,
            enums.MISSION_TRANSITIONS,
            MISSION_MOVES,
        ),
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
        Section(
            "Compte rendu",
            "Un par réunion. Un compte rendu adopté ne change plus : la base de données elle-même le refuse.",
            enums.MinutesState,
            enums.MINUTES_TRANSITIONS,
            MINUTES_MOVES,
        ),
        Section(
            "Amendement",
            "Proposé par qui a assisté à la réunion, pendant la relecture. Un compte rendu n'est pas adopté\n"
            "tant qu'un amendement attend.",
            enums.AmendmentState,
            enums.AMENDMENT_TRANSITIONS,
            AMENDMENT_MOVES,
        ),
    ]


def _monitoring(enums: Any) -> list[Section]:
    return [
        Section(
            "Campagne de collecte",
            "La date « close après le » ferme la saisie d'elle-même ; clore et rouvrir sont des décisions.",
            enums.CampaignState,
            enums.CAMPAIGN_TRANSITIONS,
            CAMPAIGN_MOVES,
        ),
        Section(
            "Rapport d'activité",
            "Un par campagne, organisme et activité. Deux étapes sont faites par deux personnes. Pendant une\n"
            "correction, c'est la version approuvée qui compte.",
            enums.ReportState,
            enums.REPORT_TRANSITIONS,
            REPORT_MOVES,
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
