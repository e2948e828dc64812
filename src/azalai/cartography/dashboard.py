"""The cartography on the first page and on the pages of other rooms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.actors.models import Organisation
from azalai.cartography import rules
from azalai.cartography.crossing import cross
from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.models import RegionalNeed
from azalai.cartography.needs import unmet_needs
from azalai.cartography.selecting import Criteria, select
from azalai.cartography.ties import web
from azalai.cartography.traces import Traces
from azalai.core import attention
from azalai.core.attention import Attention, Figure, Kind
from azalai.core.authorship import Author
from azalai.core.clock import today

SHOWN = 5


def register() -> None:
    """Announce what the room says on the first page."""
    attention.register(attention.Source("cartography", 50, lines, rules.can_see_cartography))
    attention.register_glance(attention.Glance("cartography", 40, figures, rules.can_see_cartography))


def lines(author: Author) -> Iterator[Attention]:
    """Needs to state, as long as nobody has stated any; one query."""
    standing = RegionalNeed.objects.in_country(settings.COUNTRY).standing()
    if rules.can_state_need(author) and not standing.exists():
        words = _("Dire où sont les besoins : aucun besoin de région n'est encore énoncé")
        yield Attention(Kind.DECISION, words, reverse("cartography:need_new"))


def figures(author: Author) -> Iterator[Figure]:
    """How many stated needs nobody works on where they stand, as the page of gaps counts them; one query."""
    unmet = list(unmet_needs(settings.COUNTRY))
    count = len({(need.item.framework_id, need.item.code, need.place_id) for need in unmet})
    words = ngettext(
        "besoin d'une région sans intervention en cours",
        "besoins de régions sans intervention en cours",
        count,
    )
    regions = list(dict.fromkeys(need.place.name for need in unmet))
    yield Figure(count, words, reverse("cartography:gaps"), ", ".join(regions[:SHOWN]))


def organisation_panel(author: Author, organisation: Organisation) -> dict[str, Any]:
    """Page of an organisation: where and on what it works, and with whom."""
    traces = Traces(organisation.country_id, on=today(), around=organisation.pk)
    key = str(organisation.pk)
    criteria = Criteria(keys={"organisme": key})
    found = select(traces, criteria)
    if not found:
        return {"organisation": organisation, "count": 0}
    objectives = DIMENSIONS["pmm"].titles(traces)
    crossed = cross(
        (one.pk, DIMENSIONS["pmm"].of(traces, one), DIMENSIONS["region"].of(traces, one)) for one in found
    )
    heads = [(code, place.name) for code, place in traces.regions.items() if code in crossed.columns]
    heads += [(NONE, DIMENSIONS["region"].none)] if NONE in crossed.columns else []
    rows = [code for code in (*objectives, NONE) if code in crossed.rows]
    ties = web(traces, criteria, around=organisation.pk).ties
    return {
        "organisation": organisation,
        "key": key,
        "count": len(found),
        "heads": heads,
        "rows": [
            (
                code,
                DIMENSIONS["pmm"].title(code, objectives),
                [(region, len(crossed.cells.get((code, region), ()))) for region, _name in heads],
                len(crossed.rows[code]),
            )
            for code in rows
        ],
        "partners": [
            (traces.organisations[tie.second if tie.first == organisation.pk else tie.first], len(tie.ones))
            for tie in ties[:SHOWN]
        ],
        "more_partners": max(0, len(ties) - SHOWN),
    }
