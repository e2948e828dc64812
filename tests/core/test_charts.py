"""Charts: readable without explanation, fit for the page's content policy, drawn once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import override_settings
from django.utils import translation
from lxml import etree

import azalai.core
from azalai.core.charts import (
    Bar,
    Chart,
    Column,
    CoverItem,
    Drawing,
    Share,
    Span,
    build,
    columns_by_year,
    coverage,
    horizontal_bars,
    look,
    render,
    share,
    svg,
    timeline,
)
from azalai.core.charts.cleaning import clean
from azalai.core.charts.timeline import runs
from azalai.core.charts.wrapping import clip, width, wrap
from tests.core.drawing import drawn

LONG = "Renforcement du dialogue et de la coopération à l'échelle bilatérale, régionale et internationale"
AXES = [
    Bar("Axe 1 <script>", 45_000_000),
    Bar(LONG, 542_000_000, 557_000_000),
    Bar("Axe 3", 0),
    Bar("Axe 4", None),
]
OBJECTIVES = [CoverItem(str(code), f"Objectif {LONG}", code % 4) for code in range(1, 24)]
IN_MEMORY = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": f"charts-{name}"}
    for name in ("default", "charts")
}


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with translation.override("fr"):
        yield


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has drawn nothing yet."""
    monkeypatch.setattr(render, "_renderer", render._Renderer())


def drawings() -> dict[str, Drawing]:
    return {
        "bars": horizontal_bars(AXES, unit="FCFA"),
        "columns": columns_by_year([Column("2022", 171_533_333), Column("Sans calendrier", 0, apart=True)]),
        "coverage": coverage(OBJECTIVES, unit="activités"),
        "timeline": timeline(
            [Span("Plaidoyer", 2022, 2023), Span("Étude"), Span("A", years=frozenset({2026}))]
        ),
        "share": share([Share("Axe 1", 25), Share("Axe 2", 75), Share("Axe 3", None)]),
    }


def texts(markup: str) -> list[str]:
    """Each text of the drawing, its lines apart."""
    return ["".join(element.itertext()) for element in etree.fromstring(markup).iter("{*}text")]


def told(spec: Drawing, view: str = "wide") -> list[str]:
    return texts(svg(getattr(spec, view), language="fr", title="Titre", words=spec.words))


def chart_of(spec: Drawing, title: str = "L'axe 2 domine") -> Chart:
    return build(
        title=title,
        spec=spec,
        table_head=["Axe", "Coût"],
        table_rows=[["Axe 1", 45_000_000], ["Axe 2", None]],
    )


@pytest.mark.parametrize("view", ["wide", "narrow"])
@pytest.mark.parametrize("name", drawings())
def test_a_chart_may_stand_in_a_page_with_a_strict_content_policy(name: str, view: str) -> None:
    spec = drawings()[name]
    markup = svg(getattr(spec, view), language="fr", title="Titre", words=spec.words)
    root = etree.fromstring(markup)
    assert {etree.QName(element).localname for element in root.iter()} <= {
        "svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan", "circle",
    }  # fmt: skip
    assert not re.search(r"style|<script|href|url\(|class=|\son\w+=|NaN|undefined", markup)
    assert root.get("viewBox", "").split()[2] == str(getattr(look, view.upper()).width)
    assert root.get("role") == "img"
    assert root.get("direction") == "ltr"


@pytest.mark.parametrize("view", ["wide", "narrow"])
@pytest.mark.parametrize("name", drawings())
def test_a_chart_weighs_less_than_twelve_kilobytes(name: str, view: str) -> None:
    assert len(svg(getattr(drawings()[name], view), language="fr").encode()) < 12_000


@pytest.mark.parametrize("view", ["wide", "narrow"])
def test_no_text_leaves_the_drawing(view: str) -> None:
    for spec in drawings().values():
        root = etree.fromstring(svg(getattr(spec, view), language="fr"))
        sheet = getattr(look, view.upper())
        for text in root.iter("{*}text"):
            place = float(text.get("x", 0))
            extent = width("".join(text.itertext()), sheet.size)
            before = {"middle": extent / 2, "end": extent}.get(text.get("text-anchor", ""), 0)
            assert place - before >= -1
            # The estimate is generous by a tenth.
            assert place - before + extent <= sheet.width * 1.1


def test_figures_are_french_millions_when_nothing_is_lost_by_it() -> None:
    shown = told(horizontal_bars([Bar("A", 45_000_000), Bar("B", 12_500_000)], unit="FCFA"))
    assert {"45\u00a0M", "12,5\u00a0M", "En millions (M) de FCFA"} <= set(shown)


def test_figures_are_written_in_full_when_millions_would_round_them() -> None:
    shown = told(horizontal_bars([Bar("A", 45_000_000), Bar("B", 12_345_678)], unit="FCFA"))
    assert {"45\u202f000\u202f000", "12\u202f345\u202f678", "FCFA"} <= set(shown)


def test_figures_are_english_on_an_english_page() -> None:
    with translation.override("en"):
        spec = horizontal_bars([Bar("A", 12_345_678)], unit="FCFA")
        assert "12,345,678" in texts(build(title="T", spec=spec, table_head=[], table_rows=[]).svg)


