"""Partners are told, and what becomes of the mail is kept; against a real server on this machine."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.core.models import AuditEntry
from azalai.overlaps import actions
from azalai.overlaps.models import Notice, Pair
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import AT, author_with
from tests.interventions.factories import focal_person
from tests.overlaps.factories import decided, leads, make_joint, make_pair
from tests.support.mail import Mailbox

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks


def reachable(pair: Pair) -> list[Person]:
    """A focal point with an address for each lead."""
    people = [focal_person(lead) for lead in leads(pair)]
    for number, person in enumerate(people):
        person.email = f"point{number}@example.org"
        person.save()
    return people


def test_both_partners_receive_a_letter_with_the_link_after_the_commit(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    pair = make_pair()
    reachable(pair)
    with django_capture_on_commit_callbacks() as waiting:
        notices = actions.tell_partners(
            **BY, pair=pair, kind="asked", text="Avant vendredi, svp.", base="https://azalai.example.org/"
        )
    assert (len(notices), mailbox.received) == (2, [])
    for send in waiting:
        send()
    assert sorted(target for target, _ in mailbox.received) == ["point0@example.org", "point1@example.org"]
    letter = mailbox.received[0][1]
    body = letter.get_content()
    assert "recoupent" in letter["subject"]
    assert f"https://azalai.example.org{pair.get_absolute_url()}" in body
    assert pair.left.title in body
    assert "Avant vendredi" in body
    assert "&" not in body
    assert [(n.mailed_at, n.failure) for n in Notice.objects.all()] == [(AT, "")] * 2
    assert last().after["told"].count(",") == 1


def test_a_silent_server_undoes_nothing_and_its_failure_is_kept(
    settings: Settings, django_capture_on_commit_callbacks: Commit
) -> None:
    pair = make_pair()
    reachable(pair)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with django_capture_on_commit_callbacks(execute=True):
        actions.tell_partners(**BY, pair=pair, kind="asked")
    for notice in Notice.objects.all():
        assert notice.mailed_at is None
        assert "n'est pas parti" in notice.failure
    assert last().action == "overlaps.partners-told"


def test_one_refused_address_does_not_stop_the_other(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    pair = make_pair()
    people = reachable(pair)
    mailbox.refused = people[0].email
    with django_capture_on_commit_callbacks(execute=True):
        actions.tell_partners(**BY, pair=pair, kind="asked")
    own, other = leads(pair)
    assert "inconnu" in Notice.objects.get(organisation=own).failure
    assert Notice.objects.get(organisation=other).mailed_at == AT


def test_without_an_address_the_partner_is_told_in_the_system_and_the_page_says_so(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    pair = make_pair()
    with django_capture_on_commit_callbacks(execute=True):
        actions.tell_partners(**BY, pair=pair, kind="asked")
    assert {notice.failure.split(" :")[0] for notice in Notice.objects.all()} == {"Aucun titulaire joignable"}


def test_telling_again_is_the_same_notice_unread(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    pair = make_pair()
    Notice.objects.filter(pair=pair).update(seen_at=AT)
    for _ in range(2):
        actions.tell_partners(**BY, pair=pair, kind="asked")
    assert Notice.objects.count() == 2
    assert not Notice.objects.filter(seen_at__isnull=False).exists()


def test_a_decision_is_told_with_its_reason_and_an_invitation_with_its_date(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    pair = decided()
    reachable(pair)
    with django_capture_on_commit_callbacks(execute=True):
        actions.tell_partners(**BY, pair=pair, kind="decided")
        joint = make_joint(pair, kind="meeting", due_on=AT.date(), place="Niamey")
    bodies = [message.get_content() for _, message in mailbox.received]
    assert any("Motif : Vu avec les deux partenaires." in body for body in bodies)
    invited = next(body for body in bodies if joint.get_absolute_url() in body)
    assert "23 septembre 2022" in invited
    assert "Lieu : Niamey" in invited
    assert Notice.objects.filter(kind="invited", mailed_at=AT).count() == 2


def test_the_decision_is_only_told_once_there_is_one() -> None:
    assert refusal(actions.tell_partners, pair=make_pair(), kind="decided") == "kind"
    assert refusal(actions.tell_partners, pair=make_pair(), kind="invited") == "kind"


@pytest.mark.parametrize("role", [Role.PARTNER, Role.AUDITOR, Role.ADMINISTRATOR, Role.COMMUNICATION])
def test_others_tell_nobody(role: str) -> None:
    pair = make_pair()
    before = AuditEntry.objects.count()
    with pytest.raises(PermissionDenied):
        actions.tell_partners(by=author_with(role), at=AT, pair=pair, kind="asked")
    assert AuditEntry.objects.count() == before
    assert not Notice.objects.exists()
