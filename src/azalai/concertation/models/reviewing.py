"""What happens to minutes once written: versions kept, amendments proposed and settled."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.concertation.enums import (
    AMENDMENT_TRANSITIONS,
    WHOLE_TEXTS,
    AmendmentPart,
    AmendmentState,
    VersionKind,
)
from azalai.concertation.models.bodies import Seat
from azalai.concertation.models.minutes import Minutes, MinutesAction, MinutesItem


class MinutesVersion(models.Model):
    """The whole text at one moment, as `content.to_plain` gives it. Never changed, by the database itself."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("pourquoi"), max_length=10, choices=VersionKind.choices)
    content = models.JSONField(_("texte"))
    made_at = models.DateTimeField(_("gardée le"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["minutes", "number"]
        verbose_name = _("version d'un compte rendu")
        verbose_name_plural = _("versions d'un compte rendu")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="concertation_version_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=VersionKind.values), name="concertation_version_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Version %(number)s") % {"number": self.number})


class Amendment(models.Model):
    """A change that someone who attended asks for, and what the secretariat answered.

    current: the text as it was when the amendment was written; proposed: how it should read, or a sentence
    that says what is wrong. item: None when it is about the whole, or when the point is gone (about keeps
    its title). wanted: the action point as it should read (`content.Action` without its key), None for
    another part; was: as it read then, None where wanted is one more; action: the row, None once it is gone.
    seat: whose member proposed it; proposed_by: None by the link of the convocation.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="amendments")
    item = models.ForeignKey(MinutesItem, on_delete=models.SET_NULL, null=True, related_name="amendments")
    about = models.CharField(_("point"), max_length=310, blank=True)
    part = models.CharField(_("partie"), max_length=10, choices=AmendmentPart.choices)
    current = models.TextField(_("texte relu"), blank=True)
    proposed = models.TextField(_("texte proposé"))
    action = models.ForeignKey(MinutesAction, on_delete=models.SET_NULL, null=True, related_name="amendments")
    was = models.JSONField(_("action relue"), null=True)
    wanted = models.JSONField(_("action proposée"), null=True)
    reason = models.TextField(_("pourquoi"), blank=True)
    seat = models.ForeignKey(
        Seat, verbose_name=_("siège"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposé le"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        _("état"), max_length=10, choices=AmendmentState.choices, default=AmendmentState.PENDING
    )
    settled_at = models.DateTimeField(_("examiné le"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(_("réponse du secrétariat"), blank=True)

    class Meta:
        ordering = ["minutes", "proposed_at", "id"]
        verbose_name = _("amendement")
        verbose_name_plural = _("amendements")
        constraints = [
            models.CheckConstraint(condition=~Q(proposed=""), name="concertation_amendment_said"),
            models.CheckConstraint(
                condition=Q(part__in=AmendmentPart.values), name="concertation_amendment_part_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.PENDING, settled_at__isnull=True)
                | Q(
                    state__in=[one for one in AmendmentState.values if one != AmendmentState.PENDING],
                    settled_at__isnull=False,
                ),
                name="concertation_amendment_settled_dated",
            ),
            models.CheckConstraint(
                condition=Q(wanted__isnull=True, was__isnull=True, action__isnull=True)
                | Q(wanted__isnull=False, part=AmendmentPart.ACTIONS),
                name="concertation_amendment_action_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=AmendmentState.REFUSED) | ~Q(answer=""),
                name="concertation_amendment_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} · {self.get_part_display()}" if self.about else self.get_part_display()

    @property
    def field(self) -> str:
        """Name of the item's text that it rewrites, "" when it is a remark."""
        return WHOLE_TEXTS.get(AmendmentPart(self.part), "") if self.item_id else ""

    @property
    def is_applied(self) -> bool:
        """Accepted, it changes the text by itself; a remark is followed by hand."""
        return bool(self.item_id and (self.field or self.wanted))

    @property
    def is_pending(self) -> bool:
        """It waits for an answer."""
        return self.state == AmendmentState.PENDING

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in AMENDMENT_TRANSITIONS[self.state]
