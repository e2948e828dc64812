"""Turns Vega's SVG into one that may stand inside a page: small, named, without style, script or reference.

The Content-Security-Policy forbids inline styles, and what is not on the lists below is left out, so
that no later version of the renderer can slip anything in.
"""

from __future__ import annotations

import re

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset({"svg", "g", "path", "rect", "line", "circle", "text", "tspan"})
NUMBERS = frozenset(
    {"x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "width", "height"}
    | {"d", "transform", "stroke-width", "opacity", "fill-opacity", "stroke-opacity", "stroke-dasharray"}
)
ATTRIBUTES = NUMBERS | {"fill", "stroke", "text-anchor", "font-family", "font-size", "font-weight"}
# Said once for the whole chart instead of on every text.
COMMON = ("font-family", "font-size")
DEFAULTS = {
    "opacity": {"1"},
    "transform": {"translate(0,0)"},
    "text-anchor": {"start"},
    "font-weight": {"400", "normal"},
    "stroke-width": {"1"},
}
DECIMALS = re.compile(r"-?\d+\.\d+")
MOVE = re.compile(r"translate\((-?[\d.]+),\s*(-?[\d.]+)\)")
PAINT = re.compile(r"#[0-9a-fA-F]{3,8}|[a-z]+")


def clean(raw: str) -> etree._Element:
    """The root of the cleaned SVG; ValueError when what was rendered is no SVG."""
    root = etree.fromstring(raw.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    if root.tag != f"{{{SVG}}}svg":
        raise ValueError("the renderer gave no SVG")
    view_box = root.get("viewBox")
    fresh = etree.Element("svg", nsmap={None: SVG})
    for child in root:
        _copy(child, fresh)
    for name in COMMON:
        _hoist(fresh, name)
    fresh.set("viewBox", _shorter(view_box or ""))
    return fresh


def _copy(source: etree._Element, parent: etree._Element) -> None:
    """Copies what is allowed; a group that says nothing disappears and leaves its children."""
    if not isinstance(source.tag, str) or source.get("display") == "none":
        return
    name = etree.QName(source).localname
    if name not in ELEMENTS or _is_blank(name, source):
        return
    attributes = _attributes(source, name)
    target = parent
    if name != "g" or set(attributes) - {"fill"}:
        target = etree.SubElement(parent, name, attributes)
        target.text = source.text if name in {"text", "tspan"} else None
    for child in source:
        _copy(child, target)


def _is_blank(name: str, element: etree._Element) -> bool:
    """Frames and backgrounds that paint nothing."""
    if name == "path":
        return element.get("class") in {"background", "foreground"} or not element.get("d")
    return name == "text" and not "".join(element.itertext())


def _attributes(element: etree._Element, name: str) -> dict[str, str]:
    given = _with_style({key: value for key, value in element.attrib.items() if isinstance(key, str)})
    kept = {
        key: _shorter(value) if key in NUMBERS else value.removesuffix("px")
        for key, value in given.items()
        if key in ATTRIBUTES and _is_safe(key, value) and value not in DEFAULTS.get(key, ())
    }
    # Groups that only carry the paint of their children are left out, so each shape says its own.
    painted = kept if name in {"g", "text", "tspan", "line"} else {"fill": "none"} | kept
    return _placed(painted) if name == "text" else painted


def _with_style(given: dict[str, str]) -> dict[str, str]:
    """A style attribute becomes presentation attributes, which the page's policy allows."""
    pairs = (part.split(":", 1) for part in given.pop("style", "").split(";") if ":" in part)
    return given | {key.strip(): value.strip() for key, value in pairs}


def _is_safe(key: str, value: str) -> bool:
    """Paint is a colour: url(#…) and url(https://…) are references."""
    return bool(PAINT.fullmatch(value)) if key in {"fill", "stroke"} else "url" not in value


def _placed(attributes: dict[str, str]) -> dict[str, str]:
    """A text that is only moved says x and y, which is shorter."""
    match = MOVE.fullmatch(attributes.get("transform", ""))
    if not match:
        return attributes
    rest = {key: value for key, value in attributes.items() if key != "transform"}
    return {"x": match[1], "y": match[2]} | rest


def _shorter(value: str) -> str:
    """One decimal is finer than the eye."""
    return DECIMALS.sub(lambda match: f"{round(float(match[0]), 1) + 0:g}", value)


def _hoist(root: etree._Element, name: str) -> None:
    """The commonest value of an attribute moves to the root."""
    values = [element.get(name) for element in root.iter() if element.get(name)]
    if not values:
        return
    common = max(sorted(set(values)), key=values.count)
    for element in root.iter():
        if element.get(name) == common:
            del element.attrib[name]
    root.set(name, common)
