"""The demonstration plan: codes, costs, years and references of the country's plan, our own titles."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files

from azalai.core.authorship import Author
from azalai.frames.dataset import load_framework
from azalai.plans import actions
from azalai.plans.actions.review import Point
from azalai.plans.enums import Decision, PointConclusion
from azalai.plans.models import Plan, PlanVersion

WORKSHOP = timedelta(days=30)
# What the demonstration decides about findings, so that a newcomer sees decisions beside open ones.
DECISIONS = {
    "K605": (
        Decision.ACCEPTED,
        "Le cadre logique porte ces informations ; il sera joint à la version suivante.",
    ),
    "R404": (Decision.ACCEPTED, "Le plan coordonne : les autres objectifs relèvent des plans sectoriels."),
    "N503": (
        Decision.CONTESTED,
        "Les deux mots désignent bien le même niveau ; la présentation est reprise du document.",
    ),
}


def load(*, by: Author, at: datetime, country: str) -> None:
    """One plan with an adopted version and a draft that corrects it; loading again changes nothing."""
    if Plan.objects.filter(country=country).exists():
        return
    before = at - WORKSHOP
    name = f"demo-{country}.csv"
    content = files("azalai.plans").joinpath("data", name).read_bytes()
    upload = actions.receive_file(name=name, content=content, by=by, at=before, country=country)
    version = actions.import_upload(upload=upload, into=None, country=country, by=by, at=before).version
    _decide(version, by, before)
    actions.submit_version(version=version, by=by, at=before)
    version.refresh_from_db()
    _review(version, by, before)
    actions.adopt_version(version=version, reference="Arrêté de démonstration", by=by, at=before)
    version.refresh_from_db()
    draft = actions.open_version(version=version, by=by, at=at)
    _correct(draft, by, at)


def _decide(version: PlanVersion, by: Author, at: datetime) -> None:
    for finding in version.findings.filter(code__in=DECISIONS):
        decision, reason = DECISIONS[finding.code]
        actions.decide_finding(finding=finding, decision=decision, reason=reason, by=by, at=at)


def _review(version: PlanVersion, by: Author, at: datetime) -> None:
    points = [
        Point(code, PointConclusion.AGREED, "Examiné point par point.", "Retenu sans changement.")
        for code in load_framework("review-points").codes
    ]
    points[-1] = Point(
        points[-1].code,
        PointConclusion.TO_AMEND,
        "Les sommes ne tombent pas juste.",
        "La planification vérifie les coûts dans la version suivante.",
    )
    actions.record_review(
        version=version,
        held_on=at.date(),
        place="Salle de démonstration",
        participants=[("Structures de démonstration", 12), ("OSC", 4)],
        points=points,
        by=by,
        at=at,
    )


def _correct(draft: PlanVersion, by: Author, at: datetime) -> None:
    """Give one activity without a calendar the years of its neighbour, as planning would."""
    node = draft.nodes.filter(years=[], kind="activity").order_by("path").last()
    if node is None or not draft.year_numbers:
        return
    actions.edit_node(
        node=node, values={"years": draft.year_numbers}, reason="Calendrier oublié au tableau.", by=by, at=at
    )
