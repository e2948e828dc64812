"""Names as written that designate nobody for sure, with best guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Group, Organisation, SetAside, Spelling
from azalai.actors.recognition import Recogniser
from azalai.actors.references import Spot, naming_references
from azalai.engines.naming import Guess, Guesser, Reason
from azalai.engines.naming.text import spelling_key

# Confidence from which a word is said; see docs/algorithmes/noms.md.
LIKELY, POSSIBLE = 0.85, 0.7


REASONS: dict[Reason, Any] = {
    "same": _("graphie connue"),
    "misprint": _("coquille connue"),
    "strokes": _("écrit presque pareil"),
    "words": _("mêmes mots"),
    "initials": _("initiales"),
    "inside": _("sigle dans le texte"),
    "letters": _("mêmes lettres, autre ordre"),
}


def words_of(confidence: float, reason: Reason) -> Any:
    """A confidence (0 to 1) in words."""
    if reason == "same":
        return _("certain")
    if confidence >= LIKELY:
        return _("très probable")
    return _("probable") if confidence >= POSSIBLE else _("possible")


@dataclass(frozen=True, slots=True)
class NamedGuess:
    """A guess with what it designates; exactly one of organisation and group."""

    guess: Guess
    organisation: Organisation | None = None
    group: Group | None = None

    @property
    def confidence(self) -> float:
        """Out of 1, to the hundredth: it is no measurement."""
        return round(self.guess.confidence, 2)

    @property
    def is_likely(self) -> bool:
        """An organisation, surely enough to be confirmed at one stroke."""
        return self.organisation is not None and self.guess.confidence >= LIKELY

    @property
    def words(self) -> str:
        """The confidence in words."""
        return str(words_of(self.guess.confidence, self.guess.reason))

    @property
    def sign(self) -> str:
        """State that the page draws beside the words."""
        return "done" if self.guess.confidence >= LIKELY else "waiting"

    @property
    def why(self) -> str:
        """What the guess rests on, in words."""
        return str(REASONS[self.guess.reason])


@dataclass
class PendingName:
    """A name to confirm. texts: how it is written, with how often; where: label of the rows → how many."""

    key: str
    texts: Counter[str] = field(default_factory=Counter)
    where: Counter[str] = field(default_factory=Counter)
    guesses: list[NamedGuess] = field(default_factory=list)

    @property
    def text(self) -> str:
        """As it is written most often."""
        return min(self.texts, key=lambda text: (-self.texts[text], text))

    @property
    def count(self) -> int:
        """How often it stands somewhere."""
        return sum(self.texts.values())

    @property
    def places(self) -> list[tuple[str, int]]:
        """Kind of row and how many; a template must not ask a Counter for its items."""
        return list(self.where.items())

    @property
    def spellings(self) -> list[tuple[str, int]]:
        """Each way it is written, the most frequent first."""
        return self.texts.most_common()

    @property
    def best(self) -> NamedGuess | None:
        """The surest guess."""
        return self.guesses[0] if self.guesses else None


def pending_names(country: str, *, text: str = "") -> list[PendingName]:
    """Names to confirm, the most frequent first; one query per kind of row, and two.

    What a person set aside and what designates a group are left out. text: only names that contain it.
    """
    found: dict[str, PendingName] = {}
    for reference in naming_references():
        rows = reference.unnamed(country).order_by().values_list(reference.text)
        for written, count in rows.annotate(count=Count("pk")):
            if key := spelling_key(written):
                name = found.setdefault(key, PendingName(key))
                name.texts[written] += count
                name.where[str(reference.label)] += count
    wanted = spelling_key(text)
    for key in _settled(country):
        found.pop(key, None)
    kept = (name for key, name in found.items() if wanted in key)
    return sorted(kept, key=lambda name: (-name.count, name.key))


def _settled(country: str) -> set[str]:
    aside = SetAside.objects.filter(country=country).values_list("key", flat=True)
    groups = Spelling.objects.filter(country=country, group__isnull=False).values_list("key", flat=True)
    return {*aside, *groups}


def pending_name(country: str, key: str) -> PendingName | None:
    """The name of that key, None when nothing has to be confirmed."""
    return next((name for name in pending_names(country) if name.key == key), None)


def with_guesses(names: Iterable[PendingName], country: str) -> list[PendingName]:
    """The names with up to three guesses each; three queries whatever the number."""
    listed = list(names)
    guesser = Guesser.of(Recogniser.for_country(country).register)
    found = {name.key: guesser.guesses(name.text) for name in listed}
    wanted = {(g.target.kind, int(g.target.code)) for guesses in found.values() for g in guesses}
    bodies: dict[int, Any] = Organisation.objects.in_bulk([key for kind, key in wanted if kind == "body"])
    groups: dict[int, Any] = Group.objects.in_bulk([key for kind, key in wanted if kind == "group"])
    for name in listed:
        name.guesses = [_named(guess, bodies, groups) for guess in found[name.key]]
    return listed


def _named(guess: Guess, bodies: dict[int, Organisation], groups: dict[int, Group]) -> NamedGuess:
    key = int(guess.target.code)
    if guess.target.kind == "body":
        return NamedGuess(guess, organisation=bodies[key])
    return NamedGuess(guess, group=groups[key])


def places_of(country: str, key: str) -> list[tuple[str, int, list[Spot]]]:
    """Where a name stands: kind of row, how many, the first places."""
    found = []
    for reference in naming_references():
        if keys := reference.named(country, key):
            rows = reference.rows.filter(pk__in=keys)
            found.append((str(reference.label), len(keys), list(reference.where(rows))))
    return found
