"""The demonstration's overlaps: a passage of the radar, decisions, an opinion asked, joint actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from azalai.accounts.actions import create_post
from azalai.accounts.enums import Role
from azalai.accounts.models import Post
from azalai.actors.actions import appoint_focal_point
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.interventions import actions as interventions
from azalai.interventions.content import content_of
from azalai.interventions.models import Intervention
from azalai.overlaps import actions
from azalai.overlaps.enums import JointKind, JointResult, NoticeKind, PartyAnswer, Relation
from azalai.overlaps.models import Pair, Run
from azalai.overlaps.models.pairs import PairQuerySet

PARTNER = "demo-partenaire"
REASONS = {
    Relation.SAME_PROJECT: "Même convention, déclarée par le bailleur et par l'exécutant (fictif).",
    Relation.DUPLICATE: "Même contenu, mêmes communes, même année : deux équipes pour un travail (fictif).",
    Relation.PARTIAL: "Une commune et un public en commun ; le reste diffère (fictif).",
    Relation.COMPLEMENTARY: "Même sujet, régions différentes : partager outils et calendrier (fictif).",
    Relation.CHAIN: "L'une est la composante de l'autre (fictif).",
    Relation.UNRELATED: "Les titres se ressemblent, les publics n'ont rien en commun (fictif).",
}
DECIDED = {
    Relation.SAME_PROJECT: 5,
    Relation.DUPLICATE: 6,
    Relation.PARTIAL: 4,
    Relation.COMPLEMENTARY: 6,
    Relation.CHAIN: 2,
}

_LASTING = ("left__identifier", "right__identifier", "public_id")  # public identifiers are drawn by lot


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    if Run.objects.filter(country=country).exists():
        return
    _declare_for_partner(by, at, country)
    actions.run_radar(by=by, at=at, country=country)
    _decide(by, at, country)
    _ask(by, at, country)
    _work_together(by, at, country)


def _declare_for_partner(by: Author, at: datetime, country: str) -> None:
    """The demonstration's partner does what others do already, so that it has something to answer."""
    partner = Organisation.objects.filter(country_id=country, code=PARTNER).first()
    models = Intervention.objects.in_country(country).published().exclude(title_fr="")
    models = models.filter(scale="project", status="ongoing").order_by("identifier")
    if partner is None:
        return
    for number, model in enumerate(models[:20:10], start=1):
        content = replace(
            content_of(model),
            identifier=f"DEMO-P{number:02}",
            lead=partner.pk,
            parent=None,
            title_en="",
            bodies=(),
            externals=(),
        )
        interventions.store_published(by=by, at=at, country=country, content=content, via="web")


def _decide(by: Author, at: datetime, country: str) -> None:
    """Some of each, the partner's left open; one that the radar got wrong."""
    waiting = Pair.objects.in_country(country).waiting().exclude(left__lead__code=PARTNER)
    waiting = waiting.exclude(right__lead__code=PARTNER)
    for relation, number in DECIDED.items():
        for pair in waiting.filter(label=relation).order_by("-score", *_LASTING)[:number]:
            actions.decide(by=by, at=at, pair=pair, verdict=relation, reason=REASONS[relation])
    wrong = waiting.filter(label=Relation.PARTIAL, verdict="").order_by("score", *_LASTING).first()
    if wrong is not None:
        reason = REASONS[Relation.UNRELATED]
        actions.decide(by=by, at=at, pair=wrong, verdict=Relation.UNRELATED, reason=reason)


def _ask(by: Author, at: datetime, country: str) -> None:
    """The partner is asked what it thinks of its likeliest overlap."""
    own = _of_partner(country).first()
    if own is not None:
        actions.tell_partners(by=by, at=at, pair=own, kind=NoticeKind.ASKED)


def _of_partner(country: str) -> PairQuerySet:
    pairs = Pair.objects.in_country(country)
    led = pairs.filter(left__lead__code=PARTNER) | pairs.filter(right__lead__code=PARTNER)
    return led.order_by("-score", *_LASTING)


def _work_together(by: Author, at: datetime, country: str) -> None:
    """Three joint actions: one that waits for answers, one under way, one concluded."""
    due = localdate(at) + timedelta(days=21)
    own = _of_partner(country)[1:2].first()
    decided = Pair.objects.in_country(country).filter(verdict=Relation.DUPLICATE).order_by(*_LASTING)
    pairs = [pair for pair in (own, *decided[:2]) if pair is not None]
    titles = ("Répartir les communes", "Accorder les calendriers", "Réunir les deux formations")
    made = [
        actions.invite(
            by=by,
            at=at,
            pair=pair,
            kind=kind,
            title=f"{title} (fictif)",
            purpose="Se partager les lieux et les publics avant le prochain décaissement (fictif).",
            due_on=due,
        )
        for pair, title, kind in zip(pairs, titles, JointKind.values[::-1], strict=False)
    ]
    for joint in made[1:]:
        for party in joint.parties.select_related("organisation"):
            speaker = _focal_point(by, at, party.organisation)
            actions.answer(by=speaker, at=at, joint=joint, answer=PartyAnswer.ACCEPTED)
    if len(made) > 2:
        told = "Une seule formation, deux financements (fictif)."
        actions.conclude(by=by, at=at, joint=made[2], result=JointResult.MERGED, outcome=told)


def _focal_point(by: Author, at: datetime, organisation: Organisation) -> Author:
    """A post that speaks for the organisation; nobody holds it in the demonstration."""
    title = f"Point focal · {organisation}"[:120]
    post = Post.objects.filter(title=title).first()
    if post is None:  # an organisation may be asked to several joint actions
        post = create_post(by=by, at=at, title=title, role=Role.PARTNER)
        day = localdate(at)
        appoint_focal_point(by=by, at=at, organisation=organisation, post=post, starts_on=day)
    return Author(name=title, post_id=post.pk, post=title, roles=frozenset({Role.PARTNER.value}))
