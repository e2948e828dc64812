"""What the room adds to the first page and to pages of rooms below."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core import attention, formatting, news, registry, remembering
from azalai.core.attention import Attention, Figure, Kind
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.indicators.models import Indicator
from azalai.indicators.protection import threshold_for
from azalai.interventions.enums import Publication
from azalai.interventions.models import Intervention, PlanLink
from azalai.interventions.queries import scope_of
from azalai.interventions.rules import Scope
from azalai.monitoring import rules
from azalai.monitoring.enums import CampaignState, NodeStateChoice, ReportState
from azalai.monitoring.models import Campaign, Report
from azalai.monitoring.queries import behind, board, contributions, progress, states, version_in_force
from azalai.plans.enums import BodyRole
from azalai.plans.models import Node, NodeBody, Plan, PlanVersion

SHOWN = 5
FIRST = 3  # lines of one kind on the first page


def register() -> None:
    """Announce what the room says on the first page, and the panels."""
    attention.register(attention.Source("monitoring", 15, lines, rules.can_see_campaigns))
    attention.register_glance(attention.Glance("monitoring", 12, figures, rules.can_see_campaigns))
    news.register(news.Followed("monitoring.campaign", campaign_pages, rules.can_see_campaigns))
    for place, template, context in (
        ("plans.node", "monitoring/panels/node.html", of_node),
        ("interventions.intervention", "monitoring/panels/intervention.html", of_intervention),
        ("indicators.indicator", "monitoring/panels/indicator.html", of_indicator),
    ):
        registry.register_panel(registry.Panel(place, template, 10, context, rules.can_see_campaigns))


def form_address(target: str) -> str:
    """Page on which a report is written."""
    return reverse("monitoring:write", args=[target])


def lines(author: Author) -> Iterator[Attention]:
    """What is due for me, what waits for the secretariat, who has not reported, what is late in the plan; ten
    queries at most."""
    country, scope = settings.COUNTRY, scope_of(author, on=today())
    if scope.organisations:
        yield from _due(board.to_write(board.owed(scope, country)))
    if rules.can_review(author):
        yield from _to_review(author, country)
    if rules.can_oversee(author):
        yield from _running(country)
        yield from _late_lines(country)


def _due(found: QuerySet[Report]) -> Iterator[Attention]:
    due, day = list(found[: FIRST + 1]), today()
    for one in due[:FIRST]:
        words = (
            _("Corriger le rapport : %(label)s")
            if one.state == ReportState.RETURNED
            else _("Rapporter : %(label)s")
        )
        kind = Kind.LATE if one.campaign.due_on < day else Kind.DECISION
        url = reverse("monitoring:write", args=[one.public_id])
        yield Attention(kind, words % {"label": Truncator(one.label).chars(120)}, url, on=one.campaign.due_on)
    if len(due) > FIRST:
        yield Attention(
            Kind.DECISION, _("rapports à écrire en tout"), reverse("monitoring:mine"), found.count()
        )


def _to_review(author: Author, country: str) -> Iterator[Attention]:
    total, mine = board.queue_sizes(author, country)
    if mine:
        words = ngettext("rapport attend votre décision", "rapports attendent votre décision", mine)
        note = _("sur %(n)s à examiner") % {"n": total} if total != mine else ""
        yield Attention(Kind.DECISION, words, reverse("monitoring:queue"), mine, note=note)


def _running(country: str) -> Iterator[Attention]:
    """Open campaigns: how many organisations owe something, and which; two queries each, three campaigns."""
    found = Campaign.objects.in_country(country).filter(state=CampaignState.OPEN)
    for campaign in found.order_by("closes_on", "id")[:3]:
        missing = campaign.reports.filter(state__in=board.TO_WRITE).order_by()
        names = ("organisation", "organisation__acronym", "organisation__name_fr")
        owing = list(missing.values_list(*names).annotate(n=Count("pk")).order_by("-n", "organisation"))
        if not owing:
            continue
        told = [acronym or name for _key, acronym, name, _n in owing[:3]]
        more = ["…"] if len(owing) > len(told) else []
        words = ngettext("organisme n'a pas tout rapporté", "organismes n'ont pas tout rapporté", len(owing))
        kind = Kind.LATE if campaign.due_on < today() else Kind.ANSWER
        url, who = campaign.get_absolute_url(), ", ".join(told + more)
        yield Attention(kind, words, url, len(owing), who, campaign.due_on, campaign.period_name)


def _late_lines(country: str) -> Iterator[Attention]:
    """Activities of the plan that are late, with who answers for the first ones."""
    for plan, seen in _seen(country):
        if seen.late:
            words = ngettext("activité du plan en retard", "activités du plan en retard", seen.late)
            url = reverse("monitoring:progress", args=[plan.public_id]) + "?etat=late"
            yield Attention(Kind.LATE, words, url, seen.late, seen.whose, note=str(plan))


def figures(author: Author) -> Iterator[Figure]:
    """How far the first plan has come."""
    for plan, seen in _seen(settings.COUNTRY)[:1]:
        if seen.progress is not None:
            url = reverse("monitoring:progress", args=[plan.public_id])
            note = _("%(done)s achevées, %(running)s en cours") % {"done": seen.done, "running": seen.running}
            yield Figure(formatting.percent(seen.progress), _("d'avancement du plan"), url, note)


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan at a glance: a share of one, how many lines are late, done and running, and who answers for most
    of those that are late, in words."""

    progress: Any
    late: int
    done: int
    running: int
    whose: str


