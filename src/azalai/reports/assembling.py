"""From the data of a report to the document: passages as people left them, figures as links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation

from azalai.core import charts
from azalai.engines.phrases.times import between, day
from azalai.formats.report import model as out
from azalai.frames.dataset import load_profile
from azalai.reports.compiling import LANGUAGE, Compiled
from azalai.reports.enums import ReportKind, ReportState
from azalai.reports.marking import Address, runs
from azalai.reports.models import Report
from azalai.reports.periods import Period

Block = dict[str, Any]
DRAFT_WARNING = (
    "Projet non validé : les chiffres et les textes peuvent encore changer. Ce document n'engage pas"
    " l'administration."
)


@dataclass(frozen=True)
class Source:
    """A report, stored or just compiled. texts: passage key → marked text; address: of a figure's list.

    chapters: (code, title, is an annex, blocks).
    """

    period: Period
    country: str
    as_of: Any
    chapters: list[tuple[str, str, bool, list[Block]]]
    texts: Mapping[str, str]
    address: Address
    standing: str
    reference: str
    is_draft: bool


def stored(report: Report, *, base: str = "", only: str = "") -> Source:
    """A report of the database. base: address of the site before "/", "" for links within it.

    only: code of the one chapter that is wanted.
    """
    passages = report.passages.all()
    if only:
        passages = passages.filter(key__startswith=f"{only}.")
    return Source(
        report.period,
        report.country_id,
        report.as_of,
        [
            (c["code"], c["title"], c["annex"], c["blocks"] if only in ("", c["code"]) else [])
            for c in report.chapters
        ],
        {passage.key: passage.marked for passage in passages},
        lambda key: base + reverse("reports:figure", args=[report.public_id, key]),
        standing=standing(report),
        reference=f"Version {report.number}",
        is_draft=not report.is_frozen,
    )


def standing(report: Report) -> str:
    """Where it stands, as its cover says."""
    if report.state == ReportState.DRAFT:
        return "Projet, en rédaction"
    if report.state == ReportState.SUBMITTED:
        return "Projet, soumis à validation"
    act = f" ({report.validation_reference})" if report.validation_reference else ""
    on = report.validated_at
    return f"Validé le {day(translation_day(on))}{act}"


def translation_day(moment: Any) -> Any:
    """The local day of a moment."""
    from django.utils.timezone import localdate

    return localdate(moment)


def compiled(made: Compiled, *, base: str = "") -> Source:
    """A report that is not kept: its figures lead to the living lists, where the site's address is known."""
    figures = made.figures

    def address(key: str) -> str:
        figure = figures.get(key)
        return base + figure.url if base and figure is not None and figure.url else ""

    return Source(
        made.period,
        made.country,
        made.as_of,
        [(one.code, one.title, one.is_annex, one.blocks) for one in made.chapters],
        {key: text for one in made.chapters for key, text in one.passages.items()},
        address,
        standing="Projet, non enregistré",
        reference="",
        is_draft=True,
    )


def document(source: Source, *, is_narrow: bool = False, is_linked: bool = True) -> out.Report:
    """The document. is_narrow: charts for phones as well. is_linked: figures keep their addresses."""
    profile = load_profile(source.country)
    secretariat = profile.secretariat
    address: Address = source.address if is_linked else lambda key: ""
    with translation.override(LANGUAGE):
        title = str(ReportKind(source.period.kind).label)
        maker = _Maker(source.texts, address, is_narrow=is_narrow)
        chapters = tuple(
            out.Chapter(code, title, tuple(maker.blocks(blocks)), is_annex=annex)
            for code, title, annex, blocks in source.chapters
        )
    return out.Report(
        title=title,
        subtitle=source.period.subtitle,
        state=profile.official_name_fr or profile.name_fr,
        authority=(secretariat.attached_to or "") if secretariat else "",
        secretariat=secretariat.name_fr if secretariat else "",
        period=f"Période : {between(source.period.start, source.period.end)}",
        as_of=f"Chiffres arrêtés au {day(source.as_of)}",
        standing=source.standing,
        edited_on=source.as_of,
        is_draft=source.is_draft,
        chapters=chapters,
        reference=source.reference,
        warning=DRAFT_WARNING if source.is_draft else "",
    )


def paragraphs(text: str) -> list[str]:
    """What a passage prints: blank lines part paragraphs."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return [part for part in parts if part]


class _Maker:
    """Makes blocks of the document from blocks of data."""

    def __init__(self, texts: Mapping[str, str], address: Address, *, is_narrow: bool) -> None:
        self.texts, self.address, self.is_narrow = texts, address, is_narrow
        self.makers: dict[str, Callable[[Block], list[out.Block]]] = {
            "passage": self._passage,
            "heading": lambda block: [out.Heading(block["text"], block["level"])],
            "grid": lambda block: [self._grid(block)],
            "chart": lambda block: [self._chart(block)],
            "key": lambda block: [self._key_figures(block)],
        }

    def blocks(self, blocks: list[Block]) -> list[out.Block]:
        """What is printed; a passage that nobody wrote is not."""
        return [made for block in blocks for made in self.makers[block["t"]](block)]

    def _passage(self, block: Block) -> list[out.Block]:
        """Its heading, where it has one and a text; blank lines part paragraphs."""
        parts = paragraphs(self.texts.get(block["key"], ""))
        title = [out.Heading(block["heading"])] if parts and block.get("heading") else []
        return [*title, *(out.Paragraph(runs(part, self.address), block["kind"]) for part in parts)]

    def _grid(self, block: Block) -> out.Grid:
        return out.Grid(
            block["caption"],
            tuple(block["head"]),
            tuple(tuple(runs(cell, self.address) for cell in row) for row in block["rows"]),
            frozenset(block["numbers"]),
            tuple(block["widths"]),
            block["foot"],
            frozenset(block["groups"]),
            block["source"],
        )

    def _chart(self, block: Block) -> out.Picture:
        words = {"language": LANGUAGE, "title": block["caption"], "words": block["words"]}
        narrow = charts.svg(block["narrow"], zoom=1.2, **words) if self.is_narrow else ""
        wide = charts.svg(block["wide"], **words)
        return out.Picture(block["caption"], wide, narrow, block["words"], block["source"], block["width"])

    def _key_figures(self, block: Block) -> out.KeyFigures:
        return out.KeyFigures(tuple((label, runs(text, self.address)) for label, text in block["items"]))
