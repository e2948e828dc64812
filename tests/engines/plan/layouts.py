"""The small plan in the layouts of the field: labels, merged groups, title rows, calendars."""

from __future__ import annotations

from tests.engines.plan.contents import PLAN, TOTAL, Group, lines, marks, period, spaced
from tests.engines.plan.drawing import SHADE, Box, Drawing, Row, Sheet, across, down
from tests.engines.plan.expecting import layout

TITLE = "Plan d'action 2022-2024"
FULL = ("cost", "years", "dates", "gcm", "beneficiaries")


def _niger(mark: object = "X", *, space: str = " ") -> list[Row]:
    """Two header rows, a title row for each axis, the objective merged over its lines."""
    rows: list[Row] = [
        [
            down("Objectifs", 2),
            down("Activités", 2),
            down("Coûts estimés", 2),
            down("Structures bénéficiaires", 2),
            down("Instruments de références", 2),
            across("Calendrier", 3),
        ],
        ["An 1", "An 2", "An 3"],
    ]
    for line in lines():
        if line.opens_axis:
            rows.append(
                [across(f"Axe {line.axis.code} : {line.axis.title} (Coût : {line.axis.cost} FCFA)", 8)]
            )
        goal = [down(f"Objectif {line.goal.code} : {line.goal.title}", len(line.goal.leaves))]
        rows.append(
            [
                *(goal if line.opens_goal else []),
                f"Activité {line.leaf.code} : {line.leaf.title}",
                spaced(line.leaf.cost, space),
                line.leaf.beneficiaries,
                f"PMM, Objectifs {', '.join(line.leaf.gcm)}",
                *marks(line.leaf, mark),
            ]
        )
    return rows


@layout(*FULL, "axis_cost")
def title_rows_and_merged_objectives() -> Drawing:
    return Drawing([Sheet(_niger())], [TITLE])


@layout(*FULL, "axis_cost", files=("docx", "xlsx"))
def shaded_years_and_thin_spaces() -> Drawing:
    return Drawing([Sheet(_niger(SHADE, space="\u202f"))], [TITLE])


@layout(*FULL, "axis_cost")
def ticks_and_no_break_spaces() -> Drawing:
    return Drawing([Sheet(_niger("✓", space="\u00a0"))], [TITLE])


@layout(*FULL, "axis_cost")
def words_of_the_plan_repeated_on_each_page() -> Drawing:
    rows = _niger()
    return Drawing([Sheet([*rows[:6], *rows[:2], *rows[6:]])], [TITLE])


FLAT = ("Axe", "Coût de l'axe", "Objectif", "N°", "Activité", "Coût", "Responsable", "2022", "2023", "2024")


def _flat(*, repeated: bool, merged: bool = False) -> list[Row]:
    rows: list[Row] = [FLAT]
    for line in lines():
        axis: list[object] = [f"Axe {line.axis.code} : {line.axis.title}", line.axis.cost]
        goal: list[object] = [f"Objectif {line.goal.code} : {line.goal.title}"]
        if merged:
            axis = [down(text, len(line.axis.leaves)) for text in axis] if line.opens_axis else []
            goal = [down(text, len(line.goal.leaves)) for text in goal] if line.opens_goal else []
        elif not repeated:
            axis = axis if line.opens_axis else ["", ""]
            goal = goal if line.opens_goal else [""]
        leaf = line.leaf
        rows.append([*axis, *goal, leaf.code, leaf.title, leaf.cost, leaf.responsible, *marks(leaf, "x")])
    return rows


FLAT_SHOWS = ("cost", "axis_cost", "years", "dates", "responsible")


@layout(*FLAT_SHOWS)
def groups_repeated_on_each_row() -> Drawing:
    return Drawing([Sheet(_flat(repeated=True), name="Plan")], [TITLE])


@layout(*FLAT_SHOWS)
def groups_on_their_first_row_only() -> Drawing:
    return Drawing([Sheet(_flat(repeated=False))], [TITLE])


