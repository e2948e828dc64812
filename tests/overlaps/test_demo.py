"""The demonstration's overlaps."""

from __future__ import annotations

import pytest

from azalai.accounts.models import Post
from azalai.overlaps import demo
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation

pytestmark = pytest.mark.django_db


def test_an_organisation_asked_to_two_joint_actions_speaks_by_one_post() -> None:
    lead = make_organisation()
    first = demo._focal_point(SYSTEM, AT, lead)
    assert demo._focal_point(SYSTEM, AT, lead).post_id == first.post_id
    assert Post.objects.filter(title__contains=str(lead)).count() == 1
