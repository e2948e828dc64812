"""The base page, the pages of the ground floor, errors, weight and style."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from azalai.config.menu import GROUPS
from azalai.core import context, registry, views
from azalai.core.authorship import Author
from azalai.core.menu import menu_parts
from azalai.core.registry import MenuEntry
from tests.core.drawing import OFFICER, page_of, request_of

# As the rooms have registered them; each test begins with none.
ENTRIES = dict(registry._menu)
pytestmark = pytest.mark.usefixtures("alone")


# ---- the base page


def test_the_title_block_is_the_page_s_title_and_its_heading() -> None:
    html = Template(
        '{% extends "core/base.html" %}{% block title %}Qui a <em>répondu</em> ?{% endblock %}'
    ).render(context_for())
    assert "<title>Qui a répondu ? · Azalai</title>" in html
    assert "<h1>Qui a <em>répondu</em> ?</h1>" in html


def test_the_heading_block_replaces_the_title_as_heading() -> None:
    html = Template(
        '{% extends "core/base.html" %}{% block title %}T{% endblock %}{% block heading %}H{% endblock %}'
    ).render(context_for())
    assert "<h1>H</h1>" in html
    assert "<title>T · Azalai</title>" in html


def test_blocks_left_blank_leave_no_element() -> None:
    html = Template('{% extends "core/base.html" %}').render(context_for())
    assert all(f'class="{css}"' not in html for css in ("crumbs", "lead", "actions", "messages", "demo"))


def context_for(*, author: Author = OFFICER) -> Context:
    request = request_of(author=author)
    return Context({"request": request, "csrf_token": "x", "messages": []} | context.site(request))


def test_the_menu_shows_what_the_author_may_follow_and_where_one_is() -> None:
    registry.register_menu(MenuEntry("Accueil", "home", 1))
    registry.register_menu(MenuEntry("Galerie", "gallery", 2))
    registry.register_menu(MenuEntry("Caché", "health", 3, visible=lambda author: author.has_role("auditor")))
    registry.register_menu(MenuEntry("Ailleurs", "nowhere", 4))
    links = menu_parts(OFFICER, "/galerie/")
    assert [(link.label, link.current) for link in links] == [("Accueil", False), ("Galerie", True)]


ROOMS = (("a", "Atelier", ("accounts",)), ("b", "Bureau", ("frames",)), ("c", "Vide", ("plans",)))


def test_entries_stand_in_the_group_of_their_room_and_each_role_sees_only_its_own(settings: Any) -> None:
    settings.MENU_GROUPS = ROOMS
    registry.register_menu(MenuEntry("Lieux", "frames:places", 3))
    registry.register_menu(MenuEntry("Listes", "frames:frameworks", 2))
    registry.register_menu(MenuEntry("Postes", "accounts:post_list", 1, lambda author: author.has_role("x")))
    registry.register_menu(MenuEntry("Galerie", "gallery", 9))
    parts = menu_parts(OFFICER, reverse("frames:places"))
    assert [(part.label, part.current, part.is_page) for part in parts] == [
        ("Bureau", True, False),
        ("Galerie", False, False),
    ]
    assert [(link.label, link.current) for link in parts[0].links] == [("Listes", False), ("Lieux", True)]
    assert parts[0].url == parts[0].links[0].url
    assert parts[1].links == ()


def test_an_entry_may_choose_its_group_and_a_group_of_one_has_no_second_row(settings: Any) -> None:
    settings.MENU_GROUPS = ROOMS
    registry.register_menu(MenuEntry("Lieux", "frames:places", 3, group="a"))
    [part] = menu_parts(OFFICER, reverse("frames:places"))
    assert (part.label, part.links, part.is_page) == ("Atelier", (), True)


def test_every_entry_of_every_room_stands_in_a_group(monkeypatch: Any) -> None:
    monkeypatch.setattr(registry, "_menu", ENTRIES)
    everything = Author(name="Tout", person_id=1, roles=frozenset({"system"}))
    labels = [str(part.label) for part in menu_parts(everything, "/")]
    assert set(labels) <= {str(label) for _code, label, _rooms in GROUPS}
    assert len(labels) == len(set(labels))


def test_a_visitor_has_no_menu() -> None:
    registry.register_menu(MenuEntry("Accueil", "home", 1))
    assert menu_parts(Author.nobody(), "/") == []


def test_the_secretariat_comes_from_the_country_profile() -> None:
    context.register_site(lambda: context.Site(secretariat="Secrétariat & co", country="Niger"))
    html = Template('{% extends "core/base.html" %}').render(context_for())
    assert "Secrétariat &amp; co, Niger" in html


def test_the_demonstration_says_what_it_is(settings: Any) -> None:
    settings.DEMO = True
    assert "Démonstration" in Template('{% extends "core/base.html" %}').render(context_for())


def test_the_language_switch_comes_back_to_the_same_list() -> None:
    html = page_of("core/base.html", "/?axe=2&page=3")
    assert 'name="next" value="/?axe=2&amp;page=3"' in html
    assert re.search(r'value="fr" lang="fr" aria-current="true"', html)


def test_a_right_to_left_language_mirrors_the_page() -> None:
    with translation.override("ar"):
        assert 'lang="ar" dir="rtl"' in page_of("core/base.html")


# ---- pages


@pytest.mark.parametrize(("query", "direction"), [("", "ltr"), ("?dir=rtl", "rtl"), ("?dir=x", "ltr")])
def test_the_gallery_shows_every_component_both_ways(query: str, direction: str) -> None:
    html = views.gallery(request_of(f"/galerie/{query}")).content.decode()
    assert f'<html lang="fr" dir="{direction}">' in html
    shown = (
        "status",
        "badge",
        "empty",
        "error-summary",
        "pagination",
        "tree",
        "facts",
        "tabs",
        "chart",
        "data",
    )
    assert all(re.search(rf'class="{css}[ "]', html) for css in shown)
    assert "style=" not in html
    assert "<script>" not in html


@pytest.mark.django_db
def test_health_is_public_and_asks_the_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        response = client.get("/sante/")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_the_home_page_asks_for_a_sign_in(client: Client) -> None:
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_the_language_is_switched_without_a_sign_in(client: Client) -> None:
    response = client.post("/langue/", {"language": "en", "next": "/galerie/"})
    assert response["Location"] == "/galerie/"
    assert response.cookies["django_language"].value == "en"


# ---- errors


def test_a_refusal_shows_its_reason() -> None:
    assert "Seul le secrétariat &lt;adopte&gt;." in page_of(
        "403.html", exception="Seul le secrétariat <adopte>."
    )
    assert "Le poste que vous occupez" in page_of("403.html", exception="")


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html"])
def test_error_pages_say_what_to_do_even_to_a_visitor(name: str) -> None:
    html = page_of(name, author=Author.nobody(), exception="")
    assert 'class="button" href="/"' in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_of_last_resort_need_no_context(name: str) -> None:
    html = get_template(name).render()
    assert 'href="/static/core/azalai.css"' in html
    assert "recommencez" in html


# ---- weight and style


def read(name: str) -> str:
    return Path(str(finders.find(name))).read_text(encoding="utf-8")


def test_the_style_sheet_and_the_script_stay_small() -> None:
    assert len(read("core/azalai.css").encode()) < 26_624
    assert len(read("core/azalai.js").encode()) < 3_000


def test_the_style_sheet_knows_no_left_nor_right() -> None:
    css = re.sub(r"/\*.*?\*/", "", read("core/azalai.css"), flags=re.DOTALL)
    physical = (
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|text-align:\s*(?:left|right)"
        r"|[;{]\s*(?:left|right|top|bottom|float|width|height)\s*:"
    )
    assert re.findall(physical, css) == []


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ground", ["paper", "sand", "indigo-light"])
@pytest.mark.parametrize("text", ["ink", "grey", "indigo"])
def test_text_can_be_read_on_every_ground(text: str, ground: str) -> None:
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", read("core/azalai.css")))
    assert contrast(tokens[text], tokens[ground]) >= 4.5


def test_the_pages_of_the_house_carry_no_inline_style() -> None:
    folder = Path(views.__file__).parent / "templates"
    pages = [path for path in folder.rglob("*.html") if re.search(r"\sstyle=|<style", path.read_text())]
    assert pages == []
