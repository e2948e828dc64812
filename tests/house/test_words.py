"""The project names no machine, no registry and no real person."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.places import files, name_of

# Written in pieces, so that this file does not contain what it looks for.
REGISTRIES = "|".join(
    ["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "--extra-index" + "-url"]
)
WORKPLACE = "|".join([r"(?<![\w.])/" + "work/", r"(?<![\w./])/" + "root/", r"(?<![\w.])/home/" + r"\w+"])
UNFINISHED = "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bXX" + r"X\b", r"\bTEMP" + r"ORARY\b"])
FORBIDDEN = {
    "a package registry": re.compile(REGISTRIES),
    "a path of one machine": re.compile(WORKPLACE),
    "unfinished work": re.compile(UNFINISHED),
    "a telephone number": re.compile(r"(?<![\w.])\+?(227|235)[ .]\d{2}[ .]\d{2}[ .]\d{2}"),
}
ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
RESERVED = re.compile(r"(^|\.)(ex[ae]mple|ex[ae]mple\.(org|com|net)|test|invalid|localhost)$", re.IGNORECASE)
BINARY = {".png", ".ico", ".docx", ".xlsx", ".xls", ".ods", ".zip", ".mo", ".woff2", ".ttf", ".pyc"}


def _texts() -> list[Path]:
    return [path for path in files() if path.suffix not in BINARY]


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(path)}:{number}"
        for path in _texts()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what: str) -> None:
    assert _lines_with(FORBIDDEN[what]) == []


def test_mail_addresses_belong_to_nobody() -> None:
    found = [
        f"{name_of(path)} : {match.group()}"
        for path in _texts()
        for match in ADDRESS.finditer(path.read_text(encoding="utf-8", errors="replace"))
        if not RESERVED.search(match.group(1))
    ]
    assert found == []


def test_what_is_forbidden_would_be_found() -> None:
    assert FORBIDDEN["a package registry"].search("see https://" + "pypi" + ".org/simple")
    assert FORBIDDEN["a path of one machine"].search("open('/" + "work/main')")
    assert FORBIDDEN["a telephone number"].search("tél. +227 " + "20 72 00 00")
