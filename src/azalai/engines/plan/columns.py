"""What a column is about, from the words of its header (French and English)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from azalai.engines.plan.levels import KINDS, kind_of
from azalai.engines.plan.periods import MONTHS
from azalai.engines.plan.text import fold, squeeze

# Roles that hold a value of the node on their row. The order of PATTERNS matters: first match wins.
PATTERNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("level", (
        r"^(?:niveau|type|level|kind|categorie)\b(?!.*(?:pmm|cout|execution|indicat|financ|avancement))",
    )),
    ("code", (

        r"^(?:n|no|num|numero|nr|ndeg|code|codification|ref|id|item|#|ordre|number|s/n|sn)\b(?!.*(?:instrument|verification))",
    )),
    ("detail", (
        r"^(?:lieux?|zones?|regions?|localites?|couverture|location|sites?)\b",
        r"\bunitaires?\b", r"\bunit (?:cost|price)", r"\bprix\b", r"\bquantit", r"\bqte\b", r"\bqty\b",
        r"^unites?(?: physiques?)?$", r"^units?$", r"\bfrequences?\b", r"\btaux d'execution",
        (
            r"\b(?:couts?|budgets?|montants?|depenses?|costs?|amounts?) (?:reels?|realises?|executes?"
            r"|engages?|decaisses?|depenses?|revises?|actual|spent|disbursed)"
        ),
        r"\bdecaissements?\b", r"\bexpenditures?\b", r"\bspent\b",
    )),
    ("baseline", (
        r"\bbaseline\b",
        r"\b(?:situation|valeur|base|ligne|donnees?|annee) (?:de )?(?:reference|base|depart)\b",
        r"\bref\. base\b",
    )),
    ("verification", (
        r"\bverifi", r"\bpreuves?\b", r"\bsources? d'information", r"\bmov\b",
    )),
    ("references", (
        r"\bpmm\b", r"\bgcm\b", r"\bpacte\b", r"\bcompact\b", r"\bodd\b", r"\bsdgs?\b", r"\bpnm\b",
        r"\breferences?\b", r"\balignement", r"\bcadre de resultats\b", r"\bancrage", r"\balignment",
        r"\bpolitique nationale\b",
    )),
    ("funding", (
        r"\bsources? de (?:financement|fonds)", r"\bbailleurs?\b", r"\bfunding\b", r"\bdonors?\b",
        r"\bgap\b", r"\bsources? of funds",
        (
            r"\b(?:financements?|budgets?|montants?|couts?|ressources|fonds) (?:acquis|disponibles?"
            r"|mobilises?|a (?:mobiliser|rechercher))"
        ),
        r"\bacquis\b", r"\ba (?:mobiliser|rechercher)\b",
    )),
    ("indicators", (
        r"\bindicat(?:eurs?|ors?)\b", r"\biov\b", r"\bkpis?\b", r"\bovis?\b",
    )),
    ("cost", (
        r"\bcouts?\b", r"\bbudgets?\b", r"\bbudgetaires?\b", r"\bmontants?\b", r"\bcosts?\b",
        r"\bamounts?\b", r"\bfinancements?\b", r"\benveloppes?\b",
        r"\b(?:estimations?|previsions?|evaluations?) financieres?", r"\bf ?cfa\b", r"\bxof\b",
        r"\bxaf\b", r"\bdotations?\b", r"\bdevis\b", r"\bchiffrages?\b", r"\bhow much\b", r"\bcombien\b",
    )),
    ("risks_assumptions", (
        r"hypothese.*risque", r"risque.*hypothese", r"assumption.*risk", r"risk.*assumption",
        r"conditions? critiques?",
    )),
    ("assumptions", (
        r"\bhypotheses?\b", r"\bassumptions?\b", r"\bconditions? prealables?",
    )),
    ("risks", (
        r"\brisques?\b", r"\brisks?\b", r"\bcontraintes?\b",
    )),
    ("start", (
        r"^(?:dates? (?:de |du )?)?(?:debut|demarrage|lancement|start)\b",
    )),
    ("end", (
        r"^(?:dates? (?:de |d')?)?(?:fin|achevement|end|completion|cloture)\b",
    )),
    ("period", (
        r"\bperiodes?\b", r"\bperiodicites?\b", r"\bcalendriers?\b", r"\bchronogrammes?\b", r"\becheanc",
        r"\bdelais?\b", r"\bdurees?\b", r"\bdates?\b", r"\btimelines?\b", r"\btime ?frames?\b",
        r"\bschedules?\b", r"\bdeadlines?\b", r"\bplanning\b", r"\bprogrammation\b", r"\bquand\b",
        r"\bwhen\b", r"^(?:annees?|years?|exercices?|trimestres?|quarters?|mois|months?)$",
        r"\btiming\b", r"\bperiods?\b", r"\bechelonnement\b",
        r"\bannees? (?:de realisation|d'execution|de mise)",
    )),
    ("beneficiaries", (
        r"\bbeneficia", r"\b(?:groupes?|populations?|publics?) (?:cibles?|vises?)",
        r"\btarget (?:groups?|populations?|audience)", r"\bdestinataires?\b", r"\bpour qui\b",
    )),
    ("responsible", (
        r"\bresponsa", r"\bresponsible\b", r"\bporteu(?:rs?|ses?)\b", r"\bchefs? de file\b", r"\blead\b",
        r"\bpilotes?\b", r"\bimplement", r"\bcharges? (?:de|d')", r"\bmaitres? d'(?:ouvrage|oeuvre)",
        r"\bexecut(?:ion|ants?)\b.*\bagence", r"\bagences? d'execution",
        (
            r"\b(?:institutions?|structures?|acteurs?|organes?|entites?|services?)\b.*\b(?:mise en oeuvre"
            r"|execution|realisation)"
        ),
        (
            r"^(?:structures?|institutions?|acteurs?|qui|who|owner|ministeres?|entites?|services?|organismes?"
            r"|directions?)(?: (?:principa\w+|cles?|leaders?|competente?s?))?$"
        ),
        r"\bpoints? foca(?:l|ux)\b", r"\baccountable\b", r"\bowner\b",
    )),
    ("partners", (
        r"\bpartenaires?\b", r"\bpartners?\b", r"\bparties prenantes\b", r"\bstakeholders?\b",
        r"\bappuis?\b", r"\bcontribut",
        r"\b(?:acteurs?|structures?|ministeres?|institutions?) (?:concerne|implique|associe|appui)",
        r"\bcollaborat",
    )),
    ("expected_results", (
        r"\bresultats? (?:cles? )?(?:attendus?|escomptes?|vises?|recherches?)", r"\bresultats? cles?\b",
        r"\bexpected\b", r"\blivrables?\b", r"\bdeliverables?\b", r"\bproduits? attendus?",
        r"\beffets? attendus?", r"\bkey results?\b",
    )),
    ("target", (
        r"^(?:cibles?|targets?|valeurs? cibles?)\b", r"\bvaleurs? cibles?\b", r"\btarget values?\b",
    )),
    ("strategies", (
        r"\bstrategies?\b", r"\bmodalites?\b", r"\bdemarches?\b", r"\bapproches?\b", r"\bapproach\b",
        r"\bmoyens?\b(?! de verif)", r"\bressources\b", r"\bmethodes?\b", r"\bcomment\b(?!s|aire)",
        r"\bhow\b", r"\bmeans\b",
    )),
    ("comments", (
        r"\bcommentaires?\b", r"\bobservations?\b", r"\bremarques?\b", r"\bcomments?\b", r"\bnotes?\b",
        r"\bstatuts?\b", r"\bstatus\b", r"\betat d", r"\bniveau d'execution", r"\bremarks?\b",
    )),
)  # fmt: skip
SEARCHED = tuple((name, re.compile("|".join(patterns))) for name, patterns in PATTERNS)
NODE_WORDS = re.compile(
    r"[a-z]+(?:[ -](?:strategiques?|specifiques?|prioritaires?|generaux|general|activites?|objectifs?))?"
)
LOGIC = re.compile(
    r"\blogique d'intervention\b|\bintervention logic\b|\bdescriptions?\b|\bintitules?\b|\blibelles?\b"
    r"|\btitles?\b"
    r"|\bdesignations?\b|^(?:quoi|what)$|\bhierarchie|\bhierarchy\b|\bchaine des resultats\b"
    r"|\bresults chain\b|\brubriques?\b"
)
LONGEST_PERIOD = 30
LONGEST_PREFIX = 26
MONEY = re.compile(
    r"\bcouts?\b|\bbudgets?\b|\bmontants?\b|\bcosts?\b|\bamounts?\b|\bf ?cfa\b|\bxof\b|\bxaf\b|\bdepenses?\b"
)
_PART = (
    r"[tqs]\s?[1-4]|[1-4](?:er|e|eme|nd|re)? ?(?:trimestre|semestre)"
    r"|(?:trimestre|semestre|trim\.?|sem\.?|quarter) ?[1-4]"
)
YEAR_HEAD = re.compile(
    rf"(?:^|\s)(?:(?P<before>{_PART})\s*[-/ ]?\s*(?:de )?)?"
    r"(?:(?:(?:an|annee|year|y|a)\s*\.?\s*(?:n\s*[°o]\s*)?(?P<number>\d{1,2})|(?P<ordinal>\d)\s*(?:ere|re|e|eme|er|st|nd|rd|th)\s+(?:annee|year))"
    r"(?:\s*[:(/–-]\s*(?P<civil>(?:19|20)\d\d)\s*\)?)?|(?:exercice |annee |fy ?)?(?P<year>(?:19"
    r"|20)\d\d)(?:\s*\((?:an|annee|year) ?\d+\))?)"
    rf"(?:\s*(?:-|/)?\s*\(?(?P<after>{_PART})\)?)?\s*$"
)
QUARTER_HEAD = re.compile(
    r"^(?:trim(?:estre)?\.?\s*|quarter\s*)?[tq]?\s?([1-4])(?:er|e|eme|re|st|nd|rd|th)?(?:\s*(?:trim(?:estre)?|quarter)\.?)?$"
)
HALF_HEAD = re.compile(r"^(?:sem(?:estre)?\.?\s*|s\s?)([12])$|^([12])(?:er|re|e|eme|nd)?\s*sem(?:estre)?\.?$")
MONTH_HEAD = re.compile(r"^(?P<month>[a-z]{3,9})\.?(?:[\s./-]*(?P<year>(?:20)?\d\d))?$")

FIELD_ROLES = frozenset(name for name, _ in PATTERNS) | {"year", "year_cost", "month", "ignore"}


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds.

    name: a name of PATTERNS, "node", "year", "year_cost", "month", "ignore" or "unknown"; a "detail"
    (quantity, unit cost, money spent) is kept as text and never added.
    kinds: for "node", the levels that its header names; for "cost", the level whose cost it is.
    frame: for "references", the framework that the header names ("" when it names several or none).
    number: plan year (from 1) or calendar year of a "year"/"year_cost"/"month" column.
    months: for "month" columns, first and last month covered (a quarter covers three).
    """

    name: str
    kinds: tuple[str, ...] = ()
    frame: str = ""
    number: int | None = None
    months: tuple[int, int] = (1, 12)

    @property
    def is_known(self) -> bool:
        """The column was understood."""
        return self.name != "unknown"

    def spelled(self) -> str:
        """One word for storage: "cost:axis", "node:action+activity", "year:2", "references:GCM"."""
        detail = "+".join(self.kinds) or self.frame
        if self.number is not None:
            first, last = self.months
            detail = str(self.number) if (first, last) == (1, 12) else f"{self.number}.{first}-{last}"
        return f"{self.name}:{detail}" if detail else self.name


