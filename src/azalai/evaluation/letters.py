"""What the partner reads in its mail when an evaluation is communicated, and who receives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate

from azalai.accounts.models import Person
from azalai.core.context import current_site
from azalai.core.outbox import Outbox, nobody_to_reach
from azalai.evaluation.enums import EvaluationState
from azalai.evaluation.models import Evaluation, Letter
from azalai.followup.links import site_base
from azalai.monitoring.letters import people_of


def announce(evaluation: Evaluation, *, at: datetime, base: str = "") -> list[Letter]:
    """Write to each person who speaks for the partner; one row without a person where there is none.

    A partner's own rating is announced to nobody: the secretariat finds it on its first page.
    """
    due = evaluation.reply_due
    if evaluation.is_self or evaluation.partner is None or due is None:
        return []
    people: list[Person | None] = [*people_of(evaluation.partner, on=localdate(at))]
    told = {"evaluation": evaluation, "queued_at": at, "reply_due": due, "base": site_base(base)[:200]}
    made = Letter.objects.bulk_create(
        Letter(person=one, failure="" if one else nobody_to_reach(), **told) for one in people or [None]
    )
    OUTBOX.send_after_commit(made)
    return made


def load(key: int) -> Letter:
    """A letter with all that it tells."""
    found: Letter = Letter.objects.select_related("person", "evaluation__partner").get(pk=key)
    return found


def letter(row: Letter) -> EmailMessage | None:
    """The mail for one person, in that person's language; None when that right of reply is over."""
    person, evaluation = row.person, row.evaluation
    assert person is not None
    if evaluation.state != EvaluationState.SHARED or evaluation.reply_due != row.reply_due:
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        context = {
            "evaluation": evaluation,
            "site": current_site(),
            "url": row.base.rstrip("/") + evaluation.get_absolute_url(),
        }
        subject = render_to_string("evaluation/emails/subject.txt", context)
        body = render_to_string("evaluation/emails/body.txt", context)
    return EmailMessage(" ".join(subject.split())[:200], body, to=[person.email])


@dataclass(frozen=True, slots=True)
class Announced:
    """What became of the mail about the present right of reply. sent, left: messages gone and not gone;
    on: day of the first that went; why: of one that has not, in a sentence."""

    sent: int
    left: int
    on: date | None
    why: str


def announced(evaluation: Evaluation) -> Announced | None:
    """None where there was nothing to announce. One query."""
    if evaluation.state != EvaluationState.SHARED or evaluation.is_self or evaluation.reply_due is None:
        return None
    rows = list(evaluation.letters.filter(reply_due=evaluation.reply_due, dropped_at__isnull=True))
    sent = [one.sent_at for one in rows if one.sent_at is not None]
    why = next((one.failure for one in rows if one.sent_at is None and one.failure), "")
    return Announced(len(sent), len(rows) - len(sent), localdate(min(sent)) if sent else None, why)


OUTBOX = Outbox(Letter, load, letter)
