"""What a column is about, from the words of its header (French and English)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from azalai.engines.plan.levels import KINDS, kind_of
from azalai.engines.plan.periods import MONTHS
from azalai.engines.plan.text import fold, squeeze

# Roles that hold a value of the node on their row. The order of PATTERNS matters: first match wins.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("level", r"^(?:niveau|type|level|kind|categorie)\b(?!.*(?:pmm|cout|execution|indicat|financ|avancement))"),
    ("code", r"^(?:n|no|num|numero|nr|ndeg|code|ref|id|item|#|ordre|number|s/n|sn)\b(?!.*(?:instrument|pmm|verification))"),
    ("baseline", r"\bbaseline\b|\b(?:situation|valeur|base|ligne|donnees?|annee) de (?:reference|base|depart)\b|\bref\. base\b"),
    ("verification", r"\bverifi|\bpreuves?\b|\bsources? d'information"),
    ("references", r"\bpmm\b|\bgcm\b|\bpacte\b|\bcompact\b|\bodd\b|\bsdgs?\b|\bpnm\b|\breferences?\b|\balignement|\bcadre de resultats\b|\bancrage"),
    ("funding", r"\bsources? de (?:financement|fonds)|\bbailleurs?\b|\bfunding\b|\bdonors?\b|\bfinancement (?:acquis|disponible|mobilise)|\bgap\b|\bsource of funds"),
    ("indicators", r"\bindica\w*|\biov\b|\bkpis?\b"),
    ("cost", r"\bcouts?\b|\bbudgets?\b|\bbudgetaires?\b|\bmontants?\b|\bcosts?\b|\bamounts?\b|\bfinancements?\b|\bestimation financiere|\bf ?cfa\b|\bxof\b|\bxaf\b"),
    ("risks_assumptions", r"hypothese.*risque|risque.*hypothese|assumption.*risk|risk.*assumption"),
    ("assumptions", r"\bhypotheses?\b|\bassumptions?\b"),
    ("risks", r"\brisques?\b|\brisks?\b|\bcontraintes?\b"),
    ("start", r"^(?:date de |date )?(?:debut|demarrage|start)\b"),
    ("end", r"^(?:date de |date )?(?:fin|achevement|end|completion|cloture)\b"),
    ("period", r"\bperiodes?\b|\bcalendriers?\b|\bchronogrammes?\b|\becheanc|\bdelais?\b|\bdurees?\b|\bdates?\b|\btimelines?\b|\btime ?frames?\b|\bschedules?\b|\bdeadlines?\b|\bplanning\b|\bprogrammation\b|\bquand\b|\bwhen\b|\btiming\b"),
    ("beneficiaries", r"\bbeneficia|\b(?:groupes?|populations?|publics?) (?:cibles?|vises?)|\btarget (?:groups?|populations?|audience)"),
    ("responsible", r"\bresponsa|\bresponsible\b|\bporteurs?\b|\bchefs? de file\b|\blead\b|\bpilotes?\b|\bimplement|\bcharges? (?:de|d')|\bmaitres? d'(?:ouvrage|oeuvre)|\bexecut(?:ion|ants?)\b.*\bagence|\bagences? d'execution|\b(?:institutions?|structures?|acteurs?|organes?|entites?)\b.*\bmise en oeuvre|^(?:structures?|institutions?|acteurs?|qui|who|owner|ministeres?)$"),
    ("partners", r"\bpartenaires?\b|\bpartners?\b|\bparties prenantes\b|\b(?:acteurs?|structures?|ministeres?|institutions?) (?:concerne|implique|associe)|\bstakeholders?\b|\bappuis?\b|\bcontribut"),
    ("expected_results", r"\bresultats? (?:cles? )?(?:attendus?|escomptes?|vises?|recherches?)|\bresultats? cles?\b|\bexpected\b|\blivrables?\b|\bdeliverables?\b|\bproduits? attendus?|\beffets? attendus?|\bkey results?\b"),
    ("target", r"^(?:cibles?|targets?|valeurs? cibles?)\b|\bvaleurs? cibles?\b|\btarget values?\b"),
    ("strategies", r"\bstrategies?\b|\bmodalites?\b|\bdemarches?\b|\bapproches?\b|\bapproach\b|\bmoyens?\b(?! de verif)|\bressources\b|\bmethodes?\b|\bcomment\b(?!s|aire)|\bhow\b|\bmeans\b"),
    ("comments", r"\bcommentaires?\b|\bobservations?\b|\bremarques?\b|\bcomments?\b|\bnotes?\b|\bstatuts?\b|\bstatus\b|\betat d|\bniveau d'execution"),
)  # fmt: skip
NODE_WORDS = re.compile(r"[a-z]+(?:[ -](?:strategiques?|specifiques?|prioritaires?|generaux|general|activites?|objectifs?))?")
LOGIC = re.compile(r"\blogique d'intervention\b|\bintervention logic\b|\bdescription\b|\bintitules?\b|\blibelles?\b|\btitles?\b|\bdesignation\b|^(?:quoi|what)$|\bhierarchie")
YEAR_HEAD = re.compile(r"(?:^|\s)(?:(?:an|annee|year|y|a)\s*\.?\s*(?P<number>\d{1,2})|(?P<year>(?:19|20)\d\d))(?:\s*(?:-|/)?\s*(?P<part>[tqs][1-4]|[1-4](?:er|e|eme)? (?:trimestre|semestre)))?\s*$")
QUARTER_HEAD = re.compile(r"^(?:trim(?:estre)?\.?\s*)?[tq]?\s?([1-4])(?:er|e|eme|st|nd|rd|th)?(?:\s*(?:trim(?:estre)?|quarter)\.?)?$|^[tq]([1-4])$")

FIELD_ROLES = frozenset(name for name, _ in PATTERNS) | {"year", "year_cost", "month", "ignore"}


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds.

    name: a name of PATTERNS, "node", "year", "year_cost", "month", "ignore" or "unknown".
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
    for name, pattern in PATTERNS:
        if re.search(pattern, bare):
            return _detailed(name, bare)
    if LOGIC.search(bare):
        return Role("node")
    kinds = kinds_in(bare)
    return Role("node", kinds) if kinds else Role("unknown")


def kinds_in(header: str) -> tuple[str, ...]:
    """Levels named by a header, in its order: "Actions/Activités" → ("action", "activity")."""
    folded = re.sub(r"\bd'intervention\b|\bprioritaires?\b(?=.*\b(?:action|activit|mesure))", " ", squeeze(fold(header)))
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
    money = bool(re.search(r"\bcouts?\b|\bbudgets?\b|\bmontants?\b|\bcosts?\b|\bamounts?\b", bare))
    if re.search(r"\btotal|\bglobal", last) or len(last) > 30:
        return None
    match = YEAR_HEAD.search(last)
    if match and len(YEAR_HEAD.sub("", last)) < 26:
        number = int(match["number"] or match["year"])
        return Role("year_cost" if money else "year", number=number, months=_part(match["part"]))
    return _within_year(lines, last)


def _within_year(lines: list[str], last: str) -> Role | None:
    """A month or quarter column; its year stands in a line above, else is unknown (0)."""
    above = next((m for line in reversed(lines[:-1]) if (m := YEAR_HEAD.search(line))), None)
    year = int(above["number"] or above["year"]) if above else 0
    month = MONTHS.get(last.strip("."))
    if month and len(last) <= 10:
        return Role("month", number=year, months=(month, month))
    quarter = QUARTER_HEAD.match(last)
    if quarter and (above or last[0] in "tq"):
        number = int(quarter[1] or quarter[2])
        return Role("month", number=year, months=(number * 3 - 2, number * 3))
    return None


def _part(text: str | None) -> tuple[int, int]:
    if not text:
        return (1, 12)
    digit = next(int(char) for char in text if char.isdigit())
    size = 6 if "s" in text[:2] and "t" not in text[:1] or "semestre" in text else 3
    return (digit * size - size + 1, digit * size)
