"""Reads across the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.timezone import localdate

from azalai.accounts.models import Tenure
from azalai.actors.models import FocalPoint, Organisation
from azalai.concertation.queries import scope_of as seats_of
from azalai.core.authorship import Author
from azalai.engines.naming.text import words
from azalai.followup.enums import OPEN_STATES, PointKind, PointState, Stage
from azalai.followup.forms.filters import CLOSED, DUE, EVERY, NEWEST, OPEN, QUIETEST
from azalai.followup.models import ActionPoint, PointLine, PointOwner, PointQuerySet, Reminder
from azalai.followup.rules import (
    NO_INTEREST,
    NOTHING,
    UNANSWERED,
    Interests,
    Scope,
    can_see_all,
    can_see_register,
)
from azalai.plans.enums import VersionStatus
from azalai.plans.models import Node


def scope_of(author: Author, *, on: date) -> Scope:
    """What the acting post speaks for that day; two queries."""
    if author.post_id is None:
        return NOTHING
    spoken = FocalPoint.objects.current(on).filter(post_id=author.post_id)
    organisations = frozenset(spoken.values_list("organisation_id", flat=True))
    return Scope(author.post_id, organisations, seats_of(author, on=on).bodies)


def interests_of(author: Author, *, on: date) -> Interests:
    """What the person speaks for that day in any of their posts; two queries."""
    if author.person_id is None:
        return NO_INTEREST
    held = Tenure.objects.current(on).filter(person_id=author.person_id).values_list("post_id", flat=True)
    posts = frozenset(held)
    spoken = FocalPoint.objects.current(on).filter(post_id__in=posts)
    return Interests(posts, frozenset(spoken.values_list("organisation_id", flat=True)))


def owned(scope: Scope) -> Q:
    """Points that the post owns, or an organisation that it speaks for."""
    first, *others = _owned_keys(scope)
    return Q(pk__in=first.union(*others))


def _owned_keys(scope: Scope) -> list[QuerySet[Any, Any]]:
    """Keys of points, part by part: each has its index, which one condition with "or" would not use."""
    by_post = ActionPoint.objects.filter(owner_post=scope.post, owner_post__isnull=False)
    rows = PointOwner.objects.filter(organisation__in=scope.organisations)
    return [by_post.order_by().values("pk"), rows.order_by().values("point")]


def points(author: Author, scope: Scope, *, country: str) -> PointQuerySet:
    """Points that the author may read, the nearest deadline first; the same as `rules.can_see_point`."""
    rows = ActionPoint.objects.in_country(country)
    if can_see_all(author):
        return rows
    if not can_see_register(author):
        return rows.none()
    # Without the country, which the whole has: it would draw the database away from the index of the body.
    to_all = ActionPoint.objects.filter(kind=PointKind.RECOMMENDATION, body__isnull=True)
    to_all = to_all.exclude(state__in=UNANSWERED)
    of_body = ActionPoint.objects.filter(body__in=scope.bodies)
    keys = to_all.order_by().values("pk").union(of_body.order_by().values("pk"), *_owned_keys(scope))
    return rows.filter(pk__in=keys)


def in_list(found: PointQuerySet) -> PointQuerySet:
    """With what a line of a list shows; one query more for the owners."""
    owners = PointOwner.objects.select_related("organisation")
    return found.select_related("owner_post", "body__place", "meeting").prefetch_related(
        Prefetch("owners", owners)
    )


def full(found: PointQuerySet) -> PointQuerySet:
    """With all that the page of a point shows; two queries more."""
    owners = PointOwner.objects.select_related("organisation")
    related = found.select_related(
        "country",
        "owner_post",
        "body__place",
        "meeting__body__place",
        "minutes_action__item__minutes",
        "done_by",
        "verified_by",
    )
    return related.prefetch_related(Prefetch("owners", owners), "objectives__item__framework")


def filtered(found: PointQuerySet, filters: dict[str, Any], *, on: date) -> PointQuerySet:
    """filters: cleaned data of `forms.PointFilter`, its state apart; a blank one does not filter."""
    found = _holding(found, words(filters.get("q") or ""))
    if name := filters.get("responsable"):
        found = found.filter(pk__in=_owned_by_named(name))
    for key, narrowed in _FILTERS.items():
        if value := filters.get(key):
            found = found.filter(narrowed(value))
    return found.late(on) if filters.get("retard") else found


def _holding(found: PointQuerySet, asked: Iterable[str]) -> PointQuerySet:
    """Those whose words hold each of these. Text and words are folded alike: the place of one text in another
    is enough, and costs a database a quarter of a pattern that ignores case."""
    for word in asked:
        found = found.filter(GreaterThan(StrIndex("search_text", Value(word)), 0))
    return found


def tallies_of(found: PointQuerySet, filters: dict[str, Any], *, on: date) -> dict[str, int]:
    """`tallies` of what `filtered` gives; one query.

    Words are looked for in one walk through the whole table, in its own order: through the index of the
    country, each point would be fetched from another place.
    """
    asked = words(filters.get("q") or "")
    narrowed = filtered(found, filters | {"q": ""}, on=on)
    if asked:
        keys = _holding(ActionPoint.objects.order_by(), asked)
        narrowed = narrowed.filter(pk__in=keys.values("pk"))
    return tallies(narrowed)


_FILTERS: dict[str, Callable[[Any], Q]] = {
    "nature": lambda kind: Q(kind=kind),
    "instance": lambda key: Q(body__public_id=key),
    "origine": lambda kind: Q(source_kind=kind),
    "priorite": lambda priority: Q(priority=priority),
    "organisme": lambda key: Q(pk__in=PointOwner.objects.filter(organisation__public_id=key).values("point")),
    "ligne": lambda key: Q(pk__in=serving(lines_of([key]).get(key), key)),
}


def _owned_by_named(name: str) -> QuerySet[Any]:
    """Keys of points whose owner, an organisation or a post, is called so."""
    organisations = Organisation.objects.search(name).values("pk")
    rows = PointOwner.objects.filter(Q(organisation__in=organisations) | Q(text__icontains=name))
    posts = ActionPoint.objects.filter(owner_post__title__icontains=name)
    return rows.order_by().values("point").union(posts.order_by().values("pk"))


def in_state(found: PointQuerySet, asked: str) -> PointQuerySet:
    """Those of a state, or of a group of states: "ouvertes", "closes", "toutes"."""
    if asked in ("", EVERY):
        return found
    if asked in (OPEN, CLOSED):
        return found.filter(stage=Stage.OPEN if asked == OPEN else Stage.CLOSED)
    return found.filter(state=asked)


BY_DEADLINE = ("sort_on", "id")
ORDERS: dict[str, tuple[Any, ...]] = {
    DUE: BY_DEADLINE,
    NEWEST: ("-registered_at", "-id"),
    QUIETEST: (Coalesce("heard_at", "registered_at"), "id"),
}


def tallies(found: PointQuerySet) -> dict[str, int]:
    """How many of each state; one query."""
    rows = found.order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def total_in_state(counts: dict[str, int], asked: str) -> int:
    """How many `in_state` gives, out of `tallies`."""
    if asked in ("", EVERY):
        return sum(counts.values())
    if asked in (OPEN, CLOSED):
        return sum(n for state, n in counts.items() if (state in OPEN_STATES) == (asked == OPEN))
    return counts.get(asked, 0)


def lines_of(keys: Iterable[UUID]) -> dict[UUID, Node]:
    """The line of each key, in the version in force where it stands there, else in the newest; one query."""
    rows = Node.objects.filter(key__in=list(keys)).select_related("version__plan").defer("cells", "extra")
    adopted = Case(When(version__status=VersionStatus.ADOPTED, then=1), default=0)
    return {node.key: node for node in rows.order_by(adopted, "version__number")}


def serving(node: Node | None, key: UUID) -> QuerySet[Any]:
    """Keys of the points that serve the line, or one below it in the same version of the plan; node: None
    where the line is in no version any more."""
    tied = Q(node_key=key)
    if node is not None:
        below = Node.objects.filter(version=node.version_id, path__startswith=f"{node.path}.")
        tied |= Q(node_key__in=below.order_by().values("key"))
    return PointLine.objects.filter(tied).order_by().values("point")


def lines_to_link(text: str, *, country: str, most: int = 30) -> list[Node]:
    """Lines of the plans of a country whose number or title holds the text, each once."""
    if not text.strip():
        return []
    rows = Node.objects.filter(version__plan__country__in=[country, ""])
    found = rows.filter(Q(title__icontains=text.strip()) | Q(code__istartswith=text.strip()))
    keys = dict.fromkeys(found.order_by("-version__number", "path").values_list("key", flat=True)[: most * 5])
    return list(lines_of(list(keys)[:most]).values())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: what it is, its first points, how many there are, where the others stand."""

    title: str
    points: list[ActionPoint]
    total: int
    address: str

    @property
    def more(self) -> int:
        """Points that are not shown."""
        return self.total - len(self.points)


