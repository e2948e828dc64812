"""States of concertation: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.concertation import enums
from azalai.concertation.missions import enums as missions
from tools.states.page import SECRETARIAT, Moves, Section

WRITER = "présidence ou secrétariat de l'instance, secrétariat permanent"

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
    ("treated", "postponed"): ("corriger dans le compte rendu", SECRETARIAT),
    ("postponed", "treated"): ("corriger dans le compte rendu", SECRETARIAT),
}

MINUTES_MOVES: Moves = {
    ("draft", "circulated"): ("envoyer en relecture", WRITER),
    ("draft", "adopted"): ("enregistrer l'adoption, séance tenante ou avant la reprise ici", SECRETARIAT),
    ("circulated", "draft"): ("revenir au brouillon, avec un motif", WRITER),
    ("circulated", "adopted"): ("enregistrer l'adoption, une fois les amendements examinés", SECRETARIAT),
}

AMENDMENT_MOVES: Moves = {
    ("pending", "accepted"): ("retenir", WRITER),
    ("pending", "refused"): ("ne pas retenir, avec un motif", WRITER),
    ("pending", "withdrawn"): ("retirer", "qui l'a proposé"),
}

MISSION_MOVES: Moves = {
    ("planned", "held"): ("noter qu'elle a eu lieu", SECRETARIAT),
    ("planned", "cancelled"): ("annuler, avec un motif", SECRETARIAT),
    ("held", "planned"): ("remettre parmi les missions prévues", SECRETARIAT),
    ("cancelled", "planned"): ("remettre parmi les missions prévues", SECRETARIAT),
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


def sections() -> list[Section]:
    """Objects of the room that have states."""
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
        *_minutes(),
        Section(
            "Mission",
            "Ce que le secrétariat fait hors des réunions. Une mission tenue a au moins une année pour date.",
            missions.MissionState,
            missions.MISSION_TRANSITIONS,
            MISSION_MOVES,
        ),
    ]


def _minutes() -> list[Section]:
    return [
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
