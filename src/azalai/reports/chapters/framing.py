"""What stands around the facts: preamble, method, context."""

from __future__ import annotations

from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.phrases.times import between, day, period
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import total_figure, when
from azalai.reports.drafting import Draft, Figure
from azalai.reports.enums import REVIEWS
from azalai.reports.material import Material

# Figures that the preamble takes up where a chapter has made them: key, words.
HEADLINES = (
    ("interventions", "interventions de la période"),
    ("organisations", "organismes qui y prennent part"),
    ("money", "budgets déclarés"),
    ("meetings.held", "réunions tenues"),
    ("overlaps.doubles", "recoupements constatés"),
    ("gcm.served", "objectifs du PMM servis"),
    ("plan.state.done", "activités du plan achevées"),
    ("register.open", "actions ouvertes"),
    ("indicators.reached", "cibles d'indicateurs atteintes"),
)


@chapter("preamble", "Préambule analytique", "tous les chapitres du document")
def preamble(draft: Draft, material: Material) -> None:
    """The document in one page: written last, from the figures of the other chapters."""
    total_figure(draft, material)
    found = [(label, draft.figures[key]) for key, label in HEADLINES if key in draft.figures]
    if found:
        # Whole rows of three: a box alone on its line looks forgotten.
        draft.key_figures(*found[: max(3, len(found) // 3 * 3)])
    draft.paragraph(
        "opening",
        f"Le présent document rend compte, pour {period(material.start, material.end)}, de ce qui a été"
        f" fait en matière de migration {_in_country(material)}, tel que le secrétariat a pu l'établir au"
        f" {day(material.as_of)}.",
    )
    draft.paragraph("doing", *_doing(draft, material))
    draft.paragraph("plan", _plan_sentence(draft, material))
    draft.paragraph("working", *_working(draft, material))
    draft.paragraph("missing", _missing_sentence(draft))
    draft.own_words(
        "analysis",
        "Votre lecture de la période : ce qui a changé, pourquoi, ce qui inquiète, ce qui encourage",
    )


def _in_country(material: Material) -> str:
    """ "au Niger", "en Côte d'Ivoire": masculine unless it ends in e."""
    name = material.profile.name_fr
    if words.begins_with_vowel(name) or name.endswith("e"):
        return f"en {name}"
    return f"au {name}"


def _doing(draft: Draft, material: Material) -> list[str]:
    whole = draft.figures["interventions"]
    bodies, money = (draft.figures.get(key) for key in ("organisations", "money"))
    told = [
        f"{whole.fem('intervention est enregistrée', 'interventions sont enregistrées')} {when(material)}"
        + (
            f", avec la participation {_of(bodies, 'organisme', 'organismes')}."
            if bodies and bodies.number
            else "."
        )
    ]
    if money is not None and money.is_known:
        told.append(f"Les budgets déclarés dans la monnaie du pays s'élèvent à {money}.")
    elif money is not None and whole.number:
        told.append(f"Le montant des budgets est {money} : {money.missing[0].lower()}{money.missing[1:]}")
    return told


def _plan_sentence(draft: Draft, material: Material) -> str:
    keys = ("plan.activities", "plan.state.done", "plan.state.late")
    whole, done, late = (draft.figures.get(key) for key in keys)
    if whole is None or done is None or late is None or not whole.number:
        return ""
    behind = f" et {late} en retard" if late.number else ""
    return (
        f"Au {day(material.state_day)}, {done.fem('activité', 'activités')} du plan sur {whole}"
        f" {done.verb('est achevée', 'sont achevées')}{behind}."
    )


def _of(figure: Figure, one: str, many: str) -> str:
    text = figure.of(one, many)
    return f"d'{text}" if figure.number == 1 else f"de {text}"


def _working(draft: Draft, material: Material) -> list[str]:
    held, doubles, together = (
        draft.figures.get(k) for k in ("meetings.held", "overlaps.doubles", "overlaps.synergies")
    )
    told = []
    if held is not None:
        told.append(
            f"{held.fem('réunion de concertation s’est tenue', 'réunions de concertation se sont tenues')}"
            f" {when(material)}."
            if held.number
            else (
                f"{held.fem('réunion de concertation', 'réunions de concertation')} n'est"
                " enregistrée comme tenue."
            )
        )
    if doubles is not None and together is not None and (doubles.number or together.number):
        told.append(
            f"Les partenaires et le secrétariat ont constaté {doubles.of('recoupement', 'recoupements')} et"
            f" {together.fem('complémentarité', 'complémentarités')}."
        )
    served = draft.figures.get("gcm.served")
    if served is not None and served.number:
        told.append(
            f"Ces interventions servent {served.of('objectif', 'objectifs')} du Pacte mondial sur les"
            " migrations (PMM)."
        )
    return told


def _missing_sentence(draft: Draft) -> str:
    missing = [one for one in draft.figures.values() if not one.is_known and "." not in one.key]
    if not missing:
        return ""
    names = [words.quoted(one.label.lower()) for one in missing[:6]]
    return (
        f"{words.form(len(missing), 'Un chiffre d’ensemble n’est', 'Des chiffres d’ensemble ne sont')} pas"
        f" {words.form(len(missing), 'disponible', 'disponibles')} : {words.listed(names)}. Rien n'est"
        " estimé à leur place."
    )


@chapter("method", "Méthode et sources", "tout le système")
def method(draft: Draft, material: Material) -> None:
    """What was counted, from where, as of when."""
    whole = total_figure(draft, material)
    draft.paragraph(
        "scope",
        f"Le document porte sur {period(material.start, material.end)}"
        f" ({between(material.start, material.end)}). Ses chiffres sont arrêtés au {day(material.as_of)} :"
        " ce qui a été enregistré depuis n'y figure pas.",
        (
            f"La période n'est pas achevée : les chiffres vont jusqu'au {day(material.as_of)}."
            if material.as_of < material.end
            else ""
        ),
    )
    draft.paragraph(
        "counting",
        "Chaque chiffre est compté par le système à partir de ce que les acteurs et le secrétariat ont"
        " enregistré. Dans la version en ligne, il mène à la liste des objets comptés. Un chiffre qui ne"
        " peut être établi est dit « non disponible » ; il n'est ni estimé, ni remplacé par zéro.",
    )
    draft.paragraph(
        "interventions",
        "Les interventions retenues sont celles que leurs responsables ont publiées, qui ne sont pas"
        f" annulées et dont les dates, connues au jour, au mois ou à l'année, croisent la période : {whole}"
        " au total.",
        _undated(draft, material),
    )
    _reading_aids(draft, material)


def _reading_aids(draft: Draft, material: Material) -> None:
    draft.paragraph(
        "money",
        f"Les montants sont en {material.site.currency_label} ({material.site.currency}). Aucun budget"
        " exprimé dans une autre monnaie n'est converti. Pour une intervention, le montant retenu est le"
        " montant dépensé, à défaut engagé, à défaut prévu.",
    )
    if material.version is not None:
        version = material.version
        draft.paragraph(
            "plan",
            f"Le plan lu est {words.quoted(version.plan.title)}, version {version.number}"
            + (f", {version.adoption_reference}." if version.adoption_reference else "."),
        )
    draft.paragraph(
        "text",
        "Les paragraphes sont proposés par le système à partir des chiffres ; le secrétariat les relit et"
        " peut tous les réécrire avant validation.",
    )
    if material.period.kind in REVIEWS:
        draft.own_words("review", "Comment l'examen a été préparé : consultations, contributions, calendrier")


def _undated(draft: Draft, material: Material) -> str:
    if not material.undated:
        return ""
    figure = draft.figure(
        "undated",
        len(material.undated),
        label="Interventions sans date",
        formula="Interventions publiées sans aucune date : aucune période ne peut les compter.",
        rows=material.rows(material.undated),
    )
    return (
        f"{figure.fem('intervention publiée ne porte', 'interventions publiées ne portent')}"
        f" aucune date et ne {figure.verb('peut', 'peuvent')} être {figure.verb('rattachée', 'rattachées')}"
        " à aucune période."
    )


@chapter("context", "Contexte", "profil du pays, cadres de référence")
def context(draft: Draft, material: Material) -> None:
    """Where the country stands; most of it only people can write."""
    regions = [place.name for place in material.traces.regions.values()]
    figure = draft.figure(
        "context.regions",
        len(regions),
        label="Régions",
        formula="Régions de la liste des lieux.",
        rows=[FactRow(name) for name in regions],
    )
    draft.paragraph(
        "country",
        (
            f"Le pays compte {figure.fem('région', 'régions')} : {words.listed(regions)}."
            if regions
            else "La liste des régions n'est pas enregistrée."
        ),
    )
    draft.paragraph(
        "plan",
        (
            f"Le pays met en œuvre {words.quoted(material.version.plan.title)}."
            if material.version
            else "Aucun plan d'action adopté n'est enregistré."
        ),
    )
    draft.own_words(
        "region", "Le contexte régional : dynamiques migratoires, accords, processus consultatifs"
    )
