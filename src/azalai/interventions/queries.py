"""Reads across interventions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, Concat, Length, NullIf
from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.actors.models import FocalPoint, Organisation
from azalai.core import formatting, remembering
from azalai.core.authorship import Author
from azalai.core.context import current_site
from azalai.core.models import AuditEntry
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.queries import current_items
from azalai.interventions.enums import CountKind, Nature, Publication, Status
from azalai.interventions.models import (
    Budget,
    Intervention,
    InterventionBody,
    InterventionObjective,
    InterventionPlace,
    PlanLink,
)
from azalai.interventions.rules import NOTHING, Scope, can_keep_interventions
from azalai.plans.models import Node, PlanVersion

BLANK = Value("")
BY_TITLE = (Coalesce(NullIf("title_fr", BLANK), "title_en"), "id")


def scope_of(author: Author, *, on: date) -> Scope:
    """Organisations that the acting post speaks for that day; at most one query."""
    post = author.post_id
    if post is None or can_keep_interventions(author):
        return NOTHING
    return remembering.once(("interventions.scope", post, on), lambda: _scope(post, on))


def _scope(post: int, on: date) -> Scope:
    rows = FocalPoint.objects.current(on).filter(post_id=post)
    return Scope(frozenset(rows.values_list("organisation_id", flat=True)))


def with_lines(found: QuerySet[Intervention]) -> QuerySet[Intervention]:
    """With everything that a list or an export shows; nine queries whatever the number."""
    places = InterventionPlace.objects.select_related("place__parent")
    objectives = InterventionObjective.objects.select_related("item__framework")
    bodies = InterventionBody.objects.select_related("organisation")
    budgets = Budget.objects.select_related("organisation")
    return found.select_related("lead", "kind", "parent", "contact_post").prefetch_related(
        Prefetch("places", places),
        Prefetch("objectives", objectives),
        Prefetch("bodies", bodies),
        Prefetch("budgets", budgets),
        "target_groups",
        "counts",
        "documents",
        "external_identifiers",
    )


def in_list(found: QuerySet[Intervention]) -> QuerySet[Intervention]:
    """With what a line of the list shows, by title; five queries whatever the number."""
    places = InterventionPlace.objects.select_related("place")
    objectives = InterventionObjective.objects.select_related("item__framework")
    return (
        found.select_related("lead")
        .prefetch_related(Prefetch("places", places), Prefetch("objectives", objectives), "budgets", "counts")
        .order_by(*BY_TITLE)
    )


def published(country: str, filters: dict[str, Any]) -> QuerySet[Intervention]:
    """What everyone sees, filtered.

    filters: cleaned data of forms.InterventionFilter; a blank one does not filter.
    """
    found = Intervention.objects.in_country(country).published().search(filters.get("q") or "")
    for name, narrowed in _FILTERS.items():
        if value := filters.get(name):
            found = found.filter(narrowed(value))
    return period_filter(found, filters.get("de"), filters.get("a")).distinct()


_FILTERS = {
    "organisme": lambda key: Q(lead=key) | Q(bodies__organisation=key),
    "objectif": lambda key: Q(objectives__item=key),
    "lieu": lambda key: Q(places__place=key) | Q(places__place__parent=key),
    "nature": lambda code: Q(nature=code),
    "etat": lambda code: Q(status=code),
    "echelle": lambda code: Q(scale=code),
}


def period_filter(
    found: QuerySet[Intervention], first: int | None, last: int | None
) -> QuerySet[Intervention]:
    """Those that run at some time between two years, both included; an unknown end runs on."""
    begins = Case(When(actual_start="", then=F("planned_start")), default=F("actual_start"))
    ends = Case(When(actual_end="", then=F("planned_end")), default=F("actual_end"))
    if first or last:
        found = found.annotate(begins=begins, ends=ends)
    if first:
        found = found.filter(Q(ends="") | Q(ends__gte=str(first)))
    if last:
        found = found.filter(Q(begins="") | Q(begins__lt=str(last + 1)))
    return found


def running(found: QuerySet[Intervention], start: date, end: date) -> QuerySet[Intervention]:
    """Those that run at some time between two days, both included, as far as their partial dates tell.

    As in `period_filter`, an unknown end runs on, and an unknown beginning is not held against them.
    """
    begins = Case(When(actual_start="", then=F("planned_start")), default=F("actual_start"))
    ends = Case(When(actual_end="", then=F("planned_end")), default=F("actual_end"))
    first = start.isoformat()
    not_over = Q(ends="") | Q(ends__gte=first) | Q(ends__in=[first[:4], first[:7]])
    return found.annotate(begins=begins, ends=ends).filter(not_over, begins__lte=end.isoformat())


def ended(found: QuerySet[Intervention], start: date, end: date) -> QuerySet[Intervention]:
    """Those that are completed and whose end (real, else planned) lies between two days, both included.

    A partial end is read as its last day: "2025" is 31 December 2025.
    """
    ends = Case(When(actual_end="", then=F("planned_end")), default=F("actual_end"))
    length = Length("ends")
    last = Case(
        When(length=4, then=Concat("ends", Value("-12-31"))),
        When(length=7, then=Concat("ends", Value("-31"))),
        default=F("ends"),
    )
    rows = found.filter(status=Status.COMPLETED).annotate(ends=ends)
    rows = rows.annotate(length=length).annotate(last=last)
    # "2025-06-31" is no day, but stands after the 30th and before July.
    return rows.filter(last__gte=start.isoformat(), last__lte=f"{end.isoformat()[:8]}{_last(end)}")


def _last(end: date) -> str:
    """The end's day; 31 for the last of a month, so that a month known to the month is inside."""
    is_last = (end + timedelta(days=1)).day == 1
    return "31" if is_last else f"{end.day:02d}"


