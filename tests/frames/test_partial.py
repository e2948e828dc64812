"""Dates known to the year, the month or the day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from azalai.frames.models import Framework
from azalai.frames.partial import day_before, first_day, in_words, is_partial_date, last_day, read_partial
from tests.frames.factories import make_framework


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-09-25", date(2020, 9, 25), date(2020, 9, 25)),
        ("", None, None),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(text: str, first: date | None, last: date | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "words"),
    [("2020", "2020"), ("2020-09", "septembre 2020"), ("2020-01-01", "1er janvier 2020"), ("", "—")],
)
def test_it_is_written_as_far_as_it_is_known(text: str, words: str) -> None:
    with translation.override("fr"):
        assert in_words(text) == words


@pytest.mark.parametrize("text", ["20", "2020-13", "2020-1", "25/09/2020", "2020\n", "2021-02-29", ""])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        is_partial_date(text)


def test_a_period_ends_the_day_before_the_next_begins() -> None:
    assert (day_before("2021"), day_before("2020-03"), day_before("")) == ("2020-12-31", "2020-02-29", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ("2019-12-31", False),
        ("2020-01-01", True),
        ("2022-06-15", True),
        ("2022-06-30", True),
        ("2022-07-01", False),
    ],
)
def test_a_period_holds_the_whole_of_its_last_month(day: str, holds: bool) -> None:
    make_framework(valid_from="2020", valid_to="2022-06")
    assert Framework.objects.current(date.fromisoformat(day)).exists() == holds


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2020", "2020"),
        ("09/2020", "2020-09"),
        ("25/9/2020", "2020-09-25"),
        ("25.09.2020", "2020-09-25"),
        ("Septembre 2020", "2020-09"),
        ("1er février  2020", "2020-02-01"),
        ("fevrier 2020", "2020-02"),
        ("March 2020", "2020-03"),
        ("2020-09-25T00:00:00", "2020-09-25"),
        ("31/02/2020", ""),
        ("brumaire 2020", ""),
        ("0000", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, read: str) -> None:
    assert read_partial(text) == read
