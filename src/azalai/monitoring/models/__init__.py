"""Campaigns, who may still write in them, reports and what was approved of them."""

from azalai.monitoring.models.campaigns import Campaign, CampaignLock
from azalai.monitoring.models.content import ReportContent
from azalai.monitoring.models.reports import Report, ReportVersion

__all__ = ["Campaign", "CampaignLock", "Report", "ReportContent", "ReportVersion"]
