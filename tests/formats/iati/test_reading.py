"""What is read of an activity, and what is said of it."""

from __future__ import annotations

import gzip
import io
from decimal import Decimal
from pathlib import Path

import pytest

from azalai.formats.iati import read_activities, read_what
from azalai.formats.iati.records import (
    ActivityDate,
    AdministrativeCode,
    Bounds,
    Contact,
    Narrative,
    Point,
    TransactionSum,
)
from tests.formats.iati.samples import bare, codes, document, read, read_one, record


def test_a_path_a_stream_and_a_gzip_give_the_same(tmp_path: Path) -> None:
    data = document(record())
    path = tmp_path / "activites.xml"
    path.write_bytes(data)
    assert read(path) == read(data) == read(gzip.compress(data))
    assert read(gzip.compress(data[:50]) + gzip.compress(data[50:]) + bytes(100)) == read(data)


def test_a_complete_activity_raises_no_problem() -> None:
    activity = read_one("")
    assert activity.problems == ()
    assert activity.titles == (Narrative("Appui au retour"),)
    assert activity.participating_orgs[0].role == "4"
    assert activity.line == 2


def test_a_text_takes_the_language_of_the_nearest_element_that_says_one() -> None:
    inner = (
        '<description xml:lang="EN"><narrative>one</narrative><narrative xml:lang="ha">biyu</narrative>'
        '<narrative xml:lang="">trois</narrative></description>'
    )
    activity = read_one(inner, attributes='xml:lang="FR"')
    assert activity.language == "fr"
    assert [text.lang for text in activity.descriptions[0].texts] == ["fr"]
    assert [text.lang for text in activity.descriptions[1].texts] == ["en", "ha", ""]


def test_a_language_that_is_no_code_is_said() -> None:
    assert "lang" in codes(read_one("", attributes='xml:lang="français"'))


def test_dates_are_kept_as_written_beside_what_was_understood() -> None:
    inner = (
        '<activity-date type="2" iso-date="2021-05-01T00:00:00Z"/>'
        '<activity-date type="3" iso-date="T3 2022"/>'
        '<activity-date type="4" iso-date="bientôt"/><activity-date type="4"/>'
    )
    activity = read_one(inner)
    assert activity.dates[1:] == (
        ActivityDate("2", "2021-05-01", "2021-05-01T00:00:00Z"),
        ActivityDate("3", "2022", "T3 2022"),
        ActivityDate("4", "", "bientôt"),
    )
    assert codes(activity) == ["date-read", "date-unread", "date-missing"]


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('<activity-date type="3" iso-date="2021-01-01"/>', "dates-reversed"),
        ('<activity-date type="3" iso-date="2021"/>', "dates-reversed"),
        ('<activity-date type="9" iso-date="2023-01-01"/>', "code-unknown"),
        ('<activity-date type="end-planned" iso-date="2023-01-01"/>', "code-old"),
        ('<activity-date type="3" iso-date="9022-01-01"/>', "date-far"),
        ("<title><narrative>Bis</narrative></title>", "repeated"),
        ("<description>sans narrative</description>", "unplaced-text"),
        ("<description><narrative>DÃ©veloppement</narrative></description>", "mojibake-repaired"),
        ("<description><narrative>D\ufffdveloppement</narrative></description>", "mojibake-suspect"),
        ('<recipient-country code="NER" percentage="100"/>', "country-read"),
        ('<recipient-country code="QQ" percentage="100"/>', "country-unknown"),
        ('<recipient-country code="NE" percentage="beaucoup"/>', "percentage-unread"),
        ('<recipient-country code="NE" percentage="60"/>', "percentage-sum"),
        ('<sector code="11220" percentage="120"/>', "percentage-range"),
        ('<sector code="1" percentage="50"/><sector code="2"/>', "percentage-missing"),
        ('<tag vocabulary="2"/>', "code-missing"),
        ("<location><point><pos>ici</pos></point></location>", "point-unread"),
        ("<location><point><pos>0 0</pos></point></location>", "point-null"),
        ('<location><administrative vocabulary="G1" code="1" level="x"/></location>', "number-unread"),
        ('<document-link url="javascript:alert(1)"/>', "url-refused"),
    ],
)
def test_what_is_odd_is_said_and_the_activity_is_still_read(inner: str, code: str) -> None:
    activity = read_one(inner)
    assert code in codes(activity)
    assert activity.identifier == "XX-1-A"
    assert all(problem.message and "{" not in problem.message for problem in activity.problems)


