"""Putting an archive back: everything is checked before anything is touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from azalai.core import audit
from azalai.core.backups import archive as archives
from azalai.core.backups import manifest as manifests
from azalai.core.backups import targets
from azalai.core.backups.archive import Archive
from azalai.core.backups.errors import BackupError
from azalai.core.backups.fill import Fill
from azalai.core.backups.manifest import Manifest

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back.

    kept: where the former database, files and key now stand; key_differs: the archive was made under
    another key than this installation's, so that its audit trail cannot be verified here;
    breaks: anomalies of the trail, when it could be verified.
    """

    manifest: Manifest
    kept: tuple[Path, ...]
    key_differs: bool
    breaks: tuple[audit.Break, ...]


def restore(
    path: Path, *, at: datetime, force: bool = False, report: Report = lambda done, total: None
) -> Restored:
    """Replace this installation's database and files by those of the archive.

    force: even where people already have accounts; what stood there is kept aside (SQLite, files)
    or replaced in one transaction (PostgreSQL). Raises ArchiveUnreadable or BackupError, and then
    nothing has changed.
    """
    with archives.opened(path) as archive:
        fill = Fill(archive, report)
        if not force and targets.is_in_use():
            raise BackupError("cette installation contient déjà des comptes (--force pour la remplacer)")
        archives.check_space(archive.manifest, _existing(Path(settings.DATA_DIR)))
        archive.check_hashes()
        stamp = at.strftime("%Y%m%d-%H%M%S")
        kept = targets.replace(archive, fill, stamp)
        kept += _restore_key(archive, stamp)
        return _verdict(archive.manifest, kept)


def _existing(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _restore_key(archive: Archive, stamp: str) -> tuple[Path, ...]:
    """Put the archive's key in the place of ours, for this process as well."""
    key = archive.secret_key()
    if key is None or key == settings.SECRET_KEY:
        return ()
    path = Path(settings.DATA_DIR) / "secret_key"
    kept = targets.set_aside(path, stamp)
    archive.extract(manifests.KEY, path)
    settings.SECRET_KEY = key
    return kept


def _verdict(manifest: Manifest, kept: tuple[Path, ...]) -> Restored:
    differs = manifest.key != manifests.fingerprint(settings.SECRET_KEY)
    breaks = () if differs else tuple(audit.verify())
    connection.close()
    return Restored(manifest, kept, differs, breaks)
