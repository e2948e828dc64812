"""Settings of the tests: the real ones, in a folder of their own, with what makes tests quick and strict.

`AZALAI_TEST_DATABASE=postgresql` runs the same tests on a real PostgreSQL, which the development
requirements bring along; without it, SQLite.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tests.support.leftovers import forget_at_exit
from tests.support.postgresql import server_url
from tests.support.templates import Undefined

# What a developer has in the shell must not reach the tests, above all not a real database.
KEPT = ("AZALAI_TEST_", "AZALAI_CHROMIUM", "AZALAI_REQUIRE_", "AZALAI_WRITE_", "AZALAI_SHARED")
for _name in [name for name in os.environ if name.startswith("AZALAI_")]:
    if not _name.startswith(KEPT):
        del os.environ[_name]

RUN_DIR = Path(tempfile.mkdtemp(prefix="azalai-tests-"))
forget_at_exit(RUN_DIR)
os.environ["AZALAI_DATA"] = str(RUN_DIR)
if os.environ.get("AZALAI_TEST_DATABASE", "sqlite") == "postgresql":
    os.environ["AZALAI_DATABASE"] = server_url()

from azalai.config.settings import *  # noqa: E402, F403
from azalai.config.settings import DATABASES, STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402

# Whitenoise warns about a missing folder, and warnings are errors.
STATIC_ROOT.mkdir(parents=True)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
# One connection per test: a connection kept by a finished server thread would hold locks.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
