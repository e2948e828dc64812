"""Where: the regions, on the map and in a table."""

from __future__ import annotations

from typing import Any

from azalai.cartography.dimensions import NONE
from azalai.cartography.maps import Region, Regions, map_drawing
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

MAP_WIDTH = 0.8  # share of the page
MOST_FIRST = 3  # named in the sentence


@chapter("regions", "État par région", "interventions, lieux")
def regions(draft: Draft, material: Material) -> None:
    """The map, then the table."""
    one_part, parts = material.part
    draft.chapter.title = draft.chapter.title.replace("région", one_part)
    whole = total_figure(draft, material)
    if not material.ones:
        draft.paragraph("none", nothing(whole, material))
        return
    lines = [(line, counted(draft, material, "region", "region", line)) for line in material.by("region")]
    draft.paragraph("map", *_regions_sentences(lines, material))
    _map(draft, material, lines)
    present = [pair for pair in lines if pair[1].number]
    draft.table(
        f"Présence par {one_part}",
        [one_part.capitalize(), "Interventions", "Organismes", _money_head(material), "Personnes visées"],
        [*(_row(draft, material, line, one) for line, one in present), _total(draft, material, whole)],
        numbers=[1, 2, 3, 4],
        widths=[31, 15, 14, 24, 16],
        foot=1,
        source=SOURCE,
    )
    draft.paragraph(
        "note",
        f"Une intervention menée dans plusieurs {parts} compte dans chaque {one_part}, avec tout son budget :"
        " les lignes ne s'additionnent pas.",
        kind="note",
    )


def _map(draft: Draft, material: Material, lines: list[tuple[Line, Figure]]) -> None:
    """The very interventions that the table counts, whatever the days of the period."""
    meter = material.meter("nombre")
    ones = {line.key: line.ones for line, _ in lines}

    def region(key: str, title: str) -> Region:
        here = ones.get(key, ())
        return Region(key, title, here, meter.value(here) if here else None)

    found = Regions(
        [region(code, place.name) for code, place in material.traces.regions.items()],
        region(NONE, ""),
        Region("", WHOLE, tuple(material.ones), len(material.ones)),
    )
    draft.chart(
        f"Nombre d'interventions par {material.part[0]}",
        map_drawing(material.country, found, meter),
        source="interventions publiées ; limites : Natural Earth, sans valeur officielle",
        width=MAP_WIDTH,
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
    key, title = line.key, line.title
    money = money_figure(draft, material, f"region.money.{key}", line.ones, label=f"Budgets : {title}")
    people = people_figure(draft, material, f"region.people.{key}", line.ones, label=f"Personnes : {title}")
    return [title, one, bodies, money, people]


def _total(draft: Draft, material: Material, whole: Figure) -> list[Any]:
    money = money_figure(draft, material, "money", material.ones, label="Budgets déclarés")
    people = people_figure(draft, material, "people", material.ones, label="Personnes visées")
    return [WHOLE, whole, bodies_figure(draft, material), money, people]


def _regions_sentences(lines: list[tuple[Line, Figure]], material: Material) -> list[str]:
    """Worded so that it holds for regions, provinces or districts alike."""
    one_part, parts = material.part
    real = sorted(((x, f) for x, f in lines if x.key != NONE), key=lambda pair: -pair[1].number)
    empty = [line.title for line, one in real if not one.number]
    first = [f"{line.title} ({one})" for line, one in real[:MOST_FIRST] if one.number]
    told = []
    if len(first) == 1:
        told.append(f"{first[0]} vient en tête.")
    elif first:
        told.append(f"{words.in_full(len(first))} {parts} viennent en tête : {words.listed(first)}.")
    if len(empty) == 1:
        told.append(f"{empty[0]} ne compte aucune intervention.")
    elif empty:
        told.append(
            f"{words.in_full(len(empty))} {parts} ne comptent aucune intervention et ne figurent pas au"
            f" tableau : {words.listed(empty)}."
        )
    elif real:
        told.append(f"Chaque {one_part} compte au moins une intervention.")
    none = next((one for line, one in lines if line.key == NONE), None)
    if none is not None and none.number:
        told.append(
            f"{none.fem('intervention est', 'interventions sont')} de niveau national, ou ne"
            f" {none.verb('dit', 'disent')} pas où {none.verb('elle se déroule', 'elles se déroulent')}."
        )
    return told
