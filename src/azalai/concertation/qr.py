"""A link as a square that a telephone reads, drawn as SVG: no image file, no script."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_L

MARGIN = 4  # modules of white around, as the standard asks


def svg(text: str, label: str) -> SafeString:
    """The drawing, inline; `label` is what a screen reader says."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L, border=MARGIN)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(_strokes(row, y) for y, row in enumerate(rows))
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 -0.5 {} {}"'
        ' shape-rendering="crispEdges">{}</svg>',
        label,
        len(rows),
        len(rows),
        mark_safe(f'<path stroke="#000" d="{path}"/>'),  # noqa: S308  made of numbers here
    )


def _strokes(row: Sequence[bool], y: int) -> str:
    """One stroke for each run of dark modules: a page of many squares stays light."""
    drawn, x = "", 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            drawn += f"M{x} {y}h{length}"
        x += length
    return drawn
