"""Loads the shipped organisations and groups: what is missing is added, nothing is written over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from azalai.actors import dataset, rules
from azalai.actors.actions.organisations import CATEGORIES
from azalai.actors.enums import OWN_KINDS, OrganisationKind, SpellingKind
from azalai.actors.models import Group, Membership, Organisation, Spelling
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import spelling_key
from azalai.frames.models import Country, FrameworkItem, Place

Text = tuple[str, str, dict[str, str]]  # text, kind, dates and sources


@dataclass(frozen=True, slots=True)
class LoadedActors:
    """Codes of the organisations added, and how many groups, spellings and memberships were."""

    organisations_added: tuple[str, ...] = ()
    groups_added: int = 0
    spellings_added: int = 0
    memberships_added: int = 0

    @property
    def changed(self) -> bool:
        """Something was added."""
        return any(asdict(self).values())


@transaction.atomic
def load_organisations_data(*, by: Author, at: datetime, country: str) -> LoadedActors:
    """Add the shipped organisations, groups and spellings that the country's register (ISO alpha-2) lacks.

    Reference data must be loaded before. What people have registered or changed stays as it is; one audit
    entry when something was added. Raises DatasetError when a shipped file is wrong.
    """
    rules.check_load_actors(by)
    loader = _Loader(Country.objects.get(iso2=country))
    done = loader.load()
    if done.changed:
        obj, after = loader.country, asdict(done)
        audit.record(by=by, at=at, action="organisations.loaded", obj=obj, after=after)
    return done


class _Loader:
    """What the register holds, kept in memory while rows are added in bulk."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.keys = {
            s.key: s for s in Spelling.objects.filter(country=country).select_related("organisation")
        }
        self.categories = _categories()
        self.places = dict(Place.objects.filter(country=country, valid_to="").values_list("pcode", "pk"))
        rows = {o.pk: o for o in country.organisations.all()}
        # What the list says of a merged record belongs to the one that was kept.
        self.known: dict[str, Organisation] = {o.code: _kept(o, rows) for o in rows.values()}
        self.groups: dict[str, Group] = {g.code: g for g in country.groups.all()}
        self.new: dict[str, Spelling] = {}

    def load(self) -> LoadedActors:
        bodies, groups = dataset.load_organisations(self.country.iso2), dataset.load_groups()
        added = self._organisations(bodies)
        new_groups = self._groups(groups)
        for body in bodies:
            texts = _texts(body) if body.code in added else _as_variants(_texts(body))
            self._spellings(texts, organisation=self.known[body.code])
        for group in groups:
            variants: Iterator[Text] = ((text, SpellingKind.VARIANT, {}) for text in group.all_spellings)
            self._spellings(variants, group=self.groups[group.code])
        made = Spelling.objects.bulk_create(self.new.values())
        self._search({s.organisation_id for s in made if s.organisation_id})
        return LoadedActors(tuple(added), new_groups, len(made), self._memberships(bodies))

    def _organisations(self, bodies: tuple[dataset.Organisation, ...]) -> list[str]:
        """Codes added. A body that people have registered under another code is that one."""
        for body in bodies:
            if body.code not in self.known and (same := self._registered(body)):
                self.known[body.code] = same
        new = [body for body in bodies if body.code not in self.known]
        rows = Organisation.objects.bulk_create([self._row(body) for body in new])
        self.known |= {row.code: row for row in rows}
        children = [body for body in new if body.parent]
        for body in children:
            self.known[body.code].parent = self.known[body.parent]
        Organisation.objects.bulk_update([self.known[body.code] for body in children], ["parent"])
        return [body.code for body in new]

    def _registered(self, body: dataset.Organisation) -> Organisation | None:
        found = (self.keys.get(spelling_key(text)) for text in (body.name_fr, body.acronym) if text)
        return next((s.organisation for s in found if s and s.organisation), None)

    def _row(self, body: dataset.Organisation) -> Organisation:
        return Organisation(
            country=self.country,
            code=body.code,
            name_fr=body.name_fr,
            name_en=body.name_en,
            acronym=body.acronym,
            kind=body.kind or OrganisationKind.ORGANISATION,
            category_id=self.categories[body.category],
            place_id=self.places.get(body.place),
            note=body.note,
            unconfirmed=" ".join(body.unconfirmed),
        )

    def _groups(self, groups: tuple[dataset.Group, ...]) -> int:
        new = [
            Group(
                country=self.country,
                code=group.code,
                name_fr=group.name_fr,
                name_en=group.name_en,
                category_id=self.categories[group.category],
                unconfirmed=" ".join(group.unconfirmed),
            )
            for group in groups
            if group.code not in self.groups
        ]
        self.groups |= {group.code: group for group in Group.objects.bulk_create(new)}
        return len(new)

    def _spellings(self, texts: Iterator[Text], **owner: Any) -> None:
        """Rows to add; a text of a key already to be added joins it, one already stored is left alone."""
        for text, kind, facts in texts:
            key = spelling_key(text)
            if key in self.keys:
                continue
            row = self.new.get(key)
            if row is None:
                self.new[key] = Spelling(
                    country=self.country, key=key, text=text, kind=kind, **owner, **facts
                )
            else:
                row.add_text(text, facts, first=False)

    def _search(self, ids: set[int]) -> None:
        for organisation in Organisation.objects.filter(pk__in=ids).prefetch_related("spellings"):
            organisation.refresh_search()

    def _memberships(self, bodies: tuple[dataset.Organisation, ...]) -> int:
        there = set(
            Membership.objects.filter(organisation__country=self.country).values_list(
                "organisation_id", "network_id"
            )
        )
        pairs = ((self.known[b.code].pk, self.known[network].pk) for b in bodies for network in b.networks)
        new = [
            Membership(organisation_id=one, network_id=other)
            for one, other in dict.fromkeys(pairs)
            if (one, other) not in there and one != other
        ]
        return len(Membership.objects.bulk_create(new))


def _kept(organisation: Organisation, rows: dict[int, Organisation]) -> Organisation:
    """The record itself, or the one that it was merged into."""
    while organisation.merged_into_id:
        organisation = rows[organisation.merged_into_id]
    return organisation


def _categories() -> dict[str, int]:
    """Keys of the latest stakeholder categories, by code."""
    found = FrameworkItem.objects.filter(framework__code=CATEGORIES).order_by("framework__valid_from", "pk")
    return dict(found.values_list("code", "pk"))


def _as_variants(texts: Iterator[Text]) -> Iterator[Text]:
    """For an organisation that people keep: its names are theirs, those of the list are other spellings."""
    for text, kind, facts in texts:
        yield text, SpellingKind.VARIANT if kind in OWN_KINDS else kind, facts


def _texts(body: dataset.Organisation) -> Iterator[Text]:
    """Names first, so that they own the row of their key."""
    for text, kind in (
        (body.name_fr, SpellingKind.NAME),
        (body.acronym, SpellingKind.ACRONYM),
        (body.name_en, SpellingKind.NAME_EN),
    ):
        if text:
            yield text, kind, {}
    for spelling in body.spellings:
        is_misprint = dataset.MISPRINT in spelling.note
        facts = asdict(spelling)
        yield facts.pop("text"), SpellingKind.MISPRINT if is_misprint else SpellingKind.VARIANT, facts
