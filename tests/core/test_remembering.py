"""What several rooms ask on one page is asked once, and nowhere else."""

from __future__ import annotations

import threading

import pytest

from azalai.core import remembering

pytestmark = pytest.mark.alone


def asked(times: int = 2) -> list[int]:
    """Answers to one question, each of which tells how often it was asked."""
    calls: list[int] = []

    def ask() -> int:
        calls.append(1)
        return len(calls)

    return [remembering.once("question", ask) for _ in range(times)]


def test_outside_of_a_page_each_question_is_asked_anew() -> None:
    assert asked() == [1, 2]


def test_within_a_page_it_is_asked_once_and_forgotten_afterwards() -> None:
    with remembering.shared_reads():
        assert asked() == [1, 1]
    assert asked() == [1, 2]


def test_an_answer_of_none_is_an_answer() -> None:
    calls: list[int] = []
    with remembering.shared_reads():
        for _ in range(2):
            remembering.once("none", lambda: calls.append(1))
    assert calls == [1]


def test_another_thread_shares_nothing() -> None:
    told: list[list[int]] = []
    with remembering.shared_reads():
        remembering.once("question", lambda: 7)
        thread = threading.Thread(target=lambda: told.append(asked()))
        thread.start()
        thread.join()
    assert told == [[1, 2]]


def test_an_error_ends_it_too() -> None:
    with pytest.raises(ZeroDivisionError), remembering.shared_reads():
        raise ZeroDivisionError
    assert asked() == [1, 2]
