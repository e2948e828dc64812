"""What the words of a workbook may mean, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.actors.recognition import Recogniser
from azalai.core.clock import today
from azalai.core.workbooks import choices_by_word
from azalai.engines.naming.text import spelling_key
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.queries import current_items
from azalai.interventions.enums import BudgetKind, Nature, Scale, Status
from azalai.interventions.groups import groups
from azalai.interventions.models import Intervention
from azalai.interventions.queries import with_lines


@dataclass
class Known:
    """Words → keys, for one country."""

    country: str
    recogniser: Recogniser
    places: dict[str, int] = field(default_factory=dict)
    objectives: dict[tuple[str, str], int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    interventions: dict[str, Intervention] = field(default_factory=dict)
    by_title: dict[str, str] = field(default_factory=dict)
    organisations: dict[int, str] = field(default_factory=dict)
    words: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def organisation(self, text: str) -> int | None:
        """The body that the text surely names."""
        return self.recogniser.organisation_id(text)


def knowledge(country: str) -> Known:
    """For that country (ISO alpha-2); eight queries and those of the interventions' lines."""
    found = Known(country, Recogniser.for_country(country))
    found.places = _places(country)
    found.objectives = dict(_objectives(country))
    for item in current_items("intervention-kinds", on=today()):
        found.kinds |= {spelling_key(text): item.pk for text in (item.title_fr, item.title_en, item.code)}
    found.posts = {spelling_key(title): key for key, title in Post.objects.values_list("pk", "title")}
    for code, group in groups().items():
        found.groups |= {spelling_key(t): code for t in (code, group.title_fr, group.title_en)}
    named = Intervention.objects.in_country(country).exclude(identifier="")  # drafts taken over among them
    rows = with_lines(named)
    found.interventions = {one.identifier: one for one in rows}
    found.by_title = {_title_key(one): one.identifier for one in found.interventions.values()}
    bodies = Organisation.objects.active().in_country(country)
    found.organisations = {one.pk: str(one) for one in bodies}
    found.words = {
        "scale": choices_by_word(Scale),
        "nature": choices_by_word(Nature),
        "status": choices_by_word(Status),
        "budget": choices_by_word(BudgetKind),
    }
    return found


def _title_key(one: Intervention) -> str:
    return f"{one.lead_id}:{spelling_key(one.title_fr or one.title_en)}"


def _places(country: str) -> dict[str, int]:
    """Folded name or code → key; the wider place wins where two share a name."""
    found: dict[str, int] = {}
    rows = Place.objects.in_country(country).filter(valid_to="").prefetch_related("names")
    for place in rows.order_by("-level", "-pcode"):
        for text in (*(name.text for name in place.names.all()), place.name, place.pcode):
            found[spelling_key(text)] = place.pk
    return found


def _objectives(country: str) -> Iterable[tuple[tuple[str, str], int]]:
    policy = f"pnm-{country.lower()}"
    for key, code in (("gcm", "gcm"), ("pnm", policy), ("sdg", "sdg")):
        items: Iterable[FrameworkItem] = current_items(code, on=today())
        yield from (((key, item.code), item.pk) for item in items)
