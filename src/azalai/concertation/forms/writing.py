"""The page on which minutes are written: one form for the head, one per seat, guest, point and action.

Names carry their place ("point-2-action-1-text"), so that a script may add lines and a page without script
has spare ones: whatever numbers come are read, in order. A line left empty says nothing and is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from azalai.concertation.combining import marks
from azalai.concertation.content import TEXTS, Action, Attended, Content, Item
from azalai.concertation.enums import Attendance

MOST_ITEMS, MOST_ACTIONS, MOST_GUESTS = 60, 60, 200
POINT = re.compile(r"point-(\d{1,3})-")
ACTION = re.compile(r"action-(\d{1,3})-")
GUEST = re.compile(r"guest-(\d{1,3})-")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HeadForm(forms.Form):
    """What stands above and below the points. seen: marks of every text when the page was opened."""

    chair = forms.CharField(
        label=_("Présidée par"), max_length=200, required=False, help_text=_("Une fonction, pas un nom.")
    )
    started = forms.CharField(label=_("Ouverte à"), max_length=20, required=False)
    ended = forms.CharField(label=_("Close à"), max_length=20, required=False)
    opening = forms.CharField(label=_("Ouverture"), required=False, max_length=20_000, widget=_area(3))
    next_text = forms.CharField(
        label=_("Prochaine réunion"),
        max_length=300,
        required=False,
        help_text=_("Comme dit en séance : « le 27 octobre 2026, même lieu », « courant janvier »."),
    )
    signatures = forms.CharField(
        label=_("Signatures"),
        max_length=500,
        required=False,
        widget=_area(2),
        help_text=_("Une fonction par ligne."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100_000)


class SeatForm(forms.Form):
    """One line of the attendance."""

    presence = forms.ChoiceField(label=_("Présence"), choices=Attendance.choices)
    function = forms.CharField(label=_("Par qui, par fonction"), max_length=150, required=False)


class GuestForm(SeatForm):
    """Somebody who was not called."""

    name = forms.CharField(label=_("Organisme"), max_length=250, required=False)


class ItemForm(forms.Form):
    """One point; its title left empty, it is dropped."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    agenda = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Point"), max_length=300, required=False)
    rank = forms.IntegerField(label=_("Rang"), required=False, min_value=1, max_value=999)
    is_treated = forms.BooleanField(label=_("Traité ; sinon, reporté à la réunion suivante"), required=False)
    key_points = forms.CharField(label=_("Points clés"), required=False, max_length=50_000, widget=_area(5))
    decisions = forms.CharField(label=_("Décisions"), required=False, max_length=20_000, widget=_area(2))