BUDGET = (
    '<budget><period-start iso-date="{0}"/><period-end iso-date="2022-12-31"/>'
    '<value currency="{1}" value-date="2022-01-01">{2}</value></budget>'
)


@pytest.mark.parametrize(
    ("start", "currency", "amount", "code"),
    [
        ("2022-01-01", "XOF", "-5", "budget-negative"),
        ("2022-01-01", "", "5", "currency-missing"),
        ("2022-01-01", "FCFA", "5", "currency-unknown"),
        ("2023-01-01", "XOF", "5", "dates-reversed"),
        ("début", "XOF", "5", "date-unread"),
        ("2022-01-01", "XOF", "cinq", "amount-unread"),
        ("2022-01-01", "XOF", "1,234", "amount-unread"),
        ("2022-01-01", "XOF", "", "amount-missing"),
        ("2022-01-01", "XOF", "1e99", "amount-unread"),
        ("2022-01-01", "XOF", "NaN", "amount-unread"),
    ],
)
def test_an_odd_budget_is_said(start: str, currency: str, amount: str, code: str) -> None:
    assert codes(read_one(BUDGET.format(start, currency, amount))) == [code]


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1,234,567.50", "1234567.50"), ("45 000 000", "45000000"), ("1.2e-9", "0.0000000012"), (" 7 ", "7")],
)
def test_an_amount_is_read_where_its_separators_are_certain(written: str, amount: str) -> None:
    [budget] = read_one(BUDGET.format("2022-01-01", "XOF", written)).budgets
    assert budget.amount == Decimal(amount)


def test_a_budget_without_currency_takes_the_default_of_the_activity() -> None:
    activity = read_one(BUDGET.format("2022-01-01", "", "5"), attributes='default-currency="xof"')
    assert activity.budgets[0].currency == "XOF"


def transaction(amount: str, day: str = "2022-01-01", more: str = "", kind: str = "3") -> str:
    return (
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
        f'<value currency="EUR" value-date="2022-01-01">{amount}</value>{more}</transaction>'
    )


def test_transactions_are_added_up_by_type_currency_country_and_chain() -> None:
    niger = '<recipient-country code="NE"/>'
    chain = '<provider-org provider-activity-id="P-1"/>'
    inner = (
        transaction("0.1", "2022-03-01")
        + transaction("0.2", "2022-01-01")
        + transaction("5", more=niger)
        + transaction("7", more=chain)
        + transaction("x")
        + transaction("1", "0")
    )
    activity = read_one(inner)
    assert activity.transactions == (
        TransactionSum("3", "EUR", Decimal("1.3"), count=3, first="2022-01-01", last="2022-03-01"),
        TransactionSum("3", "EUR", Decimal(5), "NE", first="2022-01-01", last="2022-01-01"),
        TransactionSum("3", "EUR", Decimal(7), "", "P-1", first="2022-01-01", last="2022-01-01"),
    )
    assert activity.totals == {("3", "EUR"): Decimal("13.3")}
    assert activity.countries == ("NE",)
    assert codes(activity) == ["transactions-unread", "transactions-undated"]


def test_an_activity_without_sector_takes_those_of_its_transactions() -> None:
    activity = read_one(transaction("5", more='<sector vocabulary="1" code="15190"/>') * 2)
    assert [sector.code for sector in activity.sectors] == ["15190"]


def test_goals_come_from_tags_and_sectors() -> None:
    tags = '<tag vocabulary="3" code="10.7"/><tag vocabulary="99" code="x"/>'
    assert read_one(f'<sector vocabulary="7" code="8"/>{tags}').goals == ("10.7", "8")


def test_a_place_holds_names_codes_and_point() -> None:
    [place] = read_one(
        '<location ref="NE005"><name><narrative>Tahoua</narrative></name>'
        '<administrative vocabulary="G1" level="1" code="2439374"/>'
        '<point srsName="x"><pos>14.89, 5.26</pos></point></location>'
    ).locations
    assert place.ref == "NE005"
    assert place.administrative == (AdministrativeCode("G1", "2439374", 1),)
    assert place.point == Point(14.89, 5.26)


@pytest.mark.parametrize(("vocabulary", "code"), [("A4", "TD"), ("99", "TD07"), ("99", "TD-LC")])
def test_a_place_of_another_country_is_said(vocabulary: str, code: str) -> None:
    inner = (
        '<recipient-country code="NE" percentage="100"/>'
        f'<location><administrative vocabulary="{vocabulary}" code="{code}"/></location>'
    )
    activity = read_one(inner)
    assert codes(activity) == ["place-elsewhere"]
    assert "TD" in activity.problems[0].message


