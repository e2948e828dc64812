"""From draft to adoption and to the next version: states, workshop, criteria, and what no longer changes."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core import audit
from azalai.core.models import AuditEntry
from azalai.frames.dataset import load_framework
from azalai.plans import actions, queries
from azalai.plans.actions.review import Point
from azalai.plans.enums import VERSION_TRANSITIONS, PointConclusion, VersionStatus
from azalai.plans.models import Node, Plan, PlanVersion, Review
from tests.accounts.factories import sign_in
from tests.plans.factories import AT, SMALL, SYSTEM, make_upload, make_version
from tools import states

pytestmark = pytest.mark.django_db
DRAFT, SUBMITTED, ADOPTED = VersionStatus.DRAFT, VersionStatus.SUBMITTED, VersionStatus.ADOPTED
POINTS = [
    Point(code, PointConclusion.AGREED, "Dit.", "Retenu.") for code in load_framework("review-points").codes
]
CRITERIA = load_framework("plan-criteria").codes


def move(version: PlanVersion, status: str) -> None:
    """The action that leads to a state."""
    if status == SUBMITTED:
        actions.submit_version(version=version, by=SYSTEM, at=AT)
    elif status == DRAFT:
        actions.return_version(version=version, reason="À revoir.", by=SYSTEM, at=AT)
    else:
        actions.adopt_version(version=version, reference="Arrêté 12", by=SYSTEM, at=AT)
    version.refresh_from_db()


def version_in(status: str) -> PlanVersion:
    """A small plan in that state."""
    version = make_version()
    for step in {DRAFT: [], SUBMITTED: [SUBMITTED], ADOPTED: [SUBMITTED, ADOPTED]}[status]:
        move(version, step)
    return version


@pytest.mark.parametrize(("before", "after"), list(itertools.product(VersionStatus.values, repeat=2)))
def test_only_the_moves_of_the_table_are_possible(before: str, after: str) -> None:
    version = version_in(before)
    if after in VERSION_TRANSITIONS[before]:
        move(version, after)
        assert version.status == after
        entry = AuditEntry.objects.latest("sequence")
        assert (entry.before, entry.after) == ({"status": before}, {"status": after})
        return
    with pytest.raises(PermissionDenied):
        move(version, after)
    version.refresh_from_db()
    assert version.status == before


def test_the_page_of_states_is_that_of_the_code() -> None:
    assert states.PAGE.read_text(encoding="utf-8") == states.page(), "python -m tools.states"


def test_dates_and_authors_of_each_step_are_kept() -> None:
    version = version_in(SUBMITTED)
    assert version.submitted_at == AT
    move(version, DRAFT)
    assert version.submitted_at is None
    move(version, SUBMITTED)
    move(version, ADOPTED)
    assert (version.adopted_at, version.adoption_reference) == (AT, "Arrêté 12")
    assert AuditEntry.objects.filter(action="plans.version.return").get().reason == "À revoir."


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_return_needs_a_reason_and_an_adoption_its_act(blank: str) -> None:
    version = version_in(SUBMITTED)
    with pytest.raises(ValidationError, match="pourquoi"):
        actions.return_version(version=version, reason=blank, by=SYSTEM, at=AT)
    with pytest.raises(ValidationError, match="acte d'adoption"):
        actions.adopt_version(version=version, reference=blank, by=SYSTEM, at=AT)
    version.refresh_from_db()
    assert version.status == SUBMITTED


def test_the_next_version_begins_as_a_copy_and_the_adopted_one_stays_as_it_was() -> None:
    version = version_in(DRAFT)
    actions.answer_criterion(node=version.nodes.last(), code=CRITERIA[0], text="Oui.", by=SYSTEM, at=AT)
    move(version, SUBMITTED)
    move(version, ADOPTED)
    before = list(version.nodes.order_by("pk").values())
    draft = actions.open_version(version=version, by=SYSTEM, at=AT)
    assert (draft.number, draft.status) == (2, DRAFT)
    assert queries.engine_plan(draft) == queries.engine_plan(version)
    assert list(draft.nodes.order_by("path").values_list("key")) == list(
        version.nodes.order_by("path").values_list("key")
    )
    assert draft.nodes.get(key=version.nodes.last().key).criteria.get().text == "Oui."
    assert [f.fingerprint for f in draft.findings.all()] == [f.fingerprint for f in version.findings.all()]
    actions.edit_node(node=draft.nodes.last(), values={"title": "Autre"}, reason="", by=SYSTEM, at=AT)
    actions.remove_node(node=draft.nodes.first(), reason="En trop.", by=SYSTEM, at=AT)
    assert list(version.nodes.order_by("pk").values()) == before
    assert audit.verify() == []


def test_a_plan_has_only_one_open_version() -> None:
    version = version_in(ADOPTED)
    actions.open_version(version=version, by=SYSTEM, at=AT)
    with pytest.raises(ValidationError, match="plus récente"):
        actions.open_version(version=version, by=SYSTEM, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.create(plan=version.plan, number=3, created_at=AT)


def test_the_database_itself_refuses_to_change_an_adopted_version() -> None:
    version = version_in(ADOPTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(declared_total=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        version.nodes.update(title="Autre")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.filter(pk=version.pk).update(status=DRAFT)
    assert not Node.objects.filter(title="Autre").exists()


def test_the_database_refuses_an_adoption_without_a_date_and_years_that_run_backwards() -> None:
    version = version_in(DRAFT)
    for wrong in ({"status": ADOPTED}, {"status": "absent"}, {"first_year": 2026, "last_year": 2024}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanVersion.objects.filter(pk=version.pk).update(**wrong)


def record(version: PlanVersion, **values: object) -> Review:
    """A workshop's record."""
    given = {
        "version": version, "held_on": AT.date(), "place": "Niamey", "participants": [("OIM", 3)],
        "points": POINTS, "by": SYSTEM, "at": AT,
    }  # fmt: skip
    return actions.record_review(**(given | values))  # type: ignore[arg-type]


