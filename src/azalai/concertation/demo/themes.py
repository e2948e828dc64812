"""What is said at the demonstration's meetings: invented, in the manner of real minutes.

{a}, {b}: organisations that sit there; {year}: of the deadline, after the meeting. An action is written
"what | who | until when". Deadlines are as people write them: some whole, some vague, some missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from azalai.concertation.content import Action


@dataclass(frozen=True, slots=True)
class Theme:
    """A point of the agenda, and what the minutes say of it."""

    title: str
    key_points: str
    decisions: str = ""
    actions: tuple[Action, ...] = ()


def _theme(title: str, key_points: str, decisions: str = "", *actions: str) -> Theme:
    told = tuple(Action(*(part.strip() for part in action.split("|"))) for action in actions)
    return Theme(f"{title} (fictif)", key_points, decisions, told)


OTHER = Theme(
    "Divers", "Les convocations arrivent parfois trop tard ; les membres souhaitent quinze jours de délai."
)
MISSION = _theme(
    "Retour d'une mission dans les régions",
    "La mission a rencontré les autorités de deux régions. Les groupes régionaux se réunissent peu, faute"
    " de moyens pour le transport. Les comptes rendus existent mais ne remontent pas.",
    "Chaque groupe régional transmet son compte rendu dans les quinze jours.",
    "Appuyer l'organisation de la prochaine réunion régionale | les partenaires | {year}",
    "Ouvrir un dossier commun pour les comptes rendus | Secrétariat | 15 mai {year}",
)
FOLLOWED = _theme(
    "Suivi des recommandations de l'année",
    "Sur neuf recommandations, quatre sont appliquées, trois en cours, deux restent sans responsable.",
    "Une recommandation sans responsable est attribuée en séance ou abandonnée.",
    "Proposer un responsable pour les deux recommandations restantes | {b} | prochaine réunion",
    "Mettre à jour le tableau de suivi | SP | 1er juillet {year}",
)
TOWNS = _theme(
    "Information des communes",
    "Les communes reçoivent l'information tard ou pas du tout. Une radio communautaire propose une"
    " émission mensuelle en langues nationales.",
    "",
    "Préparer une fiche simple pour les communes | {b}, Secrétariat | 28 février {year}",
)
MAPPED = _theme(
    "Cartographie des intervenants : mise à jour",
    "La carte compte désormais les intervenants par région. Deux régions restent presque vides ; les"
    " représentants des directions régionales disent que des associations locales n'y figurent pas.",
    "",
    "Transmettre la liste des associations locales | Directions régionales | fin mars {year}",
    "Mettre la carte à jour et la diffuser | Secrétariat | d'ici la fin du trimestre",
)
GENERAL = (
    _theme(
        "Présentation d'une étude sur les mobilités",
        "L'étude porte sur les départs saisonniers dans trois communes fictives. Elle repose sur cent vingt"
        " entretiens ; les participants demandent que la méthode soit jointe au rapport.\n"
        "Plusieurs membres relèvent que deux autres enquêtes ont posé les mêmes questions la même année.",
        "Le questionnaire d'une nouvelle enquête est soumis au groupe avant d'être lancé.",
        "Partager la présentation et la méthode avec les membres | {a} | ///",
        "Rapprocher les trois enquêtes et en tirer une note de deux pages | {a}, {b} | 30 juin {year}",
    ),
    MAPPED,
    MISSION,
    _theme(
        "Accueil des migrants en transit",
        "Les capacités d'accueil sont décrites par ville. {a} signale des doubles comptages.",
        "Les chiffres d'accueil sont publiés une fois par mois, après accord des deux structures.",
        "Accorder les définitions de l'accueil et du transit | {a}, {b} | avant fin octobre {year}",
    ),
    _theme(
        "Données : qui produit quoi",
        "Chaque structure présente ce qu'elle collecte. Il n'existe pas de catalogue commun ; les délais de"
        " publication vont de un à quatorze mois.",
        "Un catalogue des sources est tenu par le secrétariat.",
        "Remplir la fiche de chaque source | Toutes les structures | ///",
        "Tenir le catalogue et signaler les sources en retard | Secrétariat | 31 décembre {year}",
    ),
    _theme(
        "Préparation du bilan annuel",
        "Le calendrier du bilan est présenté. Les membres demandent que les modèles soient envoyés plus"
        " tôt que l'an passé.",
        "Le bilan couvre l'année civile ; les contributions arrivent avant la fin du mois de janvier.",
        "Envoyer les modèles de contribution | Secrétariat permanent | 15 novembre {year}",
        "Rendre les contributions | Membres du groupe | dans les meilleurs délais",
    ),
    FOLLOWED,
    TOWNS,
)
FRAMEWORK = (
    _theme(
        "Programme de travail de l'année",
        "Le programme reprend les activités de l'an passé qui n'ont pas été menées. {a} demande que les"
        " régions soient consultées avant son adoption.",
        "Le programme est adopté sous réserve de l'avis des régions.",
        "Recueillir l'avis des régions sur le programme | Secrétariat permanent | 31 mars {year}",
    ),
    _theme(
        "Bilan de l'année et priorités",
        "La moitié des activités prévues ont commencé ; trois attendent un financement. Les membres"
        " relèvent que les activités achevées ne sont pas évaluées.",
        "Deux activités sont évaluées chaque année.",
        "Proposer les deux activités à évaluer | {b} | 30 avril {year}",
    ),
    _theme(
        "Requêtes présentées aux partenaires",
        "Cinq requêtes sont présentées, deux ont reçu une réponse. {b} rappelle les pièces à joindre.",
        "",
        "Compléter les trois requêtes qui attendent une pièce | {a} | 15 juin {year}",
    ),
    _theme(
        "Désignation des suppléants",
        "Plusieurs sièges restent vides quand le titulaire est en mission.",
        "Chaque membre désigne un suppléant par lettre.",
        "Désigner un suppléant et l'écrire au secrétariat | Membres du CCM | un mois",
    ),
)
REGIONAL = (
    _theme(
        "Situation dans la région",
        "Les départs saisonniers ont commencé plus tôt. {a} décrit l'affluence aux deux points d'accueil ;"
        " le second ferme l'après-midi, faute d'agents.",
        "Le second point d'accueil ouvre toute la journée jusqu'à la fin de la saison.",
        "Mettre deux agents à disposition du second point d'accueil | {a} | 30 septembre {year}",
    ),
    MAPPED,
    _theme(
        "Remontée des comptes rendus",
        "Les deux derniers comptes rendus n'ont pas été transmis à la capitale.",
        "Le secrétaire de séance transmet le compte rendu sous quinzaine.",
        "Transmettre les deux comptes rendus en retard | {b} | ///",
    ),
    TOWNS,
    _theme(
        "Comités de veille des villages",
        "Quatre comités sur neuf se réunissent. Leurs membres demandent un cahier et du crédit téléphonique.",
        "",
        "Doter les comités d'un cahier et d'un numéro à appeler | {a}, {b} | avant fin mai {year}",
    ),
)
SECURITY = (
    _theme(
        "Contrôles aux frontières et droits des voyageurs",
        "{a} présente les consignes données aux postes. Des voyageurs disent payer sans reçu.",
        "Un avis affiché dit ce qui est gratuit.",
        "Rédiger l'avis en trois langues et l'afficher dans les postes | {a} | 31 mai {year}",
    ),
    _theme(
        "Signalements de traite : qui alerte qui",
        "Trois circuits existent ; aucun ne prévient les services sociaux. {b} propose un seul numéro.",
        "",
        "Comparer les trois circuits et proposer un schéma unique | {a}, {b} | 30 juin {year}",
    ),
    _theme(
        "Formation des agents des postes",
        "Une session a réuni vingt-deux agents. Les exercices ont mieux été compris que les textes.",
        "La session suivante commence par les exercices.",
        "Envoyer le support de la formation aux chefs de poste | Secrétariat | 15 octobre {year}",
    ),
)
DEVELOPMENT = (
    _theme(
        "Envois d'argent et projets des communes",
        "{a} présente deux projets financés par des ressortissants. Les communes ne savent pas les demander.",
        "",
        "Écrire une note d'une page sur la façon de monter un tel projet | {a} | 30 avril {year}",
    ),
    _theme(
        "Appuis au retour : qui fait quoi",
        "Trois structures équipent les mêmes villages, aucune ne travaille dans le département voisin.",
        "Les structures s'accordent avant chaque nouvelle convention.",
        "Partager la liste des villages appuyés | {a}, {b} | fin février {year}",
    ),
    _theme(
        "Emploi des jeunes dans les communes de départ",
        "Les formations durent trop longtemps pour la saison. Les jeunes demandent du matériel.",
        "",
        "Proposer des formations courtes hors saison | {b} | {year}",
    ),
)
CHILDREN = (
    _theme(
        "Enfants non accompagnés : une seule procédure",
        "Deux fiches d'identification circulent. {a} demande qu'un enfant ne se raconte qu'une fois.",
        "Une fiche unique est essayée pendant six mois.",
        "Fondre les deux fiches en une | {a}, {b} | 31 mars {year}",
    ),
    _theme(
        "Familles d'accueil",
        "Vingt familles sont formées, neuf accueillent. Le suivi à domicile manque.",
        "",
        "Organiser le suivi à domicile des familles | {b} | 30 novembre {year}",
    ),
    _theme(
        "Écouter les enfants en mobilité",
        "Des jeunes présentent ce qu'ils retiennent de l'accueil : l'attente, et personne à qui parler.",
        "Un temps d'écoute est prévu dans chaque point d'accueil.",
        "Former deux écoutants par point d'accueil | {a} | 15 mai {year}",
    ),
)
RECOMMENDATIONS = (
    FOLLOWED,
    _theme(
        "Pièces attendues pour vérifier",
        "Cinq actions sont dites faites sans pièce. Le comité rappelle qu'une photo ou une lettre suffit.",
        "Une action dite faite sans pièce depuis deux mois redevient « en cours ».",
        "Demander leurs pièces aux cinq responsables | SP | 31 janvier {year}",
    ),
    _theme(
        "Recommandations des évaluations",
        "Deux évaluations recommandent la même chose ; la première n'a reçu aucune réponse.",
        "",
        "Répondre par écrit aux recommandations des deux évaluations | {a} | 30 septembre {year}",
    ),
)
PUBLIC = (
    _theme(
        "Échange de chiffres entre administrations",
        "{a} et {b} comptent les entrées chacune à sa façon. L'écart est d'un tiers.",
        "Une méthode commune est essayée dans une région.",
        "Choisir la région d'essai et écrire la méthode | {a}, {b} | 30 juin {year}",
    ),
    _theme(
        "Points focaux : qui remplace qui",
        "Quatre points focaux ont changé dans l'année sans passation.",
        "",
        "Tenir à jour la liste des points focaux et de leurs suppléants | Secrétariat | ///",
    ),
)
DONORS = (
    _theme(
        "Appuis annoncés et calendrier",
        "Chaque partenaire présente ses appuis de l'année. Deux visent la même commune au même moment.",
        "Les calendriers sont partagés avant la signature.",
        "Partager le calendrier des appuis avec le secrétariat | {a}, {b} | 15 février {year}",
    ),
    _theme(
        "Recoupements signalés",
        "Le secrétariat présente les recoupements de l'année ; un sur deux est reconnu utile.",
        "",
        "Répondre aux recoupements qui attendent une décision | les partenaires | 31 mai {year}",
    ),
)
CIVIL_SOCIETY = (
    _theme(
        "Sièges de la société civile",
        "Les associations occupent un siège sur six. Les frais de déplacement ne sont pas pris en charge.",
        "Les associations proposent un tour de représentation.",
        "Proposer le tour de représentation des associations | {a} | 30 avril {year}",
    ),
    _theme(
        "Ce que disent les voyageurs",
        "Les permanences relèvent trois plaintes qui reviennent : l'attente, les reçus, les téléphones pris.",
        "",
        "Rassembler les plaintes anonymes en une note | {b} | fin juin {year}",
    ),
)
EVERY = (
    OTHER,
    *GENERAL,
    *FRAMEWORK,
    *REGIONAL,
    *SECURITY,
    *DEVELOPMENT,
    *CHILDREN,
    *RECOMMENDATIONS,
    *PUBLIC,
    *DONORS,
    *CIVIL_SOCIETY,
)
BY_TITLE = {theme.title: theme for theme in EVERY}
