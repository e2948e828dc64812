"""An evaluation as its authors write it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.core import attachments
from azalai.core.clock import today
from azalai.core.drafts import Desk
from azalai.core.handling import act, form_page, try_to
from azalai.core.requests import AuthoredRequest
from azalai.evaluation import actions, comparing, forms, queries, rules
from azalai.evaluation.enums import RATING_FORM, EvaluationKind
from azalai.evaluation.forms.rating import UNASSESSABLE
from azalai.evaluation.models import Evaluation
from azalai.evaluation.queries.subjects import line_of
from azalai.evaluation.views.shared import FORM, crumbs_of, get_criterion, get_evaluation
from azalai.frames.models import FrameworkItem
from azalai.interventions.models import Intervention
from azalai.interventions.queries import own, scope_of
from azalai.plans.models import Plan

SHOWN = 20


@require_safe
def choose(request: AuthoredRequest) -> HttpResponse:
    """What do you wish to evaluate?"""
    rules.check_see_room(request.author)
    scope = scope_of(request.author, on=today())
    form = forms.SearchForm(request.GET)
    form.is_valid()
    text, country = form.cleaned_data.get("q") or "", settings.COUNTRY
    found = queries.find_interventions(text, country=country)
    may_rate = rules.can_rate(request.author)
    if not may_rate:
        found = found.filter(pk__in=own(request.author, scope, country=country).values("pk"))
    context = {
        "form": form,
        "text": text,
        "interventions": list(found[:SHOWN]),
        "lines": queries.find_lines(text, country=country) if may_rate else [],
        "may_rate": may_rate,
        "shown": SHOWN,
    }
    return render(request, "evaluation/choose.html", context)


@FORM
def begin_intervention(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Begin to evaluate an intervention."""
    rules.check_see_room(request.author)
    rows = Intervention.objects.in_country(settings.COUNTRY).published().select_related("lead")
    intervention = get_object_or_404(rows, public_id=public_id)
    kinds = []
    if rules.can_rate(request.author):
        kinds = [EvaluationKind.SECRETARIAT, EvaluationKind.EXTERNAL]
    elif rules.can_rate_self(request.author, intervention, scope_of(request.author, on=today())):
        kinds = [EvaluationKind.SELF]
    if not kinds:
        rules.check_rate(request.author)
    return _begin(request, actions.Subject(intervention=intervention), kinds)


@FORM
def begin_plan(request: AuthoredRequest, public_id: UUID, key: UUID | None = None) -> HttpResponse:
    """Begin to evaluate a plan, or one of its lines."""
    rules.check_see_room(request.author)
    plan = get_object_or_404(Plan, public_id=public_id, country=settings.COUNTRY)
    node = line_of(plan, key) if key else None
    if key and node is None:
        raise Http404
    rules.check_rate(request.author)
    kinds = [EvaluationKind.SECRETARIAT, EvaluationKind.EXTERNAL]
    return _begin(request, actions.Subject(plan=plan, node=node), kinds)


def _begin(request: AuthoredRequest, subject: actions.Subject, kinds: list[EvaluationKind]) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = forms.BeginForm(data, initial={"kind": kinds[0]}, kinds=kinds, of_plan=subject.plan is not None)
    if data is not None:
        made = act(request, form, actions.begin, country=settings.COUNTRY, subject=subject)
        if made is not None:
            messages.success(
                request, _("L'évaluation est commencée : notez les critères, dans l'ordre que vous voulez.")
            )
            return redirect(made)
    context = {"form": form, "subject": subject}
    return render(request, "evaluation/begin.html", context, status=200 if data is None else 422)


