"""The matrix and the lessons as files: Word to print and annotate, Excel to filter."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.core.context import current_site
from azalai.engines.plan.levels import french
from azalai.evaluation.by_line import Line, flat
from azalai.evaluation.enums import EvaluationKind
from azalai.evaluation.matrix import Row, Totals
from azalai.evaluation.models import Evaluation, Lesson, Rating
from azalai.evaluation.preambles import Part
from azalai.formats.excel_out import write_xlsx
from azalai.formats.word_out import write_docx
from azalai.interventions.labels import numbered
from azalai.tabular import Cell, Document, Table

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"docx": WORD, "xlsx": EXCEL}
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Head:
    """What the document says of itself. preamble: paragraphs as they stand, none when it was never drawn."""

    at: datetime
    filters: Sequence[str] = ()
    preamble: Sequence[Part] = ()


def response(content: bytes, name: str) -> HttpResponse:
    """The file to download; its kind is read off the name."""
    return HttpResponse(
        content,
        content_type=TYPES[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def matrix_file(kind: str, rows: Iterable[Row], totals: Totals, head: Head) -> bytes:
    """The matrix, kind "docx" or "xlsx": preamble, one line for each activity, totals."""
    make = _word_row if kind == "docx" else _sheet_row
    names = _word_head() if kind == "docx" else _sheet_head()
    heading = _("Activités") if kind == "docx" else ""
    table = _table(1, names, [make(row) for row in rows], heading=heading, name=_("Matrice"))
    lines = [*_lines(head, totals), *([heading] if heading else [])]
    title = _("Matrice de mise en œuvre et d'évaluation")
    return _written(Document(kind, (table,), tuple(lines), title=title), head.at, kind)


def lines_file(kind: str, found: Sequence[Line], plan: str, head: Head) -> bytes:
    """The matrix by line of the plan: each line, then the interventions that serve it."""
    is_word = kind == "docx"
    make = _line_word_row if is_word else _line_sheet_row
    names = [_("Ligne du plan et acteur"), *_word_head()[1:]] if is_word else _line_sheet_head()
    heading = _("Lignes du plan") if is_word else ""
    every = list(flat(found))
    strong = {number for number, row in enumerate(every) if isinstance(row, Line)}
    table = _table(
        1, names, [make(row) for row in every], heading=heading, name=_("Lignes du plan"), strong=strong
    )
    texts = [plan, *_told(head), *([heading] if heading else [])]
    title = _("Matrice de mise en œuvre et d'évaluation, par ligne du plan")
    return _written(Document(kind, (table,), tuple(texts), title=title), head.at, kind)


def _lines(head: Head, totals: Totals) -> list[str]:
    return [*_told(head), _in_words(totals)]


def _told(head: Head) -> list[str]:
    site = current_site()
    owner = ", ".join(text for text in (site.secretariat, site.country) if text)
    told = _("État au %(date)s.") % {"date": formatting.day(head.at)}
    filters = " ; ".join(head.filters) or _("aucun filtre")
    lines = [owner, f"{told} {_('Filtres')} : {filters}.", *(part.text for part in head.preamble)]
    return [line for line in lines if line]


def _in_words(totals: Totals) -> str:
    parts = (
        (_("activités"), totals.activities),
        (_("évaluées"), totals.evaluated),
        (_("en cours d'évaluation"), totals.under_way),
        (_("notées par le partenaire"), totals.self_evaluated),
        (_("notes contestées"), totals.contested),
        (_("recommandations"), totals.recommendations),
    )
    return f"{_('Total')} : {' ; '.join(f'{name} : {formatting.amount(value)}' for name, value in parts)}."


def _written(document: Document, at: datetime, kind: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"document.{kind}"
        if kind == "docx":
            write_docx(document, path, language=(get_language() or "fr")[:2], at=at)
        else:
            write_xlsx(document, path, at=at, filterable=True)
        return path.read_bytes()


def _table(
    number: int,
    head: list[str],
    rows: list[list[Value]],
    *,
    heading: str = "",
    name: str = "",
    strong: Collection[int] = (),
) -> Table:
    lines: list[list[Value]] = [[*head], *rows]
    cells = tuple(
        tuple(_cell(value, row, column, bold=row - 1 in strong) for column, value in enumerate(values))
        for row, values in enumerate(lines)
    )
    return Table(number, cells, name=name, heading=heading)


def _cell(value: Value, row: int, column: int, *, bold: bool) -> Cell:
    text = value if isinstance(value, str) else "" if value is None else formatting.amount(value)
    return Cell(text, row, column, value=None if isinstance(value, str) else value, bold=row == 0 or bold)


def _word_head() -> list[str]:
    return [
        _("Activité et acteur"),
        _("État"),
        _("Évaluation"),
        _("Conformité"),
        _("Recommandations"),
        _("Avis du partenaire"),
    ]


def _word_row(row: Row | Line) -> list[Value]:
    return [
        _named(row),
        _state(row),
        _evaluation(row),
        "\n".join(_rating(rating) for rating in row.conformity) or formatting.BLANK,
        "\n".join(_advice(item) for item in row.recommendations) or formatting.BLANK,
        _opinion(row),
    ]


def _named(row: Row | Line) -> str:
    """A group of lines has no actor of its own; what serves a line is set apart from it."""
    if isinstance(row, Line):
        return f"{french(row.of.node.kind).capitalize()} {row.title}\n{row.actor}".strip()
    return f"{row.title}\n{row.actor or formatting.BLANK}"


def _stands(row: Row | Line) -> tuple[str, Decimal | None]:
    """State in words and rate between 0 and 1."""
    if isinstance(row, Line):
        return row.of.state_label, row.of.state.progress
    return row.progress.state, row.progress.rate


def _state(row: Row | Line) -> str:
    state, share = _stands(row)
    return f"{state}\n{formatting.percent(share) if share is not None else ''}".strip()


def _evaluation(row: Row | Line) -> str:
    lines = [_rating(rating) for rating in row.ratings]
    if row.evaluation is not None:
        lines.insert(0, f"{_evaluator(row.evaluation)} ({row.evaluation.get_state_display()})")
    return "\n".join(lines) or (formatting.BLANK if isinstance(row, Line) else _("Pas encore évaluée"))


def _evaluator(evaluation: Evaluation) -> str:
    """The kind says it of the secretariat and of the partner; an outside evaluator is named."""
    if evaluation.kind == EvaluationKind.EXTERNAL:
        return evaluation.evaluator
    return str(evaluation.get_kind_display())


def _rating(rating: Rating) -> str:
    return f"{rating.criterion.title} : {_value(rating)}"


def _value(rating: Rating) -> str:
    return _("ne peut être apprécié") if rating.value is None else f"{rating.value}/6"


def _advice(item: Any) -> str:
    state = f" ({item.state})" if item.state else ""
    return f"{item.recommendation.text}{state}"


def _opinion(row: Row | Line) -> str:
    lines = [f"{name} : {number}" for name, number in row.opinion]
    lines += [f"{one.rating.criterion.title} : {one.text}" for one in row.replies if one.text]
    if row.own is not None:
        told = ", ".join(_rating(rating) for rating in row.own.ratings.all())
        lines.append(_("Auto-évaluation : %(ratings)s") % {"ratings": told or formatting.BLANK})
    return "\n".join(lines) or formatting.BLANK


def _sheet_head() -> list[str]:
    return [
        _("Activité"),
        _("Identifiant"),
        _("Acteur"),
        _("État"),
        _("Avancement, %"),
        _("Évaluateur"),
        _("État de l'évaluation"),
        _("Notes"),
        _("Conformité"),
        _("Recommandations"),
        _("Réponses du partenaire"),
        _("Avis du partenaire"),
        _("Auto-évaluation"),
    ]


def _sheet_row(row: Row) -> list[Value]:
    return [row.title, row.intervention.identifier, row.actor, *_worth(row)]


def _line_word_row(row: Row | Line) -> list[Value]:
    """What serves a line is set apart from it by an arrow."""
    cells = _word_row(row)
    return cells if isinstance(row, Line) else [f"→ {cells[0]}", *cells[1:]]


def _line_sheet_head() -> list[str]:
    return [
        _("Numéro de la ligne"),
        _("Ligne du plan"),
        _("Niveau"),
        _("Intervention qui la sert"),
        *_sheet_head()[1:],
    ]


def _line_sheet_row(row: Row | Line) -> list[Value]:
    """A line fills the first columns, an intervention under it the fourth: each row can be filtered alone."""
    if isinstance(row, Line):
        node = row.of.node
        return [node.code, node.title, french(node.kind), "", "", row.actor, *_worth(row)]
    return ["", "", "", row.title, row.intervention.identifier, row.actor, *_worth(row)]


def _worth(row: Row | Line) -> list[Value]:
    evaluation, (state, rate) = row.evaluation, _stands(row)
    return [
        state,
        None if rate is None else round(rate * 100),
        evaluation.evaluator if evaluation else "",
        str(evaluation.get_state_display()) if evaluation else "",
        "\n".join(_rating(rating) for rating in row.ratings),
        "\n".join(_rating(rating) for rating in row.conformity),
        "\n".join(_advice(item) for item in row.recommendations),
        "\n".join(f"{name} : {number}" for name, number in row.opinion),
        "\n".join(f"{r.rating.criterion.title} : {r.text}" for r in row.replies if r.text),
        "\n".join(_rating(rating) for rating in row.own.ratings.all()) if row.own else "",
    ]


def lessons_xlsx(found: Iterable[Lesson], *, at: datetime) -> bytes:
    """One line for each lesson, as `queries.lessons_in_list` gives them."""
    head = [
        _("Nature"),
        _("En une phrase"),
        _("Ce qui a été fait, et ce qui en est résulté"),
        _("Où"),
        _("Pour qui"),
        _("À quelles conditions"),
        _("Objectifs du Pacte mondial"),
        _("Preuves"),
        _("Intervention"),
        _("État"),
        _("Reprises"),
    ]
    table = _table(1, head, [_lesson_row(one) for one in found], name=_("Bonnes pratiques et leçons"))
    told = _("État au %(date)s.") % {"date": formatting.day(at)}
    title = _("Bonnes pratiques et leçons")
    return _written(Document("xlsx", (table,), (told,), title=title), at, "xlsx")


def _lesson_row(one: Lesson) -> list[Value]:
    evidence = "\n".join(text for text in (one.evidence, one.evidence_url) if text)
    return [
        str(one.get_kind_display()),
        one.title,
        one.text,
        ", ".join(place.name for place in one.places.all()),
        one.people,
        one.conditions,
        ", ".join(numbered(item) for item in one.objectives.all()),
        evidence,
        str(one.intervention or ""),
        str(one.get_state_display()),
        getattr(one, "reused", None),
    ]
