"""Which objects carry files, and by whose rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from azalai.core.authorship import Author

Rule = Callable[[Author, Any], bool]


@dataclass(frozen=True)
class Owner:
    """A kind of object that carries files.

    can_see: read its files; can_add: join one; can_remove: take one away, at least as strict as can_add.
    The three know the author and the object; a visitor without an account is an author without a person.
    related: what to fetch with the object (`select_related`), for rules that look further.
    """

    object_type: str
    can_see: Rule
    can_add: Rule
    can_remove: Rule
    related: tuple[str, ...] = ()

    def find(self, key: str) -> models.Model | None:
        """The object by its public identifier, else by its primary key; None when there is none."""
        model = apps.get_model(self.object_type)
        try:
            model._meta.get_field("public_id")
        except FieldDoesNotExist:
            return self.by_pk(key)
        try:
            public_id = UUID(key)
        except ValueError:
            return None
        return self._rows().filter(public_id=public_id).first()

    def by_pk(self, key: str) -> models.Model | None:
        """The object by its primary key."""
        try:
            return self._rows().filter(pk=key).first()
        except (ValueError, OverflowError):
            return None

    def _rows(self) -> models.QuerySet[Any]:
        rows = apps.get_model(self.object_type)._base_manager.all()
        return rows.select_related(*self.related) if self.related else rows


_owners: dict[str, Owner] = {}


def register_owner(
    object_type: str,
    can_see: Rule,
    can_add: Rule,
    *,
    can_remove: Rule | None = None,
    related: tuple[str, ...] = (),
) -> None:
    """Add or replace the rule of that kind of object ("forum.post"); removing asks the right to add."""
    _owners[object_type] = Owner(object_type, can_see, can_add, can_remove or can_add, related)


def owner_of(object_type: str) -> Owner | None:
    """The rule of that kind of object, None when no room has registered it."""
    return _owners.get(object_type)


def key_of(obj: models.Model) -> str:
    """What stands for the object in an address."""
    return str(getattr(obj, "public_id", obj.pk))
