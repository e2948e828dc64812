"""`azalai iati`: what it prints, what it leaves behind, whatever the file and whenever it is stopped."""

from __future__ import annotations

import gzip
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.conftest import Installation
from tests.formats.iati.test_attacks import BOMB, EXTERNAL
from tests.shared import shared_path

Answers = Callable[..., str]
HEAD = '<?xml version="1.0"?><iati-activities version="{version}">'
ACTIVITY = """<iati-activity default-currency="EUR" xml:lang="fr">
 <iati-identifier>{identifier}</iati-identifier>
 <reporting-org ref="XM-1" type="40"><narrative>Office fictif des retours</narrative></reporting-org>
 <title><narrative>{title}</narrative></title><description><narrative>Accueil.</narrative></description>
 <participating-org role="4"><narrative>{body}</narrative></participating-org><activity-status code="2"/>
 <activity-date type="1" iso-date="2022-01-01"/><activity-date type="3" iso-date="{end}"/>
 <recipient-country code="{country}"/>{place}
 <budget><period-start iso-date="2022-01-01"/><period-end iso-date="2022-12-31"/>
  <value currency="{currency}" value-date="2022-01-01">{amount}</value></budget></iati-activity>"""
FIRST_VERSION = """<?xml version="1.0"?><iati-activities version="1.05"><iati-activity default-currency="EUR">
 <iati-identifier>XM-V1</iati-identifier><reporting-org ref="XM-1" type="40">Office fictif</reporting-org>
 <title>Retour volontaire</title><description>Accueil.</description>
 <activity-status code="2">Implementation</activity-status>
 <activity-date type="start-planned" iso-date="2012-01-01">2012</activity-date>
 <recipient-country code="NE">Niger</recipient-country></iati-activity></iati-activities>"""
PLACE = "<location><name><narrative>{name}</narrative></name></location>"


def activity(identifier: str = "XM-1", **more: str) -> str:
    values = {"title": "Retour volontaire", "end": "2023-12-31", "country": "NE", "place": ""}
    values |= {"currency": "EUR", "amount": "1000", "body": "ONG fictive"}
    return ACTIVITY.format(identifier=identifier, **(values | more))


def text(*activities: str, version: str = "2.03") -> str:
    return f"{HEAD.format(version=version)}{''.join(activities)}</iati-activities>"


