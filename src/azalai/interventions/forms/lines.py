"""Lines of the form: people, money, documents. A blank line says nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from azalai.core.forms import AmountField, WholeField
from azalai.frames.dataset import load_profile
from azalai.interventions.content import Content, Link, Money, Reach
from azalai.interventions.enums import BudgetKind
from azalai.interventions.groups import groups

COMMON = ("EUR", "USD", "XOF", "XAF", "GBP", "CHF", "CAD", "SEK", "NOK", "DKK", "JPY", "CNY")
PEOPLE = ("women", "men", "girls", "boys", "total")


class TargetForm(forms.Form):
    """People of a group."""

    group = forms.ChoiceField(label=_("Groupe"), required=False)
    women = WholeField(label=_("Femmes"), required=False)
    men = WholeField(label=_("Hommes"), required=False)
    girls = WholeField(label=_("Filles"), required=False)
    boys = WholeField(label=_("Garçons"), required=False)
    total = WholeField(label=_("Total"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [(code, group.title) for code, group in groups().items()]
        self.fields["group"].choices = [("", _("Aucun")), *every]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """What is typed as it is stored still makes a line: Django would skip it on a page that was
        opened before it was stored."""
        return super().has_changed() or bool(self.initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("group") and any(data.get(name) is not None for name in PEOPLE):
            self.add_error("group", _now("Dites de quel groupe il s'agit."))
        return data

    def line(self) -> Reach | None:
        """What the line says, None when it is blank."""
        data = self.cleaned_data
        return Reach(data["group"], *(data.get(name) for name in PEOPLE)) if data.get("group") else None


class BudgetForm(forms.Form):
    """An amount."""

    amount = AmountField(label=_("Montant"), required=False)
    currency = forms.ChoiceField(label=_("Monnaie"), required=False)
    kind = forms.ChoiceField(label=_("Nature"), required=False, choices=BudgetKind.choices)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    year = forms.IntegerField(label=_("Année"), required=False, min_value=1990, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.initial.get("currency") if self.initial else None
        own = load_profile(settings.COUNTRY).currency.code
        codes = dict.fromkeys([own, *([known] if known else []), *COMMON])
        self.fields["currency"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """The two lists always hold something: they alone do not make a line."""
        return bool(set(self.changed_data) - {"currency", "kind"}) or bool(self.initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount = data.get("amount")
        if amount is None and "amount" not in self.errors and (data.get("source") or data.get("year")):
            self.add_error("amount", _now("Indiquez le montant."))
        if amount is not None and amount < 0:
            self.add_error("amount", _now("Un montant ne peut pas être négatif."))
        return data

    def line(self, organisation: Any) -> Money | None:
        """What the line says, None when it is blank. organisation: name → key of the register."""
        data = self.cleaned_data
        if data.get("amount") is None:
            return None
        source = " ".join(data.get("source", "").split())
        return Money(
            amount=data["amount"],
            currency=data.get("currency") or load_profile(settings.COUNTRY).currency.code,
            kind=data.get("kind") or BudgetKind.PLANNED,
            source=source,
            organisation=organisation(source) if source else None,
            year=data.get("year"),
        )


class WebLinkForm(forms.Form):
    """A document on the web."""

    title = forms.CharField(label=_("Titre"), required=False, max_length=300)
    url = forms.URLField(label=_("Adresse"), required=False, max_length=1000, assume_scheme="https")

    def has_changed(self) -> bool:
        """As for a group."""
        return super().has_changed() or bool(self.initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("title") and not data.get("url") and "url" not in self.errors:
            self.add_error("url", _now("Indiquez l'adresse du document."))
        return data

    def line(self) -> Link | None:
        """What the line says, None when it is blank."""
        data = self.cleaned_data
        return Link(data.get("title") or data["url"], data["url"]) if data.get("url") else None


TargetFormSet = forms.formset_factory(TargetForm, extra=2, max_num=40)
BudgetFormSet = forms.formset_factory(BudgetForm, extra=2, max_num=60)
LinkFormSet = forms.formset_factory(WebLinkForm, extra=1, max_num=40)


def line_forms(data: Any, content: Content) -> dict[str, Any]:
    """The three sets of lines: as sent, else as stored."""
    targets = [{n: getattr(one, n) for n in ("group", *PEOPLE)} for one in content.targets]
    budgets = [
        {n: getattr(one, n) for n in ("amount", "currency", "kind", "source", "year")}
        for one in content.budgets
    ]
    links = [{"title": one.title, "url": one.url} for one in content.links]
    return {
        "targets": TargetFormSet(data, initial=targets, prefix="cibles"),
        "budgets": BudgetFormSet(data, initial=budgets, prefix="budget"),
        "links": LinkFormSet(data, initial=links, prefix="documents"),
    }
