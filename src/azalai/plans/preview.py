"""The compiler's stored answer about an upload, arranged for the preview page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from azalai.engines.plan.levels import french
from azalai.plans.enums import Severity


@dataclass(frozen=True)
class PreviewLine:
    """A node with its depth and the findings at its place."""

    node: dict[str, Any]
    depth: int
    findings: tuple[dict[str, Any], ...]

    @property
    def level(self) -> str:
        """Its level in words."""
        return french(self.node["kind"])


@dataclass(frozen=True)
class Preview:
    """What a person sees before importing."""

    reading: dict[str, Any]
    lines: tuple[PreviewLine, ...]
    counts: tuple[tuple[str, int], ...]
    severities: dict[str, int]

    @property
    def is_plan(self) -> bool:
        """Lines of a plan were found."""
        return bool(self.lines)

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Errors first, each severity in the order of the file."""
        order = {severity: place for place, severity in enumerate(Severity.values)}
        return sorted(self.reading.get("findings", []), key=lambda finding: order[finding["severity"]])


def preview_of(reading: dict[str, Any]) -> Preview:
    """Arrange a stored answer."""
    at_node: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for finding in reading.get("findings", []):
        where = finding["where"]
        at_node[where["kind"] or "", where["node"] or ""].append(finding)
    lines = tuple(
        PreviewLine(node, depth, tuple(at_node[node["kind"], node["code"] or ""] if node["code"] else ()))
        for node, depth in _walk(reading.get("nodes", []))
    )
    kinds = Counter(line.node["kind"] for line in lines)
    counts = tuple((french(kind, count=kinds[kind]), kinds[kind]) for kind in reading.get("levels", []))
    severities = Counter(finding["severity"] for finding in reading.get("findings", []))
    return Preview(reading, lines, counts, {name: severities[name] for name in Severity.values})


def _walk(nodes: list[dict[str, Any]], depth: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    for node in nodes:
        yield node, depth
        yield from _walk(node["children"], depth + 1)
