"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azalai.evaluation import actions
from tests.accounts.factories import AT, SYSTEM
from tests.evaluation.factories import (
    LATER,
    closed,
    contested,
    make_evaluation,
    make_lesson,
    rate,
    shared,
    validated,
)
from tests.interventions.factories import make_bare_intervention
from tests.monitoring.factories import line, make_plan

Kwargs = dict[str, Any]


def _draft() -> Kwargs:
    return {"public_id": make_evaluation().public_id}


def _rated() -> Kwargs:
    evaluation = make_evaluation()
    rate(evaluation)
    return {"public_id": evaluation.public_id, "code": "relevance"}


def _shared() -> Kwargs:
    return {"public_id": shared().public_id}


def _over() -> Kwargs:
    evaluation = shared()
    type(evaluation).objects.filter(pk=evaluation.pk).update(reply_due=AT.date())
    return {"public_id": evaluation.public_id}


def _contested() -> Kwargs:
    return {"public_id": contested().public_id, "code": "relevance"}


def _plan() -> Kwargs:
    return {"public_id": make_plan().plan.public_id}


def _line() -> Kwargs:
    version = make_plan()
    return {"public_id": version.plan.public_id, "key": line(version, "1.1").key}


def _reuse() -> Kwargs:
    lesson = validated()
    where = actions.Subject(intervention=make_bare_intervention())
    reuse = actions.record_reuse(by=SYSTEM, at=LATER, lesson=lesson, where=where)
    return {"public_id": lesson.public_id, "reuse_id": reuse.pk}


def _preamble() -> Kwargs:
    make_bare_intervention()
    actions.refresh_preamble(by=SYSTEM, at=AT, country="NE", year=2022)
    return {"year": 2022, "code": "scope"}


OF_DRAFT = ("evaluation", "compare", "change", "discard", "recommend", "share")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"evaluation:{name}": _draft for name in OF_DRAFT},
    **{f"evaluation:{name}": _rated for name in ("rate", "rating_remove")},
    "evaluation:recommendation_remove": lambda: _draft() | {"number": 1},
    "evaluation:reply": lambda: _shared() | {"code": "relevance"},
    "evaluation:answer": _contested,
    **{f"evaluation:{name}": _shared for name in ("withdraw", "replies_finish", "extend")},
    "evaluation:close": _over,
    "evaluation:publish": lambda: {"public_id": closed().public_id},
    "evaluation:begin_intervention": lambda: {"public_id": make_bare_intervention().public_id},
    "evaluation:begin_plan": _plan,
    "evaluation:begin_line": _line,
    "evaluation:checklist": lambda: {"public_id": make_bare_intervention().public_id},
    "evaluation:evaluability_plan": _plan,
    "evaluation:checklist_line": _line,
    "evaluation:matrix_plan": _plan,
    "evaluation:matrix_plan_download": lambda: _plan() | {"kind": "xlsx"},
    "evaluation:matrix_download": lambda: {"kind": "xlsx"},
    "evaluation:preamble_refresh": lambda: {"year": 2022},
    "evaluation:paragraph": _preamble,
    "evaluation:paragraph_remove": _preamble,
    "evaluation:figure": lambda: {"fact": "activities"},
    **{
        f"evaluation:{name}": lambda: {"public_id": validated().public_id} for name in ("lesson", "reuse_new")
    },
    **{
        f"evaluation:{name}": lambda: {"public_id": make_lesson().public_id}
        for name in ("lesson_change", "lesson_validate", "lesson_set_aside")
    },
    "evaluation:reuse_remove": _reuse,
}
