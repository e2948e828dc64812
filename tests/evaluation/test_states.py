"""States are tables; ratings and replies in any order end in a legal one; what is closed never changes."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.evaluation import actions
from azalai.evaluation.actions import common
from azalai.evaluation.counting import Span, facts_of, listing
from azalai.evaluation.enums import (
    EVALUATION_TRANSITIONS,
    FROZEN,
    LESSON_TRANSITIONS,
    EvaluationState,
    LessonState,
)
from azalai.evaluation.models import Evaluation, Lesson, Rating, Reply
from tests.accounts.factories import AT, SYSTEM
from tests.evaluation.factories import (
    DUE,
    LATER,
    closed,
    contested,
    criterion,
    make_evaluation,
    make_lesson,
    partner_of,
    rate,
    rater,
    rating_of,
    shared,
    validated,
)
from tests.interventions.factories import make_bare_intervention

REFUSED = (ValidationError, PermissionDenied)


@pytest.mark.parametrize(
    ("table", "choices", "model"),
    [
        (EVALUATION_TRANSITIONS, EvaluationState, Evaluation),
        (LESSON_TRANSITIONS, LessonState, Lesson),
    ],
)
def test_each_table_speaks_of_every_state_and_the_models_obey_it(
    table: Any, choices: Any, model: Any
) -> None:
    assert set(table) == set(choices)
    for before, after in itertools.product(choices, repeat=2):
        assert model(state=before).may_become(after) == (after in table[before])


def state_of(evaluation: Evaluation) -> str:
    return Evaluation.objects.values_list("state", flat=True).get(pk=evaluation.pk)


def picture(evaluation: Evaluation) -> list[Any]:
    """All that a closed evaluation holds, publication aside."""
    rows = Evaluation.objects.filter(pk=evaluation.pk)
    return [
        list(rows.values("summary", "evaluator", "reply_due", "closed_at", "partner")),
        list(Rating.objects.filter(evaluation=evaluation).order_by("pk").values()),
        list(Reply.objects.filter(rating__evaluation=evaluation).order_by("pk").values()),
        list(evaluation.recommendations.order_by("number").values("number", "text")),
    ]


def moves(evaluation: Evaluation, officer: Author, partner: Author) -> dict[str, Any]:
    """Everything that either side may try."""
    one = {"evaluation": evaluation}

    def rated() -> Rating:
        return rating_of(evaluation)

    at, late = {"by": officer, "at": AT}, {"by": officer, "at": LATER}
    mine = {"by": partner, "at": AT}
    text = {"reasoning": "Constaté.", "evidence": "Rapport."}
    return {
        "rate": lambda: actions.rate(criterion=criterion(), value=3, **text, **at, **one),
        "rate none": lambda: actions.rate(criterion=criterion(), value=None, **text, **at, **one),
        "remove": lambda: actions.remove_rating(criterion=criterion(), **at, **one),
        "recommend": lambda: actions.recommend(text="Publier les listes.", **at, **one),
        "change": lambda: actions.change(evaluator="Le secrétariat", summary="Vu.", **at, **one),
        "share": lambda: actions.share(reply_due=DUE, **at, **one),
        "withdraw": lambda: actions.withdraw(reason="Erreur.", **at, **one),
        "agree": lambda: actions.reply(rating=rated(), position="agrees", **mine),
        "disagree": lambda: actions.reply(rating=rated(), position="disagrees", text="Non.", **mine),
        "finish": lambda: actions.finish_replies(**mine, **one),
        "maintain": lambda: actions.answer(rating=rated(), outcome="maintained", answer="Vu.", **at),
        "revise": lambda: actions.answer(rating=rated(), outcome="revised", value=5, answer="Vu.", **at),
        "unrate": lambda: actions.answer(rating=rated(), outcome="revised", value=None, answer="Vu.", **at),
        "extend": lambda: actions.extend(reply_due=DUE + timedelta(days=9), **at, **one),
        "close early": lambda: actions.close(**at, **one),
        "close": lambda: actions.close(**late, **one),
        "publish": lambda: actions.publish(**late, **one),
    }


NAMES = sorted(moves(Evaluation(), SYSTEM, SYSTEM))


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(NAMES), min_size=4, max_size=14))
def test_ratings_and_replies_in_any_order_end_in_a_legal_state_and_what_is_closed_stays(
    order: list[str],
) -> None:
    with transaction.atomic():
        evaluation = make_evaluation()
        tried = moves(evaluation, rater(), partner_of(evaluation))
        for name in order:
            before, kept = state_of(evaluation), picture(evaluation)
            entries = AuditEntry.objects.count()
            try:
                with transaction.atomic():
                    tried[name]()
            except (*REFUSED, Rating.DoesNotExist):
                assert picture(evaluation) == kept
                assert AuditEntry.objects.count() == entries
            after = state_of(evaluation)
            assert after == before or after in EVALUATION_TRANSITIONS[EvaluationState(before)]
            if before in FROZEN:
                assert picture(evaluation) == kept
        values = Rating.objects.filter(evaluation=evaluation, value__isnull=False).count()
        assert listing("rated", Span("NE")).value() == (values if state_of(evaluation) in FROZEN else 0)
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(
        st.sampled_from(["relevance", "effectiveness", "impact", "conformity_gcm"]),
        st.one_of(st.none(), st.integers(1, 6)),
        min_size=1,
    )
)
def test_what_cannot_be_assessed_enters_no_number(values: dict[str, int | None]) -> None:
    with transaction.atomic():
        closed(**values)
        counted = facts_of(Span("NE"))
        given_values = [value for value in values.values() if value is not None]
        assert counted.rated == len(given_values)
        assert counted.satisfactory == sum(value >= 4 for value in given_values)
        assert counted.unassessable == len(values) - len(given_values)
        conformity = values.get("conformity_gcm")
        assert counted.conformity_rated == (conformity is not None)
        assert counted.conformity_low == (conformity is not None and conformity < 4)
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Rating, Reply])
def test_the_database_itself_refuses_to_change_what_is_closed(model: Any) -> None:
    evaluation = contested(shared(relevance=2))
    actions.answer(by=rater(), at=AT, rating=rating_of(evaluation), outcome="maintained", answer="Vu.")
    field = {Rating: "reasoning", Reply: "answer"}[model]
    model.objects.update(**{field: "Avant la clôture."})
    actions.close(by=rater(), at=LATER, evaluation=evaluation)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{field: "Après."})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 0},
        {"value": 7},
        {"evidence": "", "evidence_url": ""},
        {"reasoning": ""},
        {"first_value": 3},
    ],
)
def test_the_database_refuses_a_rating_off_the_scale_or_without_evidence(wrong: dict[str, Any]) -> None:
    rating = rate(make_evaluation())
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.filter(pk=rating.pk).update(**wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "closed"},
        {"state": "published"},
        {"state": "shared"},
        {"state": "inconnu"},
        {"kind": "inconnu"},
        {"closed_at": AT},
        {"published_at": AT},
        {"subject_title": ""},
        {"intervention": None},
        {"period_end": "2019"},
    ],
)
def test_the_database_refuses_an_evaluation_that_cannot_be(wrong: dict[str, Any]) -> None:
    evaluation = make_evaluation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(**wrong)


@pytest.mark.django_db
def test_a_contest_without_a_word_and_half_an_answer_are_refused() -> None:
    contested()
    for wrong in ({"text": ""}, {"outcome": "maintained"}, {"answered_at": AT}, {"position": "peut-être"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.update(**wrong)


@pytest.mark.django_db
def test_revising_twice_starts_from_the_first_value_and_maintaining_restores_it() -> None:
    evaluation = contested(shared(relevance=2))
    officer = rater()

    def answer(outcome: str, value: int | None = None) -> tuple[int | None, int | None]:
        row = rating_of(evaluation)
        actions.answer(by=officer, at=AT, rating=row, outcome=outcome, answer="Vu.", value=value)
        row = rating_of(evaluation)
        return row.value, row.first_value

    assert answer("revised", 5) == (5, 2)
    assert answer("revised", 4) == (4, 2)
    with pytest.raises(ValidationError, match="note d'origine"):
        answer("revised", 2)
    assert answer("maintained") == (2, None)
    assert answer("revised", None) == (None, 2)


@pytest.mark.django_db
def test_the_right_of_reply_runs_to_its_last_day() -> None:
    evaluation = shared(due=localdate(AT))
    with pytest.raises(ValidationError, match="court encore"):
        actions.close(by=rater(), at=AT, evaluation=evaluation)
    assert actions.close(by=rater(), at=AT + timedelta(days=1), evaluation=evaluation).state == "closed"


@pytest.mark.django_db
def test_the_partner_is_whoever_leads_when_it_is_shared() -> None:
    evaluation = make_evaluation()
    other = make_bare_intervention()
    assert evaluation.intervention is not None
    evaluation.intervention.lead = other.lead
    evaluation.intervention.save()
    assert shared(evaluation).partner == other.lead


@pytest.mark.django_db
def test_without_anybody_to_reply_an_evaluation_is_closed_directly() -> None:
    evaluation = make_evaluation(make_bare_intervention(lead=None, lead_text="Un inconnu"))
    rate(evaluation)
    with pytest.raises(PermissionDenied):
        actions.share(by=rater(), at=AT, evaluation=evaluation, reply_due=DUE)
    assert actions.close(by=rater(), at=AT, evaluation=evaluation).state == "closed"


@pytest.mark.django_db
def test_nothing_is_shared_before_something_is_rated_and_nothing_learnt_is_lost() -> None:
    evaluation = make_evaluation()
    with pytest.raises(ValidationError, match="rien à communiquer"):
        actions.share(by=rater(), at=AT, evaluation=evaluation, reply_due=DUE)
    make_lesson(evaluation=evaluation)
    with pytest.raises(ValidationError, match="Une leçon a déjà été tirée"):
        actions.discard(by=rater(), at=AT, evaluation=evaluation)
    other = make_evaluation()
    actions.discard(by=rater(), at=AT, evaluation=other)
    assert AuditEntry.objects.filter(action="evaluation.discarded").count() == 1
    with pytest.raises(ValidationError, match="abandonnée entre-temps"):
        rate(other)


@pytest.mark.django_db
def test_a_reuse_is_told_once_and_a_partner_tells_only_its_own() -> None:
    lesson, one = validated(), make_bare_intervention()
    where = actions.Subject(intervention=one)
    for _time in range(2):
        actions.record_reuse(by=rater(), at=AT, lesson=lesson, where=where)
    assert lesson.reuses.count() == 1
    stranger = partner_of(make_evaluation())
    with pytest.raises(PermissionDenied):
        actions.record_reuse(by=stranger, at=AT, lesson=lesson, where=where)


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "model"), [(make_lesson, Lesson), (make_evaluation, Evaluation)])
def test_a_form_sent_twice_at_the_same_moment_makes_one(
    monkeypatch: pytest.MonkeyPatch, make: Any, model: Any
) -> None:
    key = UUID(int=9)
    made = make(form_key=key)
    answers = iter([None, made])  # the second looks before the first has made it, and again once it has
    monkeypatch.setattr(common, "_made_by", lambda _model, _key: next(answers))
    assert make(form_key=key) == made
    assert model.objects.count() == 1
