"""What a reader says when a file cannot be read."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

# What the standard library and lxml raise on bytes that are not what they claim to be
# (lxml's XMLSyntaxError is a SyntaxError, UnicodeError a ValueError).
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RecursionError,
    SyntaxError,
)


class UnreadableFile(Exception):
    """A file that is refused; nothing of it was kept.

    code: stable, for programs ("truncated", "encrypted", "macro"…; see MESSAGES).
    message: one French sentence for the person who gave the file: what happened, what to do.
    """

    def __init__(self, code: str, message: str = "") -> None:
        self.code = code
        self.message = message or MESSAGES[code]
        super().__init__(self.message)


MESSAGES = {
    "missing": "Ce fichier est introuvable ou ne peut pas être ouvert : vérifiez son nom et son emplacement.",
    "empty": "Ce fichier est vide : vérifiez que vous avez choisi le bon fichier et qu'il a été"
    " copié en entier.",
    "truncated": "Ce fichier est incomplet : la copie ou le téléchargement s'est sans doute"
    " interrompu ; demandez-le de nouveau ou recopiez-le.",
    "damaged": "Ce fichier est abîmé et ne peut pas être lu : ouvrez-le dans Word ou Excel,"
    " enregistrez-le sous un autre nom, puis redonnez-le.",
    "encrypted": "Ce fichier est protégé par un mot de passe : ouvrez-le, retirez le mot de passe"
    " (Fichier > Informations > Protéger), enregistrez-le, puis redonnez-le.",
    "macro": "Ce fichier contient des macros (de petits programmes), ce qui est refusé par"
    " sécurité : enregistrez-le au format .docx ou .xlsx, sans macro, puis redonnez-le.",
    "zip-bomb": "Ce fichier se déplie en un contenu démesuré et n'a pas été ouvert, par sécurité :"
    " demandez un autre exemplaire à son auteur.",
    "unsafe-xml": "Ce fichier contient des déclarations dangereuses qu'aucun document de Word ou"
    " d'Excel ne contient ; il n'a pas été ouvert : demandez un autre exemplaire à son auteur.",
    "binary": "Ce fichier n'est ni un document Word, ni un classeur Excel, ni un texte à colonnes :"
    " donnez le plan au format .docx, .xlsx ou .csv.",
    "calendar": "Ce fichier n'est pas une réponse d'agenda : donnez le fichier .ics joint au message,"
    " ou le message entier.",
    "no-table": "Ce fichier ne contient aucun tableau : donnez le document où le plan est présenté"
    " en lignes et en colonnes.",
}


def not_supported(what: str, wanted: str) -> UnreadableFile:
    """Refusal of a known format that is not read; `wanted` is the format to save as."""
    return UnreadableFile(
        "not-supported",
        f"Ce fichier est {what}, un format qui n'est pas lu ici : ouvrez-le, enregistrez-le"
        f" au format {wanted} (Fichier > Enregistrer sous), puis redonnez-le.",
    )


def wrong_extension(extension: str, what: str) -> UnreadableFile:
    """Refusal of a file whose name says one thing and whose content is another."""
    return UnreadableFile(
        "wrong-extension",
        f"Le nom de ce fichier finit par {extension}, mais son contenu est {what} :"
        " donnez le document Word, Excel ou CSV d'origine.",
    )


@contextmanager
def damage_reported() -> Iterator[None]:
    """Turn what parsers raise on broken bytes into UnreadableFile("damaged")."""
    try:
        yield
    except DAMAGE as error:
        raise UnreadableFile("damaged") from error
