"""Pages on which one follows one's jobs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from azalai.core.clock import now
from azalai.core.jobs import queue
from azalai.core.models import Job
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest


def _job(request: AuthoredRequest, public_id: UUID) -> Job:
    job = Job.objects.filter(public_id=public_id).first()
    if job is None or not queue.can_see_job(request.author, job):
        raise Http404
    return job


@require_safe
def jobs(request: AuthoredRequest) -> HttpResponse:
    """What did I ask for, and where does it stand?"""
    page = paginate(request, queue.mine(request.author))
    return render(request, "core/jobs/jobs.html", {"page": page})


@never_cache
@require_safe
def job(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """How far is it? Once it is over, the way to what came of it. As JSON for the page's own script."""
    one = _job(request, public_id)
    if request.headers.get("Accept") == "application/json":
        told = {"share": one.share, "step": one.step, "open": one.is_open}
        return JsonResponse(told)
    ahead = (
        Job.objects.filter(state="queued", queued_at__lt=one.queued_at).count()
        if one.state == "queued"
        else 0
    )
    return render(request, "core/jobs/job.html", {"job": one, "ahead": ahead})


@require_POST
def job_drop(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give it up."""
    one = _job(request, public_id)
    if queue.drop(by=request.author, at=now(), job=one):
        messages.success(request, _("Ce travail est abandonné."))
    return redirect(reverse("jobs"))
