"""Lists cut into pages, the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def paginate(
    request: HttpRequest,
    items: QuerySet[Any] | Sequence[Any],
    *,
    per_page: int = PER_PAGE,
    total: int | None = None,
) -> Page:
    """The page that `?page=` asks for; the nearest one when it does not exist.

    Two queries on a queryset (count, rows), one where the page knows the total already. items must be in a
    stable order.
    """
    paginator = Paginator(items, per_page)
    if total is not None:
        paginator.count = total
    return paginator.get_page(request.GET.get("page"))
