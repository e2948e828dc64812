"""Two interventions side by side: what each says, and where they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from azalai.core import formatting
from azalai.frames.partial import first_day, in_words, last_day
from azalai.interventions.models import Intervention
from azalai.interventions.queries import money_in_words, totals
from azalai.overlaps.models import Pair

SAME, PARTLY, OTHER, UNKNOWN = "same", "partly", "other", "unknown"
# Likeness of texts as the radar measures it, above which it is worth saying.
_SAME_TEXT, _LIKE_TEXT = 0.8, 0.35
_SAME_SUM, _LIKE_SUM = 0.99, 0.5  # of the larger amount


@dataclass(frozen=True, slots=True)
class Aspect:
    """One line of the comparison. left, right: lines of text of each side; meets: SAME, PARTLY, OTHER or
    UNKNOWN; common: what both have, in words, "" where that says nothing."""

    title: str
    left: list[str]
    right: list[str]
    meets: str
    common: str = ""

    @property
    def sides(self) -> tuple[list[str], list[str]]:
        """Lines of both sides."""
        return self.left, self.right

    @property
    def sign(self) -> str:
        """A sign that every font has."""
        return {SAME: "=", PARTLY: "≈", OTHER: "≠", UNKNOWN: "?"}[self.meets]

    @property
    def word(self) -> str:
        """The same in words."""
        words = {
            SAME: _("pareil"),
            PARTLY: _("en partie"),
            OTHER: _("différent"),
            UNKNOWN: _("non comparable"),
        }
        return words[self.meets]


def compared(pair: Pair) -> list[Aspect]:
    """Every aspect, in the order in which one reads; the pair must come from `queries.full`."""
    return [
        _texts(pair, _("Ce qui est fait"), "text", lambda one: one.description),
        _sets(pair, _("Qui"), _bodies),
        _sets(pair, _("Où"), _places),
        _period(pair),
        _sets(pair, _("Pour qui"), _groups),
        _sets(pair, _("Objectifs"), _objectives),
        _money(pair),
    ]


def title_of(pair: Pair) -> Aspect:
    """How close both titles are."""
    return _texts(pair, _("Titre"), "title", lambda one: one.title)


def _texts(pair: Pair, title: str, feature: str, read: Callable[[Intervention], str]) -> Aspect:
    left, right = read(pair.left), read(pair.right)
    value = next((float(row["value"]) for row in pair.rows if row["feature"] == feature), 0.0)
    meets = SAME if value >= _SAME_TEXT or left == right else PARTLY if value >= _LIKE_TEXT else OTHER
    if not left or not right:
        meets = UNKNOWN
    return Aspect(title, [left] if left else [], [right] if right else [], meets)


def _sets(pair: Pair, title: str, read: Callable[[Intervention], dict[Any, str]]) -> Aspect:
    left, right = read(pair.left), read(pair.right)
    shared = [text for key, text in left.items() if key in right]
    if not left or not right:
        meets = UNKNOWN
    elif not shared:
        meets = OTHER
    else:
        meets = SAME if len(shared) == max(len(left), len(right)) else PARTLY
    common = ", ".join(shared) if meets == PARTLY else ""
    return Aspect(title, list(left.values()), list(right.values()), meets, common)


def _bodies(one: Intervention) -> dict[Any, str]:
    """Those that take part; the same body in another role is still the same body."""
    lead = {one.lead_id or one.lead_text: one.lead_name} if one.lead_name else {}
    others = {
        body.organisation_id or body.text: f"{body.name} ({body.get_role_display()})"
        for body in one.bodies.all()
    }
    return lead | {key: text for key, text in others.items() if key not in lead}


def _places(one: Intervention) -> dict[Any, str]:
    return {line.place_id: line.place.name for line in one.places.all()}


def _groups(one: Intervention) -> dict[Any, str]:
    found = {}
    for group in one.target_groups.all():
        people = f" ({formatting.amount(group.people)})" if group.people is not None else ""
        found[group.group] = f"{group.title}{people}"
    return found


def _objectives(one: Intervention) -> dict[Any, str]:
    return {line.item_id: f"{line.item.framework.acronym} {line.item.code}" for line in one.objectives.all()}


def _period(pair: Pair) -> Aspect:
    sides = [[period(one)] if one.start or one.end else [] for one in pair.sides()]
    return Aspect(_("Quand"), sides[0], sides[1], _periods_meet(*pair.sides()))


def period(one: Intervention) -> str:
    """ "mars 2025 – 2026", "—" when nothing is told."""
    told = [in_words(text) for text in (one.start, one.end) if text]
    return " – ".join(told) or formatting.BLANK


def _periods_meet(left: Intervention, right: Intervention) -> str:
    begins = [first_day(one.start) for one in (left, right)]
    ends = [last_day(one.end) for one in (left, right)]
    known_begins, known_ends = [d for d in begins if d], [d for d in ends if d]
    if len(known_begins) < len(begins) or len(known_ends) < len(ends):
        return UNKNOWN
    if max(known_begins) > min(known_ends):
        return OTHER
    return SAME if begins[0] == begins[1] and ends[0] == ends[1] else PARTLY


def _money(pair: Pair) -> Aspect:
    sides = [[money(one)] if one.budgets.all() else [] for one in pair.sides()]
    return Aspect(_("Budget"), sides[0], sides[1], _moneys_meet(*pair.sides()))


def _moneys_meet(left: Intervention, right: Intervention) -> str:
    """Amounts of one and the same currency: the same but for a rounding, or more than half."""
    sums = [totals(one.budgets.all()) for one in (left, right)]
    if any(len(one) != 1 for one in sums) or sums[0][0].currency != sums[1][0].currency:
        return UNKNOWN
    small, large = sorted(one[0].amount for one in sums)
    share = small / large if large else 1
    return SAME if share >= _SAME_SUM else PARTLY if share >= _LIKE_SUM else OTHER


def money(one: Intervention) -> str:
    """Amounts by currency of prefetched budgets, "—" when none is told."""
    found = totals(one.budgets.all())
    return " + ".join(money_in_words(total.amount, total.currency) for total in found) or formatting.BLANK


def place_list(one: Intervention) -> str:
    """Every place, "—" when none is told."""
    return _joined(line.place.name for line in one.places.all())


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(texts) or formatting.BLANK
