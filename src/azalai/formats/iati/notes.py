"""What was wrong with one activity, gathered while it is read."""

from __future__ import annotations

from collections import Counter

from azalai.formats.iati.records import Problem

MOST_OF_A_KIND = 5
MESSAGES = {
    "identifier-missing": "L'activité n'a pas d'identifiant : elle ne peut pas être mise à jour ensuite.",
    "identifier-trimmed": "L'identifiant contenait des espaces en trop, qui ont été retirés.",
    "identifier-twice": "L'identifiant « {written} » figure déjà plus haut dans ce fichier.",
    "reporting-org-missing": "L'organisme déclarant n'est pas nommé.",
    "title-missing": "L'activité n'a pas de titre.",
    "repeated": "L'élément « {written} » est répété ; seul le premier a été lu.",
    "unplaced-text": "Le texte n'est pas placé comme la norme le demande ; il a été lu.",
    "mojibake-repaired": "Des lettres accentuées étaient mal codées ; elles ont été rétablies :"
    " « {written} ».",
    "mojibake-suspect": "Des lettres semblent mal codées ou perdues : « {written} ».",
    "lang": "Le code de langue « {written} » n'existe pas ; il n'a pas été gardé.",
    "code-old": "Le code « {written} » est celui d'une ancienne version de la norme ; il a été lu"
    " comme « {read} ».",
    "code-unknown": "Le code « {written} » est inconnu de la norme ; il a été gardé tel quel.",
    "code-unread": "Le code « {written} » est inconnu de la norme ; il n'a pas été gardé.",
    "code-missing": "Le code manque ; l'élément n'a pas été gardé.",
    "country-read": "Le code de pays « {written} » a été lu comme « {read} ».",
    "country-unknown": "« {written} » n'est pas un code de pays ; il a été gardé tel quel.",
    "date-missing": "Une date est annoncée mais n'est pas écrite.",
    "date-read": "La date « {written} » a été lue comme « {read} ».",
    "date-unread": "La date « {written} » n'a pas été comprise.",
    "date-far": "La date « {written} » est hors de toute vraisemblance.",
    "dates-reversed": "La fin ({end}) précède le début ({start}).",
    "amount-unread": "Le montant « {written} » n'a pas été compris ; il n'a pas été gardé.",
    "amount-missing": "Le montant manque ; l'élément n'a pas été gardé.",
    "budget-negative": "Le budget est négatif ({written}).",
    "currency-missing": "Le montant n'a pas de devise.",
    "currency-unknown": "La devise « {written} » est inconnue.",
    "percentage-unread": "Le pourcentage « {written} » n'a pas été compris.",
    "percentage-range": "Le pourcentage {written} n'est pas compris entre 0 et 100.",
    "percentage-sum": "Les pourcentages font {written} au lieu de 100.",
    "percentage-missing": "Il y a plusieurs parts et toutes n'ont pas de pourcentage.",
    "place-elsewhere": "Le lieu est dans un autre pays ({written}) que ceux de l'activité ({read}).",
    "point-unread": "Les coordonnées « {written} » n'ont pas été comprises.",
    "point-null": "Les coordonnées 0, 0 sont en mer : elles n'ont pas été gardées.",
    "point-elsewhere": "Le point {written} est hors du pays.",
    "point-swapped": "Le point {written} est hors du pays ; latitude et longitude sont sans doute inversées.",
    "url-refused": "« {written} » n'est pas une adresse de document (http, https ou ftp) ; elle n'a"
    " pas été gardée.",
    "contact-personal": "Le contact nomme une personne, une adresse ou un numéro à la place d'un poste ;"
    " ils n'ont pas été gardés.",
    "number-unread": "Le nombre « {written} » n'a pas été compris.",
    "transactions-unread": "{count} opération(s) sans montant lisible n'ont pas été additionnées.",
    "transactions-undated": "{count} opération(s) n'ont pas de date lisible ; leur montant est compté.",
    "more": "… et {count} autre(s) problème(s) de la même sorte.",
    "unreadable": "L'activité n'a pas pu être lue en entier : {written}.",
}
_SHOWN = 80


class Notes:
    """Problems of one activity: at most five of a kind, then how many more."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._seen: Counter[str] = Counter()

    def add(self, code: str, where: str = "", **words: object) -> None:
        """Note the problem `code` at `where`; words fill its message, cut when they are long."""
        self._seen[code] += 1
        if self._seen[code] <= MOST_OF_A_KIND:
            shown = {name: _short(str(word)) for name, word in words.items()}
            self._problems.append(Problem(code, where, MESSAGES[code].format(**shown)))

    def problems(self) -> tuple[Problem, ...]:
        """All, in the order of the reading, with a count of those left out."""
        rest = [(code, seen - MOST_OF_A_KIND) for code, seen in self._seen.items() if seen > MOST_OF_A_KIND]
        more = [Problem(code, "", MESSAGES["more"].format(count=count)) for code, count in rest]
        return (*self._problems, *more)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
