"""The writer refuses what is incomplete, and writes the same bytes for the same records."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from azalai.formats.iati import IatiIncomplete, gaps, losses, write_activities
from azalai.formats.iati.records import (
    Activity,
    ActivityDate,
    Budget,
    Contact,
    DocumentLink,
    Narrative,
    ReportingOrg,
    Sector,
)
from tests.formats.iati.samples import read
from tests.formats.iati.strategies import EXAMPLE

AT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sortie.xml"


def written(path: Path, *activities: Activity) -> str:
    write_activities(activities, path, generated_at=AT)
    return path.read_text(encoding="utf-8")


def test_the_same_records_give_the_same_bytes(path: Path) -> None:
    assert written(path, EXAMPLE) == written(path, EXAMPLE)


def test_the_file_names_its_version_and_its_hour(path: Path) -> None:
    assert 'version="2.03" generated-datetime="2024-03-01T08:30:00+00:00"' in written(path, EXAMPLE)


@pytest.mark.parametrize(
    ("field", "value", "gap"),
    [
        ("identifier", "", "no-identifier"),
        ("reporting_org", ReportingOrg("XX-1", "10"), "no-reporting-org"),
        ("titles", (), "no-title"),
        ("titles", (Narrative(" \x00 ", "fr"),), "no-title"),
        ("descriptions", (), "no-description"),
        ("participating_orgs", (), "no-participating-org"),
        ("status", "", "no-activity-status"),
        ("dates", (ActivityDate("1", "", "bientôt"),), "no-activity-date"),
    ],
)
def test_an_activity_without_a_mandatory_part_is_not_written(
    path: Path, field: str, value: object, gap: str
) -> None:
    incomplete = replace(EXAMPLE, **{field: value})
    assert [problem.code for problem in gaps(incomplete)] == [gap]
    with pytest.raises(IatiIncomplete) as caught:
        write_activities([incomplete], path, generated_at=AT)
    assert [problem.code for _, problem in caught.value.problems] == [gap]
    assert list(path.parent.iterdir()) == []


def test_every_gap_of_every_activity_is_said_at_once(path: Path) -> None:
    first, second = replace(EXAMPLE, titles=()), replace(EXAMPLE, identifier="B", status="", descriptions=())
    with pytest.raises(IatiIncomplete) as caught:
        write_activities([first, second], path, generated_at=AT)
    assert [(identifier, problem.code) for identifier, problem in caught.value.problems] == [
        ("XX-1-A", "no-title"),
        ("B", "no-description"),
        ("B", "no-activity-status"),
    ]


def test_one_identifier_is_not_written_twice(path: Path) -> None:
    with pytest.raises(IatiIncomplete, match="déjà"):
        write_activities([EXAMPLE, EXAMPLE], path, generated_at=AT)


def test_a_refused_export_leaves_the_earlier_file_in_place(path: Path) -> None:
    before = written(path, EXAMPLE)
    with pytest.raises(IatiIncomplete):
        write_activities([EXAMPLE, replace(EXAMPLE, titles=())], path, generated_at=AT)
    assert path.read_text(encoding="utf-8") == before
    assert list(path.parent.iterdir()) == [path]


def test_a_source_that_fails_in_the_middle_leaves_nothing(path: Path) -> None:
    def failing():
        yield EXAMPLE
        raise RuntimeError("coupure")

    with pytest.raises(RuntimeError):
        write_activities(failing(), path, generated_at=AT)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("activities", "options"),
    [
        ([], {}),
        ([EXAMPLE], {"version": "1.05"}),
        ([EXAMPLE], {"generated_at": datetime(2024, 3, 1)}),
    ],
)
def test_no_activity_another_version_and_a_naive_time_are_refused(
    path: Path, activities: list[Activity], options: dict[str, object]
) -> None:
    with pytest.raises(ValueError):
        write_activities(activities, path, **{"generated_at": AT, **options})


@pytest.mark.parametrize(
    ("kind", "iso", "day"),
    [
        ("1", "2022", "2022-01-01"),
        ("3", "2022", "2022-12-31"),
        ("2", "2024-02", "2024-02-01"),
        ("4", "2024-02", "2024-02-29"),
        ("4", "2024-02-03", "2024-02-03"),
    ],
)
def test_a_partial_date_is_published_as_the_day_that_bounds_it(
    path: Path, kind: str, iso: str, day: str
) -> None:
    activity = replace(EXAMPLE, dates=(ActivityDate(kind, iso, iso),))
    assert f'iso-date="{day}"' in written(path, activity)
    assert read(path) == [activity]


def test_a_budget_without_its_day_of_value_says_that_the_day_is_assumed(path: Path) -> None:
    text = written(path, EXAMPLE)
    assert 'value-date="2022-01-01"' in text
    assert 'assumed="value-date"' in text
    assert read(path)[0].budgets[0].value_date == ""


def test_control_characters_of_a_form_do_not_break_the_file(path: Path) -> None:
    odd = replace(EXAMPLE, identifier="A\x00\x1b", titles=(Narrative("Ap\x0bpui\ud800 &<]]>\ufffe", "fr"),))
    written(path, odd)
    [activity] = read(path)
    assert activity.identifier == "A"
    assert activity.titles == (Narrative("Ap\npui &<]]>", "fr"),)


def test_what_is_left_out_is_said(path: Path) -> None:
    odd = replace(
        EXAMPLE,
        sectors=(Sector("", "99"),),
        budgets=(Budget(Decimal(5), "XOF", "2022", "2022-12-31"),),
        documents=(DocumentLink("javascript:alert(1)", titles=EXAMPLE.titles, categories=("A01",)),),
    )
    found = write_activities([odd], path, generated_at=AT)
    assert [loss.code for _, loss in found.losses] == ["lost-sector", "lost-budget", "lost-document-link"]
    assert "javascript" not in path.read_text(encoding="utf-8")
    assert [loss.where for loss in losses(odd)] == ["sector[1]", "budget[1]", "document-link[1]"]


def test_a_contact_is_written_as_a_post(path: Path) -> None:
    post = Contact((Narrative("Office fictif", "fr"),), (Narrative("Point focal", "fr"),))
    text = written(path, replace(EXAMPLE, contacts=(post,)))
    assert "<job-title>" in text
    assert "person-name" not in text
