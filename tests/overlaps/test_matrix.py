"""The matrix of overlaps and complementary activities, its files, and the two indicators."""

from __future__ import annotations

import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.overlaps import actions, queries
from azalai.overlaps.enums import Relation
from azalai.overlaps.models import Pair
from tests.accounts.acting import BY
from tests.accounts.factories import sign_in
from tests.interventions.factories import full_content, load, make_bare_intervention, make_intervention, place
from tests.overlaps.factories import accept_all, decided, leads, make_joint, make_pair

pytestmark = pytest.mark.django_db
MATRIX = "/recoupements/matrice/"


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def file_of(client: Client, kind: str, query: str = "") -> io.BytesIO:
    response = client.get(f"{MATRIX}telecharger/{kind}/{query}")
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]
    return io.BytesIO(response.content)


def followed() -> Pair:
    """A decided duplicate whose joint action has a result."""
    pair = decided(amount_at_stake=Decimal(12_000_000))
    joint = accept_all(make_joint(pair))
    actions.conclude(**BY, joint=joint, result="shared-out", outcome="Gaya à l'un, Dosso à l'autre.")
    return pair


def test_the_matrix_has_both_parts_with_decision_joint_action_and_result(client: Client) -> None:
    pair = followed()
    other = decided(Relation.COMPLEMENTARY)
    waiting, unrelated = make_pair(), decided(Relation.UNRELATED)
    sign_in(client, Role.COMMUNICATION)
    page = page_of(client, f"{MATRIX}?attente=on")
    first, second = page.split('id="p-synergies"')
    assert pair.left.title in first
    assert other.left.title in second
    assert "Lieux ou publics répartis : Gaya à l&#x27;un, Dosso à l&#x27;autre." in first
    assert "12\u202f000\u202f000" in first
    assert waiting.left.title not in page
    assert unrelated.left.title not in page


def test_only_those_who_oversee_may_include_what_waits(client: Client) -> None:
    waiting = make_pair()
    sign_in(client, Role.ME_OFFICER)
    assert waiting.left.title not in page_of(client, MATRIX)
    assert waiting.left.title in page_of(client, f"{MATRIX}?attente=on")
    told = docx.Document(file_of(client, "docx", "?attente=on"))
    assert "À décider" in told.tables[0].cell(1, 4).text
    sign_in(client, Role.PARTNER)
    assert waiting.left.title not in page_of(client, f"{MATRIX}?attente=on")
    assert not docx.Document(file_of(client, "docx", "?attente=on")).tables


def test_the_matrix_is_filtered_by_its_address(client: Client) -> None:
    load()
    wanted = decided(
        left=make_intervention(full_content(planned_start="2024", planned_end="2025")),
        right=make_intervention(full_content(planned_start="2024", planned_end="2025")),
    )
    other = decided()
    sign_in(client, Role.AUDITOR)
    lead = leads(wanted)[0]
    for query in (f"organisme={lead.pk}", f"lieu={place('Agadez').pk}"):
        page = page_of(client, f"{MATRIX}?{query}")
        assert wanted.left.title in page, query
        assert other.left.title not in page, query
    assert wanted.left.title in page_of(client, f"{MATRIX}?de=2025&a=2025")
    assert wanted.left.title not in page_of(client, f"{MATRIX}?de=2027&a=2028")
    assert "Aucune paire ne répond" in page_of(client, f"{MATRIX}?lieu={place('Diffa').pk}")


def test_the_word_file_says_when_with_which_filters_and_how_much(client: Client) -> None:
    pair = followed()
    decided(Relation.COMPLEMENTARY)
    sign_in(client, Role.ME_OFFICER)
    word = docx.Document(file_of(client, "docx", f"?organisme={leads(pair)[0].pk}"))
    lines = [paragraph.text for paragraph in word.paragraphs]
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    section = word.sections[0]
    assert section.page_width > section.page_height
    assert headings == ["Doublons et chevauchements (1)"]
    assert any(f"Organisme : {leads(pair)[0]}" in line for line in lines)
    assert any(str(timezone.localdate().year) in line for line in lines)
    assert any("Nombre d'activités en doublons : 2." in line for line in lines)
    assert any("1 au total ; budget en jeu : 12\u202f000\u202f000" in line for line in lines)
    cells = [cell.text for cell in word.tables[0].rows[1].cells]
    assert pair.left.title in cells[0]
    assert pair.right.title in cells[1]
    assert "Vu avec les deux partenaires." in cells[4]
    assert "Gaya à l'un" in cells[5]


