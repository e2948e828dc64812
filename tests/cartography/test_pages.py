"""Pages, files, needs and who may do what."""

from __future__ import annotations

import gzip
import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.cartography import actions, rules
from azalai.cartography.models import RegionalNeed
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.interventions.content import Money
from tests.accounts.factories import AT, SYSTEM, author_with, sign_in
from tests.cartography.factories import intervention, make_organisation, need
from tests.interventions.factories import load, objective, place

pytestmark = pytest.mark.django_db
KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR}
PAGES = ("matrix", "map", "network", "gaps", "needs", "interventions")
ROOT = "/cartographie/"


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def author(role: str | None) -> Author:
    return Author("Essai", person_id=1, post_id=5, roles=frozenset({role} if role else ()))


@pytest.mark.parametrize("role", [*Role.values, None])
def test_every_post_reads_and_the_secretariat_states_needs(role: str | None) -> None:
    who = author(role)
    assert rules.can_see_cartography(who) == (role is not None)
    assert rules.can_state_need(who) == (role in KEEPERS)
    assert rules.can_withdraw_need(who, RegionalNeed()) == (role in KEEPERS)
    assert not rules.can_withdraw_need(who, RegionalNeed(withdrawn_at=AT))


@pytest.mark.parametrize("role", [Role.PARTNER, Role.PERMANENT_SECRETARY, None])
def test_pages_and_files_obey_the_rules(client: Client, role: str | None) -> None:
    load()
    sign_in(client, role)
    reading = 200 if role else 403
    for name in PAGES:
        assert client.get(reverse(f"cartography:{name}")).status_code == reading, name
    assert client.get(f"{ROOT}telecharger/matrice/csv/").status_code == reading
    writing = 200 if role in KEEPERS else 403
    assert client.get(reverse("cartography:need_new")).status_code == writing
    made = need()
    assert client.get(reverse("cartography:need_withdraw", args=[made.public_id])).status_code == writing


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_system_says_what_will_stand_here(client: Client, name: str) -> None:
    load()
    sign_in(client, Role.PARTNER)
    page = page_of(client, reverse(f"cartography:{name}"))
    assert "Aucun" in page


def test_a_cell_opens_the_list_behind_it_with_the_filters_of_the_page(client: Client) -> None:
    load()
    wanted = intervention("Agadez", objectives=("10",), nature="training")
    other = intervention("Agadez", objectives=("10",), nature="campaign")
    sign_in(client, Role.AUDITOR)
    page = page_of(client, f"{ROOT}?lignes=pmm&colonnes=region&nature=training")
    links = re.findall(r'<td class="num s\d"><a href="([^"]+)">1</a>', page)
    assert len(links) == 1
    behind = page_of(client, links[0].replace("&amp;", "&"))
    assert wanted.title in behind
    assert other.title not in behind
    assert "1 intervention derrière" in behind


def test_filters_follow_from_page_to_page(client: Client) -> None:
    load()
    intervention("Agadez")
    sign_in(client, Role.AUDITOR)
    for name in ("matrix", "map", "network", "gaps"):
        page = page_of(client, f"{reverse(f'cartography:{name}')}?region={place('Agadez').pcode}&de=2020")
        assert page.count(f"?de=2020&amp;region={place('Agadez').pcode}") >= 4, name
        assert "Agadez" in page


def test_a_wrong_address_hides_nothing(client: Client) -> None:
    load()
    made = make_organisation("CARAV")
    intervention("Agadez", lead=made.pk)
    sign_in(client, Role.AUDITOR)
    page = page_of(client, f"{ROOT}?lignes=lune&colonnes=organisme&mesure=poids&de=abc&objectif=pmm:99")
    assert "CARAV" in page


def test_a_blank_cell_a_silent_one_and_a_zero_differ(client: Client) -> None:
    load()
    intervention("Agadez", objectives=("10",))
    intervention("Diffa", objectives=("10",), budgets=(Money(Decimal(0), "XOF", "planned", "x"),))
    sign_in(client, Role.AUDITOR)
    page = page_of(client, f"{ROOT}?lignes=pmm&colonnes=region&mesure=budget")
    row = page[page.index('scope="row">10. ') :]
    cells = re.findall(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)", row[: row.index("</tr>")])
    assert cells[:3] == ["—", "0", ""]


