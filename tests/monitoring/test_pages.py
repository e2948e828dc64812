"""The pages: what each shows to whom, and what a post does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.models import FormDraft
from azalai.monitoring import actions
from azalai.monitoring.enums import ReportState
from azalai.monitoring.models import Campaign, Report
from tests.accounts.factories import SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.interventions.factories import sign_in_for
from tests.monitoring.factories import (
    AFTER,
    AT,
    SECRETARY,
    approved,
    ask,
    checked,
    contribute,
    expected,
    line,
    make_campaign,
    make_plan,
    running,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


def text_of(response: Any) -> str:
    """The page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def typed(**more: str) -> dict[str, str]:
    """What a partner types in the form."""
    values = {
        "activity_state": "in-progress",
        "progress": "40 %",
        "progress_basis": "deliverables",
        "spent": "350 000,50",
        "reached": "120",
        "part-sex-age-women": "70",
        "part-sex-age-boys": "s.o.",
        "done": "Deux sessions tenues.",
        "next_steps": "Deux autres sessions.",
        "faire": "enregistrer",
    }
    return values | more


def test_a_partner_writes_little_by_little_then_sends(client: Client) -> None:
    report = expected()
    sign_in_for(client, report.organisation)
    address = reverse("monitoring:write", args=[report.public_id])
    assert report.label in text_of(client.get(reverse("monitoring:mine")))
    seen = {"seen": ""}
    kept = client.post(address, {"activity_state": "in-progress", "faire": "enregistrer"} | seen)
    assert kept.status_code == 302
    report.refresh_from_db()
    refused = client.post(
        address, {"activity_state": "in-progress", "faire": "envoyer", "seen": report.stamp}
    )
    assert refused.status_code == 422
    told = text_of(refused)
    for sentence in ("Donnez l'avancement", "Donnez la dépense", "Dites ce qui vient ensuite"):
        assert sentence in told.replace("&#x27;", "'")
    sent = client.post(address, typed(faire="envoyer", seen=report.stamp))
    assert sent.headers["Location"] == reverse("monitoring:mine")
    report.refresh_from_db()
    assert (report.state, str(report.spent), report.reached) == ("submitted", "350000.50", 120)
    assert report.disaggregation == {"sex-age": {"women": 70, "boys": "na"}}


def test_what_was_typed_is_kept_when_it_is_refused(client: Client) -> None:
    report = expected()
    sign_in_for(client, report.organisation)
    address = reverse("monitoring:write", args=[report.public_id])
    page = client.get(address).content.decode()
    desk = {
        name: re.search(rf'name="draft-{name}" value="([^"]*)"', page)[1]
        for name in ("key", "page", "target")
    }  # type: ignore[index]
    data = typed(progress="beaucoup", done="Texte précieux.") | {f"draft-{k}": v for k, v in desk.items()}
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "Texte précieux." in refused.content.decode()
    draft = FormDraft.objects.get()
    again = client.get(f"{address}?reprise={draft.key}").content.decode()
    assert "Texte précieux." in again
    assert "beaucoup" in again


def test_a_second_writer_is_told_and_then_decides(client: Client) -> None:
    report = expected()
    sign_in_for(client, report.organisation)
    address = reverse("monitoring:write", args=[report.public_id])
    client.post(address, typed(seen=""))
    refused = client.post(address, typed(seen="", reached="130"))
    assert "entre-temps" in text_of(refused)
    stamp = re.search(r'name="seen" value="([^"]+)"', refused.content.decode())
    assert stamp is not None
    assert client.post(address, typed(seen=stamp[1], reached="130")).status_code == 302


def test_a_report_opens_with_what_is_known(client: Client) -> None:
    version = make_plan()
    made = contribute(line(version, "1.1"), status="ongoing", actual_start="2026-02")
    actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    report = made.campaign_reports.get()
    sign_in_for(client, report.organisation)
    page = client.get(reverse("monitoring:write", args=[report.public_id])).content.decode()
    assert '<option value="in-progress" selected>' in page
    assert "1 000 000 FCFA" in page.replace("\u00a0", " ").replace("\u202f", " ")


