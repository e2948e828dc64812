"""What is typed in a long form is kept on the site without anybody pressing a button.

The input is kept as typed, right or wrong, for the post that types it: neither the object nor the audit
trail changes before the form is sent. A view opens a `Desk`, its template writes `{% draft_offers desk %}`
above the form and `{% draft_fields desk %}` inside it; `core/drafts.js` does the rest. Without script,
input that was refused is kept all the same. Each room calls tests/core/draft_contract.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from azalai.core.authorship import Author
from azalai.core.clock import now
from azalai.core.handling import author_of
from azalai.core.models import FormDraft
from azalai.core.registry import draft_form

LIFETIME, LATE = timedelta(days=60), timedelta(days=1)
LIMIT = 500_000
PER_POST = 100
RESUME = "reprise"
PREFIX = "draft-"
SECRETS = re.compile(r"^csrf|passw|mot_?de_?passe|secret|token", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as a page sent it. seen: the page that had written last when this one was opened."""

    key: UUID
    page: str
    seen: str
    rank: int
    target: str
    fields: list[tuple[str, list[str]]]
    is_marked: bool


def sent_by(data: QueryDict) -> Sent:
    """What a page sent; neither passwords nor tokens. Without the fields of the desk, a new key."""
    said = {name: data.get(PREFIX + name, "") for name in ("key", "page", "seen", "rank", "target")}
    key = _uuid(said["key"])
    fields = [
        (name, [str(value) for value in values])
        for name, values in data.lists()
        if not name.startswith(PREFIX) and not SECRETS.search(name)
    ]
    return Sent(
        key=key or uuid4(),
        page=said["page"][:36],
        seen=said["seen"][:36],
        rank=min(int(said["rank"]), 10**9) if said["rank"].isdecimal() else 0,
        target=said["target"][:80],
        fields=fields,
        is_marked=key is not None,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def can_keep(author: Author) -> bool:
    """Keep what one types: whoever acts from a post, for that post."""
    return author.post_id is not None


def check_keep(author: Author) -> None:
    """The same, raising PermissionDenied."""
    if not can_keep(author):
        raise PermissionDenied(_("Aucun poste ne vous est confié : rien ne peut être gardé."))


def started(author: Author) -> QuerySet[FormDraft]:
    """What the acting post has typed and not sent, latest first."""
    if author.post_id is None:
        return FormDraft.objects.none()
    return FormDraft.objects.filter(post_id=author.post_id, closed_at__isnull=True)


@transaction.atomic
def keep(*, by: Author, at: datetime, form: str, sent: Sent) -> FormDraft | None:
    """Keep what was typed; None when something later of the same page is known already.

    Where another page has gone on with the same input, or it was sent, this one is kept apart under a
    new key: nobody's text is lost. Raises ValidationError past LIMIT characters.
    """
    check_keep(by)
    if sum(len(name) + sum(map(len, values)) for name, values in sent.fields) > LIMIT:
        raise ValidationError(_("Cette saisie est trop longue pour être gardée : enregistrez-la."))
    forget_old(at)
    row = _row(by, at, form, sent)
    if row.page == sent.page and 0 < sent.rank <= row.rank:
        return None
    if row.page not in ("", sent.page, sent.seen) or row.closed_at:
        row = FormDraft(post_id=row.post_id, form=form)
    row.person_id, row.target, row.title = by.person_id, sent.target, _title(form, sent)
    row.fields, row.page, row.rank, row.kept_at = sent.fields, sent.page, sent.rank, at
    row.save()
    _drop_beyond(by)
    return row


def _row(by: Author, at: datetime, form: str, sent: Sent) -> FormDraft:
    """The row of that key, locked; a new one is made when there is none."""
    rows = FormDraft.objects.select_for_update()
    named: dict[str, Any] = {"post_id": by.post_id, "key": sent.key}
    return rows.get_or_create(**named, defaults={"form": form, "kept_at": at})[0]


def _title(form: str, sent: Sent) -> str:
    known, values = draft_form(form), dict(sent.fields)
    texts = [" ".join(values.get(name, [""])[-1].split()) for name in (known.title_fields if known else ())]
    return next((text for text in texts if text), "")[:200]


@transaction.atomic
def close(*, by: Author, at: datetime, form: str, sent: Sent) -> None:
    """The form was sent and accepted: what was typed stands elsewhere now."""
    if by.post_id is None or not sent.is_marked:
        return
    row = _row(by, at, form, sent)
    row.fields, row.page, row.rank, row.closed_at = [], sent.page, sent.rank, at
    row.save()


def discard(*, by: Author, key: UUID) -> None:
    """Give up what was typed."""
    started(by).filter(key=key).delete()


def forget_target(*, form: str, target: str) -> None:
    """What was being changed is gone, and with it what anybody had begun to type about it."""
    FormDraft.objects.filter(form=form, target=target).exclude(target="").delete()


def forget_old(at: datetime) -> None:
    """Remove what nobody came back for, and what only told late arrivals."""
    FormDraft.objects.filter(Q(kept_at__lte=at - LIFETIME) | Q(closed_at__lte=at - LATE)).delete()


def _drop_beyond(by: Author) -> None:
    surplus = started(by)[PER_POST:].values_list("pk", flat=True)
    FormDraft.objects.filter(pk__in=list(surplus)).delete()


def as_data(draft: FormDraft) -> QueryDict:
    """The input as a form receives it."""
    data = QueryDict(mutable=True)
    for name, values in draft.fields:
        data.setlist(name, values)
    return data


def address_of(draft: FormDraft) -> str:
    """The form with the input taken up again, "" when no room serves the form any more."""
    known = draft_form(draft.form)
    return f"{known.address(draft.target)}?{RESUME}={draft.key}" if known else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Input that may be taken up again."""

    draft: FormDraft
    label: Any
    url: str


def offers(found: Iterable[FormDraft]) -> list[Offer]:
    """What may be taken up again, with the way there."""
    pairs = [(draft, draft_form(draft.form)) for draft in found]
    return [Offer(draft, known.label, address_of(draft)) for draft, known in pairs if known]


class Desk:
    """One opened form: what its page shows, and what its view calls once the form was sent."""

    def __init__(self, request: HttpRequest, form: str, target: str = "") -> None:
        """target: identifier of what is being changed, "" for something new."""
        self.author, self.form, self.target = author_of(request), form, target
        self.sent = sent_by(request.POST) if request.method == "POST" else None
        self.resumed = self._resumed(request) if self.sent is None else None
        self.page, self.rank = str(uuid4()), 0
        self.key, self.seen = uuid4(), ""
        if self.sent is not None:
            self.key, self.seen = self.sent.key, self.sent.page
        elif self.resumed is not None:
            self.key, self.seen = self.resumed.key, self.resumed.page

    def _resumed(self, request: HttpRequest) -> FormDraft | None:
        key = _uuid(request.GET.get(RESUME, ""))
        return self._known().filter(key=key).first() if key else None

    def _known(self) -> QuerySet[FormDraft]:
        return started(self.author).filter(form=self.form, target=self.target)

    @property
    def data(self) -> QueryDict | None:
        """What was typed, taken up again; None when the page begins with what is stored."""
        return as_data(self.resumed) if self.resumed else None

    @property
    def offers(self) -> list[Offer]:
        """Other input of the same form; one query."""
        return offers(self._known().exclude(key=self.key)[:5])

    def keep(self) -> None:
        """The form was refused: keep what was sent, so that closing the page loses nothing."""
        if self.sent is None or not self.sent.is_marked or not can_keep(self.author):
            return
        try:
            kept = keep(by=self.author, at=now(), form=self.form, sent=self.sent)
        except ValidationError:
            return  # the page still holds it
        self.key = kept.key if kept else self.key

    def done(self) -> None:
        """The form was accepted."""
        if self.sent is not None:
            close(by=self.author, at=now(), form=self.form, sent=self.sent)
