"""Small cells are hidden from partners; nothing printed elsewhere gives them away."""

from __future__ import annotations

import pytest

from azalai.accounts.enums import Role
from azalai.frames.models import FrameworkItem, Place
from azalai.indicators.actions import GivenPart
from azalai.indicators.models import Indicator
from azalai.indicators.protection import HIDDEN, details, threshold_for
from azalai.indicators.words import read_typed
from tests.accounts.factories import author_with
from tests.indicators.factories import make_indicator, make_place, validated

pytestmark = pytest.mark.django_db


def variable(code: str = "sex") -> FrameworkItem:
    return FrameworkItem.objects.get(framework__code="disaggregation", code=code)


def detailed(
    indicator: Indicator, place: Place | None, *texts: str, code: str = "sex", period: str = "2021"
) -> None:
    found = variable(code)
    categories = [item.code for item in found.children.order_by("order")]
    parts = tuple(
        GivenPart(found.pk, category, read_typed(text))
        for category, text in zip(categories, texts, strict=False)
    )
    total = str(sum(int(text) for text in texts))
    validated(indicator, total, place=place, parts=parts, period=period)


@pytest.mark.parametrize(
    ("role", "least"), [(Role.ME_OFFICER, 0), (Role.AUDITOR, 0), (Role.PARTNER, 5), (Role.FOCAL_POINT, 5)]
)
def test_the_threshold_is_the_countrys_and_the_secretariat_sees_all(role: str, least: int) -> None:
    assert threshold_for(author_with(role)) == least


def test_a_partner_reads_no_small_cell_and_cannot_compute_it(frames: None) -> None:
    first, second = make_place("Agadez"), make_place("Diffa")
    indicator = make_indicator()
    detailed(indicator, first, "3", "40")
    detailed(indicator, second, "25", "30")
    (mine,) = details(indicator, "2021", author_with(Role.ME_OFFICER))
    assert mine.rows[0].cells == ("3", "40")
    (theirs,) = details(indicator, "2021", author_with(Role.PARTNER))
    # Both rows' totals are public: hiding one cell hides the other of the row.
    assert theirs.rows[0].cells == (HIDDEN, HIDDEN)
    assert theirs.rows[0].total == "43"
    assert "moins de 5" in theirs.note


def test_the_countrys_own_details_do_not_stand_beside_those_of_places(frames: None) -> None:
    first = make_place("Agadez")
    indicator = make_indicator()
    detailed(indicator, first, "3", "40")
    detailed(indicator, None, "28", "70")
    (theirs,) = details(indicator, "2021", author_with(Role.PARTNER))
    assert {row.label for row in theirs.rows} <= {"Agadez"}


def test_quarters_are_not_subtracted_from_the_year(frames: None) -> None:
    indicator = make_indicator()
    detailed(indicator, None, "30", "40")
    detailed(indicator, None, "28", "35", period="2021-T1")
    assert details(indicator, "2021-T1", author_with(Role.PARTNER)) == []
    assert len(details(indicator, "2021-T1", author_with(Role.AUDITOR))) == 1


def test_irregular_status_is_never_crossed_with_a_place(frames: None) -> None:
    indicator = make_indicator()
    detailed(indicator, make_place("Agadez"), "300", "400", code="regularity")
    detailed(indicator, make_place("Diffa"), "300", "400", code="regularity")
    (theirs,) = details(indicator, "2021", author_with(Role.PARTNER))
    assert theirs.rows == ()
    assert "lieu par lieu" in theirs.note


def test_a_lone_person_withholds_the_table(frames: None) -> None:
    indicator = make_indicator()
    detailed(indicator, None, "2", "0")
    (theirs,) = details(indicator, "2021", author_with(Role.PARTNER))
    assert theirs.rows == ()
    assert "Trop peu" in theirs.note
