"""The writing page: what is typed is kept, two writers lose nothing, all of it without script."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.concertation import actions
from azalai.concertation.combining import Clash, combine, marks, with_choices
from azalai.concertation.content import Action, Attended, Content, Item
from azalai.concertation.models import Minutes
from azalai.concertation.queries import content_of
from tests.accounts.factories import SYSTEM, sign_in
from tests.concertation.factories import ENDS, written_minutes
from tests.core.draft_contract import check_form

FORM = "concertation.minutes"
BASE = Content(
    opening="Bonjour",
    attendees=(Attended("OIM", "present", "", 5), Attended("CICR", "absent", "", 6)),
    items=(
        Item("Bilan", "Vu", "Retenu", (Action("Partager", "OIM", "2022", "a1"),), key="k1"),
        Item("Divers", key="k2"),
    ),
)


def item(content: Content, number: int, **changes: Any) -> Content:
    items = list(content.items)
    items[number] = replace(items[number], **changes)
    return replace(content, items=tuple(items))


def test_what_two_people_wrote_in_different_places_is_put_together() -> None:
    mine = replace(item(BASE, 0, key_points="Vu par moi"), opening="Bonjour à tous")
    theirs = item(item(BASE, 1, decisions="Rien"), 0, actions=(Action("Diffuser", "OIM", "2022", "a1"),))
    found = combine(marks(BASE), mine, theirs)
    assert found.clashes == ()
    assert found.content.opening == "Bonjour à tous"
    assert (found.content.items[0].key_points, found.content.items[0].actions[0].text) == (
        "Vu par moi",
        "Diffuser",
    )
    assert found.content.items[1].decisions == "Rien"


def test_what_both_changed_is_left_to_a_person_and_one_s_own_text_stands_meanwhile() -> None:
    mine, theirs = item(BASE, 0, decisions="Oui"), item(BASE, 0, decisions="Non")
    found = combine(marks(BASE), mine, theirs)
    assert found.clashes == (Clash("point:k1:decisions", "Oui", "Non"),)
    assert found.content.items[0].decisions == "Oui"
    for choice, expected in (("mine", "Oui"), ("theirs", "Non"), ("both", "Oui\nNon")):
        clashes = {clash.path: clash for clash in found.clashes}
        chosen = with_choices(found.content, clashes, {"point:k1:decisions": choice}, theirs)
        assert chosen.items[0].decisions == expected


def test_a_point_removed_by_one_and_changed_by_the_other_stays() -> None:
    removed = replace(BASE, items=BASE.items[1:])
    changed = item(BASE, 0, key_points="Revu")
    assert combine(marks(BASE), removed, changed).content.items[-1].key_points == "Revu"
    kept = combine(marks(BASE), changed, removed).content.items[0]
    assert (kept.key_points, kept.key) == ("Revu", "")
    assert len(combine(marks(BASE), removed, BASE).content.items) == 1
    assert len(combine(marks(BASE), BASE, removed).content.items) == 1


def test_points_and_guests_that_each_one_added_all_stay() -> None:
    mine = replace(BASE, items=(*BASE.items, Item("De moi")))
    guest = Attended("Université", "present")
    theirs = replace(BASE, items=(*BASE.items, Item("D'elle", key="k3")), attendees=(*BASE.attendees, guest))
    found = combine(marks(BASE), mine, theirs)
    assert [one.title for one in found.content.items] == ["Bilan", "Divers", "De moi", "D'elle"]
    assert found.content.attendees[-1] == guest
    both = replace(mine, attendees=(*BASE.attendees, Attended("Mairie", "present")))
    path = combine(marks(BASE), both, theirs).clashes[0].path
    chosen = with_choices(both, {path: Clash(path, "", "")}, {path: "both"}, theirs)
    assert {one.name for one in chosen.attendees} == {"OIM", "CICR", "Université", "Mairie"}


def test_both_keeps_each_action_of_both() -> None:
    mine = item(BASE, 0, actions=(Action("Partager vite", "OIM", "2022", "a1"), Action("Neuf")))
    theirs = item(BASE, 0, actions=(Action("Partager bien", "OIM", "2022", "a1"), Action("Autre", key="a2")))
    path = "point:k1:actions"
    chosen = with_choices(mine, {path: Clash(path, "", "")}, {path: "both"}, theirs)
    texts = [one.text for one in chosen.items[0].actions]
    assert texts == ["Partager vite", "Neuf", "Partager bien", "Autre"]


def address(minutes: Minutes, name: str = "minutes_write") -> str:
    return reverse(f"concertation:{name}", args=[minutes.meeting.public_id])


INPUT = re.compile(r'<input\b[^>]*\bname="([^"]+)"[^>]*>')
VALUE = re.compile(r'\bvalue="([^"]*)"')


def as_sent(client: Client, minutes: Minutes) -> dict[str, str]:
    """What a browser without script would send back if nothing were typed."""
    text = client.get(address(minutes)).content.decode()
    form = text[text.index('<form method="post" class="all-optional') : text.index("<datalist")]
    sent: dict[str, str] = {}
    for match in INPUT.finditer(form):
        value = VALUE.search(match[0])
        if "checkbox" in match[0]:
            if " checked" in match[0]:
                sent[match[1]] = "on"
        else:
            sent[match[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(r'<textarea\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = unescape(body).strip("\n")
    for name, body in re.findall(r'<select\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        sent[name] = re.search(r'value="([^"]*)" selected', body)[1]  # type: ignore[index]
    sent.pop("csrfmiddlewaretoken", None)
    return sent


@pytest.fixture
def minutes(db: None) -> Minutes:
    return written_minutes()


def test_a_page_sent_back_as_it_is_changes_nothing(client: Client, minutes: Minutes) -> None:
    sign_in(client, Role.COMMUNICATION)
    before = content_of(minutes)
    sent = as_sent(client, minutes)
    assert client.post(address(minutes), sent).status_code == 302
    minutes.refresh_from_db()
    assert content_of(minutes) == before
    assert minutes.revision == 2


def test_lines_and_points_are_added_moved_and_dropped(client: Client, minutes: Minutes) -> None:
    sign_in(client, Role.COMMUNICATION)
    sent = as_sent(client, minutes)
    sent |= {"point-0-action-1-text": "Relancer", "point-0-action-1-owner": "OIM", "point-0-rank": "9"}
    sent |= {"point-2-title": "Un autre point", "point-2-key_points": "Dit en séance", "point-2-rank": "1"}
    sent |= {"point-1-title": "", "guest-0-name": "Université d'essai", "guest-0-function": "Doyen"}
    answer = client.post(address(minutes), sent | {"continuer": "1"})
    assert answer["Location"] == address(minutes)
    content = content_of(minutes)
    assert [one.title for one in content.items] == ["Un autre point", "Bilan"]
    assert [one.text for one in content.items[1].actions] == ["Partager l'étude", "Relancer"]
    assert content.attendees[-1].name == "Université d'essai"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"point-2-key_points": "Sans titre"}, "Donnez un titre"),
        ({"point-0-action-1-deadline": "2022"}, "Écrivez l&#x27;action"),
        ({"revision": "x"}, "nombre entier"),
    ],
)
def test_what_cannot_be_stored_is_told_and_nothing_is_lost(
    client: Client, minutes: Minutes, typed: dict[str, str], told: str
) -> None:
    sign_in(client, Role.COMMUNICATION)
    sent = as_sent(client, minutes) | {"opening": "Tapé longuement"} | typed
    answer = client.post(address(minutes), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert told in text
    assert "Tapé longuement" in text


def test_the_form_keeps_what_is_typed(client: Client, minutes: Minutes) -> None:
    sign_in(client, Role.COMMUNICATION)
    right = as_sent(client, minutes) | {"opening": "Bien dit"}
    right = {name: value for name, value in right.items() if not name.startswith("draft-")}
    wrong = right | {"point-2-key_points": "Sans titre"}
    check_form(client, form=FORM, address=address(minutes), right=right, wrong=wrong)


def test_two_people_who_write_in_different_places_are_put_together(client: Client, minutes: Minutes) -> None:
    sign_in(client, Role.COMMUNICATION)
    sent = as_sent(client, minutes) | {"point-0-decisions": "Dit par moi"}
    other = item(content_of(minutes), 1, key_points="Dit par une autre")
    actions.save_minutes(by=SYSTEM, at=ENDS, minutes=minutes, content=other, revision=2)
    answer = client.post(address(minutes), sent, follow=True)
    assert "sont réunis" in answer.content.decode()
    items = content_of(minutes).items
    assert (items[0].decisions, items[1].key_points) == ("Dit par moi", "Dit par une autre")


def test_two_people_who_change_one_text_see_both_and_choose(client: Client, minutes: Minutes) -> None:
    sign_in(client, Role.COMMUNICATION)
    sent = as_sent(client, minutes) | {"point-0-decisions": "Dit par moi"}
    other = item(content_of(minutes), 0, decisions="Dit par une autre")
    actions.save_minutes(by=SYSTEM, at=ENDS, minutes=minutes, content=other, revision=2)
    answer = client.post(address(minutes), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dit par moi" in text
    assert "Dit par une autre" in text
    assert content_of(minutes).items[0].decisions == "Dit par une autre"
    path = re.search(r'name="path-1" value="([^"]+)"', text)[1]  # type: ignore[index]
    seen = re.search(r'name="seen" value="([^"]+)"', text)[1]  # type: ignore[index]
    assert path in seen
    again = sent | {"revision": "3", "seen": unescape(seen), "path-1": path, "choice-1": "both"}
    assert client.post(address(minutes), again).status_code == 302
    assert content_of(minutes).items[0].decisions == "Dit par moi\nDit par une autre"


def test_adopted_minutes_are_written_no_more(client: Client, minutes: Minutes) -> None:
    sign_in(client, Role.COMMUNICATION)
    sent = as_sent(client, minutes) | {"opening": "Trop tard"}
    actions.adopt_minutes(by=SYSTEM, at=ENDS, minutes=minutes, how="at-once")
    answer = client.post(address(minutes), sent, follow=True)
    assert "il ne change plus" in answer.content.decode()
    assert content_of(minutes).opening == ""
