"""The implementation matrix as the site answers, over 3,000 activities, 40,000 approved reports and 600
evaluations, in a database of its own that is thrown away."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from bench.measure import Measure
from bench.overlap_site import _filled, _installation, _signed_in, _timed

ACTIVITIES, REPORTS, EVALUATED, VISITS = 3_000, 40_000, 600, 60
FIRST_YEAR = 2010
VALUES = (6, 5, 4, 3, 2, None)


def measures() -> list[Measure]:
    """Milliseconds of a page (95 visits of 100), seconds of the whole matrix in Excel and of new figures."""
    with _installation():
        _filled(ACTIVITIES)
        _report()
        _evaluate()
        client = _signed_in()
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


def _report() -> None:
    """Campaigns one after the other, each with a report of every activity; the last one counts."""
    from azalai.core.clock import now
    from azalai.interventions.models import Intervention
    from azalai.monitoring.models import Campaign, Report, ReportVersion
    from azalai.plans.models import Plan

    at, interventions = now(), list(Intervention.objects.order_by("pk"))
    plan = Plan.objects.create(title="Plan de mesure", country="NE", created_at=at)
    rounds = -(-REPORTS // len(interventions))
    for number in range(rounds):
        year, quarter = FIRST_YEAR + number // 4, number % 4 + 1
        start = date(year, 3 * quarter - 2, 1)
        end = start + timedelta(days=89)
        campaign = Campaign.objects.create(
            country_id="NE",
            plan=plan,
            kind="quarter",
            year=year,
            quarter=quarter,
            period_start=start,
            period_end=end,
            opens_on=end,
            due_on=end,
            closes_on=end,
            state="open",
            created_at=at,
            opened_at=at,
        )
        said = {"activity_state": "in-progress", "progress": 40, "progress_basis": "deliverables"}
        said |= {"spent_na": True, "reached_na": True, "done": "Fait.", "next_steps": "Suite."}
        dated = {"submitted_at": at, "checked_at": at, "approved_at": at}
        kept = interventions[: REPORTS - number * len(interventions)]
        reports = Report.objects.bulk_create(
            [
                Report(
                    campaign=campaign,
                    organisation_id=one.lead_id,
                    intervention=one,
                    label=one.title[:500],
                    state="approved",
                    version_number=1,
                    expected_at=at,
                    **said,
                    **dated,
                )
                for one in kept
            ],
            batch_size=1000,
        )
        ReportVersion.objects.filter(intervention__in=[one.pk for one in kept]).update(is_current=False)
        ReportVersion.objects.bulk_create(
            [
                ReportVersion(
                    report=report,
                    number=1,
                    plan=plan,
                    organisation_id=report.organisation_id,
                    intervention_id=report.intervention_id,
                    stands_on=end,
                    **said,
                    **dated,
                )
                for report in reports
            ],
            batch_size=1000,
        )


def _evaluate() -> None:
    """One activity of five is evaluated, closed, with eight ratings, three replies and a recommendation."""
    from azalai.core.clock import now
    from azalai.evaluation.models import Evaluation, Rating, Recommendation, Reply
    from azalai.frames.models import Framework
    from azalai.interventions.models import Intervention

    at, framework = now(), Framework.objects.get(code="dac")
    criteria = list(framework.items.order_by("order"))[:8]
    found = list(Intervention.objects.order_by("pk")[:: ACTIVITIES // EVALUATED])
    made = Evaluation.objects.bulk_create(
        Evaluation(
            country_id="NE",
            kind="secretariat",
            intervention=one,
            subject_title=one.title[:500],
            framework=framework,
            partner_id=one.lead_id,
            evaluator="Le secrétariat",
            state="closed",
            created_at=at,
            shared_at=at,
            reply_due=at.date(),
            closed_at=at,
        )
        for one in found
    )
    ratings = Rating.objects.bulk_create(
        [
            Rating(
                evaluation=one,
                criterion=item,
                value=VALUES[(number + place) % len(VALUES)],
                reasoning="Constaté sur place.",
                evidence="Rapport de mission.",
                rated_at=at,
            )
            for number, one in enumerate(made)
            for place, item in enumerate(criteria)
        ],
        batch_size=1000,
    )
    Reply.objects.bulk_create(
        [
            Reply(rating=one, position=position, text="Deux communes manquent.", replied_at=at)
            for one, position in zip(
                ratings, itertools.cycle(("agrees", "partly", "disagrees")), strict=False
            )
            if one.pk % 3 == 0
        ],
        batch_size=1000,
    )
    Recommendation.objects.bulk_create(
        Recommendation(evaluation=one, number=1, text="Publier les listes.", written_at=at) for one in made
    )


def _refresh() -> None:
    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.evaluation.actions import refresh_preamble

    refresh_preamble(by=Author.system("mesure"), at=now(), country="NE", year=0)
