"""Sheets, targets and quality answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import searchable
from azalai.frames.models import Place
from azalai.indicators import queries, rules
from azalai.indicators.enums import Adding, Direction, Entry, Kind, Measure, OverTime
from azalai.indicators.models import (
    Indicator,
    IndicatorObjective,
    IndicatorVariable,
    PlanTie,
    QualityAnswer,
    Target,
)
from azalai.indicators.queries.loading import text_key
from azalai.plans.models import Node

# A change of these may change what values mean: field → the version that then grows.
VERSIONED = {
    "definitions": "definition_version",
    "unit": "unit_version",
    "measure": "unit_version",
    "methodology": "method_version",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a person writes on a sheet; names as in `models.Indicator`. objectives, variables: keys."""

    title: str
    nature: str = ""
    level: str = ""
    measure: str = Measure.NUMBER
    direction: str = Direction.UP
    measure_text: str = ""
    definitions: str = ""
    unit: str = ""
    standards: str = ""
    data_sources: str = ""
    methodology: str = ""
    frequency: str = ""
    disaggregation: str = ""
    responsible_id: int | None = None
    other_actors: str = ""
    baseline_kind: str = ""
    baseline: Decimal | None = None
    baseline_period: str = ""
    adding: str = Adding.NONE
    over_time: str = OverTime.LAST
    double_counting: bool = False
    entry: str = Entry.SECRETARIAT
    objectives: tuple[int, ...] = ()
    variables: tuple[int, ...] = ()

    def values(self) -> dict[str, Any]:
        """The columns of the row."""
        return {
            name: value for name, value in asdict(self).items() if name not in ("objectives", "variables")
        }


@transaction.atomic
def create_indicator(*, by: Author, at: datetime, country: str, sheet: Sheet) -> Indicator:
    """A sheet that no plan names. Raises ValidationError (title, baseline)."""
    rules.check_keep_indicators(by)
    _check(sheet)
    made = Indicator.objects.create(
        country_id=country,
        code=queries.next_code(country),
        created_at=at,
        created_by_id=by.person_id,
        search_text=_searchable(sheet),
        **sheet.values(),
    )
    _store_lists(made, sheet)
    audit.record(by=by, at=at, action="indicators.created", obj=made, after={"title": made.title})
    return made


@transaction.atomic
def update_indicator(
    *,
    by: Author,
    at: datetime,
    indicator: Indicator,
    sheet: Sheet,
    stamp: str | None = None,
    new_meaning: bool = False,
) -> Indicator:
    """Write the sheet anew.

    stamp: `Indicator.stamp` as the form saw it; another one means that somebody wrote meanwhile.
    new_meaning: definition, unit or method change what values mean: those given from now on are not added
    to those given before. Raises ValidationError (title, baseline, or without a field).
    """
    rules.check_keep_indicators(by)
    _check(sheet)
    found = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if stamp is not None and stamp != found.stamp:
        raise ValidationError(
            _("Cette fiche a été modifiée entre-temps. Relisez-la, puis refaites vos changements.")
        )
    before = {name: getattr(found, name) for name in sheet.values()} | _lists(found)
    changed = {name for name, value in sheet.values().items() if before[name] != value}
    for name, value in sheet.values().items():
        setattr(found, name, value)
    if new_meaning:
        for version in {VERSIONED[name] for name in changed & VERSIONED.keys()}:
            before[version] = getattr(found, version)
            setattr(found, version, before[version] + 1)
            changed.add(version)
    found.search_text = _searchable(sheet)
    found.updated_at, found.updated_by_id = at, by.person_id
    found.save()
    _store_lists(found, sheet)
    after_lists = _lists(found)
    changed |= {name for name, value in after_lists.items() if before[name] != value}
    after = {name: after_lists.get(name, getattr(found, name, None)) for name in changed}
    audit.record(
        by=by,
        at=at,
        action="indicators.updated",
        obj=found,
        before={name: before[name] for name in changed},
        after=after,
    )
    return found


def _check(sheet: Sheet) -> None:
    problems = {}
    if not sheet.title.strip():
        problems["title"] = _("Dites ce que l'indicateur mesure.")
    if (sheet.baseline_kind == Kind.NUMBER) != (sheet.baseline is not None):
        problems["baseline"] = _("La valeur de référence est un nombre, inconnu ou s.o.")
    if problems:
        raise ValidationError(problems)


def _searchable(sheet: Sheet) -> str:
    return searchable(sheet.title, sheet.definitions)


def _store_lists(indicator: Indicator, sheet: Sheet) -> None:
    _store(indicator, IndicatorObjective, sheet.objectives)
    _store(indicator, IndicatorVariable, sheet.variables)


def _store(indicator: Indicator, model: Any, wanted: Iterable[int]) -> None:
    keys = set(wanted)
    rows = model.objects.filter(indicator=indicator)
    there = set(rows.values_list("item_id", flat=True))
    rows.exclude(item__in=keys).delete()
    model.objects.bulk_create(model(indicator=indicator, item_id=key) for key in sorted(keys - there))


