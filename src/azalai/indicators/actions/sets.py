"""Lists of others: read on receipt, taken over once a person has seen the preview."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.formats.reading import read_document
from azalai.indicators import rules, sets
from azalai.indicators.models import IndicatorSet, SetItem


@transaction.atomic
def receive_set(
    *,
    by: Author,
    at: datetime,
    country: str,
    title: str,
    owner: str,
    method: str,
    name: str,
    content: bytes,
    version: str = "",
    licence: str = "",
    evaluated_on: str = "",
) -> IndicatorSet:
    """Read a workbook and keep what it says, faults and all. Raises UnreadableFile; nothing is kept then."""
    rules.check_keep_indicators(by)
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"liste{PurePosixPath(name).suffix.lower()[:10]}"
        path.write_bytes(content)
        reading = sets.read(read_document(path), sets.methods()[method])
    base = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())[-200:]
    made = IndicatorSet.objects.create(
        country_id=country,
        title=title.strip()[:200],
        owner=owner.strip()[:200],
        version=version.strip()[:60],
        licence=licence.strip()[:300],
        evaluated_on=evaluated_on,
        method=method,
        name=base or "liste",
        sha256=hashlib.sha256(content).hexdigest(),
        reading=reading.as_json(),
        received_at=at,
        received_by_id=by.person_id,
        received_post_id=by.post_id,
    )
    after = {"name": made.name, "title": made.title, "owner": made.owner}
    audit.record(by=by, at=at, action="indicators.set-received", obj=made, after=after)
    return made


@transaction.atomic
def accept_set(*, by: Author, at: datetime, of: IndicatorSet) -> IndicatorSet:
    """Its rows become items, all or none. Raises ValidationError: faults, done already, or a twin."""
    rules.check_keep_indicators(by)
    found = IndicatorSet.objects.select_for_update().get(pk=of.pk)
    if found.accepted_at is not None:
        raise ValidationError(_("Cette liste est déjà reprise."))
    if found.reading["faults"]:
        raise ValidationError(_("Corrigez d'abord les défauts : rien n'a été repris."))
    same = IndicatorSet.objects.filter(
        country=found.country_id,
        title=found.title,
        version=found.version,
        evaluated_on=found.evaluated_on,
        accepted_at__isnull=False,
    )
    if same.exists():
        raise ValidationError(_("La même liste, de même version et de même date, est déjà reprise."))
    rows = [sets.Row(**row) for row in found.reading["rows"]]
    SetItem.objects.bulk_create(
        SetItem(
            of=found,
            order=order,
            domain=row.domain[:30],
            domain_title=row.domain_title[:300],
            code=row.code[:30],
            text=row.text,
            answer=row.answer,
            evidence=row.evidence,
        )
        for order, row in enumerate(rows, 1)
    )
    found.accepted_at, found.accepted_by_id = at, by.person_id
    found.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(by=by, at=at, action="indicators.set-accepted", obj=found, after={"items": len(rows)})
    return found
