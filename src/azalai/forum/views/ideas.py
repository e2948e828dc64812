"""The idea box: what was proposed, what it became, and how long it took."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from azalai.core.clock import now
from azalai.core.handling import form_page, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.core.signed_links import too_many_wrong
from azalai.forum import actions, forms, limits, links, queries, rules
from azalai.forum.enums import ANSWERED, IdeaState, Opening
from azalai.forum.models import Idea
from azalai.forum.prose import as_html
from azalai.forum.views.shared import FORM, ask_sign_in, base_of, get_idea

PER_PAGE = 30
WRONG, TOO_MANY, NO_MORE = 422, 429, 404


@login_not_required
@require_safe
def ideas(request: AuthoredRequest) -> HttpResponse:
    """What was proposed, and what was answered?"""
    author, at = request.author, now()
    if not rules.can_read_box(author):
        return ask_sign_in(request) if author.person_id is None else _closed(author)
    text, show = request.GET.get("q", "").strip()[:100], request.GET.get("voir", "")
    rows = _filtered(
        queries.search_ideas(queries.ideas(author, country=settings.COUNTRY), text), show, author
    )
    page = paginate(request, rows, per_page=PER_PAGE)
    context = {
        "page": page,
        "lines": [(idea, idea.days_at(at)) for idea in page.object_list],
        "delays": queries.delays(settings.COUNTRY, at=at),
        "text": text,
        "show": show,
        "filtered": bool(text or show),
        "may_give": rules.can_give_idea(author),
        "may_answer": rules.can_answer_idea(author),
        "is_member": rules.can_see_forum(author),
        "oversees": rules.can_oversee(author),
    }
    return render(request, "forum/ideas.html", context)


def _closed(author: Any) -> HttpResponse:
    rules.check_read_box(author)
    raise Http404


def _filtered(rows: QuerySet[Idea], show: str, author: Any) -> QuerySet[Idea]:
    if show == "attente":
        return rows.filter(state__in=[IdeaState.RECEIVED, IdeaState.STUDIED]).order_by("received_at", "pk")
    if show == "reponses":
        return rows.filter(state__in=ANSWERED)
    if show == "ecartees":
        return rows.filter(state=IdeaState.SET_ASIDE)
    if show == "miennes":
        return rows.filter(person=author.person_id or 0)
    return rows.exclude(state=IdeaState.SET_ASIDE)


@login_not_required
@require_safe
def idea(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One idea, its answer and what became of it."""
    try:
        found = get_idea(request, public_id)
    except Http404:
        if request.author.person_id is None:
            return ask_sign_in(request)
        raise
    may_answer = rules.can_answer_idea(request.author)
    context = _shown(found) | {
        "may_answer": may_answer,
        "may_study": may_answer and found.may_become(IdeaState.STUDIED),
        "is_member": rules.can_see_forum(request.author),
    }
    return render(request, "forum/idea.html", context)


def _shown(found: Idea) -> dict[str, Any]:
    rows = found.links.select_related("item__meeting")
    nodes = {one.pk: queries.latest_line(one.plan_id, one.node_key) for one in rows if one.plan_id}
    return {
        "idea": found,
        "days": found.days_at(now()),
        "html": as_html(found.text),
        "answer": as_html(found.answer),
        "links": [(one, _address(one, nodes)) for one in rows],
    }


def _address(one: Any, nodes: dict[Any, Any]) -> str:
    """Where a sequel stands."""
    if one.url:
        return str(one.url)
    if one.item is not None:
        return str(one.item.meeting.get_absolute_url())
    node = nodes.get(one.pk)
    return node.get_absolute_url() if node else ""


