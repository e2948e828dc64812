"""The demonstration's reports: last year's bilan validated, a quarter in draft with a rewritten paragraph."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from azalai.core.authorship import Author
from azalai.reports import actions
from azalai.reports.enums import ReportKind
from azalai.reports.models import Report
from azalai.reports.periods import Period

ANALYSIS = (
    "L'année confirme deux mouvements (fictif). La concertation se tient désormais à date fixe, et les"
    " partenaires déclarent plus tôt ce qu'ils prévoient. En revanche, les régions les plus éloignées"
    " restent celles dont nous savons le moins.\n\nDeux points appellent l'attention : les budgets exprimés"
    " dans d'autres monnaies, que rien ne permet d'additionner, et les objectifs que personne ne sert."
)
ADVICE = (
    "Le secrétariat recommande (fictif) : aux partenaires, de déclarer leurs budgets dans la monnaie du"
    " pays avant la fin du premier trimestre ; aux comités régionaux, d'énoncer leurs besoins par objectif"
    " ; au secrétariat, de réunir les partenaires dont les interventions se recoupent."
)
QUARTER_TEXT = "Le trimestre a surtout servi à préparer la rentrée des instances régionales (fictif)."


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing. No file is made: who asks for one makes it."""
    if Report.objects.in_country(country).exists():
        return
    today = localdate(at)
    _annual(by, at - timedelta(days=12), country, today.year - 1)
    quarter = (today.month - 1) // 3 or 4
    year = today.year if quarter < 4 or today.month > 3 else today.year - 1
    period = Period(ReportKind.QUARTERLY, year, quarter)
    report = actions.begin_report(by=by, at=at, country=country, period=period)
    _write(by, at, report, "preamble.analysis", QUARTER_TEXT)


def _annual(by: Author, at: datetime, country: str, year: int) -> None:
    period = Period(ReportKind.ANNUAL, year)
    report = actions.begin_report(by=by, at=at, country=country, period=period)
    _write(by, at, report, "preamble.analysis", ANALYSIS)
    _write(by, at, report, "recommendations.advice", ADVICE)
    report.refresh_from_db()
    actions.submit_report(by=by, at=at + timedelta(days=4), report=report)
    report.refresh_from_db()
    actions.validate_report(
        by=by, at=at + timedelta(days=9), report=report, reference="Décision de démonstration"
    )


def _write(by: Author, at: datetime, report: Report, key: str, text: str) -> None:
    passage = report.passages.filter(key=key).first()
    if passage is not None:
        actions.rewrite_passage(by=by, at=at, passage=passage, text=text)
