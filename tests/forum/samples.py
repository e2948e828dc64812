"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azalai.forum import actions
from azalai.forum.models import IdeaLink
from tests.accounts.factories import AT, SYSTEM
from tests.concertation.factories import make_body
from tests.forum.factories import make_idea, make_thread

Kwargs = dict[str, Any]


def _thread() -> Kwargs:
    """For the members of a body where the person signed in does not sit."""
    return {"public_id": make_thread(SYSTEM, body=make_body()).public_id}


def _contribution() -> Kwargs:
    thread = make_thread(SYSTEM, body=make_body())
    return {"public_id": thread.contributions.get().public_id}


def _idea() -> Kwargs:
    return {"public_id": make_idea()[0].public_id}


def _link() -> Kwargs:
    idea, _secret = make_idea()
    link: IdeaLink = actions.add_link(by=SYSTEM, at=AT, idea=idea, label="Une action")
    return {"public_id": idea.public_id, "link_id": link.pk}


OF_THREAD = (
    "thread",
    "follow",
    "unfollow",
    "thread_close",
    "thread_reopen",
    "thread_audience",
    "thread_hide",
    "thread_restore",
)
OF_CONTRIBUTION = ("contribution_edit", "contribution_hide", "contribution_restore")
OF_IDEA = ("idea", "idea_study", "idea_answer", "idea_link_new")
SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    **{f"forum:{name}": _thread for name in OF_THREAD},
    **{f"forum:{name}": _contribution for name in OF_CONTRIBUTION},
    **{f"forum:{name}": _idea for name in OF_IDEA},
    "forum:idea_link_remove": _link,
    "forum:file": lambda: {"public_id": "00000000-0000-0000-0000-000000000007"},
    "forum:reply": lambda: {"token": "aucun"},
    "forum:stop": lambda: {"token": "aucun"},
    "forum:idea_follow": lambda: {"token": "aucun"},
}
