"""What adopted minutes decided comes into the register by itself, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from azalai.concertation import actions as concertation
from azalai.concertation.content import Action
from azalai.concertation.enums import AdoptionWay
from azalai.concertation.models import Minutes
from azalai.concertation.queries import content_of
from azalai.core.models import AuditEntry
from azalai.followup import actions, reactions
from azalai.followup.actions.minutes import as_partial
from azalai.followup.models import ActionPoint
from tests.accounts.acting import BY
from tests.accounts.factories import SYSTEM
from tests.actors.factories import make_organisation
from tests.concertation.factories import ENDS, written_minutes

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks
LATER = ENDS + timedelta(days=1)


def adopt(minutes: Minutes) -> Minutes:
    return concertation.adopt_minutes(by=SYSTEM, at=LATER, minutes=minutes, how=AdoptionWay.AT_ONCE)


def with_actions(*said: Action) -> Minutes:
    """Minutes in draft whose first point decided these."""
    minutes = written_minutes()
    content = content_of(minutes)
    first = replace(content.items[0], actions=said)
    content = replace(content, items=(first, *content.items[1:]))
    return concertation.save_minutes(by=SYSTEM, at=LATER, minutes=minutes, content=content)


def test_adoption_registers_each_action_with_owners_and_deadline(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    owner = make_organisation("DREC", name_fr="Direction de l'état civil")
    with django_capture_on_commit_callbacks(execute=True):
        minutes = with_actions(
            Action("Partager l'étude", owner="DREC", deadline="15 décembre 2022"),
            Action("Chercher un financement", owner="Les partenaires", deadline="2023"),
            Action("Prendre date"),
        )
        assert not ActionPoint.objects.exists()
        adopt(minutes)
    first, second, third = ActionPoint.objects.order_by("pk")
    assert (first.text, first.state, first.due_on) == ("Partager l'étude", "accepted", date(2022, 12, 15))
    assert first.deadline_text == "15 décembre 2022"
    assert first.owner_keys == {owner.pk}
    assert (first.meeting, first.body) == (minutes.meeting, minutes.meeting.body)
    assert first.since == minutes.meeting.starts_on
    assert [str(one) for one in second.owners.all()] == ["partenaires"]
    assert (third.deadline, third.owners.count()) == ("", 0)
    assert first.source_url == minutes.get_absolute_url()


def test_told_again_or_caught_up_nothing_is_registered_twice() -> None:
    minutes = adopt(written_minutes())
    entry = AuditEntry.objects.get(action=reactions.ADOPTED)
    for _time in range(2):
        reactions.on_minutes(entry)
        assert actions.take_over_minutes(**BY, minutes=minutes) == []
        assert actions.catch_up_minutes(**BY, country="NE") == 0
    assert ActionPoint.objects.count() == 1


def test_what_was_missed_is_caught_up_and_what_is_not_adopted_is_left() -> None:
    adopt(written_minutes())
    draft = written_minutes()
    assert not ActionPoint.objects.exists()
    assert actions.catch_up_minutes(**BY, country="TD") == 0
    assert actions.catch_up_minutes(**BY, country="NE") == 1
    assert actions.take_over_minutes(**BY, minutes=draft) == []
    assert ActionPoint.objects.count() == 1


def test_the_same_words_twice_in_one_record_are_one_action() -> None:
    adopt(with_actions(Action("Prendre date"), Action("Prendre date.")))
    assert [actions.catch_up_minutes(**BY, country="NE") for _time in range(2)] == [1, 0]


@pytest.mark.parametrize(
    ("first", "last", "partial"),
    [
        (None, None, ""),
        (date(2022, 12, 15), date(2022, 12, 15), "2022-12-15"),
        (date(2022, 11, 1), date(2022, 11, 30), "2022-11"),
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2022, 10, 1), date(2022, 12, 31), "2022-12-31"),
        (None, date(2022, 12, 1), "2022-12-01"),
    ],
)
def test_a_deadline_is_as_exact_as_it_was_understood(
    first: date | None, last: date | None, partial: str
) -> None:
    assert as_partial(first, last) == partial
