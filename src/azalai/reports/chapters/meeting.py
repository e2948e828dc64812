"""Concertation: meetings, answers, actions and recommendations; institutions; who took part."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.timezone import localdate

from azalai.concertation.enums import MeetingState
from azalai.concertation.models import Body, Convocation, Seat
from azalai.concertation.queries import CAME
from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.engines.phrases.times import day
from azalai.reports import charts
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import when
from azalai.reports.chapters.registering import register
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

SOURCE = "réunions enregistrées"


def meeting_rows(found: list[Any]) -> list[FactRow]:
    """Meetings as a list."""
    return [FactRow(str(one.body), one.get_absolute_url(), on=localdate(one.starts_at)) for one in found]


def held_figure(draft: Draft, material: Material) -> Figure:
    """Meetings held."""
    return draft.figure(
        "meetings.held",
        len(material.held),
        label="Réunions tenues",
        formula="Réunions de la période dont les présences ont été saisies.",
        rows=meeting_rows(material.held),
    )


@chapter("meetings", "Réunions, actions et recommandations", "concertation, registre des actions")
def meetings(draft: Draft, material: Material) -> None:
    """What met, who answered, what was decided."""
    held = held_figure(draft, material)
    if not material.meetings:
        draft.paragraph(
            "none",
            f"{held.fem('réunion', 'réunions')} n'est enregistrée {when(material)} : ni"
            " convocation, ni présence ne peut être décrite.",
        )
    else:
        _meetings_part(draft, material, held)
    register(draft, material)


def _meetings_part(draft: Draft, material: Material, held: Figure) -> None:
    called = _sum(
        draft, material, "called", "Convocations envoyées", "Sièges convoqués aux réunions de la période."
    )
    answered = _sum(
        draft,
        material,
        "answered",
        "Convocations qui ont reçu une réponse",
        "Réponses reçues, quelle que soit la voie.",
    )
    came = _sum(draft, material, "came", "Sièges occupés", "Sièges présents ou représentés, tels que saisis.")
    answers = draft.share("meetings.answers", answered, called, label="Taux de réponse aux convocations")
    presence = draft.share("meetings.presence", came, _called_held(draft, material), label="Taux de présence")
    bodies = {one.body_id for one in material.held}
    draft.paragraph(
        "held",
        f"{held.fem('réunion s’est tenue', 'réunions se sont tenues')} {when(material)}"
        + _of_bodies(len(bodies)),
        (
            f"{called.fem('convocation a été envoyée', 'convocations ont été envoyées')} ;"
            f" {answered.fem('a reçu', 'ont reçu')} une réponse, soit {answers}."
            if called.number
            else ""
        ),
        (
            f"Aux réunions tenues, {presence} des sièges convoqués étaient occupés."
            if presence.is_known
            else ""
        ),
    )
    _calendar(draft, material)


def _calendar(draft: Draft, material: Material) -> None:
    """Held by quarter, then each meeting."""
    days = [localdate(one.starts_at) for one in material.held]
    quarters = Counter((on.year, (on.month - 1) // 3 + 1) for on in days)
    columns = [(f"T{q} {y}", float(quarters[y, q])) for y, q in _quarters(material)]
    draft.chart(
        "Réunions tenues par trimestre", charts.columns(columns, unit="réunions"), source=SOURCE, width=0.75
    )
    draft.table(
        "Réunions de la période",
        ["Date", "Instance", "État", "Convocations", "Réponses", "Présents"],
        [_meeting_row(one) for one in material.meetings],
        numbers=[3, 4, 5],
        widths=[19, 33, 13, 14, 11, 10],
        source=SOURCE,
    )


def _meeting_row(one: Any) -> list[Any]:
    came = one.came if one.state == MeetingState.HELD else None
    on = day(localdate(one.starts_at))
    return [on, str(one.body), one.get_state_display(), one.called, one.answered, came]


def _of_bodies(number: int) -> str:
    if number == 1:
        return ", dans une seule instance."
    return f", dans {words.in_full(number)} instances." if number else "."


def _quarters(material: Material) -> list[tuple[int, int]]:
    first, last = material.start, material.end
    return [
        (year, quarter)
        for year in range(first.year, last.year + 1)
        for quarter in range(1, 5)
        if (first.year, (first.month - 1) // 3 + 1)
        <= (year, quarter)
        <= (last.year, (last.month - 1) // 3 + 1)
    ]


def _sum(draft: Draft, material: Material, name: str, label: str, formula: str) -> Figure:
    ones = [one for one in material.meetings if getattr(one, name)]
    rows = [
        FactRow(str(one.body), one.get_absolute_url(), on=localdate(one.starts_at), amount=getattr(one, name))
        for one in ones
    ]
    return draft.figure(
        f"meetings.{name}",
        sum(getattr(x, name) for x in material.meetings),
        label=label,
        formula=formula,
        rows=rows,
    )


def _called_held(draft: Draft, material: Material) -> Figure:
    return draft.figure(
        "meetings.called-held",
        sum(one.called for one in material.held),
        label="Sièges convoqués aux réunions tenues",
        formula="Convocations envoyées pour les réunions tenues.",
        rows=meeting_rows(material.held),
    )


def bodies_in_short(draft: Draft, material: Material) -> None:
    """How many bodies stand, and whether they meet, for a document without a chapter of its own on them."""
    bodies = _standing(material)
    number = _bodies_figure(draft, "bodies", "Instances de concertation", bodies)
    met = {one.body_id for one in material.held}
    silent = [one for one in bodies if one.pk not in met]
    quiet = _bodies_figure(draft, "bodies.quiet", "Instances sans réunion dans la période", silent)
    held = held_figure(draft, material)
    one, many = "réunion de concertation s’est tenue", "réunions de concertation se sont tenues"
    draft.paragraph(
        "bodies",
        f"{number.fem('instance', 'instances')} de concertation {number.does('est', 'sont')} en place.",
        f"{held.fem(one, many)} {when(material)}.",
        _quiet_sentence(quiet, material) if bodies else "",
    )


def _standing(material: Material) -> list[Body]:
    rows = Body.objects.in_country(material.country).current(material.as_of).select_related("place")
    return list(rows.order_by("level", "name_fr", "pk"))


@chapter("institutions", "Institutions et participation", "concertation, registre des acteurs")
def institutions(draft: Draft, material: Material) -> None:
    """Which bodies stand, who sits in them."""
    bodies = _standing(material)
    number = _bodies_figure(draft, "bodies", "Instances de concertation", bodies)
    if not bodies:
        draft.paragraph("none", f"{number.fem('instance', 'instances')} de concertation n'est enregistrée.")
        return
    seats = Counter(
        Seat.objects.current(material.as_of).filter(body__in=bodies).values_list("body", flat=True)
    )
    met = Counter(one.body_id for one in material.held)
    silent = [one for one in bodies if not met[one.pk]]
    quiet = _bodies_figure(draft, "bodies.quiet", "Instances sans réunion dans la période", silent)
    draft.paragraph(
        "bodies",
        f"{number.fem('instance', 'instances')} de concertation {number.verb('est', 'sont')} en place.",
        _quiet_sentence(quiet, material),
    )
    draft.table(
        "Instances de concertation",
        ["Instance", "Niveau", "Sièges", "Réunions tenues"],
        [[one.name, one.get_level_display(), seats[one.pk], met[one.pk]] for one in bodies],
        numbers=[2, 3],
        widths=[56, 18, 11, 15],
        source="instances enregistrées",
    )


def _bodies_figure(draft: Draft, key: str, label: str, bodies: list[Body]) -> Figure:
    return draft.figure(
        key,
        len(bodies),
        label=label,
        formula="Instances en place au jour des chiffres.",
        rows=[FactRow(str(one), one.get_absolute_url()) for one in bodies],
    )


def _quiet_sentence(quiet: Figure, material: Material) -> str:
    if not quiet.number:
        return f"Toutes se sont réunies {when(material)}."
    told = quiet.fem("instance", "instances")
    return f"{told} n'{quiet.verb('a', 'ont')} tenu aucune réunion {when(material)}."


@chapter("participants", "Organisation des travaux et participants", "concertation", is_annex=True)
def participants(draft: Draft, material: Material) -> None:
    """Meetings held, and the organisations that came."""
    held = held_figure(draft, material)
    if not held.number:
        draft.paragraph(
            "none",
            f"{held.fem('réunion tenue', 'réunions tenues')} n'est enregistrée"
            f" {when(material)} : la liste des participants ne peut être dressée.",
        )
        return
    rows = Convocation.objects.filter(CAME, meeting__in=[one.pk for one in material.held])
    counts: Counter[str] = Counter()
    for row in rows.select_related("seat__organisation", "seat__post", "seat__category"):
        counts[row.seat.holder] += 1
    draft.paragraph(
        "held",
        f"{held.fem('réunion de concertation s’est tenue', 'réunions de concertation se sont tenues')}"
        f" {when(material)}. Le tableau dit quels sièges y étaient occupés ; aucun nom de personne n'y"
        " figure.",
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    draft.table(
        "Participation aux réunions tenues",
        ["Siège", "Réunions"],
        ranked,
        numbers=[1],
        widths=[80, 20],
        source=SOURCE,
    )
