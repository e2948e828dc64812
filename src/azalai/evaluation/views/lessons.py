"""Good practices and lessons: found, told, decided, used again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.core.clock import now
from azalai.core.drafts import Desk
from azalai.core.handling import form_page, tell, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.evaluation import actions, exporting, forms, queries, rules
from azalai.evaluation.enums import LESSON_FORM, LESSON_TRANSITIONS, LessonState
from azalai.evaluation.models import Evaluation, Lesson, Reuse
from azalai.evaluation.queries.subjects import lines_by_key
from azalai.evaluation.views.shared import FORM, get_lesson
from azalai.interventions.models import Intervention
from azalai.interventions.views.shared import scope_of
from azalai.plans.models import Node

SOURCES = ("evaluation", "intervention")


def _filtered(request: AuthoredRequest) -> tuple[forms.LessonFilter, Any]:
    form = forms.LessonFilter(request.GET)
    form.is_valid()
    seen = queries.visible_lessons(request.author, country=settings.COUNTRY)
    return form, queries.lessons_in_list(queries.filtered_lessons(seen, form.cleaned_data))


@require_safe
def lessons(request: AuthoredRequest) -> HttpResponse:
    """What is worth doing again?"""
    rules.check_see_room(request.author)
    form, found = _filtered(request)
    context = {
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "page": paginate(request, found),
        "may_propose": rules.can_propose_lesson(request.author, scope_of(request)),
        "query": request.GET.urlencode(),
    }
    return render(request, "evaluation/lessons.html", context)


@require_safe
def lessons_download(request: AuthoredRequest) -> HttpResponse:
    """The filtered list as a workbook."""
    rules.check_see_room(request.author)
    _form, found = _filtered(request)
    at = now()
    name = f"bonnes-pratiques-{localdate(at).isoformat()}.xlsx"
    return exporting.response(exporting.lessons_xlsx(found, at=at), name)


@require_safe
def lesson(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What was learnt, where does it hold, who took it up?"""
    found = get_lesson(request, public_id)
    reuses = list(found.reuses.select_related("intervention__lead", "plan"))
    wanted = [(one.plan_id, one.node_key) for one in reuses if one.plan_id and one.node_key]
    lines = lines_by_key(wanted)
    context = {
        "lesson": found,
        "reuses": [(one, _line_of(one, lines)) for one in reuses],
        "may_change": rules.can_change_lesson(request.author, found),
        "may_settle": rules.can_settle_lesson(request.author, found),
        "may_validate": LessonState.VALIDATED in LESSON_TRANSITIONS[found.state],
        "may_set_aside": LessonState.SET_ASIDE in LESSON_TRANSITIONS[found.state],
        "may_reuse": rules.can_record_reuse(request.author, found, scope_of(request)),
        "evaluation": _shown_source(request, found),
    }
    return render(request, "evaluation/lesson.html", context)


def _line_of(reuse: Reuse, lines: dict[tuple[int, UUID], Node]) -> Node | None:
    """The line that took it up; None for an intervention, and where the plan no longer has it."""
    if reuse.plan_id is None or reuse.node_key is None:
        return None
    return lines.get((reuse.plan_id, reuse.node_key))


def _shown_source(request: AuthoredRequest, found: Lesson) -> Evaluation | None:
    """The evaluation that it comes from, where the reader may open it."""
    one = found.evaluation
    return one if one is not None and rules.can_see(request.author, one, scope_of(request)) else None


@FORM
def lesson_new(request: AuthoredRequest) -> HttpResponse:
    """Tell what was learnt."""
    rules.check_propose_lesson(request.author, scope_of(request))
    return _form(request, None, _source(request))


def _source(request: AuthoredRequest) -> dict[str, Any]:
    """The evaluation or the intervention that the address names, where the author may see it."""
    given = {name: request.GET.get(name, "") for name in SOURCES}
    try:
        keys = {name: UUID(text) for name, text in given.items() if text}
    except ValueError as error:
        raise Http404 from error
    found: dict[str, Any] = {}
    if "evaluation" in keys:
        seen = queries.visible(request.author, scope_of(request), country=settings.COUNTRY)
        found["evaluation"] = get_object_or_404(seen, public_id=keys["evaluation"])
    if "intervention" in keys:
        rows = Intervention.objects.in_country(settings.COUNTRY).published()
        found["intervention"] = get_object_or_404(rows, public_id=keys["intervention"])
    return found


