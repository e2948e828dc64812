"""Opening a thread, writing, correcting, moderating, choosing one's mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.concertation.models import Body
from azalai.concertation.rules import Scope
from azalai.core.attachments import FilesField
from azalai.core.authorship import Author
from azalai.forum import rules
from azalai.forum.actions.writing import LONGEST
from azalai.forum.enums import Audience, Rhythm
from azalai.forum.subjects import About

SYNTAX = _(
    "Une ligne qui commence par un tiret devient une liste. @SIGLE ou @[Intitulé d'un poste] prévient un"
    " organisme ou un poste."
)
FILES = _("Word, Excel, PowerPoint, LibreOffice, PDF, PNG, JPEG ou texte ; 10 Mo au plus chacun.")


def text_field(**more: Any) -> forms.CharField:
    """Where one writes."""
    told: dict[str, Any] = {"label": _("Message"), "help_text": SYNTAX, "max_length": LONGEST}
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 7}), **(told | more))


class ThreadForm(forms.Form):
    """A thread with its first message."""

    title = forms.CharField(label=_("Titre"), max_length=200, help_text=_("La question, en une phrase."))
    audience = forms.ChoiceField(label=_("Qui lira cet échange ?"), widget=forms.RadioSelect)
    body = forms.ModelChoiceField(
        label=_("Instance"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("Aucune"),
        help_text=_("Obligatoire quand seuls les membres d'une instance lisent."),
    )
    text = text_field()
    enclosures = FilesField(required=False, help_text=FILES)

    def __init__(
        self, *args: Any, author: Author, scope: Scope, about: About, country: str, **kwargs: Any
    ) -> None:
        """about: a meeting brings its body along."""
        super().__init__(*args, **kwargs)
        offered = [one for one in Audience if self._is_open(author, scope, about, one)]
        audience: Any = self.fields["audience"]
        audience.choices = [(one.value, one.label) for one in offered]
        audience.initial = Audience.BODY if about.body else Audience.MEMBERS
        if about.body:
            del self.fields["body"]
            return
        bodies = Body.objects.in_country(country).select_related("place")
        body: Any = self.fields["body"]
        body.queryset = bodies if rules.can_moderate(author) else bodies.filter(pk__in=scope.bodies)

    @staticmethod
    def _is_open(author: Author, scope: Scope, about: About, audience: str) -> bool:
        mine = about.body.pk if about.body else next(iter(scope.bodies), None)
        return rules.can_open_for(author, audience, mine, scope)


class AudienceForm(forms.Form):
    """Who reads a thread from now on."""

    audience = forms.ChoiceField(
        label=_("Qui lira cet échange ?"), choices=Audience.choices, widget=forms.RadioSelect
    )
    body = forms.ModelChoiceField(
        label=_("Instance"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("Aucune"),
        help_text=_("Obligatoire quand seuls les membres d'une instance lisent."),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.in_country(country).select_related("place")


class ContributionForm(forms.Form):
    """A message with its files."""

    text = text_field()
    enclosures = FilesField(required=False, help_text=FILES)


class EditForm(forms.Form):
    """One's own text again."""

    text = text_field(help_text=_("Le texte d'avant reste lisible sous le message."))


class ReplyForm(forms.Form):
    """A reply by the link of a mail."""

    text = text_field(help_text="")


class ReasonForm(forms.Form):
    """Why something is hidden."""

    reason = forms.CharField(
        label=_("Motif"), max_length=300, help_text=_("Une phrase ; le secrétariat et l'auditeur la liront.")
    )


class MailForm(forms.Form):
    """How often one wants to be written to."""

    rhythm = forms.ChoiceField(
        label=_("Résumé des échanges que vous suivez"), choices=Rhythm.choices, widget=forms.RadioSelect
    )
    mentions_at_once = forms.BooleanField(
        label=_("M'écrire tout de suite quand un message mentionne mon poste ou mon organisme"),
        required=False,
    )
