"""On the served site no page waits for the mail server; elsewhere mail leaves at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from azalai.core import leaving


@pytest.fixture
def background(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(leaving, "_thread", [])
    leaving.in_background()
    yield
    leaving._thread[0].shutdown()


def test_a_command_sends_before_it_goes_on() -> None:
    sent: list[str] = []
    leaving.leave(lambda: sent.append(threading.current_thread().name))
    assert sent == [threading.current_thread().name]


@pytest.mark.usefixtures("background")
def test_a_page_goes_on_while_the_server_is_slow_and_batches_leave_in_order() -> None:
    answered, sent, done = threading.Event(), list[int](), threading.Event()

    def slow() -> None:
        answered.wait(10)
        sent.append(1)

    leaving.leave(slow)
    leaving.leave(lambda: (sent.append(2), done.set()))
    assert sent == []
    answered.set()
    assert done.wait(10)
    assert sent == [1, 2]


@pytest.mark.usefixtures("background")
def test_a_fault_is_logged_and_the_next_batch_leaves(caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Event()
    leaving.leave(lambda: 1 / 0)
    leaving.leave(done.set)
    assert done.wait(10)
    assert "left in the queue" in caplog.text


@pytest.mark.usefixtures("background")
def test_a_process_that_ends_leaves_the_rest_to_the_next(caplog: pytest.LogCaptureFixture) -> None:
    leaving._thread[0].shutdown()
    sent: list[int] = []
    leaving.leave(lambda: sent.append(1))
    assert sent == []
    assert "the process is ending" in caplog.text


def test_a_process_has_one_such_thread(background: None) -> None:
    [first] = leaving._thread
    leaving.in_background()
    assert leaving._thread == [first]
