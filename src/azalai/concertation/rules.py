"""Who keeps bodies and meetings, who reads them, who answers. The twins know only the author, what the
acting post speaks for (`Scope`), and the object.

Bodies are public institutions: whoever holds a post reads them. A meeting is read by those who sit in its
body, by the secretariat and by the auditor; what each member answered, by the secretariat and the auditor.
Minutes are written where they are made: by the chair and the secretary of the body, and by the permanent
secretariat, which alone records that they are adopted (docs/decisions/0022).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.concertation.enums import OPEN_MEETINGS, AmendmentState, MeetingState, MinutesState, SeatRole
from azalai.concertation.models import Amendment, Convocation, Meeting, Minutes
from azalai.core.authorship import Author
from azalai.core.permissions import checked

KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.COMMUNICATION)
OVERSEERS = (*KEEPERS, Role.ADMINISTRATOR, Role.AUDITOR)
# Whose seat keeps the minutes of the body.
DESK_ROLES = (SeatRole.CHAIR, SeatRole.SECRETARY)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the acting post sits: keys of seats and of bodies, today. desks: of the bodies where it presides
    or is the secretary (see DESK_ROLES)."""

    seats: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    desks: frozenset[int] = frozenset()


NOTHING = Scope()


def can_see_bodies(author: Author) -> bool:
    """Read the bodies with their members: whoever holds a post."""
    return author.has_role(*Role.values)


def can_keep_bodies(author: Author) -> bool:
    """Register bodies and seats: the secretariat."""
    return author.has_role(*KEEPERS)


def can_load_bodies(author: Author) -> bool:
    """Load the bodies that come with the country profile."""
    return author.has_role(Role.ADMINISTRATOR)


def can_see_all_meetings(author: Author) -> bool:
    """Read every meeting, in preparation or not."""
    return author.has_role(*OVERSEERS)


def can_see_meeting(author: Author, meeting: Meeting, scope: Scope) -> bool:
    """Members of the body from the convocation on; the secretariat and the auditor always."""
    if can_see_all_meetings(author):
        return True
    is_member = can_see_bodies(author) and meeting.body_id in scope.bodies
    return is_member and (meeting.state != MeetingState.DRAFT)


def can_see_answers(author: Author) -> bool:
    """Read who answered what, and the response rates."""
    return author.has_role(*OVERSEERS)


def can_keep_meetings(author: Author) -> bool:
    """Prepare, convene, change, cancel and close meetings: the secretariat."""
    return author.has_role(*KEEPERS)


def can_change_meeting(author: Author, meeting: Meeting) -> bool:
    """Change one that is neither over nor cancelled."""
    return can_keep_meetings(author) and meeting.state in OPEN_MEETINGS


def can_propose_item(author: Author, meeting: Meeting, scope: Scope) -> bool:
    """Propose an item: members of the body and the secretariat, before the meeting is over."""
    if meeting.state not in OPEN_MEETINGS:
        return False
    return can_keep_meetings(author) or (can_see_bodies(author) and meeting.body_id in scope.bodies)


def can_answer(author: Author, convocation: Convocation, scope: Scope) -> bool:
    """Answer while signed in: who sits there, and the secretariat for those who answered otherwise."""
    return can_keep_meetings(author) or (can_see_bodies(author) and convocation.seat_id in scope.seats)


def can_remind(author: Author) -> bool:
    """Send reminders, relays and escalations that are due: the secretariat."""
    return author.has_role(*KEEPERS)


def can_see_minutes(author: Author, minutes: Minutes, scope: Scope) -> bool:
    """Members of the body once circulated; before that who writes them, and who oversees."""
    if not can_see_meeting(author, minutes.meeting, scope):
        return False
    if minutes.state != MinutesState.DRAFT or can_see_all_meetings(author):
        return True
    return can_write_minutes(author, minutes.meeting, scope)


def can_keep_minutes(author: Author) -> bool:
    """Keep the minutes of every body, take files over as minutes: the permanent secretariat."""
    return author.has_role(*KEEPERS)


