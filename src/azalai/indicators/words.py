"""How a figure is written: five statuses, five ways; and how a typed figure is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.core.values import NOT_APPLICABLE
from azalai.engines.naming.text import fold
from azalai.indicators.enums import Kind, Measure, Status

LARGEST = Decimal(10) ** 17
_BLANKS = {"", "—", "-", "–"}
_UNKNOWN = {"inconnu", "inconnue", "?", "nd", "n.d.", "non disponible", "unknown"}
_NOT_APPLICABLE = {"s.o.", "so", "s.o", "sans objet", "n/a", "na", "non applicable"}
_YES, _NO = {"oui", "yes", "vrai"}, {"non", "no", "faux"}
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: kind "" is blank, which is no value at all."""

    kind: str
    amount: Decimal | None = None


class NotAFigure(ValueError):
    """The text is none of the four; the message is a sentence for the page."""


def read_typed(text: str, measure: str = Measure.NUMBER, *, percent: bool = True) -> Typed:
    """A figure as people type it: "1 234,5", "12 %", "inconnu", "s.o.", "oui"; "" and "—" are blank.

    percent: whether a sign "%" belongs to it; a figure of another unit is refused, not taken for one.
    Raises NotAFigure. A comma or a point is a decimal mark, but "1.234.567" and "1.234" are refused as
    ambiguous or read by their groups: three digits after a single point say nothing sure.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    word = fold(bare)
    if bare in _BLANKS or word in _BLANKS:
        return Typed("")
    if word in _UNKNOWN:
        return Typed(Kind.UNKNOWN)
    if word in _NOT_APPLICABLE:
        return Typed(Kind.NOT_APPLICABLE)
    if measure == Measure.YES_NO:
        return _yes_or_no(word)
    if "%" in bare and not percent:
        raise NotAFigure(_("Cet indicateur ne se mesure pas en pourcentage : écrivez le nombre, sans « % »."))
    return Typed(Kind.NUMBER, _number(bare))


def _yes_or_no(word: str) -> Typed:
    if word in _YES | {"1"}:
        return Typed(Kind.NUMBER, Decimal(1))
    if word in _NO | {"0"}:
        return Typed(Kind.NUMBER, Decimal(0))
    raise NotAFigure(_("Écrivez oui, non, inconnu ou s.o."))


def _number(text: str) -> Decimal:
    bare = _SPACES.sub("", text).removesuffix("%").replace("−", "-")
    if _THOUSANDS.fullmatch(bare):
        if bare.count(".") == 1:
            raise NotAFigure(
                _("« %(text)s » peut se lire de deux façons : écrivez les milliers avec une espace.")
                % {"text": text}
            )
        bare = bare.replace(".", "")
    if not re.fullmatch(r"-?\d+([.,]\d+)?", bare):
        raise NotAFigure(_("Écrivez un nombre (1 234,5), inconnu ou s.o., ou laissez vide."))
    try:
        found = Decimal(bare.replace(",", "."))
    except InvalidOperation as error:
        raise NotAFigure(_("Ce nombre ne se lit pas.")) from error
    if abs(found) >= LARGEST:
        raise NotAFigure(_("Ce nombre est trop grand."))
    if abs(int(found.as_tuple().exponent)) > 6:
        raise NotAFigure(_("Six décimales suffisent."))
    return found


def write(status: str, value: Any, *, measure: str = Measure.NUMBER, unit: str = "") -> str:
    """ "—", "0", "inconnu", "s.o." or the figure with its sign; unit: "%" is written, others are not."""
    if status == Status.UNKNOWN:
        return _("inconnu")
    if status == Status.NOT_APPLICABLE:
        return formatting.amount(NOT_APPLICABLE)
    if status == Status.BLANK or value is None:
        return formatting.BLANK
    if measure == Measure.YES_NO:
        return _("oui") if value else _("non")
    written = formatting.amount(value)
    return f"{written}{formatting.NO_BREAK}%" if measure == Measure.PERCENT or unit == "%" else written


def as_typed(kind: str, value: Any, measure: str = Measure.NUMBER) -> str:
    """The text that `read_typed` reads back, for a form."""
    if kind in (Kind.UNKNOWN, Kind.NOT_APPLICABLE):
        return write(kind, None)
    if value is None:
        return ""
    if measure == Measure.YES_NO:
        return write(Status.VALUE, value, measure=measure)
    return f"{value.normalize():f}".replace(".", ",")


def written(reading: Any) -> str:
    """A `queries.Reading` as pages write it."""
    return write(reading.status, reading.value, measure=reading.indicator.measure, unit=reading.unit)


def figure(amount: Any, indicator: Any) -> str:
    """A number of the indicator (a target, a baseline), "—" for None."""
    state = Status.BLANK if amount is None else Status.VALUE
    return write(state, amount, measure=indicator.measure)
