"""Chapters of the reports: each a function over what rooms below hold, registered here by its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from azalai.reports.drafting import Draft
from azalai.reports.material import Material

Write = Callable[[Draft, Material], None]


@dataclass(frozen=True, slots=True)
class Chapter:
    """code: stable name. sources: rooms that it reads, in words, for the reference page."""

    code: str
    title: str
    write: Write
    sources: str
    is_annex: bool = False


_chapters: dict[str, Chapter] = {}


def chapter(code: str, title: str, sources: str, *, is_annex: bool = False) -> Callable[[Write], Write]:
    """Register the function as the chapter of that code."""

    def register(write: Write) -> Write:
        _chapters[code] = Chapter(code, title, write, sources, is_annex)
        return write

    return register


def chapter_of(code: str) -> Chapter:
    """The chapter of that code; KeyError for none."""
    return _chapters[code]


def all_chapters() -> list[Chapter]:
    """Every chapter, in the order in which they were registered."""
    return list(_chapters.values())
