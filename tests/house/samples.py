"""An object for each address that needs one: url name → function that makes it and gives the kwargs.

Every room adds its own. The person signed in has no tie to these objects: the matrix shows what a role
may do with somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from azalai.accounts.models import Post
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.plans.models import Finding, Node, PlanVersion, Review
from tests.accounts.factories import hold, make_person, make_post
from tests.plans.factories import AT, make_upload, make_version

Kwargs = dict[str, Any]
NOBODYS = UUID(int=7)


def _person() -> Kwargs:
    return {"public_id": make_person().public_id}


def _post() -> Kwargs:
    return {"public_id": make_post().public_id}


def _tenure() -> Kwargs:
    tenure = hold(make_person(), make_post())
    return {"public_id": tenure.post.public_id, "tenure_id": tenure.pk}


def _entry() -> Kwargs:
    post: Post = make_post()
    at = datetime(2026, 1, 5, tzinfo=UTC)
    with transaction.atomic():
        entry = audit.record(by=Author.system("essai"), at=at, action="post.created", obj=post)
    return {"sequence": entry.sequence}


def _version() -> Kwargs:
    version = make_version()
    return {"plan_id": version.plan.public_id, "number": version.number}


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
    return {"upload_id": make_upload().public_id}


PERSON = ("person", "person_edit", "person_close", "person_reopen", "person_password", "person_second_factor")
POST = ("post", "post_rename", "post_close", "post_appoint", "post_hand_over", "post_deputy")
VERSION = (
    "version", "findings", "matrix", "tree", "node_add_top", "calendar", "costs", "coverage", "bodies",
    "completeness", "validation", "submit", "return", "adopt", "open", "review_new",
)  # fmt: skip
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"accounts:{name}": _person for name in PERSON},
    **{f"accounts:{name}": _post for name in POST},
    "accounts:tenure_end": _tenure,
    "accounts:tenure_cancel": _tenure,
    "accounts:trail_entry": _entry,
    "accounts:kept": lambda: {"public_id": NOBODYS},
    "accounts:kept_discard": lambda: {"public_id": NOBODYS},
    **{f"plans:{name}": _version for name in VERSION},
    **{f"plans:{name}": _node for name in ("node", "node_edit", "node_add", "node_remove")},
    **{f"plans:{name}": _upload for name in ("preview", "columns", "import", "discard", "original")},
    "plans:plan": lambda: {"plan_id": _version()["plan_id"]},
    "plans:finding": _finding,
    "plans:criterion": lambda: _node() | {"code": "roles"},
    "plans:comparison": lambda: _version() | {"other": 1},
    "plans:export": lambda: _version() | {"kind": "xlsx"},
    "plans:review": _review,
    "account_reset_password_from_key": lambda: {"uidb36": "1", "key": "not-a-key"},
}
