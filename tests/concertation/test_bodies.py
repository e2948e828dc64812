"""Bodies come with the country, are registered and changed; seats say who is missing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from azalai.concertation import actions, queries
from azalai.concertation.models import Body, Seat
from azalai.core.models import AuditEntry
from azalai.frames.models import Place
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import AT, author_with, make_post
from tests.actors.factories import load, make_category, make_organisation
from tests.concertation.factories import make_body, make_seat
from tests.interventions.factories import author_of, focal_person

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.mark.parametrize(("country", "number"), [("NE", 16), ("TD", 4)])
def test_the_bodies_of_a_country_are_loaded_once(country: str, number: int) -> None:
    load(country)
    assert actions.load_bodies_data(**BY, country=country) == number
    entries = AuditEntry.objects.count()
    assert actions.load_bodies_data(**BY, country=country) == 0
    assert AuditEntry.objects.count() == entries


def test_a_loaded_body_has_its_text_its_parent_and_its_place_and_keeps_what_people_change() -> None:
    load("NE")
    actions.load_bodies_data(**BY, country="NE")
    ccm, zinder = Body.objects.get(code="ccm"), Body.objects.get(code="gtm-zinder")
    assert ccm.legal_basis is not None
    assert (ccm.legal_basis.reference, ccm.since) == ("0316/MI/SP/D/AC/R/MJ/GS", "2016-05-02")
    assert zinder.place is not None
    assert (zinder.place.name, zinder.parent.code, zinder.level) == ("Zinder", "gtm", "regional")  # type: ignore[union-attr]
    actions.change_body(**BY, body=ccm, mandate="Autre mandat")
    actions.load_bodies_data(**BY, country="NE")
    assert Body.objects.get(code="ccm").mandate == "Autre mandat"


def test_a_regional_body_needs_its_region_and_a_national_one_has_none() -> None:
    load("NE")
    region = Place.objects.get(pcode="NE007", valid_to="")
    values = {"country": "NE", "name_fr": "Comité", "kind": "committee"}
    assert refusal(actions.register_body, **values, level="regional") == "place"
    assert refusal(actions.register_body, **values, level="departmental", place=region) == "place"
    assert refusal(actions.register_body, **values, level="national", place=region) == "place"
    made = actions.register_body(**BY, **values, level="regional", place=region)
    assert (made.code, last().action) == ("comite", "concertation.body-registered")
    assert actions.register_body(**BY, **values, level="national").code == "comite-2"


def test_a_quorum_in_seats_needs_its_number_and_no_other_keeps_one() -> None:
    assert refusal(actions.change_body, body=make_body(), quorum_rule="number") == "quorum_number"
    body = actions.change_body(**BY, body=make_body(), quorum_rule="number", quorum_number=5)
    assert body.quorum_of(20) == 5
    body = actions.change_body(**BY, body=body, quorum_rule="majority", quorum_number=5)
    assert body.quorum_number is None


@pytest.mark.parametrize(
    ("rule", "seats", "quorum"),
    [("none", 9, None), ("majority", 9, 5), ("majority", 10, 6), ("two-thirds", 9, 6), ("two-thirds", 10, 7)],
)
def test_the_quorum_follows_its_rule(rule: str, seats: int, quorum: int | None) -> None:
    assert Body(quorum_rule=rule).quorum_of(seats) == quorum


def test_a_body_does_not_stand_under_itself() -> None:
    above = make_body()
    below = make_body(parent=above)
    assert refusal(actions.change_body, body=above, parent=below) == "parent"


def test_a_body_and_a_seat_end_and_never_before_they_began() -> None:
    seat = make_seat(make_body(since="2020"), since="2021-03")
    assert refusal(actions.close_body, body=seat.body, until="2019", reason="x") == "until"
    assert refusal(actions.end_seat, seat=seat, until="2021-02", reason="x") == "until"
    actions.end_seat(**BY, seat=seat, until="2022-08", reason="L'organisme se retire.")
    assert last().reason == "L'organisme se retire."
    assert queries.seats_of(seat.body, on=DAY) == []


def test_a_seat_names_someone_has_one_chair_and_stands_once() -> None:
    body, organisation, post = make_body(), make_organisation(), make_post()
    category = make_category()
    assert refusal(actions.add_seat, body=body, category=category) == "organisation"
    seat = actions.add_seat(**BY, body=body, organisation=organisation, role="chair")
    assert seat.category == organisation.category
    assert refusal(actions.add_seat, body=body, organisation=organisation) == "organisation"
    assert refusal(actions.add_seat, body=body, organisation=make_organisation(), role="chair") == "role"
    both = {"post": post, "deputy_post": post, "category": category}
    assert refusal(actions.add_seat, body=body, **both) == "deputy_post"
    assert refusal(actions.add_seat, body=body, post=post, category=None) == "category"
    second = actions.add_seat(**BY, body=body, organisation=organisation, title="Direction des études")
    assert str(second).endswith("Direction des études")


def test_the_database_refuses_a_seat_of_nobody() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(body=make_body(), category=make_category())


def test_categories_and_regions_without_a_seat_or_a_body_are_told() -> None:
    load("NE")
    actions.load_bodies_data(**BY, country="NE")
    gtm = Body.objects.get(code="gtm")
    organisation = make_organisation(category=_category("media"))
    actions.add_seat(**BY, body=gtm, organisation=organisation)
    seats = queries.seats_of(gtm, on=DAY)
    missing = {item.code for item in queries.categories_without_seat(seats, on=DAY)}
    assert "media" not in missing
    assert {"migrants", "civil-society"} & missing
    names = [place.name for place in queries.regions_without_body(gtm, on=DAY)]
    assert names == ["Diffa", "Dosso", "Maradi", "Niamey", "Tillabéri"]
    assert queries.regions_without_body(Body.objects.get(code="gtm-zinder"), on=DAY) == []


def _category(code: str):  # type: ignore[no-untyped-def]
    from azalai.frames.queries import current_items

    return current_items("stakeholders", on=DAY).get(code=code)


def test_one_sits_by_the_post_by_the_deputy_and_by_the_organisation() -> None:
    organisation = make_organisation()
    person = focal_person(organisation)
    author = author_of(person)
    body = make_body()
    own = actions.add_seat(**BY, body=body, organisation=organisation)
    other = make_seat(post=make_post(), organisation=None, category=make_category())
    stands_in = make_seat(deputy_post=person.tenures.get().post)
    scope = queries.scope_of(author, on=DAY)
    assert scope.seats == {own.pk, stands_in.pk}
    assert scope.bodies == {body.pk, stands_in.body_id}
    assert other.pk not in scope.seats
    assert queries.scope_of(author_with(None), on=DAY).seats == frozenset()
