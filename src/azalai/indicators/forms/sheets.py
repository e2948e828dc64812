"""The sheet, what it is bound to, its targets, what people say of its quality."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core import facts
from azalai.core.clock import today
from azalai.frames.queries import current_items
from azalai.indicators.actions import Sheet
from azalai.indicators.bindings import bindings
from azalai.indicators.enums import (
    Adding,
    Answer,
    Direction,
    Entry,
    Frequency,
    Kind,
    Level,
    Measure,
    Nature,
    OverTime,
)
from azalai.indicators.labels import room_of
from azalai.indicators.models import Indicator
from azalai.indicators.periods import read_period
from azalai.indicators.words import NotAFigure, Typed, as_typed, read_typed

FIGURE_HINT = _("Un nombre (1 234,5), inconnu ou s.o. Vide : rien de saisi.")


class FigureField(forms.CharField):
    """A figure as people type it; gives a `Typed`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"required": False, "max_length": 60} | kwargs
        super().__init__(**kwargs)
        self.measure: str = Measure.NUMBER
        self.percent = True
        self.widget.attrs["inputmode"] = "text"

    def to_python(self, value: Any) -> Any:
        try:
            return read_typed(str(value or ""), self.measure, percent=self.percent)
        except NotAFigure as error:
            raise forms.ValidationError(str(error)) from error

    def validate(self, value: Typed) -> None:
        if self.required and not value.kind:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Length was looked at by the browser; `read_typed` bounds the rest."""


class PeriodField(forms.CharField):
    """A year or a quarter as people write them."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        found = read_period(text)
        if text and not found:
            raise forms.ValidationError(_("Écrivez une année (2024) ou un trimestre (T1 2024)."))
        return found


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _choice(label: Any, choices: Any, *, blank: Any = None, **more: Any) -> forms.ChoiceField:
    first = [] if blank is None else [("", blank)]
    return forms.ChoiceField(label=label, choices=[*first, *choices], required=blank is None, **more)


