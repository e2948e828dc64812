"""What partners really do: programmes, projects and activities."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.engines.naming.text import words
from azalai.frames.models import Country, FrameworkItem
from azalai.frames.partial import PartialDateField, order_check
from azalai.interventions.enums import (
    STATUS_TRANSITIONS,
    EnteredVia,
    IdentifierScheme,
    Nature,
    Publication,
    Scale,
    Status,
)


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def in_country(self, country: str) -> InterventionQuerySet:
        """Those of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def published(self) -> InterventionQuerySet:
        """Those that everyone sees."""
        return self.filter(publication=Publication.PUBLISHED)

    def search(self, text: str) -> InterventionQuerySet:
        """Every word of the text stands in a title, a description, a body or an identifier."""
        found = self
        for word in words(text):
            found = found.filter(search_text__contains=word)
        return found


class Intervention(models.Model):
    """One intervention. A draft may hold anything; what is published has a title and an identifier.

    identifier: ours, one per country, given at publication unless its author gave one.
    lead_text: the body as written where the register does not know it.
    entered_post: the post that declared it; the draft is handed over with the post.
    form_key: of the form that declared it, so that a form sent twice declares once.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="interventions")
    identifier = models.CharField(_("identifiant"), max_length=80, blank=True)
    scale = models.CharField(_("échelle"), max_length=10, choices=Scale.choices, default=Scale.PROJECT)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("fait partie de"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    kind = models.ForeignKey(
        FrameworkItem,
        verbose_name=_("type d'intervention"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interventions_of_kind",
    )
    nature = models.CharField(_("nature"), max_length=16, choices=Nature.choices, blank=True)
    title_fr = models.CharField(_("titre"), max_length=500, blank=True)
    title_en = models.CharField(_("titre anglais"), max_length=500, blank=True)
    description_fr = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description en anglais"), blank=True)
    lead = models.ForeignKey(
        Organisation,
        verbose_name=_("chef de file"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_interventions",
    )
    lead_text = models.CharField(_("chef de file tel qu'écrit"), max_length=300, blank=True)
    status = models.CharField(_("état"), max_length=14, choices=Status.choices, default=Status.IDENTIFICATION)
    status_reason = models.CharField(_("motif de l'état"), max_length=500, blank=True)
    planned_start = PartialDateField(_("début prévu"))
    planned_end = PartialDateField(_("fin prévue"))
    actual_start = PartialDateField(_("début réel"))
    actual_end = PartialDateField(_("fin réelle"))
    contact_post = models.ForeignKey(
        Post,
        verbose_name=_("poste à contacter"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="interventions",
    )
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    entered_via = models.CharField(
        _("saisie par"), max_length=6, choices=EnteredVia.choices, default=EnteredVia.WEB
    )
    entered_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="entered_interventions"
    )
    created_at = models.DateTimeField(_("déclarée le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(_("modifiée le"), null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    objects = InterventionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        indexes = [models.Index(fields=["country", "publication", "status"])]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "identifier"],
                condition=~Q(identifier=""),
                name="interventions_intervention_identifier_once",
            ),
            models.CheckConstraint(
                condition=Q(scale__in=Scale.values), name="interventions_intervention_scale_known"
            ),
            models.CheckConstraint(
                condition=Q(nature__in=["", *Nature.values]), name="interventions_intervention_nature_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="interventions_intervention_status_known"
            ),
            models.CheckConstraint(
                condition=Q(entered_via__in=EnteredVia.values), name="interventions_intervention_entry_known"
            ),
            models.CheckConstraint(
                condition=Q(publication=Publication.DRAFT, published_at__isnull=True)
                | Q(publication=Publication.PUBLISHED, published_at__isnull=False),
                name="interventions_intervention_published_dated",
            ),
            models.CheckConstraint(
                condition=Q(publication=Publication.DRAFT)
                | (~Q(identifier="") & (~Q(title_fr="") | ~Q(title_en=""))),
                name="interventions_intervention_published_is_named",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(published_by__isnull=True),
                name="interventions_intervention_publisher_dated",
            ),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=False) | Q(updated_by__isnull=True),
                name="interventions_intervention_update_dated",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="interventions_intervention_not_own_parent"
            ),
            order_check(
                "interventions_intervention_planned_in_order", start="planned_start", end="planned_end"
            ),
            order_check("interventions_intervention_actual_in_order", start="actual_start", end="actual_end"),
        ]

    def __str__(self) -> str:
        return self.title[:200]

    def get_absolute_url(self) -> str:
        return reverse("interventions:intervention", args=[self.public_id])

    @property
    def title(self) -> str:
        """In the language of the page where known, else in the other one; a draft may have none."""
        return self._in_language(self.title_fr, self.title_en) or str(_("Brouillon sans titre"))

    @property
    def description(self) -> str:
        """In the language of the page where known, else in the other one."""
        return self._in_language(self.description_fr, self.description_en)

    @staticmethod
    def _in_language(french: str, english: str) -> str:
        first, second = (french, english)[:: -1 if get_language() == "en" else 1]
        return first or second

    @property
    def speaks_english(self) -> bool:
        """Only its English title is known: a page in another language must say so to screen readers."""
        return bool(self.title_en) and not self.title_fr

    @property
    def is_draft(self) -> bool:
        """Only its authors and the secretariat see it."""
        return self.publication == Publication.DRAFT

    @property
    def lead_name(self) -> str:
        """The lead as the register names it, else as written, "" when unknown."""
        return str(self.lead) if self.lead else self.lead_text

    @property
    def stamp(self) -> str:
        """Changes whenever it is written: two people must not overwrite each other unseen."""
        return self.updated_at.isoformat() if self.updated_at else ""

    @property
    def start(self) -> str:
        """Partial date on which it began, else on which it should."""
        return self.actual_start or self.planned_start

    @property
    def end(self) -> str:
        """Partial date on which it ended, else on which it should."""
        return self.actual_end or self.planned_end

    def may_become(self, status: str) -> bool:
        """The state table allows it; a draft may hold any declared state."""
        return status == self.status or status in STATUS_TRANSITIONS[self.status]


class ExternalIdentifier(models.Model):
    """The intervention as somebody else numbers it; one intervention of a country per number."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, related_name="external_identifiers"
    )
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(_("origine"), max_length=6, choices=IdentifierScheme.choices)
    value = models.CharField(_("identifiant"), max_length=250)

    class Meta:
        ordering = ["intervention", "scheme", "value"]
        verbose_name = _("identifiant extérieur")
        verbose_name_plural = _("identifiants extérieurs")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "scheme", "value"], name="interventions_externalidentifier_once"
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=IdentifierScheme.values),
                name="interventions_externalidentifier_scheme_known",
            ),
            models.CheckConstraint(condition=~Q(value=""), name="interventions_externalidentifier_not_blank"),
        ]

    def __str__(self) -> str:
        return self.value
