"""A large workbook goes in by background work: left and found again, interrupted without double rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.core import jobs
from azalai.core.models import AuditEntry, Job
from azalai.monitoring import actions
from azalai.monitoring.actions import sheets
from azalai.monitoring.enums import SheetStatus
from azalai.monitoring.models import Report, ReportSheet
from azalai.monitoring.queries.taking import job_of
from tests.accounts.factories import SYSTEM
from tests.interventions.factories import sign_in_for
from tests.monitoring.books import READY, filled, made_for, receive
from tests.monitoring.factories import AT, contribute, expected, line, running

pytestmark = pytest.mark.django_db
ROWS = 5


@pytest.fixture(autouse=True)
def _spring(time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    time_machine.move_to(AT, tick=False)
    monkeypatch.setattr(sheets, "STEP", 2)


@pytest.fixture
def sheet() -> ReportSheet:
    """Five rows to send, one of them wrong."""
    campaign = running()
    report = expected(campaign)
    node = line(campaign.plan.latest_version(), "1.1")
    for number in range(ROWS - 1):
        contribute(node, title_fr=f"Action {number}", lead=report.organisation_id)
    actions.update_expected(by=SYSTEM, at=AT, campaign=campaign)
    assert campaign.reports.count() == ROWS
    content = made_for(report)
    for row in range(2, ROWS + 2):
        content = filled(content, READY | ({"Commencée le": "bientôt"} if row == 4 else {}), row=row)
    return receive(campaign, content)


def written() -> list[str]:
    """Reports of which the trail says that they were sent, one entry each."""
    return sorted(
        AuditEntry.objects.filter(action="monitoring.report-submitted").values_list("object_id", flat=True)
    )


def once(sheet: ReportSheet) -> None:
    """All that was right is in, each row once."""
    sheet.refresh_from_db()
    assert (sheet.status, sheet.taken, sheet.refused) == (SheetStatus.ACCEPTED, ROWS - 1, 1)
    assert set(sheet.outcomes) == {"2", "3", "5", "6"}
    assert written() == sorted(
        str(pk) for pk in Report.objects.filter(state="submitted").values_list("pk", flat=True)
    )
    assert len(written()) == ROWS - 1
    assert AuditEntry.objects.filter(action="monitoring.sheet-accepted").count() == 1


def test_it_goes_in_by_steps_with_progress(sheet: ReportSheet) -> None:
    told: list[tuple[int, int]] = []
    actions.take_rows(by=SYSTEM, at=AT, sheet=sheet, progress=lambda *step: told.append(step))
    assert told == [(0, 4), (2, 4), (4, 4)]
    once(sheet)


@pytest.mark.parametrize("dies_at", [1, 2, 3, 4])
def test_a_death_at_any_row_loses_nothing_and_doubles_nothing(
    sheet: ReportSheet, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    real, calls = sheets.submit_report, [0]

    def dies(**arguments: Any) -> Any:
        calls[0] += 1
        if calls[0] == dies_at:
            raise KeyboardInterrupt
        return real(**arguments)

    monkeypatch.setattr(sheets, "submit_report", dies)
    job = actions.take_later(by=SYSTEM, at=AT, sheet=sheet)
    with pytest.raises(KeyboardInterrupt):
        jobs.work_once()
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.WAITING
    assert len(written()) == len(sheet.outcomes) == 2 * ((dies_at - 1) // 2)
    Job.objects.filter(pk=job.pk).update(state="queued", worker="")  # as the queue does with the silent
    assert jobs.work_once()
    once(sheet)
    job.refresh_from_db()
    assert (job.state, job.url) == ("done", sheet.get_absolute_url())
    assert "4 lignes sont reprises ; 1 reste à corriger." in job.result


def test_what_somebody_wrote_meanwhile_is_left_out_alone(
    sheet: ReportSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sheets.read_sheet

    def late(**arguments: Any) -> Any:
        reading = real(**arguments)
        victim = next(row.report for row in reading.rows if row.number == 3)
        if victim is not None and victim.state == "expected":
            Report.objects.filter(pk=victim.pk).update(state="exempt", reason="Fermé.")
        return reading

    monkeypatch.setattr(sheets, "read_sheet", late)
    actions.take_rows(by=SYSTEM, at=AT, sheet=sheet, progress=lambda *_step: None)
    sheet.refresh_from_db()
    assert (sheet.taken, sheet.refused) == (ROWS - 2, 2)


def test_the_page_leaves_a_large_one_to_the_background_and_finds_it_again(
    client: Client, sheet: ReportSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("azalai.monitoring.views.sheets.LONG", ROWS)
    organisation = Report.objects.first().organisation  # type: ignore[union-attr]
    ReportSheet.objects.update(received_post=sign_in_for(client, organisation).post_id)
    accept = reverse("monitoring:sheet_accept", args=[sheet.public_id])
    answer = client.post(accept)
    job = Job.objects.get()
    assert answer["Location"] == jobs.url_of(job)
    assert client.post(accept)["Location"] == jobs.url_of(job), "asked twice, it is one work"
    assert job_of(sheet) == job
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "La reprise est en cours" in page
    assert "Reprendre les" not in page
    assert jobs.work_off() == 1
    once(sheet)
    assert "4 lignes reprises, 1 refusées" in client.get(sheet.get_absolute_url()).content.decode()
    client.post(accept)
    assert Job.objects.count() == 1


def test_work_that_was_given_up_can_be_taken_up_again(client: Client, sheet: ReportSheet) -> None:
    first, second = 0, 0

    def gives_up(done: int, total: int) -> None:
        if done:
            raise jobs.Interrupted

    with pytest.raises(jobs.Interrupted):
        actions.take_rows(by=SYSTEM, at=AT, sheet=sheet, progress=gives_up)
    first = len(written())
    organisation = Report.objects.first().organisation  # type: ignore[union-attr]
    ReportSheet.objects.update(received_post=sign_in_for(client, organisation).post_id)
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "La reprise a été interrompue après 2 lignes" in page
    sheet.refresh_from_db()
    actions.accept_sheet(by=SYSTEM, at=AT, sheet=sheet)
    second = len(written())
    assert (first, second) == (2, 4)
    once(sheet)
