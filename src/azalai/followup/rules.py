"""Who keeps the register, who reads a point, who tells how far it has come, who verifies.

The twins know the author, what the acting post speaks for (`Scope`) and the object, owners at hand. An
action is read by the members of its body, its owners, the secretariat, the administrator and the auditor.
A recommendation that belongs to no body is addressed to all: once it has been answered, whoever holds a
post reads it; before, and when it was refused, only those just named.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.followup.enums import PointKind, PointState
from azalai.followup.models import ActionPoint

KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.COMMUNICATION)
OVERSEERS = (*KEEPERS, Role.ADMINISTRATOR, Role.AUDITOR)
UNANSWERED = (PointState.PROPOSED, PointState.REFUSED)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the acting post speaks for today: the post itself, organisations, and bodies where it sits."""

    post: int | None = None
    organisations: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Interests:
    """What the person speaks for today in any of their posts: keys of posts and of organisations."""

    posts: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


NOTHING, NO_INTEREST = Scope(), Interests()


def can_see_register(author: Author) -> bool:
    """Open the register: whoever holds a post; each sees there what is theirs to see."""
    return author.has_role(*Role.values)


def can_see_all(author: Author) -> bool:
    """Read every point."""
    return author.has_role(*OVERSEERS)


def can_keep(author: Author) -> bool:
    """Register points, change them, link them, decide on them: the secretariat."""
    return author.has_role(*KEEPERS)


def is_owner(point: ActionPoint, scope: Scope) -> bool:
    """The acting post owns it, or speaks for an organisation that does."""
    of_post = point.owner_post_id is not None and point.owner_post_id == scope.post
    return of_post or not scope.organisations.isdisjoint(point.owner_keys)


def can_see_point(author: Author, point: ActionPoint, scope: Scope) -> bool:
    """See the head of this module."""
    if can_see_all(author):
        return True
    if not can_see_register(author):
        return False
    to_all = point.kind == PointKind.RECOMMENDATION and point.body_id is None
    if to_all and point.state not in UNANSWERED:
        return True
    return point.body_id in scope.bodies or is_owner(point, scope)


def can_update(author: Author, point: ActionPoint, scope: Scope) -> bool:
    """Tell how far it has come, accept or refuse: its owners, and the secretariat for those who told it."""
    return can_keep(author) or (can_see_register(author) and is_owner(point, scope))


def can_verify(author: Author, point: ActionPoint, interests: Interests) -> bool:
    """Verify what is said to be done: the secretariat, unless the person owns it, in whatever post, or is
    the one who said so."""
    if not can_keep(author) or point.state != PointState.DONE:
        return False
    if author.person_id is not None and author.person_id == point.done_by_id:
        return False
    owns = point.owner_post_id in interests.posts or not interests.organisations.isdisjoint(point.owner_keys)
    return not owns


def can_remind(author: Author) -> bool:
    """Ask the owners where they are: the secretariat."""
    return author.has_role(*KEEPERS)


check_see_register = checked(can_see_register, _("Votre poste ne donne pas accès au suivi des actions."))
check_see_all = checked(can_see_all, _("L'ensemble du registre est réservé au secrétariat et à l'auditeur."))
check_keep = checked(can_keep, _("Le registre des actions est tenu par le secrétariat permanent."))
check_see_point = checked(
    can_see_point, _("Cette action n'est visible que de l'instance, des responsables et du secrétariat.")
)
check_update = checked(
    can_update, _("Seuls les responsables de cette action et le secrétariat disent où elle en est.")
)
check_verify = checked(
    can_verify,
    _("Une action faite est vérifiée par un autre que son responsable, et que celui qui l'a dite faite."),
)
check_remind = checked(can_remind, _("Seul le secrétariat permanent relance les responsables."))
