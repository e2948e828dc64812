"""Two variables at once: asked where the sheet has them, never more than the value, never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core.clock import today
from azalai.frames.models import FrameworkItem
from azalai.frames.queries import current_items
from azalai.indicators import actions
from azalai.indicators.actions import Given, GivenCrossing, GivenPart
from azalai.indicators.models import CrossPart, Indicator, Value
from azalai.indicators.words import read_typed
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.indicators.factories import make_indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frames")]


def variable(code: str) -> FrameworkItem:
    return current_items("disaggregation", on=today()).get(code=code, parent__isnull=True)


def category(of: FrameworkItem, number: int) -> FrameworkItem:
    return current_items("disaggregation", on=today()).filter(parent=of).order_by("order", "id")[number]


@pytest.fixture
def indicator() -> Indicator:
    return make_indicator("Personnes formées", variables=(variable("sex").pk, variable("age").pk))


def address(indicator: Indicator) -> str:
    return reverse("indicators:enter", args=[indicator.public_id])


def fields_of(page: Any) -> list[list[str]]:
    """Names of the cells, row by row, as the form orders its two variables."""
    return [[cell.name for cell in cells] for _item, cells in page.context["form"].crossing_rows()]


def test_a_crossing_is_chosen_entered_shown_and_kept_by_a_correction(
    client: Client, indicator: Indicator
) -> None:
    sign_in(client, Role.ME_OFFICER)
    assert "?croiser=" in client.get(address(indicator)).content.decode()
    cells = fields_of(client.get(address(indicator), {"croiser": "sex,age"}))
    sent: dict[str, Any] = {"period": "2021", "amount": "40", "croiser": "sex,age"}
    sent |= {cells[0][0]: "7", cells[0][1]: "0", cells[1][0]: "inconnu"}
    assert client.post(address(indicator), sent).status_code == 302
    value = Value.objects.get()
    assert sorted(value.crossings.values_list("kind", "amount")) == [
        ("number", 0),
        ("number", 7),
        ("unknown", None),
    ]
    shown = client.get(value.get_absolute_url()).content.decode()
    assert "×" in shown
    actions.validate_value(by=SYSTEM, at=AT, value=value)
    assert (
        '<td class="num">inconnu</td>'
        in client.get(f"{indicator.get_absolute_url()}?periode=2021").content.decode()
    )
    correct = reverse("indicators:correct", args=[value.public_id])
    form = client.get(correct).context["form"]
    again = {name: form[name].value() or "" for name in form.fields if name != "files"} | {"amount": "41"}
    assert client.post(correct, again | {"croiser": "sex,age"}).status_code == 302
    assert CrossPart.objects.filter(value__replaces=value).count() == 3


def test_other_posts_do_not_read_a_crossing(client: Client, indicator: Indicator) -> None:
    value = actions.enter_value(by=SYSTEM, at=AT, indicator=indicator, given=crossed("40", "7"))
    actions.validate_value(by=SYSTEM, at=AT, value=value)
    sign_in(client, Role.PARTNER)
    for page in (f"{indicator.get_absolute_url()}?periode=2021", value.get_absolute_url()):
        assert category(variable("age"), 0).label not in client.get(page).content.decode()


def crossed(amount: str, *cells: str, women: str = "") -> Given:
    sex, age = variable("sex"), variable("age")
    told = tuple(
        GivenCrossing(sex.pk, category(sex, 0).code, age.pk, category(age, number).code, read_typed(cell))
        for number, cell in enumerate(cells)
    )
    parts = (GivenPart(sex.pk, category(sex, 0).code, read_typed(women)),) if women else ()
    return Given("2021", read_typed(amount), parts=parts, crossings=told)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("10", "7", "4"), "croisée dépasse la valeur"),
        (("40", "7", "4"), ""),
        (("40", "7", "s.o."), ""),
    ],
)
def test_a_crossing_never_makes_more_than_the_value(
    indicator: Indicator, given: tuple[str, ...], said: str
) -> None:
    if not said:
        assert (
            actions.enter_value(
                by=SYSTEM, at=AT, indicator=indicator, given=crossed(*given)
            ).crossings.count()
            == 2
        )
        return
    with pytest.raises(ValidationError, match=said):
        actions.enter_value(by=SYSTEM, at=AT, indicator=indicator, given=crossed(*given))


def test_a_crossing_never_makes_more_than_the_category_it_shares(indicator: Indicator) -> None:
    with pytest.raises(ValidationError, match="même catégorie"):
        actions.enter_value(by=SYSTEM, at=AT, indicator=indicator, given=crossed("40", "7", "4", women="10"))


def test_a_pair_that_the_sheet_does_not_have_is_no_form(client: Client, indicator: Indicator) -> None:
    sign_in(client, Role.ME_OFFICER)
    for code in ("sex,asylum", "sex", "x,y", "age,age", ""):
        assert client.get(address(indicator), {"croiser": code}).context["form"].crossed is None
