"""The plans on the home page: for each, what the person who looks can do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core.authorship import Author
from azalai.plans import queries, rules
from azalai.plans.models import Plan, PlanVersion


@dataclass(frozen=True)
class Row:
    """A plan with its latest version and the next step; words and address are "" when nothing waits."""

    plan: Plan
    version: PlanVersion
    words: str = ""
    url: str = ""


def plans_card(author: Author) -> dict[str, Any]:
    """The first five plans; four queries."""
    plans = list(Plan.objects.with_latest_version()[:5])
    versions = [plan.latest_version() for plan in plans]
    waiting = queries.undecided_by_version(versions)
    rows = [_row(author, version, waiting.get(version.pk, 0)) for version in versions]
    return {"plan_rows": rows, "can_import_plan": rules.can_import_plan(author)}


def _row(author: Author, version: PlanVersion, waiting: int) -> Row:
    place = [version.plan.public_id, version.number]
    if rules.can_adopt_version(author, version):
        return Row(
            version.plan, version, _("Enregistrer l'adoption"), reverse("plans:validation", args=place)
        )
    if waiting and rules.can_decide_findings(author, version):
        words = ngettext("Décider de %(n)s constat", "Décider de %(n)s constats", waiting) % {"n": waiting}
        return Row(version.plan, version, words, reverse("plans:findings", args=place) + "?etat=a-decider")
    if rules.can_submit_version(author, version):
        return Row(
            version.plan, version, _("Soumettre à validation"), reverse("plans:validation", args=place)
        )
    return Row(version.plan, version)
