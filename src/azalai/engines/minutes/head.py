"""Title, body, place, date and times: from labels, else from the sentences before the points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from azalai.engines.minutes.dates import Point, first_iso, full_dates, points_in, times_in
from azalai.engines.minutes.flow import LINKING, Line, Row, Unit, join
from azalai.engines.minutes.labels import (
    ENDS_AT,
    NEXT_MEETING,
    STARTS_AT,
    TITLE,
    head_label,
    split_number,
)
from azalai.engines.minutes.machine import Parts
from azalai.engines.minutes.model import Head, Names, NextMeeting
from azalai.engines.minutes.owners import ARTICLE
from azalai.engines.minutes.text import bare, fold, short, squeeze, title_of

FIRST_LINES = 25
SHORT_TITLE = 25
LONGEST_TITLE = 300
OPENING = re.compile(
    r"\b(?:s'est tenue?|se sont (?:reunis|tenues?)|a eu lieu|l'an (?:deux|20)|s'est reunie?|tenue le)\b"
)
PLACE = re.compile(
    r"\b(?:dans|a|au|en)\s+(?P<place>(?:la |l'|les |le )?(?:grande |petite )?(?:salle|locaux|"
    r"siege|bureau|gouvernorat|hotel|palais|centre)\b[^.;,]{0,80})"
)
TOWN = re.compile(r"\bs'est tenue? (?:ce jour )?a (?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)")
BEFORE_DAY = re.compile(r"^(?P<place>[A-ZÀ-Þ][\w'’ -]{2,40}?)\s*,?\s+(?:le|,)\s+(?=\w)")
CUT = re.compile(
    r"\s(?:la|une|l')\s*(?:\w+ )?(?:reunion|rencontre|session|seance)\b|\s(?:a|de|des) \d{1,2}\s?h"
)
BODY_IN_TITLE = re.compile(
    r"\b(?:reunion|session|rencontre|seance|assemblee)\b[^,.–—]*?\b(?:du|de la|des|"
    r"de l')\s*(?P<body>[^,.–—]{3,120})"
)
SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-Þ«])|\n")
LOOK_AHEAD = 3


def title_of_units(units: Sequence[Unit], fallback: str) -> str:
    """The line that says "compte rendu", with what it goes on by; else the document's own title."""
    lines = [unit for unit in units[:FIRST_LINES] if isinstance(unit, Line) or unit.distinct == 1]
    for number, unit in enumerate(lines):
        text = _text(unit)
        if TITLE.search(fold(text)) and len(text) <= LONGEST_TITLE and not head_label(text):
            return title_of(_whole_title(text, lines[number + 1 : number + 3]))
    return title_of(short(fallback, LONGEST_TITLE))


def _text(unit: Unit) -> str:
    return squeeze(unit.cells[0]) if isinstance(unit, Row) else squeeze(unit.text)


def _whole_title(text: str, after: Sequence[Unit]) -> str:
    for unit in after:
        more = _text(unit)
        linked = LINKING.search(fold(text)) or re.match(r"(?:du|de|des|d')\b", fold(more))
        if head_label(more) or split_number(more)[0] or not (linked or len(text) < SHORT_TITLE):
            break
        text = join(text, more)
    return text


def head_of(parts: Parts, title: str, names: Names) -> Head:
    """The head; what no label says is looked for in the first and last sentences."""
    labels: dict[str, list[str]] = {}
    for role, line in parts.labels:
        labels.setdefault(role, []).append(line.text)
    opening = " ".join(line.text for line in parts.head)
    date, raw, dates = _date(labels.get("date", []), title, opening)
    start, end, time_raw = _times(labels, opening, parts)
    body, body_raw, code = _body(title, opening, names)
    place = squeeze(" ".join(labels.get("place", []))).strip(" ;,") or _place(labels.get("date", []), opening)
    return Head(title, body, body_raw, code, place.removesuffix("."), date, raw, dates, start, end, time_raw)


def _date(labelled: list[str], title: str, opening: str) -> tuple[str, str, tuple[str, ...]]:
    """Date, its text, and every full date that label, title and first sentence give."""
    said = squeeze(" ".join(labelled))
    first = next((part for part in SENTENCE.split(opening) if OPENING.search(fold(part))), "")
    texts = [text for text in (said, first, title) if text]
    dates = dict.fromkeys(p.iso for text in texts for p in full_dates(text)[:1])
    iso = next((found for text in texts if (found := _composed(text))), "") or _composed(opening)
    return iso, said or (iso and _as_written(texts or [opening], iso)), tuple(dates)


