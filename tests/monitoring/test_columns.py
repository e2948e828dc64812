"""Columns renamed, removed, doubled or stripped of their marks: what can go in goes in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.monitoring import actions
from azalai.monitoring.models import Report, ReportSheet
from azalai.monitoring.sheets.layout import MARK
from azalai.monitoring.sheets.records import Reading
from tests.accounts.factories import SYSTEM
from tests.interventions.factories import sign_in_for
from tests.monitoring.books import READY, edited, filled, made_for, receive
from tests.monitoring.factories import AT, ask, expected, full, line, running
from tests.monitoring.test_campaigns import refused
from tests.monitoring.test_sheets import Edit, faults, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def _rename(sheet: Any, at: dict[str, int]) -> None:
    sheet.cell(1, at["Difficultés"]).value = "Problèmes"


def _remove(sheet: Any, at: dict[str, int]) -> None:
    sheet.delete_cols(at["Preuves"])


def _repeat(sheet: Any, at: dict[str, int]) -> None:
    sheet.cell(1, max(at.values()) + 1).value = "Avancement (%)"


def _unmark(sheet: Any, at: dict[str, int]) -> None:
    sheet.delete_cols(at[MARK])


def sheet_of(report: Report, content: bytes) -> ReportSheet:
    return receive(report.campaign, content)


def read_again(sheet: ReportSheet) -> Reading:
    sheet.refresh_from_db()
    return actions.read_sheet(by=SYSTEM, at=AT, sheet=sheet)


def test_a_renamed_column_is_guessed_and_holds_only_rows_that_say_something_there() -> None:
    campaign = running()
    report = expected(campaign)
    ask(campaign, report.organisation, line(campaign.plan.latest_version(), "1.2"))
    content = filled(made_for(report), READY | {"Difficultés": "Pluies."})
    sheet = sheet_of(report, edited(filled(content, READY, row=3), _rename))
    reading = read_again(sheet)
    assert [(one.text, one.guess) for one in reading.questions] == [("Problèmes", "difficulties")]
    assert [row.outcome for row in reading.rows] == ["wrong", "sent"]
    assert faults(reading) == [(2, "Difficultés : Lue dans « Problèmes » : confirmez d'abord cette colonne.")]
    actions.tell_columns(by=SYSTEM, at=AT, sheet=sheet, answers={"problemes": "difficulties"})
    reading = read_again(sheet)
    assert [row.outcome for row in reading.rows] == ["sent", "sent"]
    assert reading.rows[0].content is not None
    assert reading.rows[0].content.difficulties == "Pluies."


def test_a_column_that_is_none_of_ours_leaves_what_is_stored_as_it_is() -> None:
    report = expected()
    actions.save_report(by=SYSTEM, at=AT, report=report, content=full(difficulties="Pluies."))
    report.refresh_from_db()
    typed = {"Difficultés": "Autre chose.", "À envoyer ?": "oui"}
    sheet = sheet_of(report, edited(filled(made_for(report), typed), _rename))
    actions.tell_columns(by=SYSTEM, at=AT, sheet=sheet, answers={"problemes": ""})
    reading = read_again(sheet)
    assert any("« Difficultés »" in note for note in reading.notes)
    actions.accept_sheet(by=SYSTEM, at=AT, sheet=sheet)
    report.refresh_from_db()
    assert (report.state, report.difficulties) == ("submitted", "Pluies.")


def test_two_columns_cannot_be_the_same_one() -> None:
    report = expected()
    sheet = sheet_of(report, made_for(report))
    both = {"a": "difficulties", "b": "difficulties"}
    told = refused(lambda: actions.tell_columns(by=SYSTEM, at=AT, sheet=sheet, answers=both))
    assert "ne peuvent pas être la même" in told
    actions.tell_columns(by=SYSTEM, at=AT, sheet=sheet, answers={"a": "", "b": "", "c": "inconnue"})
    sheet.refresh_from_db()
    assert sheet.headings == {"a": "", "b": ""}


def test_a_column_removed_is_said_and_refuses_only_the_rows_that_need_it() -> None:
    report = expected()
    reading = read(report, edited(filled(made_for(report)), _remove))
    assert [row.outcome for row in reading.rows] == ["sent"]
    assert any("« Preuves »" in note for note in reading.notes)
    needed = edited(filled(made_for(report)), lambda sheet, at: sheet.delete_cols(at["Ce qui a été fait"]))
    reading = read(report, needed)
    assert [row.outcome for row in reading.rows] == ["wrong"]
    assert "Ce qui a été fait : Dites en quelques lignes" in faults(reading)[0][1]


def test_a_column_that_stands_twice_refuses_only_rows_on_which_it_says_two_things() -> None:
    report = expected()

    def says(value: Any) -> Edit:
        def edit(sheet: Any, at: dict[str, int]) -> None:
            _repeat(sheet, at)
            sheet.cell(2, max(at.values()) + 1).value = value

        return edit

    content = filled(made_for(report), READY | {"Avancement (%)": "40"})
    assert read(report, edited(content, says("40"))).rows[0].outcome == "sent"
    reading = read(report, edited(content, says("60")))
    assert "dit deux choses" in faults(reading)[0][1]


def test_without_its_hidden_marks_a_row_is_known_by_the_title_of_its_activity() -> None:
    report = expected()
    reading = read(report, edited(filled(made_for(report)), _unmark))
    assert [row.outcome for row in reading.rows] == ["sent"]
    assert any("repères" in note for note in reading.notes)
    actions.save_report(by=SYSTEM, at=AT, report=report, content=full(done="Autre chose."))
    again = read(report, edited(filled(made_for(report)), _unmark))
    assert "modifié sur le site" in faults(again)[0][1], "what was written since is not overwritten"


def test_two_activities_of_one_title_are_not_told_apart_without_marks() -> None:
    campaign = running()
    report = expected(campaign)
    ask(campaign, report.organisation, line(campaign.plan.latest_version(), "1.2"))
    Report.objects.update(label="Former")
    reading = read(report, edited(filled(made_for(report)), _unmark))
    assert all("Plusieurs rapports" in text for _row, text in faults(reading))
    assert not reading.to_take


def test_marks_are_found_under_any_heading_and_heads_below_a_title() -> None:
    def spoil(sheet: Any, at: dict[str, int]) -> None:
        sheet.cell(1, at[MARK]).value = "Colonne 40"
        sheet.insert_rows(1)
        sheet.cell(1, 1).value = "Rapports de notre bureau"

    report = expected()
    reading = read(report, edited(filled(made_for(report)), spoil))
    assert [(row.number, row.outcome) for row in reading.rows] == [(3, "sent")]
    assert reading.questions == []


def test_the_person_says_on_the_page_what_a_column_is(client: Client) -> None:
    report = expected()
    sheet = receive(report.campaign, edited(filled(made_for(report), READY | {"Difficultés": "P."}), _rename))
    ReportSheet.objects.update(received_post=sign_in_for(client, report.organisation).post_id)
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "Votre colonne « Problèmes »" in page
    assert 'value="difficulties" selected' in page
    assert "à corriger" in page
    assert "envoyée au secrétariat" not in page
    url = reverse("monitoring:sheet_columns", args=[sheet.public_id])
    assert client.post(url, {"column-0": "inconnue"}).status_code == 422
    page = client.post(url, {"column-0": "difficulties"}, follow=True).content.decode()
    assert "à envoyer au secrétariat" in page
    client.post(reverse("monitoring:sheet_accept", args=[sheet.public_id]))
    report.refresh_from_db()
    assert (report.state, report.difficulties) == ("submitted", "P.")
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "envoyée au secrétariat" in page
    assert "Votre colonne" not in page


def test_rows_that_wait_for_a_column_come_back_under_our_heading(client: Client) -> None:
    report = expected()
    sheet = receive(report.campaign, edited(filled(made_for(report), READY | {"Difficultés": "P."}), _rename))
    ReportSheet.objects.update(received_post=sign_in_for(client, report.organisation).post_id)
    back = client.get(reverse("monitoring:sheet_refused", args=[sheet.public_id]))
    again = read(report, back.content)
    assert [row.outcome for row in again.rows] == ["sent"]
    assert again.rows[0].content is not None
    assert again.rows[0].content.difficulties == "P."
