"""What the audit trail says about people and posts, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "person.opened": _("Compte ouvert"),
    "person.closed": _("Compte fermé"),
    "person.reopened": _("Compte rouvert"),
    "person.renamed": _("Nom affiché modifié"),
    "person.email-changed": _("Adresse électronique modifiée"),
    "person.language-changed": _("Langue modifiée"),
    "person.password-given": _("Mot de passe provisoire donné"),
    "person.password-changed": _("Mot de passe changé"),
    "person.second-factor-added": _("Second facteur activé"),
    "person.second-factor-removed": _("Second facteur désactivé"),
    "person.second-factor-reset": _("Second facteur réinitialisé"),
    "post.created": _("Poste créé"),
    "post.renamed": _("Poste renommé"),
    "post.closed": _("Poste fermé"),
    "post.switched": _("Changement de poste actif"),
    "tenure.appointed": _("Titulaire nommé"),
    "tenure.handed-over": _("Poste passé à un nouveau titulaire"),
    "tenure.deputised": _("Suppléant nommé"),
    "tenure.cancelled": _("Affectation annulée avant son début"),
    "tenure.ended": _("Fin d'affectation fixée"),
}
FIELD_LABELS = {
    "accounts.person": {
        "second_factor": _("Second facteur"),
        "is_active": _("Compte ouvert"),
        "email": _("Adresse électronique"),
        "username": _("Identifiant"),
    },
    "accounts.post": {"acting_post": _("Agit en tant que")},
    "accounts.tenure": {
        "post": _("Poste"),
        "person": _("Personne"),
        # Fields of the forms, as a kept form names them.
        "on": _("Date"),
        "until": _("Dernier jour"),
        "to_person": _("Nouveau titulaire"),
        "deputy": _("Suppléant"),
        "deputy_until": _("Dernier jour de la suppléance"),
        "reason": _("Motif"),
    },
}
