"""Who may read, keep and feed indicators. The twins know the author and what the post speaks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.indicators.enums import IN_FORCE, PENDING, Entry, State
from azalai.indicators.models import Contest, Indicator, Value

KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.ADMINISTRATOR)
GIVERS = (Role.PARTNER, Role.FOCAL_POINT)
SECRETARIAT = (*KEEPERS, Role.DOCUMENTATION, Role.COMMUNICATION, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the acting post is focal point of: keys of organisations, and of places with all below them."""

    organisations: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()


NOTHING = Scope()


def can_see_indicators(author: Author) -> bool:
    """Read sheets and values in force: whoever holds a post."""
    return author.has_role(*Role.values)


def can_keep_indicators(author: Author) -> bool:
    """Write sheets, targets and bindings: planning and M&E, the permanent secretary, the administrator."""
    return author.has_role(*KEEPERS)


def can_see_everything(author: Author) -> bool:
    """Read small cells and what waits: the secretariat and the auditor."""
    return author.has_role(*SECRETARIAT)


def can_enter_somewhere(author: Author, indicator: Indicator, scope: Scope) -> bool:
    """Give at least one value: no live or closed indicator takes any."""
    if indicator.is_computed or indicator.is_closed:
        return False
    if can_keep_indicators(author):
        return True
    is_asked = indicator.entry == Entry.FOCAL_POINTS and author.has_role(*GIVERS)
    return is_asked and (_answers_for(indicator, scope) or bool(scope.places))


def can_enter(author: Author, indicator: Indicator, place_id: int | None, scope: Scope) -> bool:
    """Give the value of that place (None: the whole country).

    A focal point gives those of its places; the body responsible for the indicator gives them all.
    """
    if not can_enter_somewhere(author, indicator, scope):
        return False
    if can_keep_indicators(author) or _answers_for(indicator, scope):
        return True
    return place_id is not None and place_id in scope.places


def _answers_for(indicator: Indicator, scope: Scope) -> bool:
    return indicator.responsible_id is not None and indicator.responsible_id in scope.organisations


def can_validate(author: Author, value: Value) -> bool:
    """Say that a value holds: who keeps indicators, but never who entered it."""
    is_own = author.person_id is not None and author.person_id == value.entered_by_id
    return value.state == State.ENTERED and can_keep_indicators(author) and not is_own


def can_return(author: Author, value: Value) -> bool:
    """Send a value back, with a reason."""
    return value.state == State.ENTERED and can_keep_indicators(author)


def can_publish(author: Author, value: Value) -> bool:
    """Release a validated value outside."""
    return value.state == State.VALIDATED and can_keep_indicators(author)


def can_correct(author: Author, value: Value, scope: Scope) -> bool:
    """Give another value in its stead: whoever may enter one there."""
    stands = value.state in (*IN_FORCE, *PENDING)
    return stands and can_enter(author, value.indicator, value.place_id, scope)


def can_withdraw(author: Author, value: Value) -> bool:
    """Take a value away, with a reason: nothing is known any more."""
    return value.state in (*IN_FORCE, *PENDING) and can_keep_indicators(author)


def can_see_value(author: Author, value: Value, scope: Scope) -> bool:
    """What is in force or was, for all; what waits, for the secretariat and for who gives it."""
    if value.state in PENDING or value.validated_at is None:
        return can_see_everything(author) or can_enter(author, value.indicator, value.place_id, scope)
    return can_see_indicators(author)


def can_contest(author: Author) -> bool:
    """Say beside a computed number that one disagrees: whoever holds a post, but auditors only read."""
    return author.has_role(*(role for role in Role if role != Role.AUDITOR))


def can_settle(author: Author, contest: Contest) -> bool:
    """Say what became of a remark."""
    return contest.settled_at is None and can_keep_indicators(author)


check_see_indicators = checked(can_see_indicators, _("Votre poste ne donne pas accès aux indicateurs."))
check_keep_indicators = checked(
    can_keep_indicators,
    _("Les fiches d'indicateurs sont tenues par la planification et suivi-évaluation."),
)
check_enter_somewhere = checked(
    can_enter_somewhere, _("Les valeurs de cet indicateur ne se saisissent pas depuis votre poste.")
)
check_enter = checked(can_enter, _("Vous ne pouvez saisir que les valeurs des lieux que vous suivez."))
check_validate = checked(
    can_validate, _("Une valeur est validée par une autre personne que celle qui l'a saisie.")
)
check_return = checked(can_return, _("Seule une valeur à valider se renvoie, par le suivi-évaluation."))
check_publish = checked(can_publish, _("Seule une valeur validée se publie, par le suivi-évaluation."))
check_correct = checked(can_correct, _("Cette valeur ne se corrige pas depuis votre poste."))
check_withdraw = checked(can_withdraw, _("Seul le suivi-évaluation retire une valeur qui compte."))
check_see_value = checked(can_see_value, _("Cette valeur attend d'être validée."))
check_contest = checked(can_contest, _("Votre poste ne donne pas le droit d'ajouter une remarque."))
check_settle = checked(can_settle, _("Cette remarque est déjà réglée, ou n'est pas la vôtre à régler."))
