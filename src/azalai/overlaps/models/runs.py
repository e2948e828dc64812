"""What the radar was told and what it found."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.frames.models import Country
from azalai.overlaps.enums import CalibrationState


class Calibration(models.Model):
    """Weights proposed from people's decisions; those accepted last are in force.

    parameters: list of {name, value, since, source} as `engines.overlap.parameters.Parameter`.
    before, after: {precision, recall, average_precision}, 0 to 1, on the decisions used.
    changed: list of [label before, label after, pairs].
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    parameters = models.JSONField(_("paramètres"))
    decisions = models.PositiveIntegerField(_("décisions utilisées"))
    before = models.JSONField(_("avant"))
    after = models.JSONField(_("après"))
    changed = models.JSONField(_("paires qui changent"))
    state = models.CharField(
        _("état"), max_length=10, choices=CalibrationState.choices, default=CalibrationState.PROPOSED
    )
    proposed_at = models.DateTimeField(_("proposée le"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("tranchée le"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(_("motif"), max_length=500, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("calage du radar")
        verbose_name_plural = _("calages du radar")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CalibrationState.values), name="overlaps_calibration_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=CalibrationState.PROPOSED, settled_at__isnull=True)
                | ~Q(state=CalibrationState.PROPOSED) & Q(settled_at__isnull=False),
                name="overlaps_calibration_settled_dated",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=False) | Q(settled_by__isnull=True),
                name="overlaps_calibration_settler_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposed_at:%Y-%m-%d} ({self.get_state_display()})"

    def get_absolute_url(self) -> str:
        return reverse("overlaps:calibration", args=[self.public_id])


class Run(models.Model):
    """One passage of the radar over everything that is published. Stored when it has ended, with its
    pairs, in one transaction: a passage that was interrupted has never been.

    up_to: rank of the last entry of the trail before it read. found: label → number of pairs.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="radar_runs")
    calibration = models.ForeignKey(
        Calibration, on_delete=models.PROTECT, null=True, related_name="runs", verbose_name=_("calage")
    )
    ran_at = models.DateTimeField(_("faite le"))
    ran_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    up_to = models.PositiveBigIntegerField(default=0)
    compared = models.PositiveIntegerField(_("interventions comparées"))
    found = models.JSONField(_("paires trouvées"))
    new = models.PositiveIntegerField(_("nouvelles"))
    gone = models.PositiveIntegerField(_("disparues"))
    seconds = models.FloatField(_("durée"))

    class Meta:
        ordering = ["-ran_at", "-id"]
        verbose_name = _("passage du radar")
        verbose_name_plural = _("passages du radar")
        indexes = [models.Index(fields=["country", "-ran_at"])]
        constraints = [models.CheckConstraint(condition=Q(seconds__gte=0), name="overlaps_run_takes_time")]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d %H:%M}"

    @property
    def pairs_found(self) -> int:
        """All labels together."""
        return sum(self.found.values())
