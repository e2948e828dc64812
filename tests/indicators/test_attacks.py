"""Figures that nobody should get in: another unit, another country, an unreadable number; and what must."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.frames.models import Place
from azalai.indicators import actions
from azalai.indicators.enums import Answer
from azalai.indicators.models import Indicator, Value
from azalai.indicators.quality import checks
from azalai.indicators.words import NotAFigure, read_typed
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.indicators.factories import given, make_country, make_indicator

pytestmark = pytest.mark.django_db


def test_a_place_of_another_country_is_refused_whoever_asks() -> None:
    indicator = make_indicator()
    abroad = Place.objects.create(
        country=make_country("TD"), pcode="TD01", name="Lac", level=1, valid_from="2020", source="essai"
    )
    for place in (abroad.pk, 10**9):
        with pytest.raises(ValidationError, match="pas de ce pays"):
            actions.enter_value(
                by=SYSTEM, at=AT, indicator=indicator, given=actions.Given("2021", read_typed("4"), place)
            )
    assert not Value.objects.exists()


@pytest.mark.parametrize(
    ("sheet", "text", "expected"),
    [
        ({"measure": "number"}, "12 %", None),
        ({"measure": "ratio"}, "12%", None),
        ({"measure": "percent"}, "12,5 %", Decimal("12.5")),
        ({"measure": "number", "unit": "%"}, "12 %", Decimal(12)),
        ({"measure": "number"}, "1 234,5", Decimal("1234.5")),
        ({"measure": "number"}, "-3,25", Decimal("-3.25")),
        ({"measure": "number"}, "=1+1", None),
        ({"measure": "number"}, "1.234", None),
        ({"measure": "number"}, "12 kg", None),
        ({"measure": "yes-no"}, "2", None),
        ({"measure": "percent"}, "140", None),
        ({"measure": "percent"}, "-1 %", None),
    ],
)
def test_a_figure_is_taken_in_its_own_unit_or_refused_with_a_sentence(
    client: Client, sheet: dict[str, Any], text: str, expected: Decimal | None
) -> None:
    indicator = make_indicator(frequency="year", **sheet)
    sign_in(client, Role.ME_OFFICER)
    for address, sent in (
        (reverse("indicators:enter", args=[indicator.public_id]), {"period": "2021", "amount": text}),
        (reverse("indicators:grid_of", args=[indicator.public_id, 2020, 1]), {"v-2020-0": text}),
    ):
        answer = client.post(address, sent)
        assert answer.status_code == (422 if expected is None else 302), address
        if expected is None:
            page = answer.content.decode()
            assert "error-summary" in page
            assert text in page, "what was typed is still there"
    wanted = [] if expected is None else [expected, expected]
    assert list(Value.objects.values_list("amount", flat=True)) == wanted


def test_a_sheet_of_yes_or_no_is_saved_as_it_was_read(client: Client, frames: None) -> None:
    indicator = make_indicator(measure="yes-no", baseline_kind="number", baseline=Decimal(1))
    sign_in(client, Role.ME_OFFICER)
    address = reverse("indicators:edit", args=[indicator.public_id])
    page = client.get(address).context["form"]
    sent = {name: page[name].value() for name in page.fields if page[name].value() not in (None, False)}
    assert sent["baseline"] == "oui"
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Indicator.objects.get().baseline == 1


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("number", Decimal(0), Answer.YES),
        ("unknown", None, Answer.NO),
        ("not-applicable", None, Answer.NOT_APPLICABLE),
        ("", None, Answer.NO),
    ],
)
def test_a_baseline_that_is_not_known_is_not_there(
    frames: None, kind: str, value: Decimal | None, expected: Answer
) -> None:
    indicator = make_indicator(baseline_kind=kind, baseline=value)
    (check,) = [one for one in checks(indicator) if one.item.code == "baseline"]
    assert check.by_system
    assert check.answer == expected


def test_a_percent_is_no_number_of_another_kind() -> None:
    with pytest.raises(NotAFigure, match="pourcentage"):
        read_typed("12 %", percent=False)
    assert given("12").typed.amount == 12
