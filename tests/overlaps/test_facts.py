"""What the system counts of overlaps and synergies, and the list behind each number."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from azalai.core.facts import FactSpan, fact
from azalai.interventions.content import Quantity
from azalai.interventions.models import Intervention
from azalai.overlaps.enums import JointState, PartyAnswer, Relation
from azalai.overlaps.models import JointAction, JointParty, Pair
from tests.interventions.factories import make_bare_intervention
from tests.overlaps.factories import make_pair

pytestmark = pytest.mark.django_db
YEAR = FactSpan("NE", date(2025, 1, 1), date(2025, 12, 31))
LATER = FactSpan("NE", date(2027, 1, 1), date(2027, 12, 31))
INVITED = datetime(2025, 3, 1, tzinfo=UTC)


def number(code: str, span: FactSpan = YEAR) -> int:
    found = fact(f"overlaps.{code}")
    assert found is not None
    listing = found.listing(span)
    value = int(listing.value())
    assert value == sum(row.amount for row in listing.rows())
    return value


def decided(verdict: str, **more: object) -> Pair:
    sides = [make_bare_intervention(planned_start="2025", planned_end="2026", **more) for _ in range(2)]
    return make_pair(*sides, verdict=verdict)


def joint(
    pair: Pair, state: str, *, closed: datetime | None = None, said: str = PartyAnswer.ACCEPTED
) -> None:
    result = {"result": "coordinated"} if state == JointState.CONCLUDED else {}
    made = JointAction.objects.create(
        pair=pair, kind="meeting", title="Essai", purpose="x", state=state, invited_at=INVITED,
        closed_at=closed, **result,
    )  # fmt: skip
    for side in pair.sides():
        dated = {"answered_at": INVITED} if said != PartyAnswer.WAITING else {}
        JointParty.objects.create(joint=made, organisation=side.lead, answer=said, **dated)


@pytest.mark.parametrize(
    ("verdict", "overlapping", "complementary"),
    [
        (Relation.DUPLICATE, 2, 0),
        (Relation.PARTIAL, 2, 0),
        (Relation.COMPLEMENTARY, 0, 2),
        (Relation.UNRELATED, 0, 0),
        ("", 0, 0),
    ],
)
def test_only_what_a_person_decided_counts(verdict: str, overlapping: int, complementary: int) -> None:
    decided(verdict)
    assert (number("overlapping"), number("complementary")) == (overlapping, complementary)
    assert number("overlapping", LATER) == 0


def test_an_intervention_in_two_pairs_counts_once() -> None:
    pair = decided(Relation.DUPLICATE)
    other = make_bare_intervention(planned_start="2025")
    make_pair(pair.left, other, verdict=Relation.PARTIAL)
    assert number("overlapping") == 3


def test_partners_are_in_synergy_while_they_act_together() -> None:
    joint(decided(Relation.COMPLEMENTARY), JointState.UNDER_WAY)
    assert number("organisations-in-synergy") == 2
    assert number("organisations-in-synergy", LATER) == 2
    assert number("organisations-in-synergy", FactSpan("NE", date(2024, 1, 1), date(2024, 12, 31))) == 0


def test_a_concluded_action_counts_up_to_its_end_and_an_abandoned_one_never() -> None:
    end = datetime(2025, 9, 1, tzinfo=UTC)
    joint(decided(Relation.COMPLEMENTARY), JointState.CONCLUDED, closed=end)
    joint(decided(Relation.COMPLEMENTARY), JointState.ABANDONED, closed=end)
    joint(decided(Relation.COMPLEMENTARY), JointState.INVITED, said=PartyAnswer.WAITING)
    assert number("organisations-in-synergy") == 2
    assert number("organisations-in-synergy", LATER) == 0


def test_agents_are_trained_in_synergy_where_the_training_is_acted_upon_together() -> None:
    more = {"nature": "training", "counts": (Quantity("participants", 20),)}
    with_joint, without = decided(Relation.COMPLEMENTARY, **more), decided(Relation.COMPLEMENTARY, **more)
    joint(with_joint, JointState.UNDER_WAY)
    Intervention.objects.update(status="completed", actual_end="2025-06")
    assert number("agents-in-synergy") == 40
    assert number("agents-in-synergy", LATER) == 0
    assert without.pk
