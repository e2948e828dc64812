"""A file comes in, and comes in again: nothing twice, nothing lost, nothing silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors.actions import load_organisations_data
from azalai.core import audit
from azalai.core.models import AuditEntry
from azalai.frames.dataset import load_framework
from azalai.plans import actions, queries
from azalai.plans.compiling import check_plan, compile_file
from azalai.plans.enums import Decision, VersionStatus
from azalai.plans.models import Node, Plan, PlanVersion, Upload
from tests.accounts.factories import sign_in
from tests.plans.factories import AT, SMALL, SYSTEM, load_frames, make_upload, make_version
from tests.shared import shared_path
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db
REAL = (
    "plan-action-niger-2022-2026.docx",
    "plan-action-niger-2022-2026.xlsx",
    "cadre-logique-niger-2022-2026.docx",
    "matrice-pmm-tchad.docx",
)


def again(plan: Plan, text: str) -> actions.ImportOutcome:
    """Import a file into the plan."""
    return actions.import_upload(upload=make_upload(text), into=plan, country="NE", by=SYSTEM, at=AT)


def keys(version: PlanVersion) -> dict[str, str]:
    """Key of each line by its title."""
    return {node.title: str(node.key) for node in version.nodes.all()}


def node(version: PlanVersion, code: str, kind: str = "activity") -> Node:
    """A line by its number."""
    return version.nodes.get(code=code, kind=kind)


def test_a_file_becomes_a_plan_with_one_draft() -> None:
    load_frames()
    load_organisations_data(by=SYSTEM, at=AT, country="NE")
    version = make_version()
    assert version.status == VersionStatus.DRAFT
    assert version.plan.title == "Plan d'action 2024-2026"
    assert [(n.path, n.kind, n.code) for n in version.nodes.order_by("path")] == [
        ("0001", "axis", "1"),
        ("0001.0001", "activity", "1.1"),
        ("0001.0002", "activity", "1.2"),
        ("0002", "axis", "2"),
        ("0002.0001", "activity", "2.1"),
    ]
    assert {n.parent.code for n in version.nodes.filter(kind="activity", code__startswith="1")} == {"1"}
    named = node(version, "1.1").bodies.values_list("role", "organisation__acronym", "text")
    assert ("responsible", "OIM", "OIM") in named
    assert [(r.frame, r.code, r.item.code) for r in node(version, "1.1").reference_links.all()] == [
        ("GCM", "1", "1"),
        ("GCM", "3", "3"),
    ]


@pytest.mark.parametrize("name", REAL)
def test_what_is_stored_is_what_was_read(name: str) -> None:
    """Rows give back the engine's plan, remarks and places included, and hence the same findings."""
    load_frames()
    content = shared_path(f"inputs/{name}").read_bytes()
    upload = actions.receive_file(name=name, content=content, by=SYSTEM, at=AT, country="NE")
    version = actions.import_upload(upload=upload, into=None, country="NE", by=SYSTEM, at=AT).version
    read = compile_file(shared_path(f"inputs/{name}"), country="NE")
    stored = queries.engine_plan(PlanVersion.objects.get(pk=version.pk))
    assert stored == replace(read.plan, country="NE")
    assert check_plan(stored, country="NE").findings == read.findings
    shown = version.findings.values_list("code", "message", "cause")
    assert list(shown) == [(f.code, f.message, f.cause) for f in read.findings]


def test_the_same_file_again_changes_nothing_and_says_so() -> None:
    version = make_version()
    before = list(version.nodes.order_by("pk").values())
    outcome = again(version.plan, SMALL)
    assert outcome.sentence.startswith("Rien n'a changé")
    assert outcome.version == version
    assert list(version.nodes.order_by("pk").values()) == before
    assert (Plan.objects.count(), PlanVersion.objects.count()) == (1, 1)


def test_the_same_file_never_makes_a_second_plan() -> None:
    version = make_version()
    with pytest.raises(ValidationError, match="choisissez ce plan"):
        actions.import_upload(upload=make_upload(SMALL), into=None, country="NE", by=SYSTEM, at=AT)
    assert Plan.objects.get() == version.plan


