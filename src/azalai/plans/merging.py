"""Where plans name organisations, so that the register's merges and confirmations follow here.

The line keeps its words, in an adopted version as well: only whom they designate is said anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, Spot, register_reference
from azalai.plans.models import Node, Review

SHOWN = 5


def register() -> None:
    """Bodies of a line, and bodies that took part in a validation workshop."""
    register_reference(
        Reference(
            _("Mentions dans les plans"),
            "plans.NodeBody",
            country="node__version__plan__country",
            text="text",
            pending=Q(is_group=False),
            group_flag="is_group",
            where=_lines,
        )
    )
    register_reference(
        Reference(
            _("Participations à des ateliers de validation"),
            "plans.ReviewParticipant",
            country="review__version__plan__country",
            text="text",
            where=_reviews,
        )
    )


def _lines(rows: QuerySet[Any]) -> Iterator[Spot]:
    keys = rows.order_by("node").values("node")
    found = Node.objects.filter(pk__in=keys).select_related("version__plan").order_by("-version", "path")
    yield from (Spot(f"{one.version.plan} · {one}", one.get_absolute_url()) for one in found[:SHOWN])


def _reviews(rows: QuerySet[Any]) -> Iterator[Spot]:
    keys = rows.order_by("review").values("review")
    found = Review.objects.filter(pk__in=keys).select_related("version__plan").order_by("-held_on")
    yield from (Spot(str(one), one.get_absolute_url()) for one in found[:SHOWN])
