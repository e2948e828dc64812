"""One activity as IATI describes it, in plain frozen records.

Codes are those of IATI 2.03, text as written where no code is known. Dates are ISO: a day, or in
`ActivityDate` a month ("2022-05") or a year ("2022"). "" and None mean that nothing was written:
neither zero nor the standard's default. Two activities are equal when what they hold is equal;
where they stood and what was wrong with them do not count.

A contact is a post: names of persons, addresses and numbers are never held.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from azalai.formats.iati import codes

_OWN_CODE = re.compile(r"([A-Z]{2})(?:\d{2,}|-[A-Z0-9]{1,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person must know of one activity. where: "budget[2]", or ""."""

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """Text in a language (lower-case code, "" when unknown)."""

    text: str
    lang: str = ""


Narratives = tuple[Narrative, ...]


@dataclass(frozen=True, slots=True)
class ReportingOrg:
    """Who publishes. secondary: reports what others do."""

    ref: str = ""
    type: str = ""
    names: Narratives = ()
    secondary: bool = False


@dataclass(frozen=True, slots=True)
class ParticipatingOrg:
    """A body and its role, see codes.ROLES; activity_id: its own record of the same activity."""

    role: str
    ref: str = ""
    type: str = ""
    names: Narratives = ()
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class OtherIdentifier:
    """Another number of the activity, with the body that gave it."""

    ref: str
    type: str = ""
    owner_ref: str = ""
    owner_names: Narratives = ()


@dataclass(frozen=True, slots=True)
class Description:
    """type: "" or "1" general, "2" objectives, "3" target groups, "4" other."""

    type: str = ""
    texts: Narratives = ()


@dataclass(frozen=True, slots=True)
class ActivityDate:
    """type: see codes.DATE_TYPES; iso: year, month, day or ""; written: as it was."""

    type: str
    iso: str
    written: str
    notes: Narratives = ()


@dataclass(frozen=True, slots=True)
class RecipientCountry:
    """ISO 3166-1 alpha-2 and its percentage."""

    code: str
    percentage: Decimal | None = None
    names: Narratives = ()


@dataclass(frozen=True, slots=True)
class RecipientRegion:
    """Region of the world, or one that the publisher defines (vocabulary 99)."""

    code: str
    vocabulary: str = ""
    percentage: Decimal | None = None
    names: Narratives = ()


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84, degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class AdministrativeCode:
    """Code of a place. level: 0 country, 1 region…; None for a gazetteer's identifier."""

    vocabulary: str
    code: str
    level: int | None = None


