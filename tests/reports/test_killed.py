"""A server that stops in the middle of the work: the work is found again, done again, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core import jobs
from azalai.core.clock import now
from azalai.core.jobs import work
from azalai.core.models import Job
from azalai.reports import actions, files
from azalai.reports.actions import compiling
from azalai.reports.models import Figure, Passage, Report
from azalai.reports.periods import Period
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.frames.factories import make_country
from tests.reports.factories import counted, make_report, passage_of

QUARTER = {"kind": "quarterly", "year": "2021", "quarter": "2", "as_of": "2021-09-01"}


class Killed(BaseException):
    """What a stop of the machine does: no handler of ours runs."""


@pytest.fixture
def officer(client: Client, db: None) -> Client:
    sign_in(client, Role.ME_OFFICER)
    return client


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.REPORT_FILES = tmp_path


def kill(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, *, after: int = 0) -> Callable[[], None]:
    """The work stops at that call, `after` calls that pass; the function given back mends it."""
    real, seen = getattr(module, name), []

    def stopped(*given: Any, **named: Any) -> Any:
        seen.append(1)
        if len(seen) > after:
            raise Killed
        return real(*given, **named)

    monkeypatch.setattr(module, name, stopped)
    return lambda: monkeypatch.setattr(module, name, real)


def dies() -> Job:
    """A worker takes the work and dies in it; silence falls."""
    with pytest.raises(Killed):
        work.work_once("dead")
    job = Job.objects.get()
    assert job.state == "running"
    Job.objects.update(beat_at=now() - work.SILENCE - timedelta(seconds=1))
    return job


def test_a_count_that_was_killed_is_found_again_and_done_once(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_country("NE")
    officer.post(reverse("reports:begin"), QUARTER)
    mend = kill(monkeypatch, compiling, "_store")
    job = dies()
    assert not Report.objects.exists(), "half a report is none"
    page = officer.get(jobs.url_of(job)).content.decode()
    assert "<progress" in page, "who left finds it where it stands"
    assert jobs.url_of(job) in officer.get(reverse("jobs")).content.decode()
    mend()
    assert jobs.work_off() == 1
    report = Report.objects.get()
    assert Job.objects.get().url == report.get_absolute_url()
    assert report.get_absolute_url() in officer.get(jobs.url_of(job)).content.decode()


def test_a_count_killed_after_it_was_kept_makes_no_second_report(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_country("NE")
    officer.post(reverse("reports:begin"), QUARTER)
    mend = kill(monkeypatch, work, "_end")
    dies()
    mend()
    assert Report.objects.count() == 1
    assert jobs.work_off() == 1
    assert Report.objects.count() == 1


def test_a_refresh_that_was_killed_leaves_the_draft_as_it_was(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = counted(Period("annual", 2021))
    one = passage_of(report, "preamble.analysis")
    actions.rewrite_passage(by=SYSTEM, at=AT, passage=one, text="Notre lecture.")
    before = sorted(Figure.objects.values_list("key", "text")), sorted(Passage.objects.values_list("key"))
    officer.post(reverse("reports:refresh", args=[report.public_id]))
    mend = kill(monkeypatch, compiling, "_figures")
    dies()
    after = sorted(Figure.objects.values_list("key", "text")), sorted(Passage.objects.values_list("key"))
    assert after == before
    mend()
    assert jobs.work_off() == 1
    assert Job.objects.get().state == "done"
    assert passage_of(report, "preamble.analysis").text == "Notre lecture."


def test_a_file_that_was_killed_is_never_given_half(
    officer: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    report = make_report("validated")
    officer.post(reverse("reports:make_file", args=[report.public_id, "html"]))
    mend = kill(monkeypatch, files.Path, "replace")
    dies()
    address = reverse("reports:download", args=[report.public_id, "html"])
    assert officer.get(address).status_code == 302, "back to the report: it is to be made again"
    mend()
    assert jobs.work_off() == 1
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".html"]
    assert len(left) == 1, "what was being written"
    os.utime(left[0], (0, 0))
    files.keep(left[0].with_name("autre.pdf"), b"%PDF")
    assert not left[0].exists(), "is cleared away once it is old"
    given = b"".join(officer.get(address).streaming_content)  # type: ignore[attr-defined]
    assert given.endswith(b"</html>\n")


def test_work_interrupted_too_often_can_be_asked_for_again(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = counted(Period("annual", 2021))
    address = reverse("reports:refresh", args=[report.public_id])
    officer.post(address)
    mend = kill(monkeypatch, compiling, "_figures")
    for _ in range(work.ATTEMPTS):
        job = dies()
    work.take_back()
    assert "interrompu" in officer.get(jobs.url_of(job)).content.decode()
    mend()
    again = officer.post(address)
    assert again.headers["Location"] != jobs.url_of(job)
    assert jobs.work_off() == 1
    assert Job.objects.order_by("pk").last().state == "done"  # type: ignore[union-attr]
