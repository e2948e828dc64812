"""Writing: a report is begun, its paragraphs rewritten, its state moved, its files asked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from azalai.core import jobs
from azalai.core.clock import now, today
from azalai.core.drafts import Desk
from azalai.core.handling import form_page, tell, try_to
from azalai.core.models import Job
from azalai.core.requests import AuthoredRequest
from azalai.reports import actions, files, forms, queries, rules, working
from azalai.reports.enums import PASSAGE_FORM, ReportKind
from azalai.reports.marking import plain
from azalai.reports.models import Passage, Report
from azalai.reports.periods import Period
from azalai.reports.printing import CONTENT_TYPES, WORDS
from azalai.reports.views.reading import base_of
from azalai.reports.views.shared import get_passage, get_report, way

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def begin(request: AuthoredRequest) -> HttpResponse:
    """Which report, for which days?"""
    rules.check_open(request.author)
    form = forms.BeginForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        return _begun(request, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/begin.html", {"form": form}, status=status)


def _begun(request: AuthoredRequest, form: forms.BeginForm) -> HttpResponse:
    given = form.cleaned_data
    period = Period(given["kind"], given["year"], given["quarter"])
    if period.start > given["as_of"]:
        form.add_error(
            "year", _("Cette période n'a pas commencé à la date des chiffres : il n'y a rien à compter.")
        )
        return render(request, "reports/begin.html", {"form": form}, status=422)
    if found := queries.open_report(period, settings.COUNTRY):
        messages.success(request, _("Ce bilan est déjà en rédaction : le voici."))
        return redirect(found)
    title = f"{ReportKind(period.kind).label}, {period.subtitle}"
    job = jobs.start(
        working.BEGIN,
        by=request.author,
        at=now(),
        title=title,
        once=f"{settings.COUNTRY} {period.kind} {period.slug}",
        country=settings.COUNTRY,
        report_kind=period.kind,
        year=period.year,
        quarter=period.quarter,
        as_of=given["as_of"].isoformat(),
    )
    return _follow(request, job, reverse("reports:reports"))


def _follow(request: AuthoredRequest, job: Job, back: str) -> HttpResponse:
    """The page of the job; where another post has asked for the same, only that post follows it."""
    if jobs.can_see_job(request.author, job):
        return redirect(jobs.url_of(job))
    told = _("Un autre poste l'a déjà demandé, et c'est en cours : rechargez cette page dans un moment.")
    messages.success(request, told)
    return redirect(back)


@require_POST
def refresh(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Count every figure anew."""
    report = get_report(request, public_id)
    rules.check_refresh(request.author, report)
    return _work(request, working.REFRESH, report, _("Recompter : %(report)s"))


