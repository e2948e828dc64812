"""What the system counts of the register; see `core.facts`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from azalai.core import facts
from azalai.core.facts import Fact, FactList, FactRow, FactSpan
from azalai.followup import rules
from azalai.followup.enums import OPEN_STATES, PointKind
from azalai.followup.models import ActionPoint, ActionUpdate, PointQuerySet


def register() -> None:
    """Announce what is counted."""
    told = [
        (
            "followup.actions-open",
            _("Actions ouvertes"),
            _("Actions inscrites et encore ouvertes à la fin de la période."),
            _open,
        ),
        (
            "followup.actions-done",
            _("Actions faites"),
            _("Actions dites faites pendant la période et qui le sont restées, vérifiées ou non."),
            _done,
        ),
        (
            "followup.actions-verified",
            _("Actions vérifiées"),
            _("Actions vérifiées pendant la période par un autre que leur responsable."),
            _verified,
        ),
        (
            "followup.recommendations",
            _("Recommandations"),
            _("Recommandations inscrites au registre pendant la période, quel que soit leur état."),
            _recommendations,
        ),
    ]
    facts.register_facts(
        Fact(code, label, _unit(code), formula, listing, at_end=listing is _open, visible=rules.can_see_all)
        for code, label, formula, listing in told
    )


def _unit(code: str) -> object:
    return _("recommandations") if code.endswith("recommendations") else _("actions")


def _edges(span: FactSpan) -> tuple[datetime, datetime]:
    """First moment of the span, and first moment after it, where the country lives."""
    zone = timezone.get_current_timezone()
    after = span.end + timedelta(days=1)
    return datetime.combine(span.start, time(), zone), datetime.combine(after, time(), zone)


def _during(name: str, span: FactSpan) -> Q:
    start, end = _edges(span)
    return Q(**{f"{name}__gte": start, f"{name}__lt": end})


def _actions(span: FactSpan) -> PointQuerySet:
    return ActionPoint.objects.in_country(span.country).filter(kind=PointKind.ACTION)


def _open(span: FactSpan) -> FactList:
    """Open at that moment: by the last news told before it; without any, it stood as it was registered."""
    _start, end = _edges(span)
    news = ActionUpdate.objects.filter(point=OuterRef("pk"), written_at__lt=end)
    last = Subquery(news.order_by("-written_at", "-pk").values("state_after")[:1])
    rows = _actions(span).filter(registered_at__lt=end).annotate(stood=last)
    found = rows.filter(Q(stood__isnull=True) | Q(stood__in=OPEN_STATES))
    return FactList(found.order_by("registered_at", "pk"), _row("registered_at"))


def _done(span: FactSpan) -> FactList:
    found = _actions(span).filter(_during("done_at", span))
    return FactList(found.order_by("done_at", "pk"), _row("done_at"))


def _verified(span: FactSpan) -> FactList:
    found = _actions(span).filter(_during("verified_at", span))
    return FactList(found.order_by("verified_at", "pk"), _row("verified_at"))


def _recommendations(span: FactSpan) -> FactList:
    rows = ActionPoint.objects.in_country(span.country).filter(kind=PointKind.RECOMMENDATION)
    found = rows.filter(_during("registered_at", span))
    return FactList(found.order_by("registered_at", "pk"), _row("registered_at"))


def _row(name: str) -> Callable[[ActionPoint], FactRow]:
    """How a point reads as a line; name: the field that holds its day."""

    def row(point: ActionPoint) -> FactRow:
        day = localdate(getattr(point, name))
        return FactRow(
            f"{point.number} · {point}", point.get_absolute_url(), day, str(point.get_state_display())
        )

    return row
