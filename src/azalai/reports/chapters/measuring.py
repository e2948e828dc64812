"""Indicators: what was aimed at, what was reached, how it is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from azalai.core.charts import Bar, horizontal_bars
from azalai.core.facts import FactRow
from azalai.engines.phrases import words
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
    _table(draft, [line for line in lines if _says_something(line[1])])


Line = tuple[Indicator, Reading, Figure]
Write = Callable[[Reading, Figure], object]


def _says_something(one: Reading) -> bool:
    """It has a value, or a target that waits for one; the others are in the chapter of what is missing."""
    return one.value is not None or bool(_values(one)[1])


def _table(draft: Draft, lines: Sequence[Line]) -> None:
    """Columns in which nobody has entered anything are left out."""
    has_base, has_target = (any(_values(one)[place] for _, one, _ in lines) for place in (0, 1))
    columns: list[tuple[str, int, Write]] = [
        ("N°", 8, lambda one, figure: one.indicator.code),
        ("Indicateur", 40, lambda one, figure: one.indicator.title),
    ]
    if has_base:
        columns.append(("Référence", 12, lambda one, figure: _values(one)[0]))
    if has_target:
        columns.append(("Cible", 11, lambda one, figure: _values(one)[1]))
    columns.append(("Réalisé", 16, lambda one, figure: figure))
    if has_target:
        columns.append(("Constat", 19, lambda one, figure: _verdict(one)))
    heads = [head for head, _, _ in columns]
    draft.table(
        "Indicateurs et valeurs de la période" if not has_target else "Indicateurs, cibles et réalisé",
        heads,
        [[write(one, figure) for _, _, write in columns] for _, one, figure in lines],
        numbers=[place for place, head in enumerate(heads) if head in ("Référence", "Cible", "Réalisé")],
        widths=[width for _, width, _ in columns],
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
    if one.indicator.is_computed and one.indicator.fact is None:
        return "Ce que l'indicateur compte n'est pas encore tenu dans le système."
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
    known = _listed(
        draft, "known", "Indicateurs qui ont une valeur", [x for x in read if x.value is not None]
    )
    live = _listed(
        draft,
        "live",
        "Indicateurs comptés par le système",
        [x for x in read if x.is_live and x.value is not None],
    )
    silent = _listed(draft, "silent", "Indicateurs sans valeur", [x for x in read if x.value is None])
    aimed = [x for x in read if x.target is not None]
    draft.paragraph(
        "read",
        f"{number.of('indicateur est suivi', 'indicateurs sont suivis')} ; "
        + _known_words(known, live, when(material)),
        _silent_words(draft, silent) if known.number else "",
        _target_words(draft, aimed),
    )


def _listed(draft: Draft, name: str, label: str, some: Sequence[Reading]) -> Figure:
    rows = [FactRow(f"{x.indicator.code} {x.indicator.title}", x.indicator.get_absolute_url()) for x in some]
    return draft.figure(
        f"indicators.{name}", len(some), label=label, formula="Lecture de la période.", rows=rows
    )


def _known_words(known: Figure, live: Figure, told: str) -> str:
    if not known.number:
        return f"{known.alone} n'a de valeur {told}."
    has = f"{known.alone} {known.verb('a', 'ont')} une valeur {told}"
    if live.number == known.number:
        return f"{has}, {known.verb('que le système compte', 'toutes comptées par le système')}."
    if not live.number:
        return f"{has}."
    return f"{has}, dont {live} {live.verb('comptée', 'comptées')} par le système."


def _silent_words(draft: Draft, silent: Figure) -> str:
    if not silent.number:
        return ""
    told = f"{silent.of('indicateur', 'indicateurs')} {silent.verb('reste', 'restent')} sans valeur"
    return f"{told} ; le document dit plus loin pourquoi." if "gaps" in draft.codes else f"{told}."


def _target_words(draft: Draft, aimed: Sequence[Reading]) -> str:
    if not aimed:
        return "Aucune cible chiffrée n'est fixée pour la période : le réalisé ne peut être rapporté à rien."
    compared = [x for x in aimed if x.value is not None]
    if not compared:
        return "Aucun des indicateurs qui ont une cible chiffrée n'a de valeur pour la période."
    reached = _listed(draft, "reached", "Cibles atteintes", [x for x in compared if x.is_reached])
    return (
        f"Sur {len(compared)} {words.form(len(compared), 'indicateur', 'indicateurs')} dont la cible et la"
        f" valeur sont chiffrées, {reached.of('atteint sa cible', 'atteignent leur cible')}."
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
        more = f" ({MOST_BARS} indicateurs sur {len(bars)})" if len(bars) > MOST_BARS else ""
        draft.chart(
            f"Réalisé en part de la cible{more}",
            horizontal_bars(bars[:MOST_BARS], unit="% de la cible"),
            source="fiches des indicateurs",
        )
