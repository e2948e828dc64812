"""An evaluation is begun, described, or given up before anybody saw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.core import attachments, drafts
from azalai.core.authorship import Author
from azalai.core.context import current_site
from azalai.engines.naming.text import searchable
from azalai.evaluation import rules
from azalai.evaluation.actions.common import held, once, told
from azalai.evaluation.enums import CRITERIA, RATING_FORM, EvaluationKind
from azalai.evaluation.models import Evaluation
from azalai.frames.models import Framework
from azalai.frames.partial import first_day, is_partial_date, last_day
from azalai.frames.queries import latest
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of
from azalai.plans.models import Node, Plan

_CHANGED = ("evaluator", "period_start", "period_end", "summary")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is evaluated: an intervention, or a plan, of which node names one line."""

    intervention: Intervention | None = None
    plan: Plan | None = None
    node: Node | None = None

    @property
    def title(self) -> str:
        """As it reads today."""
        return str(self.intervention or self.node or self.plan or "")[:500]

    @property
    def key(self) -> UUID | None:
        """Key of the line, the same in all versions."""
        return self.node.key if self.node else None


@transaction.atomic
def begin(
    *,
    by: Author,
    at: datetime,
    country: str,
    kind: str,
    subject: Subject,
    partner: Organisation | None = None,
    evaluator: str = "",
    evaluator_post: Post | None = None,
    period_start: str = "",
    period_end: str = "",
    summary: str = "",
    form_key: UUID | None = None,
) -> Evaluation:
    """Begin an evaluation, in preparation. partner: who may reply, for a plan or a line of it; for an
    intervention it is the organisation that leads it. The same form_key gives the same evaluation.

    Raises PermissionDenied, ValidationError by field.
    """
    _check_may_begin(by, at, kind, subject)
    partner = subject.intervention.lead if subject.intervention else partner
    made = Evaluation(
        country_id=country,
        kind=kind,
        intervention=subject.intervention,
        plan=subject.plan,
        node_key=subject.key,
        subject_title=subject.title,
        partner=partner,
        evaluator=evaluator.strip() or _usual_name(kind, partner),
        evaluator_post=evaluator_post if kind == EvaluationKind.EXTERNAL else None,
        period_start=period_start,
        period_end=period_end,
        summary=summary.strip(),
        form_key=form_key,
    )
    return once(Evaluation, form_key, partial(_begun, by, at, made))


def _begun(by: Author, at: datetime, made: Evaluation) -> Evaluation:
    _check_facts(made.kind, made.evaluator, made.period_start, made.period_end)
    made.framework = _criteria_of(at)
    made.created_at, made.created_by_id = at, by.person_id
    made.search_text = searchable(made.subject_title, made.evaluator, str(made.partner or ""))
    made.save(force_insert=True)
    after = {
        "kind": made.kind,
        "subject": made.subject_title,
        "partner": str(made.partner or ""),
        "evaluator": made.evaluator,
    }
    told(by, at, "begun", made, after=after)
    return made


def _check_may_begin(by: Author, at: datetime, kind: str, subject: Subject) -> None:
    if kind not in EvaluationKind.values:
        raise ValidationError({"kind": _("Dites qui évalue.")})
    if not subject.title:
        raise ValidationError(_("Dites ce qui est évalué."))
    if kind != EvaluationKind.SELF:
        rules.check_rate(by)
    elif subject.intervention is None:
        raise PermissionDenied(_("Une auto-évaluation porte sur une intervention."))
    else:
        rules.check_rate_self(by, subject.intervention, scope_of(by, on=localdate(at)))
    if subject.intervention is not None and subject.intervention.is_draft:
        raise ValidationError(_("Un brouillon ne s'évalue pas : publiez d'abord l'intervention."))


def _usual_name(kind: str, partner: Organisation | None) -> str:
    """The secretariat and the partner need not type their own name; an outside evaluator must."""
    if kind == EvaluationKind.SELF:
        return str(partner or "")
    return current_site().secretariat or _("Secrétariat") if kind == EvaluationKind.SECRETARIAT else ""


def _check_facts(kind: str, evaluator: str, period_start: str, period_end: str) -> None:
    errors: dict[str, str] = {}
    if not evaluator:
        errors["evaluator"] = _("Nommez l'évaluateur.")
    for name, value in (("period_start", period_start), ("period_end", period_end)):
        try:
            if value:
                is_partial_date(value)
        except ValidationError as error:
            errors[name] = error.messages[0]
    if not errors:
        begins, ends = first_day(period_start), last_day(period_end)
        if begins and ends and ends < begins:
            errors["period_end"] = _("La période finit avant de commencer.")
    if errors:
        raise ValidationError(errors)


def _criteria_of(at: datetime) -> Framework:
    found = latest(CRITERIA, on=localdate(at))
    if found is None:
        raise ValidationError(
            _("Les critères d'évaluation ne sont pas chargés : demandez à l'administrateur.")
        )
    return found


@transaction.atomic
def change(
    *,
    by: Author,
    at: datetime,
    evaluation: Evaluation,
    evaluator: str,
    period_start: str = "",
    period_end: str = "",
    summary: str = "",
    partner: Organisation | None = None,
) -> Evaluation:
    """Change what an evaluation in preparation says of itself. partner counts for a plan or a line alone.

    Raises ValidationError by field.
    """
    found, scope = held(by, at, evaluation)
    rules.check_write(by, found, scope)
    _check_facts(found.kind, evaluator.strip(), period_start, period_end)
    before = _facts(found)
    found.evaluator, found.summary = evaluator.strip(), summary.strip()
    found.period_start, found.period_end = period_start, period_end
    if found.intervention_id is None:
        found.partner = partner
    found.search_text = searchable(found.subject_title, found.evaluator, str(found.partner or ""))
    after = _facts(found)
    names = [name for name in after if before[name] != after[name]]
    if names:
        found.save()
        changed = [{name: facts[name] for name in names} for facts in (before, after)]
        told(by, at, "changed", found, before=changed[0], after=changed[1])
    return found


def _facts(evaluation: Evaluation) -> dict[str, Any]:
    return {name: getattr(evaluation, name) for name in _CHANGED} | {"partner": str(evaluation.partner or "")}


@transaction.atomic
def discard(*, by: Author, at: datetime, evaluation: Evaluation) -> None:
    """Give up an evaluation that nobody outside has seen; the trail keeps that it existed."""
    found, scope = held(by, at, evaluation)
    rules.check_write(by, found, scope)
    if found.lessons.exists():
        raise ValidationError(
            _("Une leçon a déjà été tirée de cette évaluation : elle ne peut plus être abandonnée.")
        )
    told(by, at, "discarded", found, before={"subject": found.subject_title, "evaluator": found.evaluator})
    for criterion in found.framework.items.values_list("code", flat=True):
        drafts.forget_target(form=RATING_FORM, target=f"{found.public_id}:{criterion}"[:80])
    for obj in (found, *found.ratings.all()):
        attachments.remove_all(by=by, at=at, obj=obj, reason=_("Évaluation abandonnée"))
    found.delete()
