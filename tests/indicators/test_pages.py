"""Pages: what they show, to whom, and what they refuse."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from azalai.accounts.enums import Role
from azalai.core.clock import now, today
from azalai.indicators import actions
from azalai.indicators.enums import GRID_FORM, SHEET_FORM, Entry, State
from azalai.indicators.models import Indicator, Value
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.actors.factories import make_organisation
from tests.core.draft_contract import check_form
from tests.indicators.factories import a_fact, enter, given, make_indicator, make_place, validated
from tests.indicators.test_loading import make_logframe
from tests.interventions.factories import focal_person

pytestmark = pytest.mark.django_db
KEEPER = Role.ME_OFFICER


def page(client: Client, name: str, *args: Any, **get: Any) -> str:
    answer = client.get(reverse(f"indicators:{name}", args=args), get)
    assert answer.status_code == 200
    return answer.content.decode()


def bound(code: str = "essai.compte") -> Indicator:
    return actions.bind_indicator(
        by=SYSTEM, at=AT, indicator=make_indicator(), fact_code=code, reason="Le système le sait."
    )


def test_the_list_prints_four_kinds_of_silence_in_four_ways(client: Client) -> None:
    sign_in(client, Role.AUDITOR)
    for text in ("", "0", "inconnu", "s.o."):
        indicator = make_indicator(f"Essai {text or 'vide'}")
        if text:
            validated(indicator, text)
    found = page(client, "indicators", annee=2021)
    for written in ('<td class="num">—</td>', '<td class="num">0</td>', "inconnu</td>", "s.o.</td>"):
        assert written in found


def test_the_list_costs_the_same_for_many(client: Client, django_assert_max_num_queries: Any) -> None:
    sign_in(client, Role.AUDITOR)
    for _ in range(12):
        validated(make_indicator())
    with django_assert_max_num_queries(22):
        assert page(client, "indicators", annee=2021).count("compté par le système") == 0


def test_a_number_of_the_system_leads_to_its_list_in_words(client: Client) -> None:
    sign_in(client, Role.PARTNER)
    with a_fact(3):
        indicator = bound()
        sheet = page(client, "indicator", indicator.public_id, periode="2021")
        assert "On compte." in sheet
        assert reverse("indicators:fact_list", args=[indicator.public_id]) in sheet
        listing = page(client, "fact_list", indicator.public_id, periode="2021")
    assert "Objet 3" in listing
    assert '<span class="figure">3</span>' in listing


def test_the_list_behind_a_number_keeps_the_facts_own_rule(client: Client) -> None:
    sign_in(client, Role.PARTNER)
    with a_fact(3, visible=lambda author: False):
        indicator = bound()
        assert "réservée à d'autres postes" in page(client, "indicator", indicator.public_id).replace(
            "&#x27;", "'"
        )
        answer = client.get(reverse("indicators:fact_list", args=[indicator.public_id]))
    assert answer.status_code == 403


def test_one_page_says_who_fills_which_and_why(client: Client) -> None:
    sign_in(client, KEEPER)
    make_indicator("Nombre de guichets")
    with a_fact(1):
        bound()
        bound("funding.requests")
        found = page(client, "filling").replace("&#x27;", "'")
    assert "Requêtes et financements" in found
    assert "Aucun décompte du système ne lui correspond" in found
    assert "Le système le sait." in found


def test_a_grid_takes_french_numbers_and_says_all_faults_at_once(client: Client) -> None:
    sign_in(client, KEEPER)
    indicator = make_indicator()
    first, second = make_place("Agadez"), make_place("Diffa")
    address = reverse("indicators:grid_of", args=[indicator.public_id, 2021, 1])
    fields = {"v-2021-0": "1 234,5", f"v-2021-{first.pk}": "douze", f"v-2021-{second.pk}": "1.234"}
    refused = client.post(address, fields)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Écrivez un nombre (1 234,5)" in text
    assert "deux façons" in text
    assert 'value="douze"' in text
    assert not Value.objects.exists()
    fields |= {f"v-2021-{first.pk}": "inconnu", f"v-2021-{second.pk}": "", "source": "Rapport annuel"}
    assert client.post(address, fields).status_code == 302
    told = {(v.place_id, v.kind, v.amount, v.state) for v in Value.objects.all()}
    assert told == {
        (None, "number", Decimal("1234.5"), State.ENTERED),
        (first.pk, "unknown", None, State.ENTERED),
    }


def test_a_grid_sent_twice_writes_once_and_emptying_a_cell_is_refused(client: Client) -> None:
    sign_in(client, KEEPER)
    indicator = make_indicator()
    address = reverse("indicators:grid_of", args=[indicator.public_id, 2021, 1])
    for _ in range(2):
        assert client.post(address, {"v-2021-0": "5"}).status_code == 302
    assert Value.objects.count() == 1
    answer = client.post(address, {"v-2021-0": ""})
    assert answer.status_code == 422
    assert "retirez-la depuis sa page" in answer.content.decode()


def test_a_ratio_is_typed_as_a_fraction(client: Client) -> None:
    sign_in(client, KEEPER)
    indicator = make_indicator(measure="percent", adding="ratio")
    address = reverse("indicators:grid_of", args=[indicator.public_id, 2021, 1])
    assert client.post(address, {"v-2021-0": "12/0"}).status_code == 422
    assert client.post(address, {"v-2021-0": "12/40"}).status_code == 302
    value = Value.objects.get()
    assert (value.amount, value.numerator, value.denominator) == (30, 12, 40)


def test_a_focal_point_fills_its_places_and_no_others(client: Client) -> None:
    mine, other = make_place("Zinder"), make_place("Maradi")
    indicator = make_indicator(entry=Entry.FOCAL_POINTS)
    client.force_login(focal_person(make_organisation(), Role.FOCAL_POINT, at=mine))
    address = reverse("indicators:grid_of", args=[indicator.public_id, 2021, 1])
    form = client.get(address).content.decode()
    assert f"v-2021-{mine.pk}" in form
    assert f"v-2021-{other.pk}" not in form
    client.post(address, {f"v-2021-{mine.pk}": "4", f"v-2021-{other.pk}": "9", "v-2021-0": "9"})
    assert [v.place_id for v in Value.objects.all()] == [mine.pk]


@pytest.mark.parametrize("role", [Role.PARTNER, Role.AUDITOR, Role.COMMUNICATION])
def test_nobody_else_enters_values(client: Client, role: str) -> None:
    sign_in(client, role)
    indicator = make_indicator()
    assert client.get(reverse("indicators:grid", args=[indicator.public_id])).status_code == 403


def test_a_waiting_value_of_others_does_not_exist_for_a_partner(client: Client) -> None:
    value = enter(make_indicator())
    sign_in(client, Role.PARTNER)
    assert client.get(value.get_absolute_url()).status_code == 404
    shown = page(client, "pending").split("<main", 1)[1].split("</main>")[0]
    assert "12" not in strip_tags(f"<main{shown}")  # addresses may hold any figure


def test_a_sheet_written_meanwhile_is_not_overwritten(client: Client, frames: None) -> None:
    sign_in(client, KEEPER)
    indicator = make_indicator("Avant")
    address = reverse("indicators:edit", args=[indicator.public_id])
    form = client.get(address).context["form"]
    fields = {
        name: form[name].value() or "" for name in form.fields if name not in ("objectives", "variables")
    }
    fields |= {"title": "Après", "double_counting": "", "new_meaning": ""}
    for name in ("double_counting", "new_meaning"):
        fields.pop(name)
    assert client.post(address, fields).status_code == 302
    again = client.post(address, fields | {"title": "Trop tard"})
    assert again.status_code == 422
    assert "modifiée entre-temps" in again.content.decode()
    indicator.refresh_from_db()
    assert indicator.title == "Après"


def test_targets_are_set_changed_and_taken_away(client: Client) -> None:
    sign_in(client, KEEPER)
    indicator = make_indicator()
    actions.set_target(by=SYSTEM, at=AT, indicator=indicator, period="2024", amount=Decimal(10))
    actions.set_target(by=SYSTEM, at=AT, indicator=indicator, period="2025", amount=Decimal(20))
    address = reverse("indicators:targets", args=[indicator.public_id])
    assert client.post(address, {"t-2024": "beaucoup"}).status_code == 422
    client.post(address, {"t-2024": "12,5", "t-2025": ""})
    assert list(indicator.targets.values_list("period", "amount")) == [("2024", Decimal("12.5"))]


def test_a_check_verified_by_the_system_is_not_for_a_person_to_say(client: Client, frames: None) -> None:
    sign_in(client, KEEPER)
    indicator = make_indicator()
    sheet = page(client, "indicator", indicator.public_id)
    assert sheet.count("vérifié par le système") + sheet.count(">répondre</a>") == 12
    baseline = reverse("indicators:quality", args=[indicator.public_id, "baseline"])
    assert client.get(baseline).status_code == 404
    needs = reverse("indicators:quality", args=[indicator.public_id, "needs"])
    assert client.post(needs, {"answer": "yes", "evidence": ""}).status_code == 200
    assert client.post(needs, {"answer": "yes", "evidence": "Plan 2022"}).status_code == 302
    assert "Plan 2022" in page(client, "indicator", indicator.public_id)


def test_a_remark_stands_beside_the_computed_number(client: Client) -> None:
    sign_in(client, Role.PARTNER)
    with a_fact(3):
        indicator = bound()
        address = reverse("indicators:contest", args=[indicator.public_id])
        client.post(address, {"period": "2021", "declared": "5", "text": "Deux manquent."})
        sheet = page(client, "indicator", indicator.public_id, periode="2021")
    assert "Valeur déclarée : 5 ; le système comptait alors 3." in sheet
    assert '<span class="figure">3</span>' in sheet


def test_loading_from_the_plan_page(client: Client) -> None:
    version = make_logframe()
    sign_in(client, KEEPER)
    load = reverse("indicators:load", args=[version.plan.public_id, version.number])
    assert load in client.get(version.get_absolute_url()).content.decode()
    assert "Charger 2 indicateurs" in client.get(load).content.decode()
    assert client.post(load).status_code == 302
    assert Indicator.objects.count() == 2
    node = version.nodes.get(title__startswith="Sensibiliser")
    assert "Nombre d&#x27;agents sensibilisés" in client.get(node.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_come_out_and_an_unknown_kind_does_not(client: Client, kind: str) -> None:
    sign_in(client, Role.AUDITOR)
    indicator = make_indicator("=1+1")
    validated(indicator, "s.o.")
    for name, args in (("download", [kind]), ("download_one", [indicator.public_id, kind])):
        answer = client.get(reverse(f"indicators:{name}", args=args), {"annee": 2021})
        assert answer.status_code == 200
        content = answer.getvalue()
        if kind == "csv":
            assert "s.o." in content.decode()
            assert "\n=1+1" not in content.decode()
            assert ";=1+1" not in content.decode()
    assert client.get(reverse("indicators:download", args=["exe"])).status_code == 404


def test_the_home_page_tells_what_missed_and_what_waits(client: Client) -> None:
    sign_in(client, KEEPER)
    last = str(today().year - 1)
    indicator = make_indicator("Nombre de guichets", frequency="year")
    actions.set_target(by=SYSTEM, at=AT, indicator=indicator, period=last, amount=Decimal(10))
    grid = reverse("indicators:grid_of", args=[indicator.public_id, int(last), 1])
    assert grid in client.get("/").content.decode()
    validated_now(indicator, "4", last)
    home = client.get("/").content.decode()
    assert grid not in home
    assert f"indicateur a manqué sa cible de {last}" in home
    assert "Nombre de guichets" in page(client, "indicators", annee=last, cible="manquee")
    reached = page(client, "indicators", annee=str(int(last) - 1), cible="manquee")
    assert "Nombre de guichets" not in reached


def validated_now(indicator: Indicator, text: str, period: str) -> Value:
    made = actions.enter_value(by=SYSTEM, at=now(), indicator=indicator, given=given(text, period=period))
    return actions.validate_value(by=SYSTEM, at=now(), value=made)


def test_the_year_and_the_places_of_a_grid_have_an_address(client: Client) -> None:
    sign_in(client, KEEPER)
    indicator = make_indicator()
    answer = client.get(
        reverse("indicators:grid", args=[indicator.public_id]), {"annee": "2021", "niveau": "2"}
    )
    assert answer["Location"] == reverse("indicators:grid_of", args=[indicator.public_id, 2021, 2])
    for year, level in ((1800, 1), (2999, 1), (2021, 4)):
        assert (
            client.get(reverse("indicators:grid_of", args=[indicator.public_id, year, level])).status_code
            == 404
        )


def test_what_is_typed_in_a_grid_is_kept(client: Client) -> None:
    sign_in(client, KEEPER)
    address = reverse("indicators:grid_of", args=[make_indicator().public_id, 2021, 1])
    right = {"v-2021-0": "12", "source": "Rapport"}
    check_form(client, form=GRID_FORM, address=address, right=right, wrong=right | {"v-2021-0": "douze"})


def test_what_is_typed_about_one_value_is_kept(client: Client) -> None:
    sign_in(client, KEEPER)
    address = reverse("indicators:enter", args=[make_indicator().public_id])
    right = {"period": "2021", "amount": "12", "source": "Rapport"}
    check_form(client, form=GRID_FORM, address=address, right=right, wrong=right | {"amount": "douze"})


def test_what_is_typed_on_a_sheet_is_kept(client: Client) -> None:
    sign_in(client, KEEPER)
    make_indicator()
    right = {"title": "Nombre de guichets", "measure": "number", "direction": "up", "adding": "none"}
    right |= {"over_time": "last", "entry": "secretariat"}
    wrong = right | {"baseline": "douze"}
    check_form(client, form=SHEET_FORM, address=reverse("indicators:new"), right=right, wrong=wrong)