def role_from(spelled: str) -> Role:
    """The inverse of `Role.spelled`."""
    name, _, detail = spelled.partition(":")
    if name in {"year", "year_cost", "month"} and detail:
        number, _, months = detail.partition(".")
        first, _, last = months.partition("-")
        return Role(name, number=int(number), months=(int(first), int(last)) if months else (1, 12))
    if name == "references":
        return Role(name, frame=detail)
    return Role(name, kinds=tuple(detail.split("+")) if detail else ())


def role_of(header: str) -> Role:
    """The role that a header announces; its lines are joined by "\\n" when it has several."""
    folded = squeeze(fold(header).replace("œ", "oe").replace("'", "'"))
    bare = squeeze(re.sub(r"\([^)]*\)|[*:]", " ", folded))
    if not bare and not folded:
        return Role("unknown")
    if timed := _timed(bare, header):
        return timed
    for name, pattern in SEARCHED:
        if pattern.search(bare):
            return _detailed(name, bare)
    if LOGIC.search(bare):
        return Role("node")
    kinds = kinds_in(bare)
    return Role("node", kinds) if kinds else Role("unknown")


def kinds_in(header: str) -> tuple[str, ...]:
    """Levels named by a header, in its order: "Actions/Activités" → ("action", "activity")."""
    folded = re.sub(
        r"\bd'intervention\b|\bprioritaires?\b(?=.*\b(?:action|activit|mesure))", " ", squeeze(fold(header))
    )
    found = [kind_of(match[0]) or kind_of(match[0].split(" ")[0]) for match in NODE_WORDS.finditer(folded)]
    return tuple(dict.fromkeys(kind for kind in found if kind and kind in KINDS and kind != "problem"))


