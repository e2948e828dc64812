"""The matrix as files: Word to print and annotate, Excel to filter."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.core.context import current_site
from azalai.core.values import NOT_APPLICABLE
from azalai.formats.excel_out import write_xlsx
from azalai.formats.word_out import write_docx
from azalai.overlaps import workbench
from azalai.overlaps.comparing import money, period, place_list
from azalai.overlaps.labels import PARTS
from azalai.overlaps.models import JointAction
from azalai.overlaps.workbench import Part, Row
from azalai.tabular import Cell, Document, Table

Value = str | int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Head:
    """What the document says of itself: when, with which filters, the two indicators."""

    at: datetime
    filters: list[str] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)


def as_docx(parts: Sequence[Part], head: Head) -> bytes:
    """Two headings, two tables, landscape."""
    tables = tuple(
        _table(number, _word_head(), [_word_row(row) for row in _rows(part)], heading=_heading(part))
        for number, part in enumerate(parts, 1)
        if part.count
    )
    document = Document("docx", tables, tuple(_lines(head, parts, tables)), title=_title())
    return _written(document, head, "docx")


def as_xlsx(parts: Sequence[Part], head: Head) -> bytes:
    """One sheet for each part, one line for each pair, one fact in each column."""
    tables = tuple(
        _table(number, _sheet_head(), [_sheet_row(row) for row in _rows(part)], name=str(PARTS[part.code]))
        for number, part in enumerate(parts, 1)
    )
    document = Document("xlsx", tables, tuple(_lines(head, parts, ())), title=_title())
    return _written(document, head, "xlsx")


def _title() -> str:
    return _("Matrice des doublons et des activités complémentaires")


def _written(document: Document, head: Head, kind: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"matrice.{kind}"
        if kind == "docx":
            write_docx(document, path, language=(get_language() or "fr")[:2], at=head.at)
        else:
            write_xlsx(document, path, at=head.at, filterable=True)
        return path.read_bytes()


def _rows(part: Part) -> list[Row]:
    return [workbench.row(pair) for pair in part.pairs]


def _heading(part: Part) -> str:
    return f"{PARTS[part.code]} ({part.count})"


def _lines(head: Head, parts: Sequence[Part], tables: Sequence[Table]) -> list[str]:
    """Who, when, with which filters; the indicators; totals; a part without a pair says so."""
    site = current_site()
    owner = ", ".join(text for text in (site.secretariat, site.country) if text)
    told = _("État au %(date)s.") % {"date": formatting.day(head.at)}
    filters = " ; ".join(head.filters) or _("aucun filtre")
    lines = [text for text in (owner, f"{told} {_('Filtres')} : {filters}.") if text]
    lines += [f"{one['title']} : {one['number']}. {one['formula']}" for one in head.indicators]
    lines += [_total(part) for part in parts]
    return [*lines, *(table.heading for table in tables)]


def _total(part: Part) -> str:
    if part.amount is NOT_APPLICABLE:
        return _("%(part)s : %(count)s au total.") % {
            "part": PARTS[part.code],
            "count": formatting.amount(part.count),
        }
    amount = formatting.money(part.amount, current_site().currency_label)
    told = {"part": PARTS[part.code], "count": formatting.amount(part.count), "amount": amount}
    return _("%(part)s : %(count)s au total ; budget en jeu : %(amount)s.") % told


def _table(
    number: int, head: list[str], rows: list[list[Value]], *, heading: str = "", name: str = ""
) -> Table:
    lines: list[list[Value]] = [[*head], *rows]
    cells = tuple(
        tuple(_cell(value, row, column) for column, value in enumerate(values))
        for row, values in enumerate(lines)
    )
    return Table(number, cells, name=name, heading=heading)


def _cell(value: Value, row: int, column: int) -> Cell:
    text = value if isinstance(value, str) else "" if value is None else formatting.amount(value)
    return Cell(text, row, column, value=None if isinstance(value, str) else value, bold=row == 0)


def _word_head() -> list[str]:
    return [
        _("Activité A"),
        _("Activité B"),
        _("Ce qui se recoupe"),
        _("En jeu, %(unit)s") % {"unit": current_site().currency_label},
        _("Décision"),
        _("Action conjointe"),
    ]


def _word_row(row: Row) -> list[Value]:
    pair = row.pair
    return [
        _told(pair.left),
        _told(pair.right),
        pair.sentence,
        _stakes(row),
        _decision(row),
        _joint(row.joint),
    ]


def _told(one: Any) -> str:
    parts = [one.title, one.lead_name or formatting.BLANK, place_list(one), period(one), money(one)]
    return "\n".join(parts)


def _stakes(row: Row) -> str:
    # The unit stands in the head: in a narrow column Word would cut it in two.
    amount = formatting.amount(row.pair.amount_at_stake)
    people = row.pair.people_at_stake
    told = formatting.BLANK if people is None else formatting.amount(people)
    return f"{amount}\n{_('Personnes')} : {told}"


def _decision(row: Row) -> str:
    if row.decision is None:
        return f"{_('À décider')}\n{_('Selon le radar')} : {row.pair.get_label_display()}"
    day = formatting.day(row.decision.decided_at)
    return f"{row.decision.get_verdict_display()}, {day}\n{row.decision.reason}"


def _joint(joint: JointAction | None) -> str:
    if joint is None:
        return formatting.BLANK
    lines = [f"{joint.get_kind_display()} : {joint.title}"]
    lines.append(f"{_('Proposée par')} : {joint.invited_post or formatting.BLANK}")
    due = f", {_('échéance')} {formatting.day(joint.due_on)}" if joint.due_on else ""
    lines.append(f"{joint.get_state_display()}{due}")
    if joint.result:
        lines.append(f"{joint.get_result_display()} : {joint.outcome}")
    return "\n".join(lines)


def _sheet_head() -> list[str]:
    sides = [
        f"{name} {side}"
        for side in ("A", "B")
        for name in (_("Activité"), _("Organisme"), _("Lieux"), _("Période"), _("Budget"))
    ]
    return [
        *sides,
        _("Relation"),
        _("Indice, %"),
        _("Ce qui se recoupe"),
        _("Budget en jeu, %(unit)s") % {"unit": current_site().currency_label},
        _("Personnes en jeu"),
        _("Décidée le"),
        _("Motif"),
        _("Action conjointe"),
        _("Proposée par"),
        _("État"),
        _("Échéance"),
        _("Résultat"),
    ]


def _sheet_row(row: Row) -> list[Value]:
    pair, decision, joint = row.pair, row.decision, row.joint
    sides: list[Value] = []
    for one in pair.sides():
        sides += [one.title, one.lead_name, place_list(one), period(one), money(one)]
    relation = pair.get_relation_display()
    return [
        *sides,
        relation if decision else f"{relation} ({_('à décider')})",
        pair.percent,
        pair.sentence,
        pair.amount_at_stake,
        pair.people_at_stake,
        decision.decided_at.date().isoformat() if decision else "",
        decision.reason if decision else "",
        *_joint_cells(joint),
    ]


def _joint_cells(joint: JointAction | None) -> list[Value]:
    if joint is None:
        return [""] * 5
    result = f"{joint.get_result_display()} : {joint.outcome}" if joint.result else ""
    return [
        f"{joint.get_kind_display()} : {joint.title}",
        str(joint.invited_post or ""),
        str(joint.get_state_display()),
        joint.due_on.isoformat() if joint.due_on else "",
        result,
    ]


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, tuple[Callable[[Sequence[Part], Head], bytes], str]] = {
    "docx": (as_docx, WORD),
    "xlsx": (as_xlsx, EXCEL),
}
