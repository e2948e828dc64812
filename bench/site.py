"""An installation of its own for measures of the site, thrown away afterwards."""

from __future__ import annotations

import gc
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.measure import COMMAND


@contextmanager
def installation() -> Iterator[None]:
    """A database of its own, with Niger's lists and one account. One for each process: Django keeps it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"AZALAI_DATA": str(Path(folder) / "var")}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "azalai.config.settings"}
        _ready("setup")
        _ready("account", "create", "mesure", "--password-stdin", given="Sel-et-dattes-7\n")
        import django

        django.setup()
        yield


def settled() -> None:
    """As after a restart: what was written is in the file itself, and as in `config.wsgi` what is loaded by
    now is not walked again by the collector."""
    from django.db import connections

    connections.close_all()
    gc.collect()
    gc.freeze()


def _ready(*words: str, given: str = "") -> None:
    subprocess.run([COMMAND, *words], input=given, text=True, check=True, capture_output=True)


def signed_in(username: str = "mesure") -> Any:
    """Somebody's browser."""
    from django.conf import settings
    from django.test import Client

    from azalai.accounts.models import Person

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    Person.objects.update(must_change_password=False)
    client.force_login(Person.objects.get(username=username))
    return client
