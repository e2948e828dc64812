"""The blocks on other processes or machines, through Dask: the same pure function, the same answers.

Dask is an optional extra; it is imported only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

from azalai.engines.overlap.matching import Found, Spread, Task


def dask_spread(scheduler: str | None = None, workers: int | None = None) -> Spread:
    """A `spread` for `matching.closest`.

    scheduler: one of Dask's ("processes", "threads"), or None for the cluster that is connected.
    Raises ImportError when Dask is not installed.
    """
    dask: Any = import_module("dask")  # an extra that most installations do without

    def spread(piece: Callable[[Task], Found], work: Sequence[Task]) -> Iterable[Found]:
        shared = dask.delayed(piece, pure=False, traverse=False)
        options = {} if workers is None else {"num_workers": workers}
        found: Iterable[Found] = dask.compute(
            *(shared(task) for task in work), scheduler=scheduler, **options
        )
        return found

    return spread
