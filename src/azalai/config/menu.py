"""The groups of the main menu, in order, with the rooms whose entries stand in each.

Only the roof knows every room: a room registers its entry and does not choose where it stands.
"""

from django.utils.translation import gettext_lazy as _

# Code, label, namespaces of the addresses or their whole name. An entry of an unknown room stands by itself
# at the end.
GROUPS = (
    ("home", _("Accueil"), ("home",)),
    ("plan", _("Plan"), ("plans", "frames")),
    ("work", _("Interventions"), ("interventions", "overlaps", "cartography")),
    ("concertation", _("Concertation"), ("concertation", "followup", "forum")),
    ("follow-up", _("Suivi-évaluation"), ("monitoring", "indicators", "evaluation", "reports")),
    ("actors", _("Acteurs"), ("actors",)),
    ("administration", _("Administration"), ("accounts",)),
)
