"""Writing and verifying the audit trail.

Each entry carries HMAC-SHA256(key, previous hash + canonical JSON of the entry), the key derived
from the secret key: who can write to the database but does not hold the key cannot forge an entry.
The head row seals the last rank, so that entries cut from the end are noticed as well. A head whose
seal is broken is never sealed again: writing goes on, and the break stays visible. An older copy of
the whole database, head included, is only noticed against an anchor kept elsewhere: `azalai audit
verify` prints the head, and `--anchor` checks one printed before.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.encoding import force_bytes

from azalai.core import events
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry, AuditHead
from azalai.core.words import action_label as action_label
from azalai.core.words import action_labels as action_labels
from azalai.core.words import field_label as field_label
from azalai.core.words import field_labels_by_name as field_labels_by_name
from azalai.core.words import object_type_label as object_type_label
from azalai.core.words import register_action_labels as register_action_labels
from azalai.core.words import register_field_labels as register_field_labels

GENESIS = "0" * 64
Secret = str | bytes
SIGNED = (
    "sequence",
    "by_person_id",
    "by_name",
    "by_post_id",
    "by_post",
    "action",
    "object_type",
    "object_id",
    "object_label",
    "before",
    "after",
    "reason",
    "previous_hash",
)
# PostgreSQL stores neither NUL nor lone surrogates; both databases must read back what was hashed.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def record(
    *,
    by: Author,
    at: datetime,
    action: str,
    obj: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Add one entry about `obj`, in the caller's transaction (an error if there is none).

    before, after: plain values of the fields that the action touched; None where there is nothing.
    Call it last in the transaction: the head stays locked until the end. An object that is to be
    removed is recorded before it goes. Raises ValueError for a naive `at` or an unsaved object.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit.record needs a transaction")
    if at.utcoffset() is None or obj.pk is None:
        raise ValueError("audit.record needs an aware date and a saved object")
    head, _ = AuditHead.objects.select_for_update().get_or_create(id=1)
    sound = _is_sound(head)
    sequence, previous = (head.sequence, head.hash) if sound else _last_entry()
    entry = AuditEntry(
        sequence=sequence + 1,
        at=at,
        by_person_id=by.person_id,
        by_name=_text(by.name)[:200],
        by_post_id=by.post_id,
        by_post=_text(by.post)[:200],
        action=_text(action),
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=_text(obj)[:300],
        before=_plain(before),
        after=_plain(after),
        reason=_text(reason),
        previous_hash=previous,
    )
    entry.hash = digest(entry)
    entry.search = fold(f"{entry.object_label} {entry.by_name} {entry.by_post} {entry.reason}")
    entry.save(force_insert=True)
    _advance(head, entry, mark=seal(entry.sequence, entry.hash) if sound else "")
    events.announce(entry)
    return entry


def _advance(head: AuditHead, entry: AuditEntry, *, mark: str) -> None:
    head.sequence, head.hash, head.seal = entry.sequence, entry.hash, mark
    head.save()


def _is_sound(head: AuditHead) -> bool:
    """The head says what this program wrote; untouched is sound only while there is no entry."""
    if (head.sequence, head.hash, head.seal) == (0, GENESIS, ""):
        return not AuditEntry.objects.exists()
    return _seal_holds(head)


def _last_entry() -> tuple[int, str]:
    last = AuditEntry.objects.order_by("sequence").last()
    return (last.sequence, last.hash) if last else (0, GENESIS)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold; message is a French sentence."""

    sequence: int
    message: str


@dataclass(slots=True)
class _Walk:
    """Progress through the chain: the last rank and hash read, what was found, the anchor's fate."""

    anchor: str
    sequence: int = 0
    hash: str = GENESIS
    anchor_seen: bool = False
    breaks: list[Break] = field(default_factory=list)

    def read(self) -> bool:
        """Read the entries after the last one; whether there were any."""
        entries = (
            AuditEntry.objects.filter(sequence__gt=self.sequence) if self.sequence else AuditEntry.objects
        )
        before = self.sequence
        for entry in entries.order_by("sequence", "id").iterator(chunk_size=2000):
            self.breaks.extend(_breaks_of(entry, self.hash, self.sequence + 1))
            self.sequence, self.hash = entry.sequence, entry.hash
            self.anchor_seen = self.anchor_seen or entry.hash == self.anchor
        return self.sequence != before


