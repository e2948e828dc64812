"""Writes of the register: what they keep, what they refuse, what they leave in the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from azalai.accounts.enums import Role
from azalai.actors import actions, queries
from azalai.actors.models import Organisation
from azalai.core import audit
from tests.accounts.factories import AT, START, SYSTEM, author_with, make_post
from tests.actors.factories import make_category, make_network, make_organisation
from tests.frames.factories import make_country, make_framework, make_item, make_place

pytestmark = pytest.mark.django_db
WHEN: dict[str, Any] = {"by": SYSTEM, "at": AT}


def texts(organisation: Organisation) -> dict[str, str]:
    return {spelling.text: spelling.kind for spelling in organisation.spellings.all()}


def changed(organisation: Organisation, **values: Any) -> Organisation:
    names = ("name_fr", "acronym", "name_en", "category", "kind", "parent", "place", "note")
    current = {name: getattr(organisation, name) for name in names}
    return actions.update_organisation(**WHEN, organisation=organisation, **(current | values))


def refused(action: Any, *args: Any, **kwargs: Any) -> set[str]:
    with pytest.raises(ValidationError) as raised:
        action(*args, **kwargs)
    return set(raised.value.message_dict) if hasattr(raised.value, "error_dict") else {"__all__"}


# ---- registering


def test_a_registered_organisation_is_known_by_its_names() -> None:
    made = make_organisation("DST", name_fr="Direction de la surveillance", name_en="Surveillance")
    assert texts(made) == {
        "Direction de la surveillance": "name",
        "Surveillance": "name-en",
        "DST": "acronym",
    }
    entry = queries.history(made).get()
    assert (entry.action, entry.after["acronym"]) == ("organisation.registered", "DST")
    assert audit.verify() == []


def test_names_that_no_slug_can_write_get_codes_of_their_own() -> None:
    codes = [make_organisation("", name_fr=name).code for name in ("الأمانة", "اللجنة")]
    assert codes == ["organisme", "organisme-2"]


def test_two_names_that_differ_by_case_share_a_spelling() -> None:
    made = make_organisation("HELVETAS", name_fr="Helvetas")
    assert [spelling.texts for spelling in made.spellings.all()] == [["Helvetas", "HELVETAS"]]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"acronym": "", "name_fr": " "}, "name_fr"),
        ({"acronym": "d.s.t."}, "acronym"),
        ({"acronym": "…", "name_fr": "Xylophone"}, "acronym"),
        ({"kind": "ghost"}, "kind"),
    ],
)
def test_what_cannot_be_registered_says_why_by_its_field(values: dict[str, str], field: str) -> None:
    make_organisation("DST")
    assert refused(make_organisation, **({"acronym": "NEW"} | values)) == {field}
    assert Organisation.objects.count() == 1


def test_a_category_must_be_one_of_stakeholders() -> None:
    other = make_item(make_framework(), "b")
    assert refused(make_organisation, "NEW", category=other) == {"category"}


def test_parent_and_place_stand_in_the_same_country() -> None:
    abroad = make_organisation("MAE", country="TD")
    place = make_place(make_country("XB"))
    assert refused(make_organisation, "NEW", parent=abroad) == {"parent"}
    assert refused(make_organisation, "NEW", place=place) == {"place"}


# ---- changing


def test_a_former_acronym_stays_known_with_its_end() -> None:
    organisation = make_organisation("ANLTP", name_fr="Agence")
    changed(organisation, acronym="ANLTP/TIM", changed_on="2015-01")
    former = organisation.spellings.get(text="ANLTP")
    new = organisation.spellings.get(text="ANLTP/TIM")
    assert (former.kind, former.valid_to) == ("variant", "2014-12-31")
    assert (new.kind, new.valid_from) == ("acronym", "2015-01")
    entry = queries.history(organisation).first()
    assert (entry.before, entry.after) == ({"acronym": "ANLTP"}, {"acronym": "ANLTP/TIM"})


def test_a_mended_name_keeps_the_old_one_without_a_date() -> None:
    organisation = changed(make_organisation("X", name_fr="Agense"), name_fr="Agence")
    assert texts(organisation) == {"Agense": "variant", "X": "acronym", "Agence": "name"}
    assert organisation.spellings.get(text="Agense").valid_to == ""


def test_a_stroke_in_an_acronym_is_the_same_spelling() -> None:
    organisation = changed(make_organisation("SP-CCM"), acronym="SP/CCM")
    assert organisation.spellings.get().texts == ["SP/CCM", "SP-CCM"]


def test_a_known_variant_may_become_the_name_again() -> None:
    organisation = make_organisation("ONE")
    actions.add_spelling(**WHEN, organisation=organisation, text="TWO", valid_to="2020")
    changed(organisation, acronym="TWO")
    assert texts(organisation) == {"ONE": "variant", "TWO": "acronym"}
    assert organisation.spellings.get(text="TWO").valid_to == ""


def test_saving_without_a_change_leaves_no_trace() -> None:
    organisation = make_organisation()
    changed(organisation)
    assert queries.history(organisation).count() == 1


def test_who_changes_an_unconfirmed_field_confirms_it() -> None:
    organisation = make_organisation("DNE")
    Organisation.objects.update(unconfirmed="name_fr category")
    organisation.refresh_from_db()
    assert changed(organisation, name_fr="Direction").unconfirmed == "category"


def test_a_name_that_designates_another_is_refused_and_nothing_is_kept() -> None:
    make_organisation("DST")
    organisation = make_organisation("OIM")
    assert refused(changed, organisation, acronym="D-S-T", note="n") == {"acronym"}
    organisation.refresh_from_db()
    assert (organisation.acronym, organisation.note) == ("OIM", "")


def test_an_organisation_cannot_stand_under_itself_at_any_depth() -> None:
    top = make_organisation("A")
    middle = make_organisation("B", parent=top)
    bottom = make_organisation("C", parent=middle)
    assert refused(actions.set_parent, **WHEN, organisation=top, parent=bottom) == {"parent"}
    assert refused(actions.set_parent, **WHEN, organisation=top, parent=top) == {"parent"}
    actions.set_parent(**WHEN, organisation=bottom, parent=top, reason="Décret")
    entry = queries.history(bottom).first()
    assert (entry.before, entry.after, entry.reason) == ({"parent": "B"}, {"parent": "A"}, "Décret")


# ---- spellings


def test_a_spelling_keeps_its_dates_and_its_source() -> None:
    organisation = make_organisation("MI")
    actions.add_spelling(
        **WHEN, organisation=organisation, text="MI/SP/D", valid_from="2016-05-02", source="Arrêté"
    )
    found = organisation.spellings.get(text="MI/SP/D")
    assert (found.kind, found.valid_from, found.source) == ("variant", "2016-05-02", "Arrêté")
    assert queries.history(organisation).first().after["spelling"] == "MI/SP/D"
    organisation.refresh_from_db()
    assert "misp" in organisation.search_text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "dst"}, "text"),
        ({"text": "OIM"}, "text"),
        ({"text": "—"}, "text"),
        ({"text": "X", "valid_from": "2022-05", "valid_to": "2022-04"}, "valid_to"),
        ({"text": "X", "valid_from": "hier"}, "valid_from"),
    ],
)
def test_a_spelling_that_cannot_stand_is_refused(values: dict[str, str], field: str) -> None:
    make_organisation("DST")
    assert refused(actions.add_spelling, **WHEN, organisation=make_organisation("OIM"), **values) == {field}


def test_a_spelling_of_known_letters_joins_its_row() -> None:
    organisation = make_organisation("SP/CCM")
    actions.add_spelling(**WHEN, organisation=organisation, text="SP-CCM", source="Compte rendu")
    (other,) = organisation.spellings.get().also
    assert (other["text"], other["source"]) == ("SP-CCM", "Compte rendu")


def test_a_spelling_gets_an_end_but_a_name_of_today_does_not() -> None:
    organisation = make_organisation("DST")
    added = actions.add_spelling(**WHEN, organisation=organisation, text="DS")
    actions.end_spelling(**WHEN, spelling=added, valid_to="2021", reason="Nouveau nom")
    added.refresh_from_db()
    assert added.valid_to == "2021"
    own = organisation.spellings.get(kind="acronym")
    assert refused(actions.end_spelling, **WHEN, spelling=own, valid_to="2021", reason="r") == {"__all__"}
    assert refused(actions.end_spelling, **WHEN, spelling=added, valid_to="", reason="r") == {"valid_to"}


# ---- networks and focal points


def test_an_organisation_enters_and_leaves_a_network() -> None:
    organisation, network = make_organisation(), make_network()
    made = actions.join_network(**WHEN, organisation=organisation, network=network, valid_from="2020")
    assert refused(actions.join_network, **WHEN, organisation=organisation, network=network) == {"network"}
    actions.leave_network(**WHEN, membership=made, valid_to="2022", reason="Retrait")
    assert organisation.memberships.current(date(2022, 12, 31)).exists()
    assert not organisation.memberships.current(date(2023, 1, 1)).exists()
    actions.join_network(**WHEN, organisation=organisation, network=network, valid_from="2024")
    assert [e.action for e in queries.history(organisation)][:2] == [
        "organisation.network-joined",
        "organisation.network-left",
    ]


def test_only_another_network_of_the_country_can_be_entered() -> None:
    network = make_network()
    for wrong in (make_organisation(), make_network("LOIN", country="TD"), network):
        assert refused(actions.join_network, **WHEN, organisation=network, network=wrong) == {"network"}


def test_a_post_speaks_for_an_organisation_until_its_end() -> None:
    organisation, post = make_organisation(), make_post(Role.FOCAL_POINT)
    made = actions.appoint_focal_point(**WHEN, organisation=organisation, post=post, starts_on=START)
    again = {"organisation": organisation, "post": post}
    assert refused(actions.appoint_focal_point, **WHEN, **again, starts_on=date(2023, 1, 1)) == {"post"}
    end = {"focal_point": made, "reason": "Départ"}
    assert refused(actions.end_focal_point, **WHEN, **end, ends_on=date(2021, 1, 1)) == {"ends_on"}
    actions.end_focal_point(**WHEN, **end, ends_on=date(2022, 12, 31))
    assert refused(actions.appoint_focal_point, **WHEN, **again, starts_on=date(2022, 12, 31)) == {"post"}
    actions.appoint_focal_point(**WHEN, **again, starts_on=date(2023, 1, 1))
    assert organisation.focal_points.current(date(2022, 12, 31)).get() == made
    assert queries.history(organisation).count() == 4


def test_a_closed_post_speaks_for_nobody() -> None:
    post = make_post()
    post.closed_on = date(2022, 1, 1)
    post.save()
    given = {"organisation": make_organisation(), "post": post, "starts_on": date(2022, 1, 1)}
    assert refused(actions.appoint_focal_point, **WHEN, **given) == {"post"}


# ---- who may


@pytest.mark.parametrize("role", [Role.PARTNER, Role.FOCAL_POINT, Role.COMMUNICATION, Role.AUDITOR, None])
def test_who_does_not_keep_the_register_changes_nothing(role: str | None) -> None:
    organisation, network, post = make_organisation(), make_network(), make_post()
    added = actions.add_spelling(**WHEN, organisation=organisation, text="AUTRE")
    member = actions.join_network(**WHEN, organisation=organisation, network=network)
    focal = actions.appoint_focal_point(**WHEN, organisation=organisation, post=post, starts_on=START)
    by = {"by": author_with(role), "at": AT}
    tries: list[tuple[Any, dict[str, Any]]] = [
        (actions.register_organisation, {"country": "NE", "category": make_category(), "acronym": "N"}),
        (actions.set_parent, {"organisation": organisation, "parent": network}),
        (actions.add_spelling, {"organisation": organisation, "text": "N"}),
        (actions.end_spelling, {"spelling": added, "valid_to": "2022", "reason": "r"}),
        (actions.join_network, {"organisation": network, "network": network}),
        (actions.leave_network, {"membership": member, "valid_to": "2022", "reason": "r"}),
        (actions.appoint_focal_point, {"organisation": network, "post": post, "starts_on": START}),
        (actions.end_focal_point, {"focal_point": focal, "ends_on": START, "reason": "r"}),
        (actions.load_organisations_data, {"country": "NE"}),
    ]
    for action, values in tries:
        with pytest.raises(PermissionDenied):
            action(**by, **values)