def _country_of(code: AdministrativeCode) -> str:
    if code.vocabulary == codes.ISO_COUNTRY:
        return code.code.upper()
    own = None if code.vocabulary in codes.GAZETTEERS else _OWN_CODE.fullmatch(code.code)
    return own[1] if own else ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place; `ids` are those of gazetteers, `administrative` the areas that hold it."""

    ref: str = ""
    reach: str = ""
    names: Narratives = ()
    ids: tuple[AdministrativeCode, ...] = ()
    administrative: tuple[AdministrativeCode, ...] = ()
    point: Point | None = None
    exactness: str = ""

    @property
    def countries(self) -> frozenset[str]:
        """Countries that its codes name: ISO, or at the head of a P-code ("NE001") or of "NE-1"."""
        found = {_country_of(code) for code in self.ids + self.administrative}
        return frozenset(found & codes.COUNTRIES)


@dataclass(frozen=True, slots=True)
class Sector:
    """vocabulary: "1" DAC five digits, "2" three digits, "7" SDG goal, "99" own…"""

    code: str
    vocabulary: str = ""
    percentage: Decimal | None = None
    names: Narratives = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """vocabulary: codes.SDG_GOAL, codes.SDG_TARGET, "99" own…"""

    code: str
    vocabulary: str = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True)
class PolicyMarker:
    """significance: "0" not targeted, "1" significant, "2" principal…"""

    code: str
    vocabulary: str = ""
    significance: str = ""
    names: Narratives = ()


@dataclass(frozen=True, slots=True)
class HumanitarianScope:
    """type: "1" emergency, "2" appeal."""

    type: str
    vocabulary: str
    code: str
    names: Narratives = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """start, end, value_date: days or ""; currency: ISO 4217, the activity's default included."""

    amount: Decimal
    currency: str = ""
    start: str = ""
    end: str = ""
    value_date: str = ""
    type: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class TransactionSum:
    """All transactions of one type, currency, country and chain, added up.

    type: see codes.TRANSACTIONS; provider_activity, receiver_activity: identifiers that the money
    comes from and goes to; count: transactions; first, last: days or "".
    """

    type: str
    currency: str
    amount: Decimal
    country: str = ""
    provider_activity: str = ""
    receiver_activity: str = ""
    count: int = 1
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """type: "1" parent, "2" child, "3" sibling, "4" co-funded, "5" third party."""

    type: str
    ref: str


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document on the web (http, https or ftp only)."""

    url: str
    format: str = ""
    titles: Narratives = ()
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A post to write to: body and job title."""

    organisation: Narratives = ()
    job_title: Narratives = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """One `iati-activity`. line: where it begins in its file, 0 when it comes from none."""

    identifier: str
    reporting_org: ReportingOrg
    titles: Narratives = ()
    descriptions: tuple[Description, ...] = ()
    participating_orgs: tuple[ParticipatingOrg, ...] = ()
    other_identifiers: tuple[OtherIdentifier, ...] = ()
    status: str = ""
    dates: tuple[ActivityDate, ...] = ()
    contacts: tuple[Contact, ...] = ()
    recipient_countries: tuple[RecipientCountry, ...] = ()
    recipient_regions: tuple[RecipientRegion, ...] = ()
    locations: tuple[Location, ...] = ()
    sectors: tuple[Sector, ...] = ()
    tags: tuple[Tag, ...] = ()
    humanitarian_scopes: tuple[HumanitarianScope, ...] = ()
    policy_markers: tuple[PolicyMarker, ...] = ()
    budgets: tuple[Budget, ...] = ()
    transactions: tuple[TransactionSum, ...] = ()
    documents: tuple[DocumentLink, ...] = ()
    related: tuple[RelatedActivity, ...] = ()
    humanitarian: bool | None = None
    hierarchy: int | None = None
    currency: str = ""
    language: str = ""
    last_updated: str = ""
    line: int = field(default=0, compare=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def declared_countries(self) -> tuple[str, ...]:
        """Codes of the countries of the activity and of its transactions, in order, each once."""
        named = [country.code for country in self.recipient_countries]
        named += [total.country for total in self.transactions if total.country]
        return tuple(dict.fromkeys(named))

    @property
    def countries(self) -> tuple[str, ...]:
        """Those that are declared, then those that only its places name."""
        places = {code for place in self.locations for code in place.countries}
        return (*self.declared_countries, *sorted(places - set(self.declared_countries)))

    @property
    def totals(self) -> dict[tuple[str, str], Decimal]:
        """Amount of the transactions by (type, currency)."""
        found: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for total in self.transactions:
            found[total.type, total.currency] += total.amount
        return dict(found)

    @property
    def goals(self) -> tuple[str, ...]:
        """SDG goals and targets of tags and sectors: "10", "10.7", in order, each once."""
        tags = [tag.code for tag in self.tags if tag.vocabulary in (codes.SDG_GOAL, codes.SDG_TARGET)]
        sectors = [sector.code for sector in self.sectors if sector.vocabulary in ("7", "8")]
        return tuple(dict.fromkeys(tags + sectors))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle around a country, degrees."""

    south: float
    west: float
    north: float
    east: float

    def hold(self, point: Point) -> bool:
        """Whether the point lies within, the border included."""
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east
