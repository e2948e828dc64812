"""Every label on a small story, with its sentence; and every feature, seen when it is there alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from azalai.engines.overlap import labelling, logistic
from azalai.engines.overlap.choosing import strongest
from azalai.engines.overlap.corpus import DuplicateIdentifiers, build
from azalai.engines.overlap.features import NAMES, Pairs, measure
from azalai.engines.overlap.model import FRENCH, Intervention, Label
from azalai.engines.overlap.parameters import EXPERTS, in_force, read
from azalai.engines.overlap.radar import compare, judge, judge_pair
from azalai.engines.overlap.synergies import synergies
from azalai.engines.overlap.wording import WORDINGS
from tests.engines.overlap.stories import CASES, ELSEWHERE, STORIES, TRAINING, TRAINING_IN_ENGLISH, Case


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.label}-{case.other.identifier}")
def test_a_story_has_its_label_and_its_sentence(case: Case) -> None:
    verdict = judge_pair(build(STORIES), case.one.identifier, case.other.identifier)
    assert verdict.label is case.label
    assert verdict.sentence.casefold().startswith(FRENCH[case.label])
    assert [word for word in case.words if word not in verdict.sentence] == []
    assert verdict.sentence.endswith(".")


def test_the_table_adds_up_to_the_score() -> None:
    parameters = in_force()
    for case in CASES:
        verdict = judge_pair(build(STORIES), case.one.identifier, case.other.identifier)
        total = parameters["weight.intercept"] + sum(row.contribution for row in verdict.rows)
        assert 1 / (1 + np.exp(-total)) == pytest.approx(verdict.score, abs=0.002)


def test_a_pair_is_the_same_from_both_sides() -> None:
    corpus = build(STORIES)
    for one in STORIES:
        for other in STORIES:
            if one is not other:
                there = judge_pair(corpus, one.identifier, other.identifier)
                assert there == judge_pair(corpus, other.identifier, one.identifier)


def test_the_radar_finds_the_stories_that_a_person_would() -> None:
    found = {(v.left, v.right): v.label for v in compare(STORIES).verdicts()}
    wanted = [case for case in CASES if case.label is not Label.NONE]
    missed = [
        case
        for case in wanted
        if found.get(tuple(sorted((case.one.identifier, case.other.identifier)))) is not case.label  # type: ignore[call-overload]
    ]
    assert missed == []


def test_one_title_in_many_countries_by_one_publisher_is_no_pair() -> None:
    programme = [
        replace(ELSEWHERE, identifier=f"P-{c}", countries=(c,), places=()) for c in ("TD", "ML", "NE")
    ]
    assert [(v.left, v.right) for v in compare(programme).verdicts()] == []


def test_one_title_in_two_countries_by_two_publishers_is_seen_and_not_called_a_duplicate() -> None:
    pair = [
        replace(ELSEWHERE, identifier="A", reporter="A", countries=("TD",), places=()),
        replace(ELSEWHERE, identifier="B", reporter="B", countries=("ML",), places=()),
    ]
    findings = compare(pair)
    assert len(findings) == 1
    assert findings.verdict(0).label is Label.NONE


def test_an_identifier_twice_is_refused() -> None:
    with pytest.raises(DuplicateIdentifiers, match="F-OIM-1"):
        build([TRAINING, TRAINING])


def test_reversed_dates_negative_budgets_and_nothing_at_all_are_borne() -> None:
    odd = [
        Intervention(identifier="vide"),
        Intervention(identifier="rien", reporter="R", titles=("",), start="hier", end="9999-99-99"),
        replace(TRAINING, identifier="à l'envers", start="2025", end="2020", reference_amount=-5.0),
    ]
    findings = compare([*STORIES, *odd])
    assert np.isfinite(findings.measures).all()
    assert ((findings.measures >= 0) & (findings.measures <= 1)).all()


BARE = Intervention(identifier="A", reporter="RA")
OTHER = Intervention(identifier="B", reporter="RB")
FRAME: dict[str, object] = {
    "objectives": ("PMM:1",),
    "groups": ("jeunes",),
    "places": (("NE", "NE1"),),
    "start": "2022",
    "end": "2023",
}
TOLD_TWICE: dict[str, object] = {"titles": ("Forages à Diffa",), "countries": ("NE",), "start": "2020-01"}
# Of each feature: what the first and the second have, so that it alone is seen.
ALONE: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "title": ({"titles": ("Forages à Diffa",)}, {"titles": ("Boreholes in Diffa",)}),
    "text": ({"descriptions": ("Forages à Diffa",)}, {"descriptions": ("Boreholes in Diffa",)}),
    "place": ({"places": (("NE", "NE1"),)}, {"places": (("NE", "NE1"),)}),
    "elsewhere": ({"countries": ("NE",)}, {"countries": ("TD",)}),
    "other_region": ({"places": (("NE", "NE1"),)}, {"places": (("NE", "NE2"),)}),
    "period": ({"start": "2020", "end": "2022"}, {"start": "2021", "end": "2023"}),
    "apart": ({"start": "2020", "end": "2020"}, {"start": "2022", "end": "2022"}),
    "dates": ({"start": "2020-01-10"}, {"start": "2020-01-28"}),
    "objectives": ({"objectives": ("PMM:1",)}, {"objectives": ("PMM:1", "PMM:2")}),
    "other_objectives": ({"objectives": ("PMM:1",)}, {"objectives": ("PMM:2",)}),
    "groups": ({"groups": ("jeunes",)}, {"groups": ("jeunes",)}),
    "other_groups": ({"groups": ("jeunes",)}, {"groups": ("femmes",)}),
    "frame": (FRAME, FRAME),
    "next_stage": ({"stage": "training"}, {"stage": "placement"}),
    "one_title": (TOLD_TWICE, TOLD_TWICE),
    "other_scale": ({"scale": "programme"}, {"scale": "project"}),
    "bodies": ({"implementers": ("ONG",)}, {"implementers": ("ONG",)}),
    "roles": ({"implementers": ("RB",)}, {}),
    "budget": ({"amount": 100.0, "currency": "XOF"}, {"amount": 110.0, "currency": "XOF"}),
    "other_budget": ({"reference_amount": 100.0}, {"reference_amount": 1000.0}),
    "figures": ({"titles": ("Phase 2",)}, {"titles": ("Tranche 2",)}),
    "other_figures": ({"titles": ("Appui 2021",)}, {"titles": ("Aide 2022",)}),
    "declared": ({"downstream": ("B",)}, {}),
    "component": ({"part_of": ("B",)}, {}),
    "same_identifier": ({"aliases": ("PRJ-77",)}, {"aliases": ("PRJ-77",)}),
}


def test_every_feature_is_tried_and_worded_and_weighed() -> None:
    assert set(ALONE) == set(NAMES) == set(WORDINGS)
    assert len(in_force().weights) == len(NAMES) + 1


@pytest.mark.parametrize("name", NAMES)
def test_a_feature_is_seen_where_it_is_and_not_where_it_is_not(name: str) -> None:
    first, second = ALONE[name]
    pair = Pairs(np.array([0]), np.array([1]))
    place = NAMES.index(name)
    assert measure(build([replace(BARE, **first), replace(OTHER, **second)]), pair)[0, place] > 0  # type: ignore[arg-type]
    assert measure(build([BARE, OTHER]), pair)[0, place] == 0


@pytest.mark.parametrize("name", ["objectives", "groups", "places", "start"])
def test_a_frame_needs_all_of_its_four_parts(name: str) -> None:
    pair = Pairs(np.array([0]), np.array([1]))
    without = {key: value for key, value in FRAME.items() if key != name}
    measures = measure(build([replace(BARE, **FRAME), replace(OTHER, **without)]), pair)[0]  # type: ignore[arg-type]
    assert measures[NAMES.index("frame")] == 0


DEMO = Intervention(
    identifier="A",
    reporter="RA",
    titles=("Formation des jeunes au métier de maçon à Tahoua",),
    scale="project",
    reference_amount=100_000.0,
    **FRAME,  # type: ignore[arg-type]
)
TWIN = replace(DEMO, identifier="B", reporter="RB", titles=("Training young masons in Tahoua",))


def _label(one: Intervention, other: Intervention) -> Label:
    return judge_pair(build([one, other]), one.identifier, other.identifier).label


def test_a_component_is_a_chain_however_alike_it_is() -> None:
    assert _label(DEMO, replace(TWIN, titles=DEMO.titles, part_of=("A",))) is Label.CHAIN


def test_the_same_work_in_another_region_is_no_duplicate() -> None:
    there = replace(TWIN, titles=DEMO.titles, places=(("NE", "NE2"),), reference_amount=140_000.0, end="2024")
    assert _label(DEMO, there) is Label.COMPLEMENTARY


def test_a_programme_overlaps_a_project_in_part() -> None:
    wide = replace(TWIN, titles=DEMO.titles, scale="programme", reference_amount=500_000.0)
    assert _label(DEMO, wide) is Label.PARTIAL


def test_one_aim_people_place_and_time_in_two_languages_is_a_duplicate() -> None:
    assert _label(DEMO, replace(TWIN, reference_amount=120_000.0)) is Label.DUPLICATE


def test_other_aims_for_the_same_people_in_one_place_complement_each_other() -> None:
    other = replace(TWIN, titles=("Microcrédit pour les femmes",), objectives=("PMM:1", "PMM:20", "PMM:19"))
    assert _label(DEMO, other) is Label.COMPLEMENTARY


def test_of_a_thousand_complementary_pairs_each_keeps_its_strongest() -> None:
    crowd = [
        replace(DEMO, identifier=f"I{n:02}", reporter=f"R{n}", titles=(), objectives=(f"PMM:{n}",))
        for n in range(20)
    ]
    corpus = build(crowd)
    found = judge(corpus, synergies(corpus).pairs, in_force())
    kept = strongest(found, most=3)
    counts = np.bincount(np.concatenate([kept.pairs.left, kept.pairs.right]), minlength=20)
    assert len(found) == 190
    assert counts.max() == 3
    assert counts.min() > 0


def test_the_choice_leaves_other_labels_alone() -> None:
    findings = compare(STORIES)
    kept = strongest(findings, most=0)
    wanted = [v for v in findings.verdicts() if v.label is not Label.COMPLEMENTARY]
    assert list(kept.verdicts()) == wanted


def test_budgets_in_two_currencies_without_a_common_one_are_not_compared() -> None:
    corpus = build(
        [replace(BARE, amount=100.0, currency="XOF"), replace(OTHER, amount=100.0, currency="EUR")]
    )
    measures = measure(corpus, Pairs(np.array([0]), np.array([1])))[0]
    assert measures[NAMES.index("budget")] == measures[NAMES.index("other_budget")] == 0


def test_a_nearer_place_counts_more() -> None:
    def place(one: tuple[str, ...], other: tuple[str, ...]) -> float:
        pair = [replace(BARE, places=(one,)), replace(OTHER, places=(other,))]
        return float(measure(build(pair), Pairs(np.array([0]), np.array([1])))[0, NAMES.index("place")])

    department = place(("NE", "R1", "D1"), ("NE", "R1", "D1"))
    region = place(("NE", "R1"), ("NE", "R1", "D1"))
    other_department = place(("NE", "R1", "D1"), ("NE", "R1", "D2"))
    country = place(("NE",), ("NE", "R1"))
    other_region = place(("NE", "R1"), ("NE", "R2"))
    assert department > region > other_department > country > other_region > place(("NE",), ("TD",)) == 0


def test_labels_follow_the_thresholds() -> None:
    parameters = in_force()
    measures = np.zeros((1, len(NAMES)))
    at = parameters["threshold.duplicate"]
    found = [labelling.label(measures, np.array([score]), parameters)[0] for score in (at, at - 0.001)]
    assert [labelling.ORDER[number] for number in found] == [Label.DUPLICATE, Label.NONE]


def test_parameters_have_dates_and_the_latest_in_force_wins() -> None:
    text = "name,value,since,source\nx,1,2024-01-01,avis\nx,2,2025-01-01,calage\n"
    assert [read(text, at=at)["x"] for at in ("2024-06-01", "2025-01-01")] == [1, 2]
    assert all(item.since and item.source for item in in_force().values)
    assert in_force(EXPERTS).weights.tolist() != in_force().weights.tolist()


def test_a_score_lies_between_nought_and_one_whatever_the_weights() -> None:
    assert 0 < logistic.probability(np.array([[1e9]]), np.array([0.0, -1e9]))[0] < 1


def test_english_and_french_meet() -> None:
    corpus = build(STORIES)
    verdict = judge_pair(corpus, TRAINING.identifier, TRAINING_IN_ENGLISH.identifier)
    title = next(row for row in verdict.rows if row.feature == "title")
    assert title.value > 0.6
