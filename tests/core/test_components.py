"""Filters and tags: what each one writes, and what it refuses."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Template, TemplateSyntaxError
from django.utils import translation

from azalai.core import context, formatting
from azalai.core.pagination import paginate
from azalai.core.values import NOT_APPLICABLE
from tests.core.drawing import drawn, request_of

pytestmark = pytest.mark.usefixtures("alone")


# ---- values


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (45_000_000, "45\u202f000\u202f000", "45,000,000"),
        (0, "0", "0"),
        (-1500, "-1\u202f500", "-1,500"),
        (Decimal("1234.50"), "1\u202f234,5", "1,234.5"),
        (None, "—", "—"),
        ("", "—", "—"),
        (NOT_APPLICABLE, "s.o.", "n/a"),
    ],
)
def test_an_amount_has_the_separators_of_the_language(value: Any, french: str, english: str) -> None:
    assert formatting.amount(value) == french
    with translation.override("en"):
        assert formatting.amount(value) == english


def test_money_keeps_its_unit_on_the_same_line() -> None:
    assert drawn("{{ value|money }}", value=45_000_000) == "45\u202f000\u202f000\u00a0FCFA"


def test_money_uses_the_currency_of_the_country() -> None:
    context.register_site(lambda: context.Site(currency="EUR", currency_label="EUR"))
    assert drawn("{{ value|money }}", value=3) == "3\u00a0EUR"


def test_an_amount_not_entered_has_no_currency() -> None:
    assert drawn("{{ a|money }} {{ b|money }}", a=None, b=NOT_APPLICABLE) == "— s.o."


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (date(2022, 9, 23), "23 septembre 2022", "23 September 2022"),
        (date(2023, 1, 1), "1er janvier 2023", "1 January 2023"),
        (date(2023, 1, 11), "11 janvier 2023", "11 January 2023"),
        (datetime(2023, 6, 30, 23, 30, tzinfo=UTC), "1er juillet 2023", "1 July 2023"),
        (None, "—", "—"),
        (NOT_APPLICABLE, "s.o.", "n/a"),
    ],
)
def test_a_day_is_written_as_people_write_it(value: Any, french: str, english: str) -> None:
    assert formatting.day(value) == french
    with translation.override("en"):
        assert formatting.day(value) == english


def test_a_moment_is_in_the_country_s_time() -> None:
    at = datetime(2022, 9, 23, 13, 5, tzinfo=UTC)
    assert formatting.moment(at) == "23 septembre 2022 à 14\u00a0h\u00a005"
    with translation.override("en"):
        assert formatting.moment(at) == "23 September 2022, 14:05"
    assert formatting.moment(None) == "—"


def test_a_share_has_one_decimal_at_most() -> None:
    assert formatting.percent(0.125) == "12,5\u00a0%"
    assert formatting.percent(0) == "0\u00a0%"


def test_blank_zero_and_not_applicable_are_three_things() -> None:
    assert drawn(
        "{{ a|dash }} {{ b|dash }} {{ c|dash }} {{ d|dash }}", a=None, b="", c=0, d=NOT_APPLICABLE
    ) == ("— — 0 s.o.")


def test_a_dash_filter_leaves_text_to_be_escaped() -> None:
    assert drawn("{{ value|dash }}", value="<b>") == "&lt;b&gt;"


# ---- small tags


@pytest.mark.parametrize("kind", ["done", "waiting", "wrong", "neutral", "active"])
def test_a_status_has_a_sign_and_a_word(kind: str) -> None:
    html = drawn("{% status kind text %}", kind=kind, text="Un <mot>")
    assert f"status-{kind}" in html
    assert re.search(r'aria-hidden="true">\S</span>Un &lt;mot&gt;', html)


def test_two_states_never_share_a_sign() -> None:
    kinds = ("done", "waiting", "wrong", "neutral", "active")
    signs = {re.sub(r"<[^>]+>", "", drawn("{% status kind '' %}", kind=kind)) for kind in kinds}
    assert len(signs) == 5


def test_an_unknown_state_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawn('{% status "vert" "Fait" %}')


def test_the_last_crumb_is_the_page_itself() -> None:
    assert drawn('{% crumb "Plans" "/plans/" %}') == '<li><a href="/plans/">Plans</a></li>'
    assert drawn("{% crumb text %}", text="Plan & suivi") == '<li aria-current="page">Plan &amp; suivi</li>'


def test_an_empty_state_says_how_to_begin() -> None:
    html = drawn('{% empty "Aucun plan" "Commencez ici." "/plans/nouveau/" "Importer" %}')
    assert "Aucun plan" in html
    assert 'href="/plans/nouveau/"' in html
    assert "href" not in drawn('{% empty "Aucun plan" %}')


def test_an_empty_state_stands_inside_the_empty_clause_of_a_loop() -> None:
    html = drawn('{% for x in rows %}{{ x }}{% empty %}{% empty "Aucune ligne" %}{% endfor %}', rows=[])
    assert "Aucune ligne" in html


def test_an_empty_state_in_place_of_the_clause_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template('{% for x in rows %}{{ x }}{% empty "Aucune ligne" %}{% endfor %}')


def test_an_address_that_no_room_serves_is_blank() -> None:
    assert drawn('{% url_if_exists "nowhere" as url %}[{{ url }}]') == "[]"
    assert drawn('{% url_if_exists "home" as url %}[{{ url }}]') == "[/]"


def test_wrapped_content_leaves_no_empty_element() -> None:
    assert drawn("{% wrapped p lead %} {% endwrapped %}") == ""
    assert drawn("{% wrapped p lead %} Oui {% endwrapped %}") == '<p class="lead">Oui</p>'


# ---- lists


def test_pagination_keeps_the_filters() -> None:
    page = Paginator(range(300), 20).page(3)
    html = drawn("{% pagination page %}", "/?axe=2&page=3&q=a%26b", page=page)
    assert 'href="?axe=2&amp;page=4&amp;q=a%26b"' in html
    assert re.search(r'aria-current="page">3</a>', html)
    assert "41 à 60 sur 300" in html


def test_pagination_of_one_page_only_counts() -> None:
    html = drawn("{% pagination page %}", page=Paginator(range(3), 20).page(1))
    assert "1 à 3 sur 3" in html
    assert "href" not in html


def test_pagination_writes_large_page_numbers_without_separators() -> None:
    html = drawn("{% pagination page %}", page=Paginator(range(24_000), 10).page(1234))
    assert "page=1235" in html
    assert ">1235<" in html
    assert "12\u202f331 à 12\u202f340 sur 24\u202f000" in html


@pytest.mark.parametrize(("asked", "given"), [("2", 2), ("0", 3), ("99", 3), ("x", 1), ("", 1)])
def test_a_page_that_does_not_exist_becomes_the_nearest(asked: str, given: int) -> None:
    assert paginate(request_of(f"/?page={asked}"), range(25), per_page=10).number == given


def test_a_filter_keeps_the_other_filters_and_returns_to_the_first_page() -> None:
    html = drawn('{% filter_link "etat" "cours" "En cours" 1200 %}', "/?axe=2&page=5&etat=retard")
    assert 'href="?axe=2&amp;etat=cours"' in html
    assert "1\u202f200" in html
    assert "aria-current" not in html


def test_the_filter_in_force_says_so() -> None:
    assert 'aria-current="true"' in drawn('{% filter_link "etat" "cours" "En cours" %}', "/?etat=cours")
    assert 'aria-current="true"' in drawn('{% filter_link "etat" "" "Tous" %}', "/")


# ---- forms


class Sample(forms.Form):
    title = forms.CharField(label="Intitulé", help_text="Tel qu'écrit.")
    note = forms.CharField(label="Note", required=False)
    choice = forms.ChoiceField(label="Décision", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    agreed = forms.BooleanField(label="Relu")
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")


def test_a_field_ties_label_hint_and_error_to_its_input() -> None:
    html = drawn("{% field form.title %}", form=Sample({}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described
    assert all(f'id="{name}"' in html for name in described[1].split())
    assert len(described[1].split()) == 2
    assert 'aria-invalid="true"' in html
    assert 'for="id_title"' in html


def test_an_optional_field_says_so() -> None:
    assert "facultatif" in drawn("{% field form.note %}", form=Sample())
    assert "facultatif" not in drawn("{% field form.title %}", form=Sample())


def test_a_group_of_choices_is_a_fieldset_described_by_its_error() -> None:
    html = drawn("{% field form.choice %}", form=Sample({}))
    assert "<legend>Décision" in html
    assert re.search(r'<fieldset[^>]*aria-describedby="id_choice_error"', html)


def test_a_hidden_field_has_no_label() -> None:
    assert drawn("{% field form.secret %}", form=Sample()) == (
        '<input type="hidden" name="secret" value="x" id="id_secret">'
    )


def test_the_error_summary_links_to_what_can_take_the_focus() -> None:
    form = Sample({})
    form.add_error(None, "Les dates se croisent.")
    html = drawn("{% error_summary form %}", form=form)
    page = drawn("{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_title", "id_choice_0", "id_agreed"]
    assert all(re.search(rf'<input[^>]*id="{target}"', page) for target in targets)
    assert "Les dates se croisent." in html
    assert 'tabindex="-1"' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=Sample()) == ""
