"""Rows as they stand now, held until the end of the transaction: two people never write over each other."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from azalai.plans.models import Node, Plan, PlanVersion, Upload


def locked_version(version: PlanVersion) -> PlanVersion:
    """The version; what a caller holds may be older than an adoption."""
    return PlanVersion.objects.select_for_update(of=("self",)).select_related("plan").get(pk=version.pk)


def locked_latest(plan: Plan) -> PlanVersion:
    """The plan's latest version; the plan is held as well, so that no version is opened meanwhile."""
    Plan.objects.select_for_update().get(pk=plan.pk)
    return locked_version(PlanVersion.objects.filter(plan=plan).latest("number"))


def locked_node(node: Node, version: PlanVersion) -> Node:
    """The line; ValidationError when somebody removed it meanwhile."""
    found = Node.objects.select_for_update().filter(pk=node.pk, version=version).first()
    if found is None:
        raise ValidationError(_("Cet élément a été retiré entre-temps."))
    found.version = version
    return found


def locked_upload(upload: Upload) -> Upload:
    """The file received, with every other copy of it: one import of a content at a time."""
    copies = Upload.objects.select_for_update().filter(sha256=upload.sha256).order_by("pk")
    found = next((copy for copy in copies if copy.pk == upload.pk), None)
    if found is None:
        raise ValidationError(_("Ce fichier a été retiré entre-temps."))
    return found
