"""The indicators of a plan become sheets, once; the logframe's twenty-six find their facts."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from azalai.accounts.enums import Role
from azalai.indicators import actions, queries
from azalai.indicators.bindings import WrongBindings, binding_for, bindings, read
from azalai.indicators.models import Indicator, PlanTie
from azalai.plans.actions import import_upload, receive_file
from azalai.plans.models import PlanVersion
from tests.accounts.factories import AT, SYSTEM, author_with
from tests.indicators.factories import enter, make_indicator
from tests.plans.factories import load_frames, make_version
from tests.shared import shared_path

LOGFRAME = "cadre-logique-niger-2022-2026.docx"
SMALL = """Cadre logique 2024-2026

Axe;Objectif spécifique;Indicateurs;Moyens de vérification
Axe 1 : Informer;1.1 : Sensibiliser les agents;Nombre d'agents sensibilisés;Listes de présence
Axe 1 : Informer;1.2 : Accueillir;Nombre de guichets peints en bleu;Rapports
"""
EXPECTED = {
    "Nombre d'institutions en appui": "interventions.supporting-institutions",
    "Nombre de requêtes présentées": "funding.requests",
    "Nombre de missions de sensibilisation": "concertation.missions-awareness",
    "Nombre d'agents sensibilisés": "concertation.agents-sensitised",
    "Nombre d'activités en doublons": "overlaps.overlapping",
    "Nombre d'activités complémentaires": "overlaps.complementary",
    "Nombre de structures participant au cadre": "concertation.structures-taking-part",
    "Nombre de réunions tenues": "concertation.meetings-held",
    "Nombre de structures qui sont en synergie d'action": "overlaps.organisations-in-synergy",
    "Nombre d'agents formés et qui travaillent en synergie avec des points focaux d'autres structures": (
        "overlaps.agents-in-synergy"
    ),
    "Nombre d'OSC intégrées dans les différentes instances de dialogue et de concertation": (
        "concertation.civil-society-seats"
    ),
    "Nombre de participations des OSC aux réunions des instances de dialogue et de concertation": (
        "concertation.civil-society-attendances"
    ),
    "Nombre de comités de veille et d'informations créés": "concertation.watch-committees",
    "Nombre d'appuis apportés par le SP/CCM aux DREC/MR pour le fonctionnement des comités villageois "
    "d'information": "concertation.support-to-regions",
    "Opérationnalité d'un site web": "public.site-live",
    "Nombre de visiteurs du site web au niveau central et en régions": "public.visits",
    "Nombre d'échanges enregistrés entre partenaires": "forum.exchanges",
    "Nombre de contributeurs au net-forum": "forum.contributors",
    "Nombre de thèmes abordés": "forum.themes",
    "Nombre de participations à des rencontres tenues aux échelons bilatéral, régional et international": (
        "concertation.meetings-abroad"
    ),
    "Nombre de participations à l'élaboration d'outils aux échelons bilatéral, régional et international": (
        "concertation.tools-cowritten"
    ),
    "Nombre de conventions passées avec des structures extranationales": "agreements.conventions",
    "Nombre de voyages d'études effectués à l'international": "concertation.study-trips",
    "Effectivité de la mise en place d'outils de planification, de suivi et d'évaluation": (
        "monitoring.planning-tools"
    ),
    "Nombre d'activités suivies et évaluées par le SP/CCM": "evaluation.activities-followed-and-evaluated",
    "Effectivité de la mise en place d'une feuille de route": "roadmap.in-place",
}


def make_logframe(text: str = SMALL) -> PlanVersion:
    return make_version(text)


@pytest.mark.parametrize(("text", "code"), EXPECTED.items())
def test_each_text_of_the_logframe_finds_its_fact(text: str, code: str) -> None:
    found = binding_for(text, bindings("NE"))
    assert found is not None
    assert found.fact_code == code
    assert found.reason


def test_an_unknown_text_and_an_unknown_country_bind_nothing() -> None:
    assert binding_for("Nombre de guichets peints en bleu", bindings("NE")) is None
    assert bindings("TD") == ()


def test_two_rules_as_good_leave_it_to_a_person() -> None:
    rules = read("mots;fait;type;sens;motif\nagents a;x.a;;up;m\nagents b;x.b;;up;m\n", "essai")
    assert binding_for("agents a b", rules) is None


@pytest.mark.parametrize(
    "text",
    [
        "mots;fait\na;b.c\n",
        "mots;fait;type;sens;motif\n;a.b;;up;m\n",
        "mots;fait;type;sens;motif\na;b;;up;m\n",
        "mots;fait;type;sens;motif\na;b.c;;up;\n",
        "mots;fait;type;sens;motif\na;b.c;magie;up;m\n",
        "mots;fait;type;sens;motif\na;b.c;;loin;m\n",
    ],
)
def test_a_wrong_file_of_bindings_is_refused(text: str) -> None:
    with pytest.raises(WrongBindings):
        read(text, "essai")


@pytest.mark.django_db
def test_loading_twice_adds_nothing_and_keeps_what_people_wrote() -> None:
    version = make_logframe()
    first = actions.load_plan_indicators(by=SYSTEM, at=AT, version=version)
    assert (len(first.created), first.bound, first.waiting) == (2, 1, 1)
    mine = Indicator.objects.get(title="Nombre de guichets peints en bleu")
    assert mine.data_sources == "Rapports"
    actions.bind_indicator(by=SYSTEM, at=AT, indicator=mine, fact_code="a.b", reason="Je le sais.")
    again = actions.load_plan_indicators(by=SYSTEM, at=AT, version=version)
    assert (len(again.created), Indicator.objects.count(), PlanTie.objects.count()) == (0, 2, 2)
    mine.refresh_from_db()
    assert (mine.fact_code, mine.binding_reason) == ("a.b", "Je le sais.")


@pytest.mark.django_db
def test_a_later_version_brings_only_what_is_new() -> None:
    version = make_logframe()
    actions.load_plan_indicators(by=SYSTEM, at=AT, version=version)
    node = version.nodes.get(title__startswith="Accueillir")
    node.indicators = [
        *node.indicators,
        "Nombre de comités de veille créés",
        "NOMBRE DE GUICHETS peints en bleu",
    ]
    node.save()
    loaded = actions.load_plan_indicators(by=SYSTEM, at=AT, version=version)
    assert [one.title for one in loaded.created] == ["Nombre de comités de veille créés"]
    assert loaded.created[0].code == "I-003"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.PARTNER, Role.FOCAL_POINT, Role.AUDITOR, Role.DOCUMENTATION, None])
def test_only_keepers_load(role: str | None) -> None:
    with pytest.raises(PermissionDenied):
        actions.load_plan_indicators(by=author_with(role), at=AT, version=make_logframe())


@pytest.mark.django_db
def test_values_that_stand_keep_an_indicator_from_being_computed() -> None:
    indicator = make_indicator()
    enter(indicator)
    with pytest.raises(ValidationError, match="Des valeurs ont été saisies"):
        actions.bind_indicator(by=SYSTEM, at=AT, indicator=indicator, fact_code="a.b", reason="m")
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        actions.bind_indicator(by=SYSTEM, at=AT, indicator=indicator, fact_code="", reason=" ")


@pytest.mark.django_db
def test_the_real_logframe_gives_twenty_six_sheets_of_which_a_person_keeps_none() -> None:
    load_frames()
    path = shared_path(f"inputs/{LOGFRAME}")
    upload = receive_file(name=LOGFRAME, content=path.read_bytes(), by=SYSTEM, at=AT, country="NE")
    version = import_upload(upload=upload, into=None, country="NE", by=SYSTEM, at=AT).version
    loaded = actions.load_plan_indicators(by=SYSTEM, at=AT, version=version)
    assert {one.title: one.fact_code for one in loaded.created} == EXPECTED
    state = queries.load_state(loaded.created)
    assert (len(state.live) + len(state.room), len(state.person)) == (26, 0)
    for code in ("interventions.supporting-institutions", "overlaps.overlapping"):
        assert code in {line.indicator.fact_code for line in state.live}
