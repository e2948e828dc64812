"""The sign-in library's pages with our forms and our look. Its own logic is left as it is."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from azalai.accounts import demo, sign_in_forms
from azalai.accounts.adapter import TOO_MANY


class OurSite:
    """The library names the machine `site`; here `site` is the secretariat's, as on every page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context


class SignIn(OurSite, account.LoginView):
    form_class = sign_in_forms.SignInForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """Too many tries answer 429, for machines that do not read."""
        response = super().form_invalid(form)
        if any(error.code == TOO_MANY for error in form.non_field_errors().as_data()):
            response.status_code = 429
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["demo_accounts"] = demo.known_accounts() if settings.DEMO else []
        context["demo_password"] = demo.PASSWORD
        return context


class Inactive(OurSite, account.AccountInactiveView):
    pass


class ForgottenPassword(OurSite, account.PasswordResetView):
    form_class = sign_in_forms.ForgottenPasswordForm


class ForgottenPasswordSent(OurSite, account.PasswordResetDoneView):
    pass


class NewPassword(OurSite, account.PasswordResetFromKeyView):
    form_class = sign_in_forms.NewPasswordForm


class NewPasswordDone(OurSite, account.PasswordResetFromKeyDoneView):
    pass


class ChangePassword(account.PasswordChangeView):
    form_class = sign_in_forms.ChangePasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A person who has no password yet makes one by mail, not by a form without a check."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class ConfirmByPassword(account.ReauthenticateView):
    form_class = sign_in_forms.ConfirmByPasswordForm


class SecondFactor(OurSite, mfa.AuthenticateView):
    form_class = sign_in_forms.SecondFactorForm


class ConfirmByCode(mfa.ReauthenticateView):
    form_class = sign_in_forms.ConfirmByCodeForm


class ActivateSecondFactor(totp.ActivateTOTPView):
    form_class = sign_in_forms.ActivateSecondFactorForm


class DownloadRecoveryCodes(recovery.DownloadRecoveryCodesView):
    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A French file name."""
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
        return response


@login_not_required
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Accounts are opened by an administrator. The library needs the address to exist."""
    raise Http404


sign_in = SignIn.as_view()
sign_out = account.LogoutView.as_view()
inactive = Inactive.as_view()
forgotten_password = ForgottenPassword.as_view()
forgotten_password_sent = ForgottenPasswordSent.as_view()
new_password = NewPassword.as_view()
new_password_done = NewPasswordDone.as_view()
change_password = ChangePassword.as_view()
confirm_by_password = ConfirmByPassword.as_view()
second_factor = SecondFactor.as_view()
confirm_by_code = ConfirmByCode.as_view()
second_factor_state = mfa.IndexView.as_view()
activate_second_factor = ActivateSecondFactor.as_view()
deactivate_second_factor = totp.DeactivateTOTPView.as_view()
recovery_codes = recovery.ViewRecoveryCodesView.as_view()
generate_recovery_codes = recovery.GenerateRecoveryCodesView.as_view()
download_recovery_codes = DownloadRecoveryCodes.as_view()
