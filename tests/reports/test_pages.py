"""Pages of the room: what they show to whom, in how many queries, and the way to the file."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from azalai.accounts.enums import Role
from azalai.core import jobs
from azalai.core.models import Job
from azalai.reports import actions, files
from azalai.reports.models import Report
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.core import draft_contract
from tests.frames.factories import make_country
from tests.reports.factories import make_report, passage_of


@pytest.fixture
def officer(db: None, client: Client) -> Client:
    sign_in(client, Role.ME_OFFICER)
    return client


def address(name: str, report: Report, **more: str) -> str:
    return reverse(f"reports:{name}", kwargs={"public_id": report.public_id} | more)


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content
    return response.content.decode()


@pytest.mark.parametrize(("role", "seen"), [(Role.AUDITOR, 2), (Role.PARTNER, 1), (Role.FOCAL_POINT, 1)])
def test_drafts_are_for_those_who_oversee(client: Client, db: None, role: str, seen: int) -> None:
    draft, done = make_report(), make_report("validated", year=2020)
    sign_in(client, role)
    assert text(client, reverse("reports:reports")).count('<th scope="row">') == seen
    for name, more in (
        ("report", {}),
        ("chapter", {"code": "meetings"}),
        ("figure", {"key": "meetings.held"}),
    ):
        assert client.get(address(name, done, **more)).status_code == 200
        assert client.get(address(name, draft, **more)).status_code == (200 if seen == 2 else 404)


@pytest.mark.parametrize(
    ("name", "more", "queries"),
    [
        ("reports", None, 6),
        ("report", {}, 9),
        ("chapter", {"code": "meetings"}, 8),
        ("figure", {"key": "meetings.held"}, 6),
    ],
)
def test_pages_ask_a_known_number_of_queries(
    officer: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    name: str,
    more: dict[str, str] | None,
    queries: int,
) -> None:
    reports = [make_report(year=year) for year in range(2011, 2021)]
    url = reverse("reports:reports") if more is None else address(name, reports[0], **more)
    officer.get(url)
    with django_assert_max_num_queries(queries):
        assert officer.get(url).status_code == 200


def test_a_figure_shows_how_and_what_was_counted(officer: Client) -> None:
    page = text(officer, address("figure", make_report(), key="meetings.held"))
    assert "Réunions dont les présences sont saisies." in page
    assert page.count('<th scope="row">') == 4
    text(officer, address("figure", make_report(year=2019), key="autre"), 404)


def test_the_list_of_a_figure_is_kept_from_who_may_not_read_it(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from azalai.core import facts

    fact = facts.Fact(
        "essai.reserve",
        "x",
        "",
        "",
        lambda span: facts.FactList([], facts.FactRow),
        visible=lambda author: False,
    )
    monkeypatch.setitem(facts._facts, fact.code, fact)
    report = make_report()
    report.figures.update(fact=fact.code)
    actions.submit_report(by=SYSTEM, at=AT, report=report)
    sign_in(client, Role.AUDITOR)
    page = text(client, address("figure", report, key="meetings.held"))
    assert "réservée" in page
    assert "Réunion 1" not in page


def test_a_chapter_offers_to_rewrite_to_who_may(officer: Client) -> None:
    report = make_report()
    page = text(officer, address("chapter", report, code="meetings"))
    assert page.count("paragraphes/") == 3
    assert "Tableau 1. Réunions" in page
    assert address("figure", report, key="meetings.held") in page
    done = make_report("validated", year=2019)
    assert "paragraphes/" not in text(officer, address("chapter", done, code="meetings"))
    text(officer, address("chapter", report, code="autre"), 404)


def test_a_heading_over_own_words_stands_only_over_words(officer: Client) -> None:
    report = make_report()
    blocks = report.chapters[0]["blocks"]
    blocks[2]["heading"] = "Lecture de la période"
    report.save(update_fields=["chapters"])
    assert "Lecture de la période" not in text(officer, address("chapter", report, code="meetings"))
    one = passage_of(report, "meetings.own")
    actions.rewrite_passage(by=SYSTEM, at=AT, passage=one, text="Un premier.\n\nUn second.")
    page = text(officer, address("chapter", report, code="meetings"))
    assert page.index("Lecture de la période</h2>") < page.index("Un premier.") < page.index("Un second.")
    assert page.count("paragraphes/") == 3
    assert "Tableau 1. Réunions" in page, "nothing is lost behind it"


def test_what_people_type_is_escaped_on_the_page(officer: Client) -> None:
    one = passage_of(make_report())
    actions.rewrite_passage(by=SYSTEM, at=AT, passage=one, text="<script>alert(1)</script> 4 réunions")
    page = text(officer, address("chapter", one.report, code="meetings"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <a href=" in page


def test_what_is_typed_in_a_paragraph_is_kept(officer: Client) -> None:
    report = make_report()
    draft_contract.check_form(
        officer,
        form="reports.passage",
        address=address("passage", report, key="meetings.held"),
        right={"text": "Nos mots.", "seen": "0"},
        wrong={"text": "x" * 20_001, "seen": "0"},
    )
    assert passage_of(report).text == "Nos mots."


def test_a_paragraph_changed_by_somebody_else_shows_both_texts(officer: Client) -> None:
    one = passage_of(make_report())
    actions.rewrite_passage(by=SYSTEM, at=AT, passage=one, text="Texte d'un collègue.")
    url = address("passage", one.report, key="meetings.held")
    response = officer.post(url, {"text": "Mon texte.", "seen": "0"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "entre-temps" in page
    assert "Mon texte." in page
    assert officer.post(url, {"text": "Mon texte.", "seen": "1"}).status_code == 302
    assert passage_of(one.report).text == "Mon texte."


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html"])
def test_a_file_is_made_in_the_background_then_given(officer: Client, suffix: str) -> None:
    report = make_report("validated")
    asked = officer.post(address("make_file", report, suffix=suffix))
    job = Job.objects.get()
    assert asked.headers["Location"] == jobs.url_of(job)
    assert jobs.work_off() == 1
    page = text(officer, jobs.url_of(job))
    assert address("download", report, suffix=suffix) in page, page
    given = officer.get(address("download", report, suffix=suffix))
    content = b"".join(given.streaming_content)  # type: ignore[attr-defined]
    assert given.headers["Content-Disposition"] == f'attachment; filename="bilan-annuel-2021.{suffix}"'
    assert len(content) > 1000
    again = officer.post(address("make_file", report, suffix=suffix))
    assert again.headers["Location"] == address("download", report, suffix=suffix), (
        "a file made once is not made twice"
    )
    assert Job.objects.count() == 1


def test_a_file_of_what_has_changed_since_is_not_given(officer: Client) -> None:
    report = make_report()
    base = "http://testserver"
    files.keep(files.path_of(report, "pdf", base), b"%PDF-old")
    actions.rewrite_passage(by=SYSTEM, at=AT, passage=passage_of(report), text="Autre texte.")
    assert officer.get(address("download", report, suffix="pdf")).status_code == 302
    assert text(officer, address("download", report, suffix="exe"), 404)


def test_a_report_is_begun_in_the_background(officer: Client) -> None:
    make_country("NE")
    sent = {"kind": "quarterly", "year": "2021", "quarter": "", "as_of": "2022-01-10"}
    assert "trimestre" in officer.post(reverse("reports:begin"), sent).content.decode()
    sent["quarter"] = "2"
    for _ in range(2):
        response = officer.post(reverse("reports:begin"), sent)
    job = Job.objects.get()
    assert response.headers["Location"] == jobs.url_of(job), "asked twice, done once"
    jobs.work_off()
    job.refresh_from_db()
    report = Report.objects.get()
    assert (job.state, job.url, job.error) == ("done", report.get_absolute_url(), "")
    assert officer.post(reverse("reports:begin"), sent).headers["Location"] == report.get_absolute_url()
    assert text(officer, report.get_absolute_url()).count("/chapitres/") == len(report.chapters)


def test_a_period_to_come_has_nothing_to_count(officer: Client) -> None:
    sent = {"kind": "annual", "year": "2022", "as_of": "2021-06-30"}
    assert "rien à compter" in officer.post(reverse("reports:begin"), sent).content.decode()
    assert not Job.objects.exists()


def test_the_secretary_validates_what_the_officer_submits(officer: Client, db: None) -> None:
    report, secretary = make_report(), Client()
    sign_in(secretary, Role.PERMANENT_SECRETARY)
    officer.post(address("submit", report))
    assert officer.get(address("validate", report)).status_code == 403
    assert report.get_absolute_url() in text(secretary, "/"), "the home page leads to what waits"
    secretary.post(address("send_back", report), {"reason": "Revoir la synthèse."})
    assert "Revoir la synthèse." in text(officer, report.get_absolute_url())
    officer.post(address("submit", report))
    secretary.post(address("validate", report), {"reference": "Décision 1"})
    report.refresh_from_db()
    assert (report.state, report.validation_reference) == ("validated", "Décision 1")
    assert "Décision 1" in text(officer, report.get_absolute_url())


def test_giving_up_a_draft_asks_first(officer: Client) -> None:
    report = make_report()
    assert "sera effacé" in text(officer, address("discard", report))
    officer.post(address("discard", report))
    assert not Report.objects.exists()


def test_what_another_post_has_asked_for_is_not_asked_twice_nor_shown(
    officer: Client, client: Client
) -> None:
    report = make_report()
    officer.post(address("refresh", report))
    other = Client()
    sign_in(other, Role.PERMANENT_SECRETARY)
    answer = other.post(address("refresh", report), follow=True)
    assert answer.redirect_chain == [(report.get_absolute_url(), 302)]
    assert "Un autre poste" in answer.content.decode()
    assert Job.objects.count() == 1
