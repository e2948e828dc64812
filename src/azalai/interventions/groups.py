"""The list of target groups that comes with the software, read once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

SOURCE = Path(__file__).parent / "data" / "target-groups.json"


@dataclass(frozen=True, slots=True)
class Group:
    """People whom interventions address."""

    code: str
    title_fr: str
    title_en: str

    @property
    def title(self) -> str:
        """In the language of the page."""
        return self.title_en if get_language() == "en" else self.title_fr


@cache
def groups() -> dict[str, Group]:
    """Code → group, in the order of the list."""
    entries = json.loads(SOURCE.read_text(encoding="utf-8"))["entries"]
    return {entry["code"]: Group(**entry) for entry in entries}


def group_title(code: str) -> str:
    """Title in the language of the page; the code itself when the list no longer has it."""
    known = groups().get(code)
    return known.title if known else code
