"""The small plan in layouts of other offices: other words, other orders, other levels."""

from __future__ import annotations

from datetime import date

from tests.engines.plan.contents import PLAN, TOTAL, lines, marks, period, spaced
from tests.engines.plan.drawing import Drawing, Row, Sheet, across, down
from tests.engines.plan.expecting import layout
from tests.engines.plan.layouts import TITLE

NO_GOAL = {"axis": "axis", "leaf": "activity"}


@layout("cost", "years", "dates", "responsible", levels={"axis": "objective", "leaf": "measure"})
def portugal() -> Drawing:
    """A title row, then the header again, for each objective; numbers of measures do not restart."""
    rows: list[Row] = []
    for axis in PLAN:
        rows.append([across(f"OBJECTIF {axis.code} : {axis.title}", 5)])
        rows.append(
            [
                "No de la mesure (sur un total de 5)",
                "Mesure de mise en œuvre",
                "Ministère responsable de la mesure",
                "Délai fixé pour la mise en œuvre",
                "Coût prévisionnel (millions de FCFA)",
            ]
        )
        for line in lines():
            if line.axis is axis:
                leaf = line.leaf
                rows.append(
                    [
                        leaf.code,
                        leaf.title,
                        leaf.responsible,
                        period(leaf),
                        f"{leaf.cost / 1e6:g}".replace(".", ","),
                    ]
                )
    return Drawing([Sheet(rows)], [TITLE])


@layout(
    "cost",
    "dates",
    "years",
    "gcm",
    "indicators",
    levels={"axis": "priority", "leaf": "measure"},
    files=("docx", "xlsx"),
)
def priorities_after_their_header() -> Drawing:
    """Chad's arrangement: one table for each priority, the header first, numbers without a header."""
    sheets = []
    for axis in PLAN:
        rows: list[Row] = [
            [
                "",
                "Activités/mesures prioritaires identifiées",
                "Objectifs ciblés du PMM",
                "Indicateurs clés",
                "Période de mise en œuvre",
                "Coût",
            ],
            [across(f"Priorité {axis.code} : {axis.title}", 6)],
        ]
        for line in lines():
            if line.axis is axis:
                leaf = line.leaf
                refs = " ; ".join(leaf.gcm)
                rows.append(
                    [
                        leaf.code,
                        leaf.title,
                        refs,
                        leaf.indicator,
                        period(leaf),
                        f"{leaf.cost / 1e6:g} millions",
                    ]
                )
        sheets.append(Sheet(rows))
    return Drawing(sheets, ["Matrice des mesures prioritaires 2022-2024"])


@layout("cost", "responsible", levels={"axis": "axis", "goal": "objective", "leaf": "activity"})
def a_column_names_the_level() -> Drawing:
    rows: list[Row] = [["Niveau", "Code", "Libellé", "Structure responsable", "Budget estimatif"]]
    for line in lines():
        if line.opens_axis:
            rows.append(["Axe", line.axis.code, line.axis.title, "", ""])
        if line.opens_goal:
            rows.append(["Objectif", line.goal.code, line.goal.title, "", ""])
        rows.append(["Activité", line.leaf.code, line.leaf.title, line.leaf.responsible, line.leaf.cost])
    return Drawing([Sheet(rows)])


@layout("cost", levels={"axis": "objective", "goal": "result", "leaf": "activity"})
def logical_framework() -> Drawing:
    rows: list[Row] = [
        ["Logique d'intervention", "IOV", "Moyens de vérification", "Hypothèses et risques", "Budget"]
    ]
    for line in lines():
        if line.opens_axis:
            rows.append([f"Objectif général {line.axis.code} : {line.axis.title}", "", "", "", ""])
        if line.opens_goal:
            rows.append(
                [f"Résultat {line.goal.code} : {line.goal.title}", "", "Rapports", "Hypothèses : appui.", ""]
            )
        rows.append(
            [f"Activité {line.leaf.code} : {line.leaf.title}", line.leaf.indicator, "", "", line.leaf.cost]
        )
    return Drawing([Sheet(rows)], ["Cadre logique"])


