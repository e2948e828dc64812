"""Reference data for tests."""

from __future__ import annotations

from typing import Any

from azalai.frames.actions import Loaded, load_reference_data
from azalai.frames.models import Country, Framework, FrameworkItem, Place
from tests.accounts.factories import AT, SYSTEM


def load(*countries: str) -> Loaded:
    """The shipped lists of these countries, Niger unless told."""
    return load_reference_data(by=SYSTEM, at=AT, countries=countries or ["NE"])


def make_country(iso2: str = "XA", **more: Any) -> Country:
    """A country that no list speaks of."""
    values: dict[str, Any] = {
        "iso3": f"{iso2}X",
        "name_fr": "Pays d'essai",
        "name_en": "Test country",
        "official_name_fr": "Pays d'essai",
        "official_name_en": "Test country",
        "time_zone": "UTC",
        "currency_code": "XTS",
        "currency_label": "X",
        "currency_name_fr": "x",
        "currency_name_en": "x",
        "currency_decimals": 0,
        "version": "1",
        "source": "essai",
    }
    return Country.objects.create(iso2=iso2, **(values | more))


def make_framework(code: str = "essai", version: str = "1", **more: Any) -> Framework:
    """A version of a framework, with one item "a" whose French title is unconfirmed."""
    values: dict[str, Any] = {"title_fr": "Essai", "title_en": "Test", "source": "s", "licence": "l"}
    framework = Framework.objects.create(code=code, version=version, **(values | more))
    make_item(framework, "a", title_fr="Titre", title_en="Title", unconfirmed="title_fr")
    return framework


def make_item(framework: Framework, code: str, **more: Any) -> FrameworkItem:
    """A line at the end of the framework."""
    return FrameworkItem.objects.create(
        framework=framework, code=code, **({"order": framework.items.count()} | more)
    )


def make_place(country: Country, pcode: str = "XA01", **more: Any) -> Place:
    """A region unless told."""
    values: dict[str, Any] = {"name": pcode.title(), "level": 1, "valid_from": "2020", "source": "s"}
    return Place.objects.create(country=country, pcode=pcode, **(values | more))