@login_not_required
@never_cache
@FORM
def idea_new(request: AuthoredRequest) -> HttpResponse:
    """Put an idea in the box, signed or not."""
    author, at = request.author, now()
    if not rules.can_give_idea(author):
        if author.person_id is None and settings.IDEAS == Opening.MEMBERS:
            return ask_sign_in(request)
        rules.check_give_idea(author)
    if request.method != "POST":
        form = forms.IdeaForm(author=author, initial={"mark": limits.stamp(at), "key": uuid4()})
        return render(request, "forum/idea_new.html", {"form": form})
    if author.person_id is None and request.POST.get("signed") == forms.SIGN:
        return ask_sign_in(request)  # a session that ended must not turn a signed idea into an anonymous one
    form = forms.IdeaForm(request.POST, author=author)
    if not form.is_valid():
        return _again(request, form, WRONG)
    if form.cleaned_data["website"] or limits.is_hasty(form.cleaned_data["mark"], at):
        form.add_error(None, _("Relisez votre idée, puis envoyez-la de nouveau."))
        return _again(request, form, WRONG)
    if limits.too_many_ideas(request):
        form.add_error(
            None, _("Beaucoup d'idées arrivent en ce moment. Gardez la vôtre et revenez dans une heure.")
        )
        return _again(request, form, TOO_MANY)
    return _given(request, form)


def _again(request: HttpRequest, form: forms.IdeaForm, status: int) -> HttpResponse:
    """The same form with what was typed, and a new mark so that it can be sent."""
    data = request.POST.copy()
    data["mark"], data["website"] = limits.stamp(now()), ""
    form.data = data
    return render(request, "forum/idea_new.html", {"form": form}, status=status)


def _given(request: AuthoredRequest, form: forms.IdeaForm) -> HttpResponse:
    given = form.cleaned_data
    told = {name: given[name] for name in ("title", "text", "address", "until_answer", "key")}
    _idea, secret = actions.give_idea(
        by=request.author,
        at=now(),
        country=settings.COUNTRY,
        anonymous=not form.is_signed,
        base=base_of(request),
        **told,
    )
    # Sent a second time: the first answer held the link, this page cannot make it again.
    return redirect(links.idea_address(secret) if secret else reverse("forum:ideas"))


@login_not_required
@never_cache
@require_safe
def idea_follow(request: HttpRequest, token: str) -> HttpResponse:
    """Where does my idea stand? For whoever has the link."""
    wrong = too_many_wrong(request, count=False)
    found = None if wrong else actions.idea_by_secret(token)
    if found is None:
        status = TOO_MANY if too_many_wrong(request, count=True) else NO_MORE
        response = render(request, "forum/idea_follow.html", {"idea": None}, status=status)
    else:
        context = _shown(found) | {"address": request.build_absolute_uri()}
        response = render(request, "forum/idea_follow.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def idea_study(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take it up; from now on it is shown."""
    found = get_idea(request, public_id)
    rules.check_answer_idea(request.author)
    try_to(request, actions.study_idea, _("L'idée est à l'étude ; elle est maintenant affichée."), idea=found)
    return redirect(found)


@FORM
def idea_answer(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Answer, with reasons."""
    found = get_idea(request, public_id)
    rules.check_answer_idea(request.author)
    form = forms.AnswerForm(request.POST or None, idea=found)
    texts = {
        "title": _("Répondre à l'idée"),
        "submit": _("Enregistrer la réponse"),
        "success": _("La réponse est enregistrée."),
        "lead": found,
        "crumbs": _crumbs(found),
    }
    given = {"idea": found}
    back = found.get_absolute_url()
    return form_page(request, form, actions.answer_idea, texts=texts, back=back, arguments=given)


@FORM
def idea_link_new(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Say what became of it."""
    found = get_idea(request, public_id)
    rules.check_answer_idea(request.author)
    form = forms.LinkForm(request.POST or None, country=settings.COUNTRY)
    texts = {
        "title": _("Ajouter une suite"),
        "submit": _("Ajouter"),
        "success": _("La suite est ajoutée."),
        "lead": found,
        "crumbs": _crumbs(found),
    }
    given = {"idea": found}
    back = found.get_absolute_url()
    return form_page(request, form, actions.add_link, texts=texts, back=back, arguments=given)


@require_POST
def idea_link_remove(request: AuthoredRequest, public_id: UUID, link_id: int) -> HttpResponse:
    """Take back what was said by mistake."""
    found = get_idea(request, public_id)
    rules.check_answer_idea(request.author)
    link = get_object_or_404(found.links, pk=link_id)
    try_to(request, actions.remove_link, _("La suite est retirée."), link=link)
    return redirect(found)


def _crumbs(found: Idea) -> list[tuple[Any, str]]:
    return [(_("Boîte à idées"), reverse("forum:ideas")), (found, found.get_absolute_url())]
