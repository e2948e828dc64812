"""The words by which minutes name their own parts, folded."""

from __future__ import annotations

import re

from azalai.engines.minutes.text import fold, squeeze

NUMBER = re.compile(
    r"""^\s*(?:[-–—•*]\s*(?=(?:\d{1,2}|[IVX]{1,4})\s?[-–.)°]))?
    (?:(?:point|pt)\s*(?:n\s?[°ºo]\s?)?)?
    (?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}(?=\s?[-–.)°/:])|[ivx]{1,5}(?=\))|[a-hA-H](?=\)))
    (?:\s?(?:[-–—.)°:/]|er\b|[eè]me\b)+\s*|\s+(?=[A-ZÀ-ÖØ-Þ«]))(?!\d)""",
    re.VERBOSE,
)
POINT_WORD = re.compile(r"^\s*point\s*(?:n\s?[°ºo]\s?)?(?P<number>\d{1,2})\b\s*[-–—.:]?\s*", re.I)
_SIGN = r"\s*[:;.?\-–—]*\s*"

DATE = r"date(?: et lieu| de la (?:reunion|rencontre|seance))?|jour|tenue le"
PLACE = r"lieu(?: de la (?:reunion|rencontre))?|endroit|salle|venue"
TIME = (
    r"times?|heures?(?: de la reunion)?|horaires?|duree|debut(?: de (?:la )?(?:reunion|seance))?(?: et fin)?"
)
END = r"fin(?: de (?:la )?(?:reunion|seance))?|heure de (?:fin|cloture)|cloture"
BODY = r"(?:organe|instance|groupe|reunion|objet|type de reunion)"
PRESENT = (
    r"(?:liste des? )?(?:presences?|participants?(?: presents?)?|presents?|personnes presentes|"
    r"structures presentes|"
    r"membres presents|organisations presentes|attendance)|liste de presence|"
    r"(?:etaient|sont|ont ete) presente?s?(?: a (?:la|cette) (?:reunion|rencontre|seance))?|"
    r"ont (?:pris part|participe|assiste)(?: a (?:la|cette) (?:reunion|rencontre|seance))?|"
    r"structures? (?:representees?|participantes?)|y ont pris part|membres presents a la reunion"
)
EXCUSED = (
    r"(?:etaient )?(?:absents?|excuses?)(?: (?:et )?(?:excuses?|non excuses?|absents?))?|absences?|"
    r"structures absentes|membres (?:absents|excuses)"
)
AGENDA = (
    r"(?:les )?(?:points? )?(?:inscrits? (?:a l'|dans l')|de l'|a l'|"
    r"l')?\s?ordre du jour(?: de la (?:reunion|rencontre|seance))?"
    r"(?: (?:etait|est|portait|a porte|comportait|comprenait|a ete)[^:]{0,80})?|agenda|"
    r"points? a l'ordre du jour|"
    r"(?:les )?points? (?:suivants? )?(?:etaient |sont )?inscrits? a l'ordre du jour|points? inscrits?"
)
DISCUSSION = (
    r"(?:points? (?:cles? )?(?:de |des )?discussions?(?: cles?)?|(?:resume|synthese|"
    r"deroulement) des (?:discussions?|debats|echanges)|"
    r"discussions?(?: cles?)?|debats|echanges|points? (?:cles?|discutes?)|points? cles? discutes?|"
    r"principaux points(?: de discussion| discutes)?|key (?:discussion )?points)"
)
ACTIONS = (
    r"(?:points? d'actions?|actions?(?: (?:a (?:mener|entreprendre|faire)|retenues?|convenues?|"
    r"prioritaires?|points?))?|"
    r"recommandations?(?: (?:formulees?|retenues?|de la (?:reunion|rencontre)|issues de la reunion))?|"
    r"decisions?(?: (?:prises?|retenues?))?|resolutions?|mesures(?: a prendre)?|taches?|conclusions?|"
    r"(?:les )?(?:principales )?(?:actions?|recommandations?|decisions?)(?: et (?:actions?|"
    r"recommandations?|decisions?|conclusions?))?"
    r"(?: suivantes?)?|action points?|engagements|suite a donner)"
)
OWNER = (
    r"(?:personnes?\s?/\s?(?:agences?|structures?)(?:\s?responsables?)?|(?:structures?|"
    r"personnes?|agences?|entites?|acteurs?|"
    r"organisations?|institutions?|services?)(?: ou (?:structures?|personnes?|"
    r"agences?))?\s?responsables?|responsables?|responsabilites?|porteurs?|"
    r"qui|charges? de(?: l'execution| la mise en oeuvre)?|pilotes?|resp|owners?|responsible)"
)
DEADLINE = (
    r"(?:dates?\s?(?:limites?|butoirs?|d'echeances?|d'execution|prevues?|de realisation)|"
    r"echeanciers?|echeances?|delais?(?: d'execution| de mise en oeuvre)?|"
    r"quand|deadlines?|due date|chronogramme|calendrier|horizon|periodes?(?: d'execution|"
    r" de mise en oeuvre)?)"
)
STATUS = (
    r"(?:statuts?|etats?(?: d'(?:avancement|execution)| de (?:mise en oeuvre|realisation))?|"
    r"niveau (?:d'execution|de mise en oeuvre|de realisation)|"
    r"avancement|observations?|commentaires?|remarques?|status|suivi)"
)
TOPIC = (
    r"(?:points? (?:discutes?|abordes?|traites?|examines?|de l'ordre du jour|a l'ordre du jour|"
    r"inscrits?)|sujets?(?: (?:abordes?|discutes?|traites?))?|"
    r"themes?|thematiques?|points?|questions?(?: (?:abordees?|discutees?|traitees?))?|"
    r"ordre du jour|rubriques?|objets?|"
    r"points? (?:inscrits )?a l'ordre du jour|agenda items?)"
)
COUNT = r"(?:n|no|num|numeros?|n\s?[°º]|#|ordre|n° d'ordre|n d'ordre)"
PERSON = r"(?:noms?(?:\s?(?:et|&|/)?\s?prenoms?)?|prenoms?(?: (?:et )?noms?)?|participants?)"
CONTACT = (
    r"(?:contacts?|telephones?|tel|e-?mails?|mails?|adresses?(?: e-?mail)?|emargements?|signatures?|"
    r"courriels?|sexe|genre|whatsapp|mobile)"
)
POST = r"(?:fonctions?|titres?|postes?|qualites?)"
STRUCTURE = (
    r"(?:structures?|organisations?|organismes?|institutions?|services?(?: ou structure)?|agences?|"
    r"entites?|provenance|structures?\s?/\s?\w+|organisation\s?/\s?\w+)"
)
PRESENTER = (
    r"(?:presentateurs?|presente par|intervenants?|facilitateurs?|presenters?|"
    r"charges? de la presentation|animateurs?)"
)

