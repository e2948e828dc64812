"""What a report is: chapters of blocks. A figure in a text says where its list stands.

Frozen records without a database; `reports` makes them, the writers beside this module print them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

UPRIGHT_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text. url: address of the list behind it, "" for plain text; is_missing: a figure that
    could not be had, whose text says so; is_strong: stressed."""

    text: str
    url: str = ""
    is_figure: bool = False
    is_missing: bool = False
    is_strong: bool = False


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose. kind: "text", "item" (of a list), "note" (small, about the data) or "lead"."""

    runs: Text
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title within a chapter; level 2 or 3 (a chapter's own is 1)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. rows: as long as head. numbers: columns of figures; widths: shares of the page, one a column.

    foot: how many rows at the end are totals. groups: rows that head the ones below (only their first cell
    is shown, across).
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numbers: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    foot: int = 0
    groups: frozenset[int] = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map as SVG, with the same in words. svg for paper and desks, narrow for phones;
    both are clean: no script, no reference. width: share of the page."""

    caption: str
    svg: str
    narrow: str
    words: str
    source: str = ""
    width: float = 1


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The few figures that a reader must not miss: (label, figure)."""

    items: tuple[tuple[str, Text], ...]


Block = Paragraph | Heading | Grid | Picture | KeyFigures


@dataclass(frozen=True, slots=True)
class Chapter:
    """code: stable name, for addresses and bookmarks; is_annex: numbered by letters."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    is_annex: bool = False

    @property
    def is_wide(self) -> bool:
        """An annex whose table has too many columns for a page that stands upright."""
        return self.is_annex and any(
            isinstance(one, Grid) and len(one.head) > UPRIGHT_COLUMNS for one in self.blocks
        )


@dataclass(frozen=True, slots=True)
class Report:
    """A whole document.

    state: official name of the State, motto its motto and authority the ministry, each "" when unknown;
    secretariat: who publishes. as_of: day of the figures. standing: "Projet" or how it was validated.
    edited_on: the only date inside the files, so that the same content gives the same bytes.
    """

    title: str
    subtitle: str
    state: str
    authority: str
    secretariat: str
    period: str
    as_of: str
    standing: str
    edited_on: date
    is_draft: bool
    chapters: tuple[Chapter, ...]
    reference: str = ""
    warning: str = ""
    language: str = "fr"
    words: tuple[tuple[str, str], ...] = field(default=())

    def numbered(self) -> list[tuple[str, Chapter]]:
        """("1", chapter)…, annexes as ("A", chapter)."""
        told, number, letter = [], 0, 0
        for chapter in self.chapters:
            if chapter.is_annex:
                letter += 1
                told.append((chr(64 + letter), chapter))
            else:
                number += 1
                told.append((str(number), chapter))
        return told


def plain(runs: Text) -> str:
    """The text without its links."""
    return "".join(run.text for run in runs)
