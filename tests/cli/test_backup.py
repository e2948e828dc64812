"""Saving and restoring, rehearsed: what comes back is what was there."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from azalai.accounts import actions
from azalai.accounts.models import Person
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.backups import ArchiveUnreadable, BackupError, fill, restore, save, tables, targets
from azalai.core.backups import archive as archives
from azalai.core.backups import manifest as manifests
from azalai.core.migrating import Executor

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 20, 8, 30, 15, 123456, tzinfo=UTC)
BY = Author.system("test")


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "var"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"


@pytest.fixture(autouse=True)
def _kept_databases_go() -> Iterator[None]:
    """The replaced databases are kept aside, here in the folder of the whole test run."""
    yield
    if connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        for aside in place.parent.glob(f"{place.name}.{targets.KEPT}-*"):
            aside.unlink()


class _Copied(Executor):
    """Makes today's empty tables by copying those that the tests stand on; any other stage in earnest."""

    template: Path

    def migrate(self, targets: Any, *args: Any, **kwargs: Any) -> Any:
        if sorted(targets) != sorted(self.loader.graph.leaf_nodes()):
            return super().migrate(targets, *args, **kwargs)
        connection.ensure_connection()
        with closing(sqlite3.connect(self.template)) as template:
            template.backup(connection.connection)
        return None


@pytest.fixture(autouse=True)
def _quick_tables(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrating costs seconds each time; two tests, and every one on PostgreSQL, do it in earnest."""
    if connection.vendor == "sqlite" and not request.node.get_closest_marker("in_earnest"):
        found = request.config.cache.mkdir("azalai-template").glob("*.sqlite3")
        monkeypatch.setattr(_Copied, "template", next(found), raising=False)
        monkeypatch.setattr(fill, "Executor", _Copied)


@pytest.fixture
def saved(settings: Any, tmp_path: Path) -> Path:
    """An archive of an installation with people, a trail and files."""
    _populate(settings.MEDIA_ROOT)
    path = tmp_path / "azalai.zip"
    save(path, at=AT)
    return path


def _populate(files: Path) -> None:
    for name in ("amina", "brahim", "chaïbou"):
        actions.open_account(by=BY, at=AT, username=name, display_name=f"Essai · « {name} »\n\u202f2")
    (files / "plans").mkdir(parents=True)
    (files / "plans" / "plan été.docx").write_bytes(bytes(range(256)) * 500)
    (files / "empty.txt").touch()


def _content(*, without: tuple[str, ...] = ()) -> dict[str, tuple[int, str]]:
    """Rows and hash of every table."""
    found = {}
    for model in tables.stored_models(apps):
        lines = list(tables.lines(model))
        found[model._meta.db_table] = (len(lines), hashlib.sha256(b"".join(lines)).hexdigest())
    return {name: value for name, value in found.items() if name not in without}


def _files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def _open_another() -> Person:
    return actions.open_account(by=BY, at=AT, username="dede", display_name="Essai · Dédé")


def _altered(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of the archive after `change` of its members."""
    with zipfile.ZipFile(source) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return target


def _with_manifest(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes]], None]:
    """A change of the manifest by someone who does not hold the key."""

    def apply(members: dict[str, bytes]) -> None:
        content = json.loads(members["manifest.json"])
        change(content)
        content["key"] = "of another machine"  # else the seal alone would give it away
        members["manifest.json"] = json.dumps(content).encode()

    return apply


@pytest.mark.in_earnest
def test_every_row_and_every_file_comes_back(saved: Path, settings: Any) -> None:
    content, files = _content(), _files(settings.MEDIA_ROOT)
    _open_another()
    Person.objects.filter(username="amina").update(display_name="Autre")
    (settings.MEDIA_ROOT / "empty.txt").write_text("written after")
    done = restore(saved, at=AT, force=True)
    assert _content() == content
    assert _files(settings.MEDIA_ROOT) == files
    assert done.manifest.tables() == {name: rows for name, (rows, _) in content.items()}


def test_the_restored_trail_holds_to_the_microsecond(saved: Path) -> None:
    done = restore(saved, at=AT, force=True)
    assert not done.key_differs
    assert done.breaks == ()
    assert audit.verify(anchor=done.manifest.audit["hash"]) == []


