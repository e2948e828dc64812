"""`azalai demo`: a country to try everything with, in a folder of its own."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from azalai.cli import parser, site
from azalai.cli.output import step
from azalai.cli.serve import check_port_is_free, serve
from azalai.cli.setup import prepare

HOST = "127.0.0.1"
ACCOUNTS = "accounts.json"
Account = Sequence[str]  # role as people call it, user name, password


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("demo", help="charge un pays de démonstration et sert le site")
    command.add_argument("--country", default="NE", choices=sorted(site.TIME_ZONES), help="pays (NE)")
    command.add_argument("--port", type=parser.port, default=8000, help="port d'écoute (8000)")
    command.add_argument(
        "--keep", action="store_true", help="reprend la démonstration précédente telle quelle"
    )
    command.add_argument("--no-serve", action="store_true", help="charge les données sans servir le site")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Load, print the addresses and the accounts, serve."""
    if not arguments.no_serve:
        check_port_is_free(HOST, arguments.port)
    folder = Path("var", f"demo-{arguments.country}").resolve()
    if not (arguments.keep and folder.exists()):
        _rebuild(folder, arguments.country)
    print(welcome(_accounts(folder), arguments.port), flush=True)
    if not arguments.no_serve:
        _configure(folder, arguments.country)
        serve(HOST, arguments.port)


def _configure(folder: Path, country: str) -> None:
    """The demonstration never sees a real installation: its settings are these and no others."""
    for name in [name for name in os.environ if name.startswith("AZALAI_") and name != "AZALAI_DEBUG"]:
        del os.environ[name]
    os.environ |= {
        "AZALAI_DATA": str(folder),
        "AZALAI_DEMO": "1",
        "AZALAI_COUNTRY": country,
        "AZALAI_TIME_ZONE": site.TIME_ZONES[country],
    }


def _rebuild(folder: Path, country: str) -> None:
    """Build beside, then take the place: an interrupted build is never served."""
    building = folder.with_name(f"{folder.name}.en-cours")
    shutil.rmtree(building, ignore_errors=True)
    _configure(building, country)
    site.start()
    _do_not_wait_for_the_disk()
    prepare()
    accounts = _load(country)
    (building / ACCOUNTS).write_text(json.dumps(accounts, ensure_ascii=False), encoding="utf-8")
    _close_database()
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)


def _load(country: str) -> list[Account]:
    """Call `load(by=, at=, [country=])` of each room's module `demo`; those of `accounts` are to print."""
    from azalai.core.authorship import Author
    from azalai.core.clock import now

    accounts: list[Account] = []
    given = {"by": Author.system("démonstration"), "at": now(), "country": country}
    for module in site.room_modules("demo"):
        room = module.__name__.split(".")[1]
        with step(f"Démonstration : {room}"):
            made = site.call(module.load, **given)
        if room == "accounts":
            accounts = list(made)
    return accounts


def _do_not_wait_for_the_disk() -> None:
    """Half a demonstration is thrown away and built again: nothing of it needs to outlive a power cut."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")


def _close_database() -> None:
    from django.db import connection

    connection.close()


def _accounts(folder: Path) -> list[Account]:
    return json.loads((folder / ACCOUNTS).read_text(encoding="utf-8"))


def welcome(accounts: Sequence[Account], port: int) -> str:
    """Addresses and accounts, ready to be read on a terminal."""
    width = max((len(role) for role, *_ in accounts), default=0)
    rows = [f"  {role:<{width}}  {name} / {password}" for role, name, password in accounts]
    address = f"http://{HOST}:{port}/"
    return "\n".join(
        [
            "",
            f"Adresse : {address}",
            "",
            "Comptes (identifiant / mot de passe) :",
            *rows,
            "",
            "Ctrl-C pour arrêter.",
        ]
    )
