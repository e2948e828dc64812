"""From an intervention to an IATI record; what IATI has no element for is said in tags and lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings

from azalai.actors.models import Organisation
from azalai.formats.iati.records import (
    Activity,
    ActivityDate,
    AdministrativeCode,
    Contact,
    Description,
    DocumentLink,
    Location,
    Narrative,
    Narratives,
    OtherIdentifier,
    ParticipatingOrg,
    Point,
    RecipientCountry,
    RelatedActivity,
    ReportingOrg,
    Tag,
    TransactionSum,
)
from azalai.formats.iati.records import Budget as IatiBudget
from azalai.frames.dataset import load_profile
from azalai.frames.partial import first_day, last_day
from azalai.interventions.content import content_of
from azalai.interventions.enums import BodyRole, BudgetKind, IdentifierScheme, Status
from azalai.interventions.iati.words import (
    OTHERS,
    OWN,
    TARGETS,
    count_line,
    reach_line,
    share_line,
    source_line,
    yearless_line,
)
from azalai.interventions.models import Budget, Intervention

ROLES = {
    BodyRole.FUNDING: "1",
    BodyRole.ACCOUNTABLE: "2",
    BodyRole.EXTENDING: "3",
    BodyRole.IMPLEMENTING: "4",
}
STATUSES = {
    Status.IDENTIFICATION: "1",
    Status.PLANNED: "1",
    Status.ONGOING: "2",
    Status.COMPLETED: "4",
    Status.CANCELLED: "5",
    Status.SUSPENDED: "6",
}
GOVERNMENT, INTERNAL, PARENT, CHILD, EXPENDITURE = "10", "A1", "1", "2", "4"
# Vocabulary of P-codes: ours, by the code list of geographic vocabularies (G1, G2, A1 to A4).
SUBNATIONAL = "A3"
GOAL, TARGET = "2", "3"
OTHER_DOCUMENT = "A12"


def publisher() -> ReportingOrg:
    """The secretariat, which reports what its partners do."""
    profile = load_profile(settings.COUNTRY)
    body = profile.secretariat
    names = _texts(body.name_fr, body.name_en) if body else _texts(profile.official_name_fr, "")
    return ReportingOrg(publisher_ref(), GOVERNMENT, names, secondary=True)


def publisher_ref() -> str:
    """Reference of the secretariat as a publisher: "NE-SP-CCM"."""
    profile = load_profile(settings.COUNTRY)
    acronym = profile.secretariat.acronym if profile.secretariat else "AZALAI"
    return f"{profile.iso2}-{acronym.replace('/', '-')}"


def identifier_of(intervention: Intervention) -> str:
    """The identifier that IATI already knows, else ours behind the publisher's reference."""
    known = [e.value for e in intervention.external_identifiers.all() if e.scheme == IdentifierScheme.IATI]
    return known[0] if known else f"{publisher_ref()}-{intervention.identifier}"


def activity_of(one: Intervention) -> Activity:
    """The record; the intervention comes with its lines (queries.with_lines) and its children."""
    return Activity(
        identifier=identifier_of(one),
        reporting_org=publisher(),
        titles=_texts(one.title_fr, one.title_en),
        descriptions=tuple(_descriptions(one)),
        participating_orgs=tuple(_orgs(one)),
        other_identifiers=(OtherIdentifier(one.identifier, INTERNAL, publisher_ref()),),
        status=STATUSES[Status(one.status)],
        dates=tuple(_dates(one)),
        contacts=_contacts(one),
        recipient_countries=(RecipientCountry(one.country_id),),
        locations=tuple(_location(line.place) for line in one.places.all()),
        tags=tuple(_tags(one)),
        budgets=tuple(_budget(one, budget) for budget in _planned(one)),
        transactions=tuple(_transaction(one, budget) for budget in _spent(one)),
        documents=tuple(
            DocumentLink(d.url, "text/html", _texts(d.title, ""), ("A12",))
            for d in one.documents.all()
            if d.url
        ),
        related=tuple(_related(one)),
        currency=load_profile(settings.COUNTRY).currency.code,
        language="fr" if one.title_fr else "en",
    )


def _document(title: str, url: str) -> DocumentLink:
    return DocumentLink(url, "text/html", _texts(title, ""), (OTHER_DOCUMENT,))


def _texts(french: str, english: str) -> Narratives:
    pairs = ((french, "fr"), (english, "en"))
    return tuple(Narrative(text, language) for text, language in pairs if text.strip())


