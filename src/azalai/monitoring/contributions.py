"""What an activity added, in the period alone, to the indicators of its line of the plan.

Stored: public identifier of an indicator → a number as text, or "na". Blank is left out: nobody said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.core.values import NOT_APPLICABLE, NotApplicable
from azalai.indicators.models import Indicator

STORED_NA = "na"
Table = Mapping[str, str]
Cell = Decimal | None | NotApplicable


def cell(table: Table, indicator: Indicator) -> Cell:
    """What a stored table says of an indicator."""
    return read(table.get(key_of(indicator), ""))


def key_of(indicator: Indicator) -> str:
    """How a stored table names it."""
    return str(indicator.public_id)


def read(text: str) -> Cell:
    """A stored value."""
    if text == STORED_NA:
        return NOT_APPLICABLE
    return Decimal(text) if text else None


def stored(kept: Table, said: Mapping[str, Cell]) -> dict[str, str]:
    """The table after `said` (key → cell); what it does not name stays, what it leaves blank goes."""
    table = {key: text for key, text in kept.items() if key not in said}
    for key, value in said.items():
        if value is not None:
            table[key] = STORED_NA if isinstance(value, NotApplicable) else format(value.normalize(), "f")
    return dict(sorted(table.items()))


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one indicator, in words."""

    indicator: Indicator
    words: str


def told(table: Table) -> list[Told]:
    """What a stored table says, in the order of the numbers of the indicators; one query, none when blank."""
    named = titles([table])
    return [Told(one, in_words(table, one)) for one in named.values() if key_of(one) in table]


def titles(tables: Iterable[Table]) -> dict[str, Indicator]:
    """Key → indicator of everything that these tables name; one query, none when they are blank."""
    keys = {key for table in tables for key in table}
    rows = Indicator.objects.filter(public_id__in=keys).order_by("code", "id") if keys else ()
    return {key_of(one): one for one in rows}


def in_words(table: Table, indicator: Indicator) -> str:
    """ "12 personnes", "s.o.", "—"."""
    value = cell(table, indicator)
    text = formatting.amount(value)
    return f"{text} {indicator.unit_label}".strip() if isinstance(value, Decimal) else text


def label(indicator: Indicator) -> str:
    """As forms and differences name it."""
    return _("%(code)s : %(title)s") % {"code": indicator.code, "title": indicator.title}
