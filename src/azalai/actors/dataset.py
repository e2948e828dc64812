"""Organisations and groups named in the documents, as shipped lists; no Django.

An organisation is one body with all the spellings met for it. A group ("OSC", "PTF", "collectivités
territoriales") is no body: it names a category, or part of one, collectively.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from azalai.engines.naming.text import spelling_key
from azalai.frames.dataset import DatasetError, countries, load_framework, load_places
from azalai.frames.dataset.reading import (
    build,
    build_all,
    check_dates,
    check_known,
    check_unique,
    data_file,
    name_of,
    read_header,
    read_json,
)

# A spelling whose note says so is a slip of a document: recognised with a doubt, never proposed.
MISPRINT = "coquille"
KINDS = frozenset({"", "body", "network", "project"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way a body is written, with the dates it was in use where known, and where it was read."""

    text: str
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One body.

    code: slug, unique among the bodies of a country. category: code of a stakeholder category.
    kind: "" for an organisation, else "body" (of concertation), "network" or "project".
    parent, networks: codes of other bodies. place: P-code. countries: ISO codes, () for a national
    list. unconfirmed: names of the fields to confirm; an unknown name is "".
    """

    code: str
    name_fr: str
    category: str
    name_en: str = ""
    acronym: str = ""
    kind: str = ""
    parent: str = ""
    networks: tuple[str, ...] = ()
    place: str = ""
    spellings: tuple[Spelling, ...] = ()
    countries: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    note: str = ""

    @property
    def all_spellings(self) -> tuple[str, ...]:
        """Every text that designates this body: acronym, names, spellings, without repeats."""
        texts = (self.acronym, self.name_fr, self.name_en, *(s.text for s in self.spellings))
        return tuple(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True, slots=True)
class Group:
    """A collective designation; `category` is the stakeholder category it belongs to."""

    code: str
    name_fr: str
    name_en: str
    category: str
    collective: bool
    spellings: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    @property
    def all_spellings(self) -> tuple[str, ...]:
        """Every text that designates this group, without repeats."""
        return tuple(dict.fromkeys((self.name_fr, self.name_en, *self.spellings)))


@cache
def load_organisations(country: str) -> tuple[Organisation, ...]:
    """Bodies of a country (ISO alpha-2): its own, then the international ones named there.

    () for a country without a list. DatasetError when a reference is wrong, a code is repeated, or
    two bodies share a spelling.
    """
    own = _read(country)
    shared = tuple(body for body in _read("INT") if country in body.countries)
    bodies = own + shared if own else ()
    check_organisations(bodies, _place_codes(country), f"organisations-{country}.json")
    return bodies


def _place_codes(country: str) -> frozenset[str]:
    return frozenset(place.pcode for place in load_places(country))


@cache
def _read(list_name: str) -> tuple[Organisation, ...]:
    name = f"organisations-{list_name}.json"
    file = data_file("azalai.actors", name)
    return organisations_from(read_json(file), name) if file.is_file() else ()


def organisations_from(raw: Mapping[str, Any], file: str) -> tuple[Organisation, ...]:
    """Bodies from the object of a JSON file, each checked by itself; `file` names it in errors."""
    read_header(raw, file)
    return tuple(_organisation(item, file) for item in raw.get("entries", ()))


def _organisation(raw: Any, file: str) -> Organisation:
    where = name_of(raw, "entrée sans code")
    listed = raw.get("spellings", []) if isinstance(raw, dict) else []
    spellings = build_all(Spelling, listed, file, where)
    body = build(Organisation, raw, file, where, spellings=spellings)
    for spelling in spellings:
        check_dates((spelling.valid_from, spelling.valid_to), file, where)
    check_known([body.kind], KINDS, file, where, "la sorte")
    _check_name(body, file, where)
    return body


def _check_name(body: Organisation, file: str, where: str) -> None:
    known = [field.name for field in fields(Organisation)]
    check_known(body.unconfirmed, known, file, where, "le champ à confirmer")
    if not body.name_fr and "name_fr" not in body.unconfirmed:
        raise DatasetError(file, where, "le nom est vide sans être signalé à confirmer")
    if not body.all_spellings:
        raise DatasetError(file, where, "ni nom, ni sigle, ni graphie")


def check_organisations(bodies: tuple[Organisation, ...], places: Iterable[str], file: str) -> None:
    """DatasetError when bodies taken together contradict each other or point to nothing."""
    codes = [body.code for body in bodies]
    check_unique(codes, file)
    categories, places = load_framework("stakeholders").codes, frozenset(places)
    for body in bodies:
        where = f"entrée « {body.code} »"
        check_known([body.category], categories, file, where, "la catégorie")
        check_known([body.parent] if body.parent else [], codes, file, where, "le parent")
        check_known(body.networks, codes, file, where, "le réseau")
        check_known([body.place] if body.place else [], places, file, where, "le lieu")
        check_known(body.countries, countries(), file, where, "le pays")
    check_spellings(bodies, file)


def check_spellings(items: Iterable[Organisation | Group], file: str) -> None:
    """DatasetError when one spelling designates two of the items."""
    owner: dict[str, str] = {}
    for item in items:
        for text in item.all_spellings:
            other = owner.setdefault(spelling_key(text), item.code)
            if other != item.code:
                where = f"entrée « {item.code} »"
                raise DatasetError(file, where, f"« {text} » désigne déjà « {other} »")


@cache
def load_groups() -> tuple[Group, ...]:
    """Collective designations, the same for every country."""
    raw = read_json(data_file("azalai.actors", "groups.json"))
    read_header(raw, "groups.json")
    groups = build_all(Group, raw.get("entries"), "groups.json", "entries")
    check_unique((group.code for group in groups), "groups.json")
    categories = load_framework("stakeholders").codes
    check_known((g.category for g in groups), categories, "groups.json", "", "la catégorie")
    check_spellings(groups, "groups.json")
    return groups


@cache
def organisation_index(country: str = "") -> Mapping[str, tuple[Organisation, ...]]:
    """Bodies by `spelling_key`, of one country, or of all ("") when the country is not known.

    Over all countries one key may designate several bodies (CNDH in Niger and in Chad); within one
    country it never does.
    """
    index: defaultdict[str, dict[str, Organisation]] = defaultdict(dict)
    for body in _bodies(country):
        for text in body.all_spellings:
            index[spelling_key(text)][body.code] = body
    return MappingProxyType({key: tuple(found.values()) for key, found in index.items()})


def _bodies(country: str) -> Iterable[Organisation]:
    chosen = (country,) if country else countries()
    return (body for code in chosen for body in load_organisations(code))


@cache
def group_index() -> Mapping[str, Group]:
    """Groups by `spelling_key`."""
    pairs = ((spelling_key(t), group) for group in load_groups() for t in group.all_spellings)
    return MappingProxyType(dict(pairs))


class KnownBody(NamedTuple):
    """A body as the plan compiler wants it; spellings: every sound text, without the slips met."""

    code: str
    acronym: str
    name: str
    spellings: tuple[str, ...]


def known_bodies(country: str = "") -> tuple[KnownBody, ...]:
    """The shipped bodies of a country, or of all (""), once each."""
    return tuple(dict.fromkeys(_known_body(body) for body in _bodies(country)))


def _known_body(body: Organisation) -> KnownBody:
    slips = {spelling.text for spelling in body.spellings if MISPRINT in spelling.note}
    sound = tuple(text for text in body.all_spellings if text not in slips)
    return KnownBody(body.code, body.acronym, body.name_fr, sound)
