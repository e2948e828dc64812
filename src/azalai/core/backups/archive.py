"""Reading an archive that anybody may have handed us."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings

from azalai.core.backups import manifest as manifests
from azalai.core.backups.errors import ArchiveUnreadable, BackupError
from azalai.core.backups.manifest import Manifest, Member

CHUNK = 1 << 20
MOST_MEMBERS = 1_000_000
LARGEST_MANIFEST = 256 << 20
LONGEST_LINE = 256 << 20
ENCRYPTED = 0x1
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Archive:
    """An open archive whose list of members agrees with its manifest."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self.zip = file
        self.manifest = _manifest(file)
        _check_members(file, self.manifest)

    def check_hashes(self) -> None:
        """Read every member once; ArchiveUnreadable at the first that is not as declared."""
        for name, member in self.manifest.members.items():
            if _digest(self.zip, name) != member.sha256:
                raise ArchiveUnreadable(f"la sauvegarde est abîmée ou a été modifiée : {name}")

    def lines(self, name: str) -> Generator[bytes, None, None]:
        """Lines of a table; whoever may stop before the last one closes it."""
        with self.zip.open(name) as file:
            while line := file.readline(LONGEST_LINE):
                yield line

    def extract(self, name: str, target: Path) -> None:
        """Write one member into a new file that only its owner can read."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.zip.open(name) as source, target.open("xb") as file:
            target.chmod(0o600)
            shutil.copyfileobj(source, file, CHUNK)

    def secret_key(self) -> str | None:
        """The key that the archive carries, if it does."""
        if manifests.KEY not in self.manifest.members:
            return None
        return self.zip.read(manifests.KEY).decode()


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The archive at that path; ArchiveUnreadable when it is none, is cut short or does not add up."""
    with ExitStack() as stack:
        try:
            archive = Archive(stack.enter_context(zipfile.ZipFile(path)))
        except DAMAGE as error:
            raise ArchiveUnreadable(f"{path} n'est pas une sauvegarde d'Azalai, ou est incomplet") from error
        except FileNotFoundError as error:
            raise ArchiveUnreadable(f"fichier introuvable : {path}") from error
        yield archive


def check_seal(manifest: Manifest, key: str) -> None:
    """With the key that sealed it, the manifest must be as it was made."""
    if manifest.key == manifests.fingerprint(key) and not manifests.is_genuine(manifest, key):
        raise ArchiveUnreadable("le sommaire de la sauvegarde a été modifié")


def check_space(manifest: Manifest, folder: Path) -> None:
    """Refuse what cannot fit, before anything is written (a zip bomb among others)."""
    free = shutil.disk_usage(folder).free
    if 2 * manifest.total_size() > free:
        needed, left = 2 * manifest.total_size() // 10**6, free // 10**6
        raise BackupError(f"il faut {needed} Mo libres dans {folder} et il en reste {left}")


def _manifest(file: zipfile.ZipFile) -> Manifest:
    try:
        info = file.getinfo(manifests.MANIFEST)
    except KeyError as error:
        raise ArchiveUnreadable("ce fichier n'est pas une sauvegarde d'Azalai") from error
    if info.file_size > LARGEST_MANIFEST:
        raise ArchiveUnreadable("le sommaire de la sauvegarde est démesuré")
    manifest = manifests.read(file.read(info))
    check_seal(manifest, settings.SECRET_KEY)
    return manifest


def _check_members(file: zipfile.ZipFile, manifest: Manifest) -> None:
    infos = [info for info in file.infolist() if info.filename != manifests.MANIFEST]
    names = [info.filename for info in infos]
    if len(names) > MOST_MEMBERS or len(set(names)) != len(names) or set(names) != set(manifest.members):
        raise ArchiveUnreadable("le contenu de la sauvegarde ne correspond pas à son sommaire")
    for info in infos:
        _check_member(info, manifest.members[info.filename])


def _check_member(info: zipfile.ZipInfo, member: Member) -> None:
    if not _is_safe(info.filename):
        raise ArchiveUnreadable(f"nom de fichier interdit dans la sauvegarde : {info.filename!r}")
    if info.file_size != member.size or info.flag_bits & ENCRYPTED:
        raise ArchiveUnreadable(f"la sauvegarde est abîmée ou a été modifiée : {info.filename}")


def _is_safe(name: str) -> bool:
    """A plain relative path under one of our two folders, or the key."""
    if name == manifests.KEY:
        return True
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name
    return plain and str(path) == name and name.startswith((manifests.TABLES, manifests.FILES))


def _digest(file: zipfile.ZipFile, name: str) -> str:
    try:
        with file.open(name) as member:
            return hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
    except DAMAGE as error:
        raise ArchiveUnreadable(f"la sauvegarde est abîmée ou a été modifiée : {name}") from error
