"""Best guesses for names, and records that look alike."""

from __future__ import annotations

import pytest

from azalai.actors.dataset import load_groups, load_organisations
from azalai.actors.recognition import register_from_files
from azalai.engines.naming import Entry, Guesser, Known, doubles_among, register_of

OIM = [
    Known("Organisation internationale pour les migrations", "oim"),
    Known("OIM", "oim"),
    Known("Haut-Commissariat des Nations Unies pour les réfugiés", "hcr"),
    Known("HCR", "hcr"),
    Known("Ministère de la santé publique", "sante"),
    Known("Ministère de la justice", "justice"),
    Known("OIT", "oit", is_misprint=True),
    Known("OSC", "osc", "group"),
]


@pytest.fixture(scope="module")
def guesser() -> Guesser:
    return Guesser.of(register_of(OIM))


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("OIM", "oim", "same"),
        ("o.i.m.", "oim", "same"),
        ("IOM", "oim", "letters"),
        ("OIM Agadez", "oim", "inside"),
        ("ORGANISATION INTERNATIONALE POUR LES MIGRATIONS", "oim", "same"),
        ("Organisation internationale des migrations", "oim", "words"),
        ("Organisaton internatonale pour les migration", "oim", "strokes"),
        ("International Organization for Migration", "oim", "words"),
        ("United Nations High Commissioner for Refugees", "hcr", "words"),
        ("Ministry of Public Health", "sante", "words"),
        ("Ministry of Justice", "justice", "words"),
        ("MSP", "sante", "initials"),
        ("OIT", "oit", "misprint"),
        ("osc", "osc", "same"),
    ],
)
def test_a_name_is_guessed_across_spellings_and_languages(
    guesser: Guesser, text: str, code: str, reason: str
) -> None:
    best = guesser.guesses(text)[0]
    assert (best.target.code, best.reason) == (code, reason)
    assert 0.55 <= best.confidence <= 1


def test_a_name_written_out_is_guessed_from_its_acronym() -> None:
    guesser = Guesser.of(register_of([Known("OIM", "oim"), Known("HCR", "hcr")]))
    best = guesser.guesses("Organisation internationale pour les migrations")[0]
    assert (best.target.code, best.reason) == ("oim", "initials")


@pytest.mark.parametrize("text", ["", "—", "X", "Office des étoiles filantes", "ABCDEF"])
def test_what_is_like_nothing_has_no_guess(guesser: Guesser, text: str) -> None:
    assert guesser.guesses(text) == []


def test_another_ministry_is_a_doubtful_guess(guesser: Guesser) -> None:
    found = guesser.guesses("Ministère de la jeunesse")
    assert all(guess.confidence < 0.7 for guess in found)


def test_each_target_is_guessed_once_the_surest_first() -> None:
    guesser = Guesser.of(register_from_files("NE"))
    found = guesser.guesses("Direction de la migrations", limit=5)
    confidences = [guess.confidence for guess in found]
    assert confidences == sorted(confidences, reverse=True)
    assert len({guess.target.code for guess in found}) == len(found)


def test_confidence_means_what_the_documentation_says() -> None:
    """Each shipped spelling is taken away and guessed from the others; docs/algorithmes/noms.md."""
    right, total = 0, 0
    for country in ("NE", "TD"):
        known = [Known(text, b.code) for b in load_organisations(country) for text in b.all_spellings]
        known += [Known(text, g.code, "group") for g in load_groups() for text in g.all_spellings]
        for number, one in enumerate(known):
            others = known[:number] + known[number + 1 :]
            found = Guesser.of(register_of(others)).guesses(one.text)
            if found and found[0].confidence >= 0.85:
                total += 1
                right += found[0].target.code == one.code
    assert total >= 20
    assert right / total >= 0.95


def doubles(*entries: tuple[str, str], apart: frozenset[str] = frozenset()) -> list[tuple[str, str, str]]:
    found = doubles_among([Entry(*entry) for entry in entries], apart=apart)
    return [(one.first, one.second, one.reason) for one in found]


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("Croix du désert", "Croix du desèrt", None),
        ("Association des jeunes de l'Aïr", "Association des jeunnes de l'Air", "strokes"),
        (
            "Organisation internationale pour les migrations",
            "International Organization for Migration",
            "words",
        ),
        ("Secours des grands espaces", "SGE", "initials"),
    ],
)
def test_two_records_of_one_body_are_suspected(left: str, right: str, reason: str | None) -> None:
    found = doubles(("1", left), ("2", right))
    assert [(one, other) for one, other, _ in found] == [("1", "2")]
    assert reason is None or found[0][2] == reason


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ministère de la justice", "Ministère de la santé"),
        ("Direction générale de la police", "Direction régionale de la police"),
        ("DST", "DGT"),
        ("Association des femmes", "Ministère des mines"),
    ],
)
def test_two_bodies_with_like_names_are_not(left: str, right: str) -> None:
    assert doubles(("1", left), ("2", right)) == []


def test_offices_in_two_places_are_not_doubles() -> None:
    entries = (("1", "OXFAM, bureau de Zinder"), ("2", "OXFAM, bureau de Agadez"), ("3", "OXFAM, bureau"))
    assert doubles(*entries, apart=frozenset({"zinder", "agadez"})) == []


def test_the_spellings_of_one_record_are_no_doubles() -> None:
    assert doubles(("1", "Association des jeunes"), ("1", "Association des jeunnes")) == []
