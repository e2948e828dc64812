"""The lines of a plan."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.frames.models import FrameworkItem
from azalai.plans.enums import BodyRole
from azalai.plans.models.plans import PlanVersion


class Node(models.Model):
    """A line of one version, at any level; see engines.plan.model.PlanNode for what fields mean.

    key: the same through all versions, so that history and links follow the line.
    path: positions from the root ("0002.0001.0003"), so that one ordered query gives the tree.
    cells: the raw cells that it came from, with their place in the file; never edited.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    key = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    path = models.CharField(max_length=120)
    kind = models.CharField(_("niveau"), max_length=40)
    label = models.CharField(_("mot imprimé"), max_length=60, blank=True)
    code = models.CharField(_("numéro"), max_length=30, blank=True)
    printed_code = models.CharField(max_length=30, blank=True)
    title = models.TextField(_("intitulé"))
    problem = models.TextField(_("problématique"), blank=True)
    declared_cost = models.BigIntegerField(_("coût déclaré"), null=True, blank=True)
    cost_text = models.CharField(max_length=200, blank=True)
    shares_cost_with = models.CharField(max_length=30, blank=True)
    cost_by_year = models.JSONField(default=dict)
    years = models.JSONField(_("années"), default=list)
    start = models.CharField(_("début"), max_length=7, blank=True)
    end = models.CharField(_("fin"), max_length=7, blank=True)
    period_text = models.CharField(_("période telle qu'écrite"), max_length=300, blank=True)
    continuous = models.BooleanField(_("mise en œuvre continue"), default=False)
    references = models.JSONField(default=dict)
    reference_texts = models.JSONField(default=dict)
    reference_text = models.TextField(_("références"), blank=True)
    beneficiaries = models.TextField(_("bénéficiaires"), blank=True)
    responsible = models.TextField(_("responsables"), blank=True)
    partners = models.TextField(_("partenaires"), blank=True)
    expected_results = models.TextField(_("résultats attendus"), blank=True)
    indicators = models.JSONField(_("indicateurs"), default=list)
    baseline = models.TextField(_("situation de référence"), blank=True)
    target = models.TextField(_("cible"), blank=True)
    verification = models.TextField(_("moyens de vérification"), blank=True)
    assumptions = models.TextField(_("hypothèses"), blank=True)
    risks = models.TextField(_("risques"), blank=True)
    strategies = models.TextField(_("stratégies de mise en œuvre"), blank=True)
    funding = models.TextField(_("sources de financement"), blank=True)
    comments = models.TextField(_("observations"), blank=True)
    extra = models.JSONField(default=dict)
    cells = models.JSONField(default=list)
    source_table = models.PositiveIntegerField(default=0)
    source_row = models.PositiveIntegerField(default=0)
    source_sheet = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["version", "path"]
        verbose_name = _("élément du plan")
        constraints = [
            models.UniqueConstraint(fields=["version", "path"], name="plans_node_path_unique"),
            models.UniqueConstraint(fields=["version", "key"], name="plans_node_key_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="plans_node_has_title"),
        ]
        indexes = [models.Index(fields=["version", "kind", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()[:200]

    def get_absolute_url(self) -> str:
        return reverse("plans:node", args=[self.version.plan.public_id, self.version.number, self.key])

    @property
    def depth(self) -> int:
        """0 for the top level."""
        return self.path.count(".")


class NodeBody(models.Model):
    """A body named on a line: as written, with the organisation where it was recognised."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="bodies")
    role = models.CharField(_("qualité"), max_length=12, choices=BodyRole.choices)
    text = models.CharField(_("tel qu'écrit"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="plan_lines"
    )
    is_group = models.BooleanField(_("groupe"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["node", "role", "position"]
        verbose_name = _("organisme cité")
        verbose_name_plural = _("organismes cités")
        indexes = [models.Index(fields=["organisation", "role"])]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=BodyRole.values), name="plans_nodebody_role_known")
        ]

    def __str__(self) -> str:
        return self.text


class NodeReference(models.Model):
    """A reference of a line to an item of a framework; item is empty when the item does not exist."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="reference_links")
    frame = models.CharField(_("cadre"), max_length=10)
    code = models.CharField(_("numéro"), max_length=20)
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, null=True, related_name="plan_lines")

    class Meta:
        ordering = ["node", "frame", "id"]
        verbose_name = _("référence")
        constraints = [
            models.UniqueConstraint(fields=["node", "frame", "code"], name="plans_nodereference_unique")
        ]

    def __str__(self) -> str:
        return f"{self.frame} {self.code}"
