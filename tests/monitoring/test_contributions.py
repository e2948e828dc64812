"""What an activity added to an indicator: asked where its line has one, stored, shown, never added."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.indicators.actions import close_indicator, enter_value, tie_to_plan, validate_value
from azalai.indicators.models import Indicator
from azalai.indicators.queries import reading as official
from azalai.monitoring import actions, contributions
from azalai.monitoring.models import DeclaredContribution, Report
from azalai.monitoring.queries.contributions import asked, declared
from azalai.monitoring.sheets.layout import ADDED, ADDED_VALUE, MARK
from tests.accounts.factories import SYSTEM, sign_in
from tests.indicators.factories import a_fact, given, make_indicator
from tests.interventions.factories import sign_in_for
from tests.monitoring.books import READY, filled, made_for, receive
from tests.monitoring.factories import AT, LATE, approved, ask, expected, full, line, running, submitted
from tests.monitoring.test_campaigns import refused
from tests.monitoring.test_pages import typed
from tests.monitoring.test_sheets import faults, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


@pytest.fixture
def report() -> Report:
    return expected(running())


@pytest.fixture
def indicator(report: Report) -> Indicator:
    return tied(report, "1", title="Nombre de personnes orientées", unit="personnes")


def tied(report: Report, code: str, **more: Any) -> Indicator:
    """An indicator of a line of the plan."""
    made = make_indicator(**more)
    tie_to_plan(by=SYSTEM, at=AT, indicator=made, node=line(report.campaign.plan.latest_version(), code))
    return made


def in_force(indicator: Indicator) -> None:
    """One hundred in the first quarter, as the secretariat says."""
    value = enter_value(by=SYSTEM, at=AT, indicator=indicator, given=given("100", "2026-T1"))
    validate_value(by=SYSTEM, at=AT, value=value)


def said(indicator: Indicator, value: str = "12") -> dict[str, str]:
    return {contributions.key_of(indicator): value}


def asked_of(report: Report) -> list[Indicator]:
    return asked([report]).get(report.pk, [])


def test_the_line_of_the_activity_asks_else_the_nearest_above(report: Report, indicator: Indicator) -> None:
    assert asked_of(report) == [indicator]
    nearer = tied(report, "1.1")
    assert asked_of(report) == [nearer]
    other = ask(report.campaign, report.organisation, line(report.campaign.plan.latest_version(), "1.2"))
    assert asked_of(other) == [indicator]
    elsewhere = ask(report.campaign, report.organisation, line(report.campaign.plan.latest_version(), "2.1"))
    assert asked_of(elsewhere) == []


def test_what_the_system_counts_what_is_closed_and_what_is_no_number_is_not_asked(
    report: Report, indicator: Indicator
) -> None:
    percent = tied(report, "1", measure="percent")
    assert percent not in asked_of(report)
    with a_fact(3):
        Indicator.objects.filter(pk=indicator.pk).update(fact_code="essai.compte")
        assert asked_of(report) == []
    assert asked_of(report) == [indicator], "a room that is not there yet counts nothing"
    close_indicator(by=SYSTEM, at=AT, indicator=indicator, reason="Abandonné.")
    assert asked_of(report) == []


def test_asking_about_many_reports_costs_a_fixed_number_of_queries(
    report: Report, indicator: Indicator, django_assert_max_num_queries: Any
) -> None:
    ask(report.campaign, report.organisation, line(report.campaign.plan.latest_version(), "1.2"))
    rows = list(report.campaign.reports.with_subject())
    with django_assert_max_num_queries(5):
        assert len(asked(rows)) == 2


@pytest.mark.parametrize(
    ("kept", "now", "table"),
    [
        ({}, {"a": Decimal("12.50")}, {"a": "12.5"}),
        ({"b": "3"}, {"a": contributions.NOT_APPLICABLE}, {"a": "na", "b": "3"}),
        ({"a": "3"}, {"a": None}, {}),
        ({"a": "3"}, {"a": Decimal(0)}, {"a": "0"}),
        ({}, {"a": Decimal("1E+3")}, {"a": "1000"}),
    ],
)
def test_blank_zero_and_not_applicable_are_three_things(
    kept: dict[str, str], now: dict[str, Any], table: dict[str, str]
) -> None:
    assert contributions.stored(kept, now) == table


def test_the_form_asks_keeps_and_shows(client: Client, report: Report, indicator: Indicator) -> None:
    sign_in_for(client, report.organisation)
    address = reverse("monitoring:write", args=[report.public_id])
    page = client.get(address).content.decode()
    assert "Nombre de personnes orientées" in page
    name = f"indicator-{indicator.public_id}"
    wrong = client.post(address, typed() | {name: "beaucoup", "faire": "enregistrer"})
    assert wrong.status_code == 422
    assert "beaucoup" in wrong.content.decode(), "nothing typed is lost"
    client.post(address, typed() | {name: "1 250,5", "faire": "enregistrer"})
    report.refresh_from_db()
    assert report.contributions == said(indicator, "1250.5")
    shown = client.get(report.get_absolute_url()).content.decode()
    assert "1\u202f250,5 personnes" in shown
    assert 'value="1\u00a0250,5"' in client.get(address).content.decode()


def test_what_is_no_longer_asked_is_kept(client: Client, report: Report, indicator: Indicator) -> None:
    actions.save_report(by=SYSTEM, at=AT, report=report, content=full(contributions=said(indicator)))
    close_indicator(by=SYSTEM, at=AT, indicator=indicator, reason="Abandonné.")
    sign_in_for(client, report.organisation)
    client.post(
        reverse("monitoring:write", args=[report.public_id]),
        typed(done="Autre.", seen=Report.objects.get(pk=report.pk).stamp) | {"faire": "enregistrer"},
    )
    report.refresh_from_db()
    assert (report.done, report.contributions) == ("Autre.", said(indicator))


def test_a_negative_one_is_refused(report: Report, indicator: Indicator) -> None:
    content = full(contributions=said(indicator, "-3"))
    told = refused(lambda: actions.save_report(by=SYSTEM, at=AT, report=report, content=content))
    assert "négatif" in told


def test_only_what_was_approved_last_is_declared_and_the_official_value_stays(
    report: Report, indicator: Indicator
) -> None:
    in_force(indicator)
    submitted(report, contributions=said(indicator))
    assert declared(indicator) == []
    Report.objects.filter(pk=report.pk).update(state="draft", submitted_at=None)
    approved(report, contributions=said(indicator))
    (period,) = declared(indicator)
    campaign = report.campaign
    assert (period.declared, period.reports, period.official.value) == (12, 1, 100)
    assert official(indicator, campaign.period_start, campaign.period_end).value == 100
    actions.amend_report(by=SYSTEM, at=LATE, report=report, reason="Erreur de saisie.")
    assert declared(indicator)[0].declared == 12, "it holds while the correction is under way"
    approved(report, at=LATE, contributions=said(indicator, "15"))
    (period,) = declared(indicator)
    assert (period.declared, period.reports) == (15, 1)
    assert DeclaredContribution.objects.count() == 2


def test_the_page_of_the_indicator_shows_them_beside_the_official_value(
    client: Client, report: Report, indicator: Indicator
) -> None:
    sign_in(client, Role.ME_OFFICER)
    assert "Contributions déclarées" not in client.get(indicator.get_absolute_url()).content.decode()
    in_force(indicator)
    approved(report, contributions=said(indicator))
    page = client.get(indicator.get_absolute_url()).content.decode()
    part = page[page.index("Contributions déclarées") :]
    assert "Rien de tout cela n'entre dans la valeur officielle" in part.replace("&#x27;", "'")
    assert str(report.organisation) in part
    assert part.index(">12<") < part.index(">100<")


def test_a_new_period_begins_blank(report: Report, indicator: Indicator) -> None:
    from azalai.monitoring.prefilling import opening
    from tests.monitoring.factories import make_campaign

    approved(report, contributions=said(indicator))
    later = actions.open_campaign(
        by=SYSTEM, at=AT, campaign=make_campaign(report.campaign.plan, kind="year", quarter=None)
    )
    opened = opening(later.reports.get(intervention=report.intervention))
    assert (opened.content.reached, opened.content.contributions) == (120, {})


def test_a_reviewer_sees_what_changed(client: Client, report: Report, indicator: Indicator) -> None:
    approved(report, contributions=said(indicator))
    actions.amend_report(by=SYSTEM, at=AT, report=report, reason="Erreur.")
    submitted(report, contributions=said(indicator, "15"))
    sign_in(client, Role.ME_OFFICER)
    page = client.get(reverse("monitoring:review", args=[report.public_id])).content.decode()
    row = page[page.index(f"{indicator.code} : Nombre de personnes") :][:400]
    assert "12 personnes" in row
    assert "15 personnes" in row


# In the workbook.


def added(content: bytes, value: Any, *, row: int = 2, column: str = ADDED_VALUE) -> bytes:
    """The workbook with that cell of the sheet of contributions."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book[ADDED]
    at = {str(cell.value): cell.column for cell in sheet[1]}
    sheet.cell(row, at[column]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("typed_in", "kept"),
    [(12, "12"), ("12,5", "12.5"), ("s.o.", "na"), (0, "0"), (None, None)],
)
def test_the_workbook_asks_on_a_sheet_of_its_own(
    report: Report, indicator: Indicator, typed_in: Any, kept: str | None
) -> None:
    sheet = receive(report.campaign, added(filled(made_for(report)), typed_in))
    actions.accept_sheet(by=SYSTEM, at=AT, sheet=sheet)
    report.refresh_from_db()
    assert report.contributions == (said(indicator, kept) if kept is not None else {})


