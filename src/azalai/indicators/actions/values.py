"""Values: entered, validated by another, published, corrected, withdrawn; each correction is a new row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import attachments, audit
from azalai.core.authorship import Author
from azalai.frames.models import Place
from azalai.indicators import queries, rules
from azalai.indicators.actions.aggregating import refresh
from azalai.indicators.enums import Adding, State
from azalai.indicators.models import CrossPart, Indicator, Value, ValuePart
from azalai.indicators.periods import PERIOD, bounds
from azalai.indicators.words import Typed


@dataclass(frozen=True, slots=True)
class GivenPart:
    """A detail by one category of one variable (key of its item)."""

    variable_id: int
    category: str
    typed: Typed


@dataclass(frozen=True, slots=True)
class GivenCrossing:
    """A detail by one category of each of two variables (keys of their items)."""

    first_id: int
    first_category: str
    second_id: int
    second_category: str
    typed: Typed


@dataclass(frozen=True, slots=True)
class Given:
    """A value as somebody gives it. typed: kind "" is blank, and writes nothing."""

    period: str
    typed: Typed
    place_id: int | None = None
    organisation_id: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    method_text: str = ""
    source: str = ""
    comment: str = ""
    evidence: str = ""
    parts: tuple[GivenPart, ...] = ()
    crossings: tuple[GivenCrossing, ...] = ()

    @property
    def slot(self) -> str:
        """What tells one value of an indicator from another: "2024-T1|17", "2024|"."""
        return f"{self.period}|{self.place_id or ''}"


@transaction.atomic
def enter_value(
    *, by: Author, at: datetime, indicator: Indicator, given: Given, files: Sequence[File[bytes]] = ()
) -> Value:
    """One value, to be validated, with files as evidence. Raises ValidationError: blank, what cannot be
    (`_problem`), or a file that is refused (files)."""
    if not given.typed.kind:
        raise ValidationError({"amount": _("Écrivez une valeur, inconnu ou s.o.")})
    (made,) = enter_values(by=by, at=at, indicator=indicator, given=[given])
    try:
        attachments.add_all(by=by, at=at, obj=made, files=files)
    except ValidationError as error:
        raise ValidationError({"files": error.messages}) from error
    return made


@transaction.atomic
def enter_values(*, by: Author, at: datetime, indicator: Indicator, given: Sequence[Given]) -> list[Value]:
    """Several values at once, all or none; what is blank or says nothing new writes nothing.

    A value that waits is replaced; one that is in force stays until the new one is validated. Raises
    PermissionDenied for a place that the author does not follow, and ValidationError with every problem,
    each under its `Given.slot`.
    """
    scope = queries.scope_of(by, on=localdate(at))
    found = Indicator.objects.select_for_update().get(pk=indicator.pk)
    rules.check_enter_somewhere(by, found, scope)
    wanted = [one for one in given if one.typed.kind]
    for one in wanted:
        rules.check_enter(by, found, one.place_id, scope)
    there = _places_of(found, wanted)
    problems = {one.slot: text for one in wanted if (text := _problem(found, one, at, there))}
    if problems:
        raise ValidationError(problems)
    standing = _standing(found, wanted)
    return [_enter(by, at, found, one, standing.get(one.slot, [])) for one in wanted]


def _places_of(indicator: Indicator, given: Sequence[Given]) -> frozenset[int]:
    """Of the places named, those of the indicator's country; no query where none is."""
    keys = {one.place_id for one in given if one.place_id is not None}
    if not keys:
        return frozenset()
    return frozenset(
        Place.objects.in_country(indicator.country_id).filter(pk__in=keys).values_list("pk", flat=True)
    )


def _problem(indicator: Indicator, given: Given, at: datetime, places: frozenset[int]) -> str:
    """What is wrong with it, "" when nothing is. places: those of the country among what was named."""
    PERIOD(given.period)
    if given.place_id is not None and given.place_id not in places:
        return _("Ce lieu n'est pas de ce pays.")
    if bounds(given.period)[0] > localdate(at):
        return _("Cette période n'a pas encore commencé.")
    amount = given.typed.amount
    is_share = indicator.measure == "percent"
    if is_share and amount is not None and not 0 <= amount <= 100 and indicator.adding != Adding.SUM:
        return _("Un pourcentage va de 0 à 100.")
    if given.denominator is not None and given.denominator < 0:
        return _("Un dénominateur n'est pas négatif.")
    if given.numerator is not None and given.denominator in (None, 0):
        return _("Donnez le dénominateur, plus grand que zéro.")
    return _parts_problem(given)


