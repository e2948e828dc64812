"""A text with columns is read whatever program wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from azalai.formats import UnreadableFile, read_document
from azalai.formats.delimited import QUOTE_NOTE
from azalai.formats.limits import Limits
from azalai.tabular import Document


def read(folder: Path, data: bytes, name: str = "plan.csv") -> Document:
    (folder / name).write_bytes(data)
    return read_document(folder / name)


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    lines = [["Activité", "Coût"], ["Former", "10"], ["Réunir", "20"]]
    data = "\r\n".join(separator.join(line) for line in lines).encode()
    assert texts(read(tmp_path, data)) == lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, "Activité;Coût\nDéjà – l’œuvre;1\n".encode(encoding))
    assert texts(document) == [["Activité", "Coût"], ["Déjà – l’œuvre", "1"]]
    assert document.notes == ()


def test_commas_inside_cells_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    data = "Activité;Structures\nFormer;DGEMR, MI, MAE\nRéunir;OIM, HCR, PNUD\n".encode()
    assert texts(read(tmp_path, data))[2] == ["Réunir", "OIM, HCR, PNUD"]


def test_quoted_cells_keep_separators_and_lines(tmp_path: Path) -> None:
    data = b'a;b\n"x;y\nz";"il dit ""oui"""\n'
    assert texts(read(tmp_path, data))[1] == ["x;y\nz", 'il dit "oui"']


def test_a_quote_that_never_closes_is_text_and_noted(tmp_path: Path) -> None:
    document = read(tmp_path, b'a;b\n"x;1\ny;2\n')
    assert texts(document) == [["a", "b"], ['"x', "1"], ["y", "2"]]
    assert document.notes == (QUOTE_NOTE,)


def test_words_after_a_closed_quote_do_not_stop_the_reading(tmp_path: Path) -> None:
    assert texts(read(tmp_path, b'a;b\n"x" bis;"1;2"\n'))[1] == ["x bis", "1;2"]


def test_the_separator_line_of_excel_is_obeyed(tmp_path: Path) -> None:
    assert texts(read(tmp_path, b"sep=|\na|b;c\n")) == [["a", "b;c"]]


def test_short_rows_are_filled_and_blank_ends_left_out(tmp_path: Path) -> None:
    assert texts(read(tmp_path, b"a;b;;\n\nx\n;;;\n;\n")) == [["a", "b"], ["", ""], ["x", ""]]


def test_cells_have_no_typed_value(tmp_path: Path) -> None:
    cell = read(tmp_path, b"a;b\n1;2\n").tables[0].rows[1][1]
    assert (cell.value, cell.row, cell.column) == (None, 1, 1)


def test_a_text_named_as_a_workbook_is_read_with_a_note(tmp_path: Path) -> None:
    document = read(tmp_path, b"a\tb\n1\t2\n", "export.xls")
    assert (document.kind, texts(document)[1]) == ("csv", ["1", "2"])
    assert ".xls" in document.notes[0]


def test_too_many_lines_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a;b\n" * 100)
    with pytest.raises(UnreadableFile) as refusal:
        read_document(tmp_path / "a.csv", limits=Limits(rows=50))
    assert refusal.value.code == "too-large"
