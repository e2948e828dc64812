"""Who: the body that reports, those that take part, other identifiers, posts to write to."""

from __future__ import annotations

import re

from azalai.formats.iati import codes
from azalai.formats.iati.elements import Children, Element, Reading, attribute, first, numbered
from azalai.formats.iati.records import (
    Contact,
    Narratives,
    OtherIdentifier,
    ParticipatingOrg,
    RelatedActivity,
    ReportingOrg,
)

_NUMBER = re.compile(r"\d(?:[\s.()/-]*\d){6,}")  # of a telephone
_MOST_PERSONS = 20  # in one contact; past that none of its texts is trusted


def reporting_org(children: Children, reading: Reading) -> ReportingOrg:
    """The body that publishes; empty and noted when it is not named."""
    found = children.get("reporting-org", [])
    if not found:
        reading.notes.add("reporting-org-missing")
        return ReportingOrg()
    if len(found) > 1:
        reading.notes.add("repeated", "reporting-org", written="reporting-org")
    element = found[0]
    return ReportingOrg(
        ref=attribute(element, "ref"),
        type=attribute(element, "type"),
        names=reading.narratives((element,), "reporting-org"),
        secondary=attribute(element, "secondary-reporter").lower() in ("1", "true"),
    )


def participating_orgs(children: Children, reading: Reading) -> tuple[ParticipatingOrg, ...]:
    """Bodies with their role, those that have neither name nor reference left out."""
    found = [
        _participant(element, reading, where) for where, element in numbered(children, "participating-org")
    ]
    return tuple(org for org in found if org.ref or org.names or org.role)


def _participant(element: Element, reading: Reading, where: str) -> ParticipatingOrg:
    return ParticipatingOrg(
        role=reading.code(element, "role", codes.ROLES, where),
        ref=attribute(element, "ref"),
        type=attribute(element, "type"),
        names=reading.narratives((element,), where),
        activity_id=attribute(element, "activity-id"),
    )


def other_identifiers(children: Children, reading: Reading) -> tuple[OtherIdentifier, ...]:
    """Other numbers; version 1 wrote them as text."""
    found = [_other(element, reading, where) for where, element in numbered(children, "other-identifier")]
    return tuple(other for other in found if other.ref)


def _other(element: Element, reading: Reading, where: str) -> OtherIdentifier:
    owner = first(element, "owner-org")
    old_name = attribute(element, "owner-name")
    names: Narratives = reading.narratives((owner,), where) if owner is not None else ()
    return OtherIdentifier(
        ref=attribute(element, "ref") or reading.line(element.text, where),
        type=attribute(element, "type"),
        owner_ref=attribute(element if owner is None else owner, "owner-ref" if owner is None else "ref"),
        owner_names=names or reading.narrative(old_name),
    )


def related(children: Children, reading: Reading) -> tuple[RelatedActivity, ...]:
    """Parents, children, siblings."""
    found = [
        RelatedActivity(reading.code(element, "type", codes.RELATIONS, where), attribute(element, "ref"))
        for where, element in numbered(children, "related-activity")
    ]
    return tuple(dict.fromkeys(relation for relation in found if relation.ref))


def contacts(children: Children, reading: Reading) -> tuple[Contact, ...]:
    """Body and job title of each contact; what names a person, an address or a number is left out."""
    found = [_contact(element, reading, where) for where, element in numbered(children, "contact-info")]
    return tuple(dict.fromkeys(contact for contact in found if contact.organisation or contact.job_title))


def _contact(element: Element, reading: Reading, where: str) -> Contact:
    names = [" ".join(" ".join(person.itertext()).split()) for person in element.findall("person-name")]
    persons = {name.casefold() for name in names if name}
    organisation = reading.narratives(element.findall("organisation"), where)
    job_title = reading.narratives(element.findall("job-title"), where)
    contact = Contact(_impersonal(organisation, persons), _impersonal(job_title, persons))
    if contact != Contact(organisation, job_title):
        reading.notes.add("contact-personal", where)
    return contact


def _impersonal(texts: Narratives, persons: set[str]) -> Narratives:
    return tuple(text for text in texts if not _is_personal(text.text, persons))


def _is_personal(text: str, persons: set[str]) -> bool:
    folded = " ".join(text.split()).casefold()
    if "@" in text or _NUMBER.search(text) or len(persons) > _MOST_PERSONS:
        return True
    return any(person in folded for person in persons)