@layout(*FLAT_SHOWS)
def groups_merged_over_their_rows() -> Drawing:
    return Drawing([Sheet(_flat(repeated=False, merged=True))], [TITLE])


@layout(*FLAT_SHOWS)
def columns_in_another_order() -> Drawing:
    order = (7, 8, 9, 5, 6, 0, 1, 2, 3, 4)
    rows = [[row[index] for index in order] for row in _flat(repeated=True)]
    return Drawing([Sheet(rows)], [TITLE])


NUMBERED = {"axis": "axis", "goal": "action", "leaf": "activity"}


def _groups_and_lines() -> list[tuple[Group | None, object]]:
    """Every group followed by its lines."""
    found: list[tuple[Group | None, object]] = []
    for line in lines():
        found += [(line.axis, None)] if line.opens_axis else []
        found += [(line.goal, None)] if line.opens_goal else []
        found.append((None, line.leaf))
    return found


@layout("cost", "axis_cost", "goal_cost", "responsible", levels=NUMBERED)
def numbers_in_a_column_and_nothing_else() -> Drawing:
    rows: list[Row] = [["N°", "Désignation", "Montant (FCFA)", "Porteur"]]
    for group, leaf in _groups_and_lines():
        if group:
            rows.append([group.code, group.title, group.cost, ""])
        else:
            rows.append([leaf.code, leaf.title, leaf.cost, leaf.responsible])
    return Drawing([Sheet(rows)])


@layout("cost", "responsible", levels=NUMBERED)
def numbers_before_the_titles() -> Drawing:
    rows: list[Row] = [["Intitulé", "Chef de file", "Coût prévisionnel"]]
    for group, leaf in _groups_and_lines():
        if group:
            rows.append([f"{group.code}. {group.title}", "", ""])
        else:
            rows.append([f"{leaf.code} {leaf.title}", leaf.responsible, spaced(leaf.cost)])
    return Drawing([Sheet(rows)])


@layout("cost", "responsible", "years", "dates")
def group_rows_that_nobody_merged() -> Drawing:
    rows: list[Row] = [["Activités", "Responsables", "Budget", "2022", "2023", "2024"]]
    for group, leaf in _groups_and_lines():
        if group:
            word = "AXE" if "." not in group.code else "Objectif"
            rows.append([f"{word} {group.code} : {group.title}", "", "", "", "", ""])
        else:
            rows.append([f"{leaf.code} {leaf.title}", leaf.responsible, leaf.cost, *marks(leaf)])
    return Drawing([Sheet(rows)])


def _by_axis(head: bool) -> list[Sheet]:
    sheets = []
    for number, axis in enumerate(PLAN):
        rows: list[Row] = [["Objectif", "Activité", "Coût", "Période"]] if head or not number else []
        for line in lines():
            if line.axis is axis:
                goal = f"Objectif {line.goal.code} : {line.goal.title}" if line.opens_goal else ""
                rows.append([goal, f"{line.leaf.code} {line.leaf.title}", line.leaf.cost, period(line.leaf)])
        sheets.append(Sheet(rows, name=f"Axe {axis.code}", heading=f"Axe {axis.code} : {axis.title}"))
    return sheets


@layout("cost", "dates", "years", files=("docx", "xlsx"))
def one_table_for_each_axis() -> Drawing:
    return Drawing(_by_axis(head=True), [TITLE])


@layout("cost", "dates", "years", files=("docx", "xlsx"))
def one_table_for_each_axis_with_a_single_header() -> Drawing:
    return Drawing(_by_axis(head=False), [TITLE])


