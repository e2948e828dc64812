"""The files that secretariats gave are read whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from azalai.formats import UnreadableFile, read_document
from azalai.tabular import Document
from tests.formats.broken import PLAN
from tests.formats.builders import write_excel
from tests.shared import shared_path

SOFFICE = shutil.which("soffice")


def shape(document: Document) -> list[tuple[int, int]]:
    return [(len(table.rows), table.width) for table in document.tables]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plan-action-niger-2022-2026.docx", [(49, 10)]),
        ("plan-action-niger-2022-2026.xlsx", [(32, 15)]),
        ("cadre-logique-niger-2022-2026.docx", [(15, 5)]),
        ("matrice-pmm-tchad.docx", [(6, 8)] + [(4, 8)] * 3 + [(5, 8), (4, 8)] + [(5, 8)] * 2),
    ],
)
def test_a_real_file_has_its_tables(name: str, expected: list[tuple[int, int]]) -> None:
    document = read_document(shared_path(f"inputs/{name}"))
    assert shape(document) == expected
    assert document.notes == ()
    assert document.title


def test_the_header_of_the_plan_is_read_on_two_rows() -> None:
    rows = read_document(shared_path("inputs/plan-action-niger-2022-2026.docx")).tables[0].rows
    assert rows[0][0] is rows[1][0]
    assert rows[0][5] is rows[0][9]
    assert [cell.text for cell in rows[1][5:]] == ["An 1", "An 2", "An 3", "An 4", "An 5"]


@pytest.mark.parametrize("name", ["cr-gtm-2022-09-23.docx", "cr-gtm-zinder-2021-11-30.docx"])
def test_minutes_are_read_as_paragraphs_and_tables(name: str) -> None:
    document = read_document(shared_path(f"inputs/{name}"))
    assert document.title.startswith("Compte-rendu")
    assert document.tables


def test_other_people_s_workbooks_are_read_or_refused_in_a_sentence() -> None:
    paths = sorted(shared_path("conformance/xlsform").glob("*.xlsx"))
    assert paths
    for path in paths:
        assert read_document(path).tables, path.name


def test_a_workbook_is_read_without_the_libraries_that_are_slow_to_load(tmp_path: Path) -> None:
    path = write_excel(tmp_path / "plan.xlsx", PLAN)
    code = (
        "import sys; from azalai.formats import read_document; read_document(sys.argv[1]);"
        "print(sorted({'docx', 'openpyxl', 'django', 'python_calamine'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_workbook_of_5_000_activities_takes_less_than_four_seconds(tmp_path: Path) -> None:
    rows = [[f"Activité {n}", *range(n, n + 14)] for n in range(5_000)]
    path = write_excel(tmp_path / "grand.xlsx", rows)
    start = time.process_time()  # what this process worked, whatever the machine did beside it
    document = read_document(path)
    assert time.process_time() - start < 4
    assert shape(document) == [(5_000, 15)]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice absent : aller-retour non vérifié")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plan-action-niger-2022-2026.docx", "docx:MS Word 2007 XML"),
        ("plan-action-niger-2022-2026.xlsx", "xlsx:Calc MS Excel 2007 XML"),
        ("plan-action-niger-2022-2026.xlsx", "ods"),
        ("plan-action-niger-2022-2026.xlsx", "xls:MS Excel 97"),
    ],
)
def test_a_file_saved_again_by_libreoffice_reads_the_same(
    tmp_path: Path, profile: Path, name: str, kind: str
) -> None:
    source = shared_path(f"inputs/{name}")
    assert content(read_document(converted(source, kind, tmp_path, profile))) == content(
        read_document(source)
    )


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice absent : anciens formats non vérifiés")
def test_an_old_word_file_of_libreoffice_is_refused(tmp_path: Path, profile: Path) -> None:
    source = shared_path("inputs/plan-action-niger-2022-2026.docx")
    with pytest.raises(UnreadableFile, match=r"\.docx"):
        read_document(converted(source, "doc:MS Word 97", tmp_path, profile))


def converted(source: Path, kind: str, folder: Path, profile: Path) -> Path:
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def content(document: Document) -> list[tuple[object, ...]]:
    return [
        (cell.text.strip(), cell.value, cell.row, cell.column, cell.row_span, cell.column_span)
        for table in document.tables
        for row in table.rows
        for cell in row
    ]
