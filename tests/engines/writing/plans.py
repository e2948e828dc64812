"""Plans made up by Hypothesis: any levels, costs, years, references, texts of several lines."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from azalai.engines.plan.model import Plan, PlanNode

LEVELS = (
    ("axis", "activity"),
    ("axis", "action", "activity"),
    ("axis", "objective", "result", "activity"),
    ("priority", "measure"),
    ("pillar", "component", "outcome", "output", "activity"),
    ("objective", "measure"),
    ("axis", "objective", "action", "activity", "sub_activity"),
    ("activity",),
)
WORDS = (
    "former", "les", "agents", "Niamey", "œuvre", "santé", "éducation", "N’Djaména", "région", "appuyer",
    "l'état civil", "« guichet »", "مهاجر", "ƙasa", "étude", "sûre", "protéger", "veille", "(pilote)", "ODK",
    "de", "et", "10 km", "50 %",
)  # fmt: skip
BODIES = ("MAE", "DGEMR", "ANLTP/TIM", "SP/CCM", "Régions & communes", "OSC <locales>")


@dataclass(frozen=True)
class Shape:
    """What the whole plan has."""

    levels: tuple[str, ...]
    first_year: int | None
    span: int
    with_cost: bool


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
titles = st.tuples(st.sampled_from(("Former", "Créer", "Étudier", "Appuyer")), words).map(" ".join)
lines = st.lists(words, min_size=1, max_size=3).map("\n".join)
maybe = st.one_of(st.just(""), lines)
costs = st.one_of(st.none(), st.integers(100, 99_000_000_000))
codes = st.lists(st.integers(1, 23).map(str), max_size=4, unique=True).map(tuple)
targets = st.lists(st.sampled_from(("10.7", "8.8", "17.18", "10.c")), max_size=2, unique=True).map(tuple)
shapes = st.builds(
    Shape,
    st.sampled_from(LEVELS),
    st.one_of(st.none(), st.integers(2015, 2030)),
    st.integers(1, 6),
    st.booleans(),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan as it would be made on the web: no raw cells, no layout."""
    shape = draw(shapes)
    nodes = tuple(draw(_node(shape, 0, (), place)) for place in range(draw(st.integers(1, 3))))
    used = {node.kind for root in nodes for node in root.walk()}
    first = shape.first_year
    has_costs = any(node.declared_cost is not None for root in nodes for node in root.walk())
    return Plan(
        title=f"Plan d'action {draw(words)}",
        nodes=nodes,
        levels=tuple(kind for kind in shape.levels if kind in used),
        currency="XOF" if has_costs else None,
        declared_total=draw(st.integers(1000, 10**12)) if has_costs else None,
        first_year=first,
        last_year=first + shape.span - 1 if first else None,
    )


@st.composite
def _node(draw: st.DrawFn, shape: Shape, level: int, above: tuple[int, ...], place: int) -> PlanNode:
    code = (*above, place + 1)
    last = level == len(shape.levels) - 1
    count = 0 if last else draw(st.integers(1, 3))
    node = draw(_leaf(shape, level, code)) if last else draw(_group(shape, level, code))
    children = tuple(draw(_node(shape, level + 1, code, number)) for number in range(count))
    return _replace(node, children=children)


def _replace(node: PlanNode, **values: object) -> PlanNode:
    fields = {name: getattr(node, name) for name in PlanNode.__dataclass_fields__}
    return PlanNode(**(fields | values))


@st.composite
def _group(draw: st.DrawFn, shape: Shape, level: int, code: tuple[int, ...]) -> PlanNode:
    return PlanNode(
        kind=shape.levels[level],
        code=".".join(map(str, code)),
        title=draw(titles),
        problem=draw(st.one_of(st.just(""), titles)),
        declared_cost=draw(costs) if shape.with_cost else None,
        expected_results=draw(st.one_of(st.just(""), st.just(""), lines)),
    )


@st.composite
def _leaf(draw: st.DrawFn, shape: Shape, level: int, code: tuple[int, ...]) -> PlanNode:
    references, sdg = draw(codes), draw(targets)
    found = ({"GCM": references} if references else {}) | ({"SDG": sdg} if sdg else {})
    pnm = draw(st.sampled_from(("", "Axe stratégique 3, action 1")))
    years, start, end = draw(_time(shape))
    return PlanNode(
        kind=shape.levels[level],
        code=".".join(map(str, code)),
        title=draw(titles),
        declared_cost=draw(costs) if shape.with_cost else None,
        years=years,
        start=start,
        end=end,
        references=found,
        reference_texts={"PNM": pnm} if pnm else {},
        beneficiaries=draw(maybe),
        responsible=draw(st.one_of(st.just(""), st.sampled_from(BODIES))),
        indicators=tuple(draw(st.lists(words.map(str.capitalize), max_size=3, unique=True))),
        target=draw(maybe),
        expected_results=draw(maybe),
        strategies=draw(maybe),
        risks=draw(maybe),
        assumptions=draw(maybe),
    )


@st.composite
def _time(draw: st.DrawFn, shape: Shape) -> tuple[tuple[int, ...], str | None, str | None]:
    """Marked years with the dates that they mean, dates alone, or nothing."""
    first = shape.first_year
    if draw(st.booleans()):
        years = tuple(sorted(draw(st.sets(st.integers(1, shape.span), max_size=shape.span))))
        if not (first and years):
            return years, None, None
        return years, f"{first + years[0] - 1}-01", f"{first + years[-1] - 1}-12"
    if first is None or draw(st.booleans()):
        return (), None, None
    low, high = sorted(
        draw(st.tuples(st.integers(0, shape.span * 12 - 1), st.integers(0, shape.span * 12 - 1)))
    )
    years = tuple(range(low // 12 + 1, high // 12 + 2))
    return years, *(f"{first + month // 12}-{month % 12 + 1:02d}" for month in (low, high))
