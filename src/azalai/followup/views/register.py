"""The register, one's own actions, the board, what is getting old."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from azalai.actors.models import Organisation
from azalai.core.clock import now, today
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.followup import queries, rules
from azalai.followup.enums import OPEN_STATES, PointState
from azalai.followup.forms.filters import CLOSED, EVERY, OPEN, PointFilter
from azalai.followup.models import ActionPoint, PointQuerySet
from azalai.followup.views.shared import filter_of, register_url, scope_of, visible

PER_PAGE = 25


@require_safe
def register(request: AuthoredRequest) -> HttpResponse:
    """What was decided, and where does it stand?"""
    found, _scope = visible(request)
    form = filter_of(request.GET)
    filters = form.cleaned_data
    narrowed = queries.filtered(found, filters, on=today())
    counts = queries.tallies_of(found, filters, on=today())
    order = queries.ORDERS.get(filters.get("ordre", ""), queries.BY_DEADLINE)
    rows = queries.in_state(narrowed, filters.get("etat", OPEN)).order_by(*order)
    total = queries.total_in_state(counts, filters.get("etat", OPEN))
    context = {
        "form": form,
        "page": paginate(request, queries.in_list(rows), per_page=PER_PAGE, total=total),
        "groups": _groups(counts, filters.get("etat", OPEN)),
        "chosen": _chosen(filters),
        "on": today(),
        "may_keep": rules.can_keep(request.author),
        "sees_all": rules.can_see_all(request.author),
        "query": request.GET.urlencode(),
    }
    return render(request, "followup/register.html", context)


def _groups(counts: dict[str, int], asked: str) -> list[dict[str, Any]]:
    """States with their numbers, as links of the filter; those that nothing stands in are left out."""
    opened = sum(n for state, n in counts.items() if state in OPEN_STATES)
    total = sum(counts.values())
    groups: list[tuple[str, Any, int]] = [
        (word, dict(_words())[word], n)
        for word, n in ((OPEN, opened), (CLOSED, total - opened), (EVERY, total))
    ]
    groups += [(s.value, s.label, counts[s]) for s in PointState if counts.get(s) or s == asked]
    return [{"value": value, "label": label, "count": n} for value, label, n in groups]


def _words() -> list[tuple[Any, Any]]:
    return list(PointFilter.base_fields["etat"].choices)  # type: ignore[attr-defined]


def _chosen(filters: dict[str, Any]) -> list[tuple[str, Any]]:
    """What the list was narrowed to by a link from elsewhere: name of the filter, and the object."""
    found: list[tuple[str, Any]] = []
    if key := filters.get("organisme"):
        found += [("organisme", one) for one in Organisation.objects.filter(public_id=key)]
    if key := filters.get("ligne"):
        found += [("ligne", node) for node in queries.lines_of([key]).values()]
    return found


@require_safe
def mine(request: AuthoredRequest) -> HttpResponse:
    """What is expected of my post?"""
    rules.check_see_register(request.author)
    scope = scope_of(request)
    # Who owns a point reads it: no need to ask for what else one may read.
    own = ActionPoint.objects.in_country(settings.COUNTRY).filter(queries.owned(scope))
    rows = queries.in_list(own.open().order_by(*queries.BY_DEADLINE))
    context = {
        "page": paginate(request, rows, per_page=PER_PAGE),
        "closed": list(queries.in_list(own.filter(stage="closed").order_by("-moved_at", "-id"))[:5]),
        "late": own.late(today()).count(),
        "on": today(),
        "sees_all": rules.can_see_all(request.author),
    }
    return render(request, "followup/mine.html", context)


@require_safe
def board(request: AuthoredRequest) -> HttpResponse:
    """Where does the committee's work stand? Columns by state, or by owner."""
    found, _scope = visible(request)
    form = filter_of(request.GET)
    narrowed = queries.filtered(found, form.cleaned_data, on=today())
    by_owner = request.GET.get("par") == "responsable"
    kept = {name: request.GET[name] for name in ("instance", "nature") if request.GET.get(name)}

    def address(**more: Any) -> str:
        return register_url(**(kept | more))

    columns = (queries.columns_by_owner if by_owner else queries.columns_by_state)(narrowed, address)
    context = {
        "form": form,
        "columns": columns,
        "by_owner": by_owner,
        "on": today(),
        "sees_all": rules.can_see_all(request.author),
        "is_empty": not any(column.total for column in columns),
    }
    return render(request, "followup/board.html", context)


@require_safe
def ageing(request: AuthoredRequest) -> HttpResponse:
    """What is late, since when, and whose?"""
    rules.check_see_all(request.author)
    found, _scope = visible(request)
    at = now()
    context = {
        "totals": queries.ageing(found, at=at),
        "page": paginate(request, queries.ages(found, at=at)),
        "oldest": _oldest(found),
        "on": today(),
        "sees_all": True,
        "days": queries.SILENT.days,
        "long": queries.LONG.days,
        "country": settings.COUNTRY,
    }
    return render(request, "followup/ageing.html", context)


def _oldest(found: PointQuerySet) -> list[Any]:
    rows = found.late(today()).order_by(*queries.BY_DEADLINE)
    return list(queries.in_list(rows)[:10])