def own(author: Author, scope: Scope, *, country: str) -> QuerySet[Intervention]:
    """What the post answers for: its organisations' interventions, and drafts that it opened."""
    mine = Q(lead__in=scope.organisations)
    mine |= Q(publication=Publication.DRAFT, lead__isnull=True, entered_post=author.post_id)
    if can_keep_interventions(author):
        mine = Q(publication=Publication.DRAFT)
    return Intervention.objects.in_country(country).filter(mine) if author.post_id else _none()


def _none() -> QuerySet[Intervention]:
    return Intervention.objects.none()


def leads(author: Author, scope: Scope, *, country: str) -> QuerySet[Organisation]:
    """Organisations in whose name the author may declare."""
    found = Organisation.objects.active().in_country(country).order_by("search_text", "id")
    return found if can_keep_interventions(author) else found.filter(pk__in=scope.organisations)


def open_posts(*, on: date) -> QuerySet[Post]:
    """Posts that may be contacted that day."""
    return Post.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))


def objectives(*, country: str, on: date) -> list[tuple[str, list[FrameworkItem]]]:
    """Framework's short name → objectives to choose from; SDGs by goal only. Three queries."""
    named = {"gcm": {}, f"pnm-{country.lower()}": {}, "sdg": {"parent__isnull": True}}
    found = [list(current_items(code, on=on).filter(**only)) for code, only in named.items()]
    return [(items[0].framework.acronym, items) for items in found if items]


def places(country: str) -> QuerySet[Place]:
    """Places of today, each region before what is below it."""
    return Place.objects.in_country(country).filter(valid_to="").order_by("pcode")


def history(intervention: Intervention) -> QuerySet[AuditEntry]:
    """What was written about it, latest first."""
    kind = "interventions.intervention"
    return AuditEntry.objects.filter(object_type=kind, object_id=str(intervention.pk)).order_by("-sequence")


@dataclass(frozen=True, slots=True)
class Total:
    """An amount of one currency."""

    amount: Decimal
    currency: str


def money_in_words(amount: Any, code: str) -> str:
    """An amount with its currency as print writes it: "45 000 000 FCFA" for the country's own, else the
    ISO code."""
    site = current_site()
    return formatting.money(amount, site.currency_label if code == site.currency else code)


def totals(budgets: Any) -> list[Total]:
    """Sums by currency, the largest first. Planned, committed and spent money is the same money at
    three moments: the surest kind that is told counts, for each intervention."""
    by_intervention: defaultdict[int, list[Budget]] = defaultdict(list)
    for budget in budgets:
        by_intervention[budget.intervention_id].append(budget)
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for lines in by_intervention.values():
        kind = best_kind(lines)
        for line in lines:
            if line.kind == kind:
                sums[line.currency] += line.amount
    return [Total(sums[code], code) for code in sorted(sums, key=lambda code: (-sums[code], code))]


