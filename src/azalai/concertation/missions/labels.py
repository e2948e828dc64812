"""What the audit trail says about missions, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "concertation.mission-registered": _("Mission inscrite"),
    "concertation.mission-changed": _("Mission modifiée"),
    "concertation.mission-cancelled": _("Mission annulée"),
    "concertation.mission-reopened": _("Mission remise parmi les missions prévues"),
}
FIELD_LABELS = {
    "concertation.mission": {
        "hosts": _("Organismes d'accueil"),
        "participants": _("Organismes participants"),
    },
}
