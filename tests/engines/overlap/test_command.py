"""`azalai overlaps evaluate`, on a small file and on the real one."""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import pytest

from azalai.cli.errors import UNREADABLE, CommandError
from azalai.cli.overlaps import run_evaluate
from tests.shared import shared_path

ACTIVITY = """<iati-activity>
  <iati-identifier>{name}</iati-identifier>
  <reporting-org ref="{org}" type="22"><narrative>{org}</narrative></reporting-org>
  <title><narrative xml:lang="en">{title}</narrative>{french}</title>
  <description><narrative xml:lang="en">{title} for returnees</narrative></description>
  <participating-org role="4" ref="XX-{org}" type="22"/>
  <activity-status code="2"/>
  <activity-date type="2" iso-date="2023-01-01"/><activity-date type="4" iso-date="2024-06-30"/>
  <recipient-country code="NE"/><sector vocabulary="1" code="11330"/>
  <budget><period-start iso-date="2023-01-01"/><period-end iso-date="2024-06-30"/>
    <value currency="EUR" value-date="2023-01-01">400000</value></budget>
</iati-activity>"""
FRENCH = '<narrative xml:lang="fr">Formation professionnelle à Agadez</narrative>'


def _write(folder: Path) -> tuple[Path, Path]:
    told = [
        ("XA-1", "XM-A", "Vocational training in Agadez", FRENCH),
        ("XB-1", "XM-B", "Vocational training in Agadez", ""),
        ("XC-1", "XM-C", "Drilling wells around Zinder", ""),
    ]
    body = "".join(ACTIVITY.format(name=n, org=o, title=t, french=f) for n, o, t, f in told)
    activities = folder / "activities.xml.gz"
    activities.write_bytes(
        gzip.compress(f'<iati-activities version="2.03">{body}</iati-activities>'.encode())
    )
    pairs = folder / "pairs.csv"
    pairs.write_text("label,id_a,id_b\nC,XA-1,XB-1\nB,XA-1,XC-1\n", encoding="utf-8")
    return activities, pairs


def evaluated(activities: Path, pairs: Path, capsys: pytest.CaptureFixture[str]) -> dict:  # type: ignore[type-arg]
    assert run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True)) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_a_small_file_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = evaluated(*_write(tmp_path), capsys)
    assert answer["activities"] == 3
    assert answer["labels"]["C"] == {"same_project": 1}
    assert answer["by_label"]["duplicate"]["precision"] == 1
    assert answer["bilingual"] == {"titles": 1, "title_at_10": 1.0, "title_and_country_at_10": 1.0}


def test_the_figures_are_told_in_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    activities, pairs = _write(tmp_path)
    run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=False))
    told = capsys.readouterr().out
    assert "Rappel des candidats" in told
    assert "Chaînes appelées doublons : 0,0 %" in told


def test_a_list_without_its_columns_is_refused(tmp_path: Path) -> None:
    activities, pairs = _write(tmp_path)
    pairs.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="colonnes absentes : label") as refused:
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True))
    assert refused.value.status == UNREADABLE


def test_a_file_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    _, pairs = _write(tmp_path)
    activities = tmp_path / "autre.xml"
    activities.write_text("bonjour", encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True))
    assert refused.value.status == UNREADABLE


def test_the_real_pairs_are_found_as_well_as_the_docs_say(capsys: pytest.CaptureFixture[str]) -> None:
    activities = shared_path("data/iati/activities.xml.gz")
    answer = evaluated(activities, shared_path("data/iati/labelled_pairs.csv"), capsys)
    assert min(answer["candidates"][label]["score_at_10"] for label in "AC") >= 0.95
    hard = answer["duplicates"]["candidates_of_labelled_activities"]
    assert hard["average_precision_cross_validated"] >= 0.87
    assert answer["chains"]["called_duplicates"] <= 0.1
    assert answer["bilingual"]["title_and_country_at_10"] >= 0.95
