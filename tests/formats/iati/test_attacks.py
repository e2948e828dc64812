"""Hostile, broken and foreign files are refused with a sentence; memory stays bounded."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.formats.iati import IatiLimits, IatiUnreadable, read_activities
from azalai.formats.iati.parsing import Place, records
from azalai.formats.iati.records import Activity
from azalai.formats.iati.source import DEFAULT_LIMITS
from tests.formats.iati.samples import codes, document, read, record

HEAD = '<iati-activities version="2.03"><iati-activity><iati-identifier>A</iati-identifier>'
TAIL = "</iati-activity></iati-activities>"
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>{HEAD}<title>&l9;</title>{TAIL}'
SEVEN = BOMB.replace("?>", ' encoding="UTF-7"?>', 1).replace("<!", "+ADwAIQ-")
EXTERNAL = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{HEAD}<title>&e;</title>{TAIL}'
REMOTE = f'<!DOCTYPE x SYSTEM "http://exemple.test/x.dtd">{HEAD}{TAIL}'
MEMBER = gzip.compress(bytes(10_000_000))


class Endless(io.RawIOBase):
    """A stream that would never end."""

    def __init__(self, head: bytes, again: bytes) -> None:
        self._next, self._again, self.given = head, again, 0

    def read(self, size: int = -1) -> bytes:
        piece, self._next = self._next, self._again
        self.given += len(piece)
        return piece


def refusal(data: bytes, **options: object) -> IatiUnreadable:
    with pytest.raises(IatiUnreadable) as caught:
        read(data, **options)
    assert caught.value.message.endswith(".")
    return caught.value


def long_record(inner: str) -> bytes:
    return f"{HEAD}{inner}{TAIL}".encode()


ATTACKS = {
    "bomb": (BOMB.encode(), "unsafe-xml"),
    "bomb-utf-16": (BOMB.replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"), "unsafe-xml"),
    "bomb-ebcdic": (BOMB.replace("?>", ' encoding="IBM037"?>', 1).encode("cp037"), "encoding"),
    "bomb-utf-7": (
        BOMB.replace("?>", ' encoding="UTF-7"?>', 1).replace("<!", "+ADwAIQ-").encode(),
        "unsafe-xml",
    ),
    "external": (EXTERNAL.encode(), "unsafe-xml"),
    "remote": (REMOTE.encode(), "unsafe-xml"),
    "late-declaration": (f"<!--{' ' * 200_000}-->{BOMB[21:]}".encode(), "unsafe-xml"),
    "endless-prologue": (b" " * 1_200_000, "not-iati"),
    "deep": (long_record("<a>" * 5_000), "too-deep"),
    "huge-attribute": (long_record(f'<title x="{"a" * 11_000_000}"/>'), "text-too-long"),
    "huge-text": (long_record(f"<title>{'a' * 11_000_000}</title>"), "text-too-long"),
    "many-elements": (long_record("<a/>" * 1_000_000), "record-too-large"),
    "many-attributes": (long_record("<a b=''/>" * 500_000), "record-too-large"),
    "siblings": (f"<iati-activities>{'<a/>' * 1_000_000}".encode(), "record-too-large"),
    "zeros": (bytes(100_000), "not-xml"),
    "gz-zeros": (MEMBER * 100, "not-xml"),
    "gz-of-gz": (gzip.compress(gzip.compress(document(record()))), "not-xml"),
    "empty": (b"", "empty"),
    "gz-empty": (gzip.compress(b""), "empty"),
    "text": (b"Titre;Budget\nA;5\n", "not-xml"),
    "web-page": (b"<html><body><p>404</p></body></html>", "not-iati"),
    "web-page-5": (b"<!DOCTYPE html><html></html>", "unsafe-xml"),
    "zip": (b"PK\x03\x04" + bytes(100), "not-xml"),
    "organisations": (b'<iati-organisations version="2.03"/>', "organisations"),
    "other": (b"<kml><Document/></kml>", "not-iati"),
    "entity": (long_record("<title>&nbsp;</title>"), "damaged"),
    "crossed": (long_record("<title><narrative></title></narrative>"), "damaged"),
    "cut": (document(record())[:-60], "truncated"),
    "gz-cut": (gzip.compress(document(record()))[:-20], "truncated"),
    "gz-head": (b"\x1f\x8b\x08", "truncated"),
    "gz-broken": (b"\x1f\x8b\x08\x00" + b"\xff" * 200, "damaged"),
}


@pytest.mark.parametrize(("data", "code"), ATTACKS.values(), ids=ATTACKS)
def test_the_file_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert refusal(data).code == code


def test_a_gzip_that_unfolds_without_measure_is_refused() -> None:
    member = gzip.compress(b"\n".join([record().encode()] * 10_000))
    data = gzip.compress(b'<iati-activities version="2.03">') + member * 5
    assert refusal(data, limits=IatiLimits(free_bytes=1_000_000, ratio=20)).code == "gz-bomb"


def test_a_file_that_never_ends_is_refused() -> None:
    stream = Endless(b'<iati-activities version="2.03">', record().encode() * 100)
    with pytest.raises(IatiUnreadable) as caught:
        list(read_activities(stream, limits=IatiLimits(file_bytes=1_000_000)))
    assert caught.value.code == "too-large"
    assert caught.value.records > 100
    assert stream.given < 1_200_000


def test_a_file_with_too_many_activities_is_refused() -> None:
    assert refusal(document(*[record()] * 5), limits=IatiLimits(records=4)).code == "too-large"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(IatiUnreadable) as caught:
        read(tmp_path / "absent.xml")
    assert caught.value.code == "missing"


def test_a_cut_file_says_where_after_which_activity() -> None:
    found = refusal(document(record(identifier="A"), record(identifier="B"), record())[:-100])
    assert (found.code, found.records, found.last) == ("truncated", 2, "B")
    assert found.line == 4
    assert "ligne 4" in found.message
    assert "« B »" in found.message


def test_latin_bytes_in_a_file_that_claims_utf_8_are_refused_with_their_line() -> None:
    data = document(record(), record("<tag code='é'/>")).replace("é".encode(), "é".encode("latin-1"))
    found = refusal(data)
    assert (found.code, found.line, found.records) == ("encoding", 3, 1)


def test_utf_8_in_a_file_that_claims_latin_is_repaired_and_said() -> None:
    text = document(record("<description><narrative>Région d’Agadez</narrative></description>")).decode()
    data = text.replace("?>", ' encoding="windows-1252"?>', 1).encode()
    [activity] = read(data)
    assert activity.descriptions[1].texts[0].text == "Région d’Agadez"
    assert codes(activity) == ["mojibake-repaired"]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-8-sig", "windows-1252"])
def test_an_encoding_that_is_announced_is_read(encoding: str) -> None:
    text = document(record("<description><narrative>Région</narrative></description>")).decode()
    data = text.replace("?>", f' encoding="{encoding.removesuffix("-sig")}"?>', 1).encode(encoding)
    [activity] = read(data)
    assert activity.descriptions[1].texts[0].text == "Région"


def test_an_activity_inside_an_activity_is_not_another() -> None:
    [activity] = read(document(record(record(identifier="B"), "A")))
    assert activity.identifier == "A"


def test_one_activity_is_in_memory_at_a_time() -> None:
    pieces = iter([document(*[record(identifier=str(number)) for number in range(500)])])
    most = max(len(element.getparent()) for element in records(_small(pieces), DEFAULT_LIMITS, Place()))
    assert most <= 5


def _small(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), 500):
            yield piece[start : start + 500]


LONG = 3_000_000
PERSON = "<person-name><narrative>{}</narrative></person-name>"
TRAPS = {
    "job-title": f"<contact-info><job-title><narrative>{'a' * LONG}</narrative></job-title></contact-info>",
    "persons": f"<contact-info><organisation><narrative>{'a' * LONG}</narrative></organisation>"
    f"{''.join(PERSON.format(number) for number in range(20_000))}</contact-info>",
    "date": f'<activity-date type="1"><narrative>2019{" " * LONG}x</narrative></activity-date>',
    "amount": f"<budget><value>1{' ' * LONG}x</value></budget><budget><value>{'1' * LONG}</value></budget>",
    "point": f"<location><point><pos>1{' ' * LONG}x</pos></point></location>",
    "mangled": f"<description><narrative>{'ÃƒÂ©' * (LONG // 12)}</narrative></description>",
    "address": f'<document-link url="http://{"a" * LONG}[["/>',
}


@pytest.mark.parametrize("inner", TRAPS.values(), ids=TRAPS)
def test_no_long_text_makes_the_reading_slow(inner: str) -> None:
    [activity] = read(document(record(inner)))
    assert activity.identifier == "XX-1-A"
    assert len(repr(activity.problems)) < 5_000


GOOD = document(
    record(
        '<recipient-country code="NE" percentage="100"/><location><point><pos>1 2</pos></point></location>'
    ),
    record('<budget><value value-date="2022-01-01">5</value></budget><tag vocabulary="2" code="1"/>', "B"),
)
changes = st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=3)), min_size=1, max_size=8)


@pytest.mark.parametrize("packed", [False, True])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(altered=changes)
def test_any_alteration_gives_activities_or_a_refusal(packed: bool, altered: list[tuple[int, bytes]]) -> None:
    data = gzip.compress(GOOD) if packed else GOOD
    for place, value in altered:
        place %= len(data)
        data = data[:place] + value + data[place + 1 :]
    try:
        found = read(data)
    except IatiUnreadable:
        return
    assert all(isinstance(activity, Activity) for activity in found)
