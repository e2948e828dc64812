"""What the room adds to the first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.actors.models import Organisation
from azalai.core import attention, news
from azalai.core.attention import Attention, Kind
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.followup import queries, rules
from azalai.followup.enums import PointState
from azalai.followup.models import PointOwner, PointQuerySet

FIRST = 3


def register() -> None:
    """Announce what the room says on the first page."""
    attention.register(attention.Source("followup", 12, lines, rules.can_see_register))
    news.register(news.Followed("followup.actionpoint", pages, rules.can_see_register))


def lines(author: Author) -> Iterator[Attention]:
    """What is expected of the author; for the secretariat what is late and whose, and what needs a decision;
    at most ten queries."""
    on = today()
    scope = queries.scope_of(author, on=on)
    found = queries.points(author, scope, country=settings.COUNTRY)
    own = found.open().filter(queries.owned(scope)).order_by(*queries.BY_DEADLINE)
    yield from _own(own, on)
    if rules.can_keep(author):
        yield from _late(found.late(on))
        yield from _to_decide(queries.tallies(found))


def _own(found: PointQuerySet, on: date) -> Iterator[Attention]:
    rows = list(found[: FIRST + 1])
    for one in rows[:FIRST]:
        is_late = one.due_on is not None and one.due_on < on
        words = _("Dire où en est l'action : %(text)s") % {"text": Truncator(one).chars(80)}
        kind = Kind.LATE if is_late else Kind.DECISION
        yield Attention(kind, words, one.get_absolute_url(), on=one.due_on)
    if len(rows) > FIRST:
        words, url = _("actions attendues de vous en tout"), reverse("followup:mine")
        yield Attention(Kind.DECISION, words, url, found.order_by().count())


def _late(found: PointQuerySet) -> Iterator[Attention]:
    if count := found.order_by().count():
        words = ngettext("action en retard", "actions en retard", count)
        who = ", ".join(f"{one['owner']} ({one['late']})" for one in _whose(found))
        yield Attention(Kind.LATE, words, reverse("followup:register") + "?retard=on", count, who)


def _to_decide(counts: dict[str, int]) -> Iterator[Attention]:
    url = reverse("followup:register")
    for state, kind, one, several in (
        (PointState.DONE, Kind.DECISION, _("action faite, à vérifier"), _("actions faites, à vérifier")),
        (PointState.BLOCKED, Kind.DECISION, _("action bloquée"), _("actions bloquées")),
        (
            PointState.PROPOSED,
            Kind.ANSWER,
            _("recommandation sans réponse"),
            _("recommandations sans réponse"),
        ),
    ):
        if count := counts.get(state, 0):
            yield Attention(kind, one if count == 1 else several, f"{url}?etat={state}", count)
    if stuck := queries.stuck(settings.COUNTRY).count():
        words = ngettext(
            "relance à renvoyer ou à transmettre autrement",
            "relances à renvoyer ou à transmettre autrement",
            stuck,
        )
        yield Attention(Kind.DECISION, words, reverse("followup:reminders"), stuck)


def pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Points that the author may read; three queries."""
    scope = queries.scope_of(author, on=today())
    return news.addresses(queries.points(author, scope, country=settings.COUNTRY), ids, "followup:point")


def _whose(late: PointQuerySet) -> list[dict[str, Any]]:
    """The organisations with most late points."""
    rows = PointOwner.objects.filter(point__in=late.values("pk"), organisation__isnull=False).order_by()
    counted = rows.values("organisation").annotate(n=Count("pk")).order_by("-n", "organisation")[:3]
    counts = {row["organisation"]: row["n"] for row in counted}
    names = Organisation.objects.in_bulk(counts)
    return [{"owner": names[key], "late": n} for key, n in counts.items()]
