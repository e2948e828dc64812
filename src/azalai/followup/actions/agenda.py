"""Open actions of a body come back to the agenda of its next meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.concertation import actions as concertation
from azalai.concertation.models import AgendaItem, Meeting
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.followup import rules
from azalai.followup.models import ActionPoint, AgendaPoint


@transaction.atomic
def put_on_agenda(*, by: Author, at: datetime, point: ActionPoint, meeting: Meeting) -> AgendaItem:
    """Add an item "Suivi : …" to that meeting, once for each point; the item that is there otherwise.

    Raises ValidationError: the point belongs to another body, or nothing is expected of it any more.
    """
    rules.check_keep(by)
    known = AgendaPoint.objects.select_related("item").filter(point=point, item__meeting=meeting).first()
    if known is not None:
        return known.item
    if point.body_id != meeting.body_id:
        raise ValidationError(_("Cette action relève d'une autre instance."))
    if not point.is_open:
        raise ValidationError(_("Rien n'est plus attendu de cette action."))
    title = _("Suivi : %(point)s") % {"point": point.text}
    item = concertation.add_item(
        by=by, at=at, meeting=meeting, title=title[:250], note=_("Action %(n)s") % {"n": point.number}
    )
    AgendaPoint.objects.create(point=point, item=item, added_at=at, added_by_id=by.person_id)
    audit.record(by=by, at=at, action="followup.point-on-agenda", obj=point, after={"meeting": str(meeting)})
    return item


@transaction.atomic
def put_all_on_agenda(
    *, by: Author, at: datetime, points: Iterable[ActionPoint], meeting: Meeting
) -> list[AgendaItem]:
    """All of these on the agenda, or none."""
    return [put_on_agenda(by=by, at=at, point=point, meeting=meeting) for point in points]
