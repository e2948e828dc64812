"""A migrated database in well under a second: migrated once, copied for each worker."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

import azalai

TEMPLATE_NAME = "azalai_template"


def prepare(folder: Path, cache: Path, worker: str) -> None:
    """Point Django's connection at a fresh migrated database.

    folder: of this worker; cache: kept between runs; worker: "master", "gw0"…
    """
    if connection.vendor == "sqlite":
        _use(str(_copied(_sqlite_template(cache), folder / "test.sqlite3")))
    else:
        _use(_postgresql_copy(cache, worker))


def fingerprint() -> str:
    """Changes when the outcome of `migrate` may change."""
    digest = hashlib.sha256()
    for name in ("django", "django-allauth"):
        digest.update(version(name).encode())
    digest.update(" ".join(settings.INSTALLED_APPS).encode())
    for path in sorted(Path(azalai.__file__).parent.glob("*/migrations/*.py")):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    connection.close()


def _sqlite_template(cache: Path) -> Path:
    path = cache / f"{fingerprint()}.sqlite3"
    with _one_at_a_time(cache / "lock"):
        if not path.exists():
            for old in cache.glob("*.sqlite3*"):
                old.unlink()
            unfinished = path.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            _use(str(unfinished))
            _migrate()
            _copied(unfinished, path)
    return path


def _copied(source: Path, target: Path) -> Path:
    """Copy through SQLite itself, so that what stands in the journal comes along."""
    partial = target.with_suffix(".partial")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(partial)) as new:
        old.backup(new)
    shutil.move(partial, target)
    return target


def _postgresql_copy(cache: Path, worker: str) -> str:
    name = f"azalai_test_{worker}"
    with _one_at_a_time(cache / "lock"), psycopg.connect(_address(), autocommit=True) as server:
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if TEMPLATE_NAME not in known:
            server.execute(f"CREATE DATABASE {TEMPLATE_NAME}")
            _use(TEMPLATE_NAME)
            _migrate()
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE_NAME}")
    return name


def _address() -> str:
    return os.environ["AZALAI_TEST_DATABASE_URL"]


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
