"""Putting an idea in the box, answering it, saying what became of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from azalai.concertation.models import AgendaItem
from azalai.core.authorship import Author
from azalai.forum.actions.ideas import LONGEST
from azalai.forum.enums import ANSWERED, IDEA_TRANSITIONS, IdeaState
from azalai.forum.models import Idea
from azalai.plans.models import Plan

SIGN, HIDE = "oui", "non"


class IdeaForm(forms.Form):
    """An idea. website: nobody sees it, programs fill it in. mark: see limits.stamp."""

    title = forms.CharField(label=_("Votre idée, en une phrase"), max_length=200)
    text = forms.CharField(
        label=_("Explication"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Ce qui ne va pas, ce que vous proposez, pour qui. Ne nommez personne."),
    )
    signed = forms.ChoiceField(
        label=_("Signer cette idée ?"),
        choices=[
            (HIDE, _("Non : personne ne saura qui l'a déposée, le secrétariat non plus")),
            (SIGN, _("Oui : mon poste sera affiché avec l'idée")),
        ],
        initial=HIDE,
        widget=forms.RadioSelect,
    )
    address = forms.EmailField(
        label=_("Adresse électronique"),
        required=False,
        help_text=_(
            "Pour recevoir l'accusé de réception. Elle est effacée dès que le dernier message est parti."
        ),
    )
    until_answer = forms.BooleanField(label=_("M'écrire aussi quand la réponse est donnée"), required=False)
    website = forms.CharField(
        label=_("Laissez ce champ vide"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, author: Author, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if author.person_id is None:
            del self.fields["signed"]

    def clean(self) -> dict[str, Any]:
        """Word of the answer needs an address."""
        given = super().clean() or {}
        if given.get("until_answer") and not given.get("address") and "address" not in self.errors:
            self.add_error("address", _now("Donnez une adresse pour recevoir la réponse."))
        return given

    @property
    def is_signed(self) -> bool:
        return bool(self.cleaned_data.get("signed") == SIGN)


class AnswerForm(forms.Form):
    """An answer with its reasons."""

    state = forms.ChoiceField(label=_("Réponse"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Raisons"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("L'auteur et tous ceux qui lisent la boîte à idées les liront."),
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in IdeaState if one in {*ANSWERED, IdeaState.SET_ASIDE}]
        state: Any = self.fields["state"]
        state.choices = [(one.value, one.label) for one in offered if one in IDEA_TRANSITIONS[idea.state]]


class LinkForm(forms.Form):
    """What became of an idea."""

    label = forms.CharField(label=_("Ce que c'est"), max_length=200)
    url = forms.CharField(
        label=_("Adresse"),
        max_length=500,
        required=False,
        help_text=_(
            "Page de ce site (/…) ou adresse complète (https://…) : action, ligne du plan, document."
        ),
    )
    item = forms.ModelChoiceField(
        label=_("Point d'un ordre du jour"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("Aucun"),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target: dict[str, Any] = {}
        rows = AgendaItem.objects.filter(meeting__body__country=country).select_related(
            "meeting__body__place"
        )
        item: Any = self.fields["item"]
        item.queryset = rows.order_by("-meeting__starts_at", "number")
        item.label_from_instance = lambda one: f"{one.title[:90]} ({one.meeting})"

    def clean_url(self) -> str:
        """An address of this site, or a whole one; nothing that a browser would run."""
        url = str(self.cleaned_data["url"]).strip()
        is_ours = url.startswith("/") and not url.startswith("//")
        if is_ours and (line := _line_at(url)):
            self.target = line
            return ""
        if url and not is_ours and not url.startswith(("https://", "http://")):
            raise ValidationError(_now("Donnez une adresse qui commence par / ou par https://."))
        return url

    def clean(self) -> dict[str, Any]:
        """A line of a plan is kept by its key, so that the link follows it through the versions."""
        return (super().clean() or {}) | self.target


def _line_at(url: str) -> dict[str, Any]:
    """The plan and the key of a line whose page stands at that address; nothing for another page."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return {}
    if match.view_name != "plans:node":
        return {}
    plan = Plan.objects.filter(public_id=match.kwargs["plan_id"]).first()
    return {"plan": plan, "node_key": match.kwargs["key"]} if plan else {}
