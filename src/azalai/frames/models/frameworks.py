"""Reference frameworks, their items and the links between items."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from azalai.frames.models.countries import Country
from azalai.frames.partial import PartialDateField, in_force, order_check


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def current(self, on: date) -> FrameworkQuerySet:
        """Versions in force that day."""
        return self.filter(in_force(on))

    def in_country(self, country: str) -> FrameworkQuerySet:
        """Those of every country, and those of this one (ISO alpha-2)."""
        return self.filter(Q(country__isnull=True) | Q(country_id=country))

    def counted(self) -> FrameworkQuerySet:
        """Adds `item_count` and `unconfirmed_count`."""
        doubtful = ~Q(items__unconfirmed="")
        return self.annotate(item_count=Count("items"), unconfirmed_count=Count("items", filter=doubtful))


class Framework(models.Model):
    """One version of a list of coded items. A later version leaves this one as it was."""

    code = models.SlugField(_("code"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    title_fr = models.CharField(_("intitulé"), max_length=200)
    title_en = models.CharField(_("intitulé anglais"), max_length=200)
    acronym_fr = models.CharField(_("sigle"), max_length=30, blank=True)
    acronym_en = models.CharField(_("sigle anglais"), max_length=30, blank=True)
    kind = models.CharField(_("nature"), max_length=30, blank=True)
    country = models.ForeignKey(
        Country, verbose_name=_("pays"), on_delete=models.PROTECT, null=True, related_name="frameworks"
    )
    valid_from = PartialDateField(_("en vigueur depuis"))
    valid_to = PartialDateField(_("jusqu'à"))
    source = models.TextField(_("source"))
    licence = models.TextField(_("licence"))
    attribution = models.CharField(_("attribution"), max_length=200, blank=True)
    wording = models.CharField(_("rédaction"), max_length=20, blank=True)
    spellings = models.JSONField(_("graphies"), default=list)
    notes = models.JSONField(_("notes"), default=list)
    scale = models.JSONField(_("échelle"), default=list)
    unconfirmed = models.CharField(_("à confirmer"), max_length=200, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["title_fr", "-valid_from", "-id"]
        verbose_name = _("cadre de référence")
        verbose_name_plural = _("cadres de référence")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="frames_framework_version_once"),
            order_check("frames_framework_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    def get_absolute_url(self) -> str:
        return reverse("frames:framework", args=[self.code, self.version])

    @property
    def title(self) -> str:
        """In the language of the page."""
        return self.title_en if get_language() == "en" else self.title_fr

    @property
    def acronym(self) -> str:
        """In the language of the page; the title where there is none."""
        return (self.acronym_en if get_language() == "en" else self.acronym_fr) or self.title

    @property
    def unconfirmed_fields(self) -> tuple[str, ...]:
        """Parts of the list that no official text has confirmed."""
        return tuple(self.unconfirmed.split())


class FrameworkItemQuerySet(models.QuerySet["FrameworkItem"]):
    def current(self, on: date) -> FrameworkItemQuerySet:
        """Items of the versions in force that day."""
        return self.filter(in_force(on, start="framework__valid_from", end="framework__valid_to"))

    def of(self, code: str) -> FrameworkItemQuerySet:
        """Items of every version of that framework."""
        return self.filter(framework__code=code)

    def to_confirm(self) -> FrameworkItemQuerySet:
        """Items of which something is unconfirmed."""
        return self.exclude(unconfirmed="")


class FrameworkItem(models.Model):
    """One line of a framework. What refers to it protects it."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(_("code"), max_length=60)
    parent = models.ForeignKey(
        "self", verbose_name=_("relève de"), on_delete=models.PROTECT, null=True, related_name="children"
    )
    kind = models.CharField(_("niveau"), max_length=30, blank=True)
    title_fr = models.TextField(_("intitulé"), blank=True)
    title_en = models.TextField(_("intitulé anglais"), blank=True)
    label_fr = models.CharField(_("libellé court"), max_length=60, blank=True)
    label_en = models.CharField(_("libellé court anglais"), max_length=60, blank=True)
    text_fr = models.TextField(_("précision"), blank=True)
    text_en = models.TextField(_("précision en anglais"), blank=True)
    order = models.PositiveIntegerField(_("ordre"))
    note = models.TextField(_("note"), blank=True)
    unconfirmed = models.CharField(_("à confirmer"), max_length=200, blank=True)
    extra = models.JSONField(_("autres indications"), default=dict)
    corrected_from = models.TextField(_("source de la correction"), blank=True)
    corrected_at = models.DateTimeField(_("corrigé le"), null=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("corrigé par"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = FrameworkItemQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "order", "id"]
        verbose_name = _("ligne d'un cadre de référence")
        verbose_name_plural = _("lignes des cadres de référence")
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="frames_frameworkitem_code_once"),
            models.CheckConstraint(condition=~Q(code=""), name="frames_frameworkitem_has_code"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="frames_frameworkitem_not_own_parent"),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=False) | Q(corrected_by__isnull=True, corrected_from=""),
                name="frames_frameworkitem_correction_dated",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | ~Q(corrected_from=""),
                name="frames_frameworkitem_correction_sourced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}" if self.title != self.code else self.code

    def get_absolute_url(self) -> str:
        return reverse("frames:item", args=[self.framework.code, self.framework.version, self.code])

    @property
    def title(self) -> str:
        """Full title in the language of the page; the code when none is known."""
        return (self.title_en if get_language() == "en" else self.title_fr) or self.code

    @property
    def label(self) -> str:
        """Short title for a chart or a narrow column, in the language of the page."""
        return (self.label_en if get_language() == "en" else self.label_fr) or self.title

    @property
    def text(self) -> str:
        """Question or description in the language of the page, "" when there is none."""
        return self.text_en if get_language() == "en" else self.text_fr

    @property
    def unconfirmed_fields(self) -> tuple[str, ...]:
        """Names of the fields that no official text has confirmed."""
        return tuple(self.unconfirmed.split())


class ItemLink(models.Model):
    """An item is mapped to an item of another framework; written once, read from both sides."""

    from_item = models.ForeignKey(FrameworkItem, on_delete=models.CASCADE, related_name="links_out")
    to_item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="links_in")
    source = models.TextField(_("source"))
    unconfirmed = models.BooleanField(_("à confirmer"), default=False)

    class Meta:
        ordering = ["to_item__framework", "to_item__order", "id"]
        verbose_name = _("correspondance")
        verbose_name_plural = _("correspondances")
        constraints = [
            models.UniqueConstraint(fields=["from_item", "to_item"], name="frames_itemlink_once"),
            models.CheckConstraint(
                condition=~Q(from_item=F("to_item")), name="frames_itemlink_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_item} → {self.to_item}"
