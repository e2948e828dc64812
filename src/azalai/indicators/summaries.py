"""What the page of one indicator shows: its years, its places, its charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from azalai.core.charts import Bar, Chart, build, horizontal_bars
from azalai.core.charts.maps import Sheet, Tag, Words, map_of
from azalai.core.clock import today
from azalai.frames.maps import paper, shapes_of
from azalai.frames.models import Place
from azalai.indicators.enums import Adding, Frequency, Kind, Status
from azalai.indicators.models import Aggregate, Indicator, Value
from azalai.indicators.periods import bounds, in_words, quarters
from azalai.indicators.queries import Reading, live, series, status_of
from azalai.indicators.queries.counting import Counts
from azalai.indicators.queries.readings import at_places
from azalai.indicators.words import figure, write, written

PAST, MOST = 4, 12
MOST_BARS = 25


def years_of(indicator: Indicator) -> list[str]:
    """Years with a value or a target, and the last few: at most a dozen, in order."""
    periods = {*indicator.values.standing().order_by().values_list("period", flat=True).distinct()}
    periods |= {target.period for target in indicator.targets.all()}
    now = today().year
    wanted = {int(one[:4]) for one in periods} | {now}
    if indicator.is_computed:
        wanted |= set(range(now - PAST, now + 1))
    return [str(year) for year in sorted(wanted)][-MOST:]


def trajectory(indicator: Indicator) -> list[Reading]:
    """The figure of each of these years."""
    return series(indicator, years_of(indicator))


def latest(readings: list[Reading]) -> str:
    """The latest of these years that says something, else this one."""
    said = [one for one in readings if one.status != Status.BLANK or one.waits]
    return str(said[-1].start.year if said else today().year)


def quarters_shown(indicator: Indicator, year: int) -> list[Reading]:
    """The four quarters of a year, where it is measured so or one of them says something."""
    found = series(indicator, quarters(year))
    is_asked = indicator.is_live or indicator.frequency == Frequency.QUARTER
    return found if is_asked or any(one.status != Status.BLANK or one.waits for one in found) else []


def trajectory_chart(indicator: Indicator, readings: list[Reading]) -> Chart | None:
    """From the baseline to the targets: what was reached each year; None where there is nothing to draw."""
    rows = [one for one in readings if one.value is not None or one.target is not None]
    numbers = [x for one in rows for x in (one.value, one.target) if x is not None]
    has_base = indicator.baseline_kind == Kind.NUMBER and indicator.baseline is not None
    if has_base and indicator.baseline is not None:
        numbers.append(indicator.baseline)
    if not rows or any(number < 0 for number in numbers):
        return None
    bars = [Bar(_base_label(indicator), float(indicator.baseline or 0))] if has_base else []
    bars += [Bar(_year(one), _float(one.value), _float(one.target)) for one in rows]
    return build(
        title=_message(indicator, rows),
        spec=horizontal_bars(bars, unit=indicator.unit_label, series=(_("réalisé"), _("cible"))),
        table_head=[_("Période"), _("Réalisé"), _("Cible")],
        table_rows=[
            *([[_base_label(indicator), figure(indicator.baseline, indicator), "—"]] if has_base else []),
            *([_year(one), written(one), figure(one.target, indicator)] for one in rows),
        ],
    )


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def _year(reading: Reading) -> str:
    return str(reading.start.year)


def _base_label(indicator: Indicator) -> str:
    if indicator.baseline_period:
        return _("Référence, %(period)s") % {"period": in_words(indicator.baseline_period)}
    return _("Référence")


def _message(indicator: Indicator, rows: list[Reading]) -> str:
    """What the chart says: the last target that can be judged, else the last figure."""
    judged = [one for one in rows if one.is_reached is not None]
    if judged:
        last = judged[-1]
        words = _("En %(year)s, la cible est atteinte") if last.is_reached else _(
            "En %(year)s, %(value)s pour une cible de %(target)s"
        )  # fmt: skip
        target = figure(last.target, indicator)
        return words % {"year": _year(last), "value": written(last), "target": target}
    known = [one for one in rows if one.value is not None]
    if known:
        return _("%(value)s en %(year)s") % {"value": written(known[-1]), "year": _year(known[-1])}
    return _("Des cibles, et pas encore de valeur")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with its figure, and what its own places make together where that differs."""

    place: Place
    reading: Reading
    aggregate: Aggregate | None = None

    @property
    def gap(self) -> bool:
        """What was told of the place is not what its places make."""
        told, made = self.reading.row, self.aggregate
        return (
            told is not None and made is not None and made.amount is not None and told.amount != made.amount
        )


