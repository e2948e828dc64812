"""Handing over a file, saying what its columns are, dropping it."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.answers import as_object
from azalai.engines.plan.columns import role_from
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.reading import NotAPlan
from azalai.formats.reading import read_document
from azalai.plans import rules
from azalai.plans.actions.locking import locked_upload
from azalai.plans.compiling import compile_document
from azalai.plans.models import LayoutChoice, Upload
from azalai.plans.queries import chosen_roles
from azalai.plans.trees import layout_as_json
from azalai.tabular import Document

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
LONGEST_NAME = 200


def receive_file(*, name: str, content: bytes, by: Author, at: datetime, country: str = "") -> Upload:
    """Keep a file that can be read as tables; nothing is kept of one that cannot.

    Raises formats.errors.UnreadableFile, and NotAPlan when it has no table that could be a plan.
    """
    rules.check_import_plan(by)
    name = clean_name(name)
    kind, reading = _first_reading(name, content, country)
    upload = Upload(
        name=name,
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        country=country,
        reading=reading,
        received_at=at,
        received_by_id=by.person_id,
    )
    try:
        with transaction.atomic():
            upload.content.save(f"{upload.public_id}.{kind}", ContentFile(content), save=False)
            upload.save()
            audit.record(
                by=by, at=at, action="plans.upload.receive", obj=upload, after=_upload_values(upload)
            )
    except BaseException:
        if upload.content.name:
            upload.content.storage.delete(upload.content.name)
        raise
    return upload


def clean_name(name: str) -> str:
    """The file's own name: no folder, nothing that does not print, the ending kept when it is cut."""
    base = UNPRINTABLE.sub("", name.replace("\\", "/")).rpartition("/")[2].strip() or "plan"
    suffix = PurePosixPath(base).suffix[:10]
    return base if len(base) <= LONGEST_NAME else base[: LONGEST_NAME - len(suffix)] + suffix


def _first_reading(name: str, content: bytes, country: str) -> tuple[str, dict[str, Any]]:
    """The file's kind and the compiler's answer; a file whose columns nobody knows yet is no failure."""
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"plan{PurePosixPath(name).suffix.lower()[:10]}"
        path.write_bytes(content)
        document = read_document(path)
        return document.kind, reading_of(document, country)


def reading_of(document: Document, country: str) -> dict[str, Any]:
    """The answer kept with an upload: the compiler's object, or what was seen of the tables."""
    try:
        compiled = compile_document(document, country=country, chosen=chosen_roles())
    except NotAPlan as refusal:
        if not refusal.layouts:
            raise
        return {"refusal": str(refusal), "layouts": [layout_as_json(layout) for layout in refusal.layouts]}
    answer = as_object(compiled)
    _attach_cells(answer["nodes"], compiled.plan.nodes)
    return {**answer, "layouts": [layout_as_json(layout) for layout in compiled.plan.layouts]}


def _attach_cells(answers: list[dict[str, Any]], nodes: Sequence[PlanNode]) -> None:
    """The raw cells of each node, for the preview to show them beside what was understood."""
    for answer, node in zip(answers, nodes, strict=True):
        answer["cells"] = [{"header": c.header, "text": c.text} for c in node.cells if c.text.strip()]
        _attach_cells(answer["children"], node.children)


def _upload_values(upload: Upload) -> dict[str, Any]:
    return {"name": upload.name, "kind": upload.kind, "size": upload.size, "sha256": upload.sha256}


def choose_columns(
    *, upload: Upload, signature: str, headers: list[str], roles: Mapping[int, str], by: Author, at: datetime
) -> LayoutChoice:
    """Remember what the columns of a layout are, and read the upload again with it.

    Raises ValidationError when no column holds lines, NotAPlan when the file then holds no plan:
    nothing is remembered.
    """
    rules.check_import_plan(by)
    spelled = {str(index): role_from(role).spelled() for index, role in roles.items()}
    if not any(role.split(":")[0] == "node" for role in spelled.values()):
        raise ValidationError(
            _("Indiquez au moins la colonne qui contient les activités, mesures ou objectifs.")
        )
    with transaction.atomic():
        upload = locked_upload(upload)
        choice, _new = LayoutChoice.objects.select_for_update().get_or_create(
            signature=signature, defaults={"chosen_at": at, "chosen_by_id": by.person_id}
        )
        before = {"roles": choice.roles} if choice.roles else None
        choice.headers, choice.roles = headers, spelled
        choice.chosen_at, choice.chosen_by_id = at, by.person_id
        choice.save()
        _read_again(upload)
        audit.record(
            by=by, at=at, action="plans.layout.choose", obj=choice, before=before, after={"roles": spelled}
        )
    return choice


def _read_again(upload: Upload) -> None:
    """The stored answer, made anew with what is known of layouts by now."""
    upload.reading = reading_of(read_document(Path(upload.content.path)), upload.country)
    if "refusal" in upload.reading:
        raise NotAPlan(upload.reading["refusal"])
    upload.save(update_fields=["reading"])


def discard_upload(*, upload: Upload, by: Author, at: datetime) -> None:
    """Drop a file that no version came from."""
    rules.check_import_plan(by)
    with transaction.atomic():
        upload = locked_upload(upload)
        if upload.versions.exists():
            raise ValidationError(_("Ce fichier est la source d'une version : il est conservé."))
        audit.record(by=by, at=at, action="plans.upload.discard", obj=upload, before=_upload_values(upload))
        storage, name = upload.content.storage, upload.content.name
        upload.delete()
        transaction.on_commit(lambda: storage.delete(name or ""))
