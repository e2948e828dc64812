"""Reports as the system counts them: nothing filled in, every figure with its list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from azalai.evaluation import actions as judging
from azalai.evaluation.models import Evaluation
from azalai.followup.enums import PointKind
from azalai.reports.assembling import compiled
from azalai.reports.chapters import all_chapters
from azalai.reports.chapters.tabulating import HEAD
from azalai.reports.compiling import Compiled, compile_report
from azalai.reports.drafting import Draft, Written
from azalai.reports.enums import ReportKind
from azalai.reports.marking import MARK, plain
from azalai.reports.outlines import OUTLINES
from azalai.reports.periods import Period
from azalai.reports.printing import printed
from tests.accounts.factories import AT, SYSTEM
from tests.concertation.factories import make_body, make_meeting
from tests.evaluation.factories import LATER, make_evaluation, partner_of, rater, rating_of, shared
from tests.followup.factories import in_state
from tests.frames.factories import make_country
from tests.interventions.factories import (
    full_content,
    load,
    make_bare_intervention,
    make_intervention,
    place,
)
from tests.plans.factories import make_version

AS_OF = date(2026, 3, 1)


def told(made: Compiled, code: str) -> str:
    """What a chapter says, as read."""
    chapter = next(one for one in made.chapters if one.code == code)
    return " ".join(plain(text) for text in chapter.passages.values())


@pytest.mark.parametrize("kind", list(ReportKind))
def test_an_empty_database_has_a_report_that_says_what_is_missing(db: None, kind: str) -> None:
    make_country("NE")
    made = compile_report(Period(kind, 2025, 3 if kind == "quarterly" else None), "NE", AS_OF)
    assert [one.code for one in made.chapters] == [code for code, _ in OUTLINES[kind]]
    for one in made.chapters:
        assert any(one.passages.values()), f"{one.code}: an empty chapter without a sentence"
    for figure in made.figures.values():
        assert figure.is_known or figure.missing
    assert printed(compiled(made), "pdf").startswith(b"%PDF")


def test_every_chapter_has_a_place_in_a_report() -> None:
    placed = {code for outline in OUTLINES.values() for code, _ in outline}
    assert placed == {one.code for one in all_chapters()}


@pytest.fixture
def full(db: None) -> None:
    load()
    where = place("Agadez")
    content = full_content(title_fr="Formation #1 <b>*gras*</b>", planned_start="2025-03", planned_end="2026")
    make_intervention(content)
    make_intervention(full_content(planned_start="2019", planned_end="2020-12"))
    assert where.pcode
    make_body(seats=2)
    make_version()


def test_what_is_counted_is_the_length_of_its_list(full: None) -> None:
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    whole = made.figures["interventions"]
    assert (whole.value, whole.total, len(whole.rows)) == (1, 1, 1), (
        "the one that ended in 2020 is not counted"
    )
    assert whole.rows[0].label == "Formation #1 <b>*gras*</b>"
    for figure in made.figures.values():
        is_sum = figure.unit or "money" in figure.key or "people" in figure.key or "meetings." in figure.key
        if figure.rows and not is_sum and not figure.fact and not figure.key.startswith("indicator."):
            assert figure.value == figure.total, figure.key


def test_every_figure_in_a_text_is_one_of_the_report(full: None) -> None:
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    texts = [text for one in made.chapters for text in one.passages.values()]
    texts += [
        c for one in made.chapters for b in one.blocks if b["t"] == "grid" for row in b["rows"] for c in row
    ]
    keys = {match[1].lstrip("?") for text in texts for match in MARK.finditer(text)}
    assert keys
    assert keys <= set(made.figures)


def test_two_runs_on_the_same_data_are_the_same_to_the_byte(full: None) -> None:
    period = Period("annual", 2025)
    files = [
        {
            suffix: printed(compiled(compile_report(period, "NE", AS_OF), base="https://x.org"), suffix)
            for suffix in ("docx", "pdf", "html")
        }
        for _ in range(2)
    ]
    assert files[0] == files[1]


def test_periods_cut_partial_dates_as_far_as_they_are_known(full: None) -> None:
    def number(period: Period) -> object:
        return compile_report(period, "NE", AS_OF).figures["interventions"].value

    assert number(Period("quarterly", 2025, 1)) == 1, "2025-03 begins in the first quarter"
    assert number(Period("quarterly", 2024, 4)) == 0
    assert number(Period("annual", 2020)) == 1


def test_meetings_of_the_last_day_of_the_period_count(db: None) -> None:
    from azalai.concertation.enums import MeetingState
    from azalai.concertation.models import Meeting

    meeting = make_meeting()
    Meeting.objects.filter(pk=meeting.pk).update(
        state=MeetingState.HELD, starts_at="2025-12-31T20:00:00+01:00", ends_at="2025-12-31T23:30:00+01:00",
        convened_at=AT, closed_at=AT,
    )  # fmt: skip
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    assert made.figures["meetings.held"].value == 1
    assert "Une réunion s'est tenue en 2025, dans une seule instance." in told(made, "meetings")


def draft() -> Draft:
    from azalai.core.facts import FactSpan

    return Draft(Written("essai", "Essai"), {}, FactSpan("NE", date(2025, 1, 1), date(2025, 12, 31)))


def test_a_figure_that_cannot_be_had_says_why_and_is_never_zero() -> None:
    made = draft()
    with pytest.raises(ValueError, match="says why"):
        made.figure("x", None, label="Coût", formula="")
    missing = made.figure("x", None, label="Coût", formula="", missing="Rien n'est déclaré.")
    assert plain(str(missing)) == "non disponible"
    assert plain(missing.of("réunion", "réunions")) == "réunion (non disponible)"
    unknown = made.fact("room.nobody-counts-this")
    assert (unknown.value, bool(unknown.missing)) == (None, True)
    assert made.share("s", unknown, unknown, label="Part").value is None
    part = made.figure("p", 1, label="P", formula="F", fact="followup.actions-open")
    assert made.share("t", part, part, label="Part").fact == part.fact, "a share opens no list that is closed"


def test_zero_and_one_are_written_in_words_and_figures_agree() -> None:
    made = draft()
    zero, one, many = (made.figure(f"n{n}", n, label="n", formula="") for n in (0, 1, 12))
    assert plain(zero.fem("réunion", "réunions")) == "aucune réunion"
    assert plain(one.of("avis", "avis")) == "un avis"
    assert plain(many.fem("réunion", "réunions")) == "12 réunions"
    amount = made.figure("m", Decimal(1_200_000), label="m", formula="", unit="FCFA")
    assert plain(str(amount)) == "1\u00a0200\u00a0000\u00a0FCFA"
    made.paragraph("p", zero.fem("réunion", "réunions") + ".", "et rien d'autre.")
    assert plain(made.chapter.passages["essai.p"]) == "Aucune réunion. Et rien d'autre."


def test_the_system_writes_in_french_whatever_the_page_speaks(db: None) -> None:
    from django.utils import translation

    make_country("NE")
    with translation.override("en"):
        made = compile_report(Period("annual", 2025), "NE", AS_OF)
    assert "Le document porte sur l'année 2025" in told(made, "method")
    assert SYSTEM.name


def test_the_reference_page_names_every_chapter() -> None:
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "reference" / "rapports.md").read_text(encoding="utf-8")
    missing = [one.title for one in all_chapters() if f"| {one.title} |" not in page]
    assert not missing


def table(made: Compiled, code: str, caption: str) -> list[list[str]]:
    """Rows of a table as read."""
    chapter = next(one for one in made.chapters if one.code == code)
    found = next(b for b in chapter.blocks if b["t"] == "grid" and caption in b["caption"])
    return [[plain(cell) for cell in row] for row in found["rows"]]


def evaluated(*, is_published: bool) -> Any:
    """An activity of 2022 with two notes, one of conformity, on which its partner agrees."""
    one = make_evaluation(make_bare_intervention(title_fr="Relais", planned_start="2022", planned_end="2022"))
    shared(one, relevance=2, conformity_gcm=5)
    by = partner_of(one)
    judging.reply(by=by, at=AT, rating=rating_of(one), position="agrees", text="Nous le voyons aussi.")
    if is_published:
        done = judging.close(by=rater(), at=LATER, evaluation=Evaluation.objects.get(pk=one.pk))
        judging.publish(by=rater(), at=LATER, evaluation=done)
    return one


def test_the_matrix_puts_what_was_said_of_an_activity_side_by_side(db: None) -> None:
    evaluated(is_published=True)
    made = compile_report(Period("annual", 2022), "NE", AS_OF)
    (row,) = [one for one in table(made, "matrix", "Matrice") if one[0] == "Relais"]
    assert len(row) == len(HEAD)
    assert row[4:6] == ["Pertinence\u00a0: 2", "Conformité au Pacte mondial\u00a0: 5"]
    assert "D'accord\u00a0: 1 note" in row[7]
    assert row[3] == "—", "nobody said how far it has come"


def test_what_is_not_published_is_not_in_the_matrix(db: None) -> None:
    evaluated(is_published=False)
    made = compile_report(Period("annual", 2022), "NE", AS_OF)
    matrix = next(one for one in made.chapters if one.code == "matrix")
    assert "Relais" not in str(matrix.blocks)
    assert "la matrice n'a pas de lignes" in told(made, "matrix")


def test_recommendations_say_what_became_of_them(db: None) -> None:
    for state in ("verified", "blocked", "refused", "proposed"):
        in_state(state, kind=PointKind.RECOMMENDATION, text=f"Conseil {state}")
    made = compile_report(Period("annual", 2025), "NE", AS_OF)
    rows = {row[0]: row[3] for row in table(made, "recommendations", "ce qu'elles sont devenues")}
    assert set(rows) == {"Conseil verified", "Conseil blocked", "Conseil refused"}
    assert rows["Conseil verified"].startswith("Vérifiée le ")
    assert rows["Conseil blocked"].startswith("Bloquée")
    assert ". " in rows["Conseil refused"], "with its reason"
    assert "4 recommandations" in told(made, "recommendations")