def test_figures_of_the_last_report_are_there_its_story_beside(client: Client, time_machine: Any) -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    first = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    approved(expected(first))
    second = make_campaign(version.plan, quarter=2)
    report = expected(actions.open_campaign(by=SYSTEM, at=AT, campaign=second))
    sign_in_for(client, report.organisation)
    page = client.get(reverse("monitoring:write", args=[report.public_id])).content.decode()
    assert 'name="reached" value="120"' in page
    assert "Deux autres sessions." in page
    assert not re.search(r"<textarea[^>]*name=\"done\"[^>]*>\s*[^<\s]", page)


BOARD_QUERIES = 10


def test_the_board_names_those_who_owe_most_first(client: Client, django_assert_num_queries: Any) -> None:
    version = make_plan()
    for _ in range(3):
        contribute(line(version, "1.1"))
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    one, two, three = campaign.reports.order_by("id")
    ask(campaign, two.organisation, line(version, "1.2"))
    approved(three)
    submitted(one)
    sign_in(client, SECRETARY)
    board = reverse("monitoring:campaign", args=[campaign.public_id])
    with django_assert_num_queries(BOARD_QUERIES):
        page = text_of(client.get(f"{board}?etat=tous"))
    places = [page.index(str(r.organisation)) for r in (two, one, three)]
    assert places[0] == min(places)
    assert str(two.organisation) in text_of(client.get(f"{board}?etat=manquants"))
    assert str(one.organisation) not in text_of(client.get(f"{board}?etat=manquants"))
    done = text_of(client.get(f"{board}?etat=a-jour"))
    assert str(three.organisation) in done
    assert str(two.organisation) not in done


def test_a_partner_sees_its_own_line_only(client: Client) -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    contribute(line(version, "1.1"))
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    own, other = campaign.reports.order_by("id")
    sign_in_for(client, own.organisation)
    page = text_of(client.get(campaign.get_absolute_url()))
    assert str(own.organisation) in page
    assert str(other.organisation) not in page


@pytest.mark.parametrize(("role", "status"), [(Role.PARTNER, 404), (Role.AUDITOR, 200), (SECRETARY, 200)])
def test_what_is_not_approved_is_no_business_of_others(client: Client, role: str, status: int) -> None:
    report = submitted()
    sign_in(client, role)
    assert client.get(report.get_absolute_url()).status_code == status


def test_others_see_the_approved_version_not_the_correction_under_way(client: Client) -> None:
    report = approved()
    actions.amend_report(by=SYSTEM, at=AT, report=report, reason="Erreur.")
    Report.objects.filter(pk=report.pk).update(done="Texte secret de la correction.")
    sign_in(client, Role.COMMUNICATION)
    assert "secret" not in text_of(client.get(report.get_absolute_url()))
    assert "Deux sessions tenues." in text_of(client.get(report.get_absolute_url()))
    assert report.intervention is not None
    intervention = client.get(report.intervention.get_absolute_url())
    assert "40" in text_of(intervention)


def test_two_people_check_and_approve_on_the_pages(client: Client) -> None:
    report = submitted()
    sign_in(client, Role.DOCUMENTATION)
    assert report.label in text_of(client.get(reverse("monitoring:queue")))
    assert client.get(reverse("monitoring:review", args=[report.public_id])).status_code == 200
    client.post(reverse("monitoring:check", args=[report.public_id]))
    assert client.post(reverse("monitoring:approve", args=[report.public_id])).status_code == 403
    sign_in(client, SECRETARY)
    client.post(reverse("monitoring:approve", args=[report.public_id]), {"suivant": "1"})
    report.refresh_from_db()
    assert report.state == ReportState.APPROVED
    again = client.post(reverse("monitoring:approve", args=[report.public_id]), follow=True)
    assert "rechargez la page" in text_of(again)


