"""From a draft to what the State answers for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.reports import mentions, queries, rules
from azalai.reports.enums import ReportState
from azalai.reports.models import Mention, Report

CHUNK = 500  # rows at once


@transaction.atomic
def submit_report(*, by: Author, at: datetime, report: Report) -> Report:
    """Hand it to the permanent secretary; refused while a text speaks of figures that have changed."""
    report = _locked(report)
    rules.check_refresh(by, report)
    stale = queries.stale_passages(report)
    if stale:
        told = ngettext(
            "Un paragraphe parle de chiffres qui ont changé depuis : relisez-le avant de soumettre.",
            "%(n)s paragraphes parlent de chiffres qui ont changé depuis : relisez-les avant de soumettre.",
            len(stale),
        )
        raise ValidationError(told % {"n": len(stale)})
    return _move(
        report,
        ReportState.SUBMITTED,
        by,
        at,
        submitted_at=at,
        submitted_by_id=by.person_id,
        returned_because="",
    )


@transaction.atomic
def send_back_report(*, by: Author, at: datetime, report: Report, reason: str) -> Report:
    """Back to the draft, with a reason."""
    report = _locked(report)
    rules.check_judge(by, report)
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : la rédaction doit savoir quoi reprendre.")})
    changes = {"submitted_at": None, "submitted_by_id": None, "returned_because": reason.strip()}
    return _move(report, ReportState.DRAFT, by, at, **changes)


@transaction.atomic
def validate_report(*, by: Author, at: datetime, report: Report, reference: str = "") -> Report:
    """Freeze it with its figures. reference: the act that validates it, if there is one."""
    report = _locked(report)
    rules.check_judge(by, report)
    changes = {
        "validated_at": at,
        "validated_by_id": by.person_id,
        "validation_reference": reference.strip(),
    }
    report = _move(report, ReportState.VALIDATED, by, at, **changes)
    _mention(report)
    return report


def _mention(report: Report) -> None:
    """From now on the pages of what it counts lead to it."""
    lists = report.figures.order_by("position").values_list("pk", "rows")
    Mention.objects.bulk_create(
        (
            Mention(report=report, figure_id=keys[0], object_id=one, figures=len(keys))
            for one, keys in mentions.counted(lists.iterator(chunk_size=CHUNK)).items()
        ),
        batch_size=CHUNK,
    )


@transaction.atomic
def publish_report(*, by: Author, at: datetime, report: Report) -> Report:
    """Say that it was handed out."""
    report = _locked(report)
    rules.check_publish(by, report)
    return _move(report, ReportState.PUBLISHED, by, at, published_at=at, published_by_id=by.person_id)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update().defer("chapters").get(pk=report.pk)


def _move(report: Report, state: str, by: Author, at: datetime, **changes: Any) -> Report:
    """The state table has the last word, after the rules."""
    if not report.may_become(state):
        raise ValidationError(_("L'état de ce bilan ne le permet plus."))
    before = {"state": report.state}
    report.state = state
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=["state", *(name.removesuffix("_id") for name in changes)])
    after = {"state": state} | {
        k: v for k, v in changes.items() if k in ("returned_because", "validation_reference") and v
    }
    audit.record(by=by, at=at, action=f"reports.{state}", obj=report, before=before, after=after)
    return report
