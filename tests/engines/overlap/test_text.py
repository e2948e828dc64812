"""Words that compare across accents, languages and spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.overlap.lexicon import Lexicon, field_lexicon
from azalai.engines.overlap.space import Shape, features_of
from azalai.engines.overlap.text import fold, fold_all, root, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Éducation à Nîmes", ["l", "education", "a", "nimes"]),
        ("cœur — “santé”", ["coeur", "sante"]),
        ("Haɗin kai na ƙasa", ["hadin", "kai", "na", "kasa"]),
        ("COVID-19 (phase 2)", ["covid", "19", "phase", "2"]),
        ("d\ufffdurgence", ["d", "urgence"]),
        ("", []),
    ],
)
def test_a_text_becomes_plain_words(text: str, folded: list[str]) -> None:
    assert [word.decode() for word in words(text)] == folded


def test_arabic_words_stay_words() -> None:
    assert len(words("عملية المفوضية في السودان")) == 4


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=60))
def test_the_quick_way_and_the_long_way_read_the_same(text: str) -> None:
    assert fold(text).split() == fold(f"{text} \u0101").split()[:-1]


@given(st.lists(st.text(max_size=30), max_size=6))
def test_many_texts_at_once_read_like_each_by_itself(texts: list[str]) -> None:
    apart: list[bytes] = []
    for text in texts:
        apart += [*words(text), b"\1"]
    assert [w for t in fold_all(texts).split(b"\1")[:-1] for w in [*t.split(), b"\1"]] == apart


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("stratégie", "strategy"),
        ("mobilité", "mobility"),
        ("économique", "economic"),
        ("transparence", "transparency"),
        ("formations", "formation"),
        ("résilience", "resiliency"),
    ],
)
def test_words_of_one_latin_root_meet(french: str, english: str) -> None:
    first, second = (words(word)[0].decode() for word in (french, english))
    assert root(first) == root(second)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("traite", "trafficking"),
        ("sensibilisation", "awareness"),
        ("eau", "water"),
        ("réinsertion", "reintegration"),
        ("frontières", "border"),
        ("VBG", "GBV"),
        ("OIM", "IOM"),
        ("Tchad", "Chad"),
        ("Pologne", "Poland"),
        ("moyens", "livelihoods"),
        ("chevaux", "cheval"),
    ],
)
def test_the_lexicon_joins_two_languages(french: str, english: str) -> None:
    def features(word: str) -> set[str]:
        return {name for name, _ in features_of(words(word)[0].decode(), field_lexicon(), Shape())}

    assert features(french) & features(english)


def test_a_word_without_content_gives_nothing() -> None:
    assert [features_of(word, field_lexicon(), Shape()) for word in ("de", "the", "au", "x")] == [[]] * 4


def test_the_longest_beginning_wins() -> None:
    lexicon = Lexicon([("short", "re*", 1), ("long", "retour*", 1), ("whole", "retours", 1)])
    assert [c.name for c in lexicon.concepts("retourner")] == ["long"]
    assert [c.name for c in lexicon.concepts("retours")] == ["whole", "long"]


def test_the_lexicon_holds_several_hundred_concepts_and_every_weight_is_a_share() -> None:
    lexicon = field_lexicon()
    weights = [c.weight for found in (*lexicon._whole.values(), *lexicon._begins.values()) for c in found]
    assert len({c.name for found in lexicon._begins.values() for c in found}) > 600
    assert all(0 <= weight <= 1 for weight in weights)