def by_place(indicator: Indicator, period: str) -> list[PlaceRow]:
    """Places with a figure, each region before its departments; for what is counted live, regions alone."""
    start, end = bounds(period)
    if indicator.is_computed:
        return _live_places(indicator, start, end)
    aggregates = {one.place_id: one for one in indicator.aggregates.filter(period=period)}
    told = Value.objects.standing().filter(indicator=indicator, period=period, place__isnull=False)
    keys = {key for key in aggregates if key is not None} | set(told.values_list("place_id", flat=True))
    places = list(Place.objects.filter(pk__in=keys).order_by("pcode"))
    found = at_places(indicator, period, places)
    return [PlaceRow(place, found[place.pk], aggregates.get(place.pk)) for place in places]


def _live_places(indicator: Indicator, start: date, end: date) -> list[PlaceRow]:
    fact = indicator.fact
    if fact is None or not fact.by_place:
        return []
    regions = Place.objects.in_country(indicator.country_id).filter(level=1, valid_to="").order_by("pcode")
    counts = Counts()
    return [PlaceRow(place, live(indicator, start, end, place, counts=counts)) for place in regions]


def places_map(indicator: Indicator, rows: list[PlaceRow], period: str) -> Chart | None:
    """The regions that have a figure, on the map of the country; None without a map or below two regions."""
    shown = {row.place.pcode: row for row in rows if row.place.level == 1}
    said = {code: (row.reading.status, row.reading.value) for code, row in shown.items()}
    title = _("%(title)s : où, en %(period)s") % {
        "title": Truncator(indicator.title).chars(90),
        "period": in_words(period),
    }
    return _map(indicator, {code: row.place.name for code, row in shown.items()}, said, title)


def published_map(indicator: Indicator, values: QuerySet[Value]) -> Chart | None:
    """The same of published values alone, of the latest period that has some by region."""
    regions = values.filter(place__level=1, place__valid_to="")
    last = regions.values_list("period", flat=True).first()
    if last is None:
        return None
    rows = list(regions.filter(period=last))
    said = {one.place.pcode: (status_of(one.kind, one.amount), one.amount) for one in rows if one.place}
    title = _("Par région, %(period)s") % {"period": in_words(last)}
    return _map(indicator, {one.place.pcode: one.place.name for one in rows if one.place}, said, title)


Said = tuple[str, Decimal | None]  # status and value


def _map(indicator: Indicator, names: dict[str, str], said: dict[str, Said], title: str) -> Chart | None:
    if sum(value is not None for _status, value in said.values()) < 2:
        return None
    country, unit = indicator.country_id, indicator.unit_label
    told = [(name, said[code][1] is not None, _float(said[code][1])) for code, name in names.items()]
    drawing = map_of(
        partial(paper, country),
        partial(_tags, indicator, names, said),
        Words(none=_("pas de valeur"), silent=_("zéro"), unit=unit),
        told,
    )
    if drawing is None:
        return None
    measure = indicator.measure
    return build(
        title=title,
        spec=drawing,
        table_head=[_("Région"), _("Valeur")],
        table_rows=[
            [name, write(said[code][0], said[code][1], measure=measure, unit=unit)]
            for code, name in names.items()
        ],
        source=_("limites : Natural Earth, sans valeur officielle"),
    )


def _tags(indicator: Indicator, names: dict[str, str], said: dict[str, Said], sheet: Sheet) -> list[Tag]:
    """A shape that stands for two regions says their sum where figures of places add up, else nothing."""
    shapes, tags = shapes_of(indicator.country_id), []
    for outline in sheet.outlines:
        here = [code for code in shapes.get(outline.name, ()) if code in said]
        values = [value for code in here if (value := said[code][1]) is not None]
        adds = len(here) < 2 or indicator.adding == Adding.SUM
        is_known = bool(values) and len(values) == len(here) and adds
        name = names[here[0]] if len(here) == 1 else outline.name
        tags.append(Tag(name, sum(values, Decimal(0)) if is_known else None, is_known, outline))
    return tags


def places_chart(indicator: Indicator, rows: list[PlaceRow], period: str) -> Chart | None:
    """Places of the widest level that has figures, sorted; None below two or with a negative one."""
    known = [row for row in rows if row.reading.value is not None]
    level = min((row.place.level for row in known), default=0)
    shown = sorted(
        (row for row in known if row.place.level == level),
        key=lambda row: (-(row.reading.value or 0), row.place.name),
    )[:MOST_BARS]
    if len(shown) < 2 or any((row.reading.value or 0) < 0 for row in shown):
        return None
    first = shown[0]
    return build(
        title=_("%(place)s vient en tête en %(period)s : %(value)s")
        % {"place": first.place.name, "period": in_words(period), "value": written(first.reading)},
        spec=horizontal_bars(
            [Bar(row.place.name, _float(row.reading.value), _float(row.reading.target)) for row in shown],
            unit=indicator.unit_label,
            series=(_("réalisé"), _("cible")),
        ),
        table_head=[_("Lieu"), _("Valeur"), _("Cible")],
        table_rows=[
            [row.place.name, written(row.reading), figure(row.reading.target, indicator)] for row in shown
        ],
    )
