"""The register of actions and recommendations: what was decided, what came of it."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from azalai.core.facts import FactRow
from azalai.core.facts import fact as known_fact
from azalai.engines.phrases import words
from azalai.engines.phrases.times import day
from azalai.followup.enums import FINISHED, OPEN_STATES, PointKind, PointState
from azalai.followup.models import ActionPoint
from azalai.reports.chapters.counting import when
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

MOST_ADVICE = 40


def register(draft: Draft, material: Material) -> None:
    """Open, late, done, verified; how many recommendations stand beside the actions."""
    draft.heading("Actions et recommandations")
    points = _points(material)
    if not points:
        draft.paragraph("register", "Aucune action ni recommandation n'est inscrite au registre.")
        return
    _counts(draft, material, points)
    every = [one for one in points if one.kind == PointKind.RECOMMENDATION]
    number = _advice_figure(draft, every)
    fresh = draft.fact("followup.recommendations", key="register.advice.new")
    added = f" {fresh.fem('a été inscrite', 'ont été inscrites')} {when(material)}"
    draft.paragraph(
        "advice",
        f"Le registre tient {number.fem('recommandation', 'recommandations')}"
        + (f", dont{added}" if fresh.number else "")
        + (
            " ; le chapitre des recommandations dit ce qu'elles sont devenues."
            if every and "recommendations" in draft.codes
            else "."
        ),
    )


def _points(material: Material) -> list[ActionPoint]:
    """What the register held on the day of the figures; two queries."""
    rows = ActionPoint.objects.in_country(material.country).filter(registered_at__date__lte=material.as_of)
    found = rows.select_related("body__place").prefetch_related("owners__organisation")
    return list(found.order_by("sort_on", "pk"))


def _counts(draft: Draft, material: Material, points: list[ActionPoint]) -> None:
    """Numbers are those of the facts, so that none is told apart from the list that the register gives."""
    decided = [
        one for one in points if one.kind == PointKind.ACTION and _in_period(one.registered_at, material)
    ]
    made = _figure(draft, "register.decided", "Actions inscrites pendant la période", decided)
    done = draft.fact("followup.actions-done", key="register.done", label="Actions faites pendant la période")
    checked = draft.fact(
        "followup.actions-verified", key="register.verified", label="Actions vérifiées pendant la période"
    )
    now = draft.fact("followup.actions-open", key="register.open", label="Actions ouvertes")
    behind = late_figure(draft, material, now)
    whose = "son échéance" if behind.number == 1 else "leur échéance"
    draft.paragraph(
        "register",
        f"{made.fem('action a été inscrite', 'actions ont été inscrites')} au registre {when(material)} ;"
        f" {done.fem('a été faite', 'ont été faites')} et"
        f" {checked.fem('a été vérifiée', 'ont été vérifiées')} pendant la période.",
        f"Au {day(material.span.end)}, {now.fem('action reste ouverte', 'actions restent ouvertes')}"
        + (f", dont {behind.fem('en retard', 'en retard')} sur {whose}." if behind.number else "."),
    )


def late_figure(draft: Draft, material: Material, opened: Figure) -> Figure:
    """Of the actions that the fact says open on the last day, those whose deadline had passed by then."""
    found = known_fact(opened.fact)
    last = material.span.end
    late: list[ActionPoint] = []
    if found is not None:
        late = [one for one in found.listing(material.span).items if one.due_on and one.due_on < last]
    return draft.figure(
        "register.late",
        len(late) if opened.is_known else None,
        label="Actions en retard",
        formula="Actions ouvertes ce jour-là dont l'échéance était passée.",
        missing=opened.missing,
        fact=opened.fact,
        rows=[FactRow(f"{one.number} · {one}", one.get_absolute_url(), one.due_on) for one in late],
    )


def _in_period(moment: object, material: Material) -> bool:
    on: date | None = localdate(moment) if moment is not None else None  # type: ignore[arg-type]
    return on is not None and material.start <= on <= material.end


def _figure(draft: Draft, key: str, label: str, points: list[ActionPoint]) -> Figure:
    """The list says where each was decided, not its text: some are open to the members of a body only."""
    return draft.figure(
        key,
        len(points),
        label=label,
        formula="Lignes du registre des actions et recommandations, dans leur état au jour des chiffres.",
        rows=[
            FactRow(
                str(one.body or one.source_label or "Registre des actions"),
                one.get_absolute_url(),
                on=one.due_on,
            )
            for one in points
        ],
    )


def _advice_figure(draft: Draft, points: list[ActionPoint]) -> Figure:
    return _figure(draft, "register.advice", "Recommandations inscrites", points)


def followed(draft: Draft, material: Material) -> None:
    """What was recommended before, and what became of it.

    The table has those that no body keeps to its members, as the register opens them to every post; what
    was only proposed is nobody's recommendation yet.
    """
    every = [one for one in _points(material) if one.kind == PointKind.RECOMMENDATION]
    draft.heading("Recommandations antérieures et suites données")
    if not every:
        draft.paragraph("followed", "Aucune recommandation n'est encore inscrite au registre.")
        return
    number = _advice_figure(draft, every)
    ended = [one for one in every if one.state in FINISHED]
    proposed = [one for one in every if one.state == PointState.PROPOSED]
    carried = _figure(draft, "register.advice.done", "Recommandations mises en œuvre", ended)
    waiting = _figure(draft, "register.advice.proposed", "Recommandations à examiner", proposed)
    draft.paragraph(
        "followed",
        f"Au {day(material.as_of)}, le registre tient {number.fem('recommandation', 'recommandations')} ;"
        f" {carried.fem('est mise en œuvre', 'sont mises en œuvre')} et"
        f" {waiting.fem('attend', 'attendent')} d'être {waiting.verb('acceptée', 'acceptées')}.",
    )
    shown = [one for one in every if one.body_id is None and one.state != PointState.PROPOSED]
    draft.table(
        "Recommandations et ce qu'elles sont devenues",
        ["Recommandation", "Responsables", "Échéance", "Suite"],
        [_advice_row(one) for one in sorted(shown, key=_by_outcome)[:MOST_ADVICE]],
        widths=[40, 20, 14, 26],
        source="registre des actions ; celles qu'une instance réserve à ses membres n'y figurent pas",
    )
    draft.cut("advice", MOST_ADVICE, len(shown))


def _by_outcome(one: ActionPoint) -> tuple[int, date, int]:
    """What is still expected, then what is over, then what was refused; by deadline."""
    rank = 0 if one.state in OPEN_STATES else 2 if one.state == PointState.REFUSED else 1
    return rank, one.sort_on, one.pk


def _advice_row(one: ActionPoint) -> list[str | None]:
    due = one.deadline_text or (day(one.due_on) if one.due_on else None)
    return [one.text, _owners(one), due, _outcome(one)]


def _outcome(one: ActionPoint) -> str:
    """ "En cours (30 %)", "Bloquée. Budget non notifié", "Vérifiée le 3 mars 2025"."""
    told = str(one.get_state_display())
    moment = one.verified_at if one.state == PointState.VERIFIED else one.done_at
    if one.state in FINISHED:
        return f"{told} le {day(localdate(moment))}" if moment else told
    if one.state in OPEN_STATES and one.progress is not None:
        told = f"{told} ({one.progress}{words.NO_BREAK}%)"
    return f"{told}. {one.reason}" if one.reason else told


def _owners(one: ActionPoint) -> str:
    return ", ".join(str(owner.organisation or owner.text) for owner in one.owners.all())
