"""The shipped organisations: complete, once, and never written over what people keep."""

from __future__ import annotations

from dataclasses import replace

import pytest

from azalai.accounts import demo as accounts_demo
from azalai.actors import dataset, demo, queries, reference
from azalai.actors.actions import load_organisations_data
from azalai.actors.enums import SpellingKind
from azalai.actors.models import FocalPoint, Group, Membership, Organisation, Spelling
from azalai.actors.recognition import Recogniser
from azalai.core import audit
from azalai.core.models import AuditEntry
from azalai.engines.naming.text import spelling_key
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import load, make_organisation
from tests.frames.factories import load as load_frames

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("country", ["NE", "TD"])
def test_every_body_group_and_spelling_of_the_lists_arrives(country: str) -> None:
    done = load(country)
    bodies = dataset.load_organisations(country)
    assert set(done.organisations_added) == {body.code for body in bodies}
    assert Group.objects.count() == len(dataset.load_groups())
    stored = {text for spelling in Spelling.objects.all() for text in spelling.texts}
    assert {text for body in bodies for text in body.all_spellings} <= stored
    assert {text for group in dataset.load_groups() for text in group.all_spellings} <= stored
    for body in bodies:
        found = Organisation.objects.get(code=body.code)
        assert (found.parent.code if found.parent else "") == body.parent
        assert (found.place.pcode if found.place else "") == body.place
        assert found.category.code == body.category


def test_dates_notes_and_misprints_of_spellings_are_kept() -> None:
    load("NE")
    dated = Spelling.objects.get(text="MI/SP/D/AC/R")
    assert (dated.valid_from, dated.organisation.code) == ("2016-05-02", "ne-mi")
    assert [(other["text"], other["valid_from"]) for other in dated.also] == [("MISPD/ACR", "2020-11-12")]
    assert Spelling.objects.get(text="CTM").kind == SpellingKind.MISPRINT
    assert Spelling.objects.get(key="spccm").texts == ["SP/CCM", "SP-CCM", "SPCCM"]
    assert {m.network.code for m in Membership.objects.filter(organisation__code="oim")} == {
        "reseau-onu-migrations"
    }


def test_loading_again_changes_nothing_and_leaves_no_trace() -> None:
    load("NE")
    written = AuditEntry.objects.count()
    assert not load_organisations_data(by=SYSTEM, at=AT, country="NE").changed
    assert AuditEntry.objects.count() == written
    assert AuditEntry.objects.filter(action="organisations.loaded").count() == 1
    assert audit.verify() == []


def test_what_people_wrote_stays() -> None:
    load_frames("NE")
    made = make_organisation("DST", name_fr="Direction que nous avons inscrite", code="notre-dst")
    load("NE")
    made.refresh_from_db()
    assert made.name_fr == "Direction que nous avons inscrite"
    assert not Organisation.objects.filter(code="dst").exists()
    assert (
        Spelling.objects.get(key=spelling_key("Direction de la surveillance du territoire")).organisation
        == made
    )


def test_a_spelling_that_a_list_gains_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    load("NE")
    first, *others = dataset.load_organisations("NE")
    more = dataset.Spelling("Graphie nouvelle", source="Compte rendu")
    gained = (replace(first, spellings=(*first.spellings, more)), *others)
    monkeypatch.setattr(dataset, "load_organisations", lambda country: gained)
    done = load_organisations_data(by=SYSTEM, at=AT, country="NE")
    assert (done.organisations_added, done.spellings_added) == ((), 1)
    assert Organisation.objects.search("graphie nouvelle").get().code == first.code


def test_setup_loads_the_register_of_the_settings(settings: pytest.FixtureRequest) -> None:
    settings.COUNTRY = "TD"
    load_frames("TD")
    assert "td-mae" in reference.load(by=SYSTEM, at=AT).organisations_added


@pytest.mark.parametrize("country", ["NE", "TD"])
def test_the_register_and_the_files_give_the_compiler_the_same_bodies(country: str) -> None:
    load(country)
    stored = {body.code: body for body in queries.knowledge_bodies(country)}
    shipped = {body.code: body for body in dataset.known_bodies(country)}
    assert set(stored) == set(shipped)
    for code, body in shipped.items():
        assert stored[code][:3] == body[:3]
        keys = {spelling_key(text) for text in body.spellings}
        assert {spelling_key(text) for text in stored[code].spellings} == keys
    assert "CTM" not in stored.get("gtm", body).spellings


def test_the_demonstration_has_its_focal_points_and_loads_once() -> None:
    accounts_demo.load(by=SYSTEM, at=AT)
    load_frames("NE")
    demo.load(by=SYSTEM, at=AT, country="NE")
    written = AuditEntry.objects.count()
    demo.load(by=SYSTEM, at=AT, country="NE")
    assert AuditEntry.objects.count() == written
    found = {
        f.organisation.code: (f.post.role, f.place.name if f.place else "") for f in FocalPoint.objects.all()
    }
    assert found == {
        "demo-partenaire": ("partner", ""),
        "demo-direction": ("focal-point", "Agadez"),
        "sp-ccm": ("permanent-secretary", ""),
    }
    invented = FocalPoint.objects.filter(organisation__code__startswith="demo-")
    assert all("fictif" in f.organisation.note for f in invented)


def test_where_the_profile_names_no_secretariat_the_demonstration_invents_one_that_minutes_name() -> None:
    accounts_demo.load(by=SYSTEM, at=AT)
    load_frames("TD")
    demo.load(by=SYSTEM, at=AT, country="TD")
    secretariat = Organisation.objects.get(code=demo.secretariat_code("TD"))
    assert secretariat.focal_points.get().post.role == "permanent-secretary"
    names = Recogniser.for_country("TD")
    assert {names.organisation_id(text) for text in ("le Secrétariat", "SP")} == {secretariat.pk}
