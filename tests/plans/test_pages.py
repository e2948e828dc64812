"""Every page of the room: who sees it, what it costs, what it holds, and what it does with nonsense."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors.actions import load_organisations_data
from azalai.frames.dataset import load_framework
from azalai.plans import actions, demo
from azalai.plans.actions.review import Point
from azalai.plans.enums import Decision
from azalai.plans.models import Plan, PlanVersion
from tests.accounts.factories import sign_in
from tests.plans.factories import AT, SMALL, SYSTEM, load_frames, make_upload, make_version
from tests.plans.large import large_plan

pytestmark = pytest.mark.django_db
WRITERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER}
EVERYONE = set(Role.values)
CRITERION = load_framework("plan-criteria").entries[0].code
SCRIPT = "<script>alert(1)</script>"


def addresses(version: PlanVersion) -> dict[str, str]:
    """Every page that shows something of a version, by name."""
    of = [version.plan.public_id, version.number]
    of_node = [*of, version.nodes.order_by("path")[1].key]
    simple = (
        "version", "findings", "matrix", "tree", "calendar", "costs", "coverage", "bodies",
        "completeness", "validation",
    )  # fmt: skip
    return {
        "plans": reverse("plans:plans"),
        **{name: reverse(f"plans:{name}", args=of) for name in simple},
        "finding": reverse("plans:finding", args=[*of, version.findings.first().fingerprint]),
        "node": reverse("plans:node", args=of_node),
        "comparison": reverse("plans:comparison", args=[*of, version.number]),
    }


def writing(version: PlanVersion) -> dict[str, str]:
    """Every page with a form that only some may use."""
    of = [version.plan.public_id, version.number]
    of_node = [*of, version.nodes.order_by("path")[1].key]
    return {
        "upload": reverse("plans:upload"),
        "preview": reverse("plans:preview", args=[version.upload.public_id]),
        **{name: reverse(f"plans:{name}", args=of_node) for name in ("node_edit", "node_add", "node_remove")},
        "node_add_top": reverse("plans:node_add_top", args=of),
    }


@pytest.mark.parametrize("role", [*Role.values, None])
def test_every_post_reads_plans_and_only_planning_and_the_secretary_write_them(
    role: str | None, client: Client
) -> None:
    version = make_version()
    sign_in(client, role)
    readable = 200 if role in EVERYONE else 403
    assert {n: client.get(a).status_code for n, a in addresses(version).items()} == dict.fromkeys(
        addresses(version), readable
    )
    writable = 200 if role in WRITERS else 403
    assert {n: client.get(a).status_code for n, a in writing(version).items()} == dict.fromkeys(
        writing(version), writable
    )


def test_a_reader_is_offered_nothing_that_is_refused(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.PARTNER)
    shown = "".join(client.get(address).content.decode() for address in addresses(version).values())
    for name, address in writing(version).items():
        assert f'href="{address}"' not in shown, name
    assert 'method="post" action="/plans' not in shown


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    unknown = "00000000-0000-4000-8000-000000000000"
    of = f"/plans/{version.plan.public_id}"
    for address in (
        f"/plans/{unknown}/",
        f"/plans/{unknown}/v1/",
        f"{of}/v2/",
        f"{of}/v99999999999999999999/",
        f"{of}/v1/constats/0000/",
        f"{of}/v1/arbre/{unknown}/",
        f"{of}/v1/arbre/{unknown}/modifier/",
        f"{of}/v1/arbre/{version.nodes.first().key}/criteres/absent/",
        f"{of}/v1/changements/7/",
        f"{of}/v1/export/pdf/",
        f"{of}/v1/validation/atelier/1/",
        f"/plans/depots/{unknown}/",
        f"/plans/depots/{unknown}/fichier/",
        "/plans/pas-un-identifiant/",
    ):
        assert client.get(address).status_code == 404, address


def test_a_line_of_another_version_is_not_found_here(client: Client) -> None:
    first = make_version()
    second = make_version(SMALL.replace("Plan d'action", "Autre plan"))
    sign_in(client, Role.ME_OFFICER)
    key = second.nodes.first().key
    assert client.get(reverse("plans:node", args=[first.plan.public_id, 1, key])).status_code == 404


# Queries of each page, those of the sign-in (four) included.
QUERIES = {
    "plans": 7,
    "version": 17,  # six for what rooms above add to it
    "findings": 10,
    "matrix": 5,
    "tree": 7,
    "calendar": 5,
    "costs": 5,
    "coverage": 6,
    "bodies": 6,
    "completeness": 6,
    "validation": 7,
    "finding": 6,
    "node": 33,  # sixteen for what rooms above add to it
    "comparison": 7,
}


def count_queries(client: Client, address: str) -> int:
    """Queries of one page."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_cost_the_same_queries_for_three_activities_and_for_sixty(client: Client) -> None:
    load_frames()
    load_organisations_data(by=SYSTEM, at=AT, country="NE")
    small, large = make_version(), make_version(large_plan(60))
    sign_in(client, Role.ME_OFFICER)
    for version in (small, large):
        counted = {name: count_queries(client, address) for name, address in addresses(version).items()}
        assert counted == QUERIES


