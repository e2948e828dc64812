"""Declaring, publishing, changing, stopping."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.interventions import actions
from azalai.interventions.content import Body, Content, Money, Quantity, Reach, Where, content_of, tidy
from azalai.interventions.models import Intervention, InterventionBody, TargetGroup
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.interventions.factories import (
    author_of,
    focal_person,
    full_content,
    load,
    make_bare_intervention,
    make_draft,
    make_intervention,
    objective,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def _lists() -> None:
    load()


def messages_of(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return error.value.message_dict


@pytest.mark.usefixtures("_lists")
def test_a_draft_needs_nothing() -> None:
    made = actions.declare_draft(by=SYSTEM, at=AT, country="NE")
    assert (made.is_draft, made.identifier, made.title) == (True, "", "Brouillon sans titre")


@pytest.mark.usefixtures("_lists")
def test_what_was_said_is_what_is_stored() -> None:
    content = full_content()
    made = make_draft(content)
    assert content_of(Intervention.objects.get(pk=made.pk)) == tidy(content)


@pytest.mark.usefixtures("_lists")
def test_saving_the_same_draft_again_leaves_no_trace() -> None:
    content = full_content()
    made = make_draft(content)
    before = AuditEntry.objects.count()
    actions.save_draft(by=SYSTEM, at=AT, intervention=made, content=content)
    assert AuditEntry.objects.count() == before
    assert Intervention.objects.get(pk=made.pk).updated_at is None


@pytest.mark.usefixtures("_lists")
def test_publication_tells_everything_that_is_missing_at_once() -> None:
    made = actions.declare_draft(by=SYSTEM, at=AT, country="NE")
    with pytest.raises(ValidationError) as error:
        actions.publish(by=SYSTEM, at=AT, intervention=made)
    assert set(messages_of(error)) == {
        "title_fr",
        "description_fr",
        "lead",
        "nature",
        "objectives",
        "places",
        "planned_start",
    }


@pytest.mark.usefixtures("_lists")
def test_identifiers_follow_each_other() -> None:
    assert [make_intervention().identifier for _ in range(2)] == ["NE-00001", "NE-00002"]


@pytest.mark.usefixtures("_lists")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"planned_start": "2026", "planned_end": "2025-06"}, "planned_end"),
        ({"planned_start": "2026-13"}, "planned_start"),
        ({"budgets": (Money(Decimal(-1), "XOF", "planned"),)}, "budgets"),
        ({"budgets": (Money(Decimal(1), "ZZZ", "planned"),)}, "budgets"),
        ({"budgets": (Money(Decimal(1), "XOF", "planned", year=1066),)}, "budgets"),
        ({"targets": (Reach("martians"),)}, "targets"),
        ({"targets": (Reach("women", women=10, total=5),)}, "targets"),
        ({"targets": (Reach("women"), Reach("women"))}, "targets"),
        ({"counts": (Quantity("sessions", -1),)}, "counts"),
        ({"places": (Where(999_999_999),)}, "places"),
        ({"objectives": (999_999_999,)}, "objectives"),
        ({"lead": 999_999_999}, "lead"),
        ({"title_fr": "x" * 501}, "title_fr"),
        ({"nature": "magic"}, "nature"),
        ({"bodies": (Body("funding", "A"), Body("funding", "A"))}, "bodies"),
    ],
)
def test_what_cannot_be_is_refused_even_in_a_draft(change: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        make_draft(replace(full_content(), **change))
    assert field in messages_of(error)
    assert not Intervention.objects.exists()


@pytest.mark.usefixtures("_lists")
def test_shares_of_places_do_not_exceed_the_whole() -> None:
    shares = (Where(place("Agadez").pk, Decimal(60)), Where(place("Tahoua").pk, Decimal(50)))
    with pytest.raises(ValidationError) as error:
        make_draft(places=shares)
    assert "places" in messages_of(error)


@pytest.mark.usefixtures("_lists")
def test_a_narrower_one_stands_under_a_wider_one_and_never_in_a_circle() -> None:
    programme = make_intervention(scale="programme")
    project = make_intervention(scale="project", parent=programme.pk)
    with pytest.raises(ValidationError):
        make_draft(scale="programme", parent=project.pk)
    circle = replace(content_of(programme), scale="project", parent=project.pk)
    with pytest.raises(ValidationError):
        actions.update(by=SYSTEM, at=AT, intervention=programme, content=circle)


@pytest.mark.usefixtures("_lists")
def test_an_update_writes_what_differs_in_words() -> None:
    made = make_intervention()
    content = replace(content_of(made), objectives=(objective("3").pk,), nature="campaign")
    actions.update(by=SYSTEM, at=AT, intervention=made, content=content, reason="Précision")
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert entry is not None
    assert (entry.action, entry.reason) == ("intervention.updated", "Précision")
    assert (entry.before, entry.after) == (
        {"nature": "training", "objectives": ["gcm 10"]},
        {"nature": "campaign", "objectives": ["gcm 3"]},
    )


@pytest.mark.usefixtures("_lists")
def test_a_published_intervention_does_not_lose_what_publication_asks_for() -> None:
    made = make_intervention()
    with pytest.raises(ValidationError) as error:
        actions.update(by=SYSTEM, at=AT, intervention=made, content=replace(content_of(made), places=()))
    assert set(messages_of(error)) == {"places"}


def test_stopping_needs_a_reason_and_resuming_clears_it() -> None:
    made = make_bare_intervention()
    with pytest.raises(ValidationError):
        actions.suspend(by=SYSTEM, at=AT, intervention=made, reason=" ")
    made = actions.suspend(by=SYSTEM, at=AT, intervention=made, reason="Insécurité")
    assert (made.status, made.status_reason) == ("suspended", "Insécurité")
    with pytest.raises(ValidationError):
        actions.suspend(by=SYSTEM, at=AT, intervention=made, reason="Encore")
    made = actions.resume(by=SYSTEM, at=AT, intervention=made, reason="Retour au calme", status="ongoing")
    assert (made.status, made.status_reason) == ("ongoing", "")


def test_a_stopped_one_does_not_go_on_by_a_mere_change() -> None:
    made = make_bare_intervention()
    actions.cancel(by=SYSTEM, at=AT, intervention=made, reason="Sans financement")
    made.refresh_from_db()
    content = replace(content_of(made), status="ongoing")
    with pytest.raises(ValidationError):
        actions.update(by=SYSTEM, at=AT, intervention=made, content=content)


@pytest.mark.usefixtures("_lists")
def test_a_partner_declares_for_its_own_organisation_only() -> None:
    own, other = make_organisation(), make_organisation()
    by = author_of(focal_person(own))
    made = make_draft(lead=own.pk, by=by)
    actions.publish(by=by, at=AT, intervention=made)
    with pytest.raises(PermissionDenied):
        make_draft(lead=other.pk, by=by)
    content = replace(content_of(made), lead=other.pk)
    with pytest.raises(PermissionDenied):
        actions.update(by=by, at=AT, intervention=made, content=content)
    with pytest.raises(PermissionDenied):
        actions.update(by=by, at=AT, intervention=make_intervention(), content=full_content())


def test_a_deleted_draft_stays_in_the_trail() -> None:
    make_organisation()
    made = make_draft(Content(title_fr="Essai"))
    actions.delete_draft(by=SYSTEM, at=AT, intervention=made)
    assert not Intervention.objects.exists()
    assert AuditEntry.objects.get(action="intervention.draft-deleted").before == {
        "title_fr": "Essai",
        "title_en": "",
    }


def test_what_is_published_is_not_deleted() -> None:
    with pytest.raises(PermissionDenied):
        actions.delete_draft(by=SYSTEM, at=AT, intervention=make_bare_intervention())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMUNICATION])
def test_readers_write_nothing(role: str) -> None:
    by = author_of(focal_person(make_organisation(), role))
    with pytest.raises(PermissionDenied):
        actions.declare_draft(by=by, at=AT, country="NE")


def test_the_database_refuses_a_publication_without_date_or_name() -> None:
    made = make_bare_intervention()
    for change in ({"published_at": None}, {"identifier": ""}, {"title_fr": "", "title_en": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Intervention.objects.filter(pk=made.pk).update(**change)


def test_the_database_refuses_negative_people_and_bodies_without_name() -> None:
    made = make_bare_intervention()
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetGroup.objects.create(intervention=made, group="women", women=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        InterventionBody.objects.create(intervention=made, role="funding", text="")


def test_only_documents_are_kept() -> None:
    made = make_bare_intervention()
    for name, content in (("virus.exe", b"MZ"), ("page.html", b"<script>"), ("faux.pdf", b"<html>")):
        with pytest.raises(ValidationError):
            actions.add_document(by=SYSTEM, at=AT, intervention=made, title="x", name=name, content=content)
    kept = actions.add_document(
        by=SYSTEM, at=AT, intervention=made, title="Note", name="../../note.pdf", content=b"%PDF-1.7"
    )
    assert kept.file_name == "note.pdf"
