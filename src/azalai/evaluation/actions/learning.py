"""Good practices and lessons: proposed, corrected, validated, used again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import searchable
from azalai.evaluation import rules
from azalai.evaluation.actions.beginning import Subject
from azalai.evaluation.actions.common import once
from azalai.evaluation.enums import LessonKind, LessonState
from azalai.evaluation.models import Evaluation, Lesson, Reuse
from azalai.frames.models import FrameworkItem, Place
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of


@dataclass(frozen=True, slots=True)
class Account:
    """What a lesson says. The three first and the evidence are needed."""

    kind: str
    title: str
    text: str
    evidence: str
    people: str = ""
    conditions: str = ""
    evidence_url: str = ""

    def stripped(self) -> dict[str, str]:
        """Without blanks around."""
        return {name: str(value).strip() for name, value in asdict(self).items()}


@transaction.atomic
def propose_lesson(
    *,
    by: Author,
    at: datetime,
    country: str,
    account: Account,
    places: Sequence[Place] = (),
    objectives: Sequence[FrameworkItem] = (),
    evaluation: Evaluation | None = None,
    intervention: Intervention | None = None,
    form_key: UUID | None = None,
) -> Lesson:
    """Tell what was learnt. The same form_key gives the same lesson. Raises ValidationError by field."""
    rules.check_propose_lesson(by, scope_of(by, on=localdate(at)))
    facts = _checked(account)
    made = Lesson(country_id=country, evaluation=evaluation, form_key=form_key, **facts)
    made.intervention = intervention or (evaluation.intervention if evaluation else None)
    made.proposed_at, made.proposed_by_id, made.proposed_post_id = at, by.person_id, by.post_id

    def propose() -> Lesson:
        _store(made, places, objectives)
        _told(by, at, "lesson-proposed", made, after=facts)
        return made

    return once(Lesson, form_key, propose)


def _checked(account: Account) -> dict[str, str]:
    facts = account.stripped()
    errors: dict[str, str] = {}
    if facts["kind"] not in LessonKind.values:
        errors["kind"] = _("Dites s'il s'agit d'une bonne pratique ou d'une leçon.")
    needed = {
        "title": _("Dites-le en une phrase."),
        "text": _("Racontez ce qui a été fait et ce qui en est résulté."),
        "evidence": _("Dites sur quoi vous vous appuyez."),
    }
    errors |= {name: words for name, words in needed.items() if not facts[name]}
    if errors:
        raise ValidationError(errors)
    return facts


def _store(lesson: Lesson, places: Sequence[Place], objectives: Sequence[FrameworkItem]) -> None:
    names = [place.name for place in places]
    texts = (lesson.title, lesson.text, lesson.people, lesson.conditions, *names)
    lesson.search_text = searchable(*texts)
    lesson.save()
    lesson.places.set(places)
    lesson.objectives.set(objectives)


def _told(by: Author, at: datetime, word: str, lesson: Lesson, **more: Any) -> None:
    audit.record(by=by, at=at, action=f"evaluation.{word}", obj=lesson, **more)


def _held(lesson: Lesson) -> Lesson:
    return Lesson.objects.select_for_update().get(pk=lesson.pk)


@transaction.atomic
def change_lesson(
    *,
    by: Author,
    at: datetime,
    lesson: Lesson,
    account: Account,
    places: Sequence[Place] = (),
    objectives: Sequence[FrameworkItem] = (),
) -> Lesson:
    """Correct a lesson. Raises ValidationError by field."""
    found = _held(lesson)
    rules.check_change_lesson(by, found)
    facts = _checked(account)
    before = {name: getattr(found, name) for name in facts}
    for name, value in facts.items():
        setattr(found, name, value)
    _store(found, places, objectives)
    names = [name for name in facts if before[name] != facts[name]]
    changed = [{name: one[name] for name in names} for one in (before, facts)]
    _told(by, at, "lesson-changed", found, before=changed[0], after=changed[1])
    return found


@transaction.atomic
def settle_lesson(*, by: Author, at: datetime, lesson: Lesson, state: str, reason: str = "") -> Lesson:
    """Validate a lesson or set it aside; setting aside needs a reason. Raises ValidationError (reason)."""
    found = _held(lesson)
    rules.check_settle_lesson(by, found)
    if not found.may_become(state):
        raise ValidationError(_("Cette leçon a déjà été décidée ainsi."))
    if state == LessonState.SET_ASIDE and not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : son auteur le lira.")})
    before = {"state": found.state}
    found.state, found.state_reason = state, reason.strip()
    found.settled_at, found.settled_by_id = at, by.person_id
    found.save()
    after = {"state": state}
    _told(by, at, f"lesson-{state}", found, before=before, after=after, reason=reason.strip())
    return found


@transaction.atomic
def record_reuse(*, by: Author, at: datetime, lesson: Lesson, where: Subject, note: str = "") -> Reuse:
    """Say that an intervention or a line of a plan took it up; saying it again changes nothing.

    A partner says it of what its organisation leads. Raises ValidationError when nothing is named.
    """
    scope = scope_of(by, on=localdate(at))
    found = _held(lesson)
    rules.check_record_reuse(by, found, scope)
    if where.intervention is None and where.node is None:
        raise ValidationError({"intervention": _("Dites où elle a été reprise.")})
    led = where.intervention is not None and where.intervention.lead_id in scope.organisations
    if not (by.has_role(*rules.SECRETARIAT) or led):
        raise PermissionDenied(_("Vous ne signalez une reprise que pour une intervention que vous menez."))
    place = {"intervention": where.intervention, "plan": where.plan, "node_key": where.key}
    known = Reuse.objects.filter(lesson=found, **place).first()
    if known is not None:
        return known
    facts = {"label": where.title, "note": note.strip()}
    made = Reuse.objects.create(lesson=found, recorded_at=at, recorded_by_id=by.person_id, **place, **facts)
    _told(by, at, "reused", found, after={"where": made.label, "note": made.note})
    return made


@transaction.atomic
def remove_reuse(*, by: Author, at: datetime, reuse: Reuse) -> None:
    """Take back a mention that was wrong: the secretariat."""
    found = _held(reuse.lesson)
    rules.check_settle_lesson(by, found)
    before = {"where": reuse.label, "note": reuse.note}
    reuse.delete()
    _told(by, at, "reuse-removed", found, before=before)