def titles(installation: Installation) -> list[tuple[str, str]]:
    """Title and publication of what is stored."""
    with closing(sqlite3.connect(installation.folder / "azalai.sqlite3")) as database:
        rows = database.execute("SELECT title_fr, publication FROM interventions_intervention ORDER BY id")
        return list(rows)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three activities of Niger, one of Chad."""
    path = tmp_path / "partenaire.xml"
    content = text(*(activity(f"XM-{n}") for n in range(3)), activity("XM-TD", country="TD"))
    path.write_text(content, encoding="utf-8")
    return path


def test_the_preview_tells_all_and_takes_nothing(
    installation: Installation, file: Path, answers: Answers
) -> None:
    said = answers(installation.run("iati", "import", str(file), "--preview"))
    assert "3 activités : 3 à ajouter, 0 à modifier, 0 sans changement, 0 écartées." in said
    assert "inconnu (3 fois) : ONG fictive" in said
    assert titles(installation) == []


def test_twice_the_same_doubles_nothing_and_what_leaves_passes_the_schema(
    installation: Installation, file: Path, answers: Answers, tmp_path: Path
) -> None:
    packed = tmp_path / "partenaire.xml.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    answers(installation.run("iati", "import", str(file)))
    assert len(titles(installation)) == 3
    said = answers(installation.run("iati", "import", str(packed)))
    assert "0 à ajouter, 0 à modifier, 3 sans changement" in said
    assert titles(installation) == [("Retour volontaire", "published")] * 3
    out = tmp_path / "nous.xml"
    said = answers(installation.run("iati", "export", str(out)))
    assert "3 activités écrites, 0 laissées de côté" in said
    schema = next(Path(shared_path("conformance/iati-2.03")).rglob("iati-activities-schema.xsd"))
    checker = etree.XMLSchema(etree.parse(schema))
    assert checker.validate(etree.parse(out)), checker.error_log
    said = answers(installation.run("iati", "import", str(out), "--preview"))
    assert "0 à ajouter, 0 à modifier, 3 sans changement" in said


def test_the_country_is_chosen_and_must_be_known(
    installation: Installation, file: Path, answers: Answers
) -> None:
    said = answers(installation.run("iati", "import", str(file), "--country", "ne", "--preview"))
    assert "3 activités : 3 à ajouter" in said
    for other in ("TD", "XX"):
        told = answers(installation.run("iati", "import", str(file), "--country", other), 2)
        assert "pays inconnu de cette installation" in told


def test_new_ones_may_be_kept_as_drafts(installation: Installation, file: Path, answers: Answers) -> None:
    answers(installation.run("iati", "import", str(file), "--drafts"))
    assert titles(installation) == [("Retour volontaire", "draft")] * 3
    said = answers(installation.run("iati", "import", str(file), "--drafts"))
    assert "3 sans changement" in said
    assert "aucune intervention publiée" in answers(
        installation.run("iati", "export", str(file.with_name("nous.xml"))), 1
    )


BROKEN = {
    "bomb": (BOMB.encode(), "DOCTYPE ou ENTITY"),
    "external": (EXTERNAL.encode(), "DOCTYPE ou ENTITY"),
    "cut": (text(activity(), activity("XM-2")).encode()[:-60], "incomplet"),
    "empty": (b"", "vide"),
    "gz-bomb": (gzip.compress(HEAD.encode() + b" " * 120_000_000), "par sécurité"),
    "json": (b'{"activities": []}', "n'est pas du XML"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_hostile_or_damaged_file_is_refused_in_one_line(
    installation: Installation, answers: Answers, tmp_path: Path, name: str
) -> None:
    content, told = BROKEN[name]
    path = tmp_path / "mauvais.xml"
    path.write_bytes(content)
    assert told in answers(installation.run("iati", "import", str(path)), 2)
    assert titles(installation) == []


def test_what_is_wrong_is_told_record_by_record_and_the_rest_is_taken(
    installation: Installation, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "sale.xml"
    content = text(
        activity("XM-DATES", end="2021-01-01"),
        activity("XM-NEGATIF", amount="-5"),
        activity("XM-MONNAIE", currency="ZZZ"),
        activity("XM-LIEU", place=PLACE.format(name="Kano")),
        activity("XM-SALE", title="RÃ©insertion des migrants"),
        activity("XM-DATES", title="Encore"),
        activity("", title="Sans numéro"),
    )
    path.write_text(content, encoding="utf-8")
    said = answers(installation.run("iati", "import", str(path)))
    for words in (
        "XM-DATES (ligne 1) : La fin (2021-01-01) précède le début",
        "Montant invraisemblable",
        "monnaie",
        "Lieu non reconnu : Kano",
        "XM-DATES (ligne",
        "écartée",
        "sans identifiant",
    ):
        assert words in said, said
    assert "7 activités : 5 à ajouter, 0 à modifier, 0 sans changement, 2 écartées." in said
    assert ("Réinsertion des migrants", "published") in titles(installation)


def test_the_first_version_is_read(installation: Installation, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "ancien.xml"
    path.write_text(FIRST_VERSION, encoding="utf-8")
    answers(installation.run("iati", "import", str(path)))
    with closing(sqlite3.connect(installation.folder / "azalai.sqlite3")) as database:
        query = "SELECT title_fr || title_en, planned_start, status FROM interventions_intervention"
        assert list(database.execute(query)) == [("Retour volontaire", "2012-01-01", "ongoing")]


def test_a_command_killed_in_the_middle_leaves_nothing_half_taken_over(
    installation: Installation, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "long.xml"
    path.write_text(text(*(activity(f"XM-{n}") for n in range(600))), encoding="utf-8")
    running = installation.start("iati", "import", str(path))
    assert running.stderr is not None
    assert running.stderr.readline().startswith("✓ Lecture")
    time.sleep(0.7)  # six hundred take four seconds or more to store
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL, "it ended before it could be stopped"
    assert titles(installation) == []
    answers(installation.run("iati", "import", str(path)))
    assert len(titles(installation)) == 600
