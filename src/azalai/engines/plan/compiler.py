"""The compiler as a whole: a document in, a plan with its findings out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from azalai.engines.plan.checks import run_all
from azalai.engines.plan.findings import Finding, Severity, finding
from azalai.engines.plan.knowledge import BARE, Knowledge
from azalai.engines.plan.model import Plan
from azalai.engines.plan.reading import read_plan
from azalai.tabular import Document


@dataclass(frozen=True, slots=True)
class Compiled:
    """A plan as read, what is wrong in it, and what the file's reader had to pass over."""

    plan: Plan
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """At least one finding of severity error."""
        return any(finding.severity == Severity.ERROR for finding in self.findings)


def compile_plan(
    document: Document,
    knowledge: Knowledge = BARE,
    *,
    chosen: Mapping[str, Mapping[int, str]] | None = None,
) -> Compiled:
    """Read and check. chosen: see `reading.read_plan`. Raises `reading.NotAPlan`."""
    plan = read_plan(document, chosen=chosen)
    noted = tuple(finding("D805", note) for note in document.notes)
    return Compiled(plan, (*noted, *run_all(plan, knowledge)), document.notes)
