"""The analytical preamble of the implementation matrix, drafted in French from the facts."""

from azalai.engines.preamble.drafting import draft
from azalai.engines.preamble.model import CODES, Change, Facts, Figure, Paragraph, changes
from azalai.engines.preamble.wording import as_text, join, number

__all__ = [
    "CODES",
    "Change",
    "Facts",
    "Figure",
    "Paragraph",
    "as_text",
    "changes",
    "draft",
    "join",
    "number",
]
