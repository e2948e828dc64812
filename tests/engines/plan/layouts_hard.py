"""The small plan in layouts that nothing but their logic explains: few labels, no merges, odd orders."""

from __future__ import annotations

from tests.engines.plan.contents import PLAN, TOTAL, lines, marks, period, spaced
from tests.engines.plan.drawing import Box, Drawing, Row, Sheet, across, down
from tests.engines.plan.expecting import layout
from tests.engines.plan.layouts import TITLE

NO_GOAL = {"axis": "axis", "leaf": "activity"}
FULL_LEVELS = {"axis": "axis", "goal": "objective", "leaf": "activity"}


@layout("cost", "axis_cost", "goal_cost", "years", "dates")
def group_rows_with_their_costs() -> Drawing:
    rows: list[Row] = [["Intitulé", 2022, 2023, 2024, "Coût total (FCFA)"]]
    for line in lines():
        if line.opens_axis:
            rows.append([f"Axe {line.axis.code}. {line.axis.title}", "", "", "", line.axis.cost])
        if line.opens_goal:
            rows.append([f"Objectif {line.goal.code}. {line.goal.title}", "", "", "", line.goal.cost])
        rows.append([f"Activité {line.leaf.code}. {line.leaf.title}", *marks(line.leaf, 1), line.leaf.cost])
    return Drawing([Sheet(rows)], [TITLE])


@layout("cost", "responsible", levels={"axis": "axis", "leaf": "activity"}, files=("docx", "xlsx"))
def roman_numbers_and_a_title_across_the_rest() -> Drawing:
    rows: list[Row] = [["N°", "Activités", "Responsables", "Coût (FCFA)"]]
    for line in lines():
        if line.opens_axis:
            rows.append(["I" * int(line.axis.code), across(line.axis.title, 3)])
        rows.append([line.leaf.code, line.leaf.title, line.leaf.responsible, spaced(line.leaf.cost)])
    return Drawing([Sheet(rows)])


@layout("cost", "goal_cost", levels={"axis": "axis", "goal": "objective", "leaf": "action"})
def activities_before_their_axis() -> Drawing:
    """The columns go up the tree from left to right."""
    rows: list[Row] = [["Actions", "Montant", "Objectifs spécifiques", "Coût de l'objectif", "Axes"]]
    for line in lines():
        leaf, goal, axis = line.leaf, line.goal, line.axis
        rows.append(
            [
                f"{leaf.code} {leaf.title}",
                leaf.cost,
                f"{goal.code} {goal.title}",
                goal.cost,
                f"{axis.code} {axis.title}",
            ]
        )
    return Drawing([Sheet(rows)])


@layout("cost", "axis_cost", files=("docx", "xlsx"))
def a_summary_before_the_plan() -> Drawing:
    """A table of costs by axis, then the plan, then acronyms."""
    summary: list[Row] = [["Axes", "Coût (FCFA)"]]
    summary += [[f"Axe {axis.code} : {axis.title}", spaced(axis.cost)] for axis in PLAN]
    summary.append(["Total", spaced(TOTAL)])
    rows: list[Row] = [["Objectifs", "Activités", "Coût (FCFA)"]]
    for line in lines():
        if line.opens_axis:
            rows.append([across(f"Axe {line.axis.code} : {line.axis.title}", 3)])
        goal = f"Objectif {line.goal.code} : {line.goal.title}" if line.opens_goal else ""
        rows.append([goal, f"Activité {line.leaf.code} : {line.leaf.title}", spaced(line.leaf.cost)])
    acronyms: list[Row] = [["Sigle", "Signification"], ["PMM", "Pacte mondial"], ["OIM", "Organisation"]]
    return Drawing(
        [Sheet(summary, name="Résumé"), Sheet(rows, name="Plan"), Sheet(acronyms, name="Sigles")], [TITLE]
    )


@layout("cost", "years", "dates", "responsible", levels=NO_GOAL, files=("docx", "xlsx"))
def headings_without_a_label() -> Drawing:
    """One table for each axis; only the heading, "1. Gouvernance…", names it."""
    sheets = []
    for axis in PLAN:
        rows: list[Row] = [["Activités", "Responsable", "Échéance", "Coût"]]
        rows += [
            [f"{line.leaf.code} {line.leaf.title}", line.leaf.responsible, period(line.leaf), line.leaf.cost]
            for line in lines()
            if line.axis is axis
        ]
        rows.append(["TOTAL", "", "", axis.cost])
        sheets.append(Sheet(rows, heading=f"{axis.code}. {axis.title}", name=f"Page {axis.code}"))
    return Drawing(sheets, [TITLE])


