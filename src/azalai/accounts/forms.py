"""Forms of people and posts. A field is named like the parameter of the action that it fills."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from azalai.accounts import rules
from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.core.authorship import Author
from azalai.core.forms import DateInput

SITE = "site"


def _languages() -> list[tuple[str, Any]]:
    return [(SITE, _("Celle du site (français)")), *settings.LANGUAGES]


def _language(choice: str) -> str:
    return "" if choice == SITE else choice


class ProfileForm(forms.Form):
    """What a person may change alone."""

    display_name = forms.CharField(
        label=_("Nom affiché"), max_length=150, help_text=_("Tel qu'il paraît dans le journal et les listes.")
    )
    language = forms.TypedChoiceField(
        label=_("Langue des pages"), choices=_languages, coerce=_language, initial=SITE
    )


class PersonForm(ProfileForm):
    email = forms.EmailField(
        label=_("Adresse électronique"),
        required=False,
        help_text=_("Sert à se connecter et à remplacer un mot de passe oublié."),
    )


class AccountForm(PersonForm):
    username = forms.CharField(
        label=_("Identifiant"), max_length=150, help_text=_("Court, sans espace : il sert à se connecter.")
    )
    password = forms.CharField(
        label=_("Mot de passe provisoire"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "À transmettre de vive voix, et remplacé à la première connexion. Sans lui, la personne en"
            " choisit un par le lien « Mot de passe oublié »."
        ),
    )
    field_order = ["display_name", "username", "email", "language", "password"]

    def clean(self) -> dict[str, Any]:
        """An account that nobody could enter is refused."""
        data = super().clean() or {}
        if not self.errors and not data.get("email") and not data.get("password"):
            self.add_error("password", _("Donnez une adresse électronique ou un mot de passe provisoire."))
        return data


class ProvisionalPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Mot de passe provisoire"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Au moins dix caractères. La personne devra le remplacer à sa prochaine connexion."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motif"), max_length=500, help_text=_("Une phrase, conservée dans le journal.")
    )


class PersonChoice(forms.ModelChoiceField):
    """An open account."""

    def __init__(self, **kwargs: Any) -> None:
        nobody = _("Choisir une personne") if kwargs.get("required", True) else _("Personne")
        super().__init__(queryset=Person.objects.filter(is_active=True), empty_label=nobody, **kwargs)


class NewPostForm(forms.Form):
    title = forms.CharField(
        label=_("Intitulé"), max_length=150, help_text=_("La fonction, jamais le nom d'une personne.")
    )
    role = forms.ChoiceField(label=_("Rôle"), help_text=_("Ce que le poste permet de faire."))

    def __init__(self, *args: Any, author: Author, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [choice for choice in Role.choices if rules.can_manage_post(author, choice[0])]
        _choose(self.fields["role"], [("", _("Choisir un rôle")), *allowed])


class RenamePostForm(forms.Form):
    title = forms.CharField(label=_("Intitulé"), max_length=150)


class ClosePostForm(ReasonForm):
    on = forms.DateField(label=_("Premier jour sans ce poste"), widget=DateInput)
    field_order = ["on", "reason"]


class AppointForm(forms.Form):
    person = PersonChoice(label=_("Titulaire"))
    on = forms.DateField(label=_("Premier jour"), widget=DateInput)


class HandOverForm(forms.Form):
    to_person = PersonChoice(label=_("Nouveau titulaire"))
    on = forms.DateField(
        label=_("Premier jour du nouveau titulaire"),
        widget=DateInput,
        help_text=_("L'affectation en cours prend fin la veille."),
    )
    deputy = PersonChoice(label=_("Suppléant"), required=False)
    deputy_until = forms.DateField(label=_("Dernier jour de la suppléance"), widget=DateInput, required=False)

    def clean(self) -> dict[str, Any]:
        """An end without a deputy would be lost without a word."""
        data = super().clean() or {}
        if data.get("deputy_until") and not data.get("deputy"):
            self.add_error("deputy", _("Choisissez le suppléant, ou effacez la date de fin."))
        return data


class DeputyForm(forms.Form):
    person = PersonChoice(label=_("Suppléant"))
    on = forms.DateField(label=_("Premier jour"), widget=DateInput)
    until = forms.DateField(label=_("Dernier jour"), widget=DateInput)


class EndTenureForm(ReasonForm):
    on = forms.DateField(label=_("Dernier jour de l'affectation"), widget=DateInput)
    field_order = ["on", "reason"]


class PostFilter(forms.Form):
    """Filters of the list of posts."""

    role = forms.ChoiceField(label=_("Rôle"), required=False, choices=[("", _("Tous")), *Role.choices])
    etat = forms.ChoiceField(
        label=_("État"),
        required=False,
        choices=[
            ("", _("Ouverts")),
            ("vacants", _("Vacants")),
            ("fermes", _("Fermés")),
        ],
    )


class TrailFilter(forms.Form):
    """Filters of the audit trail; the choices come from what the trail holds."""

    q = forms.CharField(label=_("Texte"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    personne = forms.ChoiceField(label=_("Personne"), required=False)
    poste = forms.ChoiceField(label=_("Poste"), required=False)
    action = forms.ChoiceField(label=_("Action"), required=False)
    type = forms.ChoiceField(label=_("Objet"), required=False)
    du = forms.DateField(label=_("Du"), required=False, widget=DateInput)
    au = forms.DateField(label=_("Au"), required=False, widget=DateInput)
    objet = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            everything = _("Toutes") if name in {"personne", "action"} else _("Tous")
            _choose(self.fields[name], [("", everything), *found])


def _choose(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class AnchorForm(forms.Form):
    anchor = forms.CharField(
        label=_("Repère d'une vérification antérieure"),
        required=False,
        max_length=64,
        help_text=_("Si vous en avez noté un : il doit encore figurer dans le journal."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
