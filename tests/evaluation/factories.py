"""Evaluations and lessons for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.evaluation import actions
from azalai.evaluation.models import Evaluation, Lesson, Rating
from azalai.frames.models import Country, Framework, FrameworkItem
from azalai.interventions.models import Intervention
from tests.accounts.factories import AT, SYSTEM, author_with
from tests.interventions.factories import author_of, focal_person, make_bare_intervention

DUE = localdate(AT) + timedelta(days=21)
LATER = AT + timedelta(days=40)  # the right of reply is over
CRITERIA = (
    ("relevance", "criterion", "Pertinence"),
    ("effectiveness", "criterion", "Efficacité"),
    ("impact", "criterion", "Impact"),
    ("conformity-gcm", "conformity", "Conformité au Pacte mondial"),
)
SCALE = [
    {"value": value, "title_fr": title, "title_en": title}
    for value, title in (
        (6, "Très satisfaisant"),
        (5, "Satisfaisant"),
        (4, "Plutôt satisfaisant"),
        (3, "Plutôt insatisfaisant"),
        (2, "Insatisfaisant"),
        (1, "Très insatisfaisant"),
        (None, "Ne peut être apprécié"),
    )
]


def criteria() -> Framework:
    """Four criteria and the scale, without loading every list."""
    known = Framework.objects.filter(code="dac").first()
    if known is not None:
        return known
    made = Framework.objects.create(
        code="dac", version="2019", title_fr="Critères d'évaluation", valid_from="2019-12", scale=SCALE
    )
    FrameworkItem.objects.bulk_create(
        FrameworkItem(framework=made, code=code, kind=kind, title_fr=title, title_en=title, order=order)
        for order, (code, kind, title) in enumerate(CRITERIA)
    )
    return made


def criterion(code: str = "relevance") -> FrameworkItem:
    """A criterion."""
    return FrameworkItem.objects.get(framework=criteria(), code=code)


def make_evaluation(intervention: Intervention | None = None, **more: Any) -> Evaluation:
    """An evaluation of the secretariat in preparation, without a rating."""
    one = intervention or make_bare_intervention()
    criteria()
    values: dict[str, Any] = {"kind": "secretariat", "subject": actions.Subject(intervention=one)}
    values |= {"by": rater(), "period_start": "2022", "period_end": "2022"}
    return actions.begin(at=AT, country="NE", **(values | more))


def rater() -> Author:
    """Someone of the secretariat who evaluates."""
    return author_with(Role.ME_OFFICER)


def partner_of(evaluation: Evaluation) -> Author:
    """Someone who speaks for the partner."""
    assert evaluation.partner is not None
    return author_of(focal_person(evaluation.partner))


def rate(evaluation: Evaluation, code: str = "relevance", value: int | None = 4, **more: Any) -> Rating:
    """A rating with its evidence."""
    values: dict[str, Any] = {"by": SYSTEM if not evaluation.is_self else partner_of(evaluation), "at": AT}
    values |= {"reasoning": "Les besoins ont été constatés.", "evidence": "Rapport de mission, page 4."}
    return actions.rate(evaluation=evaluation, criterion=criterion(code), value=value, **(values | more))


def shared(evaluation: Evaluation | None = None, *, due: date = DUE, **values: int | None) -> Evaluation:
    """Communicated, with these ratings (criterion with underscores → value)."""
    one = evaluation or make_evaluation()
    for code, value in (values or {"relevance": 2, "effectiveness": 5}).items():
        rate(one, code.replace("_", "-"), value)
    by = partner_of(one) if one.is_self else rater()
    return actions.share(by=by, at=AT, evaluation=one, reply_due=due)


def closed(evaluation: Evaluation | None = None, **values: int | None) -> Evaluation:
    """Closed once the right of reply is over."""
    one = shared(evaluation, **values)
    return actions.close(by=rater(), at=LATER, evaluation=one)


def published(**values: int | None) -> Evaluation:
    """Shown to everyone."""
    return actions.publish(by=rater(), at=LATER, evaluation=closed(**values))


def rating_of(evaluation: Evaluation, code: str = "relevance") -> Rating:
    """A rating as it stands."""
    return Rating.objects.select_related("evaluation", "criterion").get(
        evaluation=evaluation, criterion__code=code
    )


def contested(evaluation: Evaluation | None = None) -> Evaluation:
    """The partner does not agree with the first rating."""
    one = evaluation or shared()
    actions.reply(
        by=partner_of(one), at=AT, rating=rating_of(one), position="disagrees", text="Deux communes manquent."
    )
    return one


def account(**more: str) -> actions.Account:
    """What a lesson says."""
    values = {
        "kind": "good-practice",
        "title": "Former les relais dans leur langue",
        "text": "Les séances en langue locale ont doublé la présence.",
        "evidence": "Listes de présence.",
    }
    return actions.Account(**(values | more))


def make_lesson(**more: Any) -> Lesson:
    """A proposed lesson."""
    if not Country.objects.filter(iso2="NE").exists():
        make_bare_intervention()
    values: dict[str, Any] = {"by": author_with(Role.DOCUMENTATION), "account": account()}
    return actions.propose_lesson(at=AT, country="NE", **(values | more))


def validated(**more: Any) -> Lesson:
    """A lesson that the secretariat stands by."""
    made = make_lesson(**more)
    by = author_with(Role.DOCUMENTATION)
    return actions.settle_lesson(by=by, at=AT, lesson=made, state="validated")
