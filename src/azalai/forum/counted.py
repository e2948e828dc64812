"""What the logframe counts of the net-forum: exchanges, contributors, themes; each with its list."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.accounts.models import Post
from azalai.core.facts import Fact, FactList, FactRow, FactSpan, register_facts
from azalai.forum import rules
from azalai.forum.enums import ThreadState
from azalai.forum.models import Contribution, Thread


def register() -> None:
    """Announce the three facts of Niger's objective 3.2."""
    register_facts(
        [
            Fact(
                "forum.exchanges",
                gettext_lazy("Échanges enregistrés entre partenaires"),
                gettext_lazy("échanges"),
                gettext_lazy(
                    "Messages écrits dans les échanges pendant la période, sans ceux qui sont masqués."
                ),
                _exchanges,
                visible=rules.can_oversee,
            ),
            Fact(
                "forum.contributors",
                gettext_lazy("Contributeurs au net-forum"),
                gettext_lazy("contributeurs"),
                gettext_lazy("Postes d'où un message au moins a été écrit pendant la période."),
                _contributors,
                visible=rules.can_oversee,
            ),
            Fact(
                "forum.themes",
                gettext_lazy("Thèmes abordés"),
                gettext_lazy("thèmes"),
                gettext_lazy("Échanges où un message au moins a été écrit pendant la période."),
                _themes,
                visible=rules.can_oversee,
            ),
        ]
    )


def _written(span: FactSpan) -> QuerySet[Contribution]:
    start = make_aware(datetime.combine(span.start, time.min))
    end = make_aware(datetime.combine(span.end + timedelta(days=1), time.min))
    rows = Contribution.objects.shown().filter(thread__country=span.country)
    return rows.filter(written_at__gte=start, written_at__lt=end).exclude(thread__state=ThreadState.HIDDEN)


def _exchanges(span: FactSpan) -> FactList:
    rows = _written(span).select_related("thread", "post", "organisation").order_by("written_at", "pk")
    return FactList(rows, _exchange)


def _exchange(one: Contribution) -> FactRow:
    detail = ", ".join(str(part) for part in (one.post, one.organisation) if part)
    return FactRow(one.thread.title, one.get_absolute_url(), localtime(one.written_at).date(), detail)


def _contributors(span: FactSpan) -> FactList:
    mine = Q(pk__in=_written(span).values("post"))
    return FactList(Post.objects.filter(mine).order_by("title"), lambda post: FactRow(post.title))


def _themes(span: FactSpan) -> FactList:
    written = _written(span).filter(thread=OuterRef("pk"))
    inside = Q(contributions__in=_written(span))
    rows: QuerySet[Any] = Thread.objects.filter(Exists(written)).annotate(
        n=Count("contributions", filter=inside), last=Max("contributions__written_at", filter=inside)
    )
    return FactList(rows.order_by("title", "pk"), _theme)


def _theme(thread: Any) -> FactRow:
    detail = _("%(n)s messages") % {"n": thread.n} if thread.n > 1 else _("1 message")
    return FactRow(thread.title, thread.get_absolute_url(), localtime(thread.last).date(), detail)
