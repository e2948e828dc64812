"""One cell of a report, as people write it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from azalai.core.values import NotApplicable
from azalai.core.workbooks import choices_by_word
from azalai.engines.naming.text import spelling_key
from azalai.formats.form_reading import is_merged
from azalai.frames.partial import read_partial
from azalai.monitoring.enums import ActivityState, ProgressBasis
from azalai.monitoring.forms.figures import MoneyFigure, PeopleFigure, PercentField
from azalai.monitoring.sheets.layout import NO, YES
from azalai.tabular import Cell

LONGEST = {"state_reason": 500, "progress_note": 300, "evidence_url": 1000}
TEXT = 10_000  # characters of a story
_FIELDS = {
    "money": MoneyFigure(required=False),
    "people": PeopleFigure(required=False),
    "percent": PercentField(required=False),
}
_url = URLValidator(schemes=["http", "https"])


class Refused(ValueError):
    """What is wrong with a cell, for the person who wrote it."""


def plain(cell: Cell) -> str:
    """Its text. Raises Refused for a merged cell, and for a formula whose value was not saved."""
    if is_merged(cell):
        raise Refused(_("Cellule fusionnée : on ne sait pas à quelle ligne elle appartient. Défusionnez-la."))
    if cell.note:
        raise Refused(_("Formule sans valeur : écrivez le nombre ou le texte lui-même."))
    return cell.text.strip()


def number(kind: str) -> Callable[[Cell], Any]:
    """Reader of a figure: a number, None, or NOT_APPLICABLE. kind: "money" or "people"."""

    def read(cell: Cell) -> Any:
        text = plain(cell)
        return _cleaned(kind, _exact(cell, text))

    return read


def percentage(cell: Cell) -> Decimal | None:
    """0 to 100: a number, or a cell that Excel shows with its sign."""
    text = plain(cell)
    value = _number(cell)
    if text.endswith("%") and value is not None:
        text = str(value * 100)
    found = _cleaned("percent", text if text.endswith("%") else _exact(cell, text))
    if isinstance(found, NotApplicable):
        raise Refused(_("L'avancement est un pourcentage entre 0 et 100."))
    return found


def _exact(cell: Cell, text: str) -> str:
    """The number as stored, not as shown: a cell may show 3 for 3,4."""
    number = _number(cell)
    return text if number is None or text.endswith("%") else format(number.normalize(), "f")


def _number(cell: Cell) -> Decimal | None:
    """The number that the cell holds, None for text, for yes and no, and for what is no number."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    found = Decimal(str(value))
    return found if found.is_finite() and abs(found) < 10**18 else None


def _cleaned(kind: str, text: str) -> Any:
    try:
        return _FIELDS[kind].clean(text)
    except ValidationError as error:
        words = {"text": text[:40], "why": error.messages[0]}
        raise Refused(_("« %(text)s » : %(why)s") % words) from error


def day(cell: Cell) -> str:
    """ISO text of a year, month or day."""
    text = plain(cell)
    found = read_partial(cell.value if isinstance(cell.value, str) else text) or read_partial(text)
    if text and not found:
        raise Refused(
            _("« %(text)s » n'est pas une date : écrivez 2026, 03/2026 ou 15/03/2026.") % {"text": text[:40]}
        )
    return found


def choice(choices: Any) -> Callable[[Cell], str]:
    """Reader of a word of a list; French, English or the code itself."""

    def read(cell: Cell) -> str:
        text = plain(cell)
        code = choices_by_word(choices).get(spelling_key(text), "") if text else ""
        if text and not code:
            offered = ", ".join(str(label) for label in choices.labels)
            raise Refused(
                _("« %(text)s » n'est pas dans la liste : %(offered)s.")
                % {"text": text[:40], "offered": offered}
            )
        return code

    return read


def words(key: str) -> Callable[[Cell], str]:
    """Reader of a text."""

    def read(cell: Cell) -> str:
        text = plain(cell)
        longest = LONGEST.get(key, TEXT)
        if len(text) > longest:
            raise Refused(_("Texte trop long : au plus %(n)d caractères.") % {"n": longest})
        return text

    return read


def address(cell: Cell) -> str:
    """An address on the web, "" for none."""
    text = words("evidence_url")(cell)
    if not text:
        return ""
    try:
        _url(text if "://" in text else f"https://{text}")
    except ValidationError as error:
        raise Refused(_("« %(text)s » n'est pas une adresse de page.") % {"text": text[:60]}) from error
    return text if "://" in text else f"https://{text}"


def answer(cell: Cell) -> bool:
    """ "oui" or "non"; blank is no."""
    text = spelling_key(plain(cell))
    if text in {"", spelling_key(NO), "no", "n", "0"}:
        return False
    if text in {spelling_key(YES), "yes", "o", "x", "1"}:
        return True
    raise Refused(_("Écrivez « oui » ou « non »."))


READERS: dict[str, Callable[[Cell], Any]] = {
    "activity_state": choice(ActivityState),
    "progress_basis": choice(ProgressBasis),
    "actual_start": day,
    "expected_end": day,
    "progress": percentage,
    "spent": number("money"),
    "reached": number("people"),
    "evidence_url": address,
    **{
        key: words(key)
        for key in ("state_reason", "progress_note", "done", "difficulties", "next_steps", "evidence")
    },
}
part = number("people")
