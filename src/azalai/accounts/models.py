"""People hold posts; posts carry roles; history stays with the post."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role, TenureKind


class Person(AbstractUser):
    """An account. It may sign in and says who someone is; it gives no right by itself."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(_("nom affiché"), max_length=150)
    language = models.CharField(_("langue"), max_length=8, blank=True)
    must_change_password = models.BooleanField(_("mot de passe provisoire"), default=False)

    class Meta:
        ordering = ["display_name", "id"]
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="accounts_person_email_once"
            ),
            models.UniqueConstraint(Lower("username"), name="accounts_person_username_once"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.public_id])


class Post(models.Model):
    """A function in the administration or at a partner, which outlives its holders."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("intitulé"), max_length=150, unique=True)
    role = models.CharField(_("rôle"), max_length=32, choices=Role.choices)
    closed_on = models.DateField(_("fermé le"), null=True, blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("poste")
        verbose_name_plural = _("postes")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_post_role_known")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("accounts:post", args=[self.public_id])


class TenureQuerySet(models.QuerySet["Tenure"]):
    def current(self, on: date) -> TenureQuerySet:
        """Tenures that run on that day; both end dates are included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def running_from(self, day: date) -> TenureQuerySet:
        """Tenures that run on that day or begin later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def holders(self) -> TenureQuerySet:
        """Those of holders, not of deputies."""
        return self.filter(kind=TenureKind.HOLDER)

    def deputies(self) -> TenureQuerySet:
        """Those of deputies, not of holders."""
        return self.filter(kind=TenureKind.DEPUTY)


class Tenure(models.Model):
    """A person holds a post, as holder or deputy, between two dates."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    kind = models.CharField(_("qualité"), max_length=10, choices=TenureKind.choices)
    starts_on = models.DateField(_("du"))
    ends_on = models.DateField(_("au"), null=True, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("affectation")
        verbose_name_plural = _("affectations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TenureKind.values), name="accounts_tenure_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="accounts_tenure_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(kind=TenureKind.DEPUTY) | Q(ends_on__isnull=False),
                name="accounts_tenure_deputy_has_end",
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(kind=TenureKind.HOLDER, ends_on__isnull=True),
                name="accounts_tenure_one_open_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.post} ({self.get_kind_display()})"

    def state_on(self, day: date) -> str:
        """ "past", "current" or "future" as of that day; both end dates are included."""
        if self.starts_on > day:
            return "future"
        return "past" if self.ends_on and self.ends_on < day else "current"


class KeptInput(models.Model):
    """What a person had typed when the session ended; only that person sees it again, for a few hours.

    Not a record of the secretariat: it leaves no audit entry and is removed once used or too old.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kept_inputs")
    path = models.CharField(max_length=2000)
    sealed = models.TextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-kept_at"]
        verbose_name = _("saisie conservée")
        verbose_name_plural = _("saisies conservées")

    def __str__(self) -> str:
        return f"{self.person} · {self.path}"

    def is_fresh(self, at: datetime, seconds: int) -> bool:
        """Kept less than so many seconds before `at`."""
        return (at - self.kept_at).total_seconds() < seconds