def _descriptions(one: Intervention) -> Iterator[Description]:
    texts = _texts(one.description_fr, one.description_en) or _texts(one.title_fr, one.title_en)
    yield Description("1", texts)
    content = content_of(one)
    if content.targets:
        yield Description(TARGETS, _texts("\n".join(reach_line(reach) for reach in content.targets), ""))
    lines = [count_line(count) for count in content.counts]
    lines += [share_line(p.place.pcode, p.share) for p in one.places.all() if p.share is not None]
    for number, budget in enumerate([*_planned(one), *_spent(one)], 1):
        lines += [source_line(number, budget.source)] if budget.source else []
        lines += [yearless_line(number)] if budget.year is None else []
    if lines:
        yield Description(OTHERS, _texts("\n".join(lines), ""))


def _orgs(one: Intervention) -> Iterator[ParticipatingOrg]:
    """The lead first, as the one who accounts for it."""
    lead = _names(one.lead) if one.lead else _texts(one.lead_text, "")
    if lead:
        yield ParticipatingOrg(ROLES[BodyRole.ACCOUNTABLE], names=lead)
    for body in one.bodies.all():
        yield ParticipatingOrg(ROLES[BodyRole(body.role)], names=_texts(body.text, ""))


def _names(organisation: Organisation) -> Narratives:
    return _texts(organisation.name_fr or organisation.acronym, organisation.name_en)


def _dates(one: Intervention) -> Iterator[ActivityDate]:
    told = (one.planned_start, "1"), (one.actual_start, "2"), (one.planned_end, "3"), (one.actual_end, "4")
    yield from (ActivityDate(kind, text, text) for text, kind in told if text)


def _contacts(one: Intervention) -> tuple[Contact, ...]:
    return (Contact(job_title=_texts(one.contact_post.title, "")),) if one.contact_post else ()


def _location(place: object) -> Location:
    latitude, longitude = getattr(place, "latitude", None), getattr(place, "longitude", None)
    point = None if latitude is None or longitude is None else Point(float(latitude), float(longitude))
    code = AdministrativeCode(SUBNATIONAL, str(getattr(place, "pcode", "")), getattr(place, "level", None))
    return Location(names=_texts(str(place), ""), administrative=(code,), point=point)


def _tags(one: Intervention) -> Iterator[Tag]:
    for line in one.objectives.all():
        frame, item = line.item.framework.code, line.item
        if frame == "sdg":
            yield Tag(item.code, TARGET if "." in item.code else GOAL)
        else:
            yield Tag(f"{frame.upper()}-{item.code}", OWN, _texts(item.title_fr, item.title_en))
    told = {"NATURE": one.nature, "KIND": one.kind.code if one.kind else "", "SCALE": one.scale}
    told["STATUS"] = one.status
    yield from (Tag(f"{name}-{code}", OWN) for name, code in told.items() if code)


def _planned(one: Intervention) -> list[Budget]:
    return sorted((b for b in one.budgets.all() if b.kind != BudgetKind.SPENT), key=lambda b: b.pk)


def _spent(one: Intervention) -> list[Budget]:
    return sorted((b for b in one.budgets.all() if b.kind == BudgetKind.SPENT), key=lambda b: b.pk)


def _period(one: Intervention, year: int | None) -> tuple[str, str]:
    """First and last day of the year, else of the intervention; "" when nothing is known."""
    if year:
        return f"{year}-01-01", f"{year}-12-31"
    start = first_day(one.start) or first_day(one.end)
    end = last_day(one.end) or last_day(one.start)
    return (start.isoformat() if start else ""), (end.isoformat() if end else "")


def _budget(one: Intervention, budget: Budget) -> IatiBudget:
    start, end = _period(one, budget.year)
    status = "2" if budget.kind == BudgetKind.COMMITTED else "1"
    return IatiBudget(budget.amount, budget.currency, start, end, start, "1", status)


def _transaction(one: Intervention, budget: Budget) -> TransactionSum:
    start, end = _period(one, budget.year)
    return TransactionSum(EXPENDITURE, budget.currency, budget.amount, first=start, last=end)


def _related(one: Intervention) -> Iterator[RelatedActivity]:
    if one.parent:
        yield RelatedActivity(PARENT, identifier_of(one.parent))
    yield from (RelatedActivity(CHILD, identifier_of(child)) for child in one.children.all())


def activities(found: Iterable[Intervention]) -> Iterator[Activity]:
    """Records in the order given."""
    yield from (activity_of(one) for one in found)
