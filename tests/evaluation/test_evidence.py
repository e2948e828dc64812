"""A file is evidence; the partner learns by mail that it may reply, and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from azalai.accounts.enums import Role
from azalai.core import attachments
from azalai.core.formatting import day
from azalai.evaluation import actions
from azalai.evaluation.letters import OUTBOX
from azalai.evaluation.models import Evaluation, Letter, Rating
from tests.accounts.factories import AT, make_person, person_with, sign_in
from tests.core.attachment_contract import check_owner, file
from tests.core.outbox_contract import check_outbox
from tests.evaluation.factories import (
    DUE,
    criterion,
    make_evaluation,
    partner_of,
    rate,
    rater,
    rating_of,
    shared,
)
from tests.interventions.factories import focal_person
from tests.support.mail import Mailbox

pytestmark = pytest.mark.django_db


def by_file(**more: Any) -> Rating:
    """A rating that rests on a file and on nothing else."""
    return rate(make_evaluation(), evidence="", files=[file("enquete.pdf")], **more)


def test_a_file_alone_is_evidence() -> None:
    rating = by_file()
    assert [one.name for one in attachments.of(rating)] == ["enquete.pdf"]
    again = rate(rating.evaluation, value=5, evidence="")
    assert (again.pk, again.value) == (rating.pk, 5), "what was joined before still counts"


def test_without_a_word_an_address_or_a_file_a_note_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        rate(make_evaluation(), evidence="")
    assert set(refused.value.message_dict) == {"evidence"}
    assert not Rating.objects.exists()


def test_a_file_that_is_refused_keeps_nothing_of_the_rating() -> None:
    with pytest.raises(ValidationError) as refused:
        rate(make_evaluation(), evidence="", files=[file("page.pdf", b"<script>alert(1)</script>")])
    assert set(refused.value.message_dict) == {"files"}
    assert not Rating.objects.exists()


def test_the_only_evidence_stays_while_the_note_rests_on_it() -> None:
    rating = by_file()
    (kept,) = attachments.of(rating)
    with pytest.raises(PermissionDenied):
        attachments.remove(by=rater(), at=AT, attachment=kept)
    rate(rating.evaluation, evidence="Rapport, page 4.")
    attachments.remove(by=rater(), at=AT, attachment=kept)
    with pytest.raises(ValidationError):
        rate(rating.evaluation, evidence="")


def test_evidence_goes_with_the_rating_that_it_carried() -> None:
    rating, other = by_file(), by_file()
    keys = [rating.pk, other.pk]
    actions.remove_rating(by=rater(), at=AT, evaluation=rating.evaluation, criterion=criterion())
    actions.discard(by=rater(), at=AT, evaluation=other.evaluation)
    assert [one.is_removed for key in keys for one in attachments.of(Rating(pk=key))] == [True, True]


def test_files_of_a_rating_follow_the_rules_of_the_evaluation() -> None:
    rating = rate(make_evaluation())
    assert rating.evaluation.partner is not None
    check_owner(
        rating,
        adder=person_with(Role.ME_OFFICER),
        stranger=focal_person(rating.evaluation.partner),
        reader=person_with(Role.AUDITOR),
        page=rating.evaluation.get_absolute_url(),
    )


def test_the_page_of_a_criterion_takes_files_and_the_partner_reads_them(client: Client) -> None:
    evaluation = make_evaluation()
    sign_in(client, Role.ME_OFFICER)
    address = reverse("evaluation:rate", args=[evaluation.public_id, "relevance"])
    sent: dict[str, Any] = {"value": "3", "reasoning": "Constaté.", "files": [file("a.pdf"), file("b.pdf")]}
    assert client.post(address, sent).status_code == 302
    assert "Fichiers déjà joints" in client.get(address).content.decode()
    actions.share(by=rater(), at=AT, evaluation=evaluation, reply_due=DUE)
    assert evaluation.partner is not None
    client.force_login(focal_person(evaluation.partner))
    (kept,) = attachments.of(rating_of(evaluation))  # the same content twice is one file
    assert (
        reverse("attachment", args=[kept.public_id])
        in client.get(evaluation.get_absolute_url()).content.decode()
    )


def addressed(evaluation: Evaluation, email: str = "partenaire@example.org") -> None:
    """Somebody with an address speaks for the partner."""
    assert evaluation.partner is not None
    person = focal_person(evaluation.partner)
    person.email = email
    person.save()


def test_the_partner_learns_until_when_it_may_reply(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Any, client: Client
) -> None:
    evaluation = make_evaluation()
    addressed(evaluation)
    rate(evaluation)
    sign_in(client, Role.ME_OFFICER)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("evaluation:share", args=[evaluation.public_id]), {"reply_due": "2199-05-04"})
    ((address, mail),) = mailbox.received
    text = mail.get_content()
    assert address == "partenaire@example.org"
    assert "4 mai 2199" in mail["Subject"]
    assert "4 mai 2199" in text
    assert f"http://testserver{evaluation.get_absolute_url()}" in text
    page = client.get(evaluation.get_absolute_url()).content.decode()
    assert "avec la date du droit de réponse" in page
    later = DUE.replace(year=2199, month=6, day=1)
    evaluation.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        actions.extend(by=rater(), at=AT, evaluation=evaluation, reply_due=later)
    assert day(later) in mailbox.received[1][1].get_content()


def test_what_holds_no_more_does_not_leave(mailbox: Mailbox) -> None:
    evaluation = make_evaluation()
    addressed(evaluation)
    shared(evaluation)
    actions.withdraw(by=rater(), at=AT, evaluation=evaluation, reason="Erreur.")
    assert actions.send_again(at=AT + timedelta(hours=1)) == 0
    assert mailbox.received == []
    assert Letter.objects.get().dropped_at is not None


def test_where_nobody_can_be_reached_the_page_says_so(client: Client) -> None:
    evaluation = shared()
    assert Letter.objects.get().person is None
    sign_in(client, Role.ME_OFFICER)
    assert "Personne à joindre" in client.get(evaluation.get_absolute_url()).content.decode()


def test_a_partner_that_rates_itself_is_not_written_to() -> None:
    one = make_evaluation().intervention
    assert one is not None
    assert one.lead is not None
    by = partner_of(make_evaluation(one))
    shared(make_evaluation(one, kind="self", by=by))
    assert not Letter.objects.exists()


def test_mail_of_the_room_keeps_the_promises_of_mail(mailbox: Mailbox, settings: Settings) -> None:
    evaluation = shared()
    Letter.objects.all().delete()

    def make(address: str) -> Letter:
        person = make_person(email=address)
        return Letter.objects.create(evaluation=evaluation, reply_due=DUE, person=person, queued_at=AT)

    check_outbox(OUTBOX, make, mailbox=mailbox, settings=settings)
