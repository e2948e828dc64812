"""What the audit trail calls the room's actions."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "plans.upload.receive": _("Dépôt d'un fichier de plan"),
    "plans.upload.discard": _("Retrait d'un fichier déposé"),
    "plans.layout.choose": _("Choix des colonnes d'une mise en page"),
    "plans.version.import": _("Import d'un plan"),
    "plans.version.edit": _("Modification des informations générales d'un plan"),
    "plans.version.submit": _("Soumission d'une version à validation"),
    "plans.version.return": _("Renvoi d'une version en brouillon"),
    "plans.version.adopt": _("Adoption d'une version"),
    "plans.version.open": _("Ouverture d'une nouvelle version"),
    "plans.node.edit": _("Modification d'un élément du plan"),
    "plans.node.add": _("Ajout d'un élément au plan"),
    "plans.node.remove": _("Retrait d'un élément du plan"),
    "plans.finding.decide": _("Décision sur un constat"),
    "plans.review.record": _("Compte rendu d'un atelier de validation"),
    "plans.criterion.answer": _("Réponse à un critère"),
    "plans.criterion.withdraw": _("Retrait d'une réponse à un critère"),
}
