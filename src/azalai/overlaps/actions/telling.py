"""Partners are told: always by the system, by mail where the holders of their posts have an address.

Mail leaves after the commit. What cannot be sent is kept with the notice and undoes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts.models import Person, Tenure
from azalai.actors.models import FocalPoint, Organisation
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.context import current_site
from azalai.overlaps import rules
from azalai.overlaps.enums import NoticeKind
from azalai.overlaps.models import Decision, JointAction, Notice, Pair


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message speaks of. base: address of the site, to which the path of the page is added."""

    pair: Pair
    kind: str
    at: datetime
    base: str = ""
    text: str = ""
    decision: Decision | None = None
    joint: JointAction | None = None

    @property
    def address(self) -> str:
        """Of the page to open."""
        page = self.joint or self.pair
        return self.base.rstrip("/") + page.get_absolute_url()


@transaction.atomic
def tell_partners(
    *, by: Author, at: datetime, pair: Pair, kind: str, text: str = "", base: str = ""
) -> list[Notice]:
    """Tell the leads of both interventions, for an opinion or of the decision; again if need be.

    text: a word of the secretariat, in the mail. base: address of the site. Raises ValidationError
    (kind): nothing is decided yet, or neither lead stands in the register.
    """
    rules.check_tell(by)
    decision = pair.decisions.filter(superseded_at__isnull=True).first()
    if kind not in {NoticeKind.ASKED, NoticeKind.DECIDED}:
        raise ValidationError({"kind": _("Dites pourquoi vous informez les partenaires.")})
    if kind == NoticeKind.DECIDED and decision is None:
        raise ValidationError({"kind": _("Rien n'est encore décidé : demandez plutôt leur avis.")})
    letter = Letter(pair, kind, at, base, text.strip(), decision)
    found = told(by, letter, leads(pair))
    after = {"kind": kind, "told": ", ".join(str(notice.organisation) for notice in found)}
    audit.record(by=by, at=at, action="overlaps.partners-told", obj=pair, after=after, reason=letter.text)
    return found


def leads(pair: Pair) -> list[Organisation]:
    """Leads of both interventions that the register knows, each once. Raises ValidationError without any."""
    found = {side.lead.pk: side.lead for side in pair.sides() if side.lead}
    if not found:
        raise ValidationError(
            _("Aucun des deux chefs de file n'est au registre : il n'y a personne à joindre.")
        )
    return list(found.values())


def told(by: Author, letter: Letter, organisations: Sequence[Organisation]) -> list[Notice]:
    """Keep a notice for each organisation, in the caller's transaction, and send the mail afterwards."""
    notices = [_notice(by, letter, organisation) for organisation in organisations]
    transaction.on_commit(partial(send, letter, notices), robust=True)
    return notices


def _notice(by: Author, letter: Letter, organisation: Organisation) -> Notice:
    facts = {"told_at": letter.at, "told_by_id": by.person_id}
    blank = {"mailed_at": None, "failure": "", "seen_at": None}
    made, _new = Notice.objects.update_or_create(
        pair=letter.pair, organisation=organisation, kind=letter.kind, defaults=facts | blank
    )
    return made


def send(letter: Letter, notices: Sequence[Notice]) -> None:
    """Send the mail and keep with each notice what became of it."""
    for notice in notices:
        people = correspondents(notice.organisation, on=localdate(letter.at))
        left, failure = _sent(letter, notice, people)
        facts = {"mailed_at": letter.at if left else None, "failure": failure[:200]}
        # Another telling may have replaced this one meanwhile.
        Notice.objects.filter(pk=notice.pk, told_at=notice.told_at).update(**facts)


def correspondents(organisation: Organisation, *, on: date) -> list[Person]:
    """Who holds, that day, a post that is focal point of the organisation, and has an address."""
    posts = FocalPoint.objects.current(on).filter(organisation=organisation).values("post")
    tenures = Tenure.objects.current(on).filter(post__in=posts)
    people = Person.objects.filter(tenures__in=tenures, is_active=True).exclude(email="")
    return list(people.order_by("pk").distinct())


def _sent(letter: Letter, notice: Notice, people: list[Person]) -> tuple[int, str]:
    """How many messages left, and why one did not."""
    if not people:
        return 0, _("Aucun titulaire joignable : ses postes points focaux n'ont pas d'adresse.")
    left, failure = 0, ""
    try:
        with get_connection() as connection:
            for person in people:
                message = _message(letter, notice, person)
                message.connection = connection
                left += message.send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; a bad address is a ValueError
        failure = _("Le message n'est pas parti : %(why)s") % {"why": str(error) or type(error).__name__}
    return left, failure


def _message(letter: Letter, notice: Notice, person: Person) -> EmailMessage:
    """One message for one person: nobody reads the others' addresses."""
    with translation.override(person.language or settings.LANGUAGE_CODE):
        context = {
            "letter": letter,
            "notice": notice,
            "pair": letter.pair,
            "sides": letter.pair.sides(),
            "site": current_site(),
        }
        subject = render_to_string("overlaps/emails/subject.txt", context)
        body = render_to_string("overlaps/emails/body.txt", context)
    return EmailMessage(" ".join(subject.split())[:200], body, to=[person.email])
