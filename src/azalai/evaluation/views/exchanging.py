"""The right of reply, from both sides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from azalai.core.clock import today
from azalai.core.drafts import Desk
from azalai.core.formatting import day
from azalai.core.handling import act, form_page, try_to
from azalai.core.requests import AuthoredRequest
from azalai.evaluation import actions, comparing, forms, rules
from azalai.evaluation.enums import REPLY_FORM
from azalai.evaluation.models import Evaluation, Rating
from azalai.evaluation.views.shared import FORM, crumbs_of, get_evaluation, get_rating

USUAL = timedelta(days=21)


def _page(
    request: AuthoredRequest,
    found: Evaluation,
    form: Any,
    action: Callable[..., Any],
    more: dict[str, Any] | None = None,
    **texts: Any,
) -> HttpResponse:
    texts |= {"crumbs": crumbs_of(found)}
    return form_page(
        request,
        form,
        action,
        texts=texts,
        back=found.get_absolute_url(),
        arguments={"evaluation": found} | (more or {}),
    )


@FORM
def share(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Open the right of reply."""
    found, scope = get_evaluation(request, public_id)
    rules.check_share(request.author, found, scope)
    reader = _("le secrétariat") if found.is_self else str(found.partner)
    written = "" if found.is_self else _("Un courriel lui annonce la date.")
    return _page(
        request,
        found,
        forms.ShareForm(request.POST or None, initial={"reply_due": today() + USUAL}),
        actions.share,
        title=_("Communiquer l'évaluation"),
        lead=_(
            "%(reader)s la lira et pourra répondre à chaque note. Vous ne pourrez plus changer les notes "
            "qu'en répondant."
        )
        % {"reader": reader[:1].upper() + reader[1:]}
        + f" {written}",
        more={"base": request.build_absolute_uri("/")},
        submit=_("Communiquer"),
        success=_("L'évaluation est communiquée : le droit de réponse est ouvert."),
    )


@FORM
def withdraw(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take it back into preparation."""
    found, scope = get_evaluation(request, public_id)
    rules.check_share(request.author, found, scope)
    return _page(
        request,
        found,
        forms.ReasonForm(request.POST or None),
        actions.withdraw,
        title=_("Reprendre l'évaluation en préparation ?"),
        lead=_("L'autre partie ne la verra plus. Cela n'est possible que tant qu'elle n'a rien répondu."),
        submit=_("Reprendre en préparation"),
        success=_("L'évaluation est de nouveau en préparation."),
        danger=True,
    )


@FORM
def reply(request: AuthoredRequest, public_id: UUID, code: str) -> HttpResponse:
    """What do you think of this rating?"""
    found, scope = get_evaluation(request, public_id)
    rating = get_rating(found, code)
    rules.check_reply(request.author, found, scope)
    rules.check_change_reply(request.author, rating, scope)
    desk = Desk(request, REPLY_FORM, f"{found.public_id}:{code}"[:80])
    sent = request.POST if request.method == "POST" else None
    known = rating.said
    initial = {"position": known.position, "text": known.text} if known else {}
    form = forms.ReplyForm(sent if sent is not None else desk.data, initial=initial)
    if sent is not None:
        if act(request, form, actions.reply, rating=rating) is not None:
            desk.done()
            return _onwards(request, found, rating)
        desk.keep()
    context = {
        "evaluation": found,
        "rating": rating,
        "form": form,
        "desk": desk,
        "word": comparing.words_of(found).get(rating.value),
        "following": _following(found, rating),
        "left": _unreplied(found),
    }
    return render(request, "evaluation/reply.html", context, status=200 if sent is None else 422)


def _unreplied(found: Evaluation) -> list[Rating]:
    """Ratings to which nobody has replied yet, in order."""
    return [one for one in found.ratings.all() if one.said is None]


def _following(found: Evaluation, rating: Rating) -> Rating | None:
    """The next one to reply to, in order and around."""
    left = [one for one in _unreplied(found) if one.pk != rating.pk]
    after = [one for one in left if one.criterion.order > rating.criterion.order]
    return next(iter([*after, *left]), None)


def _onwards(request: AuthoredRequest, found: Evaluation, rating: Rating) -> HttpResponse:
    messages.success(
        request, _("Votre réponse sur « %(name)s » est enregistrée.") % {"name": rating.criterion.title}
    )
    following = _following(found, rating)
    if "suivant" in request.POST and following is not None:
        return redirect("evaluation:reply", found.public_id, following.criterion.code)
    return redirect(found)


@require_POST
def replies_finish(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """One has replied to everything that one wished to."""
    found, scope = get_evaluation(request, public_id)
    rules.check_reply(request.author, found, scope)
    told = _("Votre réponse est transmise. L'évaluateur répondra à ce que vous contestez.")
    try_to(request, actions.finish_replies, told, evaluation=found)
    return redirect(found)


@FORM
def answer(request: AuthoredRequest, public_id: UUID, code: str) -> HttpResponse:
    """What do you make of this reply?"""
    found, scope = get_evaluation(request, public_id)
    rating = get_rating(found, code)
    rules.check_answer(request.author, found, scope)
    known = rating.said
    if known is None:
        raise Http404
    initial = {"outcome": known.outcome, "answer": known.answer} if known.outcome else {}
    if rating.revised_at:
        initial["value"] = "na" if rating.value is None else str(rating.value)
    form = forms.AnswerForm(request.POST or None, initial=initial, scale=comparing.scale_of(found))
    if request.method == "POST" and act(request, form, actions.answer, rating=rating) is not None:
        messages.success(request, _("Votre réponse est enregistrée."))
        return redirect(f"{found.get_absolute_url()}#c-{code}")
    words = comparing.words_of(found)
    first = rating.first_value if rating.revised_at else rating.value
    context = {"evaluation": found, "rating": rating, "form": form, "first": first, "word": words.get(first)}
    return render(request, "evaluation/answer.html", context, status=422 if form.is_bound else 200)


@FORM
def extend(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give more time to reply."""
    found, _scope = get_evaluation(request, public_id)
    rules.check_extend(request.author, found)
    return _page(
        request,
        found,
        forms.DueForm(request.POST or None, initial={"reply_due": today() + USUAL}),
        actions.extend,
        title=_("Prolonger le droit de réponse"),
        lead=_("Il court jusqu'au %(day)s.") % {"day": day(found.reply_due)},
        submit=_("Prolonger"),
        success=_("Le droit de réponse est prolongé."),
        more={"base": request.build_absolute_uri("/")},
    )


@require_POST
def close(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Freeze the evaluation."""
    found, _scope = get_evaluation(request, public_id)
    rules.check_close(request.author, found)
    told = _("L'évaluation est close : plus rien n'y change, et ses recommandations sont au registre.")
    try_to(request, actions.close, told, evaluation=found)
    return redirect(found)


@require_POST
def publish(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Show it to every post."""
    found, _scope = get_evaluation(request, public_id)
    rules.check_publish(request.author, found)
    try_to(
        request, actions.publish, _("L'évaluation est publiée : tous les postes la voient."), evaluation=found
    )
    return redirect(found)
