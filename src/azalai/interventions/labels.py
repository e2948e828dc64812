"""Interventions in words: what the audit trail says, objectives in a list."""

from django.utils.translation import gettext_lazy as _

from azalai.frames.models import FrameworkItem


def numbered(item: FrameworkItem, between: str = " ") -> str:
    """Code and short title; the code alone where no title is known."""
    return item.code if item.label == item.code else f"{item.code}{between}{item.label}"


ACTION_LABELS = {
    "intervention.drafted": _("Brouillon d'intervention ouvert"),
    "intervention.draft-saved": _("Brouillon d'intervention enregistré"),
    "intervention.draft-deleted": _("Brouillon d'intervention supprimé"),
    "intervention.published": _("Intervention publiée"),
    "intervention.updated": _("Intervention modifiée"),
    "intervention.suspended": _("Intervention suspendue"),
    "intervention.cancelled": _("Intervention annulée"),
    "intervention.resumed": _("Intervention reprise"),
    "intervention.linked": _("Intervention rattachée au plan"),
    "intervention.unlinked": _("Intervention détachée du plan"),
    "intervention.document-added": _("Document joint à une intervention"),
    "intervention.document-removed": _("Document retiré d'une intervention"),
    "interventions.sheet-received": _("Classeur d'interventions reçu"),
    "interventions.sheet-accepted": _("Classeur d'interventions repris"),
    "interventions.iati-received": _("Fichier IATI reçu"),
    "interventions.iati-discarded": _("Fichier IATI écarté"),
    "interventions.iati-imported": _("Fichier IATI repris"),
}
FIELD_LABELS = {
    "interventions.intervention": {
        "bodies": _("Organismes participants"),
        "objectives": _("Objectifs"),
        "places": _("Lieux"),
        "targets": _("Groupes cibles"),
        "budgets": _("Budget"),
        "counts": _("Dénombrements"),
        "links": _("Documents en ligne"),
        "externals": _("Identifiants extérieurs"),
        "line": _("Ligne du plan"),
        "document": _("Document"),
        "plan": _("Plan"),
    },
    "interventions.sheetupload": {
        "created": _("Interventions ajoutées"),
        "updated": _("Interventions modifiées"),
        "unchanged": _("Interventions inchangées"),
    },
    "frames.country": {
        "interventions_created": _("Interventions ajoutées"),
        "interventions_updated": _("Interventions modifiées"),
        "interventions_unchanged": _("Interventions inchangées"),
        "file": _("Fichier"),
    },
}
