"""Two people, or one who presses twice, at one moment. Run on PostgreSQL as well: SQLite lets one write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from azalai.core import audit
from azalai.core.models import AuditEntry
from azalai.evaluation import actions
from azalai.evaluation.actions import beginning, learning, preambles
from azalai.evaluation.models import Evaluation, Lesson, Preamble
from tests.accounts.factories import AT
from tests.evaluation.factories import account, criteria, rater
from tests.interventions.factories import make_bare_intervention
from tests.support.at_once import at_once, meet_in

pytestmark = pytest.mark.django_db(transaction=True)


def begin() -> Callable[[], Any]:
    criteria()
    subject = actions.Subject(intervention=make_bare_intervention())
    sent: dict[str, Any] = {"by": rater(), "at": AT, "country": "NE", "kind": "secretariat"}
    sent |= {"subject": subject, "form_key": uuid4()}
    return lambda: actions.begin(**sent)


def propose() -> Callable[[], Any]:
    make_bare_intervention()
    sent: dict[str, Any] = {"by": rater(), "at": AT, "country": "NE", "account": account()}
    sent["form_key"] = uuid4()
    return lambda: actions.propose_lesson(**sent)


def refresh() -> Callable[[], Any]:
    make_bare_intervention()
    by = rater()
    return lambda: actions.refresh_preamble(by=by, at=AT, country="NE", year=2022)


@pytest.mark.parametrize(
    ("prepare", "model", "module", "where", "entries"),
    [
        (begin, Evaluation, beginning, "_criteria_of", {"evaluation.begun": 1}),
        (propose, Lesson, learning, "searchable", {"evaluation.lesson-proposed": 1}),
        (refresh, Preamble, preambles, "asdict", {"evaluation.preamble-refreshed": 2}),
    ],
)
def test_the_same_thing_asked_twice_at_once_is_made_once(
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[], Callable[[], Any]],
    model: Any,
    module: Any,
    where: str,
    entries: dict[str, int],
) -> None:
    work, made = prepare(), []
    meet_in(monkeypatch, module, where)
    assert at_once(*[lambda: made.append(work().pk)] * 2) == []
    assert made == [model.objects.get().pk] * 2
    for action, number in entries.items():
        assert AuditEntry.objects.filter(action=action).count() == number
    assert audit.verify() == []
