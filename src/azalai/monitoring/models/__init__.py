"""Campaigns, who may still write in them, reports and what was approved of them, workbooks, reminders."""

from azalai.monitoring.models.campaigns import Campaign, CampaignLock
from azalai.monitoring.models.content import ReportContent
from azalai.monitoring.models.reminders import Reminder
from azalai.monitoring.models.reports import DeclaredContribution, Report, ReportVersion
from azalai.monitoring.models.sheets import ReportSheet

__all__ = [
    "Campaign",
    "CampaignLock",
    "DeclaredContribution",
    "Reminder",
    "Report",
    "ReportContent",
    "ReportSheet",
    "ReportVersion",
]