@pytest.mark.parametrize("table", ["matrice", "carte", "reseau", "lacunes"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_every_table_leaves_in_three_formats(client: Client, table: str, kind: str) -> None:
    load()
    intervention("Agadez", objectives=("10",), with_=(make_organisation(),))
    need("8", "Diffa")
    sign_in(client, Role.PARTNER)
    response = client.get(f"{ROOT}telecharger/{table}/{kind}/?region={place('Agadez').pcode}")
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    assert len(content) > 100
    assert f".{kind}" in response["Content-Disposition"]


def test_unknown_files_do_not_exist(client: Client) -> None:
    load()
    sign_in(client, Role.PARTNER)
    assert client.get(f"{ROOT}telecharger/matrice/pdf/").status_code == 404
    assert client.get(f"{ROOT}telecharger/lune/csv/").status_code == 404


def test_the_worksheet_holds_numbers_and_distinct_totals(client: Client) -> None:
    load()
    intervention("Agadez", "Diffa", objectives=("8", "10"))
    sign_in(client, Role.PARTNER)
    response = client.get(f"{ROOT}telecharger/matrice/xlsx/?lignes=pmm&colonnes=region")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    last = rows[-1]
    assert last[0] == "Total, chaque intervention une fois"
    assert last[-1] == 1
    assert sum(value for value in last[1:-1] if value) == 2


def test_gaps_are_listed_first_and_silence_is_not_absence_of_need(client: Client) -> None:
    load()
    need("10", "Agadez")
    sign_in(client, Role.PARTNER)
    page = page_of(client, reverse("cartography:gaps"))
    assert "1 besoin sans intervention en cours" in page
    assert "22 objectifs" not in page
    assert "ne veut pas dire" in page
    intervention("Agadez", objectives=("10",))
    assert "0 besoin" in page_of(client, reverse("cartography:gaps"))


def test_the_home_page_says_for_how_many_objectives_nobody_is_there(client: Client) -> None:
    load()
    sign_in(client, Role.PARTNER)
    assert "Agadez" not in page_of(client, "/")
    need("10", "Agadez")
    page = page_of(client, "/")
    assert "région sans intervention en cours" in page
    assert "Agadez" in page


def test_the_page_of_an_organisation_says_where_it_works_and_with_whom(client: Client) -> None:
    load()
    lead, partner = make_organisation("CHEF"), make_organisation("PARTENAIRE")
    intervention("Agadez", objectives=("10",), lead=lead.pk, with_=(partner,))
    sign_in(client, Role.PARTNER)
    page = page_of(client, lead.get_absolute_url())
    assert "Où et à quoi il travaille" in page
    assert "PARTENAIRE" in page
    shared = re.search(r'href="([^"]+avec=[^"]+)"', page)
    assert shared is not None
    assert "1 intervention derrière" in page_of(client, shared[1].replace("&amp;", "&"))
    assert "Aucune intervention publiée ne le nomme" in page_of(
        client, make_organisation().get_absolute_url()
    )


@pytest.mark.parametrize("name", ["matrix", "map", "network", "gaps", "interventions"])
def test_queries_of_a_page_do_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    load()
    sign_in(client, Role.AUDITOR)
    for size in (2, 10):
        for _ in range(size):
            intervention("Agadez", objectives=("10",), with_=(make_organisation(),))
        with django_assert_max_num_queries(17):
            page_of(client, reverse(f"cartography:{name}"))


def test_needs_cost_the_same_queries_for_few_and_many(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load()
    sign_in(client, Role.AUDITOR)
    for codes in (("1",), ("2", "3", "4", "5", "6", "7")):
        for code in codes:
            need(code)
        with django_assert_max_num_queries(7):
            page_of(client, reverse("cartography:needs"))


def test_pages_are_light(client: Client) -> None:
    load()
    bodies = [make_organisation() for _ in range(60)]
    for number, body in enumerate(bodies):
        intervention("Agadez", "Diffa", "Dosso", objectives=("8", "10"), with_=(body, bodies[number - 1]))
    sign_in(client, Role.AUDITOR)
    for name in ("matrix", "map", "network", "gaps"):
        page = page_of(client, f"{reverse(f'cartography:{name}')}?de=2020&a=2030")
        assert len(gzip.compress(page.encode(), 6)) < 28_000, name


def test_a_need_is_stated_on_the_page_and_withdrawn_with_a_reason(client: Client) -> None:
    load()
    person = sign_in(client, Role.ME_OFFICER)
    values: dict[str, Any] = {
        "item": objective().pk,
        "place": place("Agadez").pk,
        "level": 3,
        "source": "Enquête",
        "source_date": "2025-11",
        "note": "",
    }
    assert client.post(reverse("cartography:need_new"), values).status_code == 302
    made = RegionalNeed.objects.get()
    assert (made.declared_by, made.level, made.source_date) == (person, 3, "2025-11")
    assert made.declared_post is not None
    again = client.post(reverse("cartography:need_new"), values)
    assert "déjà énoncé" in again.content.decode()
    address = reverse("cartography:need_withdraw", args=[made.public_id])
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Besoin couvert."}).status_code == 302
    assert not RegionalNeed.objects.standing().exists()
    assert client.get(address).status_code == 404
    told = list(AuditEntry.objects.order_by("sequence").values_list("action", "reason"))[-2:]
    assert told == [("need.stated", ""), ("need.withdrawn", "Besoin couvert.")]
    assert client.post(reverse("cartography:need_new"), values).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"), [("level", 9), ("source", " "), ("source_date", ""), ("place", "Arlit")]
)
def test_a_need_without_source_date_level_or_region_is_refused(field: str, value: Any) -> None:
    load()
    values: dict[str, Any] = {
        "item": objective(),
        "place": place("Agadez"),
        "level": 2,
        "source": "s",
        "source_date": "2025",
    }
    values[field] = place("Arlit") if value == "Arlit" else value
    with pytest.raises(ValidationError) as refused:
        actions.state_need(by=SYSTEM, at=AT, **values)
    assert field in refused.value.error_dict


def test_a_partner_states_no_need() -> None:
    load()
    with pytest.raises(PermissionDenied):
        actions.state_need(
            by=author_with(Role.PARTNER),
            at=AT,
            item=objective(),
            place=place("Agadez"),
            level=1,
            source="s",
            source_date="2025",
        )


def test_the_database_keeps_one_standing_need_and_its_source() -> None:
    load()
    made = need()
    rows = RegionalNeed.objects.filter(pk=made.pk)
    for wrong in ({"source": ""}, {"level": 7}, {"source_date": ""}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            rows.update(**wrong)
    made.pk = None
    made.public_id = "00000000-0000-0000-0000-000000000001"
    with transaction.atomic(), pytest.raises(IntegrityError):
        made.save()


def test_a_filter_without_a_field_is_kept_and_told(client: Client) -> None:
    load()
    lead, partner = make_organisation("CHEF"), make_organisation("AUTRE")
    wanted = intervention("Agadez", objectives=("1",), lead=lead.pk, with_=(partner,))
    other = intervention("Agadez", objectives=("1",), lead=lead.pk)
    sign_in(client, Role.AUDITOR)
    page = page_of(client, f"{ROOT}interventions/?theme=1&organisme={lead.pk}&avec={partner.pk}")
    assert wanted.title in page
    assert other.title not in page
    assert '<input type="hidden" name="theme" value="1">' in page
    assert "Avec : <strong>AUTRE</strong>" in page
    assert "Thème (domaine du MPTF)" in page_of(client, f"{ROOT}?theme=1")


def test_what_has_no_place_can_be_asked_for(client: Client) -> None:
    load()
    national, local = intervention(), intervention("Agadez")
    sign_in(client, Role.AUDITOR)
    page = page_of(client, f"{ROOT}interventions/?region=-&pmm=-")
    assert national.title in page
    assert local.title not in page
    assert 'class="error"' not in page