BOARD_STATES = (
    PointState.PROPOSED,
    PointState.ACCEPTED,
    PointState.IN_PROGRESS,
    PointState.BLOCKED,
    PointState.DONE,
)
PER_COLUMN = 10


def columns_by_state(found: PointQuerySet, address: Callable[..., str]) -> list[Column]:
    """What waits for an owner, is under way, is blocked, waits to be verified; a query for each, two more."""
    totals = tallies(found.filter(state__in=BOARD_STATES))
    rows = {state: list(found.filter(state=state).order_by(*BY_DEADLINE)[:PER_COLUMN]) for state in totals}
    _with_owners(point for some in rows.values() for point in some)
    return [
        Column(str(state.label), rows.get(state, []), totals.get(state, 0), address(etat=state))
        for state in BOARD_STATES
    ]


def columns_by_owner(found: PointQuerySet, address: Callable[..., str], *, most: int = 8) -> list[Column]:
    """The organisations that owe the most, each with its open points; one query for each, three more."""
    owned = PointOwner.objects.filter(point__in=found.open().values("pk"), organisation__isnull=False)
    ranks = owned.order_by().values("organisation").annotate(n=Count("pk")).order_by("-n", "organisation")
    counts = {row["organisation"]: row["n"] for row in ranks[:most]}
    names = Organisation.objects.in_bulk(counts)
    rows = {
        key: list(
            found.open()
            .filter(pk__in=PointOwner.objects.filter(organisation=key).values("point"))
            .order_by(*BY_DEADLINE)[:PER_COLUMN]
        )
        for key in counts
    }
    _with_owners(point for some in rows.values() for point in some)
    return [
        Column(str(names[key]), rows[key], n, address(organisme=names[key].public_id))
        for key, n in counts.items()
    ]


