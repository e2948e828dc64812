"""Plans whose groups have neither a label nor a number, and other habits of the field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from azalai.engines.plan.model import Plan
from azalai.engines.plan.reading import read_plan
from azalai.tabular import Document
from tests.engines.plan.drawing import Box, Drawing, Row, Sheet, across, as_document, down

HEAD: Row = ["N°", "Activités", "Responsable", "Coût"]


def _read(rows: list[Row], *paragraphs: str) -> Plan:
    return read_plan(as_document(Drawing([Sheet(rows)], paragraphs)))


def _outline(plan: Plan) -> list[tuple[str, str | None, str]]:
    return [(node.kind, node.code, node.title) for node in plan.walk()]


def test_titles_of_two_looks_are_two_levels() -> None:
    rows: list[Row] = [
        HEAD,
        [Box("GOUVERNANCE", columns=4, shaded=True)],
        [across("Coordination des acteurs", 4)],
        ["1", "Tenir des réunions", "MAE", 10],
        [across("Données", 4)],
        ["2", "Mener une enquête", "INS", 20],
        [Box("PROTECTION", columns=4, shaded=True)],
        [across("Accueil", 4)],
        ["3", "Ouvrir un centre", "MAS", 30],
        [across("NB : hors taxes", 4)],
    ]
    assert _outline(_read(rows)) == [
        ("axis", None, "GOUVERNANCE"),
        ("objective", None, "Coordination des acteurs"),
        ("activity", "1", "Tenir des réunions"),
        ("objective", None, "Données"),
        ("activity", "2", "Mener une enquête"),
        ("axis", None, "PROTECTION"),
        ("objective", None, "Accueil"),
        ("activity", "3", "Ouvrir un centre"),
    ]


def test_a_title_above_each_header_names_a_group_the_first_one_too() -> None:
    rows: list[Row] = [
        [across("GOUVERNANCE", 4)],
        HEAD,
        ["1", "Tenir des réunions", "MAE", 10],
        [across("PROTECTION", 4)],
        HEAD,
        ["1", "Ouvrir un centre", "MAS", 30],
    ]
    plan = _read(rows)
    assert [(axis.title, [node.title for node in axis.children]) for axis in plan.nodes] == [
        ("GOUVERNANCE", ["Tenir des réunions"]),
        ("PROTECTION", ["Ouvrir un centre"]),
    ]


def test_a_bold_line_among_plain_ones_names_a_group() -> None:
    rows: list[Row] = [
        ["Activités", "Responsable", "Coût"],
        ["Gouvernance des migrations", "", ""],
        ["Tenir des réunions", "MAE", 10],
        ["Mener une enquête", "INS", 20],
        ["Protection des personnes", "", ""],
        ["Ouvrir un centre", "MAS", 30],
    ]
    plan = read_plan(_in_bold(as_document(Drawing([Sheet(rows)])), {1, 4}))
    assert [(axis.kind, axis.title, len(axis.children)) for axis in plan.nodes] == [
        ("axis", "Gouvernance des migrations", 2),
        ("axis", "Protection des personnes", 1),
    ]


def _in_bold(document: Document, rows: set[int]) -> Document:
    (table,) = document.tables
    body = [
        tuple(replace(cell, bold=True) if index in rows else cell for cell in row)
        for index, row in enumerate(table.rows)
    ]
    return replace(document, tables=(replace(table, rows=tuple(body)),))


def test_the_portuguese_plan_numbers_its_measures_through_and_goes_on() -> None:
    head: Row = [
        "No de la mesure (sur un total de 97)",
        "Mesure de mise en œuvre",
        "Ministère responsable de la mesure",
        "Ministères concernés par la mise en œuvre de la mesure",
        "Délai fixé pour la mise en œuvre",
    ]
    first: list[Row] = [
        [across("OBJECTIF 2 : Lutter contre les facteurs négatifs", 5)],
        head,
        ["6", "Encourager le développement", "Affaires étrangères", "Travail", "Mise en œuvre continue"],
        ["7", "Participer à l'alliance", "Affaires étrangères", "Économie", "2020-2021"],
    ]
    second: list[Row] = [
        [across("OBJECTIF 3 : Informer", 5)],
        head,
        ["8", "Créer un portail", "Intérieur", "", "2021"],
    ]
    sheets = [Sheet(first, heading="Axe 1 : Prévenir"), Sheet(second, heading="Axe 2 : Informer")]
    plan = read_plan(as_document(Drawing(sheets, ["Plan national 2019-2023"])))
    assert _outline(plan) == [
        ("axis", "1", "Prévenir"),
        ("objective", "2", "Lutter contre les facteurs négatifs"),
        ("measure", "6", "Encourager le développement"),
        ("measure", "7", "Participer à l'alliance"),
        ("axis", "2", "Informer"),
        ("objective", "3", "Informer"),
        ("measure", "8", "Créer un portail"),
    ]
    measure = next(node for node in plan.walk() if node.code == "6")
    assert (measure.years, measure.continuous) == ((1, 2, 3, 4, 5), True)
    assert (measure.responsible, measure.partners) == ("Affaires étrangères", "Travail")


def test_a_framework_after_the_plan_completes_its_objectives() -> None:
    plan_rows: list[Row] = [
        ["Objectifs et résultats", "Actions/Activités", "Coûts"],
        [across("Axe 1 : Gouvernance", 3)],
        [down("Objectif 1 : Renforcer\nRésultat 1 : Renforcé", 2), "Action 1 : Agir", "30 000"],
        ["Activité 1.1 : Former", "30 000"],
    ]
    framework: list[Row] = [
        ["Logique d'intervention", "Résultats", "Indicateurs", "Sources de vérification"],
        [across("Axe 1 : Gouvernance", 4)],
        ["Objectif 1 : Renforcer", "Les structures agissent", "Nombre d'agents", "Rapports"],
    ]
    plan = read_plan(as_document(Drawing([Sheet(plan_rows), Sheet(framework)])))
    assert [node.kind for node in plan.walk()] == ["axis", "objective", "result", "action", "activity"]
    goal = plan.nodes[0].children[0]
    assert (goal.indicators, goal.verification) == (("Nombre d'agents",), "Rapports")


def test_a_cost_common_to_two_activities_is_counted_once() -> None:
    plan = _read(
        [
            ["Objectif", "Activité", "Coût"],
            [down("1. Coordonner", 2), "1.1 Tenir", down("10 000 000", 2)],
            ["1.2 Voir"],
        ]
    )
    goal = plan.nodes[0]
    assert goal.declared_cost == 10_000_000
    assert {(node.declared_cost, node.shares_cost_with) for node in goal.children} == {(None, "1")}


def test_a_total_by_year_is_added_when_there_is_no_column_of_totals() -> None:
    plan = _read(
        [
            ["Activité", "Budget 2022", "Budget 2023"],
            ["Tenir des réunions", 1_000_000, 2_000_000],
            ["Mener une enquête", "", 3_000_000],
            ["TOTAL", 1_000_000, 5_000_000],
        ]
    )
    assert plan.declared_total == 6_000_000
    assert [node.declared_cost for node in plan.walk()] == [3_000_000, 3_000_000]
    assert plan.nodes[0].cost_by_year == {1: 1_000_000, 2: 2_000_000}


@pytest.mark.parametrize("word", ["Sous-total", "Total axe 1", "TOTAL"])
def test_a_total_after_each_axis_belongs_to_the_axis(word: str) -> None:
    plan = _read(
        [
            ["Activités", "Coût"],
            [across("Axe 1 : Gouvernance", 2)],
            ["1.1 Tenir", "10 000 000"],
            [word, "11 000 000"],
            [across("Axe 2 : Protection", 2)],
            ["2.1 Aller", "10 000 000"],
            ["TOTAL GENERAL", "20 000 000"],
        ]
    )
    assert [(total.value, total.code, total.kind) for total in plan.totals] == [
        (11_000_000, "1", "axis"),
        (20_000_000, None, ""),
    ]


def test_dollars_beside_francs_are_not_added_to_them() -> None:
    head: Row = ["Activité", "Période", "Coût", "Coût en USD"]
    plan = _read([head, ["Ouvrir un centre", "2022", "10 000 000", "16 000"]])
    assert (plan.nodes[0].declared_cost, plan.currency) == (10_000_000, "XOF")


def test_acronyms_that_the_document_explains_are_kept() -> None:
    acronyms = Sheet([["Sigle", "Signification"], ["INS", "Institut national de la statistique"]])
    plan = read_plan(as_document(Drawing([acronyms, Sheet([HEAD, ["1", "Mener une enquête", "INS", 5]])])))
    assert "INS" in plan.glossary


def test_a_lone_line_inside_a_merged_group_is_a_line_of_it() -> None:
    plan = _read(
        [
            ["Objectif", "Activité", "Coût"],
            [down("Objectif 1 : Coordonner", 3), "1.1 Tenir", "10 000 000"],
            ["Une activité sans numéro ni coût", ""],
            ["1.2 Voir", "5 000 000"],
        ]
    )
    assert [node.title for node in plan.nodes[0].children] == [
        "Tenir",
        "Une activité sans numéro ni coût",
        "Voir",
    ]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Priorité", ("Haute", "Moyenne")),
        ("Type d'activité", ("Formation", "Étude")),
        ("Région", ("Agadez", "Zinder")),
        ("Quantité", ("2", "3")),
        ("Budget exécuté", ("1 000 000", "2 000 000")),
    ],
)
def test_what_a_column_adds_to_a_line_is_kept_and_changes_nothing_else(
    header: str, values: tuple[str, str]
) -> None:
    rows: list[Row] = [
        ["Axe", "Activité", header, "Coût"],
        ["Axe 1 : Gouvernance", "1.1 Tenir des réunions", values[0], "10 000 000"],
        ["Axe 1 : Gouvernance", "1.2 Mener une enquête", values[1], "5 000 000"],
    ]
    plan = _read(rows)
    assert [(node.kind, node.declared_cost) for node in plan.walk()] == [
        ("axis", None),
        ("activity", 10_000_000),
        ("activity", 5_000_000),
    ]
    assert [node.extra[header] for node in plan.leaves()] == list(values)


def test_a_group_named_sources_is_no_footnote() -> None:
    plan = _read([HEAD, [across("Sources de données", 4)], ["1", "Mener une enquête", "INS", 20]])
    assert plan.nodes[0].title == "Sources de données"
