"""What places make together, written down so that it can be checked against its parts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.engines.aggregation.auditing import REFUSED
from azalai.engines.aggregation.model import Kind as EngineKind
from azalai.frames.models import Place
from azalai.indicators.models.sheets import Indicator
from azalai.indicators.periods import PERIOD

KINDS = [REFUSED, *(one.value for one in EngineKind)]


class Aggregate(models.Model):
    """The aggregate of the places just below a place (None: the country) in a period; see
    engines.aggregation.auditing.Stored. causes: why it was refused; missing: names of silent places.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="aggregates")
    period = models.CharField(_("période"), max_length=7, validators=[PERIOD])
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=14)
    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    known = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    causes = models.JSONField(default=list)
    details = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    computed_at = models.DateTimeField(_("calculé le"))

    class Meta:
        ordering = ["indicator", "period", "place__pcode"]
        verbose_name = _("agrégat")
        verbose_name_plural = _("agrégats")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(place__isnull=True),
                name="indicators_aggregate_country_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "place"], name="indicators_aggregate_place_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="indicators_aggregate_kind_known"),
            models.CheckConstraint(
                condition=Q(known__lte=models.F("expected")), name="indicators_aggregate_known_of_expected"
            ),
        ]

    def __str__(self) -> str:
        where = f" · {self.place}" if self.place_id else ""
        return f"{self.period}{where} · {self.indicator}"[:200]
