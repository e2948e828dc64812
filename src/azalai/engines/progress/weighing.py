"""Means in which what nobody knows counts for nothing, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO, ONE = Decimal(0), Decimal(1)
STEP = Decimal("0.0001")  # progress is kept to a hundredth of a percent


@dataclass(frozen=True, slots=True)
class Part:
    """progress, known: 0 to 1; weight: None or 0 when no cost tells it."""

    progress: Decimal | None
    known: Decimal
    weight: Decimal | None


def weights(parts: Sequence[Part]) -> list[Decimal]:
    """Shares of one. A part without a cost weighs what the others weigh on average; all alike when none
    has one."""
    told = [part.weight for part in parts if part.weight]
    usual = sum(told, ZERO) / len(told) if told else ONE
    raw = [part.weight or usual for part in parts]
    total = sum(raw, ZERO)
    return [weight / total for weight in raw]


def mean(parts: Sequence[Part]) -> tuple[Decimal | None, Decimal]:
    """Progress of the whole and the share of it that is known; None when nothing is."""
    if not parts:
        return None, ZERO
    shares = weights(parts)
    known = _bounded(sum((share * part.known for share, part in zip(shares, parts, strict=True)), ZERO))
    if all(part.progress is None for part in parts):
        return None, known
    total = sum((share * (part.progress or ZERO) for share, part in zip(shares, parts, strict=True)), ZERO)
    return _bounded(total), known


def _bounded(value: Decimal) -> Decimal:
    return min(ONE, max(ZERO, value)).quantize(STEP)
