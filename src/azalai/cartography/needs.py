"""What is needed where: what sources state, and what the adopted plan asks for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from azalai.cartography.models import RegionalNeed
from azalai.cartography.traces import OBJECTIVES, Traces
from azalai.frames.models import FrameworkItem, PlaceName
from azalai.frames.queries import current_items
from azalai.interventions.enums import Publication, Status
from azalai.interventions.models import InterventionObjective
from azalai.plans.enums import VersionStatus
from azalai.plans.models import Node, PlanVersion

FRAMES = {"pmm": "GCM", "pnm": "PNM"}
# Fields of a line in which a region may be named.
TEXTS = ("title", "expected_results", "beneficiaries", "target", "comments")


@dataclass
class Need:
    """Why an objective is needed in a region (or in the country): a statement, lines of the plan."""

    stated: RegionalNeed | None = None
    lines: list[Node] = field(default_factory=list)

    @property
    def level(self) -> int:
        """A NeedLevel; 0 where only the plan asks, which names no level."""
        return self.stated.level if self.stated else 0


@dataclass(frozen=True)
class Needs:
    """by_region: (code of the objective, P-code of the region); national: code of the objective."""

    by_region: dict[tuple[str, str], Need]
    national: dict[str, Need]


def standing_needs(country: str) -> QuerySet[RegionalNeed]:
    """Statements that nobody has withdrawn, the greatest needs first."""
    rows = RegionalNeed.objects.in_country(country).standing()
    return rows.select_related("item__framework", "place", "declared_post")


def objectives_to_need(country: str, *, on: object) -> list[tuple[str, list[FrameworkItem]]]:
    """Objectives of which a need can be stated, by framework."""
    codes = [OBJECTIVES[frame].format(country=country.lower()) for frame in FRAMES]
    found = [list(current_items(code, on=on)) for code in codes]  # type: ignore[arg-type]
    return [(items[0].framework.acronym, items) for items in found if items]


def needs_of(traces: Traces, frame: str) -> Needs:
    """Needs by objective of a framework ("pmm" or "pnm"): five queries at most."""
    by_region: defaultdict[tuple[str, str], Need] = defaultdict(Need)
    national: defaultdict[str, Need] = defaultdict(Need)
    wanted = OBJECTIVES[frame].format(country=traces.country.lower())
    for stated in standing_needs(traces.country):
        if stated.item.framework.code == wanted:
            by_region[stated.item.code, stated.place.pcode].stated = stated
    spellings = region_spellings(traces)
    for node, own, inherited in _asking_lines(traces.country, FRAMES[frame]):
        for code in own:
            national[code].lines.append(node)
        for pcode in regions_named(node, spellings):
            for code in own | inherited:
                by_region[code, pcode].lines.append(node)
    return Needs(dict(by_region), dict(national))


def _asking_lines(country: str, frame: str) -> Iterator[tuple[Node, frozenset[str], frozenset[str]]]:
    """Lines of adopted plans with the objectives that they and the lines above them refer to."""
    fields = ("version", "parent", "path", "key", "code", "references", *TEXTS)
    for version in _adopted(country):
        above: dict[int | None, frozenset[str]] = {None: frozenset()}
        for node in Node.objects.filter(version=version).only(*fields).order_by("path"):
            node.version = version
            own, inherited = frozenset(node.references.get(frame, ())), above[node.parent_id]
            above[node.pk] = own | inherited
            if above[node.pk]:
                yield node, own, inherited


def _adopted(country: str) -> Iterable[PlanVersion]:
    """The version in force of each plan of the country."""
    rows = PlanVersion.objects.filter(plan__country=country, status=VersionStatus.ADOPTED)
    return {v.plan_id: v for v in rows.select_related("plan").order_by("number")}.values()


def region_spellings(traces: Traces) -> dict[str, re.Pattern[str]]:
    """P-code of a region → its names as whole words, accents aside.

    Capitals count: "Lac" is a province, "le lac" is not.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for code, place in traces.regions.items():
        names[code].add(_bare(place.name))
    others = PlaceName.objects.filter(place__country=traces.country, place__level=1).exclude(kind="code")
    for code, text in others.values_list("place__pcode", "text"):
        if code in names:
            names[code].add(_bare(text))
    return {
        code: re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in sorted(found))})(?![\w-])")
        for code, found in names.items()
    }


def regions_named(node: Node, spellings: dict[str, re.Pattern[str]]) -> list[str]:
    """P-codes of the regions that a line names."""
    text = _bare(" \n".join(getattr(node, name) for name in TEXTS))
    return [code for code, pattern in spellings.items() if pattern.search(text)]


def _bare(text: str) -> str:
    """Without accents, capitals kept."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def unmet_needs(country: str) -> QuerySet[RegionalNeed]:
    """Stated needs of which no published intervention is under way in the region; one query."""
    region = OuterRef("place__pcode")
    within = Q(intervention__places__place__pcode=region)
    within |= Q(intervention__places__place__parent__pcode=region)
    within |= Q(intervention__places__place__parent__parent__pcode=region)
    at_work = InterventionObjective.objects.filter(
        within,
        item__framework__code=OuterRef("item__framework__code"),
        item__code=OuterRef("item__code"),
        intervention__country=country,
        intervention__publication=Publication.PUBLISHED,
        intervention__status=Status.ONGOING,
    )
    return standing_needs(country).filter(~Exists(at_work))
