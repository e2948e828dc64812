"""What the compiler says of a plan, what people decide about it, and what editing does to both."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.engines.plan.text import key
from azalai.plans import actions, queries
from azalai.plans.enums import Decision
from azalai.plans.models import Finding, FindingDecision, Node, PlanVersion
from tests.accounts.factories import author_with, sign_in
from tests.plans.factories import AT, SMALL, SYSTEM, make_upload, make_version

pytestmark = pytest.mark.django_db
UNREADABLE = SMALL.replace(
    "1.2;Imprimer les guides;2 000 000", "1.2;Imprimer les guides;deux millions environ ?"
)


def codes(version: PlanVersion) -> list[str]:
    """Codes of the findings, in their order."""
    return list(version.findings.order_by("position").values_list("code", flat=True))


def decide(finding: Finding, decision: str = Decision.ACCEPTED, reason: str = "Vu.") -> FindingDecision:
    """A decision of the system."""
    return actions.decide_finding(finding=finding, decision=decision, reason=reason, by=SYSTEM, at=AT)


def line(version: PlanVersion, code: str) -> queries.FindingLine:
    """A finding with its decision."""
    return next(one for one in queries.finding_lines(version) if one.finding.code == code)


def edit(node: Node, reason: str = "Devis.", **values: object) -> list[str]:
    """An edit of the system."""
    return actions.edit_node(node=node, values=values, reason=reason, by=SYSTEM, at=AT)


def activity(version: PlanVersion, code: str) -> Node:
    """An activity by its number."""
    return version.nodes.get(kind="activity", code=code)


def test_findings_stand_at_their_line_of_the_plan_and_of_the_file() -> None:
    version = make_version()
    sums = version.findings.get(code="C102")
    assert (sums.node.kind, sums.node.code, sums.severity) == ("axis", "1", "error")
    assert (sums.declared, sums.computed, sums.difference) == (6_000_000, 8_000_000, 2_000_000)
    assert "1.2" in sums.cause
    undated = version.findings.get(code="T201")
    assert undated.node == activity(version, "1.2")
    assert (undated.table, undated.row) == (1, activity(version, "1.2").source_row)


def test_a_finding_at_a_line_without_a_number_and_with_a_long_title_knows_its_line() -> None:
    titles = [
        "Former les relais communautaires de toutes les régions du pays",
        "Imprimer les guides destinés aux familles des communes frontalières",
    ]
    text = "Activité;Coût;Responsable;2024\n" + "".join(f"{title};;OIM;X\n" for title in titles)
    version = make_version(text)
    without_cost = version.findings.filter(code="C103").order_by("position")
    assert [finding.node.title for finding in without_cost] == titles


@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_a_decision_needs_a_reason(blank: str) -> None:
    version = make_version()
    with pytest.raises(ValidationError, match="motif"):
        decide(version.findings.first(), reason=blank)
    with pytest.raises(ValidationError, match="décision"):
        decide(version.findings.first(), decision="peut-être")
    assert not FindingDecision.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingDecision.objects.create(
            plan=version.plan, fingerprint="x", code="C102", message="x", decision="accepted", reason="",
            decided_at=AT, decided_by_name="x", version_number=1,
        )  # fmt: skip


def test_a_decision_says_who_from_which_post_and_the_last_one_counts() -> None:
    version = make_version()
    finding = version.findings.get(code="T201")
    author = author_with(Role.ME_OFFICER)
    actions.decide_finding(finding=finding, decision=Decision.ACCEPTED, reason="Vu.", by=author, at=AT)
    decide(finding, Decision.CONTESTED, "Le calendrier est en annexe.")
    assert line(version, "T201").decision.decision == Decision.CONTESTED
    first = version.plan.decisions.order_by("pk").first()
    assert (first.decided_by_id, first.decided_by_name) == (
        author.person_id,
        f"{author.name} · {author.post}",
    )
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.before["decision"], entry.after["decision"]) == ("accepted", "contested")


def test_a_decision_is_shown_beside_its_finding_after_the_file_came_again(client: Client) -> None:
    version = make_version()
    decide(version.findings.get(code="T201"), reason="Calendrier en annexe 2.")
    longer = SMALL.replace(
        "1.1;Former", "1.0;Recenser;0;OIM;OSC;3;X;;\nAxe 1 : Informer;6 000 000;1.1;Former"
    )
    actions.import_upload(upload=make_upload(longer), into=version.plan, country="NE", by=SYSTEM, at=AT)
    sign_in(client, Role.PARTNER)
    page = client.get(reverse("plans:findings", args=[version.plan.public_id, 1])).content.decode()
    assert "Calendrier en annexe 2." in page


def test_a_finding_said_corrected_that_still_stands_is_shown_as_such(client: Client) -> None:
    version = make_version()
    decide(version.findings.get(code="T201"), Decision.CORRECTED, "Années ajoutées.")
    assert line(version, "T201").is_still_there
    sign_in(client, Role.ME_OFFICER)
    address = reverse("plans:findings", args=[version.plan.public_id, 1])
    assert "Corrigé, encore présent" in client.get(address).content.decode()
    found = client.get(address, {"etat": "encore-presents"}).context["lines"].object_list
    assert [one.finding.code for one in found] == ["T201"]
    edit(activity(version, "1.2"), years=["1"])
    assert "T201" not in codes(version)
    page = client.get(address).content.decode()
    assert "encore présent<" not in page
    assert "Constats réglés" in page
    assert "Années ajoutées." in page


def test_what_waits_is_counted_the_same_everywhere(client: Client) -> None:
    version = make_version()
    decide(version.findings.get(code="T201"))
    waiting = [one for one in queries.finding_lines(version) if one.waits]
    assert queries.finding_totals(version).waiting_total == len(waiting) > 0
    assert queries.undecided_by_version([version]) == {version.pk: len(waiting)}
    assert {one.finding.severity for one in waiting} <= {"error", "warning"}


def test_correcting_a_line_changes_its_findings_and_keeps_what_the_document_says() -> None:
    version = make_version()
    axis = version.nodes.get(kind="axis", code="1")
    cells = axis.cells
    assert "C102" in codes(version)
    assert edit(axis, cost="8 millions") == ["declared_cost", "cost_text"]
    assert "C102" not in codes(version)
    axis.refresh_from_db()
    assert (axis.declared_cost, axis.cells) == (8_000_000, cells)
    assert any("6 000 000" in cell["text"] for cell in axis.cells)
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.action, entry.reason) == ("plans.node.edit", "Devis.")
    assert (entry.before["declared_cost"], entry.after["declared_cost"]) == (6_000_000, 8_000_000)


def test_editing_one_line_leaves_the_findings_of_the_others() -> None:
    """What the reading met (unreadable amounts, unknown columns) does not vanish with an edit elsewhere."""
    version = make_version(UNREADABLE)
    before = codes(version)
    assert "C104" in before
    edit(activity(version, "2.1"), comments="Sans objet.")
    assert codes(version) == before


def test_saying_what_an_unreadable_cell_means_settles_its_finding() -> None:
    version = make_version(UNREADABLE)
    edit(activity(version, "1.2"), cost="2 000 000")
    assert "C104" not in codes(version)
    actions.import_upload(
        upload=make_upload(UNREADABLE + "\n"), into=version.plan, country="NE", by=SYSTEM, at=AT
    )
    assert "C104" in codes(version)


def test_removing_a_line_removes_what_was_noted_of_it() -> None:
    version = make_version(UNREADABLE)
    actions.remove_node(node=activity(version, "1.2"), reason="Abandonnée.", by=SYSTEM, at=AT)
    assert "C104" not in codes(version)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("cost", "beaucoup", "n'est pas un montant"),
        ("cost", "-5 000 000", "n'est pas un montant"),
        ("references", "aucune idée", "Aucune référence"),
        ("title", "  ", "obligatoire"),
        ("code", "1" * 31, "30 caractères"),
    ],
)
def test_what_cannot_be_understood_is_refused_beside_its_field(field: str, typed: str, sentence: str) -> None:
    version = make_version()
    with pytest.raises(ValidationError, match=sentence) as refused:
        edit(activity(version, "1.1"), **{field: typed})
    assert list(refused.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("cost", "45 millions", {"declared_cost": 45_000_000, "cost_text": "45 millions"}),
        ("cost", "", {"declared_cost": None}),
        ("cost", "0", {"declared_cost": 0}),
        ("years", ["1", "3"], {"years": [1, 3], "start": "2024-01", "end": "2026-12"}),
        ("years", [], {"years": [], "start": "", "end": ""}),
        ("references", "PMM, objectifs 14, 21 et 23", {"references": {"GCM": ["14", "21", "23"]}}),
        ("indicators", "- Un\r\n- Deux\r\n", {"indicators": ["Un", "Deux"]}),
        ("responsible", " OIM ;\r\n  HCR ", {"responsible": "OIM ;\nHCR"}),
    ],
)
def test_what_is_typed_is_read_like_a_cell(field: str, typed: object, stored: dict[str, object]) -> None:
    version = make_version()
    edit(activity(version, "1.1"), **{field: typed})
    row = activity(version, "1.1")
    assert {name: getattr(row, name) for name in stored} == stored


def test_an_edit_that_changes_nothing_writes_nothing(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    address = reverse("plans:node_edit", args=[version.plan.public_id, 1, activity(version, "1.1").key])
    form = client.get(address).context["form"]
    entries = AuditEntry.objects.count()
    given = {name: value for name, value in form.initial.items() if name in form.fields}
    answer = client.post(address, given, follow=True)
    assert "Rien n'a changé" in answer.content.decode().replace("&#x27;", "'")
    assert AuditEntry.objects.count() == entries


def test_a_new_line_goes_under_its_parent_at_a_level_that_fits() -> None:
    version = make_version()
    axis = version.nodes.get(kind="axis", code="1")
    values = {"title": "Recenser les besoins", "cost": "1 000 000", "years": ["1"], "references": "PMM 3"}
    added = actions.add_node(version=version, parent=axis, kind="activity", values=values, by=SYSTEM, at=AT)
    assert (added.path, added.parent, added.cells) == ("0001.0003", axis, [])
    assert [link.code for link in added.reference_links.all()] == ["3"]
    with pytest.raises(ValidationError, match="ne peut pas se placer"):
        actions.add_node(version=version, parent=added, kind="axis", values=values, by=SYSTEM, at=AT)
    task = actions.add_node(
        version=version, parent=added, kind="task", values={"title": "Former"}, by=SYSTEM, at=AT
    )
    version.refresh_from_db()
    assert (task.depth, version.levels) == (2, ["axis", "activity", "task"])


def test_a_line_and_all_below_it_go_with_a_reason_that_the_trail_keeps() -> None:
    version = make_version()
    axis = version.nodes.get(kind="axis", code="1")
    with pytest.raises(ValidationError, match="pourquoi"):
        actions.remove_node(node=axis, reason=" ", by=SYSTEM, at=AT)
    assert actions.remove_node(node=axis, reason="Axe abandonné.", by=SYSTEM, at=AT) == 3
    assert [node.code for node in version.nodes.order_by("path")] == ["2", "2.1"]
    entry = AuditEntry.objects.latest("sequence")
    assert entry.before["lines"] == ["1 Informer", "1.1 Former les relais", "1.2 Imprimer les guides"]
    with pytest.raises(ValidationError, match="retiré entre-temps"):
        edit(axis, title="Autre")


def test_the_page_of_a_line_says_what_the_plan_says_beside_the_cells_of_the_file(client: Client) -> None:
    version = make_version()
    sign_in(client, Role.ME_OFFICER)
    edit(activity(version, "1.1"), cost="7 000 000")
    text = client.get(activity(version, "1.1").get_absolute_url()).content.decode()
    assert "7\u202f000\u202f000" in text
    assert "6 000 000" in text
    assert "coût déclaré" in text
    assert key("Former les relais") in key(text)
