"""The register of actions and recommendations: what was decided, what came of it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from azalai.core.facts import FactRow
from azalai.engines.phrases.times import day
from azalai.followup.enums import FINISHED, OPEN_STATES, PointKind, PointState
from azalai.followup.models import ActionPoint
from azalai.reports.chapters.counting import when
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

MOST_ADVICE = 40


def register(draft: Draft, material: Material) -> None:
    """Open, late, done, verified; then the recommendations that are open to all."""
    draft.heading("Actions et recommandations")
    points = list(
        ActionPoint.objects.in_country(material.country)
        .filter(registered_at__date__lte=material.as_of)
        .select_related("body__place")
        .prefetch_related("owners__organisation")
        .order_by("sort_on", "pk")
    )
    if not points:
        draft.paragraph("register", "Aucune action ni recommandation n'est inscrite au registre.")
        return
    _counts(draft, material, points)
    _advice(draft, material, points)


def _counts(draft: Draft, material: Material, points: list[ActionPoint]) -> None:
    actions = [one for one in points if one.kind == PointKind.ACTION]
    opened = [one for one in actions if one.state in OPEN_STATES]
    late = [one for one in opened if one.due_on is not None and one.due_on < material.as_of]
    done = [one for one in actions if one.state in FINISHED and _in_period(one.done_at, material)]
    checked = [
        one for one in actions if one.state == PointState.VERIFIED and _in_period(one.verified_at, material)
    ]
    decided = [one for one in actions if _in_period(one.registered_at, material)]
    made = _figure(draft, "register.decided", "Actions inscrites pendant la période", decided)
    now = _figure(draft, "register.open", "Actions ouvertes", opened)
    behind = _figure(draft, "register.late", "Actions en retard", late)
    finished = _figure(draft, "register.done", "Actions faites pendant la période", done)
    verified = _figure(draft, "register.verified", "Actions vérifiées pendant la période", checked)
    draft.paragraph(
        "register",
        f"{made.fem('action a été inscrite', 'actions ont été inscrites')} au registre {when(material)} ;"
        f" {finished.fem('a été faite', 'ont été faites')} et"
        f" {verified.fem('a été vérifiée', 'ont été vérifiées')} pendant la période.",
        (
            f"Au {day(material.as_of)}, {now.fem('action reste ouverte', 'actions restent ouvertes')}, dont"
            f" {behind} en retard sur son échéance."
            if behind.number == 1
            else (
                f"Au {day(material.as_of)}, {now.fem('action reste ouverte', 'actions restent ouvertes')},"
                f" dont {behind} en retard sur leur échéance."
            )
        ),
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
        formula="Actions du registre, dans leur état au jour des chiffres.",
        rows=[
            FactRow(
                str(one.body or one.source_label or "Registre des actions"),
                one.get_absolute_url(),
                on=one.due_on,
            )
            for one in points
        ],
    )


def _advice(draft: Draft, material: Material, points: list[ActionPoint]) -> None:
    """Recommendations that no body keeps to its members, as the register opens them to every post."""
    shown = Q(kind=PointKind.RECOMMENDATION, body__isnull=True) & ~Q(
        state__in=[PointState.PROPOSED, PointState.REFUSED]
    )
    open_keys = set(
        ActionPoint.objects.filter(shown, pk__in=[one.pk for one in points]).values_list("pk", flat=True)
    )
    found = [one for one in points if one.pk in open_keys]
    every = [one for one in points if one.kind == PointKind.RECOMMENDATION]
    number = _figure(draft, "register.advice", "Recommandations", every)
    draft.paragraph(
        "advice",
        f"Le registre tient {number.fem('recommandation', 'recommandations')}"
        + (" ; le tableau donne celles qui sont acceptées et ouvertes à tous." if found else "."),
    )
    draft.table(
        "Recommandations suivies",
        ["Recommandation", "Responsables", "Échéance", "État"],
        [
            [
                one.text,
                _owners(one),
                one.deadline_text or (day(one.due_on) if one.due_on else None),
                one.get_state_display(),
            ]
            for one in found[:MOST_ADVICE]
        ],
        widths=[48, 22, 16, 14],
        source="registre des actions",
    )


def _owners(one: ActionPoint) -> str:
    return ", ".join(str(owner.organisation or owner.text) for owner in one.owners.all())
