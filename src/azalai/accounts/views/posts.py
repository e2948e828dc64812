"""Posts: who holds them, since when, until when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from azalai.accounts import actions, queries, rules, trail
from azalai.accounts import forms as forms_
from azalai.accounts.enums import TenureKind
from azalai.accounts.models import Post, Tenure
from azalai.core.clock import today
from azalai.core.handling import author_of, form_page
from azalai.core.pagination import paginate

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    """Who holds which post today?"""
    author = author_of(request)
    rules.check_see_posts(author)
    form = forms_.PostFilter(request.GET)
    page = paginate(request, _wanted(form))
    rows = [(post, *_holders(post)) for post in page]
    context = {"page": page, "rows": rows, "form": form, "may_manage": rules.can_manage_posts(author)}
    return render(request, "accounts/post_list.html", context)


def _wanted(form: forms_.PostFilter) -> QuerySet[Post]:
    filters = form.cleaned_data if form.is_valid() else {}
    day, state = today(), filters.get("etat", "")
    is_open = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    found = queries.posts(on=day).filter(~is_open if state == "fermes" else is_open)
    if role := filters.get("role"):
        found = found.filter(role=role)
    return found.exclude(tenures__in=Tenure.objects.current(day).holders()) if state == "vacants" else found


def _holders(post: Any) -> tuple[Tenure | None, Tenure | None]:
    """Today's holder and deputy."""
    by_kind = {tenure.kind: tenure for tenure in post.current_tenures}
    return by_kind.get(TenureKind.HOLDER), by_kind.get(TenureKind.DEPUTY)


@FORM
def post_new(request: HttpRequest) -> HttpResponse:
    """Create a post."""
    rules.check_manage_posts(author_of(request))
    texts = {
        "title": _("Créer un poste"),
        "lead": _("Le poste porte le rôle et l'historique ; les personnes s'y succèdent."),
        "submit": _("Créer le poste"),
        "success": _("Le poste est créé. Nommez maintenant son titulaire."),
        "crumbs": [(_("Postes"), reverse("accounts:post_list"))],
    }
    form = forms_.NewPostForm(request.POST or None, author=author_of(request))
    return form_page(request, form, actions.create_post, texts=texts, back=reverse("accounts:post_list"))


@require_safe
def post_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who holds this post, who held it, and what was done from it?"""
    author, day = author_of(request), today()
    rules.check_see_posts(author)
    post = get_object_or_404(queries.posts(on=day), public_id=public_id)
    holder, deputy = _holders(post)
    tenures = [(tenure, tenure.state_on(day)) for tenure in post.tenures.select_related("person")]
    may_read = rules.can_read_post_history(author, post.pk)
    context = {
        "post": post,
        "holder": holder,
        "deputy": deputy,
        "tenures": tenures,
        "is_open": post.closed_on is None or post.closed_on > day,
        "may_manage": rules.can_manage_post(author, post.role),
        "may_read": may_read,
        "page": paginate(request, trail.written_from(post), per_page=20) if may_read else None,
        "may_read_audit": rules.can_read_audit(author),
    }
    return render(request, "accounts/post.html", context)


@FORM
def post_rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the post another title."""
    post = _post(request, public_id)
    texts = {
        "title": _("Renommer le poste"),
        "submit": _("Renommer"),
        "success": _("Le poste est renommé."),
    }
    form = forms_.RenamePostForm(request.POST or None, initial={"title": post.title})
    return _about(request, post, form, actions.rename_post, texts)


@FORM
def post_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the post."""
    texts = {
        "title": _("Fermer le poste"),
        "lead": _("Les affectations en cours prennent fin la veille. L'historique reste."),
        "submit": _("Fermer le poste"),
        "success": _("Le poste est fermé."),
        "danger": True,
    }
    form = forms_.ClosePostForm(request.POST or None, initial={"on": today()})
    return _about(request, _post(request, public_id), form, actions.close_post, texts)


@FORM
def post_appoint(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Appoint a holder to a vacant post."""
    texts = {
        "title": _("Nommer un titulaire"),
        "submit": _("Nommer"),
        "success": _("Le titulaire est nommé."),
    }
    form = forms_.AppointForm(request.POST or None, initial={"on": today()})
    return _about(request, _post(request, public_id), form, actions.appoint, texts)


@FORM
def post_hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand the post over."""
    texts = {
        "title": _("Passer le poste à un nouveau titulaire"),
        "lead": _("L'historique reste au poste : le nouveau titulaire voit ce qui a été fait avant lui."),
        "submit": _("Enregistrer la passation"),
        "success": _("La passation est enregistrée."),
    }
    form = forms_.HandOverForm(request.POST or None, initial={"on": today()})
    return _about(request, _post(request, public_id), form, actions.hand_over, texts)


@FORM
def post_deputy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Appoint a deputy."""
    texts = {
        "title": _("Nommer un suppléant"),
        "lead": _("Il agit depuis le poste, avec les mêmes droits, et signe « suppléant »."),
        "submit": _("Nommer"),
        "success": _("Le suppléant est nommé."),
    }
    form = forms_.DeputyForm(request.POST or None, initial={"on": today()})
    return _about(request, _post(request, public_id), form, actions.appoint_deputy, texts)


@FORM
def tenure_end(request: HttpRequest, public_id: UUID, tenure_id: int) -> HttpResponse:
    """Set the end of a tenure."""
    post = _post(request, public_id)
    tenure = get_object_or_404(post.tenures.select_related("person"), pk=tenure_id)
    texts = {
        "title": _("Mettre fin à l'affectation"),
        "lead": f"{tenure.person} · {tenure.get_kind_display()}",
        "submit": _("Fixer la fin"),
        "success": _("La fin de l'affectation est fixée."),
    }
    form = forms_.EndTenureForm(request.POST or None, initial={"on": today()})
    return _about(request, post, form, actions.end_tenure, texts, tenure=tenure)


@FORM
def tenure_cancel(request: HttpRequest, public_id: UUID, tenure_id: int) -> HttpResponse:
    """Give up a tenure that has not begun."""
    post = _post(request, public_id)
    tenure = get_object_or_404(post.tenures.select_related("person"), pk=tenure_id)
    texts = {
        "title": _("Annuler l'affectation à venir"),
        "lead": f"{tenure.person} · {tenure.get_kind_display()}",
        "submit": _("Annuler l'affectation"),
        "success": _("L'affectation à venir est annulée."),
        "danger": True,
    }
    form = forms_.ReasonForm(request.POST or None)
    return _about(request, post, form, actions.cancel_tenure, texts, tenure=tenure)


def _post(request: HttpRequest, public_id: UUID) -> Post:
    author = author_of(request)
    rules.check_manage_posts(author)
    post = get_object_or_404(Post, public_id=public_id)
    rules.check_manage_post(author, post.role)
    return post


def _about(
    request: HttpRequest, post: Post, form: Any, action: Any, texts: dict[str, Any], **target: Any
) -> HttpResponse:
    way = [(_("Postes"), reverse("accounts:post_list")), (str(post), post.get_absolute_url())]
    return form_page(
        request,
        form,
        action,
        texts=texts | {"crumbs": way},
        back=post.get_absolute_url(),
        arguments=target or {"post": post},
    )
