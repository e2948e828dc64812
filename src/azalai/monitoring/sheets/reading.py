"""From a workbook to reports: every fault of every row at once, nothing stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from azalai.engines.naming.text import spelling_key
from azalai.formats.form_reading import FormTable, read_form
from azalai.monitoring import disaggregation, labels
from azalai.monitoring.content import TITLES, Content, content_of, contradictions, differences, missing
from azalai.monitoring.forms.reports import figure
from azalai.monitoring.models import Campaign, CampaignLock, Report
from azalai.monitoring.prefilling import Opening, openings
from azalai.monitoring.sheets import cells
from azalai.monitoring.sheets.layout import (
    MAIN,
    MARK,
    SENDING,
    VERSION,
    WHY,
    Mark,
    columns,
    part_columns,
    read_mark,
)
from azalai.monitoring.sheets.records import Fault, Reading, Row
from azalai.monitoring.windows import locks_of, window_for
from azalai.tabular import Cell, Document, Table

MOST_ROWS = 6000
# The reader of files says so of any sheet; here the column of marks is meant to be hidden.
HIDDEN = f"La feuille « {MAIN} » a des lignes ou des colonnes masquées"


@dataclass(frozen=True)
class Known:
    """What a workbook is compared with. reports: those of the organisations that whoever hands it over may
    write for, by public identifier; opened: what each opened with; locks: by organisation. keeps: the
    calendar does not bind the secretariat."""

    campaign: Campaign
    reports: Mapping[UUID, Report]
    opened: Mapping[int, Opening] = field(default_factory=dict)
    locks: Mapping[int, CampaignLock] = field(default_factory=dict)
    on: date = date.min
    keeps: bool = False


def knowledge(campaign: Campaign, reports: Iterable[Report], *, on: date, keeps: bool) -> Known:
    """One query for the reports, one for what was reported before, one for the locks."""
    shown = list(reports)
    locks = locks_of(campaign, on)
    return Known(campaign, {one.public_id: one for one in shown}, openings(shown), locks, on, keeps)


def read_workbook(document: Document, known: Known) -> Reading:
    """What the workbook says, row by row."""
    reading = Reading(notes=[note for note in document.notes if not note.startswith(HIDDEN)])
    table = _main(document)
    if table is None:
        _refuse(reading, _("La feuille « Rapports » est introuvable : déposez le classeur téléchargé ici."))
        return reading
    form = read_form(table, {column.key: column.heading for column in columns()}, key_of=spelling_key)
    _judge_columns(reading, form)
    lines = list(form.lines())
    if len(lines) > MOST_ROWS:
        _refuse(reading, _("Au plus %(n)d lignes par classeur.") % {"n": MOST_ROWS})
    if reading.faults and "mark" not in form.columns:
        return reading
    seen: dict[UUID, int] = {}
    for number, line in lines[:MOST_ROWS]:
        reading.rows.append(_RowReader(known, number, line, seen).read())
    if not lines and not reading.faults:
        _refuse(reading, _("Le classeur ne contient aucune ligne."))
    return reading


def _main(document: Document) -> Table | None:
    named = [table for table in document.tables if spelling_key(table.name) == spelling_key(MAIN)]
    return named[0] if named else (document.tables[0] if len(document.tables) == 1 else None)


def _refuse(reading: Reading, message: str, column: str = "") -> None:
    reading.faults.append(Fault(MAIN, 1, column, message))


def _judge_columns(reading: Reading, form: FormTable) -> None:
    """A column that was moved is read all the same; one that was renamed or removed would lose what was
    typed in it, so that nothing goes in before it is back."""
    unknown = [text for text in form.unknown if spelling_key(text) != spelling_key(WHY)]
    for heading in form.missing:
        if heading == MARK:
            _refuse(
                reading,
                _("La colonne cachée des repères manque : repartez du classeur téléchargé."),
            )
            continue
        guess = (
            _(" Est-ce « %(name)s », que nous ne connaissons pas ?") % {"name": unknown[0][:60]}
            if unknown
            else ""
        )
        _refuse(reading, _("Colonne enlevée ou renommée.") + guess, heading)
    for text in form.repeated:
        _refuse(reading, _("Cette colonne est en double : laquelle compte ?"), text[:60])
    if unknown and not form.missing:
        names = ", ".join(f"« {text[:60]} »" for text in unknown[:10])
        reading.notes.append(_("Colonnes ajoutées, qui ne sont pas lues : %(names)s.") % {"names": names})
    if form.moved:
        reading.notes.append(_("Des colonnes ont été déplacées : elles sont lues d'après leur titre."))


class _RowReader:
    """Reads one row."""

    def __init__(self, known: Known, number: int, line: Mapping[str, Cell], seen: dict[UUID, int]) -> None:
        self.known, self.line, self.seen = known, line, seen
        texts = {key: cell.text.strip() for key, cell in line.items()}
        self.row = Row(number, texts.get("label", "")[:200], texts)

    def read(self) -> Row:
        """The row with its content, or with every reason why it has none."""
        mark = self._mark()
        content, sends = self._content(), self._cell("send", SENDING.heading, cells.answer)
        report = self.row.report
        if report is None or mark is None:
            return self.row
        self.row.title, self.row.sends, self.row.seen = report.label, bool(sends), mark.seen
        stored = content_of(report)
        self.row.changes = tuple(str(one.title) for one in differences(stored, content))
        if self._is_untouched(report, content, stored):
            self.row.sends, self.row.changes = False, ()
        elif not self.row.faults:
            self._judge(report, stored, content, mark)
        if not self.row.faults:
            self.row.content = content
        return self.row

    def _is_untouched(self, report: Report, content: Content, stored: Content) -> bool:
        """It says what is stored, or what the workbook opened with, and does not ask to be sent."""
        if content == stored:
            return not (self.row.sends and report.is_with_partner)
        opened = self.known.opened.get(report.pk)
        return opened is not None and content == opened.content and not self.row.sends

    def _judge(self, report: Report, stored: Content, content: Content, mark: Mark) -> None:
        """By the state of the report, the calendar, and what it says."""
        if not report.is_with_partner:
            words = {"state": report.get_state_display()}
            self._fault("", _("Ce rapport est déjà à l'état « %(state)s » : il ne se modifie plus.") % words)
            return
        window = window_for(report, self.known.locks.get(report.organisation_id), self.known.on)
        if not window.is_open and not self.known.keeps:
            self._fault("", labels.shut(window, report.campaign))
        if mark.seen != report.stamp and content != stored:
            self._fault(
                "",
                _(
                    "Ce rapport a été modifié sur le site depuis que ce classeur a été téléchargé : "
                    "téléchargez-le de nouveau pour ne rien écraser."
                ),
            )
        for name, sentence in (missing if self.row.sends else contradictions)(content).items():
            self._fault(str(TITLES.get(name, "")), sentence)

    def _mark(self) -> Mark | None:
        """Which report the row is about; whatever is wrong with that is told here."""
        mark = read_mark(self.row.texts.get("mark", ""))
        if mark is None:
            self._fault("", _("On ne sait pas de quel rapport il s'agit : repartez d'une ligne du classeur."))
            return None
        if mark.version != VERSION:
            words = {"version": mark.version, "now": VERSION}
            self._fault("", _("Modèle n° %(version)d, alors que le modèle est le n° %(now)d.") % words)
            return None
        if mark.campaign != self.known.campaign.public_id:
            self._fault("", _("Cette ligne vient du classeur d'une autre campagne."))
            return None
        report = self.known.reports.get(mark.report)
        if report is None or report.organisation.public_id != mark.organisation:
            self._fault("", _("Cette ligne est celle d'un autre organisme."))
            return None
        if mark.report in self.seen:
            words = {"row": self.seen[mark.report]}
            self._fault("", _("Cette activité est déjà à la ligne %(row)d : gardez-en une seule.") % words)
            return None
        self.seen[mark.report] = self.row.number
        self.row.report = report
        return mark

    def _content(self) -> Content:
        said = {key: self._cell(key, _HEADINGS[key], read) for key, read in cells.READERS.items()}
        parts = {}
        for variable, category in disaggregation.pairs():
            key = f"{variable.code}:{category.code}"
            parts[variable.code, category.code] = self._cell(key, _HEADINGS[key], cells.part)
        figures = {**figure(said, "spent"), **figure(said, "reached")}
        return Content(**{**_texts(said), **figures}, disaggregation=disaggregation.stored(parts))

    def _cell(self, key: str, heading: str, read: Any) -> Any:
        cell = self.line.get(key)
        if cell is None:
            return read(_BLANK)
        try:
            return read(cell)
        except cells.Refused as error:
            self._fault(heading, str(error))
            return read(_BLANK)

    def _fault(self, column: str, message: str) -> None:
        self.row.faults.append(Fault(MAIN, self.row.number, column, message))


_BLANK = Cell("", 0, 0)
_HEADINGS = {column.key: column.heading for column in (*columns(), *part_columns())}


def _texts(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in ("spent", "reached")}
