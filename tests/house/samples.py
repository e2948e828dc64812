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
from tests.accounts.factories import hold, make_person, make_post
from tests.actors import samples as actors
from tests.cartography import samples as cartography
from tests.concertation import samples as concertation
from tests.evaluation import samples as evaluation
from tests.followup import samples as followup
from tests.forum import samples as forum
from tests.frames import samples as frames
from tests.indicators import samples as indicators
from tests.interventions import samples as interventions
from tests.monitoring import samples as monitoring
from tests.overlaps import samples as overlaps
from tests.plans import samples as plans
from tests.reports import samples as reports

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


PERSON = ("person", "person_edit", "person_close", "person_reopen", "person_password", "person_second_factor")
POST = ("post", "post_rename", "post_close", "post_appoint", "post_hand_over", "post_deputy")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"accounts:{name}": _person for name in PERSON},
    **{f"accounts:{name}": _post for name in POST},
    "accounts:tenure_end": _tenure,
    "accounts:tenure_cancel": _tenure,
    "accounts:trail_entry": _entry,
    "accounts:kept": lambda: {"public_id": NOBODYS},
    "accounts:kept_discard": lambda: {"public_id": NOBODYS},
    "draft_keep": lambda: {"form": "interventions.intervention"},
    "draft_discard": lambda: {"key": NOBODYS},
    "job": lambda: {"public_id": NOBODYS},
    "job_drop": lambda: {"public_id": NOBODYS},
    "attachment": lambda: {"public_id": NOBODYS},
    "attachment_remove": lambda: {"public_id": NOBODYS},
    "attachment_new": lambda: {"object_type": "accounts.post", "key": str(NOBODYS)},
    **cartography.SAMPLES,
    **concertation.SAMPLES,
    **evaluation.SAMPLES,
    **followup.SAMPLES,
    **forum.SAMPLES,
    **indicators.SAMPLES,
    **interventions.SAMPLES,
    **monitoring.SAMPLES,
    **overlaps.SAMPLES,
    **plans.SAMPLES,
    **reports.SAMPLES,
    **actors.SAMPLES,
    **frames.SAMPLES,
    "account_reset_password_from_key": lambda: {"uidb36": "1", "key": "not-a-key"},
}
