"""Where campaigns name organisations, so that a merge in the register is followed here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, register_reference


def register() -> None:
    """Reports, versions, reminders, locks. What both said of one line of a plan stays as it was said."""
    for label, model, country, once_per in (
        (_("Rapports d'activité"), "monitoring.Report", "campaign__country", "node_key"),
        (_("Versions de rapports"), "monitoring.ReportVersion", "report__campaign__country", "node_key"),
        (_("Relances de campagnes"), "monitoring.Reminder", "campaign__country", "campaign"),
        (_("Verrous de campagnes"), "monitoring.CampaignLock", "campaign__country", "campaign"),
    ):
        register_reference(Reference(label, model, country=country, once_per=once_per))
