"""A Word table is read as the grid that its author sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordFile

from azalai.formats import UnreadableFile, read_document
from azalai.formats.limits import Limits
from azalai.formats.word import REVISION_NOTE, TEXT_BOX_NOTE
from azalai.tabular import Document, Table
from tests.formats.builders import cell, paragraph, row, table, write_word

SPAN = '<w:gridSpan w:val="{}"/>'
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(folder: Path, body: str, **parts: str) -> Document:
    return read_document(write_word(folder / "plan.docx", body, **parts))


def read_table(folder: Path, *rows: str) -> Table:
    return read(folder, table(*rows)).tables[0]


def run(content: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{content}</w:r></w:p>"


def raw_cell(content: str) -> str:
    return f"<w:tc>{content}</w:tc>"


def one_text(folder: Path, content: str) -> str:
    return read_table(folder, row(raw_cell(content))).rows[0][0].text


def texts(found: Table) -> list[list[str]]:
    return [[each.text for each in line] for line in found.rows]


def test_a_cell_over_two_columns_is_one_object_at_both(tmp_path: Path) -> None:
    found = read_table(tmp_path, row(cell("Axe 1", SPAN.format(2))), row(cell("a"), cell("b")))
    assert found.rows[0][0] is found.rows[0][1]
    assert (found.rows[0][0].column_span, found.rows[0][0].row_span) == (2, 1)
    assert texts(found)[1] == ["a", "b"]


def test_a_cell_over_three_rows_is_one_object_at_each(tmp_path: Path) -> None:
    found = read_table(
        tmp_path,
        row(cell("Objectif", RESTART), cell("1")),
        row(cell("", CONTINUE), cell("2")),
        row(cell("", CONTINUE), cell("3")),
        row(cell("Autre", RESTART), cell("4")),
    )
    assert found.rows[0][0] is found.rows[2][0]
    assert found.rows[0][0].row_span == 3
    assert found.rows[3][0].text == "Autre"
    assert (found.rows[3][0].row, found.rows[3][0].row_span) == (3, 1)


def test_a_cell_over_rows_and_columns_covers_the_block(tmp_path: Path) -> None:
    wide = SPAN.format(2)
    found = read_table(
        tmp_path,
        row(cell("A", wide + RESTART), cell("1")),
        row(cell("", wide + CONTINUE), cell("2")),
    )
    block = {id(found.rows[r][c]) for r in (0, 1) for c in (0, 1)}
    assert len(block) == 1
    assert (found.rows[0][0].row_span, found.rows[0][0].column_span) == (2, 2)


def test_a_continued_cell_without_a_first_one_stands_alone(tmp_path: Path) -> None:
    found = read_table(tmp_path, row(cell("seul", CONTINUE)), row(cell("dessous", CONTINUE)))
    assert found.rows[0][0].text == "seul"


def test_skipped_columns_are_blank_cells(tmp_path: Path) -> None:
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>{}</w:tr>'
    found = read_table(tmp_path, row(cell("a"), cell("b"), cell("c")), late.format(cell("x")))
    assert texts(found)[1] == ["", "x", ""]
    assert [each.column for each in found.rows[1]] == [0, 1, 2]


def test_a_short_row_is_filled_with_blank_cells(tmp_path: Path) -> None:
    found = read_table(tmp_path, row(cell("a"), cell("b")), row(cell("x")))
    assert texts(found) == [["a", "b"], ["x", ""]]


def test_paragraphs_and_forced_breaks_are_lines(tmp_path: Path) -> None:
    content = paragraph("un") + "<w:p><w:r><w:t>deux</w:t><w:br/><w:t>trois</w:t></w:r></w:p>"
    assert one_text(tmp_path, content) == "un\ndeux\ntrois"


def test_tabs_and_no_break_hyphens_are_kept(tmp_path: Path) -> None:
    content = run("<w:t>Avant</w:t><w:tab/><w:t>mi</w:t><w:noBreakHyphen/><w:t>2022</w:t>")
    assert one_text(tmp_path, content) == "Avant\tmi-2022"


def test_no_break_spaces_inside_amounts_are_kept(tmp_path: Path) -> None:
    assert one_text(tmp_path, paragraph("25\u00a0000\u202f000")) == "25\u00a0000\u202f000"


def test_deleted_text_is_left_out_and_inserted_text_kept(tmp_path: Path) -> None:
    content = (
        "<w:p><w:r><w:t>Former </w:t></w:r>"
        "<w:del><w:r><w:delText>20</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>30 agents</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>ici</w:t></w:r></w:moveFrom></w:p>"
    )
    document = read(tmp_path, table(row(raw_cell(content))))
    assert document.tables[0].rows[0][0].text == "Former 30 agents"
    assert document.notes == (REVISION_NOTE,)


def test_a_deleted_paragraph_end_joins_the_lines(tmp_path: Path) -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert one_text(tmp_path, paragraph("Appuyer ", deleted) + paragraph("l'État")) == "Appuyer l'État"


def test_a_deleted_row_is_left_out(tmp_path: Path) -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('retirée')}</w:tr>"
    assert texts(read_table(tmp_path, row(cell("gardée")), gone)) == [["gardée"]]


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    content = run("<w:t>visible</w:t>") + run("<w:t>caché</w:t>", "<w:vanish/>")
    assert one_text(tmp_path, content) == "visible"


def test_content_controls_are_transparent_around_everything(tmp_path: Path) -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    inner = control(row(control(cell("a")), raw_cell(control(paragraph("b")))))
    document = read(tmp_path, control(paragraph("Titre")) + control(table(inner)))
    assert document.paragraphs == ("Titre",)
    assert texts(document.tables[0]) == [["a", "b"]]


def test_links_and_fields_show_their_text_only(tmp_path: Path) -> None:
    content = (
        "<w:p><w:hyperlink><w:r><w:t>voir</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:fldSimple><w:r><w:t> ici</w:t></w:r></w:fldSimple></w:p>"
    )
    assert one_text(tmp_path, content) == "voir ici"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✓"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "✓"),
        ('<w:sym w:font="Wingdings" w:char="F0FD"/>', "X"),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', ""),
        ('<w:sym w:font="Wingdings 2" w:char="F050"/>', "✓"),
    ],
)
def test_tick_symbols_are_read_as_signs(tmp_path: Path, content: str, shown: str) -> None:
    assert one_text(tmp_path, run(content)) == shown


def test_a_letter_in_a_symbol_font_is_its_sign(tmp_path: Path) -> None:
    fonts = '<w:rFonts w:ascii="Wingdings"/>'
    assert one_text(tmp_path, run("<w:t>ü</w:t>", fonts)) == "✓"


@pytest.mark.parametrize(("sign", "shown"), [("☒", "X"), ("☐", "")])
def test_a_tick_box_is_a_cross_or_nothing(tmp_path: Path, sign: str, shown: str) -> None:
    box = (
        "<w:p><w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr>"
        f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert one_text(tmp_path, box) == shown


def test_the_tick_box_of_an_old_form_is_a_cross(tmp_path: Path) -> None:
    box = (
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        '<w:checked w:val="1"/></w:checkBox></w:ffData></w:fldChar>'
    )
    assert one_text(tmp_path, run(box)) == "X"


@pytest.mark.parametrize(
    ("shading", "shaded"),
    [
        ('w:val="clear" w:fill="92D050"', True),
        ('w:val="clear" w:fill="auto"', False),
        ('w:val="clear" w:fill="FFFFFF"', False),
        ('w:val="clear" w:fill="auto" w:themeFill="accent1"', True),
        ('w:val="clear" w:fill="auto" w:themeFill="background1"', False),
        ('w:val="solid" w:color="FF0000" w:fill="auto"', True),
        ('w:val="pct25" w:color="auto" w:fill="auto"', True),
        ('w:val="nil"', False),
    ],
)
def test_a_cell_is_shaded_when_it_has_a_colour_of_its_own(tmp_path: Path, shading: str, shaded: bool) -> None:
    found = read_table(tmp_path, row(cell("", f"<w:shd {shading}/>"))).rows[0][0]
    assert found.shaded is shaded
    assert found.is_blank is not shaded


def test_a_cell_is_bold_when_all_its_text_is(tmp_path: Path) -> None:
    bold, plain = run("<w:t>a</w:t>", "<w:b/>"), run("<w:t>b</w:t>", '<w:b w:val="0"/>')
    styled = paragraph("c", '<w:pPr><w:pStyle w:val="Fort"/></w:pPr>')
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Fort"><w:basedOn w:val="Base"/></w:style>'
    )
    cells = [raw_cell(content) for content in (bold, bold + plain, styled, run(""))]
    found = read(tmp_path, table(row(*cells)), styles=styles).tables[0]
    assert [each.bold for each in found.rows[0]] == [True, False, True, False]


def test_a_table_inside_a_cell_is_text_of_the_cell(tmp_path: Path) -> None:
    inner = table(row(cell("x"), cell("y")), row(cell("z")))
    document = read(tmp_path, table(row(raw_cell(paragraph("Voir") + inner), cell("b"))))
    assert len(document.tables) == 1
    assert document.tables[0].rows[0][0].text == "Voir\nx y\nz"


def test_a_table_that_only_lays_out_gives_its_inner_tables(tmp_path: Path) -> None:
    inner = [table(row(cell(text), cell("b"))) for text in ("un", "deux")]
    outer = table(row(*(raw_cell(each + "<w:p/>") for each in inner)))
    assert [texts(each)[0][0] for each in read(tmp_path, outer).tables] == ["un", "deux"]


def test_a_frame_around_everything_gives_paragraphs_and_tables(tmp_path: Path) -> None:
    framed = paragraph("Plan") + table(row(cell("a"), cell("b")))
    document = read(tmp_path, table(row(raw_cell(framed))))
    assert document.paragraphs == ("Plan",)
    assert document.tables[0].heading == "Plan"


def test_text_boxes_are_passed_over_and_said_so(tmp_path: Path) -> None:
    box = f"<w:pict><w:txbxContent>{paragraph('flottant')}</w:txbxContent></w:pict>"
    document = read(tmp_path, f"<w:p><w:r>{box}<w:t>fixe</w:t></w:r></w:p>")
    assert document.paragraphs == ("fixe",)
    assert document.notes == (TEXT_BOX_NOTE,)


def test_a_table_knows_the_paragraph_above_it(tmp_path: Path) -> None:
    body = paragraph("Axe 1") + paragraph(" ") + table(row(cell("a"))) + table(row(cell("b")))
    document = read(tmp_path, body)
    assert [(each.number, each.heading) for each in document.tables] == [(1, "Axe 1"), (2, "Axe 1")]


def test_the_title_is_the_first_heading(tmp_path: Path) -> None:
    file = WordFile()
    file.add_paragraph("République du Niger")
    file.add_heading("Plan d'action 2022-2026", level=1)
    file.save(tmp_path / "plan.docx")
    assert read_document(tmp_path / "plan.docx").title == "Plan d'action 2022-2026"
    assert read(tmp_path, paragraph("Sans style") + paragraph("suite")).title == "Sans style"


def test_a_file_of_python_docx_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = WordFile()
    grid = file.add_table(3, 3)
    for number, each in enumerate(grid._cells):
        each.text = str(number)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "bloc"
    file.save(tmp_path / "plan.docx")
    found = read_document(tmp_path / "plan.docx").tables[0]
    assert texts(found) == [["bloc", "bloc", "2"], ["bloc", "bloc", "5"], ["6", "7", "8"]]
    assert found.rows[0][0] is found.rows[1][1]


def test_the_strict_edition_of_the_standard_is_read(tmp_path: Path) -> None:
    from tests.formats.builders import word_members, write_zip

    members = word_members(table(row(cell("a"))))
    members["word/document.xml"] = str(members["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(read_document(write_zip(tmp_path / "a.docx", members)).tables[0]) == [["a"]]


def test_a_table_out_of_bounds_is_refused(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", table(*[row(cell("a"), cell("b"))] * 6))
    with pytest.raises(UnreadableFile) as refusal:
        read_document(path, limits=Limits(cells=10))
    assert refusal.value.code == "too-large"
