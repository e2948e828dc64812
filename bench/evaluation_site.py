"""The implementation matrix as the site answers, over 3,000 activities, 40,000 approved reports and 600
evaluations, in a database of its own that is thrown away."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bench.measure import Measure
from bench.overlap_site import _filled, _timed
from bench.site import installation, signed_in

ACTIVITIES, REPORTS, EVALUATED, VISITS = 3_000, 40_000, 600, 60
FIRST_YEAR = 2010
VALUES = (6, 5, 4, 3, 2, None)


def measures() -> list[Measure]:
    """Milliseconds of a page (95 visits of 100), seconds of the whole matrix in Excel and of new figures."""
    with installation():
        _filled(ACTIVITIES)
        _report()
        _evaluate()
        client = signed_in()
        pages = [partial(_get, client, f"/evaluation/matrice/?page={n % 40 + 1}") for n in range(VISITS)]
        narrowed = [
            partial(_get, client, f"/evaluation/matrice/?evaluation={word}")
            for word, _n in zip(itertools.cycle(("oui", "non", "contestees")), range(VISITS), strict=False)
        ]
        lists = [partial(_get, client, f"/evaluation/?page={n % 10 + 1}") for n in range(VISITS)]
        excel = _timed(partial(_get, client, "/evaluation/matrice/telecharger/xlsx/"))[0]
        figures = _timed(_refresh)[0]
        return [
            Measure("matrice, une page, 95 sur 100", _p95(pages), 100.0, "ms"),
            Measure("matrice filtrée, 95 sur 100", _p95(narrowed), 100.0, "ms"),
            Measure("liste des évaluations, 95 sur 100", _p95(lists), 100.0, "ms"),
            Measure(f"matrice en Excel, {ACTIVITIES} lignes", excel, 5.0, "s"),
            Measure("chiffres du préambule", figures, 2.0, "s"),
        ]


def _p95(visits: list[Callable[[], Any]]) -> float:
    for visit in visits[:2]:
        visit()
    taken = [1000 * _timed(visit)[0] for visit in visits]
    return statistics.quantiles(taken, n=20)[-1]


def _get(client: Any, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} a répondu {response.status_code}")


SAID = {
    "activity_state": "in-progress",
    "progress": 40,
    "progress_basis": "deliverables",
    "spent_na": True,
    "reached_na": True,
    "done": "Fait.",
    "next_steps": "Suite.",
}


def _report() -> None:
    """Campaigns one after the other, each with a report of every activity; the last one counts."""
    from azalai.core.clock import now
    from azalai.interventions.models import Intervention
    from azalai.plans.models import Plan

    at, interventions = now(), list(Intervention.objects.order_by("pk"))
    plan = Plan.objects.create(title="Plan de mesure", country="NE", created_at=at)
    for number in range(-(-REPORTS // len(interventions))):
        campaign = _campaign(plan, number, at)
        _reports(campaign, interventions[: REPORTS - number * len(interventions)], at)


def _campaign(plan: Any, number: int, at: datetime) -> Any:
    from azalai.monitoring.models import Campaign

    year, quarter = FIRST_YEAR + number // 4, number % 4 + 1
    start = date(year, 3 * quarter - 2, 1)
    days = dict.fromkeys(("period_end", "opens_on", "due_on", "closes_on"), start + timedelta(days=89))
    period = {"kind": "quarter", "year": year, "quarter": quarter, "period_start": start}
    told = {"country_id": "NE", "plan": plan, "state": "open", "created_at": at, "opened_at": at}
    return Campaign.objects.create(**told, **period, **days)


def _reports(campaign: Any, kept: list[Any], at: datetime) -> None:
    """One approved report of each activity; those of earlier campaigns no longer hold."""
    from azalai.monitoring.models import Report, ReportVersion

    dated = SAID | {"submitted_at": at, "checked_at": at, "approved_at": at}
    known = {"campaign": campaign, "state": "approved", "version_number": 1, "expected_at": at}
    rows = [
        Report(organisation_id=one.lead_id, intervention=one, label=one.title[:500], **known, **dated)
        for one in kept
    ]
    reports = Report.objects.bulk_create(rows, batch_size=1000)
    ReportVersion.objects.filter(plan=campaign.plan).update(is_current=False)
    standing = {"number": 1, "plan": campaign.plan, "stands_on": campaign.period_end}
    versions = [
        ReportVersion(
            report=report,
            organisation_id=report.organisation_id,
            intervention_id=report.intervention_id,
            **standing,
            **dated,
        )
        for report in reports
    ]
    ReportVersion.objects.bulk_create(versions, batch_size=1000)


def _evaluate() -> None:
    """One activity of five is evaluated, closed, with eight ratings, three replies and a recommendation."""
    from azalai.core.clock import now
    from azalai.evaluation.models import Evaluation, Recommendation
    from azalai.frames.models import Framework
    from azalai.interventions.models import Intervention

    at, framework = now(), Framework.objects.get(code="dac")
    found = list(Intervention.objects.order_by("pk")[:: ACTIVITIES // EVALUATED])
    known = {"country_id": "NE", "kind": "secretariat", "framework": framework, "evaluator": "Le secrétariat"}
    dated = {"created_at": at, "shared_at": at, "reply_due": at.date(), "closed_at": at, "state": "closed"}
    rows = [
        Evaluation(intervention=one, subject_title=one.title[:500], partner_id=one.lead_id, **known, **dated)
        for one in found
    ]
    made = Evaluation.objects.bulk_create(rows)
    _rate(made, list(framework.items.order_by("order"))[:8], at)
    advice = [
        Recommendation(evaluation=one, number=1, text="Publier les listes.", written_at=at) for one in made
    ]
    Recommendation.objects.bulk_create(advice)


def _rate(made: list[Any], criteria: list[Any], at: datetime) -> None:
    """Every value in turn, "cannot be assessed" among them; a reply to one of three."""
    from azalai.evaluation.models import Rating, Reply

    told = {"reasoning": "Constaté sur place.", "evidence": "Rapport de mission.", "rated_at": at}
    rows = [
        Rating(evaluation=one, criterion=item, value=VALUES[(number + place) % len(VALUES)], **told)
        for number, one in enumerate(made)
        for place, item in enumerate(criteria)
    ]
    positions = itertools.cycle(("agrees", "partly", "disagrees"))
    replies = [
        Reply(rating=one, position=next(positions), text="Deux communes manquent.", replied_at=at)
        for one in Rating.objects.bulk_create(rows, batch_size=1000)[::3]
    ]
    Reply.objects.bulk_create(replies, batch_size=1000)


def _refresh() -> None:
    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.evaluation.actions import refresh_preamble

    refresh_preamble(by=Author.system("mesure"), at=now(), country="NE", year=0)
