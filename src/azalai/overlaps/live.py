"""The index behind "while typing": one in each process, kept up to date by the trail.

Every write of an intervention leaves an entry in the trail, whichever process made it. Before it
answers, the index compares the head of the trail with the last entry that it took in, and takes in what
came since: what one person publishes, another one's next keystroke finds.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from django.db.models import Q

from azalai.core import audit
from azalai.core.models import AuditEntry
from azalai.engines.overlap.index import Hit, Index
from azalai.engines.overlap.model import Intervention as Record
from azalai.engines.overlap.model import Verdict
from azalai.engines.overlap.parameters import Parameters
from azalai.interventions.models import Intervention
from azalai.overlaps import records
from azalai.overlaps.weights import parameters_in_force

INTERVENTION = "interventions.intervention"
HEARD = (INTERVENTION, "overlaps.calibration")
OLDEST = timedelta(hours=24).total_seconds()  # weights of words grow stale slowly
MOST_PUT = 2_000  # more than that and building again is quicker


@dataclass(slots=True)
class _Live:
    """The index of a country, the weights in force, and how far in the trail they have read."""

    index: Index
    parameters: Parameters
    up_to: int
    mark: str
    built: float
    put: int = 0


@dataclass(slots=True)
class _Shelf:
    lock: threading.Lock = field(default_factory=threading.Lock)
    by_country: dict[str, _Live] = field(default_factory=dict)


_shelf = _Shelf()


def closest(query: Record, *, country: str, k: int = 5) -> list[tuple[Hit, Verdict]]:
    """The k closest published interventions of other organisations, the closest first, judged and explained.

    One query when nothing was written since the last call; a few more when something was.
    """
    with _shelf.lock:
        live = _current(country)
        return live.index.judged(query, k, live.parameters)


def size(country: str) -> int:
    """Interventions that the index of this process holds, once brought up to date."""
    with _shelf.lock:
        return len(_current(country).index)


def forget() -> None:
    """Drop the indexes; the next call builds them again."""
    with _shelf.lock:
        _shelf.by_country.clear()


def _current(country: str) -> _Live:
    head = audit.current_head()
    last, mark = (head.sequence, head.hash) if head else (0, audit.GENESIS)
    live = _shelf.by_country.get(country)
    if live is None or last < live.up_to or monotonic() - live.built > OLDEST:
        return _built(country, last, mark)
    if (last, mark) != (live.up_to, live.mark):
        return _caught_up(country, live, last, mark)
    return live


def _built(country: str, last: int, mark: str) -> _Live:
    source = records.read(Intervention.objects.in_country(country).published())
    live = _Live(Index(source.records), parameters_in_force(country), last, mark, monotonic())
    _shelf.by_country[country] = live
    return live


def _caught_up(country: str, live: _Live, last: int, mark: str) -> _Live:
    """Take in what was written since. Everything is read again after a merge of organisations, and
    when the trail is another one than the one that was read (a backup was restored)."""
    entries = AuditEntry.objects.filter(sequence__gte=live.up_to, sequence__lte=last)
    told = entries.filter(Q(sequence=live.up_to) | Q(object_type__in=HEARD) | Q(action__contains="merge"))
    rows = list(told.order_by("sequence").values_list("sequence", "hash", "object_type", "object_id"))
    is_same_trail = live.up_to == 0 or (bool(rows) and rows[0][:2] == (live.up_to, live.mark))
    fresh = [(kind, key) for rank, _hash, kind, key in rows if rank > live.up_to]
    touched = {int(key) for kind, key in fresh if kind == INTERVENTION}
    others = any(kind != INTERVENTION for kind, _key in fresh)
    if not is_same_trail or others or live.put + len(touched) > MOST_PUT:
        return _built(country, last, mark)
    _take_in(country, live.index, touched)
    live.up_to, live.mark, live.put = last, mark, live.put + len(touched)
    return live


def _take_in(country: str, index: Index, keys: set[int]) -> None:
    if not keys:
        return
    rows = Intervention.objects.in_country(country).filter(pk__in=keys)
    for name in rows.values_list("public_id", flat=True):
        index.remove(str(name))
    for record in records.read(rows.published()).records:
        index.put(record)
