"""Ideas: put in the box, studied, answered with reasons, linked to what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.signed_links import new_nonce, nonce_in
from azalai.forum import links, rules
from azalai.forum.actions.sending import notify_after_commit
from azalai.forum.enums import ANSWERED, IdeaState
from azalai.forum.models import Idea, IdeaLink, IdeaNotice
from azalai.forum.models.ideas import fingerprint
from azalai.forum.prose import tidy

LONGEST = 5_000
NOBODY = Author(name="Auteur anonyme")


@transaction.atomic
def give_idea(
    *,
    by: Author,
    at: datetime,
    country: str,
    title: str,
    text: str = "",
    anonymous: bool = True,
    address: str = "",
    until_answer: bool = False,
    base: str = "",
    key: UUID | None = None,
) -> tuple[Idea, str]:
    """Put an idea in the box; gives it with the secret by which its author follows it.

    anonymous: neither the idea nor the trail keeps who gave it. address: word leaves there at once, and
    again with the answer where until_answer; it is kept no longer. The same key again gives the same idea,
    with an empty secret. Raises ValidationError (title, text).
    """
    rules.check_give_idea(by)
    if known := _known(key):
        return known, ""
    secret, signer = new_nonce(), None if anonymous or by.person_id is None else by
    try:
        with transaction.atomic():
            idea = _given(signer, at, country, title, text, secret, key)
    except IntegrityError:  # the same form, sent twice at the same moment
        if known := _known(key):
            return known, ""
        raise
    if address:
        _announce(idea, at, address, secret, base, until_answer=until_answer)
    return idea, secret


def _known(key: UUID | None) -> Idea | None:
    return Idea.objects.filter(key=key).first() if key else None


def _given(
    signer: Author | None, at: datetime, country: str, title: str, text: str, secret: str, key: UUID | None
) -> Idea:
    title, text = " ".join(tidy(title).split())[:200], tidy(text)
    if not title:
        raise ValidationError({"title": _("Dites votre idée en une phrase.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("%(n)s caractères au plus.") % {"n": LONGEST}})
    idea = Idea.objects.create(
        country_id=country,
        key=key or uuid4(),
        title=title,
        text=text,
        person_id=signer.person_id if signer else None,
        post_id=signer.post_id if signer else None,
        seal=fingerprint(secret),
        received_at=at,
    )
    after = {"title": title}
    audit.record(by=signer or NOBODY, at=at, action="forum.idea-given", obj=idea, after=after)
    return idea


def _announce(idea: Idea, at: datetime, address: str, secret: str, base: str, *, until_answer: bool) -> None:
    notice = IdeaNotice.objects.create(
        idea=idea,
        address=address,
        language=get_language() or "fr",
        secret=secret,
        base=base[:200],
        until_answer=until_answer,
        due_at=at,
    )
    notify_after_commit(notice)


def idea_by_secret(token: str) -> Idea | None:
    """The idea that a secret link follows, None when the link is worth nothing."""
    secret = nonce_in(links.IDEA, token)
    rows = Idea.objects.select_related("post", "person")
    return rows.filter(seal=fingerprint(secret)).first() if secret else None


@transaction.atomic
def study_idea(*, by: Author, at: datetime, idea: Idea) -> Idea:
    """Take it up, or take it up again: from now on it is shown, without an answer."""
    row = _locked(by, idea)
    _check_move(row, IdeaState.STUDIED)
    before = {"state": row.state, "answer": row.answer}
    row.state, row.studied_at = IdeaState.STUDIED, at
    row.answer, row.answered_at, row.answered_by_id = "", None, None
    row.save()
    after = {"state": row.state}
    audit.record(by=by, at=at, action="forum.idea-studied", obj=row, before=before, after=after)
    return row


@transaction.atomic
def answer_idea(*, by: Author, at: datetime, idea: Idea, state: str, answer: str) -> Idea:
    """Answer with reasons, or set aside what is no idea. Raises ValidationError (state, answer)."""
    row = _locked(by, idea)
    if state not in {*ANSWERED, IdeaState.SET_ASIDE}:
        raise ValidationError({"state": _("Choisissez une réponse.")})
    _check_move(row, state)
    answer = tidy(answer)[:LONGEST]
    if not answer:
        raise ValidationError({"answer": _("Donnez les raisons : l'auteur les lira.")})
    before = {"state": row.state}
    row.state, row.answer, row.answered_by_id = state, answer, by.person_id
    row.answered_at = row.answered_at or at
    row.save()
    after = {"state": state, "answer": answer[:500]}
    audit.record(by=by, at=at, action="forum.idea-answered", obj=row, before=before, after=after)
    _tell_author(row, at)
    return row


def _tell_author(row: Idea, at: datetime) -> None:
    """Where an address was left for that; the address goes with the mail."""
    notice = IdeaNotice.objects.filter(idea=row).first()
    if notice is None:
        return
    if row.state == IdeaState.SET_ASIDE:
        notice.delete()
    elif notice.until_answer:
        notice.due_at = at
        notice.save(update_fields=["due_at"])
        notify_after_commit(notice)


@transaction.atomic
def add_link(*, by: Author, at: datetime, idea: Idea, label: str, url: str = "", **target: Any) -> IdeaLink:
    """Say what became of an idea. target: item=, or plan= with node_key=. Raises ValidationError (label)."""
    row = _locked(by, idea)
    label = " ".join(tidy(label).split())[:200]
    if not label:
        raise ValidationError({"label": _("Dites en quelques mots ce que c'est.")})
    made = IdeaLink.objects.create(
        idea=row, label=label, url=url, added_at=at, added_by_id=by.person_id, **target
    )
    after = {"label": label, "url": url}
    audit.record(by=by, at=at, action="forum.idea-linked", obj=row, after=after)
    return made


@transaction.atomic
def remove_link(*, by: Author, at: datetime, link: IdeaLink) -> Idea:
    """Take back what was said by mistake."""
    row = _locked(by, link.idea)
    before = {"label": link.label, "url": link.url}
    audit.record(by=by, at=at, action="forum.idea-unlinked", obj=row, before=before)
    link.delete()
    return row


def _locked(by: Author, idea: Idea) -> Idea:
    rules.check_answer_idea(by)
    return Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)


def _check_move(idea: Idea, state: str) -> None:
    if not idea.may_become(state):
        raise ValidationError({"state": _("Cette idée ne peut plus changer ainsi.")})
