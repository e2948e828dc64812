"""Whose site this is, from the shipped profile: file data, so that no page pays a query for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.utils.translation import get_language

from azalai.core.context import Site
from azalai.frames.dataset import DatasetError, load_profile


def site() -> Site:
    """Secretariat, country and currency of the country in the settings, in the language of the page."""
    profile, english = load_profile(settings.COUNTRY), get_language() == "en"
    secretariat = profile.secretariat
    name = (secretariat.name_en if english else secretariat.name_fr) if secretariat else ""
    return Site(
        secretariat=name,
        country=profile.name_en if english else profile.name_fr,
        currency=profile.currency.code,
        currency_label=profile.currency.label,
    )


def check_country(**_kwargs: Any) -> list[Error]:
    """System check: the country in the settings has a profile."""
    try:
        load_profile(settings.COUNTRY)
    except DatasetError as error:
        return [Error(f"AZALAI_COUNTRY : {error}", id="frames.E001")]
    return []
