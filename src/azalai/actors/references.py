"""Rooms above say where they name organisations, so that this room can follow without knowing them.

    register_reference(
        Reference(
            _("Budgets"), "interventions.Budget", country="intervention__country", text="source",
            where=budgets_where,
        )
    )

A reference follows when two records are merged; one that keeps a name as written feeds the queue of
names to confirm. Call it in AppConfig.ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from azalai.engines.naming.text import spelling_key


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands, for people: what the page is called, and its address ("" when it has none)."""

    label: str
    url: str = ""


EVERY = Q()


def _nowhere(rows: QuerySet[Any]) -> Iterable[Spot]:
    return ()


def _nothing(keys: Sequence[int]) -> None:
    return None


@dataclass(frozen=True)
class Reference:
    """A foreign key of a room above to an organisation.

    label: what the rows are, in the plural. model: "app.Model". field: name of the foreign key.
    country: path from a row to its country (ISO alpha-2 is compared with the key). text: name of the field
    that keeps the body as written, "" when there is none. pending: further condition of a row to confirm.
    clear_text: the text is blanked once the organisation is known. group_flag: field that says that the text
    names a group, "" when there is none. once_per: field with which the organisation occurs once: where the
    kept record stands already, the merged one's row stays as it is. where(rows): the first places to show.
    after(keys): called when rows were repointed, to bring what is derived from them up to date.
    """

    label: Any
    model: str
    field: str = "organisation"
    country: str = "country"
    text: str = ""
    pending: Q = EVERY
    clear_text: bool = False
    group_flag: str = ""
    once_per: str = ""
    where: Callable[[QuerySet[Any]], Iterable[Spot]] = _nowhere
    after: Callable[[Sequence[int]], None] = _nothing

    @property
    def key(self) -> str:
        """Name under which a merge remembers its rows: "interventions.budget.organisation"."""
        return f"{self.model.lower()}.{self.field}"

    @property
    def rows(self) -> QuerySet[Any]:
        """Every row, whatever a manager of the room would hide."""
        found: type[Model] = apps.get_model(self.model)
        return found._base_manager.all()

    def of(self, organisation: int) -> QuerySet[Any]:
        """Rows that point at the organisation (its key)."""
        return self.rows.filter(**{self.field: organisation})

    def unnamed(self, country: str) -> QuerySet[Any]:
        """Rows of a country (ISO alpha-2) that keep a name without an organisation."""
        known = {self.country: country, f"{self.field}__isnull": True}
        return self.rows.filter(self.pending, **known).exclude(**{self.text: ""})

    def named(self, country: str, key: str) -> list[int]:
        """Keys of the rows without an organisation whose text has that key (see Spelling.key)."""
        pairs = self.unnamed(country).order_by("pk").values_list("pk", self.text)
        return [row for row, text in pairs if spelling_key(text) == key]


# What this room itself ties to an organisation; spellings are handled by name.
OWN = (
    Reference(_("Mandats"), "actors.Mandate"),
    Reference(_("Analyses"), "actors.Analysis"),
    Reference(_("Points focaux"), "actors.FocalPoint"),
    Reference(_("Appartenances à un réseau"), "actors.Membership"),
    Reference(_("Membres du réseau"), "actors.Membership", field="network"),
    Reference(_("Organismes rattachés"), "actors.Organisation", field="parent"),
)
_references: dict[str, Reference] = {}


def register_reference(reference: Reference) -> None:
    """Add or replace the reference of that model and field."""
    _references[reference.key] = reference


def references() -> list[Reference]:
    """Every reference, in a stable order."""
    return [_references[key] for key in sorted(_references)]


def naming_references() -> list[Reference]:
    """Those that keep a name as written."""
    return [reference for reference in references() if reference.text]


def followers() -> list[Reference]:
    """Everything that follows when a record is merged, of this room and of those above."""
    return [*OWN, *references()]
