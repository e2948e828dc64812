"""Files joined to objects: kinds, names, what is left when something fails, backups."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import RequestFactory

from azalai.accounts.enums import Role
from azalai.accounts.models import Post
from azalai.core import attachments, backups
from azalai.core.attachments import owners
from azalai.core.authorship import Author
from azalai.core.models import Attachment, AuditEntry
from azalai.formats import enclosure
from azalai.formats.errors import UnreadableFile
from tests.accounts.factories import AT, SYSTEM, author_with, make_post, person_with
from tests.core.attachment_contract import PDF, PNG, check_owner, file
from tests.formats.builders import compound_file, paragraph, word_members, write_zip

WRITERS = {Role.ME_OFFICER, Role.DOCUMENTATION}


@pytest.fixture
def posts() -> Iterator[None]:
    """Posts carry files here: everybody with a post but partners sees them, officers join them."""
    kept = dict(owners._owners)
    attachments.register_owner(
        "accounts.post",
        lambda author, post: author.has_role(*(set(Role.values) - {Role.PARTNER})),
        lambda author, post: author.has_role(*WRITERS),
    )
    yield
    owners._owners.clear()
    owners._owners.update(kept)


@pytest.mark.django_db
def test_the_contract(posts: None) -> None:
    people = [person_with(role) for role in (Role.ME_OFFICER, Role.PARTNER, Role.AUDITOR)]
    check_owner(make_post(), adder=people[0], stranger=people[1], reader=people[2])


@pytest.mark.django_db
def test_without_a_rule_nobody_adds_nor_sees() -> None:
    post = make_post()
    with pytest.raises(PermissionDenied):
        attachments.add(by=SYSTEM, at=AT, obj=post, file=file())
    assert not attachments.can_see(SYSTEM, post)


@pytest.mark.django_db
def test_of_several_files_one_that_is_refused_stops_all(posts: None) -> None:
    post, files = make_post(), [file(), file("image.svg", b"<svg/>")]
    with pytest.raises(ValidationError, match="SVG"):
        attachments.add_all(by=SYSTEM, at=AT, obj=post, files=files)
    assert attachments.of(post) == []
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_a_file_without_its_row_is_not_left(posts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_more: Any) -> None:
        raise OSError("plus de place")

    monkeypatch.setattr("azalai.core.attachments.storing.audit.record", fails)
    with pytest.raises(OSError, match="place"):
        attachments.add(by=SYSTEM, at=AT, obj=make_post(), file=file())
    assert not Attachment.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_what_was_taken_away_is_gone_from_the_disk_once_that_is_certain(
    posts: None, django_capture_on_commit_callbacks: Any
) -> None:
    kept = attachments.add(by=SYSTEM, at=AT, obj=make_post(), file=file())
    path = Path(kept.content.path)
    with django_capture_on_commit_callbacks() as later:
        attachments.remove(by=SYSTEM, at=AT, attachment=kept, reason="Essai.")
    assert path.exists(), "a transaction that is given up loses nothing"
    later[0]()
    assert not path.exists()


@pytest.mark.django_db
def test_a_list_of_objects_costs_one_query(posts: None, django_assert_num_queries: Any) -> None:
    some = [make_post(), make_post()]
    attachments.add(by=SYSTEM, at=AT, obj=some[1], file=file())
    with django_assert_num_queries(1):
        found = attachments.of_many(some)
    assert [len(found[post.pk]) for post in some] == [0, 1]
    with django_assert_num_queries(0):
        assert attachments.of_many([]) == {}


@pytest.mark.django_db
def test_the_tag_shows_what_the_reader_may_do(posts: None) -> None:
    post = make_post()
    attachments.add(by=SYSTEM, at=AT, obj=post, file=file("bilan <2022>.pdf"))
    assert "bilan 2022.pdf" in shown(author_with(Role.AUDITOR), post)
    assert "joindre" not in shown(author_with(Role.AUDITOR), post)
    assert {"joindre/", "retirer/"} <= {
        word for word in ("joindre/", "retirer/") if word in shown(author_with(Role.ME_OFFICER), post)
    }


def shown(author: Author, post: Post) -> str:
    context = Context({"author": author, "post": post, "request": RequestFactory().get("/")})
    return Template("{% attachments post %}").render(context)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"kind": "exe"},
        {"name": ""},
        {"content": ""},
        {"removed_at": AT},
        {"removed_because": "Sans date."},
    ],
)
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, Any], posts: None) -> None:
    kept = attachments.add(by=SYSTEM, at=AT, obj=make_post(), file=file())
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=kept.pk).update(**wrong)


@pytest.mark.django_db
def test_a_backup_holds_the_files(posts: None, tmp_path: Path) -> None:
    kept = attachments.add(by=SYSTEM, at=AT, obj=make_post(), file=file())
    backups.save(tmp_path / "copie.zip", at=AT)
    with zipfile.ZipFile(tmp_path / "copie.zip") as archive:
        assert archive.read(f"files/{kept.content.name}") == PDF
        rows = [json.loads(line) for line in archive.read("tables/core_attachment.jsonl").splitlines()]
    assert kept.name in str(rows)


# ---- the judge, without a database


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, "pdf"),
        ("a", b"X-Mail: 1\r\n" + PDF, "pdf"),
        ("a.exe", PNG, "png"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"0" * 40 + b"\xff\xd9" + b"suite", "jpg"),
        ("a.csv", "Région;Coût\nZinder;3 < 4".encode("cp1252"), "csv"),
        ("a.md", "# Été".encode(), "txt"),
        ("a.xls", compound_file("Workbook"), "xls"),
    ],
)
def test_what_is_accepted(name: str, content: bytes, kind: str) -> None:
    assert enclosure.check_enclosure(name, content) == kind


def test_office_packages_are_told_apart_and_looked_into(tmp_path: Path) -> None:
    word = write_zip(tmp_path / "a", word_members(paragraph("Bonjour"))).read_bytes()
    assert enclosure.check_enclosure("a.docx", word) == "docx"
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    slides = write_zip(tmp_path / "b", {"[Content_Types].xml": f"<Types>{main}</Types>"}).read_bytes()
    assert enclosure.check_enclosure("b.pptx", slides) == "pptx"
    odp = {"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<a/>"}
    assert enclosure.check_enclosure("c", write_zip(tmp_path / "c", odp).read_bytes()) == "odp"
    macro = write_zip(tmp_path / "d", word_members("") | {"word/vbaProject.bin": b"x"}).read_bytes()
    with pytest.raises(UnreadableFile, match="macros"):
        enclosure.check_enclosure("d.docx", macro)


@pytest.mark.parametrize(
    "content",
    [
        "<SVG onload=x>".encode("utf-16"),
        b"texte\n" * 900 + b"< script >",
        b"<a>\n" + PDF,
        b"GIF89a" + b"0" * 30,
        b"PK\x03\x04 rien",
        compound_file("Inconnu"),
        b"\x00\x01\x02" * 30,
    ],
)
def test_what_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"\.$"):
        enclosure.check_enclosure("a.txt", content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\x\\Bilan 2022.PDF", "Bilan 2022.pdf"),
        ("photo.pdf.exe", "photo.pdf"),
        ("note v1.2", "note v1.2.pdf"),
        ("..", "document.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert enclosure.clean_name(given, "pdf") == kept


def test_several_files_in_one_field_are_looked_at_one_by_one() -> None:
    field = attachments.FilesField(required=False)
    assert field.clean([]) == []
    good = [file(), file("i.png", PNG)]
    assert field.clean(good) == good
    with pytest.raises(ValidationError, match=r"virus\.pdf : "):
        field.clean([file(), file("virus.pdf", b"MZ\x00")])
    with pytest.raises(ValidationError, match="au plus"):
        field.clean([SimpleUploadedFile("n.txt", b"%d" % n) for n in range(attachments.MOST + 1)])
