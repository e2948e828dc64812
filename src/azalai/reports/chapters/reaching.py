"""Who was reached: people by group, as approved reports tell them apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from azalai.engines.phrases import words
from azalai.indicators.protection import PUBLIC, limits
from azalai.monitoring.queries import people_reached
from azalai.monitoring.queries.people import ByVariable, Group
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material


def people_by_group(draft: Draft, material: Material) -> None:
    """A table with a part for each variable that reports tell; small numbers are hidden, for it goes out."""
    assert material.standing is not None
    threshold = limits().thresholds[PUBLIC]
    found = people_reached(material.standing, threshold=threshold)
    if found.reached is None:  # the chapter has said already that nobody tells
        return
    draft.heading("Personnes touchées, par groupe")
    if not found.told:
        draft.paragraph("groups-none", "Aucun rapport approuvé ne distingue de groupes parmi elles.")
        return
    rows: list[list[Any]] = []
    groups: list[int] = []
    for variable in found.told:
        groups.append(len(rows))
        rows.append([variable.title, None, None])
        rows += [
            _row(draft, material, variable, group) for group in variable.groups if group.people is not None
        ]
    draft.table(
        "Personnes touchées selon les groupes que les rapports distinguent",
        ["Groupe", "Personnes", "Part"],
        rows,
        numbers=[1, 2],
        widths=[64, 20, 16],
        groups=groups,
        source="rapports approuvés",
    )
    hidden = (
        f" Les nombres inférieurs à {words.grouped(threshold)} n'y figurent pas, pour que personne ne puisse"
        " être reconnu."
        if found.hidden
        else ""
    )
    draft.paragraph(
        "groups",
        "Chaque part se rapporte aux personnes que les rapports distinguent ainsi, non à toutes les personnes"
        f" touchées : un rapport peut ne rien dire d'un groupe.{hidden}",
        kind="note",
    )


def _row(draft: Draft, material: Material, variable: ByVariable, group: Group) -> list[Any]:
    one = _figure(draft, material, variable, group)
    if not variable.people:
        return [words.capital(group.title), one, None]
    share = round(100 * Decimal(one.number) / variable.people, 1)
    return [words.capital(group.title), one, f"{words.grouped(share)}{words.NO_BREAK}%"]


def _figure(draft: Draft, material: Material, variable: ByVariable, group: Group) -> Figure:
    return draft.figure(
        f"plan.group.{variable.code}.{group.code}",
        group.people,
        label=f"Personnes touchées : {group.title}",
        formula=f"Somme des rapports approuvés qui distinguent ce groupe ({group.told}), depuis le début.",
        missing="Aucun rapport approuvé ne le dit.",
        url=_page(material),
    )


def _page(material: Material) -> str:
    version = material.version
    return reverse("monitoring:progress", args=[version.plan.public_id]) if version else ""