def test_the_excel_file_has_one_line_for_each_pair_and_filters(client: Client) -> None:
    pair = followed()
    other = decided(Relation.COMPLEMENTARY, amount_at_stake=None, people_at_stake=None)
    sign_in(client, Role.ME_OFFICER)
    book = openpyxl.load_workbook(file_of(client, "xlsx"))
    assert book.sheetnames == ["Doublons et chevauchements", "Activités complémentaires"]
    told = lines_of(book.worksheets[0])
    assert [line["Activité A"] for line in told] == [pair.left.title]
    assert told[0]["Budget en jeu, FCFA"] == 12_000_000
    assert told[0]["Relation"] == "Doublon"
    assert told[0]["Résultat"].startswith("Lieux ou publics répartis")
    assert book.worksheets[0].auto_filter.ref is not None
    synergies = lines_of(book.worksheets[1])
    assert [line["Activité A"] for line in synergies] == [other.left.title]
    assert synergies[0]["Budget en jeu, FCFA"] is None


def lines_of(sheet: Any) -> list[dict[str, Any]]:
    """Lines of a sheet by the titles of its columns."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(index for index, row in enumerate(rows) if row[0] == "Activité A")
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n'est pas installé")
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_libreoffice_opens_both_files(client: Client, tmp_path: Path, kind: str) -> None:
    followed()
    sign_in(client, Role.ME_OFFICER)
    path = tmp_path / f"matrice.{kind}"
    path.write_bytes(file_of(client, kind).read())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    done = subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "matrice.pdf").stat().st_size > 5_000


def test_an_unknown_file_does_not_exist(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    assert client.get(f"{MATRIX}telecharger/exe/").status_code == 404
    assert client.get("/recoupements/indicateurs/autre/").status_code == 404


def test_indicators_count_interventions_once_and_list_them(client: Client) -> None:
    shared = make_bare_intervention()
    pair, again = decided(left=shared), decided(Relation.PARTIAL, left=shared)
    synergy = decided(Relation.COMPLEMENTARY)
    make_pair()
    assert queries.overlapping(country="NE").count() == 3
    assert queries.complementary(country="NE").count() == 2
    sign_in(client, Role.PARTNER)
    page = page_of(client, MATRIX)
    assert "chacune comptée une fois" in page
    listed = page_of(client, "/recoupements/indicateurs/chevauchements/")
    assert "Nombre d&#x27;activités en doublons : 3" in listed or "en doublons : 3" in listed
    assert pair.get_absolute_url() in listed
    assert again.get_absolute_url() in listed
    assert synergy.left.title not in listed
    assert synergy.left.title in page_of(client, "/recoupements/indicateurs/synergies/")


def test_an_indicator_counts_the_years_asked_for(client: Client) -> None:
    load()
    made = [
        make_intervention(full_content(planned_start=year, planned_end=year)) for year in ("2023", "2026")
    ]
    decided(left=made[0], right=made[1])
    sign_in(client, Role.AUDITOR)
    page = page_of(client, "/recoupements/indicateurs/chevauchements/?de=2025&a=2027")
    assert "en doublons : 1" in page
    assert made[1].title in page
    assert page_of(client, f"{MATRIX}?de=2025").count("?de=2025&amp;a=2100") == 2


@pytest.mark.parametrize("count", [3, 20])
def test_queries_of_the_matrix_do_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        decided(Relation.COMPLEMENTARY if number % 2 else Relation.DUPLICATE)
    sign_in(client, Role.ME_OFFICER)
    with django_assert_max_num_queries(30):
        page_of(client, MATRIX)
    with django_assert_max_num_queries(28):
        file_of(client, "xlsx")
    with django_assert_max_num_queries(14):
        page_of(client, "/recoupements/indicateurs/chevauchements/")
