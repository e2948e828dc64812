"""Dates, addresses and texts, one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.formats.iati import codes, scalars


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-05-01", "2021-05-01"),
        ("2021-05-01Z", "2021-05-01"),
        ("2021-05-01T10:00:00+01:00", "2021-05-01"),
        ("2021-05", "2021-05"),
        ("2021", "2021"),
        ("2011Q1", "2011"),
        ("T3 2019", "2019"),
        ("31/12/2021", "2021-12-31"),
        ("12/31/2021", "2021-12-31"),
        ("05/05/2021", "2021-05-05"),
        ("01/02/2021", ""),
        ("2021-13", ""),
        ("2021-02-30", ""),
        ("0000", ""),
        ("///", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_certain(written: str, iso: str) -> None:
    assert scalars.partial(written) == iso


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://exemple.test/a b é.pdf", "http://exemple.test/a%20b%20%C3%A9.pdf"),
        ("https://exemple.test/100%?q=[1]#a#b", "https://exemple.test/100%25?q=%5B1%5D#a%23b"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("www.exemple.test", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_that_a_browser_may_follow(written: str, read: str) -> None:
    assert scalars.web_address(written) == read
    assert scalars.web_address(read) == read


@given(text=st.text())
def test_a_tidy_text_is_tidy(text: str) -> None:
    assert scalars.plain(scalars.plain(text)) == scalars.plain(text)
    assert scalars.line(scalars.line(text)) == scalars.line(text)


@given(value=st.decimals(-(10**15), 10**15, places=6))
def test_a_number_is_written_so_that_it_is_read_again(value) -> None:
    assert scalars.number(scalars.written(value)) == value


def test_the_lists_hold_the_countries_and_currencies_at_hand() -> None:
    assert {"NE", "TD", "FR"} <= codes.COUNTRIES
    assert codes.BY_THREE_LETTERS["NER"] == "NE"
    assert {"XOF", "XAF", "EUR", "XDR"} <= codes.CURRENCIES
    assert len(codes.COUNTRIES) == len(codes.BY_THREE_LETTERS) == 250