COLUMNS = {
    "number": COUNT, "owner": OWNER, "deadline": DEADLINE, "discussion": DISCUSSION, "action": ACTIONS,
    "status": STATUS, "person": PERSON, "contact": CONTACT, "post": POST, "structure": STRUCTURE,
    "presenter": PRESENTER, "topic": TOPIC,
}  # fmt: skip
_WHOLE = {role: re.compile(rf"(?:{pattern})\s*(?:\([^)]*\))?{_SIGN}") for role, pattern in COLUMNS.items()}
_EXTRA_WORDS = {
    "owner": re.compile(r"\b(?:responsables?|porteurs?)\b"),
    "deadline": re.compile(r"\b(?:echeances?|date limite|delais?)\b"),
    "action": re.compile(r"\b(?:actions?|recommandations?|decisions?|resolutions?|taches?|mesures)\b"),
    "topic": re.compile(r"\b(?:points?|sujets?|themes?) (?:de |a |discutes?|abordes?)"),
    "discussion": re.compile(r"\b(?:discussions?|debats|echanges|constats?)\b"),
    "structure": re.compile(r"\b(?:structures?|organisations?|institutions?)\b"),
    "contact": re.compile(r"\b(?:contacts?|telephone|tel|e-?mail)\b"),
}
LONGEST_HEADER = 70

