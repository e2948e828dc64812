"""A link as a square that a telephone reads, drawn as SVG: no image file, no script."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M

MARGIN = 4  # modules of white around, as the standard asks


def svg(text: str, label: str) -> SafeString:
    """The drawing, inline; `label` is what a screen reader says."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=MARGIN)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}"'
        ' shape-rendering="crispEdges">{}</svg>',
        label,
        len(rows),
        len(rows),
        mark_safe(f'<path d="{path}"/>'),  # noqa: S308  made of numbers here
    )
