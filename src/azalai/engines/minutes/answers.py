"""The answers: one JSON object, or lines as a compiler prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from azalai.engines.minutes.compiler import Compiled
from azalai.engines.minutes.findings import Finding, Severity
from azalai.engines.minutes.model import Action, AgendaItem, Attendant, Item, Name

WORDS = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "remarque"}


def as_object(compiled: Compiled) -> dict[str, Any]:
    """What `azalai minutes read --json` prints; see docs/algorithmes/lecture-des-comptes-rendus.md."""
    minutes = compiled.minutes
    head = minutes.head
    return {
        "title": head.title or None,
        "body": head.body or None,
        "body_raw": head.body_raw or None,
        "body_code": head.body_code or None,
        "place": head.place or None,
        "date": head.date or None,
        "date_raw": head.date_raw or None,
        "start": head.start or None,
        "end": head.end or None,
        "attendance": [_attendant(one) for one in minutes.attendance],
        "agenda": [entry.title for entry in minutes.agenda],
        "agenda_items": [_announced(entry) for entry in minutes.agenda],
        "items": [_item(item) for item in minutes.items],
        "next_meeting": {"raw": minutes.next_meeting.raw or None, "date": minutes.next_meeting.date or None},
        "findings": [_finding(found) for found in compiled.findings],
        "notes": list(compiled.notes),
    }


def _attendant(one: Attendant) -> dict[str, Any]:
    first = next((name for name in one.names if name.code), None)
    return {
        "raw": one.raw,
        "text": one.text,
        "organisation": one.organisation or None,
        "code": first.code if first else None,
        "certain": bool(first and first.is_sure),
        "excused": one.is_excused,
    }


def _announced(entry: AgendaItem) -> dict[str, Any]:
    return {
        "number": entry.number or None,
        "title": entry.title,
        "raw": entry.raw,
        "presenters": [_name(name) for name in entry.presenters],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "number": item.number or None,
        "title": item.title or None,
        "discussion": item.discussion or None,
        "presenters": [_name(name) for name in item.presenters],
        "agenda": item.agenda,
        "actions": [_action(action) for action in item.actions],
    }


def _action(action: Action) -> dict[str, Any]:
    deadline = action.deadline
    return {
        "number": action.number or None,
        "text": action.text,
        "owners": [_name(name) for name in action.owners],
        "deadline": {
            "raw": deadline.raw or None,
            "from": deadline.first or None,
            "to": deadline.last or None,
        },
        "status": action.status or None,
    }


def _name(name: Name) -> dict[str, Any]:
    return {
        "raw": name.raw,
        "organisation": name.label or None,
        "code": name.code or None,
        "group": name.group_label or None,
        "certain": name.is_sure,
    }


def _finding(found: Finding) -> dict[str, Any]:
    where = found.where
    return {
        "code": found.code,
        "severity": str(found.severity),
        "where": {
            "part": where.part,
            "item": where.item or None,
            "action": where.action or None,
            "table": where.source.table or None,
            "row": where.source.row or None,
            "line": where.source.line or None,
        },
        "message": found.message,
        "declared": found.declared,
        "computed": found.computed,
        "cause": found.cause or None,
    }


def as_lines(compiled: Compiled, name: str) -> Iterator[str]:
    """One line a finding, "cr.docx:point 3. Divers: avertissement E501: …", its cause below, then counts."""
    for found in compiled.findings:
        yield f"{name}:{place(found)}: {WORDS[found.severity]} {found.code}: {found.message}"
        if found.cause:
            yield f"    cause probable : {found.cause}"
    yield from _summary(compiled)


def place(found: Finding) -> str:
    """ "point 3. Divers, tableau 2, ligne 4", "ordre du jour"."""
    where = found.where
    parts = [f"point {where.item}" if where.item else where.part]
    if where.source.table:
        parts.append(f"tableau {where.source.table}, ligne {where.source.row}")
    return ", ".join(parts)


def _summary(compiled: Compiled) -> Iterator[str]:
    minutes = compiled.minutes
    head = minutes.head
    actions = sum(1 for _ in minutes.actions())
    yield ""
    yield head.title or "Compte rendu sans titre"
    yield "  " + ", ".join(
        filter(None, [head.body, head.date, head.place, "-".join(filter(None, (head.start, head.end)))])
    )
    counts = [_counted(len(minutes.attendance), "présence"), _counted(len(minutes.items), "point")]
    yield f"  {', '.join(counts)}, {actions} point{'s' * (actions > 1)} d'action"
    numbers = {level: sum(1 for f in compiled.findings if f.severity == level) for level in Severity}
    yield "  " + ", ".join(_counted(numbers[level], WORDS[level]) for level in Severity)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count > 1)}"