class ActionForm(forms.Form):
    """One action point; left empty, it is dropped."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    text = forms.CharField(label=_("Action"), required=False, max_length=5_000, widget=_area(2))
    owner = forms.CharField(label=_("Responsable"), required=False, max_length=300)
    deadline = forms.CharField(label=_("Échéance"), required=False, max_length=100)


@dataclass
class ItemForms:
    """A point with its actions."""

    form: ItemForm
    actions: list[ActionForm]
    number: int

    @property
    def is_blank(self) -> bool:
        """Nothing but a spare line."""
        said = ("title", "key_points", "decisions")
        return not any(_said(self.form, name) for name in said) and not any(
            _is_said(one) for one in self.actions
        )


@dataclass
class WritingForm:
    """The whole page. data: what was sent, None to show `stored`. base: the text that the marks speak of,
    `stored` itself unless told."""

    data: Mapping[str, Any] | None
    stored: Content
    revision: int
    base: Content | None = None
    head: HeadForm = field(init=False)
    seats: list[tuple[Attended, SeatForm]] = field(init=False)
    guests: list[GuestForm] = field(init=False)
    items: list[ItemForms] = field(init=False)
    is_too_long: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        shown = {name: getattr(self.stored, name) for name in TEXTS}
        seen = " ".join(f"{path}={mark}" for path, mark in marks(self.base or self.stored).items())
        shown |= {"revision": self.revision, "seen": seen}
        self.head = HeadForm(self.data, initial=shown)
        self.seats = [
            (
                one,
                SeatForm(self.data, prefix=f"seat-{one.seat}", initial=_initial(one, "presence", "function")),
            )
            for one in self.stored.attendees
            if one.seat is not None
        ]
        self.guests = self._guests()
        self.items = self._items()

    def _guests(self) -> list[GuestForm]:
        others = [one for one in self.stored.attendees if one.seat is None]
        return [
            GuestForm(self.data, prefix=f"guest-{n}", initial=_guest(others, n))
            for n in self._numbers(GUEST, len(others) + 2, MOST_GUESTS)
        ]

    def _items(self) -> list[ItemForms]:
        numbers = self._numbers(POINT, len(self.stored.items) + 1, MOST_ITEMS)
        return [self._item(n, self.stored.items[n] if n < len(self.stored.items) else None) for n in numbers]

    def _item(self, number: int, item: Item | None) -> ItemForms:
        names = ("key", "agenda", "title", "is_treated", "key_points", "decisions")
        initial = _initial(item, *names) if item else {"is_treated": True}
        form = ItemForm(self.data, prefix=f"point-{number}", initial=initial | {"rank": number + 1})
        known = item.actions if item else ()
        prefix = f"point-{number}-"
        spare = 1 if known or item is None else 2
        actions = [
            ActionForm(
                self.data,
                prefix=f"{prefix}action-{n}",
                initial=_initial(known[n], "key", "text", "owner", "deadline") if n < len(known) else {},
            )
            for n in self._numbers(ACTION, len(known) + spare, MOST_ACTIONS, prefix)
        ]
        return ItemForms(form, actions, number)

    def _numbers(self, pattern: re.Pattern[str], shown: int, most: int, prefix: str = "") -> list[int]:
        """Places that were sent, in order; those that are shown when nothing was."""
        if self.data is None:
            return list(range(shown))
        found = {
            int(match[1])
            for name in self.data
            if name.startswith(prefix) and (match := pattern.match(name[len(prefix) :]))
        }
        self.is_too_long = self.is_too_long or len(found) > most
        return sorted(found)

    @property
    def parts(self) -> Iterator[forms.Form]:
        """Every form of the page."""
        yield self.head
        yield from (form for _one, form in self.seats)
        yield from self.guests
        for item in self.items:
            yield item.form
            yield from item.actions

    def is_valid(self) -> bool:
        """What was sent can be stored; a text without its title, or an action without words, cannot."""
        are_valid = [form.is_valid() for form in self.parts]
        if self.is_too_long:
            self.head.add_error(None, _("Ce compte rendu est trop long : partagez-le en plusieurs points."))
        if self.is_too_long or not all(are_valid):
            return False
        for item in self.items:
            if not item.is_blank and not _said(item.form, "title"):
                item.form.add_error("title", _("Donnez un titre à ce point : il a un texte."))
            for action in item.actions:
                if not _said(action, "text") and (_said(action, "owner") or _said(action, "deadline")):
                    action.add_error("text", _("Écrivez l'action : elle a un responsable ou une échéance."))
        return not any(form.errors for form in self.parts)

    @property
    def problems(self) -> list[forms.Form]:
        """Forms with an error."""
        return [form for form in self.parts if form.errors]

    def content(self) -> Content:
        """The text as sent, points in the order of their ranks; only after `is_valid`."""
        head = self.head.cleaned_data
        seats = (
            Attended(one.name, form.cleaned_data["presence"], form.cleaned_data["function"], one.seat)
            for one, form in self.seats
        )
        guests = (
            Attended(form.cleaned_data["name"], form.cleaned_data["presence"], form.cleaned_data["function"])
            for form in self.guests
            if form.cleaned_data["name"].strip()
        )
        said = [item for item in self.items if _said(item.form, "title")]
        said.sort(key=lambda item: (item.form.cleaned_data["rank"] or item.number + 1, item.number))
        return Content(
            **{name: head[name] for name in TEXTS},
            attendees=(*seats, *guests),
            items=tuple(map(_item_of, said)),
        )

    @property
    def seen(self) -> dict[str, str]:
        """Marks of the texts as the page had shown them; what cannot be read is left out."""
        pairs = (one.partition("=") for one in (self.head.cleaned_data.get("seen") or "").split())
        return {path: mark for path, _equals, mark in pairs if mark}


def _initial(one: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _guest(others: list[Attended], number: int) -> dict[str, Any]:
    if number >= len(others):
        return {"presence": Attendance.PRESENT}
    return _initial(others[number], "name", "function", "presence")


def _said(form: forms.Form, name: str) -> bool:
    return bool(str(form.cleaned_data.get(name) or "").strip())


def _is_said(form: ActionForm) -> bool:
    return any(_said(form, name) for name in ("text", "owner", "deadline"))


def _item_of(item: ItemForms) -> Item:
    found = item.form.cleaned_data
    return Item(
        title=found["title"],
        key_points=found["key_points"],
        decisions=found["decisions"],
        actions=tuple(_actions_of(item.actions)),
        is_treated=found["is_treated"],
        agenda=found["agenda"],
        key=found["key"],
    )


def _actions_of(actions: Iterable[ActionForm]) -> Iterator[Action]:
    for form in actions:
        found = form.cleaned_data
        if found["text"].strip():
            yield Action(found["text"], found["owner"], found["deadline"], found["key"])
