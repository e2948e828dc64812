"""Validation and adoption."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now
from azalai.core.requests import AuthoredRequest
from azalai.plans import actions, queries, rules
from azalai.plans.enums import PointConclusion, Severity
from azalai.plans.forms import AdoptForm, ReasonForm, ReviewForm
from azalai.plans.models import PlanVersion, Review, ReviewPoint
from azalai.plans.views.shared import add_errors, attempt, get_version, page


@require_safe
def validation(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Where the version stands between draft and adoption."""
    version = get_version(request, plan_id, number)
    return _validation_page(request, version)


def _pending(version: PlanVersion) -> bool:
    """Something is open: an error without a decision, no workshop, or a point that is not agreed."""
    if queries.finding_totals(version).waiting[Severity.ERROR]:
        return True
    points = ReviewPoint.objects.filter(review__version=version)
    return not points.exists() or points.exclude(conclusion=PointConclusion.AGREED).exists()


def _validation_page(request: AuthoredRequest, version: PlanVersion, **forms: object) -> HttpResponse:
    author = request.author
    can_adopt = rules.can_adopt_version(author, version)
    pending = can_adopt and _pending(version)
    context = {
        "form": None,
        "undecided_errors": queries.finding_totals(version).waiting[Severity.ERROR],
        "reviews": version.reviews.prefetch_related("points", "participants"),
        "return_form": ReasonForm(prefix="return"),
        "adopt_form": AdoptForm(prefix="adopt", pending=pending),
        "pending": pending,
        "can_submit": rules.can_submit_version(author, version),
        "can_return": rules.can_return_version(author, version),
        "can_adopt": can_adopt,
        "can_open": rules.can_open_version(author, version),
        "can_review": rules.can_record_review(author, version),
    }
    return page(request, "validation", version, "validation", **(context | forms))


@require_POST
def submit(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Draft → submitted."""
    version = get_version(request, plan_id, number)
    actions.submit_version(version=version, by=request.author, at=now())
    messages.success(request, _("La version est soumise à validation ; elle ne peut plus être modifiée."))
    return redirect("plans:validation", plan_id, number)


@require_POST
def return_(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Submitted → draft."""
    version = get_version(request, plan_id, number)
    rules.check_return_version(request.author, version)
    form = ReasonForm(request.POST, prefix="return")

    def move() -> None:
        actions.return_version(
            version=version, reason=form.cleaned_data["reason"], by=request.author, at=now()
        )

    if form.is_valid() and attempt(form, move):
        messages.success(request, _("La version est de nouveau un brouillon."))
        return redirect("plans:validation", plan_id, number)
    return _validation_page(request, version, return_form=form, form=form)


@require_POST
def adopt(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Submitted → adopted."""
    version = get_version(request, plan_id, number)
    rules.check_adopt_version(request.author, version)
    form = AdoptForm(request.POST, prefix="adopt", pending=_pending(version))

    def move() -> None:
        actions.adopt_version(
            version=version,
            reference=form.cleaned_data["reference"],
            adopted_on=form.cleaned_data["adopted_on"],
            by=request.author,
            at=now(),
        )

    if form.is_valid() and attempt(form, move):
        messages.success(request, _("La version est adoptée ; elle ne changera plus."))
        return redirect("plans:validation", plan_id, number)
    return _validation_page(request, version, adopt_form=form, form=form)


@require_POST
def open_(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """A new draft from an adopted version."""
    version = get_version(request, plan_id, number)
    try:
        draft = actions.open_version(version=version, by=request.author, at=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(version.plan)
    messages.success(request, _("La version %(number)s est ouverte en brouillon.") % {"number": draft.number})
    return redirect(draft)


@require_http_methods(["GET", "HEAD", "POST"])
def review_new(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Record a validation workshop."""
    version = get_version(request, plan_id, number)
    rules.check_record_review(request.author, version)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recorded = _recorded(request, version, form)
        if recorded is not None:
            messages.success(request, _("Atelier enregistré."))
            return redirect(recorded)
    return page(request, "review_form", version, "validation", form=form)


def _recorded(request: AuthoredRequest, version: PlanVersion, form: ReviewForm) -> Review | None:
    try:
        return actions.record_review(
            version=version,
            held_on=form.cleaned_data["held_on"],
            place=form.cleaned_data["place"],
            participants=form.cleaned_data["participants"],
            points=form.points(),
            summary=form.cleaned_data["summary"],
            by=request.author,
            at=now(),
        )
    except ValidationError as error:
        add_errors(form, error)
        return None


@require_safe
def review(request: AuthoredRequest, plan_id: UUID, number: int, review_id: int) -> HttpResponse:
    """The record of a workshop."""
    version = get_version(request, plan_id, number)
    shown = get_object_or_404(Review, pk=review_id, version=version)
    return page(
        request,
        "review",
        version,
        "validation",
        review=shown,
        points=queries.review_points(shown),
        participants=shown.participants.select_related("organisation"),
    )
