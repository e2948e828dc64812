"""Word, Excel and CSV files that the project writes."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.formats.excel_out import write_csv, write_xlsx
from azalai.formats.outgoing import UNDATED, column_widths, header_height
from azalai.formats.reading import read_document
from azalai.formats.word_out import write_docx
from azalai.tabular import Cell, CellValue, Document, Table

HEAD = ("Objectifs", "Activités", "Coût")


def _grid(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Full rows from cells that begin in each row."""
    width = max(cell.column + cell.column_span for row in rows for cell in row)
    grid = [[Cell("", r, c) for c in range(width)] for r in range(len(rows))]
    for row in rows:
        for cell in row:
            for r in range(cell.row, cell.row + cell.row_span):
                grid[r][cell.column : cell.column + cell.column_span] = [cell] * cell.column_span
    return tuple(map(tuple, grid))


def _head(text: str, row: int, column: int, down: int = 1, right: int = 1) -> Cell:
    return Cell(text, row, column, None, down, right, shaded=True, bold=True)


def plan_table(name: str = "", heading: str = "") -> Table:
    """A header of two lines, a title across, a cell over two rows, a real number."""
    rows = [
        [*(_head(text, 0, place, 2) for place, text in enumerate(HEAD)), _head("Calendrier", 0, 3, 1, 2)],
        [_head("An 1", 1, 3), _head("An 2", 1, 4)],
        [Cell("Axe 1 : Informer", 2, 0, None, 1, 5, bold=True)],
        [
            Cell("Objectif 1", 3, 0, None, 2),
            Cell("Former\nles agents", 3, 1),
            Cell("45 000 000", 3, 2, 45_000_000),
            Cell("X", 3, 3),
        ],
        [Cell("=SOMME(A1:A9)", 4, 1), Cell("", 4, 4, shaded=True)],
    ]
    return Table(1, _grid(rows), name, 1, heading)


DOCUMENT = Document(
    "docx",
    (plan_table(),),
    ("Plan d'action 2022-2026", "Coût global : 45 000 000 FCFA"),
    "Plan d'action 2022-2026",
)
WRITERS = {"docx": write_docx, "xlsx": write_xlsx, "csv": write_csv}


@pytest.fixture
def word(tmp_path: Path) -> Any:
    write_docx(DOCUMENT, tmp_path / "plan.docx")
    return docx.Document(str(tmp_path / "plan.docx"))


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    write_xlsx(DOCUMENT, tmp_path / "plan.xlsx")
    return openpyxl.load_workbook(tmp_path / "plan.xlsx").active


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_content_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    one, two = tmp_path / f"one.{kind}", tmp_path / f"two.{kind}"
    WRITERS[kind](DOCUMENT, one)
    WRITERS[kind](DOCUMENT, two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_nothing_in_the_package_says_when_it_was_made(kind: str, tmp_path: Path) -> None:
    WRITERS[kind](DOCUMENT, tmp_path / f"plan.{kind}")
    with zipfile.ZipFile(tmp_path / f"plan.{kind}") as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = package.read("docProps/core.xml").decode()
    assert UNDATED.strftime("%Y-%m-%d") in properties


def test_a_word_table_repeats_its_header_and_keeps_its_rows_whole(word: Any) -> None:
    rows = word.tables[0]._tbl.tr_lst
    marks = [[mark.tag.rpartition("}")[2] for mark in row.trPr] for row in rows]
    assert marks == [["cantSplit", "tblHeader"]] * 2 + [["cantSplit"]] * 3


def test_a_word_table_has_the_merged_cells_of_the_records(tmp_path: Path) -> None:
    write_docx(DOCUMENT, tmp_path / "plan.docx")
    again = read_document(tmp_path / "plan.docx").tables[0]
    assert _spans(again) == _spans(plan_table())


def _spans(table: Table) -> set[tuple[Any, ...]]:
    cells = {id(cell): cell for row in table.rows for cell in row if cell.text}
    return {(c.row, c.column, c.row_span, c.column_span, c.text) for c in cells.values()}


def test_a_word_document_lies_on_its_side_with_a_title_and_its_number_of_pages(word: Any) -> None:
    section = word.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert word.paragraphs[0].style.name == "Title"
    assert word.core_properties.title == "Plan d'action 2022-2026"
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_word_document_can_stand_upright_in_another_language(tmp_path: Path) -> None:
    write_docx(DOCUMENT, tmp_path / "plan.docx", landscape=False, language="en")
    word = docx.Document(str(tmp_path / "plan.docx"))
    assert word.sections[0].page_width < word.sections[0].page_height
    assert next(word.styles.element.iter(qn("w:lang"))).get(qn("w:val")) == "en-GB"


def test_word_columns_fill_the_page_and_the_marks_are_narrow(word: Any) -> None:
    widths = [int(column.get(qn("w:w"))) for column in word.tables[0]._tbl.tblGrid]
    section = word.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) // 635
    assert room - len(widths) <= sum(widths) <= room
    assert max(widths[3:]) < min(widths[:2])


def test_two_tables_in_a_row_stay_two(tmp_path: Path) -> None:
    first, second = plan_table(), plan_table()
    write_docx(Document("docx", (first, second), ("Titre",), "Titre"), tmp_path / "plan.docx")
    assert len(read_document(tmp_path / "plan.docx").tables) == 2


