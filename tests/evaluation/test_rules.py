"""Who may do what, and whether the lists show exactly what the rules allow."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.evaluation import queries, rules
from azalai.evaluation.models import Evaluation, Lesson, Rating, Reply
from azalai.interventions.models import Intervention
from azalai.interventions.rules import NOTHING, Scope
from tests.accounts.factories import AT, author_with
from tests.evaluation.factories import (
    closed,
    make_evaluation,
    make_lesson,
    partner_of,
    published,
    shared,
    validated,
)
from tests.interventions.factories import author_of, focal_person, make_bare_intervention

NONE = "sans poste"
EVERYONE = [*Role.values, NONE]
POSTS = set(Role.values)
RATERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER}
SECRETARIAT = RATERS | {Role.DOCUMENTATION, Role.COMMUNICATION}
OVERSEERS = SECRETARIAT | {Role.AUDITOR}
LIBRARIANS = RATERS | {Role.DOCUMENTATION}
SPEAKERS = {Role.PARTNER, Role.FOCAL_POINT}
MINE = Scope(organisations=frozenset({5}))


def an_evaluation(state: str, kind: str = "secretariat", partner: int | None = 5) -> Evaluation:
    return Evaluation(state=state, kind=kind, partner_id=partner, intervention_id=1)


def a_rating(state: str, **reply: Any) -> Rating:
    rating = Rating(evaluation=an_evaluation(state))
    if reply:
        rating.reply = Reply(rating=rating, **reply)
    return rating


DRAFT, SHARED, ANSWERED, CLOSED, PUBLISHED = (
    an_evaluation(state) for state in ("draft", "shared", "answered", "closed", "published")
)
OWN, OWN_SHARED = an_evaluation("draft", "self"), an_evaluation("shared", "self")
ALONE = an_evaluation("draft", partner=None)
OUTSIDE = Evaluation(state="draft", kind="external", partner_id=5, evaluator_post_id=9)
LED = Intervention(lead_id=5)
PROPOSED, VALID = Lesson(state="proposed", proposed_post_id=9), Lesson(state="validated")
TABLE: dict[str, tuple[tuple[Any, ...], set[str]]] = {
    "see_room": ((), POSTS),
    "rate": ((), RATERS),
    "oversee": ((), OVERSEERS),
    "rate_self": ((LED, MINE), SPEAKERS),
    "rate_self of others": ((LED, NOTHING), set()),
    "see draft": ((DRAFT, MINE), OVERSEERS),
    "see draft elsewhere": ((DRAFT, NOTHING), OVERSEERS),
    "see own draft": ((OWN, MINE), SPEAKERS | {Role.AUDITOR}),
    "see own draft of others": ((OWN, NOTHING), {Role.AUDITOR}),
    "see own once shared": ((OWN_SHARED, MINE), OVERSEERS | SPEAKERS),
    "see shared": ((SHARED, MINE), OVERSEERS | SPEAKERS),
    "see shared elsewhere": ((SHARED, NOTHING), OVERSEERS),
    "see closed": ((CLOSED, MINE), OVERSEERS | SPEAKERS),
    "see closed elsewhere": ((CLOSED, NOTHING), OVERSEERS),
    "see published": ((PUBLISHED, NOTHING), POSTS),
    "write": ((DRAFT, MINE), RATERS),
    "write own": ((OWN, MINE), SPEAKERS),
    "write shared": ((SHARED, MINE), set()),
    "write outside": ((OUTSIDE, NOTHING), RATERS),
    "share": ((DRAFT, MINE), RATERS),
    "share own": ((OWN, MINE), SPEAKERS),
    "share with nobody": ((ALONE, MINE), set()),
    "share closed": ((CLOSED, MINE), set()),
    "reply": ((SHARED, MINE), SPEAKERS),
    "reply elsewhere": ((SHARED, NOTHING), set()),
    "reply to a draft": ((DRAFT, MINE), set()),
    "reply once finished": ((ANSWERED, MINE), set()),
    "reply to a partner's own": ((OWN_SHARED, MINE), RATERS),
    "answer": ((SHARED, MINE), RATERS),
    "answer own": ((OWN_SHARED, MINE), SPEAKERS),
    "answer closed": ((CLOSED, MINE), set()),
    "extend": ((SHARED,), RATERS),
    "extend draft": ((DRAFT,), set()),
    "close": ((ANSWERED,), RATERS),
    "close draft with a partner": ((DRAFT,), set()),
    "close draft without partner": ((ALONE,), RATERS),
    "close closed": ((CLOSED,), set()),
    "publish": ((CLOSED,), RATERS),
    "publish shared": ((SHARED,), set()),
    "change_reply": ((a_rating("shared"), MINE), SPEAKERS),
    "change_reply answered": ((a_rating("shared", position="partly", answered_at=AT), MINE), set()),
    "see_lesson": ((VALID,), POSTS),
    "see_lesson proposed": ((PROPOSED,), OVERSEERS),
    "propose_lesson": ((MINE,), SECRETARIAT | SPEAKERS),
    "propose_lesson for nobody": ((NOTHING,), SECRETARIAT),
    "change_lesson": ((PROPOSED,), LIBRARIANS),
    "settle_lesson": ((PROPOSED,), LIBRARIANS),
    "record_reuse": ((VALID, MINE), SECRETARIAT | SPEAKERS),
    "record_reuse of a proposal": ((PROPOSED, MINE), set()),
    "edit_preamble": ((), RATERS),
}


def author(role: str, post: int | None = None) -> Author:
    roles = frozenset() if role == NONE else frozenset({role})
    return Author(name="Quelqu'un", person_id=7, post_id=post, roles=roles)


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("case", TABLE)
def test_each_role_may_what_the_table_says(case: str, role: str) -> None:
    rule, (arguments, allowed) = case.split()[0], TABLE[case]
    assert getattr(rules, f"can_{rule}")(author(role), *arguments) == (role in allowed)
    check = getattr(rules, f"check_{rule}")
    if role in allowed:
        check(author(role), *arguments)
    else:
        with pytest.raises(PermissionDenied, match=r"\.$"):
            check(author(role), *arguments)


def test_every_rule_is_in_the_table_and_a_visitor_may_nothing() -> None:
    written = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    written -= {"see_interventions"}
    assert written == {case.split()[0] for case in TABLE}
    for case, (arguments, _allowed) in TABLE.items():
        assert not getattr(rules, f"can_{case.split()[0]}")(Author.nobody(), *arguments)


def test_the_named_post_alone_writes_an_outside_evaluation() -> None:
    assert rules.can_write(author(Role.PARTNER, 9), OUTSIDE, NOTHING)
    assert rules.can_see(author(Role.PARTNER, 9), OUTSIDE, NOTHING)
    assert not rules.can_write(author(Role.PARTNER, 8), OUTSIDE, MINE)
    assert not rules.can_share(author(Role.PARTNER, 9), OUTSIDE, NOTHING)


def test_the_post_that_proposed_a_lesson_sees_and_corrects_it() -> None:
    assert rules.can_see_lesson(author(Role.PARTNER, 9), PROPOSED)
    assert rules.can_change_lesson(author(Role.PARTNER, 9), PROPOSED)
    assert not rules.can_change_lesson(author(Role.PARTNER, 9), Lesson(state="validated", proposed_post_id=9))


@pytest.mark.django_db
def test_lists_show_exactly_what_the_rules_allow() -> None:
    one = make_bare_intervention()
    assert one.lead is not None
    speaker = author_of(focal_person(one.lead))
    own = [make_evaluation(one, by=speaker, kind="self") for _ in range(2)]
    shared(own[1])
    made = [make_evaluation(one), shared(make_evaluation(one)), closed(), published(relevance=4), *own]
    outside = make_evaluation(
        kind="external", evaluator="Cabinet d'essai (fictif)", evaluator_post=post_of(speaker)
    )
    lessons = [make_lesson(), validated(), make_lesson(by=speaker)]
    authors = [author_with(role) for role in Role.values] + [speaker, partner_of(made[2]), Author.nobody()]
    scopes = [queries_scope(one) for one in authors]
    for by, scope in zip(authors, scopes, strict=True):
        seen = set(queries.visible(by, scope, country="NE"))
        every = Evaluation.objects.select_related("partner")
        assert seen == {row for row in every if rules.can_see(by, row, scope)}, by.roles
        found = set(queries.visible_lessons(by, country="NE"))
        assert found == {row for row in Lesson.objects.all() if rules.can_see_lesson(by, row)}, by.roles
    assert outside in set(queries.visible(speaker, scopes[-3], country="NE"))
    assert len(lessons) == 3


def queries_scope(by: Author) -> Scope:
    from azalai.core.clock import today
    from azalai.interventions.queries import scope_of

    return scope_of(by, on=today())


def post_of(by: Author) -> Any:
    from azalai.accounts.models import Post

    return Post.objects.get(pk=by.post_id)