def test_what_a_changed_file_changes_is_counted_and_kept_before_and_after() -> None:
    version = make_version()
    known = keys(version)
    changed = SMALL.replace("1.2;Imprimer les guides;2 000 000", "1.2;Imprimer les guides;4 000 000").replace(
        "2.1;Ouvrir un guichet;3 000 000;CNDH;OSC;14;;X;X", "2.2;Équiper un bureau;3 000 000;CNDH;OSC;14;;X;X"
    )
    outcome = again(version.plan, changed)
    assert outcome.sentence == ("Plan mis à jour : 1 élément modifié, 1 élément ajouté, 1 élément retiré.")
    assert keys(version) == {title: key for title, key in known.items() if title != "Ouvrir un guichet"} | {
        "Équiper un bureau": keys(version)["Équiper un bureau"]
    }
    entry = AuditEntry.objects.filter(action="plans.version.import").latest("sequence")
    key = known["Imprimer les guides"]
    assert entry.before["lines"][key]["declared_cost"] == 2_000_000
    assert entry.after["lines"][key]["declared_cost"] == 4_000_000
    assert entry.after["added"] == ["2.2 Équiper un bureau"]
    assert entry.before["removed"] == ["2.1 Ouvrir un guichet"]
    assert [e.action for e in queries.node_history(node(version, "1.2"))] == ["plans.version.import"]
    assert queries.node_history(node(version, "1.1")) == []
    assert audit.verify() == []


def test_answers_and_decisions_survive_a_new_import() -> None:
    version = make_version()
    criterion = load_framework("plan-criteria").entries[0].code
    actions.answer_criterion(node=node(version, "1.2"), code=criterion, text="Oui.", by=SYSTEM, at=AT)
    finding = version.findings.get(code="T201")
    actions.decide_finding(finding=finding, decision=Decision.ACCEPTED, reason="Vu.", by=SYSTEM, at=AT)
    again(version.plan, SMALL.replace("Former les relais", "Former tous les relais"))
    assert node(version, "1.2").criteria.get().text == "Oui."
    lines = {line.finding.code: line for line in queries.finding_lines(version)}
    assert lines["T201"].decision.reason == "Vu."
    assert lines["T201"].finding.pk != finding.pk


def test_a_renumbered_activity_keeps_its_history() -> None:
    """An activity is put before the others: each of them takes the next number, and stays itself."""
    version = make_version()
    known = keys(version)
    inserted = SMALL.replace(
        "Axe 1 : Informer;6 000 000;1.1;Former les relais",
        "Axe 1 : Informer;6 000 000;1.1;Recenser les besoins;1 000 000;OIM;OSC;3;X;;\n"
        "Axe 1 : Informer;6 000 000;1.2;Former les relais",
    ).replace("1.2;Imprimer", "1.3;Imprimer")
    outcome = again(version.plan, inserted)
    assert {t: k for t, k in keys(version).items() if t in known} == known
    assert len(outcome.changes.added) == 1
    assert [set(change.after) for change in outcome.changes.changed] == [{"code"}, {"code"}]


def test_a_rewritten_title_keeps_its_history() -> None:
    version = make_version()
    key = keys(version)["Imprimer les guides"]
    again(version.plan, SMALL.replace("Imprimer les guides", "Produire et diffuser les supports"))
    assert str(node(version, "1.2").key) == key


def test_an_activity_that_goes_under_another_axis_has_moved() -> None:
    version = make_version()
    key = keys(version)["Imprimer les guides"]
    moved = SMALL.replace("Axe 1 : Informer;6 000 000;1.2", "Axe 2 : Protéger;3 000 000;1.2")
    outcome = again(version.plan, moved)
    row = node(version, "1.2")
    assert (str(row.key), row.parent.code) == (key, "2")
    (change,) = outcome.changes.changed
    assert (change.before, change.after) == ({"parent": "1 Informer"}, {"parent": "2 Protéger"})


def test_lines_in_another_order_are_a_change() -> None:
    version = make_version()
    lines = SMALL.splitlines()
    lines[4], lines[5] = lines[5], lines[4]
    outcome = again(version.plan, "\n".join(lines) + "\n")
    assert [set(change.after) for change in outcome.changes.changed] == [{"order"}]
    assert [n.code for n in version.nodes.filter(kind="activity").order_by("path")] == ["1.2", "1.1", "2.1"]


def test_an_axis_that_goes_leaves_its_activities_to_another() -> None:
    version = make_version()
    known = keys(version)
    outcome = again(version.plan, SMALL.replace("Axe 2 : Protéger;3 000 000", "Axe 1 : Informer;6 000 000"))
    assert outcome.changes.removed == ["2 Protéger"]
    assert keys(version) == {t: k for t, k in known.items() if t != "Protéger"}


def test_repeated_numbers_and_titles_are_no_obstacle() -> None:
    twice = SMALL.replace("1.2;Imprimer les guides", "1.1;Former les relais").replace(
        "2.1;Ouvrir un guichet", "1.1;Former les relais"
    )
    version = make_version(twice)
    known = list(version.nodes.order_by("path").values_list("path", "key"))
    assert again(version.plan, twice).sentence.startswith("Rien n'a changé")
    actions.submit_version(version=version, by=SYSTEM, at=AT)
    actions.adopt_version(version=version, reference="Arrêté 1", by=SYSTEM, at=AT)
    draft = actions.open_version(version=version, by=SYSTEM, at=AT)
    assert list(draft.nodes.order_by("path").values_list("path", "key")) == known


