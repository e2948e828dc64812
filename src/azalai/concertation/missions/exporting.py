"""The list of missions as a table to leave with."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from azalai.concertation.missions.queries import Totals, hosts, participants
from azalai.concertation.models import Mission
from azalai.core.exports import Export, Value


def table(missions: Iterable[Mission], totals: Totals) -> Export:
    """missions: as `queries.full` gives them; totals: of the same. An empty cell is what nobody knows."""
    return Export(
        name="missions",
        title=_("Missions et séances du secrétariat"),
        head=_head(),
        rows=[_row(one) for one in missions],
        totals=[_total(totals)],
        notes=[_("Une case vide dit que le chiffre n'est pas connu ; 0 dit qu'il n'y avait personne.")],
    )


def _head() -> list[str]:
    return [
        _("Objet"),
        _("Nature"),
        _("Échelon"),
        _("Début"),
        _("Fin"),
        _("Lieu"),
        _("Organismes d'accueil"),
        _("Organismes participants"),
        _("Personnes touchées"),
        _("Dont femmes"),
        _("Dont hommes"),
        _("Résultat"),
        _("Pièce"),
        _("État"),
    ]


def _row(one: Mission) -> list[Value]:
    return [
        one.title,
        str(one.get_kind_display()),
        str(one.get_level_display()),
        one.starts,
        one.ends,
        one.where,
        "\n".join(map(str, hosts(one))),
        "\n".join(map(str, participants(one))),
        one.agents,
        one.women,
        one.men,
        one.report,
        "\n".join(part for part in (one.evidence, one.evidence_url) if part),
        str(one.get_state_display()),
    ]


def _total(totals: Totals) -> list[Value]:
    held = _("%(n)s tenues") % {"n": totals.held}
    blanks: list[Value] = [None] * 6
    return [_("Total"), held, *blanks, totals.agents, totals.women, totals.men, None, None, None]
