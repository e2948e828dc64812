"""Adding up: one level, then the whole tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from azalai.engines.aggregation.model import (
    Aggregate,
    Basis,
    Cause,
    Figure,
    Kind,
    Operation,
    Part,
    Place,
    Refusal,
    Result,
    Rule,
)

_DIFFERENCES: tuple[tuple[Cause, Callable[[Basis], str]], ...] = (
    (Cause.DEFINITION, lambda basis: basis.definition),
    (Cause.UNIT, lambda basis: basis.unit),
    (Cause.METHOD, lambda basis: basis.method),
)


def amount_of(figure: Figure, rule: Rule) -> Fraction | None:
    """The number to write, None where there is none or where it would divide by zero."""
    if figure.kind is not Kind.NUMBER:
        return None
    if rule.operation in (Operation.MEAN, Operation.RATIO) and figure.denominator is not None:
        if figure.numerator is None or figure.denominator == 0:
            return None
        return rule.factor * figure.numerator / figure.denominator
    return figure.amount


def aggregate(parts: Sequence[Part], rule: Rule) -> Aggregate:
    """The whole of these parts. Neither their order nor their grouping matters.

    Refused where the parts do not mean the same thing, where the sheet says that they do not add up, or
    where a weight is missing; every cause is told. A missing part is counted, never taken for zero.
    """
    numbers = [part for part in parts if part.figure.kind is Kind.NUMBER]
    missing = tuple(sorted(p.label for p in parts if p.figure.kind in (Kind.BLANK, Kind.UNKNOWN)))
    if not numbers:
        return Aggregate(_without_number(parts), (), missing)
    refusals = tuple(_refusals(numbers, rule))
    if refusals:
        return Aggregate(None, refusals, missing)
    figures = [part.figure for part in numbers]
    return Aggregate(
        Figure(
            Kind.NUMBER,
            amount=_sum(f.amount for f in figures) if rule.operation is Operation.SUM else None,
            numerator=_sum(f.numerator for f in figures) if rule.operation is not Operation.SUM else None,
            denominator=_sum(f.denominator for f in figures) if rule.operation is not Operation.SUM else None,
            basis=figures[0].basis,
            known=sum(part.figure.known for part in parts),
            expected=sum(part.figure.expected for part in parts),
        ),
        (),
        missing,
    )


def _sum(values: object) -> Fraction:
    return sum((Fraction(value) for value in values), Fraction(0))  # type: ignore[attr-defined]


def _without_number(parts: Sequence[Part]) -> Figure:
    """Unknown where somebody said so, not applicable where that holds of all, else blank."""
    kinds = {part.figure.kind for part in parts}
    kind = Kind.UNKNOWN if Kind.UNKNOWN in kinds else Kind.BLANK
    if kinds == {Kind.NOT_APPLICABLE}:
        kind = Kind.NOT_APPLICABLE
    return Figure(kind, expected=sum(part.figure.expected for part in parts))


def _refusals(numbers: Sequence[Part], rule: Rule) -> list[Refusal]:
    found = []
    if rule.operation is Operation.NONE:
        found.append(Refusal(Cause.NO_OPERATION))
    if rule.double_counting and rule.operation is Operation.SUM:
        found.append(Refusal(Cause.DOUBLE_COUNTING))
    for cause, said in _DIFFERENCES:
        values = sorted({said(part.figure.basis) for part in numbers})
        if len(values) > 1:
            found.append(Refusal(cause, tuple(values)))
    if rule.operation in (Operation.MEAN, Operation.RATIO):
        bare = [p.label for p in numbers if p.figure.numerator is None or p.figure.denominator is None]
        if bare:
            found.append(Refusal(Cause.NO_DENOMINATOR, tuple(sorted(bare))))
    return found


def roll_up(place: Place, rule: Rule) -> dict[str, Result]:
    """Every place of the tree by its key.

    What was told of a place counts for the place above; where nothing was, the places below it count. Both
    are kept, with their gap: a contradiction is shown, never repaired.
    """
    found: dict[str, Result] = {}
    _roll(place, rule, found)
    return found


def _roll(place: Place, rule: Rule, found: dict[str, Result]) -> tuple[Result, bool]:
    """The place's result, and whether what counts for it was refused."""
    if not place.below:
        found[place.key] = Result(place.figure, told=place.figure)
        return found[place.key], False
    below = [(one, *_roll(one, rule, found)) for one in place.below]
    whole = aggregate([Part(one.key, one.label, result.figure) for one, result, _ in below], rule)
    refused = tuple(sorted(one.label for one, _, is_refused in below if is_refused))
    if refused:
        whole = Aggregate(None, (*whole.refusals, Refusal(Cause.PART_REFUSED, refused)), whole.missing)
    is_told = place.figure.kind is not Kind.BLANK
    counts = place.figure if is_told else whole.figure or Figure(expected=_expected(below))
    found[place.key] = Result(counts, whole, _gap(place.figure, whole, rule), place.figure)
    return found[place.key], whole.figure is None and not is_told


def _expected(below: Sequence[tuple[Place, Result, bool]]) -> int:
    return sum(result.figure.expected for _, result, _refused in below)


def _gap(figure: Figure, whole: Aggregate, rule: Rule) -> Fraction | None:
    if whole.figure is None:
        return None
    declared, computed = amount_of(figure, rule), amount_of(whole.figure, rule)
    return None if declared is None or computed is None else declared - computed
