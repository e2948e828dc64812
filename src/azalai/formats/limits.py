"""How much of a file is read at most, so that one file never takes the machine down."""

from __future__ import annotations

from dataclasses import dataclass

from azalai.formats.errors import UnreadableFile

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a reading; the defaults keep a process under 500 MB.

    file_bytes: size of the file itself.
    unpacked_bytes: size of all the members of a package once unpacked.
    ratio: unpacked over packed size of one member of more than a megabyte.
    members: files inside a package.
    columns, rows, cells: of one table, blank ones included.
    marks: `<` and `=` of an XML part that is held in memory as a tree (up to 200 bytes each).
    """

    file_bytes: int = 25 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 200
    members: int = 5_000
    columns: int = 2_000
    rows: int = 200_000
    cells: int = 1_000_000
    marks: int = 2_000_000

    def check_columns(self, columns: int, where: str = "Le tableau") -> None:
        """Raise UnreadableFile("too-wide") past the number of columns."""
        if columns > self.columns:
            raise UnreadableFile(
                "too-wide",
                f"{where} a {_grouped(columns)} colonnes, alors que {_grouped(self.columns)} sont"
                " lues au plus : gardez seulement les colonnes du plan, puis redonnez le fichier.",
            )

    def check_size(self, rows: int, columns: int, where: str = "Le tableau") -> None:
        """Raise UnreadableFile("too-wide" or "too-large") when a grid is out of bounds."""
        self.check_columns(columns, where)
        if rows > self.rows or rows * columns > self.cells:
            raise UnreadableFile(
                "too-large",
                f"{where} s'étend sur {_grouped(rows)} lignes et {_grouped(columns)} colonnes, ce"
                " qui est trop pour un plan : supprimez les lignes inutiles et les cellules"
                " isolées loin du tableau, puis redonnez le fichier.",
            )

    def check_file_size(self, size: int) -> None:
        """Raise UnreadableFile("empty" or "too-large") on the size in bytes of a file."""
        if size == 0:
            raise UnreadableFile("empty")
        if size > self.file_bytes:
            raise UnreadableFile(
                "too-large",
                f"Ce fichier pèse {_megabytes(size)} Mo, alors que {_megabytes(self.file_bytes)} Mo"
                " sont acceptés au plus : retirez les images ou les feuilles inutiles, puis"
                " redonnez-le.",
            )


DEFAULT_LIMITS = Limits()


def too_much_content() -> UnreadableFile:
    """Refusal of a part whose content would not hold in memory."""
    return UnreadableFile(
        "too-large",
        "Ce fichier contient beaucoup plus de texte et de mise en forme qu'un plan : gardez"
        " seulement les pages du plan dans un nouveau document, puis redonnez-le.",
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0").replace(".", ",")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
