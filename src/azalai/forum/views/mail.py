"""How often one is written to, what has not left, and the two links that a mail carries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.accounts.models import Person
from azalai.core.clock import now
from azalai.core.handling import form_page, tell
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.core.signed_links import too_many_wrong, too_often
from azalai.forum import actions, forms, links, rules
from azalai.forum.models import IdeaNotice, Letter, Preference
from azalai.forum.views.shared import FORM, crumbs_of

NO_MORE, TOO_MANY, WRONG = 404, 429, 422


@FORM
def preferences(request: AuthoredRequest) -> HttpResponse:
    """How often do I want to be written to?"""
    rules.check_choose_mail(request.author)
    person = Person.objects.get(pk=request.author.person_id or 0)
    chosen = Preference.objects.filter(person=person).first() or Preference(person=person)
    initial = {"rhythm": chosen.rhythm, "mentions_at_once": chosen.mentions_at_once}
    form = forms.MailForm(request.POST or None, initial=initial)
    address = person.email
    texts = {
        "title": _("Mes courriels"),
        "submit": _("Enregistrer"),
        "success": _("Votre choix est enregistré."),
        "lead": _("Ils partent à %(address)s.") % {"address": address}
        if address
        else _("Aucune adresse n'est connue pour vous : un administrateur peut l'ajouter."),
        "crumbs": crumbs_of(),
    }
    back = reverse("forum:threads")
    return form_page(request, form, actions.choose_mail, texts=texts, back=back)


@require_safe
def letters(request: AuthoredRequest) -> HttpResponse:
    """What has left, and what has not?"""
    rules.check_oversee(request.author)
    context = {
        "page": paginate(request, Letter.objects.select_related("person").order_by("-queued_at", "-pk")),
        "stuck": Letter.objects.pending().exclude(failure="").count(),
        "notices": IdeaNotice.objects.pending().count(),
        "may_send": rules.can_send_digests(request.author),
    }
    return render(request, "forum/letters.html", context)


@require_POST
def send_now(request: AuthoredRequest) -> HttpResponse:
    """Do what the morning task does."""
    rules.check_send_digests(request.author)
    done = actions.digest(by=request.author, at=now())
    words = ngettext("%(n)s courriel est parti.", "%(n)s courriels sont partis.", done.left) % {
        "n": done.left
    }
    messages.success(request, words if done.left else _("Rien n'était à envoyer, ou rien n'a pu partir."))
    return redirect("forum:letters")


# The link itself is the right to write, and no cookie is: a page of elsewhere would have to know it.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Ask; only what is sent by the button is written: a mail program that opens the link writes nothing."""
    at = now()
    found = None if too_many_wrong(request, count=False) else links.resolve_reply(token, at=at)
    if found is None:
        return _refused(request)
    link, who = found
    context: dict[str, Any] = {"thread": link.thread, "post": who.author.post, "path": request.path}
    if request.method != "POST":
        return _page(request, context | {"form": forms.ReplyForm()})
    if too_often(token):
        return _refused(request, status=TOO_MANY)
    form = forms.ReplyForm(request.POST)
    if form.is_valid():
        try:
            made = actions.reply_by_link(at=at, token=token, text=form.cleaned_data["text"])
        except ValidationError as error:
            tell(form, error)
        else:
            return _page(request, context | {"done": True}) if made else _refused(request)
    return _page(request, context | {"form": form}, status=WRONG)


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop the digests; mail programs send the POST by themselves (RFC 8058)."""
    found = None if too_many_wrong(request, count=False) else links.resolve_stop(token)
    if found is None:
        return _refused(request)
    context: dict[str, Any] = {"stopping": True, "path": request.path}
    if request.method == "POST":
        actions.stop_mail(at=now(), token=token)
        context["done"] = True
    return _page(request, context)


def _refused(request: HttpRequest, status: int = NO_MORE) -> HttpResponse:
    """Forged, used, expired, closed: the same page for all, which tells nothing."""
    if status == NO_MORE and too_many_wrong(request, count=True):
        status = TOO_MANY
    return _page(request, {"refused": True, "too_many": status == TOO_MANY}, status=status)


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    blank: dict[str, Any] = {
        "refused": False,
        "too_many": False,
        "done": False,
        "stopping": False,
        "form": None,
    }
    blank |= {"thread": None, "post": "", "path": ""}
    response = render(request, "forum/reply.html", blank | context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
