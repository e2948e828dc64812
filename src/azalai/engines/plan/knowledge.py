"""What the compiler knows of the world: frameworks and bodies, given by the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation. acronym: usual short form; spellings: every form met, the acronym included."""

    code: str
    acronym: str
    name: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Frameworks (code -> codes of their items), bodies, and words for groups of bodies ("OSC", "PTF").

    country: ISO code of the country profile used, "" for none.
    """

    frameworks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    groups: tuple[str, ...] = ()
    country: str = ""

    @property
    def objectives(self) -> frozenset[str]:
        """Codes of the objectives of the Global Compact."""
        return self.frameworks.get("GCM", frozenset(str(n) for n in range(1, 24)))


# What a caller without data still knows: the Compact has 23 objectives (A/RES/73/195).
BARE = Knowledge(frameworks={"GCM": frozenset(str(number) for number in range(1, 24))})
