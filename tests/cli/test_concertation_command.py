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
