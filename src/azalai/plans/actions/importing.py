"""Importing a file that was handed over: a new plan, or the update of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.compiler import Compiled
from azalai.formats.reading import read_document
from azalai.plans import queries, rules
from azalai.plans.actions.findings import refresh_findings
from azalai.plans.actions.lifecycle import open_version
from azalai.plans.actions.locking import locked_latest, locked_upload
from azalai.plans.actions.receiving import discard_upload
from azalai.plans.actions.storing import store_pairing
from azalai.plans.compiling import check_plan, compile_document
from azalai.plans.completing import complete
from azalai.plans.enums import VersionStatus
from azalai.plans.matching import Pairing, pair
from azalai.plans.models import Plan, PlanVersion, Upload
from azalai.plans.trees import version_values
from azalai.plans.words import FIELD_NAMES


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did; sentence is for the person."""

    version: PlanVersion
    changes: Pairing
    is_new_plan: bool

    @property
    def sentence(self) -> str:
        """ "Plan mis à jour : 12 éléments modifiés, 1 élément ajouté." """
        if self.is_new_plan:
            count = len(self.changes.added)
            return ngettext(
                "Plan enregistré : %(n)s élément.", "Plan enregistré : %(n)s éléments.", count
            ) % {"n": count}
        if not self.changes:
            return _("Rien n'a changé : le plan enregistré dit déjà ce que dit ce fichier.")
        return _("Plan mis à jour : %(changes)s.") % {"changes": changes_text(self.changes)}


def changes_text(changes: Pairing) -> str:
    """ "12 éléments modifiés, 1 élément ajouté, coût total déclaré modifié"; "" for nothing."""
    changed, added, removed = len(changes.changed), len(changes.added), len(changes.gone)
    said = [
        ngettext("%(n)s élément modifié", "%(n)s éléments modifiés", changed) % {"n": changed},
        ngettext("%(n)s élément ajouté", "%(n)s éléments ajoutés", added) % {"n": added},
        ngettext("%(n)s élément retiré", "%(n)s éléments retirés", removed) % {"n": removed},
    ]
    kept = [text for text, count in zip(said, (changed, added, removed), strict=True) if count]
    if changes.plan_after:
        names = ", ".join(str(FIELD_NAMES[name]) for name in changes.plan_after)
        kept.append(_("informations générales modifiées (%(names)s)") % {"names": names})
    return ", ".join(kept)


def compile_upload(upload: Upload, *, country: str) -> Compiled:
    """Read and check the kept file again. Raises UnreadableFile and NotAPlan."""
    document = read_document(Path(upload.content.path))
    return compile_document(document, country=country, chosen=queries.chosen_roles())


def import_upload(
    *,
    upload: Upload,
    into: Plan | None,
    country: str,
    by: Author,
    at: datetime,
    only_complete: bool = False,
    may_remove: bool = True,
) -> ImportOutcome:
    """Store what the file says: as a new plan, or into the draft of a plan.

    only_complete: fill blanks of the plan's lines and nothing else (see `plans.completing`).
    may_remove: False refuses an import that would take lines out, with their number: ValidationError.

    A plan whose latest version is adopted gets a new draft if anything changes; one submitted to
    validation is refused, and so is a new plan from a file that a plan came from: ValidationError.
    """
    rules.check_import_plan(by)
    compiled = compile_upload(upload, country=into.country if into else country)
    with transaction.atomic():
        upload = locked_upload(upload)
        version = _latest(into) if into else _new_plan(upload, compiled, country, by, at)
        if into and only_complete:
            compiled = completed(version, compiled)
        changes = pair(version, compiled.plan)
        if changes.gone and not may_remove:
            raise ValidationError(removal_sentence(changes))
        if version.status == VersionStatus.ADOPTED:
            if not changes:
                _drop(upload, by, at)
                return ImportOutcome(version, changes, is_new_plan=False)
            version = open_version(version=version, by=by, at=at)
            changes = pair(version, compiled.plan)
        _store(version, changes, compiled, upload, by, at)
        if not changes:
            _drop(upload, by, at)
    return ImportOutcome(version, changes, is_new_plan=into is None)


