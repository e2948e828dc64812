"""Organisations, their spellings and their history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from azalai.actors.dataset import KnownBody
from azalai.actors.enums import OrganisationKind, SpellingKind
from azalai.actors.models import Membership, Organisation, Spelling
from azalai.actors.recognition import recognise_in
from azalai.core.models import AuditEntry
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.queries import current_items

recognise = recognise_in
COLUMNS = (
    "Code",
    "Sigle",
    "Nom",
    "Nom anglais",
    "Nature",
    "Catégorie",
    "Rattaché à",
    "Réseaux",
    "Code du lieu",
    "Lieu",
    "Graphies",
    "Note",
)


def organisations(*, country: str, on: date, filters: dict[str, Any]) -> QuerySet[Organisation]:
    """The register with what a list shows; two queries.

    filters: cleaned data of OrganisationFilter: text, category code, network key, region key, kind.
    """
    running = Membership.objects.current(on).select_related("network")
    found = Organisation.objects.active().in_country(country).search(filters.get("q") or "")
    if category := filters.get("categorie"):
        found = found.filter(category__code=category)
    if kind := filters.get("nature"):
        found = found.filter(kind=kind)
    if network := filters.get("reseau"):
        found = found.filter(memberships__in=Membership.objects.current(on).filter(network=network))
    if region := filters.get("region"):
        found = found.filter(Q(place=region) | Q(place__parent=region))
    related = found.select_related("category", "parent", "place__parent").order_by("search_text", "id")
    return related.prefetch_related(Prefetch("memberships", running, to_attr="current_memberships"))


def categories(*, on: date) -> QuerySet[FrameworkItem]:
    """Stakeholder categories in force that day, in order."""
    return current_items("stakeholders", on=on)


def networks(country: str) -> QuerySet[Organisation]:
    """Networks of the register."""
    return Organisation.objects.active().in_country(country).filter(kind=OrganisationKind.NETWORK)


def regions(country: str) -> QuerySet[Place]:
    """Places of the first level, by name."""
    return Place.objects.in_country(country).filter(level=1, valid_to="").order_by("name")


def places(country: str) -> QuerySet[Place]:
    """Places that an organisation may stand in, each region before its departments."""
    return Place.objects.in_country(country).filter(valid_to="").order_by("pcode")


def history(organisation: Organisation) -> QuerySet[AuditEntry]:
    """What was written about it, latest first."""
    mine = AuditEntry.objects.filter(object_type="actors.organisation", object_id=str(organisation.pk))
    return mine.order_by("-sequence")


def knowledge_bodies(country: str) -> tuple[KnownBody, ...]:
    """The register as the plan compiler wants it: sound spellings only; two queries.

    `azalai.actors.dataset.known_bodies` gives the same from the shipped files, without a database.
    """
    sound = Spelling.objects.exclude(kind=SpellingKind.MISPRINT)
    rows = Organisation.objects.active().in_country(country).order_by("id")
    return tuple(
        KnownBody(row.code, row.acronym, row.name_fr, _texts(row.sound_spellings))
        for row in rows.prefetch_related(Prefetch("spellings", sound, to_attr="sound_spellings"))
    )


def _texts(spellings: Iterable[Spelling]) -> tuple[str, ...]:
    return tuple(text for spelling in spellings for text in spelling.texts)


def rows(found: QuerySet[Organisation]) -> Iterator[tuple[Any, ...]]:
    """Lines of the download, after a head."""
    yield COLUMNS
    for organisation in found.prefetch_related("spellings").iterator(chunk_size=500):
        yield _row(organisation)


def _row(organisation: Any) -> tuple[Any, ...]:
    place = organisation.place
    return (
        organisation.code,
        organisation.acronym,
        organisation.name_fr,
        organisation.name_en,
        organisation.get_kind_display(),
        organisation.category.title,
        str(organisation.parent or ""),
        ", ".join(str(m.network) for m in organisation.current_memberships),
        place.pcode if place else "",
        str(place or ""),
        " | ".join(_texts(organisation.spellings.all())),
        organisation.note,
    )
