"""Placing nodes in the tree as they are met, row after row."""

from __future__ import annotations

from collections.abc import Iterator

from azalai.engines.plan.columns import Role
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.levels import PROBLEM, RANK, code_parts, read_label, read_number, split_labels
from azalai.engines.plan.model import Layout, Source
from azalai.engines.plan.text import squeeze

DEPTHS = {2: ("axis", "activity"), 3: ("axis", "action", "activity"), 4: ("axis", "objective", "action", "activity")}
PREFIXES = {"OG": "general_objective", "OS": "specific_objective", "R": "result", "ACT": "activity"}


class Tree:
    """The nodes found so far and the branch that the next row continues."""

    def __init__(self) -> None:
        self.roots: list[Draft] = []
        self.branch: list[Draft] = []
        self.problem = ""
        self.ranks = dict(RANK)

    def learn_order(self, layout: Layout) -> None:
        """Columns from left to right go down the tree, whatever the words' usual order."""
        kinds = [c.role.kinds[0] for c in layout.columns if c.role.name == "node" and len(c.role.kinds) == 1]
        for upper, lower in zip(kinds, kinds[1:], strict=False):
            if self.rank(lower) <= self.rank(upper) and lower != upper:
                self.ranks[lower] = self.rank(upper) + 1

    def rank(self, kind: str) -> int:
        """Depth of a kind; kinds of a plan's own go between actions and activities."""
        return self.ranks.get(kind, 45)

    def lowest(self) -> Draft | None:
        """The node that the branch ends in."""
        return self.branch[-1] if self.branch else None

    def open_at(self, kind: str) -> Draft | None:
        """The branch's node of that kind."""
        return next((node for node in reversed(self.branch) if node.kind == kind), None)

    def reopen(self, node: Draft) -> None:
        """Continue below a node met before."""
        branch = [node]
        while branch[0].parent:
            branch.insert(0, branch[0].parent)
        self.branch = branch

    def place(self, kind: str, code: str, title: str, label: str, source: Source, layout: str) -> Draft:
        """Add a node below the nearest node of a higher level, or find it when it is named again."""
        while self.branch and self.rank(self.branch[-1].kind) >= self.rank(kind):
            if self.branch[-1].is_same_as(kind, code, title):
                return self.branch[-1]
            self.branch.pop()
        siblings = self.branch[-1].children if self.branch else self.roots
        node = self._known(siblings, kind, code, title, layout)
        if node is None:
            node = Draft(kind, code, title, label, source, layout, self.lowest(), printed_code=code)
            node.problem, self.problem = self.problem, ""
            siblings.append(node)
        self.branch.append(node)
        return node

    def _known(self, siblings: list[Draft], kind: str, code: str, title: str, layout: str) -> Draft | None:
        """A sibling that this is again: same words, or same code in a table of another layout."""
        for node in siblings:
            if node.is_same_as(kind, code, title):
                return node
            if code and node.layout != layout and (node.kind, node.code) == (kind, code):
                return node
        return None


class Namer:
    """Turns the text of a cell into (kind, code, title, label), for one table."""

    def __init__(self, layout: Layout, depths: list[int]) -> None:
        self.layout = layout
        self.depths = depths
        names = [kind for c in layout.columns if c.role.name == "node" for kind in c.role.kinds]
        self.own = names[-1] if names else ""

    def names(self, text: str, role: Role, code: str, level: str = "") -> Iterator[tuple[str, str, str, str]]:
        """Every node that a cell names; code: from the code column, for a cell without its own."""
        for piece in split_labels(text):
            found = read_label(piece)
            if found:
                yield found.kind, found.code or code, squeeze(found.title) or squeeze(piece), found.label
                continue
            numbered = read_number(piece)
            own_code = numbered.code if numbered else ""
            title = squeeze(numbered.title if numbered else piece)
            used = own_code or code
            yield level or self.kind(role, used), used, title, ""

    def kind(self, role: Role, code: str) -> str:
        """Level of a cell without a label: what its header says, else what the depth of its code says."""
        prefix = "".join(char for char in code if char.isalpha()).upper()
        if prefix in PREFIXES and len(role.kinds) != 1:
            return PREFIXES[prefix]
        single = role.kinds[0] if len(role.kinds) == 1 else ""
        if len(self.depths) > 1 and code_parts(code) and self._is_only_node_column():
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

    def _is_only_node_column(self) -> bool:
        return sum(1 for c in self.layout.columns if c.role.name == "node") == 1


def group_kind(tree: Tree, code: str, own: str) -> str:
    """Level of a title row without a label: that of the title rows before it, else the top."""
    top = [node.kind for node in tree.roots if node.kind != own]
    if top:
        return top[-1]
    return "axis" if own != "axis" else PROBLEM
