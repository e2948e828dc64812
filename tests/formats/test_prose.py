"""Texts as paragraphs and tables in the order of the page, whatever the format."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.formats import UnreadableFile
from azalai.formats.prose import read_prose
from azalai.tabular import Document
from tests.formats.broken import EXPECTED, broken_files
from tests.formats.builders import cell, paragraph, row, table, write_word, write_zip

BULLET = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
BODY = (
    paragraph("Compte rendu")
    + table(row(cell("Date"), cell("1er mars 2022")))
    + paragraph("OIM", BULLET)
    + table(row(cell("Action"), cell("Qui")), row(cell("Lire"), cell("HCR")))
)
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = (
    f'<office:document-content xmlns:office="{NAMES}office:1.0" xmlns:text="{NAMES}text:1.0" '
    f'xmlns:table="{NAMES}table:1.0"><office:body><office:text>'
    "<text:h>Compte rendu</text:h>"
    "<table:table><table:table-row><table:table-cell><text:p>Date</text:p></table:table-cell>"
    "<table:table-cell><text:p>1er mars<text:s/>2022</text:p></table:table-cell></table:table-row>"
    "</table:table>"
    "<text:list><text:list-item><text:p>OIM</text:p></text:list-item></text:list>"
    "<table:table><table:table-header-rows><table:table-row>"
    '<table:table-cell table:number-columns-spanned="2">'
    "<text:p>Action</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
    "</table:table-header-rows><table:table-row><table:table-cell><text:p>Lire</text:p><text:p>Écrire</text:p>"
    "</table:table-cell><table:table-cell><text:p>HCR</text:p></table:table-cell></table:table-row></table:table>"
    "</office:text></office:body></office:document-content>"
)
MARKDOWN = """# Compte rendu

| | |
|---|---|
| Date | 1er mars 2022 |
| Présence | <ul style="list-style-type: none"> <li>OIM</li><li>HCR &amp; PAM</li></ul> |

- - **Lire** <br> Écrire
"""
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_WIDE = '<w:tcW w:w="4000" w:type="dxa"/>'
RULED = (
    paragraph("Compte rendu")
    + table(row(cell("Date", _WIDE), cell("1er mars 2022", _WIDE)))
    + paragraph("OIM")
    + table(
        row(cell("Action", '<w:tcW w:w="8000" w:type="dxa"/><w:gridSpan w:val="2"/>')),
        row(cell("Lire</w:t><w:br/><w:t>Écrire", _WIDE), cell("HCR", _WIDE)),
    )
    + paragraph("Fin")
).replace("<w:tblPr/>", f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr>")


def texts(document: Document) -> list[list[list[str]]]:
    """Texts of the tables."""
    return [[[cell.text for cell in row] for row in table.rows] for table in document.tables]


def odt(folder: Path) -> Path:
    """A LibreOffice text."""
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT}
    return write_zip(folder / "cr.odt", members)


def test_word_tables_say_where_they_stand(tmp_path: Path) -> None:
    document = read_prose(write_word(tmp_path / "cr.docx", BODY))
    assert document.paragraphs == ("Compte rendu", "OIM")
    assert document.marks == ("", "list")
    assert [found.after for found in document.tables] == [1, 2]


def test_a_libreoffice_text_is_read_in_order(tmp_path: Path) -> None:
    document = read_prose(odt(tmp_path))
    assert (document.kind, document.title) == ("odt", "Compte rendu")
    assert document.marks == ("heading", "list")
    assert [found.after for found in document.tables] == [1, 2]
    assert texts(document) == [[["Date", "1er mars 2022"]], [["Action", "Action"], ["Lire\nÉcrire", "HCR"]]]
    assert document.tables[1].rows[0][0] is document.tables[1].rows[0][1]


def test_plain_text_with_markdown_tables_and_html_marks(tmp_path: Path) -> None:
    path = tmp_path / "cr.txt"
    path.write_text(MARKDOWN, encoding="utf-8")
    document = read_prose(path)
    assert document.paragraphs == ("Compte rendu", "- Lire", "Écrire")
    assert document.marks[0] == "heading"
    assert texts(document) == [[["Date", "1er mars 2022"], ["Présence", "OIM\nHCR & PAM"]]]


def test_old_windows_accents_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cr.txt"
    path.write_bytes("Réunion du GTM à Diffa".encode("cp1252"))
    assert read_prose(path).paragraphs == ("Réunion du GTM à Diffa",)


def test_a_pdf_gives_lines_and_ruled_tables(tmp_path: Path) -> None:
    document = read_prose(pdf(tmp_path))
    assert document.paragraphs == ("Compte rendu", "OIM", "Fin")
    assert [found.after for found in document.tables] == [1, 2]
    assert texts(document)[0] == [["Date", "1er mars 2022"]]
    assert texts(document)[1][0] == ["Action"] * 2
    assert texts(document)[1][1] == ["Lire\nÉcrire", "HCR"]


def pdf(folder: Path) -> Path:
    """Two ruled tables between paragraphs, printed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice n'est pas installé : conversion impossible")
    source = write_word(folder / "cr.docx", RULED)
    home = f"-env:UserInstallation=file://{folder / 'profil'}"
    convert = ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run([program, home, "--headless", *convert], check=True, capture_output=True, timeout=120)
    return folder / "cr.pdf"


def check_sentence(refusal: UnreadableFile) -> None:
    """One line for a person, which does not take a text for a plan."""
    assert refusal.message.endswith(".")
    assert "\n" not in refusal.message
    assert "plan" not in refusal.message.split()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return broken_files(tmp_path_factory.mktemp("abimes"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_broken_file_is_refused_in_one_sentence_or_read(broken: dict[str, Path], name: str) -> None:
    try:
        document = read_prose(broken[name])
    except UnreadableFile as refusal:
        check_sentence(refusal)
    else:
        assert document.kind in ("docx", "odt", "pdf", "txt")


def test_a_workbook_is_not_a_text(broken: dict[str, Path]) -> None:
    with pytest.raises(UnreadableFile, match=r"\.docx, \.odt, \.pdf"):
        read_prose(broken["formules.xlsx"])


def test_a_pdf_without_text_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "image.pdf"
    path.write_bytes(_bare_pdf())
    with pytest.raises(UnreadableFile, match="scanner") as refusal:
        read_prose(path)
    assert refusal.value.code == "no-text"


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "abime.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"\x00\xff" * 300)
    with pytest.raises(UnreadableFile, match="abîmé"):
        read_prose(path)


def _bare_pdf() -> bytes:
    """One blank page."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj%sendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 4\n0000000000 65535 f \n" + table + end


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "n'importe quoi"
    path.write_bytes(data)
    for head in (b"", b"%PDF-1.4\n"):
        path.write_bytes(head + data)
        try:
            read_prose(path)
        except UnreadableFile as refusal:
            check_sentence(refusal)


def test_columns_parted_by_strokes_or_tabs_are_tables(tmp_path: Path) -> None:
    path = tmp_path / "cr.txt"
    path.write_text("Actions | Qui | Quand\nLire | OIM | mai 2023\n\nA\tB\tC\n", encoding="utf-8")
    assert texts(read_prose(path)) == [
        [["Actions", "Qui", "Quand"], ["Lire", "OIM", "mai 2023"], ["A", "B", "C"]]
    ]
