"""Frameworks, places and the country profile, for everyone who has signed in."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from azalai.core.clock import today
from azalai.core.downloads import csv_response
from azalai.core.handling import author_of, form_page
from azalai.frames import actions, queries, rules
from azalai.frames.forms import CorrectionForm, PlaceFilter
from azalai.frames.models import Country, Framework, FrameworkItem, LegalBasis


@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """Which lists does the system refer to?"""
    rules.check_see_reference(author_of(request))
    found = list(queries.frameworks(country=settings.COUNTRY, on=today()))
    context = {"frameworks": found, "total": queries.count_items(found)}
    return render(request, "frames/frameworks.html", context)


@require_safe
def framework_latest(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force, else the latest."""
    rules.check_see_reference(author_of(request))
    found = queries.latest(code, on=today())
    if found is None:
        raise Http404
    return redirect(found)


@require_safe
def framework(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """What does this list say, and what still has to be confirmed?"""
    rules.check_see_reference(author_of(request))
    found = get_object_or_404(Framework, code=code, version=version)
    items = queries.items_with_links(found)
    context = {
        "framework": found,
        "items": items,
        "has_levels": any(item.parent_id for item in items),
        "has_labels": any(item.label_fr for item in items),
        "has_links": any(item.links_out.all() or item.links_in.all() for item in items),
        "to_confirm": sum(bool(item.unconfirmed) for item in items),
        "others": [other for other in queries.versions_of(code) if other.pk != found.pk],
    }
    return render(request, "frames/framework.html", context)


@require_safe
def item(request: HttpRequest, code: str, version: str, item_code: str) -> HttpResponse:
    """What is this item, and what does it correspond to?"""
    author = author_of(request)
    rules.check_see_reference(author)
    found = _item(code, version, item_code)
    links = [(link.to_item, link) for link in found.links_out.select_related("to_item__framework")]
    back = found.links_in.select_related("from_item__framework").order_by("from_item__order")
    links += [(link.from_item, link) for link in back]
    by_framework: defaultdict[Framework, list[Any]] = defaultdict(list)
    for other, link in links:
        by_framework[other.framework].append((other, link))
    context = {
        "item": found,
        "links": list(by_framework.items()),
        "children": found.children.all(),
        "may_correct": rules.can_correct_item(author),
    }
    return render(request, "frames/item.html", context)


def _item(code: str, version: str, item_code: str) -> FrameworkItem:
    rows = FrameworkItem.objects.select_related("framework", "parent__framework", "corrected_by")
    return get_object_or_404(rows, framework__code=code, framework__version=version, code=item_code)


@require_http_methods(["GET", "HEAD", "POST"])
def item_correct(request: HttpRequest, code: str, version: str, item_code: str) -> HttpResponse:
    """Confirm or correct a title."""
    rules.check_correct_item(author_of(request))
    found = _item(code, version, item_code)
    texts = {
        "title": _("Confirmer ou corriger l'intitulé"),
        "lead": _("Recopiez l'intitulé tel que le texte officiel l'écrit ; le journal garde l'ancien."),
        "submit": _("Enregistrer"),
        "success": _("L'intitulé est enregistré avec sa source."),
        "crumbs": [
            (found.framework.acronym, found.framework.get_absolute_url()),
            (found.code, found.get_absolute_url()),
        ],
    }
    names = ("title_fr", "title_en", "label_fr", "label_en")
    initial = {name: getattr(found, name) for name in names}
    form = CorrectionForm(request.POST or None, initial=initial, item=found)
    back = found.get_absolute_url()
    return form_page(request, form, actions.correct_item, texts=texts, back=back, arguments={"item": found})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Which places, with which codes?"""
    rules.check_see_reference(author_of(request))
    form, found = _places(request)
    context = {
        "form": form,
        "regions": found,
        "count": sum(region.matches + len(region.below) for region in found),
        "country": Country.objects.filter(iso2=settings.COUNTRY).first(),
        "query": request.GET.urlencode(),
    }
    return render(request, "frames/places.html", context)


@require_safe
def places_csv(request: HttpRequest) -> HttpResponseBase:
    """The places of the page as a table."""
    rules.check_see_reference(author_of(request))
    country = get_object_or_404(Country, iso2=settings.COUNTRY)
    names = {level["level"]: country.level_name(level["level"]) for level in country.levels}
    rows = queries.place_rows(_places(request)[1], level_names=names)
    return csv_response(f"lieux-{settings.COUNTRY}", rows)


def _places(request: HttpRequest) -> tuple[PlaceFilter, list[queries.Region]]:
    form = PlaceFilter(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("q", "")
    return form, queries.regions(country=settings.COUNTRY, text=text, on=today())


@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """What is particular to this country?"""
    rules.check_see_reference(author_of(request))
    found = Country.objects.filter(iso2=settings.COUNTRY).first()
    if found is None:
        return render(request, "frames/country_missing.html")
    laws = list(found.laws.select_related("repealed_by"))
    titles = {law.code: law.title_fr for law in laws}
    context = {
        "country": found,
        "laws": [(law, law.state_on(today()), _relations(law, titles)) for law in laws],
        "law_titles": titles,
        "bodies": [(body, titles.get(body.get("legal_basis", ""), "")) for body in found.bodies],
        "secretariat_basis": titles.get(found.secretariat.get("legal_basis", ""), ""),
        "data_law": titles.get(found.data_protection.get("law", ""), ""),
        "year": str(today().year),
    }
    return render(request, "frames/country.html", context)


def _relations(law: LegalBasis, titles: dict[str, str]) -> list[tuple[str, list[str]]]:
    """What the text does to others and what others did to it, in words."""
    words = {"repeals": _("abroge"), "amends": _("modifie"), "implements": _("applique")}
    found = [(words[name], codes) for name, codes in law.relations.items() if name in words]
    found += [(_("modifié par"), law.amended_by)] if law.amended_by else []
    return [(word, [titles.get(code, code) for code in codes]) for word, codes in found]
