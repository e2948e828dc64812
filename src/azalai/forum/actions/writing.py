"""Opening threads, writing in them, changing one's own text, following."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.concertation.rules import Scope
from azalai.core import attachments, audit
from azalai.core.authorship import Author
from azalai.forum import queries, rules
from azalai.forum.actions.notifying import call
from azalai.forum.enums import Audience, Channel
from azalai.forum.models import Contribution, Follow, Mention, Revision, Seen, Thread
from azalai.forum.prose import names_called, tidy
from azalai.forum.subjects import FREE, About

LONGEST = 20_000


@transaction.atomic
def open_thread(
    *,
    by: Author,
    at: datetime,
    country: str,
    title: str,
    text: str,
    audience: str,
    about: About = FREE,
    body: Any = None,
    scope: Scope | None = None,
    base: str = "",
    key: UUID | None = None,
    enclosures: Sequence[File[bytes]] = (),
) -> Thread:
    """Open a thread with its first message; the same key again gives the same thread.

    about: what it is about, already found by a reader of it (`subjects`). body: whose members read it;
    that of the meeting where there is one. Raises ValidationError beside the field concerned.
    """
    scope = queries.scope_of(by, on=localdate(at)) if scope is None else scope
    body = about.body or body
    rules.check_open_for(by, audience, body.pk if body else None, scope)
    if known := _known(key):
        return known.thread
    columns = {"country_id": country, "audience": audience, "body": body, "base": base[:200], **about.columns}
    try:
        with transaction.atomic():
            return _opened(by, at, title, text, key, enclosures, columns)
    except IntegrityError:  # the same form, sent twice at the same moment
        if known := _known(key):
            return known.thread
        raise


def _opened(
    by: Author,
    at: datetime,
    title: str,
    text: str,
    key: UUID | None,
    enclosures: Sequence[File[bytes]],
    columns: dict[str, Any],
) -> Thread:
    title = " ".join(tidy(title).split())[:200]
    if not title:
        raise ValidationError({"title": _("Donnez un titre à cet échange.")})
    if columns["audience"] == Audience.BODY and columns["body"] is None:
        raise ValidationError({"body": _("Choisissez l'instance dont les membres liront cet échange.")})
    thread = Thread.objects.create(
        title=title,
        opened_at=at,
        opened_by_id=by.person_id,
        opened_post_id=by.post_id,
        state_at=at,
        last_at=at,
        **columns,
    )
    after = {"title": title, "audience": thread.audience, "subject": thread.subject}
    audit.record(by=by, at=at, action="forum.thread-opened", obj=thread, after=after)
    _written(by, at, thread, text, Channel.SITE, key, enclosures)
    return thread


@transaction.atomic
def contribute(
    *,
    by: Author,
    at: datetime,
    thread: Thread,
    text: str,
    scope: Scope | None = None,
    channel: str = Channel.SITE,
    key: UUID | None = None,
    enclosures: Sequence[File[bytes]] = (),
) -> Contribution:
    """Write a message; the same key again gives the same message. Raises ValidationError (text, file)."""
    scope = queries.scope_of(by, on=localdate(at)) if scope is None else scope
    locked = _locked(thread)
    rules.check_write(by, locked, scope)
    return _known(key) or _written(by, at, locked, text, channel, key, enclosures)


def _known(key: UUID | None) -> Contribution | None:
    return Contribution.objects.select_related("thread").filter(key=key).first() if key else None


def _locked(thread: Thread) -> Thread:
    rows = Thread.objects.select_for_update(of=("self",)).select_related("meeting", "body")
    return rows.get(pk=thread.pk)


def _written(
    by: Author,
    at: datetime,
    thread: Thread,
    text: str,
    channel: str,
    key: UUID | None,
    enclosures: Sequence[File[bytes]],
) -> Contribution:
    last = thread.contributions.aggregate(last=Max("number"))["last"] or 0
    made = Contribution.objects.create(
        thread=thread,
        number=last + 1,
        key=key or uuid4(),
        text=_checked(text),
        written_at=at,
        person_id=by.person_id,
        post_id=by.post_id,
        organisation=queries.organisation_for(by, on=localdate(at)),
        channel=channel,
    )
    Thread.objects.filter(pk=thread.pk).update(last_at=at)
    after = {"number": made.number, "channel": channel, "text": made.text[:500]}
    audit.record(by=by, at=at, action="forum.written", obj=made, after=after)
    _join(by, at, made, enclosures)
    _mention(made, at)
    _start_following(by, at, made)
    return made


def _join(by: Author, at: datetime, made: Contribution, enclosures: Sequence[File[bytes]]) -> None:
    try:
        attachments.add_all(by=by, at=at, obj=made, files=enclosures)
    except ValidationError as error:
        raise ValidationError({"enclosures": error.messages}) from error


def _checked(text: str) -> str:
    text = tidy(text)
    if not text:
        raise ValidationError({"text": _("Écrivez votre message.")})
    if len(text) > LONGEST:
        told = {"n": LONGEST}
        raise ValidationError({"text": _("Ce message est trop long : %(n)s caractères au plus.") % told})
    return text


def _mention(made: Contribution, at: datetime) -> None:
    """Keep who is called; those who read the thread are written to at once."""
    found = queries.called(names_called(made.text), country=made.thread.country_id)
    known = {(one.post_id, one.organisation_id) for one in made.mentions.all()}
    for one in found:
        pair = (one.pk, None) if isinstance(one, Post) else (None, one.pk)
        if pair not in known:
            Mention.objects.create(contribution=made, post_id=pair[0], organisation_id=pair[1])
    call(made, at=at)


def _start_following(by: Author, at: datetime, made: Contribution) -> None:
    """Who writes follows, and has read up to there."""
    if by.post_id is None:
        return
    named: dict[str, Any] = {"thread": made.thread, "post_id": by.post_id}
    Follow.objects.get_or_create(**named, defaults={"since_at": at})
    Seen.objects.update_or_create(**named, defaults={"number": made.number})


@transaction.atomic
def edit(*, by: Author, at: datetime, contribution: Contribution, text: str) -> Contribution:
    """Change one's own text; the former one is kept. Raises ValidationError (text)."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("thread__meeting")
    row = rows.get(pk=contribution.pk)
    rules.check_edit(by, row, at)
    text = _checked(text)
    if text == row.text:
        return row
    Revision.objects.create(contribution=row, text=row.text, replaced_at=at, replaced_by_id=by.person_id)
    before, row.text, row.edited_at = row.text, text, at
    row.save(update_fields=["text", "edited_at", "search_text"])
    was, now_is = {"text": before[:500]}, {"text": text[:500]}
    audit.record(by=by, at=at, action="forum.edited", obj=row, before=was, after=now_is)
    _mention(row, at)
    return row


@transaction.atomic
def follow(*, by: Author, at: datetime, thread: Thread) -> Thread:
    """Follow for the acting post; again changes nothing."""
    rules.check_follow(by, thread, queries.scope_of(by, on=localdate(at)))
    named: dict[str, Any] = {"thread": thread, "post_id": by.post_id}
    _row, made = Follow.objects.get_or_create(**named, defaults={"since_at": at})
    if made:
        audit.record(by=by, at=at, action="forum.followed", obj=thread)
    return thread


@transaction.atomic
def unfollow(*, by: Author, at: datetime, thread: Thread) -> Thread:
    """Follow no more; again changes nothing."""
    rules.check_see_forum(by)
    gone, _details = Follow.objects.filter(thread=thread, post_id=by.post_id or 0).delete()
    if gone:
        audit.record(by=by, at=at, action="forum.unfollowed", obj=thread)
    return thread
