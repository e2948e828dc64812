"""From a content to its rows: only what differs is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import models

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.engines.naming.text import searchable
from azalai.frames.models import FrameworkItem, Place
from azalai.interventions.content import FOREIGN, LISTS, SCALARS, Content, content_of, tidy
from azalai.interventions.groups import group_title
from azalai.interventions.models import (
    Budget,
    Count,
    ExternalIdentifier,
    Intervention,
    InterventionBody,
    InterventionDocument,
    InterventionObjective,
    InterventionPlace,
    TargetGroup,
)

Words = dict[str, Any]


def write_content(
    intervention: Intervention, content: Content, *, by: Author, at: datetime, known: Content | None = None
) -> tuple[Words, Words]:
    """Make the rows say the content; what they said and what they say now, in words, where it differs.

    known: what they say, where the caller knows it.
    """
    content = normal(content)
    known = content_of(intervention) if known is None else known
    changed = [
        name for name in (*SCALARS, *FOREIGN, *LISTS) if getattr(known, name) != getattr(content, name)
    ]
    if not changed:
        return {}, {}
    before = _in_words(known, changed)
    for name in changed:
        if name in LISTS:
            _clear(intervention, name, known)
            _LINES[name](intervention, getattr(content, name), by, at)
        else:
            setattr(intervention, name if name in SCALARS else f"{name}_id", getattr(content, name))
    if "status" in changed:
        intervention.status_reason = ""  # it spoke of the state that is left
    intervention.search_text = _searched(intervention)
    intervention.save()
    return before, _in_words(content, changed)


def refresh_search(intervention: Intervention) -> None:
    """Keep the text that `search` looks in."""
    intervention.search_text = _searched(intervention)
    intervention.save(update_fields=["search_text"])


def _searched(intervention: Intervention) -> str:
    lead = Organisation.objects.filter(pk=intervention.lead_id).first() if intervention.lead_id else None
    texts = [intervention.title_fr, intervention.title_en, intervention.identifier, intervention.lead_text]
    texts += [lead.acronym, lead.name_fr, lead.name_en] if lead else []
    texts += [intervention.description_fr, intervention.description_en]
    texts += intervention.bodies.values_list("text", flat=True)
    texts += intervention.external_identifiers.values_list("value", flat=True)
    return searchable(*texts)


def normal(content: Content) -> Content:
    """As it is kept: tidy, without blanks around texts; a recognised lead needs no text."""
    texts = {n: getattr(content, n).strip() for n in SCALARS if isinstance(getattr(content, n), str)}
    return tidy(replace(content, **texts | ({"lead_text": ""} if content.lead else {})))


def _clear(intervention: Intervention, name: str, known: Content) -> None:
    """Take the old lines away; files are no lines of the content."""
    if getattr(known, name):
        rows = getattr(intervention, _MANAGERS[name]).all()
        (rows.exclude(url="") if name == "links" else rows).delete()


def _bodies(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    rows = [
        InterventionBody(
            intervention=of, role=b.role, text=b.text, organisation_id=b.organisation, position=number
        )
        for number, b in enumerate(lines)
    ]
    InterventionBody.objects.bulk_create(rows)


def _objectives(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    InterventionObjective.objects.bulk_create(
        [InterventionObjective(intervention=of, item_id=key) for key in lines]
    )


def _places(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    rows = [InterventionPlace(intervention=of, place_id=w.place, share=w.share) for w in lines]
    InterventionPlace.objects.bulk_create(rows)


def _targets(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    names = ("group", "women", "men", "girls", "boys", "total")
    rows = [TargetGroup(intervention=of, **{name: getattr(one, name) for name in names}) for one in lines]
    TargetGroup.objects.bulk_create(rows)


def _budgets(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    names = ("amount", "currency", "kind", "source", "year")
    rows = [
        Budget(
            intervention=of,
            organisation_id=one.organisation,
            **{name: getattr(one, name) for name in names},
        )
        for one in lines
    ]
    Budget.objects.bulk_create(rows)


def _counts(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    Count.objects.bulk_create([Count(intervention=of, kind=one.kind, value=one.value) for one in lines])


def _links(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    """Documents on the web; files have their own actions."""
    rows = [
        InterventionDocument(
            intervention=of, title=one.title, url=one.url, added_at=at, added_by_id=by.person_id
        )
        for one in lines
    ]
    InterventionDocument.objects.bulk_create(rows)


def _externals(of: Intervention, lines: Any, by: Author, at: datetime) -> None:
    rows = [
        ExternalIdentifier(intervention=of, country_id=of.country_id, scheme=one.scheme, value=one.value)
        for one in lines
    ]
    ExternalIdentifier.objects.bulk_create(rows)


_MANAGERS = {
    "bodies": "bodies",
    "objectives": "objectives",
    "places": "places",
    "targets": "target_groups",
    "budgets": "budgets",
    "counts": "counts",
    "links": "documents",
    "externals": "external_identifiers",
}
_LINES: dict[str, Callable[[Intervention, Any, Author, datetime], None]] = {
    "bodies": _bodies,
    "objectives": _objectives,
    "places": _places,
    "targets": _targets,
    "budgets": _budgets,
    "counts": _counts,
    "links": _links,
    "externals": _externals,
}


def _in_words(content: Content, names: list[str]) -> Words:
    """For the audit trail, which outlives the rows: names instead of keys."""
    return {name: _worded(name, getattr(content, name)) for name in names}


def _worded(name: str, value: Any) -> Any:
    words = _WORDS.get(name)
    if words is None:
        return value
    if not value:  # asks nothing of the database
        return "" if name in FOREIGN else []
    return words(value)


def _name_of(model: type[models.Model]) -> Callable[[int], str]:
    return lambda key: str(model._default_manager.filter(pk=key).first() or "")


def _item_codes(keys: Iterable[int]) -> list[str]:
    rows = FrameworkItem.objects.filter(pk__in=list(keys)).select_related("framework")
    return [f"{row.framework.code} {row.code}" for row in rows.order_by("framework__code", "order")]


def _place_names(lines: Any) -> list[str]:
    names = dict(Place.objects.filter(pk__in=[w.place for w in lines]).values_list("pk", "name"))
    return [f"{names.get(w.place, '?')}{'' if w.share is None else f' ({w.share} %)'}" for w in lines]


def _numbers(one: Any) -> str:
    parts = {"F": one.women, "H": one.men, "f": one.girls, "g": one.boys, "total": one.total}
    said = ", ".join(f"{name} {value}" for name, value in parts.items() if value is not None)
    return f"{group_title(one.group)}{f' ({said})' if said else ''}"


_WORDS: dict[str, Callable[[Any], Any]] = {
    "parent": _name_of(Intervention),
    "kind": _name_of(FrameworkItem),
    "lead": _name_of(Organisation),
    "contact_post": _name_of(Post),
    "bodies": lambda lines: [f"{one.role} : {one.text}" for one in lines],
    "objectives": _item_codes,
    "places": _place_names,
    "targets": lambda lines: [_numbers(one) for one in lines],
    "budgets": lambda lines: [
        " ".join(str(p) for p in (one.kind, one.amount, one.currency, one.source, one.year) if p)
        for one in lines
    ],
    "counts": lambda lines: [f"{one.kind} : {one.value}" for one in lines],
    "links": lambda lines: [f"{one.title} <{one.url}>" for one in lines],
    "externals": lambda lines: [f"{one.scheme} : {one.value}" for one in lines],
}
