"""Indicators: what was aimed at, what was reached, how it is known."""

from __future__ import annotations

from collections.abc import Sequence

from azalai.core.charts import Bar, horizontal_bars
from azalai.core.facts import FactRow
from azalai.indicators.enums import Measure, Origin, Status
from azalai.indicators.models import Indicator
from azalai.indicators.queries import readings
from azalai.indicators.queries.readings import Reading
from azalai.indicators.words import write
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import when
from azalai.reports.drafting import NOT_HAD, ROWS_KEPT, Draft, Figure
from azalai.reports.material import Material

MOST_BARS = 15
ORIGINS = {Origin.LIVE: "compté par le système", Origin.NOWHERE: "—"}


@chapter("indicators", "Indicateurs : cible et réalisé", "indicateurs, faits comptés par le système")
def indicators(draft: Draft, material: Material) -> None:
    """Targets held against what was reached."""
    rows = Indicator.objects.in_country(material.country).living()
    found = sorted(rows, key=lambda one: (_order(one.code), one.pk))
    span = material.span
    read = readings(found, span.start, span.end)
    lines = [(one, read[one.pk], _figure(draft, material, read[one.pk])) for one in found]
    number = draft.figure(
        "indicators",
        len(found),
        label="Indicateurs suivis",
        formula="Indicateurs du pays qui ne sont pas clos.",
        rows=[FactRow(f"{one.code} {one.title}", one.get_absolute_url()) for one in found],
    )
    if not found:
        draft.paragraph(
            "none", "Aucun indicateur n'est enregistré : les cibles ne peuvent être comparées au réalisé."
        )
        return
    _sentences(draft, material, number, [one for _, one, _ in lines])
    _ways(draft, [one for _, one, _ in lines])
    draft.table(
        "Indicateurs, cibles et valeurs de la période",
        ["Indicateur", "Référence", "Cible", "Réalisé", "Constat"],
        [
            [f"{one.code}. {one.title}", *_values(reading), figure, _verdict(reading)]
            for one, reading, figure in lines
        ],
        numbers=[1, 2, 3],
        widths=[39, 12, 11, 16, 22],
        source="fiches des indicateurs ; faits comptés par le système ; valeurs validées",
    )


def _order(code: str) -> tuple[tuple[int, str], ...]:
    """ "2.10" after "2.9"."""
    return tuple((int(part), "") if part.isdigit() else (10**6, part) for part in code.split("."))


def _figure(draft: Draft, material: Material, one: Reading) -> Figure:
    indicator = one.indicator
    fact = indicator.fact if one.is_live else None
    listing = fact.listing(material.span) if fact else None
    rows = listing.rows(0, ROWS_KEPT) if listing else []
    return draft.figure(
        f"indicator.{indicator.code or indicator.pk}",
        one.value,
        label=f"{indicator.code} {indicator.title}",
        formula=str(fact.formula) if fact else (indicator.methodology or "Valeur saisie puis validée."),
        missing=_why(one),
        rows=rows,
        total=(
            int(one.value)
            if rows and one.value is not None and listing and not listing.amounts
            else len(rows)
        ),
        fact=indicator.fact_code if fact else "",
        url=indicator.get_absolute_url(),
        text=_written(one),
    )


def _written(one: Reading) -> str:
    text = write(one.status, one.value, measure=one.indicator.measure, unit=one.unit)
    return NOT_HAD if text == "—" else text


def _why(one: Reading) -> str:
    reasons = {
        Status.UNKNOWN: "La valeur est dite inconnue par qui la tient.",
        Status.NOT_APPLICABLE: "L'indicateur est sans objet pour la période.",
    }
    return reasons.get(Status(one.status)) or one.why or "Personne n'a encore saisi de valeur validée."


def _values(one: Reading) -> tuple[str, str]:
    measure, unit = one.indicator.measure, one.unit
    base = (
        one.indicator.baseline_text
        if one.baseline is None
        else write(Status.VALUE, one.baseline, measure=measure, unit=unit)
    )
    target = (
        one.indicator.target_text
        if one.target is None
        else write(Status.VALUE, one.target, measure=measure, unit=unit)
    )
    return base, target


def _verdict(one: Reading) -> str:
    if one.value is None:
        return "sans valeur"
    told = {True: "cible atteinte", False: "cible non atteinte", None: "pas de cible chiffrée"}
    if one.target is not None and one.is_reached is None:
        return "valeur partielle"
    return told[one.is_reached]


def _sentences(draft: Draft, material: Material, number: Figure, read: Sequence[Reading]) -> None:
    def listed(key: str, label: str, some: list[Reading]) -> Figure:
        rows = [
            FactRow(f"{x.indicator.code} {x.indicator.title}", x.indicator.get_absolute_url()) for x in some
        ]
        return draft.figure(key, len(some), label=label, formula="Lecture de la période.", rows=rows)

    known = listed(
        "indicators.known", "Indicateurs qui ont une valeur", [x for x in read if x.value is not None]
    )
    live = listed("indicators.live", "Indicateurs comptés par le système", [x for x in read if x.is_live])
    aimed = [x for x in read if x.value is not None and x.target is not None]
    reached = listed("indicators.reached", "Cibles atteintes", [x for x in aimed if x.is_reached])
    draft.paragraph(
        "read",
        f"{number.of('indicateur est suivi', 'indicateurs sont suivis')} ; {known} {known.verb('a', 'ont')}"
        f" une valeur {when(material)}, dont {live} {live.verb('que', 'que')} le système compte lui-même.",
        (
            f"Sur {len(aimed)} {'indicateur' if len(aimed) == 1 else 'indicateurs'} dont la cible et la"
            f" valeur sont chiffrées, {reached.of('atteint sa cible', 'atteignent leur cible')}."
            if aimed
            else "Aucun indicateur n'a à la fois une cible chiffrée et une valeur pour la période."
        ),
    )


def _ways(draft: Draft, read: Sequence[Reading]) -> None:
    """Reached against target, as shares of the target; an indicator that should fall has no bar here."""
    bars = [
        Bar(f"{one.indicator.code}. {one.indicator.title}", float(round(100 * one.value / one.target)))
        for one in read
        if one.value is not None
        and one.target
        and one.target > 0
        and one.value >= 0
        and one.indicator.measure in (Measure.NUMBER, Measure.PERCENT)
        and one.indicator.direction == "up"
    ]
    if bars:
        draft.chart(
            "Réalisé en part de la cible",
            horizontal_bars(bars[:MOST_BARS], unit="% de la cible"),
            source="fiches des indicateurs",
        )
