"""What goes out as Word comes in again: the reader of minutes understands our own documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.concertation import actions
from azalai.concertation.content import Action, Attended, Content, Item
from azalai.concertation.exporting import as_word, file_name
from azalai.concertation.models import Minutes
from azalai.concertation.naming import KnownNames
from azalai.concertation.queries import content_of, minutes_in_full
from azalai.engines.minutes.compiler import compile_minutes
from azalai.formats.prose import read_prose
from tests.accounts.factories import SYSTEM, sign_in
from tests.concertation.factories import ENDS, opened_minutes

pytestmark = pytest.mark.django_db
GUESTS = ("OIM", "HELVETAS", "Direction des Migrations")
SAID = (
    Item(
        "Présentation de l'indice de stabilité",
        "Chaque localité reçoit un score.\nTrente-huit indicateurs sont collectés : voir le rapport.",
        "L'indice est présenté chaque année.",
        (
            Action("Partager la présentation avec les membres", "OIM", "///"),
            Action("Transmettre la liste des localités", "OIM, HELVETAS", "avant fin octobre 2022"),
        ),
    ),
    Item(
        "Projet sur les routes migratoires",
        "Cinq pays pilotes.",
        "",
        (Action("Partager l'étude de référence", "HELVETAS", "30 novembre 2022"),),
    ),
    Item("Divers", "La table ronde est reportée.", "", (), is_treated=False),
)


def written(**more: object) -> Minutes:
    minutes = opened_minutes(agenda=[])
    guests = tuple(Attended(name, "present", "Chargé de programme") for name in GUESTS)
    content = replace(
        content_of(minutes), attendees=guests, items=SAID, next_text="Le 27 octobre 2022", **more
    )
    actions.save_minutes(by=SYSTEM, at=ENDS, minutes=minutes, content=content)
    return minutes_in_full(Minutes.objects.filter(pk=minutes.pk)).get()


def read_back(minutes: Minutes, tmp_path: Path):  # type: ignore[no-untyped-def]
    path = tmp_path / file_name(minutes)
    path.write_bytes(as_word(minutes))
    return compile_minutes(read_prose(path), KnownNames("NE"))


@pytest.mark.parametrize("opening", ["", "La présidence ouvre la séance et remercie les participants."])
def test_our_own_document_is_read_back_as_it_was_written(tmp_path: Path, opening: str) -> None:
    minutes = written(opening=opening)
    read = read_back(minutes, tmp_path).minutes
    assert read.head.date == "2022-10-07"
    assert read.head.place == "Salle A"
    assert (read.head.start, read.head.end) == ("09:00", "11:00")
    assert [one.title for one in read.items] == [one.title for one in SAID]
    assert [one.title for one in read.agenda] == [one.title for one in SAID]
    for item, said in zip(read.items, SAID, strict=True):
        found = [(a.text, a.owner_raw.replace("\n", ", "), a.deadline.raw) for a in item.actions]
        assert found == [(a.text, a.owner, a.deadline) for a in said.actions]
        assert said.key_points.split("\n")[0] in item.discussion
        assert said.decisions in item.discussion + " ".join(a.text for a in item.actions)
    assert read.items[0].actions[1].deadline.last == "2022-10-31"
    assert [name.raw for name in read.items[0].actions[1].owners] == ["OIM", "HELVETAS"]
    assert read.next_meeting.date == "2022-10-27"
    present = [one.text for one in read.attendance if not one.is_excused]
    assert [name for name in GUESTS if any(name in text for text in present)] == list(GUESTS)


def test_the_same_minutes_give_the_same_bytes() -> None:
    minutes = written()
    assert as_word(minutes) == as_word(minutes)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    nasty = "<w:p/> & ]]> \x00\x0b « ok »"
    minutes = opened_minutes(agenda=[])
    content = Content(items=(Item(nasty, nasty, nasty, (Action(nasty, nasty, nasty),)),))
    actions.save_minutes(by=SYSTEM, at=ENDS, minutes=minutes, content=content)
    found = minutes_in_full(Minutes.objects.filter(pk=minutes.pk)).get()
    path = tmp_path / "a.docx"
    path.write_bytes(as_word(found))
    assert "« ok »" in str(read_prose(path))


def test_the_file_is_handed_out_to_who_may_read(client: Client) -> None:
    minutes = written()
    address = reverse("concertation:minutes_export", args=[minutes.meeting.public_id])
    sign_in(client, Role.AUDITOR)
    answer = client.get(address)
    assert answer.content[:2] == b"PK"
    assert "compte-rendu-" in answer["Content-Disposition"]
