"""Minutes as a Word file, in the layout in which secretariats write them: what goes out comes in again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from azalai.concertation.enums import Attendance, MinutesState
from azalai.concertation.models import Minutes, MinutesAttendee, MinutesItem
from azalai.core.formatting import day
from azalai.formats.word_prose import Grid, Words, prose_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD, ACTIONS = (1.0, 3.6), (0.4, 3.4, 1.8, 1.4)
# A list headed "Décisions" is read as action points; under these words it stays what was decided.
DECIDED = "Il est décidé :"
NONE = "///"  # what these documents write where nothing was fixed


def file_name(minutes: Minutes) -> str:
    """ "compte-rendu-gtm-2022-09-23.docx"."""
    meeting = minutes.meeting
    return f"compte-rendu-{slugify(str(meeting.body))[:60]}-{meeting.starts_on.isoformat()}.docx"


def as_word(minutes: Minutes) -> bytes:
    """The file, in French, which is the language of the record; minutes: read in full."""
    with translation.override("fr"):
        return prose_docx(
            _blocks(minutes), title=title_of(minutes), at=minutes.adopted_at or minutes.saved_at
        )


def title_of(minutes: Minutes) -> str:
    """ "Compte rendu de la réunion du Groupe technique sur la migration (GTM)"."""
    meeting = minutes.meeting
    kind = _("réunion extraordinaire") if meeting.kind == "extraordinary" else _("réunion")
    place = "" if meeting.body.place is None else f" – {meeting.body.place}"
    title = _("Compte rendu de la %(kind)s : %(body)s") % {"kind": kind, "body": meeting.body.full_name}
    return title + (place if str(meeting.body.place or "") not in meeting.body.full_name else "")


def _blocks(minutes: Minutes) -> Iterator[Words | Grid]:
    yield Words(title_of(minutes), "title")
    if minutes.state != MinutesState.ADOPTED:
        yield Words(_("Projet, non adopté"))
    yield Grid(tuple(_head(minutes)), HEAD, labels=True)
    items = list(minutes.items.all())
    yield Words(_("Points inscrits à l'ordre du jour"), "heading")
    for item in items:
        yield Words(f"{item.number}. {item.title}")
    if minutes.opening:
        yield Words(_("Ouverture"), "heading")
        yield Words(minutes.opening)
    for item in items:
        yield from _item(item)
    yield Words(_("Prochaine réunion"), "heading")
    yield Words(minutes.next_text or _("La date de la prochaine réunion n'est pas fixée."))
    signatures = [line for line in minutes.signatures.splitlines() if line.strip()]
    if signatures:
        yield Grid(
            (tuple(signatures), tuple("\n\n" for _one in signatures)), (1.0,) * len(signatures), is_open=True
        )


def _head(minutes: Minutes) -> Iterator[tuple[str, str]]:
    meeting = minutes.meeting
    yield _("Date"), day(meeting.starts_on)
    hours = " - ".join(part for part in (minutes.started, minutes.ended) if part)
    if hours:
        yield _("Heure"), hours
    yield _("Lieu"), meeting.venue
    if minutes.chair:
        yield _("Présidence"), minutes.chair
    rows = list(minutes.attendees.all())
    present = [row for row in rows if row.presence != Attendance.ABSENT]
    yield _("Présence"), "\n".join(f"- {_attendee(row)}" for row in present) or NONE
    absent = [row for row in rows if row.presence == Attendance.ABSENT]
    if absent:
        yield _("Absents"), "\n".join(f"- {_attendee(row)}" for row in absent)


def _attendee(row: MinutesAttendee) -> str:
    function = f" ({row.function})" if row.function else ""
    return f"{row.name}{function}"


def _item(item: MinutesItem) -> Iterator[Words | Grid]:
    yield Words(f"{item.number}. {item.title}", "heading")
    yield Words(_("Points clés de discussion"), "label")
    said = [item.key_points] if item.key_points else []
    if not item.is_treated:
        said.append(_("Ce point est reporté à la réunion suivante."))
    yield from (Words(line) for text in said for line in text.split("\n") if line.strip())
    if item.decisions:
        yield Words(DECIDED, "strong")
        yield from (Words(line) for line in item.decisions.split("\n") if line.strip())
    yield Grid((_actions_head(), *_actions(item)), ACTIONS, head=1)


def _actions_head() -> tuple[str, str, str, str]:
    return (_("N°"), _("Points d'action"), _("Personne/Agence responsable"), _("Date limite"))


def _actions(item: MinutesItem) -> Iterator[tuple[str, str, str, str]]:
    rows = list(item.actions.all())
    for one in rows:
        yield str(one.number), one.text, one.owner_text or NONE, one.deadline_text or NONE
    if not rows:
        yield "", "N/A", "", ""
