"""Values: entered one by one or in a grid, then decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now, today
from azalai.core.drafts import Desk
from azalai.core.handling import author_of, form_page, tell, try_to
from azalai.core.requests import AuthoredRequest
from azalai.frames.models import FrameworkItem
from azalai.indicators import actions, crossing, forms, rules
from azalai.indicators.enums import GRID_FORM, Frequency
from azalai.indicators.models import Indicator, Value
from azalai.indicators.periods import quarters
from azalai.indicators.protection import threshold_for
from azalai.indicators.views.shared import (
    categories_of,
    crumbs,
    get_indicator,
    get_value,
    places_for,
    scope_of,
)

FORM = require_http_methods(["GET", "HEAD", "POST"])
LEVELS = (1, 2, 3)
FIRST_YEAR = 1990


@require_safe
def grid(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The year and the places that were chosen, as an address of their own: what is typed is kept for it."""
    found = get_indicator(request, public_id)
    rules.check_enter_somewhere(request.author, found, scope_of(request))
    return redirect("indicators:grid_of", found.public_id, _year(request), _level(request))


@FORM
def grid_of(request: AuthoredRequest, public_id: UUID, year: int, level: int) -> HttpResponse:
    """Give the values of a year, place by place."""
    found = get_indicator(request, public_id)
    rules.check_enter_somewhere(request.author, found, scope_of(request))
    if level not in LEVELS or not FIRST_YEAR <= year <= today().year:
        raise Http404
    desk = Desk(request, GRID_FORM, f"{found.public_id}@{year}-{level}")
    sent = request.POST if request.method == "POST" else None
    form = _grid_form(request, found, sent if sent is not None else desk.data, year, level)
    if sent is not None:
        if (written := _written(request, found, form)) is not None:
            desk.done()
            messages.success(request, written)
            return redirect(found)
        desk.keep()
    context = {
        "form": form,
        "desk": desk,
        "indicator": found,
        "year": year,
        "level": level,
        "levels": _levels(found),
        "crumbs": crumbs(found),
    }
    return render(request, "indicators/grid.html", context, status=200 if sent is None else 422)


def _year(request: AuthoredRequest) -> int:
    text = request.GET.get("annee", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, FIRST_YEAR), today().year)


def _level(request: AuthoredRequest) -> int:
    text = request.GET.get("niveau", "1")
    return int(text) if text in {"1", "2", "3"} else 1


def _levels(found: Indicator) -> list[tuple[int, str]]:
    """Levels that have places, with their names."""
    country = found.country
    there = set(country.places.filter(valid_to="").values_list("level", flat=True).distinct())
    return [(level, country.level_name(level)) for level in LEVELS if level in there]


def _grid_form(
    request: AuthoredRequest, found: Indicator, data: Any, year: int, level: int
) -> forms.GridForm:
    spans = quarters(year) if found.frequency == Frequency.QUARTER else [str(year)]
    places = places_for(request, found, scope_of(request), level=level)
    rows = found.values.standing().filter(period__in=spans)
    known: dict[tuple[str, int | None], Value] = {}
    # What waits stands before what is in force: it is what would be corrected.
    for value in sorted(rows, key=lambda one: one.is_pending):
        value.indicator = found
        known[value.period, value.place_id] = value
    return forms.GridForm(data, indicator=found, places=places, periods=spans, known=known)


def _written(request: AuthoredRequest, found: Indicator, form: forms.GridForm) -> str | None:
    """What was done, None when something was refused."""
    if not form.is_valid():
        return None
    try:
        made = actions.enter_values(by=author_of(request), at=now(), indicator=found, given=form.given)
    except ValidationError as error:
        for slot, texts in error.message_dict.items():
            name = form.name_of_slot(slot)
            form.add_error(name if name in form.fields else None, texts)
        return None
    count = len(made)
    if not count:
        return _("Rien n'a changé : aucune valeur n'a été enregistrée.")
    told = ngettext(
        "%(n)s valeur est enregistrée, à valider.", "%(n)s valeurs sont enregistrées, à valider.", count
    )
    return told % {"n": count}


