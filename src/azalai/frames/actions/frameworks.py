"""Loads one version of a framework, its items, then the links between items."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.actions.common import differences, plain, write
from azalai.frames.dataset import Entry
from azalai.frames.dataset import Framework as Data
from azalai.frames.models import Framework, FrameworkItem, ItemLink
from azalai.frames.partial import day_before

HEADER_TEXTS = (
    "title_fr",
    "title_en",
    "acronym_fr",
    "acronym_en",
    "kind",
    "valid_from",
    "valid_to",
    "source",
    "licence",
    "attribution",
    "wording",
)
ENTRY_TEXTS = ("title_fr", "title_en", "text_fr", "text_en", "note")
EXTRA = ("wording", "printed_as", "cited_only", "cited_by", "evidence")
# What a person may have corrected is not loaded over.
CORRECTABLE = frozenset({"title_fr", "title_en", "label_fr", "label_en", "unconfirmed"})


def load_framework(*, by: Author, at: datetime, data: Data) -> tuple[int, int]:
    """1 when the version is new or its head changed, and how many items were added or changed."""
    framework, head = _head(data)
    added, changed = _items(framework, data)
    if head or added or changed:
        is_new = "source" in head and len(added) == len(data.entries)
        action = "framework.loaded" if is_new else "framework.updated"
        after: dict[str, Any] = {"version": framework.version, "items_added": len(added)}
        if not is_new:
            after |= {"items_added": added, "items_changed": changed}
            after |= {name: value for name, value in head.items() if name != "country_id"}
        audit.record(by=by, at=at, action=action, obj=framework, after=after)
    return int(bool(head)), len(added) + len(changed)


def _head(data: Data) -> tuple[Framework, dict[str, Any]]:
    """The version, and what was written of its head."""
    values = _head_values(data)
    framework = Framework.objects.filter(code=data.code, version=data.header.version).first()
    if framework is None:
        _close_former(data)
        return Framework.objects.create(code=data.code, version=data.header.version, **values), values
    changes = differences(framework, values)
    if framework.valid_to and not data.header.valid_to:
        changes.pop("valid_to", None)  # a later version has closed this one
    if changes:
        write(framework, changes)
    return framework, changes


def _head_values(data: Data) -> dict[str, Any]:
    header = data.header
    return {name: getattr(header, name) for name in HEADER_TEXTS} | {
        "country_id": header.country or None,
        "spellings": list(header.spellings),
        "notes": list(header.notes),
        "scale": [plain(step) for step in data.scale],
        "unconfirmed": " ".join(header.unconfirmed),
    }


def _close_former(data: Data) -> None:
    """Versions in force end the day before the new one begins, at the earliest when they began."""
    end = day_before(data.header.valid_from)
    for former in Framework.objects.filter(code=data.code, valid_from__lte=data.header.valid_from):
        if end and (not former.valid_to or former.valid_to > end):
            write(former, {"valid_to": max(end, former.valid_from)})


def _items(framework: Framework, data: Data) -> tuple[list[str], list[str]]:
    """Codes of the items added and of those changed. What the list no longer holds stays."""
    known = {item.code: item for item in framework.items.all()}
    changed = [e.code for n, e in enumerate(data.entries) if e.code in known and _update(known, e, n)]
    new = [(order, entry) for order, entry in enumerate(data.entries) if entry.code not in known]
    added = [entry.code for _, entry in new]
    while new:
        ready = [(n, e) for n, e in new if not e.parent or e.parent in known]
        made = [_item(framework, entry, order, known) for order, entry in ready]
        known |= {item.code: item for item in FrameworkItem.objects.bulk_create(made)}
        new = [(n, e) for n, e in new if e.code not in known]
        if not ready:
            raise ValueError(f"{data.code}: parents in a circle")
    return added, changed


def _item(framework: Framework, entry: Entry, order: int, known: dict[str, FrameworkItem]) -> FrameworkItem:
    return FrameworkItem(framework=framework, code=entry.code, **_values(entry, order, known))


def _values(entry: Entry, order: int, known: dict[str, FrameworkItem]) -> dict[str, Any]:
    extra = {name: value for name, value in plain(entry).items() if name in EXTRA}
    return {name: getattr(entry, name) for name in ENTRY_TEXTS} | {
        "kind": entry.level,
        "parent_id": known[entry.parent].pk if entry.parent else None,
        "label_fr": entry.short_fr,
        "label_en": entry.short_en,
        "order": order,
        "unconfirmed": " ".join(entry.unconfirmed),
        # None tells "only a person can answer", [] "the question does not arise": both are kept.
        "extra": {name: value for name, value in extra.items() if value not in ("", False)},
    }


def _update(known: dict[str, FrameworkItem], entry: Entry, order: int) -> bool:
    item = known[entry.code]
    if entry.parent and entry.parent not in known:
        return False  # its new parent is added now: linked at the next loading
    changes = differences(item, _values(entry, order, known))
    if item.corrected_at:
        changes = {name: value for name, value in changes.items() if name not in CORRECTABLE}
    if changes:
        write(item, changes)
    return bool(changes)


def load_links(*, by: Author, at: datetime, data: Data) -> int:
    """How many links were added or changed from this version to the latest versions of the others."""
    wanted = _wanted_links(data)
    if not wanted:
        return 0
    framework = Framework.objects.get(code=data.code, version=data.header.version)
    mine = ItemLink.objects.filter(from_item__framework=framework)
    known = {(link.from_item_id, link.to_item_id): link for link in mine}
    rows = {(link.from_item_id, link.to_item_id): link for link in _links(framework, wanted)}
    new = ItemLink.objects.bulk_create([link for pair, link in rows.items() if pair not in known])
    changed = sum(_changed(known[pair], link) for pair, link in rows.items() if pair in known)
    if new or changed:
        after = {"links_added": len(new), "links_changed": changed}
        audit.record(by=by, at=at, action="framework.linked", obj=framework, after=after)
    return len(new) + changed


def _wanted_links(data: Data) -> list[tuple[str, str, str, bool]]:
    """From code, other framework, its code, and whether it is unconfirmed."""
    always = "links" in data.header.unconfirmed
    return [
        (entry.code, link.framework, code, always or f"links.{link.framework}" in entry.unconfirmed)
        for entry in data.entries
        for link in entry.links
        for code in link.codes
    ]


def _links(framework: Framework, wanted: list[tuple[str, str, str, bool]]) -> list[ItemLink]:
    """The links as they should be; those to a framework of another country are left out."""
    own = dict(framework.items.values_list("code", "pk"))
    targets = _latest_items({target for _, target, _, _ in wanted})
    return [
        ItemLink(
            from_item_id=own[code],
            to_item_id=targets[target, to_code],
            source=framework.source,
            unconfirmed=doubtful,
        )
        for code, target, to_code, doubtful in wanted
        if (target, to_code) in targets
    ]


def _changed(link: ItemLink, wanted: ItemLink) -> bool:
    changes = differences(link, {"unconfirmed": wanted.unconfirmed, "source": wanted.source})
    if changes:
        write(link, changes)
    return bool(changes)


def _latest_items(codes: set[str]) -> dict[tuple[str, str], int]:
    """Keys of the items of the latest version of these frameworks, by framework code and item code."""
    found = FrameworkItem.objects.filter(framework__code__in=codes).order_by(
        "framework__valid_from", "framework_id"
    )
    return {(code, item): pk for code, item, pk in found.values_list("framework__code", "code", "pk")}
