"""How organisations and groups are written."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from azalai.actors.enums import SpellingKind
from azalai.actors.models.organisations import Organisation
from azalai.frames.models import Country, FrameworkItem
from azalai.frames.partial import PartialDateField, order_check

FACTS = ("valid_from", "valid_to", "note", "source")


class Group(models.Model):
    """A collective designation ("OSC", "PTF"): no body, it names a category or part of one."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="groups")
    code = models.SlugField(_("code"), max_length=60)
    name_fr = models.CharField(_("nom"), max_length=200)
    name_en = models.CharField(_("nom anglais"), max_length=200)
    category = models.ForeignKey(
        FrameworkItem, verbose_name=_("catégorie"), on_delete=models.PROTECT, related_name="groups"
    )
    unconfirmed = models.CharField(_("à confirmer"), max_length=200, blank=True)

    class Meta:
        ordering = ["name_fr"]
        verbose_name = _("désignation collective")
        verbose_name_plural = _("désignations collectives")
        constraints = [models.UniqueConstraint(fields=["country", "code"], name="actors_group_code_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the language of the page."""
        return self.name_en if get_language() == "en" else self.name_fr


class Spelling(models.Model):
    """One way to write an organisation or a group.

    key: what remains without case, accents, spaces and punctuation; in a country it designates one
    thing. also: other texts of the same key ("SP-CCM" beside "SP/CCM"), each an object with its `text`
    and what is known of it: `valid_from`, `valid_to`, `note`, `source`.
    """

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="spellings"
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="spellings")
    kind = models.CharField(
        _("nature"), max_length=10, choices=SpellingKind.choices, default=SpellingKind.VARIANT
    )
    text = models.CharField(_("graphie"), max_length=250)
    key = models.CharField(max_length=250, editable=False)
    also = models.JSONField(_("aussi"), default=list)
    valid_from = PartialDateField(_("en usage depuis"))
    valid_to = PartialDateField(_("jusqu'à"))
    note = models.CharField(_("note"), max_length=250, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("graphie")
        verbose_name_plural = _("graphies")
        constraints = [
            models.UniqueConstraint(fields=["country", "key"], name="actors_spelling_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="actors_spelling_has_key"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(group__isnull=True),
                name="actors_spelling_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SpellingKind.values), name="actors_spelling_kind_known"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(kind__in=["name", "name-en", "acronym"]),
                name="actors_spelling_one_of_each_name",
            ),
            order_check("actors_spelling_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def texts(self) -> list[str]:
        """The text and the others of the same key."""
        return [self.text, *(other["text"] for other in self.also)]

    def add_text(self, text: str, facts: Mapping[str, str], *, first: bool) -> bool:
        """Add a text of the same key, or put it first; whether it was new. Not saved.

        The text that stood first keeps its own dates and source beside the others.
        """
        is_new = text not in self.texts
        if first and text != self.text:
            self.also = [self._as_other(), *(other for other in self.also if other["text"] != text)]
            self.text = text
            for name in FACTS:
                setattr(self, name, facts.get(name, ""))
        elif is_new:
            self.also = [*self.also, {"text": text, **{name: facts.get(name, "") for name in FACTS}}]
        return is_new

    def _as_other(self) -> dict[str, str]:
        return {"text": self.text, **{name: getattr(self, name) for name in FACTS}}

    @property
    def is_misprint(self) -> bool:
        """Met, but a slip."""
        return self.kind == SpellingKind.MISPRINT
