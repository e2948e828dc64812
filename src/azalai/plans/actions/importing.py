"""Handing over a file, saying what its columns are, importing it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.answers import as_object
from azalai.engines.plan.columns import role_from
from azalai.engines.plan.compiler import Compiled
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.reading import NotAPlan
from azalai.formats.reading import read_document
from azalai.plans import rules
from azalai.plans.actions.findings import refresh_findings
from azalai.plans.actions.storing import Stored, store_tree
from azalai.plans.compiling import compile_document
from azalai.plans.enums import VersionStatus
from azalai.plans.models import LayoutChoice, Plan, PlanVersion, Upload
from azalai.plans.queries import chosen_roles
from azalai.plans.trees import layout_as_json, version_values
from azalai.tabular import Document


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did; sentence is for the person."""

    version: PlanVersion
    stored: Stored
    is_new_plan: bool

    @property
    def sentence(self) -> str:
        """ "12 éléments modifiés, 1 ajouté." """
        if self.is_new_plan:
            return f"Plan enregistré : {len(self.stored.added)} éléments."
        if not self.stored:
            return "Rien n'a changé : le plan enregistré dit déjà ce que dit ce fichier."
        counts = (
            (len(self.stored.changed), "modifié"),
            (len(self.stored.added), "ajouté"),
            (len(self.stored.removed), "retiré"),
        )
        said = [
            f"{count} élément{'s' * (count > 1)} {word}{'s' * (count > 1)}" for count, word in counts if count
        ]
        return f"Plan mis à jour : {', '.join(said)}."


def receive_file(*, name: str, content: bytes, by: Author, at: datetime, country: str = "") -> Upload:
    """Keep a file that can be read as tables; nothing is kept of one that cannot.

    Raises formats.errors.UnreadableFile, and NotAPlan when it has no table that could be a plan.
    """
    rules.check_import_plan(by)
    kind, reading = _first_reading(name, content, country)
    upload = Upload(
        name=Path(name).name[:255],
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        country=country,
        reading=reading,
        received_at=at,
        received_by_id=by.person_id,
    )
    with transaction.atomic():
        upload.content.save(f"{upload.public_id}.{kind}", ContentFile(content), save=False)
        upload.save()
        audit.record(by=by, at=at, action="plans.upload.receive", obj=upload, after=_upload_values(upload))
    return upload


def _first_reading(name: str, content: bytes, country: str) -> tuple[str, dict[str, Any]]:
    """The file's kind and the compiler's answer; a file whose columns nobody knows yet is no failure."""
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"plan{Path(name).suffix.lower()}"
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
    """Remember what the columns of a layout are, and read the upload again with it."""
    rules.check_import_plan(by)
    spelled = {str(index): role_from(role).spelled() for index, role in roles.items()}
    if not any(role.split(":")[0] == "node" for role in spelled.values()):
        raise ValidationError(
            "Indiquez au moins la colonne qui contient les activités, mesures ou objectifs."
        )
    with transaction.atomic():
        choice, _ = LayoutChoice.objects.select_for_update().get_or_create(
            signature=signature, defaults={"chosen_at": at, "chosen_by_id": by.person_id}
        )
        before = {"roles": choice.roles} if choice.roles else None
        choice.headers, choice.roles = headers, spelled
        choice.chosen_at, choice.chosen_by_id = at, by.person_id
        choice.save()
        upload.reading = reading_of(read_document(Path(upload.content.path)), upload.country)
        upload.save(update_fields=["reading"])
        audit.record(
            by=by, at=at, action="plans.layout.choose", obj=choice, before=before, after={"roles": spelled}
        )
    return choice


def discard_upload(*, upload: Upload, by: Author, at: datetime) -> None:
    """Drop a file that no version came from."""
    rules.check_import_plan(by)
    if upload.versions.exists():
        raise ValidationError("Ce fichier est la source d'une version : il est conservé.")
    with transaction.atomic():
        audit.record(by=by, at=at, action="plans.upload.discard", obj=upload, before=_upload_values(upload))
        storage, name = upload.content.storage, upload.content.name
        upload.delete()
        transaction.on_commit(lambda: storage.delete(name))


def import_upload(
    *, upload: Upload, into: Plan | None, country: str, by: Author, at: datetime
) -> ImportOutcome:
    """Store what the file says: as a new plan, or into the draft of a plan.

    A plan whose latest version is adopted gets a new draft; one submitted to validation is refused.
    """
    rules.check_import_plan(by)
    document = read_document(Path(upload.content.path))
    compiled = compile_document(document, country=country, chosen=chosen_roles())
    with transaction.atomic():
        version = _new_plan(upload, compiled, country, by, at) if into is None else _draft_of(into, by, at)
        stored = store_tree(version, compiled.plan, on=at.date())
        _describe(version, compiled, upload, changed=bool(stored) or into is None)
        refresh_findings(version=version, compiled=compiled)
        audit.record(
            by=by,
            at=at,
            action="plans.version.import",
            obj=version,
            after={
                "file": upload.name,
                "sha256": upload.sha256,
                "added": len(stored.added),
                "changed": stored.changed,
                "removed": stored.removed,
            },
        )
    return ImportOutcome(version, stored, is_new_plan=into is None)


def _new_plan(upload: Upload, compiled: Compiled, country: str, by: Author, at: datetime) -> PlanVersion:
    plan = Plan.objects.create(
        title=(compiled.plan.title or Path(upload.name).stem)[:300],
        country=country,
        created_at=at,
        created_by_id=by.person_id,
    )
    return PlanVersion.objects.create(plan=plan, number=1, created_at=at, created_by_id=by.person_id)


def _draft_of(plan: Plan, by: Author, at: datetime) -> PlanVersion:
    from azalai.plans.actions.lifecycle import open_version  # both are parts of one package

    version = PlanVersion.objects.select_for_update().filter(plan=plan).latest("number")
    if version.status == VersionStatus.ADOPTED:
        return open_version(version=version, by=by, at=at)
    rules.check_edit_version(by, version)
    return version


def _describe(version: PlanVersion, compiled: Compiled, upload: Upload, *, changed: bool) -> None:
    for name, value in version_values(compiled.plan).items():
        setattr(version, name, value)
    if changed or version.upload_id is None:
        version.upload = upload
    version.save()
