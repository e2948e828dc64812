"""Amendments: proposed by those who attended, settled by the secretariat with a reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.concertation import links, rules
from azalai.concertation.actions.minutes import check_open, locked, written
from azalai.concertation.actions.storing import store_action
from azalai.concertation.content import Action, action_from, as_said, tidy_action
from azalai.concertation.enums import WHOLE_TEXTS, AmendmentPart, AmendmentState, MinutesState
from azalai.concertation.models import Amendment, Minutes, MinutesAction, MinutesItem, Seat
from azalai.concertation.queries import attended_seats
from azalai.concertation.rules import Scope
from azalai.concertation.understanding import Reader
from azalai.core import audit
from azalai.core.authorship import Author

# Of one seat for one circulation: nobody floods the secretariat.
MOST = 40


@transaction.atomic
def propose_amendment(
    *,
    by: Author,
    at: datetime,
    minutes: Minutes,
    scope: Scope,
    part: str,
    proposed: str = "",
    item: MinutesItem | None = None,
    action: MinutesAction | None = None,
    wanted: Action | None = None,
    reason: str = "",
) -> Amendment:
    """Ask for a change while signed in: who attended, or who writes, for someone who said it otherwise.

    proposed: for key points and decisions, the whole text as it should read; else what is wrong. wanted: an
    action point of `item` as it should read, that of `action`, or one more. The same proposal again gives the
    first one. Raises ValidationError: too late, nothing said, nothing changed.
    """
    found = locked(minutes)
    attended = attended_seats(found)
    rules.check_amend(by, found, scope, attended)
    seat = Seat.objects.filter(pk__in=attended & scope.seats).order_by("pk").first()
    asked = _Asked(part, proposed, reason, item, action, wanted)
    return _proposed(by, at, found, seat, asked)


@transaction.atomic
def propose_by_link(
    *,
    at: datetime,
    token: str,
    part: str,
    proposed: str = "",
    item: MinutesItem | None = None,
    action: MinutesAction | None = None,
    wanted: Action | None = None,
    reason: str = "",
) -> Amendment | None:
    """Ask for a change without an account, by the link of the letter. None: the link is worth nothing."""
    convocation = links.resolve_minutes(token, at=at)
    if convocation is None:
        return None
    by = Author(name=str(_("%(seat)s (lien du compte rendu)") % {"seat": convocation.seat})[:200])
    found = locked(convocation.meeting.minutes)
    asked = _Asked(part, proposed, reason, item, action, wanted)
    return _proposed(by, at, found, convocation.seat, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, as it was sent."""

    part: str
    proposed: str
    reason: str
    item: MinutesItem | None
    action: MinutesAction | None
    wanted: Action | None


def _proposed(by: Author, at: datetime, minutes: Minutes, seat: Seat | None, asked: _Asked) -> Amendment:
    """Checked, stored, recorded."""
    _check_open_for_review(minutes, at)
    _check_about(minutes, asked)
    values = _values(asked)
    own = {"seat": seat, "post_id": by.post_id}
    rows = minutes.amendments.filter(state=AmendmentState.PENDING, **own)
    told = {name: values[name] for name in ("item", "part", "action", "proposed")}
    same = rows.filter(**told, wanted__isnull=values["wanted"] is None).first()
    if same is not None:
        return same
    if rows.count() >= MOST:
        raise ValidationError(_("Vous avez déjà proposé beaucoup d'amendements : attendez les réponses."))
    made = Amendment.objects.create(
        minutes=minutes, **values, **own, proposed_at=at, proposed_by_id=by.person_id
    )
    after = {"about": made.about, "part": made.part, "proposed": made.proposed}
    audit.record(
        by=by,
        at=at,
        action="concertation.amendment-proposed",
        obj=made,
        after=after,
        reason=made.reason,
    )
    return made


def _check_about(minutes: Minutes, asked: _Asked) -> None:
    """The part is known; point and action are of these minutes and of each other."""
    if asked.part not in AmendmentPart.values:
        raise ValidationError({"part": _("Dites ce qui est à changer.")})
    if asked.item is not None and asked.item.minutes_id != minutes.pk:
        raise PermissionDenied
    is_apart = asked.item is None or (asked.action is not None and asked.action.item_id != asked.item.pk)
    if asked.wanted is not None and (is_apart or asked.part != AmendmentPart.ACTIONS):
        raise PermissionDenied


def _values(asked: _Asked) -> dict[str, Any]:
    """What is stored; ValidationError where nothing is said, or nothing changed."""
    item, action = asked.item, asked.action if asked.wanted else None
    about = str(item) if item else ""
    found: dict[str, Any] = {"item": item, "part": asked.part, "reason": asked.reason.strip()}
    found |= {"action": action, "was": None, "wanted": None, "about": about}
    if asked.wanted is not None:
        return found | _of_action(asked.wanted, action)
    text = asked.proposed.replace("\r\n", "\n").strip()
    current = getattr(item, WHOLE_TEXTS.get(AmendmentPart(asked.part), ""), "") if item else ""
    _check_said(text, current, "proposed")
    return found | {"current": current, "proposed": text}


