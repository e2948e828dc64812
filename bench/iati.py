"""IATI: the 13,046 real activities read, written and read again; a file of 500 MB in bounded memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from gzip import GzipFile
from io import RawIOBase
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

from azalai.formats.iati import gaps, losses, read_activities, write_activities
from azalai.formats.iati.records import Activity
from bench.measure import Measure

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("AZALAI_SHARED", ROOT.parent / "shared"))
REAL = SHARED / "data" / "iati" / "activities.xml.gz"
LARGE = 500_000_000  # bytes once unpacked
# One activity may take this long; 13,046 then take 33 and 13 seconds.
READ, WRITE = 2.5, 1.0  # ms
SOME = 2_000
AT = datetime(2024, 1, 1, tzinfo=UTC)
ROOT_TAG, END, RECORD_END = b'<iati-activities version="2.03">', b"</iati-activities>", b"</iati-activity>"
MEMORY = 300  # MB


def measures() -> list[Measure]:
    """Each figure is taken in a process of its own, so that its memory is its own."""
    if not REAL.exists():
        return [Measure("IATI, activités réelles", None, READ, "ms", "fichier réel absent")]
    return [*_real(), *_round_trip(), *_large()]


def _real() -> list[Measure]:
    found, peak = _child("read", str(REAL))
    each = found["seconds"] / found["activities"] * 1_000
    title = f"IATI, lecture de {found['activities']} activités"
    return [Measure(f"{title}, chacune", each, READ, "ms"), Measure(f"{title}, mémoire", peak, MEMORY, "Mo")]


def _round_trip() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "sortie.xml")
        speed, _ = _child("write-some", str(REAL), target)
        found, peak = _child("write", str(REAL), target)
    each = speed["seconds"] / speed["activities"] * 1_000
    title = f"IATI, écriture de {found['activities']} activités"
    return [
        Measure(f"IATI, écriture de {speed['activities']} activités, chacune", each, WRITE, "ms"),
        Measure(f"{title} au fil de la lecture, mémoire", peak, MEMORY, "Mo"),
        Measure("IATI, activités qui reviennent différentes", found["different"], 0, "activités"),
    ]


def _large() -> list[Measure]:
    found, peak = _child("large", str(REAL))
    rate = found["activities"] / found["seconds"]
    title = f"IATI, fichier de {LARGE // 10**6} Mo, {found['activities']} activités ({rate:.0f} par seconde)"
    return [Measure(f"{title}, mémoire", peak, MEMORY, "Mo")]


def _child(*words: str) -> tuple[dict[str, Any], float]:
    """What this module printed in another process, and the most memory that it held, in MB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.iati", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    return json.loads(said), usage.ru_maxrss / 1024


def read_all(path: str) -> dict[str, float]:
    """Activities of a file, and seconds."""
    began = time.perf_counter()
    found = sum(1 for _ in read_activities(path))
    return {"activities": found, "seconds": time.perf_counter() - began}


def write_all(path: str, target: str) -> dict[str, float]:
    """Activities written while they are read, and those that differ when they are read again."""
    found = write_activities(_complete(path), target, generated_at=AT)
    pairs = zip(_complete(path), read_activities(target), strict=True)
    different = sum(before != after and not losses(before) for before, after in pairs)
    return {"activities": found.activities, "different": different}


def write_some(path: str, target: str) -> dict[str, float]:
    """Activities that are at hand written, and seconds."""
    at_hand = list(islice(_complete(path), SOME))
    began = time.perf_counter()
    found = write_activities(at_hand, target, generated_at=AT)
    return {"activities": found.activities, "seconds": time.perf_counter() - began}


def read_large(path: str) -> dict[str, float]:
    """Activities of LARGE bytes, and seconds (the unpacking of the source included)."""
    began = time.perf_counter()
    found = sum(1 for _ in read_activities(_Repeated(path)))
    return {"activities": found, "seconds": time.perf_counter() - began}


def _complete(path: str) -> Iterator[Activity]:
    return (activity for activity in read_activities(path) if not gaps(activity))


class _Repeated(RawIOBase):
    """The real activities again and again under new identifiers, LARGE bytes, no copy on the disk."""

    def __init__(self, path: str) -> None:
        self._pieces = chain([ROOT_TAG], _up_to(LARGE, _again(path)), [END])

    def read(self, size: int = -1) -> bytes:
        return next(self._pieces, b"")


def _up_to(most: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            return
        yield piece


def _again(path: str) -> Iterator[bytes]:
    for turn in count():
        new = b"<iati-identifier>%d-" % turn
        for piece in _whole_activities(path):
            yield piece.replace(b"<iati-identifier>", new)


def _whole_activities(path: str) -> Iterator[bytes]:
    """Pieces of a packed file, each from the beginning of an activity to the end of another."""
    rest = b""
    with GzipFile(path) as stream:
        while piece := stream.read(1 << 18):
            rest += piece
            end = rest.rfind(RECORD_END) + len(RECORD_END)
            if end >= len(RECORD_END):
                yield rest[rest.find(b"<iati-activity ") : end]
                rest = rest[end:]


FIGURES = {"read": read_all, "write": write_all, "write-some": write_some, "large": read_large}


def main(words: list[str]) -> None:
    """Take one figure and print it."""
    done = FIGURES[words[0]](*words[1:])
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main(sys.argv[1:])
