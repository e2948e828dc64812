"""What is added up, and what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a figure is. Blank (nobody said anything) is not unknown, and neither is zero."""

    NUMBER = "number"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    BLANK = "blank"


class Operation(StrEnum):
    """How the parts make the whole."""

    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"
    NONE = "none"


class Cause(StrEnum):
    """Why parts are not put together."""

    NO_OPERATION = "no-operation"
    DOUBLE_COUNTING = "double-counting"
    DEFINITION = "definition"
    UNIT = "unit"
    METHOD = "method"
    NO_DENOMINATOR = "no-denominator"
    PART_REFUSED = "part-refused"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure means: two figures are of the same kind when all three are equal."""

    definition: str = ""
    unit: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How an indicator adds up.

    factor: what a ratio is multiplied by (100 for a percentage). double_counting: the same person or thing
    may be counted in two places, so that a sum would say too much.
    """

    operation: Operation
    factor: int = 1
    double_counting: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, told or computed.

    amount: of a sum. numerator, denominator: of a mean or ratio, kept apart so that nothing is rounded.
    known, expected: of how many figures it was made, out of how many.
    """

    kind: Kind = Kind.BLANK
    amount: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    basis: Basis = Basis()
    known: int = 0
    expected: int = 1

    @property
    def is_partial(self) -> bool:
        """Some of the figures that it should be made of are missing."""
        return self.kind is Kind.NUMBER and self.known < self.expected


def told(
    amount: Fraction | None,
    *,
    rule: Rule,
    basis: Basis = Basis(),
    numerator: Fraction | None = None,
    denominator: Fraction | None = None,
) -> Figure:
    """A number that somebody gave. Of a mean, the numerator follows from amount and weight."""
    if rule.operation is Operation.MEAN and numerator is None and None not in (amount, denominator):
        numerator = Fraction(amount or 0) * Fraction(denominator or 0) / rule.factor
    return Figure(Kind.NUMBER, amount, numerator, denominator, basis, known=1, expected=1)


def silent(kind: Kind) -> Figure:
    """No number: blank or unknown is missing, what does not apply is not expected either."""
    return Figure(kind, expected=0 if kind is Kind.NOT_APPLICABLE else 1)


@dataclass(frozen=True, slots=True)
class Part:
    """A figure and whose it is."""

    key: str
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cause, and what it was seen in: names of parts, or what differs between them."""

    cause: Cause
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The whole: figure is None when it was refused. missing: parts without a number, by name."""

    figure: Figure | None
    refusals: tuple[Refusal, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place with what was told of it, and the places just below."""

    key: str
    label: str
    figure: Figure = Figure()
    below: tuple[Place, ...] = ()

    def walk(self) -> Iterator[Place]:
        """The place and all below it."""
        yield self
        for place in self.below:
            yield from place.walk()


@dataclass(frozen=True, slots=True)
class Result:
    """A place after the roll-up.

    figure: what counts for the place above. computed: the aggregate of the places below, None where there
    are none. gap: what was told minus what was computed, where both are known.
    """

    figure: Figure
    computed: Aggregate | None = None
    gap: Fraction | None = None
    told: Figure = field(default_factory=Figure)
