"""The register as a workbook: out and in again; every fault at once, nothing half taken over."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.followup import actions
from azalai.followup.models import ActionPoint, PointSheet
from azalai.followup.sheets.writing import workbook
from tests.accounts.acting import BY
from tests.accounts.factories import make_post, sign_in
from tests.actors.factories import make_organisation
from tests.concertation.factories import make_body
from tests.followup.factories import again, make_point

pytestmark = pytest.mark.django_db
Cells = list[list[Any]]


def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def changed(content: bytes, *cells: tuple[int, str, Any]) -> bytes:
    """The workbook with these cells: row, heading, value."""
    book = book_of(content)
    sheet = book["Actions"]
    columns = {str(cell.value).rstrip(" *"): cell.column for cell in sheet[1]}
    for row, heading, value in cells:
        sheet.cell(row, columns[heading], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def handed(content: bytes) -> PointSheet:
    return actions.receive_sheet(**BY, name="actions.xlsx", content=content)


def full_point() -> ActionPoint:
    return make_point(
        text="=1+1, puis réunir le comité",
        owners=[make_organisation("DREC"), "Les partenaires"],
        owner_post=make_post(Role.ME_OFFICER, "Chargé du suivi"),
        deadline="2027-03",
        deadline_text="fin mars",
        priority="high",
        body=make_body(name_fr="Groupe des routes"),
        note="@voir l'annexe",
    )


def test_what_goes_out_comes_back_unchanged_and_no_cell_is_a_formula() -> None:
    points = [full_point(), make_point(kind="recommendation")]
    content = workbook(ActionPoint.objects.prefetch_related("owners__organisation"))
    sheet = book_of(content)["Actions"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    reading = actions.read_sheet(handed(content), "NE")
    assert (reading.faults, reading.notes) == ([], ())
    assert [(row.outcome, row.existing) for row in reading.rows] == [("same", one) for one in points]


def test_rows_are_added_and_changed_with_one_entry_each() -> None:
    point = full_point()
    content = changed(
        workbook([point]),
        (2, "Échéance", "15/06/2027"),
        (2, "Responsables", "DREC"),
        (3, "Nature", "Recommandation"),
        (3, "Ce qui est à faire", "Publier le bilan"),
        (3, "Responsables", "DREC ; Un groupe"),
    )
    sheet = handed(content)
    assert [row.outcome for row in actions.read_sheet(sheet, "NE").rows] == ["changed", "new"]
    entries = AuditEntry.objects.count()
    actions.accept_sheet(**BY, sheet=sheet, country="NE")
    assert (again(point).deadline, [str(one) for one in again(point).owners.all()]) == (
        "2027-06-15",
        ["DREC"],
    )
    assert again(point).note == "@voir l'annexe"
    made = ActionPoint.objects.get(text="Publier le bilan")
    assert (made.kind, [str(one) for one in made.owners.all()]) == ("recommendation", ["DREC", "Un groupe"])
    assert AuditEntry.objects.count() == entries + 3
    with pytest.raises(ValidationError, match="déjà repris"):
        actions.accept_sheet(**BY, sheet=sheet, country="NE")


def test_every_fault_of_every_row_is_told_and_nothing_is_taken_over() -> None:
    point = full_point()
    content = changed(
        workbook([point]),
        (2, "Échéance", "bientôt"),
        (2, "Priorité", "Énorme"),
        (2, "Ce qui est à faire", ""),
        (3, "Numéro", "A999999"),
        (3, "Ce qui est à faire", "x" * 2001),
        (4, "Ce qui est à faire", "Sans nature"),
        (5, "Numéro", point.number),
        (5, "Nature", "Action"),
        (5, "Ce qui est à faire", "Bonne ligne"),
        (5, "Instance", "Inconnue"),
        (5, "Poste responsable", "Inconnu"),
    )
    sheet = handed(content)
    reading = actions.read_sheet(sheet, "NE")
    told = {(fault.row, fault.column) for fault in reading.faults}
    assert told == {
        (2, "Échéance"),
        (2, "Priorité"),
        (2, "Ce qui est à faire"),
        (3, "Numéro"),
        (3, "Ce qui est à faire"),
        (3, "Nature"),
        (4, "Nature"),
        (5, "Numéro"),
        (5, "Instance"),
        (5, "Poste responsable"),
    }
    with pytest.raises(ValidationError, match="rien n'a été repris"):
        actions.accept_sheet(**BY, sheet=sheet, country="NE")
    assert ActionPoint.objects.count() == 1


def test_a_column_that_is_absent_changes_nothing_and_an_unknown_one_is_told() -> None:
    point = full_point()
    content = "Numéro;Ce qui est à faire;Humeur\n".encode() + f"{point.number};Réunir;gaie\n".encode()
    sheet = actions.receive_sheet(**BY, name="actions.csv", content=content)
    reading = actions.read_sheet(sheet, "NE")
    assert [row.changes for row in reading.rows] == [("text",)]
    assert "Humeur" in reading.notes[-1]
    actions.accept_sheet(**BY, sheet=sheet, country="NE")
    assert (again(point).text, again(point).deadline) == ("Réunir", "2027-03")


def test_on_the_web_one_downloads_sees_and_takes_over(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    point = full_point()
    out = client.get(f"{reverse('followup:download')}?etat=toutes")
    assert out["Content-Disposition"].startswith('attachment; filename="actions-')
    file = SimpleUploadedFile("actions.xlsx", changed(out.content, (2, "Précision", "Vu")))
    seen = client.post(reverse("followup:upload"), {"file": file}, follow=True)
    assert "modifiée" in seen.content.decode()
    sheet = PointSheet.objects.get()
    client.post(reverse("followup:sheet_accept", args=[sheet.public_id]))
    assert again(point).note == "Vu"
    assert "repris depuis" in client.get(sheet.get_absolute_url()).content.decode()
    wrong = client.post(reverse("followup:upload"), {"file": SimpleUploadedFile("a.xlsx", b"rien")})
    assert wrong.status_code == 422
    assert PointSheet.objects.count() == 1
    assert client.get(reverse("followup:template")).status_code == 200


def test_a_partner_downloads_what_is_theirs_and_hands_nothing_over(client: Client) -> None:
    sign_in(client, Role.PARTNER)
    full_point()
    out = client.get(reverse("followup:download"))
    assert book_of(out.content)["Actions"].max_row == 1
    assert client.get(reverse("followup:upload")).status_code == 403


def test_a_state_changed_in_the_workbook_is_told_not_to_be_taken(client: Client) -> None:
    point, other = full_point(), make_point()
    actions.update_point(**BY, point=other, progress=40)
    rows = ActionPoint.objects.order_by("pk").prefetch_related("owners__organisation")
    kept = actions.read_sheet(handed(workbook(rows)), "NE")
    assert [row.ignored for row in kept.rows] == [(), ()]
    sheet = handed(changed(workbook(rows), (2, "État", "Vérifiée"), (3, "Avancement", 80)))
    reading = actions.read_sheet(sheet, "NE")
    assert [(row.outcome, row.ignored) for row in reading.rows] == [
        ("same", ("state",)),
        ("same", ("progress",)),
    ]
    sign_in(client, Role.ME_OFFICER)
    page = client.get(reverse("followup:sheet", args=[sheet.public_id])).content.decode()
    assert page.count("non repris") == 2
    assert again(point).state == "accepted"
