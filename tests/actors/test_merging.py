"""Two records become one, and are parted again."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from azalai.accounts.enums import Role
from azalai.actors import actions
from azalai.actors.actions.parting import obstacle
from azalai.actors.models import FocalPoint, Membership, Merge, Organisation, Spelling
from azalai.actors.recognition import Recogniser
from azalai.actors.references import OWN, followers
from azalai.core.models import AuditEntry
from azalai.interventions.models import Intervention, InterventionBody
from azalai.plans.models import NodeBody
from tests.accounts.factories import AT, START, SYSTEM, author_with, make_post
from tests.actors.factories import make_network, make_organisation
from tests.interventions.factories import load as load_lists
from tests.interventions.factories import make_intervention
from tests.plans.factories import make_version

pytestmark = pytest.mark.django_db


def pair() -> tuple[Organisation, Organisation]:
    """A double in English and the record to keep."""
    merged = make_organisation(
        "IOM", name_fr="", name_en="International Organization for Migration", code="double"
    )
    kept = make_organisation("OIM", name_fr="Organisation internationale pour les migrations", code="oim")
    return merged, kept


def merge(merged: Organisation, kept: Organisation, **more: Any) -> Merge:
    return actions.merge_organisations(by=SYSTEM, at=AT, merged=merged, kept=kept, **more)


def part(made: Merge) -> Merge:
    return actions.part_organisations(by=SYSTEM, at=AT, merge=made, reason="Erreur")


def state() -> dict[str, Any]:
    """Everything that a merge may touch."""
    return {
        "organisations": list(Organisation.objects.order_by("pk").values()),
        "spellings": list(Spelling.objects.order_by("pk").values()),
        "memberships": list(Membership.objects.order_by("pk").values()),
        "focal points": list(FocalPoint.objects.order_by("pk").values()),
        "leads": list(Intervention.objects.order_by("pk").values("pk", "lead", "search_text")),
        "bodies": list(InterventionBody.objects.order_by("pk").values("pk", "organisation")),
    }


def with_ties(merged: Organisation, kept: Organisation) -> None:
    """Both in one network and with one focal point; the double alone has more."""
    network, post = make_network(), make_post(Role.FOCAL_POINT)
    other = make_network("AUTRE")
    for organisation in (merged, kept):
        actions.join_network(by=SYSTEM, at=AT, organisation=organisation, network=network)
        actions.appoint_focal_point(by=SYSTEM, at=AT, organisation=organisation, post=post, starts_on=START)
    actions.join_network(by=SYSTEM, at=AT, organisation=merged, network=other)
    actions.add_mandate(by=SYSTEM, at=AT, organisation=merged, text="Protéger")
    actions.add_analysis(by=SYSTEM, at=AT, organisation=merged, on=START, interest=5)
    make_organisation("BUREAU", parent=merged)


def test_every_foreign_key_to_an_organisation_follows_a_merge() -> None:
    pointing = {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }
    decisions = {"actors.merge.merged", "actors.merge.kept"}
    hidden = {f"actors.distinction.{name}" for name in ("first", "second")}
    own = {"actors.spelling.organisation", "actors.organisation.merged_into"} | decisions | hidden
    assert pointing - own == {one.key for one in followers()}


def test_names_spellings_and_ties_go_over_and_the_other_record_points_there() -> None:
    merged, kept = pair()
    with_ties(merged, kept)
    made = merge(merged, kept, names={"name_en": "merged", "acronym": "kept"}, reason="Même organisme")
    merged.refresh_from_db()
    kept.refresh_from_db()
    assert (merged.merged_into, merged.kept) == (kept, kept)
    assert (kept.acronym, kept.name_en) == ("OIM", "International Organization for Migration")
    kinds = dict(kept.spellings.values_list("text", "kind"))
    assert kinds["IOM"] == "variant"
    assert kinds["International Organization for Migration"] == "name-en"
    assert not merged.spellings.exists()
    assert sorted(kept.memberships.values_list("network__acronym", flat=True)) == ["AUTRE", "RESO"]
    assert [m.network.acronym for m in merged.memberships.all()] == ["RESO"]
    assert kept.focal_points.count() == merged.focal_points.count() == 1
    assert kept.mandates.count() == kept.analyses.count() == kept.children.count() == 1
    assert Recogniser.for_country("NE").organisation_id("IOM") == kept.pk
    assert "iom" in kept.search_text
    assert set(made.moved) == {
        "actors.mandate.organisation",
        "actors.analysis.organisation",
        "actors.membership.organisation",
        "actors.organisation.parent",
    }


def test_the_name_of_the_double_may_take_the_place() -> None:
    merged, kept = pair()
    merge(merged, kept, names={"acronym": "merged"})
    kept.refresh_from_db()
    assert kept.acronym == "IOM"
    assert dict(kept.spellings.values_list("text", "kind"))["OIM"] == "variant"


def test_rooms_above_follow_and_come_back() -> None:
    load_lists()
    merged = make_organisation("DBLE", name_fr="Un organisme en double")
    kept = make_organisation("SEULE", name_fr="Celui que l'on garde")
    led = make_intervention(lead=merged.pk)
    led.bodies.update(organisation=merged)
    led.budgets.update(organisation=merged)
    version = make_version()
    node = version.nodes.first()
    cited = NodeBody.objects.create(node=node, role="responsible", text="DBLE", organisation=merged)
    before = state()
    made = merge(merged, kept)
    led.refresh_from_db()
    cited.refresh_from_db()
    assert led.lead == cited.organisation == kept
    assert "seule" in led.search_text
    assert set(led.bodies.values_list("organisation", flat=True)) == {kept.pk}
    assert set(led.budgets.values_list("organisation", flat=True)) == {kept.pk}
    part(made)
    assert state() == before
    cited.refresh_from_db()
    assert cited.organisation == merged


def test_parting_gives_everything_back() -> None:
    merged, kept = pair()
    with_ties(merged, kept)
    before = state()
    made = merge(merged, kept, names={"name_en": "merged", "acronym": "merged"})
    part(made)
    assert state() == before
    made.refresh_from_db()
    assert made.undone_at == AT
    assert merge(merged, kept).pk != made.pk


def test_what_was_added_since_stays_and_what_was_changed_is_left() -> None:
    merged, kept = pair()
    network = make_network()
    tie = actions.join_network(by=SYSTEM, at=AT, organisation=merged, network=network)
    made = merge(merged, kept)
    actions.add_spelling(by=SYSTEM, at=AT, organisation=kept, text="OIM Niger")
    actions.leave_network(by=SYSTEM, at=AT, membership=tie, valid_to="2022", reason="Fin")
    part(made)
    tie.refresh_from_db()
    assert (tie.organisation, tie.valid_to) == (merged, "2022")
    assert kept.spellings.filter(text="OIM Niger").exists()


def test_names_changed_since_forbid_parting_and_it_is_said() -> None:
    merged, kept = pair()
    made = merge(merged, kept, names={"acronym": "merged"})
    kept.refresh_from_db()
    values = {name: getattr(kept, name) for name in ("name_fr", "name_en", "category", "kind", "parent")}
    actions.update_organisation(
        by=SYSTEM, at=AT, organisation=kept, acronym="OIM-NE", place=None, note="", **values
    )
    assert "ont changé depuis" in obstacle(made)
    with pytest.raises(ValidationError, match="ont changé depuis"):
        part(made)
    merged.refresh_from_db()
    assert merged.merged_into == kept


def test_a_chain_is_parted_from_its_end() -> None:
    merged, kept = pair()
    last = make_organisation("DERNIER")
    first, second = merge(merged, kept), merge(kept, last)
    merged.refresh_from_db()
    assert merged.kept == last
    with pytest.raises(ValidationError, match="séparez d'abord"):
        part(first)
    part(second)
    first.refresh_from_db()
    part(first)
    assert Organisation.objects.active().filter(pk__in=[merged.pk, kept.pk, last.pk]).count() == 3
    with pytest.raises(ValidationError, match="déjà séparées"):
        part(first)


def test_both_records_tell_it_with_what_is_needed_to_undo_it() -> None:
    merged, kept = pair()
    actions.add_mandate(by=SYSTEM, at=AT, organisation=merged, text="Protéger")
    made = merge(merged, kept, reason="Même organisme")
    entries = AuditEntry.objects.filter(action__in=["organisation.merged", "organisation.absorbed"])
    assert {entry.object_id for entry in entries} == {str(merged.pk), str(kept.pk)}
    assert {entry.reason for entry in entries} == {"Même organisme"}
    for entry in entries:
        assert (
            f"actors.mandate.organisation : {merged.mandates.model.objects.get().pk}"
            in entry.after["references"]
        )
        assert any("organisation_id" in text and f"→ {kept.pk}" in text for text in entry.after["texts"])
    part(made)
    assert AuditEntry.objects.filter(action="organisation.parted", object_id=str(merged.pk)).exists()


def test_what_cannot_be_merged_is_refused() -> None:
    merged, kept = pair()
    abroad = make_organisation("TD1", country="TD")
    middle = make_organisation("MILIEU", parent=merged)
    below = make_organisation("BAS", parent=middle)
    for one, other, words in (
        (merged, merged, "différentes"),
        (merged, abroad, "même pays"),
        (merged, below, "rattachement"),
    ):
        with pytest.raises(ValidationError, match=words):
            merge(one, other)
    merge(merged, kept)
    with pytest.raises(ValidationError, match="déjà réunie"):
        merge(kept, merged)


def test_a_record_kept_under_its_double_takes_the_place_of_the_double() -> None:
    top = make_organisation("HAUT")
    merged = make_organisation("DBL", parent=top)
    kept = make_organisation("SEUL", parent=merged)
    made = merge(merged, kept)
    kept.refresh_from_db()
    assert kept.parent == top
    part(made)
    kept.refresh_from_db()
    assert kept.parent == merged


def test_a_network_merged_into_its_member_is_no_member_of_itself() -> None:
    network, member = make_network("DBL"), make_organisation("SEUL")
    actions.join_network(by=SYSTEM, at=AT, organisation=member, network=network)
    merge(network, member)
    assert not Membership.objects.filter(network=member).exists()


def test_loading_the_shipped_list_again_does_not_bring_the_double_back() -> None:
    load_lists()
    merged, kept = Organisation.objects.get(code="oim"), make_organisation("SEUL")
    merge(merged, kept)
    done = actions.load_organisations_data(by=SYSTEM, at=AT, country="NE")
    assert not done.changed
    assert not merged.memberships.exists()


def test_only_keepers_merge_part_and_distinguish() -> None:
    merged, kept = pair()
    partner = author_with(Role.PARTNER)
    with pytest.raises(PermissionDenied):
        actions.merge_organisations(by=partner, at=AT, merged=merged, kept=kept)
    with pytest.raises(PermissionDenied):
        actions.distinguish_organisations(by=partner, at=AT, one=merged, other=kept)
    made = merge(merged, kept)
    with pytest.raises(PermissionDenied):
        actions.part_organisations(by=partner, at=AT, merge=made)


def test_distinct_records_are_remembered_once_whatever_the_order() -> None:
    merged, kept = pair()
    one = actions.distinguish_organisations(by=SYSTEM, at=AT, one=kept, other=merged)
    assert actions.distinguish_organisations(by=SYSTEM, at=AT, one=merged, other=kept) == one
    assert one.first_id < one.second_id
    with pytest.raises(ValidationError, match="différentes"):
        actions.distinguish_organisations(by=SYSTEM, at=AT, one=kept, other=kept)


def test_what_this_room_ties_is_listed_once() -> None:
    assert len({one.key for one in OWN}) == len(OWN)
