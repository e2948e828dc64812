"""IATI files: read whole, shown, then taken over in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.formats.iati import read_activities
from azalai.formats.iati.records import Activity
from azalai.frames.models import Country
from azalai.interventions import checks, rules
from azalai.interventions.actions.declaring import store_published
from azalai.interventions.content import FOREIGN, LISTS, SCALARS, Content, content_of, tidy
from azalai.interventions.enums import EnteredVia, IdentifierScheme, Publication
from azalai.interventions.iati.incoming import Record, own_identifier, record_of
from azalai.interventions.iati.outgoing import publisher_ref
from azalai.interventions.models import ExternalIdentifier, Intervention
from azalai.interventions.queries import with_lines
from azalai.interventions.sheets.known import Known, knowledge


@dataclass
class IatiImport:
    """What a file would do, or has done: records in the file's order."""

    records: list[Record] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """Records of that outcome: new, changed, same or wrong."""
        return sum(record.outcome == outcome for record in self.records)

    @property
    def matched(self) -> int:
        """Names of bodies that designate an organisation of the register."""
        return len({name for record in self.records for name in record.matched})

    @property
    def unmatched(self) -> Counter[str]:
        """Names of bodies that the register does not know, with how often they occur."""
        return Counter(name for record in self.records for name in set(record.unmatched))


def read_iati(path: Path | str, *, country: str) -> IatiImport:
    """What the activities of that country (ISO alpha-2) in the file would become; nothing is stored.

    Raises formats.iati.IatiUnreadable: the whole file is refused, however many activities were read.
    """
    return IatiImport(list(judged(read_activities(path, country=country), country=country)))


def judged(activities: Iterable[Activity], *, country: str, seen: Iterable[str] = ()) -> Iterator[Record]:
    """What each activity would become, one after the other. seen: identifiers met before."""
    known, reference = knowledge(country), publisher_ref()
    index, met = _Index(country, known), set(seen)
    for activity in activities:
        existing = index.of(activity, own_identifier(activity, reference))
        record = record_of(activity, known, existing, reference)
        if activity.identifier and activity.identifier in met:
            record.content = None
        else:
            _judge(record, country)
        met.add(activity.identifier)
        yield record


class _Index:
    """Which intervention an activity is."""

    def __init__(self, country: str, known: Known) -> None:
        rows = ExternalIdentifier.objects.filter(country_id=country, scheme=IdentifierScheme.IATI)
        named = with_lines(Intervention.objects.filter(pk__in=rows.values("intervention")))
        by_key = {one.pk: one for one in named}  # drafts among them: a file read again doubles nothing
        self.external = {value: by_key[key] for value, key in rows.values_list("value", "intervention")}
        self.own = known.interventions

    def of(self, activity: Activity, own: str) -> Intervention | None:
        """By our number in our own files, else by the number that IATI gives it."""
        return self.own.get(own) if own in self.own else self.external.get(activity.identifier)


def _judge(record: Record, country: str) -> None:
    """Say what would happen; a content that cannot be stored is dropped, with the reason."""
    content = record.content
    if content is None:
        return
    faults = list(checks.faults(content, country=country, of=record.existing))
    if not record.identifier or not (content.title_fr or content.title_en) or faults:
        record.problems += [message for _name, message in faults]
        record.content = None
        return
    record.outcome = _outcome(record.existing, content)


def _outcome(existing: Intervention | None, content: Content) -> str:
    if existing is None:
        return "new"
    known, said = tidy(content_of(existing)), tidy(content)
    names = (*SCALARS, *FOREIGN, *LISTS)
    same = all(getattr(known, name) == getattr(said, name) for name in names if name != "parent")
    return "same" if same else "changed"


@transaction.atomic
def import_iati(
    *,
    by: Author,
    at: datetime,
    country: str,
    file: str,
    found: IatiImport,
    publication: str = Publication.PUBLISHED,
) -> IatiImport:
    """Take over what can be, all of it or nothing; parents before what they contain.

    publication: of what is new.
    """
    rules.check_import(by)
    stored: dict[str, Intervention] = {}
    for record, content in _parents_first(found.records):
        parent = stored.get(record.parent)
        if parent is not None and checks.WIDTH[parent.scale] >= checks.WIDTH[content.scale]:
            content = replace(content, parent=parent.pk)
        stored[record.identifier] = _store(by, at, country, record, content, publication)
    counts = {name: found.count(name) for name in ("new", "changed", "same")}
    after = {
        "interventions_created": counts["new"],
        "interventions_updated": counts["changed"],
        "interventions_unchanged": counts["same"],
        "file": file,
    }
    audit.record(
        by=by, at=at, action="interventions.iati-imported", obj=Country.objects.get(iso2=country), after=after
    )
    return found


def _store(
    by: Author, at: datetime, country: str, record: Record, content: Content, publication: str
) -> Intervention:
    """The intervention as stored; a refusal that nobody foresaw is told of the record and stops all."""
    try:
        made, _changed = store_published(
            by=by,
            at=at,
            country=country,
            content=content,
            via=EnteredVia.IATI,
            of=record.existing,
            publication=publication,
        )
    except ValidationError as error:
        raise ValidationError(f"{record.identifier} : {' '.join(error.messages)}") from error
    return made


def _parents_first(records: Iterable[Record]) -> list[tuple[Record, Content]]:
    """Those that can be stored, in the file's order, but each after the record that contains it."""
    by_identifier = {record.identifier: record for record in records if record.content is not None}
    done: dict[int, Record] = {}

    def place(record: Record, depth: int = 0) -> None:
        above = by_identifier.get(record.parent)
        if above is not None and id(above) not in done and depth < 10:
            place(above, depth + 1)
        done.setdefault(id(record), record)

    for record in by_identifier.values():
        place(record)
    return [(record, record.content) for record in done.values() if record.content is not None]
