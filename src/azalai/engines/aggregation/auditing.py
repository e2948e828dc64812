"""Stored aggregates compared with what their parts give today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from azalai.engines.aggregation.model import Aggregate, Rule
from azalai.engines.aggregation.rolling import amount_of

STEP = Decimal("0.000001")
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Stored:
    """An aggregate as it is written down: plain values, rounded to a millionth.

    kind: a `Kind`, or "refused". causes: codes of the refusals, in order.
    """

    kind: str
    amount: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    known: int = 0
    expected: int = 0
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a stored aggregate that is not what its parts give; stored or computed may be absent."""

    key: str
    field: str
    stored: object
    computed: object


def rounded(value: Fraction | None) -> Decimal | None:
    """The number as it is written down."""
    if value is None:
        return None
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(STEP, ROUND_HALF_EVEN)


def as_stored(whole: Aggregate, rule: Rule) -> Stored:
    """What is to be written down."""
    figure = whole.figure
    if figure is None:
        return Stored(REFUSED, causes=tuple(sorted(one.cause.value for one in whole.refusals)))
    return Stored(
        figure.kind.value,
        rounded(amount_of(figure, rule)),
        rounded(figure.numerator),
        rounded(figure.denominator),
        figure.known,
        figure.expected,
    )


def differences(stored: Mapping[str, Stored], computed: Mapping[str, Stored]) -> list[Difference]:
    """Everything in which the two differ, by key; an aggregate that is missing or too many is told too."""
    found = []
    for key in sorted({*stored, *computed}):
        was, ought = stored.get(key), computed.get(key)
        if was is None or ought is None:
            found.append(Difference(key, "", was and was.kind, ought and ought.kind))
            continue
        names = (field.name for field in fields(Stored))
        pairs = ((name, getattr(was, name), getattr(ought, name)) for name in names)
        found += [Difference(key, name, old, new) for name, old, new in pairs if old != new]
    return found
