"""Forms whose input is kept while it is being typed, and where each stands."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.core.links import url_or_blank
from azalai.core.registry import DraftForm, register_draft_form
from azalai.evaluation.enums import LESSON_FORM, PARAGRAPH_FORM, RATING_FORM, REPLY_FORM


def rating_address(target: str) -> str:
    """Page of the form of a criterion; target: "evaluation:criterion"."""
    return _of_criterion("evaluation:rate", target)


def reply_address(target: str) -> str:
    """Page of the form of a reply; target: "evaluation:criterion"."""
    return _of_criterion("evaluation:reply", target)


def _of_criterion(name: str, target: str) -> str:
    public_id, _colon, code = target.partition(":")
    return url_or_blank(name, public_id, code) or reverse("evaluation:evaluations")


def lesson_address(target: str) -> str:
    """Page of the form of that lesson, "" for a new one."""
    return url_or_blank("evaluation:lesson_change", target) or reverse("evaluation:lesson_new")


def paragraph_address(target: str) -> str:
    """Page of the form of a paragraph; target: "year:code"."""
    year, _colon, code = target.partition(":")
    known = bool(code) and year.isdecimal()
    return (
        reverse("evaluation:paragraph", args=[int(year), code]) if known else reverse("evaluation:preamble")
    )


def register() -> None:
    """Announce them to the desks."""
    for form in (
        DraftForm(RATING_FORM, _("Appréciation d'un critère"), rating_address, ("reasoning",)),
        DraftForm(REPLY_FORM, _("Droit de réponse"), reply_address, ("text",)),
        DraftForm(LESSON_FORM, _("Bonne pratique ou leçon"), lesson_address, ("title", "text")),
        DraftForm(PARAGRAPH_FORM, _("Préambule de la matrice"), paragraph_address, ("text",)),
    ):
        register_draft_form(form)
