"""Meetings and what is on their agenda."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.concertation.enums import (
    ITEM_TRANSITIONS,
    MEETING_TRANSITIONS,
    ItemOrigin,
    ItemState,
    MeetingKind,
    MeetingState,
)
from azalai.concertation.models.bodies import Body, Seat
from azalai.core.formatting import day


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def in_country(self, country: str) -> MeetingQuerySet:
        """Meetings of the bodies of a country (ISO alpha-2)."""
        return self.filter(body__country_id=country)

    def convened(self) -> MeetingQuerySet:
        """Those to which members were called and that were not cancelled."""
        return self.filter(state__in=[MeetingState.CONVENED, MeetingState.HELD])

    def upcoming(self, at: datetime) -> MeetingQuerySet:
        """Those not over at that moment and not cancelled, the nearest first."""
        return self.filter(ends_at__gte=at).exclude(state=MeetingState.CANCELLED).order_by("starts_at", "id")


class Meeting(models.Model):
    """A meeting of a body. zone: IANA name of the time zone in which its hours are written.

    base: address of the site when it was convened, for links in messages that leave later.
    sequence: of the calendar's event, one more at each change that was sent. previous: the meeting whose
    unfinished items were proposed again. A cancelled meeting keeps its reason. Held without convened_at, it
    was taken over from its minutes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(
        _("nature"), max_length=15, choices=MeetingKind.choices, default=MeetingKind.ORDINARY
    )
    title = models.CharField(_("objet"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    zone = models.CharField(_("fuseau horaire"), max_length=40)
    venue = models.CharField(_("lieu"), max_length=200)
    online = models.URLField(_("lien pour suivre à distance"), blank=True)
    word = models.TextField(_("mot d'accompagnement"), blank=True)
    state = models.CharField(
        _("état"), max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    base = models.CharField(max_length=200, blank=True, editable=False)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="following", editable=False
    )
    convened_at = models.DateTimeField(_("convoquée le"), null=True)
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("close le"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancelled_because = models.TextField(_("motif de l'annulation"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = _("réunion")
        verbose_name_plural = _("réunions")
        indexes = [models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="concertation_meeting_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="concertation_meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MeetingKind.values), name="concertation_meeting_kind_known"
            ),
            models.CheckConstraint(condition=~Q(venue=""), name="concertation_meeting_has_venue"),
            models.CheckConstraint(
                condition=Q(state__in=[MeetingState.HELD, MeetingState.CANCELLED], closed_at__isnull=False)
                | Q(state__in=[MeetingState.DRAFT, MeetingState.CONVENED], closed_at__isnull=True),
                name="concertation_meeting_closed_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CANCELLED) | Q(cancelled_because=""),
                name="concertation_meeting_reason_when_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.DRAFT, convened_at__isnull=True)
                | Q(state__in=[MeetingState.CANCELLED, MeetingState.HELD])
                | Q(state=MeetingState.CONVENED, convened_at__isnull=False),
                name="concertation_meeting_convened_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} · {day(self.starts_on)}"

    def get_absolute_url(self) -> str:
        return reverse("concertation:meeting", args=[self.public_id])

    @property
    def starts_on(self) -> date:
        """The day, where it is held."""
        return self.local_start.date()

    @property
    def local_start(self) -> datetime:
        """The beginning in the meeting's own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        """The end in the meeting's own zone."""
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in MEETING_TRANSITIONS[self.state]

    def takes_answers(self, at: datetime) -> bool:
        """Members may still answer, or change their answer: until it begins."""
        return self.state == MeetingState.CONVENED and at < self.starts_at

    def may_be_minuted(self, at: datetime) -> bool:
        """Minutes may be opened: it is held, or takes place that day."""
        if self.state == MeetingState.HELD:
            return True
        today = at.astimezone(ZoneInfo(self.zone)).date()
        return self.state == MeetingState.CONVENED and today >= self.starts_on


class AgendaItem(models.Model):
    """A point of the agenda: of the secretariat, proposed by a member, or left over from before."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("rang"))
    title = models.CharField(_("point"), max_length=250)
    note = models.TextField(_("précision"), blank=True)
    presenter = models.ForeignKey(
        Organisation,
        verbose_name=_("présenté par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(_("état"), max_length=10, choices=ItemState.choices)
    origin = models.CharField(_("origine"), max_length=12, choices=ItemOrigin.choices)
    proposed_seat = models.ForeignKey(
        Seat, verbose_name=_("proposé par"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="carried_to"
    )
    reason = models.TextField(_("motif"), blank=True)

    class Meta:
        ordering = ["meeting", "number", "id"]
        verbose_name = _("point de l'ordre du jour")
        verbose_name_plural = _("points de l'ordre du jour")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="concertation_item_titled"),
            models.CheckConstraint(
                condition=Q(state__in=ItemState.values), name="concertation_item_state_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=ItemOrigin.values), name="concertation_item_origin_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DECLINED) | ~Q(reason=""),
                name="concertation_item_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in ITEM_TRANSITIONS[self.state]