class SheetForm(forms.Form):
    """The twelve fields of tool 8, and how values add up."""

    title = forms.CharField(
        label=_("Indicateur"), widget=_area(2), help_text=_("Ce qui est compté ou apprécié, en une phrase.")
    )
    objectives = forms.MultipleChoiceField(
        label=_("Objectifs du Pacte et ODD"), required=False, widget=forms.CheckboxSelectMultiple
    )
    measure_text = forms.CharField(
        label=_("Mesure à déployer"),
        required=False,
        widget=_area(2),
        help_text=_("L'action précise du Pacte que l'indicateur suit."),
    )
    nature = _choice(_("Type"), Nature.choices, blank=_("À préciser"))
    level = _choice(_("Niveau"), Level.choices, blank=_("À préciser"))
    definitions = forms.CharField(
        label=_("Définitions"),
        required=False,
        widget=_area(),
        help_text=_("Le sens exact de chaque terme employé."),
    )
    measure = _choice(_("Forme des valeurs"), Measure.choices)
    unit = forms.CharField(label=_("Unité de mesure"), required=False, max_length=200)
    standards = forms.CharField(label=_("Normes internationales"), required=False, widget=_area(2))
    data_sources = forms.CharField(label=_("Sources de données"), required=False, widget=_area(2))
    methodology = forms.CharField(
        label=_("Méthode"),
        required=False,
        widget=_area(),
        help_text=_("Comment la donnée est recueillie, réunie et calculée."),
    )
    frequency = _choice(_("Périodicité"), Frequency.choices, blank=_("À préciser"))
    variables = forms.MultipleChoiceField(
        label=_("Ventilation"), required=False, widget=forms.CheckboxSelectMultiple
    )
    disaggregation = forms.CharField(label=_("Autre ventilation, en clair"), required=False, widget=_area(2))
    responsible_id = forms.TypedChoiceField(
        label=_("Acteur principal"), required=False, coerce=int, empty_value=None
    )
    other_actors = forms.CharField(label=_("Autres acteurs"), required=False, widget=_area(2))
    baseline = FigureField(label=_("Valeur de référence"), help_text=FIGURE_HINT)
    baseline_period = PeriodField(label=_("Période de référence"), required=False)
    direction = _choice(_("Sens"), Direction.choices)
    adding = _choice(_("Des lieux au pays"), Adding.choices)
    over_time = _choice(_("Des trimestres à l'année"), OverTime.choices)
    double_counting = forms.BooleanField(
        label=_("Une même personne ou chose peut être comptée dans plusieurs lieux"), required=False
    )
    entry = _choice(_("Qui saisit"), Entry.choices)
    new_meaning = forms.BooleanField(
        label=_("Ce changement modifie le sens des valeurs"),
        required=False,
        help_text=_("Définition, unité ou méthode : les valeurs à venir ne s'ajouteront plus aux anciennes."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, of: Indicator | None = None) -> None:
        super().__init__(data, initial=_initial(of) if of else _DEFAULTS)
        # What is typed for the baseline is read as the form that is chosen beside it: "oui", "12 %".
        shape = (data or {}).get("measure") or (of.measure if of else Measure.NUMBER)
        self.fields["baseline"].measure = shape  # type: ignore[attr-defined]
        if of is None:
            del self.fields["new_meaning"]
        objectives = [
            (item.framework.acronym, item)
            for code, only in (("gcm", {}), ("sdg", {"parent__isnull": True}))
            for item in current_items(code, on=today()).filter(**only)
        ]
        bodies = Organisation.objects.active().in_country(settings.COUNTRY).order_by("search_text", "id")
        variables = current_items("disaggregation", on=today()).filter(parent__isnull=True)
        self._offer("objectives", [(i.pk, f"{acronym} {i.code} · {i.label}") for acronym, i in objectives])
        self._offer("variables", [(item.pk, item.label) for item in variables])
        self._offer("responsible_id", [("", _("À préciser")), *((one.pk, str(one)) for one in bodies)])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def sheet(self) -> Sheet:
        """What was written."""
        data = dict(self.cleaned_data)
        for name in ("new_meaning", "seen"):
            data.pop(name, None)
        typed: Typed = data.pop("baseline")
        data |= {"baseline_kind": typed.kind, "baseline": typed.amount}
        for name in ("objectives", "variables"):
            data[name] = tuple(int(key) for key in data[name])
        return Sheet(**data)


_DEFAULTS: dict[str, Any] = {"adding": Adding.NONE, "over_time": OverTime.LAST}


def _initial(of: Indicator) -> dict[str, Any]:
    names = (name for name in Sheet(title="").values() if name not in ("baseline_kind", "baseline"))
    return {name: getattr(of, name) for name in names} | {
        "objectives": [row.item_id for row in of.objectives.all()],
        "variables": [row.item_id for row in of.variables.all()],
        "baseline": as_typed(of.baseline_kind, of.baseline, of.measure),
        "seen": of.stamp,
    }


class BindForm(forms.Form):
    """What the system counts for it."""

    fact_code = forms.ChoiceField(
        label=_("Ce que le système compte"),
        required=False,
        help_text=_("Un fait d'une partie du système à venir compte de lui-même le jour où elle ouvre."),
    )
    reason = forms.CharField(label=_("Pourquoi"), max_length=300)

    def __init__(self, data: Any = None, *, of: Indicator) -> None:
        super().__init__(data, initial={"fact_code": of.fact_code, "reason": of.binding_reason})
        there = {fact.code: f"{fact.label} ({room_of(fact.code)})" for fact in facts.all_facts()}
        coming = {one.fact_code for one in bindings(of.country_id)} | {of.fact_code} - {""}
        later = {code: f"{code} ({room_of(code)})" for code in sorted(coming - there.keys())}
        self.fields["fact_code"].choices = [  # type: ignore[attr-defined]
            ("", _("Rien : une personne saisit les valeurs")),
            (_("Comptés aujourd'hui"), sorted(there.items(), key=lambda pair: pair[1])),
            (_("Parties du système à venir"), sorted(later.items(), key=lambda pair: pair[1])),
        ]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Motif"), widget=_area(2), max_length=300)


class QualityForm(forms.Form):
    """One of the twelve checks."""

    answer = forms.ChoiceField(label=_("Réponse"), choices=Answer.choices, widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("Preuve"),
        widget=_area(),
        help_text=_("À quoi cela se voit : un texte, une page, un chiffre."),
    )


class ContestForm(forms.Form):
    """A remark beside a computed number."""

    period = PeriodField(label=_("Période"), help_text=_("Une année (2024) ou un trimestre (T1 2024)."))
    declared = FigureField(label=_("Valeur que vous tenez pour juste"))
    text = forms.CharField(label=_("Ce que vous savez"), widget=_area())


class SettleForm(forms.Form):
    """What became of a remark."""

    text = forms.CharField(label=_("Suite donnée"), widget=_area(2), max_length=500)


class TargetsForm(forms.Form):
    """One target for each period shown; an emptied one is removed."""

    source = forms.CharField(label=_("Source des cibles"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, of: Indicator, periods: list[str]) -> None:
        known = {one.period: one for one in of.targets.all() if one.place_id is None}
        initial = {
            f"t-{period}": as_typed(Kind.NUMBER, known[period].amount, of.measure)
            for period in periods
            if period in known
        }
        source = next((known[one].source for one in reversed(periods) if one in known), "")
        super().__init__(data, initial=initial | {"source": source})
        self.known, self.periods = known, periods
        for period in periods:
            self.fields[f"t-{period}"] = FigureField(label=_now("Cible %(period)s") % {"period": period})
            self.fields[f"t-{period}"].measure = of.measure  # type: ignore[attr-defined]
        self.order_fields([*(f"t-{period}" for period in periods), "source"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for period in self.periods:
            typed = data.get(f"t-{period}")
            if typed is not None and typed.kind not in ("", Kind.NUMBER):
                self.add_error(f"t-{period}", _now("Une cible est un nombre."))
        return data

    def wanted(self) -> dict[str, Decimal | None]:
        """Period → the target, None where there is none."""
        return {period: self.cleaned_data[f"t-{period}"].amount for period in self.periods}
