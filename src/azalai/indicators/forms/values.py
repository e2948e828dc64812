"""Values: one with its details, or a grid by place and period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core.attachments import FilesField
from azalai.frames.models import FrameworkItem, Place
from azalai.indicators import periods as spans
from azalai.indicators.actions import Given, GivenCrossing, GivenPart
from azalai.indicators.enums import Adding, Kind, Measure
from azalai.indicators.forms.sheets import FIGURE_HINT, FigureField, PeriodField
from azalai.indicators.models import Indicator, Value
from azalai.indicators.words import NotAFigure, Typed, as_typed, read_typed

SLASH = "/"
Crossed = tuple[FrameworkItem, FrameworkItem]


def read_cell(text: str, indicator: Indicator) -> tuple[Typed, Decimal | None, Decimal | None]:
    """A figure with its numerator and denominator; "12/40" where the indicator is a ratio.

    Raises NotAFigure.
    """
    if SLASH in text and text.strip().casefold() != "n/a" and indicator.adding == Adding.RATIO:
        return _fraction(text, 100 if indicator.measure == Measure.PERCENT else 1)
    return read_typed(text, indicator.measure, percent=indicator.takes_percent), None, None


def _fraction(text: str, factor: int) -> tuple[Typed, Decimal, Decimal]:
    parts = [read_typed(part) for part in text.split(SLASH)]
    if len(parts) != 2 or any(part.amount is None for part in parts):
        raise NotAFigure(_("Écrivez le numérateur et le dénominateur : 12/40."))
    numerator, denominator = (part.amount or Decimal(0) for part in parts)
    if denominator <= 0:
        raise NotAFigure(_("Le dénominateur est plus grand que zéro."))
    amount = (factor * numerator / denominator).quantize(Decimal("0.000001"))
    return Typed(Kind.NUMBER, amount), numerator, denominator


def cell_text(value: Value) -> str:
    """What `read_cell` reads back."""
    if value.numerator is not None and value.denominator is not None:
        both = (as_typed(Kind.NUMBER, one) for one in (value.numerator, value.denominator))
        return SLASH.join(both)
    return as_typed(value.kind, value.amount, value.indicator.measure)


class AboutForm(forms.Form):
    """What holds of every value of the form."""

    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=300)
    evidence = forms.CharField(
        label=gettext_lazy("Preuve"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Où on la trouve : un document, une adresse, un registre."),
    )
    comment = forms.CharField(
        label=gettext_lazy("Commentaire"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    method_text = forms.CharField(
        label=gettext_lazy("Autre méthode que celle de la fiche"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Une valeur mesurée autrement ne s'additionne pas avec les autres."),
    )

    def about(self) -> dict[str, Any]:
        """The texts that go with each value."""
        return {name: self.cleaned_data[name] for name in AboutForm.base_fields}


class GridForm(AboutForm):
    """Rows are places (None: the whole country), columns periods; what is blank writes nothing."""

    def __init__(
        self,
        data: Any = None,
        *,
        indicator: Indicator,
        places: Sequence[Place | None],
        periods: Sequence[str],
        known: dict[tuple[str, int | None], Value],
    ) -> None:
        super().__init__(data)
        self.indicator, self.places, self.periods, self.known = indicator, places, periods, known
        for place in places:
            for period in periods:
                field = forms.CharField(label=self._label(place, period), required=False, max_length=60)
                value = known.get((period, place.pk if place else None))
                field.initial = cell_text(value) if value else ""
                self.fields[name_of(period, place)] = field

    def _label(self, place: Place | None, period: str) -> str:
        where = place.name if place else _("Ensemble du pays")
        return f"{where}, {spans.in_words(period)}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.given: list[Given] = []
        for place in self.places:
            for period in self.periods:
                name = name_of(period, place)
                try:
                    self._take(data, name, period, place)
                except NotAFigure as error:
                    self.add_error(name, str(error))
        return data

    def _take(self, data: dict[str, Any], name: str, period: str, place: Place | None) -> None:
        typed, numerator, denominator = read_cell(data.get(name) or "", self.indicator)
        about: dict[str, Any] = {one: data.get(one, "") for one in AboutForm.base_fields}
        known = self.known.get((period, place.pk if place else None))
        if known is not None and not typed.kind:
            raise NotAFigure(
                _("Une valeur est déjà saisie ici (%(value)s) : retirez-la depuis sa page, avec un motif.")
                % {"value": cell_text(known)}
            )
        said = (typed.kind, typed.amount, numerator, denominator)
        is_same = known is not None and said in (
            (known.kind, known.amount, known.numerator, known.denominator),
            (known.kind, known.amount, None, None),
        )
        if typed.kind and not is_same:
            key = place.pk if place else None
            self.given.append(
                Given(period, typed, key, numerator=numerator, denominator=denominator, **about)
            )

    def rows(self) -> list[dict[str, Any]]:
        """A row for each place with its cells, for the page."""
        return [
            {"place": place, "cells": [self[name_of(period, place)] for period in self.periods]}
            for place in self.places
        ]

    def name_of_slot(self, slot: str) -> str:
        """The field of an action's complaint."""
        period, _bar, key = slot.partition("|")
        return f"v-{period}-{key or 0}"


def name_of(period: str, place: Place | None) -> str:
    """Name of a cell's field."""
    return f"v-{period}-{place.pk if place else 0}"


