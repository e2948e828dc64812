"""What an archive says of itself."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings

from azalai.core.backups.errors import ArchiveUnreadable

FORMAT, FORMAT_VERSION = "azalai-backup", 1
MANIFEST, TABLES, FILES, KEY = "manifest.json", "tables/", "files/", "secret_key"


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside the archive. size: bytes once unpacked; rows: lines of a table, else None."""

    size: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Contents of an archive.

    created_at: ISO date and time; migrations: "app.name" applied when it was made;
    sequences: last identifier given in each table that numbers its rows, so that none is given twice;
    audit: rank and hash of the trail's last entry; key: fingerprint of the secret key;
    seal: HMAC of all the rest under that key, which only its holder can make.
    """

    version: str
    created_at: str
    vendor: str
    country: str
    migrations: tuple[str, ...]
    members: dict[str, Member]
    sequences: dict[str, int]
    audit: dict[str, Any]
    key: str
    missing_files: tuple[str, ...] = ()
    format: str = FORMAT
    format_version: int = FORMAT_VERSION
    seal: str = field(default="")

    def tables(self) -> dict[str, int]:
        """Rows of each table."""
        return {
            name.removeprefix(TABLES).removesuffix(".jsonl"): member.rows or 0
            for name, member in self.members.items()
            if name.startswith(TABLES)
        }

    def files(self) -> list[str]:
        """Members that are uploaded files."""
        return [name for name in self.members if name.startswith(FILES)]

    def total_size(self) -> int:
        """Bytes once unpacked."""
        return sum(member.size for member in self.members.values())

    def to_json(self) -> str:
        """Sealed text of the manifest."""
        return _canonical(asdict(self) | {"seal": _seal(asdict(self), settings.SECRET_KEY)})


def read(text: bytes) -> Manifest:
    """Manifest from its text; ArchiveUnreadable when it is not one that we understand."""
    try:
        content = json.loads(text)
        known = content["format"] == FORMAT and int(content["format_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveUnreadable("ce fichier n'est pas une sauvegarde d'Azalai") from error
    if not known:
        raise ArchiveUnreadable("ce fichier n'est pas une sauvegarde d'Azalai")
    if known > FORMAT_VERSION:
        raise ArchiveUnreadable(
            "cette sauvegarde vient d'une version plus récente d'Azalai : mettez-le à jour"
        )
    return _checked(content)


def _checked(content: dict[str, Any]) -> Manifest:
    try:
        members = {name: Member(**member) for name, member in content["members"].items()}
        lists = {name: tuple(content[name]) for name in ("migrations", "missing_files")}
        manifest = Manifest(**(content | lists | {"members": members}))
    except (TypeError, KeyError, AttributeError) as error:
        raise ArchiveUnreadable("le sommaire de la sauvegarde est abîmé") from error
    if any(not isinstance(m.size, int) or m.size < 0 for m in members.values()):
        raise ArchiveUnreadable("le sommaire de la sauvegarde est abîmé")
    return manifest


def fingerprint(key: str) -> str:
    """Names a secret key without telling it (the key is long and random)."""
    return hashlib.sha256(b"azalai.key:" + key.encode()).hexdigest()[:16]


def is_genuine(manifest: Manifest, key: str) -> bool:
    """The manifest is as the holder of that key made it."""
    return hmac.compare_digest(manifest.seal, _seal(asdict(manifest), key))


def _seal(content: dict[str, Any], key: str) -> str:
    secret = hashlib.sha256(b"azalai.backup:" + key.encode()).digest()
    return hmac.new(secret, _canonical(content | {"seal": ""}).encode(), hashlib.sha256).hexdigest()


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
