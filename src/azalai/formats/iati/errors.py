"""What is said when a file of activities cannot be read, or activities cannot be written."""

from __future__ import annotations

from azalai.formats.errors import UnreadableFile
from azalai.formats.iati.records import Problem

_MESSAGES = {
    "missing": "Ce fichier est introuvable ou ne peut pas être ouvert : vérifiez son nom et son emplacement.",
    "empty": "Ce fichier est vide : vérifiez que vous avez choisi le bon fichier.",
    "not-xml": "Ce fichier n'est pas du XML : donnez le fichier d'activités IATI (.xml ou .xml.gz) du"
    " partenaire.",
    "not-iati": "Ce fichier est du XML, mais pas un fichier d'activités IATI : sa première balise devrait"
    " être « iati-activities ».",
    "organisations": "Ce fichier IATI décrit des organisations et non des activités : donnez le fichier"
    " d'activités du partenaire.",
    "truncated": "Ce fichier est incomplet : la copie ou le téléchargement s'est sans doute interrompu ;"
    " rien n'en a été gardé. Demandez-le de nouveau.",
    "damaged": "Ce fichier est abîmé : rien n'en a été gardé. Demandez un autre exemplaire à son auteur.",
    "encoding": "Ce fichier ne respecte pas le codage de caractères qu'il annonce : rien n'en a été gardé."
    " Demandez à son auteur de l'enregistrer en UTF-8.",
    "unsafe-xml": "Ce fichier contient une déclaration DOCTYPE ou ENTITY, qu'aucun fichier IATI ne contient :"
    " il n'a pas été lu, par sécurité.",
    "too-deep": "Ce fichier emboîte trop de balises les unes dans les autres : il n'a pas été lu, par"
    " sécurité.",
    "text-too-long": "Ce fichier contient un texte ou un attribut de plus de dix millions de caractères : il"
    " n'a pas été lu, par sécurité.",
    "record-too-large": "Une activité de ce fichier est démesurée : rien n'en a été gardé. Demandez à son"
    " auteur de la vérifier.",
    "gz-bomb": "Ce fichier compressé se déplie en un contenu démesuré : il n'a pas été lu, par sécurité.",
    "too-large": "Ce fichier est trop grand pour être lu en une fois : demandez à son auteur de le partager"
    " en plusieurs fichiers.",
}


class IatiUnreadable(UnreadableFile):
    """The file as a whole is refused, however many activities were read before.

    line: of the file, where it was found, 0 when unknown; records: activities read before it;
    last: identifier of the last of them.
    """

    def __init__(self, code: str, *, line: int = 0, records: int = 0, last: str = "") -> None:
        self.line, self.records, self.last = line, records, last
        super().__init__(code, _MESSAGES[code] + _position(line, records, last))


def _position(line: int, records: int, last: str) -> str:
    where = [f"ligne {line}"] if line else []
    after = [f"après {records} activité(s), la dernière « {last} »"] if records else []
    return f" Position : {', '.join(where + after)}." if where or after else ""


class IatiIncomplete(Exception):
    """Activities lack what the standard requires; nothing was written.

    problems: (identifier, problem) of each, at most a thousand.
    """

    def __init__(self, problems: tuple[tuple[str, Problem], ...]) -> None:
        self.problems = problems
        identifier, first = problems[0]
        super().__init__(f"{len(problems)} manque(s) ; le premier : « {identifier} », {first.message}")
