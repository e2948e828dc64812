"""Sheets as their keepers write them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from azalai.core.clock import now, today
from azalai.core.drafts import Desk
from azalai.core.handling import author_of, form_page, tell, try_to
from azalai.core.requests import AuthoredRequest
from azalai.indicators import actions, forms, queries, rules
from azalai.indicators.bindings import binding_for, bindings
from azalai.indicators.enums import SHEET_FORM, Frequency
from azalai.indicators.labels import room_of
from azalai.indicators.models import Contest, Indicator, QualityAnswer
from azalai.indicators.periods import quarters
from azalai.indicators.quality import checks
from azalai.indicators.views.shared import crumbs, get_indicator, get_kept
from azalai.plans.models import PlanVersion

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def new(request: AuthoredRequest) -> HttpResponse:
    """Write a sheet that no plan names."""
    rules.check_keep_indicators(request.author)
    return _sheet(request, None)


@FORM
def edit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Complete or change a sheet."""
    return _sheet(request, get_kept(request, public_id))


def _sheet(request: AuthoredRequest, of: Indicator | None) -> HttpResponse:
    desk = Desk(request, SHEET_FORM, str(of.public_id) if of else "")
    sent = request.POST if request.method == "POST" else None
    form = forms.SheetForm(sent if sent is not None else desk.data, of=of)
    if sent is not None:
        kept = _stored(request, form, of)
        if kept is not None:
            desk.done()
            messages.success(request, _("La fiche est enregistrée."))
            return redirect(kept)
        desk.keep()
    context = {"form": form, "desk": desk, "indicator": of, "crumbs": crumbs(of)}
    return render(request, "indicators/form.html", context, status=200 if sent is None else 422)


def _stored(request: AuthoredRequest, form: forms.SheetForm, of: Indicator | None) -> Indicator | None:
    if not form.is_valid():
        return None
    who: dict[str, Any] = {"by": author_of(request), "at": now(), "sheet": form.sheet()}
    try:
        if of is None:
            return actions.create_indicator(country=settings.COUNTRY, **who)
        data = form.cleaned_data
        return actions.update_indicator(
            indicator=of, stamp=data["seen"], new_meaning=data["new_meaning"], **who
        )
    except ValidationError as error:
        tell(form, error)
        return None


@FORM
def bind(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Say what fills it: a fact of the system, or a person."""
    found = get_kept(request, public_id)
    texts = {
        "title": _("Qu'est-ce qui remplit cet indicateur ?"),
        "lead": found.title,
        "submit": _("Enregistrer"),
        "success": _("C'est enregistré."),
        "crumbs": crumbs(found),
    }
    form = forms.BindForm(request.POST or None, of=found)
    return form_page(
        request,
        form,
        actions.bind_indicator,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"indicator": found},
    )


@FORM
def close(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Follow it no longer."""
    found = get_kept(request, public_id)
    texts = {
        "title": _("Abandonner cet indicateur"),
        "lead": _("Ses valeurs et son historique restent ; il quitte les listes."),
        "submit": _("Abandonner"),
        "success": _("L'indicateur est abandonné."),
        "crumbs": crumbs(found),
        "danger": True,
    }
    form = forms.ReasonForm(request.POST or None)
    return form_page(
        request,
        form,
        actions.close_indicator,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"indicator": found},
    )


