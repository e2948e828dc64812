"""Declaring, publishing and changing interventions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit, drafts, events
from azalai.core.authorship import Author
from azalai.frames.models import Country
from azalai.interventions import checks, rules
from azalai.interventions.actions.writing import normal, refresh_search, write_content
from azalai.interventions.content import Content, content_of
from azalai.interventions.enums import DRAFT_FORM, EnteredVia, Publication
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of


@transaction.atomic
def declare_draft(
    *,
    by: Author,
    at: datetime,
    country: str,
    content: Content | None = None,
    entered_via: str = EnteredVia.WEB,
    form_key: UUID | None = None,
) -> Intervention:
    """Open a draft, with what is known of it: no field is required. country: ISO alpha-2.

    form_key: of the form that says it; sent twice, it goes on with the draft that it opened first.
    Raises PermissionDenied for a post that speaks for nobody or for another organisation, and
    ValidationError by field for values that cannot be stored.
    """
    content, scope = content or Content(), scope_of(by, on=localdate(at))
    rules.check_declare(by, scope)
    rules.check_lead(by, content.lead, scope)
    if twin := _opened_by(form_key, country):
        return save_draft(by=by, at=at, intervention=twin, content=content)
    checks.refuse(checks.faults(content, country=country))
    made, after = _created(by, at, country, content, entered_via, form_key)
    audit.record(by=by, at=at, action="intervention.drafted", obj=made, after=after)
    return made


def _opened_by(form_key: UUID | None, country: str) -> Intervention | None:
    """What that form has declared already; the country's row makes two sendings queue."""
    if form_key is None:
        return None
    Country.objects.select_for_update().get(iso2=country)
    return Intervention.objects.filter(form_key=form_key).first()


def _created(
    by: Author, at: datetime, country: str, content: Content, via: str, form_key: UUID | None = None
) -> tuple[Intervention, dict[str, Any]]:
    """A new draft and what it says, in words for the trail."""
    made = Intervention.objects.create(
        form_key=form_key,
        country_id=country,
        entered_via=via,
        entered_post_id=by.post_id,
        created_at=at,
        created_by_id=by.person_id,
    )
    return made, write_content(made, content, by=by, at=at, known=Content())[1]


@transaction.atomic
def save_draft(
    *, by: Author, at: datetime, intervention: Intervention, content: Content, seen: str | None = None
) -> Intervention:
    """Keep what was typed so far; saving the same again leaves no trace.

    seen: the stamp of what the author had before the eyes, None when that does not matter.
    Raises ValidationError by field, also when somebody else wrote or published it meanwhile; a form that
    is sent twice is no somebody else.
    """
    found = _locked(intervention)
    _check_seen(found, seen, content)
    _check_writer(by, at, found, content)
    if not found.is_draft and _says(found, content):
        return found
    if not found.is_draft:
        raise ValidationError(_("Cette intervention a été publiée entre-temps : modifiez-la depuis sa page."))
    checks.refuse(checks.faults(content, country=found.country_id, of=found))
    _write(by, at, found, content, "intervention.draft-saved", "")
    return found


@transaction.atomic
def publish(*, by: Author, at: datetime, intervention: Intervention) -> Intervention:
    """Show the draft to everyone who has signed in; it gets an identifier when it has none.

    Raises ValidationError with every missing field at once.
    """
    found = _locked(intervention)
    rules.check_publish(by, found, scope_of(by, on=localdate(at)))
    content = content_of(found)
    checks.refuse(checks.gaps(content))
    _publish(by, at, found)
    return found


@transaction.atomic
def update(
    *,
    by: Author,
    at: datetime,
    intervention: Intervention,
    content: Content,
    reason: str = "",
    seen: str | None = None,
) -> Intervention:
    """Change what is published; what is as it was leaves no trace. seen: as for `save_draft`.

    Raises ValidationError by field: what is missing, what cannot be stored, a state that may not follow.
    """
    found = _locked(intervention)
    _check_seen(found, seen, content)
    _check_writer(by, at, found, content)
    content = replace(content, identifier=content.identifier or found.identifier)
    checks.refuse(iter([*checks.gaps(content), *checks.faults(content, country=found.country_id, of=found)]))
    if not found.may_become(content.status):
        raise ValidationError({"status": _("Dites d'abord que l'intervention reprend, avec un motif.")})
    _write(by, at, found, content, "intervention.updated", reason)
    return found


