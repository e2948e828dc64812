"""Minutes of a meeting: who was there, what was said, decided and is to be done, by whom and when.

What people wrote is kept as written (`owner_text`, `deadline_text`); what was understood stands beside it.
Once adopted, the database itself refuses to change any of this (migration 0002); only the organisation that
a name designates may follow a merge in the register.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.concertation.enums import (
    MINUTES_TRANSITIONS,
    OPEN_MINUTES,
    AdoptionWay,
    Attendance,
    MinutesState,
)
from azalai.concertation.models.bodies import Seat
from azalai.concertation.models.meetings import AgendaItem, Meeting
from azalai.frames.partial import PartialDateField


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def in_country(self, country: str) -> MinutesQuerySet:
        """Minutes of meetings of the bodies of a country (ISO alpha-2)."""
        return self.filter(meeting__body__country_id=country)

    def adopted(self) -> MinutesQuerySet:
        """Those that are frozen."""
        return self.filter(state=MinutesState.ADOPTED)


class Minutes(models.Model):
    """The minutes of one meeting.

    revision: one more at each writing, so that two people who write at once are told. started, ended: hours
    as written. chair, signatures: functions, no names. source_name: file that they were taken over from.
    next_on: date of the next meeting as far as understood from next_text.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(
        _("état"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    revision = models.PositiveIntegerField(_("révision"), default=1)
    chair = models.CharField(_("présidée par"), max_length=200, blank=True)
    started = models.CharField(_("ouverte à"), max_length=20, blank=True)
    ended = models.CharField(_("close à"), max_length=20, blank=True)
    opening = models.TextField(_("ouverture"), blank=True)
    next_text = models.CharField(_("prochaine réunion"), max_length=300, blank=True)
    next_on = PartialDateField(_("prochaine réunion, comprise"))
    signatures = models.TextField(_("signatures, par fonction"), blank=True)
    source_name = models.CharField(_("fichier repris"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("ouvert le"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("enregistré le"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    circulated_at = models.DateTimeField(_("envoyé en relecture le"), null=True)
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    amend_until = models.DateField(_("amendements jusqu'au"), null=True)
    returned_because = models.TextField(_("motif du retour en brouillon"), blank=True)
    adopted_at = models.DateTimeField(_("adopté le"), null=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    adopted_how = models.CharField(_("adoption"), max_length=12, choices=AdoptionWay.choices, blank=True)
    adopted_in = models.ForeignKey(
        Meeting,
        verbose_name=_("adopté à la réunion"),
        on_delete=models.PROTECT,
        null=True,
        related_name="minutes_adopted",
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at", "-id"]
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MinutesState.values), name="concertation_minutes_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=MinutesState.CIRCULATED)
                | Q(circulated_at__isnull=False, amend_until__isnull=False),
                name="concertation_minutes_circulated_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=MinutesState.ADOPTED, adopted_at__isnull=False)
                & Q(adopted_how__in=AdoptionWay.values)
                | ~Q(state=MinutesState.ADOPTED) & Q(adopted_at__isnull=True, adopted_how=""),
                name="concertation_minutes_adopted_dated",
            ),
            models.CheckConstraint(
                condition=Q(adopted_how=AdoptionWay.NEXT_MEETING, adopted_in__isnull=False)
                | ~Q(adopted_how=AdoptionWay.NEXT_MEETING) & Q(adopted_in__isnull=True),
                name="concertation_minutes_adopted_in_meeting",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Compte rendu · %(meeting)s") % {"meeting": self.meeting})

    def get_absolute_url(self) -> str:
        return reverse("concertation:minutes", args=[self.meeting.public_id])

    @property
    def is_open(self) -> bool:
        """It may still be written."""
        return self.state in OPEN_MINUTES

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in MINUTES_TRANSITIONS[self.state]


class MinutesAttendee(models.Model):
    """A line of the attendance: a seat that was called, or someone else there for an organisation.

    name: the seat or the organisation as written; function: of who came, never a person's name.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="attendees")
    rank = models.PositiveSmallIntegerField(_("rang"))
    seat = models.ForeignKey(
        Seat, verbose_name=_("siège"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisme"),
        on_delete=models.PROTECT,
        null=True,
        related_name="meetings_attended",
    )
    name = models.CharField(_("organisme, comme écrit"), max_length=250)
    function = models.CharField(_("fonction"), max_length=150, blank=True)
    presence = models.CharField(_("présence"), max_length=12, choices=Attendance.choices)

    class Meta:
        ordering = ["minutes", "rank", "id"]
        verbose_name = _("présence à une réunion")
        verbose_name_plural = _("présences à une réunion")
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "seat"],
                condition=Q(seat__isnull=False),
                name="concertation_attendee_seat_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="concertation_attendee_named"),
            models.CheckConstraint(
                condition=Q(presence__in=Attendance.values), name="concertation_attendee_presence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.function})" if self.function else self.name


class MinutesItem(models.Model):
    """A point as it was treated. is_treated: False when the meeting left it for the next one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("numéro"))
    agenda_item = models.ForeignKey(
        AgendaItem,
        verbose_name=_("point de l'ordre du jour"),
        on_delete=models.PROTECT,
        null=True,
        related_name="treated_in",
    )
    title = models.CharField(_("point"), max_length=300)
    key_points = models.TextField(_("points clés"), blank=True)
    decisions = models.TextField(_("décisions"), blank=True)
    is_treated = models.BooleanField(_("traité"), default=True)

    class Meta:
        ordering = ["minutes", "number", "id"]
        verbose_name = _("point du compte rendu")
        verbose_name_plural = _("points du compte rendu")
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"], name="concertation_minutesitem_number_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="concertation_minutesitem_titled"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MinutesAction(models.Model):
    """What was to be done: by whom and until when, as written and as understood.

    deadline_from, deadline_to: first and last day that the text covers; both None when no date is understood,
    deadline_from alone None for "avant…" and "d'ici…".
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(MinutesItem, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(_("numéro"))
    text = models.TextField(_("action"))
    owner_text = models.CharField(_("responsable, comme écrit"), max_length=300, blank=True)
    deadline_text = models.CharField(_("échéance, comme écrite"), max_length=100, blank=True)
    deadline_from = models.DateField(_("échéance, premier jour"), null=True)
    deadline_to = models.DateField(_("échéance, dernier jour"), null=True)

    class Meta:
        ordering = ["item", "number", "id"]
        verbose_name = _("point d'action")
        verbose_name_plural = _("points d'action")
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="concertation_minutesaction_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="concertation_minutesaction_said"),
            models.CheckConstraint(
                condition=Q(deadline_from__isnull=True) | Q(deadline_to__gte=F("deadline_from")),
                name="concertation_minutesaction_deadline_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class MinutesActionOwner(models.Model):
    """Who is to do it: as written, with the organisation where it is known.

    is_group: the text names a group ("les partenaires"), which nobody can be reminded of.
    """

    action = models.ForeignKey(MinutesAction, on_delete=models.CASCADE, related_name="owners")
    text = models.CharField(_("responsable"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisme"),
        on_delete=models.PROTECT,
        null=True,
        related_name="minutes_actions",
    )
    is_group = models.BooleanField(_("un ensemble, non un organisme"), default=False)

    class Meta:
        ordering = ["action", "id"]
        verbose_name = _("responsable d'un point d'action")
        verbose_name_plural = _("responsables de points d'action")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="concertation_actionowner_named"),
            models.CheckConstraint(
                condition=Q(is_group=False) | Q(organisation__isnull=True),
                name="concertation_actionowner_group_or_body",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.text)
