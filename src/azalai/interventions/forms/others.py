"""Short forms: one question each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.interventions.enums import Publication, Status
from azalai.interventions.queries import lines_to_link
from azalai.plans.models import Node, PlanVersion

LINES = 200  # of a plan, offered at a time


class ReasonForm(forms.Form):
    """A reason that everyone will read."""

    reason = forms.CharField(
        label=_("Motif"), max_length=500, help_text=_("Une phrase ; elle sera affichée sur la fiche.")
    )


class ResumeForm(ReasonForm):
    """The state that it takes again."""

    status = forms.ChoiceField(
        label=_("État"),
        choices=[(Status.PLANNED, Status.PLANNED.label), (Status.ONGOING, Status.ONGOING.label)],
    )


class SheetForm(forms.Form):
    """A workbook in the layout of the template."""

    file = forms.FileField(
        label=_("Classeur"),
        help_text=_("Le modèle rempli (.xlsx, .ods ou .csv), 25 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )


class IatiForm(forms.Form):
    """A file of activities."""

    file = forms.FileField(
        label=_("Fichier IATI"),
        help_text=_("Fichier d'activités d'un partenaire (.xml ou .xml.gz), 100 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.gz"}),
    )


class TakeOverForm(forms.Form):
    """What becomes of interventions that were not known."""

    publication = forms.ChoiceField(
        label=_("Les nouvelles interventions"),
        choices=[
            (Publication.PUBLISHED, _("sont publiées tout de suite")),
            (Publication.DRAFT, _("sont gardées en brouillon, à relire")),
        ],
        initial=Publication.PUBLISHED,
        widget=forms.RadioSelect,
        help_text=_("Celles qui sont déjà connues restent publiées ou en brouillon, comme elles le sont."),
    )


class DocumentForm(forms.Form):
    """A file to keep."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    file = forms.FileField(
        label=_("Fichier"), help_text=_("PDF, document Word, Excel ou LibreOffice, image ; 10 Mo au plus.")
    )


class NodeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Node) -> str:
        return f"{'– ' * obj.depth}{obj.code} {obj.title}"[:140]


class LinkForm(forms.Form):
    """A line of a plan."""

    node = NodeChoice(label=_("Ligne du plan"), queryset=Node.objects.none())
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("En quoi elle y contribue.")
    )

    def __init__(self, *args: Any, version: PlanVersion, text: str = "", **kwargs: Any) -> None:
        """text: only lines whose number or title holds it are offered, at most LINES; all are accepted."""
        super().__init__(*args, **kwargs)
        node: Any = self.fields["node"]
        node.queryset = version.nodes.order_by("path")
        found = list(lines_to_link(version, text)[: LINES + 1])
        self.found, self.has_more = len(found[:LINES]), len(found) > LINES
        offered = [(line.pk, node.label_from_instance(line)) for line in found[:LINES]]
        node.widget.choices = [("", _("À choisir")), *offered]