def _with_owners(points: Iterable[ActionPoint]) -> None:
    """Owners of all these at once; two queries."""
    owners = Prefetch("owners", PointOwner.objects.select_related("organisation"))
    prefetch_related_objects(list(points), owners)


@dataclass(frozen=True, slots=True)
class Age:
    """How old what is open of an owner is.

    oldest: the first deadline gone by; quiet: without news for SILENT. owner: None for unknown names.
    """

    owner: Organisation | None
    open: int
    late: int
    long_late: int
    quiet: int
    oldest: date | None


LONG, SILENT = timedelta(days=90), timedelta(days=60)


def ages(found: PointQuerySet, *, at: datetime) -> list[Age]:
    """Who owes what, and since when; the latest first. Two queries."""
    on = localdate(at)
    late = Q(point__sort_on__lt=on)
    rows: Iterable[Any] = (
        PointOwner.objects.filter(point__in=found.open().values("pk"))
        .order_by()
        .values("organisation")
        .annotate(
            open=Count("point", distinct=True),
            late=Count("point", filter=late, distinct=True),
            long_late=Count("point", filter=Q(point__sort_on__lt=on - LONG), distinct=True),
            quiet=Count("point", filter=_silent(at, "point__"), distinct=True),
            oldest=Min("point__sort_on", filter=late),
        )
    )
    found_rows = list(rows)
    names = Organisation.objects.in_bulk([row["organisation"] for row in found_rows if row["organisation"]])
    told = [Age(**(row | {"owner": names.get(row.pop("organisation"))})) for row in found_rows]
    return sorted(told, key=lambda one: (-one.late, -one.long_late, -one.open, str(one.owner or "")))


def _silent(at: datetime, path: str = "") -> Q:
    """No news for SILENT."""
    since = at - SILENT
    never = Q(**{f"{path}heard_at__isnull": True, f"{path}registered_at__lt": since})
    return never | Q(**{f"{path}heard_at__lt": since})


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is open: how many, late, late for long, without news, without anybody to ask."""

    open: int
    late: int
    long_late: int
    quiet: int
    ownerless: int


def ageing(found: PointQuerySet, *, at: datetime) -> Ageing:
    """Totals of what is open; one query."""
    on = localdate(at)
    owned = PointOwner.objects.filter(point=OuterRef("pk"), organisation__isnull=False)
    totals = found.open().aggregate(
        open=Count("pk"),
        late=Count("pk", filter=Q(sort_on__lt=on)),
        long_late=Count("pk", filter=Q(sort_on__lt=on - LONG)),
        quiet=Count("pk", filter=_silent(at)),
        ownerless=Count("pk", filter=Q(Q(owner_post__isnull=True), ~Exists(owned))),
    )
    return Ageing(**totals)


def waiting_reminders(country: str) -> QuerySet[Reminder]:
    """The queue of mail: what has not left first, then the latest."""
    rows = Reminder.objects.filter(asks__point__country=country).distinct()
    related = rows.select_related("person").prefetch_related("asks__point")
    return related.order_by(F("sent_at").desc(nulls_first=True), "-queued_at", "-id")


def stuck(country: str) -> QuerySet[Reminder]:
    """What has not left: nobody to reach, or a mail server that refused."""
    return waiting_reminders(country).pending()  # type: ignore[attr-defined]
