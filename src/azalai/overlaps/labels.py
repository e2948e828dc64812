"""What the audit trail says about overlaps, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "overlaps.ran": _("Passage du radar"),
    "overlaps.found": _("Recoupements trouvés"),
    "overlaps.decided": _("Recoupement décidé"),
    "overlaps.decisions-reopened": _("Décision retirée"),
    "overlaps.opinion-stated": _("Avis donné sur un recoupement"),
    "overlaps.partners-told": _("Partenaires informés d'un recoupement"),
    "overlaps.calibration-proposed": _("Calage du radar proposé"),
    "overlaps.calibration-accepted": _("Calage du radar accepté"),
    "overlaps.calibration-set-aside": _("Calage du radar écarté"),
    "overlaps.joint-invited": _("Action conjointe proposée"),
    "overlaps.joint-answered": _("Réponse à une action conjointe"),
    "overlaps.joint-written": _("Message dans une action conjointe"),
    "overlaps.joint-changed": _("Action conjointe modifiée"),
    "overlaps.joint-concluded": _("Action conjointe conclue"),
}
FIELD_LABELS = {
    "overlaps.run": {
        "compared": _("Interventions comparées"),
        "found": _("Paires trouvées"),
        "new": _("Nouvelles"),
        "gone": _("Disparues"),
    },
    "interventions.intervention": {"pairs": _("Recoupements trouvés")},
}