def test_no_identifier_is_given_twice(settings: Any, tmp_path: Path) -> None:
    _populate(settings.MEDIA_ROOT)
    gone = _open_another()
    last = gone.pk
    with transaction.atomic():
        gone.delete()
    save(tmp_path / "a.zip", at=AT)
    restore(tmp_path / "a.zip", at=AT, force=True)
    assert _open_another().pk > last


def test_sessions_stay_out(settings: Any, tmp_path: Path) -> None:
    Session.objects.create(session_key="k", session_data="d", expire_date=AT)
    assert "django_session" not in save(tmp_path / "a.zip", at=AT).tables()


def test_an_archive_is_private_and_never_replaces_a_file(saved: Path) -> None:
    assert saved.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupError, match="existe déjà"):
        save(saved, at=AT)


def test_a_failure_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "lines", full)
    with pytest.raises(OSError, match="No space"):
        save(tmp_path / "a.zip", at=AT)
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_an_installation_in_use_is_only_replaced_by_force(saved: Path) -> None:
    content = _content()
    with pytest.raises(BackupError, match="--force"):
        restore(saved, at=AT)
    assert _content() == content


def test_what_was_replaced_is_kept_aside(saved: Path, settings: Any) -> None:
    (settings.MEDIA_ROOT / "later.txt").write_text("later")
    done = restore(saved, at=AT, force=True)
    kept = {path.name for path in done.kept}
    assert "files.avant-restauration-20261120-083015" in kept
    assert len(kept) == (2 if connection.vendor == "sqlite" else 1)


