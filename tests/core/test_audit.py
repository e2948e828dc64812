"""The audit trail: what it promises, and what it notices."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils.translation import gettext_lazy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry, AuditHead

pytestmark = pytest.mark.django_db

AT = datetime(2022, 9, 23, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
BY = Author(name="Chargé de suivi", person_id=7, post_id=3, post="Suivi-évaluation")
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(number: int = 1, **values: Any) -> list[AuditEntry]:
    """So many entries, about any object at hand."""
    head, _ = AuditHead.objects.get_or_create(id=1)
    arguments: dict[str, Any] = {
        "before": {"titre": "Avant"},
        "after": {"titre": "Après", "cout": 25_000_000},
    }
    arguments |= {"by": BY, "at": AT, "action": "essai.fait", "obj": head, "reason": "Pour voir"} | values
    with transaction.atomic():
        return [audit.record(**arguments) for _ in range(number)]


def tamper(rank: int, /, **values: Any) -> None:
    """What someone with access to the database does."""
    AuditEntry.objects.filter(sequence=rank).update(**values)


def messages(**arguments: Any) -> str:
    return " ".join(found.message for found in audit.verify(**arguments))


def test_an_untouched_trail_is_whole() -> None:
    write(5)
    assert audit.verify() == []


def test_an_empty_trail_is_whole() -> None:
    assert audit.verify() == []


def test_ranks_are_consecutive_and_each_entry_names_the_one_before() -> None:
    first, second, third = write(3)
    assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
    assert third.previous_hash == second.hash
    assert first.previous_hash == audit.GENESIS


def test_an_entry_needs_a_transaction(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit.record(by=BY, at=AT, action="x", obj=AuditHead(id=1))


def test_an_entry_needs_an_aware_date_and_a_saved_object() -> None:
    with pytest.raises(ValueError):
        write(at=datetime(2022, 9, 23))
    with pytest.raises(ValueError):
        write(obj=AuditHead())


def test_a_refused_action_leaves_no_entry() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0
    write()
    assert audit.verify() == []


def test_the_program_neither_changes_nor_removes_an_entry() -> None:
    (entry,) = write()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


CHANGES = {
    "at": AT + timedelta(microseconds=1),
    "by_person_id": 8,
    "by_name": "Quelqu'un d'autre",
    "by_post_id": None,
    "by_post": "",
    "action": "essai.defait",
    "object_type": "core.autre",
    "object_id": "2",
    "object_label": "Autre chose",
    "before": None,
    "after": {"titre": "Après", "cout": 25_000_001},
    "reason": "",
    "previous_hash": "f" * 64,
    "hash": "e" * 64,
    "sequence": 99,
}


def test_every_field_of_an_entry_is_watched() -> None:
    """The search text alone is derived, and the key of the row means nothing."""
    assert {f.name for f in AuditEntry._meta.concrete_fields} - set(CHANGES) == {"id", "search"}


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("sequence", [1, 3, 5])
def test_changing_one_field_of_any_entry_is_noticed(field: str, sequence: int) -> None:
    write(5)
    tamper(sequence, **{field: CHANGES[field]})
    assert audit.verify()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@QUICK
@given(values=st.dictionaries(st.text(max_size=8), PLAIN, max_size=4), reason=st.text(max_size=40))
def test_whatever_is_written_is_read_back_whole(values: dict[str, Any], reason: str) -> None:
    with transaction.atomic():
        write(before=values, after=values, reason=reason)
        assert audit.verify() == []
        transaction.set_rollback(True)


@QUICK
@given(data=st.data())
def test_any_other_value_of_before_or_after_is_noticed(data: st.DataObject) -> None:
    values = st.none() | st.dictionaries(
        st.sampled_from("abc"), st.none() | st.integers() | st.text(max_size=3) | st.booleans(), max_size=3
    )
    honest = data.draw(values)
    forged = data.draw(
        values.filter(
            lambda v: audit.json.dumps(v, sort_keys=True) != audit.json.dumps(honest, sort_keys=True)
        )
    )
    with transaction.atomic():
        write(after=honest)
        tamper(AuditEntry.objects.latest("sequence").sequence, after=forged)
        assert audit.verify()
        transaction.set_rollback(True)


@QUICK
@given(
    text=st.text(min_size=1, max_size=30),
    field=st.sampled_from(["by_name", "by_post", "reason", "object_label"]),
)
def test_any_other_text_is_noticed(text: str, field: str) -> None:
    with transaction.atomic():
        (entry,) = write()
        forged = audit.UNSTORABLE.sub("", text) + "!"
        tamper(entry.sequence, **{field: forged})
        assert bool(audit.verify()) == (forged != getattr(entry, field))
        transaction.set_rollback(True)


def test_nothing_is_not_an_empty_object() -> None:
    write(before=None, after={})
    assert audit.verify() == []
    tamper(1, before={}, after=None)
    assert "modifié" in messages()


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        1e22,
        -0.0,
        float("inf"),
        Decimal("12.50"),
        AT,
        AT.date(),
        gettext_lazy("Titulaire"),
        "nul\x00 et \ud800",
        "é" * 300_000,
        10**30,
        {"a": [1, {"b": None}]},
    ],
    ids=str,
)
def test_values_that_databases_rewrite_are_read_back_whole(value: Any) -> None:
    write(before={"v": value}, reason=str(value), by=Author(name=str(value)[:300], post=str(value)))
    assert audit.verify() == []


def test_the_same_instant_in_another_zone_is_the_same_entry() -> None:
    write(at=AT.astimezone(timezone(timedelta(hours=-5))))
    assert audit.verify() == []
    assert AuditEntry.objects.get().at == AT


@pytest.mark.parametrize(("sequence", "missing"), [(1, "1."), (3, "3.")])
def test_an_entry_removed_from_the_middle_is_noticed(sequence: int, missing: str) -> None:
    write(5)
    AuditEntry.objects.filter(sequence=sequence).delete()
    assert f"Inscription manquante avant celle-ci : {missing}" in messages()


def test_several_removed_entries_are_named_together() -> None:
    write(6)
    AuditEntry.objects.filter(sequence__in=[2, 3, 4]).delete()
    assert [found.sequence for found in audit.verify()] == [5]
    assert "2 à 4" in messages()


def test_entries_cut_from_the_end_are_noticed() -> None:
    write(5)
    AuditEntry.objects.filter(sequence__gt=3).delete()
    assert "à la fin" in messages()


def test_writing_on_does_not_hide_a_cut_tail() -> None:
    write(5)
    AuditEntry.objects.filter(sequence__gt=3).delete()
    write(2)
    assert "4 à 5" in messages()


def test_two_swapped_entries_are_noticed() -> None:
    write(4)
    tamper(2, sequence=1002)
    tamper(3, sequence=2)
    tamper(1002, sequence=3)
    assert len(audit.verify()) >= 2


def test_an_entry_put_back_changed_is_noticed() -> None:
    write(3)
    entry = AuditEntry.objects.get(sequence=2)
    AuditEntry.objects.filter(sequence=2).delete()
    entry.pk, entry._state.adding, entry.reason = None, True, "Autre motif"
    entry.save()
    assert [found.sequence for found in audit.verify()] == [2]


def test_an_entry_put_back_as_it_was_is_whole_again() -> None:
    write(3)
    entry = AuditEntry.objects.get(sequence=2)
    AuditEntry.objects.filter(sequence=2).delete()
    entry.pk, entry._state.adding = None, True
    entry.save()
    assert audit.verify() == []


def test_a_copied_entry_under_a_new_rank_is_noticed() -> None:
    write(3)
    entry = AuditEntry.objects.get(sequence=3)
    entry.pk, entry._state.adding, entry.sequence, entry.hash = None, True, 4, "a" * 64
    entry.save()
    assert audit.verify()


@pytest.mark.parametrize(
    "forged", [{"sequence": 2}, {"hash": "a" * 64}, {"seal": "b" * 64}, {"seal": ""}, {"sequence": 9}]
)
def test_a_changed_head_is_noticed(forged: dict[str, Any]) -> None:
    write(3)
    AuditHead.objects.update(**forged)
    assert audit.verify()


def test_a_head_moved_back_to_hide_a_cut_is_never_sealed_again() -> None:
    write(5)
    kept = AuditEntry.objects.get(sequence=3)
    AuditEntry.objects.filter(sequence__gt=3).delete()
    AuditHead.objects.update(sequence=3, hash=kept.hash)
    assert audit.verify()
    write(2)
    assert "sceau" in messages()


def test_a_head_set_back_to_nothing_is_noticed_and_writing_goes_on() -> None:
    write(3)
    AuditHead.objects.update(sequence=0, hash=audit.GENESIS, seal="")
    assert audit.verify()
    (entry,) = write()
    assert entry.sequence == 4
    assert "sceau" in messages()


def test_a_removed_head_is_noticed() -> None:
    write(3)
    AuditHead.objects.all().delete()
    assert "disparu" in messages()


def test_a_forged_chain_without_the_key_is_noticed(settings: Any) -> None:
    write(2)
    settings.SECRET_KEY = "une autre clé"
    assert len(audit.verify()) == 3


def test_a_replaced_secret_key_still_vouches_for_what_it_signed(settings: Any) -> None:
    write(2)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "la clé suivante"
    write(2)
    assert audit.verify() == []


def test_an_anchor_noted_before_still_stands() -> None:
    write(2)
    head = audit.current_head()
    assert head is not None
    write(2)
    assert audit.verify(anchor=f" {head.hash.upper()} ") == []


def test_an_emptied_trail_is_noticed_against_an_anchor() -> None:
    (entry,) = write()
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert audit.verify() == []
    assert "repère" in messages(anchor=entry.hash)


def test_verification_reads_the_trail_in_few_queries(django_assert_num_queries: Any) -> None:
    write(30)
    with django_assert_num_queries(2):
        audit.verify()


def test_words_are_found_without_accents() -> None:
    write(reason="Évaluation à mi-parcours du cœur de l'action")
    assert "evaluation a mi-parcours du coeur" in AuditEntry.objects.get().search


def test_labels_come_from_the_rooms_then_from_the_models() -> None:
    audit.register_action_labels({"essai.fait": "Essai fait"})
    audit.register_field_labels("core.audithead", {"inconnu": "Champ inconnu"})
    assert audit.action_label("essai.fait") == "Essai fait"
    assert audit.action_label("jamais.dit") == "jamais.dit"
    assert audit.field_label("core.audithead", "inconnu") == "Champ inconnu"
    assert audit.field_label("core.auditentry", "reason") == "Motif"
    assert audit.field_label("nulle.part", "reason") == "reason"
    assert audit.object_type_label("core.auditentry") == "Inscription au journal"
    assert audit.object_type_label("ancienne.chose") == "ancienne.chose"


@pytest.mark.django_db(transaction=True)
def test_two_people_writing_at_once_get_consecutive_ranks() -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                write()
        except BaseException as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connection.close()

    write()
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(AuditEntry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, 12)
    )
    assert audit.verify() == []


def test_times_are_stored_to_the_microsecond() -> None:
    write(at=datetime(2022, 1, 1, 0, 0, 0, 1, tzinfo=UTC))
    assert AuditEntry.objects.get().at.microsecond == 1
    assert audit.verify() == []
