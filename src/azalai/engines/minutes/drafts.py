"""Points and actions while they are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from azalai.engines.minutes.dates import is_absent
from azalai.engines.minutes.entries import group, spread
from azalai.engines.minutes.flow import join
from azalai.engines.minutes.labels import split_number
from azalai.engines.minutes.model import NOWHERE, Action, Deadline, Item, Names, Source
from azalai.engines.minutes.owners import (
    LABELLED,
    deadline_of,
    is_deadline,
    is_owner,
    owners_of,
    paired,
    split_sentence,
)
from azalai.engines.minutes.text import bare, fold, has_bullet, squeeze, without_bullet

ENDS = ".;!?"


@dataclass
class ActionDraft:
    """One action: texts as they stand."""

    text: str
    owner: str = ""
    deadline: str = ""
    status: str = ""
    source: Source = NOWHERE


@dataclass
class Columns:
    """The columns of an action table that a scanner wrote one under the other."""

    actions: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    at: str = "actions"
    source: Source = NOWHERE

    @property
    def has_columns(self) -> bool:
        """Whether owners or deadlines were announced."""
        return self.at != "actions" or bool(self.owners or self.deadlines)

    def add(self, text: str, names: Names, place: str) -> None:
        """A line, in the column that it belongs to."""
        if self.actions and LABELLED.match(fold(without_bullet(text))):
            self.actions[-1] = f"{self.actions[-1]} ; {without_bullet(text)}"
            return
        where = self._column(text, names, place)
        if where == "both":
            owner, deadline = _two(text)
            self.owners.append(owner)
            self.deadlines.append(deadline)
        elif where == "actions" and self._goes_on(text):
            self.actions[-1] = join(self.actions[-1], text)
        else:
            getattr(self, where).append(text)

    def _column(self, text: str, names: Names, place: str) -> str:
        if not self.has_columns:
            return "actions"
        if is_deadline(text) and (self.at != "actions" or self.deadlines):
            return "deadlines"
        if split_number(text)[0]:
            return "actions"
        owner, deadline = _two(text)
        if deadline and is_owner(owner, names, place):
            return "both"
        if self.at == "owners":
            return "owners"
        if is_owner(text, names, place):
            return "owners"
        return "actions"

    def _goes_on(self, text: str) -> bool:
        if not self.actions or split_number(text)[0] or has_bullet(text):
            return False
        return self.has_columns and self.actions[-1][-1:] not in ENDS

    def drafts(self) -> list[ActionDraft]:
        """One for each action, owners and deadlines in the order of the columns."""
        owners = group(self.owners)
        deadlines = [line for line in self.deadlines if line.strip()]
        wanted = max(len(owners), len(deadlines))
        texts = [text for text in group(self.actions, wanted=wanted) if not is_absent(bare(text))]
        pairs = zip(texts, paired(len(texts), owners), paired(len(texts), deadlines), strict=True)
        return [ActionDraft(text, owner, deadline, source=self.source) for text, owner, deadline in pairs]


def _two(text: str) -> tuple[str, str]:
    """ "Partenaires 2022" as an owner and a deadline; ("", "") when it is not both."""
    words = squeeze(text).split(" ")
    for cut in range(1, min(len(words), 8)):
        if is_deadline(" ".join(words[cut:])):
            return " ".join(words[:cut]), " ".join(words[cut:])
    return "", ""


def cell_drafts(action: str, owner: str, deadline: str, status: str, source: Source) -> list[ActionDraft]:
    """Actions of a table row: one, or as many as its cells have numbered lines."""
    if is_absent(action) and is_absent(owner):
        return []
    owners, deadlines = ([line for line in text.split("\n") if line.strip()] for text in (owner, deadline))
    texts = [text for text in group(spread(action), wanted=_wanted(owners, deadlines)) if bare(text)]
    if len(texts) < 2:
        return [ActionDraft(" ".join(texts), owner, deadline, status, source)]
    pairs = zip(texts, paired(len(texts), owners), paired(len(texts), deadlines), strict=True)
    return [ActionDraft(text, who, when, status, source) for text, who, when in pairs]


def _wanted(owners: list[str], deadlines: list[str]) -> int:
    return max(len(owners), len(deadlines), 1)


@dataclass
class ItemDraft:
    """A point being read."""

    number: str
    title: str
    source: Source = NOWHERE
    agenda: int | None = None
    lines: list[str] = field(default_factory=list)
    actions: list[ActionDraft] = field(default_factory=list)
    columns: Columns | None = None

    def close_columns(self) -> None:
        """The end of a list of actions."""
        if self.columns:
            self.actions += self.columns.drafts()
        self.columns = None

    def finished(self, names: Names, place: str, meeting: str) -> Item:
        """The point, its owners recognised and its deadlines understood."""
        self.close_columns()
        actions = tuple(finish(draft, names, place, meeting) for draft in self.actions)
        discussion = "\n".join(line for line in self.lines if line.strip())
        return Item(self.number, self.title, discussion, actions, self.agenda, source=self.source)


def finish(draft: ActionDraft, names: Names, place: str, meeting: str) -> Action:
    """An action; what its own sentence says completes blank cells."""
    number, text = split_number(without_bullet(squeeze(draft.text)))
    owner, deadline = draft.owner.strip(), draft.deadline.strip()
    if not owner and not deadline:
        text, owner, deadline = split_sentence(text, names, place)
    return Action(
        text.strip(" ;,:-–—").removesuffix(".").strip() if text else "",
        number,
        owners_of(owner, names, place),
        squeeze(owner),
        deadline_of(deadline, meeting) if deadline else Deadline(),
        squeeze(draft.status),
        draft.source,
    )