def _detailed(name: str, bare: str) -> Role:
    if name == "cost":
        kinds = kinds_in(bare)
        return Role(name, kinds[-1:])
    if name == "references":
        return Role(name, frame=_frame(bare))
    return Role(name)


def _frame(bare: str) -> str:
    gcm = re.search(r"\bpmm\b|\bgcm\b|\bpacte\b|\bcompact\b", bare)
    sdg = re.search(r"\bodd\b|\bsdgs?\b", bare)
    pnm = re.search(r"\bpnm\b|politique nationale", bare)
    named = [name for name, found in (("GCM", gcm), ("SDG", sdg), ("PNM", pnm)) if found]
    return named[0] if len(named) == 1 else ""


def _timed(bare: str, header: str) -> Role | None:
    """A column of a calendar or of a budget by year."""
    lines = [squeeze(fold(line)) for line in header.split("\n") if line.strip()]
    last = lines[-1] if lines else ""
    if re.search(r"\btotal|\bglobal", last) or len(last) > LONGEST_PERIOD:
        return None
    match = YEAR_HEAD.search(last)
    if not match or len(last) - len(match[0]) >= LONGEST_PREFIX:
        return _within_year(lines, last)
    money = bool(MONEY.search(bare))
    number = int(match["civil"] or match["number"] or match["ordinal"] or match["year"])
    return Role(
        "year_cost" if money else "year", number=number, months=_part(match["before"] or match["after"])
    )