def verify(*, anchor: str = "") -> list[Break]:
    """Every place where the trail was altered or cut; empty when it is whole.

    anchor: a hash printed by an earlier verification, which must still stand in the chain.
    Entries written by others meanwhile are read as well, so that they raise no alarm.
    """
    anchor = anchor.strip().lower()
    walk = _Walk(anchor)
    moved, head = walk.read(), current_head()
    while moved and head is not None and head.sequence > walk.sequence:
        moved, head = walk.read(), current_head()
    walk.breaks.extend(_breaks_of_head(head, walk.sequence, walk.hash))
    if anchor not in {"", GENESIS} and not walk.anchor_seen:
        walk.breaks.append(Break(0, "Le repère donné ne figure plus dans le journal."))
    return walk.breaks


def current_head() -> AuditHead | None:
    """The sealed end of the chain, None before the first entry; its `hash` is the anchor to keep."""
    return AuditHead.objects.filter(id=1).first()


def _breaks_of(entry: AuditEntry, previous: str, expected: int) -> list[Break]:
    found = []
    if entry.sequence < expected:
        found.append(Break(entry.sequence, "Deux inscriptions portent le même rang."))
    elif entry.sequence > expected:
        missing = f"{expected}" if entry.sequence == expected + 1 else f"{expected} à {entry.sequence - 1}"
        found.append(Break(entry.sequence, f"Inscription manquante avant celle-ci : {missing}."))
    elif not _same(entry.previous_hash, previous):
        found.append(Break(entry.sequence, "Le lien avec l'inscription précédente est rompu."))
    if not _digest_holds(entry):
        found.append(Break(entry.sequence, "Le contenu de l'inscription a été modifié."))
    return found


def _breaks_of_head(head: AuditHead | None, last: int, last_hash: str) -> list[Break]:
    if head is None:
        return [Break(last, "La fin du journal a disparu.")] if last else []
    if (head.sequence, head.hash, head.seal, last) == (0, GENESIS, "", 0):
        return []
    if not _seal_holds(head):
        return [Break(head.sequence, "Le sceau de fin du journal a été modifié.")]
    if head.sequence > last:
        return [Break(head.sequence, "Des inscriptions manquent à la fin du journal.")]
    if (head.sequence, head.hash) != (last, last_hash):
        return [Break(last, "La fin du journal ne correspond pas à son sceau.")]
    return []


def digest(entry: AuditEntry, key: Secret | None = None) -> str:
    """Keyed hash of an entry, 64 hexadecimal digits; key: another secret than today's."""
    content = {name: getattr(entry, name) for name in SIGNED}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _hmac(json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder), key)


def seal(sequence: int, last_hash: str, key: Secret | None = None) -> str:
    """Keyed hash of the end of the chain."""
    return _hmac(f"head:{sequence}:{last_hash}", key)


def _digest_holds(entry: AuditEntry) -> bool:
    return _holds(entry.hash, lambda key: digest(entry, key))


def _seal_holds(head: AuditHead) -> bool:
    return _holds(head.seal, lambda key: seal(head.sequence, head.hash, key))


def _holds(found: str, make: Callable[[Secret], str]) -> bool:
    """A secret key that was replaced stays good for what it signed (SECRET_KEY_FALLBACKS)."""
    keys: Iterable[Secret] = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(_same(found, make(key)) for key in keys)


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode("utf-8", "replace"), right.encode("utf-8", "replace"))


def _hmac(message: str, secret: Secret | None) -> str:
    key = hashlib.sha256(b"azalai.audit:" + force_bytes(secret or settings.SECRET_KEY)).digest()
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def _text(value: object) -> str:
    return UNSTORABLE.sub("\ufffd", str(value))


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What both databases give back: dates, decimals and lazy texts as they will be read."""
    if values is None:
        return None
    return _storable(json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder)))


def _storable(value: Any) -> Any:
    """Floats become text: PostgreSQL rewrites 1e22 and -0.0, and refuses NaN."""
    if isinstance(value, dict):
        return {_text(key): _storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, str | float):
        return _text(value)
    return value


def fold(text: str) -> str:
    """Lower case without accents, for searching: "Évaluation" gives "evaluation"."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
