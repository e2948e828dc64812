"""What the room adds to the home page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from azalai.concertation import queries, rules
from azalai.core.authorship import Author
from azalai.core.clock import now, today

SHOWN = 5


def card(author: Author) -> dict[str, Any]:
    """Convocations to answer, the next meetings, and for the secretariat what is to close; four queries."""
    at, scope = now(), queries.scope_of(author, on=today())
    keeps = rules.can_keep_meetings(author)
    coming = queries.meetings(author, scope, country=settings.COUNTRY).upcoming(at)  # type: ignore[attr-defined]
    return {
        "to_answer": list(queries.to_answer(scope, at=at)[:SHOWN]),
        "coming": list(coming[:SHOWN]),
        "to_close": list(queries.to_close(settings.COUNTRY, at=at)[:SHOWN]) if keeps else [],
        "stuck": queries.stuck(settings.COUNTRY).count() if keeps else 0,
    }


def writing_address(target: str) -> str:
    """Page on which the minutes of that meeting (its public identifier) are written."""
    return reverse("concertation:minutes_write", args=[target])
