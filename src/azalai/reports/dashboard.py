"""What the home page says about reports."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from azalai.core.authorship import Author
from azalai.reports import queries, rules
from azalai.reports.enums import ReportState
from azalai.reports.models import Passage


def card(author: Author) -> dict[str, Any]:
    """Reports being written, and those that wait for the author's validation; two queries."""
    found = queries.visible(author, country=settings.COUNTRY).light()
    rows = list(
        found.filter(state__in=[ReportState.DRAFT, ReportState.SUBMITTED]).order_by("-created_at", "-pk")[:6]
    )
    last = (
        found.filter(state__in=[ReportState.VALIDATED, ReportState.PUBLISHED])
        .order_by("-validated_at")
        .first()
    )
    return {
        "to_judge": [one for one in rows if rules.can_judge(author, one)],
        "writing": [one for one in rows if one.state == ReportState.DRAFT],
        "last": last,
    }


def passage_address(target: str) -> str:
    """Page on which the paragraph of that key is rewritten; the list when it is gone."""
    passage = Passage.objects.select_related("report").filter(pk=target).first() if target.isdigit() else None
    if passage is None:
        return reverse("reports:reports")
    return reverse("reports:passage", args=[passage.report.public_id, passage.key])
