"""What the acting post speaks for."""

from __future__ import annotations

from datetime import date

from azalai.actors.models import FocalPoint
from azalai.core.authorship import Author
from azalai.frames.models import Place
from azalai.indicators.rules import NOTHING, Scope, can_keep_indicators


def scope_of(author: Author, *, on: date) -> Scope:
    """Organisations and places (with all below) that the post speaks for that day; at most two queries."""
    if author.post_id is None or can_keep_indicators(author):
        return NOTHING
    rows = list(
        FocalPoint.objects.current(on)
        .filter(post_id=author.post_id)
        .values_list("organisation_id", "place_id")
    )
    places = {place for _organisation, place in rows if place is not None}
    # Whoever speaks for a body in one place only does not speak for it everywhere.
    bodies = frozenset(organisation for organisation, place in rows if place is None)
    return Scope(bodies, frozenset(_with_below(places)) if places else frozenset())


def _with_below(places: set[int]) -> set[int]:
    found = Place.objects.filter(valid_to="").values_list("pk", "parent_id", "parent__parent_id")
    return {key for key, above, top in found if places & {key, above, top}}