def test_numbers_that_vega_writes_follow_the_language() -> None:
    spec = horizontal_bars([Bar("A", 1)]).wide | {
        "layer": [
            {
                "data": {"values": [{"value": 45_000_000.5}]},
                "mark": "text",
                "encoding": {"text": {"field": "value", "type": "quantitative", "format": ",.1f"}},
            }
        ]
    }
    assert texts(svg(spec, language="fr")) == ["45\u202f000\u202f000,5"]
    assert texts(svg(spec, language="en")) == ["45,000,000.5"]


def test_nothing_entered_is_not_zero() -> None:
    shown = told(horizontal_bars([Bar("A", 0), Bar("B", None), Bar("C", 3)]))
    assert "0" in shown
    assert "—" in shown


@pytest.mark.parametrize("view", ["wide", "narrow"])
def test_an_objective_without_activity_is_a_ring_and_a_word(view: str) -> None:
    spec = coverage([CoverItem("1", "Données", 5), CoverItem("2", "Causes", 0)])
    markup = svg(getattr(spec, view), language="fr")
    assert texts(markup).count("aucune") == 1
    assert markup.count(look.OCHRE) == 1
    assert "aucun" in told(coverage([CoverItem("1", "Données", 0)], none="aucun"))


def test_only_a_value_that_differs_gets_an_outline_and_both_are_named() -> None:
    same = svg(horizontal_bars([Bar("A", 45, 45)]).wide, language="fr")
    assert look.OCHRE not in same
    assert texts(same) == ["A", "45"]
    shown = told(horizontal_bars([Bar("A", 45, 60)], series=("Déclaré", "Calculé")))
    assert {"■ 45 déclaré", "□ 60 calculé"} <= set(shown)


def test_bars_are_as_long_as_their_values() -> None:
    root = etree.fromstring(svg(horizontal_bars([Bar("A", 100), Bar("B", 50)]).wide, language="fr"))
    paths = [element.get("d", "") for element in root.iter("{*}path")]
    long, short = (float(re.search(r"h([\d.]+)", path)[1]) for path in paths)  # type: ignore[index]
    assert long == pytest.approx(2 * short, abs=0.2)


def test_the_label_of_a_phone_stands_above_its_bar() -> None:
    root = etree.fromstring(svg(horizontal_bars([Bar("Axe", 100)]).narrow, language="fr"))
    label, figure = root.iter("{*}text")
    assert float(label.get("y", 0)) + 10 < float(figure.get("y", 0))
    assert float(label.get("x", 0)) == 0


def test_columns_that_would_touch_on_a_phone_become_bars() -> None:
    spec = columns_by_year([Column(str(year), 171_533_333) for year in range(2022, 2028)], unit="FCFA")
    assert "2022" in told(spec, "narrow")
    assert len(spec.narrow["layer"]) != len(spec.wide["layer"])
    assert "En millions (M) de FCFA, arrondis" in told(spec, "narrow")


def test_a_row_without_years_says_so_and_others_show_their_runs() -> None:
    shown = told(timeline([Span("A", years=frozenset({2022, 2023, 2026})), Span("B"), Span("C", 2024)]))
    assert {"2022-2023", "sans calendrier"} <= set(shown)
    # Once in the head, once in the bar.
    assert shown.count("2024") == 2
    assert runs([2022, 2023, 2025]) == [(2022, 2023), (2025, 2025)]


def test_years_that_are_asked_for_are_shown_even_when_empty() -> None:
    assert {"2020", "2026"} <= set(told(timeline([Span("A", 2022, 2023)], first=2020, last=2026)))


def test_shares_say_their_percentage() -> None:
    assert {"25\u00a0% · 25".replace(" ·", "\u00a0·"), "—"} <= set(told(drawings()["share"]))


@pytest.mark.parametrize(
    "empty", [horizontal_bars([]), columns_by_year([]), coverage([]), timeline([]), share([])]
)
def test_a_chart_of_nothing_is_drawn_without_error(empty: Drawing) -> None:
    for view in (empty.wide, empty.narrow):
        assert svg(view, language="fr").startswith("<svg")


def test_a_negative_value_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        horizontal_bars([Bar("A", -1)])


def test_an_impossible_specification_is_an_error(forgetful: None) -> None:
    with pytest.raises(ValueError):
        svg({"mark": "nothing"}, language="fr")


def test_titles_labels_and_cells_are_escaped() -> None:
    chart = build(
        title="Plus de <b>", spec=horizontal_bars(AXES), table_head=["<i>"], table_rows=[["<u>"]], note="<s>"
    )
    page = drawn('{% include "core/charts/figure.html" %}', chart=chart)
    assert not re.search(r"<(script|b|i|u|s)>", page)
    assert page.count("&lt;script&gt;") >= 2


def test_the_name_and_the_description_are_tied_to_the_drawing() -> None:
    root = etree.fromstring(chart_of(horizontal_bars(AXES, unit="FCFA"), "Titre").svg)
    name, words = (root.find(f".//*[@id='{key}']") for key in root.get("aria-labelledby").split())
    assert name.text == "Titre"
    assert "Axe 3 : 0 ; Axe 4 : —" in words.text


