"""What every form whose input is kept while it is being typed must do; each room calls `check_form`."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from azalai.core.models import AuditEntry, FormDraft

HIDDEN = re.compile(r'name="(draft-\w+)" value="([^"]*)"')


def opened(client: Client, address: str) -> dict[str, str]:
    """The fields by which an opened page is known."""
    response = client.get(address)
    assert response.status_code == 200
    return dict(HIDDEN.findall(response.content.decode()))


def keep(client: Client, form: str, marks: dict[str, str], typed: dict[str, Any], rank: int = 1) -> Any:
    """What the script of the page sends, and what it is told."""
    sent = typed | marks | {"draft-rank": str(rank)}
    response = client.post(f"/saisies/{form}/garder/", sent)
    assert response.status_code == 200, response.content
    return response.json()


def check_form(
    client: Client, *, form: str, address: str, right: dict[str, Any], wrong: dict[str, Any]
) -> None:
    """right: input that is accepted; wrong: the same with a value that the form refuses.

    The client is signed in for somebody who may send the form; address: of a form not begun yet.
    """
    _what_is_typed_is_kept_as_typed(client, form, address, wrong)
    _it_is_offered_again_and_taken_up(client, address, wrong)
    _another_page_never_overwrites_it(client, form, address, wrong)
    _refused_input_is_kept_without_script(client, address, wrong)
    _what_was_sent_is_offered_no_more(client, form, address, right)


def _what_is_typed_is_kept_as_typed(client: Client, form: str, address: str, wrong: dict[str, Any]) -> None:
    before, marks = AuditEntry.objects.count(), opened(client, address)
    said = keep(client, form, marks, wrong)
    assert "enregistré à" in said["text"]
    assert keep(client, form, marks, wrong, rank=2)["key"] == said["key"] == marks["draft-key"]
    row = FormDraft.objects.get()
    assert (
        dict(row.fields).items()
        >= {
            name: [str(one) for one in (value if isinstance(value, list) else [value])]
            for name, value in wrong.items()
        }.items()
    )
    assert AuditEntry.objects.count() == before
    assert "text" not in keep(client, form, marks, {}, rank=1), "a late arrival changes nothing"
    assert FormDraft.objects.get().fields == row.fields


def _it_is_offered_again_and_taken_up(client: Client, address: str, wrong: dict[str, Any]) -> None:
    row = FormDraft.objects.get()
    assert f"reprise={row.key}" in client.get(address).content.decode()
    assert f"reprise={row.key}" in client.get("/").content.decode()
    page = client.get(f"{address}?reprise={row.key}")
    text = page.content.decode()
    shown = [str(value) for value in wrong.values() if isinstance(value, str) and value.strip()]
    assert all(value in text or value.replace("'", "&#x27;") in text for value in shown)
    assert dict(HIDDEN.findall(text))["draft-key"] == str(row.key)


def _another_page_never_overwrites_it(client: Client, form: str, address: str, wrong: dict[str, Any]) -> None:
    row = FormDraft.objects.get()
    one, other = (opened(client, f"{address}?reprise={row.key}") for _ in range(2))
    assert keep(client, form, one, wrong)["key"] == str(row.key)
    said = keep(client, form, other, wrong)
    assert said["key"] != str(row.key)
    assert "ailleurs" in said["text"]
    assert FormDraft.objects.count() == 2
    FormDraft.objects.all().delete()


def _refused_input_is_kept_without_script(client: Client, address: str, wrong: dict[str, Any]) -> None:
    refused = client.post(address, wrong | opened(client, address))
    assert refused.status_code in (200, 422)
    assert FormDraft.objects.filter(closed_at=None).count() == 1
    FormDraft.objects.all().delete()


def _what_was_sent_is_offered_no_more(client: Client, form: str, address: str, right: dict[str, Any]) -> None:
    marks = opened(client, address)
    keep(client, form, marks, right)
    assert client.post(address, right | marks | {"draft-rank": "2"}).status_code == 302
    assert not FormDraft.objects.filter(closed_at=None).exists()
    assert keep(client, form, marks, right, rank=2) == {}, "what was on its way when the form was sent"
    assert keep(client, form, marks, right, rank=3)["key"] != marks["draft-key"]
