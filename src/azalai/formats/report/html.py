"""A report as HTML: the chapters for a page of the site, or one file that needs nothing else."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from azalai.formats.report.model import (
    Block,
    Chapter,
    Grid,
    Heading,
    KeyFigures,
    Paragraph,
    Picture,
    Report,
    Run,
    Text,
    plain,
)
from azalai.formats.report.shaping import chapter_title, words_of
from azalai.formats.report.text import typeset

HERE = Path(__file__).resolve().parent
SAFE_ADDRESSES = ("/", "https://", "http://")


class Counter:
    """Numbers tables and figures from one chapter to the next."""

    def __init__(self, *, table: int = 0, figure: int = 0) -> None:
        self.numbers = {"table": table, "figure": figure}

    def next(self, kind: str) -> int:
        """The number after the last one of that kind."""
        self.numbers[kind] += 1
        return self.numbers[kind]


def count_before(report: Report, code: str) -> Counter:
    """What the chapters before that one have counted."""
    counter = Counter()
    for chapter in report.chapters:
        if chapter.code == code:
            break
        for block in chapter.blocks:
            if isinstance(block, Grid | Picture):
                counter.next("table" if isinstance(block, Grid) else "figure")
    return counter


def block_html(block: Block, words: dict[str, str], counter: Counter, *, under: int = 2) -> str:
    """One block; every text of people is escaped. under: level of the chapter's own title on the page."""
    match block:
        case Paragraph():
            return _paragraph(block)
        case Heading():
            level = block.level - 1 + under
            return f"<h{level}>{_text(block.text)}</h{level}>"
        case Grid():
            return _grid(block, words, counter)
        case Picture():
            return _picture(block, words, counter)
        case KeyFigures():
            items = "".join(
                f"<div><dd>{runs_html(runs)}</dd><dt>{_text(label)}</dt></div>" for label, runs in block.items
            )
            return f'<dl class="key-figures">{items}</dl>'


def _paragraph(block: Paragraph) -> str:
    if block.kind == "item":
        return f"<ul><li>{runs_html(block.runs)}</li></ul>"
    css = "" if block.kind == "text" else f' class="{block.kind}"'
    return f"<p{css}>{runs_html(block.runs)}</p>"


def _text(text: str) -> str:
    return escape(typeset(text))


def runs_html(runs: Text) -> str:
    """Text with its links."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    made = _text(run.text).replace("\n", "<br>")
    if run.is_missing:
        made = f'<em class="missing">{made}</em>'
    if run.is_strong:
        made = f"<strong>{made}</strong>"
    # An address of ours or of the web: "javascript:" never becomes a link.
    return f'<a href="{escape(run.url)}">{made}</a>' if run.url.startswith(SAFE_ADDRESSES) else made


def _grid(grid: Grid, words: dict[str, str], counter: Counter) -> str:
    title = f"{words['table']} {counter.next('table')}. {grid.caption}"
    head = "".join(f'<th scope="col"{_end(grid, at)}>{_text(name)}</th>' for at, name in enumerate(grid.head))
    rows = "".join(_row(grid, number) for number in range(len(grid.rows) - grid.foot))
    if not grid.rows:
        rows = f'<tr><td colspan="{len(grid.head)}">{words["none"]}</td></tr>'
    foot = "".join(_row(grid, number) for number in range(len(grid.rows) - grid.foot, len(grid.rows)))
    feet = f"<tfoot>{foot}</tfoot>" if foot else ""
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{_text(title)}"><table class="data">'
        f"<caption><span>{_text(title)}</span></caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{feet}</table></div>"
        f"{_source(grid.source, words)}"
    )


def _end(grid: Grid, column: int) -> str:
    return ' class="num"' if column in grid.numbers else ""


def _row(grid: Grid, number: int) -> str:
    cells = grid.rows[number]
    if number in grid.groups:
        return (
            '<tr class="group"><th scope="rowgroup"'
            f' colspan="{len(grid.head)}">{runs_html(cells[0])}</th></tr>'
        )
    first = f'<th scope="row"{_end(grid, 0)}>{runs_html(cells[0])}</th>'
    rest = "".join(f"<td{_end(grid, at)}>{runs_html(cell)}</td>" for at, cell in enumerate(cells) if at)
    return f"<tr>{first}{rest}</tr>"


def _picture(picture: Picture, words: dict[str, str], counter: Counter) -> str:
    """The drawings come clean from the renderer: known elements, no script, no reference."""
    title = f"{words['figure']} {counter.next('figure')}. {picture.caption}"
    narrow = f'<div class="chart-narrow">{picture.narrow}</div>' if picture.narrow else ""
    return (
        f'<figure class="chart"><figcaption>{_text(title)}</figcaption><div'
        f' class="chart-wide">{picture.svg}</div>{narrow}{_source(picture.source, words)}</figure>'
    )


def _source(source: str, words: dict[str, str]) -> str:
    return f'<p class="source">{words["source"]} {_text(source)}</p>' if source else ""


def write_html(report: Report) -> bytes:
    """The whole report in one file, without script and without a request."""
    words, counter = words_of(report), Counter()
    title = _text(f"{report.title} – {report.subtitle}")
    numbered = report.numbered()
    entries = "".join(
        f'<li><a href="#{chapter.code}">{_text(chapter_title(report, number, chapter))}</a></li>'
        for number, chapter in numbered
    )
    chapters = "".join(_chapter(report, number, chapter, words, counter) for number, chapter in numbered)
    page = (
        f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_style()}</style>\n</head>\n<body>\n{_cover(report)}\n"
        f'<nav aria-label="{words["contents"]}"><h2>{words["contents"]}</h2><ul>{entries}</ul></nav>\n'
        f"<main>\n{chapters}</main>\n</body>\n</html>\n"
    )
    return page.encode()


@cache
def _style() -> str:
    return (HERE / "report.css").read_text(encoding="utf-8")


def _cover(report: Report) -> str:
    lines = [report.state, *report.authority.splitlines(), report.secretariat]
    form = "".join(f"<p>{_text(line)}</p>" for line in lines if line)
    told = "".join(
        f"<p>{_text(line)}</p>" for line in (report.period, report.as_of, report.reference) if line
    )
    warning = f'<p class="warning">{_text(report.warning)}</p>' if report.warning else ""
    css = "standing draft" if report.is_draft else "standing"
    return (
        "<header><div"
        f' class="state">{form}</div><h1>{_text(report.title)}<br>'
        f"<span>{_text(report.subtitle)}</span></h1>{told}<p"
        f' class="{css}">{_text(report.standing)}</p>{warning}</header>'
    )


def _chapter(report: Report, number: str, chapter: Chapter, words: dict[str, str], counter: Counter) -> str:
    blocks = "\n".join(block_html(block, words, counter) for block in chapter.blocks)
    blocks = blocks.replace("</ul>\n<ul>", "\n")  # items that follow each other are one list
    title = _text(chapter_title(report, number, chapter))
    return f'<section id="{chapter.code}"><h2>{title}</h2>\n{blocks}\n</section>\n'


__all__ = ["Counter", "block_html", "count_before", "plain", "runs_html", "write_html"]
