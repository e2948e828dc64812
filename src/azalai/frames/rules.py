"""Who may read and change reference data. The twins know only the author."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked


def can_see_reference(author: Author) -> bool:
    """Read frameworks, places and the country profile: everyone who has signed in."""
    return author.person_id is not None or "system" in author.roles


def can_load_reference(author: Author) -> bool:
    """Load the lists that come with the software."""
    return author.has_role(Role.ADMINISTRATOR)


def can_correct_item(author: Author) -> bool:
    """Confirm or correct an unconfirmed title, with its source."""
    return author.has_role(Role.ADMINISTRATOR, Role.DOCUMENTATION)


check_see_reference = checked(can_see_reference, _("Connectez-vous pour lire les référentiels."))
check_load_reference = checked(
    can_load_reference, _("Seul un administrateur peut charger les données de référence.")
)
check_correct_item = checked(
    can_correct_item,
    _("Seuls un administrateur et le chargé de documentation peuvent corriger un intitulé."),
)
