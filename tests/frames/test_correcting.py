"""Confirming and correcting what the shipped lists leave open; who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.frames import rules
from azalai.frames.actions import correct_item
from azalai.frames.models import FrameworkItem
from tests.accounts.factories import AT, author_with
from tests.frames.factories import make_framework, make_item

NONE = "sans poste"
EVERYONE = [*Role.values, NONE]
TABLE = {
    "see_reference": set(EVERYONE),
    "load_reference": {Role.ADMINISTRATOR},
    "correct_item": {Role.ADMINISTRATOR, Role.DOCUMENTATION},
}


def author(role: str) -> Author:
    roles = frozenset() if role == NONE else frozenset({role})
    return Author(name="Quelqu'un", person_id=7, roles=roles)


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("rule", TABLE)
def test_each_role_may_what_the_table_says(rule: str, role: str) -> None:
    assert getattr(rules, f"can_{rule}")(author(role)) == (role in TABLE[rule])
    if role in TABLE[rule]:
        getattr(rules, f"check_{rule}")(author(role))
    else:
        with pytest.raises(PermissionDenied, match=r"\.$"):
            getattr(rules, f"check_{rule}")(author(role))


def test_every_rule_is_in_the_table_and_a_visitor_may_nothing() -> None:
    written = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    assert written == set(TABLE)
    assert not any(getattr(rules, f"can_{rule}")(Author.nobody()) for rule in TABLE)


@pytest.fixture
def item(db: None) -> FrameworkItem:
    return make_framework().items.get()


def correct(item: FrameworkItem, role: str = Role.DOCUMENTATION, **values: Any) -> FrameworkItem:
    return correct_item(by=author_with(role), at=AT, item=item, **({"source": "Journal officiel"} | values))


def test_a_corrected_title_is_confirmed_with_its_source(item: FrameworkItem) -> None:
    done = correct(item, title_fr=" Titre officiel ")
    assert (done.title_fr, done.unconfirmed, done.corrected_from) == (
        "Titre officiel",
        "",
        "Journal officiel",
    )
    entry = AuditEntry.objects.get(action="item.corrected")
    assert (entry.before["title_fr"], entry.after["title_fr"]) == ("Titre", "Titre officiel")
    assert entry.reason == "Journal officiel"


def test_the_same_title_with_a_source_is_a_confirmation(item: FrameworkItem) -> None:
    assert correct(item, title_fr="Titre").unconfirmed == ""


def test_a_title_that_nobody_knew_can_be_given(item: FrameworkItem) -> None:
    blank = make_item(item.framework, "b", unconfirmed="title_fr title_en")
    assert correct(blank, title_fr="Axe un").unconfirmed == "title_en"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_fr": "T", "source": " "}, "source"),
        ({"title_en": "Another"}, "title_en"),
        ({}, "__all__"),
        ({"label_fr": "x" * 61}, "label_fr"),
    ],
)
def test_a_correction_that_cannot_stand_says_where(
    item: FrameworkItem, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        correct(item, **values)
    assert field in (raised.value.message_dict if hasattr(raised.value, "error_dict") else {"__all__": 1})
    item.refresh_from_db()
    assert item.corrected_at is None


def test_a_partner_corrects_nothing(item: FrameworkItem) -> None:
    with pytest.raises(PermissionDenied):
        correct(item, role=Role.PARTNER, title_fr="T")
