"""The page on minutes says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from azalai.engines.minutes import agenda, separating
from azalai.engines.minutes.answers import WORDS
from azalai.engines.minutes.findings import CATALOGUE

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithmes" / "lecture-des-comptes-rendus.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_lists_every_finding_with_its_severity_and_title() -> None:
    rows = re.findall(r"^\| `([A-Z]\d{3})` \| ([^|]+) \| ([^|]+) \|", TEXT, re.MULTILINE)
    assert rows == [(code, WORDS[severity], title) for code, (severity, title) in CATALOGUE.items()]


def test_the_page_gives_the_thresholds() -> None:
    flat = " ".join(TEXT.split())
    assert f"{agenda.SAME} sur 100 ; {agenda.NEAR} quand" in flat
    assert f"quand {separating.SUSPECT_RUNS} suites d'au moins {separating.LONG} lettres" in flat
    assert f"plus de {separating.SUSPECT_PART:.0%}".replace("%", " %") in flat
