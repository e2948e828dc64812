"""Lists cut into pages, the same way everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def paginate(request: HttpRequest, items: QuerySet[Any] | Sequence[Any], *, per_page: int = PER_PAGE) -> Page:
    """The page that `?page=` asks for; the nearest one when it does not exist.

    Two queries on a queryset (count, rows). items must be in a stable order.
    """
    return Paginator(items, per_page).get_page(request.GET.get("page"))
