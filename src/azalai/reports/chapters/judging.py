"""What evaluations say, what partners answer, what was learnt. Only what was published or validated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.phrases.times import day
from azalai.evaluation.counting import CONFORMITY
from azalai.evaluation.enums import (
    CONTESTING,
    HIGHEST,
    LOWEST,
    SATISFACTORY,
    EvaluationKind,
    EvaluationState,
    LessonState,
)
from azalai.evaluation.models import Evaluation, Lesson, Rating, Reply
from azalai.frames.models import FrameworkItem
from azalai.reports.chapters import chapter
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

SOURCE = "évaluations publiées"
MOST_LINES = 40


def published(material: Material) -> list[Evaluation]:
    """Published evaluations of interventions of the period, or of the plan and its lines; two queries."""
    rows = Evaluation.objects.in_country(material.country).filter(state=EvaluationState.PUBLISHED)
    rows = rows.filter(published_at__date__lte=material.as_of).select_related("partner")
    ones = set(material.ones)
    found = rows.order_by("subject_title", "pk")
    return [one for one in found if one.intervention_id is None or one.intervention_id in ones]


@chapter("evaluation", "Évaluation et conformité", "évaluations publiées")
def evaluation(draft: Draft, material: Material) -> None:
    """Notes by criterion, side by side, never averaged; conformity with the policy and the Compact."""
    found = published(material)
    number = draft.figure(
        "evaluations",
        len(found),
        label="Évaluations publiées",
        formula="Évaluations publiées sur les interventions de la période, le plan ou ses lignes.",
        rows=_evaluation_rows(found),
    )
    if not found:
        draft.paragraph(
            "none",
            f"{number.fem('évaluation publiée', 'évaluations publiées')} ne porte sur les activités de la"
            " période : ni note, ni appréciation de la conformité n'est donnée à sa place.",
        )
        return
    own = [one for one in found if one.kind == EvaluationKind.SELF]
    draft.paragraph("published", _published_sentence(number, own, found))
    ratings = _ratings(found)
    _notes(draft, ratings)
    _conformity(draft, ratings)


def _evaluation_rows(found: Iterable[Evaluation]) -> list[FactRow]:
    return [
        FactRow(one.subject_title, one.get_absolute_url(), detail=str(one.get_kind_display()))
        for one in found
    ]


def _published_sentence(number: Figure, own: list[Evaluation], found: list[Evaluation]) -> str:
    told = (
        f"{number.fem('évaluation publiée', 'évaluations publiées')}"
        f" {number.verb('porte', 'portent')} sur les activités de la période"
    )
    if not own:
        return f"{told}."
    own_words = words.in_full(len(own), feminine=True)
    is_only = len(own) == len(found)
    tail = "par les partenaires eux-mêmes" if is_only else f"dont {own_words} par le partenaire lui-même"
    return f"{told}, {tail}."


def _ratings(found: Sequence[Evaluation]) -> list[Rating]:
    rows = Rating.objects.filter(evaluation__in=[one.pk for one in found])
    return list(rows.select_related("criterion", "evaluation").order_by("criterion__order", "pk"))


def _notes(draft: Draft, ratings: list[Rating]) -> None:
    """How often each note was given: nothing is averaged."""
    rows = [one for one in ratings if one.criterion.kind != CONFORMITY]
    if not rows:
        draft.paragraph("notes-none", "Aucun critère n'a reçu de note.")
        return
    good = [one for one in rows if one.value is not None and one.value >= SATISFACTORY]
    rated = [one for one in rows if one.value is not None]
    satisfied = draft.figure(
        "evaluation.satisfactory",
        len(good),
        label="Notes satisfaisantes ou mieux",
        formula=f"Notes d'au moins {SATISFACTORY} sur {HIGHEST}.",
        rows=_rating_rows(good),
    )
    given = draft.figure(
        "evaluation.ratings",
        len(rated),
        label="Notes données",
        formula="Notes des évaluations publiées ; « ne peut être apprécié » n'est pas une note.",
        rows=_rating_rows(rated),
    )
    draft.paragraph(
        "notes",
        f"Sur {given.fem('note donnée', 'notes données')}, {satisfied}"
        f" {satisfied.verb('est', 'sont')} d'au moins {SATISFACTORY} sur {HIGHEST} (satisfaisant). Aucun"
        " critère n'est imposé, aucune moyenne n'est faite.",
    )
    for is_own, caption in (
        (False, "Notes données par d'autres"),
        (True, "Notes que les partenaires se donnent"),
    ):
        some = [one for one in rows if (one.evaluation.kind == EvaluationKind.SELF) is is_own]
        _spread_table(draft, f"{caption}, par critère", some)


def _rating_rows(ratings: Iterable[Rating]) -> list[FactRow]:
    return [
        FactRow(
            one.evaluation.subject_title,
            one.evaluation.get_absolute_url(),
            detail=_criterion(one.criterion),
        )
        for one in ratings
    ]


def _criterion(item: FrameworkItem) -> str:
    return item.label or str(item)


def _spread_table(draft: Draft, caption: str, ratings: list[Rating]) -> None:
    """Rows: criteria; columns: the notes from the highest to the lowest, then what could not be assessed."""
    marks = [*range(HIGHEST, LOWEST - 1, -1), None]
    spread: dict[str, Counter[int | None]] = {}
    for one in ratings:
        spread.setdefault(_criterion(one.criterion), Counter())[one.value] += 1
    draft.table(
        caption,
        ["Critère", *(str(mark) for mark in marks[:-1]), "Non appréciable"],
        [[name, *(counts[mark] for mark in marks)] for name, counts in spread.items()],
        numbers=range(1, len(marks) + 1),
        widths=[36, 8, 8, 8, 8, 8, 8, 16],
        source=SOURCE,
    )


def _conformity(draft: Draft, ratings: list[Rating]) -> None:
    """One line for each rating: a product against what the policy and the Compact expect."""
    draft.heading("Conformité à la politique nationale et au Pacte mondial")
    rows = [one for one in ratings if one.criterion.kind == CONFORMITY]
    if not rows:
        draft.paragraph("conformity-none", "Aucune évaluation publiée n'apprécie la conformité.")
        return
    low = [one for one in rows if one.value is not None and one.value < SATISFACTORY]
    figure = draft.figure(
        "evaluation.nonconform",
        len(low),
        label="Appréciations de conformité insuffisantes",
        formula=f"Notes de conformité inférieures à {SATISFACTORY} sur {HIGHEST}.",
        rows=_rating_rows(low),
    )
    draft.paragraph(
        "conformity",
        f"{figure.fem('appréciation', 'appréciations')} de la conformité {figure.does('est', 'sont')}"
        f" en dessous de {SATISFACTORY} sur {HIGHEST}.",
    )
    draft.table(
        "Conformité des activités évaluées",
        ["Activité", "Critère", "Note", "Appréciation"],
        [
            [one.evaluation.subject_title, _criterion(one.criterion), _note(one), one.reasoning]
            for one in rows[:MOST_LINES]
        ],
        widths=[28, 20, 10, 42],
        source=SOURCE,
    )
    draft.cut("conformity", MOST_LINES, len(rows))


def _note(one: Rating) -> str:
    return "non appréciable" if one.value is None else f"{one.value} sur {HIGHEST}"


@chapter("opinions", "Avis des partenaires", "droit de réponse des évaluations publiées")
def opinions(draft: Draft, material: Material) -> None:
    """What those who are judged answer, and what became of it."""
    keys = [one.pk for one in published(material)]
    rows = Reply.objects.filter(rating__evaluation__in=keys).select_related(
        "rating__criterion", "rating__evaluation__partner"
    )
    replies = list(rows.order_by("rating__evaluation__subject_title", "rating__criterion__order", "pk"))
    contested = [one for one in replies if one.position in CONTESTING]
    number = _reply_figure(draft, "replies", "Réponses des partenaires", replies)
    differing = _reply_figure(draft, "replies.contesting", "Réponses qui contestent", contested)
    if not replies:
        draft.paragraph(
            "none", "Aucun partenaire n'a enregistré d'avis sur une évaluation publiée qui le concerne."
        )
    else:
        draft.paragraph(
            "given",
            f"Les partenaires ont donné {number.of('avis', 'avis')} sur les notes qui les concernent ;"
            f" {differing} {differing.verb('est', 'sont')} en désaccord, en tout ou en partie.",
        )
    draft.table(
        "Avis qui diffèrent de l'évaluation, et suite donnée",
        ["Activité et critère", "Note", "Avis du partenaire", "Suite"],
        [_reply_row(one) for one in contested[:MOST_LINES]],
        widths=[30, 10, 34, 26],
        source="droit de réponse",
    )
    draft.cut("replies", MOST_LINES, len(contested))
    draft.own_words("received", "Avis reçus autrement (courrier, réunion) : qui, quand, quoi")


def _reply_figure(draft: Draft, key: str, label: str, replies: list[Reply]) -> Figure:
    return draft.figure(
        key,
        len(replies),
        label=label,
        formula="Une réponse par note, sur les évaluations publiées.",
        rows=_rating_rows(one.rating for one in replies),
    )


def _reply_row(one: Reply) -> list[Any]:
    rating = one.rating
    said = f"{one.get_position_display()}. {one.text}".strip()
    outcome = (
        f"{one.get_outcome_display()}. {one.answer}".strip(". ") if one.outcome else "sans réponse encore"
    )
    return [
        f"{rating.evaluation.subject_title} : {_criterion(rating.criterion)}",
        _note(rating),
        said,
        outcome,
    ]


@chapter("practices", "Bonnes pratiques et enseignements", "bonnes pratiques et leçons validées")
def practices(draft: Draft, material: Material) -> None:
    """What was learnt, and how often it was used again."""
    rows = Lesson.objects.in_country(material.country).filter(state=LessonState.VALIDATED)
    found = list(
        rows.filter(settled_at__date__lte=material.as_of)
        .prefetch_related("reuses", "places")
        .order_by("title", "pk")
    )
    number = draft.figure(
        "lessons",
        len(found),
        label="Bonnes pratiques et leçons validées",
        formula="Validées par le secrétariat au jour des chiffres.",
        rows=[
            FactRow(one.title, one.get_absolute_url(), detail=str(one.get_kind_display())) for one in found
        ],
    )
    one, many = "bonne pratique ou leçon est validée", "bonnes pratiques et leçons sont validées"
    told = number.fem(one, many) if found else number.fem("bonne pratique ni leçon n'est validée", "")
    draft.paragraph("validated", f"Au {day(material.as_of)}, {told} par le secrétariat.")
    draft.table(
        "Bonnes pratiques et leçons",
        ["En une phrase", "Nature", "Conditions", "Reprises"],
        [
            [one.title, one.get_kind_display(), one.conditions, len(one.reuses.all())]
            for one in found[:MOST_LINES]
        ],
        numbers=[3],
        widths=[40, 16, 32, 12],
        source="bonnes pratiques et leçons validées",
    )
    draft.cut("lessons", MOST_LINES, len(found))
    draft.own_words("told", "Pratiques à partager : contexte, ce qui a été fait, ce qui en reste")
