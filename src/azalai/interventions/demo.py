"""The demonstration's interventions: fictional organisations, three hundred stories, ties to the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from azalai.actors.actions import register_organisation
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.partial import last_day
from azalai.frames.queries import current_items
from azalai.interventions import actions, demo_data
from azalai.interventions.content import Body, Content, Money, Quantity, Reach, Where
from azalai.interventions.demo_data import EUR_XOF, Spot, Story, Theme
from azalai.interventions.enums import COUNTS_OF, BodyRole, BudgetKind, EnteredVia, Nature, Status
from azalai.interventions.models import Intervention
from azalai.plans.models import Node, NodeReference, Plan

PARTNER = "demo-partenaire"
USD_XOF = 600.0  # a round rate: the demonstration is no bank
LINKED_EVERY, DRAFTS = 2, 3
# Partners write names as they like: the register's queue of names to confirm begins with these.
AS_WRITTEN = {
    "DEMO-020": "Passerelle du Tenéré (fictif)",
    "DEMO-040": "Wings over Air (fictional)",
    "DEMO-060": "Soins sans étapes (fictif)",
    "DEMO-080": "Soins sans étapes (fictif)",
    "DEMO-100": "Bureau des passages internationaux (fictif)",
    "DEMO-120": "OIM - mission fictive",
    "DEMO-140": "Comité fictif des étoiles filantes",
    "DEMO-160": "Comités villageois fictifs",
}
VOWELS = "AEIOUYÉÈÂÎ"
STOPS = (
    (actions.suspend, "Accès suspendu dans la zone pour raison de sécurité (fictif)."),
    (actions.suspend, "Convention de financement en cours de renégociation (fictif)."),
    (actions.cancel, "Le bailleur a réorienté ses fonds (fictif)."),
)


def load(*, by: Author, at: datetime, country: str) -> None:
    """Organisations, interventions, three that stopped, ties to the plan; loading again changes nothing."""
    if Intervention.objects.in_country(country).exists():
        return
    loader = _Loader(by, at, country)
    made = loader.interventions()
    ongoing = sorted(key for key, one in made.items() if one.status == Status.ONGOING)
    for key, (stop, reason) in zip(ongoing[5::30], STOPS, strict=False):
        stop(by=by, at=at, intervention=made[key], reason=reason)
    loader.link(made)
    loader.drafts()


class _Loader:
    """What the stories refer to, read once."""

    def __init__(self, by: Author, at: datetime, country: str) -> None:
        self.by, self.at, self.country = by, at, country
        self.day = localdate(at)
        self.bodies = self._organisations()
        places = list(Place.objects.in_country(country).filter(valid_to="").order_by("pcode"))
        self.regions = [place for place in places if place.level == 1]
        self.parts = {r.pk: [p for p in places if p.parent_id == r.pk] for r in self.regions}
        self.items = {
            (code, item.code): item.pk
            for code in ("gcm", "sdg", f"pnm-{country.lower()}", "intervention-kinds")
            for item in current_items(code, on=self.day)
        }

    def _organisations(self) -> dict[str, Organisation]:
        categories = {item.code: item for item in current_items("stakeholders", on=self.day)}
        found = {one.code: one for one in Organisation.objects.in_country(self.country)}
        for facts in demo_data.organisations():
            if facts["code"] not in found:
                found[facts["code"]] = self._organisation(facts, categories[facts["category"]])
        return found

    def _organisation(self, facts: dict[str, str], category: FrameworkItem) -> Organisation:
        note = "Organisme fictif de la démonstration."
        names: dict[str, Any] = {name: facts[name] for name in ("code", "name_fr", "name_en")}
        return register_organisation(
            by=self.by, at=self.at, country=self.country, category=category, note=note, **names
        )

    def interventions(self) -> dict[str, Intervention]:
        """Every story as a published intervention, programmes first."""
        stories = demo_data.demonstration().stories
        made: dict[str, Intervention] = {}
        for story in sorted(stories, key=lambda one: bool(one.parent)):
            made[story.identifier] = self._store(story, made)
        return made

    def _store(self, story: Story, made: dict[str, Intervention]) -> Intervention:
        parent = made[story.parent].pk if story.parent else None
        via = EnteredVia.WEB if story.written > 4 else EnteredVia.EXCEL
        stored, _changed = actions.store_published(
            by=self.by, at=self.at, country=self.country, content=self._content(story, parent), via=via
        )
        return stored

    def _content(self, story: Story, parent: int | None) -> Content:
        theme = demo_data.themes()[story.theme]
        start = _date(story.start, story.written, last=False)
        end = _date(story.start + story.months, story.written, last=True)
        status = _status(story, self.day)
        return Content(
            **self._texts(story, theme),
            scale=story.scale,
            parent=parent,
            kind=self.items["intervention-kinds", theme.kind],
            nature=theme.nature,
            identifier=story.identifier,
            lead=self.bodies[story.lead].pk,
            status=status,
            planned_start=start,
            planned_end=end,
            actual_start=start if status != Status.PLANNED and story.written == 10 else "",
            bodies=tuple(self._named(story)),
            objectives=tuple(self._objectives(theme)),
            places=tuple(self._places(story.spots)),
            targets=tuple(_reaches(story)),
            budgets=tuple(self._money(story)),
            counts=tuple(_counts(story, theme)),
        )

    def _texts(self, story: Story, theme: Theme) -> dict[str, Any]:
        place = self._region(story.spots[0]).name
        of = f"d'{place}" if place[0].upper() in VOWELS else f"de {place}"
        words = {"place": place, "at": f"à {place}", "of": of}
        prefix = ("Programme : ", "Programme: ") if story.scale == "programme" else ("", "")
        french = prefix[0] + theme.titles_fr[story.variant].format(**words)
        english = prefix[1] + theme.titles_en[story.variant % len(theme.titles_en)].format(**words)
        found: dict[str, Any] = {}
        if "fr" in story.languages:
            text = theme.texts_fr[story.variant % len(theme.texts_fr)]
            found |= {"title_fr": french, "description_fr": text}
        if "en" in story.languages:
            found |= {"title_en": english, "description_en": theme.text_en}
        return found

    def _region(self, spot: Spot) -> Place:
        return self.regions[spot.region % len(self.regions)]

    def _places(self, spots: Sequence[Spot]) -> Iterator[Where]:
        """Whole regions, or some of their parts; each once."""
        seen: set[int] = set()
        for spot in spots:
            region = self._region(spot)
            below = self.parts[region.pk]
            chosen = [below[part % len(below)] for part in spot.parts] if below else []
            for place in chosen or [region]:
                if place.pk not in seen:
                    seen.add(place.pk)
                    yield Where(place.pk)

    def _named(self, story: Story) -> Iterator[Body]:
        for role, codes in ((BodyRole.FUNDING, story.funders), (BodyRole.IMPLEMENTING, story.partners)):
            for code in dict.fromkeys(codes):
                yield Body(role, self.bodies[code].name_fr, self.bodies[code].pk)
        if text := AS_WRITTEN.get(story.identifier):
            yield Body(BodyRole.IMPLEMENTING, text)

    def _objectives(self, theme: Theme) -> Iterator[int]:
        told = (("gcm", theme.gcm), ("sdg", theme.sdg), (f"pnm-{self.country.lower()}", theme.pnm))
        for frame, codes in told:
            yield from (self.items[frame, code] for code in codes if (frame, code) in self.items)

    def _money(self, story: Story) -> Iterator[Money]:
        """In the country's franc, or as the donor counts."""
        franc = "XAF" if self.country == "TD" else "XOF"
        rates = {"EUR": EUR_XOF, "USD": USD_XOF}
        rate = rates.get(story.currency)
        amount = Decimal(round(story.amount / rate, -3) if rate else story.amount)
        code = story.currency if rate else franc
        funder = self.bodies[story.funders[0]] if story.funders else None
        name, key = (funder.name_fr, funder.pk) if funder else ("", None)
        yield Money(amount, code, BudgetKind.PLANNED, name, key)
        if story.written == 10:
            yield Money(amount * 8 // 10, code, BudgetKind.COMMITTED, name, key)

    def link(self, made: dict[str, Intervention]) -> None:
        """One in two contributes, where it can, to a line of the plan that serves the same objective."""
        plan = Plan.objects.filter(country=self.country).first()
        if plan is None:
            return
        nodes = list(plan.latest_version().nodes.filter(children=None).select_related("version__plan"))
        served = NodeReference.objects.filter(node__in=nodes, frame="GCM").values_list("node_id", "code")
        by_code: dict[str, list[Node]] = {}
        known = {node.pk: node for node in nodes}
        for node_id, code in served.order_by("node__path"):
            by_code.setdefault(code, []).append(known[node_id])
        for number, story in enumerate(demo_data.demonstration().stories[::LINKED_EVERY]):
            lines = by_code.get(demo_data.themes()[story.theme].gcm[0], [])
            if lines:
                # Most lines stay without a contribution: that is what the page of gaps is for.
                node = lines[number % max(1, len(lines) // 2)]
                actions.link_to_plan(by=self.by, at=self.at, intervention=made[story.identifier], node=node)

    def drafts(self) -> None:
        """What the demonstration's partner answers for: drafts at several stages."""
        partner = self.bodies.get(PARTNER)
        if partner is None:
            return
        for rank, story in enumerate(demo_data.demonstration().stories[:DRAFTS]):
            whole = self._content(story, None)
            told = Content(title_fr=whole.title_fr or whole.title_en, lead=partner.pk, nature=whole.nature)
            if rank:
                told = Content(
                    title_fr=told.title_fr,
                    lead=partner.pk,
                    nature=whole.nature,
                    places=whole.places,
                    planned_start="2027",
                )
            actions.declare_draft(by=self.by, at=self.at, country=self.country, content=told)


def _date(month: int, written: int, *, last: bool) -> str:
    """Partial date of that month (counted from year 0), as precise as told: 4, 7 or 10 characters."""
    year, rank = divmod(month, 12)
    text = f"{year}-{rank + 1:02d}"
    ends = last_day(text)
    day = ends.isoformat() if last and ends else f"{text}-01"
    return day[:written]


def _status(story: Story, day: date) -> str:
    today = day.year * 12 + day.month - 1
    if story.start > today:
        return Status.PLANNED
    return Status.ONGOING if story.start + story.months >= today else Status.COMPLETED


def _reaches(story: Story) -> Iterator[Reach]:
    """Women and men where a number is told; a third of them told only in all."""
    for rank, (group, people) in enumerate(zip(story.groups, story.people, strict=True)):
        if people is None:
            yield Reach(group)
        elif (people // 20 + rank) % 3 == 0:
            yield Reach(group, total=people)
        else:
            women = people * (40 + people % 7 * 3) // 100
            yield Reach(group, women=women, men=people - women, total=people)


def _counts(story: Story, theme: Theme) -> Iterator[Quantity]:
    """What the nature of the intervention makes worth counting."""
    if theme.nature == Nature.OTHER or story.scale == "programme":
        return
    people = sum(one for one in story.people if one is not None)
    values = {"sessions": max(2, people // 60), "participants": people, "items": max(4, people // 8)}
    yield from (Quantity(kind, values[kind]) for kind in COUNTS_OF[theme.nature] if values[kind])
