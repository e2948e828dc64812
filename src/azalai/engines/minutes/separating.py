"""Gives run-together words their spaces back: "Présentationdelastratégie", "duGTM", "30novembre2021".

The best cut of a run of letters is the one whose words are most likely together (Viterbi over word
frequencies; Viterbi 1967, and Norvig, "Natural language corpus data", 2009). Only spaces are added: the
letters, and so what was written, stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from azalai.engines.minutes.lexicon import LONGEST_WORD, Lexicon
from azalai.engines.minutes.text import fold

LONG = 15  # letters from which a run that is no word is suspect in any text
SHORT = 3  # the same in a text known to be run together
LONGEST_RUN = 600
SUSPECT_RUNS = 4  # so many long runs that cut into known words, and so big a part of the letters:
SUSPECT_PART = 0.15  # the text lost its spaces
PIECES = 2

LETTERS = re.compile(r"[^\W\d_]+")
CASE = re.compile(r"(?<=[a-zà-öø-ÿœ])(?=[A-ZÀ-ÖØ-ÞŒ])")
CAPITALS = re.compile(r"^([A-ZÀ-ÖØ-Þ]{2,})([a-zà-öø-ÿœ]{2,})$")
PLURAL = frozenset(("les", "des", "ces", "ses", "leurs", "aux", "nos", "plusieurs", "certains"))
ALL_CAPITALS = 14  # an acronym is shorter
APOSTROPHES = "'\u2019\u02bc"
BETWEEN = re.compile(
    r"(?:(?<=\D)[,;:!?]|(?<=[^\W\d_])\.(?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ])|\))(?=[^\W\d_])|(?<=[^\W\d_])(?=\(\w)"
)
DIGITS = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")


def lost_its_spaces(texts: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether many long runs of letters are several words."""
    letters = glued = runs = 0
    for text in texts:
        for match in LETTERS.finditer(text):
            length = len(match[0])
            letters += length
            if LONG <= length <= LONGEST_RUN and len(_cut(match[0], text, match.end(), lexicon)) > PIECES:
                glued += length
                runs += 1
    return runs >= SUSPECT_RUNS and glued > SUSPECT_PART * letters


class Separator:
    """Adds spaces. everywhere: the text is known to be run together, so short runs are looked at too."""

    def __init__(self, lexicon: Lexicon, *, everywhere: bool) -> None:
        self.lexicon, self.everywhere = lexicon, everywhere
        self.least = SHORT if everywhere else LONG
        self._known: dict[tuple[str, bool], str] = {}

    def __call__(self, text: str) -> str:
        """The text with its spaces; the same object when nothing is missing."""
        if self.everywhere:
            text = self._around_digits(BETWEEN.sub(lambda match: f"{match[0]} ", text))
        return LETTERS.sub(lambda match: self._separated(match, text), text)

    def _around_digits(self, text: str) -> str:
        """ "30novembre2021", not "9h35" nor "1er"."""
        runs = {edge for m in LETTERS.finditer(text) if self._is_word(m[0]) for edge in m.span()}
        return DIGITS.sub(lambda match: " " if match.start() in runs else "", text)

    def _is_word(self, run: str) -> bool:
        return len(run) >= SHORT and self.lexicon.knows(fold(run))

    def _separated(self, match: re.Match[str], text: str) -> str:
        run = match[0]
        if len(run) < self.least or len(run) > LONGEST_RUN:
            return run
        elided = text[match.end() : match.end() + 1] in APOSTROPHES and match.end() < len(text)
        known = (run, elided)
        if known not in self._known:
            pieces = _cut(run, text, match.end(), self.lexicon)
            enough = self.everywhere or len(pieces) > PIECES
            self._known[known] = " ".join(pieces) if enough else run
        return self._known[known]


def _cut(run: str, text: str, end: int, lexicon: Lexicon) -> list[str]:
    """The words of a run of letters; the run alone when it is one, or when no cut is convincing."""
    elided = end < len(text) and text[end] in APOSTROPHES
    if run.isupper():
        return _best(run, lexicon, elided=elided) if len(run) >= ALL_CAPITALS else [run]
    pieces = [piece for part in CASE.split(run) for piece in _after_capitals(part, lexicon)]
    last = len(pieces) - 1
    return [
        word
        for number, piece in enumerate(pieces)
        for word in ([piece] if piece.isupper() else _best(piece, lexicon, elided=elided and number == last))
    ]


def _after_capitals(part: str, lexicon: Lexicon) -> list[str]:
    """ "GTMrégional", "DCZinder", "BNations": an acronym stuck to the word after it."""
    match = CAPITALS.match(part)
    if not match or lexicon.knows(fold(part)):
        return [part]
    capitals, rest = match[1], match[2]
    if len(_best(capitals[-1] + rest, lexicon)) == 1 and lexicon.knows(fold(capitals[-1] + rest)):
        return [capitals[:-1], capitals[-1] + rest]
    if fold(capitals) in lexicon.costs or lexicon.knows(fold(rest)):
        return [capitals, rest]
    return [capitals[:-1], capitals[-1] + rest]


def _best(run: str, lexicon: Lexicon, *, elided: bool = False) -> list[str]:
    folded = fold(run)
    if len(folded) != len(run) or (not elided and lexicon.knows(folded)):
        return [run]
    if elided and lexicon.is_elision(folded):
        return [run]
    cuts = _cuts(folded, lexicon, elided=elided)
    if not _is_convincing(folded, cuts, lexicon):
        return [run]
    return _agreed([run[start:end] for start, end in cuts], lexicon)


def _agreed(words: list[str], lexicon: Lexicon) -> list[str]:
    """ "les participants ont", not "les participant sont": a plural article decides where the s goes."""
    for at in range(1, len(words) - 1):
        word, after = fold(words[at]), fold(words[at + 1])
        if fold(words[at - 1]) not in PLURAL or word[-1] in "sx" or after[0] != "s":
            continue
        if lexicon.knows(f"{word}s") and after[1:] in lexicon.costs:
            words[at], words[at + 1] = words[at] + words[at + 1][0], words[at + 1][1:]
    return words


def _cuts(folded: str, lexicon: Lexicon, *, elided: bool) -> list[tuple[int, int]]:
    """Spans of the most likely words."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    size = len(folded)
    for end in range(1, size + 1):
        best.append(
            min(
                (best[start][0] + _cost(folded[start:end], lexicon, elided=elided and end == size), start)
                for start in range(max(0, end - LONGEST_WORD), end)
            )
        )
    spans, end = [], size
    while end:
        start = best[end][1]
        spans.append((start, end))
        end = start
    return spans[::-1]


def _cost(word: str, lexicon: Lexicon, *, elided: bool) -> float:
    if elided:
        return 1.0 if lexicon.is_elision(word) else lexicon.cost(word) + LONGEST_WORD
    return lexicon.cost(word)


def _is_convincing(folded: str, cuts: list[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Most of the letters belong to words that are known."""
    known = sum(end - start for start, end in cuts if lexicon.knows(folded[start:end]))
    known += sum(end - start for start, end in cuts[-1:] if lexicon.is_elision(folded[start:end]))
    return 4 * known >= 3 * len(folded) if len(folded) > 2 * SHORT else known == len(folded)
