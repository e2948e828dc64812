"""How far each activity has come: what its lead declares, with what campaigns reported where they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from azalai.interventions.models import Intervention


@dataclass(frozen=True, slots=True)
class Progress:
    """State in words; rate: between 0 and 1, None when nobody has said; told_on: day of the last report."""

    state: str
    rate: Decimal | None = None
    told_on: date | None = None


def of_interventions(found: Sequence[Intervention]) -> dict[int, Progress]:
    """Key -> progress, for every intervention given."""
    return {one.pk: Progress(str(one.get_status_display())) for one in found}