def test_a_workbook_has_no_such_sheet_where_nothing_is_asked(report: Report) -> None:
    assert ADDED not in openpyxl.load_workbook(BytesIO(made_for(report))).sheetnames


@pytest.mark.parametrize("typed_in", ["beaucoup", -3, "=1+1"])
def test_a_wrong_cell_refuses_its_activity_and_says_where(
    report: Report, indicator: Indicator, typed_in: Any
) -> None:
    reading = read(report, added(filled(made_for(report)), typed_in))
    (fault,) = reading.every_fault
    assert (fault.sheet, fault.row) == (ADDED, 2)
    assert indicator.code in fault.column
    assert not reading.to_take


def test_an_untouched_workbook_changes_nothing_and_one_without_the_sheet_keeps_what_is_stored(
    report: Report, indicator: Indicator
) -> None:
    actions.save_report(by=SYSTEM, at=AT, report=report, content=full(contributions=said(indicator)))
    content = made_for(report)
    reading = read(report, content)
    assert ([row.outcome for row in reading.rows], reading.notes) == (["same"], [])
    book = openpyxl.load_workbook(BytesIO(content))
    del book[ADDED]
    out = BytesIO()
    book.save(out)
    assert [row.outcome for row in read(report, out.getvalue()).rows] == ["same"]


