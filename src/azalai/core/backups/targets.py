"""Taking the place of the present database and files: all at once, or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from azalai.core.backups.archive import Archive
from azalai.core.backups.errors import BackupError
from azalai.core.backups.fill import Fill
from azalai.core.backups.manifest import FILES

BUILDING, KEPT = "restauration", "avant-restauration"


def is_in_use() -> bool:
    """Somebody has an account here."""
    people = apps.get_model(settings.AUTH_USER_MODEL)
    try:
        with transaction.atomic():
            return people._base_manager.exists()
    except DatabaseError:  # no such table: nothing was ever set up
        return False


def replace(archive: Archive, fill: Fill, stamp: str) -> tuple[Path, ...]:
    """Fill a new database and a new folder of files, then put them in place.

    stamp: ends the names of what is kept aside. Returns those paths.
    """
    files = Path(settings.MEDIA_ROOT)
    new_files = files.with_name(f"{files.name}.{BUILDING}")
    shutil.rmtree(new_files, ignore_errors=True)
    try:
        new_files.mkdir(parents=True)
        for name in archive.manifest.files():
            archive.extract(name, new_files / name.removeprefix(FILES))
        kept = _replace_database(fill, stamp)
        kept += set_aside(files, stamp)
        new_files.rename(files)
    finally:
        shutil.rmtree(new_files, ignore_errors=True)
    return kept


def set_aside(path: Path, stamp: str) -> tuple[Path, ...]:
    """Rename what stands there; nothing is ever deleted. Returns its new path, if there was anything."""
    if not path.exists():
        return ()
    aside = path.with_name(f"{path.name}.{KEPT}-{stamp}")
    path.rename(aside)
    return (aside,)


def _replace_database(fill: Fill, stamp: str) -> tuple[Path, ...]:
    if connection.vendor == "sqlite":
        return _replace_file(fill, stamp)
    _replace_in_one_transaction(fill)
    return ()


def _replace_file(fill: Fill, stamp: str) -> tuple[Path, ...]:
    """Build another file, then let it take the name."""
    place = Path(connection.settings_dict["NAME"])
    building = place.with_name(f"{place.name}.{BUILDING}")
    _remove(building)
    connection.close()
    if place.exists():
        _alone(place)
    try:
        connection.settings_dict["NAME"] = str(building)
        fill.run()
        connection.close()
        _alone(building)
        kept = set_aside(place, stamp)
        building.rename(place)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        _remove(building)
    return kept


def _alone(path: Path) -> None:
    """Gather a database in one file, which SQLite only does when nobody else has it open."""
    try:
        with closing(sqlite3.connect(path, timeout=2)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(f"{path.name} est utilisé : arrêtez d'abord le site ({error})") from error
    except sqlite3.DatabaseError:
        return  # not a database any more: it is set aside as it is


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _replace_in_one_transaction(fill: Fill) -> None:
    """Drop, make, fill: an error anywhere leaves the former tables as they were."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for name in _ours(fill) & set(connection.introspection.table_names(cursor)):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
        fill.run()


def _ours(fill: Fill) -> set[str]:
    """Tables of this version and of the archive's: the database may hold other people's as well."""
    models = [*apps.get_models(include_auto_created=True), *fill.models]
    location = str(settings.CACHES["default"]["LOCATION"])  # type: ignore[index]  # one cache is a folder
    caches = {location, MigrationRecorder.Migration._meta.db_table}
    return {model._meta.db_table for model in models} | caches
