"""What the audit trail says about needs, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "need.stated": _("Besoin d'une région énoncé"),
    "need.withdrawn": _("Besoin d'une région retiré"),
}
FIELD_LABELS = {
    "cartography.regionalneed": {"objective": _("Objectif"), "region": _("Région")},
}
