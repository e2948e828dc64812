"""Loading the shipped lists: complete, once, and without writing over what people did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.core import audit
from azalai.core.models import AuditEntry
from azalai.frames import dataset, reference
from azalai.frames.actions import correct_item, load_reference_data
from azalai.frames.actions.frameworks import load_framework
from azalai.frames.actions.places import load_places
from azalai.frames.dataset.frameworks import Entry
from azalai.frames.models import Country, Framework, FrameworkItem, ItemLink, LegalBasis, Place
from tests.accounts.factories import AT, SYSTEM, author_with
from tests.frames.factories import load

pytestmark = pytest.mark.django_db


def test_everything_of_the_lists_arrives() -> None:
    load("NE", "TD")
    for code, shipped in dataset.load_frameworks().items():
        assert list(Framework.objects.get(code=code).items.values_list("code", flat=True)) == list(
            shipped.codes
        )
    assert Place.objects.filter(country_id="NE").count() == len(dataset.load_places("NE"))
    assert Place.objects.filter(country_id="TD").count() == len(dataset.load_places("TD"))
    assert Place.objects.get(pcode="NE001001").parent.name == "Agadez"
    assert LegalBasis.objects.get(code="loi-2017-28").repealed_by.code == "loi-2022-59"
    assert Country.objects.get(iso2="TD").currency_code == "XAF"


def test_mappings_are_read_from_both_sides() -> None:
    load("NE")
    area = FrameworkItem.objects.get(framework__code="mptf", code="4")
    mapped = [link.from_item.code for link in area.links_in.order_by("from_item__order")]
    assert mapped == [entry.code for entry in dataset.entries_linking_to("gcm", "mptf", "4")]
    assert all(link.unconfirmed for link in ItemLink.objects.filter(from_item__framework__code="gcm"))


def test_loading_again_changes_nothing_and_leaves_no_trace(django_assert_max_num_queries: Any) -> None:
    assert load("NE").changed
    written = AuditEntry.objects.count()
    with django_assert_max_num_queries(60):
        assert not load("NE").changed
    assert AuditEntry.objects.count() == written
    assert audit.verify() == []


def test_one_entry_tells_of_a_whole_framework() -> None:
    load("NE")
    entry = AuditEntry.objects.get(action="framework.loaded", object_label__startswith="Objectifs de dév")
    assert entry.after == {"version": "2015", "items_added": 186}
    assert AuditEntry.objects.count() == 1 + len(dataset.framework_codes()) + 1 + 1  # profile, links, places


def test_another_country_does_not_get_niger_s_policy() -> None:
    load("TD")
    assert not Framework.objects.filter(code="pnm-ne").exists()
    assert Framework.objects.in_country("TD").count() == len(dataset.framework_codes()) - 1


def test_setup_loads_the_country_of_the_settings(settings: Any) -> None:
    settings.COUNTRY = "TD"
    reference.load(by=SYSTEM, at=AT)
    assert list(Country.objects.values_list("iso2", flat=True)) == ["TD"]


def test_a_country_without_a_profile_is_refused_and_changes_nothing() -> None:
    with pytest.raises(dataset.DatasetError):
        load("NE", "ZZ")
    assert not Country.objects.exists()


@pytest.mark.parametrize("role", [r for r in Role.values if r != Role.ADMINISTRATOR])
def test_only_an_administrator_loads(role: str) -> None:
    with pytest.raises(PermissionDenied):
        load_reference_data(by=author_with(role), at=AT, countries=["NE"])


def new_version(code: str = "mptf", **changes: Any) -> dataset.Framework:
    shipped = dataset.load_framework(code)
    return replace(shipped, header=replace(shipped.header, version="2030", valid_from="2030-01", **changes))


def test_a_new_version_stands_beside_the_old_one_which_ends() -> None:
    load("NE")
    load_framework(by=SYSTEM, at=AT, data=new_version())
    old, new = Framework.objects.filter(code="mptf").order_by("valid_from")
    assert (old.valid_to, new.valid_to) == ("2029-12-31", "")
    assert Framework.objects.filter(code="mptf").current(date(2029, 12, 31)).get() == old
    assert Framework.objects.filter(code="mptf").current(date(2030, 1, 1)).get() == new
    assert old.items.count() == new.items.count() == 5
    assert ItemLink.objects.filter(to_item__framework=old).exists()


def test_the_old_version_stays_ended_when_it_is_loaded_again() -> None:
    load("NE")
    load_framework(by=SYSTEM, at=AT, data=new_version())
    load("NE")
    assert Framework.objects.get(code="mptf", version="2019").valid_to == "2029-12-31"


def test_links_go_to_the_new_version_once_it_is_there() -> None:
    load("NE")
    load_framework(by=SYSTEM, at=AT, data=new_version())
    load("NE")
    newest = FrameworkItem.objects.get(framework__code="mptf", framework__version="2030", code="4")
    assert newest.links_in.exists()


def test_a_mended_list_of_the_same_version_changes_only_what_differs() -> None:
    load("NE")
    shipped = dataset.load_framework("mptf")
    mended = replace(shipped.entries[0], title_fr="Autre titre")
    data = replace(shipped, entries=(mended, *shipped.entries[1:], Entry("9", "Neuf", "Nine")))
    assert load_framework(by=SYSTEM, at=AT, data=data) == (0, 2)
    entry = AuditEntry.objects.order_by("sequence").last()
    assert (entry.action, entry.after["items_added"], entry.after["items_changed"]) == (
        "framework.updated",
        ["9"],
        ["1"],
    )


def test_an_item_that_a_list_no_longer_holds_stays() -> None:
    load("NE")
    shipped = dataset.load_framework("mptf")
    load_framework(by=SYSTEM, at=AT, data=replace(shipped, entries=shipped.entries[:-1]))
    assert Framework.objects.get(code="mptf").items.count() == 5


def test_what_a_person_corrected_is_not_loaded_over() -> None:
    load("NE")
    item = FrameworkItem.objects.get(framework__code="gcm", code="5")
    correct_item(by=SYSTEM, at=AT, item=item, title_fr="Titre officiel", source="Résolution")
    assert not load("NE").changed
    item.refresh_from_db()
    assert item.title_fr == "Titre officiel"


def places(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    listed = dataset.load_places("NE")
    moved = tuple(replace(place, **changes) if place.pcode == "NE001005" else place for place in listed)
    monkeypatch.setattr(dataset, "load_places", lambda country: moved)
    load_places(by=SYSTEM, at=AT, country="NE")


def test_a_place_that_moves_gets_a_new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    load("NE")
    places(monkeypatch, parent="NE002", valid_from="2030-01-01")
    old, new = Place.objects.filter(pcode="NE001005").order_by("valid_from")
    assert (old.valid_to, old.parent.pcode, new.valid_to, new.parent.pcode) == (
        "2029-12-31",
        "NE001",
        "",
        "NE002",
    )
    assert list(new.names.values_list("text", flat=True)) == list(old.names.values_list("text", flat=True))


def test_a_mended_name_of_the_same_date_is_no_new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    load("NE")
    places(monkeypatch, name="In Gall")
    assert Place.objects.get(pcode="NE001005").name == "In Gall"