_HEADS = {
    "date": DATE, "place": PLACE, "time": TIME, "end": END, "present": PRESENT, "excused": EXCUSED,
    "agenda": AGENDA,
}  # fmt: skip
_HEAD_LABEL = {
    role: re.compile(rf"(?:[-–•*]\s*)?(?:{pattern})\s*(?:[:=]\s*|\s[-–]\s|$)")
    for role, pattern in _HEADS.items()
}
_HEAD_BARE = {
    "date": re.compile(r"date\s+(?=\d|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi)\b)"),
    "place": re.compile(r"lieu\s+(?=\S)"),
    "time": re.compile(r"(?:times?|heures?|horaires?)\s+(?=de\s+\d|\d)"),
}
_LINE = {
    "discussion": re.compile(rf"(?:[-–•*➢]\s*)?(?:{DISCUSSION}){_SIGN}"),
    "actions": re.compile(rf"(?:[-–•*➢]\s*)?(?:{ACTIONS}){_SIGN}"),
    "owner": re.compile(rf"(?:{OWNER}|personnes?\s?/\s?(?:agences?|structures?)){_SIGN}"),
    "deadline": re.compile(rf"(?:{DEADLINE}){_SIGN}"),
}
NEXT_ALONE = re.compile(r"(?:date de la )?prochaine (?:reunion|rencontre|session|seance)\s?[:.]?")
NEXT_MEETING = re.compile(
    r"\b(?:prochaine?s?|future)\s+(?:reunion|rencontre|session|seance|assise|date)s?\b|\bnext meeting\b|"
    r"\b(?:reunion|rencontre|session)\s+(?:suivante|prochaine)\b"
)
CLOSING = re.compile(
    r"^(?:la (?:seance|reunion|rencontre)\s(?:est|a ete|fut|etait)?\s?(?:levee|close|cloturee|pris fin)|"
    r"(?:la (?:seance|reunion|rencontre)|elle) (?:a pris|prit|prend) fin|fait a \w|"
    r"(?:le|la) (?:rapporteur|secretaire de seance|presidente? de seance)\b.{0,60}$|"
    r"les? photos?\b|photos? |annexes?\b|"
    r"signatures?\b|ont signe\b|l'ordre du jour etant epuise|commence[er]? a )"
)
ENDS_AT = re.compile(
    r"\b(?:lev[ee]e?|close|cloturee?|pris fin|prit fin|prend fin|termine[e]?|acheve[e]?|jusqu'?a|fin)\b"
)
STARTS_AT = re.compile(r"\b(?:debut\w*|commenc\w*|ouvert\w*|demarr\w*)\b")
PAGE = re.compile(
    r"^(?:page\s*)?\d{1,3}(?:\s*(?:/|sur|of)\s*\d{1,3})?$|^page\s*\|?\s*\d+\b.{0,20}$|^- ?\d{1,3} ?-$"
)
ORDINAL = {
    "premier": 1, "1er": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5,
    "sixieme": 6, "septieme": 7, "huitieme": 8,
}  # fmt: skip
ABOUT_POINT = re.compile(
    r"^(?:[-–•*➢]\s*)?(?:sur|concernant|s'agissant|au titre|pour ce qui (?:est|concerne)|"
    r"relativement|quant|par rapport|a propos|en ce qui concerne|abordant)\b"
    rf"[^.:]{{0,20}}?\b(?:(?P<ordinal>{'|'.join(ORDINAL)}|\d{{1,2}}\s?(?:e|eme))\s+point|"
    rf"point\s+(?:n\s?[°o]\s?)?(?P<number>\d{{1,2}}))\b"
)
TITLE = re.compile(
    r"\b(?:compte[\s-]*rendu|proces[\s-]*verbal|minutes?\b|releve de (?:decisions|conclusions)|"
    r"rapport de (?:la )?reunion|pv de\b|note de reunion)"
)


def head_label(text: str, roles: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """("date", "23 septembre 2022") of "Date : 23 septembre 2022"; None when the line is no such label.

    "" stands for the rest when it is on the next lines. A colon may be missing after "Date", "Lieu"
    and "Time" where what follows leaves no doubt.
    """
    flat = squeeze(text)
    folded = fold(flat)
    for role in roles or tuple(_HEADS):
        match = _HEAD_LABEL[role].match(folded) or (role in _HEAD_BARE and _HEAD_BARE[role].match(folded))
        if match:
            return role, flat[match.end() :].strip()
    return None


def line_label(text: str) -> str:
    """ "discussion", "actions", "owner" or "deadline" for a line that is only such a label, else ""."""
    folded = squeeze(fold(text))
    if len(folded) > LONGEST_HEADER:
        return ""
    return next((role for role, pattern in _LINE.items() if pattern.fullmatch(folded)), "")


def column_role(text: str) -> str:
    """What a header cell says of its column, "" when it says nothing that is known."""
    folded = squeeze(fold(text))
    if not folded or len(folded) > LONGEST_HEADER:
        return ""
    whole = next((role for role, pattern in _WHOLE.items() if pattern.fullmatch(folded)), "")
    if whole:
        return whole
    return next((role for role, pattern in _EXTRA_WORDS.items() if pattern.search(folded)), "")


def split_number(text: str) -> tuple[str, str]:
    """("1", "Présentation…") of "1- Présentation…"; ("", text) without a number."""
    match = NUMBER.match(text) or POINT_WORD.match(text)
    if not match or not text[match.end() :].strip():
        return "", squeeze(text)
    return match["number"], squeeze(text[match.end() :])


def point_number(text: str) -> int:
    """Number of the point that a sentence comes to ("Concernant le deuxième point, …"), 0 for none."""
    match = ABOUT_POINT.match(squeeze(fold(text)))
    if not match:
        return 0
    if match["number"]:
        return int(match["number"])
    return ORDINAL.get(match["ordinal"]) or int(re.sub(r"\D", "", match["ordinal"]) or 0)
