"""Figures as people write them: a number, nothing, or "s.o."."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from azalai.core.forms import AmountField, WholeField
from azalai.core.values import NOT_APPLICABLE
from azalai.engines.naming.text import fold

_NOT_APPLICABLE = re.compile(r"s\.? ?o\.?|sans objet|n\.?/?a\.?|not applicable|non applicable")


def says_not_applicable(text: str) -> bool:
    """ "s.o.", "so", "sans objet", "n/a"."""
    return bool(_NOT_APPLICABLE.fullmatch(fold(" ".join(text.split()))))


class MoneyFigure(AmountField):
    """An amount, None, or NOT_APPLICABLE."""

    def to_python(self, value: Any) -> Any:
        if value is NOT_APPLICABLE or says_not_applicable(str(value or "")):
            return NOT_APPLICABLE
        number = super().to_python(value)
        if number is not None and number < 0:
            raise ValidationError(_("Un nombre négatif n'est pas possible ici."))
        return number

    def prepare_value(self, value: Any) -> Any:
        return str(value) if value is NOT_APPLICABLE else super().prepare_value(value)


class PeopleFigure(WholeField):
    """A number of people, None, or NOT_APPLICABLE."""

    def to_python(self, value: Any) -> Any:
        if value is NOT_APPLICABLE or says_not_applicable(str(value or "")):
            return NOT_APPLICABLE
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if value is NOT_APPLICABLE else super().prepare_value(value)


class PercentField(AmountField):
    """A percentage, with or without its sign."""

    def to_python(self, value: Any) -> Any:
        text = str("" if value is None else value).strip().removesuffix("%")
        number = super().to_python(text)
        if number is not None and not 0 <= number <= Decimal(100):
            raise ValidationError(_("L'avancement est un pourcentage entre 0 et 100."))
        return number
