"""A file of IATI 2.03, written activity by activity: same records, same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from lxml import etree

from azalai.formats.iati.elements_out import NAMESPACES, element_of
from azalai.formats.iati.errors import IatiIncomplete
from azalai.formats.iati.parsing import ROOT
from azalai.formats.iati.records import Activity, Problem
from azalai.formats.iati.writable import gaps, losses

VERSION = "2.03"
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. losses: (identifier, part left out), the first thousand of `lost`."""

    activities: int
    lost: int
    losses: tuple[tuple[str, Problem], ...]


def write_activities(
    activities: Iterable[Activity], path: Path | str, *, generated_at: datetime, version: str = VERSION
) -> Written:
    """Write activities to `path`, streamed; the file is there whole or not at all.

    generated_at: aware. Raises IatiIncomplete with every gap when an activity lacks something
    mandatory (ask `gaps` before), ValueError for another version, for no activity and for a naive
    time. An identifier that comes twice is a gap of the second.
    """
    if version != VERSION or generated_at.tzinfo is None:
        raise ValueError(f"only {VERSION}, with an aware time: {version}, {generated_at}")
    path = Path(path)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
        temporary = Path(stream.name)
        try:
            written = _write(activities, stream, generated_at)
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    return written


def _write(activities: Iterable[Activity], stream: Any, generated_at: datetime) -> Written:
    tally = _Tally()
    attributes = {"version": VERSION, "generated-datetime": generated_at.isoformat(timespec="seconds")}
    with etree.xmlfile(stream, encoding="utf-8") as out:
        out.write_declaration()
        with out.element(ROOT, attributes, nsmap=NAMESPACES):
            for activity in activities:
                if tally.accepts(activity):
                    out.write("\n")
                    out.write(element_of(activity), pretty_print=True)
    tally.conclude()
    return Written(tally.count, tally.lost, tuple(tally.losses))


class _Tally:
    """What was met so far. After the first gap nothing more is written, only looked at."""

    def __init__(self) -> None:
        self.count = self.lost = 0
        self.losses: list[tuple[str, Problem]] = []
        self._gaps: list[tuple[str, Problem]] = []
        self._seen: set[str] = set()

    def accepts(self, activity: Activity) -> bool:
        found = [*gaps(activity), *self._twice(activity)]
        room = _MOST - len(self._gaps)
        self._gaps += [(activity.identifier, gap) for gap in found[:room]]
        if self._gaps:
            return False
        self.count += 1
        self._note(activity)
        return True

    def _twice(self, activity: Activity) -> list[Problem]:
        known = activity.identifier in self._seen
        self._seen.add(activity.identifier)
        message = "cet identifiant a déjà été écrit"
        return [Problem("twice", "identifier", message)] if known and activity.identifier else []

    def _note(self, activity: Activity) -> None:
        found = losses(activity)
        self.lost += len(found)
        room = _MOST - len(self.losses)
        self.losses += [(activity.identifier, loss) for loss in found[:room]]

    def conclude(self) -> None:
        if self._gaps:
            raise IatiIncomplete(tuple(self._gaps))
        if not self.count:
            raise ValueError("a file of IATI holds at least one activity")
