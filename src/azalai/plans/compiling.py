"""From a file to a compiled plan: the readers, the engine and the reference data put together.

No Django here: `azalai plan check` must answer without a database and start fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from azalai.actors.dataset import load_groups, load_organisations
from azalai.engines.plan.checks import run_all
from azalai.engines.plan.compiler import Compiled
from azalai.engines.plan.knowledge import Body, Knowledge
from azalai.engines.plan.model import Plan
from azalai.engines.plan.reading import read_plan
from azalai.formats.reading import read_document
from azalai.frames.dataset import countries, load_framework
from azalai.tabular import Document

# Frameworks as the engine names them, and as the data files do.
FRAMEWORKS = {"GCM": "gcm", "SDG": "sdg"}
MISPRINT = "coquille"

Choices = Mapping[str, Mapping[int, str]]


@lru_cache(maxsize=8)
def knowledge_for(country: str) -> Knowledge:
    """What the compiler knows for a country (ISO code); "" takes the bodies of every country."""
    wanted = [country] if country in countries() else list(countries())
    bodies: dict[str, Body] = {}
    for code in wanted:
        for body in load_organisations(code):
            known = tuple(s.text for s in body.spellings if MISPRINT not in s.note)
            bodies.setdefault(body.code, Body(body.code, body.acronym, body.name_fr, known))
    return Knowledge(
        frameworks={name: frozenset(load_framework(code).codes) for name, code in FRAMEWORKS.items()},
        bodies=tuple(bodies.values()),
        groups=tuple(text for group in load_groups() for text in group.all_spellings),
        country=country,
    )


def compile_document(document: Document, *, country: str = "", chosen: Choices | None = None) -> Compiled:
    """Read and check a document; country: "" lets the document's own words say which."""
    plan = read_plan(document, chosen=chosen)
    return check_plan(plan, country=country, notes=document.notes)


def compile_file(path: Path, *, country: str = "", chosen: Choices | None = None) -> Compiled:
    """Read and check a file. Raises formats.errors.UnreadableFile and engines.plan.reading.NotAPlan."""
    return compile_document(read_document(path), country=country, chosen=chosen)


def check_plan(plan: Plan, *, country: str = "", notes: tuple[str, ...] = ()) -> Compiled:
    """Check a plan that is already read, or that was edited since."""
    findings = run_all(plan, knowledge_for(country or plan.country))
    return Compiled(plan, tuple(findings), notes)
