"""Each code of the catalogue is found at its exact place on a plan with one slip, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from azalai.engines.plan.checks import ALL, run_all
from azalai.engines.plan.compiler import compile_plan
from azalai.engines.plan.findings import CATALOGUE, Finding
from azalai.engines.plan.reading import read_plan
from tests.engines.plan.contents import TOTAL
from tests.engines.plan.drawing import Drawing, Sheet, as_document, down
from tests.engines.plan.matrices import FIRST_ROW, KNOWN, Matrix, codes

BY_READER = frozenset({"D804", "D805"})  # told by the reader of the file: tested on their own below
INFOS_OF_A_CLEAN_PLAN = {"R404"}


@dataclass(frozen=True)
class Slip:
    """A way to spoil the plan. row: index of the line spoilt, None for the whole plan."""

    spoil: Callable[[Matrix], object]
    row: int | None
    node: str = ""
    column: str = ""
    said: str = ""


def _two_costs(matrix: Matrix, second: int) -> None:
    matrix.rows.insert(1, dict(matrix.rows[0], cost=second))
    matrix.set_all(axis_cost="")


def _shared_cost(matrix: Matrix) -> None:
    matrix.drop("axis_cost")
    matrix.set(0, cost=down(70_000_000, 2))
    matrix.rows[1].pop("cost")


def _unknown_column(matrix: Matrix) -> None:
    matrix.columns.append("x")
    matrix.headers["x"] = "Zébulon"
    matrix.set_all(x="mot")


def _guessed_column(matrix: Matrix) -> None:
    matrix.drop("axis", "axis_cost", "goal", "code")
    matrix.headers["title"] = "Zébulon"


def _no_result(matrix: Matrix) -> None:
    matrix.columns.insert(3, "level")
    matrix.headers["level"] = "Résultat"
    for row in matrix.rows:
        row["level"] = f"Résultat {row['goal'].split()[1]} : Effet de {row['title']}"
    matrix.set(2, level="")


def _no_activity(matrix: Matrix) -> None:
    matrix.rows.append({"axis": "Axe 3 : Retour et réintégration des personnes"})


SLIPS: dict[str, Slip] = {
    "C101": Slip(
        lambda m: m.after.append(["TOTAL", *[""] * 4, TOTAL - 1, *[""] * 10]), None, column="activités"
    ),
    "C102": Slip(lambda m: [r.update(axis_cost=190_500_001) for r in m.rows[:3]], 0, "1", "coût", "190"),
    "C103": Slip(lambda m: m.drop("axis_cost").set(3, cost=""), 3, "2.1.1", "coût"),
    "C104": Slip(
        lambda m: m.drop("axis_cost").set(3, cost="à peu près cher"), 3, "2.1.1", "Coût (FCFA)", "cher"
    ),
    "C105": Slip(
        lambda m: [m.headers.update(y1="Budget 2022", y2="Budget 2023", y3="Budget 2024"), _yearly(m)],
        0,
        "1.1.1",
        "coût",
    ),
    "C106": Slip(lambda m: _two_costs(m, 25_000_000), 1, "1.1.1", "Coût (FCFA)"),
    "C107": Slip(lambda m: _two_costs(m, 5_000_000), 1, "1.1.1", "Coût (FCFA)"),
    "C108": Slip(lambda m: m.drop("axis_cost").set(1, cost=-5), 1, "1.1.2", "Coût (FCFA)", "-5"),
    "C109": Slip(lambda m: m.set(1, axis_cost=7_000_000), 1, "1", "Coût de l'axe", "7000000"),
    "C110": Slip(_shared_cost, 1, "1.1.2", "coût", "1.1"),
    "C111": Slip(
        lambda m: m.paragraphs.extend(
            [f"Coût total du plan : {TOTAL} FCFA", "Budget global du plan : 600 millions FCFA"]
        ),
        None,
    ),
    "T201": Slip(lambda m: m.set(1, y2="", y3=""), 1, "1.1.2", "calendrier"),
    "T202": Slip(
        lambda m: m.with_periods().set(1, period="mars 2019 – mai 2023"),
        1,
        "1.1.2",
        "calendrier",
        "mars 2019",
    ),
    "T203": Slip(
        lambda m: m.with_periods().set(1, period="juin 2024 – mars 2023"),
        1,
        "1.1.2",
        "calendrier",
        "juin 2024",
    ),
    "T204": Slip(
        lambda m: m.with_periods().set(1, period="quand il fera beau"), 1, "1.1.2", "Période", "beau"
    ),
    "T205": Slip(lambda m: m.set(0, y1="X", y2="", y3="X"), 0, "1.1.1", "calendrier", "1 et 3"),
    "T206": Slip(lambda m: m.set(0, y2="peut-être"), 0, "1.1.1", "2023", "peut-être"),
    "B301": Slip(lambda m: m.set(4, responsible=""), 4, "2.1.2", "responsables"),
    "B302": Slip(lambda m: m.set(4, beneficiaries="-"), 4, "2.1.2", "bénéficiaires"),
    "B303": Slip(lambda m: m.set(2, responsible="SPCCM"), 0, "1.1.1", "responsables", "SPCCM"),
    "B304": Slip(lambda m: m.set(2, beneficiaries="CTM, OSC"), 2, "1.2.1", "bénéficiaires", "GTM"),
    "B305": Slip(lambda m: m.set(2, beneficiaries="OSC, PTF, OSC"), 2, "1.2.1", "bénéficiaires", "OSC"),
    "B306": Slip(lambda m: m.set(2, beneficiaries="DST GTM, OSC"), 2, "1.2.1", "bénéficiaires", "DST GTM"),
    "R401": Slip(lambda m: m.set(3, gcm=""), 3, "2.1.1", "références"),
    "R402": Slip(lambda m: m.set(3, gcm="1 ; 3 ; 235"), 3, "2.1.1", "références", "235"),
    "R403": Slip(lambda m: _siblings(m), 1, "1.1.2", "références", "11"),
    "R404": Slip(lambda m: m.set_all(gcm="1"), None, column="références", said="22 objectifs"),
    "R405": Slip(lambda m: m.set(3, gcm="1 ; 3\n17 ; 23"), 3, "2.1.1", "Objectifs du PMM"),
    "R406": Slip(lambda m: m.set(3, gcm="voir le texte"), 3, "2.1.1", "Objectifs du PMM", "voir le texte"),
    "N501": Slip(lambda m: m.set(1, code="1.1.3"), 1, "1.1.3", said="1.1.2"),
    "N502": Slip(lambda m: m.set(1, code="1.1.1"), 1, "1.1.1", said="1.1.1"),
    "N503": Slip(lambda m: m.set(4, goal="Objectif opérationnel 2.2 : Équiper les services"), 4, "2.2"),
    "N504": Slip(lambda m: m.set(2, code="1.3.1"), 2, "1.3.1", said="l'objectif 1.2"),
    "N505": Slip(lambda m: [m.set(0, code="1.1.2"), m.set(1, code="1.1.1")], 1, "1.1.1", said="1.1.2"),
    "N506": Slip(lambda m: m.set(1, code=""), 1, "Former les points focaux des ministères"),
    "K601": Slip(
        lambda m: m.with_periods().set(1, strategies="janvier 2023 – décembre 2024", period="Ateliers"),
        1,
        "1.1.2",
        "Stratégies",
        "janvier 2023",
    ),
    "K602": Slip(
        lambda m: m.set(1, results="Les agents sont formés avant fin juin 2023"),
        1,
        "1.1.2",
        "résultats attendus",
    ),
    "K603": Slip(
        lambda m: m.set(4, title="Ouvrir des centres d'accueil dans les régions"), 4, "2.1.2", said="2.1.1"
    ),
    "K604": Slip(_no_result, 2, "1.2"),
    "K605": Slip(lambda m: m.drop("responsible"), None, column="structure responsable"),
    "K606": Slip(_no_activity, 5, "3"),
    "K607": Slip(
        lambda m: m.drop("target").set_all(indicators="100 relais formés"),
        0,
        "1.1.1",
        "indicateurs",
        "100 relais",
    ),
    "I701": Slip(lambda m: m.set(2, indicators=""), 2, "1.2.1", "indicateurs"),
    "I702": Slip(
        lambda m: m.set(
            2, results="Le fichier national des migrants", indicators="Fichier national des migrants"
        ),
        2,
        "1.2.1",
        "indicateurs",
    ),
    "I703": Slip(lambda m: m.set(2, target=""), 2, "1.2.1", "indicateurs"),
    "D801": Slip(_unknown_column, None, column="Zébulon"),
    "D802": Slip(_guessed_column, None, column="Zébulon"),
    "D803": Slip(lambda m: m.rows.insert(0, {"y1": "mot seul", "y2": "autre mot"}) or m.drop("code"), 0),
}


def _yearly(matrix: Matrix) -> None:
    for row in matrix.rows:
        marked = [f"y{year}" for year in (1, 2, 3) if row[f"y{year}"] == "X"]
        row.update({name: row["cost"] // len(marked) for name in marked})
    matrix.set(0, y1=10_000_000)


def _siblings(matrix: Matrix) -> None:
    matrix.drop("axis_cost").rows.insert(
        2, dict(matrix.rows[1], code="1.1.3", title="Visiter les autres régions")
    )
    matrix.set(1, gcm="11 ; 3 ; 17 ; 23")


def _found(slip: Slip, code: str) -> list[Finding]:
    matrix = Matrix()
    slip.spoil(matrix)
    return [finding for finding in matrix.findings() if finding.code == code]


def test_every_code_of_the_catalogue_has_a_slip() -> None:
    assert set(SLIPS) | BY_READER == set(CATALOGUE)


def test_a_clean_plan_has_no_finding_but_the_objectives_it_does_not_serve() -> None:
    assert codes(Matrix().findings()) == INFOS_OF_A_CLEAN_PLAN


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_is_found_at_its_place(code: str) -> None:
    slip = SLIPS[code]
    found = _found(slip, code)
    assert found, f"{code} is not found"
    places = {(f.where.row, f.where.node, f.where.column) for f in found}
    if slip.row is not None:
        assert (slip.row + FIRST_ROW, slip.node, slip.column) in places or not slip.column
        assert (slip.row + FIRST_ROW, slip.node) in {place[:2] for place in places}
    elif slip.column:
        assert slip.column in {place[2] for place in places}
    assert any(slip.said in f"{f.message} {f.cause}".replace("\u202f", "") for f in found)


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_costs_no_finding_of_its_code_elsewhere(code: str) -> None:
    if code not in {"K607", "C101", "C110"}:
        assert len(_found(SLIPS[code], code)) == 1


@pytest.mark.parametrize("code", SLIPS)
def test_a_finding_is_lost_with_its_check(code: str) -> None:
    matrix = Matrix()
    SLIPS[code].spoil(matrix)
    plan = read_plan(as_document(matrix.drawing()))
    makers = [check for check in ALL if code in {finding.code for finding in check(plan, KNOWN)}]
    assert len(makers) == 1
    others = tuple(check for check in ALL if check is not makers[0])
    assert code not in codes(run_all(plan, KNOWN, others))


@pytest.mark.parametrize("code", SLIPS)
def test_a_message_is_one_french_sentence_that_makes_sense_alone(code: str) -> None:
    for finding in _found(SLIPS[code], code):
        message = finding.message
        assert message.endswith(".")
        assert message[0].isupper() or message[0] in "«0123456789"
        for slip in (
            " de le ",
            " de les ",
            " de axe",
            " de objectif",
            " de activité",
            "None",
            "  ",
            "{",
            " du l'",
        ):
            assert slip not in message


def test_a_value_that_the_reader_does_not_trust_is_told() -> None:
    document = as_document(Matrix().drawing())
    table = document.tables[0]
    cell = replace(table.rows[1][5], note="formule sans valeur calculée")
    row = tuple(cell if one is table.rows[1][5] else one for one in table.rows[1])
    table = replace(table, rows=(table.rows[0], row, *table.rows[2:]))
    found = run_all(read_plan(replace(document, tables=(table,))), KNOWN)
    assert [(f.where.row, f.where.node) for f in found if f.code == "D804"] == [(2, "1.1.1")]


def test_what_the_reader_passed_over_is_told() -> None:
    document = replace(as_document(Matrix().drawing()), notes=("Une image a été ignorée.",))
    found = [f for f in compile_plan(document, KNOWN).findings if f.code == "D805"]
    assert [f.message for f in found] == ["Une image a été ignorée."]


def test_the_difference_names_the_activity_left_out() -> None:
    matrix = Matrix()
    for row in matrix.rows[:3]:
        row["axis_cost"] -= 45_000_000
    (found,) = [f for f in matrix.findings() if f.code == "C102"]
    assert found.difference == 45_000_000
    assert "l'activité 1.1.2" in found.cause


def test_the_difference_names_a_pair_of_activities() -> None:
    matrix = Matrix()
    for row in matrix.rows[:3]:
        row["axis_cost"] -= 145_500_000
    (found,) = [f for f in matrix.findings() if f.code == "C102"]
    assert "l'activité 1.1.1 et de l'activité 1.2.1" in found.cause


def test_two_plans_without_slips_have_neither_errors_nor_warnings() -> None:
    """The second one in Chad's arrangement."""
    rows = [
        ["", "Mesures prioritaires", "Objectifs du PMM", "Indicateurs", "Cible", "Période", "Responsable"],
        ["Priorité 1 : Connaître les migrations", *[""] * 6],
        ["1", "Tenir un fichier des études", "1 ; 3", "Nombre d'études", "4", "2022", "SP/CCM"],
        [
            "2",
            "Publier un bulletin trimestriel",
            "1 ; 3",
            "Nombre de bulletins",
            "12",
            "2022-2024",
            "SP/CCM et PTF",
        ],
        ["Priorité 2 : Aider les diasporas", *[""] * 6],
        [
            "1",
            "Ouvrir un guichet unique à la capitale",
            "19",
            "Guichet ouvert au public",
            "1",
            "Juil. 2022 – Déc. 2023",
            "GTM",
        ],
    ]
    document = as_document(Drawing([Sheet(rows)], ["Matrice des mesures 2022-2024"]))
    findings = compile_plan(document, KNOWN).findings
    assert [f.message for f in findings if f.severity != "info"] == []
