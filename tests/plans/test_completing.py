"""A logical framework completes a plan; an update that removes lines has to be confirmed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.plans import actions
from azalai.plans.models import PlanVersion
from tests.accounts.factories import sign_in
from tests.plans.factories import AT, SMALL, SYSTEM, make_upload, make_version
from tests.shared import shared_path

pytestmark = pytest.mark.django_db

LOGFRAME = """Cadre logique

Logique d'intervention;Indicateurs;Sources de vérification;Hypothèses et risques
Axe 1 : Informer;Nombre de relais;Rapports;Hypothèses : ils viennent Risques : la pluie
Activité 1.1 : Former les relais;Nombre de sessions;Listes;
Activité 9.9 : Inconnue;Nombre de x;Listes;
"""


def version() -> PlanVersion:
    return PlanVersion.objects.latest("number")


def test_a_logical_framework_fills_blanks_and_takes_nothing_away() -> None:
    plan = make_version().plan
    before = {n.path: (n.title, n.declared_cost, n.years) for n in version().nodes.all()}
    upload = make_upload(LOGFRAME)
    outcome = actions.import_upload(
        upload=upload, into=plan, country="NE", by=SYSTEM, at=AT, only_complete=True
    )
    assert {n.path: (n.title, n.declared_cost, n.years) for n in version().nodes.all()} == before
    assert version().nodes.get(kind="activity", code="1.1").indicators == ["Nombre de sessions"]
    assert version().nodes.get(kind="axis", code="1").risks == "la pluie"
    assert version().title == "Plan d'action 2024-2026"
    assert outcome.sentence == "Plan mis à jour : 2 éléments modifiés."


def test_what_the_plan_says_already_is_not_overwritten_by_completing() -> None:
    plan = make_version().plan
    text = SMALL.replace("OIM;OSC;1, 3", "CNDH;OSC;7").replace("6 000 000;OIM", "1;OIM")
    actions.import_upload(
        upload=make_upload(text), into=plan, country="NE", by=SYSTEM, at=AT, only_complete=True
    )
    line = version().nodes.get(kind="activity", code="1.1")
    assert (line.responsible, line.references, line.declared_cost) == ("OIM", {"GCM": ["1", "3"]}, 6_000_000)


def test_an_update_that_removes_lines_is_refused_until_it_is_confirmed() -> None:
    plan = make_version().plan
    count, entries = version().nodes.count(), AuditEntry.objects.count()
    upload = make_upload("\n".join(SMALL.splitlines()[:-1]))
    with pytest.raises(ValidationError, match="retirerait 2 éléments"):
        actions.import_upload(upload=upload, into=plan, country="NE", by=SYSTEM, at=AT, may_remove=False)
    assert version().nodes.count() == count
    assert AuditEntry.objects.count() == entries + 1, "only the reception of the file"


def test_on_the_page_the_removal_is_shown_and_confirmed(client: Client) -> None:
    plan = make_version().plan
    upload = make_upload("\n".join(SMALL.splitlines()[:-1]))
    sign_in(client, Role.ME_OFFICER)
    address = reverse("plans:import", args=[upload.public_id])
    given = {"into": str(plan.public_id), "mode": "replace"}
    look = client.post(address, given | {"look": "1"})
    assert "vue=changements" in look["Location"]
    assert "Ouvrir un guichet" in client.get(look["Location"]).content.decode()
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert 'name="confirmed"' in refused.content.decode()
    assert version().nodes.filter(code="2.1").exists()
    client.post(address, given | {"confirmed": "on"})
    assert not version().nodes.filter(code="2.1").exists()


def test_what_is_announced_for_the_whole_plan_is_corrected_and_written_down(client: Client) -> None:
    draft = make_version()
    sign_in(client, Role.ME_OFFICER)
    address = reverse("plans:version_edit", args=[draft.plan.public_id, 1])
    wrong = {"title": "Plan", "declared_total": "beaucoup", "first_year": "2026", "last_year": "2024"}
    answer = client.post(address, wrong)
    assert answer.status_code == 422
    assert "pas un montant" in answer.content.decode()
    assert draft.findings.filter(code="C101").exists()
    right = {
        "title": "Plan révisé",
        "declared_total": "11 millions",
        "first_year": "2024",
        "last_year": "2026",
    }
    client.post(address, right | {"reason": "Somme refaite."})
    draft.refresh_from_db()
    assert (draft.title, draft.declared_total) == ("Plan révisé", 11_000_000)
    assert not draft.findings.filter(code="C101", column__startswith="activité").exists()
    entry = AuditEntry.objects.get(action="plans.version.edit")
    assert (entry.before["declared_total"], entry.after["declared_total"]) == (9_000_000, 11_000_000)
    assert entry.reason == "Somme refaite."


def test_the_real_logical_framework_completes_the_real_plan() -> None:
    from azalai.plans.compiling import compile_file
    from azalai.plans.completing import complete

    plan = compile_file(shared_path("inputs/plan-action-niger-2022-2026.docx")).plan
    other = compile_file(shared_path("inputs/cadre-logique-niger-2022-2026.docx")).plan
    filled = complete(plan, other)
    assert filled.unmatched == ()
    assert sum(len(node.indicators) for node in filled.plan.walk()) == 26
    assert [n.declared_cost for n in filled.plan.walk()] == [n.declared_cost for n in plan.walk()]
