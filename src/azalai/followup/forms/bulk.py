"""One change for several points."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.forms.register import PartialField
from azalai.concertation.models import Body
from azalai.followup.enums import BulkChange, Priority
from azalai.followup.forms.points import bodies, open_posts, owners_in
from azalai.frames.partial import in_words

FILLED = {
    BulkChange.DEADLINE: "deadline",
    BulkChange.OWNERS: "owners",
    BulkChange.OWNER_POST: "owner_post",
    BulkChange.PRIORITY: "priority",
    BulkChange.BODY: "body",
    BulkChange.DROP: "reason",
}


class BulkForm(forms.Form):
    """What changes, and to what: one of the fields below it, the others are not read."""

    change = forms.ChoiceField(
        label=_("Que voulez-vous changer ?"), choices=BulkChange.choices, widget=forms.RadioSelect
    )
    deadline = PartialField(label=_("Nouvelle échéance"), required=False)
    owners = forms.CharField(
        label=_("Nouveaux responsables"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Un organisme par ligne ; ils remplacent ceux d'aujourd'hui."),
    )
    owner_post = forms.ModelChoiceField(
        label=_("Nouveau poste responsable"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("Aucun"),
    )
    priority = forms.ChoiceField(
        label=_("Nouvelle priorité"), required=False, choices=[("", _("Non précisée")), *Priority.choices]
    )
    body = forms.ModelChoiceField(
        label=_("Nouvelle instance"), queryset=Body.objects.none(), required=False, empty_label=_("Aucune")
    )
    reason = forms.CharField(label=_("Motif de l'abandon"), required=False, max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_post"].queryset = open_posts()  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The change and its value, as the action takes them."""
        found = super().clean() or {}
        change = found.get("change", "")
        name = FILLED.get(BulkChange(change)) if change else None
        if name is None:
            return {"change": change, "value": None}
        if name in self.errors:
            return {"change": change, "value": None}
        value = owners_in(found["owners"]) if name == "owners" else found.get(name)
        if name in ("reason", "owners", "deadline") and not value:
            self.add_error(name, _("Remplissez ce champ."))
        for other in set(FILLED.values()) - {name}:
            self._errors.pop(other, None)  # type: ignore[attr-defined]
        return {"change": change, "value": value}

    @property
    def value_in_words(self) -> str:
        """What it becomes, as the confirmation says it."""
        value = self.cleaned_data["value"]
        if isinstance(value, list):
            return " ; ".join(value)
        if self.cleaned_data["change"] == BulkChange.DEADLINE:
            return in_words(value)
        if self.cleaned_data["change"] == BulkChange.PRIORITY:
            return str(dict(self.fields["priority"].choices)[value])  # type: ignore[attr-defined]
        return str(value or "—")
