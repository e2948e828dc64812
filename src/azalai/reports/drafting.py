"""What a chapter writes with: figures that keep their lists, sentences, tables, charts.

A chapter is a function that takes a `Draft` and fills it. What it makes is plain data (`Written`), kept as
it is in the database: a validated report is read back, never computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from azalai.core.charts import Drawing
from azalai.core.facts import Fact, FactList, FactRow, FactSpan
from azalai.core.facts import fact as known_fact
from azalai.engines.phrases import words
from azalai.reports.marking import MARK, MISSING, mark, plain, unmarked

ROWS_KEPT = 300
NOT_HAD = "non disponible"
Number = Decimal | int | float


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it was computed from.

    value: None when it could not be had, and `missing` says why. text: as printed, without its unit.
    rows: the list behind, at most ROWS_KEPT of `total`. url: of the living list; formula: how it is counted.
    """

    key: str
    label: str
    value: Number | None
    text: str
    formula: str
    unit: str = ""
    missing: str = ""
    fact: str = ""
    place: str = ""
    url: str = ""
    rows: tuple[FactRow, ...] = ()
    total: int = 0

    def __str__(self) -> str:
        """The printed text, marked; "non disponible" for what could not be had."""
        return mark(self.key, self.text, is_missing=self.value is None)

    @property
    def is_known(self) -> bool:
        """It could be had."""
        return self.value is not None

    @property
    def number(self) -> Number:
        """The value, zero where it could not be had: for sums and choices of words only."""
        return self.value if self.value is not None else 0

    def of(self, one: str, many: str) -> str:
        """ "aucun organisme", "un organisme", "12 organismes": the figure with its noun."""
        return self._with(one, many, "aucun", "un")

    def fem(self, one: str, many: str) -> str:
        """ "aucune réunion", "une réunion", "12 réunions"."""
        return self._with(one, many, "aucune", "une")

    @property
    def alone(self) -> str:
        """ "aucun", "un", "12": before a verb, its masculine noun having been said."""
        return self.of("", "").strip()

    def de(self, text: str) -> str:
        """ "de" before what `of` or `fem` gave: "d'une action", "de 12 actions"."""
        return f"d'{text}" if self.value in (0, 1) else f"de {text}"

    def _with(self, one: str, many: str, none: str, single: str) -> str:
        if self.value is None:
            return f"{one} ({self})"
        if self.value in (0, 1):
            told = one.replace("’", "'")
            return (
                f"{mark(self.key, single)} {told}"
                if self.value
                else f"{mark(self.key, none)} {words.negated(told)}"
            )
        return f"{self} {words.form(self.value, one, many)}"

    def does(self, one: str, many: str) -> str:
        """The verb after the figure and its noun: "n'est" after "aucune note", "est", "sont"."""
        return words.negated(one) if self.value == 0 else self.verb(one, many)

    def verb(self, one: str, many: str) -> str:
        """The form of a verb or adjective that goes with it."""
        return words.form(self.number, one, many)


@dataclass
class Written:
    """A chapter as data. passages: key → marked text."""

    code: str
    title: str
    is_annex: bool = False
    blocks: list[dict[str, Any]] = field(default_factory=list)
    passages: dict[str, str] = field(default_factory=dict)


