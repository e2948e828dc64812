"""IATI files handed over on the web."""

from __future__ import annotations

import gzip
import io
import itertools
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from lxml import etree

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.formats.errors import UnreadableFile
from azalai.interventions import actions
from azalai.interventions.actions import iati_uploads
from azalai.interventions.models import ExternalIdentifier, IatiUpload, Intervention
from tests.accounts.factories import AT, SYSTEM, author_with, sign_in
from tests.interventions.factories import load, make_bare_intervention, make_intervention
from tests.interventions.test_iati import HEAD, activity
from tests.shared import shared_path

pytestmark = pytest.mark.django_db
UPLOAD = "/interventions/iati/"


def text(*activities: str) -> bytes:
    return f"{HEAD}{''.join(activities)}</iati-activities>".encode()


def receive(*activities: str, content: bytes | None = None) -> IatiUpload:
    file = ContentFile(text(*activities) if content is None else content)
    return actions.receive_iati(by=SYSTEM, at=AT, name="partenaire.xml", file=file)


def read(upload: IatiUpload, **more: Any) -> IatiUpload:
    return actions.read_further(by=SYSTEM, at=AT, upload=upload, country="NE", **more)


def accept(upload: IatiUpload, **more: Any) -> actions.IatiImport:
    return actions.accept_iati(by=SYSTEM, at=AT, upload=upload, country="NE", **more)


def kept_files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_long_file_is_read_in_steps_that_add_up() -> None:
    load()
    upload = receive(*(activity(f"XM-{n}") for n in range(5)), activity("XM-0"))
    ticks = itertools.count()
    for done in range(1, 7):
        assert upload.status == "reading"
        upload = read(upload, seconds=0.5, clock=lambda: float(next(ticks)))
        assert len(upload.records) == done
    assert (read(upload).status, len(read(upload).records)) == ("waiting", 6)
    assert [line["outcome"] for line in upload.records] == [*["new"] * 5, "wrong"]
    assert upload.unknown == {"Ministry nobody has heard of": 6}
    assert not Intervention.objects.exists()


def test_it_is_taken_over_once_and_whole() -> None:
    load()
    upload = read(receive(activity(), activity("XM-2")))
    accept(upload)
    assert Intervention.objects.published().count() == 2
    with pytest.raises(ValidationError, match="déjà repris"):
        accept(upload)
    again = read(receive(activity(), activity("XM-2")))
    assert iati_uploads.count(again) == {"same": 2}


def test_what_is_new_may_be_kept_as_drafts_and_is_then_known() -> None:
    load()
    accept(read(receive(activity())), publication="draft")
    made = Intervention.objects.get()
    assert (made.is_draft, made.entered_via) == (True, "iati")
    assert iati_uploads.count(read(receive(activity()))) == {"same": 1}
    accept(read(receive(activity(title="Return"))))
    made.refresh_from_db()
    assert (made.is_draft, made.title_en) == (True, "Return")
    assert ExternalIdentifier.objects.count() == 1


def test_a_failure_in_the_middle_leaves_nothing_half_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    upload = read(receive(activity(), activity("XM-2")))
    store, calls = actions.iati.store_published, itertools.count(1)

    def cut(**given: Any) -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return store(**given)

    monkeypatch.setattr(actions.iati, "store_published", cut)
    before = AuditEntry.objects.count()
    with pytest.raises(KeyboardInterrupt):
        accept(upload)
    assert not Intervention.objects.exists()
    assert AuditEntry.objects.count() == before
    monkeypatch.undo()
    accept(upload)
    assert Intervention.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"<html></html>",
        b'<!DOCTYPE a [<!ENTITY b "x">]>' + text()[21:],
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + text(activity())[21:],
        gzip.compress(b" " * 120_000_000),
    ],
    ids=["empty", "zip", "html", "entity", "external entity", "bomb"],
)
def test_what_is_no_activity_file_is_refused_and_not_kept(content: bytes, settings: Any) -> None:
    with pytest.raises(UnreadableFile):
        receive(content=content)
    assert not IatiUpload.objects.exists()
    assert kept_files(settings) == []


def test_a_file_cut_further_down_is_refused_whole() -> None:
    load()
    upload = read(receive(content=text(activity(), activity("XM-2"))[:-40]))
    assert (upload.status, upload.records) == ("unreadable", [])
    assert "incomplet" in upload.problem
    with pytest.raises(ValidationError):
        accept(upload)


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(iati_uploads, "LARGEST", 100)
    with pytest.raises(ValidationError, match="100 Mo"):
        receive(activity())
    assert kept_files(settings) == []


