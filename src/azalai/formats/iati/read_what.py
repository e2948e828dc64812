"""What: title, descriptions, sectors, goals, markers, documents."""

from __future__ import annotations

from azalai.formats.iati import codes, scalars
from azalai.formats.iati.elements import Children, Element, Reading, attribute, first, grouped, numbered
from azalai.formats.iati.extension import ASSUMED
from azalai.formats.iati.records import (
    Description,
    DocumentLink,
    HumanitarianScope,
    Narratives,
    PolicyMarker,
    Sector,
    Tag,
)


def titles(children: Children, reading: Reading) -> Narratives:
    """Titles by language; version 1 repeats the element."""
    found = children.get("title", [])
    if len(found) > 1 and not reading.first_version:
        reading.notes.add("repeated", "title", written="title")
        found = found[:1]
    texts = reading.narratives(found, "title")
    if not texts:
        reading.notes.add("title-missing", "title")
    return texts


def descriptions(children: Children, reading: Reading) -> tuple[Description, ...]:
    """Descriptions that say something."""
    found = [
        Description(attribute(element, "type"), reading.narratives((element,), where))
        for where, element in numbered(children, "description")
    ]
    return tuple(description for description in found if description.texts)


def sectors(children: Children, reading: Reading) -> tuple[Sector, ...]:
    """Sectors of the activity; where it has none, those of its transactions, without percentage."""
    own = [_sector(element, reading, where) for where, element in numbered(children, "sector")]
    if not own:
        transactions = children.get("transaction", ())
        inner = [sector for transaction in transactions for sector in transaction.findall("sector")]
        own = [_sector(element, reading, "transaction/sector") for element in inner]
    return tuple(dict.fromkeys(sector for sector in own if sector.code or sector.names))


def _sector(element: Element, reading: Reading, where: str) -> Sector:
    return Sector(
        code=attribute(element, "code"),
        vocabulary=reading.code(element, "vocabulary", codes.SECTOR_VOCABULARIES, where),
        percentage=reading.percentage(element, where),
        names=reading.narratives((element,), where),
    )


def tags(children: Children, reading: Reading) -> tuple[Tag, ...]:
    """Tags with a code."""
    found = [
        Tag(
            attribute(element, "code"),
            attribute(element, "vocabulary"),
            reading.narratives((element,), where),
        )
        for where, element in numbered(children, "tag")
    ]
    return _with_code(found, reading, "tag")


def policy_markers(children: Children, reading: Reading) -> tuple[PolicyMarker, ...]:
    """Markers with a code."""
    found = [
        PolicyMarker(
            code=attribute(element, "code"),
            vocabulary=reading.code(element, "vocabulary", codes.MARKER_VOCABULARIES, where),
            significance=attribute(element, "significance"),
            names=reading.narratives((element,), where),
        )
        for where, element in numbered(children, "policy-marker")
    ]
    return _with_code(found, reading, "policy-marker")


def humanitarian_scopes(children: Children, reading: Reading) -> tuple[HumanitarianScope, ...]:
    """Emergencies and appeals with a code."""
    found = [
        HumanitarianScope(
            type=attribute(element, "type"),
            vocabulary=attribute(element, "vocabulary"),
            code=attribute(element, "code"),
            names=reading.narratives((element,), where),
        )
        for where, element in numbered(children, "humanitarian-scope")
    ]
    return _with_code(found, reading, "humanitarian-scope")


def _with_code(found: list, reading: Reading, tag: str) -> tuple:
    """Records that have a code, each once; the others are noted."""
    for index, record in enumerate(found, 1):
        if not record.code:
            reading.notes.add("code-missing", f"{tag}[{index}]")
    return tuple(dict.fromkeys(record for record in found if record.code))


def documents(children: Children, reading: Reading) -> tuple[DocumentLink, ...]:
    """Documents with an address that a browser may follow."""
    found = [_document(element, reading, where) for where, element in numbered(children, "document-link")]
    return tuple(dict.fromkeys(document for document in found if document is not None))


def _document(element: Element, reading: Reading, where: str) -> DocumentLink | None:
    address = scalars.web_address(element.get("url"))
    if not address:
        reading.notes.add("url-refused", where, written=attribute(element, "url"))
        return None
    parts = grouped(element)
    return DocumentLink(
        url=address,
        format="" if element.get(ASSUMED) else attribute(element, "format"),
        titles=reading.narratives(parts.get("title", ())[:1], where),
        categories=_codes(parts, "category"),
        languages=tuple(code.lower() for code in _codes(parts, "language")),
        date=reading.day(first(element, "document-date"), where),
    )


def _codes(children: Children, tag: str) -> tuple[str, ...]:
    found = [attribute(element, "code") for element in children.get(tag, ())]
    return tuple(dict.fromkeys(code for code in found if code))
