"""The form of a report: nothing is required to keep a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.actors.forms import PartialField
from azalai.core.values import NOT_APPLICABLE, NotApplicable
from azalai.indicators.models import Indicator
from azalai.monitoring import contributions, disaggregation
from azalai.monitoring.content import NAMES, Content
from azalai.monitoring.enums import ActivityState, ProgressBasis
from azalai.monitoring.forms.figures import MoneyFigure, PeopleFigure, PercentField
from azalai.monitoring.models import Report

CHOOSE = ("", _("À choisir"))
APART = {"spent", "spent_na", "reached", "reached_na", "disaggregation", "contributions"}
SAME = tuple(name for name in NAMES if name not in APART)


def area(rows: int) -> forms.Textarea:
    """A text of several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ReportForm(forms.Form):
    """Everything that a report says; each part of a disaggregation is a field of its own."""

    activity_state = forms.ChoiceField(
        label=_("État de l'activité"),
        required=False,
        choices=[CHOOSE, *ActivityState.choices],
        help_text=_("Le retard ne se déclare pas : il se calcule d'après le calendrier."),
    )
    state_reason = forms.CharField(
        label=_("Motif de la suspension ou de l'annulation"), required=False, max_length=500
    )
    actual_start = PartialField(label=_("Commencée le"), required=False)
    expected_end = PartialField(label=_("Fin désormais prévue"), required=False)
    progress = PercentField(label=_("Avancement, en %"), required=False)
    progress_basis = forms.ChoiceField(
        label=_("Sur quoi repose l'avancement"), required=False, choices=[CHOOSE, *ProgressBasis.choices]
    )
    progress_note = forms.CharField(
        label=_("Précision"), required=False, max_length=300, help_text=_("Par exemple : 4 sessions sur 10.")
    )
    spent = MoneyFigure(
        label=_("Dépensé depuis le début"),
        required=False,
        help_text=_("À la fin de la période, pas pour la période seule. « s.o. » s'il n'y a pas de budget."),
    )
    reached = PeopleFigure(
        label=_("Personnes touchées depuis le début"),
        required=False,
        help_text=_(
            "Chaque personne une fois. « s.o. » s'il n'y a personne à toucher ; vide n'est pas zéro."
        ),
    )
    done = forms.CharField(label=_("Ce qui a été fait"), required=False, widget=area(5))
    difficulties = forms.CharField(label=_("Difficultés"), required=False, widget=area(3))
    next_steps = forms.CharField(label=_("Prochaines étapes"), required=False, widget=area(3))
    evidence = forms.CharField(
        label=_("Preuves"),
        required=False,
        widget=area(2),
        help_text=_("Liste de présence, procès-verbal, photo… et où les trouver."),
    )
    evidence_url = forms.URLField(
        label=_("Lien vers une preuve"), required=False, max_length=1000, assume_scheme="https"
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, content: Content, report: Report, indicators: Sequence[Indicator] = ()
    ) -> None:
        super().__init__(data, initial=initial_of(content) | {"seen": report.stamp})
        self.kept, self.indicators = content.contributions, list(indicators)
        for one in self.indicators:
            self.fields[indicator_name(one)] = MoneyFigure(
                label=contributions.label(one),
                required=False,
                initial=contributions.cell(content.contributions, one),
                help_text=one.unit_label,
            )
        for variable, category in disaggregation.pairs():
            name = cell_name(variable.code, category.code)
            self.fields[name] = PeopleFigure(label=category.title.capitalize(), required=False)

    def variables(self) -> list[tuple[disaggregation.Variable, list[Any], bool]]:
        """Each variable with its fields, and whether one of them has something to show."""
        return [
            (variable, fields, any(field.value() not in (None, "") or field.errors for field in fields))
            for variable in disaggregation.variables().values()
            for fields in [[self[cell_name(variable.code, one.code)] for one in variable.categories]]
        ]

    def contributed(self) -> list[Any]:
        """The fields of the indicators."""
        return [self[indicator_name(one)] for one in self.indicators]

    def content(self) -> Content:
        """What was typed; the form must be valid."""
        data = self.cleaned_data
        cells = {(v.code, c.code): data[cell_name(v.code, c.code)] for v, c in disaggregation.pairs()}
        return Content(
            **{name: data[name] for name in SAME},
            **figure(data, "spent"),
            **figure(data, "reached"),
            disaggregation=disaggregation.stored(cells),
            contributions=contributions.stored(
                self.kept, {contributions.key_of(one): data[indicator_name(one)] for one in self.indicators}
            ),
        )

    def show_stamp(self, report: Report) -> None:
        """Once the author was told, sending again is a decision: the form carries today's stamp."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = Report.objects.get(pk=report.pk).stamp
        self.data = data


def cell_name(variable: str, category: str) -> str:
    """Name of the field of one part of a disaggregation."""
    return f"part-{variable}-{category}"


def indicator_name(indicator: Indicator) -> str:
    """Name of the field of what was added to an indicator."""
    return f"indicator-{contributions.key_of(indicator)}"


def figure(data: Any, name: str) -> dict[str, Any]:
    """A figure as a report keeps it: the number, and whether it does not apply."""
    value = data[name]
    not_applicable = isinstance(value, NotApplicable)
    return {name: None if not_applicable else value, f"{name}_na": not_applicable}


def initial_of(content: Content) -> dict[str, Any]:
    """Values that the form shows for a content."""
    found: dict[str, Any] = {name: getattr(content, name) for name in SAME}
    for name in ("spent", "reached"):
        found[name] = NOT_APPLICABLE if getattr(content, f"{name}_na") else getattr(content, name)
    for variable, category in disaggregation.pairs():
        value = disaggregation.cell(content.disaggregation, variable.code, category.code)
        found[cell_name(variable.code, category.code)] = value
    return found
