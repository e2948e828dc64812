"""Who does what: by field, by actor."""

from __future__ import annotations

from collections import Counter
from typing import Any

from azalai.cartography.dimensions import NONE
from azalai.engines.phrases import words
from azalai.interventions.enums import Nature, Status
from azalai.reports import charts
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import (
    SOURCE,
    WHOLE,
    bodies_figure,
    counted,
    money_figure,
    nothing,
    people_figure,
    total_figure,
)
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Line, Material

MOST_BODIES = 12
LAST_NATURES = (Nature.OTHER, NONE)
STATUS_WORDS = {
    Status.IDENTIFICATION: ("en identification", "en identification"),
    Status.PLANNED: ("prévue", "prévues"),
    Status.ONGOING: ("en cours", "en cours"),
    Status.COMPLETED: ("achevée", "achevées"),
    Status.SUSPENDED: ("suspendue", "suspendues"),
}


@chapter("fields", "État par domaine d'intervention", "interventions, cadres de référence")
def fields(draft: Draft, material: Material) -> None:
    """By theme, by nature, by state."""
    whole = total_figure(draft, material)
    if not material.ones:
        draft.paragraph("none", nothing(whole, material))
        return
    themes = material.by("theme")
    known = [line for line in themes if line.key != "-"]
    figures = [(line, counted(draft, material, "theme", "theme", line)) for line in themes]
    draft.paragraph("themes", _fields_sentence(whole, figures, material), _silent_sentence(figures, whole))
    ranked = sorted(((x, f) for x, f in figures if x in known), key=lambda pair: -pair[1].number)
    draft.chart(
        "Interventions par thème",
        charts.bars(((line.title, one) for line, one in ranked), unit="interventions"),
        source=SOURCE,
    )
    _theme_table(draft, material, figures, whole)
    draft.heading("Selon la nature de l'action")
    natures = [(line, counted(draft, material, "nature", "nature", line)) for line in material.by("nature")]
    natures.sort(key=lambda pair: (pair[0].key in LAST_NATURES, -pair[1].number))
    draft.table(
        "Interventions selon leur nature",
        ["Nature", "Interventions"],
        [[line.title, one] for line, one in natures],
        numbers=[1],
        widths=[75, 25],
        source=SOURCE,
    )
    draft.heading("Selon l'état")
    draft.paragraph("states", _states_sentence(draft, material, whole))
    draft.paragraph(
        "states-note",
        "L'état est celui que les responsables ont déclaré au jour où les chiffres sont arrêtés, non celui "
        "de la fin de la période.",
        kind="note",
    )


def _fields_sentence(whole: Figure, figures: list[tuple[Line, Figure]], material: Material) -> str:
    best = [pair for pair in figures if pair[0].key != "-" and pair[1].number]
    if not best:
        return (
            f"{whole.fem('intervention publiée couvre', 'interventions publiées couvrent')}"
            " la période, mais aucune n'est rattachée à un objectif qui dirait son domaine."
        )
    best.sort(key=lambda pair: -pair[1].number)
    told = [f"« {line.title} » ({one})" for line, one in best[:3]]
    return (
        f"{whole.fem('intervention publiée couvre', 'interventions publiées couvrent')} la"
        " période."
        f" {'Les domaines les plus servis sont' if len(told) > 1 else 'Le domaine le plus servi est'}"
        f" {words.listed(told)}."
    )


def _silent_sentence(figures: list[tuple[Line, Figure]], whole: Figure) -> str:
    silent = next((one for line, one in figures if line.key == "-"), None)
    if silent is None or not silent.number:
        return ""
    return (
        f"{silent.fem('intervention ne dit', 'interventions ne disent')} pas quel objectif"
        f" {silent.verb('elle sert', 'elles servent')} : aucun domaine ne peut {silent.verb('lui', 'leur')}"
        " être attribué."
    )


def _theme_table(draft: Draft, material: Material, figures: list[tuple[Line, Figure]], whole: Figure) -> None:
    rows: list[list[Any]] = []
    for line, one in figures:
        if not line.ones:  # nothing is missing where nothing is done
            rows.append([line.title, one, None, None])
            continue
        money = money_figure(
            draft, material, f"theme.money.{line.key}", line.ones, label=f"Budgets : {line.title}"
        )
        people = people_figure(
            draft, material, f"theme.people.{line.key}", line.ones, label=f"Personnes : {line.title}"
        )
        rows.append([line.title, one, money, people])
    money = money_figure(draft, material, "money", material.ones, label="Budgets déclarés")
    people = people_figure(draft, material, "people", material.ones, label="Personnes visées")
    rows.append([WHOLE, whole, money, people])
    draft.table(
        "Interventions, budgets et personnes visées par thème",
        ["Thème", "Interventions", f"Budget ({material.site.currency_label})", "Personnes visées"],
        rows,
        numbers=[1, 2, 3],
        widths=[43, 15, 24, 18],
        foot=1,
        source=SOURCE,
    )


