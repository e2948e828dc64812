"""What a report counts, read from the addresses in the lists behind its figures.

A list keeps the address of each object, and an address ends with the public identifier of what it shows:
identifiers are unique over all rooms, so that no room need tell here what it calls its objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def identifier(url: str) -> UUID | None:
    """Of the object whose page it is: the last in the path; None for a list or a page outside."""
    found = IDENTIFIER.findall(url.partition("?")[0])
    return UUID(found[-1]) if found else None


def counted(figures: Iterable[tuple[int, Iterable[Mapping[str, Any]]]]) -> dict[UUID, list[int]]:
    """Object → the figures that count it, each once, in their order. figures: (key, rows of its list)."""
    found: dict[UUID, list[int]] = {}
    for key, rows in figures:
        for row in rows:
            one = identifier(row["url"])
            if one is not None and key not in found.setdefault(one, []):
                found[one].append(key)
    return found
