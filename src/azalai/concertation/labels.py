"""What the audit trail says about concertation, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "concertation.body-loaded": _("Instance chargée avec le pays"),
    "concertation.body-registered": _("Instance inscrite"),
    "concertation.body-changed": _("Instance modifiée"),
    "concertation.body-closed": _("Fin de l'instance notée"),
    "concertation.seat-added": _("Siège ajouté"),
    "concertation.seat-changed": _("Siège modifié"),
    "concertation.seat-ended": _("Siège rendu"),
    "concertation.meeting-prepared": _("Réunion préparée"),
    "concertation.meeting-convened": _("Réunion convoquée"),
    "concertation.meeting-changed": _("Réunion modifiée"),
    "concertation.meeting-cancelled": _("Réunion annulée"),
    "concertation.meeting-held": _("Réunion tenue"),
    "concertation.item-added": _("Point ajouté à l'ordre du jour"),
    "concertation.item-proposed": _("Point proposé par un membre"),
    "concertation.item-settled": _("Point proposé retenu ou non"),
    "concertation.items-carried-over": _("Points reportés de la réunion précédente"),
    "concertation.answered": _("Réponse à une convocation"),
    "concertation.links-renewed": _("Liens de réponse refaits"),
    "concertation.reminded": _("Convocations relancées"),
    "concertation.minutes-opened": _("Compte rendu ouvert"),
    "concertation.minutes-saved": _("Compte rendu écrit"),
    "concertation.meeting-recorded": _("Réunion passée inscrite"),
    "concertation.minutes-received": _("Fichier de compte rendu reçu"),
    "concertation.minutes-imported": _("Compte rendu repris d'un fichier"),
    "concertation.minutes-circulated": _("Compte rendu envoyé en relecture"),
    "concertation.minutes-returned": _("Compte rendu revenu en brouillon"),
    "concertation.minutes-adopted": _("Compte rendu adopté"),
    "concertation.amendment-proposed": _("Amendement proposé"),
    "concertation.amendment-settled": _("Amendement examiné"),
}
FIELD_LABELS = {
    "concertation.meeting": {
        "seats": _("Sièges convoqués"),
        "filled": _("Sièges présents ou représentés"),
        "titles": _("Points"),
        "reminded": _("Membres relancés"),
        "relayed": _("Suppléants sollicités"),
        "escalated": _("Remontées à la hiérarchie"),
        "unanswered": _("Sans réponse"),
        "eve": _("Rappels de la veille"),
    },
    "concertation.minutes": {
        "revision": _("Révision"),
        "items": _("Points"),
        "actions": _("Points d'action"),
        "version": _("Version"),
    },
}
