"""The demonstration's evaluations: different ratings, replies, answers, lessons taken up. All fictional."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from azalai.accounts.actions import create_post
from azalai.accounts.enums import Role
from azalai.accounts.models import Post
from azalai.actors.actions import appoint_focal_point
from azalai.actors.models import FocalPoint, Organisation
from azalai.core.authorship import Author
from azalai.evaluation import actions
from azalai.evaluation.enums import EvaluationKind, LessonKind, LessonState, Outcome, Position
from azalai.evaluation.models import Evaluation, Lesson, Rating
from azalai.frames.models import Place
from azalai.frames.queries import current_items
from azalai.interventions.models import Intervention
from azalai.plans.models import Node, Plan

PARTNER = "demo-partenaire"
REASONS = {
    "relevance": "Répond aux besoins relevés lors de la mission de terrain (fictif).",
    "coherence": "S'accorde avec les autres appuis de la région, sauf un chevauchement signalé (fictif).",
    "effectiveness": "Deux tiers des résultats annoncés sont atteints à mi-parcours (fictif).",
    "efficiency": "Les coûts par personne dépassent ceux d'actions comparables (fictif).",
    "impact": "Trop tôt pour le dire : l'action n'a pas un an (fictif).",
    "sustainability": "Les communes n'ont pas encore inscrit la suite à leur budget (fictif).",
    "added-value": "Seule action de ce type dans la zone (fictif).",
    "conformity-national-policy": "Sert l'axe de gouvernance de la politique nationale (fictif).",
    "conformity-gcm": "Sert les objectifs choisis ; la garde des données reste à préciser (fictif).",
}
EVIDENCE = "Rapport de mission fictif, pages 4 à 7 ; entretiens avec douze personnes (fictif)."


@dataclass(frozen=True, slots=True)
class Story:
    """An evaluation: values by criterion (None: cannot be assessed), then what the other side replies."""

    kind: str
    values: Mapping[str, int | None]
    replies: Mapping[str, tuple[str, str]] | None = None
    answers: Mapping[str, tuple[str, int | None]] | None = None
    recommendations: Sequence[str] = ()
    ends: str = "draft"


FULL = Story(
    EvaluationKind.SECRETARIAT,
    {
        "relevance": 5,
        "coherence": 3,
        "effectiveness": 4,
        "efficiency": 2,
        "impact": None,
        "sustainability": 3,
        "conformity-national-policy": 5,
        "conformity-gcm": 4,
    },
    {
        "relevance": (Position.AGREES, ""),
        "coherence": (Position.PARTLY, "Le chevauchement signalé a été réglé en mars (fictif)."),
        "efficiency": (Position.DISAGREES, "Le coût comprend l'équipement, qui servira dix ans (fictif)."),
    },
    {"coherence": (Outcome.REVISED, 4), "efficiency": (Outcome.MAINTAINED, None)},
    (
        "Inscrire l'entretien des équipements au budget des communes (fictif).",
        "Publier chaque trimestre la liste des séances tenues (fictif).",
    ),
    "published",
)
OWN = Story(
    EvaluationKind.SELF,
    {"relevance": 6, "coherence": 5, "effectiveness": 5, "efficiency": 4, "sustainability": 4},
    {"efficiency": (Position.DISAGREES, "Les comptes transmis montrent un écart (fictif).")},
    {"efficiency": (Outcome.MAINTAINED, None)},
    ends="closed",
)
OPEN = Story(
    EvaluationKind.SECRETARIAT,
    {"relevance": 4, "effectiveness": 2, "impact": None, "conformity-gcm": 3},
    recommendations=("Fixer une cible par région avant la fin de l'année (fictif).",),
    ends="shared",
)
ANSWERED = Story(
    EvaluationKind.EXTERNAL,
    {"relevance": 5, "effectiveness": 3, "efficiency": 3, "sustainability": 2},
    {"sustainability": (Position.DISAGREES, "Une convention de relève a été signée (fictif).")},
    ends="answered",
)
BEGUN = Story(EvaluationKind.SECRETARIAT, {"relevance": 4})


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    if Evaluation.objects.filter(country=country).exists():
        return
    loader = _Loader(by, at, country)
    loader.evaluate()
    loader.evaluate_the_plan()
    loader.learn()
    year = localdate(at).year
    for one in (0, year):
        actions.refresh_preamble(by=by, at=at, country=country, year=one)


class _Loader:
    """Who loads, when and where."""

    def __init__(self, by: Author, at: datetime, country: str) -> None:
        self.by, self.at, self.country = by, at, country
        self.before = at - timedelta(days=60)
        found = Intervention.objects.in_country(country).published().filter(lead__isnull=False)
        rows = found.filter(status__in=["ongoing", "completed"]).select_related("lead")
        self.interventions = list(rows.order_by("identifier")[:40:4])
        self.own = list(rows.filter(lead__code=PARTNER).order_by("identifier")[:2])

    def evaluate(self) -> None:
        """The partner's interventions first: it signs in to a demonstration, and has something to answer."""
        for stories, one in zip(((FULL, OWN), (OPEN,)), self.own, strict=False):
            for story in stories:
                self._evaluation(one, story)
        for story, one in zip((FULL, ANSWERED, OPEN, BEGUN, FULL), self.interventions, strict=False):
            self._evaluation(one, story)

    def _evaluation(self, one: Intervention, story: Story) -> None:
        speaker = self._speaker(one.lead) if one.lead else self.by
        rater = speaker if story.kind == EvaluationKind.SELF else self.by
        other = self.by if story.kind == EvaluationKind.SELF else speaker
        evaluator = "Cabinet d'évaluation (fictif)" if story.kind == EvaluationKind.EXTERNAL else ""
        made = actions.begin(
            by=rater,
            at=self.before,
            country=self.country,
            kind=story.kind,
            subject=actions.Subject(intervention=one),
            evaluator=evaluator,
            period_start=str(localdate(self.before).year),
            summary="Une action utile, dont la suite reste à assurer (fictif).",
        )
        self._rate(made, story, rater)
        for text in story.recommendations:
            owners = [one.lead] if one.lead else []
            due = str(localdate(self.at).year + 1)
            actions.recommend(
                by=rater, at=self.before, evaluation=made, text=text, owners=owners, deadline=due
            )
        if story.ends != "draft":
            self._exchange(made, story, rater, other)

    def _rate(self, made: Evaluation, story: Story, rater: Author) -> None:
        criteria = {item.code: item for item in made.framework.items.all()}
        for code, value in story.values.items():
            actions.rate(
                by=rater,
                at=self.before,
                evaluation=made,
                criterion=criteria[code],
                value=value,
                reasoning=REASONS[code],
                evidence="" if value is None else EVIDENCE,
            )

    def _exchange(self, made: Evaluation, story: Story, rater: Author, other: Author) -> None:
        """As far as the story goes: shared, answered, closed, published."""
        ends = localdate(self.at) + timedelta(days=14)
        due = ends if story.ends == "shared" else localdate(self.before) + timedelta(days=21)
        at = self.before + timedelta(days=2)
        actions.share(by=rater, at=at, evaluation=made, reply_due=due)
        for code, (position, text) in (story.replies or {}).items():
            actions.reply(by=other, at=at, rating=_rating(made, code), position=position, text=text)
        if story.ends == "shared":
            return
        actions.finish_replies(by=other, at=at, evaluation=made)
        for code, (outcome, value) in (story.answers or {}).items():
            told = "Vu avec le partenaire lors de la réunion de suivi (fictif)."
            actions.answer(
                by=rater, at=at, rating=_rating(made, code), outcome=outcome, value=value, answer=told
            )
        if story.ends in ("closed", "published"):
            actions.close(by=self.by, at=at + timedelta(days=30), evaluation=made)
        if story.ends == "published":
            actions.publish(by=self.by, at=at + timedelta(days=31), evaluation=made)

    def _speaker(self, organisation: Organisation) -> Author:
        """A post that speaks for the organisation; a new one that nobody holds where there is none."""
        known = FocalPoint.objects.current(localdate(self.before)).filter(organisation=organisation)
        post = next((row.post for row in known.select_related("post") if row.post.role == Role.PARTNER), None)
        if post is None:
            title = f"Point focal évaluation · {organisation}"[:120]
            post = Post.objects.filter(title=title).first() or create_post(
                by=self.by, at=self.before, title=title, role=Role.PARTNER
            )
            day = localdate(self.before)
            appoint_focal_point(
                by=self.by, at=self.before, organisation=organisation, post=post, starts_on=day
            )
        return Author(
            name=post.title, post_id=post.pk, post=post.title, roles=frozenset({Role.PARTNER.value})
        )

    def evaluate_the_plan(self) -> None:
        """One axis of the plan, rated without anybody to reply."""
        plan = Plan.objects.filter(country=self.country).first()
        version = plan.adopted_version() if plan else None
        axis = Node.objects.filter(version=version, parent=None).order_by("path").first() if version else None
        if plan is None or axis is None:
            return
        made = actions.begin(
            by=self.by,
            at=self.before,
            country=self.country,
            kind=EvaluationKind.SECRETARIAT,
            subject=actions.Subject(plan=plan, node=axis),
            summary="Les réunions se tiennent ; leurs suites se perdent (fictif).",
        )
        story = Story(EvaluationKind.SECRETARIAT, {"relevance": 5, "effectiveness": 3, "impact": None})
        self._rate(made, story, self.by)
        actions.close(by=self.by, at=self.before, evaluation=made)

    def learn(self) -> None:
        """Three practices, two of them taken up elsewhere."""
        source = Evaluation.objects.filter(country=self.country, state="published").first()
        regions = list(Place.objects.in_country(self.country).filter(level=1, valid_to="").order_by("pcode"))
        items = list(current_items("gcm", on=localdate(self.at)))
        for number, (kind, title, text) in enumerate(LESSONS):
            lesson = actions.propose_lesson(
                by=self.by,
                at=self.before,
                country=self.country,
                account=actions.Account(
                    kind=kind,
                    title=title,
                    text=text,
                    people="Relais communautaires et migrants en transit (fictif)",
                    conditions="Un animateur de la commune, et l'accord du chef de canton (fictif).",
                    evidence=EVIDENCE,
                ),
                places=regions[number : number + 2],
                objectives=items[number * 3 : number * 3 + 2],
                evaluation=source,
            )
            if number < 2:
                self._validate(lesson, reuses=3 - number)

    def _validate(self, lesson: Lesson, *, reuses: int) -> None:
        actions.settle_lesson(by=self.by, at=self.at, lesson=lesson, state=LessonState.VALIDATED)
        for one in self.interventions[-reuses:]:
            where = actions.Subject(intervention=one)
            note = "Reprise avec les mêmes supports (fictif)."
            actions.record_reuse(by=self.by, at=self.at, lesson=lesson, where=where, note=note)


LESSONS = (
    (
        LessonKind.GOOD_PRACTICE,
        "Tenir les séances d'information dans la langue du marché (fictif)",
        "Tenues en langue locale, le jour du marché, elles ont réuni deux fois plus de monde (fictif).",
    ),
    (
        LessonKind.GOOD_PRACTICE,
        "Confier la liste des présents à la commune (fictif)",
        "La commune garde la liste et la transmet chaque trimestre : plus de doubles comptes (fictif).",
    ),
    (
        LessonKind.LESSON,
        "Ne pas former avant que l'équipement soit livré (fictif)",
        "Six mois entre formation et livraison : la moitié des relais avaient changé de poste (fictif).",
    ),
)


def _rating(evaluation: Evaluation, code: str) -> Rating:
    return Rating.objects.select_related("evaluation", "criterion").get(
        evaluation=evaluation, criterion__code=code
    )
