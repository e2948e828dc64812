"""What is missing to be able to evaluate later: asked before the start, answered from what is declared."""

from azalai.engines.evaluability.assessing import assess
from azalai.engines.evaluability.model import Check, Indicator, Report, Subject, Verdict

__all__ = ["Check", "Indicator", "Report", "Subject", "Verdict", "assess"]
