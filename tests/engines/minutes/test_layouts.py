"""Minutes of other layouts than the two real ones."""

from __future__ import annotations

from tests.engines.minutes.helping import actions_of, codes, messages, read_parts, read_text

PROSE = """
REPUBLIQUE DU NIGER
PROCÈS-VERBAL DE LA RÉUNION MENSUELLE DU GTM D'AGADEZ
L'an deux mille vingt-deux et le vendredi 14 octobre, s'est tenue dans la salle de réunion du Gouvernorat d'Agadez, la réunion mensuelle du GTM.
La réunion a débuté à 9h35mn sous la présidence du Directeur Régional de l'Etat Civil.
Étaient présents : OIM, HCR, UNICEF, GIZ et Oxfam.
Absents excusés : CICR, DST
Ordre du jour : 1) Suivi des recommandations ; 2) Présentation du HCR sur les réfugiés ; 3) Divers.
Concernant le premier point, le rapporteur a rappelé les recommandations.
Sur le deuxième point, le HCR a présenté les chiffres.
Recommandations :
- Partager la présentation avec les membres (HCR, avant le 30 octobre 2022) ;
- L'OIM transmettra la liste des centres d'ici fin novembre 2022 ;
- Relancer les absents – SP/CCM – 30/11/22
- Convoquer la réunion de novembre. Responsable : CTM ; échéance : immédiatement
Au titre du point 3, rien à signaler.
La prochaine réunion se tiendra le 11 novembre à 10h.
L'ordre du jour étant épuisé, la séance a été levée à 11h05.
Fait à Agadez, le 17 octobre 2022
"""  # noqa: E501 - lines as people type them
LINES = """
COMPTE RENDU
Réunion du sous-groupe Migration et développement
Date : 30/11/21
Heure : 15H30 - 14H00
Lieu : Salle de conférence de l'ANLTP
Participants :
1. Ministère de la Justice
2. OIM
3. XYZT
I. Ouverture de la séance
Le président a souhaité la bienvenue.
II. Validation du plan de travail
Points d'action
1) Finaliser le plan
Responsable : OIM
Échéance : 15 octobre 2021
2) Diffuser le plan
Responsable : partenaires
Échéance : N/A
IV. Divers
Rien.
Prochaine réunion : à déterminer
"""
GLUED = """
COMPTERENDUDELARÉUNIONDUGTM/AGADEZ
Date:12mars2022
Lieu:Salledeconférencedugouvernorat
Participants:
-OIM Agadez;
-DirectionRégionaledelaPopulation
Ordredujour:
1.Situationdesmigrantsdanslarégion
2.Divers
1.Situationdesmigrantsdanslarégion
Pointsclésdediscussion
Lareprésentantedel'OIMaprésentélasituationdesmigrantsetlesbesoinsenassistance.
Pointsd'action:
1-Renforcerlacollectededonnéesauxpointsdepassage;
2-Organiserunemissionconjointed'évaluation.
Personne/AgenceResponsable:
OIM
DirectionRégionaledelaPopulation
Datelimite:
30avril2022
Mai2022
2.Divers
RAS
"""
HEAD = (
    "Compte rendu de la réunion du CCM du 12 mars 2023",
    "Date : 12 mars 2023",
    "Présents : OIM, CRS, SP/CCM",
)


def test_prose_with_everything_in_sentences() -> None:
    answer = read_text(PROSE)
    assert (answer["body"], answer["date"]) == ("GTM/Agadez", "2022-10-14")
    assert (answer["start"], answer["end"]) == ("09:35", "11:05")
    assert answer["place"] == "salle de réunion du Gouvernorat d'Agadez"
    present = [one["raw"] for one in answer["attendance"] if not one["excused"]]
    assert present == ["OIM", "HCR", "UNICEF", "GIZ", "Oxfam"]
    assert [one["raw"] for one in answer["attendance"] if one["excused"]] == ["CICR", "DST"]
    assert [item["title"] for item in answer["items"]] == answer["agenda"]
    assert actions_of(answer) == [
        ("Partager la présentation avec les membres", ["HCR"], "avant le 30 octobre 2022"),
        (
            "L'OIM transmettra la liste des centres d'ici fin novembre 2022",
            ["OIM"],
            "d'ici fin novembre 2022",
        ),
        ("Relancer les absents", ["SP/CCM"], "30/11/22"),
        ("Convoquer la réunion de novembre", ["CTM"], "immédiatement"),
    ]
    assert answer["next_meeting"]["date"] == "2022-11-11"
    assert "le plus proche est « GTM »" in messages(answer, "G601")


def test_lines_with_labels_and_roman_figures() -> None:
    answer = read_text(LINES)
    assert answer["title"] == "COMPTE RENDU Réunion du sous-groupe Migration et développement"
    assert (answer["date"], answer["start"], answer["end"]) == ("2021-11-30", "15:30", "14:00")
    assert [one["raw"] for one in answer["attendance"]] == ["Ministère de la Justice", "OIM", "XYZT"]
    assert [item["number"] for item in answer["items"]] == ["I", "II", "IV"]
    assert actions_of(answer) == [
        ("Finaliser le plan", ["OIM"], "15 octobre 2021"),
        ("Diffuser le plan", ["partenaires"], "N/A"),
    ]
    assert {"S104", "E502", "O301", "O305", "S107", "G601", "A402", "E501"} <= set(codes(answer))


