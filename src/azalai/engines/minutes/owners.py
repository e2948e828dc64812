"""Owners and deadlines of action points, in cells, in columns of text and inside sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from azalai.engines.minutes.dates import is_absent, is_year_only, points_in, span
from azalai.engines.minutes.labels import split_number
from azalai.engines.minutes.model import Deadline, Name, Names
from azalai.engines.minutes.text import bare, fold, squeeze, without_bullet

LABELLED = re.compile(
    r"\s*[(\[|;,.–—-]?\s*\b(?P<label>resp(?:onsables?)?|porteurs?|pilotes?|"
    r"structures? responsables?|echeances?|delais?|dates? limites?|deadline)\s*:\s*"
)
BRACKETS = re.compile(r"\(([^()]{2,120})\)[\s.;,]*$")
TAIL = re.compile(r"\s(?:[–—|]|-(?=\s)|→|:)\s*([^–—|→:]{2,80})$")
TIME_WORD = re.compile(r"\b(?:d'ici|avant|au plus tard|pour le|des|le|courant|fin|en)\b[^.;,()]{0,40}$", re.I)
BEFORE_DATE = re.compile(
    r"(?:(?:^|\b)(?:d'ici(?: a)?(?: la)?(?: fin)?|avant(?: la)?(?: fin)?(?: le)?|"
    r"au plus tard(?: le)?|courant|a partir du|fin)\s+(?:le |de |du |d'|l'annee )*)$"
)
SUBJECT = re.compile(
    r"^(?P<who>.{2,80}?)\s+(?:(?:doit|doivent|devra|devront|sera|seront|est|sont|s'engagent?|"
    r"(?:se )?charger?a?)\b|\w{2,}r(?:a|ont)\b)"
)
ARTICLE = re.compile(r"^(?:l['’]|(?:le|la|les)\s+)", re.I)


def owners_of(text: str, names: Names, place: str) -> tuple[Name, ...]:
    """Who a cell of owners names, unknown names as written; nothing for a blank or "N/A"."""
    flat = "\n".join(without_bullet(split_number(line)[1]) for line in text.split("\n") if line.strip())
    if is_absent(flat):
        return ()
    return tuple(name for name in names.recognise(flat, place) if any(c.isalnum() for c in name.raw))


def is_owner(text: str, names: Names, place: str) -> bool:
    """Whether a line is made of known names only."""
    found = owners_of(text, names, place)
    return bool(found) and all((name.code or name.group) and name.is_sure for name in found)


def deadline_of(text: str, meeting: str) -> Deadline:
    """A cell of deadlines; raw is kept whatever is understood."""
    raw = squeeze(text)
    if not raw:
        return Deadline()
    first, last = span(raw, meeting=meeting)
    return Deadline(raw, first, last, is_year_only(raw))


def is_deadline(text: str) -> bool:
    """Whether a short line is a date or the mark of none."""
    flat = bare(text)
    if is_absent(text):
        return True
    points = points_in(flat)
    return bool(points) and sum(point.end - point.start for point in points) * 2 >= len(flat)


def split_sentence(text: str, names: Names, place: str) -> tuple[str, str, str]:
    """Text, owner and deadline of an action written in one sentence; "" for what it does not say.

    "Partager l'étude (HELVETAS, avant fin octobre)", "Responsable : OIM ; échéance : 30/11/2022",
    "Le SP/CCM partagera…".
    """
    text, owner, deadline = _labelled(text)
    if not owner and not deadline:
        text, owner, deadline = _at_the_end(text, names, place)
    if not owner:
        owner = _subject(text, names, place)
    return text, owner, deadline or _buried_date(text)


def _labelled(text: str) -> tuple[str, str, str]:
    marks = list(LABELLED.finditer(fold(text)))
    if not marks:
        return text, "", ""
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = {"owner": "", "deadline": ""}
    for mark, end in zip(marks, ends, strict=True):
        what = "deadline" if mark["label"].startswith(("ech", "del", "date", "dead")) else "owner"
        found[what] = found[what] or text[mark.end() : end].strip(" .;,)]|–—-")
    return text[: marks[0].start()].strip(" ;,(["), found["owner"], found["deadline"]


def _at_the_end(text: str, names: Names, place: str) -> tuple[str, str, str]:
    """Brackets or the part after a dash, when it names a body or a date."""
    for pattern in (BRACKETS, TAIL):
        match = pattern.search(text)
        if match:
            owner, deadline = _owner_and_date(match[1], names, place)
            if owner or deadline:
                head, more_owner, more_date = _at_the_end(text[: match.start()].rstrip(), names, place)
                return head, more_owner or owner, more_date or deadline
    return text, "", ""


def _owner_and_date(text: str, names: Names, place: str) -> tuple[str, str]:
    """ "HELVETAS, avant fin octobre 2022" in two; ("", "") when it is neither."""
    cuts = [cut.strip() for cut in re.split(r"[,;|]|\s[-–—]\s", text) if cut.strip()]
    owners = [cut for cut in cuts if is_owner(cut, names, place)]
    dates = [
        cut
        for cut in cuts
        if cut not in owners and (is_deadline(cut) or (TIME_WORD.match(cut) and points_in(cut)))
    ]
    if len(owners) + len(dates) < len(cuts):
        return "", ""
    return ", ".join(owners), ", ".join(dates)


def _subject(text: str, names: Names, place: str) -> str:
    match = SUBJECT.match(fold(text))
    if not match:
        return ""
    who = ARTICLE.sub("", without_bullet(text[: match.end("who")])).strip()
    return who if is_owner(who, names, place) else ""


def _buried_date(text: str) -> str:
    """ "avant fin octobre 2022" inside a sentence."""
    folded = fold(text)
    for point in points_in(text):
        before = BEFORE_DATE.search(folded[: point.start])
        if before:
            return text[before.start() : point.end].strip()
    return ""


def paired(count: int, values: Sequence[str]) -> list[str]:
    """Values of a column for each of `count` actions: one each, one for all, or the rest to the last."""
    if not values or not count:
        return [""] * count
    if len(values) == 1:
        return [values[0]] * count
    shared = list(values[: count - 1])
    shared += ["\n".join(values[count - 1 :])] if len(values) >= count else [""] * (count - len(shared))
    return shared