_remembered: dict[Any, tuple[float, Seen]] = {}
FRESH = 600.0  # seconds: the first page is opened all day, and a plan is long to compute


def _seen(country: str) -> list[tuple[Plan, Seen]]:
    """The first plans, as they stood at most ten minutes ago in this process; two queries, seldom more."""
    return remembering.once(("monitoring.seen", country), lambda: _seen_anew(country))


def _seen_anew(country: str) -> list[tuple[Plan, Seen]]:
    plans = Plan.objects.filter(country=country).with_latest_version().order_by("title", "id")[:2]
    return [(plan, _glance(plan)) for plan in plans]


def _glance(plan: Plan) -> Seen:
    key, clock = (plan.public_id, today()), time.monotonic()
    at, seen = _remembered.get(key, (0.0, None))
    if seen is None or clock - at > FRESH:
        version = version_in_force(plan)
        version.plan = plan
        found = states.current_standing(version, today())
        tallies = progress.tallies(found)
        late, done, running = (tallies[state] for state in ("late", "done", "in-progress"))
        share = found.whole.progress if found.whole else None
        seen = Seen(share, late, done, running, _whose(version, found) if late else "")
        for old in [one for one in _remembered if one[1] != key[1]]:
            del _remembered[old]
        _remembered[key] = (clock, seen)
    return seen


def _whose(version: PlanVersion, found: states.Standing) -> str:
    """Who most late activities wait for, each with how many: those whom the plan makes responsible, else
    those that lead an intervention there; two queries."""
    late = [row.node for row in progress.rows(version, found, progress.Wanted(state="late"))]
    named = NodeBody.objects.filter(node__in=late, role=BodyRole.RESPONSIBLE).select_related("organisation")
    bodies = {(one.node_id, str(one.organisation or one.text)) for one in named}
    told_of = {pk for pk, _name in bodies}
    silent = {node.key: node.pk for node in late if node.pk not in told_of}
    links = PlanLink.objects.filter(
        plan=version.plan_id, node_key__in=silent, intervention__lead__isnull=False
    )
    published = links.filter(intervention__publication=Publication.PUBLISHED)
    for one in published.select_related("intervention__lead"):
        bodies.add((silent[one.node_key], str(one.intervention.lead)))
    counts = Counter(name for _pk, name in sorted(bodies))
    told = [f"{name} ({n})" for name, n in counts.most_common(FIRST)]
    return ", ".join([*told, "…"] if len(counts) > FIRST else told)


def campaign_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Campaigns that the author may see; one query."""
    return news.addresses(board.campaigns(author, settings.COUNTRY), ids, "monitoring:campaign")


def of_node(author: Author, node: Node) -> dict[str, Any]:
    """Page of a line of a plan: how it stands today, and the approved reports that say so."""
    found = states.current_standing(node.version, today()).states.get(node.key)
    label = str(NodeStateChoice(found.state).label) if found else ""
    reports = behind.reports_behind(node)
    # Sums of a few reports would give small numbers away: they are for those who may read them all.
    parts = list(behind.reached_by_parts(reports)) if threshold_for(author) == 0 else []
    return {"node": node, "state": found, "label": label, "reports": reports, "parts": parts}


def of_indicator(author: Author, indicator: Indicator) -> dict[str, Any]:
    """Page of an indicator: what approved reports declare beside its official figure."""
    return {"indicator": indicator, "periods": contributions.declared(indicator)}


def of_intervention(author: Author, intervention: Intervention) -> dict[str, Any]:
    """Page of an intervention: its reports, latest period first; nothing for a draft. Whoever may not see
    the work on a report sees what was approved of it."""
    if intervention.is_draft:
        return {"reports": []}
    scope = scope_of(author, on=today())
    rows = Report.objects.filter(intervention=intervention).with_subject().prefetch_related("versions")
    lines = [
        {"report": one, "said": said}
        for one in rows.order_by("-campaign__period_end", "id")[:20]
        if (said := _said_to(author, one, scope)) is not None
    ]
    return {"reports": lines[:SHOWN]}


def _said_to(author: Author, report: Report, scope: Scope) -> Any:
    """The report itself, its latest version, or None for what is no business of the author."""
    if rules.can_see_work(author, report, scope):
        return report
    return max(report.versions.all(), key=lambda version: version.number, default=None)