def test_two_charts_on_a_page_share_no_id() -> None:
    charts = [chart_of(spec) for spec in drawings().values()]
    ids = re.findall(r' id="([^"]+)"', "".join(chart.svg + chart.narrow for chart in charts))
    assert len(ids) == len(set(ids)) == 20


def test_the_table_stands_behind_the_chart() -> None:
    page = drawn('{% include "core/charts/figure.html" %}', chart=chart_of(horizontal_bars(AXES)))
    assert "<summary>Voir le tableau</summary>" in page
    assert '<th scope="col" class="num">Coût</th>' in page
    assert '<td class="num">45\u202f000\u202f000</td>' in page
    assert '<th scope="row">Axe 2</th><td>—</td>' in page
    assert page.count("<svg") == 2


def test_a_table_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="head"):
        build(title="T", spec=share([]), table_head=["A"], table_rows=[["a", "b"]])


def test_the_same_chart_is_drawn_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def fresh() -> str:
        monkeypatch.setattr(render, "_renderer", render._Renderer())
        return svg(coverage(OBJECTIVES).wide, language="fr", title="T")

    assert fresh() == fresh()


def test_a_chart_is_drawn_once_in_a_process(forgetful: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = svg(share([Share("A", 1)]).wide, language="fr")
    monkeypatch.setattr(render._renderer, "draw", None)
    assert svg(share([Share("A", 1)]).wide, language="fr") == first


def test_a_chart_that_another_process_drew_comes_from_the_cache(
    forgetful: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with override_settings(CACHES=IN_MEMORY):
        first = svg(share([Share("A", 2)]).wide, language="fr")
        monkeypatch.setattr(render, "_renderer", render._Renderer())
        monkeypatch.setattr(render._renderer, "draw", None)
        assert svg(share([Share("A", 2)]).wide, language="fr") == first
        caches["charts"].clear()


def test_without_a_cache_of_its_own_a_chart_leaves_the_default_cache_alone(forgetful: None) -> None:
    # The default cache is a table here, and this test has no database.
    assert svg(share([Share("A", 3)]).wide, language="fr").startswith("<svg")


def test_a_process_keeps_a_limited_number_of_charts(forgetful: None) -> None:
    for number in range(render.KEPT_IN_MEMORY + 3):
        render._renderer.remember(str(number), "<svg/>")
    assert len(render._renderer.memory) == render.KEPT_IN_MEMORY
    assert "0" not in render._renderer.memory


def test_threads_draw_together_without_mixing(forgetful: None) -> None:
    def figure(value: int) -> list[str]:
        return texts(svg(horizontal_bars([Bar("A", value)]).wide, language="fr"))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(figure, range(1, 9))) == [["A", str(value)] for value in range(1, 9)]


FORK = """
import os, signal, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from azalai.core.charts import Bar, RenderedBeforeFork, horizontal_bars, svg
def draw():
    return svg(horizontal_bars([Bar("A", os.getpid())]).wide, language="fr")
if sys.argv[1] == "after":
    draw()
child = os.fork()
if not child:
    signal.alarm(30)  # a renderer that waits for ever ends here
    try:
        draw()
    except RenderedBeforeFork:
        os._exit(3)
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize(("when", "status"), [("before", 0), ("after", 3)])
def test_a_forked_worker_draws_unless_its_parent_has(when: str, status: int) -> None:
    done = subprocess.run([sys.executable, "-c", FORK, when], timeout=60, check=False, capture_output=True)
    assert done.returncode == status, done.stderr.decode()


def test_cleaning_turns_styles_into_attributes_and_drops_what_is_not_known() -> None:
    root = clean(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' viewBox="0 0 9 9">'
        "<script>alert(1)</script><style>a{}</style><image xlink:href='https://exemple.org/a.png'/>"
        '<path d="M0.12345,0h1" style="fill: #abc; cursor: help" onclick="x()"/>'
        '<path d="M1,1" fill="url(https://exemple.org/#a)"/></svg>'
    )
    assert [element.tag for element in root.iter()] == ["svg", "path", "path"]
    assert dict(root[0].attrib) == {"d": "M0.1,0h1", "fill": "#abc"}
    assert dict(root[1].attrib) == {"d": "M1,1", "fill": "none"}


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="no SVG"):
        clean("<html/>")


def test_labels_are_cut_between_words_and_say_that_they_are_cut() -> None:
    lines = wrap(LONG, 200, 14, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width(line, 14) <= 200 for line in lines)
    assert wrap("", 200, 14) == [""]
    assert clip("Anticonstitutionnellement", 60, 14).endswith("…")


def test_the_colours_are_those_of_the_style_sheet() -> None:
    sheet = (Path(azalai.core.__file__).parent / "static/core/azalai.css").read_text(encoding="utf-8")
    for name in ("INDIGO", "INDIGO_LIGHT", "OCHRE", "INK", "GREY", "PAPER"):
        assert f"--{name.lower().replace('_', '-')}: {getattr(look, name)};" in sheet
