"""The list of bodies, as the reader of minutes asks for it; no Django.

The engine that recognises names and the one that reads minutes do not know each other: they meet here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from azalai.actors.dataset import MISPRINT, Organisation, load_groups, load_organisations
from azalai.engines import naming
from azalai.engines.minutes.model import Name
from azalai.engines.naming.finding import find
from azalai.engines.naming.near import nearest
from azalai.engines.naming.text import fold, spelling_key
from azalai.frames.dataset import countries, load_places

# A person named by a post stands for the structure.
_POSTS = (
    (r"secr[ée]taire\s+permanente?(?:\s+adjointe?)?", "Secrétariat permanent"),
    (r"secr[ée]taire\s+g[ée]n[ée]rale?(?:\s+adjointe?)?", "Secrétariat général"),
    (r"direct(?:eur|rice)s?\s+g[ée]n[ée]rale?", "Direction générale"),
    (r"direct(?:eur|rice)s?\s+r[ée]gionale?", "Direction régionale"),
    (r"direct(?:eur|rice)s?\s+d[ée]partementale?", "Direction départementale"),
    (r"direct(?:eur|rice)s?", "Direction"),
    (r"ministres?", "Ministère"),
    (r"d[ée]l[ée]gu[ée]e?s?", "Délégation"),
)
_WITH = re.compile(
    r"\s+(?:et|avec)\s+(?:son|sa|ses|leurs?)\s.*$|^(?:l['’]|(?:le|la|les)\s+)"
    r"|^repr[ée]sentante?s?\s+(?:du?|de la|de l['’]|des)\s*",
    re.I,
)
_ROLE_OF = re.compile(r"^(?P<role>[^,()]{0,60}?)\s*(?:/|,|:|\()\s*(?P<rest>[^()]+)\)?$")
_REGION = 1


class KnownNames:
    """Names of a country's list, or of all lists. See `engines.minutes.model.Names`.

    bodies: other ones than those shipped with the country (a register that people keep).
    """

    def __init__(self, country: str = "", bodies: Iterable[Organisation] | None = None) -> None:
        found = _bodies(country) if bodies is None else bodies
        self.bodies = {body.code: body for body in found}
        self.groups = {group.code: group for group in load_groups()}
        known = [*self._known(), *_known_groups()]
        self.register = naming.register_of(known)
        self.parts = {
            spelling_key(part) for one in known for part in re.split(r"[/ -]", one.text) if part.isupper()
        }
        self.places = _regions(country)

    def _known(self) -> Iterator[naming.Known]:
        for body in self.bodies.values():
            slips = {spelling.text for spelling in body.spellings if MISPRINT in spelling.note}
            for text in body.all_spellings:
                yield naming.Known(text, body.code, "body", text in slips)

    def recognise(self, text: str, place: str = "") -> list[Name]:
        """The names of a cell, in order."""
        return [
            self._name(part.text, part.target, part.certainty == "certain", place)
            for part in naming.recognise(text, self.register)
        ]

    def whole(self, text: str, place: str = "") -> Name:
        """One line that names one attendant."""
        for form in _forms(text, place):
            target = self.register.targets.get(spelling_key(form))
            if target:
                return self._name(text, target, not target.is_misprint, "")
        for form in _forms(text, place):
            if target := nearest(form, self.register):
                return self._name(text, target, sure=False, place=place)
        found = [name for name in self.recognise(text, place) if name.code or name.group]
        best = max(found, key=lambda name: (bool(name.code), name.is_sure), default=None)
        if best is None:
            return Name(text)
        return Name(text, best.code, best.label, best.group, best.group_label, best.family, best.is_body)

    def bodies_in(self, text: str) -> list[Name]:
        """The bodies of concertation that a sentence names."""
        found = [self._name(text[m.start : m.end], m.target, True, "") for m in find(text, self.register)]  # noqa: FBT003
        return [name for name in found if name.is_body]

    def _name(self, raw: str, target: naming.Target | None, sure: bool, place: str) -> Name:  # noqa: FBT001
        if target is None:
            return Name(raw.strip())
        if target.kind == "group" and place:
            local = self.register.targets.get(spelling_key(f"{raw} {place}"))
            target, sure = (local, not local.is_misprint) if local else (target, sure)
        if target.kind == "group":
            group = self.groups[target.code]
            return Name(raw.strip(), group=group.code, group_label=group.name_fr, is_sure=sure)
        body = self.bodies[target.code]
        return Name(
            raw.strip(),
            body.code,
            label_of(body),
            family=self._family(body),
            is_body=body.kind == "body",
            is_sure=sure,
        )

    def _family(self, body: Organisation) -> frozenset[str]:
        codes: list[str] = []
        above: Organisation | None = body
        while above is not None and above.code not in codes:
            codes.append(above.code)
            above = self.bodies.get(above.parent)
        return frozenset(code for code in codes if self._is_close(body, code))

    def _is_close(self, body: Organisation, code: str) -> bool:
        """A ministry attends for its directions only when it is the same office: offices of one house."""
        other = self.bodies[code]
        return code == body.code or other.category == body.category or not other.place

    def is_known(self, acronym: str) -> bool:
        """Whether an acronym is a sound spelling, or part of one ("DTM" in "OIM/DTM")."""
        target = self.register.targets.get(spelling_key(acronym))
        if target is not None:
            return not target.is_misprint
        return spelling_key(acronym) in self.parts or fold(acronym) in {fold(place) for place in self.places}

    def nearest(self, acronym: str) -> str:
        """The usual form of the body that this acronym is probably mistaken for."""
        target = self.register.targets.get(spelling_key(acronym)) or nearest(acronym, self.register)
        if target is None:
            return ""
        if target.kind == "group":
            return target.spelling
        return label_of(self.bodies[target.code])

    def place_of(self, text: str) -> str:
        """The region that a text names."""
        words = set(re.findall(r"[^\W\d_]+", fold(text)))
        return next((place for place in self.places if fold(place) in words), "")

    def words(self) -> Sequence[str]:
        """Every word of the names, for the separation of words."""
        texts = [target.spelling for target in self.register.targets.values()]
        return [*self.places, *(word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text))]


def label_of(body: Organisation) -> str:
    """What people call a body: its acronym, the shortest sound spelling with one, else its name."""
    if body.acronym:
        return body.acronym
    slips = {spelling.text for spelling in body.spellings if MISPRINT in spelling.note}
    short = [
        text for text in body.all_spellings if text not in slips and re.match(r"[A-Z]{2,}(?:[/ -]|$)", text)
    ]
    return min(short, key=len, default="") or body.name_fr or body.all_spellings[0]


@cache
def _regions(country: str) -> tuple[str, ...]:
    chosen = [country] if country in countries() else list(countries())
    return tuple(place.name for code in chosen for place in load_places(code) if place.level == _REGION)


def _bodies(country: str) -> Iterator[Organisation]:
    chosen = [country] if country in countries() else list(countries())
    seen: set[str] = set()
    for code in chosen:
        for body in load_organisations(code):
            if body.code not in seen:
                seen.add(body.code)
                yield body


def _known_groups() -> Iterator[naming.Known]:
    for group in load_groups():
        for text in group.all_spellings:
            yield naming.Known(text, group.code, "group")


def _forms(text: str, place: str) -> Iterator[str]:
    """The line as written, then as the structure that its person stands for, then with the place."""
    bare = _WITH.sub("", _WITH.sub("", text)).strip(" .;,")
    structure = bare
    for pattern, name in _POSTS:
        changed = re.sub(rf"^{pattern}\b", name, bare, count=1, flags=re.IGNORECASE)
        if changed != bare:
            structure = changed
            break
    forms = [text, bare, structure]
    match = _ROLE_OF.match(bare)
    if match:
        forms += [match["rest"], match["role"]]
    yield from dict.fromkeys(form for form in forms if form)
    if place:
        yield from dict.fromkeys(f"{form} {place}" for form in (bare, structure) if form)
