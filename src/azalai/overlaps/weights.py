"""Weights of the radar: those in force, and those of a calibration. Apart from other reads, for the engine
takes a second to import and pages that do not compare should not wait for it."""

from __future__ import annotations

from azalai.engines.overlap.parameters import Parameter, Parameters, in_force
from azalai.overlaps.enums import CalibrationState
from azalai.overlaps.models import Calibration
from azalai.overlaps.queries import accepted_calibration


def parameters_in_force(country: str) -> Parameters:
    """Those of the calibration accepted last, else those that the project ships; one query."""
    accepted = accepted_calibration(country)
    return in_force() if accepted is None else parameters_of(accepted)


def parameters_of(calibration: Calibration) -> Parameters:
    """What it says, over what the project ships: a parameter that it does not know keeps its value."""
    told = {row["name"]: Parameter(**row) for row in calibration.parameters}
    return Parameters(tuple(told.get(item.name, item) for item in in_force().values))


def parameters_before(calibration: Calibration) -> Parameters:
    """Those that were in force when it was proposed; one query."""
    rows = Calibration.objects.filter(
        country=calibration.country_id,
        state=CalibrationState.ACCEPTED,
        settled_at__lte=calibration.proposed_at,
    )
    earlier = rows.order_by("-settled_at", "-id").first()
    return in_force() if earlier is None else parameters_of(earlier)
