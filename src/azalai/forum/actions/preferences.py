"""How often a person wants to be written to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from azalai.accounts.models import Person
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.forum import links, rules
from azalai.forum.enums import Rhythm
from azalai.forum.models import Preference

# Older than that is no news: a site that was down for months does not write about all of it.
OLDEST = timedelta(days=60)


def preference_of(person: Person, *, at: datetime) -> Preference:
    """As chosen, else once a week, with what is still news."""
    return Preference.objects.get_or_create(person=person, defaults={"since_at": at - OLDEST})[0]


@transaction.atomic
def choose_mail(*, by: Author, at: datetime, rhythm: str, mentions_at_once: bool) -> Preference:
    """Choose for oneself; who comes back after "never" starts from now."""
    rules.check_choose_mail(by)
    row = _locked(preference_of(Person.objects.get(pk=by.person_id or 0), at=at))
    return _chosen(by, at, row, rhythm, at_once=mentions_at_once)


@transaction.atomic
def stop_mail(*, at: datetime, token: str) -> bool:
    """Stop digests and mentions by the link of a mail; again changes nothing. False: worth nothing."""
    row = links.resolve_stop(token)
    if row is None:
        return False
    _chosen(Author(name=str(row.person)), at, _locked(row), Rhythm.NEVER, at_once=False)
    return True


def _locked(row: Preference) -> Preference:
    return Preference.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)


def _chosen(by: Author, at: datetime, row: Preference, rhythm: str, *, at_once: bool) -> Preference:
    before = {"rhythm": row.rhythm, "mentions_at_once": row.mentions_at_once}
    after = {"rhythm": rhythm, "mentions_at_once": at_once}
    if before == after:
        return row
    if row.rhythm == Rhythm.NEVER:
        row.since_at = at
    row.rhythm, row.mentions_at_once = rhythm, at_once
    row.save(update_fields=["rhythm", "mentions_at_once", "since_at"])
    audit.record(by=by, at=at, action="forum.mail-chosen", obj=row, before=before, after=after)
    return row