@transaction.atomic
def delete_draft(*, by: Author, at: datetime, intervention: Intervention) -> None:
    """Throw a draft away; what it said stays in the audit trail."""
    found = _locked(intervention)
    rules.check_delete_draft(by, found, scope_of(by, on=localdate(at)))
    files = [document.file for document in found.documents.exclude(file="")]
    before = {"title_fr": found.title_fr, "title_en": found.title_en}
    audit.record(by=by, at=at, action="intervention.draft-deleted", obj=found, before=before)
    drafts.forget_target(form=DRAFT_FORM, target=str(found.public_id))
    found.delete()
    for file in files:
        transaction.on_commit(partial(file.storage.delete, file.name or ""))


@events.quietly()
@transaction.atomic
def store_published(
    *,
    by: Author,
    at: datetime,
    country: str,
    content: Content,
    via: str,
    of: Intervention | None = None,
    publication: str = Publication.PUBLISHED,
) -> tuple[Intervention, bool]:
    """Take over what a workbook or another system says, new or of a known intervention; whether it changed.

    Outside records lack what a form asks for: only what cannot be stored is refused (ValidationError).
    publication: of a new one; a known one stays a draft, or published, as it is.
    """
    rules.check_import(by)
    checks.refuse(checks.faults(content, country=country, of=of))
    if of is None:
        made, after = _created(by, at, country, content, via)
        if publication == Publication.PUBLISHED:
            _publish(by, at, made, after)
        else:
            audit.record(by=by, at=at, action="intervention.drafted", obj=made, after=after)
        return made, True
    found = _locked(of)
    content = replace(content, identifier=content.identifier or found.identifier)
    changed = _write(by, at, found, content, "intervention.updated", EnteredVia(via).label)
    return found, changed


def _write(
    by: Author, at: datetime, intervention: Intervention, content: Content, action: str, reason: object
) -> bool:
    before, after = write_content(intervention, content, by=by, at=at)
    if not after:
        return False
    intervention.updated_at, intervention.updated_by_id = at, by.person_id
    intervention.save(update_fields=["updated_at", "updated_by"])
    audit.record(
        by=by, at=at, action=action, obj=intervention, before=before, after=after, reason=str(reason)
    )
    return True


def _publish(by: Author, at: datetime, found: Intervention, said: dict[str, Any] | None = None) -> None:
    """said: what the same entry of the trail tells of a new intervention."""
    if not found.title_fr and not found.title_en:
        raise ValidationError({"title_fr": _("Donnez un titre, en français ou en anglais.")})
    numbered, found.identifier = found.identifier, found.identifier or _next_identifier(found.country_id)
    found.publication = Publication.PUBLISHED
    found.published_at, found.published_by_id = at, by.person_id
    found.save()
    if not numbered:
        refresh_search(found)
    after = (said or {}) | {"identifier": found.identifier, "publication": found.publication}
    audit.record(by=by, at=at, action="intervention.published", obj=found, after=after)


def _next_identifier(country: str) -> str:
    """ "NE-00042": the number after the highest; the country's row is locked until the end."""
    Country.objects.select_for_update().get(iso2=country)
    stem = f"{country}-"
    taken = Intervention.objects.filter(country_id=country, identifier__regex=rf"^{country}-\d{{5}}$")
    last = taken.order_by("-identifier").values_list("identifier", flat=True).first()
    return f"{stem}{int(last.removeprefix(stem)) + 1 if last else 1:05d}"


def _says(found: Intervention, content: Content) -> bool:
    """It says that already; the number that publication gave aside."""
    said = content_of(found)
    return replace(normal(content), identifier=content.identifier.strip() or said.identifier) == said


def _check_seen(found: Intervention, seen: str | None, content: Content) -> None:
    if seen is not None and seen != found.stamp and not _says(found, content):
        raise ValidationError(
            _(
                "Quelqu'un d'autre a modifié cette intervention entre-temps. Ce que vous avez saisi est gardé"
                " ci-dessous : comparez avec la fiche, puis enregistrez de nouveau."
            )
        )


def _check_writer(by: Author, at: datetime, found: Intervention, content: Content) -> None:
    scope = scope_of(by, on=localdate(at))
    rules.check_edit(by, found, scope)
    if content.lead != found.lead_id:
        rules.check_lead(by, content.lead, scope)


def _locked(intervention: Intervention) -> Intervention:
    return Intervention.objects.select_for_update().get(pk=intervention.pk)
