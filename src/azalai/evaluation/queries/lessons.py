"""Good practices and lessons as an author sees them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from azalai.core.authorship import Author
from azalai.evaluation import rules
from azalai.evaluation.enums import LessonState
from azalai.evaluation.models import Lesson
from azalai.evaluation.models.lessons import LessonQuerySet


def visible_lessons(author: Author, *, country: str) -> LessonQuerySet:
    """Lessons that `rules.can_see_lesson` allows, as one condition."""
    found = Lesson.objects.in_country(country)
    if not rules.can_see_room(author):
        return found.none()
    if rules.can_oversee(author):
        return found
    seen = Q(state=LessonState.VALIDATED)
    if author.post_id is not None:
        seen |= Q(proposed_post=author.post_id)
    return found.filter(seen)


def filtered_lessons(found: LessonQuerySet, filters: dict[str, Any]) -> QuerySet[Lesson]:
    """Narrowed by cleaned data of forms.LessonFilter; a blank one does not filter. No row twice."""
    found = found.search(filters.get("q") or "")
    if kind := filters.get("nature"):
        found = found.filter(kind=kind)
    if state := filters.get("etat"):
        found = found.filter(state=state)
    if place := filters.get("lieu"):
        below = Q(places=place) | Q(places__parent=place) | Q(places__parent__parent=place)
        found = found.filter(pk__in=Lesson.objects.filter(below).values("pk"))
    if objective := filters.get("objectif"):
        found = found.filter(objectives=objective)
    return found


def lessons_in_list(found: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """With places, objectives and the number of reuses, the most reused first; three queries."""
    counted = found.annotate(reused=Count("reuses", distinct=True))
    rows = counted.select_related("intervention", "evaluation").prefetch_related(
        "places", "objectives__framework"
    )
    return rows.order_by("-reused", "-proposed_at", "-id")