@dataclass(frozen=True, slots=True)
class NatureLine:
    """Interventions of a nature, and what they count together; None where nothing was counted."""

    nature: str
    interventions: int
    sessions: int | None
    participants: int | None
    items: int | None


def by_nature(found: QuerySet[Intervention]) -> list[NatureLine]:
    """A line for each nature that occurs, in the order of the list; two queries."""
    rows = Intervention.objects.filter(pk__in=found.values("pk")).order_by()
    numbers = dict(rows.values_list("nature").annotate(Count("pk")))
    sums: defaultdict[str, dict[str, int]] = defaultdict(dict)
    counted = rows.exclude(counts=None).values_list("nature", "counts__kind")
    for nature, kind, value in counted.annotate(Sum("counts__value")):
        sums[nature][kind] = value
    return [
        NatureLine(str(label), numbers[code], *(sums[code].get(kind) for kind in CountKind.values))
        for code, label in [*Nature.choices, ("", _("Non précisée"))]
        if code in numbers
    ]


def best_kind(budgets: Any) -> str:
    """The kind that counts as the size of an intervention: committed, else planned, else spent."""
    kinds = {budget.kind for budget in budgets}
    return next((kind for kind in ("committed", "planned", "spent") if kind in kinds), "")


@dataclass(frozen=True, slots=True)
class Contribution:
    """An intervention and the line that it is tied to; below: the line stands under the one asked for."""

    intervention: Intervention
    link: PlanLink
    node: Node
    below: bool


def contributions(node: Node) -> list[Contribution]:
    """Who contributes to the line or to one below it; at most seven queries."""
    lines = node.version.nodes.filter(Q(pk=node.pk) | Q(path__startswith=f"{node.path}."))
    by_key = {line.key: line for line in lines.only("key", "code", "title", "path", "version")}
    links = list(
        PlanLink.objects.filter(
            plan_id=node.version.plan_id,
            node_key__in=list(by_key),
            intervention__publication=Publication.PUBLISHED,
        )
    )
    rows = in_list(Intervention.objects.filter(pk__in={link.intervention_id for link in links}))
    known = {one.pk: one for one in rows} if links else {}
    return [
        Contribution(known[link.intervention_id], link, line, line.pk != node.pk)
        for link in links
        if (line := by_key.get(link.node_key)) and link.intervention_id in known
    ]


def linked_nodes(intervention: Intervention) -> list[tuple[PlanLink, Node | None]]:
    """Lines that it contributes to, in the latest version that has them; two queries."""
    links = list(intervention.plan_links.select_related("plan"))
    if not links:
        return []
    nodes = Node.objects.filter(
        key__in=[link.node_key for link in links], version__plan__in=[link.plan_id for link in links]
    ).select_related("version__plan")
    latest = {(n.version.plan_id, n.key): n for n in nodes.order_by("version__number")}
    return [(link, latest.get((link.plan_id, link.node_key))) for link in links]


@dataclass(frozen=True, slots=True)
class Neglect:
    """Activities of a version, and those that nobody contributes to, in the order of the plan."""

    activities: int
    nodes: list[Node]

    @property
    def served(self) -> int:
        """Activities with at least one contribution."""
        return self.activities - len(self.nodes)


def neglected(version: PlanVersion) -> Neglect:
    """Lines without anything below that no published intervention is tied to; two queries."""
    nodes = list(version.nodes.order_by("path"))
    parents = {node.parent_id for node in nodes}
    activities = [node for node in nodes if node.pk not in parents]
    links = PlanLink.objects.filter(plan_id=version.plan_id, intervention__publication=Publication.PUBLISHED)
    served = set(links.values_list("node_key", flat=True))
    return Neglect(len(activities), [node for node in activities if node.key not in served])


def lines_to_link(version: PlanVersion, text: str) -> QuerySet[Node]:
    """Lines of a version whose number or title holds the text."""
    found = version.nodes.order_by("path")
    return found.filter(Q(title__icontains=text) | Q(code__istartswith=text)) if text else found
