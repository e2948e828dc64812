"""Any alteration of a good file gives a document or a refusal, never another error."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.formats import UnreadableFile, read_document
from azalai.tabular import Document
from tests.formats.broken import BODY
from tests.formats.builders import compound_file, excel_members, word_members, write_zip

SHEET = (
    '<cols><col min="1" max="2" hidden="1"/></cols><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Axe</t></r></is></c></row>'
    '<row r="2"><c r="A2" s="1"><v>43831</v></c><c r="B2" t="b"><v>1</v></c>'
    '<c r="C2"><f>A2</f></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
)
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="mmm-yy"/></numFmts><fonts><font><b/></font></fonts>'
    '<fills><fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/></patternFill></fill>'
    '</fills><cellXfs><xf numFmtId="0"/><xf numFmtId="164" fontId="0" fillId="0"/></cellXfs>'
)
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Plan"><table:table-column'
    ' table:number-columns-repeated="3"/><table:table-row table:number-rows-repeated="2">'
    '<table:table-cell office:value-type="float" office:value="12" table:number-columns-spanned="2"'
    ' table:number-columns-repeated="2"><text:p>12<text:s text:c="2"/></text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)
MEMBERS: dict[str, dict[str, str | bytes]] = {
    "a.docx": word_members(BODY, styles='<w:style w:styleId="Titre1"/>'),
    "a.xlsx": excel_members(SHEET, styles=STYLES),
    "a.ods": {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ODS},
}
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
changes = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=6)
words = st.sampled_from(
    [b"", b"-1", b"0", b"999999999999", b"x", b"<", b"/>", b"&#1;", b"\xff", b"nan", b"1e999", b'"']
)


def outcome(path: Path) -> str:
    """Code of the refusal, or "read"."""
    try:
        document = read_document(path)
    except UnreadableFile as refusal:
        return refusal.code
    assert isinstance(document, Document)
    return "read"


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_the_unaltered_files_are_read(tmp_path: Path, name: str) -> None:
    assert outcome(write_zip(tmp_path / name, MEMBERS[name])) == "read"


@pytest.mark.parametrize("name", sorted(MEMBERS))
@CALM
@given(share=st.floats(0, 0.999))
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, name: str, share: float) -> None:
    path = write_zip(tmp_path / name, MEMBERS[name])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert outcome(path) != "read"


@pytest.mark.parametrize("name", sorted(MEMBERS))
@CALM
@given(changes=changes)
def test_changed_bytes_of_the_package_are_survived(
    tmp_path: Path, name: str, changes: list[tuple[int, int]]
) -> None:
    path = write_zip(tmp_path / name, MEMBERS[name])
    path.write_bytes(_changed(path.read_bytes(), changes))
    outcome(path)


@pytest.mark.parametrize("name", sorted(MEMBERS))
@CALM
@given(changes=changes, member=st.integers(0, 10))
def test_changed_bytes_of_the_xml_are_survived(
    tmp_path: Path, name: str, changes: list[tuple[int, int]], member: int
) -> None:
    _altered(tmp_path / name, member, lambda data: _changed(data, changes))


@pytest.mark.parametrize("name", sorted(MEMBERS))
@CALM
@given(place=st.integers(0, 10**6), length=st.integers(0, 12), word=words, member=st.integers(0, 10))
def test_odd_values_in_the_xml_are_survived(
    tmp_path: Path, name: str, place: int, length: int, word: bytes, member: int
) -> None:
    def splice(data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + word + data[at + length :]

    _altered(tmp_path / name, member, splice)


@CALM
@given(data=st.binary(min_size=1, max_size=400), suffix=st.sampled_from([".docx", ".xlsx", ".csv"]))
def test_any_bytes_are_survived(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    outcome(path)


@CALM
@given(changes=changes)
def test_changed_bytes_of_an_old_file_are_survived(tmp_path: Path, changes: list[tuple[int, int]]) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(_changed(compound_file("Workbook", "Autre"), changes))
    outcome(path)


def _altered(path: Path, member: int, alter: object) -> None:
    assert callable(alter)
    members = MEMBERS[path.name]
    name = sorted(members)[member % len(members)]
    content = members[name]
    data = content.encode() if isinstance(content, str) else content
    with zipfile.ZipFile(path, "w") as package:
        for other, text in (members | {name: alter(data)}).items():
            package.writestr(other, text)
    outcome(path)


def _changed(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    altered = bytearray(data)
    for place, mask in changes:
        altered[place % len(altered)] ^= mask
    return bytes(altered)
