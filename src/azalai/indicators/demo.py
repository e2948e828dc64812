"""The demonstration's indicators: those of the plan, and a few that people feed, all fictional."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files

from azalai.core.authorship import Author
from azalai.frames.models import FrameworkItem, Place
from azalai.indicators import actions
from azalai.indicators.actions import Given, GivenPart, Sheet
from azalai.indicators.models import Indicator
from azalai.indicators.words import Typed, read_typed
from azalai.plans.actions import edit_node
from azalai.plans.enums import VersionStatus
from azalai.plans.models import PlanVersion

SOURCE = "Tableau de bord des régions (fictif)"
EVIDENCE = "Rapport de collecte, page 4 (fictif)"


@dataclass(frozen=True, slots=True)
class Story:
    """A sheet, the whole country's target by year, and what each region gave by year.

    texts: region → figures as typed, one for each of the last years; fewer: blank.
    """

    sheet: Sheet
    targets: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]


STORIES = (
    Story(
        Sheet(
            title="Nombre de migrants orientés vers un service de base",
            nature="outcome",
            level="outcome",
            definitions="Une personne orientée est reçue par un service et inscrite à son registre.",
            unit="personnes",
            standards="ODD 10.7",
            data_sources="Registres des points d'information des régions.",
            methodology="Chaque région additionne ses registres et transmet le total une fois l'an.",
            frequency="year",
            baseline_kind="number",
            baseline=Decimal(1200),
            adding="sum",
            over_time="sum",
            entry="focal-points",
        ),
        ("2 000", "2 600", "3 200"),
        {
            "Agadez": ("640", "820", "910"),
            "Diffa": ("0", "35", "s.o."),
            "Dosso": ("110", "150", "inconnu"),
            "Maradi": ("240", "310", "420"),
            "Tahoua": ("180", "260", "380"),
            "Tillabéri": ("90", "120"),
            "Zinder": ("210", "290", "350"),
            "Niamey": ("300", "410", "560"),
        },
    ),
    Story(
        Sheet(
            title="Part des points d'information ouverts toute l'année",
            nature="process",
            level="output",
            measure="percent",
            definitions="Un point ouvert toute l'année n'a pas fermé plus de dix jours ouvrés.",
            data_sources="Tournées de suivi des directions régionales.",
            methodology="Points ouverts sur points existants.",
            frequency="year",
            baseline_kind="unknown",
            adding="ratio",
        ),
        ("60", "70", "80"),
        {
            "Agadez": ("3/6", "5/6", "6/6"),
            "Maradi": ("2/5", "2/5", "4/5"),
            "Tahoua": ("1/4", "2/4", "3/4"),
            "Zinder": ("2/4", "inconnu", "3/4"),
        },
    ),
    Story(
        Sheet(
            title="La loi sur la migration est conforme aux conventions ratifiées",
            nature="structure",
            level="impact",
            measure="yes-no",
            definitions="Avis écrit de la commission de relecture.",
            data_sources="Journal officiel.",
            methodology="Une lecture par an.",
            frequency="year",
        ),
        (),
        {"": ("non", "non", "oui")},
    ),
)

# What the system counts, and what the country aims at: last year and this one.
AIMS = {
    "concertation.meetings-held": (6, 8),
    "concertation.structures-taking-part": (10, 12),
    "concertation.missions-awareness": (4, 4),
    "concertation.agents-sensitised": (200, 250),
    "forum.exchanges": (30, 40),
    "interventions.supporting-institutions": (35, 40),
}


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    if Indicator.objects.in_country(country).exists():
        return
    _name_in_the_plan(by, at, country)
    for version in PlanVersion.objects.filter(plan__country=country).order_by("plan", "number"):
        actions.load_plan_indicators(by=by, at=at, version=version)
    for story in STORIES:
        _tell(story, by, at, country)
    for indicator in Indicator.objects.in_country(country).filter(fact_code__in=AIMS).order_by("pk"):
        for year, amount in zip((at.year - 1, at.year), AIMS[indicator.fact_code], strict=True):
            actions.set_target(by=by, at=at, indicator=indicator, period=str(year), amount=Decimal(amount))


def _name_in_the_plan(by: Author, at: datetime, country: str) -> None:
    """The draft of the demonstration's plan takes over the logframe's indicators, objective by objective."""
    file = files("azalai.indicators").joinpath("data", f"demo-logframe-{country}.csv")
    draft = PlanVersion.objects.filter(plan__country=country, status=VersionStatus.DRAFT).first()
    if draft is None or not file.is_file():
        return
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")), delimiter=";"))
    for node in draft.nodes.filter(kind="objective").order_by("path"):
        texts = [row["indicateur"] for row in rows if row["objectif"] == node.code]
        if texts:
            edit_node(
                node=node,
                values={"indicators": "\n".join(texts)},
                reason="Indicateurs repris du cadre logique.",
                by=by,
                at=at,
            )


def _tell(story: Story, by: Author, at: datetime, country: str) -> None:
    objectives = FrameworkItem.objects.filter(framework__code="gcm", code__in=["7", "15"])
    sex = FrameworkItem.objects.get(framework__code="disaggregation", code="sex")
    sheet = replace(
        story.sheet, objectives=tuple(objectives.values_list("pk", flat=True)), variables=(sex.pk,)
    )
    indicator = actions.create_indicator(by=by, at=at, country=country, sheet=sheet)
    longest = max(len(texts) for texts in story.texts.values())
    years = [at.year - longest + number for number in range(longest)]
    for year, text in zip(years, story.targets, strict=False):
        amount = read_typed(text).amount
        if amount is not None:
            actions.set_target(by=by, at=at, indicator=indicator, period=str(year), amount=amount)
    regions = Place.objects.in_country(country).filter(level=1, valid_to="")
    places = {place.name: place.pk for place in regions}
    for name, texts in story.texts.items():
        for year, text in zip(years, texts, strict=False):
            if name == "" or name in places:
                _give(indicator, by, at, str(year), places.get(name), text, sex, is_last=year == years[-1])


def _give(
    indicator: Indicator,
    by: Author,
    at: datetime,
    year: str,
    place: int | None,
    text: str,
    sex: FrameworkItem,
    *,
    is_last: bool,
) -> None:
    top, _slash, bottom = text.partition("/")
    typed = read_typed(top, indicator.measure)
    numerator = denominator = None
    if bottom and typed.amount is not None:
        numerator, denominator = typed.amount, Decimal(bottom)
        typed = Typed(typed.kind, (100 * numerator / denominator).quantize(Decimal("0.000001")))
    given = Given(
        year,
        typed,
        place,
        numerator=numerator,
        denominator=denominator,
        source=SOURCE,
        evidence=EVIDENCE,
        parts=_parts(indicator, typed, sex),
    )
    value = actions.enter_value(by=by, at=at, indicator=indicator, given=given)
    if not (is_last and place is not None and place % 5 == 0):  # a few still wait
        actions.validate_value(by=by, at=at + timedelta(minutes=1), value=value)


def _parts(indicator: Indicator, typed: Typed, sex: FrameworkItem) -> tuple[GivenPart, ...]:
    """Two fifths of women, in whole numbers, where people are counted."""
    if indicator.measure != "number" or not typed.amount:
        return ()
    women = int(typed.amount * Decimal("0.42"))
    return (
        GivenPart(sex.pk, "women", Typed("number", Decimal(women))),
        GivenPart(sex.pk, "men", Typed("number", typed.amount - women)),
    )
