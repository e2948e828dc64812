"""Reports, their passages and their figures."""

from azalai.reports.models.content import Figure, Mention, Passage
from azalai.reports.models.reports import Report

__all__ = ["Figure", "Mention", "Passage", "Report"]
