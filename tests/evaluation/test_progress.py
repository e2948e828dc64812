"""The state of an activity in the matrix is the computed one, and the filter says the same as the page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.evaluation.progress import in_state, of_interventions
from azalai.interventions.models import Intervention
from azalai.monitoring.enums import NodeStateChoice
from azalai.monitoring.models import ReportVersion
from tests.accounts.factories import sign_in
from tests.interventions.factories import make_bare_intervention
from tests.monitoring.factories import approved

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 15)
DATES = ("", "2025", "2025-12", "2026", "2026-04", "2026-04-14", "2026-04-15", "2026-05", "2027")


def test_the_filter_and_the_page_say_the_same_of_every_state_and_every_partial_date() -> None:
    make_bare_intervention()
    for status in ("planned", "ongoing", "completed", "suspended", "cancelled", "identification"):
        for end in DATES:
            make_bare_intervention(status=status, planned_start="2024", planned_end=end)
    for start in DATES:
        make_bare_intervention(status="planned", planned_start=start, planned_end="2028")
    rows = Intervention.objects.all()
    said = of_interventions(list(rows), on=ON)
    for code in NodeStateChoice.values:
        kept = set(in_state(rows, code, ON).values_list("pk", flat=True))
        assert kept == {key for key, one in said.items() if one.code == code}, code
    assert {one.code for one in said.values()} == set(NodeStateChoice.values)


@pytest.mark.parametrize(
    ("status", "start", "end", "expected"),
    [
        ("ongoing", "2024", "2026", "in-progress"),  # 2026 is not over
        ("ongoing", "2024", "2025", "late"),
        ("ongoing", "2024", "2026-04-14", "late"),
        ("ongoing", "2024", "2026-04-15", "in-progress"),  # its last day
        ("planned", "2026-03", "2027", "late"),
        ("planned", "2026-04", "2027", "not-started"),
        ("completed", "2024", "2025", "done"),
        ("suspended", "2024", "2025", "suspended"),
        ("ongoing", "", "", "in-progress"),
    ],
)
def test_lateness_comes_from_the_calendar(status: str, start: str, end: str, expected: str) -> None:
    one = make_bare_intervention(status=status, planned_start=start, planned_end=end)
    assert of_interventions([one], on=ON)[one.pk].code == expected


def test_an_approved_report_wins_over_what_was_declared(client: Client) -> None:
    one = approved(activity_state="done", progress=100).intervention
    assert one is not None
    assert one.status != "completed"
    assert ReportVersion.objects.filter(is_current=True).count() == 1
    sign_in(client, Role.ME_OFFICER)
    address = reverse("evaluation:matrix")
    assert one.title in client.get(address, {"etat": "done"}).content.decode()
    for declared in ("in-progress", "not-started", "late"):
        assert one.get_absolute_url() not in client.get(address, {"etat": declared}).content.decode()
