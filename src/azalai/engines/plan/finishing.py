"""What can only be said once the whole document was read: codes, years, levels, title, currency."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from azalai.engines.plan.amounts import LABELLED_COST, announced_unit, currency_in, parse_amount
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.frame import Noted, Reading
from azalai.engines.plan.levels import RANK, code_parts
from azalai.engines.plan.model import DeclaredSum, Layout, Plan, Remark, Source
from azalai.engines.plan.periods import plan_span, years_between
from azalai.engines.plan.text import fold, squeeze
from azalai.tabular import Document

COUNTRIES = {"niger": "NE", "tchad": "TD", "chad": "TD"}
FRANC = {"NE": "XOF", "TD": "XAF"}
OBJECTIVES = ("general_objective", "specific_objective")
# "Institut national de la statistique (INS)", or "INS : Institut…" in a list of acronyms.
EXPLAINED = re.compile(r"(?:\(|^[ \t]*)([A-Z][A-Z0-9/&-]{1,14})(?=\)|[ \t]?[:=–-][ \t])", re.MULTILINE)
TITLE_WORDS = re.compile(
    r"\b(?:plan|matrice|strategie|pacte|cadre logique|programme|feuille de route|action plan|matrix"
    r"|strategy|roadmap|logframe)\b"
)


def finish(document: Document, reading: Reading) -> Plan:
    """The frozen plan."""
    roots, layouts, texts = reading.tree.roots, reading.layouts, reading.texts
    drafts = [draft for root in roots for draft in _walk(root)]
    title = _title(document, texts)
    first, last = _span(title, texts, layouts)
    _merge_objective_kinds(drafts)
    _qualify_codes(drafts)
    for draft in drafts:
        _settle_time(draft, first, last)
        _settle_cost(draft)
    totals = [total.freeze() for total in reading.totals] + _totals_in(texts)
    whole = [total for total in totals if total.code is None]
    return Plan(
        title=title,
        nodes=tuple(root.freeze() for root in roots),
        levels=_levels(roots),
        layouts=tuple(layouts),
        currency=_currency(texts, drafts, layouts),
        declared_total=whole[0].value if whole else None,
        totals=tuple(totals),
        first_year=first,
        last_year=last,
        remarks=tuple(_final(noted) for noted in reading.remarks),
        country=_country([title, *texts]),
        glossary=tuple(sorted({match for text in texts for match in EXPLAINED.findall(text)})),
    )


def _walk(draft: Draft) -> Iterator[Draft]:
    yield draft
    for child in draft.children:
        yield from _walk(child)


def _title(document: Document, texts: list[str]) -> str:
    """The text that names the plan, its section number dropped."""
    candidates = [squeeze(text) for text in texts if text and len(squeeze(text)) <= 220]
    named = [text for text in candidates if TITLE_WORDS.search(fold(text)) and not LABELLED_COST.search(text)]
    chosen = named[0] if named else (squeeze(document.title) or (candidates[0] if candidates else ""))
    return re.sub(r"^\d{1,2}(?:\.\d+)*\.?\s+(?=[A-ZÉÈÀ])", "", chosen)


def _span(title: str, texts: list[str], layouts: list[Layout]) -> tuple[int | None, int | None]:
    """First and last civil year, from the title, the texts around the tables, or the calendar's columns."""
    numbers = [
        c.role.number
        for layout in layouts
        for c in layout.columns
        if c.role.name in {"year", "year_cost", "month"}
    ]
    civil = [number for number in numbers if number and number > 1900]
    if civil:
        return min(civil), max(civil)
    span = next((found for text in [title, *texts] if text and (found := plan_span(text))), None)
    if span is None:
        return None, None
    return span


def _merge_objective_kinds(drafts: list[Draft]) -> None:
    """Where only one flavour of objective is used, it is simply the plan's objectives."""
    used = {draft.kind for draft in drafts if draft.kind.endswith("objective")}
    if len(used) == 1 and used & set(OBJECTIVES):
        for draft in drafts:
            draft.kind = "objective" if draft.kind in OBJECTIVES else draft.kind


def _qualify_codes(drafts: list[Draft]) -> None:
    """Numbers that begin again under each parent get the parent's code: measure 1 of priority 8 is 8.1."""
    by_kind: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.parent is not None and draft.code:
            by_kind[draft.kind].append(draft)
    for group in by_kind.values():
        short = [d for d in group if len(code_parts(d.code)) == 1]
        if len(short) < len(group) or not _restarts(short):
            continue
        for draft in short:
            parent = _coded_parent(draft)
            if parent:
                draft.code = f"{parent.code}.{draft.code}"


