"""Interventions with what they consist of, their ties to plans, and workbooks handed over."""

from azalai.interventions.models.iati import IatiUpload
from azalai.interventions.models.interventions import ExternalIdentifier, Intervention
from azalai.interventions.models.links import InterventionDocument, PlanLink
from azalai.interventions.models.parts import (
    Budget,
    Count,
    InterventionBody,
    InterventionObjective,
    InterventionPlace,
    TargetGroup,
)
from azalai.interventions.models.sheets import SheetUpload

__all__ = [
    "Budget",
    "Count",
    "ExternalIdentifier",
    "IatiUpload",
    "Intervention",
    "InterventionBody",
    "InterventionDocument",
    "InterventionObjective",
    "InterventionPlace",
    "PlanLink",
    "SheetUpload",
    "TargetGroup",
]
