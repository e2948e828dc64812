"""What the page of one report shows besides the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.core.context import current_site
from azalai.core.models import AuditEntry
from azalai.engines.disclosure import TOTAL, Table, protect
from azalai.indicators.protection import HIDDEN, REST
from azalai.interventions.models import Intervention
from azalai.interventions.queries import best_kind
from azalai.monitoring import contributions, disaggregation
from azalai.monitoring.content import TABLES, TITLES, Content, content_of, words_of
from azalai.monitoring.enums import ActivityState
from azalai.monitoring.models import Report, ReportVersion
from azalai.monitoring.prefilling import opening
from azalai.monitoring.queries.board import after_due
from azalai.plans.models import Node

THIS = "report"


def is_late(report: Report) -> bool:
    """It was sent after the day "on time"."""
    return report.submitted_at is not None and report.submitted_at > after_due(report.campaign)


def history(report: Report) -> QuerySet[AuditEntry]:
    """What was written about it, latest first."""
    found = AuditEntry.objects.filter(object_type="monitoring.report", object_id=str(report.pk))
    return found.order_by("-sequence")


def plan_lines(report: Report) -> list[Node]:
    """Lines of the plan that it speaks of, in the latest version; one query."""
    plan = report.campaign.plan
    keys = [report.node_key] if report.node_key else _served(report)
    rows = Node.objects.filter(key__in=keys, version__plan=plan).select_related("version__plan")
    latest = {node.key: node for node in rows.order_by("version__number")}
    return sorted(latest.values(), key=lambda node: node.path)


def _served(report: Report) -> Any:
    assert report.intervention is not None
    links = report.intervention.plan_links.filter(plan=report.campaign.plan_id)
    return links.values_list("node_key", flat=True)


@dataclass(frozen=True, slots=True)
class Known:
    """What the intervention says: planned and budgeted, None when it does not."""

    start: str
    end: str
    planned: Decimal | None
    people: int | None


def known(report: Report) -> Known | None:
    """What is known of the intervention, None for a line of the plan; two queries."""
    found = report.intervention
    return None if found is None else Known(found.start, found.end, _planned(found), _people(found))


def _planned(intervention: Intervention) -> Decimal | None:
    """Its size in the country's currency."""
    lines = list(intervention.budgets.filter(currency=current_site().currency))
    kind = best_kind(lines)
    amounts = [line.amount for line in lines if line.kind == kind]
    return sum(amounts, Decimal(0)) if amounts else None


