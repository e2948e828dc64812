"""Whatever is wrong with a file, the person gets one clear sentence and the machine holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from azalai.formats import UnreadableFile, read_document
from tests.formats.broken import EXPECTED, HEAVY, broken_files

REFUSED = sorted(name for name, code in EXPECTED.items() if code)
READ = sorted(name for name, code in EXPECTED.items() if not code)
MOST_MEMORY = 500 * 1024  # kB

_MEASURED = """
import json, re, sys
from azalai.formats import UnreadableFile, read_document
codes = {}
for path in sys.argv[1:]:
    try:
        read_document(path)
        codes[path] = ""
    except UnreadableFile as error:
        codes[path] = error.code
status = open("/proc/self/status").read()
print(json.dumps([codes, int(re.search(r"VmHWM:\\s+(\\d+)", status)[1])]))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return broken_files(tmp_path_factory.mktemp("abimes"))


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(files: dict[str, Path], name: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_document(files[name])
    assert refusal.value.code == EXPECTED[name]
    message = refusal.value.message
    assert message.endswith(".")
    assert 40 < len(message) < 260
    assert "\n" not in message


@pytest.mark.parametrize("name", READ)
def test_a_file_with_a_small_fault_is_read(files: dict[str, Path], name: str) -> None:
    document = read_document(files[name])
    texts = {cell.text for table in document.tables for row in table.rows for cell in row}
    assert texts
    assert all(text.replace("\n", "").isprintable() for text in texts)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("classeur.docx", "classeur Excel"),
        ("formules.xlsx", "2 formule(s) sans valeur calculée"),
        ("controle.docx", "caractères de contrôle"),
        ("controle.xlsx", "caractères de contrôle"),
        ("controle.csv", "caractères de contrôle"),
        ("encodages-melanges.csv", "accents"),
    ],
)
def test_a_small_fault_is_noted(files: dict[str, Path], name: str, words: str) -> None:
    assert any(words in note for note in read_document(files[name]).notes)


def test_control_characters_are_taken_out_of_words(files: dict[str, Path]) -> None:
    assert read_document(files["controle.docx"]).tables[0].rows[1][0].text == "Former les agents"
    assert read_document(files["controle.xlsx"]).tables[0].rows[0][0].text == "Former ici"
    assert read_document(files["controle.csv"]).tables[0].rows[1][0].text == "Former"


def test_lines_in_two_encodings_are_both_read(files: dict[str, Path]) -> None:
    rows = read_document(files["encodages-melanges.csv"]).tables[0].rows
    assert [row[0].text for row in rows] == ["Activité", "Réunir les régions"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="la mémoire est lue sous /proc")
def test_the_heaviest_files_leave_the_process_under_500_megabytes(files: dict[str, Path]) -> None:
    paths = [str(files[name]) for name in HEAVY]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *paths], capture_output=True, text=True, check=True
    )
    codes, peak = json.loads(done.stdout)
    assert codes == {str(files[name]): EXPECTED[name] for name in HEAVY}
    assert peak < MOST_MEMORY


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_document(tmp_path / "absent.docx")
    assert refusal.value.code == "missing"
    with pytest.raises(UnreadableFile):
        read_document(tmp_path)
