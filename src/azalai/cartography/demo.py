"""The demonstration's needs: some are met, some are not, so that gaps show. All of it is fictional."""

from __future__ import annotations

from datetime import datetime

from azalai.cartography.actions import state_need
from azalai.cartography.enums import NeedLevel
from azalai.cartography.models import RegionalNeed
from azalai.core.authorship import Author
from azalai.frames.models import Place
from azalai.frames.queries import current_items

ASSESSMENT = ("Évaluation des besoins des régions (fictive)", "2025-11")
MEETING = ("Compte rendu du groupe technique régional (fictif)", "2026-02")
# Objective of the Compact, rank of the region among the country's, level, source.
NEEDS = (
    ("1", 1, NeedLevel.HIGH, ASSESSMENT),
    ("2", 2, NeedLevel.HIGH, ASSESSMENT),
    ("4", 5, NeedLevel.MEDIUM, ASSESSMENT),
    ("5", 3, NeedLevel.LOW, MEETING),
    ("6", 6, NeedLevel.HIGH, MEETING),
    ("8", 0, NeedLevel.HIGH, ASSESSMENT),
    ("9", 6, NeedLevel.MEDIUM, MEETING),
    ("10", 0, NeedLevel.HIGH, ASSESSMENT),
    ("10", 6, NeedLevel.MEDIUM, ASSESSMENT),
    ("15", 1, NeedLevel.HIGH, ASSESSMENT),
    ("16", 4, NeedLevel.MEDIUM, MEETING),
    ("19", 2, NeedLevel.LOW, MEETING),
    ("21", 4, NeedLevel.HIGH, ASSESSMENT),
    ("22", 7, NeedLevel.LOW, MEETING),
    ("11", 13, NeedLevel.MEDIUM, ASSESSMENT),
    ("23", 12, NeedLevel.HIGH, MEETING),
)


def load(*, by: Author, at: datetime, country: str) -> None:
    """Needs of regions, stated once; loading again changes nothing."""
    if RegionalNeed.objects.in_country(country).exists():
        return
    regions = list(Place.objects.in_country(country).filter(level=1, valid_to="").order_by("pcode"))
    items = {item.code: item for item in current_items("gcm", on=at.date())}
    for code, rank, level, (source, date) in NEEDS:
        if code in items and regions:
            state_need(
                by=by,
                at=at,
                item=items[code],
                place=regions[rank % len(regions)],
                level=level,
                source=source,
                source_date=date,
            )
