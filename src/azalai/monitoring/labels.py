"""What the pages and the audit trail say about campaigns and reports, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from azalai.core import formatting
from azalai.engines.progress.model import Late, LateBecause
from azalai.monitoring.models import Campaign
from azalai.monitoring.windows import Why, Window

ACTION_LABELS = {
    "monitoring.campaign-prepared": _("Campagne préparée"),
    "monitoring.campaign-changed": _("Campagne modifiée"),
    "monitoring.campaign-opened": _("Campagne ouverte"),
    "monitoring.campaign-completed": _("Rapports attendus ajoutés"),
    "monitoring.campaign-closed": _("Campagne close"),
    "monitoring.campaign-reopened": _("Campagne rouverte"),
    "monitoring.campaign-deleted": _("Campagne supprimée"),
    "monitoring.locked": _("Saisie verrouillée pour un organisme"),
    "monitoring.unlocked": _("Saisie rouverte à un organisme"),
    "monitoring.lock-lifted": _("Verrou levé"),
    "monitoring.reminded": _("Organismes relancés"),
    "monitoring.sheet-received": _("Classeur de rapports reçu"),
    "monitoring.sheet-columns-told": _("Colonnes d'un classeur de rapports reconnues"),
    "monitoring.sheet-accepted": _("Classeur de rapports repris"),
    "monitoring.report-added": _("Rapport ajouté"),
    "monitoring.report-written": _("Rapport modifié"),
    "monitoring.report-submitted": _("Rapport envoyé"),
    "monitoring.report-checked": _("Rapport vérifié"),
    "monitoring.report-approved": _("Rapport approuvé"),
    "monitoring.report-returned": _("Rapport renvoyé pour correction"),
    "monitoring.report-amended": _("Rapport approuvé repris pour correction"),
    "monitoring.amendment-dropped": _("Correction abandonnée"),
    "monitoring.report-exempted": _("Organisme dispensé de rapport"),
    "monitoring.report-expected": _("Rapport de nouveau attendu"),
}
FIELD_LABELS: dict[str, dict[str, Any]] = {
    "monitoring.campaign": {
        "period": _("Période"),
        "opens_on": _("Ouverture de la saisie"),
        "due_on": _("À temps jusqu'au"),
        "closes_on": _("Close après le"),
        "guidance": _("Consigne"),
        "asks_unlinked": _("Interventions rattachées à aucun plan"),
        "expected": _("Rapports attendus"),
        "missing": _("Rapports manquants"),
        "organisation": _("Organisme"),
        "until": _("Jusqu'au"),
        "kind": _("Raison"),
        "told": _("Organismes relancés"),
    },
    "monitoring.reportsheet": {
        "name": _("Fichier"),
        "sha256": _("Empreinte"),
        "columns": _("Colonnes"),
        "sent": _("Rapports envoyés"),
        "drafts": _("Brouillons enregistrés"),
        "refused": _("Lignes refusées"),
    },
    "monitoring.report": {
        "state": _("État"),
        "late": _("En retard"),
        "version": _("Version approuvée"),
        "until": _("À corriger jusqu'au"),
    },
}


def shut(window: Window, campaign: Campaign) -> str:
    """Why nothing may be written, and what to do."""
    days = {"opens": formatting.day(campaign.opens_on), "closes": formatting.day(campaign.closes_on)}
    words = {
        Why.NOT_YET: gettext("La saisie ouvre le %(opens)s.") % days,
        Why.OVER: gettext(
            "La campagne est close depuis le %(closes)s. Ce que vous avez saisi est gardé ; demandez au "
            "secrétariat de rouvrir la saisie à votre organisme."
        )
        % days,
        Why.LOCKED: gettext("Le secrétariat a verrouillé la saisie de votre organisme : %(reason)s")
        % {"reason": window.reason},
    }
    return words[window.why]


def late_because(late: Late | None) -> str:
    """The sentence that explains why a line is late, "" when it is not."""
    if late is None:
        return ""
    day = {"day": formatting.day(late.day)}
    if late.because == LateBecause.END_PASSED:
        return gettext("devait être achevée le %(day)s au plus tard") % day
    return gettext("devait commencer le %(day)s au plus tard ; rien n'est dit commencé") % day
