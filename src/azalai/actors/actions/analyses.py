"""Stakeholder analyses: added, never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.actors import rules
from azalai.actors.enums import Conflict
from azalai.actors.models import Analysis, Organisation
from azalai.core import audit
from azalai.core.authorship import Author


@transaction.atomic
def add_analysis(
    *, by: Author, at: datetime, organisation: Organisation, on: date, **judgement: Any
) -> Analysis:
    """Add what is thought of an organisation on that day. judgement: the other fields of the model.

    The trail says that there was an analysis, not what it says: the trail has other readers, and an
    analysis never changes. Raises ValidationError by field: nothing judged, a day to come, a conflict or
    an under-represented group without a word on it.
    """
    rules.check_write_analyses(by)
    texts = {name: value.strip() if isinstance(value, str) else value for name, value in judgement.items()}
    made = Analysis(
        organisation=organisation, on=on, post_id=by.post_id, recorded_at=at, recorded_by_id=by.person_id
    )
    for name, value in texts.items():
        setattr(made, name, value)
    _check(made, localdate(at), texts)
    made.save(force_insert=True)
    audit.record(by=by, at=at, action="organisation.analysed", obj=organisation, after={"on": on})
    return made


def _check(made: Analysis, today: date, texts: dict[str, Any]) -> None:
    faults: dict[str, str] = {}
    if not any(value not in ("", None, False, "unknown") for value in texts.values()):
        faults["role"] = _("Dites au moins une chose de cet organisme.")
    if made.on > today:
        faults["on"] = _("Une analyse ne peut pas être datée de l'avenir.")
    if made.conflict == Conflict.YES and not made.conflict_text:
        faults["conflict_text"] = _("Dites en quoi consiste le conflit d'intérêts.")
    if made.under_represented and not made.under_represented_reason:
        faults["under_represented_reason"] = _("Dites pourquoi ce groupe est sous-représenté.")
    if faults:
        raise ValidationError(faults)
    made.full_clean(exclude=["organisation", "post", "recorded_by"])
