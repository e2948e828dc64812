"""A report as Word, PDF and HTML: the same bytes twice, no text that commands, letters that print."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azalai.core.charts import png
from azalai.formats.report.html import write_html
from azalai.formats.report.model import (
    Block,
    Chapter,
    Grid,
    Heading,
    KeyFigures,
    Paragraph,
    Picture,
    Report,
    Run,
    Text,
)
from azalai.formats.report.pdf import write_pdf
from azalai.formats.report.shaping import FONTS, column_shares, running_head, stays_whole
from azalai.formats.report.text import typeset
from azalai.formats.report.word import write_docx

HOSTILE = (
    '#set page(fill: red) *gras* _x_ $x^2$ <script>alert(1)</script> \\ "q" @ref `raw` // c /* d */ [b] {c}'
    " ]] --> &amp; %PDF {{ x }} {% y %} \x00\x0b \u202eRTL\u202c"
)
HAUSA, ARABIC = "ɓ ɗ ƙ ƴ Ɓ Ɗ Ƙ", "الهجرة في النيجر"
SCRIPTS = {"Tifinagh": "ⵜⴰⵎⴰⵛⴰⵇ", "N'Ko": "ߒߞߏ", "Adlam": "𞤆𞤵𞤤𞤢𞤪"}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60" width="200" height="60">'
    '<rect width="100" height="20" fill="#28306b"/>'
    '<text x="9" y="50" font-family="system-ui, sans-serif">É</text></svg>'
)


def text(told: str, **more: object) -> Text:
    return (Run(told, **more),)  # type: ignore[arg-type]


def grid(rows: int = 3, cell: str = "Une ligne") -> Grid:
    lines = [(text(f"{cell} {n}"), text(str(n), url="https://exemple.org/liste")) for n in range(rows)]
    return Grid("Des lignes", ("Nom", "Nombre"), (*lines, (text("Total"), text("9"))), frozenset({1}), foot=1)


BLOCKS: tuple[Block, ...] = (
    Paragraph(
        (Run("Il y a "), Run("12", url="https://exemple.org/x", is_figure=True), Run(" réunions : oui !"))
    ),
    Paragraph(text("non disponible", is_missing=True), "note"),
    Paragraph(text("Un élément"), "item"),
    Paragraph(text("À retenir"), "lead"),
    Heading("Un titre"),
    Heading("Un sous-titre", 3),
    grid(),
    KeyFigures((("réunions", text("12")), ("actions", text("3")))),
    Picture("Un carré", SVG, SVG, "Un carré de 100", "essai"),
)


def report(*blocks: Block, **more: object) -> Report:
    made = Report(
        title="Bilan annuel",
        subtitle="Année 2022",
        state="République d'essai",
        authority="Ministère d'essai",
        secretariat="Secrétariat permanent",
        period="Période : 2022",
        as_of="Chiffres arrêtés au 5 mars 2023",
        standing="Projet",
        edited_on=date(2023, 3, 5),
        is_draft=True,
        chapters=(
            Chapter("one", "Premier", blocks or BLOCKS),
            Chapter("two", "Matrice", (Paragraph(text("Rien.")),), is_annex=True),
        ),
        warning="Projet non validé.",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write_docx(report(), png) == write_docx(report(), png)
    assert write_pdf(report()) == write_pdf(report())
    assert write_html(report()) == write_html(report())


def test_no_text_commands_the_file_that_it_is_printed_in() -> None:
    hostile = report(
        Paragraph(text(HOSTILE)),
        Heading(HOSTILE),
        Grid(HOSTILE, (HOSTILE, "x"), ((text(HOSTILE), text(HOSTILE)),), source=HOSTILE),
        KeyFigures(((HOSTILE, text(HOSTILE)),)),
        Picture(HOSTILE, SVG, SVG, HOSTILE, HOSTILE),
        title=HOSTILE,
        secretariat=HOSTILE,
        standing=HOSTILE,
    )
    for found in (pdf_text(write_pdf(hostile)), word_text(write_docx(hostile, png))):
        flat = " ".join(found.split())
        assert "#set page(fill: red) *gras* _x_ $x^2$ <script>alert(1)</script>" in flat
        assert "\u202e" not in found
        assert "\x00" not in found
    html = write_html(hostile).decode()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_an_address_that_is_no_address_becomes_no_link() -> None:
    html = write_html(report(Paragraph(text("oui", url="javascript:alert(1)")))).decode()
    assert "javascript" not in html
    assert "oui" in html


def test_hausa_and_arabic_letters_print() -> None:
    told = report(Paragraph(text(f"{HAUSA} · {ARABIC}")))
    content = write_pdf(told)
    found = pdf_text(content)
    assert all(letter in found for letter in HAUSA)
    assert all(word in found or word[::-1] in found for word in ARABIC.split())
    assert "\ufffd" not in found
    assert ARABIC in word_text(write_docx(told, png))
    assert "w:rtl" in _document(write_docx(told, png)), "Arabic runs say that they run from right to left"


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_other_scripts_of_the_sahel_print(script: str) -> None:
    word = SCRIPTS[script]
    told = report(Paragraph(text(f"avant {word} après")), grid(2, word), Heading(word))
    found = pdf_text(write_pdf(told))
    assert "\ufffd" not in found
    assert set(word) <= set(found), "letters, not boxes"
    assert word in word_text(write_docx(told, png))
    is_turned = "w:rtl" in _document(write_docx(told, png))
    assert is_turned == (script != "Tifinagh")


def test_letters_of_a_script_that_no_font_of_ours_has_leave_a_sign_and_a_file() -> None:
    found = pdf_text(write_pdf(report(Paragraph(text("avant ꚠꚡ après")))))
    assert "avant" in found
    assert "après" in found


def test_the_pdf_is_tagged_titled_and_in_its_language() -> None:
    content = write_pdf(report())
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "Bilan annuel – Année 2022"
    assert document.is_tagged()
    assert b"pdfuaid" in content, "it says that it is PDF/UA"
    assert [one.get_title() for one in document.get_toc()][:2] == ["1. Premier", "Un titre"]


def _document(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_the_word_file_has_headings_a_filled_table_of_contents_captions_and_repeated_heads() -> None:
    content = write_docx(report(), png)
    document = docx.Document(io.BytesIO(content))
    headings = [
        p.text for p in document.paragraphs if p.style is not None and p.style.name.startswith("Heading")
    ]
    assert headings == ["1. Premier", "Un titre", "Un sous-titre", "Annexe A. Matrice"]
    contents = [p.text for p in document.paragraphs if p.style is not None and p.style.name.startswith("toc")]
    assert [line.split("\t")[0] for line in contents] == ["1. Premier", "Un titre", "Annexe A. Matrice"]
    xml = _document(content)
    assert xml.count("<w:tblHeader/>") == 1
    assert 'TOC \\o "1-2"' in xml
    assert "SEQ Tableau" in xml
    assert "SEQ Figure" in xml
    assert 'descr="Un carré de 100"' in xml
    assert document.core_properties.title == "Bilan annuel – Année 2022"


def test_pages_of_the_table_of_contents_are_told_where_they_are_known() -> None:
    content = write_docx(report(), png, pages=[3, 4, 7])
    lines = [
        p.text
        for p in docx.Document(io.BytesIO(content)).paragraphs
        if p.style is not None and p.style.name.startswith("toc")
    ]
    assert [line.split("\t")[1] for line in lines] == ["3", "4", "7"]


@pytest.mark.parametrize("rows", [0, 200])
def test_empty_and_long_tables_print(rows: int) -> None:
    told = report(grid(rows) if rows else Grid("Vide", ("A", "B"), ()))
    found = pdf_text(write_pdf(told))
    assert ("Une ligne 199" in found) == bool(rows)
    if rows:
        assert found.count("Nombre") > 2, "the head is repeated on each page"
    assert len(write_docx(told, png)) > 1000
    assert b"Aucune ligne" in write_html(told) or rows


def test_a_text_longer_than_a_page_loses_nothing() -> None:
    long = " ".join(f"mot{n}" for n in range(3000))
    told = report(Grid("Long", ("A", "B"), ((text(long), text("1")),)), Paragraph(text(long)))
    found = pdf_text(write_pdf(told)).replace("\u00ad", "")
    assert "mot2999" in found
    assert found.count("mot1500") == 2


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_any_text_prints(told: str) -> None:
    made = report(Paragraph(text(told)), Grid(told, (told or "x",), ((text(told),),)), title=told or "x")
    assert write_pdf(made).startswith(b"%PDF")
    docx.Document(io.BytesIO(write_docx(made, png)))
    write_html(made).decode()


def test_french_spaces_hold_signs_to_their_words() -> None:
    assert (
        typeset("Oui : « non » ; 45 000 % !")
        == "Oui\u00a0: «\u00a0non\u00a0»\u00a0; 45\u00a0000\u00a0%\u00a0!"
    )
    assert typeset("l'action, http://x") == "l’action, http://x"


def test_columns_share_the_page_and_figures_take_little() -> None:
    shares = column_shares(grid(5, "Une cellule qui a besoin de beaucoup de place pour se lire"))
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > 2 * shares[1]


def test_the_fonts_are_those_whose_prints_are_kept() -> None:
    lines = (FONTS / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    kept = {name: digest for digest, name in (line.split() for line in lines)}
    assert set(kept) == {path.name for path in FONTS.glob("*.ttf")}
    for name, digest in kept.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest
    assert "SIL OPEN FONT LICENSE" in Path(FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_every_weight_prints_what_the_system_writes() -> None:
    """A minus before an amount, an arrow before what hangs on a line: no empty box in any of the three."""
    written = f"−9\u00a0000\u00a0000 → « œuvre » … {HAUSA}"
    told = report(
        Heading(written),
        Paragraph((Run(written), Run(written, is_strong=True), Run(written, is_missing=True))),
        Grid("Écarts", ("Écart",), ((text(written),), (text(written),)), foot=1),
    )
    found = pdf_text(write_pdf(told))
    assert "\ufffd" not in found
    assert found.count("−9") >= 6
    assert "−9" in word_text(write_docx(told, png))


WIDE = Grid("Large", tuple("ABCDEFGH"), (tuple(text(str(n)) for n in range(8)),))


def test_an_annex_with_a_wide_table_lies_on_its_side_and_what_follows_stands_again() -> None:
    chapters = (
        Chapter("one", "Premier", BLOCKS),
        Chapter("two", "Matrice", (WIDE,), is_annex=True),
        Chapter("three", "Liste", (grid(),), is_annex=True),
    )
    told = report(chapters=chapters)
    pages = [page.get_size() for page in pypdfium2.PdfDocument(write_pdf(told))]
    assert [width > height for width, height in pages[-2:]] == [True, False]
    sections = docx.Document(io.BytesIO(write_docx(told, png))).sections
    assert [(one.page_width or 0) > (one.page_height or 0) for one in sections] == [False, True, False]
    assert all("Bilan annuel" in one.header.paragraphs[0].text for one in sections)


@pytest.mark.parametrize("rows", [4, 11])
def test_a_short_table_is_not_cut_by_the_end_of_a_page(rows: int) -> None:
    for before in range(18, 34, 3):
        lines = [Paragraph(text(f"Ligne {n}")) for n in range(before)]
        document = pypdfium2.PdfDocument(write_pdf(report(*lines, grid(rows))))
        holding = [page.get_textpage().get_text_range().count("Une ligne") for page in document]
        assert sorted(holding)[-1] == rows, f"{before} lines before it: {holding}"


def test_a_table_that_takes_many_lines_may_be_cut_though_it_has_few_rows() -> None:
    long = " ".join(["mot"] * 200)
    assert stays_whole(grid(11))
    assert not stays_whole(grid(12)), "thirteen rows with the total"
    assert not stays_whole(grid(5, long))


def test_a_running_head_stands_on_one_line() -> None:
    assert running_head(report()) == ("Secrétariat permanent", "Bilan annuel – Année 2022")
    long = report(title="Contribution au Forum d'examen des migrations internationales", secretariat="x" * 70)
    assert running_head(long)[0] == "", "what it is, then, before who speaks"
    assert running_head(report(secretariat=""))[0] == "République d'essai"


def test_a_chart_has_its_caption_above_and_its_source_below() -> None:
    order = [p.text for p in docx.Document(io.BytesIO(write_docx(report(), png))).paragraphs if p.text]
    place = order.index("Figure\xa01. Un carré")
    assert order[place + 1] == "Source : essai"
    found = pdf_text(write_pdf(report()))
    assert found.index("Un carré") < found.index("essai", found.index("Figure"))