@require_POST
def reopen(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Follow it again."""
    found = get_kept(request, public_id)
    try_to(request, actions.reopen_indicator, _("L'indicateur est suivi de nouveau."), indicator=found)
    return redirect(found)


@FORM
def targets(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What is to be reached, and when?"""
    found = get_kept(request, public_id)
    spans = _target_periods(found)
    sent = request.POST if request.method == "POST" else None
    form = forms.TargetsForm(sent, of=found, periods=spans)
    if sent is not None and form.is_valid():
        _store_targets(request, found, form)
        messages.success(request, _("Les cibles sont enregistrées."))
        return redirect(found)
    context = {"form": form, "indicator": found, "crumbs": crumbs(found)}
    return render(request, "indicators/targets.html", context, status=200 if sent is None else 422)


def _target_periods(found: Indicator) -> list[str]:
    """Years of the plans that it measures and of what is known, and quarters where it is measured so."""
    years = {int(one.period[:4]) for one in found.targets.all()} | {today().year, today().year + 1}
    versions = PlanVersion.objects.filter(plan__in=[tie.plan_id for tie in found.ties.all()])
    for first, last in versions.values_list("first_year", "last_year"):
        if first and last:
            years |= set(range(first, last + 1))
    spans = [str(year) for year in range(min(years), max(years) + 1)][-12:]
    if found.frequency == Frequency.QUARTER:
        return [one for year in spans for one in (year, *quarters(int(year)))]
    return spans


def _store_targets(request: AuthoredRequest, found: Indicator, form: forms.TargetsForm) -> None:
    who: dict[str, Any] = {"by": author_of(request), "at": now()}
    for period, amount in form.wanted().items():
        known = form.known.get(period)
        if amount is None and known is not None:
            actions.remove_target(target=known, **who)
        elif amount is not None and (known is None or known.amount != amount):
            actions.set_target(
                indicator=found, period=period, amount=amount, source=form.cleaned_data["source"], **who
            )


@FORM
def quality(request: AuthoredRequest, public_id: UUID, code: str) -> HttpResponse:
    """Say whether the indicator passes one of the twelve checks."""
    found = get_kept(request, public_id)
    check = next((one for one in checks(found) if one.item.code == code), None)
    if check is None or check.by_system:
        raise Http404
    said = QualityAnswer.objects.filter(indicator=found, check_code=code).first()
    initial = {"answer": said.answer, "evidence": said.evidence} if said else None
    texts = {
        "title": check.item.title,
        "lead": check.item.text,
        "submit": _("Enregistrer"),
        "success": _("La réponse est enregistrée."),
        "crumbs": crumbs(found),
    }
    return form_page(
        request,
        forms.QualityForm(request.POST or None, initial=initial),
        actions.answer_quality,
        texts=texts,
        back=f"{found.get_absolute_url()}#qualite",
        arguments={"indicator": found, "check_code": code},
    )


@FORM
def contest(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Say beside the computed number what one knows."""
    found = get_indicator(request, public_id)
    rules.check_contest(request.author)
    if not found.is_computed:
        raise Http404
    texts = {
        "title": _("Ajouter une remarque"),
        "lead": _(
            "La valeur calculée ne change pas : votre remarque s'affiche à côté, signée de votre poste."
        ),
        "submit": _("Ajouter la remarque"),
        "success": _("La remarque est ajoutée."),
        "crumbs": crumbs(found),
    }
    initial = {"period": request.GET.get("periode", str(today().year))}
    return form_page(
        request,
        forms.ContestForm(request.POST or None, initial=initial),
        actions.contest,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"indicator": found},
    )


@FORM
def settle(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Say what became of a remark."""
    rules.check_keep_indicators(request.author)
    rows = Contest.objects.select_related("indicator").filter(indicator__country=settings.COUNTRY)
    found = get_object_or_404(rows, public_id=public_id)
    texts = {
        "title": _("Régler cette remarque"),
        "lead": found.text,
        "submit": _("Enregistrer la suite"),
        "success": _("La suite donnée est enregistrée."),
        "crumbs": crumbs(found.indicator),
    }
    return form_page(
        request,
        forms.SettleForm(request.POST or None),
        actions.settle_contest,
        texts=texts,
        back=found.indicator.get_absolute_url(),
        arguments={"contest": found},
    )


@FORM
def load(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """Load the indicators that a plan names."""
    rules.check_keep_indicators(request.author)
    rows = PlanVersion.objects.select_related("plan")
    version = get_object_or_404(rows, plan__public_id=plan_id, number=number, plan__country=settings.COUNTRY)
    if request.method == "POST":
        return _load(request, version)
    left = queries.unloaded(version)
    context = {"version": version, "plan": version.plan, "lines": _proposed(left)}
    return render(request, "indicators/load.html", context)


def _proposed(left: list[Any]) -> list[dict[str, Any]]:
    known = bindings(settings.COUNTRY)
    found = [(one, binding_for(one.text, known)) for one in left]
    return [
        {"named": one, "binding": rule, "room": room_of(rule.fact_code) if rule else ""}
        for one, rule in found
    ]


def _load(request: AuthoredRequest, version: PlanVersion) -> HttpResponse:
    try:
        loaded = actions.load_plan_indicators(by=author_of(request), at=now(), version=version)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(version)
    count = len(loaded.created)
    text = ngettext("%(n)s indicateur est chargé.", "%(n)s indicateurs sont chargés.", count) % {"n": count}
    messages.success(request, text if count else _("Tous les indicateurs du plan étaient déjà chargés."))
    return redirect(reverse("indicators:filling"))
