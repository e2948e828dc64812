"""`azalai overlaps evaluate`, on a small file and on the real one."""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from azalai.cli.errors import UNREADABLE, CommandError
from azalai.cli.overlaps import run_evaluate
from tests.house.places import ROOT
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
    assert (
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True, engine="local")) == 0
    )
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_a_small_file_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = evaluated(*_write(tmp_path), capsys)
    assert answer["activities"] == 3
    assert answer["labels"]["C"] == {"same_project": 1}
    assert answer["by_label"]["duplicate"]["precision"] == 1
    assert answer["bilingual"] == {"titles": 1, "title_at_10": 1.0, "title_and_country_at_10": 1.0}


def test_the_figures_are_told_in_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    activities, pairs = _write(tmp_path)
    run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=False, engine="local"))
    told = capsys.readouterr().out
    assert "Rappel des candidats" in told
    assert "Chaînes appelées doublons : 0,0 %" in told


LISTS = {
    "semicolons, a byte order mark, other columns and another order": (
        "\ufeffnote;id_b;étiquette;id_a\r\nvu;XB-1;C;XA-1\r\n;XC-1;B2;XA-1\r\n".encode()
    ),
    "UTF-16 with tabs, as Excel writes it": "label\tid_a\tid_b\nC\tXA-1\tXB-1\nB\tXA-1\tXC-1\n".encode(
        "utf-16"
    ),
    "Windows letters": "label,id_a,id_b,note\nC,XA-1,XB-1,évident\nB,XA-1,XC-1,\n".encode("cp1252"),
    "words, blank rows, a row twice and one cut short": (
        b"label,id_a,id_b\n\nDoublon, XA-1 ,XB-1\nchain,XA-1,XC-1\nC,XB-1,XA-1\nC,XA-1\n,,\n"
    ),
}


@pytest.mark.parametrize("raw", LISTS.values(), ids=LISTS)
def test_a_list_is_read_as_people_keep_it(
    raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    activities, pairs = _write(tmp_path)
    pairs.write_bytes(raw)
    answer = evaluated(activities, pairs, capsys)
    assert answer["labels"]["C"] == {"same_project": 1}
    assert sum(answer["pairs"].values()) == 2
    assert answer["chains"]["number"] == 1


def test_labels_with_a_number_count_as_their_letter_and_unknown_identifiers_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    activities, pairs = _write(tmp_path)
    pairs.write_text(
        "label,id_a,id_b\nC1,XA-1,XB-1\nD2,XA-1,XC-1\nA,XA-1,INCONNU\nautre,XB-1,XC-1\n", encoding="utf-8"
    )
    answer = evaluated(activities, pairs, capsys)
    assert answer["pairs"] == {"?autre": 1, "A": 1, "C1": 1, "D2": 1}
    assert answer["unknown_identifiers"] == 1
    assert answer["by_label"]["duplicate"] == {"precision": 1.0, "recall": 1.0, "called": 1, "there": 1}


def test_a_pair_labelled_in_two_ways_is_left_out_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    activities, pairs = _write(tmp_path)
    pairs.write_text("label,id_a,id_b\nC,XA-1,XB-1\nB,XB-1,XA-1\nB,XA-1,XC-1\n", encoding="utf-8")
    answer = evaluated(activities, pairs, capsys)
    assert (answer["contradictions"], answer["pairs"]) == (1, {"B": 1})


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "vide"), (b"label,id_a,id_b\n", "aucune paire"), (b"\x1f\x8b\0\0", "ne se lit pas")],
)
def test_a_list_that_holds_nothing_is_refused(raw: bytes, said: str, tmp_path: Path) -> None:
    activities, pairs = _write(tmp_path)
    pairs.write_bytes(raw)
    with pytest.raises(CommandError, match=said) as refused:
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True, engine="local"))
    assert refused.value.status == UNREADABLE


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (lambda raw: raw[: len(raw) // 2], "incomplet"),
        (lambda raw: b"", "vide"),
        (lambda raw: gzip.compress(b"<iati-activities version='2.03'/>"), "aucune activité"),
    ],
    ids=["cut short", "empty", "no activity"],
)
def test_activities_that_cannot_be_read_are_refused(
    cut: Callable[[bytes], bytes], said: str, tmp_path: Path
) -> None:
    activities, pairs = _write(tmp_path)
    activities.write_bytes(cut(activities.read_bytes()))
    with pytest.raises(CommandError, match=said) as refused:
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True, engine="local"))
    assert refused.value.status == UNREADABLE


def test_a_plain_file_gives_the_same_as_a_compressed_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    activities, pairs = _write(tmp_path)
    plain = tmp_path / "activities.xml"
    plain.write_bytes(gzip.decompress(activities.read_bytes()))
    told = [evaluated(path, pairs, capsys) | {"seconds": 0} for path in (activities, plain)]
    assert told[0] == told[1]


def test_the_keys_of_the_answer_are_those_that_the_docs_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = evaluated(*_write(tmp_path), capsys)
    page = (ROOT / "docs" / "algorithmes" / "radar.md").read_text(encoding="utf-8")
    assert [key for key in answer if f"| `{key}` |" not in page] == []


def test_dask_gives_the_same_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed", reason="dask n'est pas installé (extra facultatif)")
    activities, pairs = _write(tmp_path)
    here = evaluated(activities, pairs, capsys)
    given = argparse.Namespace(activities=activities, pairs=pairs, json=True, engine="dask")
    assert run_evaluate(given) == 0
    assert json.loads(capsys.readouterr().out) | {"seconds": 0} == here | {"seconds": 0}


def test_without_dask_one_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("azalai.engines.overlap.distributed.import_module", absent)
    activities, pairs = _write(tmp_path)
    with pytest.raises(CommandError, match="Dask n'est pas installé"):
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True, engine="dask"))


def test_a_list_without_its_columns_is_refused(tmp_path: Path) -> None:
    activities, pairs = _write(tmp_path)
    pairs.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="colonnes absentes : label") as refused:
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True, engine="local"))
    assert refused.value.status == UNREADABLE


def test_a_file_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    _, pairs = _write(tmp_path)
    activities = tmp_path / "autre.xml"
    activities.write_text("bonjour", encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run_evaluate(argparse.Namespace(activities=activities, pairs=pairs, json=True, engine="local"))
    assert refused.value.status == UNREADABLE


def test_the_real_pairs_are_found_as_well_as_the_docs_say(capsys: pytest.CaptureFixture[str]) -> None:
    activities = shared_path("data/iati/activities.xml.gz")
    answer = evaluated(activities, shared_path("data/iati/labelled_pairs.csv"), capsys)
    assert min(answer["candidates"][label]["score_at_10"] for label in "AC") >= 0.95
    hard = answer["duplicates"]["candidates_of_labelled_activities"]
    assert hard["average_precision_cross_validated"] >= 0.87
    assert answer["chains"]["called_duplicates"] <= 0.1
    assert answer["bilingual"]["title_and_country_at_10"] >= 0.95
