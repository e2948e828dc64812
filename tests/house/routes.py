"""Every address of the site, as the resolver knows them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from azalai.accounts.enums import Role
from tests.accounts.factories import sign_in

TABLE = Path(__file__).with_name("url_role_matrix.csv")
ANONYMOUS, WITHOUT_POST = "anonymous", "without-post"
COLUMNS = (ANONYMOUS, WITHOUT_POST, *Role.values)
METHOD_NOT_ALLOWED = 405
Table = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Route:
    """An address: name with its namespaces, and the arguments that it needs."""

    name: str
    arguments: frozenset[str]


def all_routes() -> list[Route]:
    """Every named address; an address without a name is an error, since nothing could speak of it."""
    return sorted(_walk(get_resolver().url_patterns, ()), key=lambda route: route.name)


def _walk(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry.url_patterns, inner)
        else:
            assert entry.name, f"adresse sans nom : {entry.pattern}"
            yield Route(":".join((*spaces, entry.name)), frozenset(entry.pattern.regex.groupindex))


def visitor(column: str) -> Client:
    """A browser signed in as that column says."""
    client = Client()
    if column != ANONYMOUS:
        sign_in(client, None if column == WITHOUT_POST else column)
    return client


def answer(client: Client, name: str, kwargs: dict[str, Any]) -> str:
    """What the address answers: "200", "302 connexion", "POST 403"… What it writes is undone."""
    address = reverse(name, kwargs=kwargs)
    with transaction.atomic():
        said = _said(_copy(client).get(address))
        if said == str(METHOD_NOT_ALLOWED):
            said = f"POST {_said(_copy(client).post(address))}"
        transaction.set_rollback(True)
    return said


def _copy(client: Client) -> Client:
    """The same visitor: one address may sign out or change what the next would see."""
    other = Client()
    for cookie in client.cookies.values():
        other.cookies[cookie.key] = cookie.value
    return other


def _said(response: Any) -> str:
    if response.streaming:
        b"".join(response.streaming_content)
    location = response.headers.get("Location", "")
    to_sign_in = location.split("?")[0] == reverse(settings.LOGIN_URL)
    return f"{response.status_code} connexion" if to_sign_in else str(response.status_code)


def read_table() -> Table:
    """The accepted answers: route → column → answer."""
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row.pop("route"): row for row in csv.DictReader(file)}


def write_column(column: str, answers: dict[str, str]) -> None:
    """Replace one column of the table; routes that are gone go."""
    table = read_table()
    rows = {name: table.get(name, {}) | {column: said} for name, said in answers.items()}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["route", *COLUMNS], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({"route": name} | rows[name] for name in sorted(rows))
