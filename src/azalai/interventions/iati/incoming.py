"""From an IATI record to a content: what it says, what it could not say, and what is left as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from azalai.engines.naming.text import spelling_key, words
from azalai.formats.iati.records import Activity, Location, Narratives
from azalai.frames.partial import first_day, last_day
from azalai.interventions.checks import CURRENCIES, YEARS
from azalai.interventions.content import Body, Content, External, Link, Money, Where, content_of
from azalai.interventions.enums import BodyRole, BudgetKind, IdentifierScheme, Scale, Status
from azalai.interventions.iati.words import OTHERS, OWN, SHARE, SOURCE, TARGETS, YEARLESS, count_of, reach_of
from azalai.interventions.models import Intervention
from azalai.interventions.sheets.known import Known

ROLES = {
    "1": BodyRole.FUNDING,
    "2": BodyRole.ACCOUNTABLE,
    "3": BodyRole.EXTENDING,
    "4": BodyRole.IMPLEMENTING,
}
STATUSES = {
    "1": Status.IDENTIFICATION,
    "2": Status.ONGOING,
    "3": Status.COMPLETED,
    "4": Status.COMPLETED,
    "5": Status.CANCELLED,
    "6": Status.SUSPENDED,
}
DATES = {"1": "planned_start", "2": "actual_start", "3": "planned_end", "4": "actual_end"}
LEADING = (BodyRole.ACCOUNTABLE, BodyRole.IMPLEMENTING)
COMMITTED, SPENT = "2", ("3", "4")  # types of transaction
LARGEST = Decimal(10) ** 18
SHOWN = 5  # places named in one sentence
# Words that a place's name drags along: "Region of Agadez", "Département de Bilma".
FILLERS = {"region", "regions", "departement", "department", "commune", "of", "de", "d", "du", "la", "le"}


@dataclass
class Record:
    """An activity and what would become of it.

    content: None when it cannot be stored; outcome: new, changed, same or wrong.
    """

    identifier: str
    line: int
    title: str = ""
    content: Content | None = None
    existing: Intervention | None = None
    parent: str = ""
    outcome: str = "wrong"
    problems: list[str] = field(default_factory=list)
    matched: dict[str, int] = field(default_factory=dict)
    unmatched: list[str] = field(default_factory=list)


def record_of(activity: Activity, known: Known, existing: Intervention | None, own_ref: str) -> Record:
    """What the activity says here. own_ref: reference of this system as a publisher."""
    record = Record(activity.identifier, activity.line, existing=existing)
    record.problems = [problem.message for problem in activity.problems]
    record.content = _Reader(activity, known, record, own_ref).content()
    record.title = record.content.title_fr or record.content.title_en
    record.parent = next((one.ref for one in activity.related if one.type == "1"), "")
    return record


def own_identifier(activity: Activity, own_ref: str) -> str:
    """Our own number of an activity that we published, "" when it is somebody else's."""
    if activity.reporting_org.ref != own_ref:
        return ""
    ours = (one.ref for one in activity.other_identifiers if one.type == "A1" and one.owner_ref == own_ref)
    return next(ours, "")


