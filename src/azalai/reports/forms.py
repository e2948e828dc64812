"""What pages of reports ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.core.forms import DateInput
from azalai.reports.actions.writing import LIMIT
from azalai.reports.enums import ReportKind
from azalai.reports.models import Passage

QUARTERS = [("", _("Sans objet")), *((str(n), _("%(n)se trimestre") % {"n": n}) for n in (2, 3, 4))]
QUARTERS.insert(1, ("1", _("1er trimestre")))


class BeginForm(forms.Form):
    """Which report to begin. today: the day that nothing may lie after."""

    kind = forms.ChoiceField(
        label=_("Que voulez-vous établir ?"), choices=ReportKind.choices, widget=forms.RadioSelect
    )
    year = forms.IntegerField(
        label=_("Année"),
        min_value=2000,
        max_value=2100,
        help_text=_("Pour un examen du Pacte mondial, la dernière des quatre années."),
    )
    quarter = forms.TypedChoiceField(
        label=_("Trimestre"),
        choices=QUARTERS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Pour un bilan trimestriel seulement."),
    )
    as_of = forms.DateField(
        label=_("Chiffres arrêtés au"),
        widget=DateInput,
        help_text=_("Ce qui est enregistré à ce jour est compté."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        start = {"kind": ReportKind.ANNUAL, "year": today.year - 1, "as_of": today}
        super().__init__(*args, **{"initial": start} | kwargs)
        self.today = today

    def clean_as_of(self) -> date:
        """Figures of tomorrow are not known."""
        value: date = self.cleaned_data["as_of"]
        if value > self.today:
            raise forms.ValidationError(_("Cette date est à venir."))
        return value

    def clean(self) -> dict[str, Any]:
        """A quarterly has a quarter, nothing else has one."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == ReportKind.QUARTERLY and "quarter" in data and not data["quarter"]:
            self.add_error("quarter", _("Choisissez le trimestre du bilan."))
        if data.get("kind") and data["kind"] != ReportKind.QUARTERLY:
            data["quarter"] = None
        return data


class PassageForm(forms.Form):
    """A paragraph in the words of the secretariat."""

    text = forms.CharField(
        label=_("Texte du paragraphe"),
        widget=forms.Textarea(attrs={"rows": 9}),
        required=False,
        max_length=LIMIT,
        help_text=_(
            "Une ligne vide sépare deux paragraphes. Un champ laissé vide retire le paragraphe du document."
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, passage: Passage) -> None:
        super().__init__(data, initial={"text": passage.text, "seen": passage.edits})

    def show_stamp(self, passage: Passage) -> None:
        """The next sending knows what the person has been shown."""
        given: Any = self.data
        data = given.copy()
        data["seen"] = str(passage.edits)
        self.data = data


class ReasonForm(forms.Form):
    """Why a report goes back."""

    reason = forms.CharField(label=_("Que faut-il reprendre ?"), widget=forms.Textarea(attrs={"rows": 4}))


class ValidateForm(forms.Form):
    """The act that validates a report."""

    reference = forms.CharField(
        label=_("Acte de validation"),
        max_length=200,
        required=False,
        help_text=_("Numéro et date de la décision, si elle existe."),
    )
