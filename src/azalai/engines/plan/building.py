"""Placing nodes in the tree as they are met, row after row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from azalai.engines.plan.columns import Role
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.levels import (
    KINDS,
    PROBLEM,
    RANK,
    code_parts,
    kind_of,
    read_label,
    read_number,
    split_labels,
)
from azalai.engines.plan.model import Column, Layout, Source
from azalai.engines.plan.text import key, squeeze

DEPTHS = {
    2: ("axis", "activity"),
    3: ("axis", "action", "activity"),
    4: ("axis", "objective", "action", "activity"),
}
PREFIXES = {"OG": "general_objective", "OS": "specific_objective", "R": "result", "ACT": "activity"}
OWN_RANK = 45


class Named(NamedTuple):
    """A node as a text names it; label: the word printed before the code."""

    kind: str
    code: str
    title: str
    label: str


class Tree:
    """The nodes found so far and the branch that the next row continues."""

    def __init__(self) -> None:
        self.roots: list[Draft] = []
        self.branch: list[Draft] = []
        self.problem = ""
        self.ranks = dict(RANK)
        self.last: Draft | None = None  # the last line of the lowest level
        self._by_name: dict[tuple[int, str, str, str], Draft] = {}
        self._by_code: dict[tuple[int, str, str], Draft] = {}
        self._anywhere: dict[tuple[str, str], Draft] = {}

    def learn_order(self, columns: list[Column]) -> None:
        """Columns of nodes, from the top: each goes below the one before, whatever the words' usual order."""
        kinds = [c.role.kinds[0] for c in columns if len(c.role.kinds) == 1]
        for upper, lower in pairwise(kinds):
            if lower != upper and (self.rank(lower) <= self.rank(upper) or lower not in RANK):
                self.ranks[lower] = self.rank(upper) + 1

    def rank(self, kind: str) -> int:
        """Depth of a kind; kinds of a plan's own go between actions and activities."""
        return self.ranks.get(kind, OWN_RANK)

    def lowest(self) -> Draft | None:
        """The node that the branch ends in."""
        return self.branch[-1] if self.branch else None

    def open_at(self, kind: str) -> Draft | None:
        """The branch's node of that kind."""
        return next((node for node in reversed(self.branch) if node.kind == kind), None)

    def find(self, kind: str, code: str) -> Draft | None:
        """The node of that kind and code, wherever it stands; the latest when several have it."""
        return self._anywhere.get((kind, code))

    def reopen(self, node: Draft) -> None:
        """Continue below a node met before."""
        if any(open_ is node for open_ in self.branch):
            return
        branch = [node]
        while branch[0].parent:
            branch.insert(0, branch[0].parent)
        self.branch = branch

    def place(self, named: Named, source: Source, layout: str, *, again: bool = True) -> Draft:
        """Add a node below the nearest node of a higher level, or find it when it is named again.

        again: False for a line of the lowest level, which is a new node unless it goes on with the
        last one or comes from a table of another layout.
        """
        while self.branch and self.rank(self.branch[-1].kind) >= self.rank(named.kind):
            if self._is_same(self.branch[-1], named):
                return self.branch[-1]
            self.branch.pop()
        parent = self.lowest()
        node = self._known(parent, named, layout, again=again) or self._new(parent, named, source, layout)
        self.branch.append(node)
        self.last = self.last if again else node
        return node

    def _is_same(self, node: Draft, named: Named) -> bool:
        if (node.kind, node.code) != (named.kind, named.code):
            return False
        return key(node.title) == key(named.title) or self._completes(node, named)

    def _completes(self, node: Draft, named: Named) -> bool:
        """ "Axe 2" alone, in a name of a sheet or repeated down a column, is the axis 2 that has a title."""
        if not named.code:
            return False
        if _is_bare(node.title, node.label, node.code):
            node.title, node.label = named.title, named.label
            return True
        return _is_bare(named.title, named.label, named.code)

    def _new(self, parent: Draft | None, named: Named, source: Source, layout: str) -> Draft:
        kind, code, title, label = named
        node = Draft(kind, code, title, label, source, layout, parent, printed_code=code)
        node.problem, self.problem = self.problem, ""
        (parent.children if parent else self.roots).append(node)
        self._by_name[(id(parent), kind, code, key(title))] = node
        if code:
            self._by_code.setdefault((id(parent), kind, code), node)
            self._anywhere[(kind, code)] = node
        return node

    def _known(self, parent: Draft | None, named: Named, layout: str, *, again: bool) -> Draft | None:
        """A sibling that this is again: same words, or same code in a table of another layout."""
        node = self._by_name.get((id(parent), named.kind, named.code, key(named.title)))
        if node is not None and (again or node is self.last or node.layout != layout):
            return node
        node = self._by_code.get((id(parent), named.kind, named.code))
        if node is not None and (node.layout != layout or self._completes(node, named)):
            return node
        return None


