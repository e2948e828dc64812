"""Bodies of concertation and who sits in them."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.concertation.enums import BodyKind, BodyLevel, QuorumRule, Rhythm, SeatRole
from azalai.frames.models import Country, FrameworkItem, LegalBasis, Place
from azalai.frames.partial import PartialDateField, in_force, order_check


class BodyQuerySet(models.QuerySet["Body"]):
    def in_country(self, country: str) -> BodyQuerySet:
        """Bodies of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def current(self, on: date) -> BodyQuerySet:
        """Bodies that exist that day, as far as is known."""
        return self.filter(in_force(on, start="since", end="until"))


class Body(models.Model):
    """A body of concertation: what it is for, on which text it stands, how often it meets.

    shipped: it came with the country profile. quorum_number: only with the rule that counts seats.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=60)
    name_fr = models.CharField(_("nom"), max_length=250)
    name_en = models.CharField(_("nom anglais"), max_length=250, blank=True)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    kind = models.CharField(_("nature"), max_length=20, choices=BodyKind.choices)
    level = models.CharField(_("niveau"), max_length=12, choices=BodyLevel.choices)
    place = models.ForeignKey(
        Place,
        verbose_name=_("lieu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="concertation_bodies",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("relève de"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    mandate = models.TextField(_("mandat"), blank=True)
    legal_basis = models.ForeignKey(
        LegalBasis,
        verbose_name=_("texte fondateur"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    since = PartialDateField(_("depuis"))
    until = PartialDateField(_("jusqu'à"))
    rhythm = models.CharField(
        _("rythme attendu"), max_length=12, choices=Rhythm.choices, default=Rhythm.ON_DEMAND
    )
    quorum_rule = models.CharField(
        _("quorum"), max_length=10, choices=QuorumRule.choices, default=QuorumRule.NONE
    )
    quorum_number = models.PositiveSmallIntegerField(_("sièges du quorum"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    unconfirmed = models.CharField(_("à confirmer"), max_length=200, blank=True)
    shipped = models.BooleanField(_("livrée"), default=False, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["level", "name_fr", "id"]
        verbose_name = _("instance de concertation")
        verbose_name_plural = _("instances de concertation")
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="concertation_body_code_once"),
            models.CheckConstraint(condition=~Q(name_fr=""), name="concertation_body_named"),
            models.CheckConstraint(
                condition=Q(kind__in=BodyKind.values), name="concertation_body_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(level__in=BodyLevel.values), name="concertation_body_level_known"
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="concertation_body_rhythm_known"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="concertation_body_not_own_parent"),
            models.CheckConstraint(
                condition=Q(quorum_rule=QuorumRule.NUMBER, quorum_number__gte=1)
                | Q(
                    quorum_rule__in=[one for one in QuorumRule.values if one != QuorumRule.NUMBER],
                    quorum_number__isnull=True,
                ),
                name="concertation_body_quorum_whole",
            ),
            order_check("concertation_body_ends_after_start", start="since", end="until"),
        ]

    def __str__(self) -> str:
        if self.acronym and self.place_id is None:
            return self.acronym
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("concertation:body", args=[self.public_id])

    @property
    def name(self) -> str:
        """In the language of the page where known, else in the other one."""
        return (self.name_en or self.name_fr) if get_language() == "en" else self.name_fr

    @property
    def full_name(self) -> str:
        """Name and acronym."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def unconfirmed_fields(self) -> tuple[str, ...]:
        """Names of the fields to confirm."""
        return tuple(self.unconfirmed.split())

    def quorum_of(self, seats: int) -> int | None:
        """Seats that must be filled, out of so many that count; None without a rule."""
        if self.quorum_rule == QuorumRule.MAJORITY:
            return seats // 2 + 1
        if self.quorum_rule == QuorumRule.TWO_THIRDS:
            return -(-seats * 2 // 3)
        return self.quorum_number


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self, on: date) -> SeatQuerySet:
        """Seats of that day."""
        return self.filter(in_force(on, start="since", end="until"))

    def counted(self) -> SeatQuerySet:
        """Those that count for the quorum: everyone but observers."""
        return self.exclude(role=SeatRole.OBSERVER)


class Seat(models.Model):
    """A place in a body: of an organisation, of a post, or both; with the post that stands in.

    title: what the seat is called where the organisation alone does not say it. superior_post: who is told
    when nobody answers; the organisation's own parent otherwise.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("poste"), on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    deputy_post = models.ForeignKey(
        Post,
        verbose_name=_("poste suppléant"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    superior_post = models.ForeignKey(
        Post,
        verbose_name=_("poste de la hiérarchie"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("intitulé du siège"), max_length=150, blank=True)
    category = models.ForeignKey(
        FrameworkItem, verbose_name=_("catégorie"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("fonction"), max_length=10, choices=SeatRole.choices, default=SeatRole.MEMBER)
    since = PartialDateField(_("depuis"))
    until = PartialDateField(_("jusqu'à"))

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "id"]
        verbose_name = _("siège")
        verbose_name_plural = _("sièges")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(post__isnull=False),
                name="concertation_seat_of_someone",
            ),
            models.CheckConstraint(
                condition=Q(role__in=SeatRole.values), name="concertation_seat_role_known"
            ),
            models.CheckConstraint(
                condition=Q(deputy_post__isnull=True) | Q(post__isnull=True) | ~Q(deputy_post=F("post")),
                name="concertation_seat_deputy_is_another",
            ),
            models.UniqueConstraint(
                fields=["body", "organisation", "title"],
                condition=Q(until="", organisation__isnull=False),
                name="concertation_seat_open_once",
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(role=SeatRole.CHAIR, until=""),
                name="concertation_seat_one_open_chair",
            ),
            order_check("concertation_seat_ends_after_start", start="since", end="until"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.holder, self.title) if part)

    @property
    def holder(self) -> str:
        """Whose seat it is: the organisation, else the post."""
        return str(self.organisation or self.post)

    @property
    def counts(self) -> bool:
        """It counts for the quorum."""
        return self.role != SeatRole.OBSERVER
