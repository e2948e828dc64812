"""What the styles of a Word document say: which are headings, which are bold."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from azalai.formats.limits import Limits
from azalai.formats.parts import parse_part
from azalai.formats.word_text import W, attribute, is_on

# Names, whatever the language of the program: Word stores built-in names in English.
_HEADING = re.compile(r"(title|titre|heading|überschrift)( ?\d)?", re.IGNORECASE)
_DEEPEST = 20  # styles based on one another


@dataclass(frozen=True)
class Styles:
    """Styles by identifier; an absent part gives no styles."""

    elements: dict[str, etree._Element] = field(default_factory=dict)

    def is_heading(self, style: str | None) -> bool:
        """Whether a paragraph style is a title or a heading."""
        if style is None:
            return False
        name = attribute(self._find(style, "name")) or style
        return bool(_HEADING.fullmatch(name)) or self._find(style, f"pPr/{W}outlineLvl") is not None

    def is_list(self, style: str | None) -> bool:
        """Whether a style, or one that it is based on, puts a number or a bullet before its paragraphs."""
        for _ in range(_DEEPEST):
            if style is None:
                return False
            if self._find(style, f"pPr/{W}numPr") is not None:
                return True
            style = attribute(self._find(style, "basedOn"))
        return False

    def is_bold(self, style: str | None) -> bool:
        """Whether a style, or one that it is based on, sets bold."""
        for _ in range(_DEEPEST):
            if style is None:
                return False
            mark = self._find(style, f"rPr/{W}b")
            if mark is not None:
                return is_on(mark)
            style = attribute(self._find(style, "basedOn"))
        return False

    def _find(self, style: str, path: str) -> etree._Element | None:
        element = self.elements.get(style)
        return None if element is None else element.find(W + path)


def read_styles(package: zipfile.ZipFile, name: str, limits: Limits) -> Styles:
    """The styles of a part; none when it is absent."""
    try:
        root = parse_part(package, name, limits)
    except KeyError:
        return Styles()
    return Styles({style.get(W + "styleId", ""): style for style in root.iterfind(W + "style")})
