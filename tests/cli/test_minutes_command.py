"""`azalai minutes read`: what it prints, its exit statuses, and what it does without."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from azalai.cli import main
from tests.engines.minutes.test_findings import RIGHT
from tests.shared import shared_path

# As promised to whoever reads the answer with a program.
ANSWER = {
    "title", "body", "place", "date", "start", "end", "attendance", "agenda", "items", "next_meeting",
    "findings",
}  # fmt: skip
FINDING = {"code", "severity", "where", "message", "declared", "computed", "cause"}
SLOWEST, MOST_MEMORY = 1.5, 50 * 1024  # seconds for the whole process; kB


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """Minutes without a fault."""
    path = tmp_path / "cr.txt"
    path.write_text(RIGHT.strip(), encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Minutes that end before they begin."""
    path = tmp_path / "faux.txt"
    path.write_text(RIGHT.strip().replace("9h00 - 11h00", "11h00 - 9h00"), encoding="utf-8")
    return path


def read(*words: str | Path) -> int:
    """Status of `azalai minutes read`."""
    return main(["minutes", "read", *map(str, words)])


def test_minutes_without_error_answer_0_and_with_errors_1(
    right: Path, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [read(right), read(right, "--json"), read(right, "--country", "NE")] == [0, 0, 0]
    assert [read(wrong), read("--json", wrong)] == [1, 1]


def test_the_answer_is_one_object_with_every_key_promised(
    right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read(right, "--json")
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) >= ANSWER
    assert (answer["body"], answer["date"], answer["start"], answer["end"]) == (
        "GTM",
        "2022-09-23",
        "09:00",
        "11:00",
    )
    assert answer["agenda"] == ["Bilan (OIM)", "Divers"]
    first = answer["attendance"][0]
    assert (first["raw"], first["organisation"]) == ("SP/CCM", "SP/CCM")
    item = answer["items"][0]
    assert (item["number"], item["title"], item["discussion"]) == (
        "1",
        "Bilan (OIM)",
        "Le bilan a été présenté.",
    )
    (action,) = item["actions"]
    assert action["text"] == "Partager le bilan"
    assert [(owner["raw"], owner["organisation"]) for owner in action["owners"]] == [("OIM", "OIM")]
    assert action["deadline"] == {"raw": "30 novembre 2022", "from": "2022-11-30", "to": "2022-11-30"}
    assert answer["next_meeting"] == {"raw": "Prochaine réunion : 27 octobre 2022", "date": "2022-10-27"}


def test_without_json_it_prints_what_a_compiler_prints(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read(wrong)
    lines = capsys.readouterr().out.splitlines()
    assert any(re.match(r"faux\.txt:séance: erreur S104: ", line) for line in lines)
    assert any(line.startswith("    cause probable : ") for line in lines)
    assert re.search(r"1 erreur", lines[-1])


def test_findings_have_every_key_promised(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read(wrong, "--json")
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert findings
    assert all(set(found) >= FINDING for found in findings)


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_file_that_cannot_be_read_answers_2_in_one_line(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "cr.docx"
    broken.write_bytes(b"PK\x03\x04 rien")
    letter = tmp_path / "lettre.txt"
    letter.write_text("Monsieur,\nJe vous écris.\n", encoding="utf-8")
    for path in (broken, letter, tmp_path / "absent.pdf", tmp_path):
        assert read(path, *words) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith(f"azalai : erreur : {path.name} : ")
        assert shown.err.count("\n") == 1


def test_wrong_usage_answers_2() -> None:
    assert main(["minutes"]) == 2
    assert main(["minutes", "read"]) == 2
    assert main(["minutes", "read", "a.txt", "--country", "FR"]) == 2


CODE = """
import re, sys
from azalai.cli import main
status = main(["minutes", "read", sys.argv[1], "--json"])
heavy = {"django", "docx", "openpyxl", "xlsxwriter", "vl_convert", "babel", "numpy"} & set(sys.modules)
assert not heavy, heavy
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(status, peak, file=sys.stderr)
"""


@pytest.mark.parametrize("name", ["inputs/cr-gtm-2022-09-23.docx", "seeds/002_e3d464767d02c24a.txt"])
def test_the_real_minutes_are_read_fast_in_little_memory_and_without_django(
    name: str, tmp_path: Path
) -> None:
    left_out = ("AZALAI_", "DJANGO_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(left_out)}
    command = [sys.executable, "-c", CODE, str(shared_path(name))]
    began = time.monotonic()
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    took = time.monotonic() - began
    assert done.returncode == 0, done.stderr
    status, peak = map(int, done.stderr.split())
    assert status == 0
    assert took < SLOWEST
    assert peak < MOST_MEMORY
    assert list(tmp_path.iterdir()) == []
