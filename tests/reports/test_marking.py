"""Figures keep their way back through what people write."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from azalai.reports.marking import facts_hash, figures_in, mark, marked_again, plain, runs, unmarked

MONEY = mark("money", "1\u00a0200\u00a0000")
DRAFTED = f"{mark('held', '4')} réunions, {mark('called', '44')} convocations, {MONEY} FCFA."


def _links(text: str) -> list[tuple[str, str]]:
    return [(run.text, run.url) for run in runs(text, lambda key: f"/{key}") if run.is_figure]


def test_a_text_left_as_it_is_keeps_every_figure() -> None:
    assert marked_again(plain(DRAFTED), DRAFTED) == DRAFTED


def test_figures_are_found_again_in_other_words_and_another_order() -> None:
    typed = "Sur 44 convocations, 4 réunions ; coût : 1 200 000 FCFA."
    assert _links(marked_again(typed, DRAFTED)) == [
        ("44", "/called"),
        ("4", "/held"),
        ("1 200 000", "/money"),
    ]


def test_a_figure_written_otherwise_or_taken_out_is_plain_text() -> None:
    assert _links(marked_again("Cinq réunions et 440 convocations en 1944.", DRAFTED)) == []
    assert _links(marked_again("4,5 réunions", DRAFTED)) == []
    assert _links(marked_again("4 000 réunions", DRAFTED)) == []


def test_the_same_number_twice_goes_to_two_figures() -> None:
    drafted = f"{mark('a', '3')} et {mark('b', '3')}"
    assert _links(marked_again("3 d'un côté, 3 de l'autre", drafted)) == [("3", "/a"), ("3", "/b")]


def test_marks_that_people_type_are_no_marks() -> None:
    assert unmarked(mark("x", "9")) == "x9"
    assert marked_again(mark("x", "9"), DRAFTED) == "x9"
    assert mark("k", mark("x", "9")).count("\ue000") == 1


def test_what_is_missing_says_so() -> None:
    (run,) = (
        r
        for r in runs(f"Le coût est {mark('c', 'non disponible', is_missing=True)}.", lambda key: key)
        if r.is_figure
    )
    assert (run.is_missing, run.url) == (True, "c")


def test_the_print_of_facts_changes_with_figures_not_with_words() -> None:
    assert facts_hash(f"Il y a {mark('a', '3')} cas.") == facts_hash(f"{mark('a', '3')} cas.")
    assert facts_hash(f"{mark('a', '3')} cas.") != facts_hash(f"{mark('a', '4')} cas.")
    assert facts_hash("Rien.") != facts_hash("Autre chose.")


@given(
    st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=12), st.integers(0, 9999)), max_size=6)
)
def test_reading_never_changes_the_text(parts: list[tuple[str, int]]) -> None:
    drafted = "".join(unmarked(words) + mark(f"k{n}", str(value)) for n, (words, value) in enumerate(parts))
    assert "".join(run.text for run in runs(drafted, lambda key: "")) == plain(drafted)
    assert [one.text for one in figures_in(drafted)] == [str(value) for _, value in parts]
    again = marked_again(plain(drafted), drafted)
    assert plain(again) == plain(drafted)