def can_write_minutes(author: Author, meeting: Meeting, scope: Scope) -> bool:
    """Write the minutes of that meeting, send them round and settle amendments: who presides over its body
    or is its secretary, and the permanent secretariat."""
    is_desk = can_see_bodies(author) and meeting.body_id in scope.desks
    return can_keep_minutes(author) or is_desk


def can_change_minutes(author: Author, minutes: Minutes, scope: Scope) -> bool:
    """Write on, as long as they are not adopted."""
    return can_write_minutes(author, minutes.meeting, scope) and minutes.is_open


def can_adopt_minutes(author: Author, minutes: Minutes) -> bool:
    """Record that they are adopted, which freezes them and opens the follow-up: the permanent secretariat."""
    return can_keep_minutes(author) and minutes.is_open


def can_amend(author: Author, minutes: Minutes, scope: Scope, attended: frozenset[int]) -> bool:
    """Propose an amendment while minutes are circulated: who attended (keys of their seats), and who writes
    them, for those who said it otherwise."""
    if minutes.state != MinutesState.CIRCULATED:
        return False
    return can_write_minutes(author, minutes.meeting, scope) or (
        can_see_bodies(author) and bool(attended & scope.seats)
    )


def can_withdraw_amendment(author: Author, amendment: Amendment, scope: Scope) -> bool:
    """Take back one's own amendment while it waits: whoever sits where it came from."""
    own = amendment.seat_id is not None and amendment.seat_id in scope.seats
    same_post = author.post_id is not None and amendment.post_id == author.post_id
    return can_see_bodies(author) and amendment.state == AmendmentState.PENDING and (own or same_post)


check_see_bodies = checked(can_see_bodies, _("Votre poste ne donne pas accès aux instances de concertation."))
check_keep_bodies = checked(
    can_keep_bodies, _("Les instances et leurs sièges sont tenus par le secrétariat permanent.")
)
check_load_bodies = checked(
    can_load_bodies, _("Seul un administrateur peut charger les instances livrées avec le pays.")
)
check_see_all_meetings = checked(
    can_see_all_meetings, _("L'ensemble des réunions est réservé au secrétariat et à l'auditeur.")
)
check_see_meeting = checked(
    can_see_meeting, _("Cette réunion n'est visible que des membres de l'instance et du secrétariat.")
)
check_see_answers = checked(
    can_see_answers, _("Les réponses aux convocations sont réservées au secrétariat et à l'auditeur.")
)
check_keep_meetings = checked(
    can_keep_meetings, _("Les réunions sont préparées et convoquées par le secrétariat permanent.")
)
check_change_meeting = checked(
    can_change_meeting, _("Seul le secrétariat permanent change une réunion, tant qu'elle n'est pas close.")
)
check_propose_item = checked(
    can_propose_item, _("Seuls les membres de l'instance proposent un point, avant la réunion.")
)
check_answer = checked(
    can_answer, _("Seuls le membre convoqué et le secrétariat répondent à cette convocation.")
)
check_remind = checked(can_remind, _("Seul le secrétariat permanent relance les convocations."))
check_see_minutes = checked(
    can_see_minutes, _("Ce compte rendu n'est visible que des membres, une fois envoyé en relecture.")
)
check_keep_minutes = checked(
    can_keep_minutes, _("Les fichiers de comptes rendus sont repris par le secrétariat permanent.")
)
check_write_minutes = checked(
    can_write_minutes,
    _(
        "Seuls la présidence et le secrétariat de l'instance, et le secrétariat permanent, écrivent le"
        " compte rendu."
    ),
)
check_change_minutes = checked(
    can_change_minutes, _("Seuls ceux qui écrivent ce compte rendu le changent, tant qu'il n'est pas adopté.")
)
check_adopt_minutes = checked(
    can_adopt_minutes, _("L'adoption est enregistrée par le secrétariat permanent, une seule fois.")
)
check_amend = checked(
    can_amend, _("Seuls ceux qui ont assisté à la réunion proposent un amendement, pendant la relecture.")
)
check_withdraw_amendment = checked(
    can_withdraw_amendment, _("Seul celui qui a proposé cet amendement le retire, tant qu'il attend.")
)
