"""`azalai concertation remind` and `replies`, as a task runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from azalai.cli import main
from azalai.concertation.models import Convocation
from azalai.core.clock import now
from azalai.formats.icalendar import Event, Party, write
from tests.cli.conftest import Installation
from tests.concertation.factories import again, convened, make_body
from tests.concertation.test_pages import soon


@pytest.fixture
def row(db: None, monkeypatch: pytest.MonkeyPatch) -> Convocation:
    """A convocation of a meeting in three days, sent some time ago."""
    monkeypatch.setattr("azalai.cli.site.start", lambda: None)
    monkeypatch.setattr("azalai.cli.site.require_migrated", lambda: None)
    row = convened(make_body(seats=1), **soon(3)).convocations.get()
    return again(row)


def test_the_morning_task_says_what_it_did_and_does_it_once(
    row: Convocation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["concertation", "remind", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reminded"] == 1
    assert again(row).state == "reminded"
    assert main(["concertation", "remind"]) == 0
    assert capsys.readouterr().out.startswith("0 relancés")


def test_answers_by_calendar_are_taken_over(
    row: Convocation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = Event(
        uid=row.uid, start=now(), end=now(), stamp=now(), attendees=(Party("m@example.org", "", "ACCEPTED"),)
    )
    file = tmp_path / "reponse.ics"
    file.write_text(write(event, "REPLY"), encoding="utf-8", newline="")
    assert main(["concertation", "replies", str(file)]) == 0
    assert capsys.readouterr().out == f"{row.uid} : réponse enregistrée\n"
    assert main(["concertation", "replies", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"uid": row.uid, "outcome": "same"}]
    file.write_text("bonjour", encoding="utf-8")
    assert main(["concertation", "replies", str(file)]) == 2
    assert "réponse d'agenda" in capsys.readouterr().err


def test_an_installation_without_meetings_has_nothing_to_remind(installation: Installation) -> None:
    done = installation.run("concertation", "remind")
    assert (done.returncode, done.stdout[:11]) == (0, "0 relancés,"), done.stderr


def test_the_demonstration_has_two_years_of_meetings_and_loads_once(db: None) -> None:
    from azalai.accounts.demo import load as load_accounts
    from azalai.actors.demo import load as load_actors
    from azalai.concertation import actions, demo
    from azalai.concertation.models import Meeting
    from tests.accounts.factories import SYSTEM
    from tests.frames.factories import load as load_frames

    at = now()
    load_frames("NE")
    load_accounts(by=SYSTEM, at=at)
    load_actors(by=SYSTEM, at=at, country="NE")
    actions.load_bodies_data(by=SYSTEM, at=at, country="NE")
    for _ in range(2):
        demo.load(by=SYSTEM, at=at, country="NE")
    assert Meeting.objects.filter(state="held").count() == 11
    assert Meeting.objects.filter(state="convened").count() == 2
    states = set(Convocation.objects.filter(meeting__state="convened").values_list("state", flat=True))
    assert states >= {"present", "excused", "absent", "reminded", "escalated"}
    assert Convocation.objects.filter(meeting__state="held").exclude(attendance="").exists()
