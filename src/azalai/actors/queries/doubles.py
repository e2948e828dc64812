"""Records that may be one organisation written twice."""

from __future__ import annotations

from dataclasses import dataclass

from azalai.actors.enums import SpellingKind
from azalai.actors.models import Distinction, Organisation, Spelling
from azalai.actors.queries.names import REASONS, words_of
from azalai.engines.naming import DoubleOf, Entry, Reason, doubles_among
from azalai.engines.naming.text import words
from azalai.frames.models import Place


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that may be the same; confidence 0 to 1, texts: the two names that led to it."""

    first: Organisation
    second: Organisation
    confidence: float
    reason: Reason
    texts: tuple[str, str]

    @property
    def words(self) -> str:
        """The confidence in words."""
        return str(words_of(self.confidence, self.reason))

    @property
    def why(self) -> str:
        """What the suspicion rests on, in words."""
        return str(REASONS[self.reason])


def doubles(country: str) -> list[Double]:
    """Suspected doubles, the surest first, without those that a person told apart; four queries."""
    rows = Organisation.objects.active().in_country(country).select_related("category", "place")
    bodies = {row.pk: row for row in rows}
    told = set(Distinction.objects.filter(first__country=country).values_list("first", "second"))
    found = doubles_among(_entries(country, bodies), apart=_place_words(country))
    return [_double(one, bodies) for one in found if _pair(one) not in told and _likely(one, bodies)]


def _entries(country: str, bodies: dict[int, Organisation]) -> list[Entry]:
    texts = Spelling.objects.filter(country=country, organisation__in=bodies).exclude(
        kind=SpellingKind.MISPRINT
    )
    return [Entry(str(key), text) for key, text in texts.order_by("pk").values_list("organisation", "text")]


def _place_words(country: str) -> frozenset[str]:
    """Words of place names: "bureau de Zinder" and "bureau de Maradi" are two offices."""
    names = Place.objects.in_country(country).values_list("name", flat=True)
    return frozenset(word for name in names for word in words(name) if len(word) > 2)


def _pair(one: DoubleOf) -> tuple[int, int]:
    first, second = sorted((int(one.first), int(one.second)))
    return first, second


def _likely(one: DoubleOf, bodies: dict[int, Organisation]) -> bool:
    """Neither a part of the other, nor in two different places."""
    first, second = bodies[int(one.first)], bodies[int(one.second)]
    if first.pk == second.parent_id or second.pk == first.parent_id:
        return False
    return first.place_id == second.place_id or None in (first.place_id, second.place_id)


def _double(one: DoubleOf, bodies: dict[int, Organisation]) -> Double:
    first, second = bodies[int(one.first)], bodies[int(one.second)]
    return Double(first, second, round(one.confidence, 2), one.reason, one.texts)
