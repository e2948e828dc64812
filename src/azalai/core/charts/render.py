"""From a Vega-Lite specification to a clean SVG, once: the same chart is never drawn twice.

The renderer starts threads of its own. A process that has drawn and then forks leaves its child a
renderer that waits for ever, so the child refuses instead (`RenderedBeforeFork`). Servers that fork
their workers first, as gunicorn does by default, are not concerned.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import OrderedDict
from typing import Any

from django.core.cache import InvalidCacheBackendError, caches
from django.core.cache.backends.base import BaseCache
from lxml import etree

from azalai.core.charts.cleaning import clean
from azalai.formats.report.shaping import FONTS, printed_svg

# Change it when the same specification is to look otherwise.
EDITION = "1"
CACHE = "charts"
KEPT_IN_MEMORY = 128
NO_BREAK_NARROW = "\u202f"
NUMBERS: dict[str, dict[str, Any]] = {
    "fr": {
        "decimal": ",",
        "thousands": NO_BREAK_NARROW,
        "grouping": [3],
        "currency": ["", "\u00a0FCFA"],
        "percent": "\u00a0%",
    },
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", "\u00a0FCFA"]},
}


class RenderedBeforeFork(RuntimeError):
    """This process was forked from one that had already drawn a chart; the renderer is dead here."""


class _Renderer:
    """The process's renderer: one chart at a time, and it knows whether it may still draw."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.memory: OrderedDict[str, str] = OrderedDict()
        self.has_drawn = self.is_dead = self.has_fonts = False

    def after_fork(self) -> None:
        """In the child: a lock that another thread held would never open."""
        self.lock, self.is_dead = threading.Lock(), self.has_drawn

    def draw(self, spec: dict[str, Any], language: str) -> str:
        """The renderer's own SVG; RenderedBeforeFork, or ValueError for an impossible specification."""
        if self.is_dead:
            raise RenderedBeforeFork("a chart was drawn before this process was forked")
        # Half a second and 30 MB: only pages with charts pay for it.
        import vl_convert

        with self.lock:
            self.has_drawn = True
            return str(
                vl_convert.vegalite_to_svg(
                    spec, format_locale=NUMBERS.get(language, NUMBERS["fr"]), allowed_base_urls=[]
                )
            )

    def draw_png(self, drawn: str, scale: float) -> bytes:
        """A clean SVG as PNG, in the letters that come with us; RenderedBeforeFork."""
        if self.is_dead:
            raise RenderedBeforeFork("a chart was drawn before this process was forked")
        import vl_convert

        with self.lock:
            self.has_drawn = True
            if not self.has_fonts:
                vl_convert.register_font_directory(str(FONTS))
                self.has_fonts = True
            return bytes(vl_convert.svg_to_png(printed_svg(drawn), scale=scale))

    def remember(self, key: str, drawn: str) -> None:
        """Keeps the latest charts of this process."""
        with self.lock:
            self.memory[key] = drawn
            self.memory.move_to_end(key)
            while len(self.memory) > KEPT_IN_MEMORY:
                self.memory.popitem(last=False)


_renderer = _Renderer()
os.register_at_fork(after_in_child=_renderer.after_fork)


def svg(spec: dict[str, Any], *, language: str, title: str = "", words: str = "", zoom: float = 1) -> str:
    """The chart as one <svg> element for a page: named, cleaned, always left to right.

    title and words become its name and description; zoom is the largest size at which it is shown,
    the style sheet makes it smaller where there is less room. Kept in this process and, where settings name a
    cache "charts", there too. ValueError for an impossible specification, RenderedBeforeFork.
    """
    key = _key(spec, language, title, words, zoom)
    if found := _kept(key):
        return found
    root = clean(_renderer.draw(spec, language))
    _size(root, zoom)
    drawn = _named(root, key, language, title, words)
    _renderer.remember(key, drawn)
    if shared := _shared():
        shared.set(key, drawn, timeout=None)
    return drawn


def png(drawn: str, *, scale: float = 2) -> bytes:
    """A chart that `svg` has drawn as PNG, for files that take no SVG: the same chart, the same bytes."""
    return _renderer.draw_png(drawn, scale)


def _key(*parts: Any) -> str:
    content = json.dumps([EDITION, *parts], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"chart-{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def _kept(key: str) -> str:
    """The chart of that key from this process, else from the shared cache; "" when nobody drew it."""
    if found := _renderer.memory.get(key):
        return found
    shared = _shared()
    found = str(shared.get(key, "")) if shared else ""
    if found:
        _renderer.remember(key, found)
    return found


def _shared() -> BaseCache | None:
    # Never the default cache: in the database it would write, and lock, while a page is only read.
    try:
        return caches[CACHE]
    except InvalidCacheBackendError:
        return None


def _size(root: etree._Element, zoom: float) -> None:
    _, _, width, height = (float(part) for part in root.get("viewBox", "0 0 0 0").split())
    root.set("width", f"{width * zoom:g}")
    root.set("height", f"{height * zoom:g}")


def _named(root: etree._Element, key: str, language: str, title: str, words: str) -> str:
    """Adds name, description and direction; ids carry the chart's key, so that charts may share a page."""
    ids = f"{key[:14]}-t", f"{key[:14]}-d"
    for name, value in (("role", "img"), ("direction", "ltr"), ("lang", language)):
        root.set(name, value)
    root.set("aria-labelledby", " ".join(ids))
    for position, (tag, text) in enumerate((("title", title), ("desc", words))):
        element = etree.Element(tag, {"id": ids[position]})
        element.text = text
        root.insert(position, element)
    return etree.tostring(root, encoding="unicode")