def test_a_new_total_alone_is_a_change() -> None:
    version = make_version()
    outcome = again(version.plan, SMALL.replace("9 000 000 FCFA", "11 000 000 FCFA"))
    assert outcome.sentence == ("Plan mis à jour : informations générales modifiées (coût total déclaré).")
    entry = AuditEntry.objects.filter(action="plans.version.import").latest("sequence")
    assert (entry.before["declared_total"], entry.after["declared_total"]) == (9_000_000, 11_000_000)


def adopted() -> PlanVersion:
    """An adopted version."""
    version = make_version()
    actions.submit_version(version=version, by=SYSTEM, at=AT)
    actions.adopt_version(version=version, reference="Arrêté 1", by=SYSTEM, at=AT)
    version.refresh_from_db()
    return version


def test_an_adopted_version_gets_a_new_draft_only_if_something_changes() -> None:
    version = adopted()
    before = list(version.nodes.order_by("pk").values())
    same = again(version.plan, SMALL)
    assert (same.version, PlanVersion.objects.count()) == (version, 1)
    outcome = again(version.plan, SMALL.replace("Imprimer", "Réimprimer"))
    assert (outcome.version.number, outcome.version.status) == (2, VersionStatus.DRAFT)
    assert list(version.nodes.order_by("pk").values()) == before
    assert keys(outcome.version)["Réimprimer les guides"] == keys(version)["Imprimer les guides"]


def test_a_submitted_version_refuses_a_file_and_says_what_to_do(client: Client) -> None:
    version = make_version()
    actions.submit_version(version=version, by=SYSTEM, at=AT)
    sign_in(client, Role.ME_OFFICER)
    upload = make_upload(SMALL.replace("Imprimer", "Réimprimer"))
    answer = client.post(reverse("plans:import", args=[upload.public_id]), {"into": version.plan.public_id})
    assert answer.status_code == 422
    assert "renvoyez-la en brouillon" in answer.content.decode()
    assert set(keys(version)) >= {"Imprimer les guides"}


def test_what_a_person_edited_is_replaced_only_after_it_was_shown(client: Client) -> None:
    version = make_version()
    actions.edit_node(
        node=node(version, "1.2"), values={"cost": "7 000 000"}, reason="Devis.", by=SYSTEM, at=AT
    )
    sign_in(client, Role.ME_OFFICER)
    upload = make_upload(SMALL)
    page = client.get(reverse("plans:preview", args=[upload.public_id]), {"vue": "changements"})
    text = page.content.decode()
    assert "remplacé par ce que dit le fichier" in text
    assert "7\u202f000\u202f000" in text
    assert "2\u202f000\u202f000" in text
    assert node(version, "1.2").declared_cost == 7_000_000
    client.post(reverse("plans:import", args=[upload.public_id]), {"into": version.plan.public_id})
    assert node(version, "1.2").declared_cost == 2_000_000
    entry = AuditEntry.objects.filter(action="plans.version.import").latest("sequence")
    assert entry.before["lines"][str(node(version, "1.2").key)]["declared_cost"] == 7_000_000


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_do_not_duplicate_anything() -> None:
    version = adopted()
    one, two = (make_upload(SMALL.replace("Imprimer", word)) for word in ("Réimprimer", "Distribuer"))

    def into(upload: Upload) -> Callable[[], object]:
        return lambda: actions.import_upload(upload=upload, into=version.plan, country="NE", by=SYSTEM, at=AT)

    assert at_once(into(one), into(two)) == []
    draft = version.plan.versions.get(status=VersionStatus.DRAFT)
    assert (draft.number, draft.nodes.count()) == (2, 5)
    assert set(keys(draft).values()) == set(keys(version).values())
    assert audit.verify() == []


@pytest.mark.django_db(transaction=True)
def test_the_same_new_file_sent_twice_at_once_makes_one_plan() -> None:
    load_frames()
    uploads = [make_upload(), make_upload()]

    def as_new(upload: Upload) -> Callable[[], object]:
        return lambda: actions.import_upload(upload=upload, into=None, country="NE", by=SYSTEM, at=AT)

    (raised,) = at_once(*[as_new(upload) for upload in uploads])
    assert isinstance(raised, ValidationError)
    assert Plan.objects.count() == 1


def test_what_fails_in_the_middle_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    version = make_version()
    before = list(version.nodes.order_by("pk").values()), list(version.findings.values())

    def fail(**values: object) -> None:
        raise RuntimeError("coupure")

    monkeypatch.setattr("azalai.plans.actions.importing.audit.record", fail)
    with pytest.raises(RuntimeError):
        again(version.plan, SMALL.replace("Imprimer", "Réimprimer"))
    assert (list(version.nodes.order_by("pk").values()), list(version.findings.values())) == before
