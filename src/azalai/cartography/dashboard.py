"""The cartography on the pages of other rooms."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from azalai.actors.models import Organisation
from azalai.cartography import rules
from azalai.cartography.crossing import cross
from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.models import RegionalNeed
from azalai.cartography.needs import unmet_needs
from azalai.cartography.selecting import Criteria, select
from azalai.cartography.ties import web
from azalai.cartography.traces import Traces
from azalai.core.authorship import Author
from azalai.core.clock import today

SHOWN = 5


def card(author: Author) -> dict[str, Any]:
    """Home page: for which objectives nobody is at work where it is needed; one query, or two."""
    unmet = list(unmet_needs(settings.COUNTRY))
    return {
        "unmet": unmet[:SHOWN],
        "objectives": len({(need.item.framework_id, need.item.code) for need in unmet}),
        "none_stated": not unmet
        and not RegionalNeed.objects.in_country(settings.COUNTRY).standing().exists(),
        "may_state_need": rules.can_state_need(author),
    }


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
