"""Making an archive while the site is used."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from azalai import __version__
from azalai.core import audit
from azalai.core.backups import manifest, sequences, tables
from azalai.core.backups.errors import BackupError
from azalai.core.backups.manifest import Manifest, Member

Report = Callable[[int, int], None]
CHUNK = 1 << 20


def save(
    target: Path, *, at: datetime, with_key: bool = False, report: Report = lambda done, total: None
) -> Manifest:
    """Write the archive `target`, which must not exist, and return its contents.

    with_key: the secret key goes in as well (needed to verify the audit trail on another machine).
    The archive takes its name when it is complete; an interruption leaves the name free. Raises
    BackupError, or OSError for a full disk or a refused access.
    """
    if target.exists():
        raise BackupError(f"{target} existe déjà : choisissez un autre nom")
    partial = _partial(target)
    try:
        with _private(partial) as archive, consistent():
            written = _write(archive, at, report, with_key=with_key)
        _settle(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return written


@contextmanager
def consistent() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody waits for us meanwhile."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        yield from _sqlite_snapshot()
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _sqlite_snapshot() -> Iterator[None]:
    """By hand: the settings make every Django transaction a writer, which would make others wait."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _partial(target: Path) -> Path:
    for old in target.parent.glob(f".{target.name}.*.partial"):
        if not _is_alive(old.name.split(".")[-2]):
            old.unlink(missing_ok=True)
    return target.with_name(f".{target.name}.{os.getpid()}.partial")


def _is_alive(pid: str) -> bool:
    return Path("/proc", pid).exists() if Path("/proc/self").exists() else True


@contextmanager
def _private(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip file that only its owner can read: it holds personal data."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            yield archive
        file.flush()
        os.fsync(file.fileno())


def _settle(partial: Path, target: Path) -> None:
    """Give the archive its name, unless somebody took it meanwhile."""
    try:
        os.link(partial, target)
    except FileExistsError as error:
        raise BackupError(f"{target} existe déjà : choisissez un autre nom") from error
    except OSError:  # a disk without links (FAT): the name was free when we began
        partial.replace(target)


def _write(archive: zipfile.ZipFile, at: datetime, report: Report, *, with_key: bool) -> Manifest:
    # The first read fixes the moment. Rows before files: a file is always stored before its row.
    head = audit.current_head()
    models = tables.stored_models(apps)
    numbers = sequences.read(models)
    members = _write_tables(archive, models, report)
    files, missing = _write_files(archive, report)
    members |= files
    if with_key:
        members[manifest.KEY] = _member(archive, manifest.KEY, [settings.SECRET_KEY.encode()])
    written = Manifest(
        version=__version__,
        created_at=at.isoformat(),
        vendor=connection.vendor,
        country=settings.COUNTRY,
        migrations=_migrations(),
        members=members,
        sequences=numbers,
        audit={"sequence": head.sequence, "hash": head.hash} if head else {},
        key=manifest.fingerprint(settings.SECRET_KEY),
        missing_files=missing,
    )
    archive.writestr(manifest.MANIFEST, written.to_json())
    return written


def _write_tables(archive: zipfile.ZipFile, models: list[type[Model]], report: Report) -> dict[str, Member]:
    members = {}
    for done, model in enumerate(models):
        report(done, 2 * len(models))
        name = f"{manifest.TABLES}{model._meta.db_table}.jsonl"
        rows = tables.lines(model)
        members[name] = _member(archive, name, rows, rows=tables.count(model))
    return members


def _write_files(archive: zipfile.ZipFile, report: Report) -> tuple[dict[str, Member], tuple[str, ...]]:
    """Members for the uploaded files, and the names of those deleted while we were reading."""
    root = Path(settings.MEDIA_ROOT)
    paths = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink())
    members, missing = {}, []
    for done, path in enumerate(paths):
        report(len(paths) + done, 2 * len(paths))
        name = manifest.FILES + path.relative_to(root).as_posix()
        try:
            with path.open("rb") as file:
                members[name] = _member(archive, name, iter(lambda: file.read(CHUNK), b""))
        except FileNotFoundError:
            missing.append(name)
    return members, tuple(missing)


def _member(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes], rows: int | None = None) -> Member:
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as file:
        for chunk in chunks:
            digest.update(chunk)
            size += file.write(chunk)
    return Member(size=size, sha256=digest.hexdigest(), rows=rows)


def _migrations() -> tuple[str, ...]:
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied))
