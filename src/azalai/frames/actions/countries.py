"""Loads a country profile and its legal texts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.actions.common import differences, plain, write
from azalai.frames.dataset import CountryProfile, LegalText, load_profile
from azalai.frames.models import Country, LegalBasis


def load_country(*, by: Author, at: datetime, code: str) -> int:
    """Rows added or changed, the profile and its laws together; one audit entry when there are any."""
    profile = load_profile(code)
    country, before, after = _profile(profile)
    laws = _laws(country, profile)
    if laws:
        after["laws"] = laws
    if after:
        action = "country.loaded" if before is None else "country.updated"
        audit.record(by=by, at=at, action=action, obj=country, before=before, after=after)
    return len(laws) + bool(set(after) - {"laws"})


def _profile(profile: CountryProfile) -> tuple[Country, dict[str, Any] | None, dict[str, Any]]:
    """The country, and what changed of it (before is None when it is new)."""
    values = _values(profile)
    country = Country.objects.filter(iso2=profile.iso2).first()
    if country is None:
        country = Country.objects.create(iso2=profile.iso2, **values)
        return country, None, {"name_fr": country.name_fr, "version": country.version}
    changes = differences(country, values)
    return country, write(country, changes) if changes else {}, changes


def _values(profile: CountryProfile) -> dict[str, Any]:
    names = ("iso3", "name_fr", "name_en", "name_ar", "official_name_fr", "official_name_en", "time_zone")
    secretariat, currency = profile.secretariat, profile.currency
    return {name: getattr(profile, name) for name in names} | {
        "currency_code": currency.code,
        "currency_label": currency.label,
        "currency_name_fr": currency.name_fr,
        "currency_name_en": currency.name_en,
        "currency_decimals": currency.decimals,
        "secretariat_name_fr": secretariat.name_fr if secretariat else "",
        "secretariat_name_en": secretariat.name_en if secretariat else "",
        "secretariat_acronym": secretariat.acronym if secretariat else "",
        "secretariat": plain(secretariat) if secretariat else {},
        "interface_languages": list(profile.interface_languages),
        "framework_codes": list(profile.frameworks),
        "data_protection": plain(profile.data_protection) if profile.data_protection else {},
        **_lists(profile),
        "version": profile.header.version,
        "valid_from": profile.header.valid_from,
        "source": profile.header.source,
        "unconfirmed": list(profile.header.unconfirmed),
    }


def _lists(profile: CountryProfile) -> dict[str, Any]:
    names = ("languages", "levels", "plan_levels", "bodies", "reviews")
    return {name: [plain(one) for one in getattr(profile, name)] for name in names}


def _laws(country: Country, profile: CountryProfile) -> list[str]:
    """Codes of the texts added or changed; a text that another repeals is linked once both exist."""
    known = {law.code: law for law in country.laws.all()}
    changed = [law.code for law in profile.laws if _law(country, law, known)]
    linked = [law.code for law in profile.laws if _repeal(law, known)]
    return list(dict.fromkeys([*changed, *linked]))


def _law(country: Country, law: LegalText, known: dict[str, LegalBasis]) -> bool:
    values = _law_values(law)
    if law.code not in known:
        known[law.code] = LegalBasis.objects.create(country=country, code=law.code, **values)
        return True
    changes = differences(known[law.code], values)
    if changes:
        write(known[law.code], changes)
    return bool(changes)


def _law_values(law: LegalText) -> dict[str, Any]:
    names = ("title_fr", "kind", "date", "reference", "repealed_on", "note")
    relations = {name: list(getattr(law, name)) for name in ("repeals", "amends", "implements", "misprints")}
    return {name: getattr(law, name) for name in names} | {
        "amended_by": list(law.amended_by),
        "relations": {name: codes for name, codes in relations.items() if codes},
        "unconfirmed": " ".join(law.unconfirmed),
    }


def _repeal(law: LegalText, known: dict[str, LegalBasis]) -> bool:
    repealing = known[law.repealed_by] if law.repealed_by else None
    changes = differences(known[law.code], {"repealed_by": repealing})
    if changes:
        write(known[law.code], changes)
    return bool(changes)
