"""Charts of the room: what each says in its title, drawn by `core.charts`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from azalai.concertation.queries import Rate
from azalai.core.charts import Chart, Column, build, columns_by_year
from azalai.core.formatting import percent


def attendance(meetings: Sequence[Any]) -> Chart | None:
    """Seats filled at each meeting held; None before the second one."""
    if len(meetings) < 2:
        return None
    last = meetings[-1]
    title = _("%(filled)s sièges sur %(called)s étaient occupés à la dernière réunion")
    return build(
        title=title % {"filled": last.filled, "called": last.called},
        spec=columns_by_year(
            [Column(f"{one.starts_on:%m/%Y}", one.filled) for one in meetings], unit=_("sièges")
        ),
        table_head=[_("Réunion"), _("Sièges occupés"), _("Sièges convoqués")],
        table_rows=[[f"{one.starts_on:%d/%m/%Y}", one.filled, one.called] for one in meetings],
    )


def answers_by_quarter(rates: Sequence[Rate]) -> Chart | None:
    """Share of convocations answered, quarter by quarter; a quarter without any has no share, which is not a
    share of zero. None before the second one."""
    if len(rates) < 2:
        return None
    title = _("%(share)s des convocations ont reçu une réponse au dernier trimestre")
    return build(
        title=title % {"share": percent(rates[-1].share)},
        spec=columns_by_year([Column(quarter(rate), _share(rate)) for rate in rates], unit="%"),
        table_head=[_("Trimestre"), _("Convocations"), _("Réponses"), _("Part (%)")],
        table_rows=[[quarter(rate), rate.sent, _answered(rate), _share(rate)] for rate in rates],
    )


def _share(rate: Rate) -> int | None:
    return round(rate.share * 100) if rate.sent else None


def _answered(rate: Rate) -> int | None:
    return rate.answered if rate.sent else None


def quarter(rate: Rate) -> str:
    """ "T3 2022"."""
    return _("T%(n)s %(year)s") % {"n": (rate.what.month - 1) // 3 + 1, "year": rate.what.year}
