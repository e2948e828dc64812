"""Common ground of the readers of one element: who asks, in which language, what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from azalai.formats.iati import codes, mojibake, scalars
from azalai.formats.iati.notes import Notes
from azalai.formats.iati.records import Narrative, Narratives

Element = Any  # lxml publishes no types
Children = Mapping[str, list[Element]]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANG_MISPLACED = "{xml}lang"  # written so by one publisher's software


@dataclass(slots=True)
class Reading:
    """What holds for one activity: defaults, notes, and whether the file is of version 1."""

    notes: Notes
    language: str = ""
    currency: str = ""
    first_version: bool = False

    def code(self, element: Element, attribute: str, known: Mapping[str, str], where: str) -> str:
        """Code of an attribute: old words as codes of today, unknown ones as written."""
        written = scalars.line(element.get(attribute))
        read = known.get(written.lower()) if written else ""
        if read is None:
            self.notes.add("code-unknown", where, written=written)
            return written
        if read != written and not self.first_version:
            self.notes.add("code-old", where, written=written, read=read)
        return read

    def narratives(self, elements: Iterable[Element], where: str) -> Narratives:
        """Texts of elements, from their `narrative` or, as in version 1, from themselves."""
        found = [text for element in elements for text in self._texts(element, where)]
        return tuple(dict.fromkeys(text for text in found if text.text))

    def _texts(self, element: Element, where: str) -> list[Narrative]:
        inherited = self._lang(element, self.language, where)
        children = [child for child in element if child.tag == "narrative"]
        if children:
            return [
                Narrative(self.text(child, where), self._lang(child, inherited, where)) for child in children
            ]
        text = self.text(element, where)
        if text and not self.first_version:
            self.notes.add("unplaced-text", where)
        return [Narrative(text, inherited)]

    def _lang(self, element: Element, inherited: str, where: str) -> str:
        attributes = element.attrib
        written = attributes.get(_LANG) if _LANG in attributes else attributes.get(_LANG_MISPLACED)
        if written is None:
            return inherited
        code = scalars.language(written)
        if code is None:
            self.notes.add("lang", where, written=written)
        return code or ""

    def text(self, element: Element, where: str) -> str:
        """All the text of an element, repaired; said when it was."""
        raw = (element.text or "") if not len(element) else "".join(element.itertext())
        return scalars.plain(raw) if raw.isascii() else scalars.plain(self._repaired(raw, where))

    def line(self, raw: str | None, where: str) -> str:
        """Text on one line, repaired; said when it was."""
        return scalars.line(self._repaired(raw or "", where))

    def narrative(self, text: str) -> Narratives:
        """One text in the language of the activity, none when it is empty."""
        return (Narrative(text, self.language),) if text else ()

    def _repaired(self, raw: str, where: str) -> str:
        text = mojibake.repair(raw)
        if text != raw:
            self.notes.add("mojibake-repaired", where, written=scalars.line(text))
        if mojibake.is_suspect(text):
            self.notes.add("mojibake-suspect", where, written=scalars.line(text))
        return text

    def percentage(self, element: Element, where: str) -> Decimal | None:
        """Attribute `percentage`; one out of range is kept and noted."""
        written = element.get("percentage")
        if written is None or not written.strip():
            return None
        found = scalars.number(written.strip().removesuffix("%"))
        if found is None:
            self.notes.add("percentage-unread", where, written=written)
        elif not 0 <= found <= 100:
            self.notes.add("percentage-range", where, written=written)
        return found

    def country(self, element: Element, where: str) -> str:
        """Attribute `code` as an ISO 3166 code of two letters where it is one."""
        written = scalars.line(element.get("code")).upper()
        if written in codes.COUNTRIES or not written:
            return written
        if read := codes.BY_THREE_LETTERS.get(written):
            self.notes.add("country-read", where, written=written, read=read)
            return read
        self.notes.add("country-unknown", where, written=written)
        return written

    def day(self, element: Element | None, where: str, attribute: str = "iso-date") -> str:
        """ISO day of an attribute, or of the text as in version 1; "" and a note otherwise."""
        if element is None:
            return ""
        written = element.get(attribute) or (element.text or "").strip()
        found = scalars.day(written)
        if written.strip() and not found:
            self.notes.add("date-unread", where, written=written)
        return found


def grouped(element: Element) -> dict[str, list[Element]]:
    """Children by the name of their tag."""
    found: dict[str, list[Element]] = {}
    for child in element:
        found.setdefault(child.tag, []).append(child)
    return found


def numbered(children: Children, tag: str) -> Iterable[tuple[str, Element]]:
    """("budget[1]", element)… of one tag."""
    for index, element in enumerate(children.get(tag, ()), 1):
        yield f"{tag}[{index}]", element


def attribute(element: Element, name: str) -> str:
    """Attribute on one line, "" when absent."""
    return scalars.line(element.get(name))


def first(element: Element, tag: str) -> Element | None:
    """First child of that tag."""
    return element.find(tag)