def _restarts(group: list[Draft]) -> bool:
    parents: dict[str, set[int]] = defaultdict(set)
    for draft in group:
        parents[draft.code].add(id(draft.parent))
    shared = sum(1 for found in parents.values() if len(found) > 1)
    own = sum(1 for draft in group if draft.parent and draft.code == draft.parent.code)
    return shared > 0 and own < len(group)


def _coded_parent(draft: Draft) -> Draft | None:
    parent = draft.parent
    while parent is not None and not parent.code:
        parent = parent.parent
    return parent


def _settle_time(draft: Draft, first: int | None, last: int | None) -> None:
    """Plan years, months and civil dates complete each other."""
    civil = {number for number in draft.years if number > 1900}
    if civil and first:
        draft.years = {number - first + 1 if number > 1900 else number for number in draft.years}
        draft.months = {(n - first + 1 if n > 1900 else n, m) for n, m in draft.months}
        draft.cost_by_year = {n - first + 1 if n > 1900 else n: v for n, v in draft.cost_by_year.items()}
    if draft.continuous and first and last and not draft.years:
        draft.years = set(range(1, last - first + 2))
    if draft.years and first and not (draft.start or draft.end):
        draft.start, draft.end = _dates(draft, first)
    if not draft.years:
        draft.years = set(years_between(draft.start, draft.end, first))


def _dates(draft: Draft, first: int) -> tuple[str, str]:
    months = sorted(draft.months)
    low = months[0] if months else (min(draft.years), 1)
    high = months[-1] if months and months[-1][0] == max(draft.years) else (max(draft.years), 12)
    return f"{first + low[0] - 1:04d}-{low[1]:02d}", f"{first + high[0] - 1:04d}-{high[1]:02d}"


def _settle_cost(draft: Draft) -> None:
    """Without a column of its own, the cost is what the years add up to."""
    if draft.declared_cost is None and draft.cost_by_year:
        draft.declared_cost = sum(draft.cost_by_year.values())


def _levels(roots: list[Draft]) -> tuple[str, ...]:
    """Kinds from the top down, by the depth at which they are met, then by their usual rank."""
    depth: dict[str, list[int]] = defaultdict(list)

    def visit(draft: Draft, level: int) -> None:
        depth[draft.kind].append(level)
        for child in draft.children:
            visit(child, level + 1)

    for root in roots:
        visit(root, 0)
    return tuple(sorted(depth, key=lambda kind: (max(depth[kind]), RANK.get(kind, 45))))


def _totals_in(texts: list[str]) -> list[DeclaredSum]:
    """Totals stated in a sentence: "Coût estimatif global : 860 000 000 FCFA"."""
    found = []
    for text in dict.fromkeys(texts):
        match = LABELLED_COST.search(text or "")
        value = parse_amount(match["amount"]).value if match else None
        if (
            match
            and value is not None
            and re.search(r"\b(?:global|total|estimatif|overall|ensemble|plan)", fold(text))
        ):
            found.append(DeclaredSum(value, squeeze(text), Source(0, 0)))
    return found


def _currency(texts: list[str], drafts: list[Draft], layouts: list[Layout]) -> str | None:
    """ISO code; "FCFA" is the franc of the country that the document speaks of, West Africa's by default."""
    headers = [c.header for layout in layouts for c in layout.columns if c.role.name in {"cost", "year_cost"}]
    costs = [draft.cost_text for draft in drafts if draft.cost_text]
    sums = [text for text in texts if text and (LABELLED_COST.search(text) or announced_unit(text) > 1)]
    named = next((found for text in [*headers, *costs, *sums] if (found := currency_in(text))), "")
    has_amounts = any(draft.declared_cost is not None for draft in drafts)
    if named == "FCFA" or (not named and has_amounts):
        return FRANC.get(_country(texts), "XOF")
    return named or None


def _country(texts: list[str]) -> str:
    counts = Counter(
        code
        for text in texts
        for name, code in COUNTRIES.items()
        if re.search(rf"\b{name}\b", fold(text or ""))
    )
    return counts.most_common(1)[0][0] if counts else ""


def _final(noted: Noted) -> Remark:
    """A remark names its node by the code that it has once all is read."""
    remark, node = noted
    if node is None:
        return remark
    return replace(remark, node=node.code or None, kind=node.kind, of=node.source)
