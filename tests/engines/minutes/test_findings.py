"""Each finding is told when its fault is there, and not when it is repaired."""

from __future__ import annotations

import pytest

from azalai.engines.minutes.findings import CATALOGUE
from tests.engines.minutes.helping import codes, read_text

RIGHT = """
Compte rendu de la réunion du GTM
Date : 23 septembre 2022
Heure : 9h00 - 11h00
Lieu : Salle de réunion
Présents :
- SP/CCM
- OIM
Ordre du jour :
1. Bilan (OIM)
2. Divers
1. Bilan (OIM)
Points de discussion clés
Le bilan a été présenté.
Points d'action :
- Partager le bilan (OIM, 30 novembre 2022)
2. Divers
Prochaine réunion : 27 octobre 2022
"""
AFTER_AGENDA = RIGHT.partition("Ordre du jour :\n")[2]
FAULTS = {
    "S101": [("Date : 23 septembre 2022\n", "")],
    "S102": [("du GTM\n", "du GTM du 22 septembre 2022\n")],
    "S103": [("9h00 - 11h00", "9h00")],
    "S104": [("9h00 - 11h00", "11h00 - 9h00")],
    "S105": [("Lieu : Salle de réunion\n", "")],
    "S106": [("du GTM", "du comité des fêtes")],
    "S107": [("27 octobre 2022", "à préciser")],
    "S108": [("27 octobre 2022", "27 octobre 2021")],
    "P201": [("Présents :\n- SP/CCM\n- OIM\n", "")],
    "P202": [("- OIM\n", "")],
    "P203": [("- OIM\n", "")],
    "P204": [("- OIM\n", "- OIM\n- Amicale des boulistes\n")],
    "P205": [("- OIM\n", "- OIM\n- OIM\n")],
    "O301": [("Ordre du jour :\n1. Bilan (OIM)\n2. Divers\n", "")],
    "O302": [("2. Divers\n1.", "2. Divers\n3. Budget\n1.")],
    "O303": [("Prochaine", "3. Budget annuel\nPoints de discussion clés\nRien.\nProchaine")],
    "O304": [("\n2. Divers\nProchaine", "\n1. Divers\nProchaine")],
    "O305": [("\n2. Divers\nProchaine", "\n4. Divers\nProchaine")],
    "O306": [("\n2. Divers\n1.", "\n5. Divers\n1.")],
    "O307": [("2. Divers\nProchaine réunion : 27 octobre 2022\n", "2. Divers\n")],
    "A401": [("(OIM, 30", "(30")],
    "A402": [("(OIM, 30", "(Etat et partenaires, 30")],
    "A403": [("(OIM, 30", "(OIM, HCR, SP/CCM, 30")],
    "A404": [("- Partager le bilan (OIM, 30 novembre 2022)\n", "- Lire (OIM)\n- Lire (OIM)\n")],
    "A405": [("Points d'action :\n- Partager le bilan (OIM, 30 novembre 2022)\n", "")],
    "E501": [(", 30 novembre 2022)", ")")],
    "E502": [("30 novembre 2022", "30 novembre 2021")],
    "E503": [("30 novembre 2022", "2022")],
    "E504": [("30 novembre 2022", "2023")],
    "E505": [("(OIM, 30 novembre 2022)", "Responsable : OIM ; échéance : bientôt")],
    "G601": [("- OIM\n", "- OIM\n- CTM\n")],
    "G602": [("(OIM, 30", "(SPCCM, 30"), ("Bilan (OIM)\n2", "Bilan (SP/CCM)\n2")],
    "D801": [(AFTER_AGENDA, "Bilan\n")],
}  # fmt: skip
NOT_HERE = {"D802", "D805"}  # told by the words run together, and by the file's reader


def test_minutes_without_a_fault_have_no_finding() -> None:
    assert codes(read_text(RIGHT)) == []


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_told(code: str) -> None:
    text = RIGHT
    for right, wrong in FAULTS[code]:
        assert right in text
        text = text.replace(right, wrong, 1)
    assert code in codes(read_text(text))


def test_every_finding_has_its_example() -> None:
    assert set(CATALOGUE) == set(FAULTS) | NOT_HERE
