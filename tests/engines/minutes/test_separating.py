"""Words run together get their spaces back; only spaces are added."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.minutes.lexicon import Lexicon
from azalai.engines.minutes.separating import Separator, lost_its_spaces

LEXICON = Lexicon(["Zinder", "Agadez", "GTM", "CCM", "OIM"])
EVERYWHERE, CAREFUL = Separator(LEXICON, everywhere=True), Separator(LEXICON, everywhere=False)
TEXT = (
    "Le Président de séance a souhaité la bienvenue aux participants et les a remerciés pour leur "
    "disponibilité avant de présenter l'ordre du jour qui a été adopté sans amendement. Il a été recommandé "
    "d'organiser une mission conjointe de supervision dans les départements afin de recenser "
    "les migrants vulnérables et de renforcer "
    "les capacités des points focaux. Les participants ont validé le plan de travail annuel. "
    "Transmettre la liste actualisée des centres d'hébergement au GTM de Zinder."
)
RIGHT = 0.95


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("Présentationdelastratégiedecoordination", "Présentation de la stratégie de coordination"),
        ("réunionextraordinaireduGTM/Zinder", "réunion extraordinaire du GTM/Zinder"),
        ("30novembre2021", "30 novembre 2021"),
        ("DRAT/DCZinder", "DRAT/DC Zinder"),
        ("BâtimentBNations-Unies", "Bâtiment B Nations-Unies"),
        ("Aceteffet,ilaétéexaminél’étatdelieu", "A cet effet, il a été examiné l’état de lieu"),
        ("LESPHOTOSILLUSTRATIVESDELAREUNION", "LES PHOTOS ILLUSTRATIVES DE LA REUNION"),
        ("lesparticipantsontvalidé", "les participants ont validé"),
        ("desquatre-vingt-dix(90)indicateurs", "des quatre-vingt-dix (90) indicateurs"),
    ],
)
def test_words_are_separated(glued: str, apart: str) -> None:
    assert EVERYWHERE(glued) == apart


@pytest.mark.parametrize(
    "text", ["9h35mn", "1er", "SPCCM", "SP/CCM", "DGECM-R", "OIM", "aujourd'hui", "Tillabéri"]
)
def test_what_is_whole_stays_whole(text: str) -> None:
    assert EVERYWHERE(text) == text


def test_a_text_with_its_spaces_is_left_alone() -> None:
    assert not lost_its_spaces([TEXT], LEXICON)
    assert CAREFUL(TEXT) == TEXT


def test_most_words_of_a_text_come_back() -> None:
    glued = re.sub(r"(?<=[^\W\d_]) (?=[^\W\d_])", "", TEXT)
    assert lost_its_spaces([glued], LEXICON)
    found, wanted = EVERYWHERE(glued).split(), TEXT.split()
    assert sum(word in found for word in wanted) >= RIGHT * len(wanted)


@given(st.text(max_size=200))
def test_only_spaces_are_added(text: str) -> None:
    assert EVERYWHERE(text).replace(" ", "") == text.replace(" ", "")
