"""What ties organisations to networks and to the posts that speak for them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models.organisations import Organisation
from azalai.frames.models import Place
from azalai.frames.partial import PartialDateField, in_force, order_check


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> MembershipQuerySet:
        """Memberships that run on that day."""
        return self.filter(in_force(on))


class Membership(models.Model):
    """An organisation belongs to a network, between two dates where known."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    network = models.ForeignKey(
        Organisation, verbose_name=_("réseau"), on_delete=models.PROTECT, related_name="members"
    )
    valid_from = PartialDateField(_("depuis"))
    valid_to = PartialDateField(_("jusqu'à"))
    source = models.CharField(_("source"), max_length=250, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "id"]
        verbose_name = _("appartenance à un réseau")
        verbose_name_plural = _("appartenances à un réseau")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "network"],
                condition=Q(valid_to=""),
                name="actors_membership_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("network")), name="actors_membership_not_in_itself"
            ),
            order_check("actors_membership_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.network}"


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    def current(self, on: date) -> FocalPointQuerySet:
        """Focal points of that day; both end dates are included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class FocalPoint(models.Model):
    """A post speaks for an organisation, in a place where told; who holds the post is the post's affair."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="focal_points")
    post = models.ForeignKey(
        Post, verbose_name=_("poste"), on_delete=models.PROTECT, related_name="focal_points"
    )
    place = models.ForeignKey(
        Place, verbose_name=_("lieu"), on_delete=models.PROTECT, null=True, related_name="focal_points"
    )
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("point focal")
        verbose_name_plural = _("points focaux")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "post"],
                condition=Q(ends_on__isnull=True),
                name="actors_focalpoint_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="actors_focalpoint_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.organisation}"
