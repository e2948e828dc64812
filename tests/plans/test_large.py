"""Five thousand activities: imported on the web in the time of a coffee, and pages that stay light."""

from __future__ import annotations

import gzip
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.actors.actions import load_organisations_data
from azalai.plans.models import PlanVersion
from tests.accounts.factories import sign_in
from tests.plans.factories import AT, SYSTEM, load_frames
from tests.plans.large import large_plan
from tests.plans.test_pages import QUERIES, addresses

SECONDS = 30  # of this process, so that a machine busy with something else does not count
LIGHT, HEAVIEST = 30_000, 250_000  # bytes: compressed, and as the browser has to lay it out


@pytest.mark.django_db
def test_a_plan_of_five_thousand_activities_is_imported_and_read(client: Client) -> None:
    load_frames()
    load_organisations_data(by=SYSTEM, at=AT, country="NE")
    sign_in(client, Role.ME_OFFICER)
    file = SimpleUploadedFile("grand.csv", large_plan(5_000).encode())
    began = time.process_time()
    preview = client.post(reverse("plans:upload"), {"file": file})["Location"]
    client.post(f"{preview}importer/", {"into": ""})
    assert time.process_time() - began < SECONDS
    version = PlanVersion.objects.get()
    assert version.nodes.count() == 5_560
    of_preview = {tab: f"{preview}?vue={tab}" for tab in ("constats", "arbre", "colonnes")}
    pages = addresses(version)
    del pages["comparison"]  # two plans read: its weight is that of its groups, which are paged
    for name, address in {**pages, **of_preview}.items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert len(queries) == QUERIES.get(name, 7), name
        assert len(answer.content) < LIGHT, name
        assert len(gzip.decompress(answer.content)) < HEAVIEST, name
    last = client.get(pages["tree"], {"page": 9999}).context["part"]
    assert last.lines[-1].path == version.nodes.order_by("path").last().path
    assert last.lines[0].parent_id is None
