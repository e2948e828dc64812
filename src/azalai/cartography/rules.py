"""Who may read the cartography and state needs. The twins know only the author."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.cartography.models import RegionalNeed
from azalai.core.authorship import Author
from azalai.core.permissions import checked

READERS = tuple(Role.values)
KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR)


def can_see_cartography(author: Author) -> bool:
    """Read every page of the room: whoever holds a post."""
    return author.has_role(*READERS)


def can_state_need(author: Author) -> bool:
    """Say what a region needs: the secretariat and the administrator."""
    return author.has_role(*KEEPERS)


def can_withdraw_need(author: Author, need: RegionalNeed) -> bool:
    """Take back a need that still stands."""
    return need.withdrawn_at is None and can_state_need(author)


check_see_cartography = checked(can_see_cartography, _("Votre poste ne donne pas accès à la cartographie."))
check_state_need = checked(
    can_state_need, _("Seuls le secrétariat et l'administrateur énoncent les besoins des régions.")
)
check_withdraw_need = checked(
    can_withdraw_need,
    _("Seuls le secrétariat et l'administrateur retirent un besoin, une seule fois."),
)
