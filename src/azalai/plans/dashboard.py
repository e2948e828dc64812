"""The plans on the first page: what the reader can do next, figures, and which of them may be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from azalai.core import attention, news, remembering
from azalai.core.attention import Attention, Figure, Kind
from azalai.core.authorship import Author
from azalai.plans import queries, rules
from azalai.plans.models import Node, Plan, PlanVersion

SHOWN = 5


def register() -> None:
    """Announce what the room says on the first page."""
    attention.register(attention.Source("plans", 10, lines, rules.can_read_plans))
    attention.register_glance(attention.Glance("plans", 10, figures, rules.can_read_plans))
    for object_type, pages in (("plans.planversion", version_pages), ("plans.node", node_pages)):
        news.register(news.Followed(object_type, pages, rules.can_read_plans))
    attention.register_beginning(
        attention.Beginning(
            _lazy("Déposer le plan d'action"),
            _lazy("Il se lit tel qu'il est, en Word ou en Excel ; ce qui n'y va pas est montré."),
            "plans:upload",
            10,
            Plan.objects.exists,
            rules.can_import_plan,
        )
    )


def _first() -> list[Plan]:
    """The first plans with their versions; two queries, once for the page."""
    return remembering.once("plans.first", lambda: list(Plan.objects.with_latest_version()[:SHOWN]))


def _latest() -> list[PlanVersion]:
    """The latest version of the first plans."""
    return [plan.latest_version() for plan in _first()]


def lines(author: Author) -> Iterator[Attention]:
    """Of the first five plans; five queries."""
    versions = _latest()
    waiting = queries.undecided_by_version(versions)
    for version in versions:
        yield from _of_version(author, version, waiting.get(version.pk, 0))
    if rules.can_import_plan(author):
        for upload in queries.waiting_uploads()[:SHOWN]:
            words = _("Relire le fichier déposé : %(name)s") % {"name": upload}
            yield Attention(Kind.DECISION, words, reverse("plans:preview", args=[upload.public_id]))


def _of_version(author: Author, version: PlanVersion, waiting: int) -> Iterator[Attention]:
    place = [version.plan.public_id, version.number]
    validation, name = reverse("plans:validation", args=place), str(version.plan)
    if rules.can_adopt_version(author, version):
        yield Attention(Kind.DECISION, _("Enregistrer l'adoption du plan"), validation, note=name)
    elif rules.can_return_version(author, version):
        yield Attention(
            Kind.ANSWER, _("Adoption du plan"), validation, who=_("Secrétaire permanent"), note=name
        )
    if waiting and rules.can_decide_findings(author, version):
        words = ngettext("constat du plan à décider", "constats du plan à décider", waiting)
        findings = reverse("plans:findings", args=place) + "?etat=a-decider"
        yield Attention(Kind.DECISION, words, findings, waiting, note=name)
    elif rules.can_submit_version(author, version):
        yield Attention(Kind.DECISION, _("Soumettre le plan à validation"), validation, note=name)


def figures(author: Author) -> Iterator[Figure]:
    """Activities of the first plan, in the version in force or else the latest; three queries."""
    for plan in _first()[:1]:
        version = plan.adopted_version() or plan.latest_version()
        count = queries.activity_count(version)
        words = ngettext("activité au plan", "activités au plan", count)
        status = version.get_status_display().lower()
        note = _("version %(n)s, %(status)s") % {"n": version.number, "status": status}
        yield Figure(count, words, version.get_absolute_url(), note)


def version_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Versions that may be opened; one query."""
    return news.addresses(PlanVersion.objects.select_related("plan"), ids)


def node_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Lines of plans that may be opened; one query."""
    return news.addresses(Node.objects.select_related("version__plan"), ids)
