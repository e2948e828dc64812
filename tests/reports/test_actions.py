"""A report from its first count to what the State answers for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from azalai.core.models import AuditEntry
from azalai.reports import actions, queries
from azalai.reports.actions import compiling
from azalai.reports.enums import REPORT_TRANSITIONS, ReportState
from azalai.reports.marking import mark
from azalai.reports.models import Figure, Passage, Report
from azalai.reports.periods import Period
from tests.accounts.factories import AT, SYSTEM, author_with, person_with
from tests.reports.factories import counted, make_report, moved, passage_of

BY: dict[str, Any] = {"by": SYSTEM, "at": AT}
PERIOD = Period("annual", 2021)


def test_a_period_has_one_open_report_however_often_it_is_begun(db: None) -> None:
    first = counted(PERIOD)
    assert counted(PERIOD) == first
    assert Report.objects.count() == 1
    with pytest.raises(ValidationError, match="pas commencé"):
        counted(Period("annual", 2030))


def test_edits_survive_a_refresh_and_are_marked_where_figures_changed(db: None) -> None:
    report = counted(PERIOD)
    one = passage_of(report, "meetings.none")
    actions.rewrite_passage(**BY, passage=one, text="Aucune réunion, et nous le regrettons.")
    own = passage_of(report, "preamble.analysis")
    actions.rewrite_passage(**BY, passage=own, text="Notre lecture.")
    Passage.objects.filter(pk=one.pk).update(basis=f"{mark('meetings.held', '7')} réunions")
    actions.refresh_report(**BY, report=report, as_of=date(2022, 9, 22))
    kept, mine = passage_of(report, "meetings.none"), passage_of(report, "preamble.analysis")
    assert kept.text == "Aucune réunion, et nous le regrettons."
    assert (kept.is_stale, mine.is_stale, mine.text) == (True, False, "Notre lecture.")
    assert kept.changes() == [("meetings.held", "7", "Aucune")]
    with pytest.raises(ValidationError, match="chiffres qui ont changé"):
        actions.submit_report(**BY, report=report)
    actions.keep_passage(**BY, passage=kept)
    assert not passage_of(report, "meetings.none").is_stale
    assert actions.submit_report(**BY, report=report).state == "submitted"


def test_a_paragraph_that_figures_no_longer_call_for_stays_if_a_person_wrote_it(db: None) -> None:
    report = counted(PERIOD)
    Passage.objects.create(
        report=report, key="meetings.gone", drafted="", edited="Ce que nous avions écrit.", edited_at=AT
    )
    Passage.objects.create(report=report, key="meetings.blank", drafted="Rien.")
    actions.refresh_report(**BY, report=report)
    report.refresh_from_db()
    keys = [b.get("key") for c in report.chapters for b in c["blocks"]]
    assert keys.count("meetings.gone") == 1
    assert not Passage.objects.filter(key="meetings.blank").exists()


def test_two_people_on_one_paragraph_lose_nothing(db: None) -> None:
    one = passage_of(make_report())
    seen = one.edits
    actions.rewrite_passage(**BY, passage=one, text="Premier texte.", seen=seen)
    with pytest.raises(ValidationError, match="entre-temps"):
        actions.rewrite_passage(**BY, passage=one, text="Second texte.", seen=seen)
    assert passage_of(one.report).text == "Premier texte."


def test_a_text_taken_out_is_not_printed_and_the_drafted_one_can_come_back(db: None) -> None:
    one = passage_of(make_report())
    actions.rewrite_passage(**BY, passage=one, text="   ")
    assert (passage_of(one.report).text, passage_of(one.report).is_edited) == ("", True)
    actions.restore_passage(**BY, passage=one)
    assert passage_of(one.report).text == "4 réunions se sont tenues en 2021."
    actions.rewrite_passage(**BY, passage=one, text="4 réunions se sont tenues en 2021.")
    assert not passage_of(one.report).is_edited, "the drafted words are no words of one's own"
    entry = AuditEntry.objects.filter(action="reports.passage-rewritten").latest("sequence")
    assert entry.after == {"key": "meetings.held", "text": "4 réunions se sont tenues en 2021."}


def test_what_is_typed_is_cleaned_and_measured(db: None) -> None:
    one = passage_of(make_report())
    actions.rewrite_passage(
        **BY, passage=one, text=f"{mark('x', '9')}\x00\u202e <b>*a*</b> $b$ #c\r\n\r\nFin"
    )
    assert passage_of(one.report).text == "x9\ufffd <b>*a*</b> $b$ #c\n\nFin"
    with pytest.raises(ValidationError, match="trop long"):
        actions.rewrite_passage(**BY, passage=one, text="x" * 20_001)


def test_a_validated_report_never_changes_again(db: None) -> None:
    report = make_report("validated")
    with pytest.raises(PermissionDenied):
        actions.rewrite_passage(**BY, passage=passage_of(report), text="Trop tard.")
    with pytest.raises(PermissionDenied):
        actions.refresh_report(**BY, report=report)
    published = moved_on(report)
    assert (published.state, published.published_at) == ("published", AT)


def moved_on(report: Report) -> Report:
    return actions.publish_report(**BY, report=report)


@pytest.mark.parametrize("state", ["validated", "published"])
@pytest.mark.parametrize("what", ["report", "passage", "figure"])
def test_the_database_itself_refuses_to_change_it(db: None, state: str, what: str) -> None:
    report = make_report(state)
    changes: dict[str, Any] = {
        "report": lambda: Report.objects.filter(pk=report.pk).update(chapters=[]),
        "passage": lambda: Passage.objects.filter(report=report).update(drafted="Autre."),
        "figure": lambda: Figure.objects.filter(report=report).update(value=9),
    }
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        changes[what]()
    if state == "validated":
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(
                state="published", published_at=AT, as_of=date(2020, 1, 1)
            )


def test_a_draft_may_change_in_the_database(db: None) -> None:
    report = make_report("submitted")
    assert Figure.objects.filter(report=report).update(total=5) == 1


def test_a_correction_is_a_new_version_with_the_texts_taken_over(db: None) -> None:
    first = counted(PERIOD)
    actions.rewrite_passage(**BY, passage=passage_of(first, "preamble.analysis"), text="Notre lecture.")
    first = moved(first, "validated")
    second = actions.correct_report(by=SYSTEM, at=AT + timedelta(days=1), report=first)
    assert (second.number, second.previous, second.state) == (2, first, "draft")
    assert passage_of(second, "preamble.analysis").text == "Notre lecture."
    assert queries.latest(PERIOD, "NE") == first, "the validated one holds until the next is"
    again = actions.correct_report(by=SYSTEM, at=AT + timedelta(days=2), report=first)
    assert again == second


def test_a_correction_that_is_cut_short_leaves_no_version_without_its_texts(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = counted(PERIOD)
    actions.rewrite_passage(**BY, passage=passage_of(first, "preamble.analysis"), text="Notre lecture.")
    first = moved(first, "validated")

    def cut(*_given: Any) -> None:
        raise KeyboardInterrupt

    taken = compiling._take_over
    monkeypatch.setattr(compiling, "_take_over", cut)
    with pytest.raises(KeyboardInterrupt):
        actions.correct_report(**BY, report=first)
    assert Report.objects.count() == 1
    monkeypatch.setattr(compiling, "_take_over", taken)
    second = actions.correct_report(**BY, report=first)
    assert passage_of(second, "preamble.analysis").text == "Notre lecture."


def test_sending_back_needs_a_reason_and_opens_the_draft_again(db: None) -> None:
    report = make_report("submitted")
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        actions.send_back_report(**BY, report=report, reason="  ")
    back = actions.send_back_report(**BY, report=report, reason="Revoir le chapitre 2.")
    assert (back.state, back.returned_because, back.submitted_at) == ("draft", "Revoir le chapitre 2.", None)


MOVES = {
    "submitted": lambda report: actions.submit_report(**BY, report=report),
    "draft": lambda report: actions.send_back_report(**BY, report=report, reason="Motif."),
    "validated": lambda report: actions.validate_report(**BY, report=report),
    "published": lambda report: actions.publish_report(**BY, report=report),
}


@pytest.mark.parametrize("before", ReportState.values)
@pytest.mark.parametrize("after", ReportState.values)
def test_the_state_table_is_what_the_actions_do(db: None, before: str, after: str) -> None:
    report = make_report(before)
    if after in REPORT_TRANSITIONS[before]:
        assert MOVES[after](report).state == after
    else:
        with pytest.raises((PermissionDenied, ValidationError)):
            MOVES[after](report)
        assert Report.objects.get(pk=report.pk).state == before


def test_a_state_that_the_table_does_not_know_is_refused_even_to_who_may(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(REPORT_TRANSITIONS, "submitted", frozenset())
    with pytest.raises(ValidationError, match="ne le permet plus"):
        actions.validate_report(**BY, report=make_report("submitted"))


def test_a_draft_is_given_up_whole(db: None) -> None:
    report = make_report()
    actions.discard_report(**BY, report=report)
    assert not Report.objects.exists()
    assert AuditEntry.objects.latest("sequence").action == "reports.discarded"


def test_an_officer_signs_what_they_write(db: None) -> None:
    person = person_with("communication")
    from azalai.accounts.queries import author_for
    from azalai.core.clock import today

    one = passage_of(make_report())
    actions.rewrite_passage(by=author_for(person, on=today()), at=AT, passage=one, text="Signé.")
    assert passage_of(one.report).edited_by == person
    with pytest.raises(PermissionDenied):
        actions.rewrite_passage(by=author_with("partner"), at=AT, passage=one, text="Non.")
