"""Fields and widgets that every form shares."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SPACES = dict.fromkeys(map(ord, " \u00a0\u202f'\t"))
NUMERIC = {"inputmode": "decimal", "autocomplete": "off"}


class DateInput(forms.DateInput):
    """A date that the browser helps to enter; sent and shown as YYYY-MM-DD whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class MonthInput(forms.TextInput):
    """A month, YYYY-MM; a plain text field where the browser has no picker."""

    input_type = "month"


class LinesField(forms.CharField):
    """Names, one a line; its value is the list of them in order, each once, at most 300 letters long."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Blanks and repetitions are dropped."""
        lines = (" ".join(line.split())[:300] for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class AmountField(forms.Field):
    """A number as people write it: "45 000 000", "12,5"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=NUMERIC), **kwargs)

    def to_python(self, value: Any) -> Any:
        text = str("" if value is None else value)[:40].translate(SPACES).replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise ValidationError(_("Écrivez un nombre, par exemple 45 000 000.")) from error
        if not number.is_finite() or abs(number) >= 10**18:
            raise ValidationError(_("Écrivez un nombre, par exemple 45 000 000."))
        return number.quantize(Decimal("0.01")).normalize() + 0

    def prepare_value(self, value: Any) -> Any:
        """As people read it: "45 000 000", "1 200,5"; what was typed stays as typed."""
        if not isinstance(value, Decimal | int):
            return value
        return f"{Decimal(value).normalize():,f}".replace(",", "\u00a0").replace(".", ",")


class WholeField(AmountField):
    """A number of people or things."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is None:
            return None
        if number != number.to_integral_value() or number < 0 or number > 2_000_000_000:
            raise ValidationError(_("Écrivez un nombre entier, par exemple 1 200."))
        return int(number)
