"""Who reads, writes and moderates exchanges; who answers ideas. The twins know the author, where the acting
post sits (`Scope` of concertation), and the object.

A thread is read by its audience: the members of its body, whoever holds a post, or everybody. The secretariat
and the auditor read everything, also what was hidden. An idea is read by the secretariat first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.concertation.rules import KEEPERS, Scope
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.forum.enums import SHOWN, Audience, Opening, ThreadState
from azalai.forum.models import Contribution, Idea, Thread

WRITERS = tuple(role for role in Role.values if role != Role.AUDITOR)
OVERSEERS = (*KEEPERS, Role.ADMINISTRATOR, Role.AUDITOR)
EDIT_WINDOW = timedelta(hours=24)


def can_see_forum(author: Author) -> bool:
    """Open the room with everything that concerns a post: whoever holds one."""
    return author.has_role(*Role.values)


def can_oversee(author: Author) -> bool:
    """Read whatever was written, hidden or not, and the queue of mails."""
    return author.has_role(*OVERSEERS)


def can_moderate(author: Author) -> bool:
    """Hide, restore, close: the secretariat."""
    return author.has_role(*KEEPERS)


def can_see_thread(author: Author, thread: Thread, scope: Scope) -> bool:
    """The audience of the thread; what was hidden, only the secretariat and the auditor."""
    if can_oversee(author):
        return True
    if thread.state == ThreadState.HIDDEN:
        return False
    if thread.audience == Audience.PUBLIC:
        return True
    if thread.audience == Audience.MEMBERS:
        return can_see_forum(author)
    return can_see_forum(author) and thread.body_id in scope.bodies


def can_see_contribution(author: Author, contribution: Contribution, scope: Scope) -> bool:
    """Whoever reads the thread; a hidden message, only the secretariat and the auditor."""
    if not can_see_thread(author, contribution.thread, scope):
        return False
    return not contribution.is_hidden or can_oversee(author)


def can_open(author: Author) -> bool:
    """Open a thread: whoever holds a post, but the auditor."""
    return author.has_role(*WRITERS)


def can_open_for(author: Author, audience: str, body_id: int | None, scope: Scope) -> bool:
    """For that audience: the secretariat for everybody; others for their own body or for all posts."""
    if not can_open(author):
        return False
    if can_moderate(author) or audience == Audience.MEMBERS:
        return True
    return audience == Audience.BODY and body_id in scope.bodies


def can_write(author: Author, thread: Thread, scope: Scope) -> bool:
    """Write in a thread that is open: its readers who hold a post, but the auditor."""
    return can_open(author) and thread.state == ThreadState.OPEN and can_see_thread(author, thread, scope)


def can_edit(author: Author, contribution: Contribution, at: datetime) -> bool:
    """Change one's own text within a day, while the thread is open and nobody has hidden the message."""
    is_own = author.person_id is not None and contribution.person_id == author.person_id
    is_same = is_own and contribution.post_id == author.post_id
    is_early = at - contribution.written_at <= EDIT_WINDOW
    is_open = contribution.thread.state == ThreadState.OPEN and not contribution.is_hidden
    return can_open(author) and is_same and is_early and is_open


def can_follow(author: Author, thread: Thread, scope: Scope) -> bool:
    """Follow a thread that one reads, for one's post."""
    return author.post_id is not None and can_see_forum(author) and can_see_thread(author, thread, scope)


def can_choose_mail(author: Author) -> bool:
    """Say how often one wants to be written to: whoever holds a post."""
    return author.person_id is not None and can_see_forum(author)


def can_send_digests(author: Author) -> bool:
    """Make the digests that are due and send again what has not left."""
    return author.has_role(*KEEPERS)


def can_give_idea(author: Author) -> bool:
    """Put an idea in the box: as the setting says; the auditor only watches."""
    if author.has_role(Role.AUDITOR) or settings.IDEAS == Opening.CLOSED:
        return False
    return settings.IDEAS == Opening.PUBLIC or can_see_forum(author)


def can_read_box(author: Author) -> bool:
    """Read the ideas that are under study or answered."""
    return settings.IDEAS == Opening.PUBLIC or can_see_forum(author)


def can_see_idea(author: Author, idea: Idea) -> bool:
    """The secretariat and the auditor every idea; others those that are shown, and their own."""
    if can_oversee(author):
        return True
    is_own = author.person_id is not None and idea.person_id == author.person_id
    return is_own or (idea.state in SHOWN and can_read_box(author))


def can_answer_idea(author: Author) -> bool:
    """Study ideas and answer them: the secretariat."""
    return author.has_role(*KEEPERS)


check_see_forum = checked(can_see_forum, _("Votre poste ne donne pas accès aux échanges."))
check_oversee = checked(can_oversee, _("Cette page est réservée au secrétariat et à l'auditeur."))
check_moderate = checked(can_moderate, _("Seul le secrétariat permanent modère les échanges."))
check_see_thread = checked(can_see_thread, _("Cet échange n'est pas ouvert à votre poste."))
check_see_contribution = checked(can_see_contribution, _("Ce message n'est pas ouvert à votre poste."))
check_open = checked(can_open, _("Votre poste ne permet pas d'ouvrir un échange."))
check_open_for = checked(
    can_open_for,
    _("Vous ouvrez un échange pour une instance où vous siégez ou pour tous les postes ; pas au-delà."),
)
check_write = checked(can_write, _("Cet échange est clos, ou n'est pas ouvert à votre poste."))
check_edit = checked(
    can_edit, _("Un message se corrige par son auteur, dans la journée, tant que l'échange est ouvert.")
)
check_follow = checked(can_follow, _("Seuls ceux qui lisent cet échange peuvent le suivre."))
check_choose_mail = checked(can_choose_mail, _("Votre poste ne donne pas accès aux échanges."))
check_send_digests = checked(can_send_digests, _("Seul le secrétariat permanent envoie les résumés."))
check_give_idea = checked(can_give_idea, _("La boîte à idées ne vous est pas ouverte."))
check_read_box = checked(can_read_box, _("La boîte à idées est réservée à ceux qui ont un poste."))
check_see_idea = checked(can_see_idea, _("Cette idée n'est pas ouverte à votre poste."))
check_answer_idea = checked(can_answer_idea, _("Seul le secrétariat permanent répond aux idées."))
