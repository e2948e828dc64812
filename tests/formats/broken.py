"""Files that go wrong in every way we know, generated: none of them stands in the repository."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.formats.builders import (
    cell,
    compound_file,
    excel_members,
    paragraph,
    row,
    table,
    word_members,
    write_excel,
    write_excel_xml,
    write_word,
    write_zip,
)

MEGABYTE = 1 << 20
PLAN = [["Activité", "Coût", "Structure"], ["Former les agents", 45_000_000, "DGEMR"]]
BODY = paragraph("Plan d'action") + table(*(row(*(cell(str(value)) for value in values)) for values in PLAN))
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">'
        for before, after in zip("bcdefgh", "cdefghi", strict=True)
    )
    + "]>"
)

# How each file ends: the code of its refusal, or "" when it is read, with a note or in full.
EXPECTED: dict[str, str] = {
    "vide.docx": "empty",
    "tronque.docx": "truncated",
    "tronque.xlsx": "truncated",
    "abime.docx": "damaged",
    "sans-document.docx": "damaged",
    "hasard.xlsx": "binary",
    "zeros.csv": "binary",
    "octets-nuls.csv": "binary",
    "texte-sans-colonnes.txt": "no-table",
    "pdf-nomme.docx": "wrong-extension",
    "page-web.xls": "wrong-extension",
    "texte.docx": "wrong-extension",
    "plan.pdf": "not-supported",
    "plan.rtf": "not-supported",
    "ancien.doc": "not-supported",
    "archive.docx": "not-supported",
    "archives-emboitees.zip": "not-supported",
    "mot-de-passe.docx": "encrypted",
    "mot-de-passe.xlsx": "encrypted",
    "zip-chiffre.xlsx": "encrypted",
    "macro.docx": "macro",
    "macro.xlsm": "macro",
    "macro.xls": "macro",
    "bombe-zeros.docx": "zip-bomb",
    "bombe-zeros.xlsx": "zip-bomb",
    "annuaire-menteur.docx": "damaged",
    "six-mille-membres.xlsx": "zip-bomb",
    "rires.docx": "unsafe-xml",
    "rires.xlsx": "unsafe-xml",
    "rires-utf16.docx": "unsafe-xml",
    "trop-de-balises.docx": "too-large",
    "trop-lourd.docx": "too-large",
    "cellules-eparses.xlsx": "too-large",
    "dix-mille-colonnes.xlsx": "too-wide",
    "dix-mille-colonnes.csv": "too-wide",
    "dix-mille-colonnes.docx": "too-wide",
    "profond.docx": "damaged",
    "profond.xlsx": "damaged",
    "classeur.docx": "",
    "formules.xlsx": "",
    "controle.docx": "",
    "controle.xlsx": "",
    "controle.csv": "",
    "encodages-melanges.csv": "",
    "piece-jointe-bombe.docx": "",
}
# Those that would take the machine down if they were opened without care.
HEAVY = (
    "bombe-zeros.docx",
    "bombe-zeros.xlsx",
    "annuaire-menteur.docx",
    "rires.docx",
    "rires.xlsx",
    "trop-de-balises.docx",
    "trop-lourd.docx",
    "cellules-eparses.xlsx",
    "dix-mille-colonnes.xlsx",
    "dix-mille-colonnes.docx",
    "profond.docx",
    "archives-emboitees.zip",
)


def broken_files(folder: Path) -> dict[str, Path]:
    """Write every file of EXPECTED into `folder`; paths by name."""
    paths: dict[str, Path] = {}
    for make in _MAKERS:
        make(folder)
    for name in EXPECTED:
        paths[name] = folder / name
    return paths


def _bytes(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _copies(folder: Path) -> None:
    """Incomplete and altered copies."""
    word = write_word(folder / "tronque.docx", BODY)
    excel = write_excel(folder / "tronque.xlsx", PLAN)
    whole = bytearray(word.read_bytes())
    word.write_bytes(whole[: len(whole) // 2])
    excel.write_bytes(excel.read_bytes()[:-100])
    place = whole.index(b"word/document.xml") + 100
    whole[place : place + 20] = b"\xaa" * 20
    noise = random.Random(1).randbytes(20_000)
    _bytes(folder, {"vide.docx": b"", "abime.docx": bytes(whole), "hasard.xlsx": noise})
    members = word_members(BODY)
    del members["word/document.xml"]
    write_zip(folder / "sans-document.docx", members)


def _not_what_they_say(folder: Path) -> None:
    pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
    prose = b"Ceci est une lettre.\nElle ne contient aucun tableau.\n"
    _bytes(
        folder,
        {
            "zeros.csv": b"\0" * 4096,
            "octets-nuls.csv": b"a;b\n\0\0;1\n",
            "texte-sans-colonnes.txt": prose,
            "texte.docx": prose,
            "pdf-nomme.docx": pdf,
            "plan.pdf": pdf,
            "plan.rtf": b"{\\rtf1\\ansi Plan d'action}",
            "page-web.xls": b"<html><body><table><tr><td>Plan</td></tr></table></body></html>",
            "ancien.doc": compound_file("WordDocument", "1Table"),
        },
    )
    inner = write_zip(folder / "archive.docx", {"note.txt": "bonjour"}).read_bytes()
    write_zip(folder / "archives-emboitees.zip", {f"{n}.zip": inner for n in range(100)})
    write_excel(folder / "classeur.xlsx", PLAN).rename(folder / "classeur.docx")


def _locked(folder: Path) -> None:
    """Passwords and macros."""
    locked = compound_file("EncryptionInfo", "EncryptedPackage")
    _bytes(
        folder,
        {
            "mot-de-passe.docx": locked,
            "mot-de-passe.xlsx": locked,
            "macro.xls": compound_file("Workbook", "_VBA_PROJECT_CUR"),
        },
    )
    data = bytearray(write_excel(folder / "zip-chiffre.xlsx", PLAN).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    _bytes(folder, {"zip-chiffre.xlsx": bytes(data)})
    write_zip(folder / "macro.docx", word_members(BODY) | {"word/vbaProject.bin": b"\0" * 64})
    members = excel_members("<sheetData/>")
    types = str(members["[Content_Types].xml"])
    members["[Content_Types].xml"] = types.replace(
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    write_zip(folder / "macro.xlsm", members)


def _bombs(folder: Path) -> None:
    gigabyte = 1024 * MEGABYTE
    for name in ("bombe-zeros.docx", "bombe-zeros.xlsx"):
        write_zip(folder / name, word_members(BODY))
        _append_zeros(folder / name, "word/media/image1.xml", gigabyte, declared=gigabyte)
    write_zip(folder / "annuaire-menteur.docx", word_members(BODY))
    _append_zeros(folder / "annuaire-menteur.docx", "word/fonts.xml", gigabyte, declared=1000)
    many = {f"xl/media/{number}.bin": b"" for number in range(6_000)}
    write_zip(folder / "six-mille-membres.xlsx", excel_members("<sheetData/>") | many)
    attached = write_zip(folder / "piece.zip", {"note.txt": "bonjour"})
    _append_zeros(attached, "zeros.bin", 300 * MEGABYTE, declared=300 * MEGABYTE)
    members = word_members(BODY) | {"word/embeddings/piece.zip": attached.read_bytes()}
    write_zip(folder / "piece-jointe-bombe.docx", members)


def _append_zeros(path: Path, name: str, size: int, *, declared: int) -> None:
    """Add a member of `size` zero bytes which is said to unpack to `declared` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"\0" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * (size // MEGABYTE) + packer.flush(zlib.Z_FINISH)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as package:
        package.writestr(name, packed)
    data = bytearray(path.read_bytes())
    _declare(data, data.rindex(b"PK\x03\x04", 0, data.rindex(packed[-64:])), 8, 22, declared)
    _declare(data, data.rindex(b"PK\x01\x02"), 10, 24, declared)
    path.write_bytes(data)


def _declare(data: bytearray, header: int, method: int, size: int, declared: int) -> None:
    struct.pack_into("<H", data, header + method, zipfile.ZIP_DEFLATED)
    struct.pack_into("<I", data, header + size, declared)


def _hostile_xml(folder: Path) -> None:
    sheet = '<sheetData><row><c t="inlineStr"><is><t>&i;</t></is></c></row></sheetData>'
    members = word_members(paragraph("&i;"), prologue=LAUGHS)
    write_zip(folder / "rires.docx", members)
    write_zip(folder / "rires.xlsx", excel_members(sheet, prologue=LAUGHS))
    text = str(members["word/document.xml"]).replace("UTF-8", "UTF-16")
    members["word/document.xml"] = text.encode("utf-16")
    write_zip(folder / "rires-utf16.docx", members)
    noise = random.Random(2)
    tags = "".join(f'<w:p w:a="{noise.randrange(10**6)}"/>' for _ in range(1_100_000))
    write_word(folder / "trop-de-balises.docx", tags)
    deep = "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000
    write_word(folder / "profond.docx", deep)
    write_zip(folder / "profond.xlsx", excel_members("<a>" * 5_000 + "</a>" * 5_000))


def _too_much(folder: Path) -> None:
    write_word(folder / "trop-lourd.docx", BODY)
    with (folder / "trop-lourd.docx").open("r+b") as stream:
        stream.truncate(26_000_000)
    write_excel(folder / "dix-mille-colonnes.xlsx", [[f"c{n}" for n in range(10_000)]] * 3)
    (folder / "dix-mille-colonnes.csv").write_text(";".join(map(str, range(10_000))))
    wide = table(row(cell("Plan", '<w:gridSpan w:val="10000"/>')), row(*[cell("x")] * 3))
    write_word(folder / "dix-mille-colonnes.docx", wide)
    far = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    scattered = far.format(1, "A") + far.format(150_000, "ALL")
    write_excel_xml(folder / "cellules-eparses.xlsx", scattered)


def _oddities(folder: Path) -> None:
    """Files that are read all the same."""
    costs = [["Activité", "Coût"], ["A", 10], ["B", "=B2*2"], ["Total", "=SUM(B2:B3)"]]
    write_excel(folder / "formules.xlsx", costs)
    write_word(folder / "controle.docx", BODY.replace("Former", "For\x01mer&#x2;"))
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>For_x0001_mer \x02ici</t></is></c></row>'
    write_excel_xml(folder / "controle.xlsx", rows)
    _bytes(
        folder,
        {
            "controle.csv": b"Activit\xc3\xa9;Co\xc3\xbbt\nFor\x01mer;10\x07\n",
            "encodages-melanges.csv": "Activité;Coût\n".encode() + "Réunir les régions;10\n".encode("cp1252"),
        },
    )


_MAKERS: tuple[Callable[[Path], None], ...] = (
    _copies,
    _not_what_they_say,
    _locked,
    _bombs,
    _hostile_xml,
    _too_much,
    _oddities,
)
