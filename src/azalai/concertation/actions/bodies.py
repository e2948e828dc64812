"""Bodies and their seats: registered, changed, closed; never removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.concertation import rules
from azalai.concertation.enums import PLACE_LEVELS, QuorumRule, SeatRole
from azalai.concertation.models import Body, Seat
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.models import FrameworkItem
from azalai.frames.partial import first_day, last_day

BODY_FIELDS = (
    "name_fr",
    "name_en",
    "acronym",
    "kind",
    "level",
    "place",
    "parent",
    "mandate",
    "legal_basis",
    "since",
    "rhythm",
    "quorum_rule",
    "quorum_number",
    "note",
    "source",
)
SEAT_FIELDS = ("organisation", "post", "deputy_post", "superior_post", "title", "category", "role", "since")


@transaction.atomic
def register_body(*, by: Author, at: datetime, country: str, **values: Any) -> Body:
    """Register a body; values: BODY_FIELDS, all optional but name_fr, kind and level.

    Raises ValidationError by field: the place is not of the level, the quorum is not whole.
    """
    rules.check_keep_bodies(by)
    body = Body(country_id=country, code=_free_code(country, values["name_fr"]), **_quorum(values))
    _check_body(body)
    body.save()
    audit.record(by=by, at=at, action="concertation.body-registered", obj=body, after=_plain(values))
    return body


@transaction.atomic
def change_body(*, by: Author, at: datetime, body: Body, **values: Any) -> Body:
    """Change a body; values: some of BODY_FIELDS. Raises ValidationError as `register_body`."""
    rules.check_keep_bodies(by)
    return _change(by, at, body, _quorum(values), "concertation.body-changed", _check_body)


@transaction.atomic
def close_body(*, by: Author, at: datetime, body: Body, until: str, reason: str) -> Body:
    """The body exists no more after that partial date. Raises ValidationError (until): before it began."""
    rules.check_keep_bodies(by)
    _check_end(body.since, until)
    before, body.until = body.until, until
    body.save(update_fields=["until"])
    audit.record(
        by=by,
        at=at,
        action="concertation.body-closed",
        obj=body,
        before={"until": before},
        after={"until": until},
        reason=reason,
    )
    return body


@transaction.atomic
def add_seat(*, by: Author, at: datetime, body: Body, **values: Any) -> Seat:
    """Add a seat; values: SEAT_FIELDS. Without a category, that of the organisation is taken.

    Raises ValidationError by field: nobody named, the same seat is open, a second chair.
    """
    rules.check_keep_bodies(by)
    seat = Seat(body=body, **_with_category(values))
    _check_seat(seat)
    seat.save()
    audit.record(by=by, at=at, action="concertation.seat-added", obj=seat, after=_plain(values))
    return seat


@transaction.atomic
def change_seat(*, by: Author, at: datetime, seat: Seat, **values: Any) -> Seat:
    """Change a seat; values: some of SEAT_FIELDS. Raises ValidationError as `add_seat`."""
    rules.check_keep_bodies(by)
    return _change(by, at, seat, _with_category(values), "concertation.seat-changed", _check_seat)


@transaction.atomic
def end_seat(*, by: Author, at: datetime, seat: Seat, until: str, reason: str) -> Seat:
    """The seat is given up after that partial date; its convocations stay."""
    rules.check_keep_bodies(by)
    _check_end(seat.since, until)
    seat.until = until
    seat.save(update_fields=["until"])
    after = {"until": until}
    audit.record(by=by, at=at, action="concertation.seat-ended", obj=seat, after=after, reason=reason)
    return seat


def _change(
    by: Author, at: datetime, row: Any, values: dict[str, Any], action: str, check: Callable[[Any], None]
) -> Any:
    """Set, check, save and record what differs; nothing when nothing does."""
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changes:
        return row
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    check(row)
    row.save(update_fields=list(changes))
    audit.record(by=by, at=at, action=action, obj=row, before=_plain(before), after=_plain(changes))
    return row


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """For the audit trail: related rows by their names, blanks left out."""
    kept = {name: value for name, value in values.items() if value not in (None, "")}
    related = (Body, Post, Organisation, FrameworkItem)
    return {
        name: str(value) if isinstance(value, related) or hasattr(value, "pk") else value
        for name, value in kept.items()
    }


def _quorum(values: dict[str, Any]) -> dict[str, Any]:
    """A number belongs to the rule that counts, and to no other."""
    if values.get("quorum_rule", QuorumRule.NUMBER) != QuorumRule.NUMBER:
        return values | {"quorum_number": None}
    return values


def _check_body(body: Body) -> None:
    expected, place = PLACE_LEVELS.get(body.level), body.place  # type: ignore[call-overload]
    if (place.level if place else None) != expected:
        raise ValidationError(
            {
                "place": _("Choisissez le lieu qui correspond au niveau de l'instance.")
                if expected
                else _("Une instance nationale n'a pas de lieu.")
            }
        )
    if body.quorum_rule == QuorumRule.NUMBER and not body.quorum_number:
        raise ValidationError({"quorum_number": _("Dites combien de sièges font le quorum.")})
    above = body.parent
    while above is not None:
        if above.pk == body.pk:
            raise ValidationError({"parent": _("Une instance ne peut pas relever d'elle-même.")})
        above = above.parent


def _check_seat(seat: Seat) -> None:
    if seat.organisation is None and seat.post is None:
        raise ValidationError({"organisation": _("Nommez l'organisme, le poste, ou les deux.")})
    if seat.category_id is None:
        raise ValidationError({"category": _("Choisissez la catégorie d'acteurs de ce siège.")})
    if seat.deputy_post is not None and seat.deputy_post == seat.post:
        raise ValidationError({"deputy_post": _("Le suppléant est un autre poste.")})
    others = Seat.objects.filter(body=seat.body, until="").exclude(pk=seat.pk)
    if seat.organisation and others.filter(organisation=seat.organisation, title=seat.title).exists():
        raise ValidationError(
            {"organisation": _("Cet organisme a déjà ce siège : donnez un autre intitulé au second.")}
        )
    if seat.role == SeatRole.CHAIR and others.filter(role=SeatRole.CHAIR).exists():
        raise ValidationError({"role": _("Cette instance a déjà un siège qui la préside.")})


def _with_category(values: dict[str, Any]) -> dict[str, Any]:
    """The category of the organisation, where none was chosen."""
    organisation = values.get("organisation")
    if values.get("category") or organisation is None:
        return values
    return values | {"category": organisation.category}


def _check_end(since: str, until: str) -> None:
    begins, ends = first_day(since), last_day(until)
    if begins and ends and ends < begins:
        raise ValidationError({"until": _("La fin précède le début.")})


def _free_code(country: str, name: str) -> str:
    """A code from the name that no other body has."""
    stem = slugify(name)[:50] or "instance"
    taken = set(Body.objects.filter(country_id=country, code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
