"""Interventions on the first page and on the pages of other rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from azalai.core import attention, news
from azalai.core.attention import Attention, Figure, Kind
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.interventions import queries, rules
from azalai.interventions.models import Intervention
from azalai.plans.models import Node, PlanVersion

SHOWN = 3


def register() -> None:
    """Announce what the room says on the first page."""
    visible = rules.can_see_interventions
    attention.register(attention.Source("interventions", 40, lines, visible))
    attention.register_glance(attention.Glance("interventions", 20, figures, visible))
    news.register(news.Followed("interventions.intervention", pages, visible))
    attention.register_shortcut(
        attention.Shortcut(_lazy("Déclarer une intervention"), "interventions:new", 20, _may_declare)
    )
    attention.register_beginning(
        attention.Beginning(
            _lazy("Rassembler les interventions"),
            _lazy("Un fichier Excel par partenaire, un fichier IATI, ou le formulaire : tout est relu."),
            "interventions:interventions",
            30,
            Intervention.objects.exists,
            rules.can_keep_interventions,
        )
    )


def _may_declare(author: Author) -> bool:
    return rules.can_declare(author, queries.scope_of(author, on=today()))


def lines(author: Author) -> Iterator[Attention]:
    """Drafts of one's own to finish; the secretariat is not asked to finish those of others. Two queries."""
    scope = queries.scope_of(author, on=today())
    mine = Q(entered_post=author.post_id) | Q(lead__in=scope.organisations)
    drafts = (
        queries.own(author, scope, country=settings.COUNTRY).filter(mine, publication="draft").order_by("-id")
    )
    found = list(drafts[: SHOWN + 1])
    if len(found) > SHOWN:
        count = drafts.order_by().count()
        words = _("brouillons d'interventions à terminer")
        yield Attention(Kind.DECISION, words, reverse("interventions:mine"), count)
        return
    for one in found:
        words = _("Terminer le brouillon : %(title)s") % {"title": Truncator(one.title).chars(90)}
        yield Attention(Kind.DECISION, words, reverse("interventions:edit", args=[one.public_id]))


def figures(author: Author) -> Iterator[Figure]:
    """What is published; one query."""
    count = Intervention.objects.in_country(settings.COUNTRY).published().order_by().count()
    words = ngettext("intervention publiée", "interventions publiées", count)
    yield Figure(count, words, reverse("interventions:interventions"))


def pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Published interventions, and drafts of one's own; two queries."""
    scope = queries.scope_of(author, on=today())
    mine = queries.own(author, scope, country=settings.COUNTRY).order_by()
    published = Intervention.objects.in_country(settings.COUNTRY).published().order_by()
    return news.addresses(published | mine, ids, "interventions:intervention")


def form_address(target: str) -> str:
    """Page of the form of that intervention, "" for a new one."""
    return reverse("interventions:edit", args=[target]) if target else reverse("interventions:new")


def node_panel(author: Author, node: Node) -> dict[str, Any]:
    """Page of a plan's line: who contributes, with how much, where."""
    found = queries.contributions(node)
    once = {one.intervention.pk: one.intervention for one in found}
    budgets = [budget for one in once.values() for budget in one.budgets.all()]
    return {"contributions": found, "totals": queries.totals(budgets), "node": node}


def version_panel(author: Author, version: PlanVersion) -> dict[str, Any]:
    """Overview of a version: how many activities someone contributes to."""
    return {"neglect": queries.neglected(version), "version": version, "plan": version.plan}
