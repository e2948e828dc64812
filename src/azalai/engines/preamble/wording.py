"""French of the preamble: numbers, plurals, enumerations."""

from __future__ import annotations

from collections.abc import Sequence

from azalai.engines.preamble.model import Figure, Paragraph

THIN = "\u202f"  # narrow space that is never broken, between thousands
FIRM = "\u00a0"
Piece = str | Figure


def number(value: int) -> str:
    """45000000 as "45 000 000"; a minus sign stays before."""
    return f"{value:,}".replace(",", THIN)


def share(part: int, whole: int) -> str:
    """A percentage without decimals, "moins de 1 %" and "plus de 99 %" where rounding would lie."""
    if not 0 <= part <= whole or whole <= 0:
        raise ValueError("part must lie between 0 and a whole that is not empty")
    percent = round(100 * part / whole)
    if percent == 0 and part:
        return f"moins de 1{FIRM}%"
    if percent == 100 and part < whole:
        return f"plus de 99{FIRM}%"
    return f"{percent}{FIRM}%"


def is_plural(value: int) -> bool:
    """In French zero and one are singular."""
    return abs(value) >= 2


def told(fact: str, value: int, singular: str, plural: str) -> list[Piece]:
    """ "3 activités", "1 activité", "0 activité", the number tied to its fact."""
    return [Figure(fact, number(value)), f"{FIRM}{plural if is_plural(value) else singular}"]


def agree(value: int, singular: str, plural: str) -> str:
    """The form that goes with the number."""
    return plural if is_plural(value) else singular


def join(parts: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Enumerate: "a", "a et b", "a, b et c"."""
    found: list[Piece] = []
    for index, part in enumerate(parts):
        if index:
            found.append(" et " if index == len(parts) - 1 else ", ")
        found.extend(part)
    return found


def tidy(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbouring words made one piece; nothing else changes."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] = found[-1] + piece
        elif piece != "":
            found.append(piece)
    return tuple(found)


def as_text(paragraph: Paragraph) -> str:
    """The paragraph as plain text."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in paragraph.pieces)
