"""Follow-up as the site answers: board, progress of the plan, workbooks, over a plan of the size promised.

ACTIVITIES (environment AZALAI_BENCH_ACTIVITIES, 3,000 by default) lines of a plan, an intervention for
each, and reports for each over 14 campaigns, made up in a database of their own that is thrown away. Times
are of CPU: they mean the same on a machine that others use too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from bench.measure import Measure, slow, spent
from bench.site import installation, signed_in

ACTIVITIES = int(os.environ.get("AZALAI_BENCH_ACTIVITIES", "3000"))
CAMPAIGNS, LEADS, PAGES = 14, 100, 40
ROWS_IN, ROWS_OUT = 5_000, 20_000


def measures() -> list[Measure]:
    """Milliseconds of a page, seconds of a workbook."""
    with installation():
        plan, campaigns = _filled()
        client = signed_in()
        board = f"/campagnes/{campaigns[-1].public_id}/?etat=tous"
        progress = f"/campagnes/avancement/{plan.public_id}/"
        _page(client, board)
        cold = spent(partial(_page, client, progress))[0]
        pages = {
            "tableau d'une campagne": [board],
            "avancement du plan": [progress, f"{progress}?ordre=retard", f"{progress}?page=9"],
            "rapports, activité par activité": [f"/campagnes/{campaigns[-1].public_id}/rapports/"],
        }
        found = [
            Measure(f"{name}, requête entière, 95 sur 100", slow(_visits(client, urls)), 100.0, "ms")
            for name, urls in pages.items()
        ]
        size = f"{ACTIVITIES} activités, {ACTIVITIES * CAMPAIGNS} rapports"
        found.append(Measure(f"avancement après une écriture, {size}", 1000 * cold, 1000.0, "ms"))
        _ask_more(plan, campaigns[-1])
        preview, out = _workbooks(plan, campaigns)
    return [
        *found,
        Measure(f"aperçu d'un classeur de {ROWS_IN} lignes", preview, 5.0, "s"),
        Measure(f"{ROWS_OUT} rapports vers Excel", out, 5.0, "s"),
    ]


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what the act gave."""
    began = time.perf_counter()
    found = act()
    return time.perf_counter() - began, found


def _page(client: Any, url: str) -> None:
    status = client.get(url).status_code
    if status != 200:
        raise RuntimeError(f"{url} a répondu {status}")


def _visits(client: Any, urls: list[str]) -> list[Callable[[], Any]]:
    return [partial(_page, client, urls[n % len(urls)]) for n in range(PAGES)]


def _ask_more(plan: Any, campaign: Any) -> None:
    """Reports on the lines themselves, so that a workbook of that length speaks of each thing once."""
    from azalai.core.clock import now
    from azalai.monitoring.models import Report

    left = ROWS_IN - campaign.reports.count()
    lines = plan.latest_version().nodes.filter(kind="activity").order_by("path")[: max(0, left)]
    organisation = campaign.reports.first().organisation
    more = {"campaign": campaign, "organisation": organisation, "expected_at": now()}
    Report.objects.bulk_create(
        [Report(node_key=line.key, label=line.title, **more) for line in lines], batch_size=1000
    )


def _filled() -> tuple[Any, list[Any]]:
    """The plan and its campaigns, all written past the actions: a trail of that length is another measure."""
    from azalai.actors.models import Organisation
    from azalai.core.clock import now
    from azalai.plans.models import Plan, PlanVersion

    at = now()
    leads = list(Organisation.objects.in_country("NE")[:LEADS])
    plan = Plan.objects.create(title="Plan de mesure", country="NE", created_at=at)
    version = PlanVersion.objects.create(plan=plan, number=1, levels=["axis", "activity"], created_at=at)
    nodes = _nodes(version)
    made = _interventions(plan, nodes, leads, at)
    return plan, [one_campaign(plan, made, rank, at) for rank in range(CAMPAIGNS)]


def _nodes(version: Any) -> list[Any]:
    from azalai.plans.models import Node

    axes = [
        Node(version=version, path=f"{n:04}", kind="axis", code=str(n), title=f"Axe {n}")
        for n in range(1, 31)
    ]
    Node.objects.bulk_create(axes)
    leaves = [
        Node(
            version=version,
            parent=axes[n % 30],
            path=f"{axes[n % 30].path}.{n // 30 + 1:04}",
            kind="activity",
            code=f"{n % 30 + 1}.{n // 30 + 1}",
            title=f"Activité de mesure numéro {n}",
            declared_cost=10**6 * (1 + n % 50),
            start="2023-01",
            end=f"{2023 + n % 5}-12",
        )
        for n in range(ACTIVITIES)
    ]
    return Node.objects.bulk_create(leaves, batch_size=1000)


def _interventions(plan: Any, nodes: list[Any], leads: list[Any], at: Any) -> list[Any]:
    from azalai.interventions.models import Budget, Intervention, PlanLink

    made = Intervention.objects.bulk_create(
        [
            Intervention(
                country_id="NE",
                identifier=f"SUI-{n:06}",
                title_fr=node.title,
                lead=leads[n % len(leads)],
                planned_start="2023-01",
                planned_end="2027-12",
                status="ongoing",
                publication="published",
                published_at=at,
                created_at=at,
            )
            for n, node in enumerate(nodes)
        ],
        batch_size=1000,
    )
    pairs = list(zip(made, nodes, strict=True))
    links = [PlanLink(intervention=one, plan=plan, node_key=node.key, linked_at=at) for one, node in pairs]
    PlanLink.objects.bulk_create(links, batch_size=2000)
    budgets = [Budget(intervention=one, amount=node.declared_cost, currency="XOF") for one, node in pairs]
    Budget.objects.bulk_create(budgets, batch_size=2000)
    return made


def one_campaign(plan: Any, made: list[Any], rank: int, at: Any) -> Any:
    """One quarter, all its reports approved but those of the last one."""
    from azalai.monitoring.calendars import period_of
    from azalai.monitoring.models import Campaign, Report, ReportVersion

    year, quarter = 2023 + rank // 4, rank % 4 + 1
    first, last = period_of(year, quarter)
    is_last = rank == CAMPAIGNS - 1
    campaign = Campaign.objects.create(
        country_id="NE", plan=plan, kind="quarter", year=year, quarter=quarter,
        period_start=first, period_end=last, opens_on=last, due_on=last + timedelta(days=15),
        closes_on=date(2099, 1, 1), state="open", created_at=at, opened_at=at,
    )  # fmt: skip
    said = {"activity_state": "in-progress", "progress_basis": "estimate", "spent": Decimal(10**6)}
    texts = {"done": "Deux ateliers tenus.", "next_steps": "Deux autres.", "reached": 100 + rank}
    steps = {f"{word}_at": at for word in ("submitted", "checked", "approved")}
    approved = {"state": "approved", "version_number": 1} | steps
    rows = [
        Report(
            campaign=campaign, organisation_id=one.lead_id, intervention=one, label=one.title_fr,
            expected_at=at, progress=Decimal(5 * rank), **said, **texts,
            **({} if is_last and n % 2 else approved),
        )
        for n, one in enumerate(made)
    ]  # fmt: skip
    Report.objects.bulk_create(rows, batch_size=1000)
    current = CAMPAIGNS - 2
    ReportVersion.objects.bulk_create(
        [
            ReportVersion(
                report=row, number=1, plan=plan, organisation_id=row.organisation_id,
                intervention_id=row.intervention_id, stands_on=last, is_current=rank == current,
                progress=row.progress, **said, **texts, **steps,
            )
            for row in rows
            if not is_last
        ],
        batch_size=1000,
    )  # fmt: skip
    return campaign


def _workbooks(plan: Any, campaigns: list[Any]) -> tuple[float, float]:
    """Seconds to preview a workbook that comes in, and to write one that goes out."""
    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.monitoring import actions
    from azalai.monitoring.exporting import reports_workbook
    from azalai.monitoring.models import Report
    from azalai.monitoring.sheets.writing import for_workbook, workbook

    by, campaign = Author.system("mesure"), campaigns[-1]
    rows = list(for_workbook(campaign.reports.all()))
    content = workbook(campaign, rows[0].organisation, rows[:ROWS_IN])
    sheet = actions.receive_sheet(by=by, at=now(), campaign=campaign, name="mesure.xlsx", content=content)
    preview = spent(partial(actions.read_sheet, by=by, at=now(), sheet=sheet))[0]
    every = list(Report.objects.with_subject()[:ROWS_OUT])
    out = spent(partial(reports_workbook, campaign, every))[0]
    Path(sheet.content.path).unlink(missing_ok=True)
    return preview, out
