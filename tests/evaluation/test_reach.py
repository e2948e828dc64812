"""What leaves the room: recommendations, facts, files; merges; the demonstration."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from azalai.accounts.enums import Role
from azalai.actors.actions import merge_organisations
from azalai.core import facts
from azalai.core.facts import FactSpan
from azalai.evaluation import actions, demo, followed
from azalai.evaluation.counting import LISTS, Span, facts_of, listing
from azalai.evaluation.models import Evaluation, Lesson, Preamble, Rating, Reply
from azalai.followup.models import ActionPoint
from tests.accounts.factories import AT, SYSTEM, person_with
from tests.actors.factories import make_organisation
from tests.core.attachment_contract import check_owner
from tests.evaluation.factories import (
    LATER,
    closed,
    contested,
    criterion,
    make_evaluation,
    partner_of,
    rate,
    rater,
    shared,
)
from tests.interventions.factories import focal_person, load, place
from tests.monitoring.factories import approved

pytestmark = pytest.mark.django_db
YEAR = FactSpan("NE", date(2022, 1, 1), date(2022, 12, 31))
EVALUATED, FOLLOWED = "evaluation.activities-evaluated", "evaluation.activities-followed-and-evaluated"


def recommended() -> Evaluation:
    evaluation = make_evaluation()
    assert evaluation.partner is not None
    given = {"by": rater(), "at": AT, "evaluation": evaluation, "owners": [evaluation.partner]}
    for _time in range(2):
        actions.recommend(text="Publier les listes.", deadline="2023-06", criterion=criterion(), **given)
    assert evaluation.recommendations.count() == 1, "the same text twice is one"
    return evaluation


def test_recommendations_enter_the_register_when_the_evaluation_is_closed_and_are_followed_from_it() -> None:
    evaluation = shared(recommended())
    assert not ActionPoint.objects.exists(), "nothing leaves before the right of reply is over"
    actions.close(by=rater(), at=LATER, evaluation=evaluation)
    point = ActionPoint.objects.get()
    assert (point.kind, point.text, point.deadline) == ("recommendation", "Publier les listes.", "2023-06")
    assert point.source_url == evaluation.get_absolute_url()
    assert [owner.organisation_id for owner in point.owners.all()] == [evaluation.partner_id]
    [one] = followed.recommendations(evaluation)
    assert (one.point, one.state) == (point, point.get_state_display())
    assert listing("recommendations", Span("NE")).value() == 1
    assert listing("done", Span("NE")).value() == 0
    ActionPoint.objects.update(state="verified", stage="closed", done_at=AT, verified_at=AT)
    assert listing("done", Span("NE")).value() == 1


def value(code: str, span: FactSpan = YEAR) -> int:
    fact = facts.fact(code)
    assert fact is not None
    found = fact.listing(span)
    assert len(found.rows()) == found.value(), "the number is its list"
    return int(found.value())


def test_an_activity_counts_once_however_often_it_is_evaluated_and_never_by_its_own_word() -> None:
    evaluation = closed()
    closed(make_evaluation(evaluation.intervention))
    one = make_evaluation().intervention
    assert one is not None
    assert one.lead is not None
    own = make_evaluation(one, by=partner_of(evaluation_of(one)), kind="self")
    actions.close(by=rater(), at=LATER, evaluation=shared(own))
    assert value(EVALUATED) == 1
    assert value(EVALUATED, FactSpan("NE", date(2023, 1, 1), date(2023, 12, 31))) == 0
    assert value(FOLLOWED) == 0


def evaluation_of(one: object) -> Evaluation:
    return Evaluation.objects.select_related("partner").filter(intervention=one).latest("pk")  # type: ignore[misc]


def test_places_are_counted_with_what_lies_below_them() -> None:
    load()
    from tests.interventions.factories import make_intervention

    evaluation = make_evaluation(make_intervention())
    closed(evaluation)
    region, elsewhere = place("Agadez"), place("Diffa")
    assert value(EVALUATED, FactSpan("NE", YEAR.start, YEAR.end, region.pk)) == 1
    assert value(EVALUATED, FactSpan("NE", YEAR.start, YEAR.end, elsewhere.pk)) == 0


def test_followed_and_evaluated_needs_an_approved_report_of_the_period() -> None:
    report = approved()
    assert report.intervention is not None
    closed(make_evaluation(report.intervention))
    Evaluation.objects.update(closed_at=report.approved_at)
    assert report.approved_at is not None
    day = report.approved_at.date()
    assert value(FOLLOWED, FactSpan("NE", day - timedelta(days=90), day)) == 1
    assert value(FOLLOWED, FactSpan("NE", day - timedelta(days=1), day)) == 0


def test_figures_of_a_year_leave_other_years_out() -> None:
    contested(shared(relevance=2))
    evaluation = Evaluation.objects.get()
    actions.answer(
        by=rater(), at=AT, rating=Rating.objects.get(), outcome="revised", value=5, answer="Ajoutées."
    )
    actions.close(by=rater(), at=LATER, evaluation=evaluation)
    now, before = facts_of(Span("NE", 2022)), facts_of(Span("NE", 2021))
    assert (now.evaluated, now.rated, now.disagreed, now.revised) == (1, 1, 1, 1)
    assert (before.evaluated, before.rated, before.disagreed, before.revised) == (0, 0, 0, 0)
    for name in LISTS:
        found = listing(name, Span("NE", 2022, "XOF"))
        assert len(found.rows()) == (len(found.items) if found.amounts else found.value())


def test_files_follow_the_rules_of_the_evaluation() -> None:
    evaluation = make_evaluation()
    assert evaluation.partner is not None
    check_owner(
        evaluation,
        adder=person_with(Role.ME_OFFICER),
        stranger=focal_person(evaluation.partner),
        reader=person_with(Role.AUDITOR),
        page=evaluation.get_absolute_url(),
    )


def test_a_merge_of_organisations_is_followed_even_where_everything_else_is_frozen() -> None:
    evaluation = closed(recommended())
    merged, kept = evaluation.partner, make_organisation()
    assert merged is not None
    merge_organisations(by=SYSTEM, at=AT, merged=merged, kept=kept)
    evaluation.refresh_from_db()
    assert evaluation.partner == kept
    assert [one.organisation for one in evaluation.recommendations.get().owners.all()] == [kept]


def test_the_demonstration_shows_both_sides_and_loads_once() -> None:
    load()
    from tests.interventions.factories import make_intervention

    for _number in range(9):
        make_intervention(status="ongoing")
    for _time in range(2):
        demo.load(by=SYSTEM, at=LATER, country="NE")
    assert set(Evaluation.objects.values_list("state", flat=True)) >= {"published", "answered", "shared"}
    assert Reply.objects.filter(outcome="revised").exists()
    assert Lesson.objects.filter(reuses__isnull=False).exists()
    assert Preamble.objects.count() == 2
    texts = [one.reasoning for one in Rating.objects.all()] + [one.title for one in Lesson.objects.all()]
    assert all("fictif" in text for text in texts)


def test_an_evaluation_given_up_leaves_no_rating_behind() -> None:
    evaluation = make_evaluation()
    rate(evaluation)
    actions.discard(by=rater(), at=AT, evaluation=evaluation)
    assert not Rating.objects.exists()
