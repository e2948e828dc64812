"""What is understood of the words of minutes: who is to act, until when, when the next meeting is.

The words are kept as written beside it. No write here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from azalai.actors.models import Organisation
from azalai.actors.recognition import Named, Recogniser
from azalai.engines.minutes import dates

SURE = "certain"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to act. organisation: key of the record that the text surely names; is_group: it names several
    bodies at once ("les partenaires")."""

    text: str
    organisation: int | None = None
    is_group: bool = False


class Reader:
    """Reads the words of one meeting; the register of the country is read once, when first needed."""

    def __init__(self, country: str, held_on: date) -> None:
        self.country, self.held_on = country, held_on
        self._names: Recogniser | None = None

    @property
    def names(self) -> Recogniser:
        """The spellings of the country; one query, once."""
        if self._names is None:
            self._names = Recogniser.for_country(self.country)
        return self._names

    def owners(self, text: str) -> list[Owner]:
        """Who a cell of owners names; nobody for a blank or "///"."""
        if dates.is_absent(text):
            return []
        return [_owner(part) for part in self.names.parts(text) if any(c.isalnum() for c in part.text)]

    def organisation(self, text: str) -> int | None:
        """The organisation that a whole line surely names."""
        return self.names.organisation_id(text) if text.strip() else None

    def deadline(self, text: str) -> tuple[date | None, date | None]:
        """First and last day that a deadline covers; None where the text gives no such bound."""
        first, last = dates.span(text, meeting=self.held_on.isoformat())
        begins = date.fromisoformat(first) if first else None
        ends = date.fromisoformat(last) if last else None
        if begins and (ends is None or ends < begins):
            return None, None
        return begins, ends

    def next_on(self, text: str) -> str:
        """Partial date (ISO) of the next meeting, "" when none is understood."""
        return dates.first_iso(text, year=self.held_on.year)


def _owner(part: Named) -> Owner:
    known = part.organisation_id if part.certainty == SURE else None
    return Owner(part.text.strip()[:300], known, is_group=part.is_group)


def labels_of(owners: list[Owner]) -> list[tuple[Owner, Organisation | None]]:
    """With their records; one query."""
    found = Organisation.objects.in_bulk([one.organisation for one in owners if one.organisation])
    return [(one, found.get(one.organisation) if one.organisation else None) for one in owners]
