"""Words and links of the plans' pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from azalai.core import audit
from azalai.core.formatting import amount
from azalai.core.models import AuditEntry
from azalai.engines.plan.comparing import Change
from azalai.engines.plan.findings import name_of, short
from azalai.engines.plan.levels import french, with_article
from azalai.engines.plan.model import PlanNode
from azalai.frames.dataset import Entry
from azalai.plans.enums import PointConclusion
from azalai.plans.models import Node, PlanVersion, Review
from azalai.plans.queries import KeyedPlan
from azalai.plans.words import FIELD_NAMES, field_value

register = template.Library()
register.filter("action_label", audit.action_label)
OPEN_DEPTH = 2  # levels unfolded at first in a long tree: axes and objectives
SHORT_TREE = 100  # lines of a tree that needs no folding


@dataclass(frozen=True)
class Branch:
    """A line with those below it, for the tree. folds: it opens and closes; open: it is so at first."""

    node: Node
    url: str
    findings: int
    folds: bool
    open: bool
    children: list[Branch]

    @property
    def is_top(self) -> bool:
        """Of the plan's first level."""
        return self.node.depth == 0

    @property
    def level(self) -> str:
        """ "axe"."""
        return french(self.node.kind)

    @property
    def name(self) -> str:
        """ "Axe 1"."""
        return short_name(self.node)

    @property
    def findings_text(self) -> str:
        """ "2 constats"."""
        return ngettext("%(n)s constat", "%(n)s constats", self.findings) % {"n": self.findings}


@register.inclusion_tag("plans/_tree.html")
def plan_tree(nodes: Sequence[Node], version: PlanVersion, counts: Mapping[int, int]) -> dict[str, Any]:
    """The whole tree, without a query. counts: node id -> findings that wait for a decision."""
    below: dict[int | None, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent_id].append(node)
    is_long = len(nodes) > SHORT_TREE

    def branch(node: Node) -> Branch:
        url = reverse("plans:node", args=[version.plan.public_id, version.number, node.key])
        children = [branch(child) for child in below[node.pk]]
        folds = is_long and bool(children)
        return Branch(node, url, counts.get(node.pk, 0), folds, node.depth < OPEN_DEPTH, children)

    return {"branches": [branch(node) for node in below[None]], "css": "tree"}


@register.simple_tag
def node_link(node: PlanNode, lines: KeyedPlan, version: PlanVersion) -> SafeString:
    """A line's number or title, as a link to its page. lines: the keyed plan that the node is of."""
    return _link(node, lines, version, name_of(node))


@register.simple_tag
def level_link(node: PlanNode, lines: KeyedPlan, version: PlanVersion) -> SafeString:
    """The same with its level: "Axe 2"."""
    return _link(node, lines, version, f"{french(node.kind).capitalize()} {name_of(node)}")


def _link(node: PlanNode, lines: KeyedPlan, version: PlanVersion, text: str) -> SafeString:
    url = reverse("plans:node", args=[version.plan.public_id, version.number, lines.key(node)])
    return format_html('<a href="{}">{}</a>', url, text)


@register.filter
def lookup(values: Mapping[Any, Any], name: Any) -> Any:
    """values[name], None when it is not there."""
    return values.get(name)


@register.filter
def level_name(node: Node | PlanNode) -> str:
    """ "activité"."""
    return french(node.kind)


@register.filter
def short_name(node: Node) -> str:
    """ "Axe 2", "Activité 2.3.2"; the first words of the title where there is no number."""
    return f"{french(node.kind).capitalize()} {name_of_row(node)}"


def name_of_row(node: Node) -> str:
    """The number, else the first words of the title."""
    return node.code or short(node.title, 30)


@register.filter
def currency_name(code: str | None) -> str:
    """What print writes after an amount: both francs are "FCFA"."""
    return {"XOF": "FCFA", "XAF": "FCFA"}.get(code or "", code or "")


@register.filter
def level_with_article(node: Node) -> str:
    """ "l'activité", "le résultat"."""
    return with_article(node.kind)


@register.filter
def plan_year(first: int, number: int) -> str:
    """The civil year of a plan year."""
    return str(first + number - 1)


@register.filter
def frame_name(frame: str) -> str:
    """What a framework is called in French."""
    return {"GCM": "PMM", "SDG": "ODD"}.get(frame, frame)


@register.filter
def entry_title(entry: Entry) -> str:
    """Title of a framework's entry in the reader's language."""
    return entry.title(get_language() or "fr")


@register.filter
def entry_help(entry: Entry) -> str:
    """Its sentence of explanation."""
    return entry.text_en if get_language() == "en" else entry.text_fr


@register.filter
def figure_or_text(value: int | str) -> str:
    """A number with separators, a text as it is."""
    return amount(value) if isinstance(value, int) else value


@register.filter
def change_name(change: Change) -> str:
    """What a difference is, in words."""
    if change.kind == "changed":
        return str(FIELD_NAMES.get(change.field, change.field))
    if change.kind == "moved":
        return gettext("déplacé") if change.field == "parent" else gettext("changé de place")
    return gettext("ajouté") if change.kind == "added" else gettext("retiré")


@register.filter
def change_value(value: Any) -> str:
    """One side of a difference, in words."""
    return field_value(value)


@register.filter
def field_name(name: str) -> str:
    """What a field of a line or of a plan is called."""
    return str(FIELD_NAMES.get(name, name))


@register.simple_tag
def entry_changes(entry: AuditEntry, node: Node) -> str:
    """Which fields of the line an audit entry touched; an import touches many lines at once."""
    after = entry.after or entry.before or {}
    touched = after["lines"].get(str(node.key), {}) if "lines" in after else after
    return ", ".join(dict.fromkeys(field_name(name) for name in touched if name != "name"))


@register.filter
def points_summary(review: Review) -> str:
    """ "6 points validés sur 8"."""
    points = list(review.points.all())
    agreed = sum(1 for point in points if point.conclusion == PointConclusion.AGREED)
    return gettext("%(agreed)s points validés sur %(all)s") % {"agreed": agreed, "all": len(points)}