def _parts_problem(given: Given) -> str:
    """Details of one variable never make more than the value, as far as all are numbers."""
    sums: dict[int, Decimal] = {}
    for part in given.parts:
        if part.typed.amount is not None:
            sums[part.variable_id] = sums.get(part.variable_id, Decimal(0)) + part.typed.amount
    amount = given.typed.amount
    if amount is not None and any(total > amount for total in sums.values()):
        return _("La somme de la ventilation dépasse la valeur.")
    return _crossings_problem(given)


def _crossings_problem(given: Given) -> str:
    """Crossed details never make more than the value, nor than the detail of the category that they share."""
    shares: dict[tuple[int, str], Decimal] = {}
    known = [one for one in given.crossings if one.typed.amount is not None]
    total = sum((one.typed.amount or Decimal(0) for one in known), Decimal(0))
    for one in known:
        told = one.typed.amount or Decimal(0)
        for key in ((one.first_id, one.first_category), (one.second_id, one.second_category)):
            shares[key] = shares.get(key, Decimal(0)) + told
    if known and given.typed.amount is not None and total > given.typed.amount:
        return _("La somme de la ventilation croisée dépasse la valeur.")
    for part in given.parts:
        share = shares.get((part.variable_id, part.category))
        if share is not None and part.typed.amount is not None and share > part.typed.amount:
            return _("La ventilation croisée dépasse la ventilation simple d'une même catégorie.")
    return ""


def _standing(indicator: Indicator, given: Sequence[Given]) -> dict[str, list[Value]]:
    """Values in force and pending by slot."""
    rows = indicator.values.standing().filter(period__in={one.period for one in given})
    found: dict[str, list[Value]] = {}
    # In the order of the model, the place may be missing: PostgreSQL locks only what is surely there.
    for value in rows.select_for_update(of=("self",)).prefetch_related("parts", "crossings"):
        value.indicator = indicator
        found.setdefault(f"{value.period}|{value.place_id or ''}", []).append(value)
    return found


def _enter(by: Author, at: datetime, indicator: Indicator, given: Given, old: list[Value]) -> Value:
    pending = next((one for one in old if one.is_pending), None)
    in_force = next((one for one in old if one.is_in_force), None)
    earlier = pending or in_force
    if earlier is not None and earlier.state != State.RETURNED and _says(earlier) == _would_say(given):
        return earlier
    if pending is not None:
        _end(pending, State.REPLACED, by, at)
    made = _create(by, at, indicator, given, earlier)
    action = "indicators.value-corrected" if earlier else "indicators.value-entered"
    before = snapshot(earlier) if earlier else None
    after = snapshot(made) | {"indicator": str(indicator), "parts": _parts_in_words(given)}
    audit.record(by=by, at=at, action=action, obj=made, before=before, after=after)
    return made


def _create(by: Author, at: datetime, indicator: Indicator, given: Given, earlier: Value | None) -> Value:
    made = Value.objects.create(
        indicator=indicator,
        period=given.period,
        place_id=given.place_id,
        organisation_id=given.organisation_id,
        kind=given.typed.kind,
        amount=given.typed.amount,
        numerator=given.numerator,
        denominator=given.denominator,
        method_text=given.method_text.strip()[:300],
        definition_version=indicator.definition_version,
        unit_version=indicator.unit_version,
        method_version=indicator.method_version,
        source=given.source.strip()[:300],
        comment=given.comment.strip(),
        evidence=given.evidence.strip()[:300],
        replaces=earlier,
        entered_at=at,
        entered_by_id=by.person_id,
        entered_post_id=by.post_id,
    )
    _detail(made, given)
    return made


def _detail(made: Value, given: Given) -> None:
    ValuePart.objects.bulk_create(
        ValuePart(
            value=made,
            variable_id=part.variable_id,
            category=part.category,
            kind=part.typed.kind,
            amount=part.typed.amount,
        )
        for part in given.parts
        if part.typed.kind
    )
    CrossPart.objects.bulk_create(
        CrossPart(
            value=made,
            first_id=one.first_id,
            first_category=one.first_category,
            second_id=one.second_id,
            second_category=one.second_category,
            kind=one.typed.kind,
            amount=one.typed.amount,
        )
        for one in given.crossings
        if one.typed.kind
    )


def _says(value: Value) -> tuple[Any, ...]:
    parts = {(p.variable_id, p.category, p.kind, p.amount) for p in value.parts.all()}
    texts = (value.method_text, value.source, value.comment, value.evidence)
    crossed = {
        (p.first_id, p.first_category, p.second_id, p.second_category, p.kind, p.amount)
        for p in value.crossings.all()
    }
    numbers = (value.amount, value.numerator, value.denominator)
    return (value.kind, *numbers, *texts, frozenset(parts), frozenset(crossed))


