"""Files of minutes on the web: read, shown beside their source, taken over once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors.models import Organisation
from azalai.concertation import actions
from azalai.concertation.enums import Attendance, ItemState, MeetingState, MinutesState
from azalai.concertation.models import AgendaItem, Meeting, Minutes, MinutesFile
from azalai.concertation.queries import content_of
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import convened, held, make_body, make_seat
from tests.shared import shared_path

pytestmark = pytest.mark.django_db
UPLOAD = "/concertation/comptes-rendus/"
TEXT = """Compte rendu de la réunion du Groupe d'essai

Date : 7 octobre 2022
Heure : 9h00-11h00
Lieu : Salle A
Présence :
- OIM ;
- Université fictive ;

Ordre du jour :
1. Bilan de l'étude
2. Divers

1. Bilan de l'étude
Points clés de discussion
L'étude est présentée. Appeler le 90 12 34 56 78 ou ecrire@exemple.org pour la suite.
Points d'action
1. Partager l'étude (OIM, avant fin octobre 2022)

La séance est levée à 11h00. Prochaine réunion le 20 décembre 2022.
"""


def upload(client: Client, data: bytes, name: str = "cr.txt"):  # type: ignore[no-untyped-def]
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def received(text: str = TEXT) -> MinutesFile:
    make_organisation(acronym="OIM", code="oim")
    told = {"by": SYSTEM, "at": AT, "name": "cr.txt", "country": "NE"}
    return actions.receive_minutes(data=text.encode(), **told)


@pytest.mark.parametrize("name", ["cr-gtm-2022-09-23.docx", "cr-gtm-zinder-2021-11-30.docx"])
def test_the_secretariats_own_files_are_shown_beside_their_source(client: Client, name: str) -> None:
    make_body()
    sign_in(client, Role.DOCUMENTATION)
    answer = upload(client, shared_path(f"inputs/{name}").read_bytes(), name)
    assert answer.status_code == 302
    text = client.get(answer["Location"]).content.decode()
    assert "Points inscrits à l&#x27;ordre du jour" in text
    assert "Échéance" in text or "échéance" in text
    assert MinutesFile.objects.get().content["items"]


def test_what_was_understood_is_taken_over_as_a_past_meeting(client: Client) -> None:
    file, body = received(), make_body()
    sign_in(client, Role.DOCUMENTATION)
    page = client.get(file.get_absolute_url()).content.decode()
    assert "inconnu du registre" in page
    sent = {"into": "past", "body": body.pk, "day": "2022-10-07", "begins": "09:00", "ends": "11:00"}
    answer = client.post(file.get_absolute_url(), sent | {"venue": "Salle A"})
    minutes = Minutes.objects.get()
    assert answer["Location"].endswith("/ecrire/")
    meeting = minutes.meeting
    assert (meeting.state, meeting.convened_at, meeting.starts_on.isoformat()) == ("held", None, "2022-10-07")
    content = content_of(minutes)
    assert [one.name for one in content.attendees] == ["OIM", "Université fictive"]
    assert [item.title for item in content.items] == ["Bilan de l'étude"]
    action = content.items[0].actions[0]
    assert (action.text, action.owner, action.deadline) == (
        "Partager l'étude",
        "OIM",
        "avant fin octobre 2022",
    )
    assert minutes.attendees.first().organisation.code == "oim"
    assert minutes.next_on == "2022-12-20"
    states = dict(AgendaItem.objects.values_list("title", "state"))
    assert states == {"Bilan de l'étude": ItemState.TREATED, "Divers": ItemState.POSTPONED}
    assert client.post(file.get_absolute_url(), sent).status_code == 422
    assert Meeting.objects.count() == 1


def test_a_file_is_taken_over_into_a_known_meeting_with_its_seats(client: Client) -> None:
    file, body = received(), make_body()
    make_seat(body, organisation=Organisation.objects.get(code="oim"))
    make_seat(body)
    meeting = held(body)
    sign_in(client, Role.DOCUMENTATION)
    client.post(file.get_absolute_url(), {"into": "existing", "meeting": meeting.pk})
    rows = Minutes.objects.get(meeting=meeting).attendees.all()
    assert [(row.seat is not None, row.presence) for row in rows] == [
        (True, Attendance.PRESENT),
        (True, Attendance.ABSENT),
        (False, Attendance.PRESENT),
    ]
    assert meeting.convocations.filter(attendance=Attendance.PRESENT).count() == 1


def test_written_minutes_are_not_written_over() -> None:
    file, meeting = received(), held(make_body(seats=1))
    minutes = actions.open_minutes(by=SYSTEM, at=AT, meeting=meeting)
    Minutes.objects.filter(pk=minutes.pk).update(revision=2)
    with pytest.raises(ValidationError, match="déjà écrit"):
        actions.take_over(by=SYSTEM, at=AT, file=file, meeting=meeting)
    assert MinutesFile.objects.get().minutes is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"body": ""}, "Choisissez l"),
        ({"day": ""}, "Donnez la date"),
        ({"day": "2099-10-07"}, "pas encore eu lieu"),
        ({"ends": "08:00"}, "finit avant de commencer"),
        ({"into": "existing"}, "Choisissez la réunion"),
        ({}, "déjà inscrite ce jour-là"),
    ],
)
def test_what_does_not_fit_is_told(client: Client, changes: dict[str, str], told: str) -> None:
    file, body = received(), make_body(seats=1)
    convened(body)
    sign_in(client, Role.DOCUMENTATION)
    sent = {"into": "past", "body": body.pk, "day": "2022-10-07", "begins": "09:00", "ends": "11:00"}
    answer = client.post(file.get_absolute_url(), sent | changes)
    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "vide"),
        (b"Bonjour, voici ma recette de cuisine.", "ne ressemble pas"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "pas lu ici"),
        (b"PK\x03\x04" + b"x" * 100, "fichier"),
        (b"\x00\x01\x02\x03" * 50, "fichier"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence_and_nothing_is_kept(
    client: Client, data: bytes, told: str
) -> None:
    sign_in(client, Role.DOCUMENTATION)
    answer = upload(client, data, "cr.docx")
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not MinutesFile.objects.exists()


def test_the_same_file_is_received_once_and_keeps_neither_telephone_nor_address() -> None:
    one = received()
    told = {"by": SYSTEM, "at": AT + timedelta(days=1), "name": "autre.txt", "country": "NE"}
    assert actions.receive_minutes(data=TEXT.encode(), **told) == one
    kept = str(one.source)
    assert "L'étude est présentée" in kept
    assert "90 12 34" not in kept
    assert "@" not in kept


def test_minutes_taken_over_are_adopted_as_they_were_before() -> None:
    file, body = received(), make_body()
    begins = datetime.fromisoformat("2022-09-01T09:00:00+01:00")
    values = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "venue": "Salle A"}
    minutes = actions.take_over(by=SYSTEM, at=AT, file=file, body=body, **values)
    assert minutes.meeting.state == MeetingState.HELD
    done = actions.adopt_minutes(by=SYSTEM, at=AT, minutes=minutes, how="earlier")
    assert done.state == MinutesState.ADOPTED
    assert reverse("concertation:minutes", args=[minutes.meeting.public_id]) == done.get_absolute_url()
