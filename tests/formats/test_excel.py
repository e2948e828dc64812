"""A workbook is read as it is displayed, with its values typed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from azalai.formats import UnreadableFile, read_document
from azalai.formats.limits import Limits
from azalai.tabular import Cell, Document
from tests.formats.builders import write_excel_xml


@pytest.fixture
def book() -> Workbook:
    return openpyxl.Workbook()


@pytest.fixture
def sheet(book: Workbook) -> Worksheet:
    book.active.title = "Plan"
    return book.active


def saved(book: Workbook, folder: Path) -> Document:
    book.save(folder / "plan.xlsx")
    return read_document(folder / "plan.xlsx")


def first_cell(sheet: Worksheet, folder: Path) -> Cell:
    return saved(sheet.parent, folder).tables[0].rows[0][0]


@pytest.mark.parametrize(
    ("value", "form", "text", "typed"),
    [
        (25_000_000, "General", "25000000", 25_000_000),
        (25_000_000, "#,##0", "25\u202f000\u202f000", 25_000_000),
        (25_000_000.0, "#,##0.00", "25\u202f000\u202f000,00", 25_000_000),
        (25_000_000, '#,##0\\ "FCFA"', "25\u202f000\u202f000 FCFA", 25_000_000),
        (25_000_000, "_-* #,##0\\ [$FCFA]_-", "25\u202f000\u202f000 FCFA", 25_000_000),
        (25_000_000, '0.0,,"M"', "25,0M", 25_000_000),
        (0.3, "General", "0,3", 0.3),
        (12.5, "General", "12,5", 12.5),
        (0.12, "0%", "12%", 0.12),
        (0.125, "0.0%", "12,5%", 0.125),
        (True, "General", "VRAI", True),
        ("2022", "@", "2022", None),
        (date(2020, 1, 5), "dd/mm/yyyy", "05/01/2020", "2020-01-05"),
        (date(2020, 1, 1), "mmm-yy", "janv. 2020", "2020-01-01"),
        (date(2020, 1, 1), "mmmm yyyy", "janvier 2020", "2020-01-01"),
        (date(2020, 1, 1), "mm/yyyy", "01/2020", "2020-01-01"),
        (date(2022, 1, 1), "yyyy", "2022", "2022-01-01"),
        (datetime(2020, 1, 5, 14, 30), "dd/mm/yyyy h:mm", "05/01/2020 14:30", "2020-01-05T14:30:00"),
        (datetime(2020, 1, 5), "[$-40C]d\\ mmmm\\ yyyy;@", "05/01/2020", "2020-01-05"),
    ],
)
def test_a_value_is_shown_as_a_french_reader_sees_it(
    sheet: Worksheet, tmp_path: Path, value: object, form: str, text: str, typed: object
) -> None:
    sheet["A1"] = value
    sheet["A1"].number_format = form
    found = first_cell(sheet, tmp_path)
    assert (found.text, found.value) == (text, typed)
    assert type(found.value) is type(typed)


def test_the_calendar_of_1904_is_followed(book: Workbook, sheet: Worksheet, tmp_path: Path) -> None:
    book.epoch = datetime(1904, 1, 1)
    sheet["A1"] = date(2020, 1, 5)
    assert first_cell(sheet, tmp_path).value == "2020-01-05"


def test_a_merged_area_is_one_object(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["A1"], sheet["A3"] = "Axe 1", "x"
    sheet.merge_cells("A1:C2")
    rows = saved(sheet.parent, tmp_path).tables[0].rows
    assert {id(each) for line in rows[:2] for each in line} == {id(rows[0][0])}
    assert (rows[0][0].row_span, rows[0][0].column_span) == (2, 3)
    assert [each.text for each in rows[2]] == ["x", "", ""]


def test_a_title_merged_across_the_whole_sheet_does_not_widen_the_table(
    sheet: Worksheet, tmp_path: Path
) -> None:
    sheet["A1"], sheet["B2"] = "Plan", "x"
    sheet.merge_cells("A1:XFD1")
    assert saved(sheet.parent, tmp_path).tables[0].width < 100


@pytest.mark.parametrize(
    ("fill", "shaded"),
    [
        (PatternFill("solid", fgColor="FF92D050"), True),
        (PatternFill("solid", fgColor="FFFFFFFF"), False),
        (PatternFill("solid", fgColor=openpyxl.styles.Color(theme=4)), True),
        (PatternFill("solid", fgColor=openpyxl.styles.Color(theme=0)), False),
        (PatternFill("solid", fgColor=openpyxl.styles.Color(theme=0, tint=-0.25)), True),
        (PatternFill("gray125"), True),
        (PatternFill(), False),
    ],
)
def test_a_cell_is_shaded_when_it_has_a_colour_of_its_own(
    sheet: Worksheet, tmp_path: Path, fill: PatternFill, shaded: bool
) -> None:
    sheet["A1"] = "An 1"
    sheet["A2"].fill = fill
    sheet["B3"] = "fin"
    found = saved(sheet.parent, tmp_path).tables[0].rows[1][0]
    assert (found.shaded, found.text) == (shaded, "")


def test_shading_beyond_the_text_is_left_out(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["A1"] = "x"
    sheet["A900"].fill = sheet["Z1"].fill = PatternFill("solid", fgColor="FF92D050")
    table = saved(sheet.parent, tmp_path).tables[0]
    assert (len(table.rows), table.width) == (1, 1)


def test_bold_comes_from_the_cell_or_from_all_its_words(sheet: Worksheet, tmp_path: Path) -> None:
    strong = InlineFont(b=True)
    sheet["A1"], sheet["B1"], sheet["C1"] = "a", CellRichText(TextBlock(strong, "b")), "c"
    sheet["D1"] = CellRichText(TextBlock(strong, "d"), " suite")
    sheet["A1"].font = Font(bold=True)
    row = saved(sheet.parent, tmp_path).tables[0].rows[0]
    assert [each.bold for each in row] == [True, True, False, False]
    assert row[3].text == "d suite"


def test_the_table_begins_at_the_first_row_with_text(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["B3"] = "Activité"
    table = saved(sheet.parent, tmp_path).tables[0]
    assert (table.first_row, table.name, table.rows[0][1].text) == (3, "Plan", "Activité")
    assert (table.rows[0][1].row, table.rows[0][1].column) == (0, 1)


def test_hidden_sheets_are_noted_and_empty_ones_left_out(
    book: Workbook, sheet: Worksheet, tmp_path: Path
) -> None:
    sheet["A1"] = "x"
    book.create_sheet("Vide")
    secret = book.create_sheet("Brouillon")
    secret["A1"], secret.sheet_state = "y", "hidden"
    book.create_sheet("Suite")["A1"] = "z"
    document = saved(book, tmp_path)
    assert [(each.number, each.name) for each in document.tables] == [(1, "Plan"), (2, "Suite")]
    assert document.notes == ("La feuille masquée « Brouillon » n'a pas été lue.",)


def test_hidden_rows_are_read_and_noted(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["A1"], sheet["A2"] = "x", "y"
    sheet.row_dimensions[2].hidden = True
    document = saved(sheet.parent, tmp_path)
    assert document.tables[0].rows[1][0].text == "y"
    assert "masquées" in document.notes[0]


def test_a_formula_that_was_never_calculated_says_so(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["A1"] = "=SUM(B1:B2)"
    found = first_cell(sheet, tmp_path)
    assert (found.text, found.value, found.note) == ("", None, "formule sans valeur calculée")


@pytest.mark.parametrize(
    ("xml", "text", "value", "note"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2", 2, ""),
        ('<c r="A1"><v>0.30000000000000004</v></c>', "0,3", 0.1 + 0.2, ""),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', "a", None, ""),
        ('<c r="A1" t="e"><f>B1</f><v>#REF!</v></c>', "#REF!", None, "erreur de formule (#REF!)"),
        ('<c r="A1" t="d"><v>2020-01-05T00:00:00Z</v></c>', "05/01/2020", "2020-01-05", ""),
        ('<c t="inlineStr"><is><t>sans place</t></is></c>', "sans place", None, ""),
    ],
)
def test_stored_results_are_read(tmp_path: Path, xml: str, text: str, value: object, note: str) -> None:
    path = write_excel_xml(tmp_path / "a.xlsx", f'<row r="1">{xml}</row>')
    found = read_document(path).tables[0].rows[0][0]
    assert (found.text, found.value, found.note) == (text, value, note)


def test_a_formula_that_gives_an_empty_text_is_blank(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(A1,"")</f><v></v></c><c r="C1"><v>1</v></c>'
    found = read_document(write_excel_xml(tmp_path / "a.xlsx", f"<row>{cells}</row>"))
    assert (found.tables[0].rows[0][1].note, found.notes) == ("", ())


def test_line_breaks_inside_a_cell_are_kept(sheet: Worksheet, tmp_path: Path) -> None:
    sheet["A1"] = "Juillet –\nDéc. 2019"
    assert first_cell(sheet, tmp_path).text == "Juillet –\nDéc. 2019"


def test_overlapping_merged_areas_are_damage(tmp_path: Path) -> None:
    areas = "".join(f'<mergeCell ref="A{n}:T20"/>' for n in range(1, 20))
    rows = "".join(f'<row r="{n}"><c r="T{n}"><v>1</v></c></row>' for n in range(1, 21))
    path = write_excel_xml(tmp_path / "a.xlsx", rows, after=f"<mergeCells>{areas}</mergeCells>")
    with pytest.raises(UnreadableFile, match="abîmé"):
        read_document(path)


def test_a_title_alone_in_the_first_row_is_the_title(sheet: Worksheet, tmp_path: Path) -> None:
    sheet.append(["Plan d'action 2022-2026"])
    sheet.append(["Activité", "Coût"])
    assert saved(sheet.parent, tmp_path).title == "Plan d'action 2022-2026"


def test_too_many_rows_are_refused(sheet: Worksheet, tmp_path: Path) -> None:
    for number in range(30):
        sheet.append([number])
    sheet.parent.save(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableFile, match="La feuille « Plan »") as refusal:
        read_document(tmp_path / "a.xlsx", limits=Limits(rows=20))
    assert refusal.value.code == "too-large"
