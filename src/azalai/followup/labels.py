"""What the audit trail says about follow-up, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "followup.point-registered": _("Action ou recommandation inscrite"),
    "followup.point-changed": _("Action ou recommandation modifiée"),
    "followup.point-moved": _("État d'une action changé"),
    "followup.point-updated": _("Nouvelles d'une action"),
    "followup.point-verified": _("Action vérifiée"),
    "followup.point-asked": _("Responsables interrogés sur une action"),
    "followup.sheet-received": _("Classeur d'actions reçu"),
    "followup.sheet-accepted": _("Classeur d'actions repris"),
    "followup.point-on-agenda": _("Action mise à l'ordre du jour"),
}
FIELD_LABELS = {
    "followup.actionpoint": {
        "owners": _("Responsables"),
        "lines": _("Lignes de plan"),
        "objectives": _("Objectifs"),
        "channel": _("Voie"),
        "deadline": _("Échéance"),
        "people": _("Personnes interrogées"),
    },
}
