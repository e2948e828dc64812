"""Paragraphs: rewritten, kept on new figures, given back to the system."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.formats.report.text import safe
from azalai.reports import rules
from azalai.reports.marking import plain, unmarked
from azalai.reports.models import Passage, Report

LIMIT = 20_000
STATE = ["edited", "basis", "edited_at", "edited_by", "edits"]


@transaction.atomic
def rewrite_passage(
    *, by: Author, at: datetime, passage: Passage, text: str, seen: int | None = None
) -> Passage:
    """What a person makes of a paragraph; "" takes it out of the document.

    seen: `edits` of the passage as the person had it before them. Raises ValidationError when somebody else
    has rewritten it since: nobody's text is lost.
    """
    one = _locked(by, passage)
    if seen is not None and seen != one.edits:
        raise ValidationError({"text": _somebody_else(one)})
    text = safe(unmarked(text)).replace("\r\n", "\n").strip()
    if len(text) > LIMIT:
        raise ValidationError({"text": _("Ce paragraphe est trop long : 20 000 signes au plus.")})
    before = {"text": one.text}
    is_drafted = text == plain(one.drafted).strip()
    one.edited, one.basis = (None, "") if is_drafted else (text, one.drafted)
    return _save(one, by, at, "reports.passage-rewritten", before)


def _somebody_else(one: Passage) -> str:
    who = str(one.edited_by or _("quelqu'un"))
    return _(
        "Ce paragraphe a été récrit entre-temps par %(who)s. Votre texte est gardé ci-dessous : comparez,"
        " puis enregistrez de nouveau."
    ) % {"who": who}


@transaction.atomic
def keep_passage(*, by: Author, at: datetime, passage: Passage) -> Passage:
    """The text still holds although its figures have changed."""
    one = _locked(by, passage)
    if not one.is_stale:
        return one
    before = {"figures": [then for _key, then, _now in one.changes()]}
    one.basis = one.drafted
    return _save(one, by, at, "reports.passage-kept", before)


@transaction.atomic
def restore_passage(*, by: Author, at: datetime, passage: Passage) -> Passage:
    """Take up again what the system drafts; the text of the person stays in the journal."""
    one = _locked(by, passage)
    if not one.is_edited:
        return one
    before = {"text": one.text}
    one.edited, one.basis = None, ""
    return _save(one, by, at, "reports.passage-restored", before)


def _locked(by: Author, passage: Passage) -> Passage:
    report = Report.objects.select_for_update().defer("chapters").get(pk=passage.report_id)
    rules.check_write(by, report)
    one = Passage.objects.select_related("edited_by").get(pk=passage.pk)
    one.report = report
    return one


def _save(one: Passage, by: Author, at: datetime, action: str, before: dict[str, Any]) -> Passage:
    is_edited = one.edited is not None
    one.edited_at = at if is_edited else None
    one.edited_by_id = by.person_id if is_edited else None
    one.edits += 1
    one.save(update_fields=STATE)
    after = {"key": one.key, "text": one.text}
    audit.record(by=by, at=at, action=action, obj=one.report, before=before, after=after)
    return one
