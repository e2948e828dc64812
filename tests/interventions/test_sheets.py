"""The workbook, out and in."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.formats.errors import UnreadableFile
from azalai.frames.partial import read_partial
from azalai.interventions import actions
from azalai.interventions.actions.sheets import read_sheet
from azalai.interventions.content import content_of
from azalai.interventions.models import Intervention, SheetUpload
from azalai.interventions.queries import with_lines
from azalai.interventions.sheets.layout import MAIN_COLUMNS
from azalai.interventions.sheets.writing import workbook
from tests.accounts.factories import AT, SYSTEM, author_with, sign_in
from tests.interventions.factories import load, make_intervention

pytestmark = pytest.mark.django_db
HEAD = "Identifiant;Titre;Description;Nature;Chef de file;Objectifs du PMM;Lieux;Début prévu;Fin prévue"
GOOD = 'P-1;Former les relais;Deux sessions;Formation;OIM;"3 ; 10";"Agadez (60 %) ; Tahoua";03/2025;2026'


@pytest.fixture(autouse=True)
def _lists() -> None:
    load()


def sheet(*lines: str) -> SheetUpload:
    text = "\n".join((HEAD, *lines))
    return actions.receive_sheet(by=SYSTEM, at=AT, name="essai.csv", content=text.encode())


def accept(upload: SheetUpload) -> None:
    actions.accept_sheet(by=SYSTEM, at=AT, upload=upload, country="NE")


def test_the_template_offers_the_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook("NE")))
    assert book.sheetnames[:4] == ["Interventions", "Budget", "Groupes cibles", "Listes"]
    main = book["Interventions"]
    assert [cell.value.removesuffix(" *") for cell in main[1]] == [c.heading for c in MAIN_COLUMNS]
    lists = {str(v.sqref): v for v in main.data_validations.dataValidation if v.type == "list"}
    assert len(lists) >= 5
    assert "Agadez (NE001)" in [cell.value for row in book["Listes"] for cell in row]


def test_a_workbook_is_taken_over_once() -> None:
    accept(sheet(GOOD))
    made = Intervention.objects.get()
    assert (made.identifier, made.nature, made.planned_start) == ("P-1", "training", "2025-03")
    assert made.entered_via == "excel"
    assert [(p.place.name, p.share) for p in made.places.all()] == [("Agadez", 60), ("Tahoua", None)]
    assert [o.item.code for o in made.objectives.all()] == ["3", "10"]
    assert made.lead is not None


def test_the_same_workbook_again_changes_nothing() -> None:
    accept(sheet(GOOD))
    before = AuditEntry.objects.filter(object_type="interventions.intervention").count()
    again = read_sheet(upload := sheet(GOOD), "NE")
    assert [row.outcome for row in again.rows] == ["same"]
    accept(upload)
    assert Intervention.objects.count() == 1
    assert AuditEntry.objects.filter(object_type="interventions.intervention").count() == before


def test_an_identifier_updates_and_an_absent_column_changes_nothing() -> None:
    accept(sheet(GOOD))
    short = "Identifiant;Titre\nP-1;Former les relais communautaires"
    upload = actions.receive_sheet(by=SYSTEM, at=AT, name="essai.csv", content=short.encode())
    assert [row.changes for row in read_sheet(upload, "NE").rows] == [("title_fr",)]
    accept(upload)
    made = Intervention.objects.get()
    assert made.title_fr == "Former les relais communautaires"
    assert made.places.count() == 2


def test_every_fault_of_every_row_is_told_at_once_and_nothing_is_taken_over() -> None:
    upload = sheet(
        GOOD,
        "P-2;;;Magie;OIM;99;Atlantide;demain;2026",
        "P-1;Encore;;;OIM;;;;",
        ";Sans identifiant;;;OIM;;;2026;2025",
    )
    reading = read_sheet(upload, "NE")
    told = {(fault.row, fault.column) for fault in reading.faults}
    assert told >= {
        (3, "Titre"),
        (3, "Nature"),
        (3, "Objectifs du PMM"),
        (3, "Lieux"),
        (3, "Début prévu"),
        (4, "Identifiant"),
        (5, "Identifiant"),
        (5, "Fin prévue"),
    }
    with pytest.raises(ValidationError):
        accept(upload)
    assert not Intervention.objects.exists()


def test_what_leaves_comes_back_the_same(tmp_path: Path) -> None:
    made = make_intervention()
    content = workbook("NE", with_lines(Intervention.objects.all()))
    upload = actions.receive_sheet(by=SYSTEM, at=AT, name="i.xlsx", content=content)
    reading = read_sheet(upload, "NE")
    assert reading.faults == []
    assert [(row.outcome, row.changes) for row in reading.rows] == [("same", ())]
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Budget"]["B2"] = -5
    book["Groupes cibles"]["C2"] = "douze"
    book["Groupes cibles"]["A3"] = "INCONNU"
    book["Groupes cibles"]["B3"] = "Jeunes"
    book.save(tmp_path / "faux.xlsx")
    wrong = (tmp_path / "faux.xlsx").read_bytes()
    faults = read_sheet(actions.receive_sheet(by=SYSTEM, at=AT, name="f.xlsx", content=wrong), "NE").faults
    assert {(fault.sheet, fault.row) for fault in faults} == {
        ("Budget", 2),
        ("Groupes cibles", 2),
        ("Groupes cibles", 3),
    }
    assert content_of(Intervention.objects.get(pk=made.pk)).budgets[0].amount == 45_000_000


def test_a_formula_is_only_ever_text() -> None:
    attack = '=HYPERLINK("http://mal.example")'
    accept(sheet(f'P-9;"{attack.replace(chr(34), chr(34) * 2)}";x;Formation;OIM;3;Agadez;2025;'))
    made = Intervention.objects.get()
    assert made.title_fr == attack
    book = openpyxl.load_workbook(io.BytesIO(workbook("NE", with_lines(Intervention.objects.all()))))
    cell = book["Interventions"]["B2"]
    assert (cell.data_type, cell.value) == ("s", attack)


@pytest.mark.parametrize(
    ("name", "content"),
    [("vide.xlsx", b""), ("faux.xlsx", b"PK\x03\x04 rien"), ("x.xlsx", b"\x7fELF"), ("x.pdf", b"%PDF-1.4")],
)
def test_what_is_no_workbook_is_refused_and_not_kept(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        actions.receive_sheet(by=SYSTEM, at=AT, name=name, content=content)
    assert not SheetUpload.objects.exists()


def test_another_table_is_told_to_be_another_table() -> None:
    upload = actions.receive_sheet(by=SYSTEM, at=AT, name="a.csv", content=b"Fruit;Prix\nMangue;100\n")
    reading = read_sheet(upload, "NE")
    assert not reading.may_be_accepted


def test_a_workbook_is_not_accepted_twice() -> None:
    upload = sheet(GOOD)
    accept(upload)
    with pytest.raises(ValidationError, match="déjà repris"):
        accept(upload)


def test_what_is_new_may_be_kept_as_drafts_and_handed_over_again_doubles_nothing() -> None:
    actions.accept_sheet(by=SYSTEM, at=AT, upload=sheet(GOOD), country="NE", publication="draft")
    made = Intervention.objects.get()
    assert (made.is_draft, made.identifier) == (True, "P-1")
    assert [row.outcome for row in read_sheet(sheet(GOOD), "NE").rows] == ["same"]
    accept(sheet(GOOD.replace("Former", "Instruire")))
    made.refresh_from_db()
    assert (made.is_draft, made.title_fr) == (True, "Instruire les relais")


def test_a_partner_hands_over_no_workbook() -> None:
    with pytest.raises(PermissionDenied):
        actions.receive_sheet(by=author_with(Role.PARTNER), at=AT, name="a.csv", content=GOOD.encode())


def test_the_preview_shows_what_will_happen_then_does_it(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    content = io.BytesIO(f"{HEAD}\n{GOOD}".encode())
    content.name = "essai.csv"
    answer = client.post("/interventions/classeur/", {"file": content})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "Former les relais" in page
    assert "ajoutée" in page
    assert client.post(f"{answer['Location']}reprendre/").status_code == 302
    assert not Intervention.objects.exists(), "nobody said whether they are published"
    done = client.post(f"{answer['Location']}reprendre/", {"publication": "published"})
    assert done.status_code == 302
    assert Intervention.objects.count() == 1
    bad = io.BytesIO(b"\x7fELF")
    bad.name = "a.xlsx"
    assert client.post("/interventions/classeur/", {"file": bad}).status_code == 422


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025", "2025"),
        ("2025-03", "2025-03"),
        ("2025-03-15", "2025-03-15"),
        ("2025-03-15 00:00:00", "2025-03-15"),
        ("15/03/2025", "2025-03-15"),
        ("03/2025", "2025-03"),
        ("2025.0", "2025"),
        ("31/02/2025", ""),
        ("bientôt", ""),
        ("", ""),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, found: str) -> None:
    assert read_partial(text) == found
