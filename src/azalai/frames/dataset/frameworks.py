"""Reference frameworks: lists of coded entries, some with parents, links or questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from azalai.frames.dataset.reading import (
    DatasetError,
    Header,
    build,
    build_all,
    check_known,
    check_unique,
    data_file,
    name_of,
    read_header,
    read_json,
)

# What a node of a plan can show of itself (criteria of an action plan, field `evidence`).
EVIDENCE_FIELDS = frozenset(
    {
        "title",
        "references",
        "responsible",
        "beneficiaries",
        "calendar",
        "expected_results",
        "declared_cost",
        "indicators",
        "means_of_verification",
        "strategies",
        "assumptions",
        "risks",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """Entries of another framework that one entry is mapped to."""

    framework: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One step of a rating scale; value None is "cannot be assessed", which is not zero."""

    value: int | None
    title_fr: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a framework.

    code: unique within the framework ("14", "10.7", "3.1", "relevance").
    short_*: for charts, at most 45 characters, our own words; "" when the title is short enough.
    text_*: a question or a description, our own words.
    level, parent: place in a framework of two levels ("goal"/"target", "axis"/"action").
    evidence: fields of a plan node of which one, filled, can show it; None when only a person can
        answer; () where the question does not arise.
    cited_only, cited_by: known only because a document refers to it; the codes that do.
    unconfirmed: names of the fields that no official text has confirmed.
    """

    code: str
    title_fr: str
    title_en: str
    short_fr: str = ""
    short_en: str = ""
    text_fr: str = ""
    text_en: str = ""
    level: str = ""
    parent: str = ""
    wording: str = ""
    printed_as: str = ""
    cited_only: bool = False
    cited_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] | None = ()
    links: tuple[Link, ...] = ()
    note: str = ""
    unconfirmed: tuple[str, ...] = ()

    def title(self, language: str = "fr") -> str:
        """Full title in "fr" or "en"; the code when no title is known."""
        return (self.title_en if language == "en" else self.title_fr) or self.code

    def label(self, language: str = "fr") -> str:
        """Short title for a chart or a narrow column."""
        return (self.short_en if language == "en" else self.short_fr) or self.title(language)

    def linked(self, framework: str) -> tuple[str, ...]:
        """Codes of `framework` that this entry is mapped to."""
        return next((link.codes for link in self.links if link.framework == framework), ())


@dataclass(frozen=True, slots=True)
class Framework:
    """A versioned list: what it says of itself, its entries in order, its rating scale if any."""

    header: Header
    entries: tuple[Entry, ...]
    scale: tuple[ScaleStep, ...] = ()

    @property
    def code(self) -> str:
        """Code of the framework, also the name of its file."""
        return self.header.code

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the entries, in order."""
        return tuple(entry.code for entry in self.entries)

    def entry(self, code: str) -> Entry | None:
        """The entry of that code, or None."""
        return next((entry for entry in self.entries if entry.code == code), None)

    def children(self, parent: str) -> tuple[Entry, ...]:
        """Entries right under `parent` ("" for those without a parent)."""
        return tuple(entry for entry in self.entries if entry.parent == parent)


def framework_codes() -> tuple[str, ...]:
    """Codes of the shipped frameworks, sorted."""
    folder = data_file("azalai.frames", "frameworks").iterdir()
    return tuple(sorted(f.name.removesuffix(".json") for f in folder if f.name.endswith(".json")))


@cache
def load_framework(code: str) -> Framework:
    """One framework by its code, whatever the case ("gcm", "GCM").

    DatasetError when there is none or its file is wrong. Links to other frameworks are not followed
    here, for speed: `load_frameworks` checks them.
    """
    known = framework_codes()
    check_known([code.lower()], known, "frameworks", "", "le cadre de référence")
    if code != code.lower():
        return load_framework(code.lower())
    return _read_framework(code)


def _read_framework(code: str) -> Framework:
    file = f"frameworks/{code}.json"
    raw = read_json(data_file("azalai.frames", "frameworks", f"{code}.json"))
    return framework_from(raw, file)


def framework_from(raw: Mapping[str, Any], file: str) -> Framework:
    """A checked framework from the object of a JSON file; `file` names it in errors."""
    check_known(raw, ("header", "entries", "scale"), file, "", "la rubrique")
    header = read_header(raw, file)
    if not isinstance(raw.get("entries"), list):
        raise DatasetError(file, "", "« entries » : une liste est attendue")
    entries = tuple(_entry_from(item, file) for item in raw["entries"])
    _check_entries(entries, file)
    return Framework(header, entries, build_all(ScaleStep, raw.get("scale", []), file, "scale"))


def _entry_from(raw: Any, file: str) -> Entry:
    where = name_of(raw, "entrée sans code")
    links = _links_from(raw, file, where)
    entry = build(Entry, raw, file, where, links=links)
    check_known(entry.evidence or (), EVIDENCE_FIELDS, file, where, "le champ de plan")
    if not entry.title_fr and not entry.cited_only:
        raise DatasetError(file, where, "le titre français est vide")
    return entry


def _links_from(raw: Any, file: str, where: str) -> tuple[Link, ...]:
    links = raw.get("links", {}) if isinstance(raw, dict) else {}
    if not isinstance(links, dict):
        raise DatasetError(file, where, "« links » : un objet est attendu")
    items = [{"framework": target, "codes": codes} for target, codes in links.items()]
    return tuple(build(Link, item, file, where) for item in items)


def _check_entries(entries: tuple[Entry, ...], file: str) -> None:
    codes = [entry.code for entry in entries]
    check_unique(codes, file)
    for entry in entries:
        parents = [entry.parent] if entry.parent else []
        check_known(parents, codes, file, f"entrée « {entry.code} »", "le parent")


@cache
def load_frameworks() -> Mapping[str, Framework]:
    """Every shipped framework by code, with the links between them checked."""
    loaded = {code: load_framework(code) for code in framework_codes()}
    for framework in loaded.values():
        check_links(framework, loaded)
    return MappingProxyType(loaded)


def check_links(framework: Framework, known: Mapping[str, Framework]) -> None:
    """DatasetError when an entry is mapped to a framework or an entry that does not exist."""
    file = f"frameworks/{framework.code}.json"
    for entry in framework.entries:
        where = f"entrée « {entry.code} »"
        for link in entry.links:
            check_known([link.framework], known, file, where, "le cadre de référence")
            target = known[link.framework]
            check_known(link.codes, target.codes, file, where, f"{link.framework} :")


def entries_linking_to(source: str, target: str, code: str) -> tuple[Entry, ...]:
    """Entries of `source` mapped to the entry `code` of `target`.

    The mapping is written once; this is how it is read from the other side, for example the
    objectives of the Compact in area 4 of the fund: `entries_linking_to("gcm", "mptf", "4")`.
    """
    return tuple(entry for entry in load_framework(source).entries if code in entry.linked(target))
