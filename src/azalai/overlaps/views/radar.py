"""Passages of the radar and its weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.handling import form_page, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.engines.overlap.wording import WORDINGS
from azalai.overlaps import actions, queries, rules, weights
from azalai.overlaps.actions.calibrating import FEWEST, decisions_in_force
from azalai.overlaps.enums import CalibrationState, Relation
from azalai.overlaps.forms.radar import SettleForm
from azalai.overlaps.models import Calibration, Run


@require_safe
def radar(request: AuthoredRequest) -> HttpResponse:
    """When did the radar last pass, and with which weights?"""
    rules.check_see_all_pairs(request.author)
    last = queries.last_run(settings.COUNTRY)
    calibrations = Calibration.objects.filter(country=settings.COUNTRY)
    context = {
        "last": last,
        "written": queries.written_since(last),
        "found": [(Relation(code).label, number) for code, number in (last.found if last else {}).items()],
        "page": paginate(request, Run.objects.filter(country=settings.COUNTRY), per_page=20),
        "calibrations": calibrations[:10],
        "in_force": queries.accepted_calibration(settings.COUNTRY),
        "decisions": decisions_in_force(settings.COUNTRY).count(),
        "fewest": FEWEST,
        "may_run": rules.can_run(request.author),
        "may_calibrate": rules.can_calibrate(request.author),
    }
    return render(request, "overlaps/radar.html", context)


@require_POST
def run(request: AuthoredRequest) -> HttpResponse:
    """Pass now."""
    rules.check_run(request.author)
    try_to(request, actions.run_radar, _("Le radar est passé."), country=settings.COUNTRY)
    return redirect("overlaps:radar")


@require_POST
def calibrate(request: AuthoredRequest) -> HttpResponse:
    """Propose weights from the decisions."""
    rules.check_calibrate(request.author)
    success = _("Un calage est proposé : voyez son effet avant de l'accepter.")
    try_to(request, actions.propose_calibration, success, country=settings.COUNTRY)
    proposed = Calibration.objects.filter(country=settings.COUNTRY, state=CalibrationState.PROPOSED).first()
    return redirect(proposed or reverse("overlaps:radar"))


@require_safe
def calibration(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What would change with these weights?"""
    rules.check_see_all_pairs(request.author)
    found = _get(public_id)
    context = {
        "calibration": found,
        "figures": _figures(found),
        "changed": [(Relation(a).label, Relation(b).label, number) for a, b, number in found.changed],
        "weights": _weights(found),
        "may_settle": rules.can_settle(request.author, found),
    }
    return render(request, "overlaps/calibration.html", context)


def _get(public_id: UUID) -> Calibration:
    return get_object_or_404(Calibration, public_id=public_id, country=settings.COUNTRY)


def _figures(found: Calibration) -> list[tuple[str, float, float]]:
    """Name, percentage before and after."""
    names = {
        "precision": _("Sur 100 paires annoncées comme doublons, en sont"),
        "recall": _("Sur 100 doublons décidés, sont annoncés"),
        "average_precision": _("Précision moyenne du classement"),
    }
    return [(text, 100 * found.before[name], 100 * found.after[name]) for name, text in names.items()]


def _weights(found: Calibration) -> list[tuple[str, float, float]]:
    """Criterion, weight in force or as shipped, weight proposed; thresholds do not change."""
    shipped = {item.name: item.value for item in weights.parameters_before(found).values}
    told = {row["name"]: row["value"] for row in found.parameters}
    names = {f"weight.{code}": f"{one.title} : {one.short(1)}" for code, one in WORDINGS.items()}
    names["weight.intercept"] = _("Point de départ")
    return [(text, shipped[name], told[name]) for name, text in names.items() if name in told]


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: AuthoredRequest, public_id: UUID, word: str) -> HttpResponse:
    """Accept the weights, or set them aside."""
    state, found = _WORDS.get(word), _get(public_id)
    if state is None:
        raise Http404
    rules.check_settle(request.author, found)
    texts: dict[str, Any] = _SETTLING[state]()
    crumbs = [(_("Radar"), reverse("overlaps:radar")), (_("Calage"), found.get_absolute_url())]
    return form_page(
        request,
        SettleForm(request.POST or None),
        actions.settle_calibration,
        texts=texts | {"crumbs": crumbs},
        back=found.get_absolute_url(),
        arguments={"calibration": found, "state": state},
    )


_WORDS = {"accepter": CalibrationState.ACCEPTED, "ecarter": CalibrationState.SET_ASIDE}


def _accepting() -> dict[str, str]:
    return {
        "title": _("Accepter ce calage"),
        "lead": _("Les poids servent dès maintenant pendant la saisie, et aux paires au prochain passage."),
        "submit": _("Accepter"),
        "success": _("Le calage est accepté. Lancez un passage pour revoir toutes les paires."),
    }


def _setting_aside() -> dict[str, str]:
    return {
        "title": _("Écarter ce calage"),
        "lead": _("Les poids en vigueur restent ; la proposition reste lisible."),
        "submit": _("Écarter"),
        "success": _("Le calage est écarté."),
    }


_SETTLING: dict[str, Callable[[], dict[str, str]]] = {
    CalibrationState.ACCEPTED: _accepting,
    CalibrationState.SET_ASIDE: _setting_aside,
}
