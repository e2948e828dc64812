"""Who keeps missions and who reads them. What took place is read by whoever holds a post; what is planned
or was cancelled, by the secretariat, the administrator and the auditor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.concertation.missions.enums import MissionState
from azalai.concertation.models import Mission
from azalai.concertation.rules import KEEPERS, OVERSEERS
from azalai.core.authorship import Author
from azalai.core.permissions import checked


def can_see_missions(author: Author) -> bool:
    """Read what took place: whoever holds a post."""
    return author.has_role(*Role.values)


def can_see_all_missions(author: Author) -> bool:
    """Read what is planned or was cancelled, too."""
    return author.has_role(*OVERSEERS)


def can_see_mission(author: Author, mission: Mission) -> bool:
    """Read this one."""
    if can_see_all_missions(author):
        return True
    return can_see_missions(author) and mission.state == MissionState.HELD


def can_keep_missions(author: Author) -> bool:
    """Register, change and cancel: the secretariat."""
    return author.has_role(*KEEPERS)


check_see_missions = checked(can_see_missions, _("Votre poste ne donne pas accès aux missions."))
check_see_all_missions = checked(
    can_see_all_missions, _("Les missions prévues ou annulées sont réservées au secrétariat et à l'auditeur.")
)
check_see_mission = checked(
    can_see_mission, _("Cette mission n'a pas encore eu lieu : elle est réservée au secrétariat.")
)
check_keep_missions = checked(
    can_keep_missions, _("Les missions sont inscrites par le secrétariat permanent.")
)