def test_headings_stand_above_their_tables_in_word(tmp_path: Path) -> None:
    tables = (plan_table(heading="Axe 1 : Informer"), plan_table(heading="Axe 2 : Protéger"))
    paragraphs = ("Titre", "Axe 1 : Informer", "Axe 2 : Protéger")
    write_docx(Document("docx", tables, paragraphs, "Titre"), tmp_path / "plan.docx")
    again = read_document(tmp_path / "plan.docx")
    assert again.paragraphs == paragraphs
    assert [table.heading for table in again.tables] == ["Axe 1 : Informer", "Axe 2 : Protéger"]


def test_numbers_are_numbers_with_grouped_thousands(sheet: Any) -> None:
    cell = sheet.cell(6, 3)
    assert (cell.value, cell.number_format, cell.data_type) == (45_000_000, "#,##0", "n")


@pytest.mark.parametrize(
    "text", ["=SOMME(A1:A9)", "+33 6", "-cmd|' /C calc'!A0", "@SUM(1)", "https://exemple.test", "12"]
)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str, tmp_path: Path) -> None:
    table = Table(1, _grid([[_head("Nom", 0, 0), _head("Note", 0, 1)], [Cell(text, 1, 0), Cell("a", 1, 1)]]))
    write_xlsx(Document("xlsx", (table,)), tmp_path / "plan.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "plan.xlsx").active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_workbook_is_ready_to_print_with_its_header_held(sheet: Any) -> None:
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$3:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as needed, one wide
    assert "A6:A7" in {str(area) for area in sheet.merged_cells.ranges}


def test_tables_with_one_header_follow_each_other_on_one_sheet(tmp_path: Path) -> None:
    write_xlsx(Document("docx", (plan_table(), plan_table()), ("T",), "T"), tmp_path / "plan.xlsx")
    (table,) = read_document(tmp_path / "plan.xlsx").tables
    assert [row[0].text for row in table.rows].count("Objectifs") == 2  # one cell over two rows
    assert [row[0].text for row in table.rows].count("Axe 1 : Informer") == 2


def test_named_tables_have_sheets_of_their_names_made_acceptable(tmp_path: Path) -> None:
    names = ("Axe 1 : [a/b]", "Axe 1 : [a/b]", "x" * 40)
    tables = tuple(plan_table(name) for name in names)
    write_xlsx(Document("xlsx", tables), tmp_path / "plan.xlsx")
    titles = openpyxl.load_workbook(tmp_path / "plan.xlsx").sheetnames
    assert titles == ["Axe 1    a b", "Axe 1    a b 2", "x" * 31]


def test_a_csv_is_for_french_excel_and_runs_nothing(tmp_path: Path) -> None:
    write_csv(DOCUMENT, tmp_path / "plan.csv")
    assert (tmp_path / "plan.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert rows[5] == ["Objectif 1", "Former\nles agents", "45 000 000", "X", ""]
    assert rows[6] == ["", "'=SOMME(A1:A9)", "", "", "X"]


def test_a_document_without_tables_is_written_all_the_same(tmp_path: Path) -> None:
    for kind, write in WRITERS.items():
        write(Document("docx", (), ("Un titre",), "Un titre"), tmp_path / f"plan.{kind}")
    assert read_document(tmp_path / "plan.docx").paragraphs == ("Un titre",)


def test_a_header_is_told_from_a_line_in_bold() -> None:
    bold = Table(
        1,
        _grid([[Cell("A", 0, 0, bold=True), Cell("B", 0, 1, bold=True)], [Cell("c", 1, 0), Cell("d", 1, 1)]]),
    )
    assert header_height(plan_table()) == 2
    assert header_height(bold) == 1


def test_a_figure_is_never_broken_over_lines() -> None:
    widths = column_widths([plan_table()], 60.0)
    assert widths[2] > len("45 000 000")
    assert sum(widths) == pytest.approx(60.0, abs=0.5) or sum(widths) < 60.0


def test_an_amount_is_not_parted_from_its_unit() -> None:
    amount = "45\u202f000\u202f000\u00a0FCFA"
    texts = ["Une longue phrase qui prend toute la place. " * 4, amount]
    table = Table(1, (tuple(Cell(text, 0, column) for column, text in enumerate(texts)),))
    assert column_widths([table], 60.0)[1] > len(amount)


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES: st.SearchStrategy[CellValue] = st.one_of(st.none(), st.integers(-(10**12), 10**12))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A table of any texts with some merged cells."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 4))
    free = {(r, c) for r in range(height) for c in range(width)}
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for r, c in sorted(free):
        if (r, c) not in free:
            continue
        down, right = draw(st.sampled_from(((1, 1), (1, 1), (2, 1), (1, 2), (2, 2))))
        area = {(r + i, c + j) for i in range(down) for j in range(right)}
        if not area <= free:
            down = right = 1
            area = {(r, c)}
        free -= area
        value = draw(VALUES)
        text = str(value) if value is not None else draw(TEXT)
        rows[r].append(Cell(text, r, c, value, down, right, bold=draw(st.booleans())))
    return Document("docx", (Table(1, _grid(rows)),), (), "")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_text_is_written_and_read_back(
    tmp_path_factory: pytest.TempPathFactory, document: Document
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for kind in ("docx", "xlsx"):
        WRITERS[kind](document, folder / f"plan.{kind}")
        tables = read_document(folder / f"plan.{kind}").tables
        wanted = _words(document.tables[0])
        assert (_words(tables[0]) if tables else []) == wanted, kind


def _words(table: Table) -> list[str]:
    """Letters and digits of each cell in reading order."""
    cells = {id(cell): cell.text for row in table.rows for cell in row}
    words = ("".join(char for char in text if char.isalnum()) for text in cells.values())
    return [word for word in words if word]
