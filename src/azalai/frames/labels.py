"""What the audit trail says about reference data, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "country.loaded": _("Profil de pays chargé"),
    "country.updated": _("Profil de pays mis à jour"),
    "framework.loaded": _("Cadre de référence chargé"),
    "framework.updated": _("Cadre de référence mis à jour"),
    "framework.linked": _("Correspondances chargées"),
    "places.loaded": _("Lieux chargés"),
    "item.corrected": _("Intitulé corrigé ou confirmé"),
}
FIELD_LABELS = {
    "frames.country": {
        "laws": _("Textes juridiques"),
        "places_added": _("Lieux ajoutés"),
        "places_changed": _("Lieux modifiés"),
        "names_added": _("Autres noms ajoutés"),
    },
    "frames.framework": {
        "items_added": _("Lignes ajoutées"),
        "items_changed": _("Lignes modifiées"),
        "links_added": _("Correspondances ajoutées"),
        "links_changed": _("Correspondances modifiées"),
    },
}
