"""Amendments to minutes: of a text, of an action point, or a remark; and what the secretariat answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.concertation.content import Action, action_from
from azalai.concertation.enums import WHOLE_TEXTS, AmendmentPart, AmendmentState
from azalai.concertation.models import Amendment, MinutesAction, MinutesItem

# In the address of an amendment that asks for one more action point.
NEW_ACTION = "nouvelle"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an amendment is about. is_action: an action point as it should read, that of `action` or, without
    it, one more."""

    part: str
    item: MinutesItem | None
    action: MinutesAction | None = None
    is_action: bool = False

    @property
    def about(self) -> dict[str, Any]:
        """As the actions of the room take it."""
        return {"part": self.part, "item": self.item} | ({"action": self.action} if self.is_action else {})


class ChosenPart(forms.Form):
    """What the address says of the amendment that is being written: ?point=2&partie=key-points, and
    &action=… for an action point (its public identifier, or "nouvelle")."""

    point = forms.IntegerField(required=False, min_value=1)
    partie = forms.ChoiceField(required=False, choices=AmendmentPart.choices)
    action = forms.CharField(required=False, max_length=40)

    def chosen(self, items: Iterable[MinutesItem]) -> Chosen | None:
        """None when the address asks for none, or for an action point that is not there."""
        if not self.is_valid() or not self.cleaned_data["partie"]:
            return None
        part, key = self.cleaned_data["partie"], self.cleaned_data["action"]
        number = self.cleaned_data["point"]
        item = next((one for one in items if one.number == number), None)
        if part != AmendmentPart.ACTIONS or item is None or not key:
            return Chosen(part, item)
        row = next((one for one in item.actions.all() if str(one.public_id) == key), None)
        if row is None and key != NEW_ACTION:
            return None
        return Chosen(part, item, row, is_action=True)


def _why() -> forms.CharField:
    rows = {"rows": 2}
    return forms.CharField(
        label=_("Pourquoi"), required=False, max_length=1000, widget=forms.Textarea(attrs=rows)
    )


class AmendForm(forms.Form):
    """One change to one part of one point, or a remark on the whole."""

    proposed = forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    reason = _why()

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        name = WHOLE_TEXTS.get(AmendmentPart(chosen.part), "") if chosen.item else ""
        kwargs.setdefault("initial", {"proposed": getattr(chosen.item, name) if name else ""})
        super().__init__(*args, **kwargs)
        asked = self.fields["proposed"]
        if name:
            asked.label = _("Le texte tel qu'il devrait se lire")
            asked.help_text = _("Corrigez directement : le texte actuel reste affiché à côté.")
        else:
            asked.label = _("Ce qui est à changer")
            asked.help_text = _("Une phrase suffit : le secrétariat corrigera.")


class ActionAmendForm(forms.Form):
    """An action point as it should read: what, who, until when."""

    text = forms.CharField(
        label=_("Ce qui est à faire"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.CharField(
        label=_("Responsable"),
        required=False,
        max_length=300,
        help_text=_("Plusieurs responsables se séparent par une virgule."),
    )
    deadline = forms.CharField(
        label=_("Échéance"),
        required=False,
        max_length=100,
        help_text=_("Comme elle est dite : « fin mars », « 15 mai 2026 »."),
    )
    reason = _why()

    def __init__(self, *args: Any, chosen: Chosen, **kwargs: Any) -> None:
        row = chosen.action
        if row is not None:
            now = {"text": row.text, "owner": row.owner_text, "deadline": row.deadline_text}
            kwargs.setdefault("initial", now)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """As `propose_amendment` takes it."""
        told = super().clean() or self.cleaned_data
        wanted = Action(told.get("text", ""), told.get("owner", ""), told.get("deadline", ""))
        return {"wanted": wanted, "reason": told.get("reason", "")}


def amend_form(data: Any, chosen: Chosen) -> AmendForm | ActionAmendForm:
    """The form for what was chosen; data: None when it is only shown."""
    return ActionAmendForm(data, chosen=chosen) if chosen.is_action else AmendForm(data, chosen=chosen)


class AmendmentSettleForm(forms.Form):
    """Accept or refuse; accepted, the text as it will read may be touched up."""

    state = forms.ChoiceField(
        label=_("Cet amendement est-il retenu ?"),
        widget=forms.RadioSelect,
        choices=[
            (AmendmentState.ACCEPTED, _("Oui")),
            (AmendmentState.REFUSED, _("Non, pour le motif ci-dessous")),
        ],
    )
    text = forms.CharField(
        label=_("Le texte tel qu'il se lira"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Le texte proposé, que vous pouvez ajuster."),
    )
    action_text = forms.CharField(
        label=_("L'action telle qu'elle se lira"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce qui est proposé, que vous pouvez ajuster."),
    )
    owner = forms.CharField(label=_("Responsable"), required=False, max_length=300)
    deadline = forms.CharField(label=_("Échéance"), required=False, max_length=100)
    answer = forms.CharField(
        label=_("Réponse"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Celui qui l'a proposé la lira ; obligatoire si vous ne le retenez pas."),
    )

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unused = {"text", "action_text", "owner", "deadline"}
        if amendment.field:
            unused.remove("text")
            self.initial.setdefault("text", amendment.proposed)
        elif amendment.is_applied and amendment.wanted:
            wanted = action_from(amendment.wanted)
            unused = {"text"}
            told = {"action_text": wanted.text, "owner": wanted.owner, "deadline": wanted.deadline}
            self.initial.update(told)
        for name in unused:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """As `settle_amendment` takes it; a button that sends the state alone takes what was proposed."""
        told = dict(super().clean() or self.cleaned_data)
        if "action_text" in self.fields and "action_text" in self.data:
            action = Action(told.pop("action_text", ""), told.pop("owner", ""), told.pop("deadline", ""))
            return told | {"action": action}
        return {name: value for name, value in told.items() if name in {"state", "text", "answer"}}
