"""The plan: what it foresaw for the period, how far it is, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.phrases.times import during
from azalai.engines.plan.levels import french
from azalai.engines.plan.model import PlanNode
from azalai.plans.queries import coverage
from azalai.plans.summaries import Calendar, CostLine, calendar, cost_lines
from azalai.reports import charts
from azalai.reports.chapters import chapter
from azalai.reports.chapters.advancing import progress, top_name
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

FORESEEN = "Activités dont le calendrier du plan marque une année de la période."


def node_rows(material: Material, nodes: Sequence[PlanNode]) -> list[FactRow]:
    """Lines of the plan as a list."""
    return [
        FactRow(material.name_of(node), material.node_url(node), detail=french(node.kind)) for node in nodes
    ]


def version_url(material: Material) -> str:
    """Page of the version."""
    return material.version.get_absolute_url() if material.version else ""


def planned(material: Material) -> list[PlanNode]:
    """Activities that the calendar places in a year of the period."""
    assert material.plan is not None
    dates = calendar(material.plan.plan)
    wanted = {str(year) for year in range(material.start.year, material.end.year + 1)}
    return [line.node for line in dates.lines if any(dates.names.get(year) in wanted for year in line.years)]


def plan_when(material: Material) -> str:
    """The years whose calendar is read: a plan marks years, so a quarter is read in the whole of its own."""
    return during(date(material.start.year, 1, 1), date(material.end.year, 12, 31))


@chapter("plan", "Avancement du plan et coût", "plans d'action, rattachements des interventions, campagnes")
def plan(draft: Draft, material: Material) -> None:
    """What was foreseen, what contributes, what it costs."""
    if material.plan is None or material.version is None:
        draft.paragraph(
            "none",
            "Aucun plan d'action adopté n'est enregistré : son avancement et son coût ne peuvent être "
            "décrits.",
        )
        return
    leaves = list(material.plan.plan.leaves())
    dates = calendar(material.plan.plan)
    foreseen = planned(material)
    _foreseen(draft, material, leaves, foreseen, dates)
    progress(draft, material)
    _contributions(draft, material)
    _costs(draft, material, dates)


def _nodes_figure(
    draft: Draft, material: Material, key: str, nodes: Sequence[PlanNode], label: str, how: str
) -> Figure:
    """How many lines of the plan, with their list; how: the formula."""
    rows = node_rows(material, nodes)
    return draft.figure(key, len(nodes), label=label, formula=how, rows=rows, url=version_url(material))


def _foreseen(
    draft: Draft, material: Material, leaves: list[PlanNode], foreseen: list[PlanNode], dates: Calendar
) -> None:
    version = material.version
    assert version is not None
    how = "Lignes du plan adopté qui n'en ont pas d'autres sous elles."
    whole = _nodes_figure(draft, material, "plan.activities", leaves, "Activités du plan", how)
    due = _nodes_figure(
        draft, material, "plan.foreseen", foreseen, f"Activités prévues {plan_when(material)}", FORESEEN
    )
    how = "Activités pour lesquelles le plan ne marque aucune année."
    undated = _nodes_figure(draft, material, "plan.undated", dates.undated, "Activités sans année", how)
    adopted = f", adopté ({version.adoption_reference})" if version.adoption_reference else ", adopté"
    silent = (
        f"{undated.fem('activité ne porte', 'activités ne portent')} aucune année et"
        f" {undated.verb('échappe', 'échappent')} donc au calendrier."
    )
    draft.paragraph(
        "foreseen",
        f"Le plan {words.quoted(version.plan.title)}{adopted}, compte {whole.fem('activité', 'activités')}.",
        _calendar_sentence(material, due, dates),
        silent if undated.number else "",
    )


def _calendar_sentence(material: Material, due: Figure, dates: Calendar) -> str:
    """How many activities the calendar places in the period; a plan that is over says so."""
    version = material.version
    assert version is not None
    years = [int(name) for name in dates.names.values() if name.isdigit()]
    last = version.last_year or max(years, default=material.start.year)
    if last < material.start.year:
        return (
            f"Son calendrier s'est achevé en {last} : aucun plan adopté depuis ne couvre"
            " la période, et ce qui suit dit où en est le dernier."
        )
    placed = due.fem("activité", "activités")
    if not due.number:
        return f"Son calendrier ne place {placed} {plan_when(material)}."
    return f"Son calendrier place {placed} {plan_when(material)}."


def _contributions(draft: Draft, material: Material) -> None:
    assert material.plan is not None
    draft.heading("Ce qui contribue au plan")
    _contribution_sentence(draft, material)
    draft.table(
        "Activités du plan et interventions qui y contribuent",
        ["Partie du plan", "Activités", "dont servies", "Interventions rattachées"],
        [_contribution_row(draft, material, top) for top in material.plan.plan.nodes],
        numbers=[1, 2, 3],
        widths=[55, 13, 14, 18],
        source="plan adopté ; rattachements faits par les responsables",
    )


def _contribution_row(draft: Draft, material: Material, top: PlanNode) -> list[Any]:
    assert material.plan is not None
    lines, links = list(_below(top)), material.links
    leaves = [node for node in lines if not node.children]
    served = [node for node in leaves if links.get(material.plan.key(node))]
    ones = sorted({pk for node in lines for pk in links.get(material.plan.key(node), ())})
    key, name = top.code or top.title[:20], material.name_of(top)
    how = "Activités auxquelles une intervention de la période est rattachée."
    linked = draft.figure(
        f"plan.linked.{key}",
        len(ones),
        label=f"Interventions rattachées : {name}",
        formula="Interventions rattachées à une ligne de cette partie du plan ; chacune une fois.",
        rows=material.rows(ones),
        url=material.node_url(top),
    )
    return [
        top_name(top),
        _nodes_figure(
            draft, material, f"plan.leaves.{key}", leaves, f"Activités : {name}", "Lignes sans rien dessous."
        ),
        _nodes_figure(draft, material, f"plan.served.{key}", served, f"Activités servies : {name}", how),
        linked,
    ]


def _contribution_sentence(draft: Draft, material: Material) -> None:
    linked = sorted({pk for ones in material.links.values() for pk in ones})
    figure = draft.figure(
        "plan.linked",
        len(linked),
        label="Interventions rattachées au plan",
        formula="Interventions de la période rattachées à au moins une ligne du plan.",
        rows=material.rows(linked),
        url=version_url(material),
    )
    whole = draft.figures.get("interventions")
    text = f"{figure.fem('intervention est rattachée', 'interventions sont rattachées')} à une ligne du plan"
    draft.paragraph(
        "linked",
        f"{text}, sur {whole} déclarées." if whole is not None and whole.number else f"{text}.",
        "Ce rattachement est fait par les responsables : son absence ne prouve pas que rien ne se fait.",
    )


def _below(node: PlanNode) -> Iterator[PlanNode]:
    yield node
    for child in node.children:
        yield from _below(child)


def _costs(draft: Draft, material: Material, dates: Calendar) -> None:
    assert material.plan is not None
    lines = [line for line in cost_lines(material.plan.plan) if line.depth == 0]
    draft.heading("Coût")
    if not lines:
        draft.paragraph("cost", "Le plan ne déclare aucun coût : rien n'est estimé à sa place.")
        return
    unit = material.site.currency_label
    total, computed = _cost_totals(draft, material, lines, unit)
    draft.paragraph("cost", *_cost_sentences(draft, material, total, computed, dates, unit))
    rows = [(_short_top(x.node), x.declared, x.computed) for x in lines]
    draft.chart(
        "Coût déclaré et coût calculé des grandes parties du plan",
        charts.declared_against(rows, ("déclaré", "calculé"), unit=unit),
        source="plan adopté",
    )
    draft.table(
        "Coût par grande partie du plan",
        ["Partie du plan", f"Déclaré ({unit})", f"Calculé ({unit})", f"Écart ({unit})"],
        [
            *(_cost_row(draft, material, x, unit) for x in lines),
            ["Ensemble du plan", total, computed, _gap(total, computed)],
        ],
        numbers=[1, 2, 3],
        widths=[46, 19, 19, 16],
        foot=1,
        source="plan adopté ; sommes faites par le système",
    )
    draft.chart(
        "Coût prévu par année",
        charts.columns([(dates.names[year], float(dates.totals[year])) for year in dates.years], unit=unit),
        source="plan adopté ; un coût sans détail est réparti également entre les années de l'activité",
        width=0.85,
    )


def _cost_totals(
    draft: Draft, material: Material, lines: Sequence[CostLine], unit: str
) -> tuple[Figure, Figure]:
    """What the document says, and what its lines add up to."""
    assert material.version is not None
    total = draft.figure(
        "plan.declared",
        material.version.declared_total,
        label="Coût total déclaré par le plan",
        unit=unit,
        formula="Total écrit dans le document.",
        missing="Le document ne déclare pas de total.",
        url=version_url(material),
    )
    known = [line.computed for line in lines if line.computed is not None]
    computed = draft.figure(
        "plan.computed",
        sum(known) if known else None,
        label="Coût total calculé",
        unit=unit,
        formula="Somme des coûts des activités, faite par le système.",
        missing="Les activités ne portent pas de coût.",
        url=version_url(material),
    )
    return total, computed


def _gap(total: Figure, computed: Figure) -> Decimal | None:
    """What the lines add up to, less what the document says; None when one of them is not known."""
    if not (total.is_known and computed.is_known):
        return None
    return Decimal(str(computed.number)) - Decimal(str(total.number))


def _short_top(node: PlanNode) -> str:
    return f"{french(node.kind).capitalize()} {node.code}" if node.code else node.title[:60]


def _cost_row(draft: Draft, material: Material, line: CostLine, unit: str) -> list[Any]:
    key, name, url = (
        line.node.code or line.node.title[:20],
        material.name_of(line.node),
        material.node_url(line.node),
    )
    one = draft.figure(
        f"plan.cost.{key}",
        line.declared,
        label=f"Coût déclaré : {name}",
        formula="Coût écrit dans le plan.",
        unit=unit,
        missing="Le plan ne déclare pas ce coût.",
        url=url,
    )
    two = draft.figure(
        f"plan.sum.{key}",
        line.computed,
        label=f"Coût calculé : {name}",
        formula="Somme des coûts des activités dessous.",
        unit=unit,
        missing="Aucune activité dessous ne porte de coût.",
        url=url,
    )
    return [top_name(line.node), one, two, line.difference]


def _cost_sentences(
    draft: Draft, material: Material, total: Figure, computed: Figure, dates: Calendar, unit: str
) -> list[str]:
    told = []
    difference = _gap(total, computed)
    if difference is not None:
        gap = abs(difference)
        same = (
            "ce que donne aussi la somme des activités"
            if not gap
            else (
                f"alors que la somme des activités donne {computed} : l'écart de"
                f" {words.grouped(gap)}{words.NO_BREAK}{unit} reste à expliquer"
            )
        )
        told.append(f"Le plan déclare un coût total de {total}, {same}.")
    elif computed.is_known:
        told.append(f"Le plan ne déclare pas de total ; la somme des activités donne {computed}.")
    years = [
        n
        for n in dates.years
        if dates.names[n] in {str(y) for y in range(material.start.year, material.end.year + 1)}
    ]
    if years:
        amount = draft.figure(
            "plan.cost.period",
            sum(dates.totals[n] for n in years),
            label=f"Coût prévu {plan_when(material)}",
            unit=unit,
            formula=(
                "Coûts annuels du plan ; un coût sans détail est réparti également entre les années de"
                " l'activité."
            ),
            url=version_url(material),
        )
        told.append(f"La part prévue {plan_when(material)} est de {amount}.")
    told.append("Le coût déclaré est une prévision : il n'est pas une dépense.")
    return told


def objectives_served(material: Material) -> dict[str, int]:
    """Code of an objective of the Compact → activities of the plan that refer to it."""
    return {line.code: line.activities for line in coverage(material.version)} if material.version else {}
