"""The shipped frameworks are complete, consistent and sourced; the data is read without Django."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files
from typing import Any

import pytest
from docx import Document

from azalai.frames.dataset import (
    DatasetError,
    entries_linking_to,
    framework_codes,
    load_framework,
    load_frameworks,
)
from azalai.frames.dataset.frameworks import check_links, framework_from
from azalai.frames.dataset.reading import check_dates, read_csv, read_json
from tests.shared import shared_path

COUNTS = {
    "gcm": 23,
    "gcm-principles": 10,
    "pnm-ne": 9,
    "sdg": 17 + 169,
    "dac": 9,
    "mptf": 5,
    "stakeholders": 16,
    "plan-criteria": 14,
    "review-points": 8,
    "intervention-kinds": 4,
    "indicator-sheet": 12,
    "indicator-checklist": 12,
    "disaggregation": 11 + 33,
}
HEADER: dict[str, Any] = {
    "code": "x",
    "title_fr": "X",
    "title_en": "X",
    "version": "1",
    "valid_from": "2020",
    "source": "s",
    "licence": "l",
    "attribution": "",
}


def a_framework(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"header": dict(HEADER), "entries": list(entries)}


def an_entry(code: str = "1", **more: Any) -> dict[str, Any]:
    return {"code": code, "title_fr": "Titre", "title_en": "Title", **more}


def test_every_framework_is_shipped_and_counted() -> None:
    assert {code: len(load_framework(code).entries) for code in framework_codes()} == COUNTS


@pytest.mark.parametrize("code", COUNTS)
def test_a_framework_says_where_it_comes_from(code: str) -> None:
    header = load_framework(code).header
    assert header.code == code
    assert all((header.version, header.valid_from, header.source, header.licence))


def test_the_goals_have_their_169_targets_in_our_own_short_words() -> None:
    sdg = load_framework("sdg")
    targets = [entry for entry in sdg.entries if entry.level == "target"]
    assert len(targets) == 169
    assert len(sdg.children("")) == 17
    assert all(target.wording == "own" for target in targets)
    assert max(len(t.title(lang)) for t in targets for lang in ("fr", "en")) <= 90
    assert len({t.title_fr for t in targets}) == len({t.title_en for t in targets}) == 169


def test_the_number_of_targets_of_each_goal_is_right() -> None:
    sdg = load_framework("sdg")
    expected = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]
    assert [len(sdg.children(str(goal))) for goal in range(1, 18)] == expected


def test_objectives_have_short_labels_that_fit_a_chart() -> None:
    labels = [e.label(lang) for e in load_framework("gcm").entries for lang in ("fr", "en")]
    assert all(0 < len(label) <= 45 for label in labels)
    assert len(set(labels)) == 46


def test_objectives_are_numbered_from_1_to_23_with_their_doubts_flagged() -> None:
    gcm = load_framework("gcm")
    assert gcm.codes == tuple(str(number) for number in range(1, 24))
    confirmed = {entry.code for entry in gcm.entries if "title_fr" not in entry.unconfirmed}
    assert confirmed == {"1", "2", "6", "16", "19", "23"}


def test_objectives_carry_the_titles_of_the_reference_page() -> None:
    text = shared_path("design/REFERENCE.md").read_text(encoding="utf-8")
    for entry in load_framework("gcm").entries:
        assert re.search(
            rf"^\| {entry.code} \| {re.escape(entry.title_fr)}( \?)? \| {re.escape(entry.title_en)} ",
            text,
            re.MULTILINE,
        )


def test_every_mapping_leads_to_an_entry_that_exists() -> None:
    frameworks = load_frameworks()
    for entry in frameworks["gcm"].entries:
        assert entry.linked("mptf")
        assert entry.linked("sdg")


def test_a_mapping_is_read_from_both_sides() -> None:
    assert [e.code for e in entries_linking_to("gcm", "mptf", "5")] == ["15", "16", "22", "23"]
    assert [e.code for e in entries_linking_to("gcm", "sdg", "17.18")] == ["1"]


def test_every_area_of_the_fund_groups_objectives() -> None:
    assert all(entries_linking_to("gcm", "mptf", area) for area in "12345")
    assert "code" in load_framework("mptf").entry("4").unconfirmed


def test_the_national_policy_is_known_only_as_cited() -> None:
    policy = load_framework("pnm-ne")
    assert all(entry.cited_only and not entry.title_fr for entry in policy.entries)
    actions = {entry.code for entry in policy.entries if entry.level == "action"}
    assert actions == {"1.1", "1.3", "2.2", "3.1", "3.2", "3.3"}


def test_the_national_policy_covers_every_citation_of_the_plan() -> None:
    (table,) = Document(str(shared_path("inputs/plan-action-niger-2022-2026.docx"))).tables
    text = " ".join(row.cells[4].text for row in table.rows)
    known = load_framework("pnm-ne").codes
    pairs = re.findall(r"Axe stratégique (\d)(?: et (\d))?, actions? (\d)(?: et (\d))?", text, re.I)
    cited = {f"{axis}.{act}" for *found, a, b in pairs for axis in found for act in (a, b)}
    cited = {code for code in cited if re.fullmatch(r"\d\.\d", code)}
    assert cited == {code for code in known if "." in code}


def test_ratings_go_from_six_to_one_and_not_assessable_is_not_zero() -> None:
    values = [step.value for step in load_framework("dac").scale]
    assert values == [6, 5, 4, 3, 2, 1, None]
    levels = [entry.level for entry in load_framework("dac").entries]
    assert levels.count("criterion") == 6
    assert levels.count("conformity") == 2


def test_some_criteria_can_only_be_answered_by_a_person() -> None:
    criteria = {e.code: e.evidence for e in load_framework("plan-criteria").entries}
    assert criteria["international-law"] is None
    assert criteria["calendar"] == ("calendar",)
    assert all(evidence is None or evidence for evidence in criteria.values())


@pytest.mark.parametrize("code", sorted(set(COUNTS) - {"pnm-ne"}))
def test_every_entry_has_a_french_and_an_english_title(code: str) -> None:
    assert all(entry.title_fr and entry.title_en for entry in load_framework(code).entries)


def test_a_framework_is_found_whatever_the_case_and_read_once() -> None:
    assert load_framework("GCM") is load_framework("gcm")


def test_an_unknown_framework_is_refused_by_name() -> None:
    with pytest.raises(DatasetError, match="« nowhere » n'existe pas"):
        load_framework("nowhere")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"code": "1", "title_fr": "T"}, "entrée « 1 » : champ « title_en » absent"),
        (an_entry(colour="red"), "entrée « 1 » : champ inconnu « colour »"),
        (an_entry(code=1), "« code » : un texte est attendu"),
        (an_entry(cited_by="2.1"), "« cited_by » : une liste de textes est attendu"),
        (an_entry(cited_only="yes"), "« cited_only » : true ou false est attendu"),
        (an_entry(parent="9"), "le parent « 9 » n'existe pas"),
        (an_entry(evidence=["mood"]), "le champ de plan « mood » n'existe pas"),
        (an_entry(links=["sdg"]), "« links » : un objet est attendu"),
        (an_entry(title_fr=""), "le titre français est vide"),
        ("text", "un objet est attendu"),
    ],
)
def test_a_wrong_entry_is_told_with_file_entry_and_problem(entry: Any, message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        framework_from(a_framework(entry), "frameworks/x.json")
    assert str(caught.value).startswith("frameworks/x.json, ")
    assert message in str(caught.value)


def test_a_repeated_code_is_refused() -> None:
    with pytest.raises(DatasetError, match="entrée « 1 » : code répété"):
        framework_from(a_framework(an_entry(), an_entry()), "x.json")


def test_a_link_to_nothing_is_refused() -> None:
    wrong = framework_from(a_framework(an_entry(links={"sdg": ["99.9"]})), "x.json")
    with pytest.raises(DatasetError, match=r"sdg : « 99\.9 » n'existe pas"):
        check_links(wrong, load_frameworks())


@pytest.mark.parametrize("date", ["2020-13", "20/01/2020", "2020-02-40", "vers 2020"])
def test_a_date_in_another_form_is_refused(date: str) -> None:
    with pytest.raises(DatasetError, match="AAAA"):
        check_dates([date], "x.json", "header")


def test_a_damaged_or_missing_file_is_told_clearly(tmp_path: Any) -> None:
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="JSON illisible"):
        read_json(tmp_path / "bad.json")
    with pytest.raises(DatasetError, match="fichier absent"):
        read_json(tmp_path / "none.json")
    with pytest.raises(DatasetError, match="colonnes attendues : a, c"):
        read_csv(tmp_path / "bad.csv", ("a", "c"))


def _data_texts() -> list[tuple[str, str]]:
    found = []
    for package in ("azalai.frames", "azalai.actors"):
        pending = [files(package) / "data"]
        while pending:
            item = pending.pop()
            if item.is_dir():
                pending.extend(item.iterdir())
            elif not item.name.endswith(".topo.json"):
                found.append((item.name, item.read_text(encoding="utf-8")))
    return found


def test_no_address_and_no_telephone_number_stands_in_the_data() -> None:
    personal = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+\d{2,3}[ .]?\d{2}|\b\d{2}([ .-]\d{2}){3,}\b")
    texts = _data_texts()
    assert len(texts) > 20
    assert [name for name, text in texts if personal.search(text)] == []


def test_maps_and_places_are_attributed() -> None:
    notice = dict(_data_texts())["ATTRIBUTION.md"]
    assert all(word in notice for word in ("CC BY-IGO", "OCHA", "Natural Earth", "MIT License"))


def test_the_data_is_read_without_django() -> None:
    code = (
        "import sys; from azalai.actors.dataset import organisation_index, load_groups;"
        "from azalai.frames.dataset import load_frameworks, load_profile;"
        "load_frameworks(); load_profile('NE'); organisation_index(); load_groups();"
        "heavy = {'django', 'docx', 'lxml', 'openpyxl'} & set(sys.modules); sys.exit(bool(heavy))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
