"""Who may do what with accounts, posts and the audit trail. The twins know only the author."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked

# Posts that watch over the others: only an administrator gives them away.
GUARDED_ROLES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def can_manage_accounts(author: Author) -> bool:
    """Open and close accounts, give a provisional password, reset a second factor."""
    return author.has_role(Role.ADMINISTRATOR)


def can_manage_posts(author: Author) -> bool:
    """Create posts and say who holds them."""
    return author.has_role(Role.ADMINISTRATOR, Role.PERMANENT_SECRETARY)


def can_manage_post(author: Author, role: str) -> bool:
    """Manage posts of that role: nobody but an administrator appoints administrators and auditors."""
    return can_manage_accounts(author) or (can_manage_posts(author) and role not in GUARDED_ROLES)


def can_see_posts(author: Author) -> bool:
    """See who holds which post: everyone who acts from one."""
    return author.has_role(*Role.values)


def can_read_audit(author: Author) -> bool:
    """Read, search and verify the whole audit trail."""
    return author.has_role(Role.AUDITOR, Role.ADMINISTRATOR, Role.PERMANENT_SECRETARY)


def can_read_post_history(author: Author, post_id: int) -> bool:
    """Read what was written from a post: its history is handed over to whoever holds it."""
    return can_read_audit(author) or (author.post_id is not None and author.post_id == post_id)


def can_edit_profile(author: Author, person_id: int) -> bool:
    """Change a person's name or language: the person, or an administrator."""
    own = author.person_id is not None and author.person_id == person_id
    return own or can_manage_accounts(author)


check_manage_accounts = checked(can_manage_accounts, _("Seul un administrateur peut gérer les comptes."))
check_manage_posts = checked(
    can_manage_posts, _("Seuls un administrateur et le secrétaire permanent peuvent gérer les postes.")
)
check_manage_post = checked(
    can_manage_post, _("Seul un administrateur peut gérer les postes d'administrateur et d'auditeur.")
)
check_see_posts = checked(can_see_posts, _("Vous devez occuper un poste pour voir les postes."))
check_read_audit = checked(
    can_read_audit,
    _("Le journal est réservé à l'auditeur, au secrétaire permanent et aux administrateurs."),
)
check_read_post_history = checked(
    can_read_post_history, _("L'historique d'un poste est réservé à la personne qui l'occupe.")
)
check_edit_profile = checked(can_edit_profile, _("Vous ne pouvez modifier que votre propre profil."))
