"""Backups: one archive for both databases, checked before it is trusted.

An archive is a zip file with `manifest.json`, one `tables/<table>.jsonl` for each table (a JSON object
by row, keyed by column), the uploaded files under `files/`, and the secret key when asked for. What
a laptop saved from SQLite can be restored on a server's PostgreSQL.
"""

from azalai.core.backups.errors import ArchiveUnreadable, BackupError
from azalai.core.backups.restore import Restored, restore
from azalai.core.backups.save import save

__all__ = ["ArchiveUnreadable", "BackupError", "Restored", "restore", "save"]