def test_a_review_shows_what_shrinks_and_what_changed(client: Client) -> None:
    report = approved()
    actions.amend_report(by=SYSTEM, at=AT, report=report, reason="Erreur.")
    submitted(report, reached=100)
    sign_in(client, SECRETARY)
    page = text_of(client.get(reverse("monitoring:review", args=[report.public_id])))
    assert "100, alors que le rapport précédent disait 120" in page
    assert page.count("changé") >= 2


def test_a_report_sent_back_comes_again_to_its_organisation(client: Client) -> None:
    report = submitted()
    sign_in(client, SECRETARY)
    address = reverse("monitoring:send_back", args=[report.public_id])
    assert client.post(address, {"reason": " "}).status_code == 200
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    client.post(address, {"reason": "Justifiez la dépense.", "until": ""})
    sign_in_for(client, report.organisation)
    assert "Justifiez la dépense." in text_of(client.get(reverse("monitoring:mine")))
    assert "Corriger le rapport" in text_of(client.get(reverse("home")))


PLAN_QUERIES = 15


def test_where_the_plan_stands_line_by_line_and_late_first(
    client: Client, django_assert_num_queries: Any
) -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    approved(expected(campaign))
    sign_in(client, Role.COMMUNICATION)
    address = reverse("monitoring:progress", args=[version.plan.public_id])
    with django_assert_num_queries(PLAN_QUERIES):
        page = text_of(client.get(address))
    assert "1.1 Former les relais" in page
    assert "devait être achevée le 31 décembre 2025" in page
    late = text_of(client.get(f"{address}?ordre=retard"))
    assert late.index("2.1 Ouvrir") < late.index("1.2 Imprimer") < late.index("1.1 Former")
    only = text_of(client.get(f"{address}?etat=in-progress"))
    assert "1.1 Former" in only
    assert "2.1 Ouvrir" not in only
    organisation = expected(campaign).organisation
    assert "1.2 Imprimer" not in text_of(client.get(f"{address}?organisme={organisation.public_id}"))
    assert (
        client.get(f"{reverse('monitoring:progress_download', args=[version.plan.public_id])}").status_code
        == 200
    )


def test_the_page_of_a_line_says_how_it_stands(client: Client) -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    approved(expected(actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))))
    sign_in(client, Role.COMMUNICATION)
    page = text_of(client.get(line(version, "1.1").get_absolute_url()))
    assert "Où en est-on ?" in page
    assert "350 000,5" in page.replace("\u00a0", " ").replace("\u202f", " ")


Post = Callable[[str, dict[str, str]], Any]


def test_a_campaign_from_preparation_to_closing_on_the_pages(client: Client) -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    sign_in(client, Role.ME_OFFICER)
    data = {"plan": str(version.plan.pk), "kind": "quarter", "year": "2026", "quarter": ""}
    data |= {"opens_on": "2026-04-01", "due_on": "2026-04-15", "closes_on": "2026-04-30"}
    refused = client.post(reverse("monitoring:new"), data)
    assert (refused.status_code, "Choisissez le trimestre" in text_of(refused)) == (422, True)
    client.post(reverse("monitoring:new"), data | {"quarter": "1"})
    campaign = Campaign.objects.get()
    for word in ("open", "complete"):
        client.post(reverse(f"monitoring:{word}", args=[campaign.public_id]))
    report = campaign.reports.get()
    unlock = {"organisation": str(report.organisation_id), "until": "2026-05-30", "reason": "Panne."}
    client.post(reverse("monitoring:unlock", args=[campaign.public_id]), unlock)
    assert "Panne." in text_of(client.get(reverse("monitoring:locks", args=[campaign.public_id])))
    client.post(reverse("monitoring:close", args=[campaign.public_id]), {"": ""})
    campaign.refresh_from_db()
    assert campaign.state == "closed"


