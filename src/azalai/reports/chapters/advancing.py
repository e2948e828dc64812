"""How far the plan is: the state of every line at the end of the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.phrases.times import day
from azalai.engines.plan.model import PlanNode
from azalai.monitoring.enums import NodeStateChoice
from azalai.monitoring.queries import NodeState
from azalai.reports import charts
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

MOST_LATE = 25
STATES = {
    NodeStateChoice.DONE: ("achevée", "achevées"),
    NodeStateChoice.IN_PROGRESS: ("en cours", "en cours"),
    NodeStateChoice.LATE: ("en retard", "en retard"),
    NodeStateChoice.NOT_STARTED: ("non commencée", "non commencées"),
    NodeStateChoice.SUSPENDED: ("suspendue", "suspendues"),
    NodeStateChoice.CANCELLED: ("annulée", "annulées"),
}
HUNDRED = Decimal(100)


def progress(draft: Draft, material: Material) -> None:
    """States of the activities, progress of the great parts, what is late and why."""
    assert material.plan is not None
    leaves = [(node, material.state_of(node)) for node in material.plan.plan.leaves()]
    draft.heading("Avancement")
    figures = _states(draft, material, leaves)
    told = [f"{one} {one.verb(*STATES[state])}" for state, one in figures if one.number]
    draft.paragraph(
        "states",
        f"Au {day(material.state_day)}, les activités du plan se répartissent ainsi : {words.listed(told)}.",
        "L'état de chaque ligne vient des rapports approuvés, à défaut de ce que les interventions"
        " rattachées déclarent, et du calendrier du plan.",
    )
    draft.chart(
        "Activités du plan selon leur état",
        charts.bars(((str(state.label), one) for state, one in figures), unit="activités"),
        source="rapports approuvés, interventions, calendrier du plan",
        width=0.85,
    )
    _parts(draft, material)
    _late(draft, material, leaves)


def _states(
    draft: Draft, material: Material, leaves: list[tuple[PlanNode, NodeState]]
) -> list[tuple[NodeStateChoice, Figure]]:
    counts = Counter(state.state for _, state in leaves)
    return [
        (
            choice,
            draft.figure(
                f"plan.state.{choice.value}",
                counts[choice.value],
                label=f"Activités du plan : {choice.label}",
                formula=(
                    "État calculé de chaque activité, le dernier jour de la période ou au jour des chiffres."
                ),
                rows=_rows(material, (node for node, state in leaves if state.state == choice.value)),
            ),
        )
        for choice in STATES
    ]


def _rows(material: Material, nodes: Iterable[PlanNode]) -> list[FactRow]:
    return [FactRow(material.name_of(node), material.node_url(node)) for node in nodes]


def _parts(draft: Draft, material: Material) -> None:
    assert material.plan is not None
    unit = material.site.currency_label
    draft.table(
        "Avancement, dépenses et personnes touchées par grande partie du plan",
        ["Partie du plan", "Avancement", "Part connue", f"Dépensé ({unit})", "Personnes touchées"],
        [_part_row(draft, material, node, unit) for node in material.plan.plan.nodes],
        numbers=[1, 2, 3, 4],
        widths=[37, 16, 12, 18, 17],
        source="rapports approuvés, interventions",
    )
    draft.paragraph(
        "parts-note",
        "L'avancement est un minimum : ce dont personne ne dit rien y compte pour zéro, et la part connue"
        " dit sur quelle part du plan il repose.",
        kind="note",
    )


def _part_row(draft: Draft, material: Material, node: PlanNode, unit: str) -> list[Any]:
    state, name, key = material.state_of(node), material.name_of(node), node.code or node.title[:20]
    url = material.node_url(node)
    done = draft.figure(
        f"plan.progress.{key}",
        None if state.progress is None else round(state.progress * HUNDRED),
        label=f"Avancement : {name}",
        formula="Moyenne pondérée de l'avancement des activités, au moins autant ; voir la page du suivi.",
        unit="%",
        missing="Aucun rapport ni aucune intervention ne dit rien de cette partie.",
        url=url,
    )
    spent = draft.figure(
        f"plan.spent.{key}",
        state.spent,
        label=f"Dépensé : {name}",
        formula="Dépenses des rapports approuvés depuis le début, dans la monnaie du pays.",
        missing="Aucun rapport approuvé ne donne de dépense.",
        url=url,
    )
    reached = draft.figure(
        f"plan.reached.{key}",
        state.reached,
        label=f"Personnes touchées : {name}",
        formula="Personnes touchées selon les rapports approuvés, depuis le début.",
        missing="Aucun rapport approuvé ne donne de nombre de personnes.",
        url=url,
    )
    known = f"{words.grouped(round(state.known * HUNDRED))}{words.NO_BREAK}%"
    return [name, done, known, spent, reached]


def _late(draft: Draft, material: Material, leaves: list[tuple[PlanNode, NodeState]]) -> None:
    late = [(node, state) for node, state in leaves if state.state == NodeStateChoice.LATE]
    if not late:
        draft.paragraph("late", f"Aucune activité n'est en retard au {day(material.state_day)}.")
        return
    draft.table(
        "Activités en retard",
        ["Activité", "Pourquoi elle est dite en retard"],
        [[material.name_of(node), state.late_because] for node, state in late[:MOST_LATE]],
        widths=[48, 52],
        source="calendrier du plan, rapports approuvés",
    )
    if len(late) > MOST_LATE:
        draft.paragraph(
            "late-more", f"Le tableau donne les {MOST_LATE} premières ; la page du plan les donne toutes."
        )
