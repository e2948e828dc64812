"""Files of version 1 of the standard are read as well as they can be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from azalai.formats.iati.records import AdministrativeCode, Narrative, OtherIdentifier, Point
from tests.formats.iati.samples import bare, codes, document, read

OLD = bare(
    """
    <reporting-org ref="XX-1" type="10">Office fictif</reporting-org>
    <title xml:lang="fr">Appui au retour</title><title xml:lang="en">Support to return</title>
    <description type="1">Accueil.</description>
    <participating-org role="Implementing" ref="XX-2">ONG fictive</participating-org>
    <participating-org role="Funding">Bailleur fictif</participating-org>
    <other-identifier owner-ref="XX-9" owner-name="Registre">R-12</other-identifier>
    <activity-status code="2">Implementation</activity-status>
    <activity-date type="start-planned" iso-date="2012-01-01"/>
    <activity-date type="end-actual">2013-06</activity-date>
    <contact-info><organisation>Office fictif</organisation>
      <person-name>Fati Exemple</person-name></contact-info>
    <recipient-country code="NE" percentage="100">Niger</recipient-country>
    <location><name>Agadez</name><coordinates latitude="16.97" longitude="7.99" precision="1"/>
      <administrative country="NE" adm1="NE001">Niger</administrative>
      <gazetteer-entry gazetteer-ref="GEO">2448085</gazetteer-entry></location>
    <sector vocabulary="DAC" code="15190">Migration</sector>
    <policy-marker vocabulary="DAC" code="1" significance="1">Genre</policy-marker>
    <budget type="Original"><period-start iso-date="2012-01-01"/><period-end iso-date="2012-12-31"/>
      <value value-date="2012-01-01">1000</value></budget>
    <transaction><transaction-type code="D">Disbursement</transaction-type>
      <transaction-date iso-date="2012-02-01"/><value value-date="2012-02-01">400</value></transaction>
    <document-link url="http://exemple.test/rapport.pdf"><title>Rapport</title>
      <category code="A01"/></document-link>
    <related-activity type="1" ref="XX-1-P">Programme</related-activity>
    """,
    attributes='default-currency="EUR" xml:lang="fr" hierarchy="2"',
)


@pytest.fixture(params=["1.01", "1.02", "1.03", "1.04", "1.05"])
def old(request: pytest.FixtureRequest):
    [activity] = read(document(OLD, version=request.param))
    return activity


def test_texts_stand_directly_in_their_elements(old) -> None:
    assert old.titles == (Narrative("Appui au retour", "fr"), Narrative("Support to return", "en"))
    assert old.reporting_org.names == (Narrative("Office fictif", "fr"),)
    assert old.descriptions[0].texts == (Narrative("Accueil.", "fr"),)
    assert old.documents[0].titles == (Narrative("Rapport", "fr"),)


def test_words_become_the_codes_of_today(old) -> None:
    assert [org.role for org in old.participating_orgs] == ["4", "1"]
    assert [(date.type, date.iso) for date in old.dates] == [("1", "2012-01-01"), ("4", "2013-06")]
    assert (old.sectors[0].vocabulary, old.policy_markers[0].vocabulary) == ("1", "1")
    assert (old.budgets[0].type, old.budgets[0].currency) == ("1", "EUR")
    assert old.totals == {("3", "EUR"): Decimal(400)}


def test_places_are_read_from_the_old_elements(old) -> None:
    [place] = old.locations
    assert place.point == Point(16.97, 7.99)
    assert place.ids == (AdministrativeCode("G1", "2448085"),)
    assert place.administrative == (AdministrativeCode("A4", "NE", 0), AdministrativeCode("", "NE001", 1))


def test_other_identifiers_are_read_from_text(old) -> None:
    assert old.other_identifiers == (OtherIdentifier("R-12", "", "XX-9", (Narrative("Registre", "fr"),)),)


def test_a_file_of_its_time_is_no_problem(old) -> None:
    assert codes(old) == []
    assert "Fati" not in repr(old)


def test_a_status_may_be_a_word_alone() -> None:
    [activity] = read(document(bare("<activity-status>Completion</activity-status>"), version="1.03"))
    assert activity.status == "3"
