"""What is not known, and what that calls for."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from azalai.cartography.gaps import gaps_of
from azalai.cartography.needs import needs_of
from azalai.cartography.selecting import Criteria
from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.overlaps.models import Pair
from azalai.plans.queries import finding_totals
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import total_figure
from azalai.reports.chapters.registering import followed
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

LABELS = 8


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
    whole, rows, worst = total_figure(draft, material), [], None
    for code, label, ones in _silences(material):
        figure = draft.figure(
            f"gap.{code}",
            len(ones),
            label=label,
            formula="Interventions de la période qui ne disent rien de cela.",
            rows=material.rows(ones),
        )
        rows.append([label, figure, draft.share(f"gap.{code}.share", figure, whole, label=f"Part : {label}")])
        worst = figure if worst is None or figure.number > worst.number else worst
    draft.paragraph("silent", _worst_sentence(worst, whole))
    draft.table(
        "Ce que les interventions ne disent pas",
        ["Lacune", "Interventions", "Part"],
        rows,
        numbers=[1, 2],
        widths=[66, 18, 16],
        source="interventions publiées",
    )


def _silences(material: Material) -> list[tuple[str, str, list[int]]]:
    """(code, words, interventions that say nothing of it)."""
    traces, currency, ones = material.traces, material.site.currency, material.ones
    other = f"Budget dans une autre monnaie que le {material.site.currency_label}"
    foreign = [one for one in ones if one in traces.money and currency not in traces.money[one]]
    return [
        ("budget", "Sans budget déclaré", [one for one in ones if one not in traces.money]),
        ("currency", other, foreign),
        ("people", "Sans effectif visé", [one for one in ones if one not in traces.people]),
        ("place", "Sans lieu", [one for one in ones if one not in traces.spots]),
        ("objective", "Sans objectif (PMM, PNM, ODD)", [one for one in ones if one not in traces.objectives]),
        ("body", "Sans organisme reconnu", [one for one in ones if one not in traces.roles]),
    ]


def _worst_sentence(worst: Figure | None, whole: Figure) -> str:
    if worst is None or not worst.number:
        return "Toutes les interventions disent leur budget, leur public, leur lieu et leurs objectifs."
    label = worst.label[0].lower() + worst.label[1:]
    return (
        f"La lacune la plus fréquente est {words.quoted(label)} :"
        f" {worst.fem('intervention', 'interventions')} sur {whole}."
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
            "Couples d'un objectif et d'un lieu où une source ou le plan dit un besoin, sans intervention en"
            " cours dans ce lieu."
        ),
        rows=[FactRow(f"{s.title} : {s.place}", detail=str(s.presence.label)) for s in spots[:200]],
        total=len(spots),
        url=reverse("cartography:gaps"),
    )
    draft.paragraph(
        "needs",
        (
            f"{figure.of('besoin reste', 'besoins restent')}"
            " sans intervention en cours là où ils ont été énoncés."
            if spots
            else (
                "Aucun besoin énoncé par une source ou par le plan n'est sans intervention ; peu de besoins"
                f" sont toutefois énoncés tant que les {material.part[1]} n'ont pas donné les leurs."
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
        label="Anomalies du plan sans décision",
        formula="Erreurs et avertissements du contrôle du plan sur lesquels personne n'a décidé.",
        url=material.version.get_absolute_url(),
    )
    if waiting.number:
        draft.paragraph(
            "plan",
            f"{waiting.fem('anomalie relevée', 'anomalies relevées')} dans le texte du plan (totaux, dates,"
            f" renvois) {waiting.verb('attend', 'attendent')} encore une décision.",
        )


def _missing_figures(draft: Draft) -> None:
    """By reason, so that who can mend it sees it once."""
    reasons: dict[str, list[str]] = {}
    for one in draft.figures.values():
        if not one.is_known and one.label not in reasons.setdefault(one.missing, []):
            reasons[one.missing].append(one.label)
    if reasons:
        draft.heading("Chiffres non disponibles dans ce document")
        draft.table(
            "Chiffres qui n'ont pu être établis, par raison",
            ["Pourquoi", "Nombre", "Chiffres"],
            [[why, len(labels), _shortened(labels)] for why, labels in reasons.items()],
            numbers=[1],
            widths=[36, 11, 53],
        )


def _shortened(labels: list[str]) -> str:
    more = len(labels) - LABELS
    return " ; ".join(labels[:LABELS]) + (
        f" ; et {more} autres" if more > 1 else " ; et un autre" if more == 1 else ""
    )


@chapter("recommendations", "Recommandations", "registre des actions, recoupements, lacunes")
def recommendations(draft: Draft, material: Material) -> None:
    """What the facts suggest, what people recommend, what became of what was recommended before."""
    _waiting_pairs(draft, material)
    told = calls(draft)
    draft.paragraph(
        "opening",
        (
            "Les chiffres du document appellent ce qui suit."
            if told
            else "Les chiffres du document n'appellent par eux-mêmes aucune recommandation."
        ),
    )
    for key, sentence in told:
        draft.paragraph(key, sentence, kind="item")
    draft.own_words(
        "advice",
        "Les recommandations du secrétariat : à qui, quoi, pour quand",
        heading="Ce que le secrétariat recommande",
    )
    followed(draft, material)


def calls(draft: Draft) -> list[tuple[str, str]]:
    """(key, sentence) of what the figures call for; the first letters are capitals already."""
    told: list[tuple[str, str]] = []
    for key, figure_key, sentence in _CALLS:
        figure = draft.figures.get(figure_key)
        if figure is not None and figure.number:
            told.append((key, sentence(figure)))
    return told


def _waiting_pairs(draft: Draft, material: Material) -> None:
    ones = set(material.ones)
    pairs = Pair.objects.in_country(material.country).living().waiting().values_list("left", "right")
    draft.figure(
        "overlaps.waiting",
        sum(1 for left, right in pairs if left in ones or right in ones),
        label="Paires à examiner",
        formula="Paires d'interventions que le système rapproche et sur lesquelles personne n'a décidé ; leur"
        " liste n'est ouverte qu'au secrétariat.",
    )


_CALLS: tuple[tuple[str, str, Callable[[Figure], str]], ...] = (
    (
        "late",
        "register.late",
        lambda one: f"Relancer les responsables {one.de(one.fem('action', 'actions'))} en retard.",
    ),
    (
        "budget",
        "gap.budget",
        lambda one: (
            f"Obtenir le budget {one.de(one.fem('intervention', 'interventions'))} qui n'en"
            f" {one.verb('déclare', 'déclarent')} pas."
        ),
    ),
    (
        "quiet",
        "bodies.quiet",
        lambda one: (
            f"Réunir {one.fem('instance restée', 'instances restées')} sans réunion, ou revoir leur rythme."
        ),
    ),
    (
        "needs",
        "gap.needs",
        lambda one: (
            "Porter à la connaissance des partenaires"
            f" {one.of('besoin resté', 'besoins restés')} sans intervention là où"
            f" {one.verb('il a été énoncé', 'ils ont été énoncés')}."
        ),
    ),
    (
        "pairs",
        "overlaps.waiting",
        lambda one: (
            f"Examiner {one.fem('paire', 'paires')} d'interventions qui semblent se recouper et sur"
            f" {one.verb('laquelle', 'lesquelles')} personne n'a encore décidé."
        ),
    ),
    (
        "findings",
        "gap.findings",
        lambda one: f"Trancher {one.fem('anomalie relevée', 'anomalies relevées')} dans le texte du plan.",
    ),
)
