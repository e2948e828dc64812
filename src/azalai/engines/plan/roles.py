"""The roles of a table's columns, each from its header, then from its neighbours and its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from azalai.engines.plan.amounts import currency_in, parse_amount
from azalai.engines.plan.columns import YEAR_HEAD, Role, role_of
from azalai.engines.plan.levels import KINDS, kind_of, read_label
from azalai.engines.plan.model import Column
from azalai.engines.plan.text import fold, squeeze
from azalai.tabular import Cell

Body = tuple[tuple[Cell, ...], ...]
CODE_LIKE = re.compile(r"^\s*(?:[A-Z]{0,3}\.?\d{1,3}(?:[.\-]\d{1,3})*|[IVX]{1,4}|[A-Z])\s*[.)]?\s*$")
WHOLE = re.compile(r"\btotal|\bglobal|\bensemble\b|\boverall\b")
MONEY_WORDS = re.compile(r"\bcouts?\b|\bbudget|\bmontants?\b|\bcosts?\b|\bamounts?\b|\benveloppe")
FOREIGN = frozenset({"EUR", "USD"})  # a second column of costs in one of these repeats the first
WORDY = 15  # characters a row that a column of plan lines has at least on average


def roles_of(headers: list[str], body: Body) -> list[Column]:
    """One column for each header. body: the rows below."""
    columns = [Column(index, header, role_of(header)) for index, header in enumerate(headers)]
    for step in STEPS:
        columns = step(columns, body)
    return columns


def _texts(column: Column, body: Body) -> list[str]:
    """Texts of the cells that stand in this column alone."""
    cells = [row[column.index] for row in body]
    return [squeeze(cell.text) for cell in cells if cell.column_span == 1 and cell.text.strip()]


def _numbered_years(columns: list[Column], body: Body) -> list[Column]:
    """ "Calendrier" over several columns without names of their own: year 1, year 2, …"""
    result = list(columns)
    index = 0
    while index < len(columns):
        same = index
        while same + 1 < len(columns) and columns[same + 1].header == columns[index].header:
            same += 1
        if same > index and columns[index].role.name == "period":
            for offset in range(index, same + 1):
                result[offset] = replace(columns[offset], role=Role("year", number=offset - index + 1))
        index = same + 1
    return result


def _months_with_years(columns: list[Column], body: Body) -> list[Column]:
    """Month columns whose header names no year: a new year begins where the months begin again."""
    year, last = 1, 0
    result = []
    for column in columns:
        if column.role.name == "month" and column.role.number == 0:
            year += column.role.months[0] <= last
            last = column.role.months[0]
            result.append(replace(column, role=replace(column.role, number=year)))
            continue
        result.append(column)
    return result


def _months_by_initials(columns: list[Column], body: Body) -> list[Column]:
    """Twelve columns "J F M A M J J A S O N D"."""
    last = [fold(c.header.split("\n")[-1]).strip(" .") for c in columns]
    result = list(columns)
    for start in range(len(columns) - 11):
        if [text[:1] for text in last[start : start + 12]] != list("jfmamjjasond"):
            continue
        if any(len(text) > 2 for text in last[start : start + 12]):
            continue
        above = YEAR_HEAD.search(squeeze(fold(columns[start].header.split("\n")[0])))
        year = int(above["civil"] or above["number"] or above["year"] or 0) if above else 0
        for month in range(1, 13):
            column = columns[start + month - 1]
            result[column.index] = replace(column, role=Role("month", number=year, months=(month, month)))
    return result


def _by_content(columns: list[Column], body: Body) -> list[Column]:
    return [_one_by_content(c, body) if not c.role.is_known else c for c in columns]


def _one_by_content(column: Column, body: Body) -> Column:
    """A column without a known header: codes, nothing at all, or unknown."""
    filled = _texts(column, body)
    if not filled and not column.header:
        return replace(column, role=Role("ignore"), guessed=True)
    if not column.header and column.index <= 1 and _mostly(filled, _is_code):
        return replace(column, role=Role("code"), guessed=True)
    return column


def _is_code(text: str) -> bool:
    """A number alone, or a label with its number and nothing else."""
    if CODE_LIKE.match(text) or kind_of(text):
        return True
    label = read_label(f"{text} :")
    return label is not None and not label.title


def _mostly(texts: list[str], test: Callable[[str], bool]) -> bool:
    return bool(texts) and sum(1 for text in texts if test(text)) >= 0.6 * len(texts)


def _codes_beside_names(columns: list[Column], body: Body) -> list[Column]:
    """Of two columns of nodes, one that only holds numbers or labels says the code or level of the other."""
    nodes = [c for c in columns if c.role.name == "node"]
    if len(nodes) < 2:
        return columns
    result = list(columns)
    for left, right in pairwise(nodes):
        twins = left.header == right.header or not left.role.kinds or not right.role.kinds
        if twins and _mostly(_texts(left, body), _is_code):
            result[left.index] = replace(left, role=Role("code"), guessed=True)
    return result


def _node_at_least(columns: list[Column], body: Body) -> list[Column]:
    """When no header names a level, the wordiest unknown column must hold the plan's lines."""
    if any(column.role.name == "node" for column in columns):
        return columns
    known = {column.role.name for column in columns}
    unknown = [column for column in columns if column.role.name == "unknown"]
    if not unknown or len(known - {"unknown", "ignore", "comments"}) < 2:
        return columns
    best = max(unknown, key=lambda column: sum(len(row[column.index].text) for row in body))
    if sum(len(row[best.index].text) for row in body) < WORDY * max(len(body), 1):
        return columns
    result = list(columns)
    result[best.index] = replace(best, role=Role("node"), guessed=True)
    return result


