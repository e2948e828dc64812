"""Records that may be the same: found, put side by side, made one, parted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.actors import actions, forms, queries, rules
from azalai.actors.actions.parting import obstacle
from azalai.actors.models import Merge, Organisation
from azalai.actors.queries.merging import CONFIDENTIAL
from azalai.actors.views.shared import FORM, active_organisation
from azalai.core.clock import now, today
from azalai.core.handling import act, author_of, tell, try_to
from azalai.core.pagination import paginate


@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Which records may be the same organisation?"""
    rules.check_merge_actors(author_of(request))
    merges = Merge.objects.filter(kept__country=settings.COUNTRY).select_related("merged", "kept")
    context = {
        "page": paginate(request, queries.doubles(settings.COUNTRY), per_page=25),
        "merges": merges.order_by("-done_at", "-id")[:10],
    }
    return render(request, "actors/doubles.html", context)


@FORM
def merge_choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Which record is this one's double?"""
    rules.check_merge_actors(author_of(request))
    found = active_organisation(public_id)
    form = forms.OtherForm(request.POST or None, organisation=found)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["kept"]
        return redirect("actors:merge", found.public_id, kept.public_id)
    here = found.get_absolute_url()
    context = {
        "title": _("Réunir « %s » à une autre fiche") % found,
        "lead": _("Choisissez la fiche à garder. Vous verrez ce que chacune contient avant de confirmer."),
        "submit": _("Comparer les deux fiches"),
        "crumbs": [(_("Acteurs"), reverse("actors:organisations")), (str(found), here)],
    }
    return render(request, "core/form.html", context | {"form": form, "back": here, "danger": False})


@FORM
def merge(request: HttpRequest, merged_id: UUID, kept_id: UUID) -> HttpResponse:
    """Are these two the same, and which names remain?"""
    author = author_of(request)
    rules.check_merge_actors(author)
    merged, kept = active_organisation(merged_id), active_organisation(kept_id)
    form = forms.MergeForm(request.POST or None, merged=merged, kept=kept)
    if request.method == "POST" and _merged(request, form, merged, kept):
        messages.success(request, _("Les deux fiches n'en font plus qu'une."))
        return redirect(kept)
    hidden = frozenset() if rules.can_see_analyses(author) else CONFIDENTIAL
    sides = [queries.side_of(one, on=today(), hidden=hidden) for one in (merged, kept)]
    context = {
        "form": form,
        "merged": sides[0],
        "kept": sides[1],
        "follows": queries.what_follows(*sides),
        "back": kept.get_absolute_url(),
    }
    return render(request, "actors/merge.html", context)


def _merged(
    request: HttpRequest, form: forms.MergeForm, merged: Organisation, kept: Organisation
) -> Merge | None:
    if not form.is_valid():
        return None
    facts: dict[str, Any] = {"names": form.names, "reason": form.cleaned_data["reason"]}
    try:
        return actions.merge_organisations(by=author_of(request), at=now(), merged=merged, kept=kept, **facts)
    except ValidationError as error:
        tell(form, error)
        return None


@require_POST
def distinguish(request: HttpRequest, one_id: UUID, other_id: UUID) -> HttpResponse:
    """These two are not the same."""
    rules.check_merge_actors(author_of(request))
    one, other = active_organisation(one_id), active_organisation(other_id)
    success = _("« %(one)s » et « %(other)s » ne seront plus proposées ensemble.")
    try_to(
        request,
        actions.distinguish_organisations,
        success % {"one": one, "other": other},
        one=one,
        other=other,
    )
    return redirect("actors:doubles")


@FORM
def part(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Were these two records merged by mistake?"""
    rules.check_merge_actors(author_of(request))
    rows = Organisation.objects.in_country(settings.COUNTRY)
    found = get_object_or_404(rows, public_id=public_id, merged_into__isnull=False)
    made = get_object_or_404(found.merges_away.select_related("merged", "kept"), undone_at__isnull=True)
    form = forms.PartForm(request.POST or None)
    if request.method == "POST" and act(request, form, actions.part_organisations, merge=made) is not None:
        messages.success(request, _("Les deux fiches sont séparées."))
        return redirect(found)
    context = {
        "form": form,
        "organisation": found,
        "made": made,
        "obstacle": obstacle(made),
        "count": sum(len(keys) for keys in made.moved.values()),
    }
    return render(request, "actors/part.html", context)
