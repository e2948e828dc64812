"""What the audit trail says about organisations, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "organisations.loaded": _("Organismes chargés"),
    "organisation.registered": _("Organisme inscrit"),
    "organisation.updated": _("Organisme modifié"),
    "organisation.parent-set": _("Rattachement modifié"),
    "organisation.spelling-added": _("Graphie ajoutée"),
    "organisation.spelling-ended": _("Fin d'usage d'une graphie"),
    "organisation.network-joined": _("Entrée dans un réseau"),
    "organisation.network-left": _("Sortie d'un réseau"),
    "organisation.focal-point-appointed": _("Point focal désigné"),
    "organisation.focal-point-ended": _("Fin d'un point focal"),
}
FIELD_LABELS = {
    "frames.country": {
        "organisations_added": _("Organismes ajoutés"),
        "groups_added": _("Désignations collectives ajoutées"),
        "spellings_added": _("Graphies ajoutées"),
        "memberships_added": _("Appartenances ajoutées"),
    },
    "actors.organisation": {
        "spelling": _("Graphie"),
        "spelling_kind": _("Nature de la graphie"),
        "valid_from": _("En usage depuis"),
        "valid_to": _("Jusqu'à"),
        "network": _("Réseau"),
        "post": _("Poste"),
        "source": _("Source"),
        "starts_on": _("Du"),
        "ends_on": _("Au"),
    },
}