def test_a_workshop_says_something_of_each_of_the_eight_points() -> None:
    version = version_in(SUBMITTED)
    review = record(version)
    assert len(queries.review_points(review)) == 8
    with pytest.raises(ValidationError, match="huit points"):
        record(version, points=POINTS[1:])
    with pytest.raises(ValidationError, match="futur"):
        record(version, held_on=AT.date() + timedelta(days=1))
    assert Review.objects.get() == review


def test_a_workshop_may_be_amended_and_the_trail_keeps_both() -> None:
    version = version_in(SUBMITTED)
    review = record(version)
    record(version, review=review, place="Agadez", participants=[("CNDH", 1)])
    assert Review.objects.get().place == "Agadez"
    entry = AuditEntry.objects.latest("sequence")
    assert (entry.before["place"], entry.after["place"]) == ("Niamey", "Agadez")
    assert entry.after["participants"] == ["CNDH (1)"]
    other = make_version(SMALL.replace("Plan d'action", "Autre plan"))
    move(other, SUBMITTED)
    with pytest.raises(ValidationError, match="autre version"):
        record(other, review=review)


def test_the_workshop_is_recorded_on_a_page_with_its_eight_points(client: Client) -> None:
    version = version_in(SUBMITTED)
    sign_in(client, Role.ME_OFFICER)
    address = reverse("plans:review_new", args=[version.plan.public_id, 1])
    shown = client.get(address)
    assert len(shown.context["form"].groups()) == 8
    given = {
        "held_on": "2026-03-01",
        "place": "Niamey",
        "participants": "OIM, 3\nCNDH\n\nMinistère, de l'Intérieur, 2",
    }
    for code in load_framework("review-points").codes:
        given |= {f"{code}.conclusion": "agreed", f"{code}.discussion": "Dit.", f"{code}.decision": ""}
    assert client.post(address, given | {"place": ""}).status_code == 422
    assert client.post(address, given).status_code == 302
    review = Review.objects.get()
    assert list(review.participants.values_list("text", "count")) == [
        ("OIM", 3),
        ("CNDH", 1),
        ("Ministère, de l'Intérieur", 2),
    ]
    page = client.get(review.get_absolute_url()).content.decode()
    assert page.count("Validé") >= 8


def test_validation_is_walked_through_on_its_page(client: Client) -> None:
    version = version_in(DRAFT)
    sign_in(client, Role.PERMANENT_SECRETARY)
    of = [version.plan.public_id, 1]
    page = client.get(reverse("plans:validation", args=of)).content.decode()
    assert "erreurs n" in page
    assert "Décider d" in page
    client.post(reverse("plans:submit", args=of))
    refused = client.post(reverse("plans:return", args=of), {"return-reason": " "})
    assert refused.status_code == 422
    refused = client.post(reverse("plans:adopt", args=of), {"adopt-reference": ""})
    assert refused.status_code == 422
    act = {"adopt-reference": "Arrêté 12", "adopt-adopted_on": "2024-01-15"}
    hasty = client.post(reverse("plans:adopt", args=of), act)
    assert hasty.status_code == 422, "errors are open and no workshop was held: it must be confirmed"
    client.post(reverse("plans:adopt", args=of), act | {"adopt-confirmed": "on"})
    assert PlanVersion.objects.get().adopted_on == date(2024, 1, 15)
    page = client.get(reverse("plans:validation", args=of)).content.decode()
    assert "Arrêté 12" in page
    answer = client.post(reverse("plans:open", args=of))
    assert answer["Location"].endswith("/v2/")
    again = client.post(reverse("plans:open", args=of), follow=True)
    assert "plus récente" in again.content.decode()
    assert Plan.objects.get().latest_version().number == 2


def test_criteria_are_answered_by_the_plan_or_by_a_person_and_a_blank_takes_it_back(client: Client) -> None:
    version = version_in(DRAFT)
    sign_in(client, Role.FOCAL_POINT)
    activity = version.nodes.get(code="1.2")
    lines = {line.entry.code: line for line in queries.criteria_of(activity, [])}
    assert len(lines) == 14
    open_ones = [code for code, line in lines.items() if not line.is_met]
    address = reverse("plans:criterion", args=[version.plan.public_id, 1, activity.key, open_ones[0]])
    client.post(address, {"text": "Oui, en deux temps."})
    (row,) = [row for row in queries.completeness(version) if row.node == activity]
    assert row.met == 14 - len(open_ones) + 1
    page = client.get(activity.get_absolute_url()).content.decode()
    assert "Oui, en deux temps." in page
    client.post(address, {"text": " "})
    assert not activity.criteria.exists()
    assert list(
        AuditEntry.objects.filter(action__contains="criterion")
        .values_list("action", flat=True)
        .order_by("sequence")
    ) == [
        "plans.criterion.answer",
        "plans.criterion.withdraw",
    ]
    with pytest.raises(ValidationError, match="n'existe pas"):
        actions.answer_criterion(node=activity, code="absent", text="Oui.", by=SYSTEM, at=AT)


def test_a_submitted_plan_takes_no_file_but_another_plan_does(client: Client) -> None:
    version = version_in(SUBMITTED)
    with pytest.raises(ValidationError, match="soumise à validation"):
        actions.import_upload(
            upload=make_upload(SMALL + "\n"), into=version.plan, country="NE", by=SYSTEM, at=AT
        )
