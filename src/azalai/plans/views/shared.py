"""What every view of a version begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from azalai.core.requests import AuthoredRequest
from azalai.plans import rules
from azalai.plans.models import Node, PlanVersion


def get_version(request: AuthoredRequest, plan_id: UUID, number: int) -> PlanVersion:
    """The version asked for, with its plan; 404 when it does not exist."""
    rules.check_read_plans(request.author)
    versions = PlanVersion.objects.select_related("plan", "upload")
    return get_object_or_404(versions, plan__public_id=plan_id, number=number)


def get_node(version: PlanVersion, key: UUID) -> Node:
    """A line of the version by its key."""
    node = get_object_or_404(Node.objects.select_related("parent"), version=version, key=key)
    node.version = version
    return node


def page(
    request: AuthoredRequest, template: str, version: PlanVersion, tab: str, **context: Any
) -> HttpResponse:
    """A page of a version: its tabs need the version and which one is open."""
    context |= {
        "version": version,
        "plan": version.plan,
        "tab": tab,
        "can_edit": rules.can_edit_version(request.author, version),
    }
    status = 422 if _is_refused(context.get("form")) else 200
    return render(request, f"plans/{template}.html", context, status=status)


def _is_refused(form: Form | None) -> bool:
    return form is not None and form.is_bound and not form.is_valid()


def add_errors(form: Form, error: ValidationError) -> None:
    """Errors of an action beside the fields that they speak of."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def attempt(form: Form, move: Callable[[], object]) -> bool:
    """Do it; what the action refuses is said in the form, and nothing was changed."""
    try:
        move()
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True
