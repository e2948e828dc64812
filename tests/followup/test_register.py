"""Points come into the register once each, with their owners and links, and are changed there."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.followup import actions, queries
from azalai.followup.models import ActionPoint
from azalai.followup.sources import Owner, Source, source_of
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import AT, SYSTEM, make_post
from tests.actors.factories import make_category, make_organisation
from tests.concertation.factories import make_body
from tests.followup.factories import again, from_source, make_point
from tests.frames.factories import make_country

pytestmark = pytest.mark.django_db


def test_a_point_keeps_owners_deadline_and_links_as_told_and_as_understood() -> None:
    known, body, key, item = make_organisation("DREC"), make_body(), uuid4(), make_category("media")
    point = make_point(
        text="  Partager l'indice de stabilité ",
        owners=[known, Owner("les partenaires"), "DREC", "Comité inconnu de la liste"],
        owner_post=make_post(Role.ME_OFFICER, "Chargé du suivi"),
        deadline="2022-11",
        deadline_text="fin novembre",
        priority="high",
        plan_keys=[key, key],
        objectives=[item, item.pk],
        body=body,
    )
    row = again(point)
    assert (row.text, row.state, row.deadline_text) == (
        "Partager l'indice de stabilité",
        "accepted",
        "fin novembre",
    )
    assert (row.deadline, row.due_on) == ("2022-11", date(2022, 11, 30))
    assert [(one.text, one.organisation_id) for one in row.owners.all()] == [
        ("DREC", known.pk),
        ("les partenaires", None),
        ("Comité inconnu de la liste", None),
    ]
    assert [one.node_key for one in row.lines.all()] == [key]
    assert [one.item_id for one in row.objectives.all()] == [item.pk]
    assert row.body == body
    assert last().action == "followup.point-registered"
    assert last().after["owners"] == ["DREC", "les partenaires", "Comité inconnu de la liste"]


def test_a_recommendation_waits_for_its_owner_and_an_action_was_decided() -> None:
    assert make_point(kind="recommendation").state == "proposed"
    assert make_point(kind="action").state == "accepted"


def test_the_same_source_and_text_is_the_same_point_whatever_its_spacing() -> None:
    first = from_source(text="Publier le rapport.")
    written = AuditEntry.objects.count()
    assert from_source(text="publier  le RAPPORT") == first
    assert AuditEntry.objects.count() == written
    assert from_source(text="Publier l'annexe") != first
    assert from_source("2", text="Publier le rapport.") != first
    assert make_point(text="Sans source") != make_point(text="Sans source")


def test_the_database_refuses_a_double_that_slips_through() -> None:
    first = from_source(text="Publier le rapport.")
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPoint.objects.filter(pk=make_point().pk).update(fingerprint=first.fingerprint)


def test_a_source_names_an_object_of_a_room() -> None:
    body = make_body()
    found = source_of(body, kind="meeting")
    assert (found.object_type, found.object_id, found.url) == (
        "concertation.body",
        str(body.pk),
        body.get_absolute_url(),
    )


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"text": "  "}, "text"),
        ({"kind": "souhait"}, "kind"),
        ({"priority": "énorme"}, "priority"),
        ({"deadline": "2022-13"}, "deadline"),
        ({"source": Source("rumeur")}, "source"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_written(wrong: dict[str, object], named: str) -> None:
    make_point()
    values = {"country": "NE", "kind": "action", "text": "Faire"} | wrong
    assert refusal(actions.register_point, **values) == named
    assert ActionPoint.objects.count() == 1


def test_a_change_is_recorded_with_what_it_was_and_nothing_when_nothing_changes() -> None:
    one, other = make_organisation(), make_organisation()
    point = make_point(owners=[one], deadline="2022")
    changed = actions.change_point(**BY, point=point, text="Autre chose", deadline="2023-03", owners=[other])
    assert (changed.text, changed.due_on) == ("Autre chose", date(2023, 3, 31))
    assert again(point).owner_keys == {other.pk}
    entry = last()
    assert (entry.action, entry.before["owners"], entry.after["owners"]) == (
        "followup.point-changed",
        [str(one)],
        [str(other)],
    )
    actions.change_point(**BY, point=changed, text="Autre chose")
    assert last() == entry
    assert "autre chose" in again(point).search_text


def test_only_known_fields_change() -> None:
    with pytest.raises(TypeError, match="state"):
        actions.change_point(by=SYSTEM, at=AT, point=make_point(), state="verified")


@pytest.mark.parametrize("asked", ["", "liste", "LISTE points", "liste_%", "étude", "inconnu"])
def test_a_search_counts_what_it_lists(asked: str) -> None:
    make_point(text="Transmettre la liste des points focaux")
    make_point(text="Publier l'étude", note="La liste suit")
    actions.update_point(by=SYSTEM, at=AT, point=make_point(text="Étude des listes"), state="done")
    make_country("TD")
    make_point(country="TD", text="Publier la liste")
    found, filters = ActionPoint.objects.in_country("NE"), {"q": asked}
    listed = queries.filtered(found, filters, on=AT.date())
    counts = queries.tallies_of(found, filters, on=AT.date())
    assert counts == queries.tallies(listed)
    assert sum(counts.values()) == {"": 3, "liste": 3, "liste_%": 3, "LISTE points": 1, "étude": 2}.get(
        asked, 0
    )
