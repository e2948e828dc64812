"""What every room whose objects carry files must do; each room calls `check_owner`."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse

from azalai.accounts.models import Person
from azalai.core import attachments
from azalai.core.attachments.owners import key_of
from azalai.core.models import Attachment, AuditEntry

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def _piece(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# One white dot.
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _piece(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _piece(b"IDAT", zlib.compress(b"\x00\xff"))
    + _piece(b"IEND", b"")
)
REFUSED = {
    "page.html": b"<!DOCTYPE html><script>alert(1)</script>",
    "note.txt": b"Bonjour <script>alert(1)</script>",
    "dessin.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "photo.png": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "rapport.pdf": b"MZ\x90\x00\x03\x00\x00\x00programme",
    "coupe.pdf": PDF[:-8],
    "coupee.png": PNG[:-6],
    "page-et-image.png": PNG + b"<script>alert(1)</script>",
    "vide.txt": b"",
}


def file(name: str = "note.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it, whatever it says of itself."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def fetched(client: Client, kept: Attachment) -> Any:
    """The download, read to its end, which closes it."""
    response: Any = client.get(reverse("attachment", args=[kept.public_id]))
    response.body = b"".join(response.streaming_content)
    return response


def check_owner(
    obj: models.Model, *, adder: Person, stranger: Person, reader: Person | None = None, page: str = ""
) -> None:
    """adder: may join files to obj; reader: only reads them; stranger: may not know that obj exists.

    page: address where the files are listed. The object has no file yet.
    """
    address = reverse("attachment_new", args=[obj._meta.label_lower, key_of(obj)])
    kept = _it_is_kept_and_comes_back_as_a_download(obj, address, adder)
    _it_is_judged_by_its_content(obj, address, adder)
    _who_may_not_sees_nothing(address, kept, stranger)
    if reader is not None:
        _who_only_reads_changes_nothing(address, kept, reader)
    if page:
        assert reverse("attachment", args=[kept.public_id]) in signed_in(adder).get(page).content.decode()
    _it_leaves_a_trace_when_it_goes(kept, adder)
    _there_is_a_limit(obj, adder, address)


def _it_is_kept_and_comes_back_as_a_download(obj: models.Model, address: str, adder: Person) -> Attachment:
    client = signed_in(adder)
    assert client.get(address).status_code == 200
    sent: dict[str, Any] = {"file": file("../../etc/no\u202ete.exe"), "title": ""}
    assert client.post(address, sent).status_code == 302
    kept = attachments.of(obj)[0]
    assert (kept.name, kept.kind) == ("note.pdf", "pdf")
    assert Path(kept.content.path).is_relative_to(settings.MEDIA_ROOT)
    response = fetched(client, kept)
    assert response.body == PDF
    assert response["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Length"] == str(len(PDF))
    entry = AuditEntry.objects.filter(action="attachment.added").latest("sequence")
    assert entry.after is not None
    assert entry.after["object"] == f"{obj._meta.label_lower} {obj.pk}"
    assert client.post(address, {"file": file("autre.pdf")}).status_code == 302
    assert len(attachments.of(obj)) == 1, "the same content twice is one file"
    return kept


def _it_is_judged_by_its_content(obj: models.Model, address: str, adder: Person) -> None:
    client, before = signed_in(adder), len(attachments.of(obj))
    for name, content in REFUSED.items():
        refused = client.post(address, {"file": file(name, content)})
        assert refused.status_code == 200, name
        assert "error-summary" in refused.content.decode(), name
    heavy = file("lourd.txt", b"a" * (attachments.LARGEST + 1))
    assert "10 Mo" in client.post(address, {"file": heavy}).content.decode()
    assert len(attachments.of(obj)) == before


def _who_may_not_sees_nothing(address: str, kept: Attachment, stranger: Person) -> None:
    one = [reverse(name, args=[kept.public_id]) for name in ("attachment", "attachment_remove")]
    for url in (address, *one):
        assert signed_in(stranger).get(url).status_code == 404, url
        assert signed_in(None).get(url).status_code in (302, 404), url
    assert signed_in(stranger).post(address, {"file": file()}).status_code == 404
    assert signed_in(stranger).post(one[1], {"reason": "Non."}).status_code == 404


def _who_only_reads_changes_nothing(address: str, kept: Attachment, reader: Person) -> None:
    client = signed_in(reader)
    assert fetched(client, kept).status_code == 200
    assert client.post(address, {"file": file("autre.png", PNG)}).status_code == 403
    assert (
        client.post(reverse("attachment_remove", args=[kept.public_id]), {"reason": "x"}).status_code == 403
    )


def _it_leaves_a_trace_when_it_goes(kept: Attachment, adder: Person) -> None:
    client, url = signed_in(adder), reverse("attachment_remove", args=[kept.public_id])
    assert "error-summary" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "Joint par erreur."}).status_code == 302
    kept.refresh_from_db()
    assert kept.is_removed
    assert kept.removed_because == "Joint par erreur."
    assert client.get(reverse("attachment", args=[kept.public_id])).status_code == 404
    assert AuditEntry.objects.filter(action="attachment.removed", object_id=str(kept.pk)).count() == 1
    assert client.post(url, {"reason": "Encore."}).status_code == 302
    assert AuditEntry.objects.filter(action="attachment.removed", object_id=str(kept.pk)).count() == 1


def _there_is_a_limit(obj: models.Model, adder: Person, address: str) -> None:
    client = signed_in(adder)
    for number in range(attachments.MOST):
        assert client.post(address, {"file": file("n.txt", b"note %d" % number)}).status_code == 302
    assert "au plus" in client.post(address, {"file": file("n.txt", b"de trop")}).content.decode()
    assert sum(not one.is_removed for one in attachments.of(obj)) == attachments.MOST
