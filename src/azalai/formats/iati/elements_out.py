"""One activity as an element of IATI 2.03, in the order that the schema wants."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from lxml import etree

from azalai.formats.iati import codes, scalars, writable
from azalai.formats.iati.extension import ASSUMED, COUNT, FIRST, NAMESPACE, PREFIX, WRITTEN
from azalai.formats.iati.records import (
    Activity,
    ActivityDate,
    AdministrativeCode,
    Budget,
    Contact,
    DocumentLink,
    Location,
    Narrative,
    OtherIdentifier,
    ParticipatingOrg,
    PolicyMarker,
    ReportingOrg,
    TransactionSum,
)

Element = Any  # lxml publishes no types

NAMESPACES = {PREFIX: NAMESPACE}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
_ANY_FORMAT = "application/octet-stream"


def element_of(activity: Activity) -> Element:
    """The `iati-activity`; parts listed by `losses` are left out."""
    writer = _Writer(activity)
    writer.write()
    return writer.root


class _Writer:
    """Builds one element; `self.root` is the activity."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        self.language = scalars.language(activity.language) or ""
        self.root = etree.Element("iati-activity", nsmap=NAMESPACES)

    def write(self) -> None:
        """All parts, in the order of the schema."""
        activity = self.activity
        self._attributes()
        self._add(self.root, "iati-identifier").text = scalars.line(activity.identifier)
        self._reporting_org(activity.reporting_org)
        self._texts(self._add(self.root, "title"), activity.titles)
        self._who_and_when()
        self._where_and_what()
        self._money_and_links()

    def _attributes(self) -> None:
        activity = self.activity
        humanitarian = {None: "", True: "1", False: "0"}[activity.humanitarian]
        hierarchy = "" if activity.hierarchy is None else str(activity.hierarchy)
        pairs = {
            "last-updated-datetime": scalars.moment(activity.last_updated),
            _LANG: self.language,
            "default-currency": activity.currency,
            "humanitarian": humanitarian,
            "hierarchy": hierarchy,
        }
        _set(self.root, pairs)

    def _who_and_when(self) -> None:
        activity = self.activity
        for description in activity.descriptions:
            if writable.says(description.texts):
                self._texts(
                    self._add(self.root, "description", {"type": description.type}), description.texts
                )
        for org in filter(writable.is_writable_org, activity.participating_orgs):
            self._participant(org)
        for other in activity.other_identifiers:
            self._other_identifier(other)
        self._add(self.root, "activity-status", {"code": activity.status})
        for date in filter(writable.is_writable_date, activity.dates):
            self._date(date)
        for contact in activity.contacts:
            self._contact(contact)

    def _where_and_what(self) -> None:
        activity = self.activity
        for country in activity.recipient_countries:
            self._classified("recipient-country", country)
        for region in filter(writable.has_code, activity.recipient_regions):
            self._classified("recipient-region", region)
        for place in filter(writable.has_vocabularies, activity.locations):
            self._location(place)
        for sector in filter(writable.has_code, activity.sectors):
            self._classified("sector", sector)
        for tag in filter(writable.has_vocabulary, activity.tags):
            self._classified("tag", tag)
        for scope in filter(writable.is_writable_scope, activity.humanitarian_scopes):
            self._classified("humanitarian-scope", scope, {"type": scope.type})
        for marker in activity.policy_markers:
            self._marker(marker)

    def _money_and_links(self) -> None:
        activity = self.activity
        for budget in filter(writable.is_writable_budget, activity.budgets):
            self._budget(budget)
        for total in filter(writable.is_writable_sum, activity.transactions):
            self._transaction(total)
        for document in filter(writable.is_writable_document, activity.documents):
            self._document(document)
        for relation in filter(writable.has_type, activity.related):
            self._add(
                self.root, "related-activity", {"ref": relation.ref, "type": relation.type}, all_of=True
            )

    def _reporting_org(self, org: ReportingOrg) -> None:
        secondary = "1" if org.secondary else ""
        element = self._add(self.root, "reporting-org", {"ref": org.ref, "type": org.type}, all_of=True)
        _set(element, {"secondary-reporter": secondary})
        self._texts(element, org.names)

    def _participant(self, org: ParticipatingOrg) -> None:
        pairs = {"ref": org.ref, "type": org.type, "role": org.role, "activity-id": org.activity_id}
        self._texts(self._add(self.root, "participating-org", pairs), org.names)

    def _other_identifier(self, other: OtherIdentifier) -> None:
        element = self._add(
            self.root, "other-identifier", {"ref": other.ref, "type": other.type}, all_of=True
        )
        if other.owner_ref or other.owner_names:
            self._texts(self._add(element, "owner-org", {"ref": other.owner_ref}), other.owner_names)

    def _date(self, date: ActivityDate) -> None:
        first_or_last = _first_day if date.type in codes.STARTS else _last_day
        iso = first_or_last(date.iso)
        element = self._add(self.root, "activity-date", {"type": date.type, "iso-date": iso})
        if date.written != iso:
            _set(element, {WRITTEN: date.written})
        self._texts(element, date.notes)

    def _contact(self, contact: Contact) -> None:
        if not contact.organisation and not contact.job_title:
            return
        element = self._add(self.root, "contact-info")
        for tag, texts in (("organisation", contact.organisation), ("job-title", contact.job_title)):
            if writable.says(texts):
                self._texts(self._add(element, tag), texts)

    def _classified(self, tag: str, part: Any, more: dict[str, str] | None = None) -> None:
        """A code, where there are some with its vocabulary, percentage and names."""
        percentage = getattr(part, "percentage", None)
        pairs = {
            **(more or {}),
            "vocabulary": getattr(part, "vocabulary", ""),
            "code": part.code,
            "percentage": "" if percentage is None else scalars.written(percentage),
        }
        self._texts(self._add(self.root, tag, pairs), part.names)

    def _marker(self, marker: PolicyMarker) -> None:
        pairs = {
            "vocabulary": marker.vocabulary,
            "code": marker.code,
            "significance": marker.significance,
        }
        self._texts(self._add(self.root, "policy-marker", pairs), marker.names)

    def _location(self, place: Location) -> None:
        element = self._add(self.root, "location", {"ref": place.ref})
        self._code(element, "location-reach", place.reach)
        for code in place.ids:
            self._add(element, "location-id", _pairs(code))
        if writable.says(place.names):
            self._texts(self._add(element, "name"), place.names)
        for code in place.administrative:
            self._add(element, "administrative", _pairs(code))
        if place.point is not None:
            position = self._add(self._add(element, "point", {"srsName": _WGS84}), "pos")
            numbers = (place.point.latitude, place.point.longitude)
            position.text = " ".join(map(scalars.written, numbers))
        self._code(element, "exactness", place.exactness)

    def _budget(self, budget: Budget) -> None:
        pairs = {"type": budget.type, "status": budget.status}
        element = self._add(self.root, "budget", pairs)
        self._add(element, "period-start", {"iso-date": scalars.day(budget.start)})
        self._add(element, "period-end", {"iso-date": scalars.day(budget.end)})
        day = scalars.day(budget.value_date)
        self._value(element, budget.amount, budget.currency, day or scalars.day(budget.start))
        if not day:
            _set(element[-1], {ASSUMED: "value-date"})

    def _transaction(self, total: TransactionSum) -> None:
        element = self._add(self.root, "transaction")
        self._code(element, "transaction-type", total.type)
        self._add(element, "transaction-date", {"iso-date": total.last})
        self._value(element, total.amount, total.currency, total.last)
        if total.count != 1 or total.first != total.last:
            _set(element, {COUNT: str(total.count), FIRST: total.first})
            self._texts(self._add(element, "description"), (_sum_text(total),))
        self._chain(element, "provider", total.provider_activity)
        self._chain(element, "receiver", total.receiver_activity)
        self._code(element, "recipient-country", total.country)

    def _chain(self, parent: Element, side: str, activity: str) -> None:
        if activity:
            self._add(parent, f"{side}-org", {f"{side}-activity-id": activity})

    def _value(self, parent: Element, amount: Decimal, currency: str, day: str) -> None:
        shown = "" if currency == self.activity.currency else currency
        self._add(parent, "value", {"currency": shown, "value-date": day}).text = scalars.written(amount)

    def _document(self, document: DocumentLink) -> None:
        pairs = {"url": scalars.web_address(document.url), "format": document.format or _ANY_FORMAT}
        element = self._add(self.root, "document-link", pairs)
        if not document.format:
            _set(element, {ASSUMED: "format"})
        self._texts(self._add(element, "title"), document.titles)
        for tag, values in (("category", document.categories), ("language", document.languages)):
            for value in values:
                self._code(element, tag, value)
        if day := scalars.day(document.date):
            self._add(element, "document-date", {"iso-date": day})

    def _code(self, parent: Element, tag: str, code: str) -> None:
        if code:
            self._add(parent, tag, {"code": code})

    def _texts(self, parent: Element, texts: Iterable[Narrative]) -> None:
        for text in texts:
            if not (content := scalars.plain(text.text)):
                continue
            element = etree.SubElement(parent, "narrative")
            element.text = content
            language = scalars.language(text.lang) or ""
            if language != self.language:
                element.set(_LANG, language)

    def _add(
        self, parent: Element, tag: str, pairs: dict[str, str] | None = None, *, all_of: bool = False
    ) -> Element:
        """A new last child; attributes that are empty are left out unless `all_of`."""
        element = etree.SubElement(parent, tag)
        for name, value in (pairs or {}).items():
            if value or all_of:
                element.set(name, scalars.line(value))
        return element


def _set(element: Element, pairs: dict[str, str]) -> None:
    for name, value in pairs.items():
        if value:
            element.set(name, scalars.line(value))


def _pairs(code: AdministrativeCode) -> dict[str, str]:
    level = "" if code.level is None else str(code.level)
    return {"vocabulary": code.vocabulary, "code": code.code, "level": level}


def _sum_text(total: TransactionSum) -> Narrative:
    return Narrative(f"Somme de {total.count} opération(s), du {total.first} au {total.last}", "fr")


def _first_day(iso: str) -> str:
    """First day of a year, a month or a day."""
    return iso + "-01-01"[len(iso) - 4 :]


def _last_day(iso: str) -> str:
    """Last day of a year, a month or a day."""
    months = iso if len(iso) > 4 else f"{iso}-12"
    if len(months) > 7:
        return months
    year, month = map(int, months.split("-"))
    return f"{months}-{monthrange(year, month)[1]:02}"