@layout("cost", "years", "dates", "responsible", "beneficiaries")
def real_dates_and_a_unit_above_the_table() -> Drawing:
    rows: list[Row] = [
        ["Matrice opérationnelle 2022-2024", *[""] * 7],
        ["Montants en millions de FCFA", *[""] * 7],
        [""] * 8,
        [
            "Volet",
            "Objectif",
            "Activité",
            "Groupe cible",
            "Début",
            "Fin",
            "Chef de file",
            "Coût prévisionnel",
        ],
    ]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                f"Volet {line.axis.code} : {line.axis.title}",
                f"Objectif {line.goal.code} : {line.goal.title}",
                f"{leaf.code} {leaf.title}",
                leaf.beneficiaries,
                date(2021 + leaf.years[0], 1, 1),
                date(2021 + leaf.years[-1], 12, 31),
                leaf.responsible,
                leaf.cost / 1_000_000,
            ]
        )
    return Drawing([Sheet(rows)])


@layout("cost", "indicators", "responsible")
def one_row_for_each_target() -> Drawing:
    """Several indicators' rows under one activity: merged cells, then a second row for its target."""
    rows: list[Row] = [["Axe", "Objectif", "Activité", "Indicateur", "Cible", "Responsable", "Coût"]]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                down(f"Axe {line.axis.code} : {line.axis.title}", 2),
                down(f"Objectif {line.goal.code} : {line.goal.title}", 2),
                down(f"{leaf.code} {leaf.title}", 2),
                down(leaf.indicator, 2),
                "4 en 2022",
                down(leaf.responsible, 2),
                down(leaf.cost, 2),
            ]
        )
        rows.append(["8 en 2024"])
    return Drawing([Sheet(rows)])


@layout("cost", "responsible")
def an_activity_over_several_rows() -> Drawing:
    """The second row of an activity only goes on with its indicators."""
    rows: list[Row] = [["Axe", "Objectif", "Code", "Activité", "Indicateurs", "Responsable", "Coût"]]
    for line in lines():
        leaf = line.leaf
        axis = f"Axe {line.axis.code} : {line.axis.title}" if line.opens_axis else ""
        goal = f"Objectif {line.goal.code} : {line.goal.title}" if line.opens_goal else ""
        rows.append([axis, goal, leaf.code, leaf.title, leaf.indicator, leaf.responsible, leaf.cost])
        rows.append(["", "", "", "", "Nombre de rapports remis : 2", "", ""])
    return Drawing([Sheet(rows)])


@layout("cost", "years", "dates")
def quantity_and_unit_cost() -> Drawing:
    rows: list[Row] = [
        [
            "Axes",
            "Objectifs",
            "Activités",
            "Unité",
            "Quantité",
            "Coût unitaire",
            "Coût total",
            "Année 1 (2022)",
            "Année 2 (2023)",
            "Année 3 (2024)",
        ]
    ]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                f"Axe {line.axis.code} : {line.axis.title}",
                f"Objectif {line.goal.code} : {line.goal.title}",
                f"{leaf.code} {leaf.title}",
                "session",
                5,
                leaf.cost // 5,
                leaf.cost,
                *marks(leaf),
            ]
        )
    return Drawing([Sheet(rows)], [TITLE])


@layout("cost", "responsible", levels=NO_GOAL)
def cost_by_source_with_its_total() -> Drawing:
    rows: list[Row] = [
        [
            down("Axes stratégiques", 2),
            down("Actions prioritaires / activités", 2),
            across("Coût (FCFA)", 3),
            down("Structure porteuse", 2),
        ],
        ["État", "Partenaires", "Total"],
    ]
    for line in lines():
        leaf = line.leaf
        axis = (
            [down(f"{line.axis.code}. {line.axis.title}", len(line.axis.leaves))] if line.opens_axis else []
        )
        rows.append(
            [
                *axis,
                f"{leaf.code} {leaf.title}",
                leaf.cost // 5,
                leaf.cost - leaf.cost // 5,
                leaf.cost,
                leaf.responsible,
            ]
        )
    return Drawing([Sheet(rows)])


