"""From what is stored to what the engine compares.

Bodies are named by their code in the register, by their folded text where it does not know them. Money
is compared in euros, at the engine's rates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet

from azalai.actors.models import Organisation
from azalai.engines.naming.text import searchable
from azalai.engines.overlap import model as engine
from azalai.engines.overlap.money import in_euros
from azalai.frames.models import FrameworkItem, Place
from azalai.interventions.content import Content
from azalai.interventions.enums import BodyRole
from azalai.interventions.models import (
    Budget,
    ExternalIdentifier,
    Intervention,
    InterventionBody,
    InterventionObjective,
    InterventionPlace,
    TargetGroup,
)
from azalai.interventions.queries import best_kind

_BATCH = 20_000
_FEW = 500
_FIELDS = (
    "pk",
    "public_id",
    "country_id",
    "identifier",
    "title_fr",
    "title_en",
    "description_fr",
    "description_en",
    "lead__code",
    "lead_text",
    "kind__code",
    "scale",
    "planned_start",
    "actual_start",
    "planned_end",
    "actual_end",
    "parent__public_id",
)


@dataclass(frozen=True, slots=True)
class Stakes:
    """Size of an intervention. euros: total of the surest kind of money, None when no amount is known
    or a currency has no rate. people: None when no group has a number."""

    euros: Decimal | None
    people: int | None


@dataclass(slots=True)
class Source:
    """Records and sizes by public identifier, and the keys of the rows that they come from."""

    records: list[engine.Intervention] = field(default_factory=list)
    stakes: dict[str, Stakes] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)


def read(found: QuerySet[Intervention]) -> Source:
    """Everything that the radar needs of these interventions; nine queries for each 20,000."""
    source = Source()
    paths = place_paths()
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), _BATCH):
        _read_batch(source, keys[first : first + _BATCH], paths)
    return source


def _read_batch(source: Source, keys: list[int], paths: dict[int, tuple[str, ...]]) -> None:
    span = _span("intervention", keys)
    bodies = _grouped(
        InterventionBody, span, "role", "organisation__code", "organisation__merged_into__code", "text"
    )
    objectives = _grouped(InterventionObjective, span, "item__framework__code", "item__code")
    places = _grouped(InterventionPlace, span, "place_id")
    groups = _grouped(TargetGroup, span, "group", "women", "men", "girls", "boys", "total")
    budgets = _grouped(Budget, span, "kind", "amount", "currency")
    externals = _grouped(ExternalIdentifier, span, "value")
    wanted = set(keys)
    rows = Intervention.objects.filter(**_span("pk", keys)).order_by("pk")
    for row in rows.values(*_FIELDS):
        key = row["pk"]
        if key not in wanted:
            continue
        name = str(row["public_id"])
        stakes = Stakes(_euros(budgets[key]), _people(groups[key]))
        roles = _roles(bodies[key])
        source.keys[name], source.stakes[name] = key, stakes
        source.records.append(
            engine.Intervention(
                identifier=name,
                reporter=_reporter(row["lead__code"], row["lead_text"]),
                titles=_told(row["title_fr"], row["title_en"]),
                descriptions=_told(row["description_fr"], row["description_en"]),
                **roles,
                countries=(row["country_id"],),
                places=tuple(paths[place] for (place,) in places[key] if place in paths),
                start=row["actual_start"] or row["planned_start"],
                end=row["actual_end"] or row["planned_end"],
                objectives=tuple(f"{code}:{item}" for code, item in objectives[key]),
                groups=tuple(group[0] for group in groups[key]),
                scale=row["scale"],
                kind=row["kind__code"] or "",
                reference_amount=None if stakes.euros is None else float(stakes.euros),
                part_of=_told(str(row["parent__public_id"] or "")),
                aliases=_told(row["identifier"], *(value for (value,) in externals[key])),
            )
        )


def _span(name: str, keys: list[int]) -> dict[str, Any]:
    """A few by their keys; many by the range, which no database has to be told one by one."""
    if len(keys) <= _FEW:
        return {f"{name}__in": keys}
    return {f"{name}__gte": keys[0], f"{name}__lte": keys[-1]}


def _grouped(
    model: type[Model], span: dict[str, Any], *names: str
) -> defaultdict[int, list[tuple[Any, ...]]]:
    """Lines of each intervention, as tuples, in the order of their keys."""
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    rows = model._default_manager.filter(**span).order_by("pk")
    for key, *line in rows.values_list("intervention_id", *names).iterator(chunk_size=5000):
        found[key].append(tuple(line))
    return found


def _told(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _reporter(code: str | None, text: str) -> str:
    return code or _unknown_body(text)


def _unknown_body(text: str) -> str:
    folded = searchable(text)
    return f"nom:{folded}" if folded else ""


def _roles(lines: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for role, code, kept_code, text in lines:
        found[role].append(kept_code or code or _unknown_body(text))
    return {
        "funders": _told(*found[BodyRole.FUNDING]),
        "accountable": _told(*found[BodyRole.ACCOUNTABLE]),
        "implementers": _told(*found[BodyRole.IMPLEMENTING], *found[BodyRole.EXTENDING]),
    }


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    amount: Decimal
    currency: str


def _euros(lines: Iterable[tuple[Any, ...]]) -> Decimal | None:
    """Total of the surest kind; None when nothing is known."""
    budgets = [_Line(*line) for line in lines]
    kind = best_kind(budgets)
    known = [in_euros(float(line.amount), line.currency) for line in budgets if line.kind == kind]
    if not known or None in known:
        return None
    return Decimal(str(round(sum(amount for amount in known if amount is not None), 2)))


def _people(lines: Iterable[tuple[Any, ...]]) -> int | None:
    """Everyone together, None when no group has a number."""
    totals = []
    for _group, *parts, total in lines:
        known = [part for part in parts if part is not None]
        if total is not None:
            totals.append(total)
        elif known:
            totals.append(sum(known))
    return sum(totals) if totals else None


def place_paths() -> dict[int, tuple[str, ...]]:
    """Key of a place → codes from its country down."""
    rows = {key: rest for key, *rest in Place.objects.values_list("pk", "parent_id", "pcode", "country_id")}
    return {key: tuple(_path(rows, key)) for key in rows}


def _path(rows: dict[int, list[Any]], key: int) -> Iterator[str]:
    parent, pcode, country = rows[key]
    if parent is None:
        yield country
    else:
        yield from _path(rows, parent)
    yield pcode


def from_content(
    content: Content, *, identifier: str, country: str, reporter: int | None = None
) -> engine.Intervention:
    """What somebody is about to declare, as the radar sees it; at most four queries.

    reporter: the organisation that would declare it, where the content names none.
    """
    lead = content.lead or reporter
    codes = dict(
        Organisation.objects.filter(
            pk__in=[key for key in (lead, *(b.organisation for b in content.bodies)) if key]
        ).values_list("pk", "code")
    )
    lines = [(b.role, codes.get(b.organisation or 0), None, b.text) for b in content.bodies]
    return engine.Intervention(
        identifier=identifier,
        reporter=_reporter(codes.get(lead or 0), content.lead_text),
        titles=_told(content.title_fr, content.title_en),
        descriptions=_told(content.description_fr, content.description_en),
        **_roles(lines),
        countries=(country,),
        places=_paths_of([where.place for where in content.places]),
        start=content.actual_start or content.planned_start,
        end=content.actual_end or content.planned_end,
        objectives=_objectives(content.objectives),
        groups=tuple(target.group for target in content.targets),
        reference_amount=_amount(content),
        aliases=_told(content.identifier, *(one.value for one in content.externals)),
    )


def _paths_of(keys: list[int]) -> tuple[tuple[str, ...], ...]:
    rows = Place.objects.filter(pk__in=keys).select_related("parent__parent").order_by("pk")
    return tuple(tuple(_climb(place)) for place in rows)


def _climb(place: Place) -> Iterator[str]:
    if place.parent is None:
        yield place.country_id
    else:
        yield from _climb(place.parent)
    yield place.pcode


def _objectives(keys: tuple[int, ...]) -> tuple[str, ...]:
    rows = FrameworkItem.objects.filter(pk__in=keys).order_by("pk")
    return tuple(f"{code}:{item}" for code, item in rows.values_list("framework__code", "code"))


def _amount(content: Content) -> float | None:
    lines = [(money.kind, money.amount, money.currency) for money in content.budgets]
    found = _euros(lines)
    return None if found is None else float(found)
