"""What stands around the facts: method, preamble, context, gaps in the data, recommendations."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from azalai.cartography.gaps import gaps_of
from azalai.cartography.needs import needs_of
from azalai.cartography.selecting import Criteria
from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.phrases.times import between, day, period
from azalai.overlaps.models import Pair
from azalai.plans.queries import finding_totals
from azalai.reports.chapters import chapter
from azalai.reports.chapters.doing import total_figure, when
from azalai.reports.drafting import Draft, Figure
from azalai.reports.enums import REVIEWS
from azalai.reports.material import Material

# Figures that the preamble takes up where a chapter has made them: key, words in one and many, feminine.
HEADLINES = (
    ("interventions", "interventions de la période"),
    ("organisations", "organismes qui y prennent part"),
    ("money", "budgets déclarés"),
    ("meetings.held", "réunions tenues"),
    ("overlaps.doubles", "recoupements constatés"),
    ("gcm.served", "objectifs du PMM servis"),
)


@chapter("preamble", "Préambule analytique", "tous les chapitres du document")
def preamble(draft: Draft, material: Material) -> None:
    """The document in one page: written last, from the figures of the other chapters."""
    found = [(label, draft.figures[key]) for key, label in HEADLINES if key in draft.figures]
    if found:
        draft.key_figures(*found)
    draft.paragraph(
        "opening",
        f"Le présent document rend compte, pour {period(material.start, material.end)}, de ce qui a été"
        f" fait en matière de migration {_in_country(material)}, tel que le secrétariat a pu l'établir au"
        f" {day(material.as_of)}.",
    )
    draft.paragraph("doing", *_doing(draft, material))
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
    whole, bodies, money = (draft.figures.get(key) for key in ("interventions", "organisations", "money"))
    if whole is None:
        return []
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
            f"{material.profile.official_name_fr or material.profile.name_fr} compte"
            f" {figure.fem('région', 'régions')} : {words.listed(regions)}."
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


@chapter("gaps", "Lacunes des données", "tout le système")
def gaps(draft: Draft, material: Material) -> None:
    """What is not known, and where nobody is."""
    if not material.ones:
        draft.paragraph(
            "none",
            "Aucune intervention de la période n'est enregistrée : c'est la première lacune, et toutes les"
            " autres en découlent.",
        )
    else:
        _silent_interventions(draft, material)
        _neglected(draft, material)
    _plan_findings(draft, material)
    _missing_figures(draft)


def _silent_interventions(draft: Draft, material: Material) -> None:
    traces, currency = material.traces, material.site.currency
    kinds: Sequence[tuple[str, str, list[int]]] = (
        ("budget", "Sans budget déclaré", [o for o in material.ones if o not in traces.money]),
        (
            "currency",
            f"Budget dans une autre monnaie que {material.site.currency_label}",
            [o for o in material.ones if o in traces.money and currency not in traces.money[o]],
        ),
        ("people", "Sans effectif visé", [o for o in material.ones if o not in traces.people]),
        ("place", "Sans lieu", [o for o in material.ones if o not in traces.spots]),
        (
            "objective",
            "Sans objectif (PMM, politique nationale, ODD)",
            [o for o in material.ones if o not in traces.objectives],
        ),
        ("body", "Sans organisme reconnu", [o for o in material.ones if o not in traces.roles]),
    )
    figures = [
        (
            label,
            draft.figure(
                f"gap.{code}",
                len(ones),
                label=label,
                formula="Interventions de la période qui ne disent rien de cela.",
                rows=material.rows(ones),
            ),
        )
        for code, label, ones in kinds
    ]
    whole = total_figure(draft, material)
    rows = [
        [label, one, draft.share(f"gap.{kinds[n][0]}.share", one, whole, label=f"Part : {label}")]
        for n, (label, one) in enumerate(figures)
    ]
    worst = max(figures, key=lambda pair: pair[1].number)
    draft.paragraph(
        "silent",
        (
            f"Ce qui manque le plus souvent : {words.quoted(worst[0].lower())}"
            f" ({worst[1].fem('intervention', 'interventions')} sur {whole})."
            if worst[1].number
            else (
                "Toutes les interventions de la période disent leur budget, leur public, leur lieu et leurs"
                " objectifs."
            )
        ),
    )
    draft.table(
        "Ce que les interventions ne disent pas",
        ["Lacune", "Interventions", "Part"],
        rows,
        numbers=[1, 2],
        widths=[66, 18, 16],
        source="interventions publiées",
    )


def _neglected(draft: Draft, material: Material) -> None:
    found = gaps_of(
        material.traces,
        Criteria(material.start.year, material.end.year),
        needs_of(material.traces, "pmm"),
        "pmm",
    )
    spots = found.gaps
    figure = draft.figure(
        "gap.needs",
        len(spots),
        label="Besoins sans intervention",
        formula=(
            "Couples d'un objectif et d'une région où une source ou "
            "le plan dit un besoin, sans intervention en cours dans la région."
        ),
        rows=[FactRow(f"{s.title} : {s.place}", detail=str(s.presence.label)) for s in spots[:200]],
        total=len(spots),
        url=reverse("cartography:gaps"),
    )
    draft.paragraph(
        "needs",
        (
            f"{figure.of('besoin énoncé par une source ou par le plan reste', 'besoins énoncés par une source ou par le plan restent')}"
            " sans intervention en cours dans la région concernée."
            if spots
            else (
                "Aucun besoin énoncé par une source ou par le plan n'est sans intervention dans sa région ;"
                " peu de besoins sont toutefois énoncés tant que les régions n'ont pas été consultées."
            )
        ),
    )


def _plan_findings(draft: Draft, material: Material) -> None:
    if material.version is None:
        return
    counts = finding_totals(material.version)
    waiting = draft.figure(
        "gap.findings",
        counts.waiting_total,
        label="Constats sur le plan sans décision",
        formula="Erreurs et avertissements du compilateur de plans sur lesquels personne n'a décidé.",
        url=material.version.get_absolute_url(),
    )
    if waiting.number:
        draft.paragraph(
            "plan",
            f"{waiting.of('constat', 'constats')} du contrôle du plan {waiting.verb('attend', 'attendent')}"
            " encore une décision.",
        )


def _missing_figures(draft: Draft) -> None:
    rows = sorted({(one.label, one.missing) for one in draft.figures.values() if not one.is_known})
    if rows:
        draft.heading("Chiffres non disponibles dans ce document")
        draft.table("Chiffres qui n'ont pu être établis", ["Chiffre", "Pourquoi"], rows[:60], widths=[45, 55])


@chapter("recommendations", "Recommandations", "registre des actions, recoupements, lacunes")
def recommendations(draft: Draft, material: Material) -> None:
    """What the facts suggest, then what people recommend."""
    told = _suggested(draft, material)
    draft.paragraph(
        "opening",
        (
            "Les constats qui suivent découlent des chiffres du document ; le secrétariat y ajoute ses"
            " recommandations."
            if told
            else "Les chiffres du document n'appellent par eux-mêmes aucune recommandation."
        ),
    )
    for key, sentence in told:
        draft.paragraph(key, sentence, kind="item")
    draft.own_words("advice", "Les recommandations du secrétariat : à qui, quoi, pour quand")


def _suggested(draft: Draft, material: Material) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    get = draft.figures.get
    if (silent := get("gap.budget")) and silent.number:
        told.append(
            (
                "budget",
                (
                    "Obtenir le budget de"
                    f" {silent.fem('intervention qui ne le déclare', 'interventions qui ne le déclarent')}"
                    " pas."
                ),
            )
        )
    if (quiet := get("bodies.quiet")) and quiet.number:
        told.append(
            (
                "quiet",
                (
                    "Réunir"
                    f" {quiet.fem('instance qui ne s’est pas réunie', 'instances qui ne se sont pas réunies')},"
                    " ou réviser leur rythme."
                ),
            )
        )
    if (needs := get("gap.needs")) and needs.number:
        told.append(
            (
                "needs",
                (
                    f"Porter à la connaissance des partenaires {needs.of('besoin resté', 'besoins restés')}"
                    " sans intervention dans la région concernée."
                ),
            )
        )
    ones = set(material.ones)
    pairs = Pair.objects.in_country(material.country).living().waiting().only("left_id", "right_id")
    waiting = sum(1 for pair in pairs if pair.left_id in ones or pair.right_id in ones)
    if waiting:
        figure = draft.figure(
            "overlaps.waiting",
            waiting,
            label="Paires à examiner",
            formula=(
                "Paires proposées par le radar sur lesquelles personne n'a décidé ; "
                "leur liste n'est ouverte qu'au secrétariat."
            ),
            url=reverse("overlaps:queue") if False else "",
        )
        told.append(
            (
                "pairs",
                (
                    "Examiner"
                    f" {figure.fem('paire d’interventions que le radar rapproche', 'paires d’interventions que le radar rapproche')}"
                    f" et sur {figure.verb('laquelle', 'lesquelles')} personne n'a encore décidé."
                ),
            )
        )
    if (findings := get("gap.findings")) and findings.number:
        told.append(
            (
                "findings",
                (
                    "Décider"
                    f" {_of(findings, 'constat', 'constats').replace('de ', 'des ', 1) if findings.number > 1 else 'du ' + findings.of('constat', 'constats')}"
                    " du contrôle du plan."
                ),
            )
        )
    return told
