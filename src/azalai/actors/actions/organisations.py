"""Registering and changing organisations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from azalai.actors import rules
from azalai.actors.actions.spellings import check_date, put, rename
from azalai.actors.actions.storing import insert
from azalai.actors.enums import OrganisationKind, SpellingKind
from azalai.actors.models import Organisation
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.models import Country, FrameworkItem, Place

CATEGORIES = "stakeholders"
NAMES = {
    "name_fr": SpellingKind.NAME,
    "name_en": SpellingKind.NAME_EN,
    "acronym": SpellingKind.ACRONYM,
}


@transaction.atomic
def register_organisation(
    *,
    by: Author,
    at: datetime,
    country: str,
    category: FrameworkItem,
    name_fr: str = "",
    acronym: str = "",
    name_en: str = "",
    kind: str = OrganisationKind.ORGANISATION,
    parent: Organisation | None = None,
    place: Place | None = None,
    note: str = "",
    code: str = "",
) -> Organisation:
    """Inscribe an organisation in a country's register (ISO alpha-2); code: a slug, made when blank.

    Raises ValidationError: no name nor acronym, or one that designates another organisation (its field),
    a category, parent or place of another kind or country.
    """
    rules.check_edit_actors(by)
    texts = {"name_fr": name_fr.strip(), "name_en": name_en.strip(), "acronym": acronym.strip()}
    made = Organisation(
        country=Country.objects.get(iso2=country),
        code=code or _free_code(country, texts["acronym"] or texts["name_fr"]),
        category=category,
        kind=kind,
        parent=parent,
        place=place,
        note=note.strip(),
        **texts,
    )
    _check(made)
    insert(made, _("Quelqu'un vient d'inscrire un organisme de ce nom. Cherchez-le dans le registre."))
    for field, text in texts.items():
        if text:
            put(made, text, kind=NAMES[field], field=field)
    made.refresh_search()
    audit.record(by=by, at=at, action="organisation.registered", obj=made, after=_snapshot(made))
    return made


@transaction.atomic
def update_organisation(
    *,
    by: Author,
    at: datetime,
    organisation: Organisation,
    name_fr: str,
    acronym: str,
    name_en: str,
    category: FrameworkItem,
    kind: str,
    parent: Organisation | None,
    place: Place | None,
    note: str,
    changed_on: str = "",
    reason: str = "",
) -> Organisation:
    """Write these values; what is as it was leaves no trace. A former name stays as a spelling.

    changed_on: partial date from which a new name or acronym holds, "" when unknown or a correction.
    Raises ValidationError as `register_organisation` does, and for a parent that stands below.
    """
    rules.check_edit_actors(by)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    values = {
        "name_fr": name_fr.strip(),
        "name_en": name_en.strip(),
        "acronym": acronym.strip(),
        "category": category,
        "kind": kind,
        "parent": parent,
        "place": place,
        "note": note.strip(),
    }
    return _write(by, at, organisation, values, "organisation.updated", changed_on, reason)


@transaction.atomic
def set_parent(
    *, by: Author, at: datetime, organisation: Organisation, parent: Organisation | None, reason: str = ""
) -> Organisation:
    """Attach it to another organisation, or to none. Raises ValidationError (parent): a circle."""
    rules.check_edit_actors(by)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    return _write(by, at, organisation, {"parent": parent}, "organisation.parent-set", "", reason)


def _write(
    by: Author,
    at: datetime,
    organisation: Organisation,
    values: dict[str, Any],
    action: str,
    changed_on: str,
    reason: str,
) -> Organisation:
    """Set what differs, keep former names, leave one entry."""
    changes = {name: value for name, value in values.items() if getattr(organisation, name) != value}
    check_date("changed_on", changed_on)
    if not changes:
        return organisation
    before = {name: _plain(getattr(organisation, name)) for name in changes}
    for name, value in changes.items():
        setattr(organisation, name, value)
    # Who writes a field has seen it: it is confirmed.
    organisation.unconfirmed = " ".join(n for n in organisation.unconfirmed_fields if n not in changes)
    _check(organisation)
    organisation.save()
    for field in NAMES.keys() & changes.keys():
        rename(organisation, NAMES[field], changes[field], changed_on=changed_on, field=field)
    organisation.refresh_search()
    after = {name: _plain(value) for name, value in changes.items()}
    audit.record(by=by, at=at, action=action, obj=organisation, before=before, after=after, reason=reason)
    return organisation


def _check(organisation: Organisation) -> None:
    """Raises ValidationError by field for what the database cannot see, or would say less well."""
    if not organisation.name_fr and not organisation.acronym:
        raise ValidationError({"name_fr": _("Donnez au moins le nom ou le sigle.")})
    if organisation.category.framework.code != CATEGORIES:
        raise ValidationError(
            {"category": _("Cette catégorie n'est pas une catégorie de parties prenantes.")}
        )
    for field in ("parent", "place"):
        other = getattr(organisation, field)
        if other is not None and other.country_id != organisation.country_id:
            raise ValidationError({field: _("Choisissez dans le même pays.")})
    if organisation.parent and organisation.pk in _ancestors(organisation.parent):
        raise ValidationError({"parent": _("Cet organisme relève déjà de celui que vous modifiez.")})
    organisation.full_clean(exclude=["country", "category", "parent", "place", "merged_into"])


def _ancestors(organisation: Organisation | None) -> set[int]:
    """The organisation and those above it."""
    found: set[int] = set()
    while organisation is not None and organisation.pk not in found:
        found.add(organisation.pk)
        organisation = organisation.parent
    return found


def _snapshot(organisation: Organisation) -> dict[str, Any]:
    names = ("name_fr", "acronym", "name_en", "category", "kind", "parent", "place", "note")
    found = {name: _plain(getattr(organisation, name)) for name in names}
    return {name: value for name, value in found.items() if value}


def _plain(value: Any) -> Any:
    """Related rows by their names: the trail outlives them."""
    if isinstance(value, FrameworkItem):
        return value.title_fr or value.code
    return str(value) if isinstance(value, models.Model) else value


def _free_code(country: str, name: str) -> str:
    """A slug that no organisation of the country has yet."""
    stem = slugify(name.replace("/", "-"))[:50] or "organisme"
    taken = set(
        Organisation.objects.filter(country_id=country, code__startswith=stem).values_list("code", flat=True)
    )
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)
