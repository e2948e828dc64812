"""Letters that were mangled are put right only where that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.formats.iati.mojibake import is_suspect, repair

FRENCH = st.text("aeiourst éèêëàâçîïôùûœŒÉÈÀÔ’“”–…€« »", max_size=30)


@pytest.mark.parametrize(
    ("mangled", "right"),
    [
        ("rÃ©gion", "région"),
        ("Ugandaâ€™s plan", "Uganda’s plan"),
        ("CÃ”TE Dâ€™IVOIRE", "CÔTE D’IVOIRE"),
        ("cÅ“ur", "cœur"),
        ("ÃƒÂ©tude", "étude"),
        ("Â£81,000", "£81,000"),
        ("EURÂ\xa0", "EUR\xa0"),
        ("100 â‚¬", "100 €"),
        ("\xe2\x80\x9cAccord\xe2\x80\x9d", "“Accord”"),
    ],
)
def test_what_no_language_writes_is_put_right(mangled: str, right: str) -> None:
    assert repair(mangled) == right
    assert not is_suspect(right)


@pytest.mark.parametrize(
    "text",
    ["région", "CAFÉ»", "“AMANHÃ”", "São Tomé, NÃO", "Å“", "10 °C", "naïve – œuvre", "ÂME", "2° Investing"],
)
def test_what_a_person_writes_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize("text", ["D\ufffdveloppement", "accordâ€?", "Ã  la suite"])
def test_what_is_lost_is_suspect_and_stays(text: str) -> None:
    assert repair(text) == text
    assert is_suspect(text)


@given(text=FRENCH)
def test_right_french_is_never_touched(text: str) -> None:
    assert repair(text) == text


@given(text=st.text())
def test_a_repaired_text_needs_no_repair(text: str) -> None:
    assert repair(repair(text)) == repair(text)
