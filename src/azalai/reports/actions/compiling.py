"""Counting: a report is begun, counted anew, corrected by a new version, given up.

Counting takes seconds and reads only: it is done before the transaction, which stores the outcome at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.reports import queries, rules
from azalai.reports.compiling import Compiled, Progress, compile_report
from azalai.reports.drafting import Figure as Counted
from azalai.reports.models import Figure, Passage, Report
from azalai.reports.periods import Period


def begin_report(
    *,
    by: Author,
    at: datetime,
    country: str,
    period: Period,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Report:
    """A report for the period; the one that is being written already, if there is one.

    as_of: day of the figures, today unless told. Raises ValidationError for a period that has not begun.
    """
    return _begun(by, at, country, period, as_of, progress, {})


def _begun(
    by: Author,
    at: datetime,
    country: str,
    period: Period,
    as_of: date | None,
    progress: Progress | None,
    written: dict[str, Passage],
) -> Report:
    """written: texts of the version before, by key."""
    rules.check_open(by)
    on = as_of or localdate(at)
    if period.start > on:
        raise ValidationError(_("Cette période n'a pas commencé : il n'y a rien à compter."))
    if found := queries.open_report(period, country):
        return found
    made = compile_report(period, country, on, progress=progress)
    last = queries.of_period(period, country).first()
    try:
        return _begin(by, at, made, last, written)
    except IntegrityError:  # somebody else began it meanwhile
        if found := queries.open_report(period, country):
            return found
        raise


@transaction.atomic
def _begin(
    by: Author, at: datetime, made: Compiled, last: Report | None, written: dict[str, Passage]
) -> Report:
    period = made.period
    report = Report.objects.create(
        country_id=made.country,
        kind=period.kind,
        year=period.year,
        quarter=period.quarter,
        number=last.number + 1 if last else 1,
        previous=last,
        as_of=made.as_of,
        created_at=at,
        created_by_id=by.person_id,
        compiled_at=at,
        compiled_by_id=by.person_id,
    )
    _store(report, made, {})
    _take_over(report, written)
    report.save(update_fields=["chapters"])
    after = {"as_of": made.as_of, "figures": len(made.figures)}
    audit.record(by=by, at=at, action="reports.begun", obj=report, after=after)
    return report


def refresh_report(
    *, by: Author, at: datetime, report: Report, as_of: date | None = None, progress: Progress | None = None
) -> Report:
    """Count every figure anew; what people wrote stays, and is marked where its figures changed."""
    rules.check_refresh(by, report)
    made = compile_report(report.period, report.country_id, as_of or localdate(at), progress=progress)
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        rules.check_refresh(by, report)
        before = {"as_of": report.as_of, "figures": report.figures.count()}
        _store(report, made, {one.key: one for one in report.passages.all()})
        report.as_of, report.compiled_at, report.compiled_by_id = made.as_of, at, by.person_id
        report.save(update_fields=["chapters", "as_of", "compiled_at", "compiled_by"])
        after = {"as_of": made.as_of, "figures": len(made.figures)}
        audit.record(by=by, at=at, action="reports.refreshed", obj=report, before=before, after=after)
    return report


def correct_report(
    *, by: Author, at: datetime, report: Report, as_of: date | None = None, progress: Progress | None = None
) -> Report:
    """A new version of a validated report, its figures counted anew and its texts taken over.

    The version that is being written already, if there is one.
    """
    rules.check_correct(by, report)
    written = {one.key: one for one in report.passages.filter(edited__isnull=False)}
    return _begun(by, at, report.country_id, report.period, as_of, progress, written)


def _take_over(report: Report, written: dict[str, Passage]) -> None:
    """Texts of the version before, each with the figures that its author saw; with the version, or not at
    all."""
    fresh = {one.key: one for one in report.passages.filter(key__in=written)}
    for key, one in fresh.items():
        old = written[key]
        one.edited, one.basis = old.edited, old.basis
        one.edited_at, one.edited_by_id = old.edited_at, old.edited_by_id
    Passage.objects.bulk_update(fresh.values(), ["edited", "basis", "edited_at", "edited_by"])


@transaction.atomic
def discard_report(*, by: Author, at: datetime, report: Report) -> None:
    """Give up a draft with all that was written in it."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_discard(by, report)
    edited = report.passages.filter(edited__isnull=False).count()
    audit.record(by=by, at=at, action="reports.discarded", obj=report, before={"edited": edited})
    report.delete()


def _store(report: Report, made: Compiled, known: dict[str, Passage]) -> None:
    """Chapters on the report, not saved; passages and figures in their tables."""
    report.chapters = [
        {"code": one.code, "title": one.title, "annex": one.is_annex, "blocks": list(one.blocks)}
        for one in made.chapters
    ]
    drafted = {key: text for one in made.chapters for key, text in one.passages.items()}
    gone = [one for key, one in known.items() if key not in drafted]
    _keep_orphans(report, [one for one in gone if one.is_edited])
    Passage.objects.filter(pk__in=[one.pk for one in gone if not one.is_edited]).delete()
    changed = [one for key, one in known.items() if one.drafted != drafted.get(key, "")]
    for one in changed:
        one.drafted = drafted.get(one.key, "")
    Passage.objects.bulk_update([one for one in changed if one.key in drafted or one.is_edited], ["drafted"])
    fresh = [
        Passage(report=report, key=key, drafted=text) for key, text in drafted.items() if key not in known
    ]
    Passage.objects.bulk_create(fresh)
    report.figures.all().delete()
    Figure.objects.bulk_create(_figures(report, made.figures.values()))


def _keep_orphans(report: Report, orphans: list[Passage]) -> None:
    """What people wrote in a paragraph that is no longer called for stays, at the end of its chapter."""
    for one in orphans:
        chapter = next((c for c in report.chapters if c["code"] == one.chapter), None)
        if chapter is not None:
            chapter["blocks"].append({"t": "passage", "key": one.key, "kind": "text"})


def _figures(report: Report, counted: Iterable[Counted]) -> Iterable[Figure]:
    for position, one in enumerate(counted):
        yield Figure(
            report=report,
            position=position,
            key=one.key[:120],
            label=one.label[:300],
            value=one.value,
            text=one.text[:60],
            unit=one.unit,
            formula=one.formula,
            missing=one.missing,
            fact=one.fact,
            place=one.place,
            url=one.url[:500],
            rows=[_row(row) for row in one.rows],
            total=one.total,
        )


def _row(row: Any) -> dict[str, Any]:
    on = row.on.isoformat() if row.on else ""
    amount = "" if row.amount == 1 else str(row.amount)
    return {"label": row.label, "url": row.url, "detail": row.detail, "on": on, "amount": amount}
