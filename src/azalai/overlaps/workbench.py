"""What the pages of the workbench read: place in the queue, history, joint actions, the two matrices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.core.values import NOT_APPLICABLE, NotApplicable
from azalai.interventions.models import Intervention
from azalai.interventions.queries import period_filter
from azalai.interventions.rules import Scope
from azalai.overlaps import queries, rules
from azalai.overlaps.enums import (
    OPEN_STATES,
    OVERLAPPING,
    SYNERGIES,
    JointState,
    NoticeKind,
    PartyAnswer,
)
from azalai.overlaps.forms.filters import OWN, years_of
from azalai.overlaps.models import Decision, JointAction, JointParty, Notice, Pair
from azalai.overlaps.models.pairs import PairQuerySet


def queue(author: Author, scope: Scope, filters: dict[str, Any], *, country: str) -> PairQuerySet:
    """The list that these filters make, in its order."""
    found = queries.filtered(seen(author, scope, filters, country=country), filters)
    return found.order_by(*queries.ORDERS.get(filters.get("ordre") or "enjeu", queries.BY_STAKES))


def seen(author: Author, scope: Scope, filters: dict[str, Any], *, country: str) -> PairQuerySet:
    """What the author sees; only the pairs of its organisations where it asks for them."""
    found = queries.visible(author, scope, country=country)
    return found.of_organisations(scope.organisations) if filters.get("qui") == OWN else found


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a pair stands in the list: rank from 1, length, and who comes before and after."""

    rank: int
    size: int
    before: UUID | None
    after: UUID | None


def spot(found: QuerySet[Pair], pair: Pair) -> Spot | None:
    """None when the list does not hold the pair; one query."""
    keys = list(found.values_list("public_id", flat=True))
    if pair.public_id not in keys:
        return None
    at = keys.index(pair.public_id)
    before = keys[at - 1] if at else None
    after = keys[at + 1] if at + 1 < len(keys) else None
    return Spot(at + 1, len(keys), before, after)


def history(pair: Pair) -> QuerySet[AuditEntry]:
    """What was written about the pair and its joint actions, latest first."""
    actions = [str(joint.pk) for joint in pair.joint_actions.all()]
    about = Q(object_type="overlaps.pair", object_id=str(pair.pk))
    about |= Q(object_type="overlaps.jointaction", object_id__in=actions)
    return AuditEntry.objects.filter(about).order_by("-sequence")


def of_joint(joint: JointAction) -> QuerySet[AuditEntry]:
    """What was written about a joint action, latest first."""
    found = AuditEntry.objects.filter(object_type="overlaps.jointaction", object_id=str(joint.pk))
    return found.order_by("-sequence")


def joints(author: Author, scope: Scope, *, country: str) -> QuerySet[JointAction]:
    """Joint actions that the author may see, with what a line shows; three queries whatever the number."""
    parties = JointParty.objects.select_related("organisation")
    found = JointAction.objects.filter(pair__country=country)
    if not rules.can_see_all_pairs(author):
        own = JointParty.objects.filter(organisation__in=scope.organisations)
        found = found.filter(pk__in=own.values("joint"))
    rows = found.select_related("pair__left__lead", "pair__right__lead", "invited_post")
    return rows.prefetch_related(Prefetch("parties", parties))


def overdue(found: QuerySet[JointAction], *, on: date) -> QuerySet[JointAction]:
    """Open ones whose date has passed."""
    return found.filter(state__in=OPEN_STATES, due_on__lt=on)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a matrix: the pair, the decision in force, the latest joint action."""

    pair: Pair
    decision: Decision | None
    joint: JointAction | None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two matrices: pairs in order of stakes, their number and what may be done twice in all.

    amount: None when no pair tells; nothing is done twice by complementary interventions.
    """

    code: str
    pairs: QuerySet[Pair]
    count: int
    amount: Decimal | NotApplicable | None


def parts(filters: dict[str, Any], *, country: str) -> tuple[Part, Part]:
    """Overlaps, then complementary interventions; decided, and waiting ones where asked for (attente)."""
    found = queries.filtered(Pair.objects.in_country(country).living(), filters)
    if not filters.get("attente"):
        found = found.exclude(verdict="")
    if years := years_of(filters):
        running = period_filter(Intervention.objects.all(), *years).values("pk")
        found = found.filter(left__in=running, right__in=running)
    overlaps, synergies = found.said(*OVERLAPPING), found.said(*SYNERGIES)
    sums = overlaps.order_by().aggregate(amount=Sum("amount_at_stake"))
    return (
        Part(queries.OVERLAPS, with_rows(overlaps), overlaps.count(), sums["amount"]),
        Part(queries.COMPLEMENTS, with_rows(synergies), synergies.count(), NOT_APPLICABLE),
    )


def with_rows(found: QuerySet[Pair]) -> QuerySet[Pair]:
    """With what a line of the matrix shows; nine queries whatever the number."""
    in_force = Decision.objects.filter(superseded_at__isnull=True).select_related("decided_post")
    return (
        queries.with_sides(found)
        .order_by(*queries.BY_STAKES)
        .prefetch_related(
            Prefetch("decisions", in_force),
            Prefetch("joint_actions", JointAction.objects.select_related("invited_post")),
            "left__budgets",
            "right__budgets",
        )
    )


def row(pair: Pair) -> Row:
    """From a pair of `with_rows`."""
    return Row(pair, next(iter(pair.decisions.all()), None), next(iter(pair.joint_actions.all()), None))


def waiting_for_secretariat(country: str) -> dict[str, Any]:
    """What nobody has decided; one query. waiting: overlaps; amount: what they may do twice, None when no
    pair tells; complements: complementary pairs."""
    overlap, complement = Q(label__in=OVERLAPPING), Q(label__in=SYNERGIES)
    return (
        Pair.objects.in_country(country)
        .living()
        .waiting()
        .order_by()
        .aggregate(
            waiting=Count("pk", filter=overlap),
            amount=Sum("amount_at_stake", filter=overlap),
            complements=Count("pk", filter=complement),
        )
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for a partner: pairs on which its opinion was asked, invitations, overlaps in all."""

    opinions: list[Pair]
    invitations: list[JointAction]
    pairs: int


def asked_of(author: Author, scope: Scope, *, country: str) -> Asked:
    """Three queries at most."""
    own = scope.organisations
    if not own or not author.has_role(Role.PARTNER, Role.FOCAL_POINT):
        return Asked([], [], 0)
    asked = Notice.objects.filter(organisation__in=own, kind=NoticeKind.ASKED, pair__verdict="")
    unanswered = asked.exclude(pair__opinions__organisation__in=own)
    mine = Pair.objects.in_country(country).living().of_organisations(own)
    pairs = mine.filter(pk__in=unanswered.values("pair")).select_related("left", "right").order_by("-score")
    parties = JointParty.objects.filter(organisation__in=own, answer=PartyAnswer.WAITING)
    invited = JointAction.objects.filter(
        pk__in=parties.values("joint"), state__in=OPEN_STATES, pair__country=country
    )
    likely = mine.waiting().said(*OVERLAPPING)
    return Asked(list(pairs[:5]), list(invited[:5]), likely.count())


def still_expected(joint: JointAction) -> list[Any]:
    """Invited organisations that have not answered, of prefetched parties."""
    if joint.state != JointState.INVITED:
        return []
    bodies = [p.organisation for p in joint.parties.all() if p.answer == PartyAnswer.WAITING]
    return [body for body in bodies if body.merged_into_id is None]
