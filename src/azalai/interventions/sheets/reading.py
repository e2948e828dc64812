"""From a workbook to contents: every fault of every row at once, nothing stored here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from azalai.core.workbooks import Fault, Line, Lines, read_lines
from azalai.engines.naming.text import spelling_key
from azalai.frames.partial import read_partial
from azalai.interventions import checks
from azalai.interventions.content import (
    FOREIGN,
    LISTS,
    SCALARS,
    Body,
    Content,
    External,
    Link,
    Money,
    Quantity,
    Reach,
    Where,
    content_of,
    tidy,
)
from azalai.interventions.enums import BodyRole, BudgetKind, CountKind, IdentifierScheme, Status
from azalai.interventions.models import Intervention
from azalai.interventions.sheets.cells import decimal_number, several, share_of
from azalai.interventions.sheets.known import Known
from azalai.interventions.sheets.layout import MAIN, MONEY, PEOPLE, SHEETS
from azalai.interventions.sheets.records import Reading, Row
from azalai.tabular import Document

REQUIRED = {"title_fr", "lead"}
MOST_ROWS = 2000


def read_workbook(document: Document, known: Known) -> Reading:
    """What the workbook says, row by row."""
    reading = Reading(notes=document.notes)
    sheets = {
        name: read_lines(document, name, {one.heading: one.key for one in columns}, main=MAIN)
        for name, columns in SHEETS.items()
    }
    reading.notes += tuple(note for sheet in sheets.values() for note in sheet.notes)
    main = sheets[MAIN]
    if not main.columns:
        reading.faults.append(
            Fault(MAIN, 1, "", _("La feuille « Interventions » ou sa ligne de titres est introuvable."))
        )
        return reading
    if len(main.lines) > MOST_ROWS:
        message = _("Au plus %(count)d interventions par classeur.") % {"count": MOST_ROWS}
        reading.faults.append(Fault(MAIN, 1, "", message))
        return reading
    _RowsReader(reading, known, sheets).read()
    return reading


class _RowsReader:
    """Reads the rows of the main sheet with those of the two others."""

    def __init__(self, reading: Reading, known: Known, sheets: dict[str, Lines]) -> None:
        self.reading, self.known, self.sheets = reading, known, sheets
        self.wrong: set[str] = set()
        self.money = self._aside(MONEY, self._money)
        self.people = self._aside(PEOPLE, self._reach)

    def read(self) -> None:
        """Fill the reading."""
        seen: dict[str, int] = {}
        for number, line in self.sheets[MAIN].lines.items():
            identifier = line.get("identifier", "")
            row = Row(number, identifier, line.get("title_fr") or line.get("title_en", ""))
            row.existing = self.known.interventions.get(identifier)
            self.reading.rows.append(row)
            before = len(self.reading.faults)
            if not identifier:
                self._fault(MAIN, number, "identifier", _("Donnez un identifiant à chaque ligne."))
            elif identifier in seen:
                message = _("Cet identifiant est déjà celui de la ligne %(row)d.") % {"row": seen[identifier]}
                self._fault(MAIN, number, "identifier", message)
            seen.setdefault(identifier, number)
            content = self._content(number, line, row)
            self._check(number, content, row)
            if len(self.reading.faults) == before and identifier not in self.wrong:
                row.content = content
                row.changes = tuple(_changes(row.existing, content)) if row.existing else ()
        self._strangers(set(seen))

    def _fault(self, sheet: str, number: int, key: str, message: str) -> None:
        heading = next((c.heading for c in SHEETS[sheet] if c.key == key), "")
        self.reading.faults.append(Fault(sheet, number, heading, message))

    def _aside(self, sheet: str, read: Callable[[int, Line], Any]) -> dict[str, list[Any]]:
        """Identifier → lines of a side sheet."""
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for number, line in self.sheets[sheet].lines.items():
            before = len(self.reading.faults)
            made = read(number, line)
            if len(self.reading.faults) > before:
                self.wrong.add(line.get("identifier", ""))
            if made is not None:
                found[line.get("identifier", "")].append(made)
        return found

    def _strangers(self, identifiers: set[str]) -> None:
        """Lines of the side sheets that speak of no row."""
        for sheet in (MONEY, PEOPLE):
            for number, line in self.sheets[sheet].lines.items():
                if line.get("identifier", "") not in identifiers:
                    message = _("Aucune ligne de la feuille « Interventions » n'a cet identifiant.")
                    self._fault(sheet, number, "identifier", message)

    def _content(self, number: int, line: Line, row: Row) -> Content:
        """What is stored, with what the row says instead; a column that is absent changes nothing."""
        start = content_of(row.existing) if row.existing else Content()
        values: dict[str, Any] = {}
        for key, text in line.items():
            values |= self._scalar(number, key, text)
        values |= self._many(number, line, start)
        if self.sheets[MONEY].columns:
            values["budgets"] = tuple(self.money.get(row.identifier, ()))
        if self.sheets[PEOPLE].columns:
            values["targets"] = tuple(self.people.get(row.identifier, ()))
        return replace(start, **values)

    def _scalar(self, number: int, key: str, text: str) -> dict[str, Any]:
        if key in ("identifier", "title_fr", "title_en", "description_fr", "description_en"):
            return {key: text}
        if key in checks.DATES:
            return {key: self._date(number, key, text)}
        if key in ("scale", "nature", "status"):
            return self._choice(number, key, text)
        if key == "lead":
            found = self.known.organisation(text) if text else None
            return {"lead": found, "lead_text": "" if found else text[:300]}
        if key in ("kind", "contact_post", "parent"):
            return {key: self._key(number, key, text)}
        return {}

    def _choice(self, number: int, key: str, text: str) -> dict[str, Any]:
        if not text:
            return {} if key != "nature" else {key: ""}
        code = self.known.words[key].get(spelling_key(text))
        if code is None:
            self._fault(MAIN, number, key, _("« %(text)s » n'est pas dans la liste.") % {"text": text[:60]})
            return {}
        return {key: code}

    def _key(self, number: int, key: str, text: str) -> int | None:
        if not text:
            return None
        if key == "parent":
            parent = self.known.interventions.get(text)
            found = parent.pk if parent else None
        else:
            found = (self.known.kinds if key == "kind" else self.known.posts).get(spelling_key(text))
        if found is None:
            self._fault(MAIN, number, key, _("« %(text)s » n'est pas connu.") % {"text": text[:60]})
        return found

    def _date(self, number: int, key: str, text: str, sheet: str = MAIN) -> str:
        found = read_partial(text)
        if text and not found:
            message = _("« %(text)s » n'est pas une date : écrivez 2025, 2025-03 ou 2025-03-15.")
            self._fault(sheet, number, key, message % {"text": text[:40]})
        return found

    def _many(self, number: int, line: Line, start: Content) -> dict[str, Any]:
        """Cells that hold several things."""
        values: dict[str, Any] = {}
        roles = [role for role in BodyRole.values if role in line]
        if roles:
            kept = [body for body in start.bodies if body.role not in roles]
            values["bodies"] = (*kept, *(b for role in roles for b in self._bodies(role, line[role])))
        frames: list[str] = [key for key in ("gcm", "pnm", "sdg") if key in line]
        if frames:
            values["objectives"] = tuple(self._objectives(number, line, frames, start))
        if "places" in line:
            values["places"] = tuple(self._places(number, line["places"]))
        counts = [kind for kind in CountKind.values if kind in line]
        if counts:
            values["counts"] = tuple(self._counts(number, line, counts, start))
        if "links" in line:
            titles = {link.url: link.title for link in start.links}
            urls = several(line["links"])
            values["links"] = tuple(Link(titles.get(url, url)[:300], url) for url in urls)
        if "iati" in line:
            others = [one for one in start.externals if one.scheme != IdentifierScheme.IATI]
            iati = [External(IdentifierScheme.IATI, value[:250]) for value in several(line["iati"])]
            values["externals"] = (*others, *iati)
        return values

    def _bodies(self, role: str, text: str) -> Iterator[Body]:
        for name in dict.fromkeys(several(text)):
            yield Body(role, name[:300], self.known.organisation(name))

    def _objectives(self, number: int, line: Line, frames: list[str], start: Content) -> Iterator[int]:
        told = {key for (frame, _code), key in self.known.objectives.items() if frame in frames}
        yield from (key for key in start.objectives if key not in told)
        for frame in frames:
            for code in several(line[frame].replace(",", ";")):
                found = self.known.objectives.get((frame, code.removesuffix(".0")))
                if found is None:
                    message = _("L'objectif « %(code)s » n'existe pas.") % {"code": code[:20]}
                    self._fault(MAIN, number, frame, message)
                else:
                    yield found

    def _places(self, number: int, text: str) -> Iterator[Where]:
        seen: set[int] = set()
        for written in several(text):
            name, share = share_of(written)
            found = self.known.places.get(spelling_key(name))
            if found is None:
                message = _("Le lieu « %(name)s » n'est pas dans la liste.") % {"name": name[:60]}
                self._fault(MAIN, number, "places", message)
            elif found not in seen:
                seen.add(found)
                yield Where(found, share)

    def _counts(self, number: int, line: Line, kinds: list[str], start: Content) -> Iterator[Quantity]:
        yield from (one for one in start.counts if one.kind not in kinds)
        for kind in kinds:
            value = self._whole(MAIN, number, kind, line[kind])
            if value is not None:
                yield Quantity(kind, value)

    def _number(self, sheet: str, number: int, key: str, text: str) -> Decimal | None:
        if not text:
            return None
        found = decimal_number(text)
        if found is None:
            message = _("« %(text)s » n'est pas un nombre.") % {"text": text[:40]}
            self._fault(sheet, number, key, message)
            return None
        return found

    def _whole(self, sheet: str, number: int, key: str, text: str) -> int | None:
        found = self._number(sheet, number, key, text)
        if found is not None and (found != found.to_integral_value() or found < 0 or found > 2_000_000_000):
            message = _("« %(text)s » n'est pas un nombre entier.") % {"text": text[:40]}
            self._fault(sheet, number, key, message)
            return None
        return None if found is None else int(found)

    def _money(self, number: int, line: Line) -> Money | None:
        amount = self._number(MONEY, number, "amount", line.get("amount", ""))
        kind = self.known.words["budget"].get(spelling_key(line.get("kind", "")))
        if line.get("kind") and kind is None:
            self._fault(MONEY, number, "kind", _("Cette valeur n'est pas dans la liste."))
        year = self._whole(MONEY, number, "year", line.get("year", ""))
        if amount is None:
            if not line.get("amount"):
                self._fault(MONEY, number, "amount", _("Indiquez le montant."))
            return None
        source = line.get("source", "")[:300]
        money = Money(
            amount=round(amount, 2),
            currency=line.get("currency", "").upper(),
            kind=kind or BudgetKind.PLANNED,
            source=source,
            organisation=self.known.organisation(source) if source else None,
            year=year,
        )
        for _field, message in checks.number_faults(Content(budgets=(money,))):
            self._fault(MONEY, number, "amount", message)
        return money

    def _reach(self, number: int, line: Line) -> Reach | None:
        numbers = [
            self._whole(PEOPLE, number, key, line.get(key, ""))
            for key in ("women", "men", "girls", "boys", "total")
        ]
        group = self.known.groups.get(spelling_key(line.get("group", "")))
        if group is None:
            text = line.get("group", "")[:60]
            self._fault(PEOPLE, number, "group", _("« %(text)s » n'est pas dans la liste.") % {"text": text})
            return None
        reach = Reach(group, *numbers)
        for _field, message in checks.number_faults(Content(targets=(reach,))):
            self._fault(PEOPLE, number, "total", message)
        return reach

    def _check(self, number: int, content: Content, row: Row) -> None:
        """What the form would refuse; what it would only ask for is a remark."""
        for name, message in checks.gaps(content):
            if name in REQUIRED:
                self._fault(MAIN, number, name, message)
            else:
                row.remarks.append(message)
        done = {"budgets", "targets"}  # told line by line on their own sheets
        for name, message in checks.faults(content, country=self.known.country, of=row.existing):
            if name not in done or message == _("Une ligne se répète."):
                self._fault(MAIN, number, name, message)
        if row.existing and not row.existing.may_become(content.status):
            message = _("L'état « %(state)s » ne peut pas suivre celui d'aujourd'hui.")
            self._fault(MAIN, number, "status", message % {"state": Status(content.status).label})
        if content.lead_text:
            row.remarks.append(_("Le chef de file « %s » n'est pas au registre.") % content.lead_text[:80])
        twin = self.known.by_title.get(f"{content.lead}:{spelling_key(content.title_fr)}")
        if twin and twin != row.identifier:
            row.remarks.append(_("Même titre et même chef de file que %s.") % twin)


def _changes(existing: Intervention, content: Content) -> Iterator[str]:
    known, said = tidy(content_of(existing)), tidy(content)
    yield from (n for n in (*SCALARS, *FOREIGN, *LISTS) if getattr(known, n) != getattr(said, n))