def _costs(columns: list[Column], body: Body) -> list[Column]:
    """Of several columns of costs of one level, the total is the cost; without one they add up."""
    result = list(columns)
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in columns:
        if column.role.name == "cost":
            groups.setdefault(column.role.kinds, []).append(column)
    for group in groups.values():
        for column in _not_counted(group, body):
            result[column.index] = replace(column, role=Role("detail"))
    return [_funding_in_words(column, body) for column in result]


def _not_counted(group: list[Column], body: Body) -> list[Column]:
    """Columns of a group of costs that are parts of its total, or the same in another currency."""
    if len(group) < 2:
        return []
    whole = [c for c in group if WHOLE.search(fold(c.header.split("\n")[-1]))]
    whole = whole or [c for c in group if WHOLE.search(fold(c.header))]
    if whole and len(whole) < len(group):
        return [c for c in group if c is not whole[-1]]
    named = [(c, currency_in(c.header)) for c in group]
    own = next((found for _, found in named if found not in FOREIGN), named[0][1])
    return [c for c, found in named if found in FOREIGN and found != own]


def _funding_in_words(column: Column, body: Body) -> Column:
    """ "Financement" over names of donors is no cost."""
    if column.role.name != "cost" or MONEY_WORDS.search(fold(column.header)):
        return column
    texts = _texts(column, body)
    unreadable = [text for text in texts if not parse_amount(text).readable]
    return replace(column, role=Role("funding")) if len(unreadable) > len(texts) / 2 else column


def _yearly_needs_no_total(columns: list[Column], body: Body) -> list[Column]:
    """A calendar whose cells hold amounts is a budget by year."""
    timed = [c for c in columns if c.role.name == "year"]
    texts = [text for c in timed for text in _texts(c, body)]
    amounts = [text for text in texts if (parse_amount(text).value or 0) >= 1000]
    if not amounts or len(amounts) < 0.6 * len(texts):
        return columns
    return [replace(c, role=replace(c.role, name="year_cost")) if c in timed else c for c in columns]


def _own_words(columns: list[Column], body: Body) -> list[Column]:
    """Two columns whose words mean the same level: the second keeps its own word as its kind."""
    seen: dict[tuple[str, ...], Column] = {}
    result = list(columns)
    for column in columns:
        kinds = column.role.kinds
        if column.role.name != "node" or len(kinds) != 1:
            continue
        first = seen.setdefault(kinds, column)
        if first is column or first.header == column.header:
            continue
        if kind := SECOND.get(kinds[0], _first_word(column.header)):
            result[column.index] = replace(column, role=Role("node", (kind,)))
    return result


SECOND = {"axis": "component", "objective": "specific_objective", "result": "output", "action": "sub_action"}


def _first_word(header: str) -> str:
    word = fold(header).split()[0] if header.split() else ""
    return word if word.isalpha() and word not in KINDS else ""


RESULTS = frozenset({("result",), ("output",), ("outcome",)})


def _results(columns: list[Column], body: Body) -> list[Column]:
    """Results left of the activities are a level of the plan; right of them they are what is expected."""
    nodes = [c.index for c in columns if c.role.name == "node" and c.role.kinds not in RESULTS]
    return [_result_role(column, nodes, columns) for column in columns]


def _result_role(column: Column, nodes: list[int], columns: list[Column]) -> Column:
    role = column.role
    if not nodes:
        return column
    if role.name == "expected_results" and column.index < max(nodes):
        return replace(column, role=Role("node", ("result",)))
    work = {"activity", "measure", "action", "task", "sub_activity"}
    kinds = [columns[i].role.kinds for i in nodes if i < column.index]
    after_work = any(work & set(found) or not found for found in kinds)
    last = column.index > max(nodes)
    if role.name == "node" and role.kinds in RESULTS and last and after_work:
        return replace(column, role=Role("expected_results"))
    return column


# How urgent a line is, not a level of the plan.
URGENCY = re.compile(
    r"^(?:tres )?(?:haute?s?|elevee?|forte|moyenne?|faible|basse|urgente?|high|medium|low|critical|\++)$"
)


def _words_that_are_no_levels(columns: list[Column], body: Body) -> list[Column]:
    """ "Type d'activité" over "formation" and "Priorité" over "haute" tell something else of the line."""
    return [_no_level(column, _texts(column, body)) for column in columns]


def _no_level(column: Column, texts: list[str]) -> Column:
    is_level = column.role.name == "level" and not _mostly(texts, _is_code)
    is_urgency = column.role.kinds == ("priority",) and _mostly(
        texts, lambda text: bool(URGENCY.match(fold(text)))
    )
    return replace(column, role=Role("detail")) if texts and (is_level or is_urgency) else column


def _is_urgency(text: str) -> bool:
    return bool(URGENCY.match(fold(text)))


STEPS = (
    _words_that_are_no_levels,
    _numbered_years,
    _months_by_initials,
    _months_with_years,
    _yearly_needs_no_total,
    _by_content,
    _node_at_least,
    _codes_beside_names,
    _results,
    _own_words,
    _costs,
)