def _lists(indicator: Indicator) -> dict[str, list[str]]:
    names: dict[str, Any] = {"objectives": IndicatorObjective, "variables": IndicatorVariable}
    return {
        name: [str(row.item) for row in model.objects.filter(indicator=indicator).select_related("item")]
        for name, model in names.items()
    }


@transaction.atomic
def close_indicator(*, by: Author, at: datetime, indicator: Indicator, reason: str) -> Indicator:
    """It is followed no longer; its values stay. Raises ValidationError (reason)."""
    rules.check_keep_indicators(by)
    found = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : il sera affiché sur la fiche.")})
    if found.is_closed:
        raise ValidationError(_("Cet indicateur est déjà abandonné."))
    found.closed_at, found.closed_by_id, found.closed_reason = at, by.person_id, reason.strip()[:300]
    found.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    audit.record(by=by, at=at, action="indicators.closed", obj=found, reason=reason.strip())
    return found


@transaction.atomic
def reopen_indicator(*, by: Author, at: datetime, indicator: Indicator) -> Indicator:
    """It is followed again. Raises ValidationError when it never stopped."""
    rules.check_keep_indicators(by)
    found = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if not found.is_closed:
        raise ValidationError(_("Cet indicateur est déjà suivi."))
    before = {"closed_reason": found.closed_reason}
    found.closed_at = found.closed_by_id = None
    found.closed_reason = ""
    found.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    audit.record(by=by, at=at, action="indicators.reopened", obj=found, before=before)
    return found


@transaction.atomic
def tie_to_plan(*, by: Author, at: datetime, indicator: Indicator, node: Node) -> PlanTie:
    """It measures that line, in this version and those to come. Raises ValidationError (node)."""
    rules.check_keep_indicators(by)
    plan = node.version.plan
    if plan.country and plan.country != indicator.country_id:
        raise ValidationError({"node": _("Ce plan est celui d'un autre pays.")})
    key = text_key(indicator.title)
    if PlanTie.objects.filter(plan=plan, node_key=node.key, text_key=key).exists():
        raise ValidationError({"node": _("Cette ligne a déjà cet indicateur.")})
    made = PlanTie.objects.create(
        indicator=indicator,
        plan=plan,
        node_key=node.key,
        position=len(node.indicators),
        text=indicator.title,
        text_key=key,
        tied_at=at,
        tied_by_id=by.person_id,
    )
    after = {"plan": str(plan), "line": str(node)}
    audit.record(by=by, at=at, action="indicators.tied", obj=indicator, after=after)
    return made


@transaction.atomic
def set_target(
    *,
    by: Author,
    at: datetime,
    indicator: Indicator,
    period: str,
    amount: Decimal,
    place: Place | None = None,
    source: str = "",
) -> Target:
    """What is to be reached in that period and place; setting it again replaces it."""
    rules.check_keep_indicators(by)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    old = Target.objects.filter(indicator=indicator, period=period, place=place).first()
    before = {"target": old.amount, "source": old.source} if old else None
    target = old or Target(indicator=indicator, period=period, place=place)
    target.amount, target.source = amount, source.strip()[:300]
    target.set_at, target.set_by_id = at, by.person_id
    target.full_clean(exclude=["indicator", "place", "set_by"])
    target.save()
    where = {"period": period, "place": str(place or "")}
    after = {"target": amount, "source": target.source, **where}
    audit.record(by=by, at=at, action="indicators.target-set", obj=indicator, before=before, after=after)
    return target


@transaction.atomic
def remove_target(*, by: Author, at: datetime, target: Target) -> Target:
    """Nothing is to be reached there any more."""
    rules.check_keep_indicators(by)
    before = {"target": target.amount, "period": target.period, "place": str(target.place or "")}
    audit.record(by=by, at=at, action="indicators.target-removed", obj=target.indicator, before=before)
    target.delete()
    return target


@transaction.atomic
def answer_quality(
    *, by: Author, at: datetime, indicator: Indicator, check_code: str, answer: str, evidence: str
) -> QualityAnswer:
    """What a person says of one of the twelve checks. Raises ValidationError (evidence)."""
    rules.check_keep_indicators(by)
    if not evidence.strip():
        raise ValidationError(
            {"evidence": _("Dites à quoi cela se voit : une réponse sans preuve ne vaut rien.")}
        )
    old = QualityAnswer.objects.filter(indicator=indicator, check_code=check_code).first()
    before = {"answer": old.answer, "evidence": old.evidence} if old else None
    row = old or QualityAnswer(indicator=indicator, check_code=check_code)
    row.answer, row.evidence = answer, evidence.strip()
    row.answered_at, row.answered_by_id = at, by.person_id
    row.save()
    after = {"check": check_code, "answer": answer, "evidence": row.evidence}
    audit.record(
        by=by, at=at, action="indicators.quality-answered", obj=indicator, before=before, after=after
    )
    return row
