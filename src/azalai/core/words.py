"""French words for the codes of the audit trail: actions, fields and kinds of object.

Rooms register theirs in AppConfig.ready, through `core.registry` or `core.audit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

_action_labels: dict[str, Any] = {}
_field_labels: dict[tuple[str, str], Any] = {}


def register_action_labels(labels: Mapping[str, Any]) -> None:
    """French words for action codes; each room calls it in its AppConfig.ready."""
    _action_labels.update(labels)


def register_field_labels(object_type: str, labels: Mapping[str, Any]) -> None:
    """French words for keys of before and after that are no field of the model ("app.model")."""
    _field_labels.update({(object_type, name): label for name, label in labels.items()})


def action_label(code: str) -> str:
    """What the code means, in the reader's language; the code itself when nobody named it."""
    return str(_action_labels.get(code, code))


def action_labels() -> dict[str, str]:
    """Every named action."""
    return {code: str(label) for code, label in _action_labels.items()}


def object_type_label(object_type: str) -> str:
    """Name of the kind of object, as its model gives it."""
    try:
        return _capital(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return object_type


def field_label(object_type: str, name: str) -> str:
    """Name of a field: as registered, else as its model gives it, else the key itself."""
    if label := _field_labels.get((object_type, name)):
        return str(label)
    try:
        return _capital(apps.get_model(object_type)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return name


def field_labels_by_name() -> dict[str, str]:
    """Registered labels by key alone, for values whose object is not known."""
    return {name: str(label) for (_, name), label in _field_labels.items()}


def _capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