def _is_bare(title: str, label: str, code: str) -> bool:
    return bool(label) and key(title) == key(f"{label} {code}")


class Namer:
    """Turns the text of a cell into named nodes, for one table."""

    def __init__(self, layout: Layout, depths: list[int], *, loose: bool = False) -> None:
        self.layout = layout
        self.depths = depths
        self.loose = loose
        names = [kind for c in layout.columns if c.role.name == "node" for kind in c.role.kinds]
        self.own = names[-1] if names else ""
        self.section = ""
        self._alone = sum(1 for c in layout.columns if c.role.name == "node") == 1

    def names(self, text: str, role: Role, code: str, level: str = "") -> Iterator[Named]:
        """Every node that a cell names; code: from the code column, for a cell without its own."""
        for piece in split_labels(text):
            found = read_label(piece)
            if found:
                title = squeeze(found.title) or squeeze(piece)
                yield Named(self._own_kind(role, found.kind), found.code or code, title, found.label)
            elif caption := kind_of(squeeze(piece).rstrip(" :")):
                self.section = caption
            else:
                yield self._unlabelled(piece, role, code, level)

    def _unlabelled(self, piece: str, role: Role, code: str, level: str) -> Named:
        numbered = read_number(piece, loose=self.loose)
        used = (numbered.code if numbered else "") or code
        title = squeeze(numbered.title if numbered else piece)
        kind = level or (self.section if not role.kinds else "") or self.kind(role, used)
        return Named(kind, used, title, "")

    def _own_kind(self, role: Role, kind: str) -> str:
        """The word of a column that the plan names in its own way stands before that of the label."""
        own = role.kinds[0] if len(role.kinds) == 1 else ""
        return own if own and own not in KINDS else kind

    def kind(self, role: Role, code: str) -> str:
        """Level of a cell without a label: what its header says, else what the depth of its code says."""
        prefix = "".join(char for char in code if char.isalpha()).upper()
        if prefix in PREFIXES and len(role.kinds) != 1:
            return PREFIXES[prefix]
        single = role.kinds[0] if len(role.kinds) == 1 else ""
        if len(self.depths) > 1 and code_parts(code) and self._alone:
            return self._by_depth(len(code_parts(code)), single)
        if single:
            return single
        if "measure" in role.kinds:
            return "measure"
        if len(role.kinds) > 1:
            return self._of_several(role.kinds, code)
        return "activity"

    def _by_depth(self, depth: int, single: str) -> str:
        place = self.depths.index(depth) if depth in self.depths else len(self.depths) - 1
        names = DEPTHS.get(len(self.depths), DEPTHS[4])
        kind = names[min(place, len(names) - 1)]
        last = place == len(self.depths) - 1
        return single if last and single else kind

    def _of_several(self, kinds: tuple[str, ...], code: str) -> str:
        """Of "Actions/Activités" the shorter code is the action."""
        if not code_parts(code) or len(self.depths) < 2:
            return kinds[-1]
        place = self.depths.index(len(code_parts(code))) if len(code_parts(code)) in self.depths else -1
        return kinds[min(place, len(kinds) - 1)]


def group_kind(tree: Tree, own: str) -> str:
    """Level of a title row without a label: that of the title rows before it, else the top."""
    top = next((node.kind for node in reversed(tree.roots) if node.kind not in {own, PROBLEM}), "")
    if top:
        return top
    return "axis" if own != "axis" else PROBLEM
