"""Action points amended during the review: structured, taken over by one click, frozen once adopted."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.concertation import actions, links, queries
from azalai.concertation.content import Action, from_plain
from azalai.concertation.enums import AmendmentPart
from azalai.concertation.models import Amendment, Minutes, MinutesAction
from azalai.concertation.rules import Scope
from azalai.core.clock import now
from tests.accounts.factories import SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import written_minutes

pytestmark = pytest.mark.django_db
WANTED = Action("Partager l'étude et sa méthode", owner="IOM-F", deadline="fin mars 2023")


def circulated() -> tuple[Minutes, MinutesAction]:
    minutes = actions.circulate_minutes(by=SYSTEM, at=now(), minutes=written_minutes())
    return minutes, MinutesAction.objects.select_related("item").get(item__minutes=minutes)


def ask(minutes: Minutes, action: MinutesAction | None, wanted: Action = WANTED, **more: Any) -> Amendment:
    item = more.pop("item", None) or minutes.items.first()
    told = {"by": SYSTEM, "at": now(), "minutes": minutes, "scope": Scope(), "item": item}
    return actions.propose_amendment(**told, part=AmendmentPart.ACTIONS, action=action, wanted=wanted, **more)


def settle(amendment: Amendment, state: str = "accepted", **more: Any) -> Amendment:
    return actions.settle_amendment(by=SYSTEM, at=now(), amendment=amendment, state=state, **more)


def url(minutes: Minutes, name: str = "minutes", *more: Any) -> str:
    return reverse(f"concertation:{name}", args=[minutes.meeting.public_id, *more])


def by_link(minutes: Minutes) -> str:
    seat = minutes.attendees.get(presence="present").seat
    row = minutes.meeting.convocations.get(seat=seat)
    return reverse("concertation:minutes_by_link", args=[links.minutes_token_of(row)])


def test_accepted_the_action_reads_as_asked_and_keeps_its_identity() -> None:
    organisation = make_organisation("IOM-F")
    minutes, action = circulated()
    made = ask(minutes, action)
    assert made.proposed == "Partager l'étude et sa méthode · IOM-F · fin mars 2023"
    assert made.current == "Partager l'étude · Structure d'essai · 15 décembre 2022"
    before = minutes.revision
    settle(made)
    row = MinutesAction.objects.get(item__minutes=minutes)
    assert (row.pk, row.public_id, row.number) == (action.pk, action.public_id, 1)
    assert (row.text, row.owner_text, row.deadline_text) == (WANTED.text, WANTED.owner, WANTED.deadline)
    assert [one.organisation for one in row.owners.all()] == [organisation]
    assert (str(row.deadline_from), str(row.deadline_to)) == ("None", "2023-03-31")
    minutes.refresh_from_db()
    assert minutes.revision == before + 1


def test_one_more_action_stands_at_the_end_of_its_point() -> None:
    minutes, action = circulated()
    settle(ask(minutes, None))
    rows = list(action.item.actions.order_by("number").values_list("number", "text"))
    assert rows == [(1, action.text), (2, WANTED.text)]


def test_the_version_sent_round_stays_and_the_adopted_one_has_the_change() -> None:
    minutes, action = circulated()
    settle(ask(minutes, action))
    adopted = actions.adopt_minutes(by=SYSTEM, at=now(), minutes=minutes, how="after-review")
    first, last = (from_plain(one.content).items[0].actions[0] for one in adopted.versions.order_by("number"))
    assert (first.text, last.text) == (action.text, WANTED.text)
    assert first.key == last.key


def test_nothing_of_it_changes_once_adopted() -> None:
    minutes, action = circulated()
    late = ask(minutes, action)
    with pytest.raises(ValidationError, match="attendent"):
        actions.adopt_minutes(by=SYSTEM, at=now(), minutes=minutes, how="after-review")
    settle(late, "refused", answer="Non dit")
    minutes = actions.adopt_minutes(by=SYSTEM, at=now(), minutes=minutes, how="after-review")
    with pytest.raises(PermissionDenied):
        ask(minutes, action)
    Amendment.objects.filter(pk=late.pk).update(state="pending", settled_at=None, answer="")
    with pytest.raises(ValidationError, match="adopté"):
        settle(late)
    action.refresh_from_db()
    assert action.text == "Partager l'étude"


def test_what_was_changed_or_removed_meanwhile_is_told_and_touched_up(client: Client) -> None:
    minutes, action = circulated()
    changed, gone = ask(minutes, action), ask(minutes, action, Action("Publier l'étude"))
    sign_in(client, Role.ME_OFFICER)
    assert "Retenir tel quel" in client.get(url(minutes)).content.decode()
    settle(ask(minutes, action, Action("Envoyer l'étude", "Structure d'essai")))
    page = client.get(url(minutes)).content.decode()
    assert "Retenir tel quel" not in page
    address = url(minutes, "amendment_settle", changed.public_id)
    page = client.get(address).content.decode()
    assert "L&#x27;action a changé" in page or "L'action a changé" in page
    told = {"state": "accepted", "action_text": "Envoyer l'étude et sa méthode", "owner": "", "deadline": ""}
    assert client.post(address, told | {"action_text": " "}).status_code == 200
    assert client.post(address, told).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.owner_text) == ("Envoyer l'étude et sa méthode", "")
    action.delete()
    page = client.get(url(minutes, "amendment_settle", gone.public_id)).content.decode()
    assert "plus dans le compte rendu" in page
    client.post(url(minutes, "amendment_settle", gone.public_id), {"state": "accepted"})
    assert MinutesAction.objects.get(item__minutes=minutes).text == "Publier l'étude"


def test_one_click_takes_it_as_it_is(client: Client) -> None:
    minutes, action = circulated()
    made = ask(minutes, action)
    sign_in(client, Role.PERMANENT_SECRETARY)
    address = url(minutes, "amendment_settle", made.public_id)
    page = client.get(url(minutes)).content.decode()
    assert page.count(f'action="{address}"') == 1
    assert client.post(address, {"state": "accepted"}).status_code == 302
    action.refresh_from_db()
    made.refresh_from_db()
    assert (action.text, made.state) == (WANTED.text, "accepted")
    again = client.post(address, {"state": "refused", "answer": "Trop tard"})
    assert (again.status_code, made.state) == (200, "accepted")
    assert '<p class="note">Retenu</p>' in again.content.decode()


def test_without_an_account_one_proposes_what_who_and_until_when(client: Client) -> None:
    minutes, action = circulated()
    address = by_link(minutes)
    page = client.get(address).content.decode()
    one = f"{address}?point=1&partie=actions&action={action.public_id}"
    assert one.removeprefix(address).replace("&", "&amp;") in page
    form = client.get(one).content.decode()
    assert "Structure d&#x27;essai" in form
    same = {"text": action.text, "owner": action.owner_text, "deadline": action.deadline_text}
    assert client.post(one, same).status_code == 422
    assert client.post(one, same | {"text": ""}).status_code == 422
    for _time in range(2):
        assert "enregistrée" in client.post(one, same | {"owner": "IOM-F"}).content.decode()
    made = Amendment.objects.get()
    assert (made.action, made.wanted["owner"], made.was["owner"]) == (action, "IOM-F", "Structure d'essai")
    more = f"{address}?point=1&partie=actions&action=nouvelle"
    assert "enregistrée" in client.post(more, {"text": "Une de plus"}).content.decode()
    assert client.get(f"{address}?point=1&partie=actions&action=aucune").status_code == 200
    assert Amendment.objects.count() == 2


def test_an_action_of_another_point_or_of_other_minutes_is_refused() -> None:
    minutes, action = circulated()
    other, elsewhere = circulated()
    with pytest.raises(PermissionDenied):
        ask(minutes, elsewhere)
    with pytest.raises(PermissionDenied):
        ask(minutes, action, item=minutes.items.last())
    with pytest.raises(PermissionDenied):
        ask(minutes, elsewhere, item=other.items.first())
    told = {"by": SYSTEM, "at": now(), "minutes": minutes, "scope": Scope(), "wanted": WANTED}
    with pytest.raises(PermissionDenied):
        actions.propose_amendment(**told, part=AmendmentPart.OTHER)


def test_the_database_keeps_the_two_kinds_apart() -> None:
    minutes, action = circulated()
    made = ask(minutes, action)
    for wrong in ({"part": "decisions"}, {"wanted": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.filter(pk=made.pk).update(**wrong)


def test_a_remark_on_actions_stays_a_remark() -> None:
    minutes, _action = circulated()
    told = {"by": SYSTEM, "at": now(), "minutes": minutes, "scope": Scope(), "item": minutes.items.first()}
    made = actions.propose_amendment(**told, part=AmendmentPart.ACTIONS, proposed="Il en manque une")
    assert not made.is_applied
    assert not queries.is_fresh(made)
    assert settle(made).state == "accepted"
