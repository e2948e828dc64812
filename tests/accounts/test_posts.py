"""Writing about posts and their holders."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from azalai.accounts import actions, queries
from azalai.accounts.enums import Role, TenureKind
from azalai.accounts.models import Person, Tenure
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from tests.accounts.acting import BY, DAY, ON, last, refusal
from tests.accounts.factories import (
    AT,
    START,
    hold,
    make_person,
    make_post,
    person_with,
)
from tests.accounts.test_actions import ARGUMENTS

pytestmark = pytest.mark.django_db

# Posts.


def test_a_post_is_created_renamed_and_closed() -> None:
    post = actions.create_post(**BY, title=" Chargé de suivi ", role=Role.ME_OFFICER)
    assert post.title == "Chargé de suivi"
    actions.rename_post(**BY, post=post, title="Chargé de suivi-évaluation")
    assert last().before == {"title": "Chargé de suivi"}
    tenure = hold(make_person(), post)
    actions.close_post(**BY, post=post, on=ON, reason="Réorganisation")
    tenure.refresh_from_db()
    assert tenure.ends_on == ON - DAY
    assert last().action == "post.closed"
    assert refusal(actions.close_post, post=post, on=ON, reason="x") == "on"
    assert refusal(actions.appoint, post=post, person=make_person(), on=ON) == "on"


def test_a_post_has_a_title_of_its_own_and_a_known_role() -> None:
    make_post(title="Pris")
    assert refusal(actions.create_post, title="Pris", role=Role.PARTNER) == "title"
    assert refusal(actions.create_post, title="Libre", role="roi") == "role"


def test_a_post_with_a_tenure_to_come_is_not_closed_before_it() -> None:
    post = hold(make_person(), make_post(), start=ON).post
    assert refusal(actions.close_post, post=post, on=ON, reason="x") == "on"


def test_a_vacant_post_gets_a_holder() -> None:
    post, person = make_post(), make_person()
    tenure = actions.appoint(**BY, post=post, person=person, on=ON)
    assert (tenure.kind, tenure.starts_on, tenure.ends_on) == (TenureKind.HOLDER, ON, None)
    assert last().action == "tenure.appointed"
    assert last().after["person"] == str(person)


def test_a_held_post_gets_no_second_holder() -> None:
    post = hold(make_person(), make_post(), end=ON).post
    assert refusal(actions.appoint, post=post, person=make_person(), on=ON) == "on"
    actions.appoint(**BY, post=post, person=make_person(), on=ON + DAY)


def test_a_closed_account_gets_no_post() -> None:
    person = make_person()
    Person.objects.update(is_active=False)
    person.refresh_from_db()
    held = hold(make_person(), make_post()).post
    assert refusal(actions.appoint, post=make_post(), person=person, on=ON) == "person"
    assert refusal(actions.appoint_deputy, post=make_post(), person=person, on=ON, until=ON) == "person"
    assert refusal(actions.hand_over, post=held, to_person=person, on=ON) == "to_person"


def test_a_handover_ends_one_tenure_the_day_before_and_begins_the_other() -> None:
    outgoing = hold(make_person(), make_post())
    new = actions.hand_over(**BY, post=outgoing.post, to_person=make_person(), on=ON)
    outgoing.refresh_from_db()
    assert (outgoing.ends_on, new.starts_on, new.ends_on) == (ON - DAY, ON, None)
    assert [e.action for e in AuditEntry.objects.order_by("sequence")] == [
        "tenure.ended",
        "tenure.handed-over",
    ]
    for day, person in ((ON - DAY, outgoing.person), (ON, new.person)):
        assert Tenure.objects.current(day).get().person == person


def test_a_handover_may_come_with_a_deputy_for_a_time() -> None:
    post, deputy = hold(make_person(), make_post()).post, make_person()
    actions.hand_over(**BY, post=post, to_person=make_person(), on=ON, deputy=deputy, deputy_until=ON + DAY)
    tenure = post.tenures.deputies().get()
    assert (tenure.person, tenure.starts_on, tenure.ends_on) == (deputy, ON, ON + DAY)


@pytest.mark.parametrize(
    ("on", "named"),
    [(START, "on"), (START - DAY, "on"), (START + DAY, "")],
    ids=["le premier jour", "avant", "le lendemain"],
)
def test_a_handover_comes_after_the_tenure_began(on: date, named: str) -> None:
    post = hold(make_person(), make_post()).post
    arguments = {"post": post, "to_person": make_person(), "on": on}
    if named:
        assert refusal(actions.hand_over, **arguments) == named
    else:
        actions.hand_over(**BY, **arguments)


def test_a_handover_needs_someone_to_take_over_from() -> None:
    assert refusal(actions.hand_over, post=make_post(), to_person=make_person(), on=ON) == "on"
    vacant = hold(make_person(), make_post(), end=ON - 2 * DAY).post
    assert refusal(actions.hand_over, post=vacant, to_person=make_person(), on=ON) == "on"


def test_a_handover_to_oneself_is_refused() -> None:
    tenure = hold(make_person(), make_post())
    assert refusal(actions.hand_over, post=tenure.post, to_person=tenure.person, on=ON) == "to_person"


def test_a_handover_does_not_overlap_one_already_planned() -> None:
    post = hold(make_person(), make_post()).post
    actions.hand_over(**BY, post=post, to_person=make_person(), on=ON)
    for day in (ON - DAY, ON):
        assert refusal(actions.hand_over, post=post, to_person=make_person(), on=day) == "on"
    with pytest.raises(
        ValidationError, match=r"occupe déjà ce poste .titulaire. à partir du 1er septembre 2022"
    ):
        actions.hand_over(**BY, post=post, to_person=make_person(), on=ON - DAY)


def test_a_failed_deputy_undoes_the_handover() -> None:
    outgoing, deputy = hold(make_person(), make_post()), make_person()
    assert (
        refusal(actions.hand_over, post=outgoing.post, to_person=make_person(), on=ON, deputy=deputy)
        == "deputy_until"
    )
    outgoing.refresh_from_db()
    assert outgoing.ends_on is None


def test_a_deputy_who_becomes_the_holder_is_no_longer_deputy() -> None:
    post, deputy = hold(make_person(), make_post()).post, make_person()
    actions.appoint_deputy(**BY, post=post, person=deputy, on=START, until=ON + 9 * DAY)
    actions.hand_over(**BY, post=post, to_person=deputy, on=ON)
    assert post.tenures.deputies().get().ends_on == ON - DAY
    assert Tenure.objects.current(ON).get().kind == TenureKind.HOLDER


def test_a_deputy_has_an_end_and_stands_alone() -> None:
    holder = hold(make_person(), make_post())
    post = holder.post
    for until in (None, ON - DAY):
        assert refusal(actions.appoint_deputy, post=post, person=make_person(), on=ON, until=until) == "until"
    assert refusal(actions.appoint_deputy, post=post, person=holder.person, on=ON, until=ON) == "person"
    actions.appoint_deputy(**BY, post=post, person=make_person(), on=ON, until=ON + DAY)
    other = make_person()
    assert refusal(actions.appoint_deputy, post=post, person=other, on=ON + DAY, until=ON + DAY) == "person"
    actions.appoint_deputy(**BY, post=post, person=other, on=ON + 2 * DAY, until=ON + 2 * DAY)


def test_an_end_is_brought_forward_never_put_off() -> None:
    tenure = hold(make_person(), make_post(), end=ON)
    assert refusal(actions.end_tenure, tenure=tenure, on=ON, reason="x") == "on"
    assert refusal(actions.end_tenure, tenure=tenure, on=ON + DAY, reason="x") == "on"
    assert refusal(actions.end_tenure, tenure=tenure, on=START - DAY, reason="x") == "on"
    actions.end_tenure(**BY, tenure=tenure, on=START, reason="Démission")
    assert (last().before, last().after) == ({"ends_on": "2022-09-01"}, {"ends_on": "2022-01-01"})
    assert last().reason == "Démission"


def test_a_tenure_to_come_is_cancelled_and_what_was_planned_is_kept_in_the_trail() -> None:
    begun = hold(make_person(), make_post())
    assert refusal(actions.cancel_tenure, tenure=begun, reason="x") == "tenure"
    planned = hold(make_person("Prévu"), make_post(), start=AT.date() + DAY)
    actions.cancel_tenure(**BY, tenure=planned, reason="Erreur de personne")
    assert not Tenure.objects.filter(pk=planned.pk).exists()
    assert last().before["person"] == "Prévu"
    assert (last().action, last().after) == ("tenure.cancelled", None)


def test_the_next_administrator_is_not_cancelled_without_another(admin: Person) -> None:
    post = admin.tenures.get().post
    actions.hand_over(**BY, post=post, to_person=make_person(), on=AT.date() + DAY)
    planned = post.tenures.get(starts_on=AT.date() + DAY)
    assert refusal(actions.cancel_tenure, tenure=planned, reason="x") == "on"


def test_the_first_administrator_is_opened_once() -> None:
    arguments = ARGUMENTS["open_first_administrator"]()
    person = actions.open_first_administrator(**BY, **arguments)
    assert queries.author_for(person, on=AT.date()).roles == {Role.ADMINISTRATOR}
    assert person.must_change_password
    assert refusal(actions.open_first_administrator, **arguments | {"username": "autre"}) == "username"


# What the database itself refuses.


def test_the_database_refuses_two_open_holders() -> None:
    post = hold(make_person(), make_post()).post
    with pytest.raises(IntegrityError):
        hold(make_person(), post, start=ON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": TenureKind.DEPUTY, "end": None},
        {"end": START - DAY},
        {"kind": "roi"},
    ],
)
def test_the_database_refuses_an_impossible_tenure(wrong: dict[str, Any]) -> None:
    person, post = make_person(), make_post()
    with pytest.raises(IntegrityError):
        hold(person, post, **wrong)


def test_the_database_refuses_an_unknown_role_and_a_repeated_address() -> None:
    make_person(email="une@exemple.org")
    with pytest.raises(IntegrityError):
        make_person(email="UNE@exemple.org")


def test_an_author_is_found_in_one_query(django_assert_num_queries: Any) -> None:
    person = person_with(Role.PARTNER)
    with django_assert_num_queries(1):
        assert isinstance(queries.author_for(person, on=ON), Author)
