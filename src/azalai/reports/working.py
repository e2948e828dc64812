"""What reports do in the background: counting, and making files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core.clock import now
from azalai.core.jobs import JobKind, Result, Task
from azalai.reports import actions, files, rules
from azalai.reports.assembling import stored
from azalai.reports.models import Report
from azalai.reports.periods import Period
from azalai.reports.printing import WORDS, printed

BEGIN, REFRESH, CORRECT, PRINT = "reports.begin", "reports.refresh", "reports.correct", "reports.print"


def _report(task: Task) -> Report:
    found = Report.objects.filter(public_id=task.arguments["report"]).first()
    if found is None:
        raise ValidationError(_("Ce bilan n'existe plus."))
    return found


def _progress(task: Task) -> Any:
    """Tells which chapter is being written."""
    return lambda done, total, words: task.report(done, total + 1, words)


def _day(task: Task) -> date | None:
    given = task.arguments.get("as_of")
    return date.fromisoformat(given) if given else None


def begin(task: Task) -> Result:
    """Count a report for a period."""
    given = task.arguments
    report = actions.begin_report(
        by=task.by,
        at=now(),
        country=given["country"],
        period=Period(given["report_kind"], given["year"], given.get("quarter")),
        as_of=_day(task),
        progress=_progress(task),
    )
    return Result(report.get_absolute_url(), _("Le bilan est prêt à relire."))


def refresh(task: Task) -> Result:
    """Count a draft anew."""
    report = _report(task)
    actions.refresh_report(by=task.by, at=now(), report=report, as_of=_day(task), progress=_progress(task))
    return Result(report.get_absolute_url(), _("Les chiffres sont à jour."))


def correct(task: Task) -> Result:
    """Count a new version of a validated report."""
    made = actions.correct_report(by=task.by, at=now(), report=_report(task), progress=_progress(task))
    return Result(made.get_absolute_url(), _("La nouvelle version est prête à relire."))


def make_file(task: Task) -> Result:
    """Make the file and keep it where its page looks for it."""
    report, suffix, base = _report(task), task.arguments["suffix"], task.arguments["base"]
    rules.check_see_report(task.by, report)
    task.report(0, 2, _("Mise en page"))
    path = files.path_of(report, suffix, base)
    content = printed(stored(report, base=base), suffix)
    task.report(1, 2, _("Enregistrement du fichier"))
    files.keep(path, content)
    name = _("Fichier %(kind)s prêt à télécharger.") % {"kind": WORDS[suffix]}
    return Result(reverse("reports:download", args=[report.public_id, suffix]), name)


KINDS = (
    JobKind(BEGIN, gettext_lazy("Établir un bilan"), begin),
    JobKind(REFRESH, gettext_lazy("Recompter les chiffres d'un bilan"), refresh),
    JobKind(CORRECT, gettext_lazy("Ouvrir une nouvelle version d'un bilan"), correct),
    JobKind(PRINT, gettext_lazy("Mettre un bilan en page"), make_file),
)
