"""Charts of the room."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core.charts import Bar, Chart, build, horizontal_bars


def engagement_chart(counts: Sequence[tuple[str, str, int]]) -> Chart:
    """How many organisations for each way of working together. counts: code, name ("" undecided), number."""
    rows = [(name or _("Non décidée"), count) for _code, name, count in counts]
    undecided = counts[-1][2]
    total = sum(count for *_, count in counts)
    title = _("La façon de travailler ensemble est décidée pour tous")
    if undecided:
        sentence = ngettext(
            "La façon de travailler ensemble reste à décider pour %(count)s organisme sur %(total)s",
            "La façon de travailler ensemble reste à décider pour %(count)s organismes sur %(total)s",
            undecided,
        )
        title = sentence % {"count": undecided, "total": total}
    return build(
        title=title,
        spec=horizontal_bars([Bar(name, count) for name, count in rows], unit=_("organismes")),
        table_head=[_("Façon de travailler ensemble"), _("Organismes")],
        table_rows=rows,
    )
