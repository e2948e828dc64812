"""What a mail says: full texts grouped by thread, with a link to reply to each; word of an idea."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.accounts.models import Person
from azalai.core.context import current_site
from azalai.forum import links
from azalai.forum.enums import LetterKind
from azalai.forum.models import IdeaNotice, Letter, LetterLine, Preference, ReplyLink, Thread

LONGEST_SUBJECT = 150


def compose(letter: Letter, lines: Sequence[LetterLine], *, at: datetime) -> EmailMessage:
    """The mail for one person, in that person's language; makes the links to reply."""
    person = letter.person
    assert person is not None  # the database says so
    letter.reply_links.all().delete()  # of a try that failed: nobody has them
    preference = Preference.objects.get(person=person)
    base = base_of(lines[0].contribution.thread)
    stop = links.stop_address(preference, base)
    with translation.override(person.language or settings.LANGUAGE_CODE):
        groups = [_group(letter, person, list(group), at) for _key, group in groupby(lines, _thread_of)]
        context = {"groups": groups, "stop": stop, "site": current_site(), "kind": letter.kind}
        body = render_to_string("forum/emails/digest.txt", context)
        subject = _subject(letter, lines)
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(one_line(subject), body, to=[person.email], headers=headers)


def base_of(thread: Thread) -> str:
    """Address of the site: as it was when the thread was opened, else as the setting gives it."""
    return str(thread.base or next(iter(settings.CSRF_TRUSTED_ORIGINS), ""))


def _thread_of(line: LetterLine) -> int:
    return line.contribution.thread_id


def _subject(letter: Letter, lines: Sequence[LetterLine]) -> str:
    titles = list(dict.fromkeys(line.contribution.thread.title for line in lines))
    if letter.kind == LetterKind.MENTION:
        return _("Vous êtes mentionné : %(title)s") % {"title": titles[0]}
    told = {"n": len(lines), "title": titles[0], "threads": len(titles)}
    if len(titles) == 1:
        return ngettext("%(n)s message : %(title)s", "%(n)s messages : %(title)s", len(lines)) % told
    return _("%(n)s messages dans %(threads)s échanges") % told


def _group(letter: Letter, person: Person, lines: list[LetterLine], at: datetime) -> dict[str, Any]:
    """A thread in a mail. A link belongs to one person and one thread, and is good for one reply."""
    thread = lines[0].contribution.thread
    link = ReplyLink.objects.create(
        letter=letter,
        person=person,
        post_id=lines[0].post_id,
        thread=thread,
        made_at=at,
        expires_at=at + links.LIFETIME,
    )
    return {
        "thread": thread,
        "url": base_of(thread).rstrip("/") + thread.get_absolute_url(),
        "reply": links.reply_address(link, base_of(thread)),
        "messages": [line.contribution for line in lines],
    }


def notice_of(notice: IdeaNotice) -> EmailMessage:
    """Word of an idea: received, or answered."""
    idea = notice.idea
    with translation.override(notice.language):
        context = {
            "idea": idea,
            "link": links.idea_address(notice.secret, notice.base),
            "site": current_site(),
            "last": not (notice.until_answer and idea.is_waiting),
        }
        body = render_to_string("forum/emails/idea.txt", context)
        words = _("Votre idée est bien reçue") if idea.is_waiting else _("Réponse à votre idée")
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(one_line(words), body, to=[notice.address], headers=headers)


def one_line(text: str) -> str:
    """A subject: whatever was typed, no second header can begin in it."""
    return " ".join(text.split())[:LONGEST_SUBJECT]