@layout("cost", "responsible", levels=NO_GOAL)
def cost_by_source_without_a_total() -> Drawing:
    rows: list[Row] = [
        ["Axe", "Activité", "Budget de l'État", "Budget des partenaires", "Acteurs de mise en œuvre"]
    ]
    for line in lines():
        leaf = line.leaf
        axis = f"Axe {line.axis.code}\n{line.axis.title}" if line.opens_axis else ""
        rows.append(
            [axis, f"{leaf.code} {leaf.title}", leaf.cost // 5, leaf.cost - leaf.cost // 5, leaf.responsible]
        )
    return Drawing([Sheet(rows)])


@layout(
    "cost",
    "years",
    levels={"axis": "axis", "goal": "objective", "leaf": "activity"},
    files=("docx", "xlsx"),
)
def titles_inside_and_outside_the_table() -> Drawing:
    """Axes as headings of the text, specific objectives as title rows, years of the plan as text."""
    sheets = []
    for axis in PLAN:
        rows: list[Row] = [["Réf.", "Activités", "Calendrier", "Budget (FCFA)"]]
        for line in lines():
            if line.axis is not axis:
                continue
            if line.opens_goal:
                rows.append([across(f"Objectif spécifique {line.goal.code} – {line.goal.title}", 4)])
            years = f"An {line.leaf.years[0]} à An {line.leaf.years[-1]}"
            rows.append([line.leaf.code, line.leaf.title, years, spaced(line.leaf.cost, "\u00a0")])
        sheets.append(
            Sheet(rows, heading=f"{axis.code}. Axe {axis.code} : {axis.title}", name=f"Feuille {axis.code}")
        )
    return Drawing(sheets, [TITLE])


@layout(
    "cost",
    "years",
    "dates",
    "responsible",
    levels={"axis": "component", "goal": "output", "leaf": "activity"},
)
def components_and_outputs() -> Drawing:
    rows: list[Row] = [
        [
            "Composantes",
            "Produits / extrants",
            "Activités",
            "2022",
            "2023",
            "2024",
            "Entité responsable",
            "Coût total estimé",
        ]
    ]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                f"Composante {line.axis.code} : {line.axis.title}" if line.opens_axis else "",
                f"Produit {line.goal.code} : {line.goal.title}" if line.opens_goal else "",
                f"Act. {leaf.code} : {leaf.title}",
                *marks(leaf, "●"),
                leaf.responsible,
                spaced(leaf.cost, "."),
            ]
        )
    rows.append(["TOTAL", "", "", "", "", "", "", spaced(TOTAL, ".")])
    return Drawing([Sheet(rows)], [TITLE])


@layout("cost", "years", "dates", levels=NO_GOAL)
def letters_before_the_numbers() -> Drawing:
    """Semesters as columns, numbers with letters, axis in capitals on a row of its own."""
    rows: list[Row] = [
        [
            "Code",
            "Activité",
            "S1 2022",
            "S2 2022",
            "S1 2023",
            "S2 2023",
            "S1 2024",
            "S2 2024",
            "Coût (k FCFA)",
        ]
    ]
    for line in lines():
        leaf = line.leaf
        if line.opens_axis:
            rows.append([f"AXE {line.axis.code}", line.axis.title, *[""] * 7])
        halves = [mark for mark in marks(leaf) for _ in (1, 2)]
        rows.append([leaf.code, leaf.title, *halves, leaf.cost // 1000])
    return Drawing([Sheet(rows)], [TITLE])


@layout("cost", levels={"leaf": "activity"})
def a_bare_list_of_activities() -> Drawing:
    rows: list[Row] = [["N°", "Activité", "Coût (F CFA)"]]
    rows += [[line.leaf.code, line.leaf.title, f"{spaced(line.leaf.cost)} F CFA"] for line in lines()]
    return Drawing([Sheet(rows)])


@layout("cost", "responsible", "gcm", levels={"axis": "axis", "goal": "objective", "leaf": "action"})
def actions_at_the_bottom() -> Drawing:
    rows: list[Row] = [
        [
            "Axe d'intervention",
            "Objectif stratégique",
            "Actions",
            "Objectifs du Pacte mondial",
            "Responsable(s)",
            "Enveloppe (FCFA)",
        ]
    ]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                f"Axe {line.axis.code} : {line.axis.title}",
                f"Objectif stratégique {line.goal.code} : {line.goal.title}",
                f"Action {leaf.code} : {leaf.title}",
                f"Objectifs {' et '.join(leaf.gcm)}",
                leaf.responsible,
                spaced(leaf.cost, "'"),
            ]
        )
    return Drawing([Sheet(rows)])
