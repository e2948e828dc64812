"""Needs of the regions: read, stated, withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from azalai.cartography import actions, rules
from azalai.cartography.forms import NeedForm, WithdrawForm
from azalai.cartography.models import RegionalNeed
from azalai.cartography.needs import standing_needs
from azalai.core.handling import form_page
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest


@require_safe
def needs(request: AuthoredRequest) -> HttpResponse:
    """What do the regions need, and who says so?"""
    rules.check_see_cartography(request.author)
    context = {
        "tab": "needs",
        "query": "",
        "page": paginate(request, standing_needs(settings.COUNTRY)),
        "may_state_need": rules.can_state_need(request.author),
    }
    return render(request, "cartography/needs.html", context)


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Cartographie"), reverse("cartography:matrix")),
        (_("Besoins des régions"), reverse("cartography:needs")),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AuthoredRequest) -> HttpResponse:
    """State a need."""
    rules.check_state_need(request.author)
    texts = {
        "title": _("De quoi cette région a-t-elle besoin ?"),
        "lead": _(
            "Un besoin est énoncé par une source datée ; il reste affiché jusqu'à ce qu'il soit retiré."
        ),
        "submit": _("Énoncer ce besoin"),
        "success": _("Besoin énoncé."),
        "crumbs": _crumbs(),
    }
    form = NeedForm(request.POST or None)
    return form_page(request, form, actions.state_need, texts=texts, back=reverse("cartography:needs"))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take a need back."""
    rules.check_state_need(request.author)
    rows = RegionalNeed.objects.in_country(settings.COUNTRY).select_related("item", "place")
    need = get_object_or_404(rows, public_id=public_id)
    if not rules.can_withdraw_need(request.author, need):
        raise Http404
    texts = {
        "title": _("Pourquoi ce besoin est-il retiré ?"),
        "lead": str(need),
        "submit": _("Retirer ce besoin"),
        "success": _("Besoin retiré ; il reste dans le journal."),
        "crumbs": _crumbs(),
        "danger": True,
    }
    form = WithdrawForm(request.POST or None)
    return form_page(
        request,
        form,
        actions.withdraw_need,
        texts=texts,
        back=reverse("cartography:needs"),
        arguments={"need": need},
    )
