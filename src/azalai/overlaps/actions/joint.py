"""Joint actions: from the invitation of both partners to the result."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.interventions.queries import scope_of
from azalai.overlaps import rules
from azalai.overlaps.actions import telling
from azalai.overlaps.enums import JointKind, JointResult, JointState, NoticeKind, PartyAnswer
from azalai.overlaps.models import JointAction, JointMessage, JointParty, Pair

_CHANGED = ("title", "purpose", "due_on", "place")


@transaction.atomic
def invite(
    *,
    by: Author,
    at: datetime,
    pair: Pair,
    kind: str,
    title: str,
    purpose: str,
    due_on: date | None = None,
    place: str = "",
    base: str = "",
) -> JointAction:
    """Invite the leads of both interventions to an exchange, a meeting or an agreement; they are told.

    base: address of the site, for the mail. Raises ValidationError by field, or when a joint action is
    still open for this pair or a lead does not stand in the register.
    """
    rules.check_lead_joint(by)
    held = Pair.objects.select_for_update().get(pk=pair.pk)
    _check_facts(kind, title, purpose, due_on, at)
    _check_alone(held)
    made = JointAction.objects.create(
        pair=held,
        kind=kind,
        title=title.strip(),
        purpose=purpose.strip(),
        due_on=due_on,
        place=place.strip(),
        invited_at=at,
        invited_by_id=by.person_id,
        invited_post_id=by.post_id,
    )
    bodies = _both(held)
    JointParty.objects.bulk_create(JointParty(joint=made, organisation=body) for body in bodies)
    telling.told(by, telling.Letter(held, NoticeKind.INVITED, at, base, joint=made), bodies)
    after = _facts(made) | {"kind": kind, "organisations": ", ".join(str(body) for body in bodies)}
    audit.record(by=by, at=at, action="overlaps.joint-invited", obj=made, after=after)
    return made


def _check_facts(
    kind: str, title: str, purpose: str, due_on: date | None, at: datetime, *, known: date | None = None
) -> None:
    """known: the date that it already has, which may have passed."""
    errors: dict[str, str] = {}
    if kind not in JointKind.values:
        errors["kind"] = _("Choisissez la forme.")
    if not title.strip():
        errors["title"] = _("Donnez l'objet.")
    if not purpose.strip():
        errors["purpose"] = _("Dites ce que vous proposez.")
    if kind == JointKind.MEETING and due_on is None:
        errors["due_on"] = _("Donnez la date de la réunion.")
    if due_on is not None and due_on != known and due_on < localdate(at):
        errors["due_on"] = _("Cette date est passée.")
    if errors:
        raise ValidationError(errors)


def _check_alone(pair: Pair) -> None:
    """One at a time; the database says so as well."""
    if pair.joint_actions.filter(closed_at__isnull=True).exists():
        raise ValidationError(
            _("Une action conjointe est déjà ouverte pour ce recoupement : suivez celle-là.")
        )


def _both(pair: Pair) -> list[Any]:
    for side in pair.sides():
        if side.lead is None:
            told = _("Le chef de file de « %(title)s » n'est pas au registre : il ne peut pas être invité.")
            raise ValidationError(told % {"title": side.title})
    found = telling.leads(pair)
    if len(found) < len(pair.sides()):
        raise ValidationError(_("Un seul organisme mène les deux interventions : rien à réunir."))
    return found


def _facts(joint: JointAction) -> dict[str, Any]:
    return {name: getattr(joint, name) for name in _CHANGED}


@transaction.atomic
def answer(
    *,
    by: Author,
    at: datetime,
    joint: JointAction,
    answer: str,
    reason: str = "",
    organisation: int | None = None,
) -> JointParty:
    """An invited organisation accepts, or declines with a reason; it may change its mind while open.

    All accepted: the action is under way; one declined: it is declined. organisation: key, needed only
    by who speaks for several. Raises ValidationError (answer, reason, organisation).
    """
    held = _locked(joint)
    scope = scope_of(by, on=localdate(at))
    rules.check_answer(by, held, scope)
    if answer not in {PartyAnswer.ACCEPTED, PartyAnswer.DECLINED}:
        raise ValidationError({"answer": _("Acceptez ou déclinez.")})
    if answer == PartyAnswer.DECLINED and not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi vous déclinez : le secrétariat vous répondra.")})
    party = _party(held, rules.invited(held, scope), organisation)
    before = {"organisation": str(party.organisation), "answer": party.answer, "state": held.state}
    party.answer, party.reason = answer, reason.strip()
    party.answered_at, party.answered_by_id = at, by.person_id
    party.save()
    _follow_answers(held, by, at)
    after = {"organisation": str(party.organisation), "answer": answer, "state": held.state}
    audit.record(
        by=by,
        at=at,
        action="overlaps.joint-answered",
        obj=held,
        before=before,
        after=after,
        reason=party.reason,
    )
    return party


def _locked(joint: JointAction) -> JointAction:
    return JointAction.objects.select_for_update().get(pk=joint.pk)


def _party(joint: JointAction, own: frozenset[int], wanted: int | None) -> JointParty:
    chosen = own & {wanted} if wanted is not None else own
    if len(chosen) != 1:
        raise ValidationError({"organisation": _("Dites au nom de quel organisme vous répondez.")})
    return joint.parties.select_related("organisation").get(organisation__in=chosen)


def _follow_answers(joint: JointAction, by: Author, at: datetime) -> None:
    """The state that the answers make; a record merged into that of another party answers no more."""
    parties = joint.parties.filter(organisation__merged_into__isnull=True)
    given = set(parties.values_list("answer", flat=True))
    if PartyAnswer.DECLINED in given:
        _move(joint, JointState.DECLINED, by, at)
    elif given == {PartyAnswer.ACCEPTED} and joint.state == JointState.INVITED:
        _move(joint, JointState.UNDER_WAY, by, at)


def _move(joint: JointAction, state: str, by: Author, at: datetime, **more: str) -> None:
    """Take the state if the table allows it; more: other fields to set with it."""
    if not joint.may_become(state):
        raise ValidationError(_("L'action conjointe ne peut pas prendre cet état."))
    joint.state = state
    closed = not joint.is_open
    joint.closed_at, joint.closed_by_id = (at, by.person_id) if closed else (None, None)
    for name, value in more.items():
        setattr(joint, name, value)
    joint.save()


@transaction.atomic
def write_message(*, by: Author, at: datetime, joint: JointAction, text: str) -> JointMessage:
    """Write in the exchange. Raises ValidationError (text)."""
    held = _locked(joint)
    rules.check_write_message(by, held, scope_of(by, on=localdate(at)))
    if not text.strip():
        raise ValidationError({"text": _("Écrivez votre message.")})
    made = JointMessage.objects.create(
        joint=held,
        text=text.strip(),
        written_at=at,
        written_by_id=by.person_id,
        written_post_id=by.post_id,
        signed=", ".join(part for part in (by.name, by.post) if part)[:200],
    )
    audit.record(by=by, at=at, action="overlaps.joint-written", obj=held, after={"message": made.text})
    return made


@transaction.atomic
def change(
    *,
    by: Author,
    at: datetime,
    joint: JointAction,
    title: str,
    purpose: str,
    due_on: date | None = None,
    place: str = "",
    base: str = "",
) -> JointAction:
    """Another object, date or place, while it is open; those invited are told. Answers stay.

    Raises ValidationError by field, or when it is closed.
    """
    rules.check_lead_joint(by)
    held = _locked(joint)
    if not held.is_open:
        raise ValidationError(_("Cette action conjointe est close : rouvrez-la d'abord."))
    _check_facts(held.kind, title, purpose, due_on, at, known=held.due_on)
    before = _facts(held)
    held.title, held.purpose = title.strip(), purpose.strip()
    held.due_on, held.place = due_on, place.strip()
    after = _facts(held)
    names = [name for name in _CHANGED if before[name] != after[name]]
    if not names:
        return held
    held.save(update_fields=names)
    bodies = [party.organisation for party in held.parties.select_related("organisation")]
    telling.told(by, telling.Letter(held.pair, NoticeKind.INVITED, at, base, joint=held), bodies)
    audit.record(
        by=by,
        at=at,
        action="overlaps.joint-changed",
        obj=held,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )
    return held


@transaction.atomic
def conclude(*, by: Author, at: datetime, joint: JointAction, result: str, outcome: str) -> JointAction:
    """It is done: what it came to, and what was obtained. Raises ValidationError (result, outcome), or
    when the partners have not all accepted."""
    rules.check_lead_joint(by)
    if result not in JointResult.values:
        raise ValidationError({"result": _("Choisissez le résultat.")})
    if not outcome.strip():
        raise ValidationError({"outcome": _("Dites en une phrase ce qui a été obtenu.")})
    return _closed(by, at, joint, JointState.CONCLUDED, "concluded", result=result, outcome=outcome.strip())


@transaction.atomic
def abandon(*, by: Author, at: datetime, joint: JointAction, reason: str) -> JointAction:
    """Give it up. Raises ValidationError (reason), or when it is closed."""
    rules.check_lead_joint(by)
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : les partenaires le liront.")})
    return _closed(by, at, joint, JointState.ABANDONED, "abandoned", outcome=reason.strip())


def _closed(by: Author, at: datetime, joint: JointAction, state: str, word: str, **more: str) -> JointAction:
    held = _locked(joint)
    before = {"state": held.state}
    _move(held, state, by, at, **more)
    after = {"state": held.state, "result": held.result, "outcome": held.outcome}
    audit.record(by=by, at=at, action=f"overlaps.joint-{word}", obj=held, before=before, after=after)
    return held


@transaction.atomic
def reopen_joint(*, by: Author, at: datetime, joint: JointAction, reason: str) -> JointAction:
    """Take up what was closed: a concluded action is under way again; the others invite anew.

    Raises ValidationError (reason), or when it is open or another one is.
    """
    rules.check_lead_joint(by)
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : les partenaires le liront.")})
    held = _locked(joint)
    _check_alone(held.pair)
    before = {"state": held.state, "result": held.result, "outcome": held.outcome}
    if held.state == JointState.CONCLUDED:
        _move(held, JointState.UNDER_WAY, by, at, result="", outcome="")
    else:
        _move(held, JointState.INVITED, by, at, outcome="")
        held.parties.update(answer=PartyAnswer.WAITING, reason="", answered_at=None, answered_by=None)
    after = {"state": held.state}
    audit.record(
        by=by,
        at=at,
        action="overlaps.joint-reopened",
        obj=held,
        before=before,
        after=after,
        reason=reason.strip(),
    )
    return held