class Draft:
    """A chapter being written.

    figures: those of the whole report, by key; the first that is made counts. codes: all its chapters.
    """

    def __init__(
        self,
        chapter: Written,
        figures: dict[str, Figure],
        span: FactSpan,
        codes: frozenset[str] = frozenset(),
    ) -> None:
        self.chapter, self.figures, self.span, self.codes = chapter, figures, span, codes

    def figure(
        self,
        key: str,
        value: Number | None,
        *,
        label: str,
        formula: str,
        unit: str = "",
        missing: str = "",
        rows: Iterable[FactRow] = (),
        total: int | None = None,
        url: str = "",
        fact: str = "",
        place: str = "",
        text: str = "",
    ) -> Figure:
        """A figure of the report under its key. A value of None needs `missing`, the reason.

        text: as printed, where a number is not written as one ("oui", "inconnu").
        """
        if value is None and not missing:
            raise ValueError(f"{key}: a figure that cannot be had says why")
        missing = missing if value is None else ""
        if key in self.figures:
            return self.figures[key]
        kept = tuple(rows)
        made = Figure(
            key,
            unmarked(label),
            value,
            unmarked(text) or _printed(value, unit),
            formula,
            unit,
            missing,
            fact,
            place,
            url,
            kept[:ROWS_KEPT],
            len(kept) if total is None else total,
        )
        self.figures[key] = made
        return made

    def fact(
        self,
        code: str,
        *,
        key: str = "",
        label: str = "",
        span: FactSpan | None = None,
        place: int | None = None,
        pcode: str = "",
    ) -> Figure:
        """What the system counts under that code; missing while no room counts it.

        key, label: the fact's own unless told. span: the report's days and country unless told.
        """
        key = key or (f"{code}@{pcode}" if pcode else code)
        if key in self.figures:
            return self.figures[key]
        found = known_fact(code)
        if found is None:
            return self.figure(
                key,
                None,
                label=label or code,
                formula="",
                fact=code,
                missing="Aucune partie du système ne compte encore cela.",
            )
        listing = found.listing(span or FactSpan(self.span.country, self.span.start, self.span.end, place))
        return self._counted(found, listing, key=key, label=label or str(found.label), pcode=pcode)

    def _counted(self, found: Fact, listing: FactList, *, key: str, label: str, pcode: str) -> Figure:
        rows = listing.rows(0, ROWS_KEPT)
        if found.at_end:  # what is told of it today says nothing of that day
            rows = [replace(row, detail="") for row in rows]
        value = listing.value()
        counted = value if isinstance(value, int) and listing.amounts is None else len(rows)
        return self.figure(
            key,
            value,
            label=label,
            formula=str(found.formula),
            rows=rows,
            total=counted,
            fact=found.code,
            place=pcode,
        )

    def share(self, key: str, part: Figure, whole: Figure, *, label: str) -> Figure:
        """A percentage of one figure in another; missing when there is nothing to share."""
        formula = f"{part.label} / {whole.label}"
        if not part.is_known or not whole.value:
            return self.figure(
                key, None, label=label, formula=formula, missing="Rien à rapporter à l'ensemble."
            )
        value = Decimal(part.number) * 100 / Decimal(whole.number)
        return self.figure(
            key,
            round(value, 1),
            label=label,
            formula=formula,
            unit="%",
            rows=part.rows,
            total=part.total,
            fact=part.fact,  # by whose rule the list is read
        )

    def paragraph(self, key: str, *sentences: str, kind: str = "text") -> None:
        """Prose that an officer may rewrite; blank sentences are left out, nothing is printed of none."""
        text = " ".join(as_sentence(one) for one in sentences if one)
        if text:
            name = f"{self.chapter.code}.{key}"
            self.chapter.passages[name] = text.replace("’", "'")
            self.chapter.blocks.append({"t": "passage", "key": name, "kind": kind})

    def own_words(self, key: str, prompt: str, *, heading: str = "") -> None:
        """Room for what only people can say; nothing is printed while it is empty, nor its heading."""
        name = f"{self.chapter.code}.{key}"
        self.chapter.passages[name] = ""
        block = {"t": "passage", "key": name, "kind": "text", "prompt": prompt}
        self.chapter.blocks.append(block | ({"heading": heading} if heading else {}))

    def heading(self, text: str, level: int = 2) -> None:
        """A title inside the chapter."""
        self.chapter.blocks.append({"t": "heading", "text": unmarked(text), "level": level})

    def table(
        self,
        caption: str,
        head: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        numbers: Iterable[int] = (),
        widths: Sequence[float] = (),
        foot: int = 0,
        groups: Iterable[int] = (),
        source: str = "",
    ) -> None:
        """A table of texts, figures and numbers; None is "—". Nothing is shown without a row."""
        if rows:
            self.chapter.blocks.append(
                {
                    "t": "grid",
                    "caption": caption,
                    "head": list(head),
                    "rows": [[_cell(one, name) for one, name in zip(row, head, strict=True)] for row in rows],
                    "numbers": sorted(numbers),
                    "widths": list(widths),
                    "foot": foot,
                    "groups": sorted(groups),
                    "source": source,
                }
            )

    def cut(self, key: str, most: int, whole: int) -> None:
        """Under a table that stops at `most` lines of `whole`: it says so."""
        if whole > most:
            lines = "une ligne" if most == 1 else f"{most} lignes"
            told = f"Le tableau donne {lines} sur {words.grouped(whole)}"
            self.paragraph(f"cut-{key}", f"{told} ; la version en ligne donne les autres.", kind="note")

    def chart(self, caption: str, drawing: Drawing | None, *, source: str = "", width: float = 1) -> None:
        """A chart or map, its message as caption; nothing for None."""
        if drawing is not None:
            self.chapter.blocks.append(
                {
                    "t": "chart",
                    "caption": caption,
                    "wide": drawing.wide,
                    "narrow": drawing.narrow,
                    "words": drawing.words,
                    "source": source,
                    "width": width,
                }
            )

    def key_figures(self, *items: tuple[str, Figure]) -> None:
        """The few figures that a reader must not miss, with their words."""
        self.chapter.blocks.append({"t": "key", "items": [[label, str(one)] for label, one in items]})


Builder = Callable[[Draft, Any], None]


def as_sentence(text: str) -> str:
    """Begins with a capital, a marked figure included."""
    if found := MARK.match(text):
        key = found[1]
        start = mark(key.removeprefix(MISSING), words.capital(found[2]), is_missing=key.startswith(MISSING))
        return start + text[found.end() :]
    return words.capital(text)


def _printed(value: Number | None, unit: str) -> str:
    if value is None:
        return NOT_HAD
    return f"{words.grouped(value)}{words.NO_BREAK}{unit}" if unit else words.grouped(value)


def _cell(value: Any, head: str) -> str:
    """A cell as marked text: figures keep their marks, other texts are cleaned of them.

    A unit that the head of the column tells is not repeated.
    """
    if value is None or value == "":
        return "—"
    if isinstance(value, Figure):
        if value.is_known and value.unit and head.endswith(f"({value.unit})"):
            return mark(value.key, value.text.removesuffix(f"{words.NO_BREAK}{value.unit}"))
        return str(value)
    if isinstance(value, int | float | Decimal):
        return words.grouped(value)
    return str(value) if plain(str(value)) != str(value) else unmarked(str(value))


__all__ = ["Builder", "Draft", "Figure", "Number", "Written", "as_sentence"]
