"""What reporting campaigns do in the background: large workbooks are taken over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from azalai.core.jobs import JobKind, Result, Task
from azalai.monitoring import actions
from azalai.monitoring.enums import TAKE, SheetStatus
from azalai.monitoring.models import ReportSheet


def take(task: Task) -> Result:
    """Take a workbook over, row by row; one that was taken over before the work was interrupted is done."""
    sheet = (
        ReportSheet.objects.filter(public_id=task.arguments["sheet"]).select_related("campaign__plan").first()
    )
    if sheet is None:
        raise ValidationError(_("Ce classeur n'existe plus."))
    if sheet.status != SheetStatus.ACCEPTED:
        actions.take_rows(by=task.by, at=task.at, sheet=sheet, progress=_progress(task))
        sheet.refresh_from_db()
    told = ngettext("%(n)d ligne est reprise", "%(n)d lignes sont reprises", sheet.taken) % {"n": sheet.taken}
    left = ngettext("%(n)d reste à corriger.", "%(n)d restent à corriger.", sheet.refused) % {
        "n": sheet.refused
    }
    return Result(sheet.get_absolute_url(), f"{told} ; {left}" if sheet.refused else f"{told}.")


def _progress(task: Task) -> actions.Progress:
    words = _("Les lignes sont reprises l'une après l'autre")
    return lambda done, total: task.report(done, total, words)


KINDS = (JobKind(TAKE, gettext_lazy("Reprendre un classeur de rapports"), take),)
