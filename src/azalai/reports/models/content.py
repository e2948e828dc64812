"""Passages that people may rewrite, and figures with the list behind each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.reports.marking import facts_hash, figures_in, marked_again, plain
from azalai.reports.models.reports import Report


class Passage(models.Model):
    """A paragraph: what the system drafts, and what a person made of it, kept apart.

    drafted: marked text of the latest count. edited: what a person wrote, None when nobody did, "" when it
    was taken out. basis: the marked text that the person had before them; when the figures of `drafted` are
    no longer its own, the edit is stale.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passages")
    key = models.CharField(max_length=80)
    drafted = models.TextField(_("texte proposé"), blank=True)
    edited = models.TextField(_("texte du secrétariat"), null=True, blank=True)
    basis = models.TextField(blank=True)
    edited_at = models.DateTimeField(_("récrit le"), null=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    edits = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["report", "id"]
        verbose_name = _("paragraphe")
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="reports_passage_once"),
            models.CheckConstraint(
                condition=Q(edited__isnull=True, edited_at__isnull=True)
                | Q(edited__isnull=False, edited_at__isnull=False),
                name="reports_passage_edit_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def chapter(self) -> str:
        """Code of its chapter."""
        return self.key.partition(".")[0]

    @property
    def is_edited(self) -> bool:
        """A person wrote it."""
        return self.edited is not None

    @property
    def is_stale(self) -> bool:
        """The figures have changed since a person wrote it."""
        return self.is_edited and facts_hash(self.basis) != facts_hash(self.drafted)

    @property
    def marked(self) -> str:
        """What is printed, its figures marked."""
        return self.drafted if self.edited is None else marked_again(self.edited, self.basis)

    @property
    def text(self) -> str:
        """What is printed, as read."""
        return plain(self.drafted) if self.edited is None else self.edited

    def changes(self) -> list[tuple[str, str, str]]:
        """(key, then, now) of the figures that differ from those that the person saw; "" for none."""
        before = {one.key: one.text for one in figures_in(self.basis)}
        now = {one.key: one.text for one in figures_in(self.drafted)}
        keys = dict.fromkeys([*before, *now])
        return [(k, before.get(k, ""), now.get(k, "")) for k in keys if before.get(k) != now.get(k)]


class Figure(models.Model):
    """A figure of a report as of its day, with the list that was counted then.

    value: None when it could not be had; `missing` then says why. rows: what `core.facts.FactRow` holds, at
    most drafting.ROWS_KEPT of `total`. url: the living list.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=120)
    label = models.CharField(_("intitulé"), max_length=300)
    value = models.DecimalField(_("valeur"), max_digits=24, decimal_places=4, null=True)
    text = models.CharField(_("tel qu'imprimé"), max_length=60)
    unit = models.CharField(_("unité"), max_length=20, blank=True)
    formula = models.TextField(_("façon de compter"), blank=True)
    missing = models.TextField(_("pourquoi il manque"), blank=True)
    fact = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=20, blank=True)
    url = models.CharField(max_length=500, blank=True)
    rows = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["report", "position"]
        verbose_name = _("chiffre")
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="reports_figure_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | Q(value__isnull=True) & ~Q(missing=""),
                name="reports_figure_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} : {self.text}"

    def get_absolute_url(self) -> str:
        return reverse("reports:figure", args=[self.report.public_id, self.key])


class Mention(models.Model):
    """That a frozen report counts an object, so that the object's page finds its reports by one index.

    object_id: public identifier of what was counted, whatever its room. figure: the first that counts it;
    figures: how many do. Made when the report is frozen, from the lists kept behind its figures.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="mentions")
    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="+")
    object_id = models.UUIDField()
    figures = models.PositiveIntegerField()

    class Meta:
        ordering = ["report", "id"]
        verbose_name = _("mention")
        constraints = [
            models.UniqueConstraint(fields=["object_id", "report"], name="reports_mention_once"),
            models.CheckConstraint(condition=Q(figures__gte=1), name="reports_mention_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.object_id} : {self.report_id}"

    @property
    def others(self) -> int:
        """How many more figures of the report count it."""
        return self.figures - 1
