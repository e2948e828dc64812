"""What every test stands on: a migrated database, folders of its own, no network."""

from __future__ import annotations

import gc
import itertools
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings

from azalai.cli.setup import compile_messages
from tests.support import database, network

_numbers = itertools.count()
INSTALLATIONS = {"installation", "empty_installation", "filled"}  # processes with a database of their own
PURE = {"engines", "formats"}  # floors without Django
# About what no database changes: who may do what, every address and template, weight of pages, and the
# demonstration, IATI and the radar's figures, which are long and ask nothing special of a database.
ONCE = {
    "test_charts.py",
    "test_components.py",
    "test_desk_rules.py",
    "test_rules.py",
    "test_sign_in_required.py",
    "test_templates.py",
    "test_url_role_matrix.py",
    "test_weight.py",
    "cartography/test_pages.py",
    "interventions/test_demo.py",
    "interventions/test_iati.py",
    "interventions/test_iati_round_trip.py",
    "interventions/test_iati_uploads.py",
    "overlaps/test_calibrating.py",
    "plans/test_large.py",
}
# The same examples every time, on a slow machine as well.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
) -> None:
    """Replaces pytest-django's: copies a migrated template instead of migrating."""
    cache = request.config.cache.mkdir("azalai-template")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "master")
    with django_db_blocker.unblock():
        database.prepare(django_settings.RUN_DIR, cache, worker)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.block(patch)
        yield


@pytest.fixture(autouse=True)
def _own_uploads(settings: pytest.FixtureRequest) -> None:
    """Uploaded files of one test are not seen by the next; the folder is made when first written."""
    settings.MEDIA_ROOT = django_settings.RUN_DIR / "files" / str(next(_numbers))


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    """Counts are remembered until the trail moves, and each test begins at the same trail."""
    if counting := sys.modules.get("azalai.indicators.queries.counting"):
        counting.forget()


@pytest.fixture(autouse=True)
def _forgotten_attempts(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rate limits live in the cache table, which a committing test does not roll back."""
    yield
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        from django.core.cache import cache  # needs settings

        request.getfixturevalue("django_db_blocker").unblock()
        cache.clear()
        request.getfixturevalue("django_db_blocker").restore()


def pytest_configure() -> None:
    """Compiled catalogues are not kept in the repository; a sentence read while tests are collected
    would load, once and for all, the languages as they are then."""
    compile_messages()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind in the temporary folder."""
    if django_settings.configured:
        shutil.rmtree(Path(django_settings.RUN_DIR), ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: a thread of their server may keep the database open, which a restore refuses."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what one database is enough for: it touches none of the tests', or says the same on any."""
    if _is_alone(item):
        item.add_marker("alone")


def _is_alone(item: pytest.Item) -> bool:
    if ONCE & {item.path.name, f"{item.path.parent.name}/{item.path.name}"}:
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    if fixtures & {"db", "transactional_db", "live_server"} or item.get_closest_marker("django_db"):
        return False
    return bool(fixtures & INSTALLATIONS) or not PURE.isdisjoint(item.path.parts)
