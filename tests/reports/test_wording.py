"""What a minister's cabinet would strike out: sentences that do not agree, columns without a word, jargon."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from azalai.core.facts import Fact, FactList, FactRow, FactSpan
from azalai.followup import actions as registering
from azalai.followup.models import ActionPoint
from azalai.plans.enums import VersionStatus
from azalai.reports.chapters.summing import HEADLINES
from azalai.reports.chapters.tabulating import HEAD
from azalai.reports.compiling import Compiled, compile_report
from azalai.reports.marking import plain
from azalai.reports.periods import Period
from tests.accounts.factories import AT, SYSTEM
from tests.followup.factories import in_state, make_point
from tests.frames.factories import make_country
from tests.indicators.factories import make_indicator
from tests.interventions.factories import full_content, load, make_intervention, place
from tests.monitoring.factories import make_plan
from tests.reports.test_compiling import table, told

AS_OF = date(2026, 3, 1)
JARGON = ("radar", "compilateur", "du système.", "objets comptés")


@pytest.fixture
def full(db: None) -> None:
    load()
    place("Agadez")
    make_intervention(full_content(title_fr="Formation", planned_start="2025-03", planned_end="2026"))
    adopted = make_plan()
    adopted.first_year, adopted.last_year = 2022, 2026
    adopted.status, adopted.adopted_at = VersionStatus.ADOPTED, AT
    adopted.save()


def captions(made: Compiled, kind: str) -> list[str]:
    return [b["caption"] for one in made.chapters for b in one.blocks if b["t"] == kind]


@pytest.mark.parametrize("period", [Period("annual", 2025), Period("quarterly", 2025, 2)])
def test_the_map_is_drawn_whatever_the_period(full: None, period: Period) -> None:
    made = compile_report(period, "NE", AS_OF)
    assert "Nombre d'interventions par région" in captions(made, "chart")


def test_the_largest_parts_have_the_name_that_the_country_gives_them(
    full: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from azalai.reports.material import Material

    monkeypatch.setattr(Material, "part", ("province", "provinces"))
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    (title,) = [one.title for one in made.chapters if one.code == "regions"]
    assert title == "État par province"
    assert "région" not in told(made, "regions")
    assert table(made, "regions", "Présence par province")[0][0] == "Agadez", "only those that have any"


def test_no_word_of_ours_is_left_in_a_document(full: None) -> None:
    for kind in ("annual", "national", "regional", "imrf"):
        made = compile_report(Period(kind, 2025), "NE", AS_OF)
        text = " ".join(plain(one) for chapter in made.chapters for one in chapter.passages.values())
        assert [word for word in JARGON if word in text] == []


def test_the_summary_has_whole_rows_of_figures_and_one_sentence_a_matter(full: None) -> None:
    make_point(deadline="2021-01")
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    (summary,) = [one for one in made.chapters if one.code == "preamble"]
    (boxes,) = [b["items"] for b in summary.blocks if b["t"] == "key"]
    assert len(boxes) % 3 == 0
    assert {label for label, _ in boxes} <= {label for _, label in HEADLINES}
    text = told(made, "preamble")
    assert "Une intervention publiée couvre l'année 2025" in text
    assert "aucune n'est achevée" in text, "the negation that goes with the word"
    headings = [b["text"] for b in summary.blocks if b["t"] == "heading"]
    assert headings[:2] == ["L'essentiel", "Ce qui appelle une décision"]
    assert "Relancer les responsables d'une action en retard." in text


def test_the_period_is_held_against_the_one_before(full: None) -> None:
    made = compile_report(Period("annual", 2026), "NE", AS_OF)
    (chapter,) = [one for one in made.chapters if one.code == "preamble"]
    (grid,) = [b for b in chapter.blocks if b["t"] == "grid"]
    assert grid["head"][1:] == ["2025", "2026 (au 1er\u00a0mars 2026)", "Évolution"], "said to be unfinished"
    rows = table(made, "preamble", "Évolution")
    assert rows[0] == ["Interventions en cours dans la période", "1", "1", "="]
    later = compile_report(Period("annual", 2025), "NE", AS_OF)
    assert not captions_of(later, "preamble"), "nothing is known of 2024: no table"


def captions_of(made: Compiled, code: str) -> list[str]:
    (chapter,) = [one for one in made.chapters if one.code == code]
    return [b["caption"] for b in chapter.blocks if b["t"] == "grid"]


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period("quarterly", 2026, 1), Period("quarterly", 2025, 4)),
        (Period("quarterly", 2026, 3), Period("quarterly", 2026, 2)),
        (Period("annual", 2026), Period("annual", 2025)),
        (Period("national", 2026), Period("national", 2022)),
    ],
)
def test_a_period_follows_the_one_before_without_a_gap(period: Period, before: Period) -> None:
    assert period.before() == before
    assert (period.start - before.end).days == 1


def test_a_plan_that_is_over_says_so(full: None) -> None:
    made = compile_report(Period("annual", 2031), "NE", date(2031, 6, 1))
    assert "Son calendrier s'est achevé en 2026" in told(made, "plan")


def test_the_reason_of_a_delay_is_told_once_over_what_shares_it(full: None) -> None:
    made = compile_report(Period("annual", 2031), "NE", date(2031, 6, 1))
    (chapter,) = [one for one in made.chapters if one.code == "plan"]
    (grid,) = [b for b in chapter.blocks if b.get("caption", "").startswith("Activités en retard")]
    reasons = [grid["rows"][number][0] for number in grid["groups"]]
    assert reasons
    assert len(reasons) == len(set(reasons))
    assert all(one.startswith(("Devait", "En retard")) for one in reasons)
    assert len(grid["rows"]) - len(reasons) == made.figures["plan.state.late"].value


def test_columns_of_indicators_in_which_nobody_entered_anything_are_left_out(db: None) -> None:
    make_country("NE")
    make_indicator("Sans valeur")
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    assert "Un indicateur est suivi ; aucun n'a de valeur en 2025." in told(made, "indicators")
    assert captions_of(made, "indicators") == [], "what has neither value nor target is among what is missing"
    assert any("Sans valeur" in row[2] for row in table(made, "gaps", "n'ont pu être établis"))


def test_acronyms_of_the_text_are_told_and_no_other(full: None) -> None:
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    note = told(made, "method").partition("PMM\u00a0: ")[2]
    assert note.startswith("Pacte mondial pour des migrations sûres, ordonnées et régulières")
    assert "MPTF" not in told(made, "method")


def test_numbers_of_actions_are_those_of_the_facts(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open on the last day of the period, whatever became of them since."""
    in_state("verified")
    make_point(deadline="2021-01")
    registered = ActionPoint.objects.order_by("pk").first()
    assert registered is not None
    year = AT.year
    made = compile_report(Period("annual", year), "NE", date(year, 12, 31))
    values = {name: made.figures[f"register.{name}"].value for name in ("open", "late", "done", "verified")}
    assert values == {"open": 1, "late": 1, "done": 1, "verified": 1}
    assert "dont une en retard sur son échéance" in told(made, "meetings")
    seen: list[FactSpan] = []

    def counted(span: FactSpan) -> FactList:
        seen.append(span)
        return FactList(ActionPoint.objects.none(), lambda one: FactRow(str(one)))

    from azalai.core import facts

    fact = Fact("followup.actions-open", "x", "", "Autre compte.", counted)
    monkeypatch.setitem(facts._facts, fact.code, fact)
    again = compile_report(Period("annual", year), "NE", date(year, 12, 31))
    assert (again.figures["register.open"].value, again.figures["register.late"].value) == (0, 0)
    assert seen[0].end == date(year, 12, 31)


