"""Invitations written as RFC 5545 wants them, and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.formats.errors import UnreadableFile
from azalai.formats.icalendar import Event, Party, escape, fold, read, unescape, write

START = datetime(2022, 9, 23, 9, 0, tzinfo=ZoneInfo("Africa/Niamey"))
EVENT = Event(
    uid="3f0c@azalai",
    summary="Réunion du GTM ; ordre du jour, suite",
    start=START,
    end=START + timedelta(hours=2),
    stamp=datetime(2022, 9, 9, 8, 30, tzinfo=UTC),
    zone="Africa/Niamey",
    sequence=2,
    description="1. Indice de stabilité\n2. Divers",
    location="Salle de réunion, bâtiment B",
    organizer=Party("azalai@example.org", "Secrétariat permanent"),
    attendees=(Party("membre@example.org", 'Le "membre" : un'),),
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\x85"),
    max_size=200,
)


def test_niger_keeps_one_hour_ahead_in_a_zone_of_its_own() -> None:
    text = write(EVENT, "REQUEST")
    assert "BEGIN:VTIMEZONE\r\nTZID:Africa/Niamey\r\nBEGIN:STANDARD" in text
    assert "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100" in text
    assert "DTSTART;TZID=Africa/Niamey:20220923T090000\r\n" in text
    assert "DTEND;TZID=Africa/Niamey:20220923T110000\r\n" in text


def test_a_zone_that_changes_within_the_year_is_written_in_utc() -> None:
    text = write(replace(EVENT, zone="Europe/Paris"), "REQUEST")
    assert "VTIMEZONE" not in text
    assert "DTSTART:20220923T080000Z\r\n" in text


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_the_method_the_sequence_and_the_identifier_are_told(method: str, status: str) -> None:
    text = write(EVENT, method)
    for line in (f"METHOD:{method}", f"STATUS:{status}", "SEQUENCE:2", "UID:3f0c@azalai"):
        assert f"\r\n{line}\r\n" in text
    assert ("RSVP=TRUE" in text) == (method == "REQUEST")


def test_what_is_written_is_read_back() -> None:
    found = read(write(EVENT, "REQUEST"))
    assert found.method == "REQUEST"
    assert found.events == (replace(EVENT, attendees=(Party("membre@example.org", "Le 'membre' : un"),)),)


@given(TEXTS, TEXTS, TEXTS, st.integers(0, 9999))
def test_any_text_comes_back_as_it_was(summary: str, place: str, note: str, sequence: int) -> None:
    event = replace(EVENT, summary=summary, location=place, description=note, sequence=sequence)
    text = write(event, "REQUEST")
    (found,) = read(text).events
    assert (found.summary, found.location, found.description) == (summary, place, note)
    assert found.sequence == sequence


@given(st.text(max_size=120))
def test_nothing_typed_becomes_a_line_of_its_own(typed: str) -> None:
    event = replace(
        EVENT,
        summary=typed,
        description=typed,
        location=typed,
        url=typed,
        organizer=Party(typed, typed),
        attendees=(Party(typed, typed),),
    )
    text = write(event, "REQUEST")
    plain = write(replace(EVENT, url="x"), "REQUEST")
    names = [line.split(":")[0].split(";")[0] for line in _unfolded(text)]
    expected = [line.split(":")[0].split(";")[0] for line in _unfolded(plain)]
    wanted = {"SUMMARY", "DESCRIPTION", "LOCATION", "URL"}
    assert [n for n in names if n not in wanted] == [n for n in expected if n not in wanted]


def _unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\n"), max_size=400))
def test_folded_lines_hold_75_octets_and_come_together_again(line: str) -> None:
    folded = fold(line)
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


def test_marks_and_ends_of_lines_are_escaped() -> None:
    assert escape("a;b,c\\d\r\ne\x07") == "a\\;b\\,c\\\\d\\ne "
    assert unescape("a\\;b\\,c\\\\d\\ne") == "a;b,c\\d\ne"


REPLY = (
    "BEGIN:VCALENDAR\nPRODID:-//Autre//FR\nVERSION:2.0\nMETHOD:REPLY\nBEGIN:VTIMEZONE\nTZID:X\n"
    "BEGIN:STANDARD\nDTSTART:16010101T000000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
    'ATTENDEE;CN="Un; membre: oui";PARTSTAT=DECLINED:MAILTO:membre@example.org\n'
    "COMMENT:En mission\\, désolé\nUID:3f0c@az\n alai\nSEQUENCE:2\n"
    "DTSTART;TZID=Zone inconnue:20220923T090000\n"
    "BEGIN:VALARM\nUID:autre\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"
)


def test_an_answer_of_another_program_is_read() -> None:
    found = read(REPLY)
    (event,) = found.events
    assert (found.method, event.uid, event.sequence, event.start) == ("REPLY", "3f0c@azalai", 2, None)
    assert event.comment == "En mission, désolé"
    assert event.attendees == (Party("membre@example.org", "Un; membre: oui", "DECLINED"),)


@pytest.mark.parametrize("text", ["", "bonjour", "BEGIN:VCALENDAR" + "x" * 300_000])
def test_what_is_no_calendar_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableFile, match="réponse d'agenda"):
        read(text)


@given(st.text(max_size=300))
def test_no_broken_calendar_is_an_accident(rest: str) -> None:
    read(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n{rest}\nEND:VEVENT\nEND:VCALENDAR")


@pytest.mark.parametrize("more", [{"start": None}, {"end": START - timedelta(hours=1)}, {"stamp": None}])
def test_an_event_without_its_hours_is_not_written(more: dict[str, None]) -> None:
    with pytest.raises(ValueError, match="needs a stamp"):
        write(replace(EVENT, **more), "REQUEST")
    with pytest.raises(ValueError, match="unknown method"):
        write(EVENT, "PLAN")