class ValueForm(AboutForm):
    """One value: its period and place, its number, its details by variable."""

    period = PeriodField(
        label=gettext_lazy("Période"), help_text=gettext_lazy("Une année (2024) ou un trimestre (T1 2024).")
    )
    place = forms.TypedChoiceField(label=gettext_lazy("Lieu"), required=False, coerce=int, empty_value=None)
    amount = FigureField(label=gettext_lazy("Valeur"), help_text=FIGURE_HINT, required=True)
    numerator = FigureField(label=gettext_lazy("Numérateur"))
    denominator = FigureField(label=gettext_lazy("Dénominateur ou poids"))
    files = FilesField(label=gettext_lazy("Fichiers de preuve"), required=False)  # type: ignore[assignment]

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        indicator: Indicator,
        places: Sequence[Place | None],
        categories: dict[FrameworkItem, list[FrameworkItem]],
        of: Value | None = None,
        crossed: Crossed | None = None,
    ) -> None:
        super().__init__(data, files, initial=_initial(of) if of else None)
        self.indicator, self.categories, self.of, self.crossed = indicator, categories, of, crossed
        amount = self.fields["amount"]
        amount.measure = indicator.measure  # type: ignore[attr-defined]
        amount.percent = indicator.takes_percent  # type: ignore[attr-defined]
        choices = [
            (one.pk, f"{'– ' * (one.level - 1)}{one.name}") if one else ("", _("Ensemble du pays"))
            for one in places
        ]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].required = None not in places
        if indicator.adding not in (Adding.MEAN, Adding.RATIO):
            del self.fields["numerator"], self.fields["denominator"]
        elif indicator.adding == Adding.MEAN:
            del self.fields["numerator"]
        else:
            amount.required = False
        self._add_details()
        if of is not None:
            for name in ("period", "place"):
                self.fields[name].disabled = True
        self.order_fields(["period", "place", "amount", "numerator", "denominator"])

    def _add_details(self) -> None:
        """A field for each category of each variable, then for each pair of the two that are crossed."""
        named = [
            (f"p-{variable.pk}-{item.code}", item.label)
            for variable, items in self.categories.items()
            for item in items
        ]
        for row, cells in self._crossings() if self.crossed else ():
            named += [(name, f"{row.label} × {second.label}") for name, _first, second in cells]
        for name, label in named:
            field = FigureField(label=label)
            field.percent = self.indicator.takes_percent
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        top, bottom = data.get("numerator"), data.get("denominator")
        if top is not None and bottom is not None and top.amount is not None:
            if not bottom.amount or bottom.amount <= 0:
                self.add_error("denominator", _("Donnez un dénominateur plus grand que zéro."))
            else:
                factor = 100 if self.indicator.measure == Measure.PERCENT else 1
                share = (factor * top.amount / bottom.amount).quantize(Decimal("0.000001"))
                data["amount"] = Typed(Kind.NUMBER, share)
        if "amount" in data and not data["amount"].kind:
            self.add_error("amount", _("Écrivez une valeur, inconnu ou s.o."))
        return data

    def given(self) -> Given:
        """The value as it was written."""
        data = self.cleaned_data
        has_number = data["amount"].amount is not None
        return Given(
            data["period"],
            data["amount"],
            data["place"],
            numerator=data["numerator"].amount if has_number and "numerator" in data else None,
            denominator=data["denominator"].amount if has_number and "denominator" in data else None,
            parts=tuple(self._parts()),
            crossings=tuple(self._given_crossings()),
            **self.about(),
        )

    def _parts(self) -> list[GivenPart]:
        return [
            GivenPart(variable.pk, item.code, self.cleaned_data[f"p-{variable.pk}-{item.code}"])
            for variable, items in self.categories.items()
            for item in items
        ]

    def _crossings(self) -> list[tuple[FrameworkItem, list[tuple[str, FrameworkItem, FrameworkItem]]]]:
        """A row for each category of the first variable: name of the field and both categories."""
        assert self.crossed is not None
        first, second = self.crossed
        across = self.categories[second]
        return [
            (one, [(f"x-{first.pk}-{one.code}-{second.pk}-{two.code}", one, two) for two in across])
            for one in self.categories[first]
        ]

    def _given_crossings(self) -> Iterator[GivenCrossing]:
        if self.crossed is None:
            return
        first, second = self.crossed
        for _one, cells in self._crossings():
            for name, one, two in cells:
                yield GivenCrossing(first.pk, one.code, second.pk, two.code, self.cleaned_data[name])

    def crossing_rows(self) -> list[tuple[FrameworkItem, list[Any]]]:
        """The fields of the crossed details, a row for each category of the first variable."""
        if self.crossed is None:
            return []
        return [(one, [self[name] for name, _a, _b in cells]) for one, cells in self._crossings()]

    def groups(self) -> list[tuple[FrameworkItem, list[Any]]]:
        """Fields of the details, by variable."""
        return [
            (variable, [self[f"p-{variable.pk}-{item.code}"] for item in items])
            for variable, items in self.categories.items()
        ]


def _initial(of: Value) -> dict[str, Any]:
    texts = {name: getattr(of, name) for name in AboutForm.base_fields}
    numbers = {name: as_typed(Kind.NUMBER, getattr(of, name)) for name in ("numerator", "denominator")}
    parts = {
        f"p-{part.variable_id}-{part.category}": as_typed(part.kind, part.amount) for part in of.parts.all()
    }
    parts |= {
        f"x-{one.first_id}-{one.first_category}-{one.second_id}-{one.second_category}": as_typed(
            one.kind, one.amount
        )
        for one in of.crossings.all()
    }
    amount = as_typed(of.kind, of.amount, of.indicator.measure)
    return texts | numbers | parts | {"amount": amount, "period": of.period, "place": of.place_id}