def _would_say(given: Given) -> tuple[Any, ...]:
    parts = {(p.variable_id, p.category, p.typed.kind, p.typed.amount) for p in given.parts if p.typed.kind}
    about, more = (given.method_text.strip()[:300], given.source.strip()[:300]), given.comment.strip()
    texts = (*about, more, given.evidence.strip()[:300])
    numbers = (given.typed.amount, given.numerator, given.denominator)
    crossed = {
        (p.first_id, p.first_category, p.second_id, p.second_category, p.typed.kind, p.typed.amount)
        for p in given.crossings
        if p.typed.kind
    }
    return (given.typed.kind, *numbers, *texts, frozenset(parts), frozenset(crossed))


def snapshot(value: Value) -> dict[str, Any]:
    """What the trail keeps of a value."""
    names = ("period", "kind", "amount", "numerator", "denominator", "source", "comment", "state")
    return {name: getattr(value, name) for name in names} | {"place": str(value.place or "")}


def _parts_in_words(given: Given) -> list[str]:
    said = [(p.category, p.typed) for p in given.parts]
    said += [(f"{p.first_category} × {p.second_category}", p.typed) for p in given.crossings]
    return [
        f"{name} : {typed.amount if typed.amount is not None else typed.kind}"
        for name, typed in said
        if typed.kind
    ]


def _end(value: Value, state: str, by: Author, at: datetime) -> None:
    value.state, value.ended_at, value.ended_by_id = state, at, by.person_id
    value.save(update_fields=["state", "ended_at", "ended_by"])


def _locked(value: Value) -> Value:
    """The row as it stands, with its indicator; whoever comes second sees what the first one did."""
    Indicator.objects.select_for_update().get(pk=value.indicator_id)
    return Value.objects.select_related("indicator").get(pk=value.pk)


@transaction.atomic
def correct_value(
    *, by: Author, at: datetime, value: Value, given: Given, files: Sequence[File[bytes]] = ()
) -> Value:
    """Another value in its stead, to be validated again; what was in force stays until then."""
    found = _locked(value)
    rules.check_correct(by, found, queries.scope_of(by, on=localdate(at)))
    if (given.period, given.place_id) != (found.period, found.place_id):
        raise ValidationError(_("Une correction porte sur la même période et le même lieu."))
    return enter_value(by=by, at=at, indicator=found.indicator, given=given, files=files)


@transaction.atomic
def validate_value(*, by: Author, at: datetime, value: Value) -> Value:
    """It counts from now on; what was in force before is replaced, and the aggregates follow."""
    found = _locked(value)
    rules.check_validate(by, found)
    current = Value.objects.in_force().filter(
        indicator=found.indicator_id, period=found.period, place=found.place_id
    )
    for old in current:
        _end(old, State.REPLACED, by, at)
    found.state, found.validated_at, found.validated_by_id = State.VALIDATED, at, by.person_id
    found.save(update_fields=["state", "validated_at", "validated_by"])
    refresh(at=at, indicator=found.indicator, period=found.period)
    _record(by, at, found, "validated")
    return found


@transaction.atomic
def return_value(*, by: Author, at: datetime, value: Value, reason: str) -> Value:
    """Whoever entered it must look again. Raises ValidationError (reason)."""
    found = _locked(value)
    rules.check_return(by, found)
    found.reason, found.state = _reason(reason), State.RETURNED
    found.save(update_fields=["state", "reason"])
    _record(by, at, found, "returned", reason)
    return found


@transaction.atomic
def publish_value(*, by: Author, at: datetime, value: Value) -> Value:
    """It may go outside."""
    found = _locked(value)
    rules.check_publish(by, found)
    found.state, found.published_at, found.published_by_id = State.PUBLISHED, at, by.person_id
    found.save(update_fields=["state", "published_at", "published_by"])
    _record(by, at, found, "published")
    return found


@transaction.atomic
def withdraw_value(*, by: Author, at: datetime, value: Value, reason: str) -> Value:
    """Nothing is known there any more; the row stays in the history. Raises ValidationError (reason)."""
    found = _locked(value)
    rules.check_withdraw(by, found)
    found.reason = _reason(reason)
    found.save(update_fields=["reason"])
    _end(found, State.WITHDRAWN, by, at)
    refresh(at=at, indicator=found.indicator, period=found.period)
    _record(by, at, found, "withdrawn", reason)
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise ValidationError({"reason": _("Donnez le motif : il sera lu avec la valeur.")})
    return text.strip()[:500]


def _record(by: Author, at: datetime, value: Value, word: str, reason: str = "") -> None:
    after = {"state": value.state, "indicator": str(value.indicator), "amount": value.amount}
    audit.record(
        by=by, at=at, action=f"indicators.value-{word}", obj=value, after=after, reason=reason.strip()
    )