def test_more_than_a_page_may_write_is_left_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    upload = read(receive(activity(), activity("XM-2")))
    monkeypatch.setattr(iati_uploads, "AT_ONCE", 1)
    with pytest.raises(ValidationError, match="azalai iati import"):
        accept(upload)


def test_a_file_that_is_given_up_leaves_its_name_only(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    upload = receive()
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_iati(by=SYSTEM, at=AT, upload=upload)
    assert kept_files(settings) == []
    assert AuditEntry.objects.get(action="interventions.iati-discarded").before["name"] == "partenaire.xml"


@pytest.mark.parametrize("role", [Role.PARTNER, Role.FOCAL_POINT, Role.AUDITOR])
def test_only_the_secretariat_takes_files_over(client: Client, role: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.receive_iati(by=author_with(role), at=AT, name="a.xml", file=ContentFile(text()))
    sign_in(client, role)
    assert client.get(UPLOAD).status_code == 403
    assert client.get(receive().get_absolute_url()).status_code == 403


def test_the_pages_lead_from_the_file_to_the_interventions(client: Client) -> None:
    load()
    sign_in(client, Role.ME_OFFICER)
    packed = io.BytesIO(gzip.compress(text(activity(), activity("XM-2", end="2021-01-01"))))
    packed.name = "partenaire.xml.gz"
    answer = client.post(UPLOAD, {"file": packed})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    for words in ("Voluntary return", "précède le début", "Ministry nobody has heard of", "ajoutée"):
        assert words in page
    assert "Voluntary return" not in client.get(f"{answer['Location']}?quoi=wrong").content.decode()
    assert client.post(f"{answer['Location']}reprendre/").status_code == 302
    assert not Intervention.objects.exists(), "nobody said whether they are published"
    client.post(f"{answer['Location']}reprendre/", {"publication": "published"})
    assert Intervention.objects.published().count() == 2
    assert "repris depuis le" in client.get(answer["Location"]).content.decode()


def test_a_reading_that_was_left_is_found_again_and_goes_on(client: Client) -> None:
    load()
    upload = receive(activity())
    sign_in(client, Role.ME_OFFICER)
    assert upload.get_absolute_url() in client.get(UPLOAD).content.decode()
    assert "Continuer la lecture" in client.get(upload.get_absolute_url()).content.decode()
    client.post(f"{upload.get_absolute_url()}lire/")
    assert "Reprendre ce fichier" in client.get(upload.get_absolute_url()).content.decode()


def test_a_refused_file_is_told_on_the_page(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    bad = io.BytesIO(b"\x7fELF")
    bad.name = "a.xml"
    answer = client.post(UPLOAD, {"file": bad})
    assert answer.status_code == 422
    assert "field-wrong" in answer.content.decode()


def test_the_filtered_list_leaves_as_iati_that_passes_the_schema(client: Client) -> None:
    schema = next(Path(shared_path("conformance/iati-2.03")).rglob("iati-activities-schema.xsd"))
    load()
    wanted = make_intervention(nature="campaign")
    make_intervention()
    sign_in(client, Role.AUDITOR)
    answer = client.get("/interventions/telecharger/xml/?nature=campaign")
    assert answer["Content-Disposition"].endswith('.xml"')
    root = etree.fromstring(answer.content)
    checker = etree.XMLSchema(etree.parse(schema))
    assert checker.validate(root), checker.error_log
    assert [one.findtext("title/narrative") for one in root.findall("iati-activity")] == [wanted.title_fr]


def test_a_list_that_iati_cannot_hold_says_so(client: Client) -> None:
    make_bare_intervention()
    sign_in(client, Role.AUDITOR)
    answer = client.get("/interventions/telecharger/xml/?echelle=project", follow=True)
    assert "norme IATI" in answer.content.decode()


@pytest.mark.parametrize("name", ["data/iati/activities.xml.gz"])
def test_the_real_file_is_read_at_once_or_by_the_next_pages(name: str, client: Client) -> None:
    path = Path(shared_path(name))
    load()
    sign_in(client, Role.ME_OFFICER)
    with path.open("rb") as file:
        answer = client.post(UPLOAD, {"file": file})
    page = client.get(answer["Location"])
    assert page.status_code == 200
    for _ in range(30):  # a machine that is busy reads it in several steps
        upload = IatiUpload.objects.get()
        if upload.status != "reading":
            break
        client.post(f"{answer['Location']}lire/")
    assert upload.status == "waiting"
    assert len(upload.records) >= 10
