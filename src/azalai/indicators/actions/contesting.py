"""Remarks beside what the system counts; the number itself never changes."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.indicators import queries, rules
from azalai.indicators.enums import Kind
from azalai.indicators.models import Contest, Indicator
from azalai.indicators.periods import PERIOD, bounds
from azalai.indicators.words import Typed

BLANK = Typed("")


@transaction.atomic
def contest(
    *,
    by: Author,
    at: datetime,
    indicator: Indicator,
    period: str,
    text: str,
    declared: Typed = BLANK,
) -> Contest:
    """A remark beside a computed number, with the value that one holds for true where there is one.

    The number itself never changes. Raises ValidationError: no text (text), or nothing computed.
    """
    rules.check_contest(by)
    PERIOD(period)
    if not indicator.is_computed:
        raise ValidationError(_("Les valeurs de cet indicateur se saisissent : corrigez-les plutôt."))
    if not text.strip():
        raise ValidationError({"text": _("Dites ce que vous savez.")})
    if declared.kind not in ("", Kind.NUMBER):
        raise ValidationError({"declared": _("Écrivez un nombre, ou laissez vide.")})
    made = Contest.objects.create(
        indicator=indicator,
        period=period,
        declared=declared.amount,
        text=text.strip(),
        computed=queries.live(indicator, *bounds(period)).value,
        stated_at=at,
        stated_by_id=by.person_id,
        stated_post_id=by.post_id,
        signed=", ".join(filter(None, (by.name, by.post)))[:200],
    )
    after = {"period": period, "declared": made.declared, "text": made.text}
    audit.record(by=by, at=at, action="indicators.contested", obj=indicator, after=after)
    return made


@transaction.atomic
def settle_contest(*, by: Author, at: datetime, contest: Contest, text: str) -> Contest:
    """Say what became of a remark. Raises ValidationError (text)."""
    found = Contest.objects.select_for_update().get(pk=contest.pk)
    rules.check_settle(by, found)
    if not text.strip():
        raise ValidationError({"text": _("Dites la suite donnée.")})
    found.settled_at, found.settled_by_id, found.settled_text = at, by.person_id, text.strip()[:500]
    found.save(update_fields=["settled_at", "settled_by", "settled_text"])
    after = {"period": found.period, "text": found.settled_text}
    audit.record(by=by, at=at, action="indicators.contest-settled", obj=found.indicator, after=after)
    return found
