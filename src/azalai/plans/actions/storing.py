"""Writing an engine's plan into the rows of a version, keeping the rows of lines that go on existing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from azalai.actors.recognition import Recogniser
from azalai.engines.plan.model import PlanNode
from azalai.frames.queries import current_items
from azalai.plans.enums import BodyRole
from azalai.plans.matching import Pairing
from azalai.plans.models import Node, NodeBody, NodeReference, PlanVersion
from azalai.plans.trees import COLUMNS, engine_node, row_values

BATCH = 500
BODY_FIELDS = {
    "beneficiaries": BodyRole.BENEFICIARY,
    "responsible": BodyRole.RESPONSIBLE,
    "partners": BodyRole.PARTNER,
}
FRAMEWORKS = {"GCM": "gcm", "SDG": "sdg"}
NOT_COPIED = frozenset({"id", "version", "parent"})


def store_pairing(version: PlanVersion, pairing: Pairing, *, on: date) -> None:
    """Make the version's rows say what the pairing's lines say; the caller holds the transaction.

    Rows, keys, answers and links of lines that go on stay. on: day whose frameworks are in force.
    """
    new: set[str] = set()
    rows: dict[str, Node] = {}
    for line in pairing.lines:
        row = pairing.rows.get(line.path)
        if row is None:
            row = Node(version=version)
            new.add(line.path)
        for name, value in row_values(line.node).items():
            setattr(row, name, value)
        row.path = line.path
        rows[line.path] = row
    _save(version, rows, new, {row.pk for row in pairing.gone})
    link_lines(version, [(rows[line.path], line.node) for line in pairing.lines], on=on)


def _save(version: PlanVersion, rows: dict[str, Node], new: set[str], gone: set[int]) -> None:
    """Write level by level, so that each row knows its parent; paths are freed first.

    Rows that go are removed last: what stood below them may have moved elsewhere.
    """
    version.nodes.update(path=Concat(Value("old."), Cast("pk", CharField())))
    levels: dict[int, list[Node]] = defaultdict(list)
    for row in rows.values():
        levels[row.path.count(".")].append(row)
    for depth in sorted(levels):
        for row in levels[depth]:
            row.parent = rows.get(row.path.rpartition(".")[0])
        Node.objects.bulk_create([row for row in levels[depth] if row.path in new], batch_size=BATCH)
        _update([row for row in levels[depth] if row.path not in new])
    Node.objects.filter(version=version, pk__in=gone).delete()


def _update(rows: list[Node]) -> None:
    """One upsert for many rows: many times faster than a CASE for each column."""
    Node.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*COLUMNS, "path", "parent"],
    )


def copy_lines(version: PlanVersion, draft: PlanVersion, *, on: date) -> None:
    """The same lines, with the same keys, in an empty draft; the caller holds the transaction."""
    names = [f.attname for f in Node._meta.concrete_fields if f.name not in NOT_COPIED]
    levels: dict[int, list[Node]] = defaultdict(list)
    for row in version.nodes.order_by("path"):
        levels[row.path.count(".")].append(row)
    copies: dict[int | None, Node | None] = {None: None}
    for depth in sorted(levels):
        for row in levels[depth]:
            values = {name: getattr(row, name) for name in names}
            copies[row.pk] = Node(version=draft, parent=copies[row.parent_id], **values)
        Node.objects.bulk_create([copies[row.pk] for row in levels[depth]], batch_size=BATCH)  # type: ignore[misc]
    rows = [copy for copy in copies.values() if copy is not None]
    link_lines(draft, [(row, engine_node(row)) for row in rows], on=on)


def link_lines(version: PlanVersion, rows: Sequence[tuple[Node, PlanNode]], *, on: date) -> None:
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
    return [
        NodeBody(
            node=row,
            role=role,
            text=part.text[:300],
            organisation_id=part.organisation_id if part.certainty == "certain" else None,
            is_group=part.is_group,
            position=position,
        )
        for name, role in BODY_FIELDS.items()
        for position, part in enumerate(recogniser.parts(getattr(node, name)))
    ]


def _items(on: date) -> dict[tuple[str, str], int]:
    """Items of the frameworks in force, by framework and code."""
    return {
        (frame, item.code): item.pk
        for frame, code in FRAMEWORKS.items()
        for item in current_items(code, on=on)
    }


def _references(row: Node, node: PlanNode, items: dict[tuple[str, str], int]) -> list[NodeReference]:
    return [
        NodeReference(node=row, frame=frame, code=code, item_id=items.get((frame, code)))
        for frame, codes in node.references.items()
        for code in dict.fromkeys(codes)
    ]
