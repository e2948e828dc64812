"""Threads: the list, one of them with its form, opening, correcting, following, files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from azalai.core import attachments
from azalai.core.clock import now
from azalai.core.drafts import Desk
from azalai.core.handling import act, form_page, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.forum import actions, forms, queries, rules, subjects
from azalai.forum.enums import Audience, Phase, ThreadState
from azalai.forum.models import Contribution, Thread
from azalai.forum.prose import as_html
from azalai.forum.views.shared import (
    FORM,
    ask_sign_in,
    base_of,
    crumbs_of,
    get_contribution,
    get_thread,
    scope_of,
)

PER_PAGE = 30


@login_not_required
@require_safe
def threads(request: AuthoredRequest) -> HttpResponse:
    """What is being said? For a visitor, in the public threads."""
    author, scope = request.author, scope_of(request)
    text = request.GET.get("q", "").strip()[:100]
    rows = _filtered(request, queries.threads(author, scope, country=settings.COUNTRY))
    found = queries.with_counts(queries.search(rows, author, text), author)
    is_member = rules.can_see_forum(author)
    context = {
        "page": paginate(request, found, per_page=PER_PAGE),
        "text": text,
        "show": request.GET.get("voir", ""),
        "filtered": bool(text or request.GET.get("voir")),
        "is_member": is_member,
        "may_open": rules.can_open(author),
        "oversees": rules.can_oversee(author),
        "audiences": Audience,
    }
    return render(request, "forum/threads.html", context)


def _filtered(request: AuthoredRequest, rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """By the filter in the address: followed, about meetings, closed, hidden."""
    shown = request.GET.get("voir", "")
    if shown == "suivis":
        return rows.filter(follows__post_id=request.author.post_id or 0)
    if shown == "reunions":
        return rows.filter(meeting__isnull=False)
    if shown == "publics":
        return rows.filter(audience=Audience.PUBLIC)
    if shown == "masques":
        return rows.filter(state=ThreadState.HIDDEN)
    return rows.exclude(state=ThreadState.HIDDEN)


@login_not_required
@FORM
def thread(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One thread with all its messages; writing in it."""
    try:
        found, scope = get_thread(request, public_id)
    except Http404:
        if request.author.person_id is None:
            return ask_sign_in(request)
        raise
    may_write = rules.can_write(request.author, found, scope)
    if request.method == "POST":
        if request.author.person_id is None:
            return ask_sign_in(request)
        rules.check_write(request.author, found, scope)
    desk = Desk(request, "forum.contribution", str(found.public_id))
    data = request.POST if request.method == "POST" else desk.data
    form = forms.ContributionForm(data or None, request.FILES or None)
    if request.method == "POST":
        if (made := act(request, form, actions.contribute, thread=found, key=desk.key)) is not None:
            desk.done()
            return redirect(made)
        desk.keep()
    context = _shown(request, found) | {
        "form": form if may_write else None,
        "desk": desk,
        "callable": queries.callable_posts(found) if may_write else [],
    }
    return render(request, "forum/thread.html", context)


def _shown(request: AuthoredRequest, found: Thread) -> dict[str, Any]:
    author = request.author
    written = queries.messages_of(found, author)
    # A browser that fetches a page ahead has shown it to nobody.
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        queries.note_seen(author, found, written[-1].number if written else 0)
    files = attachments.of_many(written)
    is_member = rules.can_see_forum(author)
    return {
        "thread": found,
        "about": subjects.of_thread(found, author) if is_member else subjects.FREE,
        "lines": _lines(author, found, written, files),
        "is_member": is_member,
        "follows": is_member and found.follows.filter(post_id=author.post_id or 0).exists(),
        "may_moderate": rules.can_moderate(author),
        "oversees": rules.can_oversee(author),
    }


def _lines(
    author: Any, found: Thread, written: list[Contribution], files: dict[Any, Any]
) -> list[dict[str, Any]]:
    """Each message with its text as HTML, and the phase where a new one begins."""
    lines, phase, at = [], "", now()
    for one in written:
        began = found.phase_at(one.written_at)
        called = [str(mention) for mention in one.mentions.all()]
        called += [
            m.organisation.acronym for m in one.mentions.all() if m.organisation and m.organisation.acronym
        ]
        lines.append(
            {
                "one": one,
                "html": as_html(one.text, called),
                "phase": Phase(began).label if began and began != phase else "",
                "files": files[one.pk],
                "may_edit": rules.can_edit(author, one, at),
            }
        )
        phase = began
    return lines


@FORM
def thread_new(request: AuthoredRequest) -> HttpResponse:
    """Open a thread, about something or about nothing in particular."""
    rules.check_open(request.author)
    scope, desk = scope_of(request), Desk(request, "forum.thread")
    data = request.POST if request.method == "POST" else desk.data
    source = data if data is not None else request.GET
    kind, key = source.get("sujet", ""), source.get("de", "")[:100]
    about = subjects.find(request.author, scope, kind, key)
    if about is None:
        raise Http404
    form = forms.ThreadForm(
        data,
        request.FILES or None,
        author=request.author,
        scope=scope,
        about=about,
        country=settings.COUNTRY,
        initial={"title": about.title},
    )
    if request.method == "POST":
        given = {"about": about, "scope": scope, "base": base_of(request), "key": desk.key}
        if made := act(request, form, actions.open_thread, country=settings.COUNTRY, **given):
            desk.done()
            messages.success(request, _("L'échange est ouvert. Vous le suivez."))
            return redirect(made)
        desk.keep()
    context = {"form": form, "about": about, "desk": desk, "kind": kind, "key": key}
    context["callable"] = queries.callable_posts()
    return render(request, "forum/thread_new.html", context)


@FORM
def contribution_edit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Correct one's own message."""
    found = get_contribution(request, public_id)
    rules.check_edit(request.author, found, now())
    form = forms.EditForm(request.POST or None, initial={"text": found.text})
    texts = {
        "title": _("Corriger mon message"),
        "submit": _("Enregistrer"),
        "success": _("Le message est corrigé."),
        "crumbs": crumbs_of(found.thread),
    }
    given = {"contribution": found}
    return form_page(request, form, actions.edit, texts=texts, back=found.get_absolute_url(), arguments=given)


@require_POST
def follow(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Read of it in the digest."""
    found, _scope = get_thread(request, public_id)
    rules.check_follow(request.author, found, _scope)
    try_to(request, actions.follow, _("Vous suivez cet échange."), thread=found)
    return redirect(found)


@require_POST
def unfollow(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """No more."""
    found, _scope = get_thread(request, public_id)
    rules.check_see_forum(request.author)
    try_to(request, actions.unfollow, _("Vous ne suivez plus cet échange."), thread=found)
    return redirect(found)


@login_not_required
@require_safe
def file(request: AuthoredRequest, public_id: UUID) -> HttpResponseBase:
    """A file of a message; for a visitor, of a public thread."""
    try:
        found, obj = attachments.found_for(request.author, public_id)
    except Http404:
        if request.author.person_id is None:
            return ask_sign_in(request)
        raise
    if not isinstance(obj, Contribution):
        raise Http404
    return attachments.download(found)
