"""By what interventions are counted. One definition serves axes, filters and lists of the room, so that
the number in a cell is the number of lines behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from azalai.cartography.traces import LEAD, OBJECTIVES, Record, Traces
from azalai.frames.models import FrameworkItem
from azalai.interventions.enums import BodyRole, Nature
from azalai.interventions.groups import group_title, groups

NONE = "-"
NOT_TOLD = _("Non précisé")
Keys = Iterable[str]


@dataclass(frozen=True)
class Dimension:
    """One way to sort interventions.

    keys: those of an intervention, NONE where it has none. titles: every key worth showing in its
    order, with its words. whole: keys that nobody has are shown as well, so that blanks can be seen.
    """

    code: str
    label: Any
    keys: Callable[[Traces, Record], Keys]
    titles: Callable[[Traces], dict[str, str]]
    none: Any = NOT_TOLD
    whole: bool = False

    def of(self, traces: Traces, record: Record) -> tuple[str, ...]:
        """Distinct keys of the intervention, never empty."""
        return tuple(dict.fromkeys(self.keys(traces, record))) or (NONE,)

    def title(self, key: str, titles: dict[str, str]) -> str:
        """The key in words."""
        return titles.get(key, str(self.none) if key.startswith(NONE) else key)


def _organisations(*roles: str) -> Callable[[Traces, Record], Keys]:
    def keys(traces: Traces, record: Record) -> Keys:
        found = traces.roles.get(record.pk, {})
        return [str(key) for key, names in found.items() if not roles or names & set(roles)]

    return keys


def _organisation_titles(traces: Traces) -> dict[str, str]:
    ones = {one.pk: one for one in traces.organisations.values()}.values()
    return {str(one.pk): str(one) for one in sorted(ones, key=lambda one: (one.search_text, one.pk))}


def _categories(traces: Traces, record: Record) -> Keys:
    for key in traces.roles.get(record.pk, {}):
        item = traces.items.get(traces.organisations[key].category_id)
        if item:
            yield item.code


def _objectives(frame: str) -> Callable[[Traces, Record], Keys]:
    def keys(traces: Traces, record: Record) -> Keys:
        wanted = OBJECTIVES[frame].format(country=traces.country.lower())
        for item in traces.objectives.get(record.pk, ()):
            if item.framework.code == wanted:
                yield _top(traces, item) if frame == "odd" else item.code

    return keys


def _top(traces: Traces, item: FrameworkItem) -> str:
    """A target of the SDGs counts for its goal."""
    while item.parent_id in traces.items:
        item = traces.items[item.parent_id]
    return item.code


def _objective_titles(frame: str) -> Callable[[Traces], dict[str, str]]:
    def titles(traces: Traces) -> dict[str, str]:
        found = traces.items_of(OBJECTIVES[frame].format(country=traces.country.lower()))
        kept = {code: item for code, item in found.items() if frame != "odd" or item.parent_id is None}
        return {code: _numbered(item) for code, item in kept.items()}

    return titles


def _numbered(item: FrameworkItem) -> str:
    return f"{item.code}. {item.label}" if item.label != item.code else item.code


def _themes(traces: Traces, record: Record) -> Keys:
    for item in traces.objectives.get(record.pk, ()):
        if item.framework.code == "gcm":
            yield from traces.themes.get(item.code, ())


def _item_titles(code: str) -> Callable[[Traces], dict[str, str]]:
    return lambda traces: {key: item.label for key, item in traces.items_of(code).items()}


def _places(level: int) -> Callable[[Traces, Record], Keys]:
    def keys(traces: Traces, record: Record) -> Keys:
        found = (traces.place_at(place, level) for place in traces.spots.get(record.pk, ()))
        return [pcode for pcode in found if pcode]

    return keys


def years_of(record: Record, today: int) -> range:
    """Years in which it runs; one without an end runs to this year, one without a beginning in its last."""
    first, last = record.start[:4], record.end[:4]
    if not first and not last:
        return range(0)
    begin = int(first or last)
    return range(begin, max(int(last) if last else today, begin) + 1)


def _years(traces: Traces, record: Record) -> Keys:
    return [str(year) for year in years_of(record, traces.on.year)]


def _year_titles(traces: Traces) -> dict[str, str]:
    found = {year for record in traces.records for year in years_of(record, traces.on.year)}
    return {str(year): str(year) for year in sorted(found)}


def _kind(traces: Traces, record: Record) -> Keys:
    item = traces.items.get(record.kind) if record.kind else None
    return [item.code] if item else []


def _department_titles(traces: Traces) -> dict[str, str]:
    above = {place.pk: place.name for place in traces.regions.values()}
    return {code: f"{p.name} ({above.get(p.parent_id or 0, '')})" for code, p in traces.departments.items()}


NATIONAL = _("Niveau national ou lieu non précisé")
_ALL = (
    Dimension("organisme", _("Organisme, en toute qualité"), _organisations(), _organisation_titles),
    Dimension("chef", _("Chef de file"), _organisations(LEAD), _organisation_titles),
    Dimension("bailleur", _("Bailleur"), _organisations(BodyRole.FUNDING), _organisation_titles),
    Dimension("categorie", _("Catégorie d'acteur"), _categories, _item_titles("stakeholders"), whole=True),
    Dimension("pmm", _("Objectif du PMM"), _objectives("pmm"), _objective_titles("pmm"), whole=True),
    Dimension("pnm", _("Action de la PNM"), _objectives("pnm"), _objective_titles("pnm"), whole=True),
    Dimension("odd", _("Objectif de développement durable"), _objectives("odd"), _objective_titles("odd")),
    Dimension("theme", _("Thème (domaine du MPTF)"), _themes, _item_titles("mptf"), whole=True),
    Dimension(
        "region",
        _("Région"),
        _places(1),
        lambda traces: {code: place.name for code, place in traces.regions.items()},
        none=NATIONAL,
        whole=True,
    ),
    Dimension(
        "departement",
        _("Département"),
        _places(2),
        _department_titles,
        none=_("Région entière, niveau national ou non précisé"),
    ),
    Dimension("annee", _("Année"), _years, _year_titles),
    Dimension(
        "groupe",
        _("Groupe cible"),
        lambda traces, record: traces.groups.get(record.pk, ()),
        lambda traces: {code: group_title(code) for code in groups()},
    ),
    Dimension(
        "nature",
        _("Nature"),
        lambda traces, record: [record.nature] if record.nature else [],
        lambda traces: {str(code): str(label) for code, label in Nature.choices},
    ),
    Dimension("type", _("Type d'intervention"), _kind, _item_titles("intervention-kinds")),
)
DIMENSIONS = {one.code: one for one in _ALL}
