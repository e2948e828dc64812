"""From a form to an action and back: what the pages of every room share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from azalai.core.authorship import Author
from azalai.core.clock import now


def act(request: HttpRequest, form: forms.Form, action: Callable[..., Any], **arguments: Any) -> Any:
    """Call the action with the form's fields; None when the form or the action refuses.

    A refusal is told beside the field that it names.
    """
    if not form.is_valid():
        return None
    try:
        return action(by=author_of(request), at=now(), **arguments, **form.cleaned_data)
    except ValidationError as error:
        tell(form, error)
        return None


def try_to(request: HttpRequest, action: Callable[..., Any], success: str, **arguments: Any) -> None:
    """Call the action of a bare button; tell the outcome on the next page."""
    try:
        action(by=author_of(request), at=now(), **arguments)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, success)


def author_of(request: HttpRequest) -> Author:
    """Who acts, as the middleware says."""
    return request.author  # type: ignore[attr-defined]


def tell(form: forms.Form, error: ValidationError) -> None:
    """Errors of an action beside the fields that they speak of."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, found)


def form_page(
    request: HttpRequest,
    form: forms.Form,
    action: Callable[..., Any],
    *,
    texts: dict[str, Any],
    back: str,
    arguments: dict[str, Any] | None = None,
) -> HttpResponse:
    """One question, one form: shown, sent to the action, then back where one came from.

    texts: title, lead, submit, success, crumbs (pairs of text and address), and danger when it cannot
    be undone. back: address after success and of the way out.
    """
    if request.method == "POST" and act(request, form, action, **(arguments or {})) is not None:
        messages.success(request, texts["success"])
        return redirect(back)
    context = {"form": form, "back": back, "lead": "", "danger": False, "crumbs": []} | texts
    return render(request, "core/form.html", context)
