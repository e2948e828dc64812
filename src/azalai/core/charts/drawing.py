"""What a chart is before it is drawn: two Vega-Lite specifications and the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from azalai.core.charts.layers import Spec
from azalai.core.charts.wrapping import clip

WORDS_ROWS, WORDS_LABEL = 8, 320


@dataclass(frozen=True)
class Drawing:
    """The wide and the narrow specification (desk, phone) and a description for who cannot see them."""

    wide: Spec
    narrow: Spec
    words: str


def in_words(head: str, pairs: Sequence[tuple[str, str]]) -> str:
    """ "FCFA. Axe 1 : 45 M ; Axe 2 : 0", the first rows only: the table behind the chart holds all."""
    told = [f"{clip(label, WORDS_LABEL, 10)} : {figure}" for label, figure in pairs[:WORDS_ROWS]]
    more = len(pairs) - WORDS_ROWS
    tail = [_("et %(count)s autres dans le tableau") % {"count": more}] if more > 0 else []
    return ". ".join(part for part in (head, " ; ".join([*told, *tail])) if part)


def not_negative(values: Iterable[float | None]) -> None:
    """ValueError for a negative value: these charts count from zero."""
    if any(value is not None and value < 0 for value in values):
        raise ValueError("a chart of amounts or counts takes no negative value")
