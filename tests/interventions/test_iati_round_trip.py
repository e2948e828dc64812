"""What leaves as IATI passes the official schema and comes back the same, whatever was declared."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from azalai.accounts import demo as accounts
from azalai.accounts.models import Post
from azalai.actors import demo as actors
from azalai.actors.recognition import Recogniser
from azalai.frames.models import Place
from azalai.frames.queries import current_items
from azalai.interventions import actions, demo
from azalai.interventions.content import (
    Body,
    Content,
    External,
    Link,
    Money,
    Quantity,
    Reach,
    Where,
    content_of,
    tidy,
)
from azalai.interventions.enums import BodyRole, CountKind, Nature, Scale, Status
from azalai.interventions.exporting import write_iati
from azalai.interventions.groups import groups
from azalai.interventions.models import Intervention
from azalai.plans import demo as plans
from tests.accounts.factories import AT, SYSTEM, make_post
from tests.actors.factories import make_organisation
from tests.interventions.factories import START, load
from tests.shared import shared_path

pytestmark = pytest.mark.django_db
LETTERS = "abcdéïœÀÇ'’«»&<>\"-:;,.()/%0123456789 "
LINES = (
    st.text(alphabet=LETTERS, min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
)
TEXTS = st.lists(LINES, min_size=1, max_size=3, unique=True).map("\n\n".join)
NUMBERS = st.none() | st.integers(0, 300_000_000)
# SQLite keeps fifteen figures of a number: a thousand billion francs and their centimes.
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)
FIRST, LAST = date(2000, 1, 1), date(2060, 12, 31)


@cache
def checker() -> etree.XMLSchema:
    """The official schema."""
    found = next(Path(shared_path("conformance/iati-2.03")).rglob("iati-activities-schema.xsd"))
    return etree.XMLSchema(etree.parse(found))


def some(values: Any, *, most: int = 4) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True)


@st.composite
def periods(draw: Any) -> tuple[str, str]:
    """A start, as precise as it pleases, and an end that follows or is not known."""
    begins = draw(st.dates(FIRST, LAST))
    ends = draw(st.none() | st.dates(date(begins.year + 1, 1, 1), date(2070, 1, 1)))
    return draw(_written(begins)), draw(_written(ends)) if ends else ""


def _written(day: date) -> st.SearchStrategy[str]:
    return st.sampled_from([4, 7, 10]).map(lambda length: day.isoformat()[:length])


@st.composite
def reaches(draw: Any) -> tuple[Reach, ...]:
    found = []
    for group in draw(some(groups())):
        people = [draw(NUMBERS) for _ in range(4)]
        least = sum(one for one in people if one is not None)
        found.append(Reach(group, *people, draw(st.none() | st.integers(least, least + 1000))))
    return tuple(found)


@st.composite
def amounts(draw: Any) -> tuple[Money, ...]:
    """Money spent is summed up by currency in IATI: one line of each, without a year."""
    recogniser = Recogniser.for_country("NE")

    def one(currency: str, kind: str, year: int | None) -> Money:
        source = draw(st.just("") | LINES)
        return Money(draw(AMOUNTS), currency, kind, source, recogniser.organisation_id(source), year)

    sure = [
        one(currency, kind, draw(st.none() | st.integers(1990, 2100)))
        for currency in draw(some(("XOF", "EUR", "USD")))
        for kind in draw(some(("planned", "committed")))
    ]
    return (*sure, *(one(currency, "spent", None) for currency in draw(some(("XOF", "EUR")))))


@st.composite
def shares(draw: Any) -> tuple[Where, ...]:
    keys = Place.objects.in_country("NE").filter(valid_to="").order_by("pk").values_list("pk", flat=True)
    chosen = draw(st.lists(st.sampled_from(list(keys)), min_size=1, max_size=4, unique=True))
    most = Decimal(100) / len(chosen)
    parts = st.none() | st.decimals(min_value=0, max_value=int(most), places=2)
    return tuple(Where(key, draw(parts)) for key in chosen)


@st.composite
def bodies(draw: Any) -> tuple[Body, ...]:
    recogniser = Recogniser.for_country("NE")
    found = [
        Body(role, text, recogniser.organisation_id(text))
        for role in draw(some(BodyRole.values))
        for text in draw(st.lists(LINES, max_size=2, unique=True))
    ]
    return tuple(found)


@st.composite
def contents(draw: Any, lead: int, post: int) -> Content:
    """Anything that may be published."""
    items = [i.pk for code in ("gcm", "pnm-ne", "sdg") for i in current_items(code, on=START)]
    kinds = [i.pk for i in current_items("intervention-kinds", on=START)]
    title_fr = draw(LINES)
    planned, actual = draw(periods()), draw(st.just(("", "")) | periods())
    return Content(
        title_fr=title_fr,
        title_en=draw(st.just("") | LINES),
        description_fr=draw(TEXTS),
        description_en=draw(st.just("") | TEXTS),
        scale=draw(st.sampled_from(Scale.values)),
        kind=draw(st.none() | st.sampled_from(kinds)),
        nature=draw(st.sampled_from(Nature.values)),
        lead=lead,
        contact_post=draw(st.none() | st.just(post)),
        status=draw(st.sampled_from(Status.values)),
        planned_start=planned[0],
        planned_end=planned[1],
        actual_start=actual[0],
        actual_end=actual[1],
        bodies=draw(bodies()),
        objectives=tuple(draw(st.lists(st.sampled_from(items), min_size=1, max_size=4, unique=True))),
        places=draw(shares()),
        targets=draw(reaches()),
        budgets=draw(amounts()),
        counts=tuple(Quantity(kind, draw(st.integers(0, 10**9))) for kind in draw(some(CountKind.values))),
        links=tuple(
            Link(draw(LINES), f"https://exemple.org/{number}") for number in range(draw(st.integers(0, 2)))
        ),
        externals=draw(st.sampled_from([(), (External("iati", "XM-DAC-1-ÉTÉ 7"),)])),
    )


@pytest.fixture
def _lists() -> None:
    load()


@pytest.mark.usefixtures("_lists")
@settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_was_declared_comes_back_the_same(data: st.DataObject) -> None:
    Intervention.objects.all().delete()
    lead = make_organisation()
    post = Post.objects.first() or make_post()
    said = data.draw(contents(lead.pk, post.pk))
    given_to = {"by": SYSTEM, "at": AT, "country": "NE"}
    actions.store_published(content=said, via="web", **given_to)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nous.xml"
        assert write_iati(path, country="NE", at=AT) == (1, [])
        assert checker().validate(etree.parse(path)), checker().error_log
        known = actions.read_iati(path, country="NE")
        assert [(one.outcome, one.problems) for one in known.records] == [("same", [])]
        Intervention.objects.all().delete()
        found = actions.read_iati(path, country="NE")
        actions.import_iati(file="nous.xml", found=found, **given_to)
    back = content_of(Intervention.objects.get())
    assert back == replace(tidy(said), identifier=back.identifier)


def test_the_whole_demonstration_comes_back_the_same(tmp_path: Path) -> None:
    load()
    who: dict[str, Any] = {"by": SYSTEM, "at": AT}
    accounts.load(**who)
    for room in (actors, plans, demo):
        room.load(**who, country="NE")
    published = Intervention.objects.published().order_by("identifier")
    known = {one.identifier: content_of(one) for one in published}
    path = tmp_path / "nous.xml"
    written, lacking = write_iati(path, country="NE", at=AT)
    assert (written, lacking) == (len(known), [])
    assert checker().validate(etree.parse(path)), checker().error_log
    found = actions.read_iati(path, country="NE")
    assert [one.identifier for one in found.records if one.outcome != "same"] == []
    Intervention.objects.exclude(parent=None).delete()
    Intervention.objects.all().delete()
    found = actions.read_iati(path, country="NE")
    actions.import_iati(country="NE", file="nous.xml", found=found, **who)
    back = {one.identifier: content_of(one) for one in Intervention.objects.published()}
    changed = [key for key in known if replace(known[key], parent=None) != replace(back[key], parent=None)]
    assert changed == []
    parents = {one.identifier for one in Intervention.objects.exclude(parent=None)}
    assert parents == {key for key, content in known.items() if content.parent}
