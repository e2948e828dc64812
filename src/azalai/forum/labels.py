"""What the audit trail says about exchanges and ideas, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "forum.thread-opened": _("Échange ouvert"),
    "forum.thread-closed": _("Échange clos"),
    "forum.thread-reopened": _("Échange rouvert"),
    "forum.thread-hidden": _("Échange masqué"),
    "forum.thread-restored": _("Échange rétabli"),
    "forum.audience-changed": _("Lecteurs d'un échange changés"),
    "forum.written": _("Message écrit"),
    "forum.edited": _("Message corrigé"),
    "forum.hidden": _("Message masqué"),
    "forum.restored": _("Message rétabli"),
    "forum.followed": _("Échange suivi"),
    "forum.unfollowed": _("Échange qui n'est plus suivi"),
    "forum.mail-chosen": _("Rythme des courriels choisi"),
    "forum.idea-given": _("Idée déposée"),
    "forum.idea-studied": _("Idée mise à l'étude"),
    "forum.idea-answered": _("Réponse à une idée"),
    "forum.idea-linked": _("Suite donnée à une idée"),
    "forum.idea-unlinked": _("Suite retirée"),
}
FIELD_LABELS = {"forum.idea": {"label": _("Suite"), "url": _("Adresse")}}
