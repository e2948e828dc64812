"""The country profile: what differs between two countries is data, not code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from azalai.frames.dataset.frameworks import framework_codes
from azalai.frames.dataset.reading import (
    DatasetError,
    Header,
    build,
    build_all,
    check_dates,
    check_known,
    check_unique,
    data_file,
    read_header,
    read_json,
)


@dataclass(frozen=True, slots=True)
class Currency:
    """code: ISO 4217. label: as printed after an amount. decimals: digits shown."""

    code: str
    label: str
    decimals: int
    name_fr: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Language:
    """status: official, national, working or spoken. script: ISO 15924. direction: ltr or rtl."""

    code: str
    name_fr: str
    name_en: str
    name_own: str
    status: str
    script: str
    direction: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AdminLevel:
    """One level of administration; `places` is how many are shipped (0: none yet)."""

    level: int
    code: str
    singular_fr: str
    plural_fr: str
    singular_en: str
    plural_en: str
    places: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanLevel:
    """One level of the country's plans, from the top; a plan may name its own otherwise."""

    code: str
    singular_fr: str
    plural_fr: str
    singular_en: str
    plural_en: str


@dataclass(frozen=True, slots=True)
class Secretariat:
    """The secretariat that runs the system; `organisation` is its code among the actors."""

    name_fr: str
    name_en: str
    acronym: str
    organisation: str
    attached_to: str
    since: str
    legal_basis: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A body of concertation; scope: national, regional, departmental, communal or thematic.

    kind and rhythm: codes of the room `concertation`. parent: code of another body. places: P-codes.
    """

    code: str
    name_fr: str
    acronym: str
    scope: str
    since: str
    kind: str = ""
    name_en: str = ""
    parent: str = ""
    mandate: str = ""
    rhythm: str = ""
    legal_basis: str = ""
    places: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formality:
    """What the authority expects before processing; who: state or private."""

    who: str
    formality: str
    text_fr: str


@dataclass(frozen=True, slots=True)
class DataProtection:
    """Personal data law in force; retention "required": a field to fill, no figure in the law."""

    law: str
    authority_name: str
    authority_acronym: str
    authority: str
    retention: str
    formalities: tuple[Formality, ...] = ()
    note: str = ""
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalText:
    """A dated text; relations are codes of the same profile; misprints are other printed numbers."""

    code: str
    title_fr: str
    kind: str
    date: str
    reference: str = ""
    repeals: tuple[str, ...] = ()
    repealed_by: str = ""
    repealed_on: str = ""
    amends: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    misprints: tuple[str, ...] = ()
    note: str = ""
    unconfirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A review of the Global Compact; kind: imrf or regional; start and end are partial dates."""

    code: str
    kind: str
    title_fr: str
    title_en: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """One country. `reviews` is the Compact's calendar, the same for every country."""

    header: Header
    iso2: str
    iso3: str
    name_fr: str
    name_en: str
    name_ar: str
    official_name_fr: str
    official_name_en: str
    time_zone: str
    currency: Currency
    interface_languages: tuple[str, ...]
    languages: tuple[Language, ...]
    levels: tuple[AdminLevel, ...]
    plan_levels: tuple[PlanLevel, ...]
    frameworks: tuple[str, ...]
    secretariat: Secretariat | None
    bodies: tuple[Body, ...]
    data_protection: DataProtection | None
    laws: tuple[LegalText, ...]
    reviews: tuple[Review, ...]

    def level(self, number: int) -> AdminLevel | None:
        """The administrative level of that number (1 is right under the country), or None."""
        return next((level for level in self.levels if level.level == number), None)

    def law(self, code: str) -> LegalText | None:
        """The legal text of that code, or None."""
        return next((law for law in self.laws if law.code == code), None)


_LISTS: Mapping[str, type[Any]] = {
    "languages": Language,
    "levels": AdminLevel,
    "plan_levels": PlanLevel,
    "bodies": Body,
    "laws": LegalText,
}


