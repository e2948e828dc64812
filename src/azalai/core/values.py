"""Values that are neither a fact nor a blank: "does not apply" is not "not entered", and neither is zero."""

from __future__ import annotations

from enum import Enum
from typing import Final


class NotApplicable(Enum):
    """The type of the single value NOT_APPLICABLE; false in a condition, "s.o." on a page."""

    NOT_APPLICABLE = "s.o."

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return self.value


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE
