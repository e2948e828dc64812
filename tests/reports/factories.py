"""Reports for tests: a small one made straight in the database, a counted one through the action."""

from __future__ import annotations

from datetime import date
from typing import Any

from azalai.frames.models import Country
from azalai.reports import actions
from azalai.reports.marking import mark
from azalai.reports.models import Figure, Passage, Report
from azalai.reports.periods import Period
from tests.accounts.factories import AT, SYSTEM
from tests.frames.factories import make_country

AS_OF = date(2022, 9, 20)
HELD = f"{mark('meetings.held', '4')} réunions se sont tenues en 2021."


def niger() -> Country:
    """The country, as an installation has it or bare."""
    return Country.objects.filter(iso2="NE").first() or make_country("NE")


def make_report(state: str = "draft", **more: Any) -> Report:
    """One chapter, three paragraphs (one is the officer's own), a table, a figure with its list."""
    values: dict[str, Any] = {"kind": "annual", "year": 2021, "number": 1, "as_of": AS_OF} | more
    report = Report.objects.create(
        country=niger(), created_at=AT, compiled_at=AT, chapters=chapters(), **values
    )
    keys = {"meetings.held": HELD, "meetings.plain": "Le secrétariat a convoqué.", "meetings.own": ""}
    Passage.objects.bulk_create(Passage(report=report, key=key, drafted=text) for key, text in keys.items())
    rows = [
        {"label": f"Réunion {n}", "url": "", "detail": "GTM", "on": "", "amount": ""} for n in range(1, 5)
    ]
    Figure.objects.create(
        report=report,
        position=0,
        key="meetings.held",
        label="Réunions tenues",
        value=4,
        text="4",
        formula="Réunions dont les présences sont saisies.",
        rows=rows,
        total=4,
    )
    return moved(report, state)


def moved(report: Report, state: str) -> Report:
    """The report in that state, by the actions that lead there."""
    path = ["draft", "submitted", "validated", "published"]
    steps = (actions.submit_report, actions.validate_report, actions.publish_report)
    for step in steps[: path.index(state)]:
        step(by=SYSTEM, at=AT, report=report)
        report = Report.objects.get(pk=report.pk)
    return report


def chapters() -> list[dict[str, Any]]:
    """One chapter as data."""
    grid = {"t": "grid", "caption": "Réunions", "head": ["Instance", "Nombre"], "numbers": [1], "widths": []}
    grid |= {"rows": [["GTM", mark("meetings.held", "4")]], "foot": 0, "groups": [], "source": "réunions"}
    passages = [
        {"t": "passage", "key": f"meetings.{name}", "kind": "text"} for name in ("held", "plain", "own")
    ]
    passages[2]["prompt"] = "Votre lecture"
    return [{"code": "meetings", "title": "Réunions", "annex": False, "blocks": [*passages, grid]}]


def counted(period: Period, **more: Any) -> Report:
    """A report as the system counts it."""
    niger()
    return actions.begin_report(by=SYSTEM, at=AT, country="NE", period=period, **more)


def passage_of(report: Report, key: str = "meetings.held") -> Passage:
    """A paragraph as the database has it now."""
    return Passage.objects.select_related("report").get(report=report, key=key)
