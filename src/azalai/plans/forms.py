"""Forms of the room. Fields read what people type as the compiler reads a cell."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from azalai.core.forms import DateInput
from azalai.engines.plan.findings import figure
from azalai.engines.plan.levels import FRENCH, RANK, french
from azalai.formats.limits import Limits
from azalai.frames.dataset import load_framework
from azalai.plans.actions.review import Point
from azalai.plans.editing import TEXTS
from azalai.plans.enums import Decision, PointConclusion
from azalai.plans.models import Node, Plan, PlanVersion

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ACCEPTED = ".docx,.xlsx,.xls,.ods,.csv"


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Fichier du plan"),
        help_text=_(
            "Word (.docx), Excel (.xlsx), OpenDocument (.ods) ou CSV, 25 Mo au plus. Il est lu tel qu'il est."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choisissez le fichier à lire."), "empty": _("Ce fichier est vide.")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before reading it."""
        file = self.cleaned_data["file"]
        limit = Limits().file_bytes
        if file.size > limit:
            raise ValidationError(
                _("Ce fichier fait %(size)s Mo ; la limite est de %(limit)s Mo.")
                % {"size": file.size // 1_000_000 + 1, "limit": limit // 1_000_000}
            )
        return file


class PlanChoice(forms.ModelChoiceField):
    """A plan with the state of its latest version; the plans bring their versions along."""

    def label_from_instance(self, plan: Plan) -> str:
        version = plan.latest_version()
        return f"{plan} · version {version.number}, {version.get_status_display()}"


class ImportForm(forms.Form):
    """Where the plan goes."""

    into = PlanChoice(
        label=_("Enregistrer comme"),
        queryset=Plan.objects.with_latest_version(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Un nouveau plan"),
        help_text=_("Choisissez un plan existant pour le mettre à jour : rien n'y sera mis en double."),
        error_messages={"invalid_choice": _("Ce plan n'existe pas : rien n'a été enregistré.")},
    )


class ColumnsForm(forms.Form):
    """What each column of a layout is."""

    def __init__(self, *args: Any, layout: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in layout["columns"]:
            name = (column["header"] or "").replace("\n", " › ")
            self.fields[f"column_{column['index']}"] = forms.ChoiceField(
                label=f"{column['index'] + 1}. {name or 'sans titre'}",
                choices=role_choices(column["role"]),
                initial=column["role"],
            )

    def roles(self) -> dict[int, str]:
        """Column index -> spelled role."""
        return {int(name.removeprefix("column_")): role for name, role in self.cleaned_data.items()}


ROLES: list[tuple[str, StrOrPromise]] = [
    ("ignore", _("Ne pas lire")),
    ("unknown", _("Autre (à garder tel quel)")),
    ("code", _("Numéro")),
    ("cost", _("Coût")),
    ("period", _("Période")),
    ("start", _("Début")),
    ("end", _("Fin")),
    ("responsible", _("Responsables")),
    ("partners", _("Partenaires")),
    ("beneficiaries", _("Bénéficiaires")),
    ("references", _("Références (PMM, PNM, ODD)")),
    ("references:GCM", _("Objectifs du PMM")),
    ("references:SDG", _("Cibles des ODD")),
    ("references:PNM", _("Politique nationale")),
    ("expected_results", _("Résultats attendus")),
    ("indicators", _("Indicateurs")),
    ("baseline", _("Situation de référence")),
    ("target", _("Cible")),
    ("verification", _("Moyens de vérification")),
    ("risks_assumptions", _("Hypothèses et risques")),
    ("assumptions", _("Hypothèses")),
    ("risks", _("Risques")),
    ("strategies", _("Stratégies de mise en œuvre")),
    ("funding", _("Sources de financement")),
    ("comments", _("Observations")),
    ("detail", _("Précision (quantité, coût unitaire, lieu…)")),
    *[(f"year:{number}", _("Année %(number)s du plan") % {"number": number}) for number in range(1, 11)],
]


def role_choices(current: str) -> list[Any]:
    """Grouped choices; the current role is among them even when it is a special one."""
    nodes = [(f"node:{kind}", name.capitalize()) for kind, name in FRENCH.items()]
    known = {value for value, _label in ROLES} | {value for value, _label in nodes}
    special = [] if current in known else [(current, _role_name(current))]
    return [(_("Niveaux du plan"), nodes), (_("Informations"), [*special, *ROLES])]


def _role_name(spelled: str) -> str:
    """A role that stands in no list, in words."""
    name, _sep, detail = spelled.partition(":")
    if name == "node" and detail:
        return gettext("Lignes du plan : %(levels)s") % {"levels": ", ".join(map(french, detail.split("+")))}
    if name == "node":
        return gettext("Lignes du plan, d'après les mots de chaque cellule")
    if name == "year_cost":
        return gettext("Coût de l'année %(number)s") % {"number": detail.partition(".")[0]}
    return gettext("Comme reconnu")


class DecisionForm(forms.Form):
    """What to do with a finding, and why."""

    decision = forms.ChoiceField(label=_("Décision"), choices=Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase suffit ; elle reste attachée au constat."),
        error_messages={"required": _("Indiquez le motif de la décision.")},
    )


LABELS = {
    "beneficiaries": _("Bénéficiaires"),
    "responsible": _("Responsables"),
    "partners": _("Partenaires"),
    "expected_results": _("Résultats attendus"),
    "baseline": _("Situation de référence"),
    "target": _("Cible"),
    "verification": _("Moyens de vérification"),
    "assumptions": _("Hypothèses"),
    "risks": _("Risques"),
    "strategies": _("Stratégies de mise en œuvre"),
    "funding": _("Sources de financement"),
    "comments": _("Observations"),
}


class NodeForm(forms.Form):
    """One line of the plan."""

    code = forms.CharField(label=_("Numéro"), required=False, max_length=30)
    title = forms.CharField(label=_("Intitulé"), widget=forms.Textarea(attrs={"rows": 3}))
    cost = forms.CharField(
        label=_("Coût"), required=False, help_text=_("Par exemple 25 000 000 ou 25 millions.")
    )
    years = forms.MultipleChoiceField(
        label=_("Années"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    period = forms.CharField(
        label=_("Période"), required=False, help_text=_("Par exemple juin 2020 – déc. 2020, ou 2021.")
    )
    references = forms.CharField(
        label=_("Références"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Par exemple PNM, axe 3, action 1 / PMM, objectifs 14 et 23."),
    )
    indicators = forms.CharField(
        label=_("Indicateurs"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Un par ligne."),
    )

    def __init__(self, *args: Any, version: PlanVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = version.first_year
        years = [(str(n), str(first + n - 1) if first else f"An {n}") for n in version.year_numbers]
        if years:
            self.fields["years"].choices = years  # type: ignore[attr-defined]
            del self.fields["period"]
        else:
            del self.fields["years"]
        for name in TEXTS:
            self.fields[name] = forms.CharField(
                label=LABELS[name], required=False, widget=forms.Textarea(attrs={"rows": 2})
            )


def values_of(node: Node) -> dict[str, Any]:
    """What a form shows of a line."""
    return {
        "code": node.code,
        "title": node.title,
        "cost": figure(node.declared_cost) if node.declared_cost is not None else "",
        "years": [str(year) for year in node.years],
        "period": node.period_text,
        "references": node.reference_text,
        "indicators": "\n".join(node.indicators),
        **{name: getattr(node, name) for name in TEXTS},
    }


class EditNodeForm(NodeForm):
    """A line that exists, with the reason of the change.

    seen: mark of the values that the person had before them, so that nobody's change is undone unseen.
    """

    ASIDE = ("reason", "seen")
    reason = forms.CharField(
        label=_("Motif de la modification"),
        required=False,
        help_text=_("Conseillé : il figurera au journal, à côté de la valeur du document."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, version: PlanVersion, node: Node) -> None:
        values = values_of(node)
        self.now = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:20]
        super().__init__(data, version=version, initial={**values, "seen": self.now})

    def clean(self) -> dict[str, Any]:
        """Refuse once when the line changed since the page was opened; what was typed stays."""
        cleaned = super().clean() or self.cleaned_data
        if (seen := cleaned.get("seen")) and seen != self.now:
            typed: Any = self.data.copy()  # type: ignore[attr-defined]
            typed["seen"] = self.now
            self.data = typed
            raise ValidationError(
                _(
                    "Cet élément a été modifié entre-temps par quelqu'un d'autre. Ce que vous avez saisi est"
                    " gardé ci-dessous : comparez avec la fiche, puis enregistrez de nouveau."
                )
            )
        return cleaned


class AddNodeForm(NodeForm):
    """A new line."""

    kind = forms.ChoiceField(label=_("Niveau"))
    field_order = ("kind", "code", "title")

    def __init__(self, *args: Any, version: PlanVersion, parent: Node | None, **kwargs: Any) -> None:
        super().__init__(*args, version=version, **kwargs)
        self.fields["kind"].choices = kinds_below(version, parent)  # type: ignore[attr-defined]


def kinds_below(version: PlanVersion, parent: Node | None) -> list[tuple[str, str]]:
    """Levels of the plan that may stand under a line."""
    levels = list(version.levels) or ["axis", "objective", "action", "activity"]
    if parent is None or parent.kind not in levels:
        lower = levels
    else:
        lower = levels[levels.index(parent.kind) + 1 :] or _finer(parent.kind)
    return [(kind, FRENCH.get(kind, kind).capitalize()) for kind in lower]


def _finer(kind: str) -> list[str]:
    """Levels that usually stand below one at which work is done."""
    return [one for one in ("activity", "sub_activity", "task") if RANK[one] > RANK.get(kind, RANK["task"])]


class ReasonForm(forms.Form):
    """A reason that the action asks for."""

    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 2}))


class AdoptForm(forms.Form):
    """The act that adopts a version."""

    reference = forms.CharField(
        label=_("Acte d'adoption"),
        max_length=200,
        help_text=_("Numéro et date de l'arrêté, ou procès-verbal de la réunion qui a adopté le plan."),
    )


class CriterionForm(forms.Form):
    """An answer to a criterion."""

    text = forms.CharField(label=_("Réponse"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ReviewForm(forms.Form):
    """A validation workshop with its eight points."""

    held_on = forms.DateField(label=_("Date"), widget=DateInput())
    place = forms.CharField(label=_("Lieu"), max_length=200)
    participants = forms.CharField(
        label=_("Participants"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Une structure par ligne, suivie du nombre de personnes : OIM, 3. Aucun nom de personne."
        ),
    )
    summary = forms.CharField(label=_("Synthèse"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entry in load_framework("review-points").entries:
            for name, field in _point_fields().items():
                self.fields[f"{entry.code}.{name}"] = field

    def points(self) -> list[Point]:
        """What was said of each point, in the order of the guidelines."""
        return [
            Point(entry.code, *(self.cleaned_data[f"{entry.code}.{name}"] for name in _point_fields()))
            for entry in load_framework("review-points").entries
        ]

    def groups(self) -> list[dict[str, Any]]:
        """Each point with its three bound fields, for the page."""
        return [
            {"entry": entry, "fields": [self[f"{entry.code}.{name}"] for name in _point_fields()]}
            for entry in load_framework("review-points").entries
        ]

    def clean_participants(self) -> list[tuple[str, int]]:
        """Lines "structure, number"."""
        found = []
        for line in self.cleaned_data["participants"].splitlines():
            name, _sep, count = line.rpartition(",")
            if not name or not count.strip().isdigit():
                name, count = line, "1"
            if name.strip():
                found.append((name.strip(), max(int(count), 1)))
        return found


def _point_fields() -> dict[str, forms.Field]:
    return {
        "conclusion": forms.ChoiceField(
            label=_("Conclusion"), choices=PointConclusion.choices, initial=PointConclusion.OPEN
        ),
        "discussion": forms.CharField(
            label=_("Ce qui a été dit"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
        "decision": forms.CharField(
            label=_("Décision"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
    }
