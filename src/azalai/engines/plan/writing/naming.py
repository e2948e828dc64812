"""The text that names a node: its label, code, title, and its cost when no column takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from azalai.engines.plan.amounts import cost_in_title, parse_amount
from azalai.engines.plan.levels import clean_code, french, kind_of, read_label, read_number, split_labels
from azalai.engines.plan.text import squeeze
from azalai.engines.plan.writing.items import Item
from azalai.engines.plan.writing.values import UNIT_WORDS, cost_text, unit

EDGES = " \t:–—-.\n"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a name is to be written.

    whole: the cell names one node whatever it contains (a title row). with_code: the code is in the
    text and not in a column. labelled: the level's word must stand before it. cost: the cost is in
    the text. bare: the title alone, the level's word left out. currency: ISO code for that
    cost. unit: what a bare figure is counted in.
    """

    whole: bool = False
    with_code: bool = True
    labelled: bool = False
    cost: bool = False
    bare: bool = False
    currency: str | None = None
    unit: int = 1


@dataclass(frozen=True, slots=True)
class _Name:
    kind: str
    label: str
    code: str
    title: str
    cost: int | None


def names_text(named: list[tuple[Item, Manner]], raw: str) -> str:
    """Text of a cell that names these nodes: the raw one while it still does, else composed."""
    names = _read(raw, named[0][1]) if raw else []
    pairs = list(zip(names, named, strict=False))
    if len(names) == len(named) and all(_is_name_of(name, *pair) for name, pair in pairs):
        return raw
    old = names[0] if len(names) == len(named) == 1 else None
    return "\n\n".join(_with_new_title(raw, old, *pair) or compose(*pair) for pair in named)


def compose(item: Item, manner: Manner) -> str:
    """ "Activité 1.1 : Former les agents", "1.1. Former…", "Former…", as the manner asks."""
    node, code = item.node, item.printed if manner.with_code else ""
    label = (
        ""
        if manner.bare
        else node.label or (french(node.kind).capitalize() if _needs_label(item, code, manner) else "")
    )
    head = f"{label} {code}".strip()
    if head:
        head += " : " if label else ". "
    return f"{head}{node.title}{_cost_suffix(item, manner)}"


def reads_as_a_name(title: str) -> bool:
    """A title that the reader would take for a label, a code or several names."""
    return bool(read_label(title) or read_number(title)) or len(split_labels(title)) > 1


def _read(text: str, manner: Manner) -> list[_Name]:
    return [_read_one(piece, manner.unit) for piece in ([text] if manner.whole else split_labels(text))]


def _read_one(piece: str, factor: int) -> _Name:
    found = read_label(piece) or read_number(piece)
    title, cost = cost_in_title((found.title if found else "") or piece)
    value = parse_amount(cost, factor=factor).value if cost else None
    return _Name(
        found.kind if found else "",
        found.label if found else "",
        found.code if found else "",
        squeeze(title),
        value,
    )


def _is_name_of(name: _Name, item: Item, manner: Manner) -> bool:
    node = item.node
    return (
        _same_head(name, item, manner)
        and name.title == squeeze(node.title)
        and name.cost == (node.declared_cost if manner.cost else None)
    )


def _same_head(name: _Name, item: Item, manner: Manner) -> bool:
    wanted = clean_code(item.printed)
    code = name.code == wanted or (not name.code and not manner.with_code)
    if not name.kind:
        return code and not item.node.label and not (manner.labelled and not name.code)
    return code and (name.kind == item.node.kind or kind_of(item.node.label) == name.kind)


def _with_new_title(raw: str, old: _Name | None, item: Item, manner: Manner) -> str:
    """ "Axe stratégique 3 : …" keeps its own words before an edited title."""
    if old is None or not old.title or not _same_head(old, item, manner):
        return ""
    found = re.match(
        r"\s+".join(map(re.escape, old.title.split())), squeeze(raw)[squeeze(raw).find(old.title) :]
    )
    if found is None:
        return ""
    head = squeeze(raw)[: squeeze(raw).find(old.title)]
    return (
        f"{head}{' ' if head and not head.endswith(' ') else ''}{item.node.title}{_cost_suffix(item, manner)}"
    )


def _needs_label(item: Item, code: str, manner: Manner) -> bool:
    if manner.labelled or reads_as_a_name(item.node.title):
        return True
    return bool(code) and read_number(f"{code}. {item.node.title}") is None


def _cost_suffix(item: Item, manner: Manner) -> str:
    if not manner.cost or item.node.declared_cost is None:
        return ""
    text = cost_text(item.node, factor=manner.unit)
    if manner.unit > 1 and re.fullmatch(r"[\d\s,]+", text):
        return f"\n(Coût : {text}\u00a0{UNIT_WORDS.get(manner.unit, '')})"
    named = f"\u00a0{unit(manner.currency)}" if re.fullmatch(r"[\d\s]+", text) and manner.currency else ""
    return f"\n(Coût : {text}{named})"
