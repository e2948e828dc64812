"""What people say of a pair: the secretariat decides, the partners give their opinion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.interventions.queries import scope_of
from azalai.overlaps import rules
from azalai.overlaps.enums import Relation
from azalai.overlaps.models import Decision, Notice, Opinion, Pair


@transaction.atomic
def decide(
    *, by: Author, at: datetime, pair: Pair, verdict: str, reason: str, replaces: int | None = None
) -> Decision:
    """Say what the two interventions are to each other; an earlier decision is superseded.

    replaces: key of the decision that the author saw in force, 0 when there was none; None: not checked.
    The same decision twice is one. Raises ValidationError: unknown relation (verdict), no reason
    (reason), or somebody decided meanwhile.
    """
    rules.check_work(by)
    held, earlier = _held(pair)
    _check_decision(verdict, reason)
    if earlier and (earlier.verdict, earlier.reason) == (verdict, reason.strip()):
        return earlier
    if replaces is not None and replaces != (earlier.pk if earlier else 0):
        raise ValidationError(_meanwhile(earlier))
    return _decided(by, at, held, earlier, verdict, reason.strip())


def _decided(
    by: Author, at: datetime, pair: Pair, earlier: Decision | None, verdict: str, reason: str
) -> Decision:
    _supersede(earlier, at)
    made = Decision.objects.create(
        pair=pair,
        verdict=verdict,
        reason=reason,
        label=pair.label,
        score=pair.score,
        rows=pair.rows,
        decided_at=at,
        decided_by_id=by.person_id,
        decided_post_id=by.post_id,
    )
    _set_verdict(pair, verdict)
    after = {"verdict": verdict, "label": pair.label, "score": pair.score}
    audit.record(
        by=by, at=at, action="overlaps.decided", obj=pair, before=_said(earlier), after=after, reason=reason
    )
    return made


@transaction.atomic
def reopen(*, by: Author, at: datetime, pair: Pair, reason: str) -> Pair:
    """Withdraw the decision in force: the pair waits again. Raises ValidationError: no reason (reason),
    or nothing to withdraw."""
    rules.check_work(by)
    held, earlier = _held(pair)
    if earlier is None:
        raise ValidationError(_("Ce recoupement n'est pas décidé : il n'y a rien à retirer."))
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : il restera dans l'historique.")})
    _supersede(earlier, at)
    _set_verdict(held, "")
    audit.record(
        by=by,
        at=at,
        action="overlaps.decisions-reopened",
        obj=held,
        before=_said(earlier),
        after={"verdict": ""},
        reason=reason.strip(),
    )
    return held


def _held(pair: Pair) -> tuple[Pair, Decision | None]:
    """The pair, locked, and its decision in force."""
    held = Pair.objects.select_for_update().get(pk=pair.pk)
    return held, held.decisions.filter(superseded_at__isnull=True).first()


def _check_decision(verdict: str, reason: str) -> None:
    if verdict not in Relation.values:
        raise ValidationError(
            {"verdict": _("Choisissez ce que les deux interventions sont l'une à l'autre.")}
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : les deux partenaires le liront.")})


def _meanwhile(earlier: Decision | None) -> str:
    if earlier is None:
        return _("La décision a été retirée entre-temps : relisez la page, puis décidez.")
    told = {"verdict": earlier.get_verdict_display(), "post": earlier.decided_post or "—"}
    return (
        _("Une décision a été prise entre-temps (%(verdict)s, %(post)s) : relisez-la avant la vôtre.") % told
    )


def _supersede(earlier: Decision | None, at: datetime) -> None:
    if earlier:
        earlier.superseded_at = at
        earlier.save(update_fields=["superseded_at"])


def _set_verdict(pair: Pair, verdict: str) -> None:
    pair.verdict = verdict
    pair.save(update_fields=["verdict"])


def _said(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {"verdict": ""}
    return {"verdict": decision.verdict, "reason": decision.reason, "label": decision.label}


@transaction.atomic
def state_opinion(
    *,
    by: Author,
    at: datetime,
    pair: Pair,
    verdict: str,
    text: str = "",
    organisation: int | None = None,
) -> Opinion:
    """A partner says what it thinks; its earlier opinion is replaced.

    organisation: key, needed only by who speaks for both. Raises ValidationError: unknown relation
    (verdict), or it is not told for whom (organisation).
    """
    scope = scope_of(by, on=localdate(at))
    rules.check_state_opinion(by, pair, scope)
    speaker = _speaker(rules.speaks_for(pair, scope), organisation)
    _check_relation(verdict)
    held, _decision = _held(pair)
    earlier = held.opinions.filter(organisation=speaker).first()
    said = {"verdict": verdict, "text": text.strip()}
    who = {"stated_at": at, "stated_by_id": by.person_id, "stated_post_id": by.post_id}
    made, _made = Opinion.objects.update_or_create(pair=held, organisation_id=speaker, defaults=said | who)
    _see(held, {speaker}, at)
    audit.record(
        by=by,
        at=at,
        action="overlaps.opinion-stated",
        obj=held,
        before=_told(earlier) if earlier else None,
        after=_told(made),
        reason=made.text,
    )
    return made


def _check_relation(verdict: str) -> None:
    if verdict not in Relation.values:
        raise ValidationError(
            {"verdict": _("Choisissez ce que les deux interventions sont l'une à l'autre.")}
        )


def _speaker(own: frozenset[int], wanted: int | None) -> int:
    """For which of the organisations: the one wanted, else the only one."""
    chosen = own & {wanted} if wanted is not None else own
    if len(chosen) != 1:
        raise ValidationError({"organisation": _("Dites au nom de quel organisme vous répondez.")})
    return next(iter(chosen))


def _told(opinion: Opinion) -> dict[str, Any]:
    return {"organisation": str(opinion.organisation), "opinion": opinion.verdict, "text": opinion.text}


@transaction.atomic
def mark_seen(*, by: Author, at: datetime, pair: Pair) -> int:
    """The author has read what its organisations were told of the pair; how many notices that were."""
    own = rules.speaks_for(pair, scope_of(by, on=localdate(at)))
    waiting = pair.notices.filter(organisation__in=own, seen_at__isnull=True).select_related("organisation")
    names = sorted({str(notice.organisation) for notice in waiting})
    found = _see(pair, set(own), at)
    if found:
        after = {"seen": ", ".join(names)}
        audit.record(by=by, at=at, action="overlaps.notice-seen", obj=pair, after=after)
    return found


def _see(pair: Pair, organisations: set[int], at: datetime) -> int:
    found = Notice.objects.filter(pair=pair, organisation__in=organisations, seen_at__isnull=True)
    return found.update(seen_at=at)
