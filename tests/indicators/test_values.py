"""Values: their states, their history, their aggregates; nothing is rewritten."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.frames.models import Place
from azalai.indicators import actions
from azalai.indicators.enums import STATE_TRANSITIONS, State
from azalai.indicators.models import Aggregate, Indicator, Value
from azalai.indicators.queries.rollups import audit_differences
from azalai.indicators.words import NotAFigure, as_typed, read_typed
from tests.accounts.factories import AT, SYSTEM, author_with
from tests.indicators.factories import a_fact, enter, given, make_indicator, make_place, validated

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("", "", None),
        ("—", "", None),
        ("  ", "", None),
        ("0", "number", 0),
        ("1 234,5", "number", "1234.5"),
        ("1\u202f234\u00a0567", "number", 1234567),
        ("1.234.567", "number", 1234567),
        ("12,5 %", "number", "12.5"),
        ("-3", "number", -3),
        ("−3", "number", -3),
        ("١٢", "number", 12),
        ("Inconnu", "unknown", None),
        ("?", "unknown", None),
        ("S.O.", "not-applicable", None),
        ("sans objet", "not-applicable", None),
        ("n/a", "not-applicable", None),
    ],
)
def test_figures_are_read_as_people_type_them(text: str, kind: str, amount: Any) -> None:
    found = read_typed(text)
    assert (found.kind, found.amount) == (kind, None if amount is None else Decimal(amount))
    assert read_typed(as_typed(found.kind, found.amount)) == found


@pytest.mark.parametrize(
    "text", ["douze", "1.234", "1,2,3", "=1+1", "1e9", "NaN", "9" * 30, "0,1234567", "12/40", "-", "--1"][:9]
)
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(NotAFigure):
        read_typed(text)


@pytest.mark.parametrize(("text", "amount"), [("oui", 1), ("Non", 0), ("inconnu", None)])
def test_yes_and_no_are_figures_too(text: str, amount: int | None) -> None:
    assert read_typed(text, "yes-no").amount == amount
    with pytest.raises(NotAFigure):
        read_typed("3", "yes-no")


def test_the_state_table_is_what_the_actions_do() -> None:
    reached = {(a, b) for a, follow in STATE_TRANSITIONS.items() for b in follow}
    assert reached == {
        ("entered", "validated"),
        ("entered", "returned"),
        ("entered", "replaced"),
        ("entered", "withdrawn"),
        ("returned", "replaced"),
        ("returned", "withdrawn"),
        ("validated", "published"),
        ("validated", "replaced"),
        ("validated", "withdrawn"),
        ("published", "replaced"),
        ("published", "withdrawn"),
    }


def test_a_correction_is_a_row_of_its_own_and_waits() -> None:
    indicator = make_indicator()
    old = validated(indicator, "12")
    new = actions.correct_value(by=SYSTEM, at=AT, value=old, given=given("13"))
    old.refresh_from_db()
    assert (old.state, new.state, new.replaces_id) == (State.VALIDATED, State.ENTERED, old.pk)
    actions.validate_value(by=SYSTEM, at=AT, value=new)
    old.refresh_from_db()
    assert (old.state, old.amount) == (State.REPLACED, 12)
    with pytest.raises(PermissionDenied):
        actions.correct_value(by=SYSTEM, at=AT, value=old, given=given("14"))


def test_the_same_value_again_writes_nothing_and_leaves_no_trace() -> None:
    indicator = make_indicator()
    first = enter(indicator, "12")
    before = AuditEntry.objects.count()
    assert enter(indicator, "12,0") == first
    assert AuditEntry.objects.count() == before


def test_a_value_sent_back_says_why_and_the_same_may_be_given_again() -> None:
    indicator = make_indicator()
    value = enter(indicator)
    with pytest.raises(ValidationError, match="motif"):
        actions.return_value(by=SYSTEM, at=AT, value=value, reason=" ")
    actions.return_value(by=SYSTEM, at=AT, value=value, reason="Quelle source ?")
    again = enter(indicator)
    assert (again.replaces_id, again.state) == (value.pk, State.ENTERED)


def test_a_second_validation_and_a_late_decision_are_refused() -> None:
    value = validated(make_indicator())
    for action, more in (
        (actions.validate_value, {}),
        (actions.return_value, {"reason": "Trop tard"}),
    ):
        with pytest.raises(PermissionDenied):
            action(by=SYSTEM, at=AT, value=value, **more)
    actions.publish_value(by=SYSTEM, at=AT, value=value)
    with pytest.raises(PermissionDenied):
        actions.publish_value(by=SYSTEM, at=AT, value=value)


def test_a_withdrawn_value_leaves_a_blank_and_stays_in_the_history() -> None:
    indicator = make_indicator()
    actions.withdraw_value(by=SYSTEM, at=AT, value=validated(indicator), reason="Erreur de lieu")
    assert not indicator.values.standing().exists()
    assert indicator.values.get().state == State.WITHDRAWN
    assert validated(indicator, "3").amount == 3


def test_all_or_nothing_and_every_problem_at_once() -> None:
    indicator = make_indicator()
    wrong = [given("1"), given("2", period="2099"), given("3", period="2098")]
    with pytest.raises(ValidationError) as refused:
        actions.enter_values(by=SYSTEM, at=AT, indicator=indicator, given=wrong)
    assert set(refused.value.message_dict) == {"2099|", "2098|"}
    assert not Value.objects.exists()


def test_details_never_make_more_than_the_value(frames: None) -> None:
    from azalai.frames.models import FrameworkItem

    sex = FrameworkItem.objects.get(framework__code="disaggregation", code="sex")
    parts = tuple(actions.GivenPart(sex.pk, code, read_typed("8")) for code in ("women", "men"))
    indicator = make_indicator()
    with pytest.raises(ValidationError, match="dépasse"):
        enter(indicator, "12", parts=parts)
    assert enter(indicator, "16", parts=parts).parts.count() == 2


def test_a_live_indicator_takes_no_value() -> None:
    indicator = actions.bind_indicator(
        by=SYSTEM, at=AT, indicator=make_indicator(), fact_code="essai.compte", reason="m"
    )
    with a_fact(3), pytest.raises(PermissionDenied):
        enter(indicator, "4")


@pytest.mark.parametrize("role", [Role.PARTNER, Role.AUDITOR, Role.DOCUMENTATION])
def test_others_enter_and_decide_nothing(role: str) -> None:
    indicator, who = make_indicator(), author_with(role)
    with pytest.raises(PermissionDenied):
        enter(indicator, by=who)
    value = enter(indicator)
    for action, more in (
        (actions.validate_value, {}),
        (actions.return_value, {"reason": "m"}),
        (actions.withdraw_value, {"reason": "m"}),
        (actions.correct_value, {"given": given("3")}),
    ):
        with pytest.raises(PermissionDenied):
            action(by=who, at=AT, value=value, **more)


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "number", "amount": None},
        {"kind": "unknown", "amount": 3},
        {"state": "validated"},
        {"state": "withdrawn"},
        {"state": "magic"},
        {"denominator": -1},
    ],
)
def test_the_database_refuses_what_cannot_be(broken: dict[str, Any]) -> None:
    value = enter(make_indicator())
    for name, told in broken.items():
        setattr(value, name, told)
    with pytest.raises(IntegrityError), transaction.atomic():
        value.save()


def test_two_values_in_force_or_pending_in_one_slot_are_refused_by_the_database() -> None:
    indicator = make_indicator()
    first = enter(indicator)
    first.pk, first.public_id = None, "0f7b8d1c-0000-4000-8000-000000000001"
    first._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def regions() -> tuple[Any, Any]:
    return make_place("Agadez"), make_place("Diffa")


def test_places_make_the_country_and_a_missing_one_makes_it_partial() -> None:
    first, second = regions()
    indicator = make_indicator(adding="sum")
    validated(indicator, "3", place=first)
    row = Aggregate.objects.get(indicator=indicator, place=None)
    assert (row.amount, row.known, row.expected, row.missing) == (3, 1, 2, ["Diffa"])
    validated(indicator, "4", place=second)
    row.refresh_from_db()
    assert (row.amount, row.known, row.expected) == (7, 2, 2)


def test_places_measured_otherwise_are_not_added() -> None:
    first, second = regions()
    indicator = make_indicator(adding="sum")
    validated(indicator, "3", place=first)
    validated(indicator, "4", place=second, method_text="Estimation")
    row = Aggregate.objects.get(indicator=indicator, place=None)
    assert (row.kind, row.causes, row.amount) == ("refused", ["method"], None)


def test_a_new_definition_parts_the_values_given_before_from_those_after() -> None:
    first, second = regions()
    indicator = make_indicator(adding="sum", definitions="Avant")
    validated(indicator, "3", place=first)
    sheet = actions.Sheet(title=indicator.title, adding="sum", definitions="Après")
    changed = actions.update_indicator(by=SYSTEM, at=AT, indicator=indicator, sheet=sheet, new_meaning=True)
    assert changed.definition_version == 2
    validated(changed, "4", place=second)
    assert Aggregate.objects.get(indicator=indicator, place=None).causes == ["definition"]


def test_a_typing_mistake_in_the_definition_parts_nothing() -> None:
    indicator = make_indicator(definitions="Avnat")
    sheet = actions.Sheet(title=indicator.title, definitions="Avant")
    changed = actions.update_indicator(by=SYSTEM, at=AT, indicator=indicator, sheet=sheet)
    assert (changed.definition_version, changed.unit_version, changed.method_version) == (1, 1, 1)


def made() -> Indicator:
    first, second = regions()
    below = [make_place("Arlit", first), make_place("Bilma", first)]
    indicator = make_indicator(adding="sum")
    for place, text in zip([*below, second], ("1", "2", "4"), strict=True):
        validated(indicator, text, place=place)
    return indicator


def test_the_audit_finds_nothing_where_nothing_was_touched() -> None:
    indicator = made()
    assert Aggregate.objects.get(indicator=indicator, place=None).amount == 7
    assert audit_differences("NE") == []


def test_the_audit_names_a_part_or_an_aggregate_that_was_tampered_with() -> None:
    indicator = made()
    Aggregate.objects.filter(indicator=indicator, place__name="Agadez").update(amount=30)
    ((found, one),) = audit_differences("NE")
    assert found == indicator
    assert (one.field, one.stored, one.computed) == ("amount", 30, 3)
    assert "Agadez" in one.key
    indicator.values.filter(place__name="Bilma").update(amount=9)
    assert {(d.key.split(" · ")[1][:4], d.field) for _i, d in audit_differences("NE")} == {
        ("Agad", "amount"),
        ("NE", "amount"),
    }


def test_the_command_says_so_by_its_exit_status(capsys: Any) -> None:
    from azalai.cli.indicators import audit_lines

    made()
    out = StringIO()
    assert audit_lines("NE") == []
    Aggregate.objects.filter(place__name="Agadez").delete()
    assert any("absent" in line for line in audit_lines("NE"))
    assert out.getvalue() == ""


def test_a_value_given_to_an_earlier_version_of_a_place_still_counts() -> None:
    old = make_place("Agadez")
    make_place("Diffa")
    indicator = make_indicator(adding="sum")
    Place.objects.filter(pk=old.pk).update(valid_to="2020-12")
    Place.objects.create(
        country=old.country, pcode=old.pcode, name="Agadez", level=1, valid_from="2021", source="essai"
    )
    validated(indicator, "3", place=old)
    row = Aggregate.objects.get(indicator=indicator, place=None)
    assert (row.amount, row.known, row.expected) == (3, 1, 2)
    assert audit_differences("NE") == []
