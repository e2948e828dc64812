"""What a report says, as plain values: the same whether it comes from a page or a workbook.

"" and None mean that nothing was said: neither zero nor no. Amounts and people are counted since the
activity began, up to the end of the period: a report that is missing leaves no hole in the sums.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core import formatting
from azalai.core.values import NOT_APPLICABLE
from azalai.frames.partial import first_day, in_words, last_day
from azalai.monitoring import contributions, disaggregation
from azalai.monitoring.enums import ActivityState, ProgressBasis

FULL = Decimal(100)
STOPPED = (ActivityState.SUSPENDED, ActivityState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Content:
    """See models.ReportContent for the meaning of each field. disaggregation, contributions: as stored."""

    activity_state: str = ""
    state_reason: str = ""
    progress: Decimal | None = None
    progress_basis: str = ""
    progress_note: str = ""
    actual_start: str = ""
    expected_end: str = ""
    spent: Decimal | None = None
    spent_na: bool = False
    reached: int | None = None
    reached_na: bool = False
    disaggregation: dict[str, dict[str, int | str]] = field(default_factory=dict)
    contributions: dict[str, str] = field(default_factory=dict)
    done: str = ""
    difficulties: str = ""
    next_steps: str = ""
    evidence: str = ""
    evidence_url: str = ""


NAMES = tuple(one.name for one in fields(Content))
TABLES = ("disaggregation", "contributions")
TITLES = {
    "activity_state": gettext_lazy("État de l'activité"),
    "state_reason": gettext_lazy("Motif"),
    "progress": gettext_lazy("Avancement"),
    "progress_basis": gettext_lazy("Sur quoi repose l'avancement"),
    "progress_note": gettext_lazy("Précision sur l'avancement"),
    "actual_start": gettext_lazy("Commencée le"),
    "expected_end": gettext_lazy("Fin désormais prévue"),
    "spent": gettext_lazy("Dépensé depuis le début"),
    "reached": gettext_lazy("Personnes touchées depuis le début"),
    "disaggregation": gettext_lazy("Ventilation"),
    "contributions": gettext_lazy("Contributions aux indicateurs"),
    "done": gettext_lazy("Ce qui a été fait"),
    "difficulties": gettext_lazy("Difficultés"),
    "next_steps": gettext_lazy("Prochaines étapes"),
    "evidence": gettext_lazy("Preuves"),
    "evidence_url": gettext_lazy("Lien vers une preuve"),
}


def content_of(row: Any) -> Content:
    """What a report or one of its versions says; no query."""
    return Content(**{name: getattr(row, name) for name in NAMES})


def write_to(row: Any, content: Content) -> list[str]:
    """Make the row say the content, without saving; names of the fields that it changes."""
    changed = [name for name in NAMES if getattr(row, name) != getattr(content, name)]
    for name in changed:
        setattr(row, name, getattr(content, name))
    return changed


def is_blank(content: Content) -> bool:
    """Nothing at all was said."""
    return content == Content()


def contradictions(content: Content) -> dict[str, str]:
    """Field → what cannot be true; told whenever a report is written."""
    found: dict[str, str] = {}
    if content.progress is not None and not 0 <= content.progress <= FULL:
        found["progress"] = _("L'avancement est un pourcentage entre 0 et 100.")
    if content.spent is not None and (content.spent < 0 or content.spent_na):
        found["spent"] = _said_twice(negative=content.spent < 0)
    if any(text.startswith("-") for text in content.contributions.values()):
        found["contributions"] = _said_twice(negative=True)
    if content.reached is not None and (content.reached < 0 or content.reached_na):
        found["reached"] = _said_twice(negative=content.reached < 0)
    begins, ends = first_day(content.actual_start), last_day(content.expected_end)
    if begins and ends and ends < begins:
        found["expected_end"] = _("La fin prévue vient avant le début.")
    return found


def _said_twice(*, negative: bool) -> str:
    if negative:
        return _("Un nombre négatif n'est pas possible ici.")
    return _("Donnez un nombre, ou écrivez « s.o. », pas les deux.")


def missing(content: Content) -> dict[str, str]:
    """Field → what must be corrected before the report can be sent; all of it at once."""
    found = contradictions(content)
    for name, sentence in [*_missing_words(content), *_missing_figures(content), *_wrong_parts(content)]:
        found.setdefault(name, sentence)
    return found


def _missing_words(content: Content) -> Iterable[tuple[str, str]]:
    if not content.activity_state:
        yield "activity_state", _("Choisissez l'état de l'activité.")
    if content.activity_state in STOPPED and not content.state_reason.strip():
        yield "state_reason", _("Dites pourquoi l'activité est suspendue ou annulée.")
    if content.activity_state == ActivityState.NOT_STARTED and not content.difficulties.strip():
        yield "difficulties", _("Dites ce qui retient l'activité, ou « aucune difficulté ».")
    if content.activity_state not in ("", ActivityState.NOT_STARTED) and not content.done.strip():
        yield "done", _("Dites en quelques lignes ce qui a été fait.")
    if content.activity_state == ActivityState.IN_PROGRESS and not content.next_steps.strip():
        yield "next_steps", _("Dites ce qui vient ensuite.")


def _missing_figures(content: Content) -> Iterable[tuple[str, str]]:
    started = content.activity_state not in ("", ActivityState.NOT_STARTED)
    if started and content.progress is None:
        yield "progress", _("Donnez l'avancement en pourcentage.")
    if content.progress and not content.progress_basis:
        yield "progress_basis", _("Dites sur quoi repose ce pourcentage.")
    if content.activity_state == ActivityState.DONE and content.progress not in (None, FULL):
        yield "progress", _("Une activité achevée est avancée à 100 %.")
    if content.activity_state == ActivityState.NOT_STARTED and content.progress:
        yield "progress", _("Une activité non commencée est avancée à 0 %.")
    if content.spent is None and not content.spent_na:
        yield (
            "spent",
            _("Donnez la dépense : 0 si rien n'a été dépensé, « s.o. » s'il n'y a pas de budget."),
        )
    if content.reached is None and not content.reached_na:
        yield (
            "reached",
            _("Donnez le nombre de personnes : 0 si personne, « s.o. » s'il n'y en a pas à toucher."),
        )


def _wrong_parts(content: Content) -> Iterable[tuple[str, str]]:
    """Parts that cannot make up the whole."""
    for variable in disaggregation.variables().values():
        parts = disaggregation.total(content.disaggregation, variable.code)
        if parts is None:
            continue
        whole = content.reached or 0
        complete = disaggregation.is_complete(content.disaggregation, variable.code)
        if parts > whole or (complete and parts != whole):
            words = {
                "variable": variable.title,
                "parts": formatting.amount(parts),
                "whole": formatting.amount(whole),
            }
            yield (
                "disaggregation",
                _("%(variable)s : la somme fait %(parts)s, le total donné est %(whole)s.") % words,
            )


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two contents say differently, in words."""

    name: str
    title: Any
    before: str
    after: str