@layout("cost", "dates", "years", "responsible", "beneficiaries", "gcm", "indicators")
def english_words() -> Drawing:
    rows: list[Row] = [
        [
            "Strategic axis",
            "Specific objectives",
            "Activities",
            "Lead agency",
            "Target group",
            "GCM objectives",
            "KPIs",
            "Start date",
            "End date",
            "Estimated budget (XOF)",
        ]
    ]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                f"Axis {line.axis.code}: {line.axis.title}",
                f"Objective {line.goal.code}: {line.goal.title}",
                f"Activity {leaf.code}: {leaf.title}",
                leaf.responsible,
                leaf.beneficiaries,
                "; ".join(leaf.gcm),
                leaf.indicator,
                f"{leaf.start[5:]}/{leaf.start[:4]}",
                f"{leaf.end[5:]}/{leaf.end[:4]}",
                f"{leaf.cost:,}",
            ]
        )
    return Drawing([Sheet(rows)], ["Action plan 2022-2024"])


@layout("cost", "years", "dates", "responsible")
def budgets_by_year_in_thousands() -> Drawing:
    rows: list[Row] = [
        [
            down("Axe", 2),
            down("Objectif", 2),
            down("Activité", 2),
            across("Budget (en milliers de FCFA)", 4),
            down("Porteur", 2),
        ],
        ["2022", "2023", "2024", "Total"],
    ]
    for line in lines():
        leaf = line.leaf
        share = leaf.cost // len(leaf.years) // 1000
        rows.append(
            [
                f"{line.axis.code}. {line.axis.title}",
                f"{line.goal.code}. {line.goal.title}",
                f"{leaf.code}. {leaf.title}",
                *(share if year in leaf.years else "" for year in (1, 2, 3)),
                leaf.cost // 1000,
                leaf.responsible,
            ]
        )
    return Drawing([Sheet(rows)], [TITLE])


@layout(
    "cost",
    "years",
    "dates",
    levels={"axis": "pillar", "goal": "component", "leaf": "activity"},
    files=("docx", "xlsx"),
)
def three_header_rows_with_quarters() -> Drawing:
    quarters = [f"T{number}" for _ in range(3) for number in (1, 2, 3, 4)]
    rows: list[Row] = [
        [
            down("Pilier", 3),
            down("Composante", 3),
            down("Activités", 3),
            across("Chronogramme", 12),
            down("Coût total", 3),
        ],
        [across("2022", 4), across("2023", 4), across("2024", 4)],
        quarters,
    ]
    for line in lines():
        leaf = line.leaf
        rows.append(
            [
                f"Pilier {line.axis.code} - {line.axis.title}",
                f"Composante {line.goal.code} - {line.goal.title}",
                f"{leaf.code} - {leaf.title}",
                *(Box("", shaded=True) if year in leaf.years else "" for year in (1, 2, 3) for _ in range(4)),
                f"{spaced(leaf.cost)} FCFA",
            ]
        )
    return Drawing([Sheet(rows)])


@layout("cost", "responsible", "years", "dates")
def totals_blank_rows_and_notes() -> Drawing:
    rows: list[Row] = [["Objectifs", "Activités", "Responsable", "An 1", "An 2", "An 3", "Coût en FCFA"]]
    for axis in PLAN:
        rows.append([across(f"AXE STRATEGIQUE N° {axis.code} : {axis.title}", 7)])
        for line in lines():
            if line.axis is not axis:
                continue
            goal = f"Objectif {line.goal.code} : {line.goal.title}" if line.opens_goal else ""
            leaf = line.leaf
            rows.append(
                [goal, f"{leaf.code} {leaf.title}", leaf.responsible, *marks(leaf), spaced(leaf.cost)]
            )
        rows.append([across(f"Sous-total axe {axis.code}", 6), spaced(axis.cost)])
        rows.append(["", "", "", "", "", "", ""])
    rows.append([across("TOTAL GENERAL", 6), spaced(TOTAL)])
    rows.append([across("Source : secrétariat, estimations de janvier 2022.", 7)])
    rows.append([across("(*) Les coûts s'entendent hors taxes.", 7)])
    return Drawing([Sheet(rows)], [TITLE])
