"""The official test files of IATI 2.03 are all read; what we write of them passes the schema."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from azalai.formats.iati import gaps, write_activities
from tests.formats.iati.samples import read
from tests.formats.iati.test_round_trip import schema  # noqa: F401 — a fixture
from tests.shared import SHARED, shared_path

TESTS = "conformance/iati-2.03/tests"
AT = datetime(2024, 3, 1, tzinfo=UTC)


def files(outcome: str) -> list[str]:
    """Files of activities under should-pass or should-fail; one that is absent, elsewhere."""
    found = sorted((SHARED / TESTS).rglob("*.xml"))
    wanted = [path.relative_to(SHARED / TESTS).as_posix() for path in found if outcome in path.parts]
    return [name for name in wanted if "organisation" not in name and "registry" not in name] or ["absent"]


@pytest.mark.parametrize("name", files("should-pass"))
def test_what_should_pass_is_read_and_what_we_write_of_it_passes(
    tmp_path: Path,
    schema: etree.XMLSchema,  # noqa: F811
    name: str,
) -> None:
    path = shared_path(f"{TESTS}/{name}")
    activities = read(path)
    assert activities
    named = [replace(found, identifier=f"XX-{number}") for number, found in enumerate(activities)]
    complete = [activity for activity in named if not gaps(activity)]
    assert len(complete) == len(named)
    write_activities(complete, tmp_path / "sortie.xml", generated_at=AT)
    schema.assertValid(etree.parse(tmp_path / "sortie.xml"))
    assert read(tmp_path / "sortie.xml")


@pytest.mark.parametrize("name", files("should-fail"))
def test_what_should_fail_is_read_and_what_we_write_of_it_passes(
    tmp_path: Path,
    schema: etree.XMLSchema,  # noqa: F811
    name: str,
) -> None:
    path = shared_path(f"{TESTS}/{name}")
    activities = read(path)
    assert len(activities) == len(re.findall(r"<iati-activity[\s>]", path.read_text(encoding="utf-8")))
    named = [replace(found, identifier=f"XX-{number}") for number, found in enumerate(activities)]
    complete = [activity for activity in named if not gaps(activity)]
    if complete:
        write_activities(complete, tmp_path / "sortie.xml", generated_at=AT)
        schema.assertValid(etree.parse(tmp_path / "sortie.xml"))
