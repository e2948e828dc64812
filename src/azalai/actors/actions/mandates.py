"""Mandates. A mandate is never removed: it gets an end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.actors import rules
from azalai.actors.actions.spellings import check_date, check_period
from azalai.actors.models import Mandate, Organisation
from azalai.core import audit
from azalai.core.authorship import Author

FIELDS = ("text", "basis_title", "basis_reference", "basis_date", "valid_from", "valid_to", "source")


@transaction.atomic
def add_mandate(*, by: Author, at: datetime, organisation: Organisation, text: str, **facts: str) -> Mandate:
    """Say what an organisation is charged with. facts: the other FIELDS, dates partial, all optional.

    Raises ValidationError by field: no text, a date that is none, an end before the beginning.
    """
    rules.check_edit_actors(by)
    made = Mandate(organisation=organisation)
    after = _write(made, {"text": text} | facts)
    audit.record(by=by, at=at, action="organisation.mandate-added", obj=organisation, after=after)
    return made


@transaction.atomic
def update_mandate(*, by: Author, at: datetime, mandate: Mandate, text: str, **facts: str) -> Mandate:
    """Correct it; what is as it was leaves no trace. Raises ValidationError as `add_mandate`."""
    rules.check_edit_actors(by)
    mandate = Mandate.objects.select_for_update().select_related("organisation").get(pk=mandate.pk)
    before = _told(mandate)
    after = _write(mandate, {"text": text} | facts)
    if after != before:
        audit.record(
            by=by,
            at=at,
            action="organisation.mandate-updated",
            obj=mandate.organisation,
            before=before,
            after=after,
        )
    return mandate


@transaction.atomic
def end_mandate(*, by: Author, at: datetime, mandate: Mandate, valid_to: str, reason: str) -> Mandate:
    """Say until when it held. Raises ValidationError (valid_to)."""
    rules.check_edit_actors(by)
    if not valid_to:
        raise ValidationError({"valid_to": _("Indiquez une année, un mois ou un jour.")})
    check_period(mandate.valid_from, valid_to)
    before, mandate.valid_to = mandate.valid_to, valid_to
    mandate.save(update_fields=["valid_to"])
    audit.record(
        by=by,
        at=at,
        action="organisation.mandate-ended",
        obj=mandate.organisation,
        before={"mandate": mandate.text, "valid_to": before},
        after={"mandate": mandate.text, "valid_to": valid_to},
        reason=reason,
    )
    return mandate


def _write(mandate: Mandate, values: dict[str, str]) -> dict[str, Any]:
    """Set, check and store; what it now says."""
    for name in FIELDS:
        setattr(mandate, name, values.get(name, getattr(mandate, name)).strip())
    if not mandate.text:
        raise ValidationError({"text": _("Dites de quoi l'organisme est chargé.")})
    check_date("basis_date", mandate.basis_date)
    check_period(mandate.valid_from, mandate.valid_to)
    mandate.full_clean(exclude=["organisation"])
    mandate.save()
    return _told(mandate)


def _told(mandate: Mandate) -> dict[str, Any]:
    """What it says, without blanks; its text under a name of its own in the trail."""
    found = {"mandate" if name == "text" else name: getattr(mandate, name) for name in FIELDS}
    return {name: value for name, value in found.items() if value}
