"""Levels of a plan: the words that name them, their codes, and their usual order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from azalai.engines.plan.text import LONGEST_KEPT, fold, squeeze

PROBLEM = "problem"
# Usual depth of each kind, and the folded words that name it in a label. Plans that nest
# otherwise are followed as they are (see reading): the rank only decides where nothing else does.
KINDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "programme": (5, ("sous-programme", "programme", "program")),
    "pillar": (8, ("pilier", "pillar")),
    "axis": (
        10,
        (
            "axe strategique", "axe d'intervention", "axe thematique", "axe operationnel", "axe",
            "orientation strategique", "orientation", "strategic axis", "strategic area", "axis",
            "strategic priority", "domaine d'intervention", "domaine prioritaire", "domaine", "area",
            "thematique", "volet", "chapitre",
        ),
    ),
    "priority": (
        12,
        ("axe prioritaire", "priorite strategique", "priorite", "prioritaire", "priority area", "priority"),
    ),
    "component": (14, ("sous-composante", "composante", "component")),
    "general_objective": (
        18,
        (
            "objectif general", "objectif global", "objectif de developpement", "overall objective", "goal",
            "but", "finalite", "impact", "og",
        ),
    ),
    "objective": (
        20,
        (
            "objectif strategique", "objectif operationnel", "strategic objective", "objectif", "objective",
            "obj",
        ),
    ),
    "specific_objective": (24, ("objectif specifique", "specific objective", "sous-objectif", "os")),
    "outcome": (28, ("effet attendu", "effet", "outcome")),
    "result": (30, ("resultat attendu", "resultat", "expected result", "result")),
    "output": (34, ("produit attendu", "produit", "extrant", "output", "livrable", "deliverable")),
    "action": (40, ("action prioritaire", "action", "intervention")),
    "project": (44, ("sous-projet", "projet", "project")),
    "sub_action": (46, ("sous-action", "sub-action")),
    "measure": (50, ("mesure prioritaire", "mesure", "measure")),
    "activity": (52, ("activite prioritaire", "activite", "activity", "act")),
    "sub_activity": (60, ("sous-activite", "sub-activity", "subactivity")),
    "task": (65, ("tache", "task", "etape", "step")),
    PROBLEM: (
        0, ("problematique", "probleme", "constat", "problem statement", "problem", "issue", "mitigation"),
    ),
}  # fmt: skip
RANK = {kind: rank for kind, (rank, _) in KINDS.items()}
FAMILIES = {
    "objective": ("objective", "general_objective", "specific_objective"),
    "axis": ("axis", "priority", "pillar", "component"),
    "result": ("result", "output", "outcome"),
}
LEAF_KINDS = ("task", "sub_activity", "activity", "measure", "action")
FRENCH = {
    "programme": "programme", "pillar": "pilier", "axis": "axe", "priority": "priorité",
    "component": "composante", "general_objective": "objectif général", "objective": "objectif",
    "specific_objective": "objectif spécifique", "outcome": "effet", "result": "résultat",
    "output": "produit", "action": "action", "measure": "mesure", "activity": "activité",
    "sub_activity": "sous-activité", "task": "tâche", "project": "projet", "sub_action": "sous-action",
}  # fmt: skip
FEMININE = frozenset(
    {"priority", "component", "action", "sub_action", "measure", "activity", "sub_activity", "task"}
)
MONTHS_IN_FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

_WORDS = {word: kind for kind, (_, words) in KINDS.items() for word in words}
LONGEST_LABEL = 120  # a label with its code ends well before
_SHORT = frozenset({"os", "og", "obj", "act", "but", "impact", "issue", "area", "goal"})


def _plural(word: str) -> str:
    """Pattern of a label in singular or plural: each of its words may take an s or x."""
    parts = [re.escape(part) + "(?:s|x)?" for part in word.split(" ")]
    return r"\s+".join(parts).replace(r"activity(?:s|x)?", r"activit(?:y|ies)")


_LABELS = "|".join(_plural(word) for word in sorted(_WORDS, key=len, reverse=True))
CODE = r"(?:[A-Z]{1,3}[.\-]?)?\d{1,3}(?:\s?[.\-]\s?\d{1,3})*|[IVX]{1,5}(?:\.\d+)*|[A-Z](?:\.\d+)*"
LABEL = re.compile(
    rf"(?P<label>(?i:{_LABELS}))(?![a-zA-Z-])\.?[\s_]*(?:(?i:n)\s*[°º]|(?i:no)\.?\s|#)?\s*"
    rf"(?:(?P<code>{CODE})(?![\w%'])\s*(?:er|e)?)?(?P<stop>\s*[.:)–—-]+(?=\s|$|\D)|\s*\n|\s+(?=\S)|\s*$)"
)
# A second label inside a cell: after a line break, or run together with the end of a sentence.
INNER = re.compile(
    rf"(?:(?<=\n)|(?<=[a-z.)»]))\s*(?=(?:{_LABELS})\s*(?:n\s*[°º]\s*)?(?:\d|[ivx]+\b)[\d.]*\s*:)", re.I
)
NUMBERED = re.compile(
    r"^(?P<code>(?:[A-Z]{1,3}[.\-]?)?\d{1,3}(?:[.\-]\d{1,3})+|[A-Z]{1,3}[.\-]\d{1,3}(?=\s)|(?:[A-Z]{1,2})?\d{1,3}(?=\s*[.):–—-]\s)|[IVX]{1,5}(?=\s*[.):–—-]\s)|[A-Z](?=\s*[.)]\s))"
    r"\s*[.):–—-]*\s+(?P<title>\S.*)$",
    re.DOTALL,
)


BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n(?: ?\n)* ?")
LINE_NUMBER = re.compile(r"^[ \t]*\d{1,3}(?:\.\d{1,3})+[.):]?[ \t]+(?=\S)", re.MULTILINE)
# "1 Gouvernance": a number without a stop, trusted only where a whole table writes so (see Namer).
LOOSE = re.compile(r"^\s*(?P<code>\d{1,2})\s+(?P<title>[A-ZÀ-ÝŒ«].*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A piece of text that names a node. label is as printed; kind "" when there is only a code."""

    kind: str
    label: str
    code: str
    title: str


