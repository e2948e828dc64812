"""Which lines begin a point: those of the agenda, those numbered like them, those set as headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from azalai.engines.minutes.agenda import NEAR, SAME, find
from azalai.engines.minutes.flow import Line, Row, Unit
from azalai.engines.minutes.labels import NEXT_MEETING, head_label, line_label, split_number
from azalai.engines.minutes.model import AgendaItem
from azalai.engines.minutes.text import fold, key, squeeze, title_of, without_bullet

LONGEST, LONGEST_BARE = 260, 130
MOST_SKIPPED = 2
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
# Headings of parts that are no points.
NO_POINT = re.compile(
    r"^(?:introduction|contexte|deroulement\b.{0,40}|liste de presence|ouverture|mots?\b.*\bouverture|"
    r"conclusion|cloture|annexes?|compte[ -]rendu.*|participants?|presence)$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """Title of a point. agenda: the point announced that it is, None when it was not."""

    number: str
    title: str
    agenda: int | None


class State(Protocol):
    """What the machine says of where it stands."""

    section: str

    @property
    def agenda(self) -> list[AgendaItem]: ...

    @property
    def item(self) -> object | None: ...

    @property
    def has_first(self) -> bool: ...

    @property
    def next_action(self) -> int: ...


class Headings:
    """Recognises headings; remembers how those of this document are numbered."""

    def __init__(self, title: str) -> None:
        self.title = key(title)
        self.last = 0
        self.is_roman = False
        self.taken: set[int] = set()

    def heading(self, line: Line, after: Sequence[Unit], state: State) -> Heading | None:
        """The point that a line begins, None when it begins none."""
        number, rest = split_number(without_bullet(line.text))
        title = title_of(rest)
        if not _is_title(title, line) or key(title) == self.title:
            return None
        index, score = find(title, state.agenda, number)
        followed = _following(after)
        if index is not None and self._is_announced(line, number, score, followed, index, state):
            return self._accept(number, title, index)
        if self._is_new(line, number, title, followed, state):
            return self._accept(number, title, None)
        return None

    def titled(self, title: str, number: str, state: State) -> Heading:
        """The heading that a cell of points is."""
        own, rest = split_number(title)
        text = title_of(rest)
        index, score = find(text, state.agenda, number or own)
        return self._accept(number or own, text, index if score >= NEAR else None)

    def _accept(self, number: str, title: str, index: int | None) -> Heading:
        value = value_of(number)
        if value:
            self.last, self.is_roman = value, not number[:1].isdigit()
        if index is not None:
            self.taken.add(index)
        return Heading(number, title, index)

    def _is_announced(
        self, line: Line, number: str, score: float, followed: str, index: int, state: State
    ) -> bool:
        if state.section == "agenda":
            return score >= SAME
        signs = bool(number) or line.mark == "heading" or bool(followed)
        if index in self.taken and not (followed and score >= SAME):
            return False
        if score >= SAME:
            return signs or (not _in_list(state) and len(line.text) <= LONGEST_BARE)
        return score >= NEAR and signs and not _in_list(state)

    def _is_new(self, line: Line, number: str, title: str, followed: str, state: State) -> bool:
        if state.section in ("agenda", "present", "excused", "closing"):
            return self._ends_list(line, number, title, followed, state)
        if followed:
            return self._has_label_after(line, number, title, followed, state)
        if NO_POINT.match(key(title)):
            return False
        if line.mark == "heading":
            return True
        if state.section == "actions" and self._leaves_actions(line, number, title, state):
            return True
        roman = bool(self.last) and self.is_roman and number[:1].isalpha()
        return not state.agenda and (roman or not _in_list(state)) and self._is_next(number, title, line)

    def _ends_list(self, line: Line, number: str, title: str, followed: str, state: State) -> bool:
        """A first point right after a list: set as a heading, or numbered in another way than the list."""
        if NO_POINT.match(key(title)) or state.section == "closing":
            return False
        if line.mark == "heading" or (followed and number):
            return True
        other = number[:1].isalpha() or state.has_first
        return state.section != "agenda" and value_of(number) == 1 and other and title[:1].isupper()

    def _leaves_actions(self, line: Line, number: str, title: str, state: State) -> bool:
        """Numbered after the last point, not after the last action."""
        value = value_of(number)
        if not self.last or not self.last < value <= self.last + MOST_SKIPPED or value == state.next_action:
            return False
        same = self.is_roman != number[:1].isdigit()
        ends = squeeze(line.text)[-1:]
        return same and title[:1].isupper() and len(title) <= LONGEST_BARE and ends not in ";,."

    def _has_label_after(self, line: Line, number: str, title: str, followed: str, state: State) -> bool:
        """A line before "Points clés de discussion"; before actions it may be the end of a discussion."""
        if NEXT_MEETING.search(fold(title)) and not number:
            return False
        if line.mark == "heading" or (number and value_of(number) and title[:1].isupper()):
            return followed == "discussion" or not _in_list(state)
        short = len(title) <= LONGEST_BARE and line.text.rstrip()[-1:] not in ".;,:"
        return short and followed == "discussion"

    def _is_next(self, number: str, title: str, line: Line) -> bool:
        """Numbered one after the last heading, in the same figures, and written like a title."""
        value = value_of(number)
        roman = not number[:1].isdigit()
        next_ones = range(self.last + 1, self.last + (MOST_SKIPPED if roman and self.last else 1) + 1)
        if value not in next_ones or (self.last and self.is_roman != roman):
            return False
        ends = squeeze(line.text)[-1:]
        return title[:1].isupper() and len(title) <= LONGEST_BARE and ends not in ";,"


def _is_title(title: str, line: Line) -> bool:
    if not key(title) or len(title) > LONGEST:
        return False
    return not line_label(title) and not (head_label(title) and not split_number(line.text)[0])


def _in_list(state: State) -> bool:
    return state.section in ("actions", "present", "excused", "agenda")


def _following(after: Sequence[Unit]) -> str:
    """The label that comes next: "discussion", "actions", "" for none."""
    for unit in after[:1]:
        text = unit.cells[0] if isinstance(unit, Row) and unit.cells else getattr(unit, "text", "")
        return line_label(text.split("\n")[0])
    return ""


def value_of(number: str) -> int:
    """1 of "1", "I" or "1."; 0 of "1.2", "a" or ""."""
    if number.isdigit():
        return int(number)
    return ROMAN.get(number, 0)
