"""Who may read and change the register of organisations. The twins know only the author."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked

KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR)
# What is thought of an organisation is the secretariat's: the administrator keeps the machine, not this.
ANALYSTS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION)


def can_see_actors(author: Author) -> bool:
    """Read the register: everyone who has signed in."""
    return author.person_id is not None or "system" in author.roles


def can_edit_actors(author: Author) -> bool:
    """Register organisations, change them, their spellings, networks and focal points."""
    return author.has_role(*KEEPERS)


def can_see_history(author: Author) -> bool:
    """Read who changed an organisation, and when."""
    return author.has_role(*KEEPERS, Role.AUDITOR)


def can_merge_actors(author: Author) -> bool:
    """Make two records one, part them again, and say that two are not the same."""
    return author.has_role(*KEEPERS)


def can_confirm_names(author: Author) -> bool:
    """Say whom a name met in a document designates."""
    return author.has_role(*KEEPERS)


def can_see_analyses(author: Author) -> bool:
    """Read the stakeholder analysis: the secretariat and the auditor, nobody else."""
    return author.has_role(*ANALYSTS, Role.COMMUNICATION, Role.AUDITOR)


def can_write_analyses(author: Author) -> bool:
    """Add an analysis."""
    return author.has_role(*ANALYSTS)


def can_load_actors(author: Author) -> bool:
    """Load the organisations that come with the software."""
    return author.has_role(Role.ADMINISTRATOR)


check_see_actors = checked(can_see_actors, _("Connectez-vous pour lire le registre des acteurs."))
check_edit_actors = checked(
    can_edit_actors, _("Le registre des acteurs est tenu par le secrétariat permanent et l'administrateur.")
)
check_see_history = checked(
    can_see_history, _("L'historique d'un acteur est réservé au secrétariat et à l'auditeur.")
)
check_load_actors = checked(
    can_load_actors, _("Seul un administrateur peut charger la liste des organismes livrée.")
)
check_merge_actors = checked(
    can_merge_actors,
    _("Les fiches en double sont traitées par le secrétariat permanent et l'administrateur."),
)
check_confirm_names = checked(
    can_confirm_names, _("Les noms sont confirmés par le secrétariat permanent et l'administrateur.")
)
check_see_analyses = checked(
    can_see_analyses, _("L'analyse des parties prenantes est réservée au secrétariat et à l'auditeur.")
)
check_write_analyses = checked(
    can_write_analyses, _("L'analyse des parties prenantes est rédigée par le secrétariat permanent.")
)