def _of_action(wanted: Action, row: MinutesAction | None) -> dict[str, Any]:
    told = tidy_action(replace(wanted, key=""))
    was = as_said(row) if row else None
    _check_said(told.text and str(told), str(was or ""), "text")
    return {
        "was": asdict(was) if was else None,
        "wanted": asdict(told),
        "current": str(was or ""),
        "proposed": str(told),
    }


def _check_open_for_review(minutes: Minutes, at: datetime) -> None:
    if minutes.state != MinutesState.CIRCULATED or minutes.amend_until is None:
        raise ValidationError(_("Ce compte rendu n'est plus en relecture."))
    if localdate(at) > minutes.amend_until:
        raise ValidationError(_("Le délai pour proposer un amendement est passé : écrivez au secrétariat."))


def _check_said(text: str, current: str, field: str) -> None:
    if not text:
        raise ValidationError({field: _("Écrivez ce que vous proposez.")})
    if text == current:
        raise ValidationError({field: _("Ce texte est celui du compte rendu : changez-le.")})


@transaction.atomic
def settle_amendment(
    *,
    by: Author,
    at: datetime,
    amendment: Amendment,
    state: str,
    scope: Scope = rules.NOTHING,
    text: str = "",
    action: Action | None = None,
    answer: str = "",
) -> Amendment:
    """Accept or refuse. Accepted, a whole text becomes `text`, and an action point `action` (what was
    proposed when blank); a remark is followed by hand, on the writing page. Refused, `answer` says why.

    Raises ValidationError: settled already, adopted, refused without a reason.
    """
    minutes = locked(amendment.minutes)
    rules.check_write_minutes(by, minutes.meeting, scope)
    check_open(minutes)
    found = _locked(amendment)
    if state not in {AmendmentState.ACCEPTED, AmendmentState.REFUSED} or not found.may_become(state):
        raise ValidationError(_("Cet amendement est déjà examiné."))
    if state == AmendmentState.REFUSED and not answer.strip():
        raise ValidationError({"answer": _("Dites pourquoi : celui qui l'a proposé le lira.")})
    if state == AmendmentState.ACCEPTED and found.field:
        _take_over(minutes, found, text, by=by, at=at)
    elif state == AmendmentState.ACCEPTED and found.is_applied:
        _take_over_action(minutes, found, action, by=by, at=at)
    return _settled(found, state, answer, by=by, at=at)


def _take_over(minutes: Minutes, amendment: Amendment, text: str, *, by: Author, at: datetime) -> None:
    item = amendment.item
    if item is None:
        return
    wanted = (text or amendment.proposed).replace("\r\n", "\n").strip()
    if getattr(item, amendment.field) == wanted:
        return
    setattr(item, amendment.field, wanted)
    item.save(update_fields=[amendment.field])
    written(minutes, by=by, at=at)


def _take_over_action(
    minutes: Minutes, amendment: Amendment, action: Action | None, *, by: Author, at: datetime
) -> None:
    """The action point reads as was asked; one that is gone meanwhile comes back at the end of its point."""
    item, row = amendment.item, amendment.action
    wanted = tidy_action(action or action_from(amendment.wanted or {"text": ""}))
    if not wanted.text:
        raise ValidationError({"action_text": _("Dites ce qui est à faire.")})
    if item is None or (row is not None and as_said(row) == wanted):
        return
    reader = Reader(minutes.meeting.body.country_id, minutes.meeting.starts_on)
    store_action(item, row, wanted, reader)
    written(minutes, by=by, at=at)


@transaction.atomic
def withdraw_amendment(*, by: Author, at: datetime, amendment: Amendment, scope: Scope) -> Amendment:
    """Take back one's own. Raises ValidationError: it is settled already."""
    found = _locked(amendment)
    if not found.may_become(AmendmentState.WITHDRAWN):
        raise ValidationError(_("Cet amendement est déjà examiné."))
    rules.check_withdraw_amendment(by, found, scope)
    return _settled(found, AmendmentState.WITHDRAWN, "", by=by, at=at)


def _locked(amendment: Amendment) -> Amendment:
    rows = Amendment.objects.select_for_update(of=("self",)).select_related(
        "item", "action", "minutes__meeting__body"
    )
    return rows.get(pk=amendment.pk)


def _settled(amendment: Amendment, state: str, answer: str, *, by: Author, at: datetime) -> Amendment:
    amendment.state, amendment.answer = state, answer.strip()
    amendment.settled_at, amendment.settled_by_id = at, by.person_id
    amendment.save(update_fields=["state", "answer", "settled_at", "settled_by"])
    audit.record(
        by=by,
        at=at,
        action="concertation.amendment-settled",
        obj=amendment,
        after={"state": state},
        reason=answer,
    )
    return amendment