@pytest.mark.parametrize(
    ("point", "expected"),
    [("13.5 2.1", []), ("2.1 13.5", ["point-swapped"]), ("48.8 2.3", ["point-elsewhere"])],
)
def test_a_point_outside_the_country_is_said_when_its_bounds_are_given(
    point: str, expected: list[str]
) -> None:
    inner = (
        '<recipient-country code="NE" percentage="100"/>'
        f"<location><point><pos>{point}</pos></point></location>"
    )
    [activity] = read(document(record(inner)), country="NE", bounds=Bounds(11.6, 0.1, 23.6, 16.0))
    assert codes(activity) == expected


@pytest.mark.parametrize(
    "inner",
    [
        '<recipient-country code="ne"/>',
        '<recipient-country code="NER"/>',
        '<location><administrative vocabulary="A4" code="NE"/></location>',
        '<location><administrative vocabulary="99" code="NE001"/></location>',
        transaction("5", more='<recipient-country code="NE"/>'),
    ],
)
def test_a_country_keeps_the_activities_that_name_it(inner: str) -> None:
    others = record('<recipient-country code="TD"/>', "B"), record("", "C")
    found = read(document(record(inner), *others), country="NE")
    assert [activity.identifier for activity in found] == ["XX-1-A"]
    assert found[0].countries == ("NE",)


def test_identifiers_are_trimmed_and_those_that_come_twice_are_said() -> None:
    first, second, third, fourth = read(
        document(record(identifier="A"), record(identifier="\n A "), record(identifier=""), bare("")),
    )
    assert codes(first) == []
    assert second.identifier == "A"
    assert codes(second) == ["identifier-trimmed", "identifier-twice"]
    assert "identifier-missing" in codes(third)
    assert "identifier-twice" in codes(fourth)


PERSON = "Fati Exemple"
CONTACTS = {
    "person": f"<person-name><narrative>{PERSON}</narrative></person-name><telephone>+22790000000</telephone>"
    "<email>fati@exemple.test</email>",
    "in-the-wrong-place": f"<organisation><narrative>Mme {PERSON}, directrice</narrative></organisation>"
    f"<person-name><narrative>{PERSON}</narrative></person-name>"
    "<job-title><narrative>directrice, tél. 90 00 00 00</narrative></job-title>",
    "address": "<organisation><narrative>fati@exemple.test</narrative></organisation>",
}


@pytest.mark.parametrize("inner", CONTACTS.values(), ids=CONTACTS)
def test_no_name_address_or_number_of_a_person_is_held(inner: str) -> None:
    activity = read_one(f"<contact-info>{inner}<mailing-address>BP 1</mailing-address></contact-info>")
    assert activity.contacts == ()
    assert not any(word in repr(activity) for word in ("Fati", "exemple.test", "9000", "90 00", "BP 1"))


def test_a_contact_is_a_post() -> None:
    inner = (
        "<contact-info><organisation><narrative>Office</narrative></organisation>"
        "<job-title><narrative>Point focal</narrative></job-title></contact-info>"
    )
    assert read_one(inner).contacts == (Contact((Narrative("Office"),), (Narrative("Point focal"),)),)


def test_many_problems_of_a_kind_are_counted_not_listed() -> None:
    activity = read_one('<recipient-country code="QQ"/>' * 20)
    assert codes(activity) == ["country-unknown"] * 6
    assert "15" in activity.problems[-1].message


def test_an_activity_that_defeats_the_reader_is_said_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = read_what.titles

    def failing(children, reading):
        if "tag" in children:
            raise ValueError("inattendu")
        return real(children, reading)

    monkeypatch.setattr(read_what, "titles", failing)
    first, second = read(document(record('<tag code="1"/>', "A"), record(identifier="B")))
    assert (first.identifier, codes(first)) == ("A", ["unreadable"])
    assert (second.identifier, codes(second)) == ("B", [])


def test_a_file_may_be_one_activity_alone() -> None:
    [activity] = read(record().encode())
    assert activity.identifier == "XX-1-A"


def test_a_stream_is_left_open() -> None:
    stream = io.BytesIO(document(record()))
    assert len(list(read_activities(stream))) == 1
    assert not stream.closed
