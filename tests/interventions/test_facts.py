"""What the system counts of interventions, and the list behind each number."""

from __future__ import annotations

from datetime import date

import pytest

from azalai.core.facts import FactRow, FactSpan, fact
from azalai.interventions import actions
from azalai.interventions.content import Body, Content, Quantity, Where
from azalai.interventions.models import Intervention
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.interventions.factories import load, make_bare_intervention, make_draft, make_intervention, place

pytestmark = pytest.mark.django_db
YEAR = FactSpan("NE", date(2025, 1, 1), date(2025, 12, 31))
QUARTER = FactSpan("NE", date(2025, 1, 1), date(2025, 3, 31))


def listed(code: str, span: FactSpan = YEAR) -> tuple[int, list[FactRow]]:
    found = fact(code)
    assert found is not None
    listing = found.listing(span)
    return int(listing.value()), listing.rows()


def training(**more: object) -> Intervention:
    values: dict[str, object] = {
        "nature": "training",
        "status": "completed",
        "planned_start": "2025-02",
        "planned_end": "2025-03",
        "counts": (Quantity("participants", 30),),
    }
    return make_bare_intervention(**(values | more))


def test_an_institution_counts_once_however_much_it_supports() -> None:
    lead = make_organisation()
    bodies = (Body("funding", "Bailleur", make_organisation().pk), Body("implementing", "ONG inconnue"))
    for _ in range(2):
        make_bare_intervention(lead=lead.pk, status="ongoing", planned_start="2025", bodies=bodies)
    number, rows = listed("interventions.supporting-institutions")
    assert number == len(rows) == 2
    assert {row.label for row in rows} >= {str(lead)}


@pytest.mark.parametrize(
    "more",
    [
        {"status": "planned", "planned_start": "2025"},
        {"status": "ongoing", "planned_start": "2026-01"},
        {"status": "completed", "planned_start": "2024", "planned_end": "2024-12"},
    ],
)
def test_what_does_not_run_in_the_span_supports_nothing(more: dict[str, str]) -> None:
    make_bare_intervention(**more)
    assert listed("interventions.supporting-institutions")[0] == 0


def test_drafts_cancellations_and_other_countries_count_nowhere() -> None:
    make_draft(Content(title_fr="Brouillon", lead=make_organisation().pk, status="ongoing"))
    stopped = training()
    Intervention.objects.filter(pk=stopped.pk).update(status="ongoing")
    stopped.refresh_from_db()
    actions.cancel(by=SYSTEM, at=AT, intervention=stopped, reason="Essai")
    training()
    for code in ("interventions.supporting-institutions", "interventions.agents-trained"):
        assert listed(code, FactSpan("TD", YEAR.start, YEAR.end))[0] == 0
    assert listed("interventions.supporting-institutions")[0] == 1
    assert listed("interventions.agents-trained")[0] == 30


@pytest.mark.parametrize(
    ("end", "in_quarter", "in_year"),
    [
        ("2025-03", 30, 30),
        ("2025-03-31", 30, 30),
        ("2025-04-01", 0, 30),
        ("2025-04", 0, 30),
        ("2025", 0, 30),
        ("2025-02", 30, 30),
        ("2024", 0, 0),
        ("2026-01", 0, 0),
        ("", 0, 0),
    ],
)
def test_participants_count_once_where_the_training_ends(end: str, in_quarter: int, in_year: int) -> None:
    training(planned_start="2024", planned_end=end)
    assert listed("interventions.agents-trained", QUARTER)[0] == in_quarter
    assert listed("interventions.agents-trained", YEAR)[0] == in_year


def test_what_is_no_finished_training_or_counts_nobody_trains_nobody() -> None:
    training(nature="campaign")
    training(status="ongoing")
    training(counts=(Quantity("sessions", 3),))
    assert listed("interventions.agents-trained") == (0, [])


def test_a_row_tells_what_it_adds_and_the_number_is_their_sum() -> None:
    training()
    training(counts=(Quantity("participants", 12),))
    number, rows = listed("interventions.agents-trained")
    assert number == sum(row.amount for row in rows) == 42
    assert all(row.url and row.on == date(2025, 3, 1) for row in rows)


def test_a_place_counts_what_happens_below_it() -> None:
    load()
    one = make_intervention(
        places=(Where(place("Tahoua").pk),), nature="training", status="ongoing", planned_start="2025"
    )
    region = place("Tahoua")
    elsewhere = FactSpan("NE", YEAR.start, YEAR.end, place("Diffa").pk)
    here = FactSpan("NE", YEAR.start, YEAR.end, region.pk)
    assert str(one.lead) in {row.label for row in listed("interventions.supporting-institutions", here)[1]}
    assert listed("interventions.supporting-institutions", elsewhere)[0] == 0
