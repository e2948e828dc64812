"""`azalai followup remind`, as a task runs it; the demonstration of the register."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from azalai.cli import main
from azalai.followup import demo
from azalai.followup.enums import PointState
from azalai.followup.models import ActionPoint, ActionUpdate
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.concertation.factories import held, make_body
from tests.followup.factories import make_point
from tests.followup.test_reminding import owner_with


@pytest.fixture
def _started(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("azalai.cli.site.start", lambda: None)
    monkeypatch.setattr("azalai.cli.site.require_migrated", lambda: None)


@pytest.mark.usefixtures("_started")
def test_the_morning_task_says_what_it_did_and_does_it_once(capsys: pytest.CaptureFixture[str]) -> None:
    point = make_point(owners=[owner_with("focal@example.org")], deadline="2022-01")
    assert main(["followup", "remind", "--json", "--base", "https://azalai.example.org"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"points": 1, "messages": 1, "unreachable": 0, "retried": 0}
    assert point.asks.get().reminder.base == "https://azalai.example.org"
    assert main(["followup", "remind"]) == 0
    assert capsys.readouterr().out.startswith("0 messages sur 0 actions")


@pytest.mark.django_db
def test_the_demonstration_has_actions_at_every_stage_and_loads_once() -> None:
    for number in range(3):
        make_organisation(f"DEMO{number}", code=f"demo-{number}")
    body = make_body(seats=1)
    for _meeting in range(8):
        held(body)
    demo.load(by=SYSTEM, at=AT + timedelta(days=200), country="NE")
    states = set(ActionPoint.objects.values_list("state", flat=True))
    assert states >= {PointState.IN_PROGRESS, PointState.BLOCKED, PointState.DONE, PointState.VERIFIED}
    assert all("(fictif)" in text for text in ActionPoint.objects.values_list("text", flat=True))
    before = ActionUpdate.objects.count()
    demo.load(by=SYSTEM, at=AT + timedelta(days=200), country="NE")
    assert ActionUpdate.objects.count() == before
