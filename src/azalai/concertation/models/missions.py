"""What the secretariat did that is not a meeting of a body: missions, sessions, trips, tools, support."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.concertation.missions.enums import (
    LEVELLED,
    MISSION_TRANSITIONS,
    CooperationLevel,
    MissionKind,
    MissionState,
    PartyRole,
)
from azalai.frames.models import Country, Place
from azalai.frames.partial import PartialDateField, in_words, order_check

KNOWN = Q(state__in=MissionState.values, kind__in=MissionKind.values)
# Unknown figures are left out of the comparison: "nothing" is neither true nor false in SQL, and passes.
PEOPLE_WHOLE = (
    (Q(women__isnull=True) | Q(agents__isnull=True) | Q(women__lte=F("agents")))
    & (Q(men__isnull=True) | Q(agents__isnull=True) | Q(men__lte=F("agents")))
    & (
        Q(women__isnull=True)
        | Q(men__isnull=True)
        | Q(agents__isnull=False, women__lte=F("agents") - F("men"))
    )
)


class MissionQuerySet(models.QuerySet["Mission"]):
    def in_country(self, country: str) -> MissionQuerySet:
        """Missions of a country's secretariat (ISO alpha-2)."""
        return self.filter(country_id=country)

    def held(self) -> MissionQuerySet:
        """Those that took place."""
        return self.filter(state=MissionState.HELD)


class Mission(models.Model):
    """A mission, a session, a meeting abroad, a tool co-written, a study trip or a support given.

    starts, ends: as far as they are known; starts_from and starts_to are the first and the last day that
    `starts` may mean. abroad: city and country as written, where `place` is none of this country's.
    agents: people reached; women and men as far as they were counted; None is unknown, 0 is nobody.
    form_key: of the form that it came from, so that a form sent twice makes one. changes: how often it was
    changed, so that nobody overwrites what somebody else has written meanwhile.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    changes = models.PositiveIntegerField(default=0, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("nature"), max_length=15, choices=MissionKind.choices)
    level = models.CharField(_("échelon"), max_length=15, choices=CooperationLevel.choices, blank=True)
    title = models.CharField(_("objet"), max_length=250)
    starts = PartialDateField(_("début"))
    ends = PartialDateField(_("fin"))
    starts_from = models.DateField(null=True, editable=False)
    starts_to = models.DateField(null=True, editable=False)
    place = models.ForeignKey(
        Place, verbose_name=_("lieu"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    abroad = models.CharField(_("ville et pays"), max_length=150, blank=True)
    agents = models.PositiveIntegerField(_("personnes touchées"), null=True, blank=True)
    women = models.PositiveIntegerField(_("dont femmes"), null=True, blank=True)
    men = models.PositiveIntegerField(_("dont hommes"), null=True, blank=True)
    report = models.TextField(_("résultat"), blank=True)
    evidence = models.TextField(_("pièce justificative"), blank=True)
    evidence_url = models.URLField(_("adresse de la pièce"), max_length=500, blank=True)
    state = models.CharField(
        _("état"), max_length=10, choices=MissionState.choices, default=MissionState.PLANNED
    )
    cancelled_because = models.TextField(_("motif de l'annulation"), blank=True)
    registered_at = models.DateTimeField(_("inscrite le"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    search_text = models.TextField(blank=True, editable=False)

    objects = MissionQuerySet.as_manager()

    class Meta:
        ordering = [F("starts_from").desc(nulls_first=True), "-id"]
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        indexes = [models.Index(fields=["country", "state", "kind", "starts_from"])]
        constraints = [
            models.CheckConstraint(condition=KNOWN, name="concertation_mission_choices_known"),
            models.CheckConstraint(condition=~Q(title=""), name="concertation_mission_titled"),
            models.CheckConstraint(
                condition=Q(kind__in=LEVELLED, level__in=CooperationLevel.values)
                | (~Q(kind__in=LEVELLED) & Q(level="")),
                name="concertation_mission_level_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(abroad=""), name="concertation_mission_here_or_abroad"
            ),
            models.CheckConstraint(
                condition=Q(starts="", starts_from__isnull=True, starts_to__isnull=True)
                | (~Q(starts="") & Q(starts_from__isnull=False, starts_to__gte=F("starts_from"))),
                name="concertation_mission_days_of_start",
            ),
            models.CheckConstraint(
                condition=~Q(state=MissionState.HELD) | ~Q(starts=""), name="concertation_mission_held_dated"
            ),
            models.CheckConstraint(
                condition=(Q(state=MissionState.CANCELLED) & ~Q(cancelled_because=""))
                | (~Q(state=MissionState.CANCELLED) & Q(cancelled_because="")),
                name="concertation_mission_reason_when_cancelled",
            ),
            models.CheckConstraint(condition=PEOPLE_WHOLE, name="concertation_mission_people_whole"),
            order_check("concertation_mission_ends_after_start", start="starts", end="ends"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("concertation:mission", args=[self.public_id])

    @property
    def when(self) -> str:
        """The dates in words, "—" when none is known."""
        if self.ends and self.ends != self.starts:
            return f"{in_words(self.starts)} – {in_words(self.ends)}"
        return in_words(self.starts)

    @property
    def where(self) -> str:
        """The place, here or abroad; "" when unknown."""
        return str(self.place) if self.place_id else self.abroad

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in MISSION_TRANSITIONS[self.state]


class MissionParty(models.Model):
    """An organisation that received the mission or took part. text: as written; organisation: once known."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(_("rôle"), max_length=12, choices=PartyRole.choices)
    number = models.PositiveSmallIntegerField(_("rang"))
    text = models.CharField(_("tel qu'écrit"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["mission", "role", "number"]
        verbose_name = _("organisme d'une mission")
        verbose_name_plural = _("organismes d'une mission")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "role", "text"], name="concertation_missionparty_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="concertation_missionparty_named"),
            models.CheckConstraint(
                condition=Q(role__in=PartyRole.values), name="concertation_missionparty_role_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation_id else self.text
