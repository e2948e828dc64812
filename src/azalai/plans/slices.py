"""A part of a large plan for one page: some lines, with those above them so that they have a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest

from azalai.core.pagination import paginate
from azalai.plans.models import Node


@dataclass(frozen=True)
class Slice:
    """lines: rows to show, parents first; page: the pagination that they are a page of."""

    lines: list[Node]
    page: Page

    @property
    def is_whole(self) -> bool:
        """Nothing is left out."""
        return not self.page.has_other_pages()


def slice_of(request: HttpRequest, rows: Sequence[Node], *, per_page: int) -> Slice:
    """The page that `?page=` asks for. rows: the whole plan in the order of its paths."""
    page = paginate(request, rows, per_page=per_page)
    lines = list(page.object_list)
    if not lines:
        return Slice(lines, page)
    by_id: dict[int | None, Node] = {row.pk: row for row in rows}
    above: list[Node] = []
    parent = by_id.get(lines[0].parent_id)
    while parent is not None:
        above.insert(0, parent)
        parent = by_id.get(parent.parent_id)
    return Slice([*above, *lines], page)
