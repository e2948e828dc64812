"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.reports.factories import make_report

Kwargs = dict[str, Any]


def _in(state: str, **more: Any) -> Callable[[], Kwargs]:
    return lambda: {"public_id": make_report(state).public_id, **more}


_WRITING = ("refresh", "submit", "discard")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    "reports:report": _in("draft"),
    "reports:chapter": _in("validated", code="meetings"),
    "reports:figure": _in("validated", key="meetings.held"),
    "reports:download": _in("validated", suffix="pdf"),
    "reports:make_file": _in("validated", suffix="pdf"),
    "reports:passage": _in("draft", key="meetings.held"),
    "reports:passage_keep": _in("draft", key="meetings.held"),
    "reports:passage_restore": _in("draft", key="meetings.held"),
    **{f"reports:{name}": _in("draft") for name in _WRITING},
    **{f"reports:{name}": _in("submitted") for name in ("validate", "send_back")},
    "reports:publish": _in("validated"),
    "reports:correct": _in("validated"),
}
