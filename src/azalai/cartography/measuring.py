"""What some interventions amount to together, by each measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.cartography.crossing import Number, total
from azalai.cartography.enums import Measure
from azalai.cartography.traces import Traces


@dataclass(frozen=True)
class Meter:
    """A measure that is ready to be taken. unit: for heads, "" for plain counts."""

    measure: Measure
    unit: str
    value: Callable[[Sequence[int]], Number | None]


def meter(traces: Traces, measure: str, *, currency: str, label: str) -> Meter:
    """currency: the country's ISO code, the only one whose amounts are added; label: as it is printed."""
    chosen = Measure(measure)
    if chosen is Measure.NUMBER:
        return Meter(chosen, str(_("interventions")), len)
    if chosen is Measure.BODIES:
        return Meter(chosen, str(_("organismes")), lambda ones: _bodies(traces, ones))
    if chosen is Measure.PEOPLE:
        return Meter(chosen, str(_("personnes")), lambda ones: total(ones, traces.people))
    amounts = {one: sums.get(currency) for one, sums in traces.money.items()}
    return Meter(chosen, label, lambda ones: total(ones, amounts))


def _bodies(traces: Traces, ones: Iterable[int]) -> int | None:
    """Organisations that take part, each once; None where no name was recognised."""
    return len({key for one in ones for key in traces.roles.get(one, ())}) or None


def left_out(traces: Traces, measure: str, ones: Sequence[int], *, currency: str) -> list[str]:
    """Sentences on what a total does not hold: other currencies are never converted, blanks are not zero."""
    if measure == Measure.BUDGET:
        foreign = sum(1 for one in ones if (money := traces.money.get(one)) and currency not in money)
        return [*_foreign(foreign, currency), *_silent(sum(1 for one in ones if one not in traces.money))]
    if measure == Measure.PEOPLE:
        return _silent(sum(1 for one in ones if one not in traces.people))
    return []


def _foreign(count: int, currency: str) -> list[str]:
    told = ngettext(
        "%(n)s intervention a un budget dans une autre monnaie que %(currency)s : rien n'est converti.",
        "%(n)s interventions ont un budget dans une autre monnaie que %(currency)s : rien n'est converti.",
        count,
    )
    return [told % {"n": count, "currency": currency}] if count else []


def _silent(count: int) -> list[str]:
    told = ngettext(
        "%(n)s intervention ne dit rien de cette mesure.",
        "%(n)s interventions ne disent rien de cette mesure.",
        count,
    )
    return [told % {"n": count}] if count else []
