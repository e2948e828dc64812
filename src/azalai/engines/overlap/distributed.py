"""The blocks on other processes or machines, through Dask: the same pure function, the same answers.

Dask is an optional extra; it is imported only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def local_cluster(workers: int = 2) -> Iterator[Spread]:
    """A cluster of processes on this machine while it is needed, and its `spread`.

    Its ports are open to this machine only, and it shows no page. Raises ModuleNotFoundError without
    dask and distributed.
    """
    import_module("dask")
    distributed: Any = import_module("distributed")
    with (
        distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster),
    ):
        yield dask_spread()
