"""A plan without any slip, as rows with named columns, for tests that add one slip."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from azalai.engines.plan.checks import ALL, Check, run_all
from azalai.engines.plan.findings import Finding
from azalai.engines.plan.knowledge import Body, Knowledge
from azalai.engines.plan.reading import read_plan
from tests.engines.plan.contents import lines
from tests.engines.plan.drawing import Drawing, Sheet, as_document

KNOWN = Knowledge(
    frameworks={
        "GCM": frozenset(str(number) for number in range(1, 24)),
        "SDG": frozenset({"8.8", "10.7", "17.18"}),
    },
    bodies=(
        Body("sp", "SP/CCM", "Secrétariat permanent", ("SP/CCM", "SP-CCM", "SPCCM")),
        Body("gtm", "GTM", "Groupe technique", ("GTM",)),
        Body("dst", "DST", "Surveillance du territoire", ("DST",)),
    ),
    groups=("OSC", "PTF", "collectivités territoriales"),
)
HEADERS = {
    "axis": "Axe",
    "axis_cost": "Coût de l'axe",
    "goal": "Objectif",
    "code": "N°",
    "title": "Activité",
    "cost": "Coût (FCFA)",
    "y1": "2022",
    "y2": "2023",
    "y3": "2024",
    "responsible": "Responsable",
    "beneficiaries": "Bénéficiaires",
    "gcm": "Objectifs du PMM",
    "results": "Résultats attendus",
    "indicators": "Indicateurs",
    "target": "Cible",
    "strategies": "Stratégies",
    "period": "Période",
}
FIRST_ROW = 2  # the first line of the plan, as a person counts


class Matrix:
    """Rows of a plan; row 0 is its first line, which a person calls line 2."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = [_row(line, number) for number, line in enumerate(lines(), 1)]
        self.columns = [name for name in HEADERS if name != "period"]
        self.headers = dict(HEADERS)
        self.title = "Plan d'action 2022-2024"
        self.paragraphs: list[str] = []
        self.after: list[list[Any]] = []

    def set(self, row: int, **values: Any) -> Matrix:
        """Replace cells of a line."""
        self.rows[row] |= values
        return self

    def set_all(self, **values: Any) -> Matrix:
        """Replace cells of every line."""
        for row in self.rows:
            row |= values
        return self

    def drop(self, *names: str) -> Matrix:
        """Take columns out."""
        self.columns = [name for name in self.columns if name not in names]
        return self

    def with_periods(self) -> Matrix:
        """A column of periods instead of one for each year."""
        self.columns = [name for name in self.columns if name not in {"y1", "y2", "y3"}] + ["period"]
        return self

    def drawing(self) -> Drawing:
        """The matrix as a document."""
        head = [self.headers[name] for name in self.columns]
        body = [[row.get(name, "") for name in self.columns] for row in self.rows]
        return Drawing([Sheet([head, *body, *self.after])], [self.title, *self.paragraphs])

    def findings(self, checks: tuple[Check, ...] = ALL, knowledge: Knowledge = KNOWN) -> list[Finding]:
        """What the compiler says of it."""
        return run_all(read_plan(as_document(self.drawing())), knowledge, checks)


def _row(line: Any, number: int) -> dict[str, Any]:
    leaf = line.leaf
    first, last = 2021 + leaf.years[0], 2021 + leaf.years[-1]
    return {
        "axis": f"Axe {line.axis.code} : {line.axis.title}",
        "axis_cost": line.axis.cost,
        "goal": f"Objectif {line.goal.code} : {line.goal.title}",
        "code": leaf.code,
        "title": leaf.title,
        "cost": leaf.cost,
        **{f"y{year}": "X" if year in leaf.years else "" for year in (1, 2, 3)},
        "period": f"janvier {first} – décembre {last}",
        "responsible": "SP/CCM",
        "beneficiaries": "OSC, collectivités territoriales",
        "gcm": "1 ; 3 ; 17 ; 23",
        "results": f"Le service numéro {number} rend compte de ses travaux".replace(
            str(number), "ABCDE"[number - 1]
        ),
        "indicators": "Nombre de rapports remis",
        "target": str(4 * number),
        "strategies": "Ateliers et échanges avec les régions",
    }


def codes(findings: Iterable[Finding]) -> set[str]:
    """Codes found."""
    return {finding.code for finding in findings}
