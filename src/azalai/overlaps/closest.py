"""What already exists and looks like what somebody is about to declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import QueryDict

from azalai.engines.overlap.model import DUPLICATES, Label, Verdict
from azalai.engines.overlap.model import Intervention as Record
from azalai.frames.partial import read_partial
from azalai.interventions.content import Content, Reach, Where, content_of
from azalai.interventions.models import Intervention, InterventionPlace
from azalai.overlaps import live, records
from azalai.overlaps.enums import Relation

NEW = "nouvelle"  # identifier of what has none yet; public identifiers are UUIDs
SHOWN = 5
LEAST_LIKENESS = 0.3  # below, texts share words and no matter
LEAST_LETTERS = 6
_TEXTS = ("title_fr", "title_en", "description_fr", "description_en")
_DATES = ("planned_start", "planned_end", "actual_start", "actual_end")
_LONGEST = 5_000  # letters of a description that are compared


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An intervention that exists, what it would be to the new one, and why."""

    intervention: Intervention
    verdict: Verdict
    likeness: float

    @property
    def relation(self) -> str:
        """In words; a likeness of words alone is said to be no more than that."""
        if self.verdict.label is Label.NONE:
            return ""
        return str(Relation(self.verdict.label.value).label)

    @property
    def why(self) -> str:
        """The sentence without the relation, which stands before it."""
        told = self.verdict.sentence.partition(" : ")[2] or self.verdict.sentence
        return told[:1].upper() + told[1:]

    @property
    def warns(self) -> bool:
        """It may well be the same work."""
        return self.verdict.label in {*DUPLICATES, Label.PARTIAL}

    @property
    def percent(self) -> int:
        """Likeness of texts."""
        return round(100 * self.likeness)


def of_record(record: Record, *, country: str, most: int = SHOWN) -> list[Neighbour]:
    """The closest published interventions of other organisations that are worth showing, those that warn
    first. country: ISO alpha-2. At most six queries."""
    found = live.closest(record, country=country, k=2 * most)
    kept = [(hit, verdict) for hit, verdict in found if _is_worth(hit.likeness, verdict)]
    rows = Intervention.objects.published().filter(public_id__in=[hit.identifier for hit, _ in kept])
    places = Prefetch("places", InterventionPlace.objects.select_related("place"))
    rows = rows.select_related("lead").prefetch_related(places)
    known = {str(one.public_id): one for one in rows} if kept else {}
    listed = [
        Neighbour(known[hit.identifier], verdict, hit.likeness)
        for hit, verdict in kept
        if hit.identifier in known
    ]
    return sorted(listed, key=lambda one: (not one.warns, -one.verdict.score, -one.likeness))[:most]


def _is_worth(likeness: float, verdict: Verdict) -> bool:
    return verdict.label is not Label.NONE or likeness >= LEAST_LIKENESS


def of_intervention(intervention: Intervention) -> list[Neighbour]:
    """The same for something stored, draft or not; nothing while it says nothing."""
    content = content_of(intervention)
    name = str(intervention.public_id)
    return of_content(content, identifier=name, country=intervention.country_id)


def of_content(
    content: Content,
    *,
    country: str,
    identifier: str = NEW,
    reporter: int | None = None,
    most: int = SHOWN,
) -> list[Neighbour]:
    """The same for what was typed so far. reporter: who declares, where no lead was chosen yet."""
    if not says_something(content):
        return []
    record = records.from_content(content, identifier=identifier, country=country, reporter=reporter)
    return of_record(record, country=country, most=most)


def says_something(content: Content) -> bool:
    """A title or a description of a few letters."""
    return max(len(getattr(content, name).strip()) for name in _TEXTS) >= LEAST_LETTERS


def typed(data: QueryDict) -> Content:
    """What the form of an intervention holds at this moment; whatever cannot be read is left out."""
    told: dict[str, Any] = {name: data.get(name, "")[:_LONGEST] for name in _TEXTS}
    told |= {name: _partial(data.get(name, "")) for name in _DATES}
    return Content(
        **told,
        lead=_key(data.get("lead", "")),
        objectives=tuple(_keys(data, "objectives")),
        places=tuple(Where(key) for key in _keys(data, "places")),
        targets=tuple(Reach(group) for group in _groups(data)),
    )


def _partial(text: str) -> str:
    return read_partial(text[:40])


def _key(text: str) -> int | None:
    # Ten digits are more than any key has.
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else None


def _keys(data: QueryDict, name: str) -> list[int]:
    found = (_key(text) for text in data.getlist(name)[:500])
    return [key for key in found if key is not None]


def _groups(data: Mapping[str, Any]) -> list[str]:
    names = [f"cibles-{number}-group" for number in range(20)]
    return list(dict.fromkeys(str(data[name])[:40] for name in names if data.get(name)))
