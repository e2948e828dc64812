"""What an intervention contributes to."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.interventions import rules
from azalai.interventions.models import Intervention, PlanLink
from azalai.interventions.queries import scope_of
from azalai.plans.models import Node


@transaction.atomic
def link_to_plan(
    *, by: Author, at: datetime, intervention: Intervention, node: Node, note: str = ""
) -> PlanLink:
    """The intervention contributes to that line, in this version and those to come.

    Raises ValidationError (node): another country, or a link that is already there.
    """
    rules.check_edit(by, intervention, scope_of(by, on=localdate(at)))
    plan = node.version.plan
    if plan.country and plan.country != intervention.country_id:
        raise ValidationError({"node": _("Ce plan est celui d'un autre pays.")})
    if intervention.plan_links.filter(plan=plan, node_key=node.key).exists():
        raise ValidationError({"node": _("L'intervention est déjà rattachée à cette ligne.")})
    made = PlanLink.objects.create(
        intervention=intervention,
        plan=plan,
        node_key=node.key,
        note=note.strip(),
        linked_at=at,
        linked_by_id=by.person_id,
    )
    after = {"plan": str(plan), "line": str(node), "note": made.note}
    audit.record(by=by, at=at, action="intervention.linked", obj=intervention, after=after)
    return made


@transaction.atomic
def unlink_from_plan(*, by: Author, at: datetime, link: PlanLink, reason: str = "") -> PlanLink:
    """The intervention no longer contributes to the line."""
    intervention = link.intervention
    rules.check_edit(by, intervention, scope_of(by, on=localdate(at)))
    node = (
        Node.objects.filter(key=link.node_key, version__plan=link.plan).order_by("-version__number").first()
    )
    before = {"plan": str(link.plan), "line": str(node or link.node_key), "note": link.note}
    audit.record(by=by, at=at, action="intervention.unlinked", obj=intervention, before=before, reason=reason)
    link.delete()
    return link