def _composed(text: str) -> str:
    """ "L'an deux mille vingt-deux et le 23 septembre": the year stands before the day."""
    points = points_in(text)
    if not points:
        return ""
    full = next((p for p in points if p.day and p.year), None)
    if full:
        return full.iso
    year = next((p.year for p in points if p.year), None)
    return first_iso(text, year=year)


def _as_written(texts: Iterable[str], iso: str) -> str:
    for text in texts:
        for point in points_in(text):
            if point.iso == iso:
                return text[point.start : point.end].strip()
    return iso


def _times(labels: dict[str, list[str]], opening: str, parts: Parts) -> tuple[str, str, str]:
    said = squeeze(" ".join([*labels.get("time", []), *labels.get("end", [])]))
    times = times_in(said) or times_in(" ".join(labels.get("date", [])))
    if labels.get("end") and not labels.get("time"):
        times = ["", *times]
    start = times[0] if times else _time_near(opening, STARTS_AT) or next(iter(times_in(opening)), "")
    end = times[1] if len(times) > 1 else ""
    if not end:
        last = " ".join([opening, *parts.everything[-12:], *(line.text for line in parts.closing)])
        end = _time_near(last, ENDS_AT)
    return start, end if end != start or len(times) > 1 else "", said


def _time_near(text: str, word: re.Pattern[str]) -> str:
    """The time in the sentence that says "levée", "débuté"."""
    for part in SENTENCE.split(text):
        match = word.search(fold(part))
        if match and (times := times_in(part[match.start() :]) or times_in(part)):
            return times[0]
    return ""


def _place(date_label: list[str], opening: str) -> str:
    for text in (*date_label, opening):
        match = PLACE.search(fold(text))
        if match:
            found = text[match.start("place") : match.end("place")]
            cut = CUT.search(fold(found))
            return ARTICLE.sub("", squeeze(found[: cut.start()] if cut else found))
    for text in date_label:
        if match := BEFORE_DAY.match(text):
            return match["place"]
    match = TOWN.search(opening.replace("’", "'"))
    return match["place"] if match else ""


def _body(title: str, opening: str, names: Names) -> tuple[str, str, str]:
    """The body that met, as a person says it in short, as written, and its code."""
    for text in (title, opening):
        found = names.bodies_in(text)
        if found:
            best = max(found, key=lambda name: len(name.family))
            return best.label, best.raw, best.code
    match = BODY_IN_TITLE.search(fold(title))
    raw = squeeze(title[match.start("body") : match.end("body")]) if match else ""
    return raw, raw, ""


def next_meeting_of(parts: Parts, meeting: str) -> NextMeeting:
    """The sentence that announces the next meeting, one with a date first."""
    lines = [part for text in parts.everything for part in SENTENCE.split(text)]
    best = NextMeeting()
    for number, line in enumerate(lines):
        if not NEXT_MEETING.search(fold(line)):
            continue
        found = _announced(lines[number : number + LOOK_AHEAD], meeting)
        if found.date:
            return found
        best = best if best.raw else found
    return best


def _announced(lines: list[str], meeting: str) -> NextMeeting:
    first = lines[0]
    match = NEXT_MEETING.search(fold(first))
    after = first[match.start() :] if match else first
    date = _after(after, meeting) or _after(first, meeting)
    if date or len(bare(after)) > len(bare(match[0] if match else "")) + 12:
        return NextMeeting(bare(first), date)
    for line in lines[1:]:
        if (date := _after(line, meeting)) and len(line) < LONGEST_TITLE:
            return NextMeeting(bare(line), date)
    return NextMeeting(bare(first), "")


def _after(text: str, meeting: str) -> str:
    """The first date of a text; without a year, the first such day after the meeting."""
    year = int(meeting[:4]) if meeting[:4].isdigit() else None
    for point in points_in(text):
        if point.month is None:
            continue
        made = Point(0, 0, point.year or year, point.month, point.day, point.last).iso
        if not point.year and year and meeting and made < meeting[: len(made)]:
            made = Point(0, 0, year + 1, point.month, point.day, point.last).iso
        if made:
            return made
    return ""
