"""Activities as our reader would hold them, of every shape."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from azalai.formats.iati import scalars
from azalai.formats.iati.records import (
    Activity,
    ActivityDate,
    AdministrativeCode,
    Budget,
    Contact,
    Description,
    DocumentLink,
    HumanitarianScope,
    Location,
    Narrative,
    OtherIdentifier,
    ParticipatingOrg,
    Point,
    PolicyMarker,
    RecipientCountry,
    RecipientRegion,
    RelatedActivity,
    ReportingOrg,
    Sector,
    Tag,
    TransactionSum,
)

CURRENCIES = ("XOF", "XAF", "EUR", "USD")
COUNTRIES = ("NE", "TD", "ML", "NG", "CI")


def several(strategy: st.SearchStrategy, least: int = 0) -> st.SearchStrategy:
    return st.lists(strategy, min_size=least, max_size=3, unique=True).map(tuple)


def one_of(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


sentences = st.text(max_size=40).map(scalars.plain).filter(bool)
words = st.text("abcéÉ ", min_size=1, max_size=12).map(scalars.line).filter(bool)
codes = st.text("ABC019-/.é ", min_size=1, max_size=10).map(scalars.line).filter(bool)
maybe_code = st.just("") | codes
texts = several(st.builds(Narrative, sentences, one_of("", "fr", "en", "ha")))
some_texts = several(st.builds(Narrative, sentences, one_of("", "fr", "en")), 1)
names = several(st.builds(Narrative, words, one_of("", "fr")))
days = st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(date.isoformat)
maybe_day = st.just("") | days
percentages = st.none() | st.decimals(0, 100, places=3)
amounts = st.decimals(-(10**12), 10**12, places=4)
written_dates = st.one_of(
    days.map(lambda day: (day, day)),
    days.map(lambda day: (day[:7], day[:7])),
    days.map(lambda day: (day[:4], day[:4])),
    days.map(lambda day: (day[:4], f"T3 {day[:4]}")),
    days.map(lambda day: (day, f"{day}T00:00:00")),
)
dates = st.builds(
    lambda kind, pair, notes: ActivityDate(kind, *pair, notes), one_of(*"1234"), written_dates, texts
)
area_codes = st.builds(AdministrativeCode, one_of("G1", "A4", "99"), codes, st.none() | st.integers(0, 4))
points = st.builds(
    lambda north, east: Point(north / 10**6, east / 10**6),
    st.integers(1, 90 * 10**6),
    st.integers(-180 * 10**6, 180 * 10**6),
)
places = st.builds(
    Location,
    ref=maybe_code,
    reach=one_of("", "1", "2"),
    names=texts,
    ids=several(st.builds(AdministrativeCode, one_of("G1", "G2"), codes)),
    administrative=several(area_codes),
    point=st.none() | points,
    exactness=one_of("", "1", "2"),
).filter(lambda place: place != Location())
budgets = st.builds(
    Budget, amounts, one_of(*CURRENCIES), days, days, maybe_day, one_of("", "1", "2"), one_of("", "1", "2")
)
sums = st.builds(
    lambda kind, currency, amount, country, chain, count, ends: TransactionSum(
        kind, currency, amount, country, *chain, count, *sorted(ends)
    ),
    one_of("1", "2", "3", "11"),
    one_of(*CURRENCIES),
    amounts,
    one_of("", *COUNTRIES),
    st.tuples(maybe_code, maybe_code),
    st.integers(1, 9_999),
    st.tuples(days, days),
)
documents = st.builds(
    DocumentLink,
    url=words.map(lambda word: scalars.web_address(f"https://exemple.test/{word}?a=[1]#b#c")),
    format=one_of("", "application/pdf"),
    titles=some_texts,
    categories=several(one_of("A01", "A12"), 1),
    languages=several(one_of("fr", "en")),
    date=maybe_day,
)
contacts = st.builds(Contact, names, names).filter(lambda contact: contact != Contact())

markers = st.builds(PolicyMarker, codes, one_of("", "1", "99"), one_of("", "0", "2"), texts)

activities = st.builds(
    Activity,
    identifier=codes,
    reporting_org=st.builds(ReportingOrg, codes, one_of("10", "21"), some_texts, st.booleans()),
    titles=some_texts,
    descriptions=several(st.builds(Description, one_of("", "1", "2"), some_texts), 1),
    participating_orgs=several(
        st.builds(ParticipatingOrg, one_of(*"1234"), maybe_code, one_of("", "10"), texts, maybe_code), 1
    ),
    other_identifiers=several(st.builds(OtherIdentifier, codes, maybe_code, maybe_code, texts)),
    status=one_of(*"123456"),
    dates=several(dates, 1),
    contacts=several(contacts),
    recipient_countries=several(st.builds(RecipientCountry, one_of(*COUNTRIES), percentages, texts)),
    recipient_regions=several(st.builds(RecipientRegion, codes, one_of("", "1", "99"), percentages, texts)),
    locations=several(places),
    sectors=several(st.builds(Sector, codes, one_of("", "1", "99"), percentages, texts)),
    tags=several(st.builds(Tag, codes, one_of("2", "3", "99"), texts)),
    humanitarian_scopes=several(
        st.builds(HumanitarianScope, one_of("1", "2"), one_of("1", "99"), codes, texts)
    ),
    policy_markers=several(
        st.builds(PolicyMarker, codes, one_of("", "1", "99"), one_of("", "0", "2"), texts)
    ),
    budgets=st.lists(budgets, max_size=3).map(tuple),
    transactions=st.lists(
        sums,
        max_size=3,
        unique_by=lambda s: (s.type, s.currency, s.country, s.provider_activity, s.receiver_activity),
    ).map(tuple),
    documents=several(documents),
    related=several(st.builds(RelatedActivity, one_of(*"12345"), codes)),
    humanitarian=st.none() | st.booleans(),
    hierarchy=st.none() | st.integers(0, 9),
    currency=one_of("", *CURRENCIES),
    language=one_of("", "fr", "en"),
    last_updated=st.just("")
    | st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(
        lambda moment: moment.isoformat(timespec="seconds")
    ),
)

EXAMPLE = Activity(
    identifier="XX-1-A",
    reporting_org=ReportingOrg("XX-1", "10", (Narrative("Office fictif", "fr"),)),
    titles=(Narrative("Appui au retour", "fr"),),
    descriptions=(Description("1", (Narrative("Accueil et orientation.", "fr"),)),),
    participating_orgs=(ParticipatingOrg("4", names=(Narrative("ONG fictive", "fr"),)),),
    status="2",
    dates=(ActivityDate("1", "2022", "2022"),),
    budgets=(Budget(Decimal("45000000"), "XOF", "2022-01-01", "2022-12-31"),),
    currency="XOF",
    language="fr",
)
