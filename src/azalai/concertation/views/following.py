"""Convocations one by one, what can be handed over on paper, rates of answers, the queue of messages."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from azalai.concertation import actions, charts, forms, letters, links, mailbox, qr, queries, rules
from azalai.concertation.enums import ANSWERS, MeetingState, Recipient
from azalai.concertation.models import Body, Convocation
from azalai.concertation.views.shared import FORM, asked, base_of, get_convocation, get_meeting
from azalai.core.clock import now
from azalai.core.formatting import moment
from azalai.core.handling import try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.formats.errors import UnreadableFile


@require_safe
def convocation(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One convocation: where it stands, what left, and its texts to hand over otherwise."""
    found, scope = get_convocation(request, public_id)
    keeps = rules.can_keep_meetings(request.author)
    is_open = found.meeting.takes_answers(now())
    context = {
        "convocation": found,
        "meeting": found.meeting,
        "messages_sent": found.messages.select_related("person") if keeps else [],
        "may_answer": is_open and rules.can_answer(request.author, found, scope),
        "may_keep": keeps and is_open,
        "texts": _texts(found, base_of(request)) if keeps and is_open else [],
        "is_own": found.seat_id in scope.seats,
        "review_link": _review_link(found, base_of(request)) if keeps else "",
    }
    return render(request, "concertation/convocation.html", context)


def _review_link(found: Convocation, base: str) -> str:
    """By which the seat reads the minutes again, "" when it may not or no longer."""
    link = links.minutes_token_of(found)
    is_good = links.resolve_minutes(link, at=now()) is not None
    return links.minutes_address_of(found, base=base) if is_good else ""


def _texts(found: Convocation, base: str) -> list[dict[str, object]]:
    """For the member and, where there is one, for the deputy."""
    recipients = [Recipient.MEMBER, *([Recipient.DEPUTY] if found.seat.deputy_post_id else [])]
    addresses = [(one, links.address_of(found, one, base=base)) for one in recipients]
    return [
        {
            "who": Recipient(recipient).label,
            "id": recipient,
            "messaging": letters.text_to_copy(found, address),
            "sms": letters.text_for_sms(found, address),
        }
        for recipient, address in addresses
    ]


@FORM
def convocation_answer(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Answer for oneself, or note what someone answered otherwise."""
    found, scope = get_convocation(request, public_id)
    rules.check_answer(request.author, found, scope)
    choice = found.state if found.state in ANSWERS else ""
    initial = {"choice": choice, "deputy_name": found.deputy_name, "remark": found.remark}
    form = forms.AnswerForm(request.POST or None, initial=initial)
    texts = (_("Répondre à la convocation"), _("Enregistrer la réponse"), _("La réponse est enregistrée."))
    return asked(
        request,
        form,
        actions.answer,
        texts,
        about=found.meeting,
        back=found.get_absolute_url(),
        lead=f"{found.seat} · {found.meeting.body}, {moment(found.meeting.starts_at)}",
        convocation=found,
        scope=scope,
    )


@require_POST
def convocation_links(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Make new links; the old ones are worth nothing any more."""
    found, _scope = get_convocation(request, public_id)
    rules.check_keep_meetings(request.author)
    success = _("De nouveaux liens sont faits ; les anciens ne valent plus rien.")
    try_to(request, actions.renew_links, success, convocation=found)
    return redirect(found)


@require_safe
def printed(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """The convocations on paper, one page each, with the link as a square to read with a telephone."""
    found, _scope = get_meeting(request, public_id)
    rules.check_keep_meetings(request.author)
    rows = queries.convocations_of(found) if found.state == MeetingState.CONVENED else []
    label = _("Lien pour répondre avec un téléphone")
    addresses = [links.address_of(row, base=base_of(request)) for row in rows]
    sheets = [(row, qr.svg(link, label), link) for row, link in zip(rows, addresses, strict=True)]
    context = {
        "meeting": found,
        "when": letters.when(found),
        "items": letters.agenda_of(found),
        "sheets": sheets,
    }
    return render(request, "concertation/printed.html", context)


@require_safe
def rates(request: AuthoredRequest) -> HttpResponse:
    """Who answers, and who does not?"""
    rules.check_see_answers(request.author)
    chosen = _chosen_body(request)
    rows = queries.judged(settings.COUNTRY, at=now(), body=chosen)
    counts = queries.by_meeting(rows)
    quarters = queries.rates_by_quarter(counts)
    organisations = queries.rates_by_organisation(rows)
    context = {
        "chosen": chosen,
        "total": queries.Rate("", sum(one.sent for one in quarters), sum(one.answered for one in quarters)),
        "page": paginate(request, organisations),
        "by_body": queries.rates_by_body(counts) if chosen is None else [],
        "chart": charts.answers_by_quarter(quarters),
    }
    return render(request, "concertation/rates.html", context)


def _chosen_body(request: AuthoredRequest) -> Body | None:
    asked_for = request.GET.get("instance", "")
    try:
        key = UUID(asked_for)
    except ValueError:
        return None
    return get_object_or_404(Body.objects.in_country(settings.COUNTRY), public_id=key)


@require_safe
def messages_queue(request: AuthoredRequest) -> HttpResponse:
    """What has left, and what has not?"""
    rules.check_see_answers(request.author)
    stuck = queries.stuck(settings.COUNTRY)
    context = {
        "page": paginate(request, queries.messages(settings.COUNTRY)),
        "stuck": stuck.count(),
        "may_remind": rules.can_remind(request.author),
    }
    return render(request, "concertation/messages.html", context)


@require_POST
def remind_now(request: AuthoredRequest) -> HttpResponse:
    """Do what the morning task does."""
    rules.check_remind(request.author)
    done = actions.remind(by=request.author, at=now())
    words = ngettext("%(n)s étape a été faite.", "%(n)s étapes ont été faites.", done.total)
    messages.success(request, words % {"n": done.total} if done.total else _("Rien n'était à faire."))
    return redirect("concertation:messages")


@FORM
def replies(request: AuthoredRequest) -> HttpResponse:
    """Take over answers that calendars sent."""
    rules.check_keep_meetings(request.author)
    form = forms.ReplyForm(request.POST or None, request.FILES or None)
    outcomes: list[actions.Reply] = []
    if request.method == "POST" and form.is_valid():
        try:
            calendars = mailbox.calendars_in(form.cleaned_data["file"].read(mailbox.MOST + 1))
            outcomes = actions.read_replies(by=request.author, at=now(), calendars=calendars)
        except (UnreadableFile, ValidationError) as error:
            form.add_error("file", str(getattr(error, "message", error)))
        else:
            form = forms.ReplyForm()
    context = {"form": form, "outcomes": outcomes, "sent": request.method == "POST"}
    return render(request, "concertation/replies.html", context)