def test_the_key_travels_only_when_asked(saved: Path, settings: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        assert "secret_key" not in archive.namelist()
        assert not any(settings.SECRET_KEY.encode() in archive.read(name) for name in archive.namelist())
    original = settings.SECRET_KEY
    save(tmp_path / "key.zip", at=AT, with_key=True)
    settings.SECRET_KEY = "key of the new machine, long enough for everybody's taste"
    (settings.DATA_DIR / "secret_key").write_text(settings.SECRET_KEY)
    done = restore(tmp_path / "key.zip", at=AT, force=True)
    assert (settings.DATA_DIR / "secret_key").read_text() == original
    assert (settings.DATA_DIR / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (done.key_differs, done.breaks) == (False, ())


def test_without_the_key_the_trail_is_said_unverifiable(saved: Path, settings: Any) -> None:
    settings.SECRET_KEY = "key of the new machine, long enough for everybody's taste"
    assert restore(saved, at=AT, force=True).key_differs


def test_an_altered_trail_is_told_after_restoring(settings: Any, tmp_path: Path) -> None:
    _populate(settings.MEDIA_ROOT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET by_name = 'Autre' WHERE sequence = 2")
    save(tmp_path / "a.zip", at=AT)
    assert [found.sequence for found in restore(tmp_path / "a.zip", at=AT, force=True).breaks] == [2]


def test_an_older_archive_is_brought_up_to_date(saved: Path, tmp_path: Path) -> None:
    def without_last_migration(content: dict[str, Any]) -> None:
        last = max(name for name in content["migrations"] if name.startswith("account."))
        content["migrations"].remove(last)

    content = _content()
    applied = MigrationRecorder(connection).applied_migrations().keys()
    old = _altered(saved, tmp_path / "old.zip", _with_manifest(without_last_migration))
    restore(old, at=AT, force=True)
    assert _content() == content
    assert MigrationRecorder(connection).applied_migrations().keys() == applied


def _corrupt_rows(members: dict[str, bytes]) -> None:
    table = "tables/accounts_person.jsonl"
    members[table] = members[table].replace(b"amina", b"zmina")


def _climb(content: dict[str, Any]) -> None:
    content["members"]["../../escaped"] = content["members"].pop("files/empty.txt")


def _promise_more(content: dict[str, Any]) -> None:
    content["members"]["files/empty.txt"]["size"] = 10**15


def _from_the_future(content: dict[str, Any]) -> None:
    content["migrations"].append("accounts.9999_teleport")


REFUSED = {
    "a changed row": (_corrupt_rows, "abîmée ou a été modifiée"),
    "a size that lies": (_with_manifest(_promise_more), "abîmée ou a été modifiée"),
    "a member too many": (lambda m: m.update({"files/more": b"x"}), "ne correspond pas à son sommaire"),
    "a member too few": (lambda m: m.pop("files/empty.txt"), "ne correspond pas à son sommaire"),
    "no manifest": (lambda m: m.pop("manifest.json"), "n'est pas une sauvegarde"),
    "an unreadable manifest": (lambda m: m.update({"manifest.json": b"{"}), "n'est pas une sauvegarde"),
    "an incomplete manifest": (_with_manifest(lambda c: c.pop("members")), "sommaire"),
    "a newer format": (_with_manifest(lambda c: c.update(format_version=2)), "plus récente"),
    "a migration of tomorrow": (_with_manifest(_from_the_future), r"plus récente .*9999_teleport"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_altered_archive_is_refused_and_changes_nothing(case: str, saved: Path, tmp_path: Path) -> None:
    change, sentence = REFUSED[case]
    content = _content()
    bad = _altered(saved, tmp_path / "bad.zip", change)
    with pytest.raises(ArchiveUnreadable, match=sentence):
        restore(bad, at=AT, force=True)
    assert _content() == content


def test_a_path_that_climbs_out_is_refused(saved: Path, tmp_path: Path) -> None:
    def climb(members: dict[str, bytes]) -> None:
        _with_manifest(_climb)(members)
        members["../../escaped"] = members.pop("files/empty.txt")

    with pytest.raises(ArchiveUnreadable, match="nom de fichier interdit"):
        restore(_altered(saved, tmp_path / "bad.zip", climb), at=AT, force=True)
    assert not (tmp_path.parent / "escaped").exists()


@pytest.mark.parametrize(
    "name", ["/etc/x", "files/../x", "files\\..\\x", "files//x", "other/x", "files/a\0b", ""]
)
def test_only_plain_names_under_our_folders_are_safe(name: str) -> None:
    assert not archives._is_safe(name)


def test_a_manifest_altered_under_our_own_key_is_refused(saved: Path, tmp_path: Path) -> None:
    def rewrite(members: dict[str, bytes]) -> None:
        members["manifest.json"] = members["manifest.json"].replace(b'"country": "NE"', b'"country": "TD"')

    with pytest.raises(ArchiveUnreadable, match="sommaire de la sauvegarde a été modifié"):
        restore(_altered(saved, tmp_path / "bad.zip", rewrite), at=AT, force=True)


@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_a_truncated_archive_is_refused(share: float, saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ArchiveUnreadable, match="n'est pas une sauvegarde d'Azalai, ou est incomplet"):
        restore(cut, at=AT, force=True)


def test_what_cannot_fit_on_the_disk_is_refused_before_writing(tmp_path: Path) -> None:
    bomb = manifests.Member(size=10**15, sha256="")
    announced = manifests.Manifest("0", "", "sqlite", "NE", (), {"files/bomb": bomb}, {}, {}, "")
    with pytest.raises(BackupError, match="Mo libres"):
        archives.check_space(announced, tmp_path)


def test_a_row_that_does_not_fit_changes_nothing(saved: Path, tmp_path: Path, settings: Any) -> None:
    def orphan(members: dict[str, bytes]) -> None:
        table = "tables/accounts_person.jsonl"
        members[table] = members[table].replace(b'"is_active": true', b'"is_active": null', 1)
        content = json.loads(members["manifest.json"])
        content["members"][table] |= {
            "size": len(members[table]),
            "sha256": hashlib.sha256(members[table]).hexdigest(),
        }
        content["key"] = "of another machine"
        members["manifest.json"] = json.dumps(content).encode()

    content, files = _content(), _files(settings.MEDIA_ROOT)
    with pytest.raises(BackupError, match="accounts_person"):
        restore(_altered(saved, tmp_path / "bad.zip", orphan), at=AT, force=True)
    assert _content() == content
    assert _files(settings.MEDIA_ROOT) == files
    assert [p.name for p in settings.DATA_DIR.iterdir()] == ["files"]
