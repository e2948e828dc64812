"""IATI in and out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from azalai.core.models import AuditEntry
from azalai.formats.errors import UnreadableFile
from azalai.interventions import actions
from azalai.interventions.content import Body, Link, Money, Quantity, Reach, content_of
from azalai.interventions.exporting import write_iati
from azalai.interventions.models import Intervention
from tests.accounts.factories import AT, SYSTEM
from tests.interventions.factories import full_content, load, make_bare_intervention, make_intervention
from tests.shared import shared_path

pytestmark = pytest.mark.django_db
HEAD = '<?xml version="1.0"?><iati-activities version="2.03">'
ACTIVITY = """
<iati-activity default-currency="EUR" xml:lang="en">
 <iati-identifier>{identifier}</iati-identifier>
 <reporting-org ref="XM-OCHA-IOM" type="40"><narrative>International Organization for Migration</narrative>
 </reporting-org>
 <title><narrative>{title}</narrative></title>
 <description type="1"><narrative xml:lang="fr">Aide au retour volontaire.</narrative></description>
 <participating-org role="1" type="10"><narrative>Ministry nobody has heard of</narrative></participating-org>
 <activity-status code="2"/>
 <activity-date type="1" iso-date="2022-01-01"/><activity-date type="3" iso-date="{end}"/>
 <recipient-country code="NE"/>
 <location><name><narrative>Agadez Region</narrative></name></location>
 <tag code="10.7" vocabulary="3"/>
 <budget><period-start iso-date="2022-01-01"/><period-end iso-date="2022-12-31"/>
  <value value-date="2022-01-01">{amount}</value></budget>
 <related-activity type="{relation}" ref="{other}"/>
