"""The sign-in library's forms in our words: labels instead of placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("Au moins dix caractères ; ni un mot de passe courant, ni votre nom.")
CODE_INPUT = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class OurWords:
    """LABELS and HINTS replace those of the library; a placeholder is no label."""

    LABELS: dict[str, Any] = {}
    HINTS: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.LABELS.get(name, field.label)
            field.help_text = self.HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(OurWords, account.LoginForm):
    LABELS = {"login": _("Identifiant ou adresse électronique"), "password": _("Mot de passe")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["remember"]
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}

    def clean(self) -> dict[str, Any]:
        """Every session lasts SESSION_COOKIE_AGE: there is nothing to tick."""
        data = super().clean()
        self.cleaned_data["remember"] = True
        return data


class ForgottenPasswordForm(OurWords, account.ResetPasswordForm):
    LABELS = {"email": _("Adresse électronique de votre compte")}


class NewPasswordForm(OurWords, account.ResetPasswordKeyForm):
    LABELS = {"password1": _("Nouveau mot de passe"), "password2": _("Le même, une seconde fois")}
    HINTS = {"password1": PASSWORD_HINT}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    LABELS = {"oldpassword": _("Mot de passe actuel"), **NewPasswordForm.LABELS}
    HINTS = {"password1": PASSWORD_HINT}


class ConfirmByPasswordForm(OurWords, account.ReauthenticateForm):
    LABELS = {"password": _("Votre mot de passe")}


class SecondFactorForm(OurWords, mfa.AuthenticateForm):
    LABELS = {"code": _("Code")}
    HINTS = {"code": _("Les six chiffres de votre application, ou un de vos codes de secours.")}


class ConfirmByCodeForm(OurWords, mfa.ReauthenticateForm):
    LABELS = SecondFactorForm.LABELS
    HINTS = SecondFactorForm.HINTS


class ActivateSecondFactorForm(OurWords, totp.ActivateTOTPForm):
    LABELS = {"code": _("Code affiché par l'application")}
    HINTS = {"code": _("Six chiffres, renouvelés toutes les trente secondes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE_INPUT
