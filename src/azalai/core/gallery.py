"""Samples for the gallery page: every component in every state. Nothing here is a fact."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from azalai.core.charts import Bar, Chart, build, horizontal_bars
from azalai.core.forms import DateInput
from azalai.core.pagination import paginate
from azalai.core.values import NOT_APPLICABLE

LONG = (
    "Direction générale de la planification, de la programmation et du suivi-évaluation "
    "des interventions relatives aux migrations internationales"
)
SAMPLE_COSTS = ((310_000_000, 310_000_000), (490_000_000, 505_000_000), (180_000_000, 180_000_000))
ARABIC = "الأمانة الدائمة لتنسيق سياسات الهجرة"


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label=_("Intitulé"), help_text=_("Tel qu'il figure dans le document adopté."))
    cost = forms.IntegerField(label=_("Coût prévu, en FCFA"), min_value=0, required=False)
    starts_on = forms.DateField(label=_("Début"), widget=DateInput, required=False)
    level = forms.ChoiceField(
        label=_("Niveau"), choices=[("", _("Choisir")), ("n", _("National")), ("r", _("Régional"))]
    )
    summary = forms.CharField(
        label=_("Résultats attendus"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Un résultat par ligne."),
    )
    decision = forms.ChoiceField(
        label=_("Décision"),
        widget=forms.RadioSelect,
        choices=[("a", _("Accepter")), ("c", _("Corriger")), ("x", _("Contester"))],
        help_text=_("La décision est conservée avec son motif."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Bénéficiaires"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("m", _("Migrants")), ("c", _("Communautés d'accueil")), ("d", _("Diaspora"))],
        required=False,
    )
    file = forms.FileField(label=_("Document"), required=False, help_text=_("Word ou Excel, 10 Mo au plus."))
    agreed = forms.BooleanField(label=_("J'ai relu cette page."))

    def clean(self) -> dict[str, Any]:
        """Always an error of the whole form, to show where it stands."""
        self.add_error(None, _("La fin précède le début."))
        return self.cleaned_data


def context(request: HttpRequest) -> dict[str, Any]:
    """Context of the gallery; `?dir=rtl` mirrors it, `?etat=` serves the sample filter."""
    samples = {
        "form": SampleForm(prefix="neuf"),
        "wrong_form": SampleForm({"starts_on": "hier", "cost": "-5", "summary": LONG}),
        "page": paginate(request, range(312), per_page=20),
        "rows": _rows(),
        "long": LONG,
        "arabic": ARABIC,
        "values": [0, 45_000_000, None, NOT_APPLICABLE],
        "a_day": date(2023, 1, 1),
        "a_moment": datetime(2022, 9, 23, 14, 5, tzinfo=ZoneInfo("Africa/Niamey")),
        "ratio": 0.125,
        "chart": _chart(),
    }
    # Only when asked for: otherwise the language decides.
    return samples | ({"direction": "rtl"} if request.GET.get("dir") == "rtl" else {})


def _chart() -> Chart:
    names = (gettext("Axe 1"), gettext("Axe 2"), gettext("Axe 3"))
    bars = [Bar(name, *costs) for name, costs in zip(names, SAMPLE_COSTS, strict=True)]
    return build(
        title=gettext("L'axe 2 porte la moitié du coût"),
        spec=horizontal_bars(bars, unit="FCFA"),
        table_head=[gettext("Axe"), gettext("Déclaré"), gettext("Calculé")],
        table_rows=[[bar.label, bar.value, bar.second] for bar in bars],
        source=gettext("document du plan"),
    )


def _rows() -> list[dict[str, Any]]:
    names = ("Exemple court", LONG, ARABIC, "Sans aucune valeur")
    costs = (45_000_000, 1_200_000, 0, None)
    states = (
        ("done", _("Réalisée")),
        ("active", _("En cours")),
        ("waiting", _("À valider")),
        ("wrong", _("En retard")),
    )
    return [
        {"code": f"1.{n}", "name": name, "declared": cost, "computed": cost, "state": state, "word": word}
        for n, (name, cost, (state, word)) in enumerate(zip(names, costs, states, strict=True), start=1)
    ]
