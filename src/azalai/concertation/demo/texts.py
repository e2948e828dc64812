"""What is said at the demonstration's meetings: invented, in the manner of real minutes.

{a}, {b}: organisations that sit there; {year}: of the deadline, after the meeting.
Deadlines are as people write them: some whole, some vague, some missing.
"""

from __future__ import annotations

from datetime import date

from azalai.concertation.content import Action, Item
from azalai.engines.minutes.dates import span

OPENING = (
    "La présidence ouvre la séance, souhaite la bienvenue aux participants et rappelle l'ordre du jour, qui"
    " est adopté sans modification."
)
# Beginning of the title of a theme → what was said of it.
SAID: dict[str, Item] = {
    "Présentation d'une étude": Item(
        "",
        "L'étude porte sur les départs saisonniers dans trois communes fictives. Elle repose sur cent vingt"
        " entretiens ; les participants demandent que la méthode soit jointe au rapport.\n"
        "Plusieurs membres relèvent que deux autres enquêtes ont posé les mêmes questions la même année.",
        "Le questionnaire d'une nouvelle enquête est soumis au groupe avant d'être lancé.",
        (
            Action("Partager la présentation et la méthode avec les membres", "{a}", "///"),
            Action(
                "Rapprocher les trois enquêtes et en tirer une note de deux pages",
                "{a}, {b}",
                "30 juin {year}",
            ),
        ),
    ),
    "Cartographie des intervenants": Item(
        "",
        "La carte compte désormais les intervenants par région. Deux régions restent presque vides ; les"
        " représentants des directions régionales disent que des associations locales n'y figurent pas.",
        "",
        (
            Action(
                "Transmettre la liste des associations locales", "Directions régionales", "fin mars {year}"
            ),
            Action("Mettre la carte à jour et la diffuser", "Secrétariat", "d'ici la fin du trimestre"),
        ),
    ),
    "Retour d'une mission": Item(
        "",
        "La mission a rencontré les autorités de deux régions. Les groupes régionaux se réunissent peu, faute"
        " de moyens pour le transport. Les comptes rendus existent mais ne remontent pas.",
        "Chaque groupe régional transmet son compte rendu dans les quinze jours.",
        (
            Action("Appuyer l'organisation de la prochaine réunion régionale", "les partenaires", "{year}"),
            Action("Ouvrir un dossier commun pour les comptes rendus", "Secrétariat", "15 mai {year}"),
        ),
    ),
    "Accueil des migrants": Item(
        "",
        "Les capacités d'accueil sont décrites par ville. {a} signale des doubles comptages.",
        "Les chiffres d'accueil sont publiés une fois par mois, après accord des deux structures.",
        (
            Action(
                "Accorder les définitions de l'accueil et du transit", "{a}, {b}", "avant fin octobre {year}"
            ),
        ),
    ),
    "Données : qui produit quoi": Item(
        "",
        "Chaque structure présente ce qu'elle collecte. Il n'existe pas de catalogue commun ; les délais de"
        " publication vont de un à quatorze mois.",
        "Un catalogue des sources est tenu par le secrétariat.",
        (
            Action("Remplir la fiche de chaque source", "Toutes les structures", "///"),
            Action(
                "Tenir le catalogue et signaler les sources en retard", "Secrétariat", "31 décembre {year}"
            ),
        ),
    ),
    "Préparation du bilan": Item(
        "",
        "Le calendrier du bilan est présenté. Les membres demandent que les modèles soient envoyés plus"
        " tôt que l'an passé.",
        "Le bilan couvre l'année civile ; les contributions arrivent avant la fin du mois de janvier.",
        (
            Action("Envoyer les modèles de contribution", "Secrétariat", "15 novembre {year}"),
            Action("Rendre les contributions", "Membres du groupe", "dans les meilleurs délais"),
        ),
    ),
    "Suivi des recommandations": Item(
        "",
        "Sur neuf recommandations, quatre sont appliquées, trois en cours, deux restent sans responsable.",
        "Une recommandation sans responsable est attribuée en séance ou abandonnée.",
        (
            Action(
                "Proposer un responsable pour les deux recommandations restantes", "{b}", "prochaine réunion"
            ),
            Action("Mettre à jour le tableau de suivi", "Secrétariat", "1er juillet {year}"),
        ),
    ),
    "Information des communes": Item(
        "",
        "Les communes reçoivent l'information tard ou pas du tout. Une radio communautaire propose une"
        " émission mensuelle en langues nationales.",
        "",
        (Action("Préparer une fiche simple pour les communes", "{b}, Secrétariat", "28 février {year}"),),
    ),
    "Divers": Item(
        "",
        "Les convocations arrivent parfois trop tard ; les membres souhaitent quinze jours de délai.",
        "",
        (),
    ),
}


def _ahead(deadline: str, on: date) -> str:
    """As written, with the first year in which that day is still to come."""
    written = [deadline.format(year=on.year + later) for later in (0, 1)]
    _first, last = span(written[0], meeting=on.isoformat())
    return written[1] if last and last <= on.isoformat() else written[0]


def said_of(title: str, *, a: str, b: str, on: date) -> Item:
    """What was said of a point with that title, with these organisations named."""
    known = next(
        (item for start, item in SAID.items() if title.startswith(start)), Item("", "Point d'information.")
    )
    words = {"a": a, "b": b}
    actions = tuple(
        Action(one.text.format(**words), one.owner.format(**words), _ahead(one.deadline, on))
        for one in known.actions
    )
    return Item(title, known.key_points.format(**words), known.decisions.format(**words), actions)
