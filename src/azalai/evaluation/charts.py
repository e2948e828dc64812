"""The chart of an evaluation: its ratings, with those of the other side as an outline."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core.charts import Bar, Chart, build, horizontal_bars
from azalai.evaluation.enums import HIGHEST, SATISFACTORY
from azalai.evaluation.models import Evaluation


def ratings(evaluation: Evaluation, others: Sequence[Evaluation]) -> Chart | None:
    """Values given, in the order of the criteria; None when none was. The latest other evaluation is the
    outline. What cannot be assessed has no bar: it is named under the chart."""
    rated = [one for one in evaluation.ratings.all() if one.value is not None]
    if not rated:
        return None
    other = others[0] if others else None
    beside = {one.criterion.code: one.value for one in other.ratings.all()} if other else {}
    rows = [Bar(one.criterion.title, one.value, beside.get(one.criterion.code)) for one in rated]
    names = (str(evaluation.get_kind_display()), str(other.get_kind_display()) if other else "")
    return build(
        title=_title([one.value for one in rated if one.value is not None]),
        spec=horizontal_bars(rows, unit=_("note sur 6"), series=names, most=HIGHEST),
        table_head=[_("Critère"), *(name for name in names if name)],
        table_rows=[[row.label, row.value, *([row.second] if other else [])] for row in rows],
        note=_unassessable(evaluation),
    )


def _title(values: Sequence[int]) -> str:
    good = sum(value >= SATISFACTORY for value in values)
    told = ngettext(
        "%(good)s note satisfaisante sur %(all)s", "%(good)s notes satisfaisantes sur %(all)s", good
    )
    return told % {"good": good, "all": len(values)}


def _unassessable(evaluation: Evaluation) -> str:
    names = [one.criterion.title for one in evaluation.ratings.all() if one.value is None]
    return _("Ne peut être apprécié : %(names)s.") % {"names": ", ".join(names)} if names else ""
