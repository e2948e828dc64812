"""The audit trail as people read it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from azalai.accounts import actions, trail
from azalai.accounts.enums import Role
from azalai.accounts.models import Person, Post
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from tests.accounts.factories import AT, SYSTEM, make_person, make_post, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    sign_in(client, Role.AUDITOR)
    return client


def write(obj: Any = None, **values: Any) -> AuditEntry:
    arguments: dict[str, Any] = {"by": SYSTEM, "at": AT, "action": "post.renamed", "obj": obj or make_post()}
    with transaction.atomic():
        return audit.record(**(arguments | values))


def shown(client: Client, **filters: Any) -> str:
    return client.get(reverse("accounts:trail"), filters).content.decode()


def found(**filters: Any) -> set[int]:
    return {entry.sequence for entry in trail.entries(filters)}


def test_every_action_of_this_room_has_words() -> None:
    by_code = audit.action_labels()
    used = {"person.opened", "person.closed", "post.switched", "tenure.handed-over", "tenure.ended"}
    assert used <= set(by_code)
    assert all(label != code for code, label in by_code.items())


def test_words_are_found_in_any_order_without_accents_nor_case() -> None:
    wanted = write(reason="Réorganisation du secrétariat").sequence
    write(reason="Autre")
    assert found(q="SECRETARIAT reorg") == {wanted}
    assert found(q="secrétariat absent") == set()
    assert found(q="100%_") == set()


def test_each_filter_narrows_the_list() -> None:
    person, post = make_person("Aïcha"), make_post()
    by = Author(name="Aïcha", person_id=person.pk, post_id=post.pk, post=str(post))
    late = datetime(2022, 9, 24, 22, 59, tzinfo=UTC)
    first = write(obj=post).sequence
    second = write(obj=person, by=by, action="person.renamed", at=late).sequence
    assert found() == {first, second}
    assert found(personne=str(person.pk)) == {second}
    assert found(personne=trail.SYSTEM) == {first}
    assert found(poste=str(post.pk)) == {second}
    assert found(action="post.renamed") == {first}
    assert found(type="accounts.person") == {second}
    assert found(type="accounts.post", objet=str(post.pk)) == {first}
    assert found(q="aicha") == {second}


def test_dates_are_days_of_the_country_both_included() -> None:
    """23:30 UTC is already the next day in Niamey."""
    evening = write(at=datetime(2022, 9, 23, 23, 30, tzinfo=UTC)).sequence
    day, next_day = datetime(2022, 9, 23).date(), datetime(2022, 9, 24).date()
    assert found(du=next_day) == {evening}
    assert found(au=day) == set()
    assert found(du=next_day, au=next_day) == {evening}


def test_the_page_shows_and_keeps_its_filters(reader: Client) -> None:
    write(reason="Premier motif")
    write(obj=make_person(), action="person.renamed", reason="Second motif")
    page = shown(reader, action="person.renamed", q="motif")
    assert "Second motif" in page
    assert "Premier motif" not in page
    assert '<option value="person.renamed" selected>Nom affiché modifié' in page
    assert "?action=person.renamed&amp;q=motif" in page


@pytest.mark.parametrize(
    "wrong", [{"du": "hier"}, {"personne": "abc"}, {"action": "rien"}, {"page": "x"}, {"poste": "9" * 30}]
)
def test_a_wrong_filter_does_not_break_the_page(reader: Client, wrong: dict[str, str]) -> None:
    write(reason="Toujours là")
    assert "Toujours là" in shown(reader, **wrong)


def test_an_empty_trail_and_an_empty_answer_are_told_apart(reader: Client) -> None:
    assert "Le journal est vide" in shown(reader)
    write()
    assert "Aucune inscription ne répond" in shown(reader, q="introuvable")


def test_the_list_is_cut_at_fifty_and_asks_a_fixed_number_of_questions(
    reader: Client, django_assert_num_queries: Any
) -> None:
    post = make_post()
    for _ in range(51):
        write(obj=post)
    page = shown(reader)
    assert page.count("<tr>") == 51
    assert "page=2" in page
    with django_assert_num_queries(9):
        shown(reader, page="2")


def test_an_entry_shows_before_and_after_in_words(reader: Client) -> None:
    entry = write(
        obj=make_post(),
        before={"title": "Ancien intitulé", "role": "partner", "closed_on": None, "public_id": "x"},
        after={"title": "Nouvel intitulé", "role": "partner", "closed_on": "2022-09-01", "actif": True},
        reason="Réorganisation",
    )
    page = reader.get(reverse("accounts:trail_entry", args=[entry.sequence])).content.decode()
    assert "<del>Ancien intitulé</del>" in page
    assert "<ins>Nouvel intitulé</ins>" in page
    assert "1er septembre 2022" in page
    for words in (
        "Intitulé",
        "Fermé le",
        "Partenaire",
        "modifié",
        "ajouté",
        "retiré",
        "inchangé",
        entry.hash,
    ):
        assert words in page


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, {"titre": "A"}, ("—", "A", "added")),
        ({"titre": "A"}, None, ("A", "—", "removed")),
        ({"titre": "A"}, {"titre": "B"}, ("A", "B", "changed")),
        ({"titre": 0}, {"titre": None}, ("0", "—", "removed")),
        ({"titre": False}, {"titre": True}, ("non", "oui", "changed")),
        ({"titre": [1, "b"]}, {"titre": []}, ("1, b", "—", "removed")),
        ({"titre": {"a": 1}}, {"titre": {"a": 1}}, ('{\n "a": 1\n}', '{\n "a": 1\n}', "same")),
        ({"titre": 45_000_000}, {"titre": "2022-13-45"}, ("45\u202f000\u202f000", "2022-13-45", "changed")),
        ({"titre": "2022-09-23T10:05:00Z"}, {}, ("23 septembre 2022 à 11\u00a0h\u00a005", "—", "removed")),
    ],
)
def test_values_are_written_for_people(before: Any, after: Any, expected: tuple[str, str, str]) -> None:
    entry = AuditEntry(object_type="nulle.part", before=before, after=after)
    (change,) = trail.changes(entry)
    assert (change.before, change.after, change.state) == expected


def test_what_changed_comes_first() -> None:
    entry = AuditEntry(object_type="x.y", before={"a": 1, "b": 1}, after={"a": 1, "b": 2})
    assert [change.state for change in trail.changes(entry)] == ["changed", "same"]


def test_an_entry_leads_to_its_object_while_it_stands(reader: Client) -> None:
    post = make_post()
    entry = write(obj=post)
    page = reader.get(reverse("accounts:trail_entry", args=[entry.sequence])).content.decode()
    assert f'href="{post.get_absolute_url()}"' in page
    Post.objects.all().exclude(tenures__isnull=False).delete()
    assert reader.get(reverse("accounts:trail_entry", args=[entry.sequence])).status_code == 200
    AuditEntry.objects.filter(pk=entry.pk).update(object_type="ancienne.chose")
    assert reader.get(reverse("accounts:trail_entry", args=[entry.sequence])).status_code == 200


def test_an_unknown_entry_is_not_found(reader: Client) -> None:
    assert reader.get(reverse("accounts:trail_entry", args=[999])).status_code == 404


def download(client: Client, **filters: str) -> list[list[str]]:
    response = client.get(reverse("accounts:trail_csv"), filters)
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def test_the_filtered_list_is_downloaded(reader: Client) -> None:
    write(before={"title": "Avant"}, after={"title": "Après ; « suite »"}, reason="Motif\nsur deux lignes")
    write(action="post.created", reason="Autre")
    head, row = download(reader, action="post.renamed")
    line = dict(zip(head, row, strict=True))
    assert line["Action"] == "Poste renommé"
    assert (line["Champ"], line["Avant"], line["Après"]) == ("Intitulé", "Avant", "Après ; « suite »")
    assert line["Date et heure"] == "2022-09-23T11:00:00+01:00"
    assert len(download(reader)) == 3


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@A1", "\t=1"])
def test_a_spreadsheet_takes_no_typed_text_for_a_formula(reader: Client, typed: str) -> None:
    write(reason=typed)
    head, row = download(reader)
    assert row[head.index("Motif")] == f"'{typed}"


def test_the_chain_is_verified_by_a_button(reader: Client) -> None:
    entry = write()
    page = reader.post(reverse("accounts:trail_verify"), {"anchor": ""}).content.decode()
    assert "rien n'a été modifié ni retiré" in page
    assert entry.hash in page
    assert "Oui." not in reader.get(reverse("accounts:trail_verify")).content.decode()


def test_an_altered_trail_is_shown_with_its_place(reader: Client) -> None:
    entry = write()
    AuditEntry.objects.filter(pk=entry.pk).update(reason="Forgé")
    page = reader.post(reverse("accounts:trail_verify"), {"anchor": entry.hash}).content.decode()
    assert "Non." in page
    assert "Le contenu de l&#x27;inscription a été modifié." in page


def test_an_anchor_that_no_longer_stands_is_told(reader: Client) -> None:
    write()
    page = reader.post(reverse("accounts:trail_verify"), {"anchor": "ab" * 32}).content.decode()
    assert "repère donné ne figure plus" in page


def test_what_was_typed_is_never_taken_for_markup(reader: Client) -> None:
    person = Person.objects.create(username="x", display_name="<script>alert(1)</script>")
    actions.change_language(by=SYSTEM, at=AT, person=person, language="en")
    entry = write(obj=person, reason="<img src=x>", after={"<b>": "<i>"})
    for page in (
        shown(reader),
        reader.get(reverse("accounts:trail_entry", args=[entry.sequence])).content.decode(),
    ):
        assert "<script>alert" not in page
        assert "<img src=x>" not in page
        assert "<i>" not in page
