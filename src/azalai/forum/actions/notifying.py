"""Deciding which mail leaves: each message is put in one mail at most for each person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from azalai.accounts.models import Person
from azalai.forum.actions.preferences import preference_of
from azalai.forum.actions.sending import send_after_commit
from azalai.forum.enums import LetterKind
from azalai.forum.models import Contribution, Letter, LetterLine
from azalai.forum.readers import called_by, reader


def call(contribution: Contribution, *, at: datetime) -> list[Letter]:
    """Write at once to those whom the message mentions, who read the thread and want it so."""
    made, on = [], localdate(at)
    for person, post_id in called_by(contribution, on=on):
        if person.pk == contribution.person_id or not preference_of(person, at=at).mentions_at_once:
            continue
        who = reader(person, post_id, on=on)
        if who is not None and who.reads(contribution):
            made += queue(person, LetterKind.MENTION, [(contribution, post_id)], at=at)
    send_after_commit(made)
    return made


def queue(
    person: Person, kind: str, found: Iterable[tuple[Contribution, int]], *, at: datetime
) -> list[Letter]:
    """One mail with the messages that no mail to that person holds yet, each with the post that reads it.

    Gives the new mail, or nothing.
    """
    pairs = list(found)
    with transaction.atomic():
        # Two processes that write to one person wait for each other here.
        Person.objects.select_for_update().filter(pk=person.pk).values_list("pk").first()
        known = set(
            LetterLine.objects.filter(
                person=person, contribution__in=[one.pk for one, _post in pairs]
            ).values_list("contribution_id", flat=True)
        )
        fresh = {one.pk: (one, post_id) for one, post_id in pairs if one.pk not in known}
        if not fresh:
            return []
        letter = Letter.objects.create(person=person, kind=kind, queued_at=at)
        LetterLine.objects.bulk_create(
            LetterLine(letter=letter, person=person, contribution=one, post_id=post_id)
            for one, post_id in fresh.values()
        )
    return [letter]
