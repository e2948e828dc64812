"""One small plan, told by many layouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FIRST_YEAR = 2022
MONTHS = ("Janv.", "Fév.", "Mars", "Avril", "Mai", "Juin", "Juil.", "Août", "Sept.", "Oct.", "Nov.", "Déc.")


@dataclass(frozen=True)
class Activity:
    """A line of the plan."""

    code: str
    title: str
    cost: int
    years: tuple[int, ...]
    responsible: str
    beneficiaries: str
    gcm: tuple[str, ...]
    indicator: str

    @property
    def start(self) -> str:
        """First month."""
        return f"{FIRST_YEAR + self.years[0] - 1}-01"

    @property
    def end(self) -> str:
        """Last month."""
        return f"{FIRST_YEAR + self.years[-1] - 1}-12"


@dataclass(frozen=True)
class Group:
    """An axis or an objective."""

    code: str
    title: str
    parts: tuple[Group, ...] | tuple[Activity, ...]

    @property
    def cost(self) -> int:
        """Sum of the parts."""
        return sum(part.cost for part in self.parts)

    @property
    def leaves(self) -> list[Activity]:
        """Activities below."""
        return [leaf for part in self.parts for leaf in (part.leaves if isinstance(part, Group) else [part])]


PLAN = (
    Group(
        "1",
        "Gouvernance des migrations",
        (
            Group(
                "1.1",
                "Coordonner les acteurs publics",
                (
                    Activity(
                        "1.1.1",
                        "Tenir les réunions du comité national",
                        25_000_000,
                        (1, 2),
                        "Secrétariat permanent",
                        "Ministères et régions",
                        ("1", "3", "23"),
                        "Nombre de réunions tenues : 8",
                    ),
                    Activity(
                        "1.1.2",
                        "Former les points focaux des ministères",
                        45_000_000,
                        (2, 3),
                        "École nationale d'administration",
                        "Points focaux",
                        ("1", "3", "23"),
                        "Nombre d'agents formés : 60",
                    ),
                ),
            ),
            Group(
                "1.2",
                "Produire des données fiables",
                (
                    Activity(
                        "1.2.1",
                        "Réaliser une enquête auprès des ménages",
                        120_500_000,
                        (1,),
                        "Institut de la statistique",
                        "Chercheurs et décideurs",
                        ("1",),
                        "Rapport d'enquête publié",
                    ),
                ),
            ),
        ),
    ),
    Group(
        "2",
        "Protection des personnes migrantes",
        (
            Group(
                "2.1",
                "Assister les personnes vulnérables",
                (
                    Activity(
                        "2.1.1",
                        "Ouvrir des centres d'accueil dans les régions",
                        300_000_000,
                        (1, 2, 3),
                        "Direction des migrations",
                        "Migrants en transit",
                        ("7", "15"),
                        "Nombre de centres ouverts : 4",
                    ),
                    Activity(
                        "2.1.2",
                        "Équiper les postes de la frontière",
                        30_000_000,
                        (3,),
                        "Police nationale",
                        "Voyageurs",
                        ("11",),
                        "Nombre de postes équipés : 12",
                    ),
                ),
            ),
        ),
    ),
)
TOTAL = sum(axis.cost for axis in PLAN)


@dataclass(frozen=True)
class Line:
    """An activity with what stands above it. first_*: it is the first of its group."""

    axis: Group
    goal: Group
    leaf: Activity

    @property
    def opens_axis(self) -> bool:
        """First activity of its axis."""
        return self.axis.leaves[0] is self.leaf

    @property
    def opens_goal(self) -> bool:
        """First activity of its objective."""
        return self.goal.leaves[0] is self.leaf


def lines() -> Iterator[Line]:
    """The activities from top to bottom."""
    for axis in PLAN:
        for goal in axis.parts:
            assert isinstance(goal, Group)
            for leaf in goal.leaves:
                yield Line(axis, goal, leaf)


def spaced(value: int, space: str = " ") -> str:
    """ "25 000 000"."""
    return f"{value:,}".replace(",", space)


def marks(leaf: Activity, mark: object = "X") -> list[object]:
    """One cell for each of the three years."""
    return [mark if year in leaf.years else "" for year in (1, 2, 3)]


def period(leaf: Activity) -> str:
    """ "Janv 2022 – Déc. 2023"."""
    first, last = FIRST_YEAR + leaf.years[0] - 1, FIRST_YEAR + leaf.years[-1] - 1
    return f"Janv {first} – Déc. {last}" if first != last else str(first)
