"""The pages on the audit say what the code does."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from azalai.engines import plan
from azalai.engines.plan import checks
from azalai.engines.plan.answers import WORDS
from azalai.engines.plan.findings import CATALOGUE

DOCS = Path(__file__).resolve().parents[3] / "docs"
FINDINGS = (DOCS / "reference" / "constats.md").read_text(encoding="utf-8")
METHOD = (DOCS / "algorithmes" / "audit-du-plan.md").read_text(encoding="utf-8")
NOT_OF_THE_AUDIT = {"comparing"}


def test_the_reference_lists_every_finding_with_its_severity_and_title() -> None:
    rows = re.findall(r"^\| `([A-Z]\d{3})` \| ([^|]+) \| ([^|]+) \|", FINDINGS, re.MULTILINE)
    assert rows == [(code, WORDS[severity], title) for code, (severity, title) in CATALOGUE.items()]


def _thresholds() -> Iterator[tuple[str, str]]:
    for package, stem in ((plan, ""), (checks, "checks.")):
        for module in pkgutil.iter_modules(package.__path__):
            if not module.ispkg and module.name not in NOT_OF_THE_AUDIT:
                yield from _numbers(f"{package.__name__}.{module.name}", stem + module.name)


def _numbers(name: str, short: str) -> Iterator[tuple[str, str]]:
    module = importlib.import_module(name)
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    for constant in re.findall(r"^([A-Z][A-Z_]+) = \d", source, re.MULTILINE):
        yield f"{short}.{constant}", str(getattr(module, constant))


def test_every_threshold_is_documented_with_its_value() -> None:
    documented = re.findall(r"^\| `([\w.]+)` \| ([\d.]+) \|", METHOD, re.MULTILINE)
    assert sorted(documented) == sorted(_thresholds())
