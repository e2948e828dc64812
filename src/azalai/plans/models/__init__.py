"""Plans, their versions and nodes; files handed over; findings and decisions; validation."""

from azalai.plans.models.findings import Finding, FindingDecision
from azalai.plans.models.nodes import Node, NodeBody, NodeReference
from azalai.plans.models.plans import Plan, PlanVersion
from azalai.plans.models.review import CriterionAnswer, Review, ReviewParticipant, ReviewPoint
from azalai.plans.models.uploads import LayoutChoice, Upload

__all__ = [
    "CriterionAnswer",
    "Finding",
    "FindingDecision",
    "LayoutChoice",
    "Node",
    "NodeBody",
    "NodeReference",
    "Plan",
    "PlanVersion",
    "Review",
    "ReviewParticipant",
    "ReviewPoint",
    "Upload",
]