def _states_sentence(draft: Draft, material: Material, whole: Figure) -> str:
    counts = Counter(record.status for record in material.records)
    told = []
    for status, (one, many) in STATUS_WORDS.items():
        if counts[status]:
            keys = [record.pk for record in material.records if record.status == status]
            figure = draft.figure(
                f"status.{status}",
                len(keys),
                label=f"Interventions : {one}",
                formula="État déclaré au jour des chiffres.",
                rows=material.rows(keys),
                url=material.list_url(etat=str(status)),
            )
            told.append(figure.fem(one, many))
    if not told:
        return ""
    first = next(status for status in STATUS_WORDS if counts[status])
    told[0] = told[0].replace(" ", f" {words.form(counts[first], 'est', 'sont')} ", 1)
    return f"Sur {whole.fem('intervention', 'interventions')}, {words.listed(told)}."


@chapter("actors", "État par acteur", "interventions, registre des acteurs")
def actors(draft: Draft, material: Material) -> None:
    """By category, then the organisations that do most and those that fund."""
    whole = total_figure(draft, material)
    if not material.ones:
        draft.paragraph("none", nothing(whole, material))
        return
    present = bodies_figure(draft, material)
    categories = [
        (line, counted(draft, material, "category", "categorie", line)) for line in material.by("categorie")
    ]
    absent = [line.title for line, one in categories if not one.number and line.key != "-"]
    draft.paragraph("present", _present_sentence(present, whole), _absent_sentence(absent))
    ranked = sorted((pair for pair in categories if pair[0].key != "-"), key=lambda pair: -pair[1].number)
    draft.chart(
        "Interventions par catégorie d'acteur",
        charts.bars(((line.title, one) for line, one in ranked if one.number), unit="interventions"),
        source=SOURCE,
    )
    _bodies_table(draft, material)
    _funders_table(draft, material)


def _present_sentence(present: Figure, whole: Figure) -> str:
    if not present.number:
        return (
            "Aucun organisme du registre n'a été reconnu parmi les participants "
            f"{whole.de(whole.fem('intervention', 'interventions'))}."
        )
    return (
        f"{present.of('organisme prend', 'organismes prennent')} part à"
        f" {whole.fem('intervention', 'interventions')} de la période, comme chef de file, bailleur ou"
        " organisme de mise en œuvre."
    )


def _absent_sentence(absent: list[str]) -> str:
    if not absent:
        return "Toutes les catégories d'acteurs sont représentées."
    told = words.listed([words.quoted(name) for name in absent])
    if len(absent) == 1:
        return f"Une catégorie d'acteurs n'apparaît dans aucune intervention : {told}."
    return (
        f"{words.capital(words.in_full(len(absent)))} catégories d'acteurs n'apparaissent dans aucune"
        f" intervention : {told}."
    )


def _bodies_table(draft: Draft, material: Material) -> None:
    lines = sorted(
        (line for line in material.by("organisme") if line.key != "-"),
        key=lambda line: (-len(line.ones), line.title),
    )
    rows = []
    for line in lines[:MOST_BODIES]:
        roles = material.traces.roles
        led = [one for one in line.ones if "lead" in roles.get(one, {}).get(int(line.key), ())]
        lead = draft.figure(
            f"body.lead.{line.key}",
            len(led),
            label=f"Chef de file : {line.title}",
            formula="Interventions de la période dont l'organisme est chef de file.",
            rows=material.rows(led),
            url=material.list_url(chef=line.key),
        )
        rows.append([line.title, counted(draft, material, "body", "organisme", line), lead])
    draft.heading("Les organismes les plus présents")
    draft.table(
        "Organismes selon le nombre d'interventions",
        ["Organisme", "Interventions", "dont comme chef de file"],
        rows,
        numbers=[1, 2],
        widths=[60, 22, 18],
        source=SOURCE,
    )
    draft.cut("bodies", MOST_BODIES, len(lines))


def _funders_table(draft: Draft, material: Material) -> None:
    lines = sorted(
        (line for line in material.by("bailleur") if line.key != "-"),
        key=lambda line: (-len(line.ones), line.title),
    )
    rows = [
        [line.title, counted(draft, material, "funder", "bailleur", line)] for line in lines[:MOST_BODIES]
    ]
    draft.heading("Les bailleurs")
    if not rows:
        draft.paragraph(
            "funders", "Aucune intervention de la période ne nomme de bailleur reconnu dans le registre."
        )
    draft.table(
        "Bailleurs selon le nombre d'interventions financées",
        ["Bailleur", "Interventions"],
        rows,
        numbers=[1],
        widths=[75, 25],
        source=SOURCE,
    )
    draft.cut("funders", MOST_BODIES, len(lines))