def split_labels(text: str) -> list[str]:
    """Pieces of a cell that each begin with a label ("Objectif 1 : … Résultat 1 : …") or a long number."""
    text = LINES.sub("\n", BLANKS.sub(" ", text))
    if len(lines := _numbered_lines(text)) > 1:
        return lines
    folded = fold(text)
    cuts = [match.end() for match in INNER.finditer(folded) if match.end()]
    pieces = [text[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return [piece.strip() for piece in pieces if piece.strip()]


def _numbered_lines(text: str) -> list[str]:
    """Pieces that begin with "1.1.1", "1.1.2", … at the start of a line; empty unless the first line does."""
    if not LINE_NUMBER.match(text):
        return []
    cuts = [match.start() for match in LINE_NUMBER.finditer(text)]
    return [text[start:stop].strip() for start, stop in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def read_label(text: str) -> Labelled | None:
    """The label, code and title at the start of a text; None when it starts like any sentence."""
    return _remembered_label(text) if len(text) <= LONGEST_KEPT else _read_label(text)


def _read_label(text: str) -> Labelled | None:
    text = text.strip().lstrip("•-–* ")
    match = LABEL.match(_with_upper_codes(text[:LONGEST_LABEL]))
    if not match:
        return None
    code, stop = match["code"] or "", match["stop"]
    word = squeeze(fold(match["label"]))
    kind = kind_of(word)
    if not kind or not _is_label(word, code, stop, text):
        return None
    title = text[match.end() :].strip(" \t:–—-.\n")
    return Labelled(kind, squeeze(text[: match.end("label")]), clean_code(code), title)


def read_number(text: str, *, loose: bool = False) -> Labelled | None:
    """ "2.1.1 Former …" or "1) Former …": a code without a label; loose: "1 Former …" too."""
    match = NUMBERED.match(text.strip()) or (LOOSE.match(text) if loose else None)
    if not match or re.match(r"^(?:19|20)\d\d\b", text.strip()):
        return None
    return Labelled("", "", clean_code(match["code"]), match["title"].strip())


_remembered_label = lru_cache(maxsize=8_192)(_read_label)


def kind_of(word: str) -> str:
    """Kind of a level word in singular or plural, "" when it is none."""
    folded = squeeze(fold(word))
    singular = " ".join(re.sub(r"(?<=\w{2})[sx]$", "", part) for part in folded.split())
    singular = re.sub(r"activitie$", "activity", singular)
    return _WORDS.get(folded) or _WORDS.get(singular, "")


def family(kind: str) -> str:
    """One name for kinds that people use for each other: "Coût de l'objectif" of a specific objective."""
    return next((name for name, kinds in FAMILIES.items() if kind in kinds), kind)


def clean_code(code: str) -> str:
    """ "2. 1-3." → "2.1.3"; Roman numerals of a lone code become Arabic."""
    code = re.sub(r"\s", "", code).strip(".-)")
    code = re.sub(r"(?<=\d)-(?=\d)", ".", code)
    head, _, tail = code.partition(".")
    if re.fullmatch(r"[IVX]+", head):
        head = str(_roman(head))
        return f"{head}.{tail}" if tail else head
    return code


def code_parts(code: str) -> tuple[int, ...]:
    """Numbers of a code, leading letters dropped: "A2.10" → (2, 10); empty when it has none."""
    return tuple(int(number) for number in re.findall(r"\d+", code))


def french(kind: str, *, count: int = 1) -> str:
    """ "activité", "activités"; kinds that a plan named itself come back as they are."""
    name = FRENCH.get(kind, kind.replace("_", " "))
    return (
        name
        if count < 2
        else " ".join(f"{word}s" if not word.endswith("x") else word for word in name.split())
    )


def with_article(kind: str) -> str:
    """ "l'activité", "la mesure", "le résultat"."""
    name = french(kind)
    if name[0] in "aeéiouâêîôû":
        return f"l'{name}"
    return f"la {name}" if kind in FEMININE else f"le {name}"


def _is_label(word: str, code: str, stop: str, text: str) -> bool:
    """ "Action de …" is a sentence; "Action 2.1 …", "Action : …" and "OBJECTIFS\\n" are labels."""
    if code:
        return word not in _SHORT or ":" in stop or "." in stop or bool(re.search(r"\d", code))
    return ":" in stop and word not in _SHORT


def _with_upper_codes(text: str) -> str:
    """The folded label with the code's own capitals: positions equal those of the text."""
    folded = fold(text)
    return "".join(t if t.isascii() and not t.isspace() else f for t, f in zip(text, folded, strict=True))


def _roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    numbers = [values[char] for char in text]
    return sum(-n if n < max(numbers[i:]) else n for i, n in enumerate(numbers))