def differences(before: Content, after: Content) -> list[Difference]:
    """What differs, in the order of the form; each part of a disaggregation by itself."""
    names = [name for name in TITLES if name not in TABLES]
    old, new = words_of(before), words_of(after)
    found = [Difference(name, TITLES[name], old[name], new[name]) for name in names if old[name] != new[name]]
    for variable, category in disaggregation.pairs():
        cells = [
            disaggregation.cell(one.disaggregation, variable.code, category.code) for one in (before, after)
        ]
        if cells[0] != cells[1]:
            title = f"{variable.title} : {category.title}"
            found.append(Difference("disaggregation", title, *(formatting.amount(one) for one in cells)))
    return [*found, *_contributions(before.contributions, after.contributions)]


def _contributions(before: contributions.Table, after: contributions.Table) -> Iterable[Difference]:
    """Each indicator of which both tables say something else; one query where there is any."""
    if before == after:
        return
    for key, one in contributions.titles([before, after]).items():
        if before.get(key) != after.get(key):
            words = (contributions.in_words(table, one) for table in (before, after))
            yield Difference("contributions", contributions.label(one), *words)


def words_of(content: Content) -> dict[str, str]:
    """Each field as a page prints it: "—" for nothing said, "s.o." for what does not apply."""
    said = {name: formatting.dash(getattr(content, name)) for name in NAMES if name not in TABLES}
    return said | {
        "activity_state": formatting.dash(_label(ActivityState, content.activity_state)),
        "progress": formatting.percent(None if content.progress is None else content.progress / FULL),
        "progress_basis": formatting.dash(_label(ProgressBasis, content.progress_basis)),
        "actual_start": in_words(content.actual_start),
        "expected_end": in_words(content.expected_end),
        "spent": formatting.amount(NOT_APPLICABLE if content.spent_na else content.spent),
        "reached": formatting.amount(NOT_APPLICABLE if content.reached_na else content.reached),
    }


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value
