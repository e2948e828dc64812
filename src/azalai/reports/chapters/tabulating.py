"""The matrix (strategy, 8.1): activity, actors, state, rate, evaluation, conformity, advice, opinion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.plan.model import PlanNode
from azalai.evaluation import matrix as implementation
from azalai.evaluation.enums import EvaluationState
from azalai.evaluation.matrix import Judged, Row
from azalai.evaluation.models import Evaluation, Rating
from azalai.evaluation.models.evaluations import EvaluationQuerySet
from azalai.interventions.models import Intervention
from azalai.monitoring.enums import NodeStateChoice
from azalai.reports.chapters import chapter
from azalai.reports.chapters.planning import FORESEEN, plan_when, planned
from azalai.reports.drafting import Draft
from azalai.reports.material import Material

HEAD = (
    "Activité",
    "Acteurs",
    "État",
    "Taux",
    "Évaluation",
    "Conformité",
    "Recommandations",
    "Avis du partenaire",
)
WIDTHS = (21, 16, 8, 6, 13, 11, 13, 12)
MOST_UNDER = 6  # interventions shown under one line of the plan
MOST_ACTORS, LONG = 2, 110
PLAIN = 4  # columns before those of the judgement


@chapter("matrix", "Matrice de mise en œuvre", "plans d'action, campagnes, évaluations", is_annex=True)
def matrix(draft: Draft, material: Material) -> None:
    """What the plan places in the period, what contributes to it, what it is worth, side by side."""
    lines = planned(material) if material.plan is not None else []
    table = _Matrix(material, lines)
    rows, apart = list(table.rows()), list(table.apart())
    if not rows and not apart:
        draft.paragraph("none", _no_line(material))
        return
    is_judged = any(cell for row in rows for cell in row[PLAIN:])
    draft.paragraph("lead", *_lead(draft, material, table, is_judged=is_judged))
    name = f"Matrice de mise en œuvre {plan_when(material)}"
    if is_judged:
        _table(draft, name, rows)
    else:  # columns without a word would make a page of dashes
        _table(draft, name, [row[:PLAIN] for row in rows], widths=(40, 34, 14, 12))
    _table(draft, f"{name} : activités évaluées hors des lignes du plan" if rows else name, apart)


def _table(
    draft: Draft, caption: str, rows: Sequence[Sequence[Any]], *, widths: Sequence[float] = WIDTHS
) -> None:
    draft.table(
        caption,
        HEAD[: len(widths)],
        rows,
        numbers=[3],
        widths=widths,
        source="plan adopté ; rapports approuvés ; évaluations publiées ; registre des actions",
    )


def _no_line(material: Material) -> str:
    if material.plan is None:
        return "Sans plan adopté ni évaluation publiée, la matrice n'a pas de lignes."
    return f"Le calendrier du plan ne place aucune activité {plan_when(material)} et aucune n'a été évaluée."


def _lead(draft: Draft, material: Material, table: _Matrix, *, is_judged: bool) -> list[str]:
    due = draft.figures.get("plan.foreseen") or draft.figure(
        "plan.foreseen",
        len(table.lines),
        label=f"Activités prévues {plan_when(material)}",
        formula=FORESEEN,
        rows=[FactRow(material.name_of(one), material.node_url(one)) for one in table.lines],
    )
    placed = f"La matrice donne {due.fem('activité', 'activités')} que le plan place {plan_when(material)}"
    return [
        (
            f"{placed} et, sous chacune, les interventions qui y contribuent."
            if due.number
            else f"Le calendrier du plan ne place {due.fem('activité', 'activités')} {plan_when(material)} :"
            " la matrice donne les activités évaluées."
        ),
        "Seules les évaluations publiées y figurent ; les notes vont de 1 à 6 et aucune moyenne n'est faite.",
        "Un tiret dit que rien n'a été déclaré.",
        (
            ""
            if is_judged or not due.number
            else "Aucune évaluation publiée ni recommandation ne porte encore sur ces lignes : leurs colonnes"
            " ne sont pas imprimées."
        ),
        _unnamed(table.lines),
    ]


def _unnamed(lines: Sequence[PlanNode]) -> str:
    if all(line.responsible.strip() or not line.beneficiaries.strip() for line in lines):
        return ""
    return "Là où le plan ne nomme pas de responsable, la matrice dit pour qui l'activité est prévue."


class _Matrix:
    """Lines of the tables: those of the plan, and what was evaluated apart from them."""

    def __init__(self, material: Material, lines: list[PlanNode]) -> None:
        self.material, self.lines = material, lines
        published = Evaluation.objects.in_country(material.country).filter(
            state=EvaluationState.PUBLISHED, published_at__date__lte=material.as_of
        )
        self.of_lines = implementation.of_lines(
            published, material.version.plan_id if material.version else None
        )
        self.linked = {key: ones for key, ones in material.links.items() if ones}
        self.judged = self._rows_of(published)

    def _rows_of(self, published: EvaluationQuerySet) -> dict[int, Row]:
        """The interventions that a line shows or that were evaluated, by key; a few queries."""
        shown = published.filter(intervention__isnull=False)
        wanted = {pk for line in self.lines for pk in self._under(line)}
        wanted |= set(shown.values_list("intervention", flat=True)) & set(self.material.ones)
        found = Intervention.objects.filter(pk__in=wanted).select_related("lead").order_by("pk")
        return {row.intervention.pk: row for row in implementation.rows(list(found), shown)}

    def _under(self, line: PlanNode) -> list[int]:
        assert self.material.plan is not None
        return self.linked.get(self.material.plan.key(line), [])

    def rows(self) -> Iterator[list[Any]]:
        """Each line of the plan, and under it what contributes to it."""
        for line in self.lines:
            yield from self._line(line)

    def apart(self) -> Iterator[list[Any]]:
        """What was evaluated and is tied to none of these lines."""
        told = {pk for line in self.lines for pk in self._under(line)}
        rows = [row for pk, row in self.judged.items() if pk not in told]
        yield from (self._intervention(row) for row in sorted(rows, key=_by_title))

    def _line(self, line: PlanNode) -> Iterator[list[Any]]:
        assert self.material.plan is not None
        state = self.material.state_of(line)
        yield [
            self.material.name_of(line),
            _bodies(line),
            NodeStateChoice(state.state).label,
            _rate(state.progress),
            *_worth(self.of_lines.get(self.material.plan.key(line))),
        ]
        under = [self.judged[pk] for pk in self._under(line) if pk in self.judged]
        # Those that were evaluated have most to say.
        under.sort(key=lambda row: (row.evaluation is None, _by_title(row)))
        for row in under[:MOST_UNDER]:
            yield self._intervention(row, before="→ ")
        more = len(under) - MOST_UNDER
        if more > 0:
            told = "et une autre intervention" if more == 1 else f"et {more} autres interventions"
            yield [f"→ {told}", *[""] * (len(HEAD) - 1)]

    def _intervention(self, row: Row, *, before: str = "") -> list[Any]:
        traces, pk = self.material.traces, row.intervention.pk
        names = traces.names_of(sorted(traces.roles.get(pk, {})))
        lead = row.intervention.lead_name
        actors = [lead, *(name for name in names if name != lead)] if lead else names
        return [
            f"{before}{row.intervention.title}",
            _first(actors),
            row.progress.state,
            _rate(row.progress.rate),
            *_worth(row),
        ]


def _by_title(row: Row) -> tuple[str, int]:
    return row.intervention.title.casefold(), row.intervention.pk


def _bodies(line: PlanNode) -> str:
    """Who the plan makes responsible; where it names nobody, for whom it is meant, said as such."""
    responsible = " ".join(line.responsible.split())
    meant = " ".join(line.beneficiaries.split())
    return _clipped(responsible or (f"Pour : {meant}" if meant else ""))


def _clipped(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG].rsplit(' ', 1)[0].rstrip(',;')}…"


def _first(names: Sequence[str]) -> str:
    more = len(names) - MOST_ACTORS
    tail = f" et {more} {words.form(more, 'autre', 'autres')}" if more > 0 else ""
    return ", ".join(names[:MOST_ACTORS]) + tail


def _rate(share: Any) -> str | None:
    return None if share is None else f"{round(share * 100)}{words.NO_BREAK}%"


def _worth(judged: Judged | None) -> list[str]:
    """Evaluation, conformity, recommendations, opinion; each "" where nobody said anything."""
    if judged is None:
        return [""] * 4
    advice = [
        f"{one.recommendation.text.rstrip('. ')}{f' ({one.state.lower()})' if one.state else ''}"
        for one in judged.recommendations
    ]
    return [
        " ; ".join(_rating(one) for one in judged.ratings),
        " ; ".join(_rating(one) for one in judged.conformity),
        "\n".join(advice),
        _opinion(judged),
    ]


def _rating(one: Rating) -> str:
    value = "non appréciable" if one.value is None else str(one.value)
    return f"{one.criterion.label or one.criterion}{words.NO_BREAK}: {value}"


def _opinion(judged: Judged) -> str:
    told = [
        f"{name}{words.NO_BREAK}: {number} {words.form(number, 'note', 'notes')}"
        for name, number in judged.opinion
    ]
    own = judged.own.ratings.all() if judged.own is not None else ()
    if own:
        told.append(f"Se note : {' ; '.join(_rating(one) for one in own)}")
    return "\n".join(told)
