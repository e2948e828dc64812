"""What organisations are charged with."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from azalai.accounts.enums import Role
from azalai.actors import actions
from azalai.actors.models import Mandate
from azalai.core.models import AuditEntry
from tests.accounts.factories import AT, SYSTEM, author_with, sign_in
from tests.actors.factories import make_organisation

pytestmark = pytest.mark.django_db
FACTS = {
    "text": "Coordonner la politique migratoire",
    "basis_title": "Arrêté portant création",
    "basis_reference": "0316",
    "basis_date": "2016-05-02",
    "valid_from": "2016-05",
    "source": "Journal officiel",
}


def add(**more: str) -> Mandate:
    facts = FACTS | more
    return actions.add_mandate(by=SYSTEM, at=AT, organisation=make_organisation("CCM"), **facts)


def test_a_mandate_is_added_with_its_legal_basis_and_leaves_a_trace() -> None:
    made = add()
    assert made.basis == "Arrêté portant création (0316)"
    entry = AuditEntry.objects.get(action="organisation.mandate-added")
    assert entry.object_id == str(made.organisation_id)
    assert entry.after == {"mandate" if name == "text" else name: text for name, text in FACTS.items()}


def test_a_mandate_is_corrected_and_what_is_as_it_was_leaves_no_trace() -> None:
    made = add()
    actions.update_mandate(by=SYSTEM, at=AT, mandate=made, **FACTS)
    assert not AuditEntry.objects.filter(action="organisation.mandate-updated").exists()
    actions.update_mandate(by=SYSTEM, at=AT, mandate=made, **FACTS | {"basis_reference": "50316"})
    entry = AuditEntry.objects.get(action="organisation.mandate-updated")
    assert (entry.before["basis_reference"], entry.after["basis_reference"]) == ("0316", "50316")


def test_a_mandate_ends_and_is_no_longer_in_force() -> None:
    made = add()
    assert made in Mandate.objects.current(date(2020, 1, 1))
    actions.end_mandate(by=SYSTEM, at=AT, mandate=made, valid_to="2021", reason="Abrogé")
    assert made in Mandate.objects.current(date(2021, 12, 31))
    assert made not in Mandate.objects.current(date(2022, 1, 1))
    assert AuditEntry.objects.get(action="organisation.mandate-ended").reason == "Abrogé"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": "  "}, "text"),
        ({"basis_date": "mai 2016"}, "basis_date"),
        ({"valid_from": "2020-13"}, "valid_from"),
        ({"valid_to": "2015"}, "valid_to"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(facts: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        add(**facts)
    assert set(caught.value.error_dict) == {field}


def test_an_end_needs_a_date_that_does_not_precede_the_beginning() -> None:
    made = add()
    for text in ("", "2015"):
        with pytest.raises(ValidationError) as caught:
            actions.end_mandate(by=SYSTEM, at=AT, mandate=made, valid_to=text, reason="r")
        assert set(caught.value.error_dict) == {"valid_to"}


def test_only_keepers_write_mandates() -> None:
    made, partner = add(), author_with(Role.PARTNER)
    with pytest.raises(PermissionDenied):
        actions.add_mandate(by=partner, at=AT, organisation=made.organisation, text="x")
    with pytest.raises(PermissionDenied):
        actions.update_mandate(by=partner, at=AT, mandate=made, text="x")
    with pytest.raises(PermissionDenied):
        actions.end_mandate(by=partner, at=AT, mandate=made, valid_to="2020", reason="r")


@pytest.mark.parametrize("facts", [{"text": ""}, {"valid_from": "2020", "valid_to": "2019"}])
def test_the_database_refuses_a_mandate_that_says_nothing_or_ends_early(facts: dict[str, str]) -> None:
    made = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=made.pk).update(**facts)


def test_a_mandate_is_added_corrected_and_ended_through_the_pages(client: Client) -> None:
    organisation = make_organisation("CCM")
    sign_in(client, Role.DOCUMENTATION)
    here = organisation.get_absolute_url()
    assert "Aucun mandat saisi" in client.get(here).content.decode()
    client.post(f"{here}mandats/nouveau/", FACTS)
    mandate = organisation.mandates.get()
    assert 'value="0316"' in client.get(f"{here}mandats/{mandate.pk}/modifier/").content.decode()
    client.post(f"{here}mandats/{mandate.pk}/modifier/", FACTS | {"text": "Autre mission"})
    client.post(f"{here}mandats/{mandate.pk}/fin/", {"valid_to": "2021", "reason": "Abrogé"})
    page = client.get(here).content.decode()
    for expected in (
        "Autre mission",
        "Arrêté portant création (0316)",
        "2 mai 2016",
        "2021",
        "Journal officiel",
    ):
        assert expected in page
    assert client.get(f"{make_organisation().get_absolute_url()}mandats/{mandate.pk}/fin/").status_code == 404
