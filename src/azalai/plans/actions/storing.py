"""Writing an engine's plan into the rows of a version, keeping the rows of lines that go on existing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from azalai.actors.recognition import Recogniser
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.text import key as text_key
from azalai.frames.queries import current_items
from azalai.plans.enums import BodyRole
from azalai.plans.models import Node, NodeBody, NodeReference, PlanVersion
from azalai.plans.trees import COLUMNS, row_values, with_paths

BATCH = 500
BODY_FIELDS = {
    "beneficiaries": BodyRole.BENEFICIARY,
    "responsible": BodyRole.RESPONSIBLE,
    "partners": BodyRole.PARTNER,
}
FRAMEWORKS = {"GCM": "gcm", "SDG": "sdg"}


@dataclass
class Stored:
    """What storing changed: titles of lines added, changed (with the fields) and removed."""

    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def store_tree(
    version: PlanVersion, plan: Plan, *, on: date, keys: dict[tuple[str, str], UUID] | None = None
) -> Stored:
    """Make the version's rows say what the engine's plan says; the caller holds the transaction.

    A line is recognised by its level and code, else by its level and title; its row, key, answers
    and links stay. on: day whose frameworks are in force. keys: keys to give to new lines, by (kind, code), for a copy of another version.
    """
    stored = Stored()
    existing = _Existing(version)
    rows: list[tuple[Node, PlanNode, bool]] = []
    for path, _, node in with_paths(plan.nodes):
        row, is_new = existing.take(node)
        _apply(row, node, path, stored, is_new=is_new)
        if is_new and keys and (known := keys.get((node.kind, node.code or text_key(node.title)))):
            row.key = known
        rows.append((row, node, is_new))
    stored.removed = existing.remove_rest()
    _save(version, rows)
    link_lines(version, [(row, node) for row, node, _ in rows], on=on)
    return stored


class _Existing:
    """Rows of the version that lines of the new tree may take."""

    def __init__(self, version: PlanVersion) -> None:
        self.version = version
        self.rows = list(version.nodes.all())
        self.by_code: dict[tuple[str, str], list[Node]] = defaultdict(list)
        self.by_title: dict[tuple[str, str], list[Node]] = defaultdict(list)
        self.taken: set[int] = set()
        for row in self.rows:
            if row.code:
                self.by_code[row.kind, row.code].append(row)
            self.by_title[row.kind, text_key(row.title)].append(row)

    def take(self, node: PlanNode) -> tuple[Node, bool]:
        """The row for a line, and whether it is new."""
        same_code = self.by_code.get((node.kind, node.code or ""), [])
        same_title = self.by_title.get((node.kind, text_key(node.title)), [])
        both = [row for row in same_code if row in same_title]
        for row in (*both, *same_code, *same_title):
            if row.pk not in self.taken:
                self.taken.add(row.pk)
                return row, False
        return Node(version=self.version), True

    def remove_rest(self) -> list[str]:
        """Delete the rows that no line took."""
        gone = [row for row in self.rows if row.pk not in self.taken]
        Node.objects.filter(pk__in=[row.pk for row in gone]).delete()
        return [str(row) for row in gone]


def _apply(row: Node, node: PlanNode, path: str, stored: Stored, *, is_new: bool) -> None:
    values = row_values(node)
    moved = {"cells", "source_table", "source_row", "source_sheet"}
    differing = [name for name in COLUMNS if name not in moved and getattr(row, name) != values[name]]
    for name, value in values.items():
        setattr(row, name, value)
    row.path = path
    if is_new:
        stored.added.append(str(row))
    elif differing:
        stored.changed[str(row)] = differing


def _save(version: PlanVersion, rows: list[tuple[Node, PlanNode, bool]]) -> None:
    """Write level by level, so that each row knows its parent; paths are freed first."""
    version.nodes.update(path=Concat(Value("old."), Cast("pk", CharField())))
    by_path = {row.path: row for row, _, _ in rows}
    levels: dict[int, list[tuple[Node, bool]]] = defaultdict(list)
    for row, _, is_new in rows:
        levels[row.path.count(".")].append((row, is_new))
    for depth in sorted(levels):
        for row, _ in levels[depth]:
            row.parent = by_path.get(row.path.rpartition(".")[0])
        Node.objects.bulk_create([row for row, is_new in levels[depth] if is_new], batch_size=BATCH)
        _update([row for row, is_new in levels[depth] if not is_new])


def _update(rows: list[Node]) -> None:
    """One upsert for many rows: many times faster than a CASE for each column."""
    Node.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*COLUMNS, "path", "parent"],
    )


def link_lines(version: PlanVersion, rows: list[tuple[Node, PlanNode]], *, on: date) -> None:
    """Bodies and references of these lines as rows, recognised anew."""
    ids = [row.pk for row, _ in rows]
    for start in range(0, len(ids), BATCH):
        NodeBody.objects.filter(node_id__in=ids[start : start + BATCH]).delete()
        NodeReference.objects.filter(node_id__in=ids[start : start + BATCH]).delete()
    recogniser = Recogniser.for_country(version.plan.country)
    bodies = [body for row, node in rows for body in _bodies(row, node, recogniser)]
    NodeBody.objects.bulk_create(bodies, batch_size=BATCH)
    items = _items(on)
    links = [link for row, node in rows for link in _references(row, node, items)]
    NodeReference.objects.bulk_create(links, batch_size=BATCH)


def _bodies(row: Node, node: PlanNode, recogniser: Recogniser) -> list[NodeBody]:
    found = []
    for name, role in BODY_FIELDS.items():
        for position, part in enumerate(recogniser.parts(getattr(node, name))):
            found.append(
                NodeBody(
                    node=row,
                    role=role,
                    text=part.text[:300],
                    organisation_id=part.organisation_id if part.certainty == "certain" else None,
                    is_group=part.is_group,
                    position=position,
                )
            )
    return found


def _items(on: date) -> dict[tuple[str, str], int]:
    """Items of the frameworks in force, by framework and code."""
    return {(frame, item.code): item.pk for frame, code in FRAMEWORKS.items() for item in current_items(code, on=on)}


def _references(row: Node, node: PlanNode, items: dict[tuple[str, str], int]) -> list[NodeReference]:
    return [
        NodeReference(node=row, frame=frame, code=code, item_id=items.get((frame, code)))
        for frame, codes in node.references.items()
        for code in codes
    ]
