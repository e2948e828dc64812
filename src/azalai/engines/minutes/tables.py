"""Tables: which column says what, and what a row is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from azalai.engines.minutes.flow import Row
from azalai.engines.minutes.labels import column_role, head_label, line_label

ENOUGH = 2
_SAME_ROLES = frozenset({"topic", "discussion", "action", "structure", "owner"})


@dataclass(frozen=True, slots=True)
class Layout:
    """roles: role → grid columns. width: of the table, so that its continuation is recognised."""

    roles: Mapping[str, tuple[int, ...]]
    width: int

    @property
    def kind(self) -> str:
        """ "attendance", "agenda", "items", "actions" or ""."""
        has = self.roles.__contains__
        if has("action") or has("deadline") or (has("owner") and (has("topic") or has("discussion"))):
            return "items" if has("topic") and (has("action") or has("discussion")) else "actions"
        if has("structure") or has("person"):
            return "attendance"
        if has("topic"):
            return "items" if has("discussion") else "agenda"
        return ""

    def text(self, row: Row, role: str) -> str:
        """What a row says in the columns of a role."""
        columns = [column for column in self.roles.get(role, ()) if column < len(row.cells)]
        return "\n".join(row.cells[column] for column in columns if row.cells[column].strip())

    def raw(self, row: Row, role: str) -> str:
        """The same as written."""
        columns = [column for column in self.roles.get(role, ()) if column < len(row.raws)]
        return "\n".join(row.raws[column] for column in columns if row.raws[column].strip())

    def goes_on(self, row: Row, role: str) -> bool:
        """Whether the cell of that role began in a row above."""
        return any(
            row.continued[column] for column in self.roles.get(role, ()) if column < len(row.continued)
        )

    def repeats_header(self, row: Row) -> bool:
        """Whether a row is its header again, or the end of it on another page."""
        named = {
            role: row.cells[column]
            for role, columns in self.roles.items()
            for column in columns[:1]
            if column < len(row.cells)
        }
        said = [(role, text) for role, text in named.items() if text.strip()]
        return bool(said) and all(_is_header_of(role, text) for role, text in said)


def _is_header_of(role: str, text: str) -> bool:
    own = column_role(text)
    return own == role or {own, role} <= _SAME_ROLES


def layout_of(row: Row, *, in_item: bool) -> Layout | None:
    """The layout that a header row announces; None when the row is none.

    in_item: a point is open, so that "Points discutés" is what was said of it, not a list of points.
    """
    named = [(column, column_role(cell)) for column, cell in enumerate(row.cells) if cell.strip()]
    known = [(column, role) for column, role in named if role]
    if len({role for _, role in known}) < ENOUGH or 2 * len(known) < len(named):
        return None
    roles: dict[str, tuple[int, ...]] = {}
    for column, role in known:
        roles[role] = (*roles.get(role, ()), column)
    layout = Layout(_settled(roles, in_item=in_item), row.width)
    return layout if layout.kind else None


def _settled(roles: dict[str, tuple[int, ...]], *, in_item: bool) -> dict[str, tuple[int, ...]]:
    """Words that mean two things decided by the columns beside them."""
    has_actions = bool({"owner", "deadline"} & set(roles))
    if "action" not in roles and has_actions:
        for role in ("discussion", "topic"):
            if role in roles and (in_item or (role == "discussion" and "topic" in roles)):
                return _renamed(roles, role, "action")
    if "discussion" in roles and "topic" not in roles and not in_item:
        return _renamed(roles, "discussion", "topic")
    if "topic" in roles and in_item and "discussion" not in roles and "action" in roles:
        return _renamed(roles, "topic", "discussion")
    if "structure" in roles and "owner" not in roles and "action" in roles:
        return _renamed(roles, "structure", "owner")
    return roles


def _renamed(roles: dict[str, tuple[int, ...]], old: str, new: str) -> dict[str, tuple[int, ...]]:
    kept = {role: columns for role, columns in roles.items() if role != old}
    kept[new] = (*kept.get(new, ()), *roles[old])
    return kept


def labelled_cells(row: Row) -> Sequence[tuple[str, str, int]]:
    """("date", "23 septembre 2022", column) for each label of a row and the cells after it; else nothing."""
    found: list[tuple[str, str, int]] = []
    role, at = "", 0
    values: list[str] = []
    for column, cell in enumerate(row.cells):
        label = _label(cell)
        if label:
            if role:
                found.append((role, "\n".join(values), at))
            role, values, at = label[0], [label[1]] if label[1] else [], column
        elif cell.strip():
            if not role:
                return ()
            values.append(cell)
            at = column
    return [*found, (role, "\n".join(values), at)] if role else ()


def _label(cell: str) -> tuple[str, str] | None:
    head = head_label(cell) if "\n" not in cell.strip() else None
    if head:
        return head
    line = line_label(cell)
    return (line, "") if line else None
