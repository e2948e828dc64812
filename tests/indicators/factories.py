"""Indicators for tests."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from azalai.core import facts
from azalai.core.authorship import Author
from azalai.frames.models import Country, Place
from azalai.indicators import actions
from azalai.indicators.actions import Given, Sheet
from azalai.indicators.models import Indicator, Value
from azalai.indicators.words import Typed, read_typed
from tests.accounts.factories import AT, SYSTEM

_numbers = itertools.count(1)


def make_country(code: str = "NE") -> Country:
    """A bare country profile, where no list is needed."""
    return Country.objects.get_or_create(
        iso2=code,
        defaults={
            "iso3": {"NE": "NER", "TD": "TCD"}[code],
            "name_fr": "Niger",
            "name_en": "Niger",
            "official_name_fr": "Niger",
            "official_name_en": "Niger",
            "time_zone": "Africa/Niamey",
            "currency_code": "XOF",
            "currency_label": "FCFA",
            "currency_name_fr": "franc",
            "currency_name_en": "franc",
            "currency_decimals": 0,
            "version": "1",
            "valid_from": "2020",
            "source": "essai",
        },
    )[0]


def make_place(name: str, parent: Place | None = None) -> Place:
    """A place of that bare country."""
    number = next(_numbers)
    return Place.objects.create(
        country=make_country(),
        pcode=f"NE{number:06d}",
        name=name,
        level=parent.level + 1 if parent else 1,
        parent=parent,
        valid_from="2020",
        source="essai",
    )


def make_indicator(title: str = "", *, by: Author = SYSTEM, **more: Any) -> Indicator:
    """A sheet that people feed."""
    make_country()
    sheet = Sheet(title=title or f"Nombre de choses {next(_numbers)}", **more)
    return actions.create_indicator(by=by, at=AT, country="NE", sheet=sheet)


def given(text: str = "12", period: str = "2021", place: Place | None = None, **more: Any) -> Given:
    """A value as typed."""
    typed = Typed("") if text == "" else read_typed(text)
    return Given(period=period, typed=typed, place_id=place.pk if place else None, **more)


def enter(indicator: Indicator, text: str = "12", *, by: Author = SYSTEM, **more: Any) -> Value:
    """A value that waits."""
    return actions.enter_value(by=by, at=AT, indicator=indicator, given=given(text, **more))


def validated(indicator: Indicator, text: str = "12", **more: Any) -> Value:
    """A value in force."""
    return actions.validate_value(by=SYSTEM, at=AT, value=enter(indicator, text, **more))


@contextmanager
def a_fact(value: int, code: str = "essai.compte", *, by_place: bool = False, visible: Any = None) -> Any:
    """A fact of that number, as long as the block lasts."""

    def listing(span: facts.FactSpan) -> facts.FactList:
        return facts.FactList(range(value), lambda one: facts.FactRow(f"Objet {one + 1}", on=span.start))

    rule: Callable[[Author], bool] = visible or (lambda author: True)
    made = facts.Fact(code, "Choses", "choses", "On compte.", listing, by_place=by_place, visible=rule)
    facts.register_fact(made)
    try:
        yield made
    finally:
        facts._facts.pop(code)


TEN = Decimal(10)