def completed(version: PlanVersion, compiled: Compiled) -> Compiled:
    """The version's own plan with its blanks filled from the file; checked again."""
    filled = complete(queries.engine_plan(version), compiled.plan)
    return check_plan(filled.plan, country=version.plan.country, notes=compiled.notes)


def removal_sentence(changes: Pairing) -> str:
    """How many lines an import would take out, and what to do."""
    count = len(changes.gone)
    return ngettext(
        "Ce fichier retirerait %(n)s élément du plan. Regardez « Ce qui changerait », puis confirmez, ou"
        " choisissez de compléter seulement.",
        "Ce fichier retirerait %(n)s éléments du plan. Regardez « Ce qui changerait », puis confirmez, ou"
        " choisissez de compléter seulement.",
        count,
    ) % {"n": count}


def _drop(upload: Upload, by: Author, at: datetime) -> None:
    """A file that says nothing new is not kept, unless it is the source of a version."""
    if not upload.versions.exists():
        discard_upload(upload=upload, by=by, at=at)


def _store(
    version: PlanVersion, changes: Pairing, compiled: Compiled, upload: Upload, by: Author, at: datetime
) -> None:
    before, after = _audited(changes, upload)
    if changes:
        store_pairing(version, changes, on=at.date())
    _describe(version, compiled, upload, changed=bool(changes))
    refresh_findings(version=version, compiled=compiled)
    audit.record(by=by, at=at, action="plans.version.import", obj=version, before=before, after=after)


def _audited(changes: Pairing, upload: Upload) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the trail keeps: values that the file replaced beside its own, and what came and went."""
    before: dict[str, Any] = dict(changes.plan_before)
    after: dict[str, Any] = {"file": upload.name, "sha256": upload.sha256, **changes.plan_after}
    if changes.changed:
        before["lines"] = {change.key: {"name": change.name, **change.before} for change in changes.changed}
        after["lines"] = {change.key: {"name": change.name, **change.after} for change in changes.changed}
    if changes.added:
        after["added"] = changes.added
    if changes.gone:
        before["removed"] = changes.removed
    return before, after


def _check_is_new(upload: Upload, country: str) -> None:
    source = PlanVersion.objects.filter(upload__sha256=upload.sha256, plan__country=country)
    version = source.select_related("plan").first()
    if version is not None:
        raise ValidationError(
            _("Ce fichier est la source de « %(plan)s » : choisissez ce plan pour le mettre à jour.")
            % {"plan": version.plan}
        )


def _new_plan(upload: Upload, compiled: Compiled, country: str, by: Author, at: datetime) -> PlanVersion:
    _check_is_new(upload, country)
    plan = Plan.objects.create(
        title=(compiled.plan.title or Path(upload.name).stem)[:300],
        country=country,
        created_at=at,
        created_by_id=by.person_id,
    )
    return PlanVersion.objects.create(plan=plan, number=1, created_at=at, created_by_id=by.person_id)


def _latest(plan: Plan) -> PlanVersion:
    version = locked_latest(plan)
    if version.status == VersionStatus.SUBMITTED:
        raise ValidationError(submitted_sentence(version))
    return version


def submitted_sentence(version: PlanVersion) -> str:
    """Why a file does not enter the plan, and what to do first."""
    return _(
        "La version %(number)s de « %(plan)s » est soumise à validation : renvoyez-la en brouillon, ou"
        " enregistrez son adoption, avant de mettre le plan à jour."
    ) % {"number": version.number, "plan": version.plan}


def _describe(version: PlanVersion, compiled: Compiled, upload: Upload, *, changed: bool) -> None:
    for name, value in version_values(compiled.plan).items():
        setattr(version, name, value)
    if changed or version.upload_id is None:
        version.upload = upload
    version.save()
