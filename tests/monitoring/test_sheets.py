"""The workbook: out with what is known, back with every fault told at once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from azalai.core.values import NOT_APPLICABLE
from azalai.formats.errors import UnreadableFile
from azalai.monitoring import actions
from azalai.monitoring.enums import ReportState, SheetStatus
from azalai.monitoring.models import Campaign, Report, ReportSheet
from azalai.monitoring.sheets.layout import MAIN, MARK, WHY, columns, read_mark
from azalai.monitoring.sheets.records import Reading
from tests.accounts.factories import SYSTEM
from tests.actors.factories import make_organisation
from tests.interventions.factories import sign_in_for
from tests.monitoring.books import READY, Typed, edited, filled, handed_over, made_for, receive
from tests.monitoring.factories import (
    AFTER,
    AT,
    ask,
    expected,
    full,
    line,
    partner_of,
    running,
)
from tests.monitoring.test_campaigns import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def read(report: Report, content: bytes) -> Reading:
    """What the workbook says."""
    return actions.read_sheet(by=SYSTEM, at=AT, sheet=receive(report.campaign, content))


def faults(reading: Reading) -> list[tuple[int, str]]:
    return [(fault.row, f"{fault.column} : {fault.message}") for fault in reading.every_fault]


def test_a_workbook_that_nobody_touched_changes_nothing() -> None:
    report = expected()
    actions.save_report(by=SYSTEM, at=AT, report=report, content=full())
    reading = read(report, made_for(report))
    assert ([row.outcome for row in reading.rows], reading.faults, reading.notes) == (["same"], [], [])


def test_what_was_typed_goes_in_and_is_sent() -> None:
    report = expected()
    by = partner_of(report.organisation)
    sheet = receive(report.campaign, filled(made_for(report)), by=by)
    reading = actions.accept_sheet(by=by, at=AT, sheet=sheet)
    report.refresh_from_db()
    assert (report.state, report.via, report.spent) == ("submitted", "excel", Decimal("350000.50"))
    assert report.disaggregation == {"sex-age": {"women": 70, "men": 50, "girls": 0, "boys": "na"}}
    assert reading.count("sent") == 1
    sheet.refresh_from_db()
    assert (sheet.status, sheet.taken, sheet.refused) == (SheetStatus.ACCEPTED, 1, 0)


def test_an_unfinished_row_stays_a_draft() -> None:
    report = expected()
    typed = {"Ce qui a été fait": "Début.", "À envoyer ?": "non"}
    sheet = receive(report.campaign, filled(made_for(report), typed))
    actions.accept_sheet(by=SYSTEM, at=AT, sheet=sheet)
    report.refresh_from_db()
    assert (report.state, report.done) == (ReportState.DRAFT, "Début.")


WRONG: dict[str, Typed] = {
    "États": {"État de l'activité": "Presque finie"},
    "percent": {"Avancement (%)": "quarante"},
    "beyond": {"Avancement (%)": 140},
    "date": {"Commencée le": "bientôt"},
    "money": {"Dépensé depuis le début": "environ 3 millions"},
    "people": {"Personnes touchées depuis le début": 12.5},
    "negative": {"Dépensé depuis le début": -3},
    "part": {"Sexe et âge : femmes": "beaucoup"},
    "sum": {"Sexe et âge : femmes": 700},
    "link": {"Lien vers une preuve": "pas une adresse"},
    "answer": {"À envoyer ?": "peut-être"},
    "missing": {"Ce qui a été fait": None},
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=WRONG)
def test_each_wrong_cell_is_told_with_its_row_and_column(typed: Typed) -> None:
    report = expected()
    reading = read(report, filled(made_for(report), READY | typed))
    assert reading.rows[0].outcome == "wrong"
    assert reading.rows[0].number == 2
    assert not reading.to_take


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    campaign = running()
    report = expected(campaign)
    ask(campaign, report.organisation, line(campaign.plan.latest_version(), "1.2"))
    content = filled(made_for(report), READY | WRONG["date"] | WRONG["money"] | WRONG["percent"])
    content = filled(content, READY | WRONG["answer"], row=3)
    told = faults(read(report, content))
    assert [row for row, _ in told] == [2, 2, 2, 3]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("12,5", Decimal("12.5")),
        ("12.5", Decimal("12.5")),
        ("45\u202f000\u00a0000", Decimal(45_000_000)),
        (1200.25, Decimal("1200.25")),
        ("0", Decimal(0)),
        ("s.o.", NOT_APPLICABLE),
        ("S.O.", NOT_APPLICABLE),
        ("sans objet", NOT_APPLICABLE),
        (None, None),
        ("  ", None),
    ],
)
def test_amounts_are_read_as_people_write_them(written: Any, kept: Any) -> None:
    report = expected()
    reading = read(
        report, filled(made_for(report), READY | {"Dépensé depuis le début": written, "À envoyer ?": ""})
    )
    content = reading.rows[0].content
    assert content is not None
    assert (content.spent, content.spent_na) == (
        None if kept is NOT_APPLICABLE else kept,
        kept is NOT_APPLICABLE,
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2026", "2026"), ("03/2026", "2026-03"), ("15/03/2026", "2026-03-15"), ("mars 2026", "2026-03")],
)
def test_dates_written_as_text_are_read(written: str, kept: str) -> None:
    report = expected()
    reading = read(report, filled(made_for(report), {"Commencée le": written}))
    content = reading.rows[0].content
    assert content is not None
    assert content.actual_start == kept


Edit = Callable[[Any, dict[str, int]], None]


def test_a_column_moved_is_read_by_its_heading() -> None:
    def move(sheet: Any, at: dict[str, int]) -> None:
        one, two = at["Difficultés"], at["Prochaines étapes"]
        for row in (1, 2):
            first, second = sheet.cell(row, one), sheet.cell(row, two)
            first.value, second.value = second.value, first.value

    report = expected()
    reading = read(report, edited(filled(made_for(report)), move))
    assert reading.rows[0].outcome == "sent"
    content = reading.rows[0].content
    assert content is not None
    assert (content.next_steps, content.difficulties) == ("Deux autres sessions.", "")
    assert any("déplacées" in note for note in reading.notes)


def test_merged_cells_and_formulas_are_told_on_their_row() -> None:
    def spoil(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(2, at["Dépensé depuis le début"]).value = "=1+1"
        sheet.merge_cells(
            start_row=2, end_row=2, start_column=at["Difficultés"], end_column=at["Prochaines étapes"]
        )

    report = expected()
    told = [text for row, text in faults(read(report, edited(filled(made_for(report)), spoil))) if row == 2]
    assert any("Formule" in text for text in told)
    assert any("fusionnée" in text for text in told)


def test_a_row_pasted_twice_is_told_the_second_time() -> None:
    def paste(sheet: Any, at: dict[str, int]) -> None:
        for column in range(1, max(at.values()) + 1):
            sheet.cell(3, column).value = sheet.cell(2, column).value

    report = expected()
    reading = read(report, edited(filled(made_for(report)), paste))
    assert [row.outcome for row in reading.rows] == ["sent", "wrong"]
    assert "déjà à la ligne 2" in faults(reading)[0][1]
    assert len(reading.to_take) == 1, "the first one goes in all the same"


def mark_with(place: int, value: str) -> Edit:
    def change(sheet: Any, at: dict[str, int]) -> None:
        cell = sheet.cell(2, at[MARK])
        parts = cell.value.split("/")
        parts[place] = value
        cell.value = "/".join(parts)

    return change


OTHER = "00000000-0000-0000-0000-000000000007"


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (1, "9", "Modèle n° 9"),
        (2, OTHER, "autre campagne"),
        (3, OTHER, "autre organisme"),
        (4, OTHER, "autre organisme"),
        (5, "2026-01-01T00:00:00+00:00", "modifié sur le site"),
        (0, "inconnu", "On ne sait pas de quel rapport"),
    ],
)
def test_a_row_of_another_template_campaign_or_organisation_is_refused(
    place: int, value: str, told: str
) -> None:
    report = expected()
    reading = read(report, edited(filled(made_for(report)), mark_with(place, value)))
    assert told in faults(reading)[0][1]
    assert not reading.to_take


def test_a_partner_cannot_hand_over_the_rows_of_others() -> None:
    report = expected()
    stranger = partner_of(make_organisation())
    sheet = receive(report.campaign, filled(made_for(report)), by=stranger)
    reading = actions.read_sheet(by=stranger, at=AT, sheet=sheet)
    assert "autre organisme" in faults(reading)[0][1]
    with pytest.raises(PermissionDenied):
        actions.accept_sheet(by=partner_of(report.organisation), at=AT, sheet=sheet)


def test_what_was_sent_meanwhile_is_refused_unless_it_says_the_same() -> None:
    report = expected()
    content = filled(made_for(report))
    actions.accept_sheet(by=SYSTEM, at=AT, sheet=receive(report.campaign, content))
    assert [row.outcome for row in read(report, content).rows] == ["same"]
    Report.objects.filter(pk=report.pk).update(done="Autre chose.")
    assert "Envoyé" in faults(read(report, content))[0][1]


def test_a_workbook_after_the_closing_date_is_refused_to_the_partner() -> None:
    report = expected()
    by = partner_of(report.organisation)
    sheet = receive(report.campaign, filled(made_for(report)), by=by)
    assert "close depuis" in faults(actions.read_sheet(by=by, at=AFTER, sheet=sheet))[0][1]


def two_rows() -> tuple[Campaign, ReportSheet]:
    """One row that is right, one that is wrong."""
    campaign = running()
    report = expected(campaign)
    ask(campaign, report.organisation, line(campaign.plan.latest_version(), "1.2"))
    content = filled(made_for(report), READY | {"Commencée le": "bientôt"})
    return campaign, receive(campaign, filled(content, READY, row=3))


def test_right_rows_go_in_while_the_others_come_back_with_their_reasons(client: Client) -> None:
    campaign, sheet = two_rows()
    organisation = expected(campaign).organisation
    ReportSheet.objects.filter(pk=sheet.pk).update(received_post=sign_in_for(client, organisation).post_id)
    client.post(reverse("monitoring:sheet_accept", args=[sheet.public_id]))
    assert sorted(campaign.reports.values_list("state", flat=True)) == ["expected", "submitted"]
    back = client.get(reverse("monitoring:sheet_refused", args=[sheet.public_id]))
    book = openpyxl.load_workbook(BytesIO(back.content))
    heads = {cell.value: cell.column for cell in book[MAIN][1]}
    assert "bientôt" in book[MAIN].cell(2, heads[WHY]).value
    assert book[MAIN].max_row == 2
    book[MAIN].cell(2, heads["Commencée le"]).value = "2026-02"
    out = BytesIO()
    book.save(out)
    again = actions.read_sheet(by=SYSTEM, at=AT, sheet=receive(campaign, out.getvalue()))
    assert [row.outcome for row in again.rows] == ["sent"]
    assert again.notes == []


def test_a_workbook_goes_in_once() -> None:
    report = expected()
    sheet = receive(report.campaign, filled(made_for(report)))
    actions.accept_sheet(by=SYSTEM, at=AT, sheet=sheet)
    assert "déjà repris" in refused(lambda: actions.accept_sheet(by=SYSTEM, at=AT, sheet=sheet))


def test_a_death_in_the_middle_of_taking_over_leaves_nothing_half_done(monkeypatch: Any) -> None:
    campaign = running()
    report = expected(campaign)
    ask(campaign, report.organisation, line(campaign.plan.latest_version(), "1.2"))
    sheet = receive(campaign, filled(filled(made_for(report)), READY, row=3))
    from azalai.monitoring.actions import sheets

    written: list[int] = []
    real = sheets.submit_report

    def dies(**arguments: Any) -> Any:
        if written:
            raise KeyboardInterrupt
        written.append(1)
        return real(**arguments)

    monkeypatch.setattr(sheets, "submit_report", dies)
    with pytest.raises(KeyboardInterrupt):
        actions.accept_sheet(by=SYSTEM, at=AT, sheet=sheet)
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.WAITING
    assert set(campaign.reports.values_list("state", flat=True)) == {"expected"}


def test_a_file_that_is_none_is_refused_and_not_kept() -> None:
    campaign = running()
    with pytest.raises(UnreadableFile):
        receive(campaign, b"pas un classeur")
    assert not ReportSheet.objects.exists()


def test_an_empty_or_foreign_workbook_says_so() -> None:
    campaign = running()
    for name, text in (
        ("a.csv", "Autre;Chose\n1;2\n"),
        ("b.csv", f"{';'.join(c.heading for c in columns())}\n;\n"),
    ):
        sheet = receive(campaign, text.encode(), name=name)
        reading = actions.read_sheet(by=SYSTEM, at=AT, sheet=sheet)
        assert reading.faults
        assert "Aucune ligne" in refused(lambda s=sheet: actions.accept_sheet(by=SYSTEM, at=AT, sheet=s))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_nothing_typed_becomes_a_formula_on_the_way_out(start: str) -> None:
    report = expected()
    evil = f'{start}HYPERLINK("http://exemple.org";"x")'
    actions.save_report(by=SYSTEM, at=AT, report=report, content=full(done=evil, difficulties=evil))
    book = openpyxl.load_workbook(BytesIO(made_for(report)))
    kinds = {cell.data_type for row in book[MAIN].iter_rows(min_row=2) for cell in row}
    assert "f" not in kinds
    again = read(report, made_for(report))
    assert [row.outcome for row in again.rows] == ["same"] or start == "\t="


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nothing_that_is_refused_comes_back_as_a_formula(client: Client, start: str) -> None:
    report = expected()
    typed = READY | {"Commencée le": "bientôt", "Difficultés": "x"}

    def edit(sheet: Any, at: dict[str, int]) -> None:
        cell = sheet.cell(2, at["Difficultés"])
        cell.value, cell.data_type = f'{start}HYPERLINK("http://exemple.org";"x")', "s"

    sheet = receive(report.campaign, edited(filled(made_for(report), typed), edit))
    ReportSheet.objects.update(received_post=sign_in_for(client, report.organisation).post_id)
    back = client.get(reverse("monitoring:sheet_refused", args=[sheet.public_id]))
    cells = [cell for row in openpyxl.load_workbook(BytesIO(back.content))[MAIN] for cell in row]
    assert any(str(cell.value).startswith(f"{start}HYPERLINK") for cell in cells)
    assert "f" not in {cell.data_type for cell in cells}


def test_reference_columns_are_locked_and_the_mark_is_hidden() -> None:
    book = openpyxl.load_workbook(BytesIO(made_for(expected())))
    sheet = book[MAIN]
    at = {str(cell.value): cell for cell in sheet[1]}
    assert sheet.protection.sheet
    assert sheet.cell(2, at["Activité"].column).protection.locked
    open_column = sheet.column_dimensions[at["Ce qui a été fait"].column_letter]
    assert not open_column.protection.locked
    assert sheet.column_dimensions[at[MARK].column_letter].hidden
    assert read_mark(sheet.cell(2, at[MARK].column).value) is not None
    assert len(sheet.data_validations.dataValidation) > 5


def test_handing_over_needs_an_organisation(client: Client) -> None:
    sheet = handed_over()
    stranger = sign_in_for(client, make_organisation())
    assert client.get(sheet.get_absolute_url()).status_code == 404
    with pytest.raises((PermissionDenied, ValidationError)):
        actions.accept_sheet(by=stranger, at=AT, sheet=sheet)
