"""One paragraph for each part of the matrix; a part of which nothing is known says so."""

from __future__ import annotations

from azalai.engines.preamble.model import Facts, Figure, Paragraph
from azalai.engines.preamble.wording import FIRM, Piece, agree, join, number, share, tidy, told

STATES = (
    ("ongoing", "est en cours", "sont en cours"),
    ("completed", "est achevée", "sont achevées"),
    ("overdue", "est en retard", "sont en retard"),
    ("planned", "n’a pas commencé", "n’ont pas commencé"),
    ("suspended", "est suspendue", "sont suspendues"),
    ("cancelled", "est annulée", "sont annulées"),
)


def draft(facts: Facts, *, currency: str) -> tuple[Paragraph, ...]:
    """The paragraphs, always the same for the same facts. currency: as print writes it ("FCFA")."""
    if not facts.activities:
        return (Paragraph("scope", ("La matrice ne contient encore aucune activité.",)),)
    parts = {
        "scope": _scope(facts, currency),
        "states": _states(facts),
        "evaluation": _evaluation(facts),
        "conformity": _conformity(facts),
        "replies": _replies(facts),
        "recommendations": _recommendations(facts),
    }
    return tuple(Paragraph(code, tidy(pieces)) for code, pieces in parts.items())


def _scope(facts: Facts, currency: str) -> list[Piece]:
    when = f"En {facts.year}, la matrice" if facts.year else "La matrice"
    pieces: list[Piece] = [
        f"{when} porte sur ",
        *told("activities", facts.activities, "activité", "activités"),
    ]
    if facts.actors:
        pieces += [f" {agree(facts.activities, 'menée', 'menées')} par "]
        pieces += told("actors", facts.actors, "organisme", "organismes")
    if facts.budget is not None:
        pieces += [
            ", pour un montant déclaré de ",
            Figure("budget", number(facts.budget)),
            f"{FIRM}{currency}",
        ]
    return [*pieces, "."]


def _states(facts: Facts) -> list[Piece]:
    known = [(name, getattr(facts, name), one, many) for name, one, many in STATES if getattr(facts, name)]
    listed: list[list[Piece]] = [
        [Figure(name, number(value)), f" {agree(value, one, many)}"] for name, value, one, many in known
    ]
    opening = "Parmi elles, " if facts.activities > 1 else "Sur cette activité : "
    pieces: list[Piece] = [opening, *join(listed), "."] if listed else ["Leur état n’est pas connu."]
    if facts.reported is not None:
        pieces += [" ", *_reported(facts, facts.reported)]
    return pieces


def _reported(facts: Facts, reported: int) -> list[Piece]:
    if not reported:
        return ["Aucune activité n’a encore fait l’objet d’un rapport accepté."]
    verb = agree(reported, "a fait", "ont fait")
    part = share(reported, facts.activities)
    return [
        *told("reported", reported, "activité", "activités"),
        f" {verb} l’objet d’un rapport accepté, soit {part} de l’ensemble.",
    ]


def _evaluation(facts: Facts) -> list[Piece]:
    if not facts.evaluated:
        pieces: list[Piece] = ["Aucune activité n’a encore été évaluée."]
    else:
        pieces = [
            *told("evaluated", facts.evaluated, "activité", "activités"),
            f" {agree(facts.evaluated, 'a été évaluée', 'ont été évaluées')}, soit ",
            f"{share(facts.evaluated, facts.activities)} de l’ensemble.",
        ]
    if facts.self_evaluated:
        verb = agree(facts.self_evaluated, "a été notée", "ont été notées")
        pieces += [" ", *told("self_evaluated", facts.self_evaluated, "activité", "activités")]
        pieces += [f" {verb} par le partenaire lui-même."]
    return pieces + (_ratings(facts) if facts.rated or facts.unassessable else [])


def _ratings(facts: Facts) -> list[Piece]:
    pieces: list[Piece] = []
    if facts.rated:
        word = agree(facts.satisfactory, "est satisfaisante", "sont satisfaisantes")
        counted: list[Piece] = [Figure("satisfactory", number(facts.satisfactory))]
        pieces += [" Sur ", *told("rated", facts.rated, "note donnée", "notes données"), ", "]
        pieces += ["aucune n’est satisfaisante"] if not facts.satisfactory else [*counted, f" {word}"]
        pieces += [f" (4 à 6 sur l’échelle de{FIRM}6)."]
    if facts.unassessable:
        verb = agree(facts.unassessable, "n’a pu être apprécié", "n’ont pu être appréciés")
        rest = agree(facts.unassessable, "il n’entre", "ils n’entrent")
        pieces += [" ", *told("unassessable", facts.unassessable, "critère", "critères")]
        pieces += [f" {verb} et {rest} dans aucun compte."]
    return pieces


def _conformity(facts: Facts) -> list[Piece]:
    if not facts.conformity_rated:
        return ["La conformité à la politique nationale et au Pacte mondial n’a pas encore été appréciée."]
    pieces: list[Piece] = [
        "La conformité à la politique nationale et au Pacte mondial a reçu ",
        *told("conformity_rated", facts.conformity_rated, "note", "notes"),
    ]
    if not facts.conformity_low:
        return [*pieces, ", toutes satisfaisantes." if facts.conformity_rated > 1 else ", satisfaisante."]
    low = agree(facts.conformity_low, "relève un écart", "relèvent un écart")
    return [*pieces, ", dont ", Figure("conformity_low", number(facts.conformity_low)), f" qui {low}."]


def _replies(facts: Facts) -> list[Piece]:
    if not facts.asked:
        return ["Aucune note n’a encore été soumise au droit de réponse des partenaires."]
    pieces: list[Piece] = ["Les partenaires ont pu répondre à "]
    pieces += told("asked", facts.asked, "note", "notes")
    if not facts.replied:
        return [*pieces, f"{FIRM}; aucune réponse n’est parvenue."]
    kinds = (
        ("agreed", facts.agreed, "accord", "accords"),
        ("partly", facts.partly, "accord partiel", "accords partiels"),
        ("disagreed", facts.disagreed, "désaccord", "désaccords"),
    )
    listed = [told(name, value, one, many) for name, value, one, many in kinds if value]
    pieces += [" et l’ont fait pour ", Figure("replied", number(facts.replied))]
    pieces += [*([f"{FIRM}: ", *join(listed)] if listed else []), "."]
    if facts.revised:
        verb = agree(facts.revised, "a été revue", "ont été revues")
        pieces += [" ", *told("revised", facts.revised, "note", "notes"), f" {verb} après leur réponse."]
    return pieces


def _recommendations(facts: Facts) -> list[Piece]:
    if not facts.recommendations:
        return ["Aucune recommandation n’a encore été tirée de ces évaluations."]
    pieces: list[Piece] = [
        *told("recommendations", facts.recommendations, "recommandation", "recommandations"),
        f" {agree(facts.recommendations, 'en est issue', 'en sont issues')}",
    ]
    known: list[list[Piece]] = []
    if facts.done is not None:
        known.append(_how_many("done", facts.done, "mise en œuvre", "mises en œuvre"))
    if facts.late is not None:
        known.append(_how_many("late", facts.late, "en retard", "en retard"))
    return [*pieces, *([f"{FIRM}: ", *join(known)] if known else []), "."]


def _how_many(fact: str, value: int, one: str, many: str) -> list[Piece]:
    """ "aucune n'est en retard" reads better than "0 est en retard"."""
    if not value:
        return [f"aucune n’est {one}"]
    return [Figure(fact, number(value)), f" {agree(value, 'est', 'sont')} {agree(value, one, many)}"]
