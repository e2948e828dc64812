"""Lists of indicators that belong to others."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now
from azalai.core.handling import author_of
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.engines.aggregation.scoring import Score, score
from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS
from azalai.indicators import actions, rules, sets
from azalai.indicators.exporting import XLSX
from azalai.indicators.forms.sets import SetForm
from azalai.indicators.models import IndicatorSet, SetItem
from azalai.indicators.views.shared import file


@require_safe
def lists(request: AuthoredRequest) -> HttpResponse:
    """Which lists of others has the country been measured by?"""
    rules.check_see_indicators(request.author)
    rows = IndicatorSet.objects.filter(country=settings.COUNTRY)
    may_keep = rules.can_keep_indicators(request.author)
    if not may_keep:
        rows = rows.filter(accepted_at__isnull=False)
    return render(request, "indicators/sets.html", {"page": paginate(request, rows), "may_keep": may_keep})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: AuthoredRequest) -> HttpResponse:
    """Hand over a filled template."""
    rules.check_keep_indicators(request.author)
    form = SetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = _received(request, form)
        if received is not None:
            return redirect(received)
    return render(request, "indicators/set_upload.html", {"form": form}, status=422 if form.errors else 200)


def _received(request: AuthoredRequest, form: SetForm) -> IndicatorSet | None:
    data = dict(form.cleaned_data)
    handed = data.pop("file")
    if handed.size > DEFAULT_LIMITS.file_bytes:
        form.add_error("file", _("Le fichier dépasse la taille permise."))
        return None
    who: dict[str, Any] = {"by": author_of(request), "at": now(), "country": settings.COUNTRY}
    try:
        return actions.receive_set(name=handed.name, content=handed.read(), **who, **data)
    except UnreadableFile as error:
        form.add_error("file", error.message)
        return None


def _get(request: AuthoredRequest, public_id: UUID) -> IndicatorSet:
    rules.check_see_indicators(request.author)
    found = get_object_or_404(IndicatorSet, public_id=public_id, country=settings.COUNTRY)
    if found.accepted_at is None and not rules.can_keep_indicators(request.author):
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain with its questions and what they make."""

    title: str
    items: list[Any]
    score: Score
    name: str

    @property
    def word(self) -> str:
        """ "absent", "partiel", "complet" or "—"."""
        return str(sets.LABELS[self.score.state])

    @property
    def kind(self) -> str:
        """How the page marks it."""
        return {"complete": "done", "partial": "waiting", "absent": "wrong"}.get(self.score.state, "neutral")

    @property
    def percent(self) -> float | None:
        """Out of one, for the page."""
        return None if self.score.percent is None else float(self.score.percent) / 100


def domains_of(method: sets.Method, rows: list[Any]) -> list[Domain]:
    """Each domain of these rows or items, scored."""
    found = []
    for code, items in sets.grouped(rows).items():
        made = score([one.answer for one in items], method.scoring)
        found.append(Domain(f"{code} · {items[0].domain_title}", items, made, method.name(made.name)))
    return found


@require_safe
def one(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What would come in, with every fault; or what the list says."""
    found = _get(request, public_id)
    method = sets.methods()[found.method]
    is_taken = found.accepted_at is not None
    rows: list[Any] = (
        list(SetItem.objects.filter(of=found)) if is_taken else [sets.Row(**r) for r in found.reading["rows"]]
    )
    context = {
        "set": found,
        "method": method,
        "domains": domains_of(method, rows),
        "faults": [] if is_taken else found.reading["faults"],
        "may_keep": rules.can_keep_indicators(request.author),
    }
    return render(request, "indicators/set.html", context)


@require_POST
def accept(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take the list over."""
    rules.check_keep_indicators(request.author)
    found = _get(request, public_id)
    try:
        actions.accept_set(by=author_of(request), at=now(), of=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("La liste est reprise."))
    return redirect(found)


@require_safe
def template(request: AuthoredRequest) -> HttpResponse:
    """The empty workbook."""
    rules.check_see_indicators(request.author)
    return file(_workbook([]), "modele-liste-indicateurs.xlsx", XLSX)


@require_safe
def download(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The list in the layout that comes back in."""
    found = _get(request, public_id)
    rows = [
        sets.Row(0, one.domain, one.domain_title, one.code, one.text, one.answer, one.evidence)
        for one in found.items.all()
    ]
    return file(_workbook(rows), "liste-indicateurs.xlsx", XLSX)


def _workbook(rows: list[sets.Row]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / "liste.xlsx"
        sets.write_template(path, rows=rows)
        return path.read_bytes()
