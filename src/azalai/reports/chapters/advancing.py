"""How far the plan is: the state of every line at the end of the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.phrases.times import day
from azalai.engines.plan.levels import french
from azalai.engines.plan.model import PlanNode
from azalai.engines.progress.model import LateBecause
from azalai.monitoring.enums import NodeStateChoice
from azalai.monitoring.queries import NodeState
from azalai.reports import charts
from azalai.reports.chapters.reaching import people_by_group
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
NO_SPENDING = "Aucun rapport approuvé ne donne de dépense."
NO_PEOPLE = "Aucun rapport approuvé ne donne de nombre de personnes."


def progress(draft: Draft, material: Material) -> None:
    """States of the activities, progress of the great parts, what is late and why."""
    leaves = _leaves(material)
    draft.heading("Avancement")
    figures = _states(draft, material, leaves)
    draft.paragraph(
        "states",
        _states_sentence(material, figures),
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
    people_by_group(draft, material)


def in_short(draft: Draft, material: Material) -> None:
    """Where the plan stands in a few sentences, for a document without a chapter of its own on it."""
    assert material.plan is not None
    leaves = _leaves(material)
    draft.figure(
        "plan.activities",
        len(leaves),
        label="Activités du plan",
        formula="Lignes du plan adopté qui n'en ont pas d'autres sous elles.",
        rows=_rows(material, (node for node, _ in leaves)),
    )
    figures = _states(draft, material, leaves)
    spent, reached = _whole(draft, material, material.site.currency_label)
    draft.paragraph("plan-states", _states_sentence(material, figures), *_spent_sentences(spent, reached))


def _leaves(material: Material) -> list[tuple[PlanNode, NodeState]]:
    assert material.plan is not None
    return [(node, material.state_of(node)) for node in material.plan.plan.leaves()]


def _states_sentence(material: Material, figures: list[tuple[NodeStateChoice, Figure]]) -> str:
    told = [one.fem(*STATES[state]) for state, one in figures if one.number]
    return (
        f"Au {day(material.state_day)}, les activités du plan se répartissent ainsi : {words.listed(told)}."
    )


def top_name(node: PlanNode) -> str:
    """ "Axe 2. Mettre en cohérence…"."""
    return f"{french(node.kind).capitalize()} {node.code}. {node.title}" if node.code else node.title


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
    tops = material.plan.plan.nodes
    spent, reached = _whole(draft, material, unit)
    draft.paragraph("spent", *_spent_sentences(spent, reached))
    draft.table(
        "Avancement, dépenses et personnes touchées par grande partie du plan",
        ["Partie du plan", "Avancement", "Part connue", f"Dépensé ({unit})", "Personnes touchées"],
        [
            *(_part_row(draft, material, node, unit) for node in tops),
            ["Ensemble du plan", None, None, spent, reached],
        ],
        numbers=[1, 2, 3, 4],
        widths=[37, 16, 12, 18, 17],
        foot=1,
        source="rapports approuvés, interventions",
    )
    draft.paragraph(
        "parts-note",
        "L'avancement est un minimum : ce dont personne ne dit rien y compte pour zéro, et la part connue"
        " dit sur quelle part du plan il repose. Dépenses et personnes touchées sont comptées depuis le début"
        " du plan ; une personne touchée par deux activités compte deux fois.",
        kind="note",
    )


def _whole(draft: Draft, material: Material, unit: str) -> tuple[Figure, Figure]:
    """What approved reports say of the whole plan: spent, and people reached."""
    assert material.plan is not None
    assert material.standing is not None
    whole, told = material.standing.whole, [(n, material.state_of(n)) for n in material.plan.plan.nodes]
    spent = draft.figure(
        "plan.spent",
        whole.spent,
        label="Dépensé selon les rapports approuvés",
        unit=unit,
        formula="Dépenses des rapports approuvés depuis le début du plan, chaque rapport une fois.",
        missing=NO_SPENDING,
        rows=[_amount_row(material, n, state.spent) for n, state in told if state.spent is not None],
    )
    reached = draft.figure(
        "plan.reached",
        whole.reached,
        label="Personnes touchées selon les rapports approuvés",
        formula="Personnes touchées selon les rapports approuvés depuis le début, chaque rapport une fois.",
        missing=NO_PEOPLE,
        rows=[_amount_row(material, n, state.reached) for n, state in told if state.reached is not None],
    )
    return spent, reached


def _amount_row(material: Material, node: PlanNode, amount: Decimal | int) -> FactRow:
    return FactRow(top_name(node), material.node_url(node), amount=amount)


def _spent_sentences(spent: Figure, reached: Figure) -> Iterator[str]:
    if spent.is_known:
        yield f"Les rapports approuvés font état de {spent} dépensés depuis le début du plan."
    else:
        yield f"Le montant dépensé est {spent} : aucun rapport approuvé ne le donne."
    if reached.is_known:
        yield f"Ils comptent {reached.fem('personne touchée', 'personnes touchées')}."


def _part_row(draft: Draft, material: Material, node: PlanNode, unit: str) -> list[Any]:
    state, name, key = material.state_of(node), top_name(node), node.code or node.title[:20]
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
        unit=unit,
        formula="Dépenses des rapports approuvés depuis le début, dans la monnaie du pays.",
        missing=NO_SPENDING,
        url=url,
    )
    reached = draft.figure(
        f"plan.reached.{key}",
        state.reached,
        label=f"Personnes touchées : {name}",
        formula="Personnes touchées selon les rapports approuvés, depuis le début.",
        missing=NO_PEOPLE,
        url=url,
    )
    known = f"{words.grouped(round(state.known * HUNDRED))}{words.NO_BREAK}%"
    return [name, done, known, spent, reached]


def _late(draft: Draft, material: Material, leaves: list[tuple[PlanNode, NodeState]]) -> None:
    late = [(node, state) for node, state in leaves if state.state == NodeStateChoice.LATE]
    if not late:
        draft.paragraph("late", f"Aucune activité n'est en retard au {day(material.state_day)}.")
        return
    # The reason is told once, over all the activities that share it.
    shown = sorted(late, key=lambda pair: _reason(pair[1]))[:MOST_LATE]
    rows: list[list[str | None]] = []
    groups: list[int] = []
    for reason, some in groupby(shown, key=lambda pair: _reason(pair[1])):
        ones = list(some)
        groups.append(len(rows))
        rows.append([_in_words(reason, len(ones)), None])
        rows += [[material.name_of(node), _share(state.progress)] for node, state in ones]
    draft.table(
        "Activités en retard, par échéance passée",
        ["Activité", "Avancement connu"],
        rows,
        numbers=[1],
        widths=[80, 20],
        groups=groups,
        source="calendrier du plan, rapports approuvés",
    )
    draft.cut("late", MOST_LATE, len(late))


def _reason(state: NodeState) -> tuple[date, str]:
    """What has passed: its day, and whether it was an end or a beginning; none comes last."""
    late = state.outcome.late
    return (late.day, late.because.value) if late else (date.max, "")


def _in_words(reason: tuple[date, str], number: int) -> str:
    on, because = reason
    if not because:
        return "En retard selon les rapports approuvés"
    must = words.form(number, "Devait", "Devaient")
    if because == LateBecause.END_PASSED:
        return f"{must} être {words.form(number, 'achevée', 'achevées')} le {day(on)} au plus tard"
    return f"{must} commencer le {day(on)} au plus tard ; rien n'est dit commencé"


def _share(progress: Decimal | None) -> str | None:
    """None where nothing is known."""
    return None if progress is None else f"{round(progress * HUNDRED)}{words.NO_BREAK}%"