</iati-activity>"""


def activity(identifier: str = "XM-1", **more: str) -> str:
    values = {
        "title": "Voluntary return",
        "end": "2023-12-31",
        "amount": "120000",
        "relation": "3",
        "other": "X",
    }
    return ACTIVITY.format(identifier=identifier, **(values | more))


def file(folder: Path, *activities: str) -> Path:
    path = folder / "activities.xml"
    path.write_text(f"{HEAD}{''.join(activities)}</iati-activities>", encoding="utf-8")
    return path


def take_over(path: Path) -> actions.IatiImport:
    found = actions.read_iati(path, country="NE")
    return actions.import_iati(by=SYSTEM, at=AT, country="NE", file=path.name, found=found)


def test_an_activity_becomes_an_intervention(tmp_path: Path) -> None:
    load()
    take_over(file(tmp_path, activity()))
    made = Intervention.objects.get()
    assert (made.title_en, made.title_fr) == ("Voluntary return", "")
    assert (made.description_fr, made.status, made.entered_via) == (
        "Aide au retour volontaire.",
        "ongoing",
        "iati",
    )
    assert made.lead is not None
    assert made.lead.acronym == "OIM"
    assert [place.place.pcode for place in made.places.all()] == ["NE001"]
    assert [str(one.item.code) for one in made.objectives.all()] == ["10.7"]
    budget = made.budgets.get()
    assert (budget.amount, budget.currency, budget.year) == (120_000, "EUR", 2022)
    assert made.external_identifiers.get().value == "XM-1"


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    load()
    path = file(tmp_path, activity())
    take_over(path)
    before = AuditEntry.objects.filter(object_type="interventions.intervention").count()
    assert [record.outcome for record in take_over(path).records] == ["same"]
    assert Intervention.objects.count() == 1
    assert AuditEntry.objects.filter(object_type="interventions.intervention").count() == before


def test_an_update_keeps_what_iati_does_not_say(tmp_path: Path) -> None:
    load()
    take_over(file(tmp_path, activity()))
    made = Intervention.objects.get()
    content = replace(content_of(made), nature="training", targets=(Reach("returnees", women=5),))
    actions.store_published(by=SYSTEM, at=AT, country="NE", content=content, via="web", of=made)
    assert [r.outcome for r in take_over(file(tmp_path, activity(title="Return"))).records] == ["changed"]
    made.refresh_from_db()
    assert (made.title_en, made.nature, made.target_groups.get().women) == ("Return", "training", 5)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"end": "2021-01-01"}, "précède le début"),
        ({"amount": "-5"}, "Montant invraisemblable"),
    ],
)
def test_what_cannot_be_is_told_of_its_record_and_left_aside(
    tmp_path: Path, change: dict[str, str], told: str
) -> None:
    load()
    found = take_over(file(tmp_path, activity(**change), activity("XM-2")))
    assert any(told in problem for problem in found.records[0].problems)
    assert [record.outcome for record in found.records] == ["new", "new"]


def test_an_identifier_twice_is_taken_once(tmp_path: Path) -> None:
    load()
    found = take_over(file(tmp_path, activity(), activity(title="Again")))
    assert [record.outcome for record in found.records] == ["new", "wrong"]
    assert Intervention.objects.get().title_en == "Voluntary return"


def test_a_child_stands_under_its_programme_whatever_the_order(tmp_path: Path) -> None:
    load()
    child = activity("XM-2", relation="1", other="XM-1")
    parent = activity("XM-1", relation="2", other="XM-2", title="Programme")
    take_over(file(tmp_path, child, parent))
    found = Intervention.objects.get(external_identifiers__value="XM-2")
    assert found.parent is not None
    assert (found.parent.title_en, found.parent.scale) == ("Programme", "programme")
    assert [record.outcome for record in take_over(file(tmp_path, child, parent)).records] == ["same", "same"]


def test_a_damaged_file_leaves_nothing(tmp_path: Path) -> None:
    load()
    path = file(tmp_path, activity())
    path.write_text(path.read_text()[:-60], encoding="utf-8")
    with pytest.raises(UnreadableFile):
        actions.read_iati(path, country="NE")
    bomb = '<!DOCTYPE a [<!ENTITY b "x">]>' + HEAD[21:] + "</iati-activities>"
    path.write_text(bomb, encoding="utf-8")
    with pytest.raises(UnreadableFile):
        actions.read_iati(path, country="NE")
    assert not Intervention.objects.exists()


def rich_intervention() -> Intervention:
    return make_intervention(
        full_content(
            scale="project",
            status="ongoing",
            actual_start="2025-04-02",
            targets=(Reach("returnees", women=40, men=0), Reach("youth")),
            counts=(Quantity("sessions", 8),),
            budgets=(
                Money(Decimal(45_000_000), "XOF", "planned", "Fonds d'essai", year=2025),
                Money(Decimal("1200.50"), "EUR", "committed", year=2026),
            ),
            bodies=(Body("funding", "Bailleur"), Body("implementing", "ONG inconnue")),
            links=(Link("Note", "https://exemple.org/note"),),
        )
    )


def test_what_we_publish_comes_back_the_same(tmp_path: Path) -> None:
    load()
    made = rich_intervention()
    child = make_intervention(scale="activity", parent=made.pk)
    path = tmp_path / "nous.xml"
    assert write_iati(path, country="NE", at=AT) == (2, [])
    assert [record.outcome for record in actions.read_iati(path, country="NE").records] == ["same", "same"]
    known = [content_of(one) for one in (made, child)]
    Intervention.objects.exclude(parent=None).delete()
    Intervention.objects.all().delete()
    take_over(path)
    back = [content_of(one) for one in Intervention.objects.order_by("identifier")]
    assert [replace(one, parent=None) for one in back] == [replace(one, parent=None) for one in known]
    assert back[1].parent == Intervention.objects.get(identifier="NE-00001").pk


def test_what_we_publish_passes_the_official_schema(tmp_path: Path) -> None:
    schema = shared_path("conformance/iati-2.03")
    load()
    rich_intervention()
    make_intervention()
    path = tmp_path / "nous.xml"
    write_iati(path, country="NE", at=AT)
    found = next(Path(schema).rglob("iati-activities-schema.xsd"))
    checker = etree.XMLSchema(etree.parse(found))
    assert checker.validate(etree.parse(path)), checker.error_log


def test_what_the_standard_asks_for_and_we_lack_is_told(tmp_path: Path) -> None:
    make_bare_intervention()
    written, lacking = write_iati(tmp_path / "nous.xml", country="NE", at=AT)
    assert written == 0
    assert "date" in lacking[0][1][0]
    assert not (tmp_path / "nous.xml").exists()


def test_the_real_activities_of_niger_are_taken_over_once() -> None:
    path = Path(shared_path("data/iati/activities.xml.gz"))
    load()
    found = take_over(path)
    assert found.count("new") + found.count("wrong") == len(found.records)
    assert found.count("new") >= 10
    again = actions.read_iati(path, country="NE")
    assert again.count("new") == 0
    assert [r.identifier for r in again.records if r.outcome == "changed"] == []
