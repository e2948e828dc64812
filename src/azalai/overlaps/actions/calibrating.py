"""New weights from people's decisions, on demand; nothing changes before somebody has seen the effect."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.overlap import calibration as engine
from azalai.engines.overlap.model import DUPLICATES, Label
from azalai.frames.models import Country
from azalai.interventions.models import Intervention
from azalai.overlaps import records, rules
from azalai.overlaps.actions.running import find
from azalai.overlaps.enums import CalibrationState
from azalai.overlaps.models import Calibration, Decision

FEWEST = 10  # decisions below which weights would follow chance
STATES = {
    CalibrationState.ACCEPTED: "overlaps.calibration-accepted",
    CalibrationState.SET_ASIDE: "overlaps.calibration-set-aside",
}


def decisions_in_force(country: str) -> QuerySet[Decision]:
    """What people decided, the latest of each pair."""
    return Decision.objects.filter(pair__country=country, superseded_at__isnull=True)


def _as_the_engine_takes_them(country: str) -> list[engine.Decision]:
    """Is it a duplicate or not?"""
    sides = decisions_in_force(country).values_list(
        "pair__left__public_id", "pair__right__public_id", "verdict"
    )
    return [
        engine.Decision(str(left), str(right), Label(verdict) in DUPLICATES)
        for left, right, verdict in sides.order_by("pk")
    ]


def propose_calibration(*, by: Author, at: datetime, country: str) -> Calibration:
    """Weights that agree better with the decisions, and what accepting them would change.

    Raises ValidationError below FEWEST decisions, or when all of them say the same. An earlier proposal
    that nobody settled is set aside.
    """
    rules.check_calibrate(by)
    decisions = _as_the_engine_takes_them(country)
    _check_enough(decisions)
    findings = find(records.read(Intervention.objects.in_country(country).published()), country)
    day = localdate(at).isoformat()
    source = _("calage sur %(n)d décisions du secrétariat") % {"n": len(decisions)}
    effect = engine.calibrate(findings, decisions, since=day, source=source)
    return _proposed(by, at, country, effect)


def _check_enough(decisions: list[engine.Decision]) -> None:
    if len(decisions) < FEWEST:
        told = _("Il faut au moins %(least)d décisions pour caler le radar ; il y en a %(n)d.")
        raise ValidationError(told % {"least": FEWEST, "n": len(decisions)})
    if len({decision.duplicate for decision in decisions}) == 1:
        raise ValidationError(_("Il faut des doublons et d'autres décisions pour caler le radar."))


@transaction.atomic
def _proposed(by: Author, at: datetime, country: str, effect: engine.Effect) -> Calibration:
    waiting = Calibration.objects.filter(country=country, state=CalibrationState.PROPOSED)
    for earlier in waiting.select_for_update():
        _settle(by, at, earlier, CalibrationState.SET_ASIDE, _("Remplacé par un calage plus récent."))
    made = Calibration.objects.create(
        country=Country.objects.get(iso2=country),
        parameters=[asdict(item) for item in effect.parameters.values],
        decisions=effect.decisions,
        before=asdict(effect.before),
        after=asdict(effect.after),
        changed=[[a.value, b.value, number] for (a, b), number in sorted(effect.changed.items())],
        proposed_at=at,
        proposed_by_id=by.person_id,
    )
    after = {"decisions": made.decisions, "average_precision": made.after["average_precision"]}
    audit.record(by=by, at=at, action="overlaps.calibration-proposed", obj=made, after=after)
    return made


@transaction.atomic
def settle_calibration(
    *, by: Author, at: datetime, calibration: Calibration, state: str, reason: str = ""
) -> Calibration:
    """Accept or set aside, once; pairs change at the next passage."""
    found = Calibration.objects.select_for_update().get(pk=calibration.pk)
    rules.check_settle(by, found)
    _settle(by, at, found, state, reason)
    return found


def _settle(by: Author, at: datetime, found: Calibration, state: str, reason: str) -> None:
    found.state, found.reason = state, reason.strip()
    found.settled_at, found.settled_by_id = at, by.person_id
    found.save()
    action = STATES[CalibrationState(state)]
    audit.record(by=by, at=at, action=action, obj=found, after={"state": state}, reason=found.reason)
