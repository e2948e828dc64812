"""Small files of activities, and how to read them."""

from __future__ import annotations

import io
from pathlib import Path

from azalai.formats.iati import read_activities
from azalai.formats.iati.records import Activity

MANDATORY = (
    '<reporting-org ref="XX-1" type="10"><narrative>Office fictif</narrative></reporting-org>'
    "<title><narrative>Appui au retour</narrative></title>"
    "<description><narrative>Accueil et orientation.</narrative></description>"
    '<participating-org role="4"><narrative>ONG fictive</narrative></participating-org>'
    '<activity-status code="2"/><activity-date type="1" iso-date="2022-01-01"/>'
)


def record(inner: str = "", identifier: str = "XX-1-A", attributes: str = "") -> str:
    """An activity with what is mandatory, then `inner`."""
    head = f"<iati-identifier>{identifier}</iati-identifier>"
    return f"<iati-activity {attributes}>{head}{MANDATORY}{inner}</iati-activity>"


def bare(inner: str, attributes: str = "") -> str:
    """An activity with only `inner` beside its identifier."""
    return f"<iati-activity {attributes}><iati-identifier>A</iati-identifier>{inner}</iati-activity>"


def document(*records: str, version: str = "2.03") -> bytes:
    """A file of those activities."""
    body = "\n".join(records)
    return f'<?xml version="1.0"?>\n<iati-activities version="{version}">{body}</iati-activities>'.encode()


def read(data: bytes | Path, **options: object) -> list[Activity]:
    """All activities."""
    return list(read_activities(io.BytesIO(data) if isinstance(data, bytes) else data, **options))


def read_one(inner: str, *, version: str = "2.03", attributes: str = "") -> Activity:
    """The activity that is mandatory plus `inner`."""
    [activity] = read(document(record(inner, attributes=attributes), version=version))
    return activity


def codes(activity: Activity) -> list[str]:
    """Codes of what was noted."""
    return [problem.code for problem in activity.problems]
