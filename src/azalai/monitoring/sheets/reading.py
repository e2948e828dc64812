"""From a workbook to reports: every fault of every row at once, nothing stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from azalai.engines.naming.text import spelling_key
from azalai.formats.form_reading import FormTable
from azalai.indicators.models import Indicator
from azalai.monitoring import contributions, disaggregation, labels
from azalai.monitoring.content import TITLES, Content, content_of, contradictions, differences, missing
from azalai.monitoring.forms.reports import figure
from azalai.monitoring.models import Campaign, CampaignLock, Report
from azalai.monitoring.prefilling import Opening, openings
from azalai.monitoring.queries.contributions import asked
from azalai.monitoring.sheets import cells
from azalai.monitoring.sheets.adding import Line, read_added
from azalai.monitoring.sheets.headings import (
    OWN,
    is_hopeless,
    main_table,
    notes,
    offered,
    questions,
    recognised,
)
from azalai.monitoring.sheets.layout import (
    ADDED,
    ADDED_VALUE,
    MAIN,
    SENDING,
    VERSION,
    Mark,
    columns,
    part_columns,
    part_key,
    read_mark,
)
from azalai.monitoring.sheets.records import Fault, Reading, Row
from azalai.monitoring.sheets.writing import cells_of
from azalai.monitoring.windows import locks_of, window_for
from azalai.tabular import Cell, Document

MOST_ROWS = 6000
# The reader of files says so of any sheet; here the column of marks is meant to be hidden.
HIDDEN = f"La feuille « {MAIN} » a des lignes ou des colonnes masquées"


@dataclass(frozen=True)
class Known:
    """What a workbook is compared with. reports: those of the organisations that whoever hands it over may
    write for, by public identifier; opened: what each opened with, asked: indicators that it
    is asked about, both by key; locks: by organisation. keeps: the calendar does not bind the secretariat."""

    campaign: Campaign
    reports: Mapping[UUID, Report]
    opened: Mapping[int, Opening] = field(default_factory=dict)
    asked: Mapping[int, Sequence[Indicator]] = field(default_factory=dict)
    locks: Mapping[int, CampaignLock] = field(default_factory=dict)
    on: date = date.min
    keeps: bool = False


def knowledge(campaign: Campaign, reports: Iterable[Report], *, on: date, keeps: bool) -> Known:
    """One query for the reports, one for what was reported before, one for the locks."""
    shown = list(reports)
    locks = locks_of(campaign, on)
    by_id = {one.public_id: one for one in shown}
    return Known(campaign, by_id, openings(shown), asked(shown), locks, on, keeps)


def read_workbook(document: Document, known: Known, told: Mapping[str, str] | None = None) -> Reading:
    """What the workbook says, row by row. told: what a person has said of strange columns."""
    reading = Reading(notes=[note for note in document.notes if not note.startswith(HIDDEN)])
    told = told or {}
    table = main_table(document, told)
    if table is None:
        _refuse(reading, _("La feuille « Rapports » est introuvable : déposez le classeur téléchargé ici."))
        return reading
    form = recognised(table, told)
    if is_hopeless(form):
        _refuse(reading, _("Aucune colonne du classeur n'est reconnue : repartez du classeur téléchargé."))
        return reading
    added = read_added(document)
    reading.notes += [*notes(form), *added.notes]
    reading.questions = questions(form, told)
    reading.offered = offered(form, reading.questions)
    _read_rows(reading, form, known, added.lines)
    return reading


def _read_rows(reading: Reading, form: FormTable, known: Known, added: Mapping[UUID, list[Line]]) -> None:
    lines = list(form.lines())
    if len(lines) > MOST_ROWS:
        _refuse(reading, _("Au plus %(n)d lignes par classeur.") % {"n": MOST_ROWS})
    if not lines:
        _refuse(reading, _("Le classeur ne contient aucune ligne."))
    sheet = _Sheet(known, form, _by_label(known) if "mark" not in form.columns else {}, added)
    for number, line, cells_of_row in lines[:MOST_ROWS]:
        reading.rows.append(_RowReader(sheet, number, line, cells_of_row).read())


def _by_label(known: Known) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in known.reports.values():
        found.setdefault(spelling_key(report.label), []).append(report)
    return found


def _refuse(reading: Reading, message: str) -> None:
    reading.faults.append(Fault(MAIN, 1, "", message))


@dataclass
class _Sheet:
    """What all rows share. by_label: reports by their folded label where the marks are gone; added: what the
    sheet of contributions says of each; seen: report → the row that speaks of it."""

    known: Known
    form: FormTable
    by_label: Mapping[str, list[Report]]
    added: Mapping[UUID, list[Line]]
    seen: dict[UUID, int] = field(default_factory=dict)


class _RowReader:
    """Reads one row."""

    def __init__(
        self, sheet: _Sheet, number: int, line: Mapping[str, Cell], every_cell: Sequence[Cell]
    ) -> None:
        self.sheet, self.known, self.line, self.every_cell = sheet, sheet.known, line, every_cell
        texts = {key: cell.text.strip() for key, cell in line.items()}
        self.row = Row(number, texts.get("label", "")[:200], texts)

    def read(self) -> Row:
        """The row with its content, or with every reason why it has none."""
        mark = self._mark()
        report = self.row.report
        self.row.kept = kept = self._kept(report)
        content, sends = self._content(kept), self._cell("send", SENDING.heading, cells.answer)
        self._judge_columns(kept)
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

    def _kept(self, report: Report | None) -> Content:
        """What a column that cannot be found leaves as it is."""
        if report is None:
            return Content()
        opened = self.known.opened.get(report.pk)
        return content_of(report) if opened is None else opened.content

    def _judge_columns(self, kept: Content) -> None:
        """What stands in a column that nobody has confirmed, or that stands there twice, waits."""
        for key, column in self.sheet.form.guessed.items():
            said = self.row.texts.get(key, "")
            if key not in OWN and (said or cells_of(kept).get(key)):
                words = {"name": column.text[:60]}
                self._fault(
                    _HEADINGS[key], _("Lue dans « %(name)s » : confirmez d'abord cette colonne.") % words
                )
        for key, places in self.sheet.form.again.items():
            texts = [self.every_cell[at].text.strip() for at in places if at < len(self.every_cell)]
            if key not in OWN and any(text != self.row.texts.get(key, "") for text in texts):
                self._fault(
                    _HEADINGS[key], _("Cette colonne est en double et dit deux choses : gardez-en une.")
                )

    def _mark(self) -> Mark | None:
        """Which report the row is about; whatever is wrong with that is told here."""
        if "mark" not in self.sheet.form.columns:
            return self._mark_by_label()
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
        return self._mark_of(report, mark)

    def _mark_by_label(self) -> Mark | None:
        """The mark that is gone, by the title of the activity; what was written since is not overwritten."""
        found = self.sheet.by_label.get(spelling_key(self.row.texts.get("label", "")), [])
        if not found:
            self._fault(
                "", _("Aucun de vos rapports ne porte cet intitulé : repartez du classeur téléchargé.")
            )
            return None
        if len(found) > 1:
            self._fault("", _("Plusieurs rapports portent cet intitulé : repartez du classeur téléchargé."))
            return None
        report = found[0]
        ids = (self.known.campaign.public_id, report.organisation.public_id, report.public_id)
        return self._mark_of(report, Mark(VERSION, *ids, seen=""))

    def _mark_of(self, report: Report, mark: Mark) -> Mark | None:
        """The mark, unless another row speaks of the same report."""
        if mark.report in self.sheet.seen:
            words = {"row": self.sheet.seen[mark.report]}
            self._fault("", _("Cette activité est déjà à la ligne %(row)d : gardez-en une seule.") % words)
            return None
        self.sheet.seen[mark.report] = self.row.number
        self.row.report = report
        self.row.texts.setdefault("mark", str(mark))
        return mark

    def _content(self, kept: Content) -> Content:
        """What the cells say; what has no column stays as it is."""
        said = {key: self._cell(key, _HEADINGS[key], read) for key, read in cells.READERS.items()}
        parts = {}
        for variable, category in disaggregation.pairs():
            key = part_key(variable.code, category.code)
            parts[variable.code, category.code] = (
                self._cell(key, _HEADINGS[key], cells.part)
                if key in self.line
                else disaggregation.cell(kept.disaggregation, variable.code, category.code)
            )
        figures = {**figure(said, "spent"), **figure(said, "reached")}
        content = Content(**{**_texts(said), **figures}, disaggregation=disaggregation.stored(parts))
        return replace(content, **self._unsaid(kept), contributions=self._contributions(kept))

    def _contributions(self, kept: Content) -> dict[str, str]:
        """What the sheet of contributions says of this report; indicators of which it has no line stay."""
        report = self.row.report
        if report is None:
            return kept.contributions
        known = {contributions.key_of(one) for one in self.known.asked.get(report.pk, ())}
        said: dict[str, Any] = {}
        for line in self.sheet.added.get(report.public_id, ()):
            self.row.added.append(line)
            if line.indicator not in known:
                self._added_fault(line, _("Cet indicateur n'est pas demandé à cette activité."))
            elif line.indicator in said:
                self._added_fault(line, _("Cet indicateur y est deux fois : gardez une seule ligne."))
            else:
                said[line.indicator] = self._added_value(line)
        return contributions.stored(kept.contributions, said)

    def _added_value(self, line: Line) -> Any:
        try:
            return cells.number("money")(line.cell)
        except cells.Refused as error:
            self._added_fault(line, str(error))
            return None

    def _added_fault(self, line: Line, message: str) -> None:
        self.row.faults.append(Fault(ADDED, line.number, f"{ADDED_VALUE}, {line.title}", message))

    def _unsaid(self, kept: Content) -> dict[str, Any]:
        absent = [key for key in cells.READERS if key not in self.line]
        flags = [f"{key}_na" for key in absent if key in ("spent", "reached")]
        return {key: getattr(kept, key) for key in (*absent, *flags)}

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
