"""Long work: asked for once, done once, found again; a dead worker loses nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from azalai.core import jobs
from azalai.core.authorship import Author
from azalai.core.clock import now
from azalai.core.jobs import Result, Task, background, work
from azalai.core.models import Job
from tests.accounts.factories import AT, sign_in

WHO = Author("Essai", person_id=1, post_id=5, roles=frozenset({"me-officer"}))
done: list[dict[str, Any]] = []


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    from azalai.core.jobs import kinds

    done.clear()
    for name, run in (("essai.fait", _does), ("essai.refuse", _refuses), ("essai.tombe", _falls)):
        monkeypatch.setitem(kinds._kinds, name, jobs.JobKind(name, "Travail d'essai", run))


def _does(task: Task) -> Result:
    task.report(1, 2, "À mi-chemin")
    done.append({"by": task.by, **task.arguments})
    return Result("/bilans/", "C'est fait.")


def _refuses(task: Task) -> Result:
    raise ValidationError("Cette période n'a pas commencé.")


def _falls(task: Task) -> Result:
    raise RuntimeError("boum")


def start(kind: str = "essai.fait", **more: Any) -> Job:
    return jobs.start(kind, by=WHO, at=now(), **more)


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_work_is_done_with_the_rights_of_who_asked(db: None) -> None:
    job = start(year=2022)
    assert (job.state, job.share) == ("queued", 0)
    assert jobs.work_off() == 1
    assert done == [{"by": WHO, "year": 2022}]
    job = again(job)
    assert (job.state, job.share, job.url, job.result, job.worker) == (
        "done",
        100,
        "/bilans/",
        "C'est fait.",
        "",
    )


def test_the_same_work_is_asked_for_once_while_it_is_open(db: None) -> None:
    first = start(once="bilan 2022")
    assert start(once="bilan 2022") == first
    assert start(once="bilan 2023") != first
    jobs.work_off()
    assert start(once="bilan 2022") != first


def test_a_kind_that_nobody_announced_is_an_error(db: None) -> None:
    with pytest.raises(LookupError):
        start("essai.inconnu")


@pytest.mark.parametrize(
    ("kind", "told"), [("essai.refuse", "pas commencé"), ("essai.tombe", "erreur imprévue")]
)
def test_what_fails_says_so_and_is_not_tried_again(
    db: None, kind: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    job = start(kind)
    assert jobs.work_off() == 1
    job = again(job)
    assert job.state == "failed"
    assert told in job.error
    assert "boum" not in job.error
    assert ("boum" in caplog.text) == (kind == "essai.tombe")


def test_two_workers_never_win_the_same_job(db: None) -> None:
    start()
    assert work._claim("one") is not None
    assert work._claim("two") is None


def test_a_job_whose_worker_died_is_taken_again_then_says_so(db: None) -> None:
    job = start()
    for attempt in range(1, work.ATTEMPTS + 1):
        taken = work._claim(f"w{attempt}")
        assert taken is not None
        assert taken.attempts == attempt
        work.take_back()
        assert again(job).state == "running", "a worker that gives signs of life keeps its job"
        Job.objects.update(beat_at=now() - work.SILENCE - timedelta(seconds=1))
        work.take_back()
    job = again(job)
    assert job.state == "failed"
    assert "interrompu 3 fois" in job.error


def test_only_who_holds_a_job_can_end_it(db: None) -> None:
    job = start()
    slow = work._claim("slow")
    assert slow is not None
    Job.objects.update(beat_at=now() - work.SILENCE - timedelta(seconds=1))
    work.take_back()
    fast = work._claim("fast")
    assert fast is not None
    work._end(slow, "slow", "done", result=Result("/lent/", "Lent."))
    assert again(job).state == "running", "the outcome of a worker that lost the job is never seen"
    with pytest.raises(jobs.Interrupted):
        Task(slow, "slow").report(1, 2)
    work._end(fast, "fast", "done", result=Result("/vite/", "Vite."))
    assert (again(job).state, again(job).url) == ("done", "/vite/")


def test_work_that_was_given_up_stops_at_its_next_step(db: None) -> None:
    job = start()
    taken = work._claim("w")
    assert taken is not None
    assert jobs.drop(by=WHO, at=AT, job=job)
    with pytest.raises(jobs.Interrupted):
        Task(taken, "w").report(1, 2)
    work._do(taken, "w")
    assert again(job).state == "dropped"
    assert not jobs.drop(by=WHO, at=AT, job=job)


def test_jobs_are_seen_by_the_post_that_asked(db: None) -> None:
    job = start()
    colleague = Author("Autre", person_id=2, post_id=5)
    stranger = Author("Autre", person_id=1, post_id=6)
    nobody = Author.nobody()
    assert [jobs.can_see_job(who, job) for who in (WHO, colleague, stranger, nobody)] == [
        True,
        True,
        False,
        False,
    ]
    assert [jobs.mine(who).count() for who in (WHO, colleague, stranger, nobody)] == [1, 1, 0, 0]
    assert not jobs.drop(by=stranger, at=AT, job=job)


def test_the_database_keeps_the_truth(db: None) -> None:
    job = start(once="x")
    wrong: list[dict[str, Any]] = [
        {"state": "odd"},
        {"state": "running"},
        {"state": "done"},
        {"ended_at": AT},
    ]
    for changes in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.filter(pk=job.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=job.kind, title="x", once="x", by_name="x", queued_at=AT)


def test_old_jobs_are_forgotten(db: None) -> None:
    job = start()
    jobs.work_off()
    jobs.forget_old(now() + timedelta(days=29))
    assert Job.objects.filter(pk=job.pk).exists()
    jobs.forget_old(now() + timedelta(days=31))
    assert not Job.objects.exists()


def test_the_page_follows_the_work_and_leads_to_its_outcome(client: Client, db: None) -> None:
    from azalai.accounts.queries import author_for
    from azalai.core.clock import today

    person = sign_in(client)
    job = jobs.start("essai.fait", by=author_for(person, on=today()), at=now(), title="Bilan 2022")
    url = jobs.url_of(job)
    page = client.get(url).content.decode()
    assert "<progress" in page
    assert "Voir où il en est" in page, "without scripts one looks again by a link"
    assert "http-equiv" not in page, "no page moves under its reader"
    assert client.get(url, headers={"accept": "application/json"}).json() == {
        "share": 0,
        "step": "",
        "open": True,
    }
    assert "Bilan 2022" in client.get("/").content.decode()
    jobs.work_off()
    page = client.get(url).content.decode()
    assert 'href="/bilans/"' in page
    assert "<progress" not in page
    assert "C&#x27;est fait." in client.get(reverse("jobs")).content.decode()
    other = Client()
    sign_in(other)
    assert other.get(url).status_code == 404
    assert other.post(reverse("job_drop", args=[job.public_id])).status_code == 404


def test_a_worker_serves_until_it_is_told_to_stop(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    start()
    naps: list[float] = []
    monkeypatch.setattr(work, "close_old_connections", lambda: None)  # that of the test must stay
    work.serve(lambda: len(naps) == 2, naps.append)
    assert len(done) == 1
    assert naps == [5.0, 5.0]


def test_the_thread_of_a_process_begins_once_and_only_where_asked(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Any] = []
    monkeypatch.setattr(background, "_started", {})
    monkeypatch.setattr(background.threading.Thread, "start", lambda thread: begun.append(thread))
    settings.JOBS = "none"
    background.begin()
    assert begun == []
    settings.JOBS = "thread"
    background.begin()
    background.begin()
    assert len(begun) == 1
