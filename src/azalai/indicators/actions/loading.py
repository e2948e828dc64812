"""The indicators of a plan become sheets; sheets are bound to what the system counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import searchable
from azalai.indicators import queries, rules
from azalai.indicators.bindings import Binding, binding_for, bindings
from azalai.indicators.enums import Direction
from azalai.indicators.models import Indicator, IndicatorObjective, PlanTie
from azalai.indicators.queries.loading import Named
from azalai.plans.models import Plan, PlanVersion

UNBOUND = gettext_lazy(
    "Aucun fait connu du système ne répond à cet intitulé : une personne saisit les valeurs."
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. waiting: sheets that no fact was found for."""

    created: Sequence[Indicator]
    bound: int
    waiting: int


@transaction.atomic
def load_plan_indicators(*, by: Author, at: datetime, version: PlanVersion) -> Loaded:
    """A sheet for each indicator that the version names and that has none; loading twice adds nothing.

    What people wrote on sheets stays. Raises ValidationError for a plan without a country.
    """
    rules.check_keep_indicators(by)
    plan = Plan.objects.select_for_update().get(pk=version.plan_id)
    if not plan.country:
        raise ValidationError(_("Ce plan n'a pas de pays : ses indicateurs ne se chargent pas."))
    known = bindings(plan.country)
    created = [_create(by, at, plan, one, binding_for(one.text, known)) for one in queries.unloaded(version)]
    bound = sum(1 for one in created if one.is_computed)
    if created:
        after = {
            "indicators_created": len(created),
            "indicators_bound": bound,
            "indicators_waiting": len(created) - bound,
        }
        audit.record(by=by, at=at, action="indicators.loaded", obj=plan, after=after)
    return Loaded(created, bound, len(created) - bound)


def _create(by: Author, at: datetime, plan: Plan, one: Named, binding: Binding | None) -> Indicator:
    node = one.node
    indicator = Indicator.objects.create(
        country_id=plan.country,
        code=queries.next_code(plan.country),
        title=one.text,
        nature=binding.nature if binding else "",
        direction=binding.direction if binding else Direction.UP,
        data_sources=node.verification,
        baseline_text=node.baseline,
        target_text=node.target,
        fact_code=binding.fact_code if binding else "",
        binding_reason=binding.reason if binding else str(UNBOUND),
        bound_at=at,
        bound_by_id=by.person_id,
        created_at=at,
        created_by_id=by.person_id,
        search_text=searchable(one.text),
    )
    _copy_objectives(indicator, one)
    PlanTie.objects.create(
        indicator=indicator,
        plan=plan,
        node_key=node.key,
        position=one.position,
        text=one.text,
        text_key=one.key,
        tied_at=at,
        tied_by_id=by.person_id,
    )
    after = {"title": one.text, "plan": str(plan), "line": str(node), "fact": indicator.fact_code}
    audit.record(by=by, at=at, action="indicators.created", obj=indicator, after=after)
    return indicator


def _copy_objectives(indicator: Indicator, one: Named) -> None:
    items = {link.item for link in one.node.reference_links.all() if link.item is not None}
    wanted = [item for item in items if item.framework.code in ("gcm", "sdg")]
    IndicatorObjective.objects.bulk_create(IndicatorObjective(indicator=indicator, item=i) for i in wanted)


@transaction.atomic
def bind_indicator(
    *, by: Author, at: datetime, indicator: Indicator, fact_code: str, reason: str
) -> Indicator:
    """The system counts it from now on by that fact, or ("") a person gives its values; with the reason.

    Raises ValidationError: no reason (reason), an unlikely code, or values that stand (fact_code): what
    people gave is never hidden behind a computed number.
    """
    rules.check_keep_indicators(by)
    found = Indicator.objects.select_for_update().get(pk=indicator.pk)
    code = fact_code.strip()
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : ce motif s'affiche avec l'indicateur.")})
    if code and (code.count(".") != 1 or not all(code.split("."))):
        raise ValidationError({"fact_code": _("Choisissez un fait de la liste.")})
    if code and found.values.standing().exists():
        raise ValidationError(
            {"fact_code": _("Des valeurs ont été saisies : retirez-les avant de laisser le système compter.")}
        )
    before = {"fact": found.fact_code, "binding_reason": found.binding_reason}
    found.fact_code, found.binding_reason = code, reason.strip()[:300]
    found.bound_at, found.bound_by_id = at, by.person_id
    found.updated_at, found.updated_by_id = at, by.person_id
    found.save()
    after = {"fact": code, "binding_reason": found.binding_reason}
    audit.record(
        by=by, at=at, action="indicators.bound", obj=found, before=before, after=after, reason=reason.strip()
    )
    return found
