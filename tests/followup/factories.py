"""Points of the register for tests."""

from __future__ import annotations

import itertools
from typing import Any

from azalai.followup import actions
from azalai.followup.models import ActionPoint
from azalai.followup.sources import Source
from azalai.frames.models import Country
from tests.accounts.factories import AT, SYSTEM
from tests.frames.factories import make_country

_numbers = itertools.count(1)


def make_point(**more: Any) -> ActionPoint:
    """An action of Niger, accepted; the country is made where it is missing."""
    if not Country.objects.filter(iso2="NE").exists():
        make_country("NE")
    values: dict[str, Any] = {"kind": "action", "text": f"Transmettre la liste n° {next(_numbers)}"}
    return actions.register_point(**({"by": SYSTEM, "at": AT, "country": "NE"} | values | more))


def in_state(state: str, **more: Any) -> ActionPoint:
    """A point brought to that state by actions."""
    kind = "recommendation" if state in ("proposed", "refused") else "action"
    point = make_point(**({"kind": kind} | more))
    who: dict[str, Any] = {"by": SYSTEM, "at": AT, "point": point}
    if state == "dropped":
        return actions.drop_point(**who, reason="Sans objet.")
    if state == "verified":
        actions.update_point(**who, state="done")
        return actions.verify_point(**who)
    if state == point.state:
        return point
    return actions.update_point(**who, state=state, text="Sans moyens." if state != "done" else "")


def again(point: ActionPoint) -> ActionPoint:
    """The row as it is now."""
    return ActionPoint.objects.prefetch_related("owners").get(pk=point.pk)


def from_source(key: str = "1", **more: Any) -> ActionPoint:
    """A point of some object of another room."""
    source = Source("evaluation", "Évaluation d'essai", "/evaluations/1/", "evaluation.evaluation", key)
    return make_point(source=source, **more)
