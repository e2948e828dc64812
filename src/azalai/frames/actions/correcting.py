"""Confirms or corrects what the shipped lists leave open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames import rules
from azalai.frames.models import FrameworkItem

TITLES = ("title_fr", "title_en")


@transaction.atomic
def correct_item(
    *,
    by: Author,
    at: datetime,
    item: FrameworkItem,
    source: str,
    title_fr: str = "",
    title_en: str = "",
    label_fr: str = "",
    label_en: str = "",
) -> FrameworkItem:
    """Correct or confirm the titles of an item, as the source writes them; blank leaves one as it is.

    A title given as it stands is confirmed by the source. Raises ValidationError: no source, nothing
    given, or a title that is already confirmed (its field).
    """
    rules.check_correct_item(by)
    item = FrameworkItem.objects.select_for_update().select_related("framework").get(pk=item.pk)
    given = {"title_fr": title_fr, "title_en": title_en, "label_fr": label_fr, "label_en": label_en}
    texts = {name: text.strip() for name, text in given.items() if text.strip()}
    _check(item, texts, source)
    changes = texts | _confirmed(item, texts) | {"corrected_from": source.strip()}
    before = {name: getattr(item, name) for name in changes}
    for name, value in changes.items():
        setattr(item, name, value)
    item.corrected_at, item.corrected_by_id = at, by.person_id
    item.full_clean(exclude=["framework", "parent", "extra", "corrected_by"])
    item.save()
    audit.record(by=by, at=at, action="item.corrected", obj=item, before=before, after=changes, reason=source)
    return item


def open_titles(item: FrameworkItem) -> tuple[str, ...]:
    """Titles that may be corrected: those that are unconfirmed or unknown."""
    return tuple(n for n in TITLES if n in item.unconfirmed_fields or not getattr(item, n))


def _check(item: FrameworkItem, texts: dict[str, str], source: str) -> None:
    if not source.strip():
        raise ValidationError({"source": _("Indiquez le texte officiel où l'intitulé a été lu.")})
    if not texts:
        raise ValidationError(_("Donnez au moins un intitulé ou un libellé."))
    for name in TITLES:
        if name in texts and name not in open_titles(item):
            raise ValidationError({name: _("Cet intitulé est déjà confirmé.")})


def _confirmed(item: FrameworkItem, texts: dict[str, str]) -> dict[str, Any]:
    left = [name for name in item.unconfirmed_fields if name not in texts]
    return {"unconfirmed": " ".join(left)}
