"""Why a pair has its label: one sentence and a small table, in French."""

from __future__ import annotations

from collections.abc import Sequence

from azalai.engines.overlap.features import NAMES
from azalai.engines.overlap.model import DUPLICATES, FRENCH, Label, Row
from azalai.engines.overlap.parameters import Parameters
from azalai.engines.overlap.wording import AGAINST, WORDINGS

_SAID = 4  # most findings that a sentence carries on each side
_SAID_BY_PLACE = frozenset({"other_region"})
_ALWAYS = ("title", "text", "place")  # rows that are shown even when they say nothing
_WORTH_SAYING = {
    Label.SAME_PROJECT: ("same_identifier", "declared", "roles"),
    Label.CHAIN: ("component", "declared", "roles"),
    Label.COMPLEMENTARY: ("next_stage", "place"),
}


def rows(measures: Sequence[float], parameters: Parameters) -> tuple[Row, ...]:
    """What counts, the heaviest first; features that are silent for this pair are left out."""
    weights = parameters.weights[1:]
    found = [
        _row(name, float(value), float(weight))
        for name, value, weight in zip(NAMES, measures, weights, strict=True)
        if value > 0 or name in _ALWAYS
    ]
    return tuple(sorted(found, key=lambda row: (-abs(row.contribution), row.feature)))


def _row(name: str, value: float, weight: float) -> Row:
    agrees = False if name in AGAINST else (value > 0 or None)
    finding = WORDINGS[name].finding(value)
    return Row(name, WORDINGS[name].title, finding, agrees, round(value, 4), round(weight * value, 3))


def sentence(label: Label, score: float, found: Sequence[Row]) -> str:
    """One sentence: the label, the score, what agrees, then what differs."""
    first = _WORTH_SAYING.get(label, ())
    ranked = sorted(found, key=lambda row: (row.feature not in first, -abs(row.contribution), row.feature))
    agreeing = [_short(row) for row in ranked if row.agrees and _is_said(row, label)][:_SAID]
    differing = [_short(row) for row in ranked if row.agrees is False and row.feature not in _SAID_BY_PLACE]
    told = _capital(FRENCH[label])
    if label in DUPLICATES:  # beside any other label the figure would only puzzle
        told += f" (indice de doublon {round(100 * score)} %)"
    if agreeing:
        told += f" : {', '.join(agreeing)}"
    if differing:
        told += f" ; mais {', '.join(differing[:_SAID])}"
    return f"{told}."


def _short(row: Row) -> str:
    return WORDINGS[row.feature].short(row.value)


def _is_said(row: Row, label: Label) -> bool:
    """Weak likeness is no agreement."""
    weak = {"title": 0.35, "text": 0.2, "bodies": 0.01, "budget": 0.5, "period": 0.4}
    return row.value >= weak.get(row.feature, 0.01)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
