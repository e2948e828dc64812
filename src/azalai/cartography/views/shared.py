"""What every page of the room begins with: the filters of its address, and the traces that they choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from azalai.cartography import rules
from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.enums import Measure
from azalai.cartography.forms import (
    AxesForm,
    CartographyFilter,
    FrameForm,
    LeastForm,
    MeasureForm,
)
from azalai.cartography.measuring import Meter, meter
from azalai.cartography.needs import FRAMES
from azalai.cartography.selecting import ALL_STATUSES, Criteria, criteria_from
from azalai.cartography.traces import Traces
from azalai.core.clock import today
from azalai.core.context import current_site
from azalai.core.requests import AuthoredRequest
from azalai.interventions.enums import Status

ROWS, COLUMNS = "organisme", "region"


@dataclass(frozen=True)
class Asked:
    """A request understood."""

    request: AuthoredRequest
    traces: Traces
    form: CartographyFilter
    criteria: Criteria

    def choice(self, name: str, default: str, allowed: Any) -> str:
        """A word of the address when it is one that exists, else the default."""
        given = self.request.GET.get(name, "")
        return given if given in allowed else default

    @property
    def rows(self) -> str:
        """Dimension of the rows."""
        return self.choice("lignes", ROWS, DIMENSIONS)

    @property
    def columns(self) -> str:
        """Dimension of the columns, never that of the rows."""
        default = COLUMNS if self.rows != COLUMNS else "pmm"
        chosen = self.choice("colonnes", default, DIMENSIONS)
        return chosen if chosen != self.rows else default

    @property
    def meter(self) -> Meter:
        """The measure of the address, interventions unless told."""
        site = current_site()
        chosen = self.choice("mesure", Measure.NUMBER, Measure.values)
        return meter(self.traces, chosen, currency=site.currency, label=site.currency_label)

    @property
    def frame(self) -> str:
        """Framework by which needs are read."""
        return self.choice("cadre", "pmm", FRAMES)

    @property
    def least(self) -> int | None:
        """Shared interventions from which a tie is drawn, None unless told."""
        form = LeastForm(self.request.GET)
        form.is_valid()
        return form.cleaned_data.get("minimum")

    @property
    def filters(self) -> dict[str, str]:
        """The filters in force as an address writes them, without what one page alone asks for."""
        criteria = self.criteria
        found = {"de": criteria.first, "a": criteria.last, "etat": criteria.status}
        return {name: str(value) for name, value in found.items() if value} | dict(criteria.keys)

    @property
    def unseen(self) -> dict[str, str]:
        """Filters that came with a link and have no field of their own: they are kept, and told."""
        told = str(self.form.data.get("objectif", "")).partition(":")[0]
        kept = {c: k for c, k in self.criteria.keys.items() if c not in self.form.fields and c != told}
        other = self.request.GET.get("avec", "")
        return kept | ({"avec": other} if other else {})

    @property
    def query(self) -> str:
        """The filters for the end of an address: "?region=NE001", or nothing."""
        return f"?{urlencode(self.filters)}" if self.filters else ""

    @property
    def own_query(self) -> str:
        """Everything that the address says, for downloads."""
        return f"?{self.request.GET.urlencode()}" if self.request.GET else ""

    def list_url(self, **keys: str) -> str:
        """Address of the interventions behind a number."""
        return f"{reverse('cartography:interventions')}?{urlencode({**self.filters, **keys})}"

    def told(self) -> list[tuple[str, str]]:
        """The filters in words, for print and for lists: (name, value)."""
        criteria = self.criteria
        years = [str(year) if year else "…" for year in (criteria.first, criteria.last)]
        found = (
            [(str(self.form.fields["de"].label), " – ".join(years))]
            if any((criteria.first, criteria.last))
            else []
        )
        for code, key in criteria.keys.items():
            dimension = DIMENSIONS[code]
            found.append((str(dimension.label), dimension.title(key, dimension.titles(self.traces))))
        other = self.request.GET.get("avec", "")
        if other.isdigit() and int(other) in self.traces.organisations:
            found.append((_("Avec"), str(self.traces.organisations[int(other)])))
        if criteria.status and criteria.status != ALL_STATUSES:
            found.append((str(self.form.fields["etat"].label), str(Status(criteria.status).label)))
        return found


def asked(request: AuthoredRequest) -> Asked:
    """Permission checked, filters read; nothing of the interventions is read yet."""
    rules.check_see_cartography(request.author)
    traces = Traces(settings.COUNTRY, on=today())
    form = CartographyFilter(_shown(request), traces=traces)
    form.is_valid()
    return Asked(request, traces, form, criteria_from(form.cleaned_data, request.GET.dict()))


def _shown(request: AuthoredRequest) -> dict[str, str]:
    """The address, its objective also where a link named it by its dimension."""
    given = request.GET.dict()
    for frame in ("pmm", "pnm", "odd"):
        if given.get(frame, NONE) != NONE and not given.get("objectif"):
            given["objectif"] = f"{frame}:{given[frame]}"
    return given


def context_of(one: Asked, tab: str, **more: Any) -> dict[str, Any]:
    """What the frame of every page shows."""
    return {
        "tab": tab,
        "form": one.form,
        "query": one.query,
        "own_query": one.own_query,
        "told": one.told(),
        "filtered": bool(one.filters),
        "unseen": one.unseen,
        "may_state_need": rules.can_state_need(one.request.author),
        **more,
    }


def options(one: Asked, tab: str) -> Any:
    """The page's own questions, beside the filters."""
    if tab == "matrix":
        first = {"lignes": one.rows, "colonnes": one.columns, "mesure": one.meter.measure.value}
        return AxesForm(first, traces=one.traces)
    if tab == "map":
        return MeasureForm({"mesure": one.meter.measure.value})
    if tab == "network":
        return LeastForm({"minimum": one.least})
    if tab == "gaps":
        return FrameForm({"cadre": one.frame})
    return None
