"""Which evaluations an author sees, and how they are listed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.evaluation import rules
from azalai.evaluation.enums import (
    CONTESTING,
    FROZEN,
    UNDER_REPLY,
    EvaluationKind,
    EvaluationState,
)
from azalai.evaluation.models import Evaluation, Rating, RecommendationOwner
from azalai.evaluation.models.evaluations import EvaluationQuerySet
from azalai.frames.models import FrameworkItem
from azalai.interventions.models import Intervention
from azalai.interventions.rules import Scope
from azalai.plans.models import Node

STATE = EvaluationState


def visible(author: Author, scope: Scope, *, country: str) -> EvaluationQuerySet:
    """Evaluations that `rules.can_see` allows, as one condition (a test compares the two)."""
    found = Evaluation.objects.in_country(country)
    if not rules.can_see_room(author):
        return found.none()
    if author.has_role(Role.AUDITOR):
        return found
    return found.filter(_seen_by(author, scope))


def _seen_by(author: Author, scope: Scope) -> Q:
    seen = Q(state=STATE.PUBLISHED)
    if author.has_role(*rules.SPEAKERS):
        own = Q(partner__in=scope.organisations)
        seen |= own & (Q(kind=EvaluationKind.SELF) | ~Q(state=STATE.DRAFT))
    if author.post_id is not None:
        seen |= Q(evaluator_post=author.post_id) & ~Q(kind=EvaluationKind.SELF)
    if rules.can_oversee(author):
        seen |= ~Q(state=STATE.DRAFT) | ~Q(kind=EvaluationKind.SELF)
    return seen


def filtered(found: EvaluationQuerySet, filters: dict[str, Any]) -> EvaluationQuerySet:
    """Narrowed by cleaned data of forms.EvaluationFilter; a blank one does not filter."""
    found = found.search(filters.get("q") or "")
    if kind := filters.get("nature"):
        found = found.filter(kind=kind)
    if state := filters.get("etat"):
        found = found.filter(_STATES[state])
    if on := filters.get("objet"):
        found = found.filter(_SUBJECTS[on])
    if organisation := filters.get("organisme"):
        found = found.filter(partner=organisation)
    return found


_STATES = {
    "a-finir": Q(state=STATE.DRAFT),
    "reponse": Q(state=STATE.SHARED),
    "a-clore": Q(state=STATE.ANSWERED),
    "closes": Q(state__in=FROZEN),
}
_SUBJECTS = {
    "interventions": Q(intervention__isnull=False),
    "lignes": Q(node_key__isnull=False),
    "plans": Q(plan__isnull=False, node_key__isnull=True),
}


def in_list(found: EvaluationQuerySet) -> QuerySet[Any]:
    """With what a line of the list shows: `rated`, `unassessable`, `contested`; one query."""
    contesting = Q(ratings__reply__position__in=CONTESTING)
    return found.select_related("partner").annotate(
        rated=Count("ratings", filter=Q(ratings__value__isnull=False)),
        unassessable=Count("ratings", filter=Q(ratings__value__isnull=True)),
        contested=Count("ratings", filter=contesting),
        to_answer=Count("ratings", filter=contesting & Q(ratings__reply__answered_at__isnull=True)),
    )


def full(found: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """With everything that one page shows; five more queries whatever the number."""
    ratings = Rating.objects.select_related("criterion", "reply__replied_post").order_by(
        "criterion__order", "id"
    )
    owners = RecommendationOwner.objects.select_related("organisation")
    return found.select_related(
        "intervention__lead", "plan", "partner", "framework", "evaluator_post"
    ).prefetch_related(
        Prefetch("ratings", ratings),
        "recommendations__criterion",
        Prefetch("recommendations__owners", owners),
    )


def criteria_of(evaluation: Evaluation) -> list[FrameworkItem]:
    """Criteria of the version that the evaluation keeps, in order; one query."""
    return list(evaluation.framework.items.order_by("order", "id"))


def same_subject(evaluation: Evaluation) -> Q:
    """Evaluations of the same intervention, line or whole plan."""
    if evaluation.intervention_id is not None:
        return Q(intervention=evaluation.intervention_id)
    return Q(plan=evaluation.plan_id, node_key=evaluation.node_key)


def beside(evaluation: Evaluation, author: Author, scope: Scope) -> list[Evaluation]:
    """Every evaluation of the same subject that the author sees, this one first, then the latest."""
    rows = visible(author, scope, country=evaluation.country_id).filter(same_subject(evaluation))
    others = full(rows.exclude(pk=evaluation.pk)).order_by("-created_at", "-id")
    return [evaluation, *others]


def of_intervention(author: Author, scope: Scope, intervention: Intervention) -> QuerySet[Evaluation]:
    """Evaluations of an intervention that the author sees, latest first."""
    rows = visible(author, scope, country=intervention.country_id).filter(intervention=intervention)
    return in_list(rows).order_by("-created_at", "-id")


def of_node(author: Author, scope: Scope, node: Node, *, country: str) -> QuerySet[Evaluation]:
    """Evaluations of a line of a plan that the author sees, latest first."""
    rows = visible(author, scope, country=country).filter(plan=node.version.plan_id, node_key=node.key)
    return in_list(rows).order_by("-created_at", "-id")


def waiting_for(author: Author, scope: Scope, *, country: str, on: date) -> dict[str, QuerySet[Evaluation]]:
    """What the author has to do, by heading: finish, reply, answer, close. Lists in order of urgency."""
    seen = in_list(visible(author, scope, country=country))
    speaks = Q(partner__in=scope.organisations) if author.has_role(*rules.SPEAKERS) else Q(pk__in=[])
    own = Q(kind=EvaluationKind.SELF) & speaks
    leads = own | (~Q(kind=EvaluationKind.SELF) if rules.can_rate(author) else Q(pk__in=[]))
    replies = ~Q(kind=EvaluationKind.SELF) & speaks
    if rules.can_rate(author):
        replies |= Q(kind=EvaluationKind.SELF)
    over = Q(state=STATE.ANSWERED) | Q(state=STATE.SHARED, reply_due__lt=on)
    closes = seen.filter(over, to_answer=0) if rules.can_rate(author) else seen.none()
    return {
        "finish": seen.filter(leads, state=STATE.DRAFT).order_by("created_at", "id"),
        "reply": seen.filter(replies, state=STATE.SHARED).order_by("reply_due", "id"),
        "answer": seen.filter(leads, state__in=UNDER_REPLY, to_answer__gt=0).order_by("reply_due", "id"),
        "close": closes.order_by("reply_due", "id"),
    }