def test_after_the_closing_date_the_form_says_why_and_loses_nothing(
    client: Client, time_machine: Any
) -> None:
    report = expected()
    time_machine.move_to(AFTER, tick=False)
    sign_in_for(client, report.organisation)
    address = reverse("monitoring:write", args=[report.public_id])
    assert "close depuis" in text_of(client.get(address))
    refused = client.post(address, typed(done="Texte précieux.", seen=""))
    assert refused.status_code == 422
    assert "Texte précieux." in refused.content.decode()


def test_the_home_page_says_what_waits_for_whom(client: Client) -> None:
    report = expected()
    sign_in_for(client, report.organisation)
    assert report.label in text_of(client.get(reverse("home")))
    sign_in(client, Role.AUDITOR)
    assert "n'a pas tout rapporté" in text_of(client.get(reverse("home"))).replace("&#x27;", "'")
    checked(report)
    sign_in(client, SECRETARY)
    assert "attend votre décision" in text_of(client.get(reverse("home")))


def test_someone_elses_report_does_not_exist_for_a_partner(client: Client) -> None:
    report = expected()
    sign_in_for(client, make_organisation())
    for name in ("report", "write", "amend", "review"):
        assert client.get(reverse(f"monitoring:{name}", args=[report.public_id])).status_code == 404


def test_a_campaign_being_prepared_does_not_exist_for_others(client: Client) -> None:
    version = make_plan()
    campaign = make_campaign(version.plan)
    sign_in(client, Role.AUDITOR)
    assert client.get(campaign.get_absolute_url()).status_code == 404
    assert campaign.period_name not in text_of(client.get(reverse("monitoring:campaigns")))


def test_a_running_campaign_is_in_the_list(client: Client) -> None:
    campaign = running()
    sign_in(client, Role.COMMUNICATION)
    assert campaign.period_name in text_of(client.get(reverse("monitoring:campaigns")))


def test_the_page_of_a_line_names_the_reports_behind_its_figures_and_the_people_by_group(
    client: Client,
) -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    report = approved(expected(campaign))
    sign_in(client, SECRETARY)
    above = text_of(client.get(line(version, "1").get_absolute_url()))
    assert "Le rapport approuvé derrière ces chiffres" in above
    assert report.label in above
    assert "Femmes 70 1 sur 1" in " ".join(above.split()).replace("femmes", "Femmes")
    assert "derrière ces chiffres" not in text_of(client.get(line(version, "1.2").get_absolute_url()))
    sign_in_for(client, make_organisation("Autre"))
    seen = text_of(client.get(line(version, "1").get_absolute_url()))
    assert report.label in seen
    assert "Rapports qui le disent" not in seen


def test_two_plans_are_each_computed_once_for_the_first_page(monkeypatch: Any) -> None:
    from azalai.monitoring import dashboard
    from azalai.monitoring.queries import states
    from azalai.plans.models import Plan, PlanVersion

    first = make_plan()
    other = Plan.objects.create(title="Autre plan", country="NE", created_at=AT)
    PlanVersion.objects.create(plan=other, number=1, levels=first.levels, currency="XOF", created_at=AT)
    monkeypatch.setattr(dashboard, "_remembered", {})
    real, computed = states.current_standing, []
    monkeypatch.setattr(states, "current_standing", lambda *given: computed.append(given) or real(*given))
    for _ in range(3):
        assert len(dashboard._seen("NE")) == 2
    assert len(computed) == 2


def test_what_a_session_that_ended_keeps_is_shown_in_words() -> None:
    from azalai.accounts.views.kept import _shown

    typed_in = ("seen", "done", "part-sex-age-women", "indicator-1234", "draft-key")
    path = reverse("monitoring:write", args=["00000000-0000-0000-0000-000000000001"])
    shown = _shown(path, [(name, ["x"]) for name in typed_in])
    assert [(one["label"], one["silent"]) for one in shown][1:4] == [
        ("Ce qui a été fait", False),
        ("Sexe et âge : femmes", False),
        ("Contribution à un indicateur", False),
    ]
    assert [one["silent"] for one in shown] == [True, False, False, False, True]