def test_a_line_pasted_twice_or_not_asked_or_without_mark_is_told(
    report: Report, indicator: Indicator
) -> None:
    content = added(filled(made_for(report)), 12)
    book = openpyxl.load_workbook(BytesIO(content))
    for cell in book[ADDED][2]:
        book[ADDED].cell(3, cell.column).value = cell.value
        book[ADDED].cell(4, cell.column).value = None if book[ADDED].cell(1, cell.column).value == MARK else 7
    out = BytesIO()
    book.save(out)
    reading = read(report, out.getvalue())
    assert "deux fois" in faults(reading)[0][1]
    assert any("lignes non lues" in note and "4" in note for note in reading.notes)
    close_indicator(by=SYSTEM, at=AT, indicator=indicator, reason="Abandonné.")
    assert "pas demandé" in faults(read(report, content))[0][1]


def test_refused_rows_bring_their_contributions_back(
    client: Client, report: Report, indicator: Indicator
) -> None:
    content = added(filled(made_for(report), READY | {"Commencée le": "bientôt"}), 12)
    sheet = receive(report.campaign, content)
    sheet.received_post_id = sign_in_for(client, report.organisation).post_id
    sheet.save()
    back = client.get(reverse("monitoring:sheet_refused", args=[sheet.public_id])).content
    again = read(report, filled(back, {"Commencée le": "2026-02"}))
    assert again.rows[0].content is not None
    assert again.rows[0].content.contributions == said(indicator)
