"""What the first page says about reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core import attention, news
from azalai.core.attention import Attention, Figure, Kind
from azalai.core.authorship import Author
from azalai.reports import queries, rules
from azalai.reports.enums import ReportState
from azalai.reports.models import Passage

FIRST = 5  # lines on the first page


def register() -> None:
    """Announce what the room says on the first page."""
    attention.register(attention.Source("reports", 70, lines, rules.can_see_drafts))
    attention.register_glance(attention.Glance("reports", 60, figures, rules.can_see_reports))
    news.register(news.Followed("reports.report", pages, rules.can_see_reports))


def lines(author: Author) -> Iterator[Attention]:
    """Reports being written, and those that wait for the author's validation; one query."""
    found = queries.visible(author, country=settings.COUNTRY).light()
    open_states = [ReportState.DRAFT, ReportState.SUBMITTED]
    for one in found.filter(state__in=open_states).order_by("-created_at", "-pk")[:FIRST]:
        title = f"{one.title}, {one.period.subtitle}"
        if rules.can_judge(author, one):
            yield Attention(
                Kind.DECISION, _("Valider : %(title)s") % {"title": title}, one.get_absolute_url()
            )
        elif rules.can_write(author, one):
            words = _("Continuer la rédaction : %(title)s") % {"title": title}
            yield Attention(Kind.DECISION, words, one.get_absolute_url())
        elif one.state == ReportState.SUBMITTED:
            who = _("Secrétaire permanent")
            yield Attention(
                Kind.ANSWER, title, one.get_absolute_url(), who=who, note=_("soumis à validation")
            )


def figures(author: Author) -> Iterator[Figure]:
    """The reports that are valid, the latest named; two queries."""
    found = queries.visible(author, country=settings.COUNTRY).light()
    valid = found.filter(state__in=[ReportState.VALIDATED, ReportState.PUBLISHED])
    if count := valid.order_by().count():
        last = valid.order_by("-validated_at").first()
        words = ngettext("bilan validé", "bilans validés", count)
        note = f"{last.title}, {last.period.subtitle}" if last else ""
        yield Figure(count, words, reverse("reports:reports") + "?etat=valides", note)


def pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Reports that the author may read; one query."""
    return news.addresses(queries.visible(author, country=settings.COUNTRY), ids)


def passage_address(target: str) -> str:
    """Page on which the paragraph of that key is rewritten; the list when it is gone."""
    passage = Passage.objects.select_related("report").filter(pk=target).first() if target.isdigit() else None
    if passage is None:
        return reverse("reports:reports")
    return reverse("reports:passage", args=[passage.report.public_id, passage.key])
