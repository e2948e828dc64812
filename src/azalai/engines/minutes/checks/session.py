"""The meeting itself: date, times, place, body, next meeting."""

from __future__ import annotations

from azalai.engines.minutes.checks.shared import SESSION, in_words, listed
from azalai.engines.minutes.findings import Finding, finding
from azalai.engines.minutes.model import Minutes, Names

FULL = len("2022-09-23")


def date(minutes: Minutes, names: Names) -> list[Finding]:
    """Missing, or two dates that contradict each other."""
    head = minutes.head
    if not head.date:
        unread = f" : « {head.date_raw} » ne se lit pas comme une date" if head.date_raw else ""
        return [
            finding("S101", f"La date de la réunion manque{unread}.", SESSION, declared=head.date_raw or None)
        ]
    if len(head.dates) > 1:
        words = listed([f"le {in_words(day)}" for day in head.dates])
        return [
            finding(
                "S102",
                f"La réunion est datée de plusieurs façons : {words}.",
                SESSION,
                declared=" ; ".join(head.dates),
                computed=head.date,
                cause="L'en-tête a sans doute été repris du compte rendu précédent.",
            )
        ]
    return []


def times(minutes: Minutes, names: Names) -> list[Finding]:
    """Missing, or an end before the start."""
    head = minutes.head
    if head.start and head.end and head.end < head.start:
        return [
            finding(
                "S104",
                f"La réunion finit à {head.end} alors qu'elle commence à {head.start}.",
                SESSION,
                declared=head.time_raw or f"{head.start}-{head.end}",
                cause="Les deux heures sont sans doute inversées.",
            )
        ]
    missing = [word for word, value in (("début", head.start), ("fin", head.end)) if not value]
    if not missing:
        return []
    which = " et de ".join(missing)
    return [finding("S103", f"L'heure de {which} de la réunion n'est pas indiquée.", SESSION)]


def place_and_body(minutes: Minutes, names: Names) -> list[Finding]:
    """A meeting without a place, or of a body that nobody knows."""
    head, found = minutes.head, []
    if not head.place:
        found.append(finding("S105", "Le lieu de la réunion n'est pas indiqué.", SESSION))
    if not head.body_code:
        what = (
            f"« {head.body_raw} » n'est pas une instance connue"
            if head.body_raw
            else ("Le titre ne nomme aucune instance connue")
        )
        found.append(finding("S106", f"{what}.", SESSION, declared=head.body_raw or head.title or None))
    return found


def next_meeting(minutes: Minutes, names: Names) -> list[Finding]:
    """No date, or one before this meeting."""
    said, day = minutes.next_meeting, minutes.head.date
    if not said.date:
        return [
            finding(
                "S107", "La date de la prochaine réunion n'est pas fixée.", SESSION, declared=said.raw or None
            )
        ]
    if day and said.date < day[: len(said.date)]:
        return [
            finding(
                "S108",
                f"La prochaine réunion est annoncée pour le {in_words(said.date)}, avant celle-ci "
                f"({in_words(day)}).",
                SESSION,
                declared=said.raw,
                computed=said.date,
                cause="L'année est sans doute fausse.",
            )
        ]
    return []


CHECKS = (date, times, place_and_body, next_meeting)
