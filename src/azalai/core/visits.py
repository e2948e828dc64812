"""When a person last looked at the first page from a post; nothing that the secretariat would keep.

A visit lasts as long as the page is opened again within PAUSE; what is new is what was written since the
visit before it, so that opening the page twice does not hide it. Written at most once every WRITE.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from azalai.core.authorship import Author
from azalai.core.models import Visit

PAUSE, WRITE = timedelta(hours=2), timedelta(minutes=5)


def since(author: Author, at: datetime) -> datetime | None:
    """The end of the visit before this one, None on the first one; one query, seldom two."""
    if author.person_id is None:
        return None
    who = {"person_id": author.person_id, "post_id": author.post_id or 0}
    visit = Visit.objects.filter(**who).first()
    if visit is None:
        Visit.objects.get_or_create(**who, defaults={"seen_at": at})
        return None
    before = visit.seen_at if at - visit.seen_at > PAUSE else visit.before
    if at - visit.seen_at > WRITE:
        Visit.objects.filter(pk=visit.pk).update(seen_at=at, before=before)
    return before
