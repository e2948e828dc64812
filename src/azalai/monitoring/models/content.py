"""What a report and each approved version of it say, in the same fields."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.frames.partial import PartialDateField
from azalai.monitoring.enums import ActivityState, ProgressBasis


class ReportContent(models.Model):
    """progress: percentage. spent: country's currency; reached: people, each once; both since the activity
    began, up to the end of the period. *_na: it does not apply here, which is neither blank nor zero.
    disaggregation: variable → category → number or "na"; see `monitoring.disaggregation`.
    contributions: indicator's public identifier → what the activity added to it in the period of the campaign
    alone, a number as text, or "na"; see `monitoring.contributions`.
    """

    activity_state = models.CharField(
        _("état de l'activité"), max_length=11, choices=ActivityState.choices, blank=True
    )
    state_reason = models.CharField(
        _("motif de la suspension ou de l'annulation"), max_length=500, blank=True
    )
    progress = models.DecimalField(_("avancement"), max_digits=5, decimal_places=2, null=True, blank=True)
    progress_basis = models.CharField(
        _("sur quoi repose l'avancement"), max_length=12, choices=ProgressBasis.choices, blank=True
    )
    progress_note = models.CharField(_("précision sur l'avancement"), max_length=300, blank=True)
    actual_start = PartialDateField(_("commencée le"))
    expected_end = PartialDateField(_("fin désormais prévue"))
    spent = models.DecimalField(
        _("dépensé depuis le début"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    spent_na = models.BooleanField(_("dépense sans objet"), default=False)
    reached = models.PositiveIntegerField(_("personnes touchées depuis le début"), null=True, blank=True)
    reached_na = models.BooleanField(_("personnes sans objet"), default=False)
    disaggregation = models.JSONField(_("ventilation"), default=dict, blank=True)
    contributions = models.JSONField(_("contributions aux indicateurs"), default=dict, blank=True)
    done = models.TextField(_("ce qui a été fait"), blank=True)
    difficulties = models.TextField(_("difficultés"), blank=True)
    next_steps = models.TextField(_("prochaines étapes"), blank=True)
    evidence = models.TextField(_("preuves"), blank=True)
    evidence_url = models.URLField(_("lien vers une preuve"), max_length=1000, blank=True)

    class Meta:
        abstract = True

    def get_progress_ratio(self) -> Any:
        """0 to 1, None when nobody said."""
        return None if self.progress is None else self.progress / 100


def content_checks(prefix: str) -> list[models.CheckConstraint]:
    """What holds of every content, drafts included."""
    known = {"activity_state": ActivityState, "progress_basis": ProgressBasis}
    return [
        *(
            models.CheckConstraint(
                condition=Q(**{f"{name}__in": ["", *choices.values]}), name=f"{prefix}_{name}_known"
            )
            for name, choices in known.items()
        ),
        models.CheckConstraint(
            condition=Q(progress__isnull=True) | Q(progress__gte=0, progress__lte=100),
            name=f"{prefix}_progress_is_percentage",
        ),
        models.CheckConstraint(
            condition=Q(spent__isnull=True) | Q(spent__gte=0, spent_na=False),
            name=f"{prefix}_spent_or_not_applicable",
        ),
        models.CheckConstraint(
            condition=Q(reached__isnull=True) | Q(reached__gte=0, reached_na=False),
            name=f"{prefix}_reached_or_not_applicable",
        ),
    ]


def sent_checks(prefix: str, condition: Q) -> list[models.CheckConstraint]:
    """What holds of contents that were sent: rows where `condition` holds have a state, and what it asks."""
    return [
        models.CheckConstraint(condition=~condition | ~Q(activity_state=""), name=f"{prefix}_sent_has_state"),
        models.CheckConstraint(
            condition=~condition | ~Q(activity_state=ActivityState.DONE) | Q(progress=100),
            name=f"{prefix}_sent_done_is_full",
        ),
    ]
