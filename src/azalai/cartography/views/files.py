"""Every table of the room as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from azalai.cartography.views.shared import asked
from azalai.cartography.views.tables import TABLES
from azalai.core.clock import now
from azalai.core.downloads import csv_response
from azalai.core.exports import CSV, WRITERS, file_response
from azalai.core.requests import AuthoredRequest


@require_safe
def download(request: AuthoredRequest, table: str, kind: str) -> HttpResponseBase:
    """The table that the address asks for, with its filters."""
    one = asked(request)
    if table not in TABLES or kind not in (CSV, *WRITERS):
        raise Http404
    made = TABLES[table](one)
    name = f"{made.name}-{localdate(now()).isoformat()}"
    if kind == CSV:
        return csv_response(name, [made.head, *made.rows, *made.totals])
    return file_response(made, kind, name)