def test_the_preview_costs_the_same_queries_whatever_the_size(client: Client) -> None:
    load_frames()
    sign_in(client, Role.ME_OFFICER)
    for text in (SMALL, large_plan(60)):
        address = make_upload(text).get_absolute_url()
        assert {
            count_queries(client, f"{address}?vue={tab}") for tab in ("constats", "arbre", "colonnes")
        } == {7}


def test_empty_pages_say_what_will_stand_there_and_how_to_begin(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    text = client.get(reverse("plans:plans")).content.decode()
    assert "Aucun plan pour l" in text
    assert f'href="{reverse("plans:upload")}"' in text
    client.logout()
    sign_in(client, Role.PARTNER)
    assert f'href="{reverse("plans:upload")}"' not in client.get(reverse("plans:plans")).content.decode()


def test_a_plan_without_costs_years_or_bodies_says_so(client: Client) -> None:
    version = make_version("N°;Activité\n1;Former les relais de la région\n2;Imprimer les guides utiles\n")
    sign_in(client, Role.ME_OFFICER)
    for name, sentence in {
        "costs": "Ce plan n'a pas de coûts",
        "calendar": "Aucune activité n'a de calendrier",
        "bodies": "Le plan ne nomme aucun bénéficiaire.",
        "coverage": "Le plan ne cite pas la politique nationale.",
    }.items():
        text = client.get(addresses(version)[name]).content.decode().replace("&#x27;", "'")
        assert sentence in text, name


def test_filters_of_findings_stand_in_the_address_and_a_decision_leads_back_to_them(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    chosen = f"{addresses(version)['findings']}?gravite=warning&etat=a-decider"
    page = client.get(chosen)
    lines = page.context["lines"].object_list
    assert {line.finding.severity for line in lines} == {"warning"}
    link = f"{lines[0].finding.fingerprint}/?gravite=warning&amp;etat=a-decider"
    assert link in page.content.decode()
    address = reverse("plans:finding", args=[version.plan.public_id, 1, lines[0].finding.fingerprint])
    answer = client.post(
        f"{address}?gravite=warning&etat=a-decider", {"decision": "accepted", "reason": "Vu."}
    )
    assert answer["Location"] == chosen
    assert lines[0].finding.pk not in {x.finding.pk for x in client.get(chosen).context["lines"]}


@pytest.mark.parametrize("asked", ["0", "-3", "9999", "abc", "1.5", "", "٣", "1'--"])
def test_nonsense_in_the_address_shows_a_page_all_the_same(asked: str, client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    for name in ("findings", "tree", "matrix", "calendar", "costs", "bodies", "completeness"):
        nonsense = {"page": asked, "gravite": asked, "etat": asked, "code": "", "responsables": asked}
        assert client.get(addresses(version)[name], nonsense).status_code == 200, name
    preview = version.upload.get_absolute_url()
    assert client.get(preview, {"vue": asked, "into": asked, "page": asked}).status_code == 200


def test_a_head_request_is_answered_like_a_page_without_its_body(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    for name, address in {**addresses(version), **writing(version)}.items():
        answer = client.head(address)
        assert (answer.status_code, answer.content) == (200, b""), name


def test_a_page_that_only_shows_refuses_a_post_and_one_that_only_acts_refuses_a_get(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    of = [version.plan.public_id, 1]
    shown = set(addresses(version)) - {"finding"}
    assert {client.post(addresses(version)[name]).status_code for name in shown} == {405}
    acting = [reverse(f"plans:{name}", args=of) for name in ("submit", "return", "adopt", "open")]
    upload = [version.upload.public_id]
    acting += [reverse(f"plans:{name}", args=upload) for name in ("import", "discard", "columns")]
    assert {client.get(address).status_code for address in acting} == {405}


def test_a_post_without_the_secret_token_changes_nothing() -> None:
    version = make_version()
    client = Client(enforce_csrf_checks=True)
    sign_in(client, Role.PERMANENT_SECRETARY)
    of = [version.plan.public_id, 1]
    for address, given in (
        (reverse("plans:submit", args=of), {}),
        (writing(version)["node_edit"], {"title": "Autre"}),
        (writing(version)["node_remove"], {"reason": "Non."}),
        (addresses(version)["finding"], {"decision": "accepted", "reason": "Vu."}),
        (reverse("plans:discard", args=[version.upload.public_id]), {}),
    ):
        assert client.post(address, given).status_code == 403, address
    version.refresh_from_db()
    assert version.is_editable
    assert not version.plan.decisions.exists()


@pytest.fixture
def full(client: Client) -> PlanVersion:
    """The demonstration: an adopted version, a workshop, a draft."""
    load_frames()
    demo.load(by=SYSTEM, at=AT, country="NE")
    return Plan.objects.get().latest_version()


def test_pages_of_a_real_plan_are_light(full: PlanVersion, client: Client) -> None:
    """Thirty kilobytes compressed for each page after the first."""
    sign_in(client, Role.PERMANENT_SECRETARY)
    first = PlanVersion.objects.get(number=1)
    pages = {
        **addresses(full),
        "review": reverse("plans:review", args=[full.plan.public_id, 1, first.reviews.get().pk]),
    }
    weights = {
        name: len(client.get(address, headers={"accept-encoding": "gzip"}).content)
        for name, address in pages.items()
    }
    assert max(weights.values()) < 30_000, weights


def test_the_demonstration_may_be_loaded_again(full: PlanVersion) -> None:
    before = Plan.objects.count(), PlanVersion.objects.count()
    demo.load(by=SYSTEM, at=AT, country="NE")
    assert (Plan.objects.count(), PlanVersion.objects.count()) == before == (1, 2)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_is_exported_and_handed_over_again_changes_nothing(
    kind: str, full: PlanVersion, client: Client
) -> None:
    sign_in(client, Role.ME_OFFICER)
    exported = client.get(reverse("plans:export", args=[full.plan.public_id, full.number, kind]))
    assert exported["Content-Disposition"].endswith(f'-v2.{kind}"')
    received = actions.receive_file(
        name=f"retour.{kind}", content=exported.content, by=SYSTEM, at=AT, country="NE"
    )
    preview = client.get(received.get_absolute_url(), {"vue": "changements"})
    assert preview.context["target"] == full.plan
    assert "Rien ne changerait" in preview.content.decode()
    done = client.post(
        reverse("plans:import", args=[received.public_id]), {"into": full.plan.public_id}, follow=True
    )
    assert "Rien n'a changé" in done.content.decode().replace("&#x27;", "'")


def test_a_cell_that_begins_like_a_formula_is_exported_as_text(client: Client) -> None:
    version = make_version(SMALL.replace("Former les relais", "=HYPERLINK(A1) et suite du titre"))
    sign_in(client, Role.ME_OFFICER)
    exported = client.get(reverse("plans:export", args=[version.plan.public_id, 1, "csv"]))
    text = exported.content.decode("utf-8-sig")
    assert "HYPERLINK" in text
    assert not re.search(r'(?:^|[;"])=HYPERLINK', text, re.MULTILINE)


HOSTILE = (
    SMALL.replace("Former les relais", f"Former {SCRIPT} les relais")
    .replace("Axe 1 : Informer", f"Axe 1 : Informer {SCRIPT}")
    .replace("OIM;OSC;3;", f"{SCRIPT};{SCRIPT};3;")
    .replace("Plan d'action", f"Plan d'action {SCRIPT}")
)


def test_what_a_file_says_is_shown_as_text_everywhere(client: Client) -> None:
    version = make_version(HOSTILE)
    sign_in(client, Role.PERMANENT_SECRETARY)
    actions.decide_finding(
        finding=version.findings.first(), decision=Decision.CONTESTED, reason=SCRIPT, by=SYSTEM, at=AT
    )
    activity = version.nodes.get(code="1.1")
    actions.answer_criterion(node=activity, code=CRITERION, text=SCRIPT, by=SYSTEM, at=AT)
    actions.edit_node(node=activity, values={"comments": SCRIPT}, reason=SCRIPT, by=SYSTEM, at=AT)
    actions.submit_version(version=version, by=SYSTEM, at=AT)
    points = [Point(code, "agreed", SCRIPT, SCRIPT) for code in load_framework("review-points").codes]
    review = actions.record_review(
        version=version, held_on=AT.date(), place=SCRIPT, participants=[(SCRIPT, 1)], points=points,
        by=SYSTEM, at=AT, summary=SCRIPT,
    )  # fmt: skip
    pages = [*addresses(version).values(), review.get_absolute_url(), activity.get_absolute_url(), "/"]
    preview = version.upload.get_absolute_url()
    pages += [f"{preview}?vue={tab}" for tab in ("constats", "arbre", "colonnes", "changements")]
    for address in pages:
        text = client.get(address).content.decode()
        assert SCRIPT not in text, address
        assert "&lt;script&gt;" in text, address


FORMS: dict[str, Callable[[PlanVersion], dict[str, Any]]] = {
    "node_edit": lambda v: {"title": "", "cost": "beaucoup"},
    "node_add": lambda v: {"title": "", "kind": ""},
    "node_remove": lambda v: {"reason": " "},
    "finding": lambda v: {"decision": "", "reason": ""},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_refused_says_why_and_keeps_what_was_typed(name: str, client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    address = {**addresses(version), **writing(version)}[name]
    answer = client.post(address, FORMS[name](version))
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert 'class="error-summary' in answer.content.decode() or "error" in answer.content.decode()


def test_two_people_who_edit_the_same_line_do_not_undo_each_other(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    address = writing(version)["node_edit"]
    opened = client.get(address).context["form"]
    line = version.nodes.order_by("path")[1]
    actions.edit_node(node=line, values={"cost": "7 000 000"}, reason="", by=SYSTEM, at=AT)
    given = {name: value for name, value in opened.initial.items() if name in opened.fields}
    refused = client.post(address, {**given, "title": "Former les formateurs"})
    assert refused.status_code == 422
    assert "modifié entre-temps" in refused.content.decode()
    line.refresh_from_db()
    assert (line.declared_cost, line.title) == (7_000_000, "Former les relais")
    seen = refused.context["form"].now
    assert f'value="{seen}"' in refused.content.decode()
    again = client.post(
        address, {**given, "cost": "7 000 000", "title": "Former les formateurs", "seen": seen}
    )
    assert again.status_code == 302
    line.refresh_from_db()
    assert (line.declared_cost, line.title) == (7_000_000, "Former les formateurs")
