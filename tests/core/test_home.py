"""The first page: the list of work, figures, what has changed, how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from azalai.core import attention, audit, news, registry, views, visits
from azalai.core.attention import Attention, Beginning, Figure, Glance, Kind, Shortcut, Source
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry, Visit
from azalai.core.news import Followed
from azalai.core.registry import DashboardCard
from tests.core.drawing import OFFICER, WITHOUT_POST, request_of

pytestmark = [pytest.mark.usefixtures("alone"), pytest.mark.django_db]
AT = datetime(2026, 11, 29, 8, tzinfo=UTC)
OTHER = Author(name="Autre personne", person_id=8, post_id=9, post="Documentation")
PARTNER = replace(OFFICER, roles=frozenset({"partner"}))


def home(author: Author = OFFICER) -> str:
    return views.home(request_of(author=author)).content.decode()


def says(*lines: Attention, room: str = "salle", **more: Any) -> None:
    attention.register(Source(room, more.pop("order", 1), lambda author: lines, **more))


# ---- the list of work


def test_lines_of_every_room_stand_in_sections_by_why_they_are_shown() -> None:
    says(
        Attention(Kind.DUE, "Bientôt", "/b/"),
        Attention(Kind.DECISION, "constats", "/c/", 8),
        room="b",
        order=2,
    )
    says(
        Attention(Kind.DECISION, "Adopter", "/a/"),
        Attention(Kind.LATE, "Réunion", "/r/", who="GTM"),
        room="a",
    )
    found = {section.kind: [line.label for line in section.lines] for section in attention.sections(OFFICER)}
    assert found == {Kind.DECISION: ["Adopter", "constats"], Kind.LATE: ["Réunion"], Kind.DUE: ["Bientôt"]}
    html = home()
    for text in ('href="/c/"', "À faire par vous", "GTM", "En retard", "À venir"):
        assert text in html
    assert html.index("En retard") < html.index("À faire par vous") < html.index("À venir")
    assert "Qui n&#x27;a pas encore répondu" not in html


def test_what_has_the_nearest_date_comes_first_then_what_has_none() -> None:
    days = (date(2026, 12, 3), None, date(2026, 11, 30))
    says(*(Attention(Kind.DUE, str(day), "/", on=day) for day in days))
    [section] = [one for one in attention.sections(OFFICER) if one.kind is Kind.DUE]
    assert [line.on for line in section.lines] == [days[2], days[0], None]


def test_zero_is_printed_as_zero_and_one_object_has_no_number() -> None:
    says(Attention(Kind.DECISION, "constats", "/c/", 0), Attention(Kind.DECISION, "Adopter", "/a/"))
    html = home()
    assert '<span class="n">0</span>' in html
    assert html.count('class="sign" aria-hidden="true">◆') == 1


def test_a_day_behind_says_since_when_and_today_says_today() -> None:
    today = views.today()
    says(
        Attention(Kind.LATE, "Action", "/a/", on=date(2020, 3, 1)),
        Attention(Kind.DUE, "Réunion", "/r/", on=today),
        Attention(Kind.DECISION, "Mission", "/m/", on=date(2020, 3, 2)),
    )
    html = home()
    assert "depuis le 1er mars 2020" in html
    assert "passé depuis le 2 mars 2020" in html
    assert "aujourd" in html


def test_labels_are_never_markup() -> None:
    says(Attention(Kind.LATE, "<b>x</b>", "/", who="<i>y</i>", note="<u>z</u>"))
    assert not {"<b>x", "<i>y", "<u>z"} & set(home().split(">"))
    assert "&lt;b&gt;x" in home()


def test_nothing_to_do_is_said() -> None:
    html = home()
    assert "Rien n&#x27;attend une décision de votre part." in html
    assert "Rien n&#x27;est en retard." in html


def test_a_room_speaks_only_to_whom_it_may() -> None:
    says(Attention(Kind.LATE, "Secret", "/"), visible=lambda author: author.has_role("me-officer"))
    attention.register_glance(
        Glance("a", 1, lambda author: [Figure(3, "Secrets", "/")], lambda author: False)
    )
    attention.register_shortcut(Shortcut("Agir", "home", 1, lambda author: author.has_role("me-officer")))
    assert "Secret" in home()
    assert "Agir" in home()
    assert not {"Secret", "Agir"} & set(home(PARTNER).replace("<", ">").split(">"))


def test_a_person_without_a_post_is_told_so_and_given_no_work() -> None:
    says(Attention(Kind.LATE, "Travail", "/"))
    html = home(WITHOUT_POST)
    assert "Aucun poste" in html
    assert "Travail" not in html


def test_figures_lead_to_their_lists_and_cards_of_rooms_stand_below() -> None:
    attention.register_glance(Glance("a", 1, lambda author: [Figure(1200, "interventions", "/i/", "note")]))
    registry.register_card(DashboardCard("core/components/empty.html", 1, lambda author: CARD))
    html = home()
    assert "<dt>1\u202f200</dt>" in html or "<dt>1\u00a0200</dt>" in html
    assert '<a href="/i/">interventions</a>' in html
    assert "Une carte" in html


CARD = {"title": "Une carte", "sentence": "", "url": "", "label": ""}


def test_a_new_installation_says_how_to_begin_until_all_is_done() -> None:
    done = {"home": False, "news": True}
    for rank, name in enumerate(done):
        attention.register_beginning(
            Beginning(f"Étape {name}", "Phrase", name, rank, lambda name=name: done[name])
        )  # type: ignore[misc]
    html = home()
    assert "Pour commencer" in html
    assert '<a href="/">Étape home</a>' in html
    assert '<a href="/nouveautes/">Étape news</a>' not in html
    done["home"] = True
    assert "Pour commencer" not in home()


# ---- since the last visit


def test_a_visit_lasts_until_a_pause_and_the_news_stay_while_it_lasts() -> None:
    assert visits.since(OFFICER, AT) is None
    assert visits.since(OFFICER, AT + timedelta(minutes=30)) is None
    last = AT + timedelta(minutes=30)
    for minutes in (0, 1, 40):
        again = last + visits.PAUSE + timedelta(minutes=minutes + 1)
        assert visits.since(OFFICER, again) == last, minutes


def test_posts_have_their_own_last_visit() -> None:
    other = replace(OFFICER, post_id=99)
    visits.since(OFFICER, AT)
    assert visits.since(other, AT + timedelta(days=3)) is None
    assert visits.since(OFFICER, AT + timedelta(days=3)) == AT
    assert visits.since(Author.nobody(), AT) is None
    assert Visit.objects.count() == 2


def test_it_is_written_seldom_and_leaves_no_trace(django_assert_num_queries: Any) -> None:
    visits.since(OFFICER, AT)
    for seconds in (1, 60, 299):
        with django_assert_num_queries(1):
            visits.since(OFFICER, AT + timedelta(seconds=seconds))
    with django_assert_num_queries(2):
        visits.since(OFFICER, AT + timedelta(minutes=6))
    assert not AuditEntry.objects.exists()


@given(st.lists(st.integers(1, 30_000), max_size=12))
def test_what_is_shown_as_the_last_visit_is_always_past_and_never_goes_back(steps: list[int]) -> None:
    with transaction.atomic():
        Visit.objects.all().delete()
        at, seen = AT, None
        for step in steps:
            at += timedelta(seconds=step)
            last = visits.since(OFFICER, at)
            assert last is None or last < at
            assert seen is None or (last is not None and last >= seen)
            seen = last


def test_the_database_keeps_visits_in_order_and_once() -> None:
    Visit.objects.create(person_id=1, post_id=2, seen_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(person_id=1, post_id=2, seen_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(person_id=1, post_id=3, seen_at=AT, before=AT + timedelta(1))


# ---- what has changed


def wrote(obj: Any, action: str = "essai.change", *, by: Author = OTHER, minutes: int = 0) -> None:
    with transaction.atomic():
        audit.record(by=by, at=AT + timedelta(minutes=minutes), action=action, obj=obj)


def thing(number: int) -> Visit:
    return Visit.objects.create(person_id=number, post_id=1000, seen_at=AT)


def follow(*readable: Any) -> None:
    def pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
        return {str(one.pk): f"/v/{one.pk}/" for one in readable if str(one.pk) in ids}

    news.register(Followed("core.visit", pages))


def test_only_what_a_room_says_may_be_read_is_told() -> None:
    mine, secret = thing(1), thing(2)
    wrote(mine)
    wrote(secret)
    assert news.news(OFFICER, AT - timedelta(1)) == []
    follow(mine)
    assert [line.url for line in news.news(OFFICER, AT - timedelta(1))] == [f"/v/{mine.pk}/"]


def test_a_type_that_is_not_for_the_author_is_not_even_asked_for() -> None:
    one = thing(1)
    wrote(one)
    news.register(Followed("core.visit", lambda author, ids: pytest.fail("asked"), lambda author: False))
    assert news.news(OFFICER, AT - timedelta(1)) == []


def test_what_one_wrote_oneself_and_what_is_older_are_left_out() -> None:
    one = thing(1)
    follow(one)
    wrote(one, by=OFFICER)
    wrote(one, minutes=-60)
    assert news.news(OFFICER, AT - timedelta(minutes=1)) == []


def test_several_writes_on_one_object_are_one_line_and_name_the_post_not_the_person() -> None:
    one = thing(1)
    follow(one)
    audit.register_action_labels({"essai.a": "Chose ouverte", "essai.b": "Chose modifiée"})
    for minutes, action in enumerate(("essai.a", "essai.b", "essai.b")):
        wrote(one, action, minutes=minutes)
    [line] = news.news(OFFICER, AT - timedelta(1))
    assert (line.what, line.who, line.others) == ("Chose modifiée, chose ouverte", "Documentation", 0)
    assert line.at == AT + timedelta(minutes=2)
    assert "Autre personne" not in home()


def test_the_same_done_to_many_is_one_line_that_says_how_many_more() -> None:
    things = [thing(number) for number in range(5)]
    follow(*things)
    for minutes, one in enumerate(things):
        wrote(one, minutes=minutes)
    wrote(things[0], "essai.autre", minutes=9)
    first, second = news.news(OFFICER, AT - timedelta(1))
    assert (first.url, first.others) == (f"/v/{things[0].pk}/", 0)
    assert (second.url, second.others) == (f"/v/{things[4].pk}/", 3)


def test_the_page_shows_the_first_lines_and_leads_to_all() -> None:
    things = [thing(number) for number in range(news.SHOWN + 2)]
    follow(*things)
    request = request_of()
    for number, one in enumerate(things):
        audit_at(one, number)
    html = views.home(request).content.decode()
    assert html.count('class="when"') == news.SHOWN
    assert "2 autres nouveautés" in html
    assert views.all_news(request_of("/nouveautes/")).content.decode().count('class="when"') == len(things)
    assert (
        "Rien de nouveau" in views.all_news(request_of("/nouveautes/?jours=x", author=OTHER)).content.decode()
    )


def audit_at(obj: Any, number: int) -> None:
    with transaction.atomic():
        by = replace(OTHER, post=f"Poste {number}")
        audit.record(by=by, at=views.now() - timedelta(hours=1), action=f"essai.{number}", obj=obj)


def test_identifiers_that_are_no_numbers_are_not_looked_up() -> None:
    class Rows(list[Any]):
        def filter(self, pk__in: list[int]) -> Rows:
            assert pk__in == [7]
            return self

        def order_by(self) -> Rows:
            return self

    assert news.addresses(Rows(), ["7", "x", "-1", ""]) == {}  # type: ignore[arg-type]