class _Reader:
    """Reads one activity."""

    def __init__(self, activity: Activity, known: Known, record: Record, own_ref: str) -> None:
        self.activity, self.known, self.record = activity, known, record
        self.own = own_identifier(activity, own_ref)
        self.is_ours = activity.reporting_org.ref == own_ref
        self.start = content_of(record.existing) if record.existing else Content()
        self.lines = [line for d in activity.descriptions if d.type == OTHERS for line in _lines(d.texts)]

    def content(self) -> Content:
        """What is known here, with what the activity says instead."""
        start = self.start
        said = replace(
            start,
            title_fr=self._text(self.activity.titles, "fr")[:500],
            title_en=self._text(self.activity.titles, "en")[:500],
            description_fr=self._description("fr"),
            description_en=self._description("en"),
            scale=self._scale(),
            status=STATUSES.get(self.activity.status, Status(start.status)),
            identifier=self.own or start.identifier,
            **self._dates(),
        )
        said = self._with_bodies(said)
        said = replace(
            said,
            objectives=self._objectives() or start.objectives,
            places=self._places() or start.places,
            budgets=tuple(self._budgets()),
            links=tuple(self._links()) or start.links,
            externals=self._externals(),
        )
        return self._with_ours(said)

    def _text(self, texts: Narratives, language: str) -> str:
        """In that language; text of no known language counts as English, as most of IATI is."""
        named = [t.text for t in texts if t.lang == language]
        if language == "en" and not named and not any(t.lang == "fr" for t in texts):
            named = [t.text for t in texts]
        return " ".join(named[0].split()) if named else ""

    def _description(self, language: str) -> str:
        plain = [d for d in self.activity.descriptions if d.type not in (TARGETS, OTHERS)]
        if not self.is_ours:
            plain = list(self.activity.descriptions)
        texts = [self._paragraphs(d.texts, language) for d in plain]
        return "\n\n".join(dict.fromkeys(text for text in texts if text))

    def _paragraphs(self, texts: Narratives, language: str) -> str:
        named = [t.text.strip() for t in texts if t.lang == language]
        if language == "en" and not named and not any(t.lang == "fr" for t in texts):
            named = [t.text.strip() for t in texts]
        return "\n\n".join(named)

    def _scale(self) -> str:
        told = self._tag("SCALE-")
        if told in Scale.values:
            return told
        has_children = any(one.type == "2" for one in self.activity.related)
        return Scale.PROGRAMME if has_children else Scale.PROJECT

    def _tag(self, prefix: str) -> str:
        """Rest of our first tag of that prefix."""
        own = (tag.code for tag in self.activity.tags if tag.vocabulary == OWN)
        return next((code.removeprefix(prefix) for code in own if code.startswith(prefix)), "")

    def _dates(self) -> dict[str, Any]:
        found = dict.fromkeys(DATES.values(), "")
        for date in self.activity.dates:
            if date.type in DATES and date.iso:
                found[DATES[date.type]] = date.iso
        for start, end in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
            begins, ends = first_day(found[start]), last_day(found[end])
            if begins and ends and ends < begins:
                message = _("La fin (%(end)s) précède le début (%(start)s) : la fin est laissée de côté.")
                self._say(message % {"end": found[end], "start": found[start]})
                found[end] = ""
        return found

    def _say(self, message: str) -> None:
        self.record.problems.append(message)

    def _organisation(self, names: Iterable[str]) -> tuple[str, int | None]:
        """The body's first name and the key of the one that a name surely designates."""
        texts = [" ".join(name.split())[:300] for name in names if name.strip()]
        for text in texts:
            key = self.known.organisation(text)
            if key:
                self.record.matched[text] = key
                return text, key
        if texts:
            self.record.unmatched.append(texts[0])
        return (texts[0] if texts else ""), None

    def _with_bodies(self, said: Content) -> Content:
        """The bodies and the lead: who publishes, unless it publishes what others do."""
        bodies: dict[tuple[str, str], Body] = {}
        for org in self.activity.participating_orgs:
            names = [text.text for text in org.names] or [org.ref]
            text, key = self._organisation(names)
            if org.role in ROLES and text:
                role = ROLES[org.role]
                bodies.setdefault((role, text), Body(role, text, key))
        reporting = self.activity.reporting_org
        if not reporting.secondary:
            text, key = self._organisation([t.text for t in reporting.names] or [reporting.ref])
            return replace(said, bodies=tuple(bodies.values()), lead=key, lead_text="" if key else text)
        return self._lead_among(said, bodies)

    def _lead_among(self, said: Content, bodies: dict[tuple[str, str], Body]) -> Content:
        """A secondary publisher's lead: who accounts for it, else who does it."""
        ranked = [
            b
            for role in (BodyRole.ACCOUNTABLE, BodyRole.IMPLEMENTING)
            for b in bodies.values()
            if b.role == role
        ]
        if not ranked:
            return replace(said, bodies=tuple(bodies.values()))
        lead = ranked[0]
        if self.is_ours:
            bodies.pop((lead.role, lead.text))
        kept = tuple(bodies.values())
        return replace(
            said, bodies=kept, lead=lead.organisation, lead_text="" if lead.organisation else lead.text
        )

    def _objectives(self) -> tuple[int, ...]:
        """Goals that it names; those of frameworks that IATI does not know stay as they are."""
        sdg = [found for goal in self.activity.goals if (found := self.known.objectives.get(("sdg", goal)))]
        ours = {"GCM-": "gcm", f"PNM-{self.known.country}-": "pnm"}
        told = [
            key
            for tag in self.activity.tags
            for prefix, frame in ours.items()
            if tag.vocabulary == OWN and tag.code.startswith(prefix)
            if (key := self.known.objectives.get((frame, tag.code.removeprefix(prefix))))
        ]
        others = {key for (frame, _code), key in self.known.objectives.items() if frame != "sdg"}
        kept = [] if self.is_ours else [key for key in self.start.objectives if key in others]
        return tuple(dict.fromkeys([*sdg, *told, *kept]))

    def _places(self) -> tuple[Where, ...]:
        shares = {m["code"]: Decimal(m["share"]) for line in self.lines if (m := SHARE.match(line))}
        known = {self.known.places.get(spelling_key(code)): share for code, share in shares.items()}
        before = {where.place: where.share for where in self.start.places}
        found: dict[int, Where] = {}
        unknown: dict[str, None] = {}
        for location in self.activity.locations:
            key = self._place(location)
            if key:
                found[key] = Where(key, known.get(key, None if self.is_ours else before.get(key)))
            elif location.names and not self._is_the_country(location):
                unknown[location.names[0].text[:80]] = None
        self._say_unknown(list(unknown))
        return tuple(found.values())

    def _say_unknown(self, places: list[str]) -> None:
        """One sentence, however many places of the world the activity names."""
        more = len(places) - SHOWN
        named = ", ".join(places[:SHOWN])
        if more > 0:
            told = _("Lieux non reconnus : %(named)s et %(more)d autres.")
            self._say(told % {"named": named, "more": more})
        elif places:
            self._say(_("Lieu non reconnu : %s.") % named)

    def _place(self, location: Location) -> int | None:
        """By code, else by name; the most precise code first."""
        codes = sorted(location.administrative, key=lambda one: -(one.level or 0))
        for one in codes:
            if key := self.known.places.get(spelling_key(one.code)):
                return key
        for text in location.names:
            bare = "".join(word for word in words(text.text) if word not in FILLERS)
            if key := self.known.places.get(spelling_key(text.text)) or self.known.places.get(bare):
                return key
        return None

    def _is_the_country(self, location: Location) -> bool:
        return any(one.code == self.known.country for one in (*location.administrative, *location.ids))

    def _budgets(self) -> Iterator[Money]:
        if len(self.activity.countries) > 1:
            message = _("Les montants sont ceux des %d pays de l'activité.")
            self._say(message % len(self.activity.countries))
        sources = {int(m["number"]): m["name"] for line in self.lines if (m := SOURCE.match(line))}
        yearless = {int(m["number"]) for line in self.lines if (m := YEARLESS.match(line))}
        lines = [line for line in self._raw_budgets() if self._is_sound(line)]
        for number, line in enumerate(lines, 1):
            name = sources.get(number, "") if self.is_ours else ""
            year = None if self.is_ours and number in yearless else line.year
            organisation = self.known.organisation(name) if name else None
            yield replace(line, source=name, organisation=organisation, year=year)

    def _raw_budgets(self) -> Iterator[Money]:
        for budget in self.activity.budgets:
            kind = BudgetKind.COMMITTED if budget.status == "2" else BudgetKind.PLANNED
            year = _year(budget.start, budget.end)
            yield Money(round(budget.amount, 2), budget.currency, kind, year=year)
        sums: dict[tuple[str, str], Decimal] = {}
        for total in self.activity.transactions:
            if total.type == COMMITTED or total.type in SPENT:
                kind = BudgetKind.COMMITTED if total.type == COMMITTED else BudgetKind.SPENT
                known = sums.get((kind, total.currency), Decimal(0))
                sums[kind, total.currency] = known + total.amount
        yield from (Money(round(amount, 2), code, kind) for (kind, code), amount in sums.items())

    def _is_sound(self, money: Money) -> bool:
        """An amount that may be stored; another is left aside, and told."""
        if money.amount < 0 or money.amount >= LARGEST:
            self._say(_("Montant invraisemblable laissé de côté : %s.") % money.amount)
        elif money.currency not in CURRENCIES:
            self._say(_("Montant sans monnaie connue laissé de côté : %s.") % money.amount)
        elif money.year is not None and money.year not in YEARS:
            self._say(_("Montant d'une année invraisemblable laissé de côté : %s.") % money.year)
        else:
            return True
        return False

    def _links(self) -> Iterator[Link]:
        seen: set[str] = set()
        for document in self.activity.documents:
            if document.url not in seen and len(document.url) <= 1000:
                seen.add(document.url)
                title = document.titles[0].text if document.titles else document.url
                yield Link(" ".join(title.split())[:300], document.url)

    def _externals(self) -> tuple[External, ...]:
        """What was known, and the number of this activity unless it is our own."""
        ours = f"{self.activity.reporting_org.ref}-{self.own}" if self.own else ""
        if self.activity.identifier in ("", ours):
            return self.start.externals
        one = External(IdentifierScheme.IATI, self.activity.identifier[:250])
        return tuple(dict.fromkeys([*self.start.externals, one]))

    def _with_ours(self, said: Content) -> Content:
        """What only our own files say."""
        if not self.is_ours:
            return said
        reached = [line for d in self.activity.descriptions if d.type == TARGETS for line in _lines(d.texts)]
        kind = self._tag("KIND-")
        posts = [
            self.known.posts.get(spelling_key(t.text)) for c in self.activity.contacts for t in c.job_title
        ]
        return replace(
            said,
            nature=self._tag("NATURE-"),
            kind=self.known.kinds.get(spelling_key(kind)) if kind else None,
            contact_post=next((post for post in posts if post), None),
            targets=tuple(reach for line in reached if (reach := reach_of(line))),
            counts=tuple(count for line in self.lines if (count := count_of(line))),
            status=self._tag("STATUS-") or said.status,
        )


def _lines(texts: Narratives) -> list[str]:
    return [line.strip() for text in texts for line in text.text.split("\n") if line.strip()]


def _year(start: str, end: str) -> int | None:
    """The year of a period that stays within it."""
    years = {text[:4] for text in (start, end) if text}
    return int(next(iter(years))) if len(years) == 1 else None
