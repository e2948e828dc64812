"""What Word and PDF share: numbers of chapters, widths of columns, the printed words."""

from __future__ import annotations

from pathlib import Path

from azalai.formats.report.model import Chapter, Grid, Report, plain

WORDS = {
    "fr": {
        "contents": "Sommaire",
        "figure": "Figure",
        "table": "Tableau",
        "source": "Source :",
        "page": "Page",
        "of": "sur",
        "annex": "Annexe",
        "none": "Aucune ligne.",
    },
    "en": {
        "contents": "Contents",
        "figure": "Figure",
        "table": "Table",
        "source": "Source:",
        "page": "Page",
        "of": "of",
        "annex": "Annex",
        "none": "No line.",
    },
}
FONTS = Path(__file__).resolve().parent / "fonts"
FONT_FAMILY = "Noto Sans"
LEAST, MOST = 6.0, 46.0
SHORT_TABLE = 12  # rows: such a table is not cut by the end of a page, unless its cells are long
SHORT_LINES = 14
LINE = 115  # letters of a table's type across the page
HEAD = 120  # letters of a running head
FIRST_ROWS = 2  # of a longer table: never alone at the foot of a page


def words_of(report: Report) -> dict[str, str]:
    """The printed words in the report's language, French for one that we do not know."""
    return WORDS.get(report.language, WORDS["fr"])


def chapter_title(report: Report, number: str, chapter: Chapter) -> str:
    """ "3. Par région", "Annexe A. La matrice"."""
    before = f"{words_of(report)['annex']} {number}" if chapter.is_annex else number
    return f"{before}. {chapter.title}"


def column_shares(grid: Grid) -> list[float]:
    """Widths of the columns as shares that add to one: given, else by the length of what stands in them."""
    if len(grid.widths) == len(grid.head):
        return [width / sum(grid.widths) for width in grid.widths]
    sizes = [_size(grid, column) for column in range(len(grid.head))]
    return [size / sum(sizes) for size in sizes]


def stays_whole(grid: Grid) -> bool:
    """Whether the end of a page may not cut it: it has few rows, and they take few lines."""
    if len(grid.rows) > SHORT_TABLE:
        return False
    rooms = [max(1, int(share * LINE)) for share in column_shares(grid)]
    tall = (
        max(-(-len(plain(cell)) // room) for cell, room in zip(row, rooms, strict=True)) for row in grid.rows
    )
    return sum(tall) <= SHORT_LINES


def running_head(report: Report) -> tuple[str, str]:
    """Who speaks, and what this is; the second alone where both would not stand on one line."""
    who, what = report.secretariat or report.state, f"{report.title} – {report.subtitle}"
    return (who if len(who) + len(what) <= HEAD else "", what)


def _size(grid: Grid, column: int) -> float:
    """Between the longest word, which must not break, and what makes most cells one or two lines."""
    texts = [plain(row[column]) for number, row in enumerate(grid.rows) if number not in grid.groups]
    word = max((len(part) for text in [grid.head[column], *texts] for part in text.split(" ")), default=1)
    mean = sum(len(text) for text in texts) / max(len(texts), 1)
    return max(LEAST, min(MOST, max(min(word, 22) * 1.15, mean * 0.9)))


def printed_svg(svg: str) -> str:
    """The drawing with the letters of paper instead of those of the screen."""
    return svg.replace("system-ui, sans-serif", FONT_FAMILY)
