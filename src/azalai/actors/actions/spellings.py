"""How an organisation is written. A spelling is never removed: it gets an end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.actors import rules
from azalai.actors.actions.storing import insert
from azalai.actors.enums import OWN_KINDS, SpellingKind
from azalai.actors.models import Organisation, Spelling
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import spelling_key
from azalai.frames.partial import day_before, is_partial_date


@transaction.atomic
def add_spelling(
    *,
    by: Author,
    at: datetime,
    organisation: Organisation,
    text: str,
    kind: str = SpellingKind.VARIANT,
    valid_from: str = "",
    valid_to: str = "",
    source: str = "",
    note: str = "",
) -> Spelling:
    """Add another way to write it. kind: variant or misprint; valid_from, valid_to: partial dates.

    Raises ValidationError: no letter or digit (text), a text that designates something else or that is
    already there (text), a period that ends before it begins (valid_to).
    """
    rules.check_edit_actors(by)
    facts = {"valid_from": valid_from, "valid_to": valid_to, "source": source.strip(), "note": note.strip()}
    check_period(valid_from, valid_to)
    spelling, is_new = put(organisation, text, kind=kind, facts=facts)
    if not is_new:
        raise ValidationError({"text": _("Cette graphie est déjà connue pour cet organisme.")})
    organisation.refresh_search()
    after = {"spelling": text.strip(), "spelling_kind": spelling.get_kind_display()}
    after |= {name: value for name, value in facts.items() if value}
    audit.record(by=by, at=at, action="organisation.spelling-added", obj=organisation, after=after)
    return spelling


@transaction.atomic
def end_spelling(*, by: Author, at: datetime, spelling: Spelling, valid_to: str, reason: str) -> Spelling:
    """Say until when a spelling was in use; it stays recognised. A name or acronym of today has no end.

    Raises ValidationError (valid_to).
    """
    rules.check_edit_actors(by)
    if spelling.organisation is None or spelling.kind in OWN_KINDS:
        raise ValidationError(_("Changez plutôt le nom ou le sigle de l'organisme."))
    if not valid_to:
        raise ValidationError({"valid_to": _("Indiquez une année, un mois ou un jour.")})
    check_period(spelling.valid_from, valid_to)
    before, spelling.valid_to = spelling.valid_to, valid_to
    spelling.save(update_fields=["valid_to"])
    audit.record(
        by=by,
        at=at,
        action="organisation.spelling-ended",
        obj=spelling.organisation,
        before={"spelling": spelling.text, "valid_to": before},
        after={"spelling": spelling.text, "valid_to": valid_to},
        reason=reason,
    )
    return spelling


def check_period(start: str, end: str) -> None:
    """Raises ValidationError: no partial dates (their field), or an end before the beginning (valid_to)."""
    check_date("valid_from", start)
    check_date("valid_to", end)
    if start and end and end < start[: len(end)]:
        raise ValidationError({"valid_to": _("La fin précède le début.")})


def check_date(field: str, text: str) -> None:
    """Raises ValidationError (`field`) when the text is neither blank nor a partial date."""
    try:
        if text:
            is_partial_date(text)
    except ValidationError as error:
        raise ValidationError({field: error}) from error


def put(
    organisation: Organisation,
    text: str,
    *,
    kind: str,
    facts: dict[str, Any] | None = None,
    field: str = "text",
) -> tuple[Spelling, bool]:
    """The spelling of that text, and whether the text is new to the organisation.

    A text that differs only by strokes and accents from a known one joins its row; a name of today takes
    the row over. Raises ValidationError (`field`).
    """
    text = text.strip()
    key = spelling_key(text)
    if not key:
        raise ValidationError({field: _("Une graphie contient au moins une lettre ou un chiffre.")})
    row = known_spelling(organisation.country_id, key)
    if row is None:
        made = Spelling(
            country_id=organisation.country_id, organisation=organisation, kind=kind, text=text, key=key
        )
        for name, value in (facts or {}).items():
            setattr(made, name, value)
        made.full_clean(exclude=["country", "organisation", "group", "also"])
        insert(made, {field: _("Quelqu'un vient d'ajouter « %s ». Vérifiez à qui ce nom appartient.") % text})
        return made, True
    if row.organisation_id != organisation.pk:
        raise ValidationError(
            {field: _("« %s » désigne déjà « %s ».") % (text, row.organisation or row.group)}
        )
    return row, _join(row, text, kind, facts or {})


def known_spelling(country: str, key: str) -> Spelling | None:
    """The one spelling of that key in a country (ISO alpha-2)."""
    return Spelling.objects.filter(country_id=country, key=key).first()


def _join(row: Spelling, text: str, kind: str, facts: dict[str, Any]) -> bool:
    """Bring the text into a row of its key; whether it was new there."""
    takes_over = kind in OWN_KINDS and row.kind not in OWN_KINDS
    is_new = row.add_text(text, facts, first=takes_over)
    if takes_over:
        row.kind, row.valid_to = kind, ""
    row.save()
    return is_new


def rename(organisation: Organisation, kind: str, text: str, *, changed_on: str, field: str) -> None:
    """Give the name or acronym of that kind another text; the former one stays as a dated spelling."""
    former = organisation.spellings.filter(kind=kind).first()
    if former and text and former.key == spelling_key(text):
        former.add_text(text, {"valid_from": changed_on}, first=True)
        former.save()
        return
    if former:
        former.kind, former.valid_to = SpellingKind.VARIANT, day_before(changed_on)
        former.save()
    if text:
        put(organisation, text, kind=kind, facts={"valid_from": changed_on}, field=field)