def countries() -> tuple[str, ...]:
    """Countries with a profile, as ISO 3166 alpha-2 codes, sorted."""
    folder = data_file("azalai.frames", "profiles").iterdir()
    return tuple(sorted(f.name.removesuffix(".json") for f in folder if f.name.endswith(".json")))


@cache
def load_reviews() -> tuple[Review, ...]:
    """Calendar of the Global Compact's reviews, in order."""
    raw = read_json(data_file("azalai.frames", "reviews.json"))
    read_header(raw, "reviews.json")
    reviews = build_all(Review, raw.get("entries"), "reviews.json", "entries")
    check_unique((review.code for review in reviews), "reviews.json")
    for review in reviews:
        check_dates((review.start, review.end), "reviews.json", f"entrée « {review.code} »")
    return reviews


@cache
def load_profile(country: str) -> CountryProfile:
    """Profile of a country (ISO 3166 alpha-2, whatever the case).

    DatasetError when there is none or its file is wrong.
    """
    check_known([country.upper()], countries(), "profiles", "", "le pays")
    if country != country.upper():
        return load_profile(country.upper())
    raw = read_json(data_file("azalai.frames", "profiles", f"{country}.json"))
    return profile_from(raw, f"profiles/{country}.json")


def profile_from(raw: Mapping[str, Any], file: str) -> CountryProfile:
    """A checked profile from the object of a JSON file; `file` names it in errors."""
    lists: dict[str, Any] = {name: build_all(cls, raw.get(name), file, name) for name, cls in _LISTS.items()}
    profile = build(
        CountryProfile,
        dict(raw),
        file,
        "",
        header=read_header(raw, file),
        currency=build(Currency, raw.get("currency"), file, "currency"),
        secretariat=_optional(Secretariat, raw, "secretariat", file),
        data_protection=_data_protection(raw, file),
        reviews=load_reviews(),
        **lists,
    )
    _check_profile(profile, file)
    return profile


def _optional(cls: type[Any], raw: Mapping[str, Any], name: str, file: str) -> Any:
    value = raw.get(name)
    return None if value is None else build(cls, value, file, name)


def _data_protection(raw: Mapping[str, Any], file: str) -> DataProtection | None:
    value = raw.get("data_protection")
    if not isinstance(value, dict):
        return None
    where = "data_protection"
    steps = build_all(Formality, value.get("formalities", []), file, where)
    return build(DataProtection, value, file, where, formalities=steps)


def _check_profile(profile: CountryProfile, file: str) -> None:
    check_known(profile.frameworks, framework_codes(), file, "frameworks", "le cadre")
    for group in (profile.languages, profile.levels, profile.plan_levels, profile.bodies):
        check_unique((item.code for item in group), file)
    _check_languages(profile, file)
    _check_laws(profile, file)


def _check_languages(profile: CountryProfile, file: str) -> None:
    for language in profile.languages:
        if language.direction not in {"ltr", "rtl"}:
            where = f"entrée « {language.code} »"
            raise DatasetError(file, where, f"direction « {language.direction} » : ltr ou rtl")


def _check_laws(profile: CountryProfile, file: str) -> None:
    codes = [law.code for law in profile.laws]
    check_unique(codes, file)
    for law in profile.laws:
        where = f"entrée « {law.code} »"
        check_dates((law.date, law.repealed_on), file, where)
        related = (*law.repeals, *law.amends, *law.amended_by, *law.implements)
        check_known(related, codes, file, where, "le texte")
        check_known([law.repealed_by] if law.repealed_by else [], codes, file, where, "le texte")
    bodies = [body.code for body in profile.bodies]
    for body in profile.bodies:
        where = f"entrée « {body.code} »"
        check_dates([body.since], file, where)
        check_known([body.parent] if body.parent else [], bodies, file, where, "l'instance")
    check_known(_legal_bases(profile), codes, file, "legal_basis", "le texte")


def _legal_bases(profile: CountryProfile) -> tuple[str, ...]:
    bases = [body.legal_basis for body in profile.bodies]
    if profile.secretariat:
        bases.append(profile.secretariat.legal_basis)
    if profile.data_protection:
        bases.append(profile.data_protection.law)
    return tuple(code for code in bases if code)
