"""A file, where it goes, and what its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from azalai.engines.plan.levels import FRENCH, french
from azalai.formats.limits import Limits
from azalai.plans.models import Plan

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


REPLACE, COMPLETE = "replace", "complete"


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
    mode = forms.ChoiceField(
        label=_("Pour un plan existant"),
        choices=[
            (REPLACE, _("Le mettre à jour : il dira ce que dit ce fichier")),
            (COMPLETE, _("Le compléter : seules les cases vides sont remplies (cadre logique, annexe)")),
        ],
        initial=REPLACE,
        required=False,
        widget=forms.RadioSelect,
    )
    confirmed = forms.BooleanField(
        label=_("J'ai vu ce qui serait retiré, et je le confirme."), required=False
    )

    @property
    def only_completes(self) -> bool:
        """The file fills blanks and nothing else."""
        return bool(self["mode"].value() == COMPLETE)


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
