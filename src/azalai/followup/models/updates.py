"""News of a point: what was said, how far it has come, what its state became."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.followup.enums import PointState, UpdateChannel
from azalai.followup.models.points import ActionPoint


class ActionUpdate(models.Model):
    """One piece of news; never changed afterwards.

    state_before, state_after: equal when only progress was told. signed: who wrote, as readers see it;
    written_by: the person, None for the system. progress: percent, None when nothing was said about it.
    """

    point = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(_("nouvelles"), blank=True)
    progress = models.PositiveSmallIntegerField(_("avancement"), null=True)
    state_before = models.CharField(_("état avant"), max_length=12, choices=PointState.choices)
    state_after = models.CharField(_("état après"), max_length=12, choices=PointState.choices)
    channel = models.CharField(_("voie"), max_length=12, choices=UpdateChannel.choices)
    written_at = models.DateTimeField(_("écrit le"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.CharField(_("signature"), max_length=400)

    class Meta:
        ordering = ["point", "-written_at", "-id"]
        verbose_name = _("nouvelles d'une action")
        verbose_name_plural = _("nouvelles des actions")
        indexes = [models.Index(fields=["point", "-written_at"], name="followup_update_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100), name="followup_update_percent"
            ),
            models.CheckConstraint(
                condition=Q(state_before__in=PointState.values, state_after__in=PointState.values),
                name="followup_update_states_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=UpdateChannel.values), name="followup_update_channel_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.get_state_after_display()
