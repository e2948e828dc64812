"""Figures that several chapters share: each counted in one way."""

from __future__ import annotations

from collections.abc import Sequence

from azalai.core.facts import FactRow
from azalai.engines.phrases.times import during, period
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Line, Material

SOURCE = "interventions publiées par leurs responsables"
WHOLE = "Ensemble, chaque intervention une fois"


def total_figure(draft: Draft, material: Material) -> Figure:
    """Interventions of the period, each once."""
    return draft.figure(
        "interventions",
        len(material.ones),
        label="Interventions de la période",
        formula=(
            "Interventions publiées, non annulées, dont les dates croisent la période ; chacune compte une"
            " fois."
        ),
        rows=material.rows(material.ones),
        url=material.list_url(),
    )


def money_figure(draft: Draft, material: Material, key: str, ones: Sequence[int], *, label: str) -> Figure:
    """Budgets in the country's currency; missing when nobody tells one."""
    return draft.figure(
        key,
        material.budget(ones),
        label=label,
        unit=material.site.currency_label,
        formula=(
            f"Somme des budgets déclarés en {material.site.currency_label} : dépensé, sinon engagé, sinon"
            " prévu. Un budget dans une autre monnaie n'est pas converti."
        ),
        missing="Aucun budget n'est déclaré dans la monnaie du pays.",
        rows=material.rows(
            one for one in ones if material.site.currency in material.traces.money.get(one, {})
        ),
    )


def people_figure(draft: Draft, material: Material, key: str, ones: Sequence[int], *, label: str) -> Figure:
    """People aimed at; missing when nobody tells."""
    return draft.figure(
        key,
        material.people(ones),
        label=label,
        formula=(
            "Somme des effectifs visés par groupe ; une personne visée par deux interventions compte deux"
            " fois."
        ),
        missing="Aucun effectif n'est déclaré.",
        rows=material.rows(one for one in ones if one in material.traces.people),
    )


def counted(draft: Draft, material: Material, prefix: str, dimension: str, line: Line) -> Figure:
    """How many interventions stand in a group, with their list."""
    return draft.figure(
        f"{prefix}.{line.key}",
        len(line.ones),
        label=f"Interventions : {line.title}",
        formula=(
            "Interventions de la période que leur responsable range ici ; une intervention peut compter"
            " dans plusieurs lignes."
        ),
        rows=material.rows(line.ones),
        url=material.list_url(**{dimension: line.key}),
    )


def when(material: Material) -> str:
    """ "en 2022"."""
    return during(material.start, material.end)


def nothing(whole: Figure, material: Material) -> str:
    """What a chapter says where no intervention is known."""
    told = whole.fem("intervention publiée ne couvre", "interventions publiées ne couvrent")
    return (
        f"{told} {period(material.start, material.end)} : le présent chapitre ne peut donc rien décrire. Les"
        " organismes déclarent leurs interventions en ligne, par classeur ou par fichier IATI."
    )


def body_rows(material: Material, bodies: set[int]) -> list[FactRow]:
    """Organisations as a list."""
    found = sorted(
        (material.traces.organisations[key] for key in bodies), key=lambda one: (one.search_text, one.pk)
    )
    return [FactRow(str(one), one.get_absolute_url()) for one in found]


def bodies_figure(draft: Draft, material: Material) -> Figure:
    """Organisations that take part in an intervention of the period."""
    keys = bodies_of(material, material.ones)
    return draft.figure(
        "organisations",
        len(keys),
        label="Organismes qui prennent part à une intervention",
        formula="Organismes du registre nommés, en toute qualité, par une intervention de la période.",
        rows=body_rows(material, keys),
        url=material.list_url(),
    )


def bodies_of(material: Material, ones: Sequence[int]) -> set[int]:
    """Keys of the organisations that take part in these interventions."""
    return {key for one in ones for key in material.traces.roles.get(one, {})}
