"""Files of reports that were made already. They can be made again at any time: no backup holds them."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from azalai import __version__
from azalai.reports.models import Report

BEGUN = "en-cours-"
ABANDONED = 86_400  # seconds: no file takes that long
EDITION = "2"  # change it when the same content is to be printed otherwise


def content_key(report: Report, base: str) -> str:
    """Changes with everything that is printed."""
    told = [
        EDITION,
        __version__,
        base,
        report.state,
        report.number,
        report.as_of.isoformat(),
        report.validated_at.isoformat() if report.validated_at else "",
        report.validation_reference,
        report.chapters,
        list(report.passages.order_by("pk").values_list("key", "drafted", "edited", "basis")),
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def path_of(report: Report, suffix: str, base: str) -> Path:
    """Where the file stands, or will."""
    return Path(settings.REPORT_FILES) / str(report.public_id) / f"{content_key(report, base)}.{suffix}"


def keep(path: Path, content: bytes) -> None:
    """Write it in one go; what was printed before in that format goes, and what a stop left half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f"{BEGUN}*"):
        with suppress(FileNotFoundError):  # another has just finished it
            if left.stat().st_mtime < time.time() - ABANDONED:
                left.unlink()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=BEGUN)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
    for old in path.parent.glob(f"*{path.suffix}"):
        if old != path:
            old.unlink(missing_ok=True)


def download_name(report: Report, suffix: str) -> str:
    """ "bilan-annuel-2022.docx": what the person finds in their folder."""
    names = {"annual": "bilan-annuel", "quarterly": "bilan", "national": "examen-national"}
    names |= {"regional": "examen-regional", "imrf": "forum-mondial"}
    draft = "" if report.is_frozen else "-projet"
    return f"{names[report.kind]}-{report.period.slug}{draft}.{suffix}"