@require_POST
def correct(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """A new version of what was validated."""
    report = get_report(request, public_id)
    rules.check_correct(request.author, report)
    return _work(request, working.CORRECT, report, _("Nouvelle version : %(report)s"))


def _work(request: AuthoredRequest, kind: str, report: Report, title: str, **arguments: Any) -> HttpResponse:
    key = str(report.public_id)
    once = " ".join([key, *(str(value) for value in arguments.values())])
    job = jobs.start(
        kind,
        by=request.author,
        at=now(),
        title=title % {"report": report},
        once=once,
        report=key,
        **arguments,
    )
    return _follow(request, job, report.get_absolute_url())


@require_POST
def make_file(request: AuthoredRequest, public_id: UUID, suffix: str) -> HttpResponse:
    """The file at once where it was made already, else the work that makes it."""
    report = get_report(request, public_id, is_light=False)
    if suffix not in CONTENT_TYPES:
        raise Http404
    base = base_of(request)
    if files.path_of(report, suffix, base).exists():
        return redirect("reports:download", public_id, suffix)
    title = _("%(kind)s : %(report)s") % {"kind": WORDS[suffix], "report": "%(report)s"}
    return _work(request, working.PRINT, report, title, suffix=suffix, base=base)


@FORM
def passage(request: AuthoredRequest, public_id: UUID, key: str) -> HttpResponse:
    """What should the paragraph say?"""
    report = get_report(request, public_id)
    one = get_passage(report, key)
    rules.check_write(request.author, report)
    desk = Desk(request, PASSAGE_FORM, str(one.pk))
    sent = request.POST if request.method == "POST" else None
    form = forms.PassageForm(sent if sent is not None else desk.data, passage=one)
    if sent is not None:
        if _rewritten(request, form, one):
            desk.done()
            messages.success(request, _("Le paragraphe est enregistré."))
            return redirect(_chapter_url(report, one))
        desk.keep()
    context = {
        "report": report,
        "passage": one,
        "form": form,
        "desk": desk,
        "drafted": plain(one.drafted),
        "changes": _changes(report, one) if one.is_stale else [],
        "crumbs": way(report, (_chapter_title(report, one), _chapter_url(report, one))),
        "back": _chapter_url(report, one),
    }
    return render(request, "reports/passage.html", context, status=200 if sent is None else 422)


def _rewritten(request: AuthoredRequest, form: forms.PassageForm, one: Passage) -> bool:
    if not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        actions.rewrite_passage(
            by=request.author, at=now(), passage=one, text=data["text"], seen=data["seen"]
        )
    except ValidationError as error:
        tell(form, error)
        one.refresh_from_db()
        form.show_stamp(one)
        return False
    return True


def _changes(report: Report, one: Passage) -> list[tuple[str, str, str, str]]:
    """(what, then, now, address) of the figures that have changed."""
    changes = one.changes()
    labels = dict(report.figures.filter(key__in=[key for key, _, _ in changes]).values_list("key", "label"))
    return [
        (
            labels.get(key, key),
            then,
            new,
            reverse("reports:figure", args=[report.public_id, key]) if key in labels else "",
        )
        for key, then, new in changes
    ]


def _chapter_url(report: Report, one: Passage) -> str:
    return f"{reverse('reports:chapter', args=[report.public_id, one.chapter])}#p-{one.pk}"


def _chapter_title(report: Report, one: Passage) -> str:
    return next((c["title"] for c in report.chapters if c["code"] == one.chapter), one.chapter)


@require_POST
def passage_keep(request: AuthoredRequest, public_id: UUID, key: str) -> HttpResponse:
    """The text still holds on the new figures."""
    report = get_report(request, public_id)
    one = get_passage(report, key)
    try_to(request, actions.keep_passage, _("Le texte est maintenu sur les nouveaux chiffres."), passage=one)
    return redirect(_chapter_url(report, one))


@require_POST
def passage_restore(request: AuthoredRequest, public_id: UUID, key: str) -> HttpResponse:
    """Take up the drafted text again."""
    report = get_report(request, public_id)
    one = get_passage(report, key)
    try_to(request, actions.restore_passage, _("Le texte proposé est repris."), passage=one)
    return redirect(_chapter_url(report, one))


@require_POST
def submit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Hand it to the permanent secretary."""
    report = get_report(request, public_id)
    told = _("Le bilan est soumis à la validation du secrétaire permanent.")
    try_to(request, actions.submit_report, told, report=report)
    return redirect(report)


@require_POST
def publish(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It was handed out."""
    report = get_report(request, public_id)
    try_to(request, actions.publish_report, _("La diffusion du bilan est notée."), report=report)
    return redirect(report)


@FORM
def send_back(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Back to the draft, with a reason."""
    report = get_report(request, public_id)
    rules.check_judge(request.author, report)
    texts = {
        "title": _("Renvoyer le bilan à la rédaction"),
        "lead": _("Le motif est affiché à ceux qui rédigent."),
        "submit": _("Renvoyer"),
        "success": _("Le bilan est renvoyé à la rédaction."),
        "crumbs": way(report),
    }
    form = forms.ReasonForm(request.POST or None)
    arguments = {"report": report}
    return form_page(
        request,
        form,
        actions.send_back_report,
        texts=texts,
        back=report.get_absolute_url(),
        arguments=arguments,
    )


@FORM
def validate(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Freeze it with its figures."""
    report = get_report(request, public_id)
    rules.check_judge(request.author, report)
    texts = {
        "title": _("Valider le bilan"),
        "lead": _("Le texte et les chiffres seront figés. Une correction sera une nouvelle version."),
        "submit": _("Valider"),
        "success": _("Le bilan est validé."),
        "crumbs": way(report),
    }
    form = forms.ValidateForm(request.POST if request.method == "POST" else None)
    arguments = {"report": report}
    return form_page(
        request,
        form,
        actions.validate_report,
        texts=texts,
        back=report.get_absolute_url(),
        arguments=arguments,
    )


@FORM
def discard(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give up a draft."""
    report = get_report(request, public_id)
    rules.check_discard(request.author, report)
    if request.method == "POST":
        actions.discard_report(by=request.author, at=now(), report=report)
        messages.success(request, _("Le bilan en rédaction est abandonné."))
        return redirect("reports:reports")
    context = {
        "report": report,
        "edited": report.passages.filter(edited__isnull=False).count(),
        "crumbs": way(report),
    }
    return render(request, "reports/discard.html", context)
