"""The state of a whole from the states of its parts."""

from __future__ import annotations

from collections.abc import Iterable

from azalai.engines.progress.model import State


def joint_state(states: Iterable[State]) -> State:
    """What is cancelled does not count, unless everything is. Without any part, nothing has begun.

    All done: done; all the rest suspended: suspended; nothing begun: not started; else in progress.
    """
    every = set(states)
    going = every - {State.CANCELLED}
    if not going:
        return State.CANCELLED if every else State.NOT_STARTED
    if going == {State.DONE}:
        return State.DONE
    open_ones = going - {State.DONE}
    if open_ones == {State.SUSPENDED}:
        return State.SUSPENDED
    return State.NOT_STARTED if going == {State.NOT_STARTED} else State.IN_PROGRESS