def test_words_run_together_in_minutes_never_seen() -> None:
    answer = read_text(GLUED)
    assert answer["title"] == "COMPTE RENDU DE LA RÉUNION DU GTM/AGADEZ"
    assert (answer["date"], answer["place"]) == ("2022-03-12", "Salle de conférence du gouvernorat")
    assert answer["attendance"][1]["raw"] == "DirectionRégionaledelaPopulation"
    assert answer["attendance"][1]["text"] == "Direction Régionale de la Population"
    assert answer["agenda"] == ["Situation des migrants dans la région", "Divers"]
    assert actions_of(answer) == [
        ("Renforcer la collecte de données aux points de passage", ["OIM"], "30 avril 2022"),
        (
            "Organiser une mission conjointe d'évaluation",
            ["Direction Régionale de la Population"],
            "Mai 2022",
        ),
    ]
    assert answer["items"][0]["discussion"] == (
        "La représentante de l'OIM a présenté la situation des migrants et les besoins en assistance."
    )


def test_columns_of_action_tables_come_in_any_order_and_spelling() -> None:
    answer = read_parts(
        *HEAD,
        "Ordre du jour",
        "1. Bilan",
        "2. Divers",
        "1. Bilan",
        "Points clés",
        "Le bilan a été présenté.",
        [
            ["N°", "Délai d'exécution", "Structure responsable", "Actions à mener", "État d'avancement"],
            ["1", "Juillet 2023", "OIM", "Former les agents", "En cours"],
            ["2", "", "", "Créer un centre", ""],
        ],
        "2. Divers",
        "RAS",
    )
    first, second = answer["items"][0]["actions"]
    assert (first["number"], first["text"], first["status"]) == ("1", "Former les agents", "En cours")
    assert first["deadline"] == {"raw": "Juillet 2023", "from": "2023-07-01", "to": "2023-07-31"}
    assert (second["owners"], second["deadline"]["raw"]) == ([], None)
    assert {"A401", "E501"} <= set(codes(answer))


def test_a_table_whose_rows_are_the_points() -> None:
    answer = read_parts(
        *HEAD,
        [
            ["Points discutés", "Décisions", "Responsable", "Échéance"],
            ["Bilan du plan", "Produire le bilan", "SP/CCM", "31/03/2023"],
            ["", "Collecter les données", "OIM", "T2 2023"],
            ["Divers", "", "", ""],
        ],
    )
    assert [item["title"] for item in answer["items"]] == ["Bilan du plan", "Divers"]
    assert actions_of(answer) == [
        ("Produire le bilan", ["SP/CCM"], "31/03/2023"),
        ("Collecter les données", ["OIM"], "T2 2023"),
    ]


def test_an_attendance_table_gives_bodies_and_leaves_people_in_the_file() -> None:
    answer = read_parts(
        "Compte rendu de la réunion du GTM",
        "Date : 12 mars 2023",
        "Liste de présence",
        [
            ["N°", "Nom et prénoms", "Structure", "Téléphone"],
            ["1", "Personne Fictive", "OIM", "00 00"],
            ["2", "Autre Fictive", "Ministère de la Justice", "00 01"],
        ],
        "1. Divers",
        "RAS",
    )
    assert [one["raw"] for one in answer["attendance"]] == ["OIM", "Ministère de la Justice"]
    assert "Fictive" not in str(answer)


def test_a_head_in_a_table_of_labels() -> None:
    answer = read_parts(
        "RAPPORT DE REUNION DU GROUPE TECHNIQUE SUR LA MIGRATION DE TAHOUA",
        [
            ["Date et lieu :", "Tahoua, le 5 mai 2023"],
            ["Horaire", "08h30 – 10h"],
            ["Présents", "OIM, CRS, GIZ"],
            ["Ordre du jour", "1. Information\n2. Protection de l'enfant (UNICEF)"],
        ],
        "1. Information",
        "Le point focal a informé les participants.",
        "Actions à mener :",
        "- Mettre à jour la cartographie (GIZ, fin juin 2023)",
        "2. Protection de l'enfant (UNICEF)",
        "L'UNICEF a présenté.",
    )
    assert (answer["body"], answer["place"], answer["date"]) == ("GTM/Tahoua", "Tahoua", "2023-05-05")
    assert answer["agenda"] == ["Information", "Protection de l'enfant (UNICEF)"]
    assert actions_of(answer) == [("Mettre à jour la cartographie", ["GIZ"], "fin juin 2023")]
    assert "UNICEF présente" in messages(answer, "P203")


def test_one_owner_and_one_deadline_stand_for_all_the_actions_of_a_cell() -> None:
    table = [["Points d'action", "Responsable", "Date limite"], ["1- Écrire ;\n2- Lire.", "OIM", "mai 2023"]]
    answer = read_parts(*HEAD, "1. Divers", "Points de discussion clés", "Rien.", table)
    assert actions_of(answer) == [("Écrire", ["OIM"], "mai 2023"), ("Lire", ["OIM"], "mai 2023")]


def test_a_table_cut_by_a_page_goes_on() -> None:
    head = ["Points d'action", "Responsable", "Date limite"]
    answer = read_parts(
        *HEAD,
        "1. Divers",
        "Points de discussion clés",
        [head, ["Partager la", "OIM", "mai 2023"]],
        [["présentation", "", ""], ["Écrire", "CRS", "juin 2023"]],
    )
    assert actions_of(answer) == [
        ("Partager la présentation", ["OIM"], "mai 2023"),
        ("Écrire", ["CRS"], "juin 2023"),
    ]
