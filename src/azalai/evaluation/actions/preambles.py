"""The preamble of the matrix: figures brought up to date, paragraphs that a person writes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.preamble import CODES, changes
from azalai.evaluation import rules
from azalai.evaluation.counting import Span, facts_of
from azalai.evaluation.models import Paragraph, Preamble
from azalai.frames.models import Country


@transaction.atomic
def refresh_preamble(*, by: Author, at: datetime, country: str, year: int = 0) -> Preamble:
    """Bring the figures up to date; what people wrote stays as it is. year: 0 for all years."""
    rules.check_edit_preamble(by)
    if year and not 1990 <= year <= 2100:
        raise ValidationError({"year": _("Donnez une année entre 1990 et 2100.")})
    owner = Country.objects.get(iso2=country)
    found = asdict(facts_of(Span(country, year, owner.currency_code)))
    drafted = {"facts": found, "drafted_at": at, "drafted_by_id": by.person_id}
    rows = Preamble.objects.select_for_update()  # two people may ask for the first one at once
    preamble, is_new = rows.get_or_create(country=owner, year=year, defaults=drafted)
    moved = len(found) if is_new else len(changes(preamble.facts, found, tuple(found)))
    if not is_new:
        preamble.facts, preamble.drafted_at, preamble.drafted_by_id = found, at, by.person_id
        preamble.save()
    audit.record(by=by, at=at, action="evaluation.preamble-refreshed", obj=preamble, after={"figures": moved})
    return preamble


@transaction.atomic
def write_paragraph(*, by: Author, at: datetime, preamble: Preamble, code: str, text: str) -> Paragraph:
    """Put one's own words in place of the drafted paragraph. The figures of the moment are kept with them.

    Raises ValidationError (text).
    """
    rules.check_edit_preamble(by)
    held = Preamble.objects.select_for_update().get(pk=preamble.pk)
    if code not in CODES:
        raise ValidationError(_("Ce paragraphe n'existe pas."))
    if not text.strip():
        raise ValidationError({"text": _("Écrivez le paragraphe, ou rendez-le au texte proposé.")})
    row = held.paragraphs.filter(code=code).first() or Paragraph(preamble=held, code=code)
    before = {"paragraph": code, "text": row.text} if row.pk else None
    row.text, row.facts = text.strip(), held.facts
    row.edited_at, row.edited_by_id = at, by.person_id
    row.save()
    after = {"paragraph": code, "text": row.text}
    audit.record(by=by, at=at, action="evaluation.paragraph-written", obj=held, before=before, after=after)
    return row


@transaction.atomic
def remove_paragraph(*, by: Author, at: datetime, preamble: Preamble, code: str) -> None:
    """Go back to the drafted paragraph; the trail keeps what was written."""
    rules.check_edit_preamble(by)
    held = Preamble.objects.select_for_update().get(pk=preamble.pk)
    row = held.paragraphs.filter(code=code).first()
    if row is None:
        return
    before = {"paragraph": code, "text": row.text}
    row.delete()
    audit.record(by=by, at=at, action="evaluation.paragraph-removed", obj=held, before=before)
