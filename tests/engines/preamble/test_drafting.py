"""The preamble speaks French: numbers, plurals, enumerations, and nothing of what is not known."""

from __future__ import annotations

import re
from dataclasses import asdict, fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azalai.engines.preamble import CODES, Facts, Figure, as_text, changes, draft, join, number
from azalai.engines.preamble.wording import share

SOME = Facts(
    year=2022,
    activities=12,
    actors=5,
    budget=45_000_000,
    ongoing=7,
    completed=4,
    suspended=1,
    reported=3,
    evaluated=2,
    self_evaluated=1,
    rated=9,
    satisfactory=6,
    unassessable=2,
    conformity_rated=3,
    conformity_low=1,
    asked=9,
    replied=4,
    agreed=2,
    partly=1,
    disagreed=1,
    revised=1,
    recommendations=5,
    done=2,
    late=0,
)


def texts(facts: Facts) -> dict[str, str]:
    """Paragraphs as text, ordinary spaces for the firm ones."""
    return {
        one.code: as_text(one).replace("\u00a0", " ").replace("\u202f", " ")
        for one in draft(facts, currency="FCFA")
    }


def test_a_whole_preamble_reads_as_a_person_would_write_it() -> None:
    assert texts(SOME) == {
        "scope": "En 2022, la matrice porte sur 12 activités menées par 5 organismes, pour un montant "
        "déclaré de 45 000 000 FCFA.",
        "states": "Parmi elles, 7 sont en cours, 4 sont achevées et 1 est suspendue. "
        "3 activités ont fait l’objet d’un "
        "rapport accepté, soit 25 % de l’ensemble.",
        "evaluation": "2 activités ont été évaluées, soit 17 % de l’ensemble. 1 activité a été notée par le "
        "partenaire lui-même. Sur 9 notes données, 6 sont satisfaisantes (4 à 6 sur l’échelle de 6). "
        "2 critères n’ont pu être appréciés et ils n’entrent dans aucun compte.",
        "conformity": "La conformité à la politique nationale et au Pacte mondial a reçu 3 notes, dont 1 qui "
        "relève un écart.",
        "replies": "Les partenaires ont pu répondre à 9 notes et l’ont fait pour 4 : 2 accords, 1 accord "
        "partiel et 1 désaccord. 1 note a été revue après leur réponse.",
        "recommendations": "5 recommandations en sont issues : 2 sont mises en œuvre et aucune n’est "
        "en retard.",
    }


@pytest.mark.parametrize(
    ("facts", "code", "said"),
    [
        (Facts(), "scope", "La matrice ne contient encore aucune activité."),
        (Facts(activities=1, actors=1, ongoing=1), "scope", "porte sur 1 activité menée par 1 organisme."),
        (Facts(activities=1, ongoing=1), "states", "Sur cette activité : 1 est en cours."),
        (Facts(activities=2, ongoing=2, reported=0), "states", "Aucune activité n’a encore fait l’objet"),
        (Facts(activities=2), "states", "Leur état n’est pas connu."),
        (Facts(activities=2, ongoing=2), "evaluation", "Aucune activité n’a encore été évaluée."),
        (replace(SOME, evaluated=1), "evaluation", "1 activité a été évaluée, soit 8 % de l’ensemble."),
        (replace(SOME, satisfactory=0), "evaluation", "Sur 9 notes données, aucune n’est satisfaisante"),
        (replace(SOME, satisfactory=1), "evaluation", "1 est satisfaisante (4 à 6"),
        (replace(SOME, unassessable=1), "evaluation", "1 critère n’a pu être apprécié et il n’entre dans"),
        (replace(SOME, conformity_low=0), "conformity", "3 notes, toutes satisfaisantes."),
        (replace(SOME, conformity_low=2), "conformity", "dont 2 qui relèvent un écart."),
        (replace(SOME, conformity_rated=0), "conformity", "n’a pas encore été appréciée."),
        (replace(SOME, replied=0), "replies", "9 notes ; aucune réponse n’est parvenue."),
        (replace(SOME, asked=0), "replies", "Aucune note n’a encore été soumise"),
        (replace(SOME, recommendations=1), "recommendations", "1 recommandation en est issue"),
        (replace(SOME, done=None, late=None), "recommendations", "5 recommandations en sont issues."),
        (replace(SOME, done=1, late=1), "recommendations", "1 est mise en œuvre et 1 est en retard."),
        (replace(SOME, recommendations=0), "recommendations", "Aucune recommandation"),
        (replace(SOME, activities=1000, evaluated=1), "evaluation", "soit moins de 1 % de l’ensemble"),
        (replace(SOME, activities=1000, evaluated=999), "evaluation", "soit plus de 99 % de l’ensemble"),
    ],
)
def test_numbers_agree_with_their_words(facts: Facts, code: str, said: str) -> None:
    assert said in texts(facts)[code]


NUMBERS = st.builds(
    Facts,
    **{
        one.name: st.none() | st.integers(0, 40) if "None" in str(one.type) else st.integers(0, 40)
        for one in fields(Facts)
        if one.name not in {"year", "activities", "evaluated", "reported"}
    },
    activities=st.integers(40, 5000),
    evaluated=st.integers(0, 40),
    reported=st.none() | st.integers(0, 40),
)


@settings(max_examples=40)
@given(NUMBERS)
def test_any_facts_make_whole_sentences_whose_figures_are_the_facts(facts: Facts) -> None:
    known = asdict(facts)
    paragraphs = draft(facts, currency="FCFA")
    assert tuple(one.code for one in paragraphs) == CODES
    assert draft(facts, currency="FCFA") == paragraphs
    for paragraph in paragraphs:
        text = as_text(paragraph)
        assert text.endswith(".")
        assert not re.search(r" [,.]|  |\bNone\b|,,|\.\.|: \.", text), text
        for piece in paragraph.pieces:
            if isinstance(piece, Figure):
                assert piece.text == number(known[piece.fact])


@given(st.integers(0, 10**12))
def test_thousands_are_parted_by_a_space_that_never_breaks(value: int) -> None:
    assert int(number(value).replace("\u202f", "")) == value
    assert all(len(part) <= 3 for part in number(value).split("\u202f"))


def test_enumerations_end_with_and() -> None:
    assert "".join(map(str, join([["a"], ["b"], ["c"]]))) == "a, b et c"
    assert "".join(map(str, join([["a"]]))) == "a"
    assert join([]) == []


def test_a_share_of_nothing_is_refused() -> None:
    for part, whole in ((1, 0), (2, 1), (-1, 4)):
        with pytest.raises(ValueError, match="whole"):
            share(part, whole)


def test_only_figures_that_moved_are_told_and_unknown_is_not_zero() -> None:
    found = changes({"a": 1, "b": None, "c": 3}, {"a": 1, "b": 0, "c": 4}, ("a", "b", "c"))
    assert [(one.fact, one.before, one.after) for one in found] == [("b", None, 0), ("c", 3, 4)]


def test_stored_facts_of_an_older_program_are_read() -> None:
    assert Facts.of({"activities": 3, "gone": 4}) == Facts(activities=3)
