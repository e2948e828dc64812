"""Reading: the list, a report, a chapter, a figure, a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from azalai.core import facts
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.formats.report.html import block_html, count_before
from azalai.formats.report.shaping import words_of
from azalai.reports import files, queries, rules
from azalai.reports.assembling import Source, document, paragraphs, stored
from azalai.reports.enums import ReportKind, ReportState
from azalai.reports.models import Passage, Report
from azalai.reports.printing import CONTENT_TYPES, WORDS
from azalai.reports.views.shared import get_report, way

ROWS_SHOWN = 50


@require_safe
def reports(request: AuthoredRequest) -> HttpResponse:
    """Which reports are there, and where do they stand?"""
    rules.check_see_reports(request.author)
    found = queries.in_list(queries.visible(request.author, country=settings.COUNTRY))
    kind = request.GET.get("nature", "")
    if kind in ReportKind.values:
        found = found.filter(kind=kind)
    if request.GET.get("etat") == "valides":
        found = found.filter(state__in=[ReportState.VALIDATED, ReportState.PUBLISHED])
    context = {
        "page": paginate(request, found),
        "kinds": ReportKind.choices,
        "filtered": kind or request.GET.get("etat", ""),
        "may_open": rules.can_open(request.author),
    }
    return render(request, "reports/reports.html", context)


@dataclass(frozen=True)
class ContentsLine:
    """A chapter in the contents of a report: how much of it people wrote, what waits."""

    number: str
    code: str
    title: str
    edited: int
    stale: int
    to_write: int


@require_safe
def report(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What does it hold, what is left to do?"""
    one = get_report(request, public_id, is_light=False)
    lines = _contents(one)
    author = request.author
    context = {
        "report": one,
        "lines": lines,
        "stale": sum(line.stale for line in lines),
        "to_write": sum(line.to_write for line in lines),
        "missing": one.figures.filter(value__isnull=True).count(),
        "figures": one.figures.count(),
        "versions": list(
            queries.of_period(one.period, one.country_id).light()
            & queries.visible(author, country=settings.COUNTRY)
        ),
        "formats": [(suffix, WORDS[suffix]) for suffix in ("docx", "pdf", "html")],
        "may": {
            "refresh": rules.can_refresh(author, one),
            "write": rules.can_write(author, one),
            "judge": rules.can_judge(author, one),
            "publish": rules.can_publish(author, one),
            "correct": rules.can_correct(author, one),
        },
    }
    return render(request, "reports/report.html", context)


def _contents(report: Report) -> list[ContentsLine]:
    passages: dict[str, list[Passage]] = {}
    for passage in report.passages.all():
        passages.setdefault(passage.chapter, []).append(passage)
    prompts = {b["key"] for c in report.chapters for b in c["blocks"] if b.get("prompt")}
    lines, numbers = [], {False: 0, True: 0}
    for chapter in report.chapters:
        numbers[chapter["annex"]] += 1
        count = numbers[chapter["annex"]]
        here = passages.get(chapter["code"], [])
        lines.append(
            ContentsLine(
                number=chr(64 + count) if chapter["annex"] else str(count),
                code=chapter["code"],
                title=chapter["title"],
                edited=sum(one.is_edited for one in here),
                stale=sum(one.is_stale for one in here),
                to_write=sum(one.key in prompts and not one.text for one in here),
            )
        )
    return lines


@dataclass(frozen=True)
class Piece:
    """A part of a chapter's page: what is printed, and the paragraph that it comes from, if it is one."""

    html: SafeString
    passage: Passage | None = None
    prompt: str = ""


@require_safe
def chapter(request: AuthoredRequest, public_id: UUID, code: str) -> HttpResponse:
    """What does the chapter say?"""
    one = get_report(request, public_id, is_light=False)
    codes = [c["code"] for c in one.chapters]
    if code not in codes:
        raise Http404
    place, lines = codes.index(code), _contents(one)
    context = {
        "report": one,
        "line": lines[place],
        "before": lines[place - 1] if place else None,
        "after": lines[place + 1] if place + 1 < len(lines) else None,
        "pieces": _pieces(one, code),
        "may_write": rules.can_write(request.author, one),
        "crumbs": way(one),
    }
    return render(request, "reports/chapter.html", context)


def _pieces(report: Report, code: str) -> list[Piece]:
    """Blocks of the chapter as the document prints them."""
    source = stored(report, only=code)
    whole = document(source, is_narrow=True)
    blocks = next(c["blocks"] for c in report.chapters if c["code"] == code)
    counter, words = count_before(_counted(report), code), words_of(whole)
    passages = {one.key: one for one in report.passages.filter(key__startswith=f"{code}.")}
    made = iter(next(c for c in whole.chapters if c.code == code).blocks)
    pieces = []
    for block in blocks:
        passage = passages.get(block.get("key", "")) if block["t"] == "passage" else None
        count = _printed(block, source) if block["t"] == "passage" else 1
        html = "".join(block_html(next(made), words, counter, under=1) for _ in range(count))
        # The writer escapes every text; drawings come clean from the renderer.
        pieces.append(Piece(mark_safe(html), passage, block.get("prompt", "")))  # noqa: S308
    return pieces


def _printed(block: dict[str, Any], source: Source) -> int:
    """How many blocks a passage prints: its paragraphs, and its heading over them."""
    number = len(paragraphs(source.texts.get(block["key"], "")))
    return number + 1 if number and block.get("heading") else number


@dataclass(frozen=True)
class _Numbered:
    """Just enough of a report to count its tables and figures."""

    chapters: list[Any]


def _counted(report: Report) -> Any:
    from azalai.formats.report.model import Chapter, Grid, Picture

    kinds: dict[str, Grid | Picture] = {"grid": Grid("", (), ()), "chart": Picture("", "", "", "")}
    return _Numbered(
        [
            Chapter(c["code"], "", tuple(kinds[b["t"]] for b in c["blocks"] if b["t"] in kinds))
            for c in report.chapters
        ]
    )


@require_safe
def figure(request: AuthoredRequest, public_id: UUID, key: str) -> HttpResponse:
    """What was counted to give this figure?"""
    one = get_report(request, public_id)
    found = queries.figure(one, key)
    if found is None:
        raise Http404
    known = facts.fact(found.fact) if found.fact else None
    may_see = known is None or known.visible(request.author)
    context = {
        "report": one,
        "figure": found,
        "may_see": may_see,
        "page": paginate(request, _dated(found.rows), per_page=ROWS_SHOWN) if may_see else None,
        "has_amounts": any(row["amount"] for row in found.rows),
        "left_out": max(0, found.total - len(found.rows)),
        "crumbs": way(one),
    }
    return render(request, "reports/figure.html", context)


def _dated(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines of a list with their days as days."""
    return [row | {"on": date.fromisoformat(row["on"]) if row["on"] else None} for row in rows]


@require_safe
def download(request: AuthoredRequest, public_id: UUID, suffix: str) -> HttpResponse | FileResponse:
    """The file, once it was made."""
    one = get_report(request, public_id, is_light=False)
    if suffix not in CONTENT_TYPES:
        raise Http404
    path = files.path_of(one, suffix, base_of(request))
    try:
        file = path.open("rb")
    except OSError:
        messages.warning(
            request, _("Ce fichier est à refaire : le bilan a changé depuis. Demandez-le de nouveau.")
        )
        return redirect(one)
    name = files.download_name(one, suffix)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[suffix])


def base_of(request: AuthoredRequest) -> str:
    """Address of the site, for links in files."""
    return request.build_absolute_uri("/").rstrip("/")
