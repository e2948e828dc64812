"""What the preview of a file shows: who acts, until when, findings at their line. No write here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from azalai.actors.models import Organisation
from azalai.concertation.content import Action, Content, Item
from azalai.concertation.understanding import Owner, Reader, labels_of


@dataclass(frozen=True, slots=True)
class Understood:
    """An action as written, with the organisations that its owners name and the last day of its deadline."""

    action: Action
    owners: list[tuple[Owner, Organisation | None]]
    until: date | None


def understood(content: Content, reader: Reader) -> list[tuple[Item, list[Understood]]]:
    """Each item with what will be stored of its actions."""
    return [(item, [_understood(one, reader) for one in item.actions]) for item in content.items]


def _understood(action: Action, reader: Reader) -> Understood:
    return Understood(action, labels_of(reader.owners(action.owner)), reader.deadline(action.deadline)[1])


def with_findings(
    lines: Iterable[dict[str, Any]], findings: Iterable[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lines, each with its "findings" and its "number" from 1; findings, each with the "line" it stands at.

    line: None for a finding about the whole document, or about a line that is not shown.
    """
    numbered = [{**line, "number": number} for number, line in enumerate(lines, start=1)]
    at = {_place(line): line["number"] for line in reversed(numbered)}
    told = [{**one, "line": at.get(_place(one["where"]))} for one in findings]
    found: defaultdict[int | None, list[dict[str, Any]]] = defaultdict(list)
    for one in told:
        found[one["line"]].append(one)
    return [{**line, "findings": found[line["number"]]} for line in numbered], told


def _place(where: dict[str, Any]) -> tuple[int, int, int]:
    table = where["table"] or 0
    return (table, where["row"] or 0, 0) if table else (0, 0, where["line"] or 0)
