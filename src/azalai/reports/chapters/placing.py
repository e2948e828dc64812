"""Where: the regions, on the map and in a table."""

from __future__ import annotations

from typing import Any

from azalai.cartography.maps import by_region, map_drawing
from azalai.cartography.selecting import Criteria
from azalai.engines.phrases import words
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import (
    SOURCE,
    WHOLE,
    bodies_figure,
    bodies_of,
    body_rows,
    counted,
    money_figure,
    nothing,
    people_figure,
    total_figure,
)
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Line, Material


@chapter("regions", "État par région", "interventions, lieux")
def regions(draft: Draft, material: Material) -> None:
    """The map, then the table."""
    whole = total_figure(draft, material)
    if not material.ones:
        draft.paragraph("none", nothing(whole, material))
        return
    lines = [(line, counted(draft, material, "region", "region", line)) for line in material.by("region")]
    draft.paragraph("map", *_regions_sentences(lines))
    _map(draft, material)
    draft.table(
        "Présence par région",
        ["Région", "Interventions", "Organismes", _money_head(material), "Personnes visées"],
        [*(_row(draft, material, line, one) for line, one in lines), _total(draft, material, whole)],
        numbers=[1, 2, 3, 4],
        widths=[31, 15, 14, 24, 16],
        foot=1,
        source=SOURCE,
    )
    draft.paragraph(
        "note",
        "Une intervention menée dans plusieurs régions compte dans chacune, avec tout son budget : les"
        " lignes ne s'additionnent pas.",
        kind="note",
    )


def _map(draft: Draft, material: Material) -> None:
    """The map counts by whole years: a shorter period has its table only."""
    if (material.start.month, material.end.month) != (1, 12):
        return
    criteria = Criteria(material.start.year, material.end.year)
    meter = material.meter("nombre")
    draft.chart(
        "Nombre d'interventions par région",
        map_drawing(material.country, by_region(material.traces, criteria, meter), meter),
        source="interventions publiées ; limites : Natural Earth, sans valeur officielle",
        width=0.62,
    )


def _money_head(material: Material) -> str:
    return f"Budget ({material.site.currency_label})"


def _row(draft: Draft, material: Material, line: Line, one: Figure) -> list[Any]:
    keys = bodies_of(material, line.ones)
    bodies = draft.figure(
        f"region.bodies.{line.key}",
        len(keys),
        label=f"Organismes : {line.title}",
        formula="Organismes du registre qui prennent part à une intervention du lieu.",
        rows=body_rows(material, keys),
    )
    if not line.ones:
        return [line.title, one, bodies, None, None]
    key, title = line.key, line.title
    money = money_figure(draft, material, f"region.money.{key}", line.ones, label=f"Budgets : {title}")
    people = people_figure(draft, material, f"region.people.{key}", line.ones, label=f"Personnes : {title}")
    return [title, one, bodies, money, people]


def _total(draft: Draft, material: Material, whole: Figure) -> list[Any]:
    money = money_figure(draft, material, "money", material.ones, label="Budgets déclarés")
    people = people_figure(draft, material, "people", material.ones, label="Personnes visées")
    return [WHOLE, whole, bodies_figure(draft, material), money, people]


def _regions_sentences(lines: list[tuple[Line, Figure]]) -> list[str]:
    real = sorted(((x, f) for x, f in lines if x.key != "-"), key=lambda pair: -pair[1].number)
    empty = [line.title for line, one in real if not one.number]
    told = []
    if real and real[0][1].number:
        first = [f"{line.title} ({one})" for line, one in real[:3] if one.number]
        told.append(
            "Les interventions sont les plus nombreuses dans"
            f" {words.form(len(first), 'la région suivante', 'les régions suivantes')} :"
            f" {words.listed(first)}."
        )
    if empty:
        told.append(
            f"{words.form(len(empty), 'Une région n’en compte', 'Des régions n’en comptent')} aucune :"
            f" {words.listed(empty)}."
        )
    else:
        told.append("Aucune région n'est sans intervention.")
    none = next((one for line, one in lines if line.key == "-"), None)
    if none is not None and none.number:
        told.append(
            f"{none.fem('intervention est', 'interventions sont')} de niveau national, ou ne"
            f" {none.verb('dit', 'disent')} pas où {none.verb('elle se déroule', 'elles se déroulent')}."
        )
    return told
