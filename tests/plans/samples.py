"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from azalai.plans import actions
from azalai.plans.models import Finding, Node, PlanVersion, Review
from tests.plans.factories import AT, SMALL, SYSTEM, make_upload, make_version

Kwargs = dict[str, Any]
# Each address gets a file of its own: the same file twice would be the same plan.
NUMBERS = count(1)


def _text() -> str:
    return SMALL.replace("Imprimer les guides", f"Imprimer les guides, tirage {next(NUMBERS)}")


def _version() -> Kwargs:
    version = make_version(_text())
    return {"plan_id": version.plan.public_id, "number": version.number}


def _submitted() -> Kwargs:
    kwargs = _version()
    version = PlanVersion.objects.get(plan__public_id=kwargs["plan_id"])
    actions.submit_version(version=version, by=SYSTEM, at=AT)
    return kwargs


def _adopted() -> Kwargs:
    kwargs = _submitted()
    version = PlanVersion.objects.get(plan__public_id=kwargs["plan_id"])
    actions.adopt_version(version=version, reference="Arrêté d'essai", by=SYSTEM, at=AT)
    return kwargs


def _node() -> Kwargs:
    kwargs = _version()
    node = Node.objects.filter(version__plan__public_id=kwargs["plan_id"], children=None).first()
    return kwargs | {"key": node.key}


def _finding() -> Kwargs:
    kwargs = _version()
    found = Finding.objects.filter(version__plan__public_id=kwargs["plan_id"]).first()
    return kwargs | {"fingerprint": found.fingerprint}


def _review() -> Kwargs:
    kwargs = _version()
    version = PlanVersion.objects.get(plan__public_id=kwargs["plan_id"])
    review = Review.objects.create(
        version=version, held_on=AT.date(), place="Salle", recorded_at=AT, recorded_by=None
    )
    return kwargs | {"review_id": review.pk}


def _upload() -> Kwargs:
    return {"upload_id": make_upload(_text()).public_id}


VERSION = (
    "version", "findings", "matrix", "tree", "node_add_top", "calendar", "costs", "coverage", "bodies",
    "completeness", "validation", "version_edit", "submit", "return", "adopt", "open", "review_new",
)  # fmt: skip
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"plans:{name}": _version for name in VERSION},
    **{f"plans:{name}": _node for name in ("node", "node_edit", "node_add", "node_remove")},
    **{f"plans:{name}": _upload for name in ("preview", "columns", "import", "discard", "original")},
    **{f"plans:{name}": _submitted for name in ("return", "adopt", "review_new")},
    "plans:open": _adopted,
    "plans:plan": lambda: {"plan_id": _version()["plan_id"]},
    "plans:finding": _finding,
    "plans:criterion": lambda: _node() | {"code": "roles"},
    "plans:comparison": lambda: _version() | {"other": 1},
    "plans:export": lambda: _version() | {"kind": "xlsx"},
    "plans:review": _review,
}
