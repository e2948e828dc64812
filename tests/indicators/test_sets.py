"""Lists of others: a documented layout, every fault of every row, nothing taken over by halves."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.indicators import actions, sets
from azalai.indicators.models import IndicatorSet, SetItem
from tests.accounts.factories import AT, SYSTEM, author_with, sign_in
from tests.house.places import ROOT
from tests.indicators.factories import make_country
from tests.indicators.samples import make_set

pytestmark = pytest.mark.django_db
HEAD = "Numéro du domaine;Domaine;Numéro;Question ou indicateur;Réponse;Preuve"


def receive(*lines: str, method: str = "three-steps", **more: Any) -> IndicatorSet:
    content = "\n".join([HEAD, *lines]).encode()
    values = {"title": "Liste d'essai", "owner": "Essai", "name": "liste.csv", "content": content} | more
    country = make_country().pk
    return actions.receive_set(by=SYSTEM, at=AT, country=country, method=method, **values)


def faults(found: IndicatorSet) -> set[tuple[int, str]]:
    return {(one["number"], one["column"]) for one in found.reading["faults"]}


def test_every_fault_of_every_row_is_told_at_once() -> None:
    found = receive(
        "1;Lois;1.1;Une loi existe-t-elle ?;oui;Loi 2022",
        "1;Lois;1.1;La même ?;peut-être;",
        ";Textes;1.2;;complet;",
        "1;Autre nom;1.3;Et alors ?;;",
    )
    assert faults(found) == {
        (3, "Numéro"),
        (3, "Réponse"),
        (4, "Numéro du domaine"),
        (4, "Question ou indicateur"),
        (4, "Preuve"),
        (5, "Domaine"),
    }
    with pytest.raises(ValidationError, match="rien n'a été repris"):
        actions.accept_set(by=SYSTEM, at=AT, of=found)
    assert not SetItem.objects.exists()


def test_a_file_without_the_columns_says_so_and_an_empty_one_too() -> None:
    found = receive(content=b"Nom;Prix\nA;3\n")
    assert "Partez du modèle" in found.reading["faults"][0]["message"]
    assert "Aucune ligne" in receive().reading["faults"][0]["message"]


def test_the_method_asks_for_its_domains_and_questions() -> None:
    found = receive("1;Lois;1.1;Une loi ?;oui;Loi", method="sdg-10.7.2")
    told = " ".join(one["message"] for one in found.reading["faults"])
    assert "6 domaines" in told
    assert "demande 5" in told


def test_a_list_comes_in_once_and_its_blank_answers_stay_blank() -> None:
    found = receive("1;Lois;1.1;Une loi ?;;", "1;Lois;1.2;Un décret ?;non;", "1;Lois;1.3;Un avis ?;s.o.;")
    actions.accept_set(by=SYSTEM, at=AT, of=found)
    assert list(found.items.values_list("answer", flat=True)) == ["", "absent", "not-applicable"]
    with pytest.raises(ValidationError, match="déjà reprise"):
        actions.accept_set(by=SYSTEM, at=AT, of=found)
    with pytest.raises(ValidationError, match="même version"):
        actions.accept_set(by=SYSTEM, at=AT, of=receive("1;Lois;1.1;Une loi ?;;"))


@pytest.mark.parametrize("role", [Role.PARTNER, Role.AUDITOR, Role.DOCUMENTATION])
def test_only_keepers_take_lists_over(role: str) -> None:
    found = make_set()
    with pytest.raises(PermissionDenied):
        actions.accept_set(by=author_with(role), at=AT, of=found)
    with pytest.raises(PermissionDenied):
        actions.receive_set(
            by=author_with(role),
            at=AT,
            country="NE",
            title="x",
            owner="x",
            method="three-steps",
            name="x.csv",
            content=b"",
        )


def test_what_comes_out_comes_in_again_and_holds_no_formula(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    found = actions.accept_set(by=SYSTEM, at=AT, of=receive("1;Lois;1.1;=1+1;oui;Ici", "1;Lois;1.2;Deux;;"))
    content = client.get(reverse("indicators:set_download", args=[found.public_id])).getvalue()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["D2"].data_type == "s"
    again = receive(content=content, name="liste.xlsx", title="Reprise")
    assert again.reading["faults"] == []
    assert [row["answer"] for row in again.reading["rows"]] == ["complete", ""]


def test_the_path_from_template_to_scores(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    make_country()
    assert client.get(reverse("indicators:set_template")).status_code == 200
    file = SimpleUploadedFile("liste.csv", f"{HEAD}\n1;Lois;1.1;Une loi ?;oui;Loi\n".encode())
    fields = {"title": "Liste", "owner": "Essai", "method": "three-steps", "file": file}
    answer = client.post(reverse("indicators:set_upload"), fields, follow=True)
    assert "Reprendre cette liste" in answer.content.decode()
    found = IndicatorSet.objects.get()
    client.post(reverse("indicators:set_accept", args=[found.public_id]))
    page = client.get(found.get_absolute_url()).content.decode()
    assert "complet" in page
    assert "100" in page


def test_a_file_that_is_no_table_is_refused_with_the_reason(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    file = SimpleUploadedFile("liste.xlsx", b"\x00\x01pas un classeur")
    fields = {"title": "Liste", "owner": "Essai", "method": "three-steps", "file": file}
    assert client.post(reverse("indicators:set_upload"), fields).status_code == 422
    assert not IndicatorSet.objects.exists()


def test_a_list_that_is_not_taken_over_is_for_its_keepers(client: Client) -> None:
    sign_in(client, Role.PARTNER)
    assert client.get(make_set().get_absolute_url()).status_code == 404


def book(change: Any) -> bytes:
    """The template with two rows, changed as told, as a workbook."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(HEAD.split(";"))
    sheet.append(["1", "Lois", "1.1", "Une loi existe-t-elle ?", "oui", "Loi 2022"])
    sheet.append(["1", "Lois", "1.2", "Est-elle appliquée ?", "", ""])
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_formula_without_its_value_is_no_silence() -> None:
    def change(sheet: Any) -> None:
        sheet["E3"] = '=IF(1=1,"oui","non")'

    found = receive(name="liste.xlsx", content=book(change))
    assert (3, "Réponse") in faults(found)


def test_an_answer_merged_with_its_evidence_is_not_its_own_evidence() -> None:
    found = receive(name="liste.xlsx", content=book(lambda sheet: sheet.merge_cells("E2:F2")))
    assert {(2, "Réponse"), (2, "Preuve")} <= faults(found)


def test_a_domain_merged_over_its_questions_is_read_for_each() -> None:
    def change(sheet: Any) -> None:
        sheet["A3"] = sheet["B3"] = None
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    found = receive(name="liste.xlsx", content=book(change))
    assert faults(found) == set()
    assert [one["domain_title"] for one in found.reading["rows"]] == ["Lois", "Lois"]


def test_the_reference_page_names_every_column_and_every_answer() -> None:
    page = (ROOT / "docs/reference/listes-indicateurs.md").read_text(encoding="utf-8")
    for title in (*sets.COLUMNS.values(), *(label for code, label in sets.LABELS.items() if code)):
        assert str(title) in page, title
    for method in sets.methods().values():
        assert method.title_fr in page