@layout("cost", levels={"axis": "objective", "goal": "result", "leaf": "activity"})
def logframe_with_a_column_of_labels() -> Drawing:
    rows: list[Row] = [
        ["", "Description", "Indicateurs objectivement vérifiables", "Sources de vérification", "Budget"]
    ]
    for line in lines():
        if line.opens_axis:
            rows.append([f"Objectif spécifique {line.axis.code}", line.axis.title, "Taux", "Enquêtes", ""])
        if line.opens_goal:
            rows.append([f"Résultat {line.goal.code}", line.goal.title, "Nombre", "Rapports", ""])
        rows.append([f"Activité {line.leaf.code}", line.leaf.title, "", "", line.leaf.cost])
    return Drawing([Sheet(rows)], ["Cadre logique"])


@layout("goal_cost", levels={"goal": "result", "leaf": "activity"})
def several_activities_in_one_cell() -> Drawing:
    rows: list[Row] = [["Résultats", "Activités", "Coût du résultat"]]
    for axis in PLAN:
        for goal in axis.parts:
            text = "\n".join(f"{leaf.code}. {leaf.title}" for leaf in goal.leaves)
            rows.append([f"Résultat {goal.code} : {goal.title}", text, goal.cost])
    return Drawing([Sheet(rows)])


@layout("cost", "years", "dates", "gcm")
def header_of_two_rows_that_nobody_merged() -> Drawing:
    rows: list[Row] = [
        ["Axe", "Objectif", "Activité", "Calendrier", "", "", "Coût", "PMM"],
        ["", "", "", "An 1", "An 2", "An 3", "", ""],
    ]
    for line in lines():
        axis = f"{line.axis.code}. {line.axis.title}" if line.opens_axis else ""
        goal = f"{line.goal.code} {line.goal.title}" if line.opens_goal else ""
        leaf = line.leaf
        cost = f"{spaced(leaf.cost)} francs CFA"
        rows.append([axis, goal, f"{leaf.code} {leaf.title}", *marks(leaf, "☒"), cost, ", ".join(leaf.gcm)])
    return Drawing([Sheet(rows)], [TITLE])


@layout("cost", "responsible", "beneficiaries", levels=FULL_LEVELS, files=("docx", "xlsx"))
def labels_and_titles_on_two_lines() -> Drawing:
    rows: list[Row] = [
        ["AXES", "OBJECTIFS", "ACTIVITES", "BENEFICIAIRES", "COUTS", "STRUCTURES RESPONSABLES"]
    ]
    for line in lines():
        leaf = line.leaf
        axis = (
            [down(f"AXE {line.axis.code}\n{line.axis.title}", len(line.axis.leaves))]
            if line.opens_axis
            else []
        )
        goal = (
            [down(f"OBJECTIF {line.goal.code}\n{line.goal.title}", len(line.goal.leaves))]
            if line.opens_goal
            else []
        )
        rows.append(
            [
                *axis,
                *goal,
                f"{leaf.code}\n{leaf.title}",
                leaf.beneficiaries,
                spaced(leaf.cost),
                leaf.responsible,
            ]
        )
    return Drawing([Sheet(rows)])


@layout("cost", "years", "dates", levels=NO_GOAL)
def months_of_three_years() -> Drawing:
    names = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"]
    rows: list[Row] = [
        [
            down("Axe", 2),
            down("Activité", 2),
            across("2022", 12),
            across("2023", 12),
            across("2024", 12),
            down("Coût", 2),
        ],
        [*names, *names, *names],
    ]
    for line in lines():
        months = [mark for mark in marks(line.leaf, "x") for _ in range(12)]
        leaf = line.leaf
        rows.append(
            [f"Axe {line.axis.code} : {line.axis.title}", f"{leaf.code} {leaf.title}", *months, leaf.cost]
        )
    return Drawing([Sheet(rows)], [TITLE])


@layout("cost", levels={"axis": "axis", "goal": "component", "leaf": "activity"})
def two_words_for_axes() -> Drawing:
    """Axis and domain: both words name the top of a plan, but here one stands below the other."""
    rows: list[Row] = [["Axe stratégique", "Domaine d'intervention", "Activité", "Coût"]]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                f"Axe {line.axis.code} : {line.axis.title}",
                f"{line.goal.code} {line.goal.title}",
                f"{leaf.code} {leaf.title}",
                leaf.cost,
            ]
        )
    return Drawing([Sheet(rows)])


@layout("cost", levels={"axis": "axis", "goal": "objective", "leaf": "activity"}, files=("docx", "xlsx"))
def coloured_bars_and_unlabelled_titles() -> Drawing:
    """No label anywhere: a grey bar names the axis, the merged cell its objective, numbers the rest."""
    rows: list[Row] = [["Objectif", "Activité", "Coût en millions de FCFA"]]
    for line in lines():
        if line.opens_axis:
            rows.append([Box(f"{line.axis.code}. {line.axis.title}", columns=3, shaded=True)])
        goal = (
            [down(f"{line.goal.code}. {line.goal.title}", len(line.goal.leaves))] if line.opens_goal else []
        )
        rows.append([*goal, f"{line.leaf.code}. {line.leaf.title}", line.leaf.cost / 1_000_000])
    return Drawing([Sheet(rows)], [TITLE])
