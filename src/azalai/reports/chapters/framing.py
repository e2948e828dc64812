"""What stands around the facts: preamble, method, context."""

from __future__ import annotations

from azalai.core.facts import FactRow
from azalai.core.facts import fact as known_fact
from azalai.engines.phrases import words
from azalai.engines.phrases.times import between, day, period
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import total_figure, when
from azalai.reports.drafting import Draft
from azalai.reports.enums import REVIEWS
from azalai.reports.material import Material


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
        "Chaque chiffre est compté à partir de ce que les acteurs et le secrétariat ont enregistré dans le"
        " système d'information. Dans la version en ligne, il mène à la liste de ce qui a été compté. Un"
        " chiffre qui ne peut être établi est dit « non disponible » ; il n'est ni estimé, ni remplacé par"
        " zéro.",
        (
            ""
            if material.profile.secretariat
            else "Aucun organe de coordination n'étant encore inscrit au profil du pays, « le secrétariat »"
            " désigne ici le service qui tient le système d'information."
        ),
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
            f"Le plan d'action retenu est {words.quoted(version.plan.title)}, version {version.number}"
            + (f" ({version.adoption_reference})." if version.adoption_reference else "."),
        )
    draft.paragraph(
        "text",
        "Les paragraphes sont proposés à partir des chiffres ; le secrétariat les relit, et récrit ceux qu'il"
        " veut, avant validation.",
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
    one_part, parts = material.part
    figure = draft.figure(
        "context.regions",
        len(regions),
        label=parts.capitalize(),
        formula=f"Lieux de niveau « {one_part} » de la liste des lieux.",
        rows=[FactRow(name) for name in regions],
    )
    draft.paragraph(
        "country",
        (
            f"Le pays compte {figure.fem(one_part, parts)} : {words.listed(regions)}."
            if regions
            else f"La liste des {parts} n'est pas enregistrée."
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
    draft.paragraph("abroad", *_abroad(draft, material))
    draft.own_words(
        "region", "Le contexte régional : dynamiques migratoires, accords, processus consultatifs"
    )


def _abroad(draft: Draft, material: Material) -> list[str]:
    """What was done with other countries, as far as the system counts it; silent where no room does."""
    facts = ("meetings-abroad", "tools-cowritten", "study-trips")
    codes = [f"concertation.{name}" for name in facts]
    if any(known_fact(code) is None for code in codes):
        return []
    met, written, travelled = (draft.fact(code) for code in codes)
    if not met.number:
        first = (
            "Aucune participation à une rencontre bilatérale, régionale ou internationale n'est enregistrée"
            f" {when(material)}."
        )
    else:
        first = (
            f"{met.fem('participation', 'participations')} à des rencontres bilatérales, régionales ou"
            f" internationales {met.verb('est enregistrée', 'sont enregistrées')} {when(material)}."
        )
    if not (written.number or travelled.number):
        return [first]
    second = (
        f"S'y ajoutent {written.fem('participation', 'participations')} à l'élaboration d'outils communs et"
        f" {travelled.of('voyage', 'voyages')} d'étude."
    )
    return [first, second]