def _people(intervention: Intervention) -> int | None:
    numbers = [group.people for group in intervention.target_groups.all() if group.people is not None]
    return sum(numbers) if numbers else None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a disaggregation, in words. variable: "" on all but its first."""

    variable: str
    category: str
    value: str


def disaggregated(content: Content, *, threshold: int = 0) -> list[Part]:
    """Parts of which something was said, in the order of the list.

    threshold: the least number of people that the reader may read, see `indicators.protection`; smaller
    parts, and what would give them away beside the total, are printed as HIDDEN.
    """
    found: list[Part] = []
    for variable in disaggregation.variables().values():
        said = content.disaggregation.get(variable.code, {})
        cells = [one for one in variable.categories if one.code in said]
        hidden = hidden_categories(content, variable.code, threshold)
        for number, category in enumerate(cells):
            value = disaggregation.cell(content.disaggregation, variable.code, category.code)
            title = variable.title if number == 0 else ""
            shown = HIDDEN if category.code in hidden else formatting.amount(value)
            found.append(Part(title, category.title, shown))
    return found


def hidden_note(parts: list[Part], threshold: int) -> str:
    """Why some parts are not printed, "" when all are."""
    if not any(one.value == HIDDEN for one in parts):
        return ""
    told = {"mark": HIDDEN, "n": threshold}
    return _("%(mark)s : moins de %(n)s, ou masqué pour qu'une petite case ne se déduise pas.") % told


class Parted(Protocol):
    """What says how many people were reached, and of which groups."""

    @property
    def reached(self) -> int | None:
        """Everybody."""

    @property
    def disaggregation(self) -> disaggregation.Table:
        """A stored table."""


def hidden_categories(said: Parted, variable: str, threshold: int) -> frozenset[str]:
    """Categories whose number is not printed. The total stands beside the table, for all to read."""
    parts = said.disaggregation.get(variable, {})
    counts = {code: number for code, number in parts.items() if isinstance(number, int)}
    cells = {(THIS, code): number for code, number in counts.items()}
    public: frozenset[tuple[str, str]] = frozenset()
    if said.reached is not None:
        cells[THIS, REST] = max(0, said.reached - sum(counts.values()))
    if not any(0 < number < threshold for number in cells.values()):
        return frozenset()
    if said.reached is not None:
        public = frozenset({(THIS, TOTAL), (TOTAL, TOTAL)})
    shown = protect(Table(cells), threshold, public=public)
    return frozenset(code for code in counts if shown.is_withheld or shown.values[THIS, code] is None)


def before(report: Report) -> ReportVersion | None:
    """What a reviewer compares with: what was approved of this very report, else of an earlier period."""
    approved = report.versions.order_by("-number").first()
    return approved or opening(report).last


@dataclass(frozen=True, slots=True)
class Row:
    """A field of two contents side by side, in words."""

    title: Any
    before: str
    after: str
    is_long: bool

    @property
    def differs(self) -> bool:
        """Both say something else."""
        return self.before != self.after


LONG = ("done", "difficulties", "next_steps", "evidence")


def side_by_side(old: Content | None, new: Content) -> list[Row]:
    """Every field that one of both says something of, in the order of the form."""
    blank = words_of(Content())
    left, right = words_of(old) if old else blank, words_of(new)
    names = [name for name in TITLES if name not in TABLES]
    rows = [Row(TITLES[name], left[name], right[name], name in LONG) for name in names]
    place = names.index("reached") + 1
    rows[place:place] = [*_parts(old or Content(), new), *_contributions(old or Content(), new)]
    return [row for row in rows if (row.before, row.after) != (formatting.BLANK, formatting.BLANK)]


def _parts(old: Content, new: Content) -> Iterator[Row]:
    for variable, category in disaggregation.pairs():
        cells = [disaggregation.cell(one.disaggregation, variable.code, category.code) for one in (old, new)]
        title = f"{variable.title} : {category.title}"
        yield Row(title, formatting.amount(cells[0]), formatting.amount(cells[1]), is_long=False)


def _contributions(old: Content, new: Content) -> Iterator[Row]:
    tables = (old.contributions, new.contributions)
    for one in contributions.titles(tables).values():
        before, after = (contributions.in_words(table, one) for table in tables)
        yield Row(contributions.label(one), before, after, is_long=False)


def remarks(report: Report, last: ReportVersion | None) -> list[str]:
    """What a reviewer would want to ask; none of it prevents anything."""
    return [*_against_last(content_of(report), last), *_against_known(report)]


def _against_last(content: Content, last: ReportVersion | None) -> Iterator[str]:
    """What counts from the beginning does not shrink without a reason."""
    if last is None:
        return
    old = content_of(last)
    for name in ("progress", "spent", "reached"):
        was, now = getattr(old, name), getattr(content, name)
        if was is not None and now is not None and now < was:
            words = {"what": TITLES[name], "was": words_of(old)[name], "now": words_of(content)[name]}
            yield _("%(what)s : %(now)s, alors que le rapport précédent disait %(was)s.") % words
    if old.activity_state == ActivityState.DONE and content.activity_state != ActivityState.DONE:
        yield _("L'activité était dite achevée ; elle ne l'est plus.")


def _against_known(report: Report) -> Iterator[str]:
    facts = known(report)
    if facts is None or report.intervention is None:
        return
    site = current_site()
    if facts.planned is not None and report.spent is not None and report.spent > facts.planned:
        words = {
            "spent": formatting.money(report.spent, site.currency_label),
            "planned": formatting.money(facts.planned, site.currency_label),
        }
        yield _("Dépensé %(spent)s pour un budget de %(planned)s.") % words
    if report.activity_state == ActivityState.DONE and report.intervention.status != "completed":
        words = {"status": report.intervention.get_status_display()}
        yield _("Le rapport dit l'activité achevée ; la fiche de l'intervention dit « %(status)s ».") % words
