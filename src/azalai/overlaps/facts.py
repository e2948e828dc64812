"""What the system counts of overlaps and synergies, each with the list behind the number."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from azalai.actors.models import Organisation
from azalai.core.facts import Fact, FactList, FactRow, FactSpan, register_facts
from azalai.frames.partial import first_day
from azalai.interventions.enums import Nature
from azalai.interventions.facts import participants
from azalai.interventions.models import Intervention, InterventionPlace
from azalai.interventions.queries import ended, running
from azalai.overlaps import rules
from azalai.overlaps.enums import OVERLAPPING, SYNERGIES, JointState, PartyAnswer
from azalai.overlaps.labels import INDICATORS
from azalai.overlaps.models import JointAction, JointParty
from azalai.overlaps.queries import counted, within

AGREED = (JointState.UNDER_WAY, JointState.CONCLUDED)


def register() -> None:
    """Announce them."""
    register_facts(
        [
            _decided("overlaps.overlapping", "chevauchements", overlapping),
            _decided("overlaps.complementary", "synergies", complementary),
            Fact(
                "overlaps.organisations-in-synergy",
                gettext_lazy("Structures en synergie d'action"),
                gettext_lazy("organismes"),
                gettext_lazy(
                    "Organismes, chacun compté une fois, qui ont accepté une action conjointe en cours, ou "
                    "conclue pendant la période."
                ),
                organisations_in_synergy,
                by_place=True,
                visible=rules.can_see_all_pairs,
            ),
            Fact(
                "overlaps.agents-in-synergy",
                gettext_lazy("Agents formés en synergie"),
                gettext_lazy("participants"),
                gettext_lazy(
                    "Participants dénombrés dans les formations publiées et achevées dans la période, quand "
                    "la formation fait l'objet d'une action conjointe en cours ou conclue. Une personne "
                    "formée deux fois compte deux fois."
                ),
                agents_in_synergy,
                by_place=True,
                visible=rules.can_see_all_pairs,
            ),
        ]
    )


def _decided(code: str, word: str, listing: Any) -> Fact:
    return Fact(
        code,
        INDICATORS[word]["title"],
        gettext_lazy("interventions"),
        INDICATORS[word]["formula"],
        listing,
        by_place=True,
        visible=rules.can_see_matrix,
    )


def overlapping(span: FactSpan) -> FactList:
    """Interventions that a person decided to be the same, doubled or partly doubled."""
    return _interventions(span, tuple(OVERLAPPING))


def complementary(span: FactSpan) -> FactList:
    """Interventions that a person decided to be complementary."""
    return _interventions(span, tuple(SYNERGIES))


def _interventions(span: FactSpan, relations: tuple[str, ...]) -> FactList:
    found = counted(relations, country=span.country, place=span.place_id)
    rows = running(found, span.start, span.end).select_related("lead").distinct()
    return FactList(rows.order_by("pk"), _row)


def _row(one: Any) -> FactRow:
    return FactRow(one.title, one.get_absolute_url(), first_day(one.start), one.lead_name)


def agreed(span: FactSpan) -> QuerySet[JointAction]:
    """Joint actions accepted by all before the end: still under way, or concluded since the start."""
    found = JointAction.objects.filter(
        pair__country=span.country, state__in=AGREED, invited_at__date__lte=span.end
    ).filter(Q(closed_at__isnull=True) | Q(closed_at__date__gte=span.start))
    if span.place_id is None:
        return found
    there = InterventionPlace.objects.filter(within(span.place_id)).values("intervention")
    return found.filter(Q(pair__left__in=there) | Q(pair__right__in=there))


def organisations_in_synergy(span: FactSpan) -> FactList:
    """Organisations that said yes; each once."""
    parties = JointParty.objects.filter(answer=PartyAnswer.ACCEPTED, joint__in=agreed(span).values("pk"))
    found = Organisation.objects.filter(pk__in=parties.values("organisation"))
    return FactList(found.order_by("search_text", "id"), _body_row)


def _body_row(organisation: Any) -> FactRow:
    return FactRow(str(organisation), organisation.get_absolute_url())


def agents_in_synergy(span: FactSpan) -> FactList:
    """Trainings of joint actions, each for its participants; a training counts where it takes place."""
    pairs = JointAction.objects.filter(pair__country=span.country, state__in=AGREED).values("pair")
    sides = Q(pairs_as_left__in=pairs) | Q(pairs_as_right__in=pairs)
    keys = Intervention.objects.filter(sides, nature=Nature.TRAINING).values("pk")
    found = Intervention.objects.in_country(span.country).published().filter(pk__in=keys)
    if span.place_id is not None:
        there = InterventionPlace.objects.filter(within(span.place_id)).values("intervention")
        found = found.filter(pk__in=there)
    return participants(ended(found, span.start, span.end))
