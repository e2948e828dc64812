"""What was published is open to anyone, and nothing else is; files are evidence; regions stand on a map."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from azalai.accounts.enums import Role
from azalai.core import attachments
from azalai.frames.models import Place
from azalai.indicators import actions, summaries
from azalai.indicators.actions import Given
from azalai.indicators.enums import State
from azalai.indicators.models import Indicator, Value
from azalai.indicators.words import read_typed
from tests.accounts.factories import AT, SYSTEM, author_with, person_with, sign_in
from tests.core.attachment_contract import check_owner, file
from tests.indicators.factories import enter, make_indicator, make_place, validated

pytestmark = pytest.mark.django_db
SECRET = "Confidentiel"


def in_state(indicator: Indicator, state: str, amount: str, period: str) -> Value:
    """A value that has come as far as that state, whatever the way."""
    made = enter(
        indicator, amount, period=period, comment=f"{SECRET} : à ne pas diffuser.", source="Registre"
    )
    stamps: dict[str, Any] = {"state": state}
    if state not in (State.ENTERED, State.RETURNED):
        stamps["validated_at"] = AT
    if state in (State.PUBLISHED,):
        stamps["published_at"] = AT
    if state in (State.REPLACED, State.WITHDRAWN):
        stamps["ended_at"] = AT
    if state in (State.RETURNED, State.WITHDRAWN):
        stamps["reason"] = "Motif."
    Value.objects.filter(pk=made.pk).update(**stamps)
    made.refresh_from_db()
    return made


def open_pages(indicator: Indicator) -> list[str]:
    one = {"public_id": indicator.public_id}
    return [
        reverse("indicators:published"),
        reverse("indicators:published_one", kwargs=one),
        reverse("indicators:published_download", kwargs=one),
    ]


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8-sig")


def test_a_visitor_reads_what_was_published_and_nothing_else(client: Client) -> None:
    indicator, other = make_indicator("Relais formés"), make_indicator("Centres visités")
    for number, state in enumerate(State.values):
        in_state(indicator, state, str(7101 + number), str(2015 + number))
        if state != State.PUBLISHED:
            in_state(other, state, str(8101 + number), str(2015 + number))
    shown = 7101 + State.values.index(State.PUBLISHED)
    texts = [
        read(client, address).replace("\u202f", "").replace("\u00a0", "") for address in open_pages(indicator)
    ]
    for text in texts:
        assert str(shown) in text
        assert SECRET not in text
        assert "Centres visités" not in text
        for number in range(len(State.values)):
            assert 7101 + number == shown or str(7101 + number) not in text
    assert [client.get(address).status_code for address in open_pages(other)[1:]] == [404, 404]
    assert str(indicator.get_absolute_url()) not in "".join(texts), "the sheet asks for an account"


def test_evidence_and_details_of_a_published_value_stay_inside(client: Client) -> None:
    indicator = make_indicator("Relais formés")
    value = actions.enter_value(
        by=SYSTEM,
        at=AT,
        indicator=indicator,
        given=Given("2021", read_typed("12"), evidence="Rapport interne", source="Registre"),
        files=[file("temoins.pdf")],
    )
    actions.validate_value(by=author_with(Role.ME_OFFICER), at=AT, value=value)
    actions.publish_value(by=author_with(Role.ME_OFFICER), at=AT, value=value)
    (kept,) = attachments.of(value)
    for address in open_pages(indicator):
        text = read(client, address)
        assert "Rapport interne" not in text
        assert "temoins.pdf" not in text
    assert client.get(reverse("attachment", args=[kept.public_id])).status_code == 302


def test_a_correction_closes_the_open_page_until_it_is_published(client: Client) -> None:
    indicator = make_indicator()
    value = validated(indicator)
    officer = author_with(Role.ME_OFFICER)
    actions.publish_value(by=officer, at=AT, value=value)
    page = open_pages(indicator)[1]
    assert client.get(page).status_code == 200
    made = enter(indicator, "99", period=value.period)
    assert "99" not in strip_tags(read(client, page))  # addresses may hold any figure
    actions.validate_value(by=officer, at=AT, value=made)
    assert client.get(page).status_code == 404
    actions.publish_value(by=officer, at=AT, value=made)
    assert client.get(page).status_code == 200


def test_a_visitor_finds_the_open_page_at_the_foot_of_the_sign_in(client: Client) -> None:
    assert reverse("indicators:published") in client.get(reverse("account_login")).content.decode()
    sign_in(client, Role.ME_OFFICER)
    assert reverse("indicators:published") not in client.get("/").content.decode()


def test_the_four_kinds_of_nothing_print_differently_for_a_visitor(client: Client) -> None:
    indicator = make_indicator()
    officer = author_with(Role.ME_OFFICER)
    for period, text in (("2019", "0"), ("2020", "inconnu"), ("2021", "s.o.")):
        value = enter(indicator, text, period=period)
        actions.validate_value(by=officer, at=AT, value=value)
        actions.publish_value(by=officer, at=AT, value=value)
    rows = read(client, open_pages(indicator)[2]).splitlines()[1:]
    assert [row.split(";")[4].strip('"') for row in rows] == ["s.o.", "inconnu", "0"]


def test_files_of_a_value_follow_the_rules_of_the_value() -> None:
    value = enter(make_indicator())
    check_owner(
        value,
        adder=person_with(Role.ME_OFFICER),
        stranger=person_with(Role.PARTNER),
        reader=person_with(Role.AUDITOR),
        page=value.get_absolute_url(),
    )


def test_what_a_validated_value_rests_on_stays(client: Client) -> None:
    indicator = make_indicator()
    sign_in(client, Role.ME_OFFICER)
    address = reverse("indicators:enter", args=[indicator.public_id])
    sent: dict[str, Any] = {"period": "2021", "amount": "12", "files": [file("preuve.pdf")]}
    assert client.post(address, sent).status_code == 302
    value = Value.objects.get()
    (kept,) = attachments.of(value)
    actions.validate_value(by=SYSTEM, at=AT, value=value)
    remove = reverse("attachment_remove", args=[kept.public_id])
    assert client.post(remove, {"reason": "Erreur."}).status_code == 403
    assert "preuve.pdf" in client.get(value.get_absolute_url()).content.decode()


def test_a_refused_file_keeps_no_value(client: Client) -> None:
    indicator = make_indicator()
    with pytest.raises(ValidationError) as refused:
        actions.enter_value(
            by=SYSTEM,
            at=AT,
            indicator=indicator,
            given=Given("2021", read_typed("12")),
            files=[file("page.pdf", b"<script>alert(1)</script>")],
        )
    assert set(refused.value.message_dict) == {"files"}
    assert not Value.objects.exists()


def mapped(adding: str = "sum") -> tuple[Indicator, list[Place]]:
    """Figures of the eight regions of the map; the second is zero."""
    indicator = make_indicator(adding=adding)
    places = []
    for number in range(1, 9):
        place = make_place(f"Région {number}")
        Place.objects.filter(pk=place.pk).update(pcode=f"NE{number:03d}")
        place.refresh_from_db()
        places.append(place)
        value = enter(indicator, str((number - 2) % 8 * 10), period="2021", place=place)
        actions.validate_value(by=author_with(Role.ME_OFFICER), at=AT, value=value)
    return indicator, places


def test_values_by_region_stand_on_the_map_and_zero_is_not_nothing() -> None:
    indicator, places = mapped()
    chart = summaries.places_map(indicator, summaries.by_place(indicator, "2021"), "2021")
    assert chart is not None
    assert "zéro" in str(chart.svg)
    assert places[2].name in str(chart.svg)
    Value.objects.filter(place=places[1]).update(kind="unknown", amount=None)
    chart = summaries.places_map(indicator, summaries.by_place(indicator, "2021"), "2021")
    assert chart is not None
    assert "zéro" not in str(chart.svg)
    told = {row[0].text: row[1].text for row in chart.table_rows}
    assert told[places[1].name] == "inconnu"


def test_one_region_alone_needs_no_map() -> None:
    indicator, place = make_indicator(), make_place("Agadez")
    value = enter(indicator, "4", period="2021", place=place)
    actions.validate_value(by=author_with(Role.ME_OFFICER), at=AT, value=value)
    assert summaries.places_map(indicator, summaries.by_place(indicator, "2021"), "2021") is None


def test_the_open_page_maps_published_values_alone(client: Client) -> None:
    indicator, _places = mapped()
    officer = author_with(Role.ME_OFFICER)
    for value in Value.objects.order_by("pk")[:2]:
        actions.publish_value(by=officer, at=AT, value=value)
    chart = summaries.published_map(
        indicator, Value.objects.filter(state=State.PUBLISHED).select_related("place")
    )
    assert chart is not None
    assert len(chart.table_rows) == 2
