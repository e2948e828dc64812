"""Facts, reminders, files, drafts: what the room shares with the others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors.actions import merge_organisations
from azalai.cli import main
from azalai.core import attachments
from azalai.core.facts import FactSpan, fact
from azalai.monitoring import actions
from azalai.monitoring.actions.reminding import kind_due
from azalai.monitoring.models import Campaign, Reminder, Report
from azalai.monitoring.queries import reading
from azalai.plans.models import PlanVersion
from tests.accounts.factories import SYSTEM, author_with, person_with
from tests.actors.factories import make_organisation
from tests.core.attachment_contract import check_owner, fetched, file
from tests.core.draft_contract import check_form
from tests.interventions.factories import focal_person
from tests.monitoring.factories import (
    AFTER,
    AT,
    LATE,
    approved,
    ask,
    contribute,
    expected,
    full,
    line,
    make_campaign,
    make_plan,
    running,
    submitted,
)
from tests.monitoring.test_campaigns import refused
from tests.monitoring.test_pages import typed
from tests.support.mail import Mailbox

pytestmark = pytest.mark.django_db
SPRING = FactSpan("NE", date(2026, 4, 1), date(2026, 4, 30))


def value(code: str, span: FactSpan = SPRING) -> Any:
    found = fact(code)
    assert found is not None
    return found.listing(span).value()


def test_a_line_is_followed_once_however_many_reports_speak_of_it() -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    contribute(line(version, "1.1"))
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    assert value("monitoring.activities-followed") == 0
    for report in list(campaign.reports.all()):
        approved(report)
    approved(ask(campaign, make_organisation(), line(version, "1.2")))
    assert value("monitoring.activities-followed") == 2
    assert value("monitoring.activities-followed", FactSpan("NE", date(2026, 5, 1), date(2026, 5, 2))) == 0
    assert value("monitoring.activities-followed", FactSpan("TD", date(2026, 4, 1), date(2026, 4, 30))) == 0
    found = fact("monitoring.activities-followed")
    assert found is not None
    rows = found.listing(SPRING).rows()
    assert [row.label for row in rows] == ["1.1 Former les relais", "1.2 Imprimer les guides"]


def test_tools_are_adopted_plans_and_opened_campaigns() -> None:
    campaign = running()
    make_campaign(campaign.plan, quarter=2)
    assert value("monitoring.planning-tools") == 1
    PlanVersion.objects.filter(plan=campaign.plan).update(status="adopted", adopted_at=AT)
    assert value("monitoring.planning-tools") == 2
    assert value("monitoring.planning-tools", FactSpan("NE", date(2025, 1, 1), date(2025, 12, 31))) == 0


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 3, 31), ""),
        (date(2026, 4, 1), "opened"),
        (date(2026, 4, 7), "opened"),
        (date(2026, 4, 8), "before"),
        (date(2026, 4, 15), "before"),
        (date(2026, 4, 16), "late"),
        (date(2026, 4, 28), "last"),
        (date(2026, 4, 30), "last"),
        (date(2026, 5, 1), ""),
    ],
)
def test_the_calendar_says_what_is_written_and_when(day: date, kind: str) -> None:
    days = {"opens_on": date(2026, 4, 1), "due_on": date(2026, 4, 15), "closes_on": date(2026, 4, 30)}
    assert kind_due(Campaign(**days), day) == kind


def with_address(report: Report) -> None:
    person = focal_person(report.organisation)
    person.email = "point.focal@exemple.org"
    person.save()


def test_each_reminder_leaves_once_to_those_who_owe_something(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Any
) -> None:
    report = expected()
    with_address(report)

    def remind(at: datetime) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return actions.remind(by=SYSTEM, at=at)

    assert remind(AT).decided == 1
    assert remind(AT + timedelta(hours=3)).decided == 0
    assert remind(LATE).decided == 1
    assert [mail["Subject"] for _to, mail in mailbox.received] == [
        "Vos rapports (1er trimestre 2026) sont attendus",
        "Vos rapports (1er trimestre 2026) sont en retard",
    ]
    assert report.label in mailbox.received[0][1].get_content()
    submitted(report)
    assert remind(LATE + timedelta(days=4)).decided == 0


def test_an_organisation_nobody_speaks_for_is_told_apart() -> None:
    expected()
    done = actions.remind(by=SYSTEM, at=AT)
    assert (done.decided, done.unreachable) == (0, 1)
    assert actions.remind(by=SYSTEM, at=AT).unreachable == 0
    assert Reminder.objects.get().failure


def test_the_secretariat_reminds_once_a_day() -> None:
    campaign = running()
    actions.remind_organisations(by=SYSTEM, at=AT, campaign=campaign, text="Merci d'avance.")

    def again(at: datetime) -> Any:
        return actions.remind_organisations(by=SYSTEM, at=at, campaign=campaign)

    assert "déjà été relancés" in refused(lambda: again(AT))
    assert again(AT + timedelta(days=1))
    submitted(expected(campaign))
    assert "aucun rapport" in refused(lambda: again(LATE))
    actions.close_campaign(by=SYSTEM, at=AFTER, campaign=campaign)
    assert "campagne ouverte" in refused(lambda: again(AFTER))
    with pytest.raises(PermissionDenied):
        actions.remind(by=author_with(Role.PARTNER), at=AT)


def test_the_command_says_what_it_did(capsys: Any, time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)
    running()
    assert main(["monitoring", "remind"]) == 0
    assert "1 organismes sans personne à joindre" in capsys.readouterr().out
    assert main(["monitoring", "remind", "--json"]) == 0
    assert '"decided": 0' in capsys.readouterr().out


def test_what_is_typed_in_a_report_is_kept(client: Client, time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)
    report = expected()
    client.force_login(focal_person(report.organisation))
    address = reverse("monitoring:write", args=[report.public_id])
    right = {name: value for name, value in typed().items() if name != "faire"} | {"faire": "enregistrer"}
    check_form(
        client, form="monitoring.report", address=address, right=right, wrong=right | {"progress": "beaucoup"}
    )


def test_files_follow_the_report(time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)
    report = expected()
    check_owner(
        report,
        adder=focal_person(report.organisation),
        reader=person_with(Role.AUDITOR),
        stranger=person_with(Role.COMMUNICATION),
    )


def test_files_of_a_correction_are_not_read_before_it_is_approved(time_machine: Any, client: Client) -> None:
    time_machine.move_to(AT, tick=False)
    report = approved()
    partner = focal_person(report.organisation)
    kept = attachments.add(by=SYSTEM, at=AT, obj=expected_again(report), file=file())
    page = report.get_absolute_url()
    client.force_login(person_with(Role.COMMUNICATION))
    assert client.get(reverse("attachment", args=[kept.public_id])).status_code == 404
    assert kept.name not in client.get(page).content.decode()
    client.force_login(partner)
    assert fetched(client, kept).status_code == 200
    actions.drop_amendment(by=SYSTEM, at=AT, report=report)
    client.force_login(person_with(Role.COMMUNICATION))
    assert fetched(client, kept).status_code == 200
    assert kept.name in client.get(page).content.decode()


@pytest.mark.parametrize(("girls", "hidden"), [(3, True), (5, False), (0, False)])
def test_small_numbers_of_people_are_not_for_everybody(
    time_machine: Any, client: Client, girls: int, hidden: bool
) -> None:
    time_machine.move_to(AT, tick=False)
    table = {"sex-age": {"women": 70, "men": 50 - girls, "girls": girls, "boys": 0}}
    report = approved(disaggregation=table)
    pages = [report.get_absolute_url(), reverse("monitoring:version", args=[report.public_id, 1])]
    for who, hides in (
        (person_with(Role.PARTNER), hidden),
        (focal_person(report.organisation), False),
        (person_with(Role.AUDITOR), False),
    ):
        client.force_login(who)
        for page in pages:
            shown = client.get(page).content.decode()
            # One hidden part beside the total is no secret: a second one goes with it.
            assert (shown.count("···</li>") >= 2) == hides
            assert ("moins de 5" in shown) == hides


def test_what_is_left_of_the_total_gives_nobody_away() -> None:
    content = full(reached=100, disaggregation={"sex-age": {"women": 70, "men": 29}})
    assert {part.value for part in reading.disaggregated(content, threshold=5)} == {"···", "70"}
    assert [part.value for part in reading.disaggregated(content)] == ["70", "29"]


def expected_again(report: Report) -> Report:
    return actions.amend_report(by=SYSTEM, at=AT, report=report, reason="Erreur.")


def test_reports_follow_when_two_records_turn_out_to_be_one_organisation() -> None:
    campaign = running()
    version = campaign.plan.latest_version()
    kept, merged = make_organisation(), make_organisation()
    ask(campaign, kept, line(version, "1.2"))
    ask(campaign, merged, line(version, "1.2"))
    own = ask(campaign, merged, line(version, "2.1"))
    merge_organisations(by=SYSTEM, at=AT, kept=kept, merged=merged)
    own.refresh_from_db()
    assert own.organisation == kept
    assert campaign.reports.filter(node_key=line(version, "1.2").key).count() == 2