@FORM
def lesson_change(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Correct a lesson."""
    found = get_lesson(request, public_id)
    rules.check_change_lesson(request.author, found)
    return _form(request, found, {})


def _form(request: AuthoredRequest, of: Lesson | None, source: dict[str, Any]) -> HttpResponse:
    desk = Desk(request, LESSON_FORM, str(of.public_id) if of else "")
    sent = request.POST if request.method == "POST" else None
    form = forms.LessonForm(sent if sent is not None else desk.data, initial=_known(of))
    if sent is not None:
        made = _stored(request, form, of, source, desk)
        if made is not None:
            desk.done()
            messages.success(request, _("C'est enregistré.") if of else _thanks())
            return redirect(made)
        desk.keep()
    context = {"form": form, "desk": desk, "lesson": of, **source}
    return render(request, "evaluation/lesson_form.html", context, status=200 if sent is None else 422)


def _thanks() -> str:
    return _(
        "La proposition est enregistrée : le secrétariat la validera ou dira pourquoi il ne le fait pas."
    )


def _known(of: Lesson | None) -> dict[str, Any]:
    if of is None:
        return {}
    names = ("kind", "title", "text", "people", "conditions", "evidence", "evidence_url")
    lists = {"places": of.places.all(), "objectives": of.objectives.all()}
    return {name: getattr(of, name) for name in names} | lists


def _stored(
    request: AuthoredRequest, form: forms.LessonForm, of: Lesson | None, source: dict[str, Any], desk: Desk
) -> Lesson | None:
    """The lesson once stored, None when it was refused."""
    if not form.is_valid():
        return None
    given = dict(form.cleaned_data)
    lists: dict[str, Any] = {name: list(given.pop(name)) for name in ("places", "objectives")}
    who: dict[str, Any] = {"by": request.author, "at": now(), "account": actions.Account(**given)}
    try:
        if of is not None:
            return actions.change_lesson(lesson=of, **who, **lists)
        new: dict[str, Any] = {"country": settings.COUNTRY, "form_key": desk.key}
        return actions.propose_lesson(**who, **lists, **new, **source)
    except ValidationError as error:
        tell(form, error)
        return None


@require_POST
def lesson_validate(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The secretariat stands by it."""
    found = get_lesson(request, public_id)
    rules.check_settle_lesson(request.author, found)
    told = _("C'est validé : tous les postes le voient.")
    try_to(request, actions.settle_lesson, told, lesson=found, state=LessonState.VALIDATED)
    return redirect(found)


@FORM
def lesson_set_aside(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The secretariat does not."""
    found = get_lesson(request, public_id)
    rules.check_settle_lesson(request.author, found)
    return form_page(
        request,
        forms.SetAsideForm(request.POST or None),
        actions.settle_lesson,
        texts={
            "title": _("Écarter ?"),
            "lead": found.title,
            "submit": _("Écarter"),
            "success": _("C'est écarté ; l'auteur lira le motif."),
            "crumbs": _crumbs(found),
            "danger": True,
        },
        back=found.get_absolute_url(),
        arguments={"lesson": found, "state": LessonState.SET_ASIDE},
    )


def _crumbs(found: Lesson) -> list[tuple[Any, str]]:
    return [
        (_("Bonnes pratiques"), reverse("evaluation:lessons")),
        (found.title[:60], found.get_absolute_url()),
    ]


@FORM
def reuse_new(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Where was it used again?"""
    found = get_lesson(request, public_id)
    rules.check_record_reuse(request.author, found, scope_of(request))
    return form_page(
        request,
        forms.ReuseForm(request.POST or None),
        _record,
        texts={
            "title": _("Signaler une reprise"),
            "lead": found.title,
            "submit": _("Signaler"),
            "success": _("La reprise est signalée."),
            "crumbs": _crumbs(found),
        },
        back=found.get_absolute_url(),
        arguments={"lesson": found},
    )


def _record(*, intervention: Intervention | None, line: Node | None, **given: Any) -> Reuse:
    """The form names an intervention or a line."""
    plan = line.version.plan if line else None
    where = actions.Subject(intervention=intervention, plan=plan, node=line)
    return actions.record_reuse(where=where, **given)


@require_POST
def reuse_remove(request: AuthoredRequest, public_id: UUID, reuse_id: int) -> HttpResponse:
    """Take back a mention that was wrong."""
    found = get_lesson(request, public_id)
    rules.check_settle_lesson(request.author, found)
    row = get_object_or_404(found.reuses.select_related("lesson"), pk=reuse_id)
    try_to(request, actions.remove_reuse, _("La reprise est retirée."), reuse=row)
    return redirect(found)