def _within_year(lines: list[str], last: str) -> Role | None:
    """A month or quarter column; its year stands in a line above, else is unknown (0)."""
    above = next((m for line in reversed(lines[:-1]) if (m := YEAR_HEAD.search(line))), None)
    year = int(above["civil"] or above["number"] or above["ordinal"] or above["year"]) if above else 0
    named = MONTH_HEAD.match(last)
    if named and (month := MONTHS.get(named["month"])):
        own = int(named["year"]) if named["year"] else year
        return Role(
            "month", number=own + 2000 if 0 < own < 100 and named["year"] else own, months=(month, month)
        )
    if (quarter := QUARTER_HEAD.match(last)) and (above or not last[0].isdigit() or len(last) > 2):
        return Role("month", number=year, months=_span_of(int(quarter[1]), 3))
    if half := HALF_HEAD.match(last):
        return Role("month", number=year, months=_span_of(int(half[1] or half[2]), 6))
    return None


def _span_of(number: int, size: int) -> tuple[int, int]:
    """First and last month of the nth quarter or half."""
    return (number * size - size + 1, number * size)


def _part(text: str | None) -> tuple[int, int]:
    if not text:
        return (1, 12)
    digit = next(int(char) for char in text if char.isdigit())
    return _span_of(digit, 6 if text.startswith("s") or "sem" in text else 3)
