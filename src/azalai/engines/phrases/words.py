"""The grammar: which form a number asks for, which words lose their vowel, how a list is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

NO_BREAK = "\u00a0"
MUTE = "aeiouh"
OPENING = '« \u00a0("'
# Words that begin like a vowel and yet take no elision: aspirated h, "onze", "oui", foreign y.
ASPIRATED = frozenset(
    [
        "hache",
        "haie",
        "haine",
        "hall",
        "halte",
        "hameau",
        "hanche",
        "handicap",
        "handicapé",
        "hangar",
        "haricot",
        "harcèlement",
        "hasard",
        "hausse",
        "haut",
        "haute",
        "hauts",
        "hautes",
        "hauteur",
        "haoussa",
        "haoussas",
        "héros",
        "hiérarchie",
        "hollande",
        "hongrie",
        "huit",
        "huitième",
        "huitaine",
        "huis",
        "hutte",
        "hors",
        "honte",
        "honteux",
        "horde",
        "heurt",
        "hurlement",
        "onze",
        "onzième",
        "oui",
        "ouistiti",
        "ululement",
        "yaourt",
        "yémen",
        "yacht",
        "haut-commissariat",
        "haut-commissaire",
        "haute-autorité",
    ]
)
UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
SMALL_WORDS = 10
VERBS = re.compile(r"\b(?:s'est|est|a été|a reçu|a eu|a une|reste|porte|couvre|prend|sert|atteint|attend)\b")


def begins_with_vowel(text: str) -> bool:
    """Whether "le", "de", "que"… lose their vowel before it.

    Sigles follow use: "l'OIM", "d'OSC", but "le HCR", "la FAO". Numbers take no elision ("le 8", "le 11").
    """
    word = text.lstrip(OPENING).split(" ")[0].split(NO_BREAK)[0].strip(",.;:»()")
    if not word or not ASPIRATED.isdisjoint({word.casefold(), word.casefold().rstrip("s")}):
        return False
    mute = MUTE.replace("h", "") if word.isupper() and len(word) > 1 else MUTE
    return fold(word)[:1] in tuple(mute)


def fold(text: str) -> str:
    """Lower case without accents."""
    spread = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).casefold()


def of(text: str) -> str:
    """ "de" before it: "d'actions", "de régions"."""
    return f"d'{text}" if begins_with_vowel(text) else f"de {text}"


def that(text: str) -> str:
    """ "que" before it: "qu'une", "que la"."""
    return f"qu'{text}" if begins_with_vowel(text) else f"que {text}"


def is_plural(number: Decimal | float) -> bool:
    """French counts from two: 0 and 1,5 are singular."""
    return abs(Decimal(str(number))) >= 2


def form(number: Decimal | float, one: str, many: str) -> str:
    """The noun or verb in the form that the number asks for."""
    return many if is_plural(number) else one


def negated(text: str) -> str:
    """After "aucun": "réunion s'est tenue" gives "réunion ne s'est tenue", "a été faite" "n'a été faite"."""
    found = VERBS.search(text)
    if found is None or " ne " in f" {text}" or "n'" in text:
        return text
    verb = text[found.start() :]
    before = text[: found.start()]
    return f"{before}n'{verb}" if begins_with_vowel(verb) else f"{before}ne {verb}"


def grouped(number: Decimal | float) -> str:
    """ "45 000 000", "12,5": no-break spaces between thousands, at most two decimals."""
    value = Decimal(str(number)).quantize(Decimal("0.01"))
    whole, _, rest = f"{abs(value):.2f}".partition(".")
    parts: list[str] = []
    while whole:
        parts.insert(0, whole[-3:])
        whole = whole[:-3]
    rest = rest.rstrip("0")
    sign = "\u2212" if value < 0 else ""
    return sign + NO_BREAK.join(parts) + (f",{rest}" if rest else "")


def in_full(number: int, *, feminine: bool = False) -> str:
    """Zero to ten in letters, as administrative prose does; figures beyond."""
    if number == 1 and feminine:
        return "une"
    return UNITS[number] if number in range(SMALL_WORDS + 1) else grouped(number)


def listed(items: Sequence[str], *, last: str = "et") -> str:
    """ "a", "a et b", "a, b et c"; items that hold commas are parted by semicolons."""
    items = [item for item in items if item]
    if len(items) < 2:
        return "".join(items)
    comma = " ; " if any(", " in item for item in items) else ", "
    return f"{comma.join(items[:-1])} {last} {items[-1]}"


def ordinal(number: int, *, feminine: bool = False) -> str:
    """ "1er", "1re", "2e"."""
    return f"{number}{('re' if feminine else 'er') if number == 1 else 'e'}"


def capital(text: str) -> str:
    """First letter in upper case, the rest as it is."""
    for place, sign in enumerate(text):
        if sign.isalpha():
            return text[:place] + sign.upper() + text[place + 1 :]
        if sign.isdigit():
            return text
    return text


def quoted(text: str) -> str:
    """ "« text »" with no-break spaces."""
    return f"«{NO_BREAK}{text}{NO_BREAK}»"
