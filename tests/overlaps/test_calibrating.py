"""Weights from decisions: nothing changes before somebody has seen the effect and accepted it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils.timezone import localdate

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.engines.overlap.parameters import in_force
from azalai.interventions.content import Reach, Where
from azalai.overlaps import actions, live, weights
from azalai.overlaps.enums import CALIBRATION_TRANSITIONS, CalibrationState
from azalai.overlaps.models import Calibration, Decision, Pair
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.interventions.factories import load, make_intervention, objective, place
from tests.overlaps.making import twin

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def decided() -> None:
    """A dozen pairs; people say that what stands in Tahoua is a duplicate, and elsewhere is not."""
    load()
    for number, name in enumerate(("Tahoua", "Zinder", "Maradi", "Dosso")):
        for english in (False, True, False):
            make_intervention(
                twin(
                    english=english,
                    places=(Where(place(name).pk),),
                    objectives=(objective(str(18 + number)).pk,),
                    targets=(Reach("returnees", total=100 + number),),
                )
            )
    actions.run_radar(by=SYSTEM, at=AT, country="NE")
    home = place("Tahoua")
    for pair in Pair.objects.all():
        is_home = pair.left.places.get().place_id == pair.right.places.get().place_id == home.pk
        decide(pair, "duplicate" if is_home else "none")


def decide(pair: Pair, verdict: str) -> None:
    Decision.objects.create(
        pair=pair, verdict=verdict, reason="Essai", label=pair.label, score=pair.score, decided_at=AT
    )


def propose() -> Calibration:
    return actions.propose_calibration(by=SYSTEM, at=AT, country="NE")


def settle(found: Calibration, state: str, *, by: Author = SYSTEM) -> Calibration:
    return actions.settle_calibration(by=by, at=LATER, calibration=found, state=state)


@pytest.mark.usefixtures("decided")
def test_the_effect_is_shown_and_nothing_changes_before_it_is_accepted(client: Client) -> None:
    made = propose()
    assert made.decisions == Decision.objects.count()
    assert set(made.before) == set(made.after) == {"precision", "recall", "average_precision"}
    assert weights.parameters_in_force("NE") == in_force()
    sign_in(client, Role.ME_OFFICER)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Accord avec vos décisions" in page
    assert "Titre : titres presque identiques" in page


@pytest.mark.usefixtures("decided")
def test_accepted_weights_serve_passages_and_typing_and_are_dated(client: Client) -> None:
    live.forget()
    live.size("NE")
    before = live._shelf.by_country["NE"].parameters
    made = propose()
    sign_in(client, Role.ME_OFFICER)
    response = client.post(f"{made.get_absolute_url()}accepter/", {"reason": "Effet vu."})
    assert response.status_code == 302
    fresh = weights.parameters_in_force("NE")
    assert fresh.weights.tolist() != in_force().weights.tolist()
    weight = next(item for item in fresh.values if item.name == "weight.title")
    assert "décisions du secrétariat" in weight.source
    assert weight.since == localdate(AT).isoformat()
    live.size("NE")
    assert live._shelf.by_country["NE"].parameters == fresh != before
    again = actions.run_radar(by=SYSTEM, at=LATER, country="NE")
    assert again.calibration == made


@pytest.mark.usefixtures("decided")
def test_weights_set_aside_change_nothing() -> None:
    made = settle(propose(), CalibrationState.SET_ASIDE)
    assert weights.parameters_in_force("NE") == in_force()
    assert AuditEntry.objects.filter(action="overlaps.calibration-set-aside", object_id=made.pk).exists()


@pytest.mark.usefixtures("decided")
def test_a_new_proposal_sets_the_earlier_one_aside() -> None:
    first, second = propose(), propose()
    first.refresh_from_db()
    assert (first.state, second.state) == (CalibrationState.SET_ASIDE, CalibrationState.PROPOSED)


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("state", CalibrationState.values)
@pytest.mark.parametrize("wanted", [CalibrationState.ACCEPTED, CalibrationState.SET_ASIDE])
def test_weights_are_settled_once(state: str, wanted: CalibrationState) -> None:
    made = propose()
    if state != CalibrationState.PROPOSED:
        settle(made, state)
        made.refresh_from_db()
    if wanted in CALIBRATION_TRANSITIONS[state]:
        assert settle(made, wanted).state == wanted
    else:
        with pytest.raises(PermissionDenied):
            settle(made, wanted)


def test_few_decisions_or_all_alike_calibrate_nothing() -> None:
    load()
    with pytest.raises(ValidationError, match="au moins 10"):
        propose()


@pytest.mark.usefixtures("decided")
def test_decisions_that_all_say_the_same_calibrate_nothing() -> None:
    Decision.objects.update(verdict="none")
    with pytest.raises(ValidationError, match="Il faut des doublons"):
        propose()


CALIBRATORS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.ADMINISTRATOR}
RUNNERS = {*CALIBRATORS, Role.DOCUMENTATION}
READERS = {*RUNNERS, Role.AUDITOR}


@pytest.mark.parametrize("role", Role.values)
def test_who_may_read_run_and_calibrate(client: Client, role: Role) -> None:
    load()
    sign_in(client, role)
    assert client.get("/recoupements/radar/").status_code == (200 if role in READERS else 403)
    assert client.post("/recoupements/radar/lancer/").status_code == (302 if role in RUNNERS else 403)
    assert client.post("/recoupements/radar/caler/").status_code == (302 if role in CALIBRATORS else 403)


def test_the_page_says_that_nothing_has_passed_yet_and_then_what_was_found(client: Client) -> None:
    load()
    sign_in(client, Role.ME_OFFICER)
    assert "n'est pas encore passé" in client.get("/recoupements/radar/").content.decode().replace(
        "&#x27;", "'"
    )
    client.post("/recoupements/radar/lancer/")
    page = client.get("/recoupements/radar/").content.decode()
    assert "Dernier passage" in page
