"""Pages of the room: what they show, to whom, in how many queries, and what bad input does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.evaluation import actions
from azalai.evaluation.models import Evaluation, Lesson, Rating, Reply
from azalai.frames.actions import load_reference_data
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.core.draft_contract import check_form
from tests.evaluation.factories import (
    LATER,
    closed,
    contested,
    criteria,
    make_evaluation,
    make_lesson,
    published,
    rate,
    rater,
    rating_of,
    shared,
    validated,
)
from tests.interventions.factories import make_bare_intervention, sign_in_for
from tests.monitoring.factories import line, make_plan

pytestmark = pytest.mark.django_db
RATING = {"value": "5", "reasoning": "Besoins constatés.", "evidence": "Rapport, page 4.", "evidence_url": ""}


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def url(name: str, evaluation: Any, *more: Any) -> str:
    return reverse(f"evaluation:{name}", args=[evaluation.public_id, *more])


def test_a_rating_is_kept_while_it_is_typed(client: Client) -> None:
    evaluation = make_evaluation()
    sign_in(client, Role.ME_OFFICER)
    wrong = RATING | {"evidence": "", "reasoning": "Sans preuve encore"}
    address = url("rate", evaluation, "relevance")
    check_form(client, form="evaluation.rating", address=address, right=RATING, wrong=wrong)
    assert rating_of(evaluation).value == 5


def test_the_paths_from_begin_to_published(client: Client) -> None:
    criteria()
    one = make_bare_intervention()
    sign_in(client, Role.ME_OFFICER)
    begun = client.post(url("begin_intervention", one), {"kind": "secretariat", "period_start": "2022"})
    evaluation = Evaluation.objects.get()
    assert begun.url == evaluation.get_absolute_url()
    onwards = client.post(url("rate", evaluation, "relevance"), RATING | {"suivant": "1"})
    assert onwards.url == url("rate", evaluation, "effectiveness")
    client.post(url("rate", evaluation, "impact"), {"value": "na", "reasoning": "Trop tôt."})
    assert rating_of(evaluation, "impact").value is None
    client.post(url("recommend", evaluation), {"text": "Publier les listes.", "deadline": "2023-06"})
    page = text_of(client.get(evaluation.get_absolute_url()))
    assert "Ne peut être apprécié" in page
    assert "Publier les listes." in page
    assert client.post(url("share", evaluation), {"reply_due": "2199-01-01"}).status_code == 302
    partner = Client()
    assert one.lead is not None
    sign_in_for(partner, one.lead)
    assert "C'est à vous de répondre" in text_of(partner.get(evaluation.get_absolute_url()))
    sent = {"position": "disagrees", "text": "Deux communes manquent.", "suivant": "1"}
    assert partner.post(url("reply", evaluation, "relevance"), sent).url == url("reply", evaluation, "impact")
    partner.post(url("replies_finish", evaluation))
    assert "attend votre réponse" in text_of(client.get(evaluation.get_absolute_url()))
    client.post(url("close", evaluation))
    evaluation.refresh_from_db()
    assert evaluation.state == "answered", "a contested rating waits for an answer"
    answer = {"outcome": "revised", "value": "6", "answer": "Les deux communes sont ajoutées."}
    assert client.post(url("answer", evaluation, "relevance"), answer).status_code == 302
    client.post(url("close", evaluation))
    client.post(url("publish", evaluation))
    evaluation.refresh_from_db()
    assert evaluation.state == "published"
    reader = Client()
    sign_in(reader, Role.COMMUNICATION)
    page = text_of(reader.get(evaluation.get_absolute_url()))
    assert "revue ; d'abord 5/6" in page
    assert "Les deux communes sont ajoutées." in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"value": "7"}, "Sélectionnez un choix valide"),
        ({"value": "0"}, "Sélectionnez un choix valide"),
        ({"evidence": " "}, "Une note demande une preuve"),
        ({"reasoning": ""}, "obligatoire"),
        ({"evidence_url": "rapport"}, "commence par https"),
        ({"evidence_url": "javascript:alert(1)"}, "commence par https"),
    ],
)
def test_a_wrong_rating_is_told_and_nothing_is_stored(
    client: Client, sent: dict[str, str], told: str
) -> None:
    evaluation = make_evaluation()
    sign_in(client, Role.ME_OFFICER)
    response = client.post(url("rate", evaluation, "relevance"), RATING | sent)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Rating.objects.exists()


def test_a_partner_sees_neither_a_draft_nor_the_evaluation_of_others(client: Client) -> None:
    draft, others = make_evaluation(), shared()
    assert draft.partner is not None
    sign_in_for(client, draft.partner)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(others.get_absolute_url()).status_code == 404
    assert client.get(url("reply", others, "relevance")).status_code == 404
    assert "Aucune évaluation pour le moment" in text_of(client.get(reverse("evaluation:evaluations")))


def test_the_secretariat_does_not_see_what_a_partner_prepares_of_itself(client: Client) -> None:
    one = make_bare_intervention()
    assert one.lead is not None
    partner = Client()
    by = sign_in_for(partner, one.lead)
    own = make_evaluation(one, by=by, kind="self")
    sign_in(client, Role.ME_OFFICER)
    assert client.get(own.get_absolute_url()).status_code == 404
    assert partner.get(own.get_absolute_url()).status_code == 200
    shared(own)
    assert "Le partenaire a noté lui-même" in text_of(client.get(own.get_absolute_url()))


def test_ratings_of_both_sides_stand_side_by_side_with_their_difference(client: Client) -> None:
    one = make_bare_intervention()
    assert one.lead is not None
    by = sign_in_for(Client(), one.lead)
    shared(make_evaluation(one, by=by, kind="self"), relevance=6, impact=None)
    mine = shared(make_evaluation(one), relevance=3, impact=4)
    sign_in(client, Role.ME_OFFICER)
    page = text_of(client.get(mine.get_absolute_url()))
    assert "écart de 3 points" in page
    assert page.count("écart de") == 1, "what cannot be assessed differs from nothing"
    compared = text_of(client.get(url("compare", mine)))
    assert "1 critère où les notes diffèrent" in compared
    assert "pas encore expliqué" in compared


def test_lists_cost_the_same_whatever_they_hold(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(3):
        contested(shared(recommended()))
        validated()
    sign_in(client, Role.ME_OFFICER)
    pages = {
        reverse("evaluation:evaluations"): 9,
        reverse("evaluation:matrix"): 20,
        reverse("evaluation:lessons"): 13,
        reverse("evaluation:evaluability"): 30,
        Evaluation.objects.first().get_absolute_url(): 26,  # type: ignore[union-attr]
    }
    for address, most in pages.items():
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)


def recommended() -> Evaluation:
    evaluation = make_evaluation()
    actions.recommend(by=rater(), at=AT, evaluation=evaluation, text="Publier les listes.")
    return evaluation


def test_the_matrix_shows_each_activity_and_counts_over_all_pages(client: Client) -> None:
    contested(shared(recommended(), relevance=2, conformity_gcm=5))
    for _number in range(30):
        make_bare_intervention()
    sign_in(client, Role.ME_OFFICER)
    page = text_of(client.get(reverse("evaluation:matrix")))
    assert "Total : 31 activités" in page
    assert "0 évaluée, 1 en cours d" in page
    assert "1 note contestée" in page
    shown = text_of(client.get(reverse("evaluation:matrix"), {"evaluation": "contestees"}))
    assert "Total : 1 activité" in shown
    assert "« Deux communes manquent. »" in shown
    assert "Publier les listes." in shown
    assert "Conformité au Pacte mondial <strong>5</strong>/6" in shown
    assert "Aucune activité ne répond" in text_of(
        client.get(reverse("evaluation:matrix"), {"q": "introuvable"})
    )


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_matrix_downloads_and_no_cell_injects_a_formula(client: Client, kind: str) -> None:
    make_evaluation(make_bare_intervention(title_fr="=HYPERLINK(1)"))
    sign_in(client, Role.AUDITOR)
    response = client.get(reverse("evaluation:matrix_download", args=[kind]))
    assert response.status_code == 200
    assert response.content[:2] == b"PK"
    if kind == "xlsx":
        assert b"<f>" not in unpacked(response.content)


def unpacked(content: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if "sheet" in name)


def test_a_partner_reads_of_the_matrix_only_what_it_may(client: Client) -> None:
    shared(relevance=2)
    published(effectiveness=5)
    sign_in(client, Role.PARTNER)
    page = text_of(client.get(reverse("evaluation:matrix")))
    assert "Efficacité <strong>5</strong>/6" in page
    assert "Pertinence" not in page
    assert client.get(reverse("evaluation:figure", args=["rated"])).status_code == 403


def test_what_a_person_wrote_survives_new_figures_and_the_page_says_what_moved(client: Client) -> None:
    make_bare_intervention()
    sign_in(client, Role.ME_OFFICER)
    client.post(reverse("evaluation:preamble_refresh", args=[0]))
    mine = "Une seule activité, et c'est trop peu."
    assert client.post(reverse("evaluation:paragraph", args=[0, "scope"]), {"text": mine}).status_code == 302
    make_bare_intervention()
    client.post(reverse("evaluation:preamble_refresh", args=[0]))
    page = text_of(client.get(reverse("evaluation:preamble")))
    assert "Une seule activité, et c&#x27;est trop peu." in page
    assert "Activités : 1 → <strong>2</strong>" in page
    assert 'matrice/chiffres/activities/">2</a>' in page
    client.post(reverse("evaluation:paragraph_remove", args=[0, "scope"]))
    assert "trop peu" not in text_of(client.get(reverse("evaluation:preamble")))


def test_every_figure_of_the_preamble_opens_the_list_that_it_counts(client: Client) -> None:
    from azalai.evaluation.counting import LISTS

    contested(shared(recommended(), relevance=2, impact=None))
    Evaluation.objects.update(reply_due=AT.date())
    sign_in(client, Role.ME_OFFICER)
    for fact in LISTS:
        assert client.get(reverse("evaluation:figure", args=[fact])).status_code == 200
    assert client.get(reverse("evaluation:figure", args=["inconnu"])).status_code == 404


def test_a_lesson_is_proposed_validated_and_reused(client: Client) -> None:
    load_reference_data(by=SYSTEM, at=AT, countries=["NE"])
    one = make_bare_intervention()
    version = make_plan()
    sign_in(client, Role.DOCUMENTATION)
    sent = {
        "kind": "good-practice",
        "title": "Former les relais dans leur langue",
        "text": "Présence doublée.",
        "evidence": "Listes de présence.",
    }
    address = reverse("evaluation:lesson_new")
    check_form(client, form="evaluation.lesson", address=address, right=sent, wrong=sent | {"evidence": ""})
    lesson = Lesson.objects.get()
    client.post(url("lesson_validate", lesson))
    wrong = client.post(url("reuse_new", lesson), {"intervention": "INCONNU"})
    assert "Aucune intervention publiée ne porte" in text_of(wrong)
    client.post(url("reuse_new", lesson), {"intervention": one.identifier, "note": "Séances en haoussa"})
    client.post(url("reuse_new", lesson), {"line": line(version, "1.1").code})
    assert lesson.reuses.count() == 2
    page = text_of(client.get(lesson.get_absolute_url()))
    assert "Séances en haoussa" in page
    assert "Former les relais" in page
    found = text_of(client.get(reverse("evaluation:lessons"), {"q": "RELAIS"}))
    assert "Former les relais dans leur langue" in found
    assert client.get(reverse("evaluation:lessons_download")).content[:2] == b"PK"


def test_what_is_missing_to_evaluate_is_said_with_the_way_to_complete_it(client: Client) -> None:
    one = make_bare_intervention()
    version = make_plan()
    sign_in(client, Role.ME_OFFICER)
    page = text_of(client.get(reverse("evaluation:evaluability")))
    assert one.title in page
    assert "Au moins un indicateur" in page
    checked = text_of(client.get(url("checklist", one)))
    assert reverse("interventions:edit", args=[one.public_id]) in checked
    plan = text_of(client.get(url("evaluability_plan", version.plan), {"manque": "baseline"}))
    assert "Former les relais" in plan
    of_line = text_of(client.get(url("checklist_line", version.plan, line(version, "1.1").key)))
    assert "Situation de référence" in of_line
    assert "sans objet ici" in of_line


def test_pages_of_below_say_what_is_evaluated(client: Client) -> None:
    evaluation = closed()
    assert evaluation.intervention is not None
    version = make_plan()
    sign_in(client, Role.ME_OFFICER)
    assert "Évaluation du secrétariat" in text_of(client.get(evaluation.intervention.get_absolute_url()))
    assert "Pas encore évaluée." in text_of(client.get(line(version, "1.1").get_absolute_url()))


def test_the_home_page_tells_each_side_what_it_has_to_do(client: Client) -> None:
    evaluation = shared(due=LATER.date().replace(year=2199))
    assert evaluation.partner is not None
    sign_in_for(client, evaluation.partner)
    assert "Donner votre avis sur l&#x27;évaluation" in text_of(client.get("/"))
    rate(make_evaluation())
    contested(evaluation)
    officer = Client()
    sign_in(officer, Role.ME_OFFICER)
    page = text_of(officer.get("/"))
    assert "Terminer l&#x27;évaluation" in page
    assert "Répondre aux avis sur l&#x27;évaluation" in page
    assert Reply.objects.count() == 1


def test_the_same_form_sent_twice_begins_once(client: Client) -> None:
    criteria()
    one = make_bare_intervention()
    sign_in(client, Role.ME_OFFICER)
    found = re.search(r'name="form_key" value="([^"]+)"', text_of(client.get(url("begin_intervention", one))))
    assert found is not None
    sent = {"kind": "secretariat", "form_key": found[1]}
    assert {client.post(url("begin_intervention", one), sent).status_code for _time in range(2)} == {302}
    assert Evaluation.objects.count() == 1


def test_unknown_addresses_are_not_found(client: Client) -> None:
    evaluation = make_evaluation()
    make_lesson()
    sign_in(client, Role.ME_OFFICER)
    for address in (
        url("rate", evaluation, "inconnu"),
        url("answer", evaluation, "relevance"),
        reverse("evaluation:matrix_download", args=["pdf"]),
        reverse("evaluation:paragraph", args=[2022, "scope"]),
        reverse("evaluation:lesson_new") + "?evaluation=x",
    ):
        assert client.get(address).status_code == 404, address
