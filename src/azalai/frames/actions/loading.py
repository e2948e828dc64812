"""Loads the shipped reference data. Loading again changes nothing and leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from azalai.core.authorship import Author
from azalai.frames import rules
from azalai.frames.actions.countries import load_country
from azalai.frames.actions.frameworks import load_framework, load_links
from azalai.frames.actions.places import load_places
from azalai.frames.dataset import Framework, load_frameworks


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were added or changed: profiles with their laws, frameworks, items, links, places."""

    countries: int = 0
    frameworks: int = 0
    items: int = 0
    links: int = 0
    places: int = 0

    @property
    def changed(self) -> bool:
        """Something is not as it was before."""
        return any((self.countries, self.frameworks, self.items, self.links, self.places))


@transaction.atomic
def load_reference_data(*, by: Author, at: datetime, countries: Iterable[str]) -> Loaded:
    """Load profiles and places of these countries (ISO alpha-2), and the frameworks that serve them.

    A new version of a framework or a place stands beside the old one, which gets an end date. What a
    person has corrected stays corrected. One audit entry per profile, framework version and list of
    places that changed. Raises DatasetError when a shipped file is wrong or a country has no profile.
    """
    rules.check_load_reference(by)
    chosen = list(dict.fromkeys(country.upper() for country in countries))
    profiles = sum(load_country(by=by, at=at, code=code) for code in chosen)
    lists = _frameworks_for(chosen)
    counts = [load_framework(by=by, at=at, data=data) for data in lists]
    return Loaded(
        countries=profiles,
        frameworks=sum(any(pair) for pair in counts),
        items=sum(items for _, items in counts),
        links=sum(load_links(by=by, at=at, data=data) for data in lists),
        places=sum(load_places(by=by, at=at, country=code) for code in chosen),
    )


def _frameworks_for(countries: list[str]) -> list[Framework]:
    every = load_frameworks().values()
    return [data for data in every if not data.header.country or data.header.country in countries]
