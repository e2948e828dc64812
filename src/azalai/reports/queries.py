"""Reads across reports."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from azalai.core.authorship import Author
from azalai.reports import rules
from azalai.reports.enums import FROZEN, ReportState
from azalai.reports.models import Figure, Passage, Report
from azalai.reports.models.reports import ReportQuerySet
from azalai.reports.periods import Period


def visible(author: Author, *, country: str) -> ReportQuerySet:
    """Reports that the author may read, see rules.can_see_report; the latest period first."""
    found = Report.objects.in_country(country)
    if rules.can_see_drafts(author):
        return found
    return found.filter(state__in=FROZEN) if rules.can_see_reports(author) else found.none()


def of_period(period: Period, country: str) -> ReportQuerySet:
    """Every version of a report, the latest first."""
    found = Report.objects.in_country(country).filter(
        kind=period.kind, year=period.year, quarter=period.quarter
    )
    return found.order_by("-number")


def latest(period: Period, country: str) -> Report | None:
    """The validated version with the highest number, else the one being written; None for none."""
    found = list(of_period(period, country).light())
    return next((one for one in found if one.is_frozen), found[0] if found else None)


def open_report(period: Period, country: str) -> Report | None:
    """The version being written, None when there is none."""
    return of_period(period, country).filter(state__in=[ReportState.DRAFT, ReportState.SUBMITTED]).first()


def in_list(found: ReportQuerySet) -> QuerySet[Report]:
    """With how many paragraphs people wrote and how many figures are missing; one query, no chapters."""
    return (
        found.light()
        .order_by("-year", "-quarter", "kind", "-number")
        .annotate(
            edited_count=Count("passages", filter=Q(passages__edited__isnull=False), distinct=True),
            missing_count=Count("figures", filter=Q(figures__value__isnull=True), distinct=True),
        )
    )


def stale_passages(report: Report) -> list[Passage]:
    """Paragraphs that people wrote on figures that have changed since."""
    return [one for one in report.passages.filter(edited__isnull=False) if one.is_stale]


def figure(report: Report, key: str) -> Figure | None:
    """A figure of the report by its key."""
    return report.figures.filter(key=key).first()
