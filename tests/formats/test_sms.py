"""Telephone messages stay within the GSM alphabet, and are counted as operators count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.formats.sms import BASIC, EXTENDED, fold, septets, sms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Réponse à l’hôtel", "Réponse à l'hotel"),
        ("Ça coûte 5 €", "Ça coute 5 €"),
        ("ça, garçon, œuvre", "ca, garcon, oeuvre"),
        ("« Ténéré » – 9 h 00…", '"Ténéré" - 9 h 00...'),
        ("سلام", "????"),
        ("a\u0000b\u200bc", "abc"),
        ("", ""),
    ],
)
def test_what_the_alphabet_lacks_becomes_the_nearest(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=300))
def test_any_text_folds_into_the_alphabet_once_and_for_all(text: str) -> None:
    folded = fold(text)
    assert set(folded) <= BASIC | EXTENDED
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "size", "parts"),
    [
        ("", 0, 0),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("€" * 80, 160, 1),
        ("a" + "€" * 80, 161, 2),
        # A letter of two septets that does not fit goes whole into the next part.
        ("a" * 152 + "€" + "a" * 152, 306, 3),
    ],
)
def test_messages_are_counted(text: str, size: int, parts: int) -> None:
    found = sms(text)
    assert (found.septets, found.parts) == (size, parts)


def test_a_letter_of_another_alphabet_is_not_counted() -> None:
    with pytest.raises(ValueError, match="GSM"):
        septets("ç")
