"""Versions from draft to adoption, and a new draft from an adopted one."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.plans import rules
from azalai.plans.actions.findings import refresh_findings
from azalai.plans.actions.locking import locked_version
from azalai.plans.actions.storing import copy_lines
from azalai.plans.enums import VersionStatus
from azalai.plans.models import CriterionAnswer, PlanVersion
from azalai.plans.trees import PLAN_COLUMNS

COPIED = (*PLAN_COLUMNS, "levels", "layouts", "totals", "remarks", "glossary", "upload_id")


def submit_version(*, version: PlanVersion, by: Author, at: datetime) -> None:
    """Draft → submitted: from now on nobody edits it."""
    with transaction.atomic():
        version = locked_version(version)
        rules.check_submit_version(by, version)
        version.submitted_at, version.submitted_by_id = at, by.person_id
        _move(version, VersionStatus.SUBMITTED, by, at, "plans.version.submit")


def return_version(*, version: PlanVersion, reason: str, by: Author, at: datetime) -> None:
    """Submitted → draft, with a reason: the workshop asks for changes."""
    if not reason.strip():
        raise ValidationError({"reason": _("Indiquez pourquoi la version revient à l'état de brouillon.")})
    with transaction.atomic():
        version = locked_version(version)
        rules.check_return_version(by, version)
        version.submitted_at = version.submitted_by_id = None
        _move(version, VersionStatus.DRAFT, by, at, "plans.version.return", reason.strip())


def adopt_version(
    *, version: PlanVersion, reference: str, by: Author, at: datetime, adopted_on: date | None = None
) -> None:
    """Submitted → adopted, by the act named; frozen from then on.

    adopted_on: date of the act, the day of `at` when it is not given.
    """
    day = adopted_on or localdate(at)
    if day > localdate(at):
        raise ValidationError({"adopted_on": _("La date de l'acte est dans le futur.")})
    if not reference.strip():
        raise ValidationError(
            {"reference": _("Indiquez l'acte d'adoption (numéro et date de l'arrêté, ou procès-verbal).")}
        )
    with transaction.atomic():
        version = locked_version(version)
        rules.check_adopt_version(by, version)
        version.adopted_at, version.adopted_by_id = at, by.person_id
        version.adopted_on = day
        version.adoption_reference = reference.strip()[:200]
        _move(version, VersionStatus.ADOPTED, by, at, "plans.version.adopt")


def open_version(*, version: PlanVersion, by: Author, at: datetime) -> PlanVersion:
    """A new draft that begins as a copy of an adopted version; lines keep their keys."""
    with transaction.atomic():
        version = locked_version(version)
        rules.check_open_version(by, version)
        if PlanVersion.objects.filter(plan=version.plan, number__gt=version.number).exists():
            raise ValidationError(_("Une version plus récente de ce plan existe déjà."))
        draft = PlanVersion.objects.create(
            plan=version.plan,
            number=version.number + 1,
            created_at=at,
            created_by_id=by.person_id,
            **{name: getattr(version, name) for name in COPIED},
        )
        copy_lines(version, draft, on=at.date())
        _copy_answers(version, draft)
        refresh_findings(version=draft)
        audit.record(by=by, at=at, action="plans.version.open", obj=draft, after={"from": version.number})
    return draft


def _copy_answers(version: PlanVersion, draft: PlanVersion) -> None:
    rows = {node.key: node.pk for node in draft.nodes.all()}
    answers = CriterionAnswer.objects.filter(node__version=version).select_related("node")
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            node_id=rows[answer.node.key],
            code=answer.code,
            text=answer.text,
            answered_at=answer.answered_at,
            answered_by_id=answer.answered_by_id,
        )
        for answer in answers
    )


def _move(
    version: PlanVersion, status: VersionStatus, by: Author, at: datetime, action: str, reason: str = ""
) -> None:
    before = version.status
    version.status = status
    version.save()
    audit.record(
        by=by,
        at=at,
        action=action,
        obj=version,
        before={"status": before},
        after={"status": status},
        reason=reason,
    )
