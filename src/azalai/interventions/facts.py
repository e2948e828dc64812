"""What the system counts of interventions, each with the list behind the number."""

from __future__ import annotations

from typing import Any

from django.db.models import Count as HowMany
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from azalai.actors.models import Organisation
from azalai.core.facts import Fact, FactList, FactRow, FactSpan, register_facts
from azalai.frames.partial import first_day
from azalai.interventions import rules
from azalai.interventions.enums import CountKind, Nature, Status
from azalai.interventions.models import (
    Budget,
    Count,
    Intervention,
    InterventionBody,
    InterventionPlace,
)
from azalai.interventions.queries import ended, running

UNDER_WAY = (Status.ONGOING, Status.COMPLETED, Status.SUSPENDED)


def register() -> None:
    """Announce them."""
    register_facts(
        [
            Fact(
                "interventions.supporting-institutions",
                gettext_lazy("Institutions en appui"),
                gettext_lazy("institutions"),
                gettext_lazy(
                    "Organismes du registre, chacun compté une fois, qui conduisent, financent ou mettent en "
                    "œuvre au moins une intervention publiée, en cours, suspendue ou achevée, dont les dates "
                    "touchent la période."
                ),
                supporting_institutions,
                by_place=True,
                visible=rules.can_see_interventions,
            ),
            Fact(
                "interventions.agents-trained",
                gettext_lazy("Agents formés"),
                gettext_lazy("participants"),
                gettext_lazy(
                    "Participants dénombrés dans les formations publiées et achevées dont la fin (réelle, "
                    "sinon prévue) tombe dans la période. Une personne formée deux fois compte deux fois."
                ),
                agents_trained,
                by_place=True,
                visible=rules.can_see_interventions,
            ),
        ]
    )


def published_in(span: FactSpan) -> QuerySet[Intervention]:
    """Published interventions of the span's country and place, whatever their dates."""
    found = Intervention.objects.in_country(span.country).published()
    if span.place_id is None:
        return found
    there = Q(place=span.place_id) | Q(place__parent=span.place_id) | Q(place__parent__parent=span.place_id)
    return found.filter(pk__in=InterventionPlace.objects.filter(there).values("intervention"))


def supporting_institutions(span: FactSpan) -> FactList:
    """Organisations that lead, fund or carry out; each once."""
    keys = running(published_in(span).filter(status__in=UNDER_WAY), span.start, span.end).values("pk")
    body = InterventionBody.objects.filter(organisation=OuterRef("pk"), intervention__in=keys)
    source = Budget.objects.filter(organisation=OuterRef("pk"), intervention__in=keys)
    lead = Intervention.objects.filter(lead=OuterRef("pk"), pk__in=keys)
    found = Organisation.objects.filter(Exists(lead) | Exists(body) | Exists(source))
    leads = lead.order_by().values("lead").annotate(n=HowMany("pk")).values("n")
    return FactList(found.annotate(leads=Subquery(leads)).order_by("search_text", "id"), _body_row)


def _body_row(organisation: Any) -> FactRow:
    number = organisation.leads or 0
    detail = (
        ngettext("conduit %(n)s intervention", "conduit %(n)s interventions", number) % {"n": number}
        if number
        else _("finance ou met en œuvre")
    )
    return FactRow(str(organisation), organisation.get_absolute_url(), detail=detail)


def agents_trained(span: FactSpan) -> FactList:
    """Completed trainings with the participants they count."""
    return participants(ended(published_in(span).filter(nature=Nature.TRAINING), span.start, span.end))


def participants(found: Any) -> FactList:
    """These interventions (of `queries.ended`), each for the participants that it counts; those that count
    none are left out."""
    counted = Count.objects.filter(kind=CountKind.PARTICIPANTS, intervention=OuterRef("pk")).values("value")
    rows = found.select_related("lead").annotate(people=Subquery(counted)).filter(people__isnull=False)
    return FactList(rows.order_by("ends", "id"), _training_row, _people)


def _people(found: Any) -> int:
    return found.order_by().aggregate(total=Sum("people"))["total"] or 0


def _training_row(one: Any) -> FactRow:
    return FactRow(one.title, one.get_absolute_url(), first_day(one.end), one.lead_name, one.people)
