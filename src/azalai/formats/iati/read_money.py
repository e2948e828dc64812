"""How much: budgets, and transactions added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from azalai.formats.iati import codes, scalars
from azalai.formats.iati.elements import Children, Element, Reading, attribute, first, numbered
from azalai.formats.iati.extension import ASSUMED, COUNT, FIRST
from azalai.formats.iati.records import Budget, TransactionSum

# Sums are exact: thirty decimals and the largest amounts fit.
EXACT = Context(prec=80)
_Key = tuple[str, str, str, str, str]


def budgets(children: Children, reading: Reading) -> tuple[Budget, ...]:
    """Budgets with an amount; what is odd about them is noted."""
    found = [_budget(element, reading, where) for where, element in numbered(children, "budget")]
    return tuple(budget for budget in found if budget is not None)


def _budget(element: Element, reading: Reading, where: str) -> Budget | None:
    value = first(element, "value")
    amount = _budget_amount(value, reading, where)
    if amount is None:
        return None
    return Budget(
        amount=amount,
        currency=_checked_currency(value, reading, where),
        start=reading.day(first(element, "period-start"), where),
        end=reading.day(first(element, "period-end"), where),
        value_date=_value_date(value, reading, where),
        type=reading.code(element, "type", codes.BUDGET_TYPES, where),
        status=reading.code(element, "status", codes.BUDGET_STATUSES, where),
    )


def _budget_amount(value: Element | None, reading: Reading, where: str) -> Decimal | None:
    text = scalars.line(value.text) if value is not None else ""
    amount = scalars.number(text)
    if not text:
        reading.notes.add("amount-missing", where)
    elif amount is None:
        reading.notes.add("amount-unread", where, written=text)
    elif amount < 0:
        reading.notes.add("budget-negative", where, written=text)
    return amount


def _value_date(value: Element, reading: Reading, where: str) -> str:
    if value.get(ASSUMED) or value.get("value-date") is None:
        return ""
    return reading.day(value, where, "value-date")


def _currency(value: Element, reading: Reading) -> str:
    return attribute(value, "currency").upper() or reading.currency


def _checked_currency(value: Element, reading: Reading, where: str) -> str:
    currency = _currency(value, reading)
    if not currency:
        reading.notes.add("currency-missing", where)
    elif currency not in codes.CURRENCIES:
        reading.notes.add("currency-unknown", where, written=currency)
    return currency


@dataclass(slots=True)
class _Sum:
    amount: Decimal = Decimal(0)
    count: int = 0
    first: str = ""
    last: str = ""

    def add(self, amount: Decimal, count: int, first: str, last: str) -> None:
        self.amount = EXACT.add(self.amount, amount)
        self.count += count
        self.first = min(filter(None, (self.first, first)), default="")
        self.last = max(self.last, last)


def transactions(children: Children, reading: Reading) -> tuple[TransactionSum, ...]:
    """Sums by type, currency, country and chain, in the order of their first transaction."""
    sums: dict[_Key, _Sum] = {}
    for key, amount, count, first_day, last in _read(children, reading):
        sums.setdefault(key, _Sum()).add(amount, count, first_day, last)
    _check_currencies({key[1] for key in sums}, reading)
    return tuple(_total(key, total) for key, total in sums.items())


def _total(key: _Key, total: _Sum) -> TransactionSum:
    kind, currency, country, provider, receiver = key
    return TransactionSum(
        kind, currency, total.amount, country, provider, receiver, total.count, total.first, total.last
    )


def _read(children: Children, reading: Reading) -> Iterator[tuple[_Key, Decimal, int, str, str]]:
    unread = undated = 0
    for where, element in numbered(children, "transaction"):
        value = first(element, "value")
        amount = scalars.number(value.text) if value is not None else None
        if amount is None:
            unread += 1
            continue
        last = scalars.day(_attribute_of(element, "transaction-date", "iso-date"))
        undated += not last
        count, begun = _counted(element)
        yield _key(element, value, reading, where), amount, count, begun or last, last
    _say_transactions(reading, unread, undated)


def _counted(element: Element) -> tuple[int, str]:
    """How many transactions one of our own sums stands for, and the first day."""
    count = attribute(element, COUNT)
    is_count = count.isascii() and count.isdigit() and len(count) <= 9
    return (int(count) if is_count else 1), scalars.day(element.get(FIRST))


def _say_transactions(reading: Reading, unread: int, undated: int) -> None:
    if unread:
        reading.notes.add("transactions-unread", "transaction", count=unread)
    if undated:
        reading.notes.add("transactions-undated", "transaction", count=undated)


def _key(element: Element, value: Element, reading: Reading, where: str) -> _Key:
    kind = first(element, "transaction-type")
    country = first(element, "recipient-country")
    return (
        "" if kind is None else reading.code(kind, "code", codes.TRANSACTIONS, where),
        _currency(value, reading),
        "" if country is None else reading.country(country, where),
        _attribute_of(element, "provider-org", "provider-activity-id"),
        _attribute_of(element, "receiver-org", "receiver-activity-id"),
    )


def _attribute_of(element: Element, tag: str, name: str) -> str:
    child = first(element, tag)
    return "" if child is None else attribute(child, name)


def _check_currencies(currencies: set[str], reading: Reading) -> None:
    for currency in sorted(currencies - codes.CURRENCIES):
        code = "currency-unknown" if currency else "currency-missing"
        reading.notes.add(code, "transaction", written=currency)
