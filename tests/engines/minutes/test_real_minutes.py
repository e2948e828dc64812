"""The two real minutes are read right, from Word, from LibreOffice, from PDF and from the raw text."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.engines.minutes.helping import actions_of, codes, messages, read_file
from tests.shared import shared_path

ZINDER, NIAMEY = "inputs/cr-gtm-zinder-2021-11-30.docx", "inputs/cr-gtm-2022-09-23.docx"
RAW_ZINDER, RAW_NIAMEY = "seeds/002_e3d464767d02c24a.txt", "seeds/003_dff9425e321f4dd9.txt"
INTERVENTION = (
    "Intervention des partenaires dans les secteurs socio-économiques rentables pour une meilleure "
    "visibilité sur le terrain"
)
STRATEGY = (
    "Présentation de la stratégie de coordination des acteurs intervenant dans le domaine de la migration"
)


def straight(text: str) -> str:
    """With one kind of apostrophe."""
    return text.replace("’", "'")


@pytest.mark.parametrize("name", [ZINDER, RAW_ZINDER])
def test_the_minutes_of_zinder(name: str) -> None:
    check_zinder(read_file(shared_path(name)))


@pytest.mark.parametrize("name", [NIAMEY, RAW_NIAMEY])
def test_the_minutes_of_niamey(name: str) -> None:
    check_niamey(read_file(shared_path(name)))


def check_zinder(answer: dict[str, Any]) -> None:
    """Everything that the minutes of Zinder say."""
    assert answer["title"] == "Compte-rendu de la réunion extraordinaire du GTM/Zinder"
    assert (answer["body"], answer["body_code"]) == ("GTM/Zinder", "gtm-zinder")
    assert (answer["date"], answer["start"], answer["end"]) == ("2021-11-30", "10:20", "11:25")
    assert answer["place"] == "Bâtiment B Nations-Unies/PAM Zinder"
    assert [one["organisation"] for one in answer["attendance"]] == [
        "SP/CCM", "DREC-MR Zinder", "DRAT/DC", "OXFAM Zinder", "OIM Zinder",
    ]  # fmt: skip
    titles = [straight(title) for title in answer["agenda"]]
    assert titles == [
        STRATEGY,
        "Plan d'action (2022-2026)",
        "Indicateurs de gouvernance des migrations",
        "Divers",
    ]
    assert [straight(item["title"]) for item in answer["items"]] == titles
    assert [item["number"] for item in answer["items"]] == ["1", "2", "3", "4"]
    assert "le renforcement en ressources humaines" in answer["items"][0]["discussion"]
    check_actions_of_zinder(answer)


def check_actions_of_zinder(answer: dict[str, Any]) -> None:
    """Nine actions, each with its own owner and its own year."""
    found = actions_of(answer)
    assert [len(item["actions"]) for item in answer["items"]] == [3, 1, 1, 4]
    assert found[0] == ("Mise en place des GTM au niveau Départemental", ["SP/CCM"], "2022")
    assert found[1][0].startswith("Recherche des ressources financières nécessaires à la collecte de données")
    assert found[1][1] == ["Etat", "partenaires"]
    assert found[2] == (INTERVENTION, ["Partenaires"], "2022")
    assert found[3][1] == ["Etat", "SPCCM", "Direction de la migration"]
    assert [deadline for _, _, deadline in found[5:]] == ["2022", "2022", "2021", "2021"]
    assert found[8] == ("Convoquer et assister aux réunions du GTM", ["DREC-MR", "partenaires"], "2021")
    assert codes(answer).count("E504") == 9
    assert codes(answer).count("E503") == 2
    assert codes(answer).count("A402") == 8
    assert "Direction de la migration" in messages(answer, "P202")
    assert "P203" not in codes(answer)


def check_niamey(answer: dict[str, Any]) -> None:
    """Everything that the minutes of Niamey say."""
    assert answer["title"].startswith("Compte-rendu de la réunion du Groupe de Technique sur la Migration – ")
    assert (answer["body"], answer["body_raw"]) == ("GTM", "Groupe de Technique sur la Migration")
    assert (answer["date"], answer["start"], answer["end"]) == ("2022-09-23", "09:00", "11:00")
    assert answer["place"] == "Salle de réunion DGECEM-R"
    assert [one["code"] for one in answer["attendance"]] == [
        "ne-mi", "sp-ccm", "ne-dm", "ne-msp", "due", "crs", "ne-dne", "cicr", "mmc", "apm", "helvetas",
    ]  # fmt: skip
    assert answer["attendance"][0]["raw"] == "Ministère de l'Intérieur (MI)"
    assert len(answer["agenda"]) == 5
    assert [item["number"] for item in answer["items"]] == ["1", "2", "3", "1"]
    assert [item["agenda"] for item in answer["items"]] == [1, 2, 3, 4]
    assert actions_of(answer) == [
        ("Partage de la présentation", ["SP/CCM", "OIM"], "///"),
        ("Partage de la présentation", ["SP/CCM", "HELVETAS"], "///"),
        ("Partage de l'étude de référence du projet", ["HELVETAS"], None),
    ]
    assert answer["next_meeting"]["date"] == "2022-10-27"
    assert codes(answer).count("E501") == 3
    assert "OIM" in messages(answer, "P202")
    assert "OIM présente" in messages(answer, "P203")
    assert "Ouverture" in messages(answer, "O302")
    assert "repart à 1 après 3" in messages(answer, "O304")


@pytest.mark.parametrize("kind", ["odt", "pdf"])
@pytest.mark.parametrize(("name", "check"), [(ZINDER, check_zinder), (NIAMEY, check_niamey)])
def test_the_same_minutes_from_other_formats(name: str, check: Any, kind: str, tmp_path: Path) -> None:
    source = shared_path(name)
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice n'est pas installé : conversion impossible")
    home = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    subprocess.run(
        [program, home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    check(read_file(tmp_path / f"{source.stem}.{kind}"))