@FORM
def change(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Change what the evaluation says of itself."""
    found, scope = get_evaluation(request, public_id)
    rules.check_write(request.author, found, scope)
    names = ("evaluator", "period_start", "period_end", "summary", "partner")
    initial = {name: getattr(found, name) for name in names}
    form = forms.DescribeForm(request.POST or None, initial=initial, of_plan=found.intervention_id is None)
    texts = {
        "title": _("Modifier l'évaluation"),
        "lead": found.subject_title,
        "submit": _("Enregistrer"),
        "success": _("L'évaluation est modifiée."),
        "crumbs": crumbs_of(found),
    }
    return form_page(
        request,
        form,
        actions.change,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"evaluation": found},
    )


@require_POST
def discard(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give up an evaluation in preparation."""
    found, scope = get_evaluation(request, public_id)
    rules.check_write(request.author, found, scope)
    try_to(request, actions.discard, _("L'évaluation est abandonnée."), evaluation=found)
    gone = not Evaluation.objects.filter(pk=found.pk).exists()
    return redirect("evaluation:evaluations" if gone else found.get_absolute_url())


@FORM
def rate(request: AuthoredRequest, public_id: UUID, code: str) -> HttpResponse:
    """What is it worth, on this criterion?"""
    found, scope = get_evaluation(request, public_id)
    rules.check_write(request.author, found, scope)
    criterion = get_criterion(found, code)
    desk = Desk(request, RATING_FORM, f"{found.public_id}:{code}"[:80])
    sent = request.POST if request.method == "POST" else None
    data = sent if sent is not None else desk.data
    scale = comparing.scale_of(found)
    form = forms.RatingForm(data, request.FILES or None, initial=_known(found, code), scale=scale)
    if sent is not None:
        if act(request, form, actions.rate, evaluation=found, criterion=criterion) is not None:
            desk.done()
            return _onwards(request, found, criterion)
        desk.keep()
    rating = next((one for one in found.ratings.all() if one.criterion.code == code), None)
    context = {
        "evaluation": found,
        "criterion": criterion,
        "form": form,
        "desk": desk,
        "rating": rating,
        "joined": attachments.of(rating) if rating else [],
        "following": _following(found, criterion),
        "criteria": _progress(found),
    }
    return render(request, "evaluation/rate.html", context, status=200 if sent is None else 422)


def _known(found: Evaluation, code: str) -> dict[str, Any]:
    rating = next((one for one in found.ratings.all() if one.criterion.code == code), None)
    if rating is None:
        return {}
    return {
        "value": UNASSESSABLE if rating.value is None else str(rating.value),
        "reasoning": rating.reasoning,
        "evidence": rating.evidence,
        "evidence_url": rating.evidence_url,
    }


def _progress(found: Evaluation) -> list[tuple[FrameworkItem, Any]]:
    """Each criterion with its rating, None while it has none."""
    rated = {one.criterion_id: one for one in found.ratings.all()}
    return [(item, rated.get(item.pk)) for item in queries.criteria_of(found)]


def _following(found: Evaluation, criterion: FrameworkItem) -> FrameworkItem | None:
    """The next criterion without a rating, in order and around."""
    items = [item for item, _rating in _progress(found)]
    rated = {one.criterion_id for one in found.ratings.all()} | {criterion.pk}
    place = next((i for i, item in enumerate(items) if item.pk == criterion.pk), 0)
    return next((item for item in [*items[place + 1 :], *items[:place]] if item.pk not in rated), None)


def _onwards(request: AuthoredRequest, found: Evaluation, criterion: FrameworkItem) -> HttpResponse:
    messages.success(request, _("« %(name)s » est enregistré.") % {"name": criterion.title})
    following = _following(found, criterion)
    if "suivant" in request.POST and following is not None:
        return redirect("evaluation:rate", found.public_id, following.code)
    return redirect(f"{found.get_absolute_url()}#c-{criterion.code}")


@require_POST
def rating_remove(request: AuthoredRequest, public_id: UUID, code: str) -> HttpResponse:
    """Leave a criterion out again."""
    found, scope = get_evaluation(request, public_id)
    rules.check_write(request.author, found, scope)
    criterion = get_criterion(found, code)
    told = _("« %(name)s » n'est plus noté.") % {"name": criterion.title}
    try_to(request, actions.remove_rating, told, evaluation=found, criterion=criterion)
    return redirect(found)


@FORM
def recommend(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What should be done?"""
    found, scope = get_evaluation(request, public_id)
    rules.check_write(request.author, found, scope)
    initial = {"owners": [found.partner_id] if found.partner_id else []}
    criteria = found.framework.items.order_by("order", "id")
    form = forms.RecommendationForm(request.POST or None, initial=initial, criteria=criteria)
    texts = {
        "title": _("Ajouter une recommandation"),
        "lead": _("À la clôture, elle entre au registre des actions, où l'on suit ce qu'elle devient."),
        "submit": _("Ajouter"),
        "success": _("La recommandation est ajoutée."),
        "crumbs": crumbs_of(found),
    }
    back = f"{reverse('evaluation:evaluation', args=[found.public_id])}#recommandations"
    return form_page(
        request, form, actions.recommend, texts=texts, back=back, arguments={"evaluation": found}
    )


@require_POST
def recommendation_remove(request: AuthoredRequest, public_id: UUID, number: int) -> HttpResponse:
    """Take a recommendation back."""
    found, scope = get_evaluation(request, public_id)
    rules.check_write(request.author, found, scope)
    try_to(
        request,
        actions.remove_recommendation,
        _("La recommandation est retirée."),
        evaluation=found,
        number=number,
    )
    return redirect(f"{found.get_absolute_url()}#recommandations")
