"""What we publish passes the official schema and comes back the same."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from azalai.formats.iati import gaps, losses, read_activities, write_activities
from azalai.formats.iati.records import Activity
from tests.formats.iati.samples import read
from tests.formats.iati.strategies import activities
from tests.shared import shared_path

AT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
CALM = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SOME = 800


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


@pytest.fixture
def schema() -> etree.XMLSchema:
    return _schema(shared_path("conformance/iati-2.03/iati-activities-schema.xsd"))


@pytest.fixture(scope="module")
def real() -> list[Activity]:
    path = shared_path("data/iati/activities.xml.gz")
    return list(islice(read_activities(path), SOME))


@CALM
@given(activity=activities)
def test_any_activity_that_we_hold_comes_back_the_same(tmp_path: Path, activity: Activity) -> None:
    path = tmp_path / "sortie.xml"
    assert not gaps(activity)
    assert not losses(activity)
    write_activities([activity], path, generated_at=AT)
    assert read(path) == [activity]


@CALM
@given(activity=activities)
def test_any_activity_that_we_hold_is_written_as_the_schema_wants(
    tmp_path: Path, schema: etree.XMLSchema, activity: Activity
) -> None:
    path = tmp_path / "sortie.xml"
    write_activities([activity], path, generated_at=AT)
    schema.assertValid(etree.parse(path))


def test_real_activities_come_back_the_same_and_pass_the_schema(
    tmp_path: Path, schema: etree.XMLSchema, real: list[Activity]
) -> None:
    path = tmp_path / "sortie.xml"
    complete = [activity for activity in real if not gaps(activity)]
    assert len(complete) > 0.8 * SOME
    written = write_activities(complete, path, generated_at=AT)
    assert written.activities == len(complete)
    schema.assertValid(etree.parse(path))
    for before, after in zip(complete, read(path), strict=True):
        assert before == after or losses(before)


def test_what_real_activities_lose_is_said_part_by_part(tmp_path: Path, real: list[Activity]) -> None:
    complete = [activity for activity in real if not gaps(activity)]
    written = write_activities(complete, tmp_path / "sortie.xml", generated_at=AT)
    assert written.lost == sum(len(losses(activity)) for activity in complete)
    assert len(written.losses) == written.lost