def test_what_was_settled_after_the_period_was_still_open_at_its_end(db: None) -> None:
    point: Any = make_point()
    later = AT.replace(year=AT.year + 1)
    registering.update_point(by=SYSTEM, at=later, point=point, state="done")
    made = compile_report(Period("annual", AT.year), "NE", later.date())
    opened = made.figures["register.open"]
    assert (opened.value, [row.detail for row in opened.rows]) == (1, [""]), "its state of today is no news"
    assert made.figures["register.done"].value == 0


def test_columns_of_the_matrix_without_a_word_are_left_out_and_said_to_be(full: None) -> None:
    made = compile_report(Period("annual", 2026), "NE", AS_OF)
    (chapter,) = [one for one in made.chapters if one.code == "matrix"]
    (grid,) = [b for b in chapter.blocks if b["t"] == "grid"]
    assert grid["head"] == list(HEAD[:4])
    assert "leurs colonnes ne sont pas imprimées" in told(made, "matrix")


def test_nothing_is_missing_where_nothing_is_done(full: None) -> None:
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    served = {
        row[0].partition(".")[0] for row in table(made, "gcm", "Les objectifs du Pacte") if row[1] != "0"
    }
    asked = {key.rpartition(".")[2] for key in made.figures if key.startswith("gcm.people.")}
    assert asked == served


def test_a_table_that_stops_says_so(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from azalai.reports.chapters import registering as chapter

    monkeypatch.setattr(chapter, "MOST_ADVICE", 1)
    for _ in range(2):
        in_state("verified", kind="recommendation")
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    assert len(table(made, "recommendations", "ce qu'elles sont devenues")) == 1
    assert "Le tableau donne une ligne sur 2" in told(made, "recommendations")