@FORM
def enter(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give one value with its details."""
    found = get_indicator(request, public_id)
    scope = scope_of(request)
    rules.check_enter_somewhere(request.author, found, scope)
    return _one(request, found, None)


@FORM
def correct(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give another value in its stead."""
    value, scope = get_value(request, public_id)
    rules.check_correct(request.author, value, scope)
    found = get_indicator(request, value.indicator.public_id)
    value.indicator = found
    return _one(request, found, value)


def _one(request: AuthoredRequest, found: Indicator, value: Value | None) -> HttpResponse:
    target = f"{found.public_id}:{value.pk}" if value else f"{found.public_id}:"
    desk = Desk(request, GRID_FORM, target)
    sent = request.POST if request.method == "POST" else None
    data, categories = sent if sent is not None else desk.data, categories_of(found)
    asked = (data or request.GET).get("croiser", "")
    form = forms.ValueForm(
        data,
        request.FILES or None,
        indicator=found,
        places=places_for(request, found, scope_of(request)),
        categories=categories,
        of=value,
        crossed=crossing.asked_for(asked, categories, value),
    )
    if sent is not None:
        if (made := _given(request, found, form, value)) is not None:
            desk.done()
            messages.success(request, _("La valeur est enregistrée, à valider."))
            return redirect(made)
        desk.keep()
    context = {"form": form, "desk": desk, "indicator": found, "value": value, "crumbs": crumbs(found)}
    context["pairs"] = crossing.pairs(categories) if value is None or form.crossed is None else []
    return render(request, "indicators/value_form.html", context, status=200 if sent is None else 422)


def _given(
    request: AuthoredRequest, found: Indicator, form: forms.ValueForm, value: Value | None
) -> Value | None:
    if not form.is_valid():
        return None
    who: dict[str, Any] = {"by": author_of(request), "at": now(), "given": form.given()}
    who["files"] = form.cleaned_data["files"]
    try:
        if value is not None:
            return actions.correct_value(value=value, **who)
        return actions.enter_value(indicator=found, **who)
    except ValidationError as error:
        told = getattr(error, "message_dict", {"": error.messages})
        if "files" in told:
            form.add_error("files", told.pop("files"))
        if texts := [text for one in told.values() for text in one]:
            tell(form, ValidationError(texts))
        return None


@require_safe
def value(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What was given, by whom, and what became of it?"""
    found, scope = get_value(request, public_id)
    author = request.author
    rows = Value.objects.filter(
        indicator=found.indicator_id, period=found.period, place=found.place_id
    ).select_related("entered_post", "entered_by", "validated_by")
    earlier = [one for one in rows.order_by("-pk") if one.pk != found.pk]
    for one in earlier:
        one.indicator = found.indicator
    may_see_parts = not threshold_for(author) or rules.can_enter(
        author, found.indicator, found.place_id, scope
    )
    context = {
        "value": found,
        "indicator": found.indicator,
        "history": [one for one in earlier if rules.can_see_value(author, one, scope)],
        "parts": found.parts.select_related("variable") if may_see_parts else [],
        "names": _names(found) if may_see_parts else {},
        "crossing": crossing.table_of(found) if may_see_parts else None,
        "may_validate": rules.can_validate(author, found),
        "may_return": rules.can_return(author, found),
        "may_publish": rules.can_publish(author, found),
        "may_correct": rules.can_correct(author, found, scope),
        "may_withdraw": rules.can_withdraw(author, found),
        "is_own": author.person_id is not None and author.person_id == found.entered_by_id,
    }
    return render(request, "indicators/value.html", context)


def _names(found: Value) -> dict[str, str]:
    """Names of the categories that the value is detailed by."""
    codes = found.parts.values_list("category", flat=True)
    items = FrameworkItem.objects.of("disaggregation").filter(code__in=codes)
    return {item.code: item.label for item in items}


@require_POST
def validate(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It counts from now on."""
    found, _scope = get_value(request, public_id)
    rules.check_validate(request.author, found)
    try_to(request, actions.validate_value, _("La valeur est validée."), value=found)
    return redirect("indicators:pending" if request.POST.get("next") == "pending" else found)


@require_POST
def publish(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It may go outside."""
    found, _scope = get_value(request, public_id)
    rules.check_publish(request.author, found)
    try_to(request, actions.publish_value, _("La valeur est publiée."), value=found)
    return redirect(found)


@FORM
def return_(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Whoever entered it must look again."""
    found, _scope = get_value(request, public_id)
    rules.check_return(request.author, found)
    texts = {
        "title": _("Renvoyer cette valeur"),
        "lead": str(found),
        "submit": _("Renvoyer"),
        "success": _("La valeur est renvoyée à qui l'a saisie."),
        "crumbs": crumbs(found.indicator, (_("Valeur"), found.get_absolute_url())),
    }
    return _with_reason(request, found, actions.return_value, texts)


@FORM
def withdraw(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Nothing is known there any more."""
    found, _scope = get_value(request, public_id)
    rules.check_withdraw(request.author, found)
    texts = {
        "title": _("Retirer cette valeur"),
        "lead": _("Elle ne comptera plus ; elle reste dans l'historique."),
        "submit": _("Retirer"),
        "success": _("La valeur est retirée."),
        "danger": True,
        "crumbs": crumbs(found.indicator, (_("Valeur"), found.get_absolute_url())),
    }
    return _with_reason(request, found, actions.withdraw_value, texts)


def _with_reason(request: AuthoredRequest, found: Value, action: Any, texts: dict[str, Any]) -> HttpResponse:
    return form_page(
        request,
        forms.ReasonForm(request.POST or None),
        action,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"value": found},
    )
