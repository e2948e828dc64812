"""Who may read and write interventions. The twins know the author and what the post speaks for.

`Scope` is read once per request (`queries.scope_of`); the rules themselves ask nothing of the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.interventions.enums import STOPPED
from azalai.interventions.models import Intervention

READERS = tuple(Role.values)
KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR)
DECLARERS = (*KEEPERS, Role.PARTNER, Role.FOCAL_POINT)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the acting post is focal point of: keys of organisations."""

    organisations: frozenset[int] = frozenset()


NOTHING = Scope()


def can_see_interventions(author: Author) -> bool:
    """Read what is published: whoever holds a post."""
    return author.has_role(*READERS)


def can_keep_interventions(author: Author) -> bool:
    """Write any intervention: the secretariat and the administrator."""
    return author.has_role(*KEEPERS)


def can_declare(author: Author, scope: Scope) -> bool:
    """Open a draft: the secretariat; a partner or focal point whose post speaks for an organisation."""
    return can_keep_interventions(author) or (author.has_role(*DECLARERS) and bool(scope.organisations))


def can_see(author: Author, intervention: Intervention, scope: Scope) -> bool:
    """What is published, for all; a draft, for those who may write it."""
    if not intervention.is_draft:
        return can_see_interventions(author)
    return can_edit(author, intervention, scope)


def can_edit(author: Author, intervention: Intervention, scope: Scope) -> bool:
    """Write it: the secretariat; the partner or focal point whose organisation leads it.

    A draft without a lead belongs to the post that opened it. Where an intervention takes place gives no
    right on it: what others do is read, not rewritten.
    """
    if can_keep_interventions(author):
        return True
    return author.has_role(Role.PARTNER, Role.FOCAL_POINT) and _is_own(author, intervention, scope)


def _is_own(author: Author, intervention: Intervention, scope: Scope) -> bool:
    if intervention.lead_id is not None:
        return intervention.lead_id in scope.organisations
    opened_here = author.post_id is not None and intervention.entered_post_id == author.post_id
    return intervention.is_draft and opened_here


def can_lead(author: Author, organisation_id: int | None, scope: Scope) -> bool:
    """Declare in the name of that organisation (None: nobody yet)."""
    return can_keep_interventions(author) or organisation_id is None or organisation_id in scope.organisations


def can_publish(author: Author, intervention: Intervention, scope: Scope) -> bool:
    """Show a draft to everyone."""
    return intervention.is_draft and can_edit(author, intervention, scope)


def can_delete_draft(author: Author, intervention: Intervention, scope: Scope) -> bool:
    """Throw a draft away; what was published stays."""
    return intervention.is_draft and can_edit(author, intervention, scope)


def can_stop(author: Author, intervention: Intervention, scope: Scope) -> bool:
    """Say that it is suspended or cancelled."""
    return not intervention.is_draft and can_edit(author, intervention, scope)


def can_resume(author: Author, intervention: Intervention, scope: Scope) -> bool:
    """Say that it goes on."""
    return intervention.status in STOPPED and can_stop(author, intervention, scope)


def can_import(author: Author) -> bool:
    """Take over a workbook or an IATI file, which speak for many organisations."""
    return can_keep_interventions(author)


def can_see_history(author: Author) -> bool:
    """Read who changed an intervention, and when."""
    return author.has_role(*KEEPERS, Role.AUDITOR)


check_see_interventions = checked(
    can_see_interventions, _("Votre poste ne donne pas accès aux interventions.")
)
check_keep_interventions = checked(
    can_keep_interventions, _("Seuls le secrétariat et l'administrateur tiennent toutes les interventions.")
)
check_declare = checked(
    can_declare,
    _("Votre poste n'est le point focal d'aucun organisme : demandez au secrétariat de l'y désigner."),
)
check_see = checked(can_see, _("Ce brouillon n'est visible que de ses auteurs et du secrétariat."))
check_edit = checked(can_edit, _("Cette intervention est tenue par son chef de file et par le secrétariat."))
check_lead = checked(
    can_lead, _("Vous ne pouvez déclarer qu'au nom d'un organisme dont vous êtes point focal.")
)
check_publish = checked(can_publish, _("Seuls ses auteurs publient un brouillon, une seule fois."))
check_delete_draft = checked(can_delete_draft, _("Seul un brouillon se supprime, par ses auteurs."))
check_stop = checked(can_stop, _("Seuls ses auteurs et le secrétariat arrêtent une intervention publiée."))
check_resume = checked(can_resume, _("Seule une intervention suspendue ou annulée peut reprendre."))
check_import = checked(
    can_import, _("Seuls le secrétariat et l'administrateur reprennent un classeur ou un fichier IATI.")
)
check_see_history = checked(
    can_see_history, _("L'historique d'une intervention est réservé au secrétariat et à l'auditeur.")
)
